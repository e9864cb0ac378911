"""Coarser groups from finer ones: what was summed by class and day need not be summed from the records again.

A plan by week, month or term, or by grade instead of class, whose aggregates all add up is measured from the
groups of a daily plan over the same ledger, which are a fraction of its records.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jianfu.engine.aggregates_sql import Aggregates
from jianfu.engine.plan import MAX_AGGREGATES
from jianfu.engine.relations import identifier
from jianfu.engine.rows_sql import Rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jianfu.engine.plan import Plan
    from jianfu.engine.relations import Relation, Setting

ADDITIVE = frozenset({"sum", "count"})


def finer(plans: Sequence[Plan], relation_of: dict[str, Relation]) -> dict[int, int]:
    """For the position of each plan that can be measured from another one, the position of that other.

    The finer plan is given the aggregates that it lacks, so that it must not have been measured yet.
    """
    found: dict[int, int] = {}
    for number, plan in enumerate(plans):
        for other, source in enumerate(plans):
            if (
                other != number
                and other not in found
                and _derives(plan, source, relation_of[plan.ledger.name])
            ):
                for aggregate in plan.aggregates:
                    source.position(aggregate)
                found[number] = other
                break
    roots = dict(found)
    used = set(found.values())
    for number, root in roots.items():  # a daily plan that is rolled up itself has fewer groups still
        if number in used:
            continue
        for other in (n for n, r in found.items() if r == root == roots[n] and n != number):
            if _derives(plans[number], plans[other], relation_of[plans[number].ledger.name]):
                for aggregate in plans[number].aggregates:
                    plans[other].position(aggregate)
                found[number] = other
                used.add(other)
                break
    return found


def depth(number: int, sources: Mapping[int, int]) -> int:
    """How many plans must be measured before the plan ``number``."""
    return 1 + depth(sources[number], sources) if number in sources else 0


def _derives(plan: Plan, source: Plan, relation: Relation) -> bool:
    """Whether every group of ``plan`` is a union of whole groups of ``source``, and its aggregates their sums."""
    if plan.ledger is not source.ledger or str(plan.among) != str(source.among) or source.period != "day":
        return False
    if any(p.by_record or p.change or p.dateless or p.against or p.of_day for p in (plan, source)):
        return False
    if plan.owner != source.owner:
        return False
    coarser = set(plan.keys) < set(source.keys) or (
        plan.period != "day" and set(plan.keys) <= set(source.keys)
    )
    if not coarser or plan.period is None or (plan.period == "term" and "term" in relation.columns):
        return False  # a record's own term, which a day's group no longer knows, beats the calendar
    if any(a.kind not in ADDITIVE for a in plan.aggregates):
        return False
    lacking = [a for a in plan.aggregates if not source.has(a)]
    return len(source.aggregates) + len(lacking) <= MAX_AGGREGATES


def rollup_sql(plan: Plan, source: Plan, relation: Relation, setting: Setting, measured: str) -> str:
    """What ``measure_sql`` says of ``plan``, from the groups of ``source`` in the table ``measured`` (DuckDB)."""
    rows = Rows(plan, relation, setting)
    aggregates = Aggregates(rows)
    joins: list[str] = []
    calendar, period = rows.calendar, "t._period"
    if calendar != "0":
        joins.append(
            f" LEFT JOIN jf_place p ON p.organisation = t.{identifier(plan.owner or 'organisation')}"
        )
    if plan.period != "day":
        joins.append(f" LEFT JOIN jf_calendar c ON c.day = t._period AND c.calendar = {calendar}")
        period = f"c.{identifier(plan.period or '')}"
    keys = [f"t.{identifier(k)}" for k in plan.keys]
    group = [*keys, period, *([calendar] if calendar != "0" else [])]
    select = [*keys, f"{calendar} AS _calendar", f"{period} AS _period"]
    if "_conflict" in relation.columns:
        select.append("MAX(t._conflict) AS _conflict")
    for index, aggregate in enumerate(plan.aggregates):
        lo, hi = aggregates.span(aggregate, index, "a")
        at = source.position(aggregate)
        kind = "BIGINT" if lo == hi else "HUGEINT"  # an exact total fits; one with open ends may not
        select.append(f"SUM(t.a{at}_lo)::{kind} AS a{index}_lo")
        select.append(f"SUM(t.a{at}_{'lo' if lo == hi else 'hi'})::{kind} AS a{index}_hi")
    return f"SELECT {', '.join(select)} FROM {measured} t{''.join(joins)} GROUP BY {', '.join(group)}"
