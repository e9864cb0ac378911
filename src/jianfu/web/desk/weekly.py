"""How many of a hundred days of classes were past the ceiling, week by week: a line drawn here, told in words too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from jianfu.web.desk.queries import Week
from jianfu.web.project.dates import short_day
from jianfu.web.project.wording import lang, say

WIDE, HIGH, LEFT, RIGHT, TOP, GROUND = 615, 204, 34, 567, 28, 168


@dataclass(frozen=True)
class Line:
    """The drawing and the same in words."""

    drawing: Markup
    words: str


def line_of(weeks: Sequence[Week]) -> Line | None:
    """The line of two weeks or more; one alone is no line."""
    if len(weeks) < 2:
        return None
    told = [say("desk.week-of", day=short_day(w.first, lang()), rate=f"{w.rate:g}") for w in weeks]
    return Line(_drawn(weeks), say("desk.listed").join(told))


def _drawn(weeks: Sequence[Week]) -> Markup:
    most = max(2.0, *(w.rate for w in weeks))
    step = next(s for s in (1, 2, 5, 10, 25, 50) if most / s <= 4)
    ceiling = -(-most // step) * step
    across = [LEFT + n * (RIGHT - LEFT) / (len(weeks) - 1) for n in range(len(weeks))]
    down = [GROUND - (GROUND - TOP) * w.rate / ceiling for w in weeks]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in zip(across, down, strict=True))
    shapes = []
    for n in range(int(ceiling // step) + 1):
        y = GROUND - (GROUND - TOP) * n * step / ceiling
        if n:
            shapes.append(f'<line x1="{LEFT}" x2="{RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#E0E7E3"/>')
        shapes.append(f'<text x="16" y="{y + 4:.1f}" text-anchor="middle">{n * step}</text>')
    shapes += [
        f'<polygon points="{LEFT},{GROUND} {points} {RIGHT},{GROUND}" fill="#E8F3ED"/>',
        f'<line x1="{LEFT}" x2="{RIGHT}" y1="{GROUND}" y2="{GROUND}" stroke="#C5CFC9"/>',
        f'<polyline points="{points}" fill="none" stroke="#1E7D5F" stroke-width="2.5" stroke-linejoin="round"/>',
    ]
    for x, y, week in zip(across, down, weeks, strict=True):
        name = escape(short_day(week.first, lang()))
        shapes += [
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="#1E7D5F"/>',
            f'<text x="{x:.1f}" y="{GROUND + 22}" text-anchor="middle">{name}</text>',
            f'<text class="b" x="{x:.1f}" y="{y - 10:.1f}" text-anchor="middle">{week.rate:g}</text>',
        ]
    return Markup(
        '<svg class="weekly" viewBox="0 0 {} {}" width="{}" height="{}" aria-hidden="true">{}</svg>'
    ).format(WIDE, HIGH, WIDE, HIGH, Markup("".join(shapes)))
