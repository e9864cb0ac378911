"""A source read through all passes: what every output of it is made from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from jianfu.norms.model import Catalogue, Level
from jianfu.plans.conflicts import conflicts
from jianfu.plans.draft.drafting import draft
from jianfu.plans.model import Aside, Source
from jianfu.plans.read import read_plans
from jianfu.reports.plan_reading import PlanReading, Reading


def drafted(
    source: Source,
    catalogue: Catalogue,
    level: Level | None,
    place: str | None,
    as_of: date,
    above: Sequence[str] = (),
) -> Reading:
    """Every plan of ``source``, drafted and held to ``catalogue`` as it stands on the day ``as_of``; ``above`` are
    codes of places that it stands under, whose marks are higher ones too."""
    plans = []
    for n, plan in enumerate(read_plans(source)):
        made = draft(plan, catalogue, level, place, as_of, asides=asides_of(source, n), above=above)
        plans.append(PlanReading(plan, made, conflicts(plan, made, catalogue)))
    return Reading(source, tuple(plans), as_of)


def asides_of(source: Source, number: int) -> tuple[Aside, ...]:
    """What was set aside of one plan of a file: from its title to the title of the next."""
    begins = [_begin(source, n) for n in range(len(source.parts))]
    first = begins[number] if number else 0
    last = begins[number + 1] if number + 1 < len(begins) else None
    return tuple(a for a in source.aside if a.number >= first and (last is None or a.number < last))


def _begin(source: Source, number: int) -> int:
    """The line on which a plan begins: that of its title behind the text of the one before, else its first."""
    before = source.parts[number - 1].lines if number else ()
    end = before[-1].number if before else 0
    lines = source.parts[number].lines
    first = lines[0].number if lines else end + 1
    return next((a.number for a in source.aside if a.why == "title" and end < a.number <= first), first)
