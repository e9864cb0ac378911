"""The tree, the roles, the permissions that hang on them, and invitations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from jianfu.terms.errors import JianfuError
from jianfu.web.accounts import actions, perms, queries
from jianfu.web.accounts.actor import NOBODY, OPERATOR, Actor
from jianfu.web.accounts.changes.actions import remove_code
from jianfu.web.accounts.models import Assignment, Invitation, Organisation, Person
from jianfu.web.accounts.roles import ROLES_OF_KIND, Role
from jianfu.web.audit.models import Entry
from jianfu.web.project.clock import now
from tests.web.conftest import PASSWORD, TODAY, County

pytestmark = pytest.mark.django_db


def test_a_subtree_is_one_range_of_an_index(
    county: County, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(300):
        actions.add_organisation(
            OPERATOR, county.bureau, code=f"x{number}", name="某校", kind="school", level="unit"
        )
    inside = Organisation.objects.within(county.bureau)
    with django_assert_num_queries(1):
        found = list(inside)
    assert len(found) == 303 and county.office not in found and county.top not in found
    if connection.vendor == "sqlite":
        plan = inside.explain()
        assert "_path>? AND _path<?" in plan and "SCAN" not in plan


def test_what_stands_above_and_under(county: County) -> None:
    assert county.top.covers(county.village) and county.village.covers(county.village)
    assert not county.township.covers(county.school) and not county.village.covers(county.top)
    assert queries.above(county.village) == [county.top, county.township]


def test_a_code_stands_once(county: County) -> None:
    with pytest.raises(JianfuError, match="330799-001"):
        actions.add_organisation(
            OPERATOR, county.top, code="330799-001", name="又一校", kind="school", level="unit"
        )
    assert Organisation.objects.filter(code="330799-001").count() == 1


def test_what_is_visible_is_what_may_be_seen(county: County, act_as: Callable[..., Actor]) -> None:
    actors = [
        NOBODY,
        act_as("teacher", county.school),
        act_as("bureau_officer", county.bureau),
        act_as("inspector", county.other_school),
        act_as("administrator", county.top),
        act_as("clerk", county.township),
    ]
    for actor in actors:
        seen = {o for o in Organisation.objects.all() if perms.may_see(actor, o)}
        assert set(queries.visible(actor)) == seen
    assert set(queries.visible(actors[2])) == {county.bureau, county.school, county.other_school}


def test_every_kind_of_organisation_has_its_roles_and_every_role_a_kind(county: County) -> None:
    assert {role for roles in ROLES_OF_KIND.values() for role in roles} == set(Role)


def test_a_role_holds_from_its_first_to_its_last_day(
    county: County, make_person: Callable[..., Person]
) -> None:
    person = make_person()
    held = actions.appoint(OPERATOR, person, "teacher", county.school, TODAY)
    actions.end_assignment(OPERATOR, held, TODAY + dt.timedelta(days=2))
    days = {n: bool(queries.actor_of(person, TODAY + dt.timedelta(days=n)).held) for n in (-1, 0, 2, 3)}
    assert days == {-1: False, 0: True, 2: True, 3: False}


def test_nobody_ends_the_own_administratorship(county: County, act_as: Callable[..., Actor]) -> None:
    actor = act_as("administrator", county.school)
    with pytest.raises(PermissionDenied):
        actions.end_assignment(actor, actor.held[0], TODAY)


def test_an_academic_office_appoints_teachers_but_no_principal(
    county: County, act_as: Callable[..., Actor]
) -> None:
    actor = act_as("academic_office", county.school)
    actions.invite(actor, "李敏", "teacher", county.school, TODAY)
    for role in ("principal", "academic_office", "administrator", "bureau_officer"):
        with pytest.raises(PermissionDenied):
            actions.invite(actor, "某", role, county.school, TODAY)
    with pytest.raises(PermissionDenied):
        actions.invite(actor, "某", "teacher", county.other_school, TODAY)


def test_a_new_link_is_a_way_in_so_it_takes_power_over_every_role_of_the_person(
    county: County, act_as: Callable[..., Actor], make_person: Callable[..., Person]
) -> None:
    officer = make_person("bureau_officer", county.bureau)
    teaches = Assignment.objects.create(
        person=officer, role="teacher", organisation=county.school, starts=TODAY
    )
    with pytest.raises(PermissionDenied):
        actions.invite_again(act_as("principal", county.school), teaches, TODAY)
    assert actions.invite_again(act_as("administrator", county.bureau), teaches, TODAY).person == officer


def test_a_link_gives_nobody_a_role_that_they_could_not_give(
    county: County, act_as: Callable[..., Actor], make_person: Callable[..., Person]
) -> None:
    office, principal = act_as("academic_office", county.school), act_as("principal", county.school)
    link = actions.invite(office, "李敏", "teacher", county.school, TODAY)
    teaches = Assignment.objects.get(person=link.person)
    actions.appoint(principal, link.person, "grade_head", county.school, TODAY, grade=3)
    assert queries.invitation_of(queries.token_of(link), now()) is not None
    # The office keeps the link and would be the new principal.
    coming = actions.appoint(
        act_as("administrator", county.bureau), link.person, "principal", county.school, TODAY + dt.timedelta(days=7)
    )  # fmt: skip
    assert queries.invitation_of(queries.token_of(link), now()) is None
    # Nor does a new one help before the role begins.
    with pytest.raises(PermissionDenied):
        actions.invite_again(office, teaches, TODAY)
    actions.end_assignment(OPERATOR, coming, coming.starts)
    assert actions.invite_again(principal, teaches, TODAY)
    own = make_person("administrator", county.school)
    Assignment.objects.create(
        person=own, role="administrator", organisation=county.top, starts=TODAY + dt.timedelta(days=1)
    )
    held = Assignment.objects.filter(person=own).since(TODAY).select_related("organisation")
    assert not perms.may_remove_code(act_as("administrator", county.school), own, held)
    with pytest.raises(PermissionDenied):
        remove_code(act_as("administrator", county.bureau), own, TODAY)


@pytest.fixture
def invitation(county: County) -> Invitation:
    """A teacher's first link."""
    return actions.invite(OPERATOR, "李敏", "teacher", county.school, TODAY)


