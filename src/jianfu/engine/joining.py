"""Two ledgers held against each other: each side is measured by itself, and their groups meet in the judging
connection, whatever database measured them.

What the second ledger has nothing of counts as none; records of it that name no key or no day may belong to
any group that they do not contradict, and widen its interval.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jianfu.engine.plan import Plan
from jianfu.engine.relations import identifier
from jianfu.ledgers.registry import ledgers
from jianfu.terms.cells.model import OPEN

if TYPE_CHECKING:
    import duckdb

    from jianfu.norms.measures import Aggregate

SUMMED = frozenset({"sum", "product", "count", "longest"})
ADDITIVE = frozenset({"sum", "product", "count", "distinct", "longest", "again"})
"""Aggregates that are 0 where there is nothing; others have no value then."""


@dataclass(frozen=True)
class Sides:
    """The plans of both ledgers of a joint plan, and for each aggregate of the whole its position in its side."""

    ours: Plan
    theirs: Plan
    positions: tuple[int, ...]


def sides(plan: Plan) -> Sides:
    """The two plans that ``plan`` is measured by."""
    against = plan.against
    assert against is not None
    second = ledgers()[against.ledger]
    ours = Plan(
        plan.ledger, plan.among, plan.keys, plan.period, False, plan.by_record, plan.extras, plan.owner,
        side=plan.repeated,
    )  # fmt: skip
    keys = tuple(dict.fromkeys(theirs for _, theirs in against.on))
    owner = dict(against.on).get(plan.owner or "")
    period = their_period(plan)
    theirs = Plan(second, against.where, keys, period, False, False, (), owner, timeless=period is None)
    positions = []
    for aggregate in plan.aggregates:
        if aggregate.other:
            positions.append(theirs.position(replace(aggregate, other=False)))
        else:
            positions.append(ours.position(aggregate))
    return Sides(ours, theirs, tuple(positions))


def their_period(plan: Plan) -> str | None:
    """The kind of period that the second ledger is cut into; None when all its days count."""
    assert plan.against is not None
    second = ledgers()[plan.against.ledger]
    if not plan.against.same_period or plan.period is None:
        return None
    if second.standing:
        return "school_year" if plan.period == "school_year" else "term"
    return None if second.date is None else plan.period


class Joining:
    """The groups of a joint plan made from those of its sides."""

    def __init__(self, con: duckdb.DuckDBPyConnection, plan: Plan, parts: Sides) -> None:
        self.con, self.plan, self.parts = con, plan, parts
        self.against = plan.against
        assert self.against is not None
        self.on = self.against.on
        self.timed = parts.theirs.period is not None

    def join(self, ours: str, theirs: str, into: str, *, conflicts: tuple[bool, bool]) -> None:
        """Leaves in ``into`` what ``measure_sql`` would of a plan over one ledger, with the periods of either side
        in ``_own_period`` and ``_other_period``. ``jf_cover`` gives their period for each of ours; when groups are
        repeated, ``jf_spans`` lists the periods."""
        group = [identifier(k) for k in (*self.plan.keys, *self.plan.extras)]
        record = (["_id"] if self.plan.by_record else []) + (
            ["_first"] if self.plan.by_record and self.plan.ledger.date else []
        )
        self.con.execute(f"CREATE OR REPLACE TEMP TABLE jf_ours AS {self._ours(ours)}")
        met = self._met("o", "s", "o.cover")
        shown = [f"o.{g}" for g in (*group, *record)] + [
            "o._calendar",
            "o._sure",
            "o._period",
            "o._own_period",
            "o.cover",
        ]
        shown += ["s._period AS _other_period", "FALSE AS _theirs_only", *self._aggregates("o", "s")]
        if any(conflicts):
            clash = [f"COALESCE({t}._conflict, 0)" for t, has in zip("os", conflicts, strict=True) if has]
            shown.append(f"GREATEST({', '.join([*clash, '0'])}) AS _conflict")
        joined = f"SELECT {', '.join(shown)} FROM jf_ours o LEFT JOIN {theirs} s ON {met}"
        self.con.execute(f"CREATE OR REPLACE TEMP TABLE {into} AS {joined}")
        if self._either():
            self._add_theirs(theirs, into, conflicts)
        self._drop_unknown(theirs, into)
        self._doubt(into)
        self._widen(theirs, into, theirs_side=True)
        if self._either():
            self._widen("jf_ours", into, theirs_side=False)

    def _either(self) -> bool:
        assert self.against is not None
        return self.against.either and (
            self.plan.period is None or self.parts.theirs.period == self.plan.period
        )

    def _ours(self, ours: str) -> str:
        """Our groups with the period of theirs that belongs to each."""
        if self.plan.repeated:
            base = self._repeated(ours)
        else:
            base = f"SELECT o.*, o._period AS _own_period FROM {ours} o"
        if not self.timed:
            return f"SELECT b.*, CAST(NULL AS VARCHAR) AS cover FROM ({base}) b"
        return (
            f"SELECT b.*, c.theirs AS cover FROM ({base}) b LEFT JOIN jf_cover c "
            f"ON c.calendar = b._calendar AND c.id = CAST(b._period AS VARCHAR)"
        )

    def _repeated(self, ours: str) -> str:
        """Our groups once for every period: what names no term of its own stands in all of them."""
        keys = [f"o.{identifier(k)}" for k in (*self.plan.keys, *self.plan.extras)]
        keys += ["o._id"] if self.plan.by_record else []
        shown = [*keys, "d.calendar AS _calendar", "d.id AS _period", "d.term AS _own_period"]
        shown += ["BOOL_OR(o._sure) AS _sure"]
        found = {row[0] for row in self.con.execute(f"DESCRIBE {ours}").fetchall()}
        shown += ["MAX(o._conflict) AS _conflict"] if "_conflict" in found else []
        for at, aggregate in enumerate(self.parts.ours.aggregates):
            lo, hi = {"min": ("MIN", "MIN"), "distinct": ("MAX", "SUM")}.get(aggregate.kind, ("MAX", "MAX"))
            lo, hi = ("SUM", "SUM") if aggregate.kind in SUMMED else (lo, hi)
            shown += [f"{lo}(o.a{at}_lo) AS a{at}_lo", f"{hi}(o.a{at}_hi) AS a{at}_hi"]
        return (
            f"SELECT {', '.join(shown)} FROM {ours} o JOIN jf_spans d "
            f"ON d.calendar = o._calendar AND (o._period IS NULL OR o._period = d.term) "
            f"GROUP BY {', '.join([*keys, 'd.calendar', 'd.id', 'd.term'])}"
        )

    def _met(self, o: str, s: str, cover: str) -> str:
        parts = [f"{o}.{identifier(a)} = {s}.{identifier(b)}" for a, b in self.on]
        if self.timed:
            parts.append(f"CAST({s}._period AS VARCHAR) = {cover}")
        return " AND ".join(parts)

    def _aggregates(self, o: str | None, s: str | None) -> list[str]:
        """Both ends of every aggregate from the tables called ``o`` and ``s``; None for a side that has nothing."""
        found = []
        for index, (aggregate, at) in enumerate(zip(self.plan.aggregates, self.parts.positions, strict=True)):
            table = s if aggregate.other else o
            for end in ("lo", "hi"):
                value = f"{table}.a{at}_{end}" if table else "NULL"
                if aggregate.kind in ADDITIVE:
                    value = f"COALESCE({value}, 0)"
                found.append(f"{value} AS a{index}_{end}")
        return found

    def _add_theirs(self, theirs: str, into: str, conflicts: tuple[bool, bool]) -> None:
        """Groups that only the second ledger has."""
        pairs = dict(self.on)
        keys = [f"s.{identifier(pairs[k])} AS {identifier(k)}" for k in self.plan.keys]
        shown = [
            *keys,
            "s._calendar",
            "s._period",
            "NULL AS _own_period",
            "s._period AS cover",
            "TRUE AS _sure",
        ]
        shown += ["s._period AS _other_period", "TRUE AS _theirs_only", *self._aggregates(None, "s")]
        if any(conflicts):
            shown.append(f"{'s._conflict' if conflicts[1] else '0'} AS _conflict")
        known = [f"s.{identifier(b)} IS NOT NULL" for _, b in self.on]
        known += ["s._period IS NOT NULL"] if self.timed else []
        met = self._met("o", "s", "o.cover")
        self.con.execute(
            f"INSERT INTO {into} BY NAME SELECT {', '.join(shown)} FROM {theirs} s "
            f"WHERE {' AND '.join(known)} AND NOT EXISTS (SELECT 1 FROM jf_ours o WHERE {met})"
        )

    def _doubt(self, into: str) -> None:
        """Opens what the second ledger says of groups of which it is not known whether they exist at all."""
        ends = [i for i, a in enumerate(self.plan.aggregates) if a.other]
        opened = [f"a{i}_lo = 0, a{i}_hi = {OPEN}" for i in ends]
        self.con.execute(f"UPDATE {into} SET {', '.join(opened)} WHERE NOT _sure")

    def _drop_unknown(self, theirs: str, into: str) -> None:
        """Takes out groups of which the second ledger has nothing with the same ``known``."""
        assert self.against is not None
        if not self.against.known:
            return
        pairs = dict(self.on)
        met = [f"s.{identifier(pairs[k])} = {into}.{identifier(k)}" for k in self.against.known]
        met += [f"CAST(s._period AS VARCHAR) = {into}.cover"] if self.timed else []
        self.con.execute(
            f"DELETE FROM {into} WHERE NOT EXISTS (SELECT 1 FROM {theirs} s WHERE {' AND '.join(met)})"
        )

    def _widen(self, table: str, into: str, *, theirs_side: bool) -> None:
        """Lets groups of ``table`` that name no key or no period count, perhaps, wherever they may belong."""
        names = [b if theirs_side else a for a, b in self.on]
        lost = [f"t.{identifier(n)} IS NULL" for n in names] + (["t._period IS NULL"] if self.timed else [])
        strays = f"SELECT * FROM {table} t WHERE {' OR '.join(lost)}"
        if not self.con.execute(f"SELECT 1 FROM ({strays}) LIMIT 1").fetchall():
            return
        ours = [a for a, _ in self.on]
        may = [
            f"(m.{identifier(a)} IS NOT NULL AND (t.{identifier(n)} IS NULL OR t.{identifier(n)} = m.{identifier(a)}))"
            for n, a in zip(names, ours, strict=True)
        ]
        if self.timed:
            period = "t._period" if theirs_side else "t.cover"
            may.append(f"({period} IS NULL OR CAST({period} AS VARCHAR) = m.cover)")
        only = "" if theirs_side else " AND m._theirs_only"
        sums, sets = [], []
        for index, (aggregate, at) in enumerate(zip(self.plan.aggregates, self.parts.positions, strict=True)):
            if aggregate.other is theirs_side:
                sums += [f"MIN(t.a{at}_lo) AS least{index}", _most(aggregate, at, index)]
                sets += _widened(aggregate, index)
        if not sets:
            return
        self.con.execute(
            f"UPDATE {into} SET {', '.join(sets)} FROM (SELECT m.rowid AS at, {', '.join(sums)} FROM {into} m "
            f"JOIN ({strays}) t ON {' AND '.join(may)}{only} GROUP BY m.rowid) w WHERE {into}.rowid = w.at"
        )


def _most(aggregate: Aggregate, at: int, index: int) -> str:
    function = "SUM" if aggregate.kind in ADDITIVE else "MAX"
    return f"{function}(t.a{at}_hi) AS most{index}"


def _widened(aggregate: Aggregate, index: int) -> list[str]:
    """How the ends of an aggregate move when further records may count."""
    lo, hi = f"a{index}_lo", f"a{index}_hi"
    if aggregate.kind in ADDITIVE:
        return [f"{hi} = {hi} + w.most{index}"]
    some = f"w.most{index} IS NOT NULL"
    if aggregate.kind == "min":
        return [
            f"{lo} = CASE WHEN {some} THEN LEAST(COALESCE({lo}, w.least{index}), w.least{index}) ELSE {lo} END",
            f"{hi} = CASE WHEN {some} THEN COALESCE({hi}, {OPEN}) ELSE {hi} END",
        ]
    return [
        f"{lo} = CASE WHEN {some} THEN COALESCE({lo}, 0) ELSE {lo} END",
        f"{hi} = CASE WHEN {some} THEN GREATEST(COALESCE({hi}, w.most{index}), w.most{index}) ELSE {hi} END",
    ]
