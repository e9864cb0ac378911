"""After many rows the database looks at its tables anew; after few it does not."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import connection, transaction

from jianfu.web.records import looking
from tests.web.conftest import County
from tests.web.records.made import homework

Captured = Callable[..., AbstractContextManager[list[Callable[[], None]]]]


def _known() -> int:
    """How many rows the database takes the ledger of homework to have; 0 or less when it never looked."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'homework'")
        else:
            cursor.execute("SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_stat1'")
            if cursor.fetchone()[0] == 0:
                return 0
            cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = 'homework' LIMIT 1")
        row = cursor.fetchone()
    return int(float(str(row[0]).split(" ")[0])) if row else 0


@pytest.mark.django_db
def test_tables_that_many_rows_came_into_are_looked_at(
    county: County, django_capture_on_commit_callbacks: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, 4):
        homework(county.school, ordinal=number)
    monkeypatch.setattr(looking, "MANY", 3)
    for written, looks in ((2, 0), (3, 1)):
        with django_capture_on_commit_callbacks(execute=True) as called, transaction.atomic():
            looking.look_anew_after(["homework", "homework"], written)
        assert len(called) == looks
    assert _known() == 3