def _accept(client: Client, invitation: Invitation, **changed: str) -> object:
    sent = {"username": "Li Min", "password": PASSWORD, "again": PASSWORD, **changed}
    return client.post(queries.path_of(invitation), sent)


def test_an_invitation_lets_choose_a_name_and_password_once(client: Client, invitation: Invitation) -> None:
    answer = _accept(client, invitation)
    assert (answer.status_code, answer.url) == (302, "/")
    person = Person.objects.get(username="limin")
    assert person.check_password(PASSWORD) and person.name == "李敏"
    assert "李敏" in client.get("/").content.decode()
    assert _accept(Client(), invitation).status_code == 410
    assert Client().get(queries.path_of(invitation)).status_code == 410
    assert "accounts.accept-invitation" in Entry.objects.values_list("action", flat=True)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"again": "something else"}, "两次输入的密码不一样"),
        ({"password": "short", "again": "short"}, "密码太短"),
        ({"password": "1234567890", "again": "1234567890"}, "太常见"),
        ({"username": "person1"}, "已经有人用了"),
    ],
)
def test_what_is_wrong_with_a_name_or_password_is_said(
    client: Client,
    invitation: Invitation,
    make_person: Callable[..., Person],
    changed: dict[str, str],
    said: str,
) -> None:
    make_person()
    Person.objects.filter(username__startswith="person").update(username="person1")
    answer = _accept(client, invitation, **changed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Invitation.objects.get(pk=invitation.pk).used_at is None


def test_a_link_ends_after_a_week_when_withdrawn_or_made_up(client: Client, invitation: Invitation) -> None:
    path = queries.path_of(invitation)
    assert client.get(path[:-3] + "xx/").status_code == 410
    again = actions.invite_again(OPERATOR, Assignment.objects.get(person=invitation.person), TODAY)
    assert client.get(path).status_code == 410
    assert client.get(queries.path_of(again)).status_code == 200
    assert queries.invitation_of(queries.token_of(again), now() + dt.timedelta(days=7)) is None


def test_a_site_is_founded_once() -> None:
    facts = {
        "code": "1",
        "name": "某局",
        "kind": "bureau",
        "level": "county",
        "administrator": "某",
        "starts": TODAY,
    }
    assert actions.found(**facts).person.name == "某"
    with pytest.raises(JianfuError):
        actions.found(**facts)


def test_somebody_with_two_organisations_chooses_where_to_be(
    county: County, make_person: Callable[..., Person]
) -> None:
    person = make_person("teacher", county.school)
    Assignment.objects.create(person=person, role="inspector", organisation=county.bureau, starts=TODAY)
    client = Client()
    client.force_login(person)
    assert 'class="org">青禾县教育局' in client.get("/").content.decode()
    client.post(f"/organisations/{county.school.pk}/home/")
    assert 'class="org">青禾县实验小学' in client.get("/").content.decode()
