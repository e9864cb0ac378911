"""``check``: every norm over every ledger, as of a day. The passes are plan, compile, measure, strata, judge, cite."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from jianfu.engine import judge
from jianfu.engine.compile_sql import measure_sql, measured_types, records_sql
from jianfu.engine.plan import Plan, plans, scope_columns
from jianfu.engine.relations import PERIODS_BY_CALENDAR, Setting, identifier
from jianfu.engine.strata import Strata
from jianfu.engine.world import Lookups
from jianfu.ledgers.registry import ledgers
from jianfu.norms.precedence import Precedence
from jianfu.terms.errors import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from jianfu.engine.relations import Relation
    from jianfu.engine.world import World
    from jianfu.norms.model import Catalogue, Norm
    from jianfu.norms.precedence import Stack
    from jianfu.terms.calendar import Period

    Progress = Callable[[str, int, int], None]

REPORTED = ("breached", "not_evaluable")


@dataclass
class Part:
    """What one norm gave: its groups that are not kept, as Arrow, and the counts of all.

    Columns of ``findings``: the keys of the plan, ``_period``, ``first``, ``last``, ``lo``, ``hi``,
    ``verdict`` ("breached:mandatory", "not_evaluable:partial"), ``stack`` (index into ``stacks``), ``records``
    (ids of contributing records) and ``basis``.
    """

    norm: Norm
    plan: Plan
    findings: pa.Table
    stacks: list[Stack]
    counts: dict[str, int]
    unmarked: int = 0


@dataclass
class Result:
    """The result of a check: a part for each norm that had a ledger to look at."""

    world: World
    catalogue: Catalogue
    as_of: date
    parts: list[Part] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    planned_rows: int = 0
    notes: list[Message] = field(default_factory=list)


def check(
    world: World,
    catalogue: Catalogue,
    as_of: date,
    *,
    planned: bool = False,
    every: bool = False,
    progress: Progress | None = None,
) -> Result:
    """Holds every ledger of ``world`` to every norm of ``catalogue`` as things stood on ``as_of``.

    Rows dated after ``as_of`` are plans and do not count unless ``planned``. Norms whose ledger is not there
    are listed in ``skipped``. With ``every`` the parts hold all groups, kept ones too.
    """
    result = Result(world, catalogue, as_of)
    relations = world.backend.relations()
    runnable = [n for n in catalogue.norms.values() if n.watches in relations]
    result.skipped = [n.id for n in catalogue.norms.values() if n.watches not in relations]
    run = _Run(world, as_of, planned, every)
    done = 0
    for number, plan in enumerate(plans(runnable)):
        relation = relations[plan.ledger.name]
        measured = run.measure(plan, relation, number)
        for norm in plan.norms:
            result.parts.append(run.judge(norm, plan, relation, measured))
            done += 1
            if progress:
                progress(norm.id, done, len(runnable))
        world.con.execute(f"DROP TABLE IF EXISTS {measured}")
    order = {identity: index for index, identity in enumerate(catalogue.norms)}
    result.parts.sort(key=lambda part: order[part.norm.id])
    result.planned_rows = run.planned_rows(relations) if not planned else 0
    return result


class _Run:
    """One check under way: its settings, and the calendar relation once it is needed."""

    def __init__(self, world: World, as_of: date, planned: bool, every: bool) -> None:
        self.world, self.as_of, self.planned, self.every = world, as_of, planned, every
        self.days: dict[tuple[int, str], date] = {}
        self.calendars = [world.calendar, *world.calendars.values()]
        codes = {code: index for index, code in enumerate(world.calendars, 1)}
        self.calendar_of = {
            o.code: next((codes[c] for c in world.places.ancestors(o.code) if c in codes), 0)
            for o in world.places
        }
        self.setting = Setting(
            world.backend.dialect,
            as_of,
            planned,
            bool(world.calendars),
            world.calendar.period("term", as_of).id,
        )

    # -- measure ------------------------------------------------------------------------------------

    def measure(self, plan: Plan, relation: Relation, number: int) -> str:
        """Measures every group of ``plan`` into a temporary table and returns its name."""
        name = f"jf_m{number}" + ("_c" if "_conflict" in relation.columns else "")
        lookups = self.lookups(plan, relation)
        self.world.backend.measure(
            measure_sql(plan, relation, self.setting), name, lookups, measured_types(plan)
        )
        self._periods(plan, name)
        return name

    def lookups(self, plan: Plan, relation: Relation) -> Lookups:
        """The calendar that the plan's statement joins, over the days that its ledger has."""
        if plan.period not in PERIODS_BY_CALENDAR or plan.ledger.standing:
            return Lookups()
        day = identifier(plan.ledger.date or "")
        row = self.world.backend.rows(f"SELECT MIN({day}) AS first, MAX({day}) AS last FROM {relation.sql}")[
            0
        ]
        if row["first"] is None:
            return Lookups()
        last = max(row["last"], self.as_of) if plan.change else row["last"]
        rows: list[tuple[Any, ...]] = []
        for index, calendar in enumerate(self.calendars):
            for entry in calendar.table(row["first"], last):
                day_, _school_day, _provisional, week, term, month, school_year, year = entry
                rows.append((index, day_, year_before(day_), week, month, term, school_year, year))
                self.days.setdefault((index, rows[-1][3 + PERIODS_BY_CALENDAR.index(plan.period)]), day_)
        return Lookups(rows, sorted(self.calendar_of.items()) if self.world.calendars else ())

    def _periods(self, plan: Plan, measured: str) -> None:
        """``jf_periods``: first and last day of every period that the measured groups name."""
        con = self.world.con
        con.execute(
            "CREATE OR REPLACE TEMP TABLE jf_periods (calendar BIGINT, id VARCHAR, first DATE, last DATE)"
        )
        if plan.period == "day" or (plan.period is None and not plan.ledger.standing):
            return
        kind = plan.period or "term"
        found = con.execute(
            f"SELECT DISTINCT _calendar, _period FROM {measured} WHERE _period IS NOT NULL"
        ).fetchall()
        rows = []
        for index, identity in found:
            period = self._period(kind, index, identity)
            rows.append((index, identity, period.first, period.last))
        if rows:
            con.executemany("INSERT INTO jf_periods VALUES (?, ?, ?, ?)", rows)

    def _period(self, kind: str, index: int, identity: str) -> Period:
        """The period called ``identity``: by a day known to fall in it, else (a record's own term) by its name."""
        calendar = self.calendars[index]
        day = self.days.get((index, identity))
        if day is not None:
            return calendar.period(kind, day)
        if kind == "school_year":
            return calendar.period(kind, date(int(identity[:4]), 9, 1))
        return calendar.term_period(identity)

    # -- judge --------------------------------------------------------------------------------------

    def judge(self, norm: Norm, plan: Plan, relation: Relation, measured: str) -> Part:
        """Judges every group of ``measured`` by ``norm``."""
        con = self.world.con
        columns = scope_columns(norm, plan)
        strata = Strata(Precedence(norm), self.world.places, columns)
        keyed = "organisation" in plan.keys
        names = ([identifier("organisation")] if keyed else ["NULL AS organisation"]) + [
            identifier(c) for c in columns
        ]
        found = con.execute(f"SELECT DISTINCT {', '.join(names)} FROM {measured}").fetchall()
        floats = norm.measured.unit == "percent"
        con.register("jf_strata", strata.relation(found, floats=floats))
        con.execute(
            "CREATE OR REPLACE TEMP TABLE jf_judged AS "
            + judge.judge_sql(norm, plan, measured, "jf_strata", columns, self.as_of)
        )
        con.unregister("jf_strata")
        counts = dict(con.execute("SELECT verdict, COUNT(*) FROM jf_judged GROUP BY verdict").fetchall())
        wanted = "verdict LIKE 'breached%' OR (verdict LIKE 'not_evaluable%' AND verdict <> 'not_evaluable:no_local_mark')"
        if self.every:
            wanted = "TRUE"
        con.execute(
            f"CREATE OR REPLACE TEMP TABLE jf_wanted AS SELECT ROW_NUMBER() OVER () AS fid, * FROM jf_judged WHERE {wanted}"
        )
        findings = self._cite(norm, plan, relation)
        return Part(
            norm,
            plan,
            findings,
            strata.stacks,
            _totals(counts, norm),
            counts.get("not_evaluable:no_local_mark", 0),
        )

    def _cite(self, norm: Norm, plan: Plan, relation: Relation) -> pa.Table:
        """The wanted groups with the ids of the records they come from."""
        con = self.world.con
        keys = [identifier(k) for k in (*plan.keys, *plan.extras)]
        shown = ", ".join(
            [
                *(f"x.{k}" for k in keys),
                *(["x._id"] if plan.by_record else []),
                "x._period",
                "x.first",
                "x.last",
                "x.lo",
                "x.hi",
                "x.verdict",
                "x.stack",
            ]
        )
        if con.execute("SELECT COUNT(*) FROM jf_wanted").fetchall() == [(0,)]:
            empty = f"SELECT {shown}, [] AS records, NULL AS basis FROM jf_wanted x"
            return con.sql(empty).to_arrow_table()
        statement = records_sql(plan, relation, self.setting, judge.positions(norm, plan), "jf_wanted")
        lookups = self.lookups(plan, relation)
        group = [*plan.keys, *plan.extras, "_period", *(["_id"] if plan.by_record else [])]
        self.world.backend.records(statement, "jf_wanted", ["fid", *group], "jf_cited", lookups)
        return con.sql(
            f"SELECT {shown}, COALESCE(c.records, []) AS records, c.basis FROM jf_wanted x LEFT JOIN ("
            "SELECT fid, LIST(_id ORDER BY _id) AS records, "
            "CASE WHEN MIN(_basis) = MAX(_basis) THEN MIN(_basis) WHEN MIN(_basis) IS NOT NULL THEN 'mixed' END AS basis "
            "FROM jf_cited GROUP BY fid) c ON c.fid = x.fid"
        ).to_arrow_table()

    def planned_rows(self, relations: Any) -> int:
        """How many rows are dated after ``as_of`` and were therefore left out."""
        total = 0
        for name, relation in relations.items():
            date_column = ledgers()[name].date
            if date_column and date_column in relation.columns:
                rows = self.world.backend.rows(
                    f"SELECT COUNT(*) AS n FROM {relation.sql} WHERE {identifier(date_column)} > '{self.as_of.isoformat()}'"
                )
                total += rows[0]["n"]
        return total


def _totals(counts: dict[str, int], norm: Norm) -> dict[str, int]:
    totals = dict.fromkeys(("kept", "advised", "breached", "suspected", "not_evaluable", "not_applicable"), 0)
    for verdict, number in counts.items():
        outcome = verdict.split(":")[0]
        totals["suspected" if outcome == "breached" and norm.raises == "suspected" else outcome] += number
    return totals


def year_before(day: date) -> date | None:
    """The same day a year earlier; none for 29 February."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return None
