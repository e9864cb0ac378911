"""An organisation is renamed, closed, opened again, and moved with all that stands under it."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from jianfu.terms.errors import JianfuError
from jianfu.web.accounts.actions import add_organisation
from jianfu.web.accounts.actor import OPERATOR, Actor
from jianfu.web.accounts.models import STEP, Organisation
from jianfu.web.accounts.perms import may_see
from jianfu.web.accounts.tree import actions, queries
from jianfu.web.policies.queries import codes_above
from tests.web.conftest import TODAY, County

pytestmark = pytest.mark.django_db


def _consistent() -> None:
    """Every path is the parent's with the own number behind it."""
    for o in Organisation.objects.select_related("parent"):
        above = o.parent.branch if o.parent else ""
        assert o.branch == f"{above}{o.pk:0{STEP}}", o


def test_whatever_moves_the_tree_stays_a_tree_and_codes_stay(county: County) -> None:
    random = Random(20261119)
    places = [
        county.bureau,
        county.school,
        county.other_school,
        county.township,
        county.village,
        county.office,
    ]
    for number in range(20):
        parent = random.choice(places)
        places.append(
            add_organisation(
                OPERATOR, parent, code=f"n{number}", name=f"单位{number}", kind="office", level="unit"
            )
        )
    codes = set(Organisation.objects.values_list("code", flat=True))
    moved = 0
    for _ in range(30):
        one, to = (Organisation.objects.get(pk=o.pk) for o in random.sample(places, 2))
        inside = set(Organisation.objects.within(one).values_list("pk", flat=True))
        if one.covers(to):
            with pytest.raises(JianfuError):
                actions.move_organisation(OPERATOR, one, to)
            continue
        try:
            actions.move_organisation(OPERATOR, one, to)
        except JianfuError as error:
            assert error.message.code in {"web.organisation-deep", "web.level-above"}
        else:
            moved += 1
            fresh = Organisation.objects.get(pk=one.pk)
            assert fresh.parent_id == to.code
            assert set(Organisation.objects.within(fresh).values_list("pk", flat=True)) == inside
        _consistent()
    assert moved > 8 and set(Organisation.objects.values_list("code", flat=True)) == codes


def test_who_sees_it_and_whose_marks_hold_follow(county: County, act_as: Callable[..., Actor]) -> None:
    officer, town = act_as("bureau_officer", county.bureau), act_as("inspector", county.township)
    actions.move_organisation(OPERATOR, county.school, county.township)
    school = Organisation.objects.get(pk=county.school.pk)
    assert not may_see(officer, school) and may_see(town, school)
    assert codes_above(school) == ["330799", "330799-300"]


def test_a_place_with_looser_marks_than_those_above_does_not_come_under_them(
    county: County, sign_in: Callable[..., Client]
) -> None:
    given = {
        "at_least": "", "grades": ["3", "4"], "scope": "", "strength": "mandatory", "first": "2026-09-01", "last": "",
        "title": "作业办法", "number": "", "issued": "2026-08-20", "clause": "第二条", "restated": "书面作业有上限。",
    }  # fmt: skip
    norm = "student/homework/written-minutes"
    for role, place, minutes in (("bureau_officer", county.bureau, "30"), ("principal", county.school, "25")):
        address = f"/policies/places/{place.pk}/marks/{norm}/"
        assert sign_in(role, place).post(address, {**given, "at_most": minutes}).status_code == 302
    actions.move_organisation(OPERATOR, county.school, county.township)
    school = Organisation.objects.get(pk=county.school.pk)
    sign_in("principal", school).post(
        f"/policies/places/{school.pk}/marks/{norm}/", {**given, "at_most": "50"}
    )
    with pytest.raises(JianfuError) as looser:
        actions.move_organisation(OPERATOR, school, county.bureau)
    assert looser.value.message.code == "web.organisation-marks"
    assert Organisation.objects.get(pk=school.pk).parent_id == county.township.code
    _consistent()


def test_moving_takes_power_over_both_places(county: County, act_as: Callable[..., Actor]) -> None:
    of_bureau = act_as("administrator", county.bureau)
    with pytest.raises(PermissionDenied):
        actions.move_organisation(of_bureau, county.school, county.township)
    with pytest.raises(PermissionDenied):
        actions.move_organisation(act_as("administrator", county.school), county.school, county.other_school)
    assert queries.new_parents(of_bureau, county.school) == [county.other_school]
    with pytest.raises(PermissionDenied):
        actions.close_organisation(act_as("administrator", county.school), county.school, TODAY)


def test_closing_waits_for_what_stands_under_it(county: County, sign_in: Callable[..., Client]) -> None:
    client = sign_in("administrator", county.top)
    teacher = sign_in("teacher", county.school)
    answer = client.post(f"/organisations/{county.bureau.pk}/close/")
    assert answer.status_code == 422 and "还有没有撤销的单位" in answer.content.decode()
    client.post(f"/organisations/{county.school.pk}/close/")
    assert teacher.get(f"/organisations/{county.school.pk}/").status_code == 403
    assert "已撤销的下属单位 1 个" in client.get(f"/organisations/{county.bureau.pk}/").content.decode()
    client.post(f"/organisations/{county.school.pk}/reopen/")
    assert teacher.get(f"/organisations/{county.school.pk}/").status_code == 200


def test_an_organisation_says_something_else_of_itself(
    county: County, sign_in: Callable[..., Client]
) -> None:
    client = sign_in("administrator", county.school)
    path = f"/organisations/{county.school.pk}/edit/"
    own = {"name": "青禾县实验学校", "aliases": "实验学校", "phone": "0570-1234567"}
    sent = {**own, "stages": ["primary", "junior"], "system": "六三"}
    assert client.post(path, sent).status_code == 302
    school = Organisation.objects.get(pk=county.school.pk)
    assert (school.name, school.code, school.stages) == ("青禾县实验学校", "330799-001", "小学、初中")
    assert school.taught_stages == ("primary", "junior") and school.taught_grades == tuple(range(1, 10))
    assert client.post(path, {**sent, "name": ""}).status_code == 422


def test_what_is_added_by_hand_makes_marks_for_itself_unless_said_otherwise(
    county: County, sign_in: Callable[..., Client]
) -> None:
    page = sign_in("administrator", county.top).get(f"/organisations/{county.bureau.pk}/").content.decode()
    assert '<option value="unit" selected>' in page


def test_nothing_stands_higher_than_what_it_is_under(county: County) -> None:
    own = {"name": "某单位", "kind": "office"}
    for parent, level in (
        (county.bureau, "national"),
        (county.township, "county"),
        (county.school, "village"),
    ):
        with pytest.raises(JianfuError) as refused:
            add_organisation(OPERATOR, parent, code="330799-900", level=level, **own)
        assert refused.value.message.code == "web.level-above"
    with pytest.raises(JianfuError):
        actions.move_organisation(OPERATOR, county.office, county.township)
    assert add_organisation(OPERATOR, county.bureau, code="330799-900", level="county", **own).pk
