"""A role is handed over, ends, is taken up again; a lost second factor is removed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.test import Client

from jianfu.terms.errors import JianfuError
from jianfu.web.accounts import actions as accounts
from jianfu.web.accounts.actor import OPERATOR, Actor
from jianfu.web.accounts.changes import actions, queries
from jianfu.web.accounts.models import Assignment, Organisation, Person, SchoolClass
from jianfu.web.audit.models import Detail
from tests.web.conftest import TODAY, County

pytestmark = pytest.mark.django_db
MONDAY = dt.date(2026, 11, 23)


@pytest.fixture
def held(county: County) -> Assignment:
    """The homeroom role of 三（2）班."""
    led = SchoolClass.objects.create(organisation=county.school, stage="primary", entered=2024, number=2)
    accounts.invite(
        OPERATOR, "李敏", "homeroom_teacher", county.school, dt.date(2026, 9, 1), school_class=led
    )
    return Assignment.objects.get(person__name="李敏")


def _heads(held: Assignment, day: dt.date) -> list[str]:
    found = Assignment.objects.filter(school_class=held.school_class).on(day)
    return [a.person.name for a in found.order_by("pk")]


def test_a_role_goes_over_in_one_step_without_a_day_between(
    held: Assignment, sign_in: Callable[..., Client]
) -> None:
    client = sign_in("academic_office", held.organisation)
    path = f"/assignments/{held.pk}/hand-over/"
    sent = {"over-first_day": "2026-11-23", "over-reason": "leave", "over-successor": "", "over-name": "王芳"}
    page = client.post(path, sent).content.decode()
    assert "请把链接交给王芳" in page
    assert (_heads(held, MONDAY - dt.timedelta(days=1)), _heads(held, MONDAY)) == (["李敏"], ["王芳"])
    facts = Detail.objects.get(entry__action="accounts.end-assignment").facts
    assert facts == {"ends": "2026-11-22", "reason": "leave"}
    assert client.post(path, {**sent, "over-first_day": "2027-03-01"}).status_code == 422
    assert client.post(path, {**sent, "over-name": ""}).status_code == 422


def test_somebody_comes_back_and_the_stand_in_stops(held: Assignment, act_as: Callable[..., Actor]) -> None:
    actor = act_as("principal", held.organisation)
    actions.hand_over(actor, held, MONDAY, "leave", "王芳")
    back = MONDAY + dt.timedelta(days=60)
    held.refresh_from_db()
    others = queries.standing_in(held, back)
    assert [a.person.name for a in others] == ["王芳"]
    actions.resume(actor, held, back, others)
    assert (_heads(held, back - dt.timedelta(days=1)), _heads(held, back)) == (["王芳"], ["李敏"])
    with pytest.raises(JianfuError) as again:
        actions.resume(actor, held, back)
    assert again.value.message.code == "web.role-held"


def test_nobody_gets_a_role_twice_or_one_of_a_class_elsewhere(
    held: Assignment, county: County, make_person: Callable[..., Person]
) -> None:
    with pytest.raises(JianfuError):
        actions.hand_over(OPERATOR, held, MONDAY, "duties", held.person)
    with pytest.raises(JianfuError):
        actions.add_role(
            OPERATOR, held.person, TODAY, held, role="homeroom_teacher", school_class=held.school_class, grade=None, subject=""
        )  # fmt: skip
    with pytest.raises(PermissionDenied):
        accounts.appoint(
            OPERATOR,
            make_person(),
            "homeroom_teacher",
            county.other_school,
            TODAY,
            school_class=held.school_class,
        )


@pytest.mark.parametrize(
    ("sent", "needed"),
    [
        ({"role": "homeroom_teacher"}, "班级"),
        ({"role": "grade_head"}, "年级"),
        ({"role": "teacher"}, "学科"),
        ({"role": "group_head", "grade": "3"}, "学科"),
    ],
)
def test_a_role_asks_for_what_it_is_for(
    held: Assignment, sign_in: Callable[..., Client], sent: dict[str, str], needed: str
) -> None:
    client = sign_in("principal", held.organisation)
    answer = client.post(f"/organisations/{held.organisation_id}/people/invite/", {"name": "新人", **sent})
    assert answer.status_code == 422 and f"这个岗位要写明{needed}" in answer.content.decode()
    assert not Person.objects.filter(name="新人").exists()


def test_what_a_role_is_not_for_is_left_out(held: Assignment, sign_in: Callable[..., Client]) -> None:
    client = sign_in("principal", held.organisation)
    sent = {
        "name": "新人",
        "role": "teacher",
        "subject": "数学",
        "grade": "3",
        "school_class": held.school_class_id,
    }
    client.post(f"/organisations/{held.organisation_id}/people/invite/", sent)
    made = Assignment.objects.get(person__name="新人")
    assert (made.subject, made.grade, made.school_class) == ("数学", None, None)


def test_a_lost_second_factor_goes_and_every_session_with_it(
    held: Assignment, county: County, act_as: Callable[..., Actor]
) -> None:
    person = held.person
    client = Client()
    client.force_login(person)
    assert client.get("/").status_code == 200
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "x"})
    for actor in (act_as("principal", county.school), act_as("administrator", county.other_school)):
        with pytest.raises(PermissionDenied):
            actions.remove_code(actor, person, TODAY)
    actions.remove_code(act_as("administrator", county.bureau), person, TODAY)
    assert not Authenticator.objects.filter(user=person).exists()
    assert client.get("/").status_code == 302
    assert Detail.objects.get(entry__action="accounts.remove-lost-code").object == str(person.pk)


def test_nobody_removes_the_own_second_factor_so(county: County, act_as: Callable[..., Actor]) -> None:
    actor = act_as("administrator", county.school)
    assert actor.person is not None
    with pytest.raises(PermissionDenied):
        actions.remove_code(actor, actor.person, TODAY)


def test_a_role_that_ended_is_offered_to_come_back(held: Assignment, sign_in: Callable[..., Client]) -> None:
    client = sign_in("principal", held.organisation)
    accounts.end_assignment(OPERATOR, held, TODAY - dt.timedelta(days=1), "retired")
    school: Organisation = held.organisation
    assert "一年内结束的岗位 1 个" in client.get(f"/organisations/{school.pk}/people/").content.decode()
    assert "返岗" in client.get(f"/assignments/{held.pk}/").content.decode()
    client.post(f"/assignments/{held.pk}/resume/", {"back-first_day": "2026-11-19"})
    assert _heads(held, TODAY) == ["李敏"]
