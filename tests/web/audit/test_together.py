"""Several who act at once: no two entries get one number, and the chain stays whole."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from jianfu.web.accounts.actor import Actor
from jianfu.web.audit.actions import log
from jianfu.web.audit.models import Entry
from jianfu.web.audit.verify import verify
from tests.web.conftest import County

THREADS, TIMES = 4, 25


@pytest.mark.django_db(transaction=True)
def test_entries_written_at_once_stand_in_one_chain(county: County, act_as: Callable[..., Actor]) -> None:
    actor, before = act_as("principal", county.school), Entry.objects.count()

    def act(_thread: int) -> None:
        try:
            for n in range(TIMES):
                with transaction.atomic():
                    log(actor, "tests.do", county.school, facts={"n": n})
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(act, range(THREADS)))
    assert Entry.objects.count() == before + THREADS * TIMES
    assert list(verify()) == []
