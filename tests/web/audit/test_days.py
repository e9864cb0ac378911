"""Where the chain stood at the end of each day: kept once the day is over, and told as the board tells it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection, transaction
from django.utils import timezone

from jianfu.web.accounts.actor import OPERATOR
from jianfu.web.audit import actions
from jianfu.web.audit.models import DayEnd, Entry
from jianfu.web.audit.queries import heads, heads_json
from jianfu.web.audit.verify import DayHead, Fault, verify
from tests.web.conftest import County

pytestmark = pytest.mark.django_db


def _day(ahead: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=ahead)


@pytest.fixture
def days(county: County, monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, str]]:
    """A chain over three days to come, the second without an entry; number and digest of the end of each other."""
    ends = []
    for ahead in (1, 3, 4):
        for hour in (0, 23):
            moment = timezone.make_aware(dt.datetime.combine(_day(ahead), dt.time(hour, 59)))
            monkeypatch.setattr(actions, "now", lambda moment=moment: moment)
            with transaction.atomic():
                entry = actions.log(OPERATOR, "tests.do", county.school)
        ends.append((entry.number, entry.digest))
    return ends


def _behind_its_back(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_each_day_that_is_over_has_its_end_kept_and_the_running_day_is_told_as_far_as_it_has_come(
    days: list[tuple[int, str]],
) -> None:
    assert [(e.day, (e.number, e.digest)) for e in DayEnd.objects.all()][-2:] == [
        (_day(1), days[0]),
        (_day(3), days[1]),
    ]
    assert heads()[-3:] == [
        DayHead(_day(1), *days[0]),
        DayHead(_day(3), *days[1]),
        DayHead(_day(4), *days[2]),
    ]
    assert heads(_day(4)) == [DayHead(_day(4), *days[2])]
    assert heads(_day(5)) == []
    assert list(verify(heads())) == []
    assert heads_json(heads(_day(4))) == [
        {"day": _day(4).isoformat(), "number": days[2][0], "digest": days[2][1]}
    ]


def test_a_clock_set_back_changes_no_day_that_is_kept(
    days: list[tuple[int, str]], county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    for ahead in (1, 4, 5):
        moment = timezone.make_aware(dt.datetime.combine(_day(ahead), dt.time(12)))
        monkeypatch.setattr(actions, "now", lambda moment=moment: moment)
        with transaction.atomic():
            actions.log(OPERATOR, "tests.do", county.school)
    assert DayEnd.objects.get(day=_day(1)).number == days[0][0]
    assert list(verify(heads())) == []


@pytest.mark.parametrize("done", ["UPDATE audit_dayend SET number = 1", "DELETE FROM audit_dayend"])
def test_an_end_of_a_day_that_was_touched_is_found(days: list[tuple[int, str]], done: str) -> None:
    _behind_its_back(f"{done} WHERE day = %s", _day(3))
    assert list(verify()) == [Fault("day", days[1][0])]


def test_an_end_of_a_day_that_never_was_is_found(days: list[tuple[int, str]]) -> None:
    _behind_its_back("INSERT INTO audit_dayend (day, number, digest) VALUES (%s, 3, '0')", _day(2))
    assert list(verify()) == [Fault("day", 3)]


def test_entries_moved_to_another_day_are_found_even_with_the_end_of_the_day_mended(
    days: list[tuple[int, str]],
) -> None:
    published = heads()
    first = Entry.objects.get(number=days[1][0])
    _behind_its_back("DELETE FROM audit_detail WHERE entry_id >= %s", first.number)
    _behind_its_back("DELETE FROM audit_entry WHERE number >= %s", first.number)
    _behind_its_back("DELETE FROM audit_dayend WHERE number >= %s", first.number)
    last = Entry.objects.get(number=first.number - 1)
    _behind_its_back("UPDATE audit_head SET number = %s, digest = %s", last.number, last.digest)
    assert list(verify()) == []
    assert [f.kind for f in verify(published)] == ["published", "published"]
