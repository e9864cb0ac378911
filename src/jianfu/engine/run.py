"""One check under way: its settings, its calendars, and the groups of each plan measured into a temporary table."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from jianfu.engine.compile_sql import measure_sql, measured_types
from jianfu.engine.joining import Joining, sides
from jianfu.engine.judging import Second
from jianfu.engine.relations import PERIODS_BY_CALENDAR, Setting, identifier
from jianfu.engine.rollup import rollup_sql
from jianfu.engine.stretches import worked
from jianfu.engine.world import CALENDAR_COLUMNS, Backend, DuckBackend, Lookups
from jianfu.ledgers.derive import kind_of_name
from jianfu.ledgers.registry import ledgers
from jianfu.norms.closures import as_day
from jianfu.norms.predicates import names_in
from jianfu.terms.calendar import Calendar
from jianfu.terms.errors import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jianfu.engine.plan import Plan
    from jianfu.engine.relations import Relation
    from jianfu.engine.world import World
    from jianfu.norms.model import Due
    from jianfu.terms.calendar import Period

CALENDAR_AT = {name: at for at, name in enumerate(CALENDAR_COLUMNS)}
MOST_NAMES = 10
"""Names that a note lists."""


class Run:
    """What the plans of one check share."""

    def __init__(self, world: World, as_of: date, planned: bool) -> None:
        self.world, self.as_of, self.planned = world, as_of, planned
        self.tables: dict[tuple[Any, ...], list[tuple[Any, ...]]] = {}
        at_home = isinstance(world.backend, DuckBackend)
        self.here: Backend = world.backend if at_home else DuckBackend(world.con, {}, ())
        self.days: dict[tuple[int, str], date] = {}
        self.calendars = [world.calendar, *world.calendars.values()]
        codes = {code: index for index, code in enumerate(world.calendars, 1)}
        self.calendar_of = {
            o.code: next((codes[c] for c in world.places.ancestors(o.code) if c in codes), 0)
            for o in world.places
        }
        self.places = sorted(self.calendar_of.items()) if world.calendars else []
        self.setting = Setting(
            world.backend.dialect,
            as_of,
            planned,
            bool(world.calendars),
            world.calendar.period("term", as_of).id,
        )

    # -- measure ------------------------------------------------------------------------------------

    def measure(self, plan: Plan, relation: Relation, number: int, lookups: Lookups) -> str:
        """Measures every group of ``plan`` into a temporary table and returns its name."""
        name = measured_name(number, relation)
        self.world.backend.measure(
            measure_sql(plan, relation, self.setting), name, lookups, measured_types(plan)
        )
        self._periods(plan, name)
        return name

    def roll_up(
        self, plan: Plan, source: Plan, relation: Relation, number: int, other: int, lookups: Lookups
    ) -> str:
        """The same from the groups of a finer plan, measured before."""
        name = measured_name(number, relation)
        sql = rollup_sql(plan, source, relation, self.setting, measured_name(other, relation))
        self.here.measure(sql, name, lookups, {})
        self._periods(plan, name)
        return name

    def join(self, plan: Plan, relation: Relation, other: Relation, number: int) -> tuple[str, Second]:
        """Measures both sides of a joint plan and lets their groups meet; the table's name, and the second side."""
        parts = sides(plan)
        con, tables = self.world.con, []
        looked = []
        for side, where, name in ((parts.ours, relation, "jf_o"), (parts.theirs, other, "jf_s")):
            lookups = self.lookups(side, where)
            looked.append(lookups)
            self.world.backend.measure(
                measure_sql(side, where, self.setting, sure=side is parts.ours),
                name,
                lookups,
                measured_types(side),
            )
            tables.append(name)
        self._spans(plan, parts.theirs, other)
        self._cover(plan, parts.theirs)
        conflicts = ("_conflict" in relation.columns, "_conflict" in other.columns)
        name = f"jf_m{number}" + ("_c" if any(conflicts) else "")
        Joining(con, plan, parts).join(tables[0], tables[1], name, conflicts=conflicts)
        self._periods(plan, name)
        return name, Second(parts, other, looked[0], looked[1])

    def _spans(self, plan: Plan, theirs: Plan, other: Relation) -> None:
        """``jf_spans``: the periods that standing groups are repeated for, from the second ledger's first record
        to the day of judgement."""
        con = self.world.con
        con.execute("CREATE OR REPLACE TEMP TABLE jf_spans (calendar BIGINT, id VARCHAR, term VARCHAR)")
        if not plan.repeated:
            return
        assert plan.period is not None
        day = theirs.ledger.date
        first = self.as_of
        if day is not None and day in other.columns:
            row = self.world.backend.rows(f"SELECT MIN({identifier(day)}) AS first FROM {other.sql} t")[0]
            first = min(as_day(row["first"]), self.as_of) if row["first"] is not None else self.as_of
        rows = []
        for index, calendar in enumerate(self.calendars):
            at = first
            while at <= self.as_of:
                period = calendar.period(plan.period, at)
                term = calendar.period("term", period.first).id if plan.period != "school_year" else period.id
                if plan.period != "term" or not is_vacation(term):
                    rows.append((index, period.id, term))
                self.days.setdefault((index, period.id), at)
                at = period.last + timedelta(1)
        con.executemany("INSERT INTO jf_spans VALUES (?, ?, ?)", rows)

    def _cover(self, plan: Plan, theirs: Plan) -> None:
        """``jf_cover``: for each of our periods, the period of the second ledger that it lies in."""
        con = self.world.con
        con.execute("CREATE OR REPLACE TEMP TABLE jf_cover (calendar BIGINT, id VARCHAR, theirs VARCHAR)")
        if theirs.period is None:
            return
        kind = plan.period or "term"
        found = con.execute(
            "SELECT DISTINCT calendar, id FROM jf_spans"
            if plan.repeated
            else "SELECT DISTINCT _calendar, CAST(_period AS VARCHAR) FROM jf_o WHERE _period IS NOT NULL"
        ).fetchall()
        rows = []
        for index, identity in found:
            if kind == theirs.period:
                rows.append((index, identity, identity))
                continue
            first = (
                date.fromisoformat(identity) if kind == "day" else self._period(kind, index, identity).first
            )
            rows.append((index, identity, self.calendars[index].period(theirs.period, first).id))
        if rows:
            con.executemany("INSERT INTO jf_cover VALUES (?, ?, ?)", rows)

    def lookups(self, plan: Plan, relation: Relation) -> Lookups:
        """The calendar that the plan's statement joins, over the days that its ledger has."""
        by_calendar = plan.period in PERIODS_BY_CALENDAR and plan.ledger.date is not None
        asked = {plan.ledger.date} if by_calendar or plan.of_day else set()
        working = [a for a in plan.aggregates if a.kind == "working_days"]
        for aggregate in working:
            asked |= {aggregate.columns[0], *names_in(aggregate.until)}
        days = [identifier(d) for d in sorted(d for d in asked if d in relation.columns)]
        if not days:
            return Lookups((), self.places if plan.side else ())
        ends = ", ".join(f"MIN({d}) AS first{i}, MAX({d}) AS last{i}" for i, d in enumerate(days))
        row = self.world.backend.rows(f"SELECT {ends} FROM {relation.sql} t")[0]
        known = [as_day(value) for value in row.values() if value is not None]
        if not known:
            return Lookups()
        known += [self.as_of] if plan.change or working else []
        rows = self._table(min(known), max(known), working=bool(working))
        if by_calendar:
            at = CALENDAR_AT[plan.period or ""]
            for line in rows:
                self.days.setdefault((line[0], line[at]), line[1])
        return Lookups(rows, self.places)

    def _table(self, first: date, last: date, *, working: bool) -> list[tuple[Any, ...]]:
        """The rows of ``jf_calendar`` from ``first`` to ``last``, the same list for the same days."""
        # Whole years, so that ledgers of the same years share a calendar.
        first, last = first.replace(month=1, day=1), last.replace(month=12, day=31)
        key = (first, last, working)
        if key not in self.tables:
            rows = self.tables.setdefault(key, [])
            for index, calendar in enumerate(self.calendars):
                for entry in calendar.table(first, last):
                    day, _school_day, _provisional, week, term, month, school_year, year = entry
                    count = worked(day) if working and index == 0 else None
                    names = (week, month, term, school_year, year)
                    rows.append(
                        (
                            index,
                            day,
                            year_before(day),
                            *names,
                            day.isoweekday(),
                            calendar.is_rest_day(day),
                            count,
                        )
                    )
        return self.tables[key]

    def _periods(self, plan: Plan, measured: str) -> None:
        """``jf_periods``: first and last day of every period that the measured groups name."""
        con = self.world.con
        con.execute(
            "CREATE OR REPLACE TEMP TABLE jf_periods (calendar BIGINT, id VARCHAR, first DATE, last DATE, due DATE)"
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
            rows.append((index, identity, period.first, period.last, due_day(plan.due, period.first)))
        if rows:
            con.executemany("INSERT INTO jf_periods VALUES (?, ?, ?, ?, ?)", rows)

    def _period(self, kind: str, index: int, identity: str) -> Period:
        """The period called ``identity``: by a day known to fall in it, else (a record's own term) by its name."""
        calendar = self.calendars[index]
        day = self.days.get((index, identity))
        if day is not None:
            return calendar.period(kind, day)
        if kind == "school_year":
            return calendar.period(kind, date(int(identity[:4]), 9, 1))
        return calendar.term_period(identity)

    def met(self, code: str, relations: Mapping[str, Relation]) -> bool:
        """Whether any organisation here is ``code`` or may stand under it."""
        if self.world.places.find(code) is not None:
            return True
        literal = code.replace("'", "''")
        return any(
            self.world.backend.rows(
                f"SELECT 1 AS n FROM {r.sql} t WHERE t.organisation = '{literal}' LIMIT 1"
            )
            for r in relations.values()
            if "organisation" in r.columns
        )

    def guessed_kinds(self, relations: Mapping[str, Relation]) -> list[Message]:
        """Who is in no register and was taken for what its name says."""
        names: set[str] = set()
        for relation in relations.values():
            if "organisation" in relation.columns:
                sql = f"SELECT DISTINCT t.organisation AS name FROM {relation.sql} t WHERE t.organisation IS NOT NULL"
                names |= {str(r["name"]) for r in self.world.backend.rows(sql)}
        unknown = sorted(n for n in names if self.world.places.get(n) is None and kind_of_name(n) is not None)
        if not unknown:
            return []
        shown = "、".join(unknown[:MOST_NAMES])
        return [Message("engine.kind-guessed", {"count": len(unknown), "names": shown})]

    def planned_rows(self, relations: Any) -> int:
        """How many rows are dated after ``as_of`` and were therefore left out."""
        total = 0
        for name, relation in relations.items():
            date_column = ledgers()[name].date
            if date_column and date_column in relation.columns:
                rows = self.world.backend.rows(
                    f"SELECT COUNT(*) AS n FROM {relation.sql} t WHERE {identifier(date_column)} > '{self.as_of.isoformat()}'"
                )
                total += rows[0]["n"]
        return total


def measured_name(number: int, relation: Relation) -> str:
    """The table of the groups of the plan ``number``; its name tells whether contradictions are recorded."""
    return f"jf_m{number}" + ("_c" if "_conflict" in relation.columns else "")


def is_vacation(term: str) -> bool:
    """Whether the id is that of a vacation, which what each term asks for does not concern."""
    return term.endswith("v")


def due_day(due: Due | None, first: date) -> date | None:
    """The last day on which what a period that began on ``first`` asks for may still be done."""
    if due is None:
        return None
    return Calendar(()).add(first, due.days, "working" if due.working else "calendar")


def year_before(day: date) -> date | None:
    """The same day a year earlier; none for 29 February."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return None
