"""Fourth pass: measured groups meet the marks that bind them, and each gets an outcome.

Runs in DuckDB whatever database measured, so that a group has one outcome everywhere. ``outcome_of`` says the
same in Python for ``decide``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jianfu.engine.intervals import as_sql, change_sql
from jianfu.engine.relations import identifier
from jianfu.terms.cells.model import OPEN

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from jianfu.engine.intervals import Span
    from jianfu.engine.plan import Plan
    from jianfu.norms.model import Norm
    from jianfu.norms.precedence import Interval, Stack


@dataclass(frozen=True)
class Verdict:
    """An outcome with its reason (not evaluable) or the strength of what is broken (breached)."""

    outcome: str  # kept | advised | breached | not_evaluable | not_applicable
    reason: str | None = None
    strength: str | None = None


def required_keys(plan: Plan) -> list[str]:
    """Keys without which a group is nobody's, or meets nobody knows what: those whose blank does not mean "none"."""
    nullable = {n for c in plan.ledger.columns if c.blank == "none" for n in c.physical}
    if plan.by_record:
        met = [ours for ours, _ in plan.against.on if ours not in nullable] if plan.against else []
        return list(dict.fromkeys([*(["organisation"] if "organisation" in plan.keys else []), *met]))
    return [k for k in plan.keys if k not in nullable]


def outcome_of(
    span: Span | None,
    stack: Stack,
    *,
    closed: bool,
    conflict: bool,
    lost: str | None,
    change_without_base: bool | None,
) -> Verdict:
    """The outcome of one group. ``lost`` names why it cannot be placed at all; ``closed`` says that floors are
    due; ``change_without_base`` is None unless last year is missing: True for the running period."""
    if stack.status == "none":
        return Verdict("not_applicable")
    if (
        lost is not None and stack.status != "no_local_mark"
    ):  # what no place bounds is nobody's blank to fill in
        return Verdict("not_evaluable", lost)
    if stack.status != "ok":
        return Verdict("not_evaluable", stack.status)
    if change_without_base is not None:
        return Verdict("not_evaluable", "no_baseline") if change_without_base else Verdict("not_applicable")
    if span is None:
        return Verdict("not_applicable")
    if conflict:
        return Verdict("not_evaluable", "conflict")
    lo, hi = span
    for strength, interval in (("mandatory", stack.mandatory), ("in_principle", stack.in_principle)):
        if _beyond(lo, hi, interval, closed=closed):
            return Verdict("breached", None, strength)
    if any(_unsure(lo, hi, i, closed=closed) for i in (stack.mandatory, stack.in_principle)):
        return Verdict("not_evaluable", "partial")
    if not closed and not any(i.hi for i in (stack.mandatory, stack.in_principle, stack.advisory)):
        return Verdict("not_applicable")
    if _beyond(lo, hi, stack.advisory, closed=closed):
        return Verdict("advised")
    bound = any(b for i in (stack.mandatory, stack.in_principle) for b in (i.lo, i.hi))
    unsure = not bound and _unsure(lo, hi, stack.advisory, closed=closed)
    return Verdict("not_evaluable", "partial") if unsure else Verdict("kept")


def _beyond(lo: float, hi: float, interval: Interval, *, closed: bool) -> bool:
    over = interval.hi is not None and lo > interval.hi.value
    return over or (closed and interval.lo is not None and hi < interval.lo.value)


def _unsure(lo: float, hi: float, interval: Interval, *, closed: bool) -> bool:
    over = interval.hi is not None and hi > interval.hi.value
    return over or (closed and interval.lo is not None and lo < interval.lo.value)


def judge_sql(
    norm: Norm,
    plan: Plan,
    measured: str,
    strata: str,
    columns: Sequence[str],
    as_of: date,
    *,
    placed: bool = True,
    coded: bool = False,
    beyond: tuple[float | None, float | None] | None = None,
) -> str:
    """A SELECT over ``measured``: every group with ``lo``, ``hi``, ``stack`` and ``verdict``; ``fid`` is its row.

    ``columns`` and, when ``placed``, the organisation tell the stratum. ``coded`` verdicts are positions in
    ``VERDICTS``, which spares comparing millions of words. With ``beyond`` (the greatest lower and the least
    upper bound anywhere) groups that lie within all bounds are passed over before they meet their marks.
    """
    order = [plan.aggregates[i] for i in positions(norm, plan)]
    names = [(f"a{i}_lo", f"a{i}_hi") for i in positions(norm, plan)]
    own = list(norm.measured.aggregates())
    lo, hi = as_sql(norm.measured.tree, names, own)
    if norm.measured.change:
        before = [(f"b{i}_lo", f"b{i}_hi") for i in positions(norm, plan)]
        lo, hi = change_sql((lo, hi), as_sql(norm.measured.tree, before, own))
    assert len(order) == len(own)
    keys = ", ".join(f"m.{identifier(k)}" for k in (*plan.keys, *plan.extras))
    on = " AND ".join(
        [
            f"m.{identifier(plan.owner)} IS NOT DISTINCT FROM s.organisation",
            *(f"m.{identifier(k)} IS NOT DISTINCT FROM s.{identifier(k)}" for k in columns),
        ]
        if placed and plan.owner
        else [
            "s.organisation IS NULL",
            *(f"m.{identifier(k)} IS NOT DISTINCT FROM s.{identifier(k)}" for k in columns),
        ]
    )
    first, last, periods = days_sql(plan)
    closed = closed_sql(plan, last, as_of)
    lost = " OR ".join(f"m.{identifier(k)} IS NULL" for k in required_keys(plan)) or "FALSE"
    undated = "FALSE" if plan.dateless and not plan.repeated else f"{first} IS NULL"
    conflict = "m._conflict = 1" if plan_has_conflict(measured) else "FALSE"
    base = (
        f"CASE WHEN m._baseline = 0 THEN {last} >= DATE '{as_of.isoformat()}' END"
        if norm.measured.change
        else "NULL"
    )
    record = ", m._id" if plan.by_record else ""
    row = "m.rowid AS fid, " if coded else ""
    where = ""
    if beyond is not None:
        doubts = [f"({lo}) < {beyond[0]}"] if beyond[0] is not None else []
        doubts += [f"({hi}) > {beyond[1]}"] if beyond[1] is not None else []
        where = f"\n  WHERE {' OR '.join([*doubts, *(d for d in (lost, undated, conflict) if d != 'FALSE')]) or 'FALSE'}"
    return f"""
WITH g AS (
  SELECT {row}{keys}{record}, m._period, m._calendar, {first} AS first, {last} AS last, {lo} AS lo, {hi} AS hi,
    {closed} AS closed, ({lost}) AS lost, ({undated}) AS undated, {conflict} AS clash, {base} AS base,
    s.status, s.stack, s.m_lo, s.m_hi, s.p_lo, s.p_hi, s.a_lo, s.a_hi
  FROM {measured} m{periods}
  LEFT JOIN {strata} s ON {on} AND COALESCE({first}, DATE '{as_of.isoformat()}') BETWEEN s.since AND s.until{where}
)
SELECT *, {_CODED if coded else _OUTCOME} AS verdict FROM g"""


