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
    x, width = f"{bar.x:.2f}%", f"{bar.width:.2f}%"
    if bar.look == "unknown":
        return format_html(
            '<rect x="{}" y="{:.1f}" width="{}" height="24" fill="none" stroke="#56636B" stroke-dasharray="3 3"/>',
            x, _TOP - 24, width,
        )  # fmt: skip
    fill, edge = _WATER[bar.look]
    within = min(bar.height, strip.line_y) if strip.line is not None else bar.height
    shapes = format_html(
        '<rect x="{}" y="{:.1f}" width="{}" height="{:.1f}" fill="{}"/>',
        x,
        _TOP - within,
        width,
        within,
        fill,
    )
    if bar.height > within:
        shapes += format_html(
            '<rect x="{}" y="{:.1f}" width="{}" height="{:.1f}" fill="url(#maybe)"/>',
            x, _TOP - bar.height, width, bar.height - within,
        )  # fmt: skip
    return shapes + format_html(
        '<rect x="{}" y="{:.1f}" width="{}" height="2" fill="{}"/>', x, _TOP - bar.height, width, edge
    )


@register.simple_tag
def strip_line(strip: Strip) -> SafeString:
    """The line over all days with what it says; nothing where they have no common one."""
    if strip.line is None:
        return SafeString("")
    y = f"{_TOP - strip.line_y:.1f}"
    return format_html(
        '<line x1="0" x2="100%" y1="{}" y2="{}" stroke="#17211C" stroke-width="1.5"/>'
        '<text x="100%" y="{:.1f}" font-size="12" fill="#45524B" text-anchor="end">{}</text>',
        y, y, _TOP - strip.line_y - 8, say("board.class.ceiling", n=f"{strip.line:g}"),
    )  # fmt: skip
