"""Cells of public tables, and the strip of four weeks: SVG attributes, no style."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from jianfu.web.board.classes import DayBar, Strip
from jianfu.web.project.wording import say

register = template.Library()
_TOP = 80.0
"""Where the ground of the strip lies, in pixels from above."""
_WATER = {"plain": ("#BFE1D1", "#1E7D5F"), "near": ("#F3DCA8", "#B06F00"), "past": ("#E3E9EB", "#56636B")}


@register.filter
def is_figure(value: object) -> bool:
    """Whether a cell holds a figure."""
    return isinstance(value, int | float)


@register.filter
def cell(value: object) -> str:
    """A cell as people read it: 1,234.50; nothing where it is not known."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:,.0f}" if value.is_integer() else f"{value:,.2f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


@register.filter
def strip_bar(bar: DayBar, strip: Strip) -> SafeString:
    """One day: water up to its minutes, a grey hatch past the line, a dashed outline where nothing is known."""
    if bar.look == "unknown":
        return _rect(bar, 24, 24, "none", ' stroke="#56636B" stroke-dasharray="3 3"')
    fill, edge = _WATER[bar.look]
    within = min(bar.height, strip.line_y) if strip.line is not None else bar.height
    shapes = _rect(bar, within, within, fill)
    if bar.height > within:
        shapes += _rect(bar, bar.height, bar.height - within, "url(#maybe)")
    return shapes + _rect(bar, bar.height, 2, edge)


def _rect(bar: DayBar, above: float, high: float, fill: str, more: str = "") -> SafeString:
    """A piece of a day that begins so many pixels above the ground."""
    return format_html(
        '<rect x="{}%" y="{}" width="{}%" height="{}" fill="{}"{}/>',
        f"{bar.x:.2f}", f"{_TOP - above:.1f}", f"{bar.width:.2f}", f"{high:.1f}", fill, SafeString(more),
    )  # fmt: skip


@register.simple_tag
def strip_line(strip: Strip) -> SafeString:
    """The line over all days with what it says; nothing where they have no common one."""
    if strip.line is None:
        return SafeString("")
    y = f"{_TOP - strip.line_y:.1f}"
    return format_html(
        '<line x1="0" x2="100%" y1="{}" y2="{}" stroke="#17211C" stroke-width="1.5"/>'
        '<text x="100%" y="{}" font-size="12" fill="#45524B" text-anchor="end">{}</text>',
        y, y, f"{_TOP - strip.line_y - 8:.1f}", say("board.class.ceiling", n=f"{strip.line:g}"),
    )  # fmt: skip
