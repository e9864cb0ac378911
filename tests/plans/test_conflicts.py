"""Contradictions: within a plan and with higher rules, and never between things that are not the same."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from jianfu.norms.load import load
from jianfu.norms.model import Catalogue, Level
from jianfu.plans.conflicts import conflicts
from jianfu.plans.draft.drafting import draft
from jianfu.plans.draft.model import Conflict
from jianfu.plans.model import Modality, Quantity
from jianfu.terms.labels import label
from tests.plans.draft_sample import Said, figure, plan_of

DAY = date(2026, 9, 1)


@cache
def catalogue() -> Catalogue:
    """The packaged catalogue, read once."""
    return load()


def found(*said: Said, level: Level = "unit", stage: str | None = None) -> tuple[Conflict, ...]:
    """The contradictions of a plan of these statements."""
    plan = plan_of(*said, title="石桥学校减负方案", stage=stage)
    return conflicts(plan, draft(plan, catalogue(), level, "石桥学校", DAY), catalogue())


def homework(
    minutes: int, *grades: int, op: str = "<=", text: str = "书面作业", form: str = "written", **scope: Any
) -> Said:
    """A bound on homework."""
    if form:
        scope["form"] = form
    quantity = figure("homework_minutes_per_day", op, minutes, "minute", grades=list(grades), **scope)
    return Said(f"{'、'.join(map(str, grades))}年级每天{text}不超过{minutes}分钟", (quantity,))


# With higher rules.


def test_a_plan_looser_than_the_national_ceiling() -> None:
    (conflict,) = found(homework(80, 5))
    assert (conflict.kind, conflict.why, conflict.grave, conflict.binds) == ("above", "looser", True, "b")
    assert (conflict.a.text, conflict.a.verbatim, conflict.a.statement) == (
        "5年级每天书面作业不超过80分钟", True, 1,
    )  # fmt: skip
    assert (conflict.b.level, conflict.b.verbatim, conflict.b.value) == ("national", False, 60)
    assert "教基厅" in conflict.b.source
    assert "60分钟" in conflict.b.text
    assert (
        conflict.wording.text("zh") == "原文 ≤80 分钟，国家规定 ≤60 分钟。取严，按 ≤60 分钟执行；请改正原文。"
    )


def test_homework_that_says_no_more_is_held_to_written_homework_and_that_is_said() -> None:
    (conflict,) = found(homework(80, 5, text="作业", form=""))
    assert conflict.why == "looser"
    assert "没有写明" in conflict.wording.text("zh")


def test_all_homework_at_home_is_another_object() -> None:
    plan = plan_of(homework(80, 5, text="家庭作业", form="", place="home"))
    made = draft(plan, catalogue(), "unit", None, DAY)
    assert not conflicts(plan, made, catalogue())
    assert "口径不同" in made.near[0].wording.text("zh")


def test_a_part_that_alone_goes_beyond_the_ceiling_on_the_whole() -> None:
    (conflict,) = found(homework(80, 5, text="书面家庭作业", place="home"))
    assert (conflict.why, conflict.binds) == ("looser", "b")
    assert "书面家庭作业" in conflict.wording.text("zh")
    assert not found(homework(50, 5, text="书面家庭作业", place="home"))


def test_a_floor_below_the_national_floor() -> None:
    said = Said(
        "五年级体育课每周2节", (figure("periods_per_week", "==", 2, "period", grades=[5], subject="体育"),)
    )
    (conflict,) = found(said)
    assert (conflict.why, conflict.a.shown, conflict.b.shown) == ("looser", "≥2 节", "≥3 节")


def test_a_ceiling_below_the_national_floor_cannot_be_kept() -> None:
    said = Said(
        "五年级体育课每周不超过2节",
        (figure("periods_per_week", "between", (1, 2), "period", grades=[5], subject="体育"),),
    )
    whys = {c.why for c in found(said)}
    assert "contrary" in whys
    (contrary,) = (c for c in found(said) if c.why == "contrary")
    assert contrary.b.shown == "≥3 节"


def test_looser_than_what_holds_in_principle_is_a_note() -> None:
    said = Said("借用期限不超过8个月", (figure("secondment_months", "<=", 8, "month"),), domain="teacher")
    (conflict,) = found(said, level="county")
    assert (conflict.why, conflict.grave, conflict.binds) == ("looser_advice", False, "")


def test_a_school_is_not_held_to_rules_for_other_stages() -> None:
    exams = Said("每学期考试不超过2次", (figure("exams_per_term", "<=", 2, "count"),))
    assert [c.where.zh for c in found(exams)] == ["三至六年级"]
    assert not found(exams, stage="junior")


def test_marks_of_a_place_above_count_and_those_of_other_places_do_not(tmp_path: Path) -> None:
    pack = {
        "place": {"code": "330799", "name": "青禾县", "level": "county"},
        "policies": [
            {
                "id": "qinghe/a",
                "title": "青禾县细则",
                "issuer": "青禾县",
                "level": "county",
                "issued": "2026-01-01",
            }
        ],
        "marks": [
            {
                "norm": "student/homework/written-minutes",
                "at_most": "45 minutes",
                "for": "grade = 5",
                "from": "2026-01-01",
                "source": {"policy": "qinghe/a", "clause": "三"},
            }
        ],
    }
    path = tmp_path / "county.yaml"
    path.write_text(yaml.safe_dump(pack, allow_unicode=True), encoding="utf-8")
    laid = load(packs=[path])
    plan = plan_of(homework(50, 5))
    for above, sources in ((("330799",), ["《青禾县细则》"]), (("999999",), [])):
        made = draft(plan, laid, "unit", "石桥学校", DAY, above=above)
        assert [c.b.source for c in conflicts(plan, made, laid)] == sources


@given(
    st.integers(1, 89),
    st.lists(st.integers(3, 9), min_size=1, max_size=4, unique=True),
    st.sampled_from(["city", "county", "unit"]),
)
def test_equal_never_conflicts_and_one_minute_looser_always_does(
    stricter: int, grades: list[int], level: Level
) -> None:
    national = {g: 60 if g <= 6 else 90 for g in grades}
    tightest = min(national.values())
    assert not found(homework(tightest, *sorted(grades)), level=level)
    assert not found(homework(min(stricter, tightest), *sorted(grades)), level=level)
    looser = found(homework(tightest + 1, *sorted(grades)), level=level)
    assert [c.why for c in looser] == ["looser"]
    assert looser[0].b.value == tightest


# Within a plan.


def test_two_ceilings_for_one_object_of_which_the_stricter_binds() -> None:
    general, special = homework(60, 3, 4, 5, 6), homework(40, 3, 4)
    (conflict,) = found(
        Said(special.text, special.quantities, path=("二", "(一)", "1")),
        Said(general.text, general.quantities, path=("四", "3")),
    )
    assert (conflict.kind, conflict.why, conflict.binds, conflict.grave) == ("inside", "differ", "a", True)
    assert (conflict.a.path, conflict.b.path) == ("二/(一)/1", "四/3")
    assert conflict.a.verbatim
    assert conflict.b.verbatim
    assert conflict.where.zh == "三、四年级"
    assert "按 ≤40 分钟执行" in conflict.wording.text("zh")


def test_a_general_rule_and_a_stricter_one_for_some_in_the_same_clause_go_together() -> None:
    general, special = homework(60, 3, 4, 5, 6), homework(40, 3, 4)
    path = ("二", "1")
    said = [Said(s.text, s.quantities, path=path) for s in (general, special)]
    assert not found(*said)


def test_none_for_the_first_grades_and_a_ceiling_for_the_others_go_together() -> None:
    none = Said(
        "一、二年级不布置书面作业",
        (figure("homework_minutes_per_day", "==", 0, "minute", form="written", grades=[1, 2]),),
    )
    assert not found(none, homework(60, 3, 4, 5, 6))


def test_a_floor_above_a_ceiling() -> None:
    service = figure("periods_per_week", ">=", 5, "period", grades=[4], subject="音乐")
    most = figure("periods_per_week", "<=", 4, "period", grades=[4], subject="音乐")
    (conflict,) = found(
        Said("音乐课每周不少于5节", (service,)), Said("音乐课每周不超过4节", (most,)), level="county"
    )
    assert (conflict.why, conflict.binds) == ("impossible", "")
    assert "下限 ≥5 节 高于上限 ≤4 节" in conflict.wording.text("zh")


@pytest.mark.parametrize("order", [1, -1])
def test_what_one_clause_permits_and_another_forbids(order: int) -> None:
    permits = Said(
        "七年级每学期可以组织2次考试",
        (figure("exams_per_term", "<=", 2, "count", grades=[7]),),
        modality="permit",
    )
    forbids = Said(
        "七年级不组织任何考试", (figure("exams_per_term", "==", 0, "count", grades=[7]),), modality="forbid"
    )
    (conflict,) = found(*[permits, forbids][::order])
    assert conflict.why == "permitted"
    assert conflict.binds == ("b" if order == 1 else "a")


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("确需延长的,借用期限不超过12个月", "limit"),
        ("借用期限最长不超过12个月", "limit"),
        ("力争借用期限不超过12个月", "goal"),
    ],
)
def test_special_cases_and_aims_contradict_nothing(text: str, modality: Modality) -> None:
    general = Said("借用期限不超过6个月", (figure("secondment_months", "<=", 6, "month"),), domain="teacher")
    other = Said(text, (figure("secondment_months", "<=", 12, "month"),), modality, domain="teacher")
    assert not [c for c in found(general, other, level="county") if c.kind == "inside"]


def test_figures_that_no_norm_measures_are_held_together_where_they_name_one_object() -> None:
    one = Said("每节课40分钟", (figure("lesson_minutes", "==", 40, "minute", text="40分钟"),))
    other = Said("每节课时长为45分钟", (figure("lesson_minutes", "==", 45, "minute", text="45分钟"),))
    (conflict,) = found(one, other)
    assert (conflict.why, conflict.binds, conflict.norm) == ("differ", "", "")
    assert (conflict.a.shown, conflict.b.shown) == ("40分钟", "45分钟")
    assert not found(one, one)
    primary = Said("小学每节课40分钟", (figure("lesson_minutes", "==", 40, "minute", stage="primary"),))
    junior = Said("初中每节课45分钟", (figure("lesson_minutes", "==", 45, "minute", stage="junior"),))
    assert not found(primary, junior)


def test_figures_of_unlike_things_are_not_held_together() -> None:
    one = Said("教研活动每周1次", (figure("research_activities", ">=", 1, "count", per="week"),))
    other = Said("集体备课每周2次", (figure("research_activities", ">=", 2, "count", per="week"),))
    assert not found(one, other)


_GRADES = st.lists(st.integers(3, 9), min_size=1, max_size=7, unique=True).map(sorted)


@given(_GRADES, _GRADES, st.integers(5, 60), st.integers(5, 60))
def test_two_ceilings_contradict_exactly_where_their_grades_meet(
    one: list[int], other: list[int], first: int, second: int
) -> None:
    inside = [c for c in found(homework(first, *one), homework(second, *other)) if c.kind == "inside"]
    assert bool(inside) == (bool(set(one) & set(other)) and first != second)
    for conflict in inside:
        assert conflict.binds == ("a" if first < second else "b")


@given(_GRADES, st.integers(5, 60), st.sampled_from(["oral", "practical"]))
def test_other_forms_of_homework_never_contradict_written_homework(
    grades: list[int], minutes: int, form: str
) -> None:
    spoken = homework(minutes + 30, *grades, text="口头作业", form=form)
    assert not found(homework(minutes, *grades), spoken)


@given(st.integers(1, 59), st.integers(1, 59))
def test_every_contradiction_quotes_both_clauses_and_has_its_words(first: int, second: int) -> None:
    assume(first != second)
    for conflict in found(homework(first, 5), homework(second, 5)):
        assert conflict.a.text
        assert conflict.b.text
        assert conflict.a.shown != conflict.b.shown
        for lang in ("zh", "en"):
            assert conflict.wording.text(lang)
            assert label(f"plans.conflict.{conflict.why}", lang)


def test_vague_figures_are_not_held_together() -> None:
    sharp = figure("lesson_minutes", "==", 40, "minute")
    soft = Quantity("lesson_minutes", "==", 45, "minute", vague="原则上")
    assert not found(Said("每节课40分钟", (sharp,)), Said("每节课原则上45分钟", (soft,)))
