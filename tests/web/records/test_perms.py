"""Who may see and write which ledger: the rules that the pages of one ledger do not show."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jianfu.ledgers.registry import ledgers
from jianfu.web.accounts.actor import NOBODY, OPERATOR, Actor
from jianfu.web.accounts.models import Organisation, Person
from jianfu.web.accounts.queries import actor_of
from jianfu.web.accounts.roles import Role
from jianfu.web.records import perms, queries
from jianfu.web.records.models import MODELS
from tests.web.conftest import TODAY, County
from tests.web.records.made import a_row, homework

HOMEWORK, COMPLAINTS, RESULTS = (ledgers()[n] for n in ("homework", "complaints", "results"))
Act = Callable[..., Actor]


@pytest.mark.parametrize(
    "name", ["results", "class_assignment", "class_changes", "education_charges", "exemptions"]
)
def test_ledgers_that_name_pupils_are_closed_to_everybody(name: str, county: County, act_as: Act) -> None:
    ledger = ledgers()[name]
    assert perms.is_closed(ledger, county.school)
    for actor in (act_as("principal", county.school), act_as("bureau_officer", county.bureau), OPERATOR):
        assert not perms.may_see(actor, ledger, county.school)
        assert not perms.may_write(actor, ledger, county.school)


def test_nothing_else_is_closed(county: County) -> None:
    closed = {name for name, model in MODELS.items() if perms.is_closed(model.ledger, county.school)}
    assert closed == {"results", "class_assignment", "class_changes", "education_charges", "exemptions"}


def test_complaints_reach_those_who_handle_them_and_nobody_else(county: County, act_as: Act) -> None:
    officer = act_as("bureau_officer", county.bureau)
    assert perms.may_write(officer, COMPLAINTS, county.bureau)
    for role in ("principal", "academic_office", "teacher", "administrator"):
        assert not perms.may_see(act_as(role, county.school), COMPLAINTS, county.school)
    for role in ("inspector", "administrator"):
        assert not perms.may_see(act_as(role, county.bureau), COMPLAINTS, county.bureau)
    assert not perms.may_see(act_as("clerk", county.office), COMPLAINTS, county.bureau)


def test_nobody_sees_a_complaint_about_themselves(county: County, act_as: Act) -> None:
    about_bureau = a_row("complaints", county.bureau, case_no="1", target=county.bureau.code)
    about_school = a_row("complaints", county.bureau, case_no="2", target=county.school.code)
    about_nobody = a_row("complaints", county.bureau, case_no="3")
    officer = act_as("bureau_officer", county.bureau)
    assert [perms.may_see_row(officer, r) for r in (about_bureau, about_school, about_nobody)] == [
        False, True, True,
    ]  # fmt: skip
    seen = MODELS["complaints"]._default_manager.filter(queries.unseen(officer, COMPLAINTS))
    assert {row.pk for row in seen} == {about_school.pk, about_nobody.pk}


def test_teachers_write_what_they_do_and_correct_what_they_entered(
    county: County, make_person: Callable[..., Person]
) -> None:
    person = make_person("teacher", county.school)
    teacher = actor_of(person, TODAY)
    assert perms.may_write(teacher, HOMEWORK, county.school)
    assert not perms.may_write(teacher, ledgers()["exams"], county.school)
    assert not perms.may_write(teacher, HOMEWORK, county.other_school)
    assert perms.may_change(teacher, homework(county.school, person))
    others = homework(county.school, make_person("teacher", county.school), subject="数学")
    assert not perms.may_change(teacher, others)
    assert perms.may_change(actor_of(make_person("academic_office", county.school), TODAY), others)


def test_inspectors_write_down_their_visits_and_nothing_else(county: County, act_as: Act) -> None:
    inspector = act_as("inspector", county.bureau)
    assert perms.may_write(inspector, ledgers()["duty_checks"], county.school)
    assert not perms.may_write(inspector, HOMEWORK, county.school)


def test_a_township_keeps_the_ledgers_of_its_villages(county: County, act_as: Act) -> None:
    clerk, cards = act_as("clerk", county.township), ledgers()["burden_cards"]
    assert perms.may_write(clerk, cards, county.village)
    assert not perms.may_see_personal(clerk, cards, county.village)
    assert not perms.may_see(clerk, HOMEWORK, county.school)
    assert perms.may_see_personal(act_as("clerk", county.village), cards, county.village)


def test_names_are_for_those_who_keep_the_ledger_there(county: County, act_as: Act) -> None:
    assert perms.may_see_personal(act_as("principal", county.school), HOMEWORK, county.school)
    for role, place in (
        ("bureau_officer", county.bureau),
        ("teacher", county.school),
        ("administrator", county.school),
    ):
        assert perms.may_see(act_as(role, place), HOMEWORK, county.school)
        assert not perms.may_see_personal(act_as(role, place), HOMEWORK, county.school)


def test_nothing_is_written_for_what_was_closed(county: County, act_as: Act) -> None:
    principal = act_as("principal", county.school)
    county.school.closed_on = TODAY
    assert perms.may_see(principal, HOMEWORK, county.school)
    assert not perms.may_write(principal, HOMEWORK, county.school)


def test_nobody_and_those_who_only_read_the_board_see_no_ledger(county: County, act_as: Act) -> None:
    for actor in (NOBODY, act_as("parent", county.school), act_as("villager", county.village)):
        assert not any(perms.may_see_any(actor, place) for place in (county.school, county.village))
        assert not perms.may_fill_in(actor)


@pytest.mark.parametrize("name", ["homework", "complaints", "burden_cards", "results"])
def test_lists_hold_the_rows_of_exactly_those_that_may_be_seen(
    name: str, county: County, act_as: Act
) -> None:
    ledger, everybody = ledgers()[name], list(Organisation.objects.all())
    for place in (county.bureau, county.school, county.township, county.office, county.top):
        for role in Role.values:
            actor = act_as(role, place)
            for top in everybody:
                if not perms.may_see(actor, ledger, top):
                    continue
                listed = set(queries.keepers(actor, ledger, top))
                seen = {o for o in everybody if top.covers(o) and perms.may_see(actor, ledger, o)}
                assert listed == seen, (role, place, top)


def test_homeroom_teachers_settle_the_allotment_and_no_other_teacher_does(
    county: County, act_as: Act, make_person: Callable[..., Person]
) -> None:
    allotment = ledgers()["allotment"]
    row = a_row("allotment", county.school, make_person("academic_office", county.school), grade=3, class_no=2,
                weekday=1, subject="语文", minutes=20)  # fmt: skip
    homeroom, teacher = act_as("homeroom_teacher", county.school), act_as("teacher", county.school)
    assert perms.may_write(homeroom, allotment, county.school) and perms.may_change(homeroom, row)
    assert not perms.may_write(teacher, allotment, county.school) and not perms.may_change(teacher, row)
    assert not perms.may_change(act_as("homeroom_teacher", county.other_school), row)
