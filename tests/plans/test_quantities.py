"""Figures that bound something: invented sentences of the five fields → metric, op, value, unit, scope."""

from __future__ import annotations

import pytest

from jianfu.plans.model import About, Context, Quantity
from jianfu.plans.quantities import quantities

PLAN = Context(About("青禾县实施方案", "student"))


def read(text: str, context: Context = PLAN) -> tuple[Quantity, ...]:
    return quantities(text, context)


def brief(text: str, context: Context = PLAN) -> list[tuple[str, str, object, str]]:
    return [(q.metric, q.op, q.value, q.unit) for q in read(text, context)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("青禾小学一年级不布置书面家庭作业", [("homework_minutes_per_day", "==", 0, "minute")]),
        ("四年级书面作业每天控制在三十五分钟以内", [("homework_minutes_per_day", "<=", 35, "minute")]),
        ("校内体育锻炼每天保证一个半小时", [("exercise_minutes_per_day", ">=", 90, "minute")]),
        ("借用教师的时间不得超过半年", [("secondment_months", "<=", 6, "month")]),
    ],
)
def test_figures_with_their_bounds(text: str, expected: list[tuple[str, str, object, str]]) -> None:
    assert brief(text) == expected
