"""The audit chain: what is appended, and that whatever is done to it behind its back is found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from jianfu.web.accounts.actor import OPERATOR, Actor
from jianfu.web.audit.actions import forget, log
from jianfu.web.audit.models import Detail, Entry
from jianfu.web.audit.queries import heads
from jianfu.web.audit.verify import Fault, verify
from tests.web.conftest import County

pytestmark = pytest.mark.django_db


def _done(actor: Actor, county: County, times: int) -> None:
    with transaction.atomic():
        for n in range(times):
            log(actor, "tests.do", county.school, organisation=county.school, facts={"n": n})


def _behind_its_back(sql: str, *values: object) -> None:
    """What somebody with the database in hand could do."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.fixture
def written(county: County, act_as: Callable[..., Actor]) -> int:
    """A chain with entries of the operator and of a person; how many."""
    _done(act_as("principal", county.school), county, 5)
    return Entry.objects.count()


def test_what_was_done_is_kept_without_names(county: County, act_as: Callable[..., Actor]) -> None:
    actor = act_as("principal", county.school)
    _done(actor, county, 1)
    entry = Entry.objects.select_related("detail").last()
    assert entry is not None and actor.person is not None
    assert entry.detail.actor == actor.person.pk
    assert (entry.action, entry.detail.kind) == ("tests.do", "accounts.organisation")
    stored = " ".join(
        str(v) for row in (*Entry.objects.values_list(), *Detail.objects.values_list()) for v in row
    )
    assert actor.person.name not in stored and county.school.name not in stored


def test_an_untouched_chain_is_whole(written: int) -> None:
    assert written > 5
    assert list(verify(heads())) == []


def test_one_thing_is_never_sealed_alike_twice(county: County) -> None:
    _done(OPERATOR, county, 1)
    _done(OPERATOR, county, 1)
    assert len(set(Entry.objects.values_list("seal", flat=True))) == Entry.objects.count()


def test_an_action_that_fails_leaves_no_entry(county: County) -> None:
    before = Entry.objects.count()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        log(OPERATOR, "tests.do", county.school)
        raise ZeroDivisionError
    assert Entry.objects.count() == before
    assert list(verify()) == []


@pytest.mark.django_db(transaction=True)
def test_logging_outside_a_transaction_is_a_mistake(county: County) -> None:
    with pytest.raises(RuntimeError):
        log(OPERATOR, "tests.do", county.school)


def test_the_models_only_append(written: int) -> None:
    entry = Entry.objects.get(number=written)
    for attempt in (
        entry.save,
        entry.delete,
        Entry.objects.all().delete,
        lambda: Entry.objects.update(action="x"),
    ):
        with pytest.raises(TypeError):
            attempt()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("action", "tests.undo"),
        ("at", dt.datetime(2020, 1, 1, tzinfo=dt.UTC)),
        ("seal", "0" * 64),
        ("digest", "0" * 64),
    ],
)
def test_an_edited_entry_is_found(written: int, column: str, value: object) -> None:
    _behind_its_back(f"UPDATE audit_entry SET {column} = %s WHERE number = 3", value)
    assert 3 in {fault.number for fault in verify()}


@pytest.mark.parametrize(
    ("column", "value"),
    [("actor", 999), ("organisation", 999), ("object", "77"), ("facts", '{"n": 9}'), ("salt", "0")],
)
def test_an_edited_detail_is_found(written: int, column: str, value: object) -> None:
    _behind_its_back(f"UPDATE audit_detail SET {column} = %s WHERE entry_id = %s", value, written - 1)
    assert list(verify()) == [Fault("detail-changed", written - 1)]


def test_a_deleted_entry_is_found(written: int) -> None:
    _behind_its_back("DELETE FROM audit_detail WHERE entry_id = 3")
    _behind_its_back("DELETE FROM audit_entry WHERE number = 3")
    assert Fault("missing", 3) in list(verify())


def test_entries_in_another_order_are_found(written: int) -> None:
    for number, other in ((2, -1), (3, 2), (-1, 3)):
        _behind_its_back("UPDATE audit_entry SET number = %s WHERE number = %s", other, number)
    assert {f.number for f in verify() if f.kind == "changed"} >= {2, 3}


def test_a_tail_cut_off_is_found(written: int) -> None:
    _behind_its_back("DELETE FROM audit_detail WHERE entry_id > %s", written - 2)
    _behind_its_back("DELETE FROM audit_entry WHERE number > %s", written - 2)
    assert list(verify()) == [Fault("tail", written - 1)]


def test_a_tail_cut_off_with_its_end_mended_is_found_by_a_published_head(written: int) -> None:
    kept = heads()
    last = Entry.objects.get(number=written - 2)
    _behind_its_back("DELETE FROM audit_detail WHERE entry_id > %s", last.number)
    _behind_its_back("DELETE FROM audit_entry WHERE number > %s", last.number)
    _behind_its_back("UPDATE audit_head SET number = %s, digest = %s", last.number, last.digest)
    assert list(verify()) == []
    assert list(verify(kept)) == [Fault("published", written)]


def test_a_chain_written_anew_is_found_by_a_published_head(written: int, county: County) -> None:
    kept = heads()
    for table in ("detail", "entry", "head"):
        _behind_its_back(f"DELETE FROM audit_{table}")
    _done(OPERATOR, county, written)
    assert list(verify()) == []
    assert list(verify(kept)) == [Fault("published", written)]


def test_what_must_go_goes_and_the_chain_stays_whole(written: int, county: County) -> None:
    forget(OPERATOR, county.school, [3, 4])
    assert not Detail.objects.filter(entry_id__in=[3, 4]).exists()
    assert list(verify()) == []


def test_a_detail_that_vanished_without_a_word_is_found(written: int) -> None:
    _behind_its_back("DELETE FROM audit_detail WHERE entry_id = 3")
    assert list(verify()) == [Fault("detail-missing", 3)]


def test_the_word_that_details_went_cannot_itself_go(written: int, county: County) -> None:
    forget(OPERATOR, county.school, [3])
    last = Entry.objects.latest("number").number
    forget(OPERATOR, county.school, [last])
    assert Detail.objects.filter(entry_id=last).exists()
