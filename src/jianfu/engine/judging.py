"""The norms of one plan over its measured groups: which marks bind, what came out, which records it comes from.

Groups are judged norm by norm, in streams: only those that are findings are kept. The records behind all of
them are then read in one more pass over the ledger, whatever the number of norms.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from jianfu.engine import judge
from jianfu.engine.compile_sql import records_sql
from jianfu.engine.plan import Plan, scope_columns
from jianfu.engine.relations import identifier
from jianfu.engine.strata import Strata
from jianfu.norms.precedence import Precedence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jianfu.engine.joining import Sides
    from jianfu.engine.reduced import Reduction
    from jianfu.engine.relations import Relation, Setting
    from jianfu.engine.world import Lookups, World
    from jianfu.norms.model import Norm
    from jianfu.norms.precedence import Stack


@dataclass(frozen=True)
class Second:
    """The second side of a joint plan: both plans, their ledger, and what either side's statements join."""

    parts: Sides
    relation: Relation
    ours: Lookups
    theirs: Lookups


FEW_GROUPS = 50_000
_BASIS = "CASE WHEN MIN(_basis) = MAX(_basis) THEN MIN(_basis) WHEN MIN(_basis) IS NOT NULL THEN 'mixed' END"
_MOST = 10**18
# Aggregates that have a value in every group.
_DEFINED = frozenset({"sum", "count", "distinct", "longest"})


@dataclass
class Part:
    """What one norm gave: its groups that are not kept, as Arrow, and the counts of all.

    Columns of ``findings``: the keys of the plan, ``_id`` for a norm by record, ``_period``, ``first``,
    ``last``, ``lo``, ``hi``, ``verdict`` ("breached:mandatory", "not_evaluable:partial"), ``stack`` (index
    into ``stacks``), ``records`` (ids of contributing records, in no order), ``basis`` and, of a joint norm,
    ``others`` (ids of records of the second ledger).
    """

    norm: Norm
    plan: Plan
    findings: pa.Table
    stacks: list[Stack]
    counts: dict[str, int]
    unmarked: int = 0


