"""Scopes as conditions of marks: only what the groups of a norm can be told by."""

from __future__ import annotations

from functools import cache

import pytest

from jianfu.norms.load import load
from jianfu.norms.model import Catalogue
from jianfu.plans.draft.scopes import Narrowed, grades_text, predicate, where_text
from jianfu.plans.draft.yardsticks import Fit, grades_of
from jianfu.plans.model import Quantity

HOMEWORK, SCHOOL_DAY, VISITS = (
    "student/homework/written-minutes", "student/school-day/hours-at-school", "teacher/visits/per-term",
)  # fmt: skip


@cache
def catalogue() -> Catalogue:
    """The packaged catalogue, read once."""
    return load()


@pytest.mark.parametrize(
    ("norm", "scope", "stage", "expected"),
    [
        (HOMEWORK, {}, None, ""),
        (HOMEWORK, {"grades": [3]}, None, "grade = 3"),
        (HOMEWORK, {"grades": [3, 4, 5]}, None, "grade between 3 and 5"),
        (HOMEWORK, {"grades": [1, 3]}, None, "grade in (1, 3)"),
        (HOMEWORK, {"stage": "junior"}, None, "stage = 'junior'"),
        (
            HOMEWORK,
            {"grades": [3, 4, 5, 6], "stage": "junior"},
            None,
            "grade between 3 and 9",
        ),
        (HOMEWORK, {"grades": [3, 4], "stage": "primary"}, None, "grade between 3 and 4"),
        (HOMEWORK, {"principle": "原则上", "statistic": "average"}, None, ""),
        (SCHOOL_DAY, {"stage": ["primary", "junior"]}, None, "stage in ('primary', 'junior')"),
        (SCHOOL_DAY, {"grades": [1, 2, 3, 4, 5, 6]}, None, "stage = 'primary'"),
        (SCHOOL_DAY, {"season": "winter"}, None, "season = 'winter'"),
        (VISITS, {"stage": "primary"}, "primary", ""),
    ],
)
def test_a_scope_that_can_be_told(
    norm: str, scope: dict[str, object], stage: str | None, expected: str
) -> None:
    assert _predicate(norm, scope, stage) == expected


@pytest.mark.parametrize(
    ("norm", "scope", "stage", "key"),
    [
        (SCHOOL_DAY, {"grades": [3, 4]}, None, "grades"),
        (VISITS, {"stage": "primary"}, None, "stage"),
        (VISITS, {"stage": "junior"}, "primary", "stage"),
        (HOMEWORK, {"stage": "kindergarten"}, None, "stage"),
        (HOMEWORK, {"season": "winter"}, None, "season"),
        (HOMEWORK, {"target": "寄宿生"}, None, "target"),
    ],
)
def test_a_scope_that_cannot_be_told_is_named(
    norm: str, scope: dict[str, object], stage: str | None, key: str
) -> None:
    assert _predicate(norm, scope, stage) == Narrowed(key)


def test_a_word_of_the_plan_cannot_break_out_of_a_condition() -> None:
    fit = Fit("student/course-plan/subject-periods", {"subject": "*"}, tell=("subject",))
    quantity = Quantity("periods_per_week", "==", 1, "period", {"subject": "a' or true or 'b"})
    assert predicate(catalogue().norms[fit.norm], fit, quantity, None) == "(subject = 'a'' or true or ''b')"


def test_grades_as_people_say_them() -> None:
    assert [grades_text(g).zh for g in ([3], [3, 4], [3, 4, 5], [1, 3], [1, 2, 3, 4, 5, 6], [10, 11])] == [
        "三年级", "三、四年级", "三至五年级", "一年级、三年级", "小学", "高一至高二",
    ]  # fmt: skip
    assert grades_text([3, 4, 5]).en == "grades 3–5"


def test_for_whom_a_figure_is_meant() -> None:
    assert where_text({"grades": [5], "season": "summer", "principle": "一般"}).zh == "五年级，夏季"
    assert where_text({"stage": "junior", "boarding": True}).en == "junior secondary, boarders"
    assert where_text({}).zh == ""


def test_a_stage_that_holds_the_grades_only_says_where_they_are() -> None:
    assert grades_of({"grades": [3, 4], "stage": "primary"}, None) == (3, 4)
    assert grades_of({"grades": [5, 6], "stage": "junior"}, None) == (5, 6, 7, 8, 9)
    assert grades_of({}, "junior") == (7, 8, 9)
    assert grades_of({}, None) == ()


def _predicate(norm: str, scope: dict[str, object], stage: str | None) -> str | Narrowed:
    return predicate(
        catalogue().norms[norm], Fit(norm), Quantity("m", "<=", 1, "minute", scope), stage
    )  # fmt: skip
