"""A check reduced to what stands for each organisation: of all groups of a norm the one that shows how it stands.

The groups of the current period are counted by outcome, and the worst of them is kept with its records; everything
happens in the judging database, so that nothing grows with the number of groups but tables that spill.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

from jianfu.engine.judge import VERDICTS
from jianfu.engine.relations import identifier
from jianfu.engine.strata import BOUND_COLUMNS, bounds_of
from jianfu.terms.units import NEAR_FROM, NEAR_TENTHS, base_figure, unit_shown

if TYPE_CHECKING:
    from jianfu.engine.plan import Plan
    from jianfu.engine.world import World
    from jianfu.norms.model import Norm
    from jianfu.norms.precedence import Stack
    from jianfu.terms.calendar import Calendar

DAYS = 28
"""How many days of each class are kept, of norms that are measured per class and day."""
_BY_TERM = frozenset({"school", "training"})
# How grave what came out is; of two that are as grave the nearer to its mark counts.
_GRAVITY: Mapping[str, int] = {
    "breached": 7, "suspected": 6, "advised": 5, "near": 4, "not_evaluable": 3, "kept": 2, "not_applicable": 1,
}  # fmt: skip


@dataclass(frozen=True)
class Reduced:
    """What is left of one norm. ``counts``: owner, outcome, n, since. ``days``: owner, grade, class_no, day, lo, hi,
    verdict, stack; of norms that are measured per class and day."""

    counts: pa.Table
    days: pa.Table | None = None


@dataclass
class Reduction:
    """How the groups of each norm are reduced as they are judged; ``found`` holds what was counted, by norm."""

    world: World
    as_of: date
    found: dict[str, Reduced] = field(default_factory=dict)

    def __post_init__(self) -> None:
        codes, firsts, lasts = [], [], []
        for place in self.world.places:
            kind = "term" if place.kind in _BY_TERM else "year"
            span = self._calendar(place.code).period(kind, self.as_of)
            codes.append(place.code)
            firsts.append(span.first)
            lasts.append(span.last)
        self._owners = pa.table(
            [pa.array(codes, pa.string()), pa.array(firsts, pa.date32()), pa.array(lasts, pa.date32())],
            names=["owner", "since", "until"],
        )

    def _calendar(self, code: str) -> Calendar:
        own = (
            self.world.calendars[c] for c in self.world.places.ancestors(code) if c in self.world.calendars
        )
        return next(own, self.world.calendar)

    def take(
        self, con: duckdb.DuckDBPyConnection, norm: Norm, plan: Plan, table: str, stacks: Sequence[Stack]
    ) -> None:
        """Counts the groups in ``table`` and leaves in it only those that stand for an organisation."""
        if plan.owner is None:
            con.execute(f"DELETE FROM {table}")
            return
        con.register("jf_owners", self._owners)
        con.register("jf_stacks", _bounds(stacks, floats=norm.measured.unit == "percent"))
        keys = ", ".join(f"w.{identifier(k)}" for k in plan.keys)
        con.execute(f"CREATE OR REPLACE TEMP TABLE jf_stood AS {self._stood_sql(norm, plan, table)}")
        counts = con.sql(
            "SELECT owner, outcome, COUNT(*) AS n, MIN(first) AS since FROM jf_stood WHERE current "
            "GROUP BY owner, outcome"
        ).to_arrow_table()
        self.found[norm.id] = Reduced(counts, self._days(con, norm, plan, table))
        con.execute(
            f"DELETE FROM {table} WHERE fid NOT IN (SELECT fid FROM (SELECT s.fid, ROW_NUMBER() OVER ("
            "PARTITION BY s.owner ORDER BY s.gravity DESC, s.close DESC NULLS LAST, s.first DESC NULLS LAST, "
            f"{keys}, s.fid) AS place FROM jf_stood s JOIN {table} w ON w.fid = s.fid "
            "WHERE s.current AND s.judged) WHERE place = 1)"
        )
        con.execute("DROP TABLE jf_stood")
        con.unregister("jf_owners")
        con.unregister("jf_stacks")

    def _stood_sql(self, norm: Norm, plan: Plan, table: str) -> str:
        """Every group of a known organisation: outcome, gravity, how near to its mark, whether of the current period."""
        day = f"DATE '{self.as_of.isoformat()}'"
        now = "g.first BETWEEN o.since AND o.until" if plan.by_record else f"{day} BETWEEN g.first AND g.last"
        names = ", ".join(f"'{_outcome(v, norm)}'" for v in VERDICTS)
        unmarked = VERDICTS.index("not_evaluable:no_local_mark")
        shown = norm.form == "measure" and norm.unit != "clock"
        least = base_figure(NEAR_FROM, unit_shown(norm.unit))
        near = f"g.lo * 10 >= g.line * {NEAR_TENTHS} AND g.line >= {least}" if shown else "FALSE"
        gravity = " ".join(f"WHEN '{name}' THEN {n}" for name, n in _GRAVITY.items())
        return f"""
