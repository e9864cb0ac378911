"""The waterline: where its line stands, what is past it, what is not known."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from jianfu.reports.waterline import compared, waterline
from jianfu.reports.waterline import drawn as bar
from tests.reports.sample import finding, sample, school


def drawn(outcome: str = "breached", **more: object) -> str:
    group = school(1, "青禾县实验小学", grade=3, class_no=2)
    return str(
        waterline(finding("student/homework/written-minutes", "书面作业", outcome, group=group, **more), "zh")
    )


@pytest.mark.parametrize("found", sample()["findings"], ids=lambda f: f"{f['norm']} {f['outcome']}")
def test_every_bar_is_well_formed_and_styled_by_attributes_alone(found: dict[str, object]) -> None:
    picture = str(waterline(found, "zh"))
    ElementTree.fromstring(picture)
    assert "style=" not in picture
    assert "<script" not in picture


def test_the_line_stands_at_76_percent_and_the_excess_is_clamped() -> None:
    picture = drawn(measured=600)
    assert 'x1="76.00%"' in picture
    widths = [
        float(x) + float(w) for x, w in re.findall(r'<rect x="([\d.]+)%"[^>]* width="([\d.]+)%"', picture)
    ]
    assert max(widths) <= 100


def test_past_the_line_is_hatched_and_within_it_is_not() -> None:
    assert "url(#past)" in drawn(measured=78)
    assert "url(#past)" not in drawn("kept", measured=60)


def test_a_floor_is_a_dashed_line_with_its_words() -> None:
    picture = drawn(measured=2, mark=3, op="at_least", unit="period")
    assert "stroke-dasharray" in picture
    assert "不少于 3" in picture


def test_a_ceiling_of_zero_puts_the_line_on_the_floor() -> None:
    assert 'x1="0.50%"' in drawn(measured=1, mark=0, op="never", unit="record")


def test_what_is_missing_is_a_dashed_outline_without_water() -> None:
    picture = drawn("not_evaluable", measured=None)
    assert "stroke-dasharray" in picture
    assert "#BFE1D1" not in picture


def test_a_suspicion_is_never_drawn_in_cinnabar() -> None:
    picture = drawn("suspected", measured=1, mark=0, op="never", unit="record")
    assert "#C23F2A" not in picture
    assert "url(#past)" not in picture


@pytest.mark.parametrize("value", [0, 30, 60, 75, 10_000])
@pytest.mark.parametrize("mark", [0, 60])
@pytest.mark.parametrize(("floor", "clock"), [(False, False), (True, False), (False, True), (True, True)])
def test_two_figures_on_one_scale_stay_inside_and_hatch_what_breaks_the_line(
    value: float, mark: float, floor: bool, clock: bool
) -> None:
    picture = str(compared(value, mark, floor=floor, clock=clock))
    ElementTree.fromstring(picture)
    assert "style=" not in picture
    ends = [
        float(x) + float(w) for x, w in re.findall(r'<rect x="([\d.]+)%"[^>]* width="([\d.]+)%"', picture)
    ]
    assert max(ends, default=0) <= 100
    assert ("url(#past)" in picture) == (value < mark if floor else value > mark)
    assert ("stroke-dasharray" in picture) == floor


def test_the_binding_figure_fills_its_vessel_to_the_line() -> None:
    assert '<rect x="0.00%" y="18" width="76.00%" height="12" fill="#BFE1D1"/>' in str(
        compared(60, 60, floor=False)
    )


@pytest.mark.parametrize("value", [None, 0, 40, 55, 60, 78, 10_000])
@pytest.mark.parametrize("planned", [0, 25])
@pytest.mark.parametrize("mark", [0, 60])
@pytest.mark.parametrize("floor", [False, True])
def test_plain_figures_stay_inside_and_hatch_what_is_past_the_line(
    value: float | None, planned: float, mark: float, floor: bool
) -> None:
    picture = str(bar(value, mark, "kept", floor=floor, planned=planned, name="上限 <60>"))
    ElementTree.fromstring(picture)
    assert "style=" not in picture and "上限 &lt;60&gt;" in picture
    sides = re.findall(r'<rect x="([\d.-]+)%"[^>]* width="([\d.-]+)%"', picture)
    assert all(float(x) >= 0 and float(w) >= 0 and float(x) + float(w) <= 100 for x, w in sides), sides
    past = value is not None and (value + planned < mark if floor else value + planned > mark)
    assert ("url(#past)" in picture) == past


def test_what_is_planned_within_the_line_is_hatched_in_jade() -> None:
    assert "url(#planned)" in str(bar(40, 60, "kept", planned=10))
    assert "url(#planned)" not in str(bar(40, 60, "kept"))
    assert "#BFE1D1" not in str(bar(None, 60, "not_evaluable"))