def closed_sql(plan: Plan, last: str, as_of: date) -> str:
    """Whether floors are due: at once for what stands and for single records, else when the period is over, or
    past the day that the norm names."""
    if plan.due is not None:
        return f"(d.due < DATE '{as_of.isoformat()}')"
    at_once = plan.by_record or (plan.dateless and not plan.repeated)
    return "TRUE" if at_once else f"({last} <= DATE '{as_of.isoformat()}')"


def days_sql(plan: Plan) -> tuple[str, str, str]:
    """First and last day of a measured group ``m`` as SQL, and the join that they need."""
    if plan.by_record and plan.ledger.date:
        return "m._first", "m._first", ""
    if plan.period == "day":
        return "m._period", "m._period", ""
    return "d.first", "d.last", " LEFT JOIN jf_periods d ON d.calendar = m._calendar AND d.id = m._period"


_OUTCOME = """CASE
  WHEN status IS NULL OR status = 'none' THEN 'not_applicable'
  WHEN status = 'no_local_mark' THEN 'not_evaluable:no_local_mark'
  WHEN undated THEN 'not_evaluable:unknown_date'
  WHEN lost THEN 'not_evaluable:unknown_key'
  WHEN status = 'unknown_scope' THEN 'not_evaluable:unknown_scope'
  WHEN status = 'exceptions_disagree' THEN 'not_evaluable:exceptions_disagree'
  WHEN base THEN 'not_evaluable:no_baseline'
  WHEN NOT base THEN 'not_applicable'
  WHEN lo IS NULL THEN 'not_applicable'
  WHEN clash THEN 'not_evaluable:conflict'
  WHEN lo > m_hi OR (closed AND hi < m_lo) THEN 'breached:mandatory'
  WHEN lo > p_hi OR (closed AND hi < p_lo) THEN 'breached:in_principle'
  WHEN hi > m_hi OR (closed AND lo < m_lo) OR hi > p_hi OR (closed AND lo < p_lo) THEN 'not_evaluable:partial'
  WHEN NOT closed AND m_hi IS NULL AND p_hi IS NULL AND a_hi IS NULL THEN 'not_applicable'
  WHEN lo > a_hi OR (closed AND hi < a_lo) THEN 'advised'
  WHEN (hi > a_hi OR (closed AND lo < a_lo)) AND COALESCE(m_lo, m_hi, p_lo, p_hi) IS NULL THEN 'not_evaluable:partial'
  ELSE 'kept'
END"""

VERDICTS = tuple(sorted(set(re.findall(r"(?:THEN|ELSE) '([^']+)'", _OUTCOME))))
"""Every verdict there is; ``judge_sql`` can give positions in it."""
REPORTED = tuple(
    v for v in VERDICTS if v.startswith(("breached", "not_evaluable")) and v != "not_evaluable:no_local_mark"
)
"""Verdicts whose groups are findings. Groups without a local mark are counted, not listed."""
_CODED = re.sub(r"(THEN|ELSE) '([^']+)'", lambda m: f"{m[1]} {VERDICTS.index(m[2])}::UTINYINT", _OUTCOME)


def plan_has_conflict(measured: str) -> bool:
    """Whether the measured table carries ``_conflict``: told by its name, which the run chooses."""
    return measured.endswith("_c")


def positions(norm: Norm, plan: Plan) -> list[int]:
    """Where the aggregates of ``norm`` stand in ``plan``, left to right."""
    return [plan.position(a) for a in norm.measured.aggregates()]


def shown_end(value: float | None) -> float | None:
    """An upper end as it is reported: None when nobody knows it."""
    return None if value is None or value >= OPEN else value
