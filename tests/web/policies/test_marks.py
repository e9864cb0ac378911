"""The marks of a place: stricter freely, looser refused with the clause, versions, the same YAML, who may."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from jianfu.norms.load import load
from jianfu.norms.precedence import Precedence
from jianfu.web.accounts.actor import Actor
from jianfu.web.audit.models import Detail, Entry
from jianfu.web.policies import actions, packs, queries
from jianfu.web.policies.forms import condition_of, grades_of
from jianfu.web.policies.models import Pack
from tests.web.conftest import TODAY, County
from tests.web.policies.readings import ENTRY, POLICY

pytestmark = pytest.mark.django_db
NORM = "student/homework/written-minutes"
GIVEN = {
    "at_most": "40", "at_least": "", "grades": ["3", "4"], "scope": "", "strength": "mandatory", "first": "2026-09-01",
    "last": "", "title": "作业管理办法", "number": "", "issued": "2026-08-20", "clause": "第二条",
    "restated": "三、四年级每天书面作业不超过40分钟。",
}  # fmt: skip


def _address(county: County, norm: str = NORM) -> str:
    return f"/policies/places/{county.school.pk}/marks/{norm}/"


def test_a_stricter_mark_is_set_freely_and_exported_as_check_takes_it(
    county: County, sign_in: Callable[..., Client], tmp_path: Path
) -> None:
    client = sign_in("academic_office", county.school)
    assert client.post(_address(county), GIVEN).status_code == 302
    version = Pack.objects.get()
    assert (version.number, version.act, version.organisation) == (1, "set", county.school)
    answer = client.get(f"/policies/places/{county.school.pk}/versions/1.yaml")
    file = tmp_path / "pack.yaml"
    file.write_bytes(answer.content)
    mark = load(packs=[file]).norms[NORM].marks[-1]
    assert (mark.hi, mark.place, mark.level, mark.source.clause) == (40, "330799-001", "unit", "第二条")
    assert mark.restated is not None and mark.restated.zh == GIVEN["restated"]
    stack = Precedence(queries.catalogue_for(county.school).norms[NORM]).stack(
        {"grade": 3, "stage": "primary"}, ["330799-001"], TODAY
    )
    assert stack.mandatory.hi is not None and stack.mandatory.hi.value == 40
    page = client.get(f"/policies/places/{county.school.pk}/").content.decode()
    assert "≤40 分钟" in page and "严于国家规定的 60 分钟" in page
    assert "≤40 分钟" in client.get("/policies/?q=书面作业时长").content.decode()


def test_a_looser_mark_is_refused_with_the_clause_that_forbids_it(
    county: County, sign_in: Callable[..., Client]
) -> None:
    client = sign_in("principal", county.school)
    answer = client.post(_address(county), {**GIVEN, "at_most": "80"})
    page = answer.content.decode()
    assert answer.status_code == 422 and not Pack.objects.exists()
    assert "三至六年级每天书面作业的平均完成时间不超过60分钟。" in page
    assert "教基厅函〔2021〕13号" in page and "宽于国家规定的 60 分钟" in page
    assert not Entry.objects.filter(action="policies.set-mark").exists()
    # The same figure in principle alone: the country's figure still binds.
    assert (
        client.post(_address(county), {**GIVEN, "at_most": "80", "strength": "advisory"}).status_code == 422
    )


def test_the_mark_of_a_county_stands_above_that_of_its_schools(
    county: County, act_as: Callable[..., Actor]
) -> None:
    entry = {**ENTRY, "id": "c#1", "level": "county", "source": {"policy": "c/1", "clause": "第三条"}}
    policy = {**POLICY, "id": "c/1", "level": "county"}
    actions.set_mark(act_as("bureau_officer", county.bureau), county.bureau, entry, policy)
    office = act_as("academic_office", county.school)
    with pytest.raises(packs.Looser) as refused:
        actions.set_mark(office, county.school, {**ENTRY, "at_most": "50 minutes"}, POLICY)
    assert refused.value.met[0].level == "county" and refused.value.met[0].clause == "第三条"
    assert actions.set_mark(office, county.school, {**ENTRY, "at_most": "30 minutes"}, POLICY).number == 1
    assert not queries.catalogue_for(county.firm).places


def test_a_figure_may_be_set_back_as_far_as_higher_marks_allow(
    county: County, act_as: Callable[..., Actor]
) -> None:
    office = act_as("academic_office", county.school)
    actions.set_mark(office, county.school, ENTRY, POLICY)
    later = {**ENTRY, "id": "own/1#2", "at_most": "50 minutes", "from": "2026-11-01"}
    actions.set_mark(office, county.school, later, POLICY)
    norm = queries.catalogue_for(county.school).norms[NORM]
    found = [
        Precedence(norm).stack({"grade": 3, "stage": "primary"}, ["330799-001"], day).mandatory.hi
        for day in (dt.date(2026, 10, 31), dt.date(2026, 11, 1))
    ]
    assert [bound.value for bound in found if bound] == [40, 50]


def test_an_ended_mark_goes_on_judging_the_days_it_bound(
    county: County, act_as: Callable[..., Actor], sign_in: Callable[..., Client]
) -> None:
    actions.set_mark(act_as("principal", county.school), county.school, ENTRY, POLICY)
    client = sign_in("principal", county.school)
    address = f"/policies/places/{county.school.pk}/end/"
    assert client.post(address, {"mark": ENTRY["id"], "last": "2026-11-18"}).status_code == 302
    assert client.post(address, {"mark": "nobody's", "last": "2026-11-18"}).status_code == 422
    first, second = Pack.objects.order_by("number")
    assert "to" not in first.marks[0] and second.marks[0]["to"] == "2026-11-18"
    mark = queries.marks_of(county.school, queries.catalogue_for(county.school), TODAY)[0]
    assert mark.standing == "over"


def test_only_its_own_officers_set_the_marks_of_a_place(county: County, act_as: Callable[..., Actor]) -> None:
    for role, place in (
        ("bureau_officer", county.bureau), ("administrator", county.school), ("teacher", county.school),
        ("principal", county.other_school),
    ):  # fmt: skip
        with pytest.raises(PermissionDenied):
            actions.set_mark(act_as(role, place), county.school, ENTRY, POLICY)
    assert not Pack.objects.exists()


def test_what_was_set_is_logged_without_names(county: County, act_as: Callable[..., Actor]) -> None:
    actions.set_mark(act_as("principal", county.school), county.school, ENTRY, POLICY)
    detail = Detail.objects.get(entry__action="policies.set-mark")
    assert detail.facts == {"version": 1, "mark": ENTRY["id"], "norm": NORM, "at_most": "40 minutes"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"at_most": ""}, "请填一个数"),
        ({"at_most": "很多"}, "很多"),
        ({"last": "2026-08-31"}, "最后一天早于第一天"),
        ({"first": "2026-08-01"}, "不能早于文件的印发日期"),
        ({"scope": "grade ~ 3"}, "不成立"),
        ({"scope": "nobody = 1"}, "不成立"),
    ],
)
def test_a_mark_that_does_not_stand_is_told_why(
    county: County, sign_in: Callable[..., Client], change: dict[str, str], said: str
) -> None:
    answer = sign_in("principal", county.school).post(_address(county), {**GIVEN, **change})
    assert answer.status_code == 422 and said in answer.content.decode()
    assert not Pack.objects.exists()


@pytest.mark.parametrize(
    "condition",
    ["", "grade = 3", "grade between 3 and 6", "grade in (1, 3)", "stage = 'primary'",
     "grade between 3 and 6 and subject = '语文'", "grade = 3 and subject = '语文'", "grade > 3"],
)  # fmt: skip
def test_a_condition_comes_back_from_the_form_as_it_went_in(condition: str) -> None:
    assert condition_of(*grades_of(condition)) == condition


@pytest.mark.parametrize(
    "norm",
    ["student/school-day/first-lesson", "student/exams/no-ranking", "enterprise/fees/wrong-level",
     "teacher/secondments/six-months", "student/training/closing-time", NORM],
)  # fmt: skip
def test_the_page_of_a_norm_says_what_it_measures(
    county: County, sign_in: Callable[..., Client], norm: str
) -> None:
    client = sign_in("teacher", county.school)
    for language in ("zh", "en"):
        client.cookies["jianfu_lang"] = language
        page = client.get(f"/policies/norms/{norm}/").content.decode()
        assert ("从台账“" in page or "看台账“" in page) if language == "zh" else "ledger “" in page
    assert client.get("/policies/norms/no/such/norm/").status_code == 404


def test_norms_are_found_by_field_mechanism_ledger_and_words(
    county: County, sign_in: Callable[..., Client]
) -> None:
    client = sign_in("teacher", county.school)
    for query in ("field=student&mechanism=homework", "ledger=homework", "q=书面作业"):
        assert NORM in client.get(f"/policies/?{query}").content.decode()
    assert NORM not in client.get("/policies/?field=farmer").content.decode()
    assert client.get("/policies/?field=nothing").status_code == 200
    assert client.get("/policies/?page=3").status_code == 200
