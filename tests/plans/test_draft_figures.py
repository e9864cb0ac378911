"""Quantities as figures of marks: the unit, the side, and what is no figure of a norm."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from jianfu.norms.load import load
from jianfu.norms.model import Catalogue
from jianfu.plans.draft.figures import Bounds, Unfit, bounds_of, figure_text
from jianfu.plans.draft.yardsticks import Fit
from jianfu.plans.model import Quantity


@cache
def catalogue() -> Catalogue:
    """The packaged catalogue, read once."""
    return load()


def bounds(norm: str, op: Any, value: Any, unit: str, **fit: Any) -> Bounds | Unfit:
    """What a quantity puts on a norm."""
    return bounds_of(catalogue().norms[norm], Fit(norm, **fit), Quantity("m", op, value, unit))


@pytest.mark.parametrize(
    ("norm", "op", "value", "unit", "fit", "lo", "hi"),
    [
        ("student/homework/written-minutes", "<=", 60, "minute", {}, None, 60),
        ("student/homework/written-minutes", "<=", 1.5, "hour", {}, None, 90),
        ("student/homework/written-minutes", "<", 60, "minute", {}, None, 59),
        ("student/surveys/sleep", "==", 10, "hour", {"equal": "floor"}, 600, None),
        ("student/timetable/pe-periods", "==", 3, "period", {"equal": "floor"}, 300, None),
        ("student/timetable/pe-periods", "between", (3, 4), "period", {}, 300, 400),
        ("student/timetable/pe-periods", "between", (4, 3), "period", {}, 300, 400),
        ("student/course-plan/subject-periods", "==", 2, "period", {"equal": "both"}, 200, 200),
        ("student/school-day/first-lesson", ">=", "08:20", "time", {}, 500, None),
        ("student/school-day/bedtime", "<", "21:20", "time", {}, None, 1279),
        ("student/classes/class-size", "<", 56, "person", {}, None, 55),
        ("teacher/secondments/six-months", "<=", 6, "month", {}, None, 186),
        ("teacher/secondments/six-months", "<=", 1, "year", {}, None, 372),
        ("teacher/inspections/halved", "<=", -0.5, "ratio", {"change": True}, None, 50.0),
        ("grassroots/documents/yearly-count", "<=", 0, "ratio", {"change": True}, None, 100.0),
        ("student/surveys/schoolbag", "<=", 0.1, "ratio", {}, None, 10.0),
        ("farmer/levy/quorum-of-households", ">=", 2 / 3, "ratio", {}, 200 / 3, None),
        ("farmer/levy/quorum-of-households", ">=", 0.6667, "ratio", {}, 200 / 3, None),
        ("farmer/levy/per-head-cap", "<=", 15.5, "yuan", {}, None, 1550),
        ("farmer/levy/labour-cap", "<=", 5, "count", {}, None, 500),
        ("grassroots/meetings/length", "<=", 0.5, "day", {}, None, 240),
        ("farmer/levy/county-reply", "<=", 7, "working_day", {}, None, 7),
        ("shared/complaints/closed-in-time", "<=", 2, "week", {}, None, 14),
    ],
)
def test_a_quantity_in_the_base_unit_of_its_norm(
    norm: str, op: str, value: object, unit: str, fit: dict[str, Any], lo: float | None, hi: float | None
) -> None:
    found = bounds(norm, op, value, unit, **fit)
    assert isinstance(found, Bounds)
    assert (found.lo, found.hi) == (lo, hi)


@pytest.mark.parametrize(
    ("norm", "op", "value", "unit", "why"),
    [
        ("student/homework/written-minutes", "<=", None, "minute", "vague"),
        ("student/homework/written-minutes", "<=", 60, "count", "unit"),
        ("student/homework/written-minutes", "<=", "xx", "minute", "unit"),
        ("student/homework/written-minutes", "between", 60, "minute", "unit"),
        ("student/homework/written-minutes", "<=", (30, 60), "minute", "unit"),
        ("student/homework/written-minutes", "<=", -5, "minute", "unit"),
        ("student/homework/written-minutes", "<=", float("nan"), "minute", "unit"),
        ("student/homework/written-minutes", "<=", 2.5, "minute", "unit"),
        ("student/school-day/bedtime", "<=", "25:00", "time", "unit"),
        ("student/school-day/bedtime", "<", "00:00", "time", "unit"),
        ("student/surveys/schoolbag", "<", 0.1, "ratio", "strict"),
        ("shared/complaints/closed-in-time", "<=", 60, "working_day", "unit"),
        ("farmer/levy/county-reply", "<=", 7, "day", "unit"),
        ("student/exams/no-ranking", "<=", 3, "count", "unit"),
    ],
)
def test_what_is_no_figure_of_the_norm(norm: str, op: str, value: object, unit: str, why: str) -> None:
    assert bounds(norm, op, value, unit) == Unfit(why)


def test_a_masked_figure_is_no_figure() -> None:
    norm = catalogue().norms["student/homework/written-minutes"]
    quantity = Quantity("m", "<=", "xx", "minute", masked=True)
    assert bounds_of(norm, Fit(norm.id), quantity) == Unfit("masked")


def test_a_norm_that_forbids_takes_a_zero_and_no_figure() -> None:
    found = bounds("student/homework/no-written-low-grades", "==", 0, "minute")
    assert found == Bounds(None, 0, {})


def test_an_interval_in_words() -> None:
    assert figure_text(None, 60, "minute", "zh") == "≤60 分钟"
    assert figure_text(200, None, "period", "en") == "≥2 periods"
    assert figure_text(2, 4, "time", "zh") == "2 次—4 次"
    assert figure_text(0, 0, "record", "zh") == "0 条"
