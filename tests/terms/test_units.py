"""Figures of marks: how they are written, held and shown."""

from __future__ import annotations

import pytest

from jianfu.terms.errors import JianfuError
from jianfu.terms.units import NEAR_FROM, base_figure, figure, parse_quantity, show, unit_shown


@pytest.mark.parametrize(
    ("text", "unit", "held"),
    [
        ("60 minutes", "minute", 60),
        ("2/3", "percent", 2000 / 30),
        ("1/2", "percent", 50.0),
        ("10 percent", "percent", 10.0),
        ("2.5 workdays", "workday", 250),
        ("10工日", "workday", 1000),
        ("200 households", "household", 200),
        ("-1 yuan", "fen", -100),
    ],
)
def test_a_figure_is_held_in_base_units(text: str, unit: str, held: float) -> None:
    assert parse_quantity(text, unit) == held


@pytest.mark.parametrize(("text", "unit"), [("2/3", "person"), ("2/0", "percent"), ("半数", "percent")])
def test_a_share_is_a_percentage_and_nothing_else(text: str, unit: str) -> None:
    with pytest.raises(JianfuError):
        parse_quantity(text, unit)


def test_workdays_are_counted_in_halves() -> None:
    assert show(250, "workday") == "2.5 工日"
    assert figure(1100, "workday") == 11
    assert show(2000 / 30, "percent") == "66.7%"


@pytest.mark.parametrize(("unit", "least"), [("minute", 5), ("fen", 500), ("period", 500), ("month", 155)])
def test_near_begins_at_five_of_the_units_that_people_read(unit: str, least: int) -> None:
    assert base_figure(NEAR_FROM, unit_shown(unit)) == least
