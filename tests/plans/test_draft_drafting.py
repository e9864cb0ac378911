"""A whole plan: every statement in one list, every figure accounted for, the pack judged by a check."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from jianfu.norms.load import load
from jianfu.norms.model import Catalogue
from jianfu.plans.draft.drafting import draft
from jianfu.plans.draft.model import VERDICTS
from jianfu.plans.draft.packs import pack
from jianfu.plans.draft.yardsticks import yardsticks
from jianfu.plans.model import EXECUTABLE, MODALITIES, Aside, Quantity
from jianfu.terms.errors import JianfuError, templates
from jianfu.terms.labels import label
from tests.plans.draft_sample import Said, Writing, figure, plan_of

DAY = date(2026, 9, 1)
WRITTEN = "student/homework/written-minutes"


@cache
def catalogue() -> Catalogue:
    """The packaged catalogue, read once."""
    return load()


def written(minutes: object, **scope: Any) -> Quantity:
    """A ceiling on written homework."""
    return figure("homework_minutes_per_day", "<=", minutes, "minute", form="written", **scope)


def test_a_figure_becomes_a_mark_with_source_scope_and_verdict() -> None:
    said = Said("三、四年级每天书面作业不超过40分钟", (written(40, grades=[3, 4]),), path=("二", "(一)", "1"))
    made = draft(plan_of(said), catalogue(), "county", "青禾县", DAY)
    (mark,) = made.marks
    assert (mark.norm, mark.lo, mark.hi, mark.scope) == (WRITTEN, None, 40, "grade between 3 and 4")
    assert (mark.level, mark.strength, mark.first) == ("county", "mandatory", DAY)
    assert mark.shown.zh == "每天书面作业时长 ≤40 分钟，三、四年级"
    assert mark.verdict == "stricter"
    assert mark.wording.text("zh") == "严于国家规定的 60 分钟"
    content = pack([made])
    assert content["place"] == {"code": "青禾县", "name": "青禾县", "level": "county"}
    assert content["marks"][0]["source"] == {"policy": made.paper.id, "clause": "二/(一)/1"}
    assert content["policies"][0]["title"] == "青禾县石桥小学减负工作方案"
    assert made.norms == {1: WRITTEN}


@pytest.mark.parametrize(
    ("minutes", "verdict", "wording"),
    [
        (59, "stricter", "严于国家规定的 60 分钟"),
        (60, "equal", "与国家规定一致"),
        (61, "looser", "宽于国家规定的 60 分钟，不生效，按 60 分钟执行"),
    ],
)
def test_a_mark_is_held_against_the_national_one(minutes: int, verdict: str, wording: str) -> None:
    said = Said(f"五年级书面作业不超过{minutes}分钟", (written(minutes, grades=[5]),))
    (mark,) = draft(plan_of(said), catalogue(), "unit", "石桥小学", DAY).marks
    assert (mark.verdict, mark.wording.text("zh")) == (verdict, wording)


def test_only_higher_marks_are_held_against_and_only_those_in_force() -> None:
    said = Said("五年级书面作业不超过80分钟", (written(80, grades=[5]),))
    national = draft(plan_of(said), catalogue(), "national", "全国", DAY)
    assert national.marks[0].verdict == "only"
    early = draft(plan_of(said), catalogue(), "unit", "石桥小学", date(2018, 1, 1))
    assert early.marks[0].verdict == "only"


def test_where_grades_are_treated_differently_the_gravest_verdict_comes_first() -> None:
    said = Said("书面作业不超过90分钟", (written(90, grades=[5, 6, 7]),))
    (mark,) = draft(plan_of(said), catalogue(), "unit", "石桥学校", DAY).marks
    assert [(c.verdict, c.where.zh) for c in mark.comparisons] == [
        ("looser", "五、六年级"),
        ("equal", "七年级"),
    ]
    assert mark.wording.text("zh").startswith("五、六年级：宽于")


def test_a_delegated_norm_is_set_by_the_plan() -> None:
    said = Said("在校时间不超过6小时", (figure("school_hours_per_day", "<=", 6, "hour", stage="primary"),))
    (mark,) = draft(plan_of(said), catalogue(), "county", "青禾县", DAY).marks
    assert (mark.hi, mark.verdict) == (360, "sets")
    assert mark.scope == "stage = 'primary'"


@pytest.mark.parametrize(
    ("text", "vague", "modality", "strength"),
    [
        ("书面作业不超过60分钟", None, "limit", "mandatory"),
        ("书面作业原则上不超过60分钟", "原则上", "limit", "in_principle"),
        ("书面作业尽量控制在60分钟以内", None, "must", "in_principle"),
        ("鼓励书面作业不超过60分钟", None, "encourage", "advisory"),
    ],
)
def test_strength_follows_the_words(text: str, vague: str | None, modality: str, strength: str) -> None:
    said = Said(text, (written(60, grades=[5], vague=vague),), modality=modality)  # type: ignore[arg-type]
    (mark,) = draft(plan_of(said), catalogue(), "unit", None, DAY).marks
    assert mark.strength == strength


@pytest.mark.parametrize(
    ("quantity", "why"),
    [
        (written("xx", masked=True), "masked"),
        (written(None, vague="适当"), "vague"),
        (figure("phase_deadline", "<=", "9月底", "date"), "date"),
        (figure("books_per_student", ">=", 20, "count"), "no_norm"),
        (figure("exercise_minutes_per_day", ">=", 60, "minute", season="winter"), "scope"),
        (figure("quorum_ratio", ">", 2 / 3, "ratio"), "near"),
    ],
)
def test_a_figure_that_is_no_mark_is_listed_with_the_reason(quantity: Quantity, why: str) -> None:
    said = Said("每天体育锻炼作业、代表到会", (quantity,))
    made = draft(plan_of(said), catalogue(), "unit", None, DAY)
    assert not made.marks
    assert [u.why for u in made.unmarked] == [why]
    assert label(f"plans.unmarked.{why}", "zh")


@pytest.mark.parametrize(
    ("said", "listed", "why"),
    [
        (Said("认真总结经验", modality="must", executable="checklist"), "asked", ""),
        (Said("统一思想", modality="must", executable="no"), "left", "exhortation"),
        (Said("全年发文减少三成", modality="fact", executable="data"), "left", "fact"),
        (Said("学校可以开展选修活动", modality="permit", executable="checklist"), "left", "permit"),
        (Said("学校有权拒绝摊派", modality="permit", executable="workflow"), "asked", ""),
        (
            Said("每学期走访xx次", (figure("home_visits", ">=", "xx", "count", masked=True),)),
            "left",
            "masked",
        ),
        (Said("……", modality="must", executable="checklist"), "left", "unaskable"),
    ],
)
def test_what_is_no_mark_is_a_question_or_is_left_with_a_reason(said: Said, listed: str, why: str) -> None:
    made = draft(plan_of(said), catalogue(), "unit", None, DAY)
    assert made.listed == {1: listed}
    assert [left.why for left in made.leftovers] == ([why] if why else [])


def test_a_question_names_who_answers_for_it_and_by_when() -> None:
    said = Said(
        "各校要制定实施细则", modality="must", executable="workflow", body="县教育局", deadline="9月底前"
    )
    (question,) = draft(plan_of(said), catalogue(), "county", None, DAY).questions
    assert (question.ask, question.responsible, question.deadline) == (
        "各校是否制定实施细则？", "县教育局", "9月底前",
    )  # fmt: skip


def test_a_report_of_what_was_done_binds_nobody() -> None:
    said = Said("五年级书面作业不超过60分钟", (written(60, grades=[5]),))
    report = Writing("石桥小学减负工作总结", kind="report").plan([said])
    assert not draft(report, catalogue(), "unit", None, DAY).marks


def test_a_rule_for_some_grades_keeps_to_them() -> None:
    said = Said("小学不得按考试成绩排名", modality="forbid")
    (mark,) = draft(plan_of(said), catalogue(), "county", None, DAY).marks
    assert (mark.norm, mark.scope) == ("student/exams/no-ranking", "stage = 'primary'")


def test_a_pack_without_marks_is_refused() -> None:
    made = draft(plan_of(Said("统一思想", executable="no")), catalogue(), "unit", None, DAY)
    with pytest.raises(JianfuError, match="没有"):
        pack([made])


def test_a_plan_that_stands_twice_in_a_file_is_packed_once() -> None:
    made = draft(
        plan_of(Said("五年级书面作业不超过50分钟", (written(50, grades=[5]),))),
        catalogue(),
        "unit",
        None,
        DAY,
    )
    assert len(pack([made, made])["marks"]) == 1


def test_the_number_and_the_days_come_from_the_paper(tmp_path: Path) -> None:
    plan = plan_of(
        Said("五年级书面作业不超过50分钟", (written(50, grades=[5]),)),
        Said("本办法自2026年10月1日起施行,有效期3年", modality="must", executable="no"),
    )
    asides = [Aside("青教〔2026〕18号", "number", 1), Aside("2026年8月20日", "signature", 9)]
    made = draft(plan, catalogue(), "county", "330799", DAY, asides=asides)
    assert (made.paper.number, made.paper.issued, made.paper.first) == (
        "青教〔2026〕18号", date(2026, 8, 20), date(2026, 10, 1),
    )  # fmt: skip
    assert made.marks[0].last == date(2029, 9, 30)
    path = tmp_path / "pack.yaml"
    path.write_text(yaml.safe_dump(pack([made]), allow_unicode=True), encoding="utf-8")
    (mark,) = (m for m in load(packs=[path]).norm(WRITTEN).marks if m.place)
    assert (mark.first, mark.last, mark.place) == (date(2026, 10, 1), date(2029, 9, 30), "330799")


_METRICS = [*yardsticks(), "unknown_metric", "deadline"]
_QUANTITIES = st.builds(
    Quantity,
    st.sampled_from(_METRICS),
    st.sampled_from(["<=", "<", ">=", ">", "==", "between"]),
    st.one_of(
        st.none(), st.integers(0, 500), st.floats(0, 2), st.sampled_from(["08:20", "xx", "25:99", "9月底"]),
        st.tuples(st.integers(0, 9), st.integers(0, 9)),
    ),
    st.sampled_from(["minute", "hour", "count", "ratio", "day", "working_day", "time", "month", "person", "yuan", "date"]),
    st.fixed_dictionaries({}, optional={
        "grades": st.lists(st.integers(1, 12), min_size=1, max_size=4, unique=True).map(sorted),
        "stage": st.sampled_from(["primary", "junior", "senior"]), "form": st.just("written"),
        "place": st.sampled_from(["home", "school"]), "subject": st.sampled_from(["体育", "语文"]),
        "day": st.just("rest_day"), "per": st.sampled_from(["week", "term"]), "kind": st.just("线上"),
    }),
    masked=st.booleans(),
)  # fmt: skip
_SAID = st.builds(
    Said,
    st.sampled_from([
        "三年级书面作业不超过60分钟", "严禁按考试成绩排名", "学校要公开收费", "按时报送", "统一思想", "……", "可以选修",
    ]),
    st.lists(_QUANTITIES, max_size=2).map(tuple),
    st.sampled_from(MODALITIES),
    st.sampled_from(EXECUTABLE),
    st.sampled_from(["student", "teacher", "grassroots", "enterprise", "farmer"]),
)  # fmt: skip


@given(st.lists(_SAID, max_size=6), st.sampled_from(["county", "unit", None]))
def test_every_statement_is_in_exactly_one_list_and_nothing_vanishes(
    said: list[Said], level: str | None
) -> None:
    made = draft(plan_of(*said), catalogue(), level, None, DAY)  # type: ignore[arg-type]
    numbers = {n.cited.number for n in made.marks}, {q.cited.number for q in made.questions}
    lists = [*map(sorted, numbers), sorted(left.cited.number for left in made.leftovers)]
    assert sorted(n for listed in lists for n in listed) == list(range(1, len(said) + 1))
    told = Counter(made.listed.values())
    assert [told["marked"], told["asked"], told["left"]] == [len(listed) for listed in lists]
    coverage = made.coverage
    assert coverage.statements == len(said) == coverage.marked + coverage.asked + coverage.left
    assert coverage.data + coverage.workflow + coverage.checklist + coverage.no == len(said)
    assert sum(coverage.reasons.values()) == coverage.left
    bound = [q for s in said if s.modality != "fact" for q in s.quantities]
    drawn = [m.quantity for m in made.marks if m.quantity is not None]
    assert len(bound) == len(drawn) + len(made.unmarked)
    for mark in made.marks:
        assert mark.verdict in VERDICTS
        assert mark.wording.text("zh")
        assert mark.wording.text("en")
    assert coverage.wording.text("zh").startswith(f"共 {len(said)} 句")


def test_every_verdict_and_reason_has_its_words() -> None:
    for verdict in VERDICTS:
        assert label(f"plans.verdict.{verdict}", "en")
        assert f"plans.verdict-{verdict.replace('_', '-')}" in templates()
    for why in ("exhortation", "fact", "masked", "permit", "unaskable"):
        assert label(f"plans.left.{why}", "zh")
    for why in ("masked", "vague", "no_norm", "near", "scope", "unit", "strict", "date"):
        assert label(f"plans.unmarked.{why}", "en")


def test_a_ban_that_says_not_for_whom_reaches_no_further_than_the_higher_one() -> None:
    said = Said("严禁组织月考、周考等小范围考试", modality="forbid", topic="exams")
    (mark,) = draft(plan_of(said), catalogue(), "county", "青禾县", DAY).marks
    assert (mark.norm, mark.scope) == ("student/exams/no-small-exams", "grade between 1 and 9")
    assert mark.where.zh == "小学、初中"