class Judging:
    """One plan being judged. ``lookups`` is what its statements join; ``every`` lists kept groups too, and a
    ``reduction`` only those that it leaves."""

    def __init__(
        self,
        world: World,
        setting: Setting,
        plan: Plan,
        relation: Relation,
        measured: str,
        lookups: Lookups,
        every: bool,
        second: Second | None = None,
        reduction: Reduction | None = None,
    ) -> None:
        self.reduction = reduction
        self.world, self.con, self.setting = world, world.con, setting
        self.plan, self.relation, self.measured, self.lookups, self.every = (
            plan,
            relation,
            measured,
            lookups,
            every,
        )
        self.second = second
        self._strata: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
        self._tallies: set[tuple[str, ...]] = set()

    def parts(self) -> Iterator[Part]:
        """A part for each norm of the plan, in its order."""
        judged = [self._judge(norm, number) for number, norm in enumerate(self.plan.norms)]
        if self.reduction is not None:
            for number, (norm, (strata, _)) in enumerate(zip(self.plan.norms, judged, strict=True)):
                self.reduction.take(self.con, norm, self.plan, f"jf_wanted{number}", strata.stacks)
        some = [number for number, (_, counts) in enumerate(judged) if self._any(counts)]
        counted = self._cite(some) if self.second is None else {}
        for number, (norm, (strata, counts)) in enumerate(zip(self.plan.norms, judged, strict=True)):
            unmarked = counts.get("not_evaluable:no_local_mark", 0)
            if number not in some:
                findings = self._nothing()
            elif self.second is not None:
                findings = self._joint_findings(number, self.second)
            else:
                findings = self._findings(number, counted.get(number))
            yield Part(norm, self.plan, findings, strata.stacks, totals(counts, norm), unmarked)
            self.con.execute(f"DROP TABLE jf_wanted{number}")

    def _any(self, counts: dict[str, int]) -> bool:
        return any(counts.get(v) for v in (judge.VERDICTS if self.every else judge.REPORTED))

    # -- judge --------------------------------------------------------------------------------------

    def _judge(self, norm: Norm, number: int) -> tuple[Strata, dict[str, int]]:
        """Leaves the groups of ``norm`` that are to be listed in ``jf_wanted{number}``; gives the counts of all."""
        columns = scope_columns(norm, self.plan)
        strata = Strata(Precedence(norm), self.world.places, columns)
        placed = strata.placed and self.plan.owner is not None
        floats = norm.measured.unit == "percent"
        relation = strata.relation(self._found(placed, columns), floats=floats, between=self._days)
        self.con.register("jf_strata", relation)
        codes = [judge.VERDICTS.index(v) for v in (judge.VERDICTS if self.every else judge.REPORTED)]
        shown = ", ".join(["fid", *self._shown, "verdict"])
        if self._few:  # all of them at once, and those that are not listed taken out again
            judged = self._judged(norm, columns, placed)
            into = f"jf_wanted{number}"
            self.con.execute(f"CREATE OR REPLACE TEMP TABLE {into} AS SELECT {shown} FROM ({judged})")
            rows = self.con.execute(f"SELECT verdict, COUNT(*) FROM {into} GROUP BY verdict").fetchall()
            if not self.every and any(code not in codes for code, _ in rows):
                listed = ", ".join(map(str, codes))
                self.con.execute(f"DELETE FROM {into} WHERE verdict NOT IN ({listed})")
            return strata, {judge.VERDICTS[code]: n for code, n in rows}
        beyond = None if self.every or norm.measured.change else strata.beyond
        judged = self._judged(norm, columns, placed, beyond=beyond)
        self.con.execute(
            f"CREATE OR REPLACE TEMP TABLE jf_wanted{number} AS SELECT {shown} FROM ({judged}) "
            f"WHERE verdict IN ({', '.join(map(str, codes))})"
        )
        tallied = beyond is not None and strata.plain and not placed and len(self.plan.norms) > 1
        if tallied and {a.kind for a in norm.measured.aggregates()} <= _DEFINED and not floats:
            return strata, self._counts_by_strata(f"jf_wanted{number}", columns)
        judged = self._judged(norm, columns, placed)
        rows = self.con.execute(f"SELECT verdict, COUNT(*) FROM ({judged}) GROUP BY verdict").fetchall()
        return strata, {judge.VERDICTS[code]: n for code, n in rows}

    @cached_property
    def _few(self) -> bool:
        """Whether the groups are so few that listing them all costs less than asking twice."""
        return bool(
            self.con.execute(f"SELECT COUNT(*) <= {FEW_GROUPS} FROM {self.measured}").fetchall()[0][0]
        )

    def _counts_by_strata(self, wanted: str, columns: tuple[str, ...]) -> dict[str, int]:
        """The counts of all groups without looking at each: findings are at hand, and whether a mark covers the
        others depends on their stratum and first day alone, of which there are few."""
        names = [identifier(c) for c in columns]
        first, _, join = judge.days_sql(self.plan)
        tally = identifier("jf_tally_" + "_".join(columns))
        if columns not in self._tallies:
            keys = ", ".join(
                [*(f"m.{n}" for n in names), f"COALESCE({first}, DATE '{self.setting.as_of}') AS first"]
            )
            self.con.execute(
                f"CREATE OR REPLACE TEMP TABLE {tally} AS "
                f"SELECT {keys}, COUNT(*) AS n FROM {self.measured} m{join} GROUP BY ALL"
            )
            self._tallies.add(columns)
        on = " AND ".join(
            [*(f"t.{n} IS NOT DISTINCT FROM s.{n}" for n in names), "t.first BETWEEN s.since AND s.until"]
        )
        every, covered = self.con.execute(
            f"SELECT COALESCE(SUM(n), 0)::BIGINT, COALESCE(SUM(n) FILTER (WHERE s.status = 'ok'), 0)::BIGINT "
            f"FROM {tally} t LEFT JOIN jf_strata s ON {on}"
        ).fetchall()[0]
        rows = self.con.execute(f"SELECT verdict, COUNT(*) FROM {wanted} GROUP BY verdict").fetchall()
        counts = {judge.VERDICTS[code]: n for code, n in rows}
        return {**counts, "kept": covered - sum(counts.values()), "not_applicable": every - covered}

    def _judged(self, norm: Norm, columns: tuple[str, ...], placed: bool, **more: Any) -> str:
        as_of = self.setting.as_of
        return judge.judge_sql(
            norm, self.plan, self.measured, "jf_strata", columns, as_of, placed=placed, coded=True, **more
        )

    @property
    def _shown(self) -> list[str]:
        keys = [identifier(k) for k in (*self.plan.keys, *self.plan.extras)]
        return [
            *keys,
            *(["_id"] if self.plan.by_record else []),
            "_period",
            "first",
            "last",
            "lo",
            "hi",
            "stack",
        ]

    def _found(self, placed: bool, columns: tuple[str, ...]) -> list[tuple[Any, ...]]:
        """The strata that the groups fall in: the organisation (None when it does not matter), then ``columns``."""
        names = ([identifier(self.plan.owner or "")] if placed else []) + [identifier(c) for c in columns]
        key = tuple(names)
        if key not in self._strata:
            rows = self.con.execute(
                f"SELECT DISTINCT {', '.join(names) or '1'} FROM {self.measured}"
            ).fetchall()
            rows.sort(key=repr)  # the same order, and so the same numbers of stacks, whatever the database
            self._strata[key] = [row if placed else (None, *(row if names else ())) for row in rows]
        return self._strata[key]

    @cached_property
    def _days(self) -> tuple[date, date]:
        """The days whose marks may be asked for."""
        first, _, join = judge.days_sql(self.plan)
        as_of = self.setting.as_of
        row = self.con.execute(f"SELECT MIN({first}), MAX({first}) FROM {self.measured} m{join}").fetchall()[
            0
        ]
        return min(row[0] or as_of, as_of), max(row[1] or as_of, as_of)

    # -- cite ---------------------------------------------------------------------------------------

    def _cite(self, numbers: list[int]) -> dict[int, str | None]:
        """Leaves the records behind all wanted groups in ``jf_cited``. For each norm with any, the column that
        says whether a record counts for it; None when all of them do."""
        if not numbers:
            return {}
        plan = self.plan
        conditions = {n: tuple(judge.positions(plan.norms[n], plan)) for n in numbers}
        distinct = list(dict.fromkeys(conditions.values()))
        group = [*plan.keys, *plan.extras, "_period", *(["_id"] if plan.by_record else [])]
        names = ", ".join(["fid", *(identifier(g) for g in group)])
        if len(numbers) == 1:
            wanted = f"SELECT {names} FROM jf_wanted{numbers[0]}"
        else:
            every = " UNION ".join(f"SELECT fid FROM jf_wanted{n}" for n in numbers)
            wanted = f"SELECT rowid AS {names} FROM {self.measured} WHERE rowid IN ({every})"
        self.con.execute(f"CREATE OR REPLACE TEMP TABLE jf_wanted AS {wanted}")
        statement = records_sql(plan, self.relation, self.setting, distinct, "jf_wanted")
        flags = [f"c{i}" for i in range(len(distinct))] if len(distinct) > 1 else []
        self.world.backend.records(statement, "jf_wanted", ["fid", *group], "jf_cited", self.lookups, flags)
        return {n: f"c{distinct.index(c)}" if flags else None for n, c in conditions.items()}

    def _joint_findings(self, number: int, second: Second) -> pa.Table:
        """The wanted groups of a joint norm with the ids of the records of either ledger."""
        plan, parts = self.plan, second.parts
        cited = []
        for side, other in ((parts.ours, False), (parts.theirs, True)):
            asked = judge.positions(plan.norms[number], plan)
            counted = sorted({parts.positions[i] for i in asked if plan.aggregates[i].other is other})
            names = dict(plan.against.on) if other and plan.against else {}
            keys = (
                {k: k for k in (*side.keys, *side.extras)} if not other else {b: a for a, b in names.items()}
            )
            shown = ["x.fid", *(f"m.{identifier(a)} AS {identifier(b)}" for b, a in keys.items())]
            shown.append(f"m.{'_other_period' if other else '_own_period'} AS _period")
            shown += ["m._id"] if side.by_record else []
            only = "" if other else " WHERE NOT m._theirs_only"
            met = f"FROM jf_wanted{number} x JOIN {self.measured} m ON m.rowid = x.fid{only}"
            wanted = f"SELECT {', '.join(shown)} {met}"
            if plan.repeated and not other:  # with what names no term and stands in all of them
                every = [s.replace("m._own_period", "NULL") for s in shown]
                wanted += f" UNION ALL SELECT {', '.join(every)} {met}"
            self.con.execute(f"CREATE OR REPLACE TEMP TABLE jf_wanted AS {wanted}")
            relation, lookups = (second.relation, second.theirs) if other else (self.relation, second.ours)
            statement = records_sql(side, relation, self.setting, [counted], "jf_wanted")
            columns = ["fid", *(b for b in keys), "_period", *(["_id"] if side.by_record else [])]
            self.world.backend.records(statement, "jf_wanted", columns, "jf_cited", lookups, [])
            name = f"jf_cited_{'theirs' if other else 'ours'}"
            self.con.execute(
                f"CREATE OR REPLACE TEMP TABLE {name} AS "
                f"SELECT fid, LIST(_id) AS records, {_BASIS} AS basis FROM jf_cited GROUP BY fid"
            )
            cited.append(name)
        return self.con.sql(
            f"SELECT {self._listed(number)}, "
            f"COALESCE(o.records, []) AS records, o.basis, COALESCE(s.records, []) AS others "
            f"FROM jf_wanted{number} x LEFT JOIN {cited[0]} o ON o.fid = x.fid LEFT JOIN {cited[1]} s ON s.fid = x.fid"
        ).to_arrow_table()

    def _listed(self, number: int) -> str:
        """What is listed of a wanted group ``x``, its verdict in words."""
        whole = self.plan.norms[number].measured.unit != "percent"
        shown = [
            f"{_whole(name)} AS {name}" if whole and name in {"lo", "hi"} else f"x.{name}"
            for name in self._shown
        ]
        words = ", ".join(f"'{v}'" for v in judge.VERDICTS)
        return f"{', '.join(shown)}, LIST_EXTRACT([{words}], x.verdict + 1) AS verdict"

    def _nothing(self) -> pa.Table:
        """Findings of a norm that has none."""
        columns = [*self.plan.keys, *self.plan.extras, *(["_id"] if self.plan.by_record else [])]
        columns += ["_period", "first", "last", "lo", "hi", "stack", "verdict", "records", "basis"]
        return pa.table({name: pa.nulls(0) for name in columns})

    def _findings(self, number: int, flag: str | None) -> pa.Table:
        """The wanted groups of one norm with the ids of the records they come from."""
        found = f"jf_wanted{number}"
        conditions = [f"fid IN (SELECT fid FROM {found})"] if len(self.plan.norms) > 1 else []
        conditions += [f"{flag} = 1"] if flag else []
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        return self.con.sql(
            f"SELECT {self._listed(number)}, COALESCE(c.records, []) AS records, c.basis FROM {found} x LEFT JOIN ("
            f"SELECT fid, LIST(_id) AS records, {_BASIS} AS basis FROM jf_cited{where} GROUP BY fid) c ON c.fid = x.fid"
        ).to_arrow_table()


def _whole(name: str) -> str:
    """A bound of a measure as an ordinary integer: what would not fit was open by far."""
    return f"(CASE WHEN x.{name} > {_MOST} THEN {_MOST} ELSE x.{name} END)::BIGINT"


def totals(counts: dict[str, int], norm: Norm) -> dict[str, int]:
    """Counts by outcome from counts by verdict; breaches of a norm that only raises suspicion apart."""
    found = dict.fromkeys(("kept", "advised", "breached", "suspected", "not_evaluable", "not_applicable"), 0)
    for verdict, number in counts.items():
        outcome = verdict.split(":")[0]
        found["suspected" if outcome == "breached" and norm.raises == "suspected" else outcome] += number
    return found
