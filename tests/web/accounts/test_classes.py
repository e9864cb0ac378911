"""Classes by year of entry, what a 1 September does to them, and how it is taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from jianfu.terms.errors import JianfuError
from jianfu.web.accounts import actions as accounts
from jianfu.web.accounts.actor import OPERATOR, Actor
from jianfu.web.accounts.classes import actions, queries
from jianfu.web.accounts.classes.forms import numbers_in
from jianfu.web.accounts.models import Assignment, Organisation, Promotion, SchoolClass
from jianfu.web.audit.models import Detail, Entry
from tests.web.conftest import TODAY, County

pytestmark = pytest.mark.django_db
JULY, SEPTEMBER = dt.date(2027, 7, 5), dt.date(2027, 9, 1)


@pytest.fixture
def school(county: County) -> Organisation:
    """Two classes in each of grades one to six, led by twelve people since September."""
    for year in range(2021, 2027):
        for made in actions.add_classes(OPERATOR, county.school, "primary", year, (1, 2)):
            accounts.invite(
                OPERATOR, f"班主任{made}", "homeroom_teacher", county.school, dt.date(2026, 9, 1), school_class=made
            )  # fmt: skip
    return county.school


def _state() -> list[Any]:
    """Everything that a promotion may change."""
    return [
        sorted(SchoolClass.objects.values_list("pk", "stage", "entered", "number", "closed_on")),
        sorted(Assignment.objects.values_list("pk", "ends", "school_class")),
        sorted(Promotion.objects.values_list("year", flat=True)),
    ]


def _head(school: Organisation, year: int, number: int) -> Assignment:
    return Assignment.objects.get(school_class__entered=year, school_class__number=number, ends=None)


def test_a_class_is_called_by_the_grade_of_the_day(school: Organisation) -> None:
    led = SchoolClass.objects.get(entered=2024, number=2)
    named = [led.name_on(day) for day in (TODAY, JULY, SEPTEMBER, dt.date(2030, 9, 1), dt.date(2024, 8, 31))]
    assert named == ["三（2）班", "三（2）班", "四（2）班", "2024级2班", "2024级2班"]
    assert led.name_on(TODAY, "en") == "Grade 3 Class 2"
    five_four = SchoolClass(organisation=Organisation(system="五四"), stage="junior", entered=2026, number=1)
    assert five_four.grade_on(TODAY) == 6


def test_what_a_september_does_is_what_was_shown(school: Organisation) -> None:
    plan = queries.plan(school, 2027)
    assert [(c.before, c.after) for c in plan.staying[:3]] == [
        ("一（1）班", "二（1）班"), ("一（2）班", "二（2）班"), ("二（1）班", "三（1）班"),
    ]  # fmt: skip
    assert [c.before for c in plan.leaving] == ["六（1）班", "六（2）班"]
    assert [(e.stage, e.there, e.likely) for e in plan.entering] == [("primary", 0, 2)]
    stops = _head(school, 2025, 1)
    actions.promote(OPERATOR, school, 2027, {"primary": 3}, {stops.pk})
    names = [c.name_on(SEPTEMBER) for c in queries.open_classes(school, SEPTEMBER)]
    assert len(names) == 13 and names[:4] == ["一（1）班", "一（2）班", "一（3）班", "二（1）班"]
    ended = Assignment.objects.filter(ends=dt.date(2027, 8, 31))
    assert {a.school_class.entered for a in ended if a.school_class} == {2021, 2025}
    assert ended.count() == 3
    # Until then nothing has changed for anybody.
    assert len(queries.open_classes(school, JULY)) == 15 and len(queries.heads_on(school, JULY)) == 12


@pytest.mark.parametrize(("year", "entering", "stop"), [(2027, 2, False), (2027, 0, True), (2026, 4, False)])
def test_a_promotion_done_twice_changes_nothing_more_and_taken_back_nothing_at_all(
    school: Organisation, year: int, entering: int, stop: bool
) -> None:
    ending = {_head(school, 2024, 1).pk} if stop else set()
    before = _state()
    made = actions.promote(OPERATOR, school, year, {"primary": entering}, ending)
    once, entries = _state(), Entry.objects.count()
    assert actions.promote(OPERATOR, school, year, {"primary": 9}, ()) == made
    assert _state() == once != before and Entry.objects.count() == entries
    actions.undo_promotion(OPERATOR, made)
    assert _state() == before


def test_a_class_that_was_closed_stays_closed(school: Organisation) -> None:
    [gone] = actions.add_classes(OPERATOR, school, "primary", 2027, [2])
    actions.close_class(OPERATOR, gone, TODAY)
    before = _state()
    made = actions.promote(OPERATOR, school, 2027, {"primary": 2})
    names = [c.name_on(SEPTEMBER) for c in queries.open_classes(school, SEPTEMBER)]
    assert names[:3] == ["一（1）班", "一（3）班", "二（1）班"]
    actions.undo_promotion(OPERATOR, made)
    assert _state() == before


def test_a_promotion_on_which_something_hangs_stays(school: Organisation) -> None:
    made = actions.promote(OPERATOR, school, 2027, {"primary": 1})
    fresh = SchoolClass.objects.get(entered=2027)
    role = accounts.appoint(
        OPERATOR, _head(school, 2026, 1).person, "homeroom_teacher", school, SEPTEMBER, school_class=fresh
    )
    with pytest.raises(JianfuError) as used:
        actions.undo_promotion(OPERATOR, made)
    assert used.value.message.code == "web.promotion-used"
    role.delete()
    SchoolClass.objects.filter(entered=2021, number=1).update(closed_on=None)
    assert queries.in_the_way(made) == "changed"
    SchoolClass.objects.filter(entered=2021, number=1).update(closed_on=SEPTEMBER)
    later = actions.promote(OPERATOR, school, 2028, {})
    assert queries.in_the_way(made) == "later" and queries.in_the_way(later) is None


def test_the_page_shows_confirms_once_and_takes_back(
    school: Organisation, sign_in: Callable[..., Client], settings: object
) -> None:
    settings.TODAY = JULY  # type: ignore[attr-defined]
    client = sign_in("principal", school)
    path = f"/organisations/{school.pk}/classes/promotion/"
    page = client.get(path).content.decode()
    assert "10 个班升级，2 个班毕业" in page and "班主任2024级2班，四（2）班" in page
    for _ in range(2):
        assert client.post(path, {"entering-primary": "2"}).status_code == 302
    assert SchoolClass.objects.count() == 14 and Promotion.objects.count() == 1
    assert "毕业 2 个班，新增 2 个班" in client.get(path).content.decode()
    assert client.post(f"{path}2027/undo/").status_code == 302
    assert SchoolClass.objects.count() == 12


def test_several_classes_are_added_at_once_and_none_twice(
    county: County, sign_in: Callable[..., Client]
) -> None:
    client = sign_in("academic_office", county.school)
    path = f"/organisations/{county.school.pk}/classes/"
    for numbers in ("1-4", "3、5"):
        assert (
            client.post(path, {"stage": "primary", "entered": "2026", "numbers": numbers}).status_code == 302
        )
    assert list(SchoolClass.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5]
    assert client.post(path, {"stage": "primary", "entered": "2026", "numbers": "多"}).status_code == 422
    assert (numbers_in("１－３，7"), numbers_in("0"), numbers_in("100"), numbers_in("")) == ([1, 2, 3, 7], None, None, None)  # fmt: skip
    page = client.get(path).content.decode()
    assert "一（5）班" in page and "没有班主任" in page


def test_a_closed_class_ends_its_roles_and_opens_again_when_added(
    school: Organisation, act_as: Callable[..., Actor]
) -> None:
    actor = act_as("principal", school)
    led = SchoolClass.objects.get(entered=2023, number=1)
    head = _head(school, 2023, 1)
    actions.close_class(actor, led, TODAY)
    head.refresh_from_db()
    assert head.ends == TODAY - dt.timedelta(days=1) and led not in queries.open_classes(school, TODAY)
    facts = Detail.objects.get(entry__action="accounts.close-class").facts
    assert facts == {"day": "2026-11-19", "ended": [head.pk]}
    assert actions.add_classes(actor, school, "primary", 2023, [1]) == [led]
    assert led in queries.open_classes(school, TODAY)
