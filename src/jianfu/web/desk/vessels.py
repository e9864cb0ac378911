"""One upright waterline for each class: a day's written homework of a school, by grade."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from jianfu.reports.waterline import HATCH, UNKNOWN, WASH, WATER
from jianfu.terms.grades import class_label, grade_label
from jianfu.terms.units import show
from jianfu.web.desk.sentences import PAST, Tally, tally
from jianfu.web.policies.standings.models import ClassDay
from jianfu.web.project.wording import lang, say

WRITTEN = "student/homework/written-minutes"
NONE_AT_HOME = "student/homework/no-written-low-grades"
HOMEWORK = (WRITTEN, NONE_AT_HOME)
"""The norms that a class's written homework of a day stands under: minutes, or none at all in grades 1 and 2."""

LOW_GRADES = (1, 2)

WIDE, HIGH, DEPTH = 24, 72, 54  # pixels; the line stands DEPTH above the ground, what is past it goes higher
_TOLD = 8  # classes named in a line below the vessels


@dataclass(frozen=True)
class Vessel:
    """A class's day; ``outcome`` is "" where nothing was recorded. ``under`` stands below the figure, if anything."""

    grade: int
    number: int
    figure: str
    outcome: str
    drawing: Markup
    under: str = ""

    @property
    def name(self) -> str:
        """The class in words."""
        return class_label(self.grade, self.number, lang())


@dataclass(frozen=True)
class Group:
    """The classes of a grade; ``bound`` is the ceiling in words where they share one."""

    name: str
    bound: str
    zero: bool
    vessels: Sequence[Vessel]


@dataclass(frozen=True)
class Told:
    """The classes that stand alike, named below the vessels; ``more`` are not named."""

    outcome: str
    classes: str
    more: int


def groups(
    days: Sequence[ClassDay],
    classes: Collection[tuple[int, int]],
    under: Mapping[tuple[int, int], str] | None = None,
) -> list[Group]:
    """A day of ``classes`` (and of any other that has one), by grade; ``under`` is a word below each."""
    minutes = {(d.grade, d.class_no): d for d in days if d.norm == WRITTEN and d.outcome != "not_applicable"}
    none = {
        (d.grade, d.class_no): d for d in days if d.norm == NONE_AT_HOME and d.outcome != "not_applicable"
    }
    low = {grade for grade, _ in none} | {grade for grade, _ in classes if grade in LOW_GRADES}
    found: dict[int, list[Vessel]] = {}
    bounds: dict[int, set[float | None]] = {}
    for key in sorted({*classes, *minutes, *none}):
        day = minutes.get(key) or none.get(key)
        below = (under or {}).get(key, "")
        found.setdefault(key[0], []).append(_vessel(key, day, zero=key[0] in low, under=below))
        if day is not None and day.norm == WRITTEN:
            bounds.setdefault(key[0], set()).add(day.hi)
    return [
        Group(
            grade_label(grade, lang()), _bound(bounds.get(grade, set()), grade in low), grade in low, vessels
        )
        for grade, vessels in found.items()
    ]


def tally_of(shown: Sequence[Group]) -> Tally:
    """The classes counted by how they stand."""
    outcomes = [vessel.outcome for group in shown for vessel in group.vessels]
    return tally((o for o in outcomes if o), absent=outcomes.count(""))


def told(shown: Sequence[Group]) -> list[Told]:
    """Whatever is not plainly kept, by outcome, in words: colour never says it alone."""
    by_outcome: dict[str, list[str]] = {}
    for group in shown:
        for vessel in group.vessels:
            if vessel.outcome not in {"", "kept", "advised"}:
                by_outcome.setdefault(vessel.outcome, []).append(vessel.name)
    order = ("breached", "suspected", "not_evaluable", "near")
    return [
        Told(outcome, say("desk.listed").join(by_outcome[outcome][:_TOLD]), max(len(by_outcome[outcome]) - _TOLD, 0))
        for outcome in sorted(by_outcome, key=lambda o: (order.index(o) if o in order else -1))
    ]  # fmt: skip


def _bound(marks: set[float | None], zero: bool) -> str:
    """The ceiling of a grade, where its classes share one."""
    if zero:
        return say("desk.none-set")
    known = {mark for mark in marks if mark is not None}
    return say("desk.ceiling", n=f"{known.pop():g}") if len(known) == 1 else ""


def _vessel(key: tuple[int, int], day: ClassDay | None, *, zero: bool, under: str) -> Vessel:
    grade, number = key
    if day is None:
        return Vessel(grade, number, say("desk.no-figure"), "", drawn(None, 0, "", zero=zero), under)
    known = day.value is not None and day.outcome != "not_evaluable"
    if day.norm == NONE_AT_HOME:
        figure = (
            say("desk.set" if day.outcome in PAST else "desk.zero") if known or day.outcome in PAST else "?"
        )
        return Vessel(grade, number, figure, day.outcome, drawn(day.value, 0, day.outcome, zero=True), under)
    figure = show(day.value, "minute", lang()).split(" ")[0] if known and day.value is not None else "?"
    return Vessel(grade, number, figure, day.outcome, drawn(day.value, day.hi or 0, day.outcome), under)


def drawn(value: float | None, hi: float, outcome: str, *, zero: bool = False) -> Markup:
    """The vessel of one class as an SVG of attributes; the line itself is drawn by the style, across the classes."""
    ground, shapes = HIGH, []
    if outcome == "not_evaluable":
        shapes.append(
            f'<path d="M.5 {HIGH - DEPTH}v{DEPTH - 4.5}a4 4 0 0 0 4 4h{WIDE - 9}a4 4 0 0 0 4-4v-{DEPTH - 4.5}" fill="none"'
            f' stroke="{UNKNOWN}" stroke-dasharray="3 3"/>'
        )
    elif zero:
        if outcome in PAST:
            shapes.append(_rect(ground - 18, 18, HATCH["over"]))
    elif outcome:
        shapes.append(_rect(ground - DEPTH, DEPTH, WASH))
        reached = min((value or 0) / hi * DEPTH if hi else 0, HIGH - 2)
        kind = "over" if outcome in PAST else "near" if outcome == "near" else "kept"
        fill, edge = WATER["suspected" if outcome == "suspected" else kind]
        shapes.append(_rect(ground - min(reached, DEPTH), min(reached, DEPTH), fill))
        if reached > DEPTH:
            shapes.append(_rect(ground - reached, reached - DEPTH, HATCH["over"]))
        shapes.append(_rect(ground - max(reached, 3), 3, edge))
    return Markup(
        f'<svg class="v" viewBox="0 0 {WIDE} {HIGH}" width="{WIDE}" height="{HIGH}" aria-hidden="true">{{}}</svg>'
    ).format(Markup("".join(shapes)))


def _rect(top: float, high: float, fill: str) -> str:
    return f'<rect y="{top:.1f}" width="{WIDE}" height="{high:.1f}" fill="{fill}"/>'