WITH g AS (
  SELECT w.fid, w.{identifier(plan.owner or "")} AS owner, w.first, w.last, w.lo, w.hi, w.verdict,
    LIST_EXTRACT([{names}], w.verdict + 1) AS plain,
    LEAST(s.m_hi, s.p_hi, s.a_hi) AS ceiling, GREATEST(s.m_lo, s.p_lo, s.a_lo) AS floor,
    CASE WHEN COALESCE(s.m_hi, s.m_lo) IS NOT NULL THEN s.m_hi
         WHEN COALESCE(s.p_hi, s.p_lo) IS NOT NULL THEN s.p_hi ELSE s.a_hi END AS line
  FROM {table} w LEFT JOIN jf_stacks s ON s.stack = w.stack
), h AS (
  SELECT g.fid, g.owner, g.first, ({now}) AS now,
    g.verdict <> {unmarked} AND g.plain <> 'not_applicable' AS judged,
    CASE WHEN g.plain = 'kept' AND {near} THEN 'near' ELSE g.plain END AS outcome,
    GREATEST((g.lo - g.ceiling) / GREATEST(g.ceiling, 1), (g.floor - g.hi) / GREATEST(g.floor, 1)) AS close
  FROM g JOIN jf_owners o ON o.owner = g.owner
), m AS (
  SELECT owner, BOOL_OR(now) FILTER (WHERE judged) AS running, MAX(first) FILTER (WHERE judged) AS latest
  FROM h GROUP BY owner
)
SELECT h.fid, h.owner, h.first, h.judged, h.outcome, h.close, CASE h.outcome {gravity} END AS gravity,
  h.first IS NULL OR CASE WHEN m.running THEN h.now ELSE h.first = m.latest END AS current
FROM h JOIN m ON m.owner = h.owner"""

    def _days(self, con: duckdb.DuckDBPyConnection, norm: Norm, plan: Plan, table: str) -> pa.Table | None:
        """The last days of every class, of a norm whose figure is one of a class and a day."""
        wanted = {plan.owner, "grade", "class_no"}
        if norm.period != "day" or set(plan.keys) != wanted or norm.form != "measure" or norm.against:
            return None
        since = self.as_of - timedelta(days=DAYS - 1)
        words = ", ".join(f"'{v}'" for v in VERDICTS)
        return con.sql(
            f"SELECT w.{identifier(plan.owner or '')} AS owner, w.grade, w.class_no, w.first AS day, w.lo, w.hi, "
            f"LIST_EXTRACT([{words}], w.verdict + 1) AS verdict, w.stack FROM {table} w "
            f"WHERE w.first BETWEEN DATE '{since.isoformat()}' AND DATE '{self.as_of.isoformat()}' "
            "AND w.grade IS NOT NULL AND w.class_no IS NOT NULL"
        ).to_arrow_table()


def _outcome(verdict: str, norm: Norm) -> str:
    outcome = verdict.partition(":")[0]
    return "suspected" if outcome == "breached" and norm.raises == "suspected" else outcome


def _bounds(stacks: Sequence[Stack], *, floats: bool) -> pa.Table:
    """The bounds of numbered stacks."""
    number = pa.float64() if floats else pa.int64()
    columns = list(zip(*(bounds_of(stack) for stack in stacks), strict=True)) or [()] * len(BOUND_COLUMNS)
    arrays = [pa.array(range(len(stacks)), pa.int64()), *(pa.array(c, number) for c in columns)]
    return pa.table(arrays, names=["stack", *BOUND_COLUMNS])
