"""Second pass: a plan as one SELECT that measures every group, and as one that lists the records of a group.

The text is standard SQL; expressions are printed by SQLGlot for the dialect. Dates are compared as ISO
strings against typed columns, which DuckDB and PostgreSQL cast and SQLite stores. No mark ever enters here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlglot import exp

from jianfu.norms.predicates import names_in
from jianfu.terms.cells.model import OPEN

if TYPE_CHECKING:
    from datetime import date

    from jianfu.engine.plan import Plan
    from jianfu.ledgers.declare import Ledger
    from jianfu.norms.measures import Aggregate

PERIODS_BY_CALENDAR = ("week", "month", "term", "school_year", "year")
_TEXT: Mapping[str, str] = {"duckdb": "VARCHAR", "sqlite": "TEXT", "postgres": "TEXT"}
_SQL_TYPES: Mapping[str, str] = {"date": "DATE", "bool": "BOOLEAN"}


@dataclass(frozen=True)
class Relation:
    """A ledger as a database holds it: how it is named, its columns, what identifies a row.

    ``complete`` lists columns without nulls, which spares the bookkeeping of what is missing; ``empty``
    those that hold nothing at all.
    """

    sql: str
    columns: frozenset[str]
    id_sql: str
    complete: frozenset[str] = frozenset()
    empty: frozenset[str] = frozenset()
    absent: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Setting:
    """What a compilation depends on besides the plan: dialect, day of judgement, whether plans count."""

    dialect: str
    as_of: date
    planned: bool
    calendars: bool  # whether calendars differ between organisations
    standing_term: str


def identifier(name: str) -> str:
    """``name`` as a quoted identifier."""
    return '"' + name.replace('"', '""') + '"'


def physical_type(ledger: Ledger, name: str, dialect: str) -> str:
    """The SQL type of the physical column ``name``."""
    if name in {"grade", "class_no"} or name.endswith("_max"):
        return "BIGINT"
    column = next((c for c in ledger.columns if c.name == name), None)
    kind = column.type if column else "text"
    if kind in {"text", "org", "choice", "subject", "term", "class"}:
        return _TEXT[dialect]
    return _SQL_TYPES.get(kind, "BIGINT")


def same(left: str, right: str, dialect: str) -> str:
    """Equality that holds between two nulls."""
    return f"{left} IS {right}" if dialect == "sqlite" else f"{left} IS NOT DISTINCT FROM {right}"


def measure_sql(plan: Plan, relation: Relation, setting: Setting) -> str:
    """A SELECT with a row a group: keys, ``_period``, ``_calendar``, ``_conflict`` and, for each aggregate i,
    ``a{i}_lo`` and ``a{i}_hi`` (for ``change``, also ``b{i}_lo`` and ``b{i}_hi`` of the span before)."""
    compiler = _Compiler(plan, relation, setting)
    return compiler.measure()


def records_sql(plan: Plan, relation: Relation, setting: Setting, positions: list[int], wanted: str) -> str:
    """A SELECT of ``fid`` and ``_id`` (and ``_basis``): the records that count, or may count, in the groups of
    the relation ``wanted`` (fid, keys, ``_period``), for the aggregates at ``positions``."""
    compiler = _Compiler(plan, relation, setting)
    return compiler.records(positions, wanted)


def measured_types(plan: Plan) -> dict[str, str]:
    """DuckDB types of what ``measure_sql`` selects, for databases whose own types are looser."""
    types = {name: physical_type(plan.ledger, name, "duckdb") for name in (*plan.keys, *plan.extras)}
    types["_calendar"] = "BIGINT"
    daily = not plan.ledger.standing and plan.period in {None, "day"}
    types["_period"] = "DATE" if daily else "VARCHAR"
    if plan.by_record:
        types |= {"_id": "VARCHAR", "_first": "DATE"}
    return types


class _Compiler:
    """Holds what every part of one statement needs."""

    def __init__(self, plan: Plan, relation: Relation, setting: Setting) -> None:
        self.plan, self.relation, self.setting = plan, relation, setting
        self.dialect = setting.dialect
        self._attached: list[str] = []

    # -- expressions -------------------------------------------------------------------------------

    def expression(self, tree: exp.Expression) -> str:
        """``tree`` in the dialect, with ``as_of`` as its day."""
        tree = tree.copy()
        for column in list(tree.find_all(exp.Column)):
            if column.name == "as_of":
                column.replace(exp.Literal.string(self.setting.as_of.isoformat()))
        if isinstance(tree, exp.Column) and tree.name == "as_of":
            return f"'{self.setting.as_of.isoformat()}'"
        return tree.sql(dialect=self.dialect)

    def certain(self, where: exp.Expression | None) -> str | None:
        """The condition under which a record counts for certain; None for always."""
        parts = [self.expression(t) for t in (where,) if t is not None]
        if self.plan.among is not None and not self.complete(self.plan.among):
            parts.append("_exists")
        if self.plan.change:
            parts.append("_current")
        return " AND ".join(f"({p})" for p in parts) if parts else None

    def possible(self, where: exp.Expression | None) -> str | None:
        """The condition under which a record counts or may count; None for always."""
        parts = [] if where is None else [self.expression(where)]
        parts = [p if self.complete(where) else f"(({p}) IS NOT FALSE)" for p in parts]
        if self.plan.change:
            parts.append("_current")
        return " AND ".join(f"({p})" for p in parts) if parts else None

    def complete(self, tree: exp.Expression | None) -> bool:
        """Whether ``tree`` can only be true or false here: none of its columns holds a null."""
        if tree is None:
            return True
        return all(name in self.relation.complete or name.endswith("_max") for name in names_in(tree))

    def settled(self, where: exp.Expression | None) -> bool:
        """Whether every record either counts or does not."""
        return self.complete(where) and self.complete(self.plan.among)

    def value(self, name: str) -> str:
        return identifier(name)

    def upper(self, name: str) -> str:
        """The upper end of an amount: OPEN when nobody knows it."""
        own = f"{name}_max"
        known = [identifier(n) for n in (own, name) if self.present(n)]
        if self.exact(name):
            return identifier(name)
        return f"COALESCE({', '.join([*known, str(OPEN)])})"

    def exact(self, name: str) -> bool:
        """Whether the column holds a number, not an interval and not a blank, in every record."""
        return name in self.relation.complete and not self.present(f"{name}_max")

    def present(self, name: str) -> bool:
        """Whether the relation has the column and anything in it."""
        return name in self.relation.columns and name not in self.relation.empty

    # -- the rows ----------------------------------------------------------------------------------

    def base(self, *, with_id: bool = False) -> str:
        """Every record that exists for the plan, with its keys, its period and the columns it is measured by."""
        if not self.plan.change:
            return self._span("c", current=None, with_id=with_id)
        now, before = self._span("c", current=True, with_id=with_id), self._span("c", current=False, with_id=with_id)
        return f"{now} UNION ALL {before}"

    def _span(self, calendar: str, *, current: bool | None, with_id: bool) -> str:
        plan, setting = self.plan, self.setting
        names = list(dict.fromkeys((*plan.keys, *sorted(plan.columns))))
        select = [f"{self.source(n)} AS {identifier(n)}" for n in names if not n.endswith("_max") or self.present(n)]
        if with_id or plan.by_record:
            select.append(f"{self.relation.id_sql} AS _id")
        if with_id and plan.ledger.basis_column:
            select.append(f"{self.source(plan.ledger.basis_column)} AS _basis")
        if "_conflict" in self.relation.columns:
            select.append("t._conflict AS _conflict")
        if plan.among is not None and not self.complete(plan.among):
            select.append(f"({self._qualified(plan.among)}) IS TRUE AS _exists")
        if current is not None:
            select.append(f"{'TRUE' if current else 'FALSE'} AS _current")
        joins: list[str] = []
        conditions: list[str] = []
        select.append(f"{self._calendar(joins)} AS _calendar")
        select.append(f"{self._period(calendar, joins, current=current)} AS _period")
        if plan.by_record and plan.ledger.date:
            select.append(f"{self.source(plan.ledger.date)} AS _first")
        if plan.ledger.date and not setting.planned:
            day = self.source(plan.ledger.date)
            conditions.append(f"({day} <= '{setting.as_of.isoformat()}' OR {day} IS NULL)")
        if current is False:
            conditions.append(f"{calendar}.day <= '{setting.as_of.isoformat()}'")
        if plan.among is not None:
            conditions.append(f"({self._qualified(plan.among)}) IS NOT FALSE")
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        return f"SELECT {', '.join(select)} FROM {self.relation.sql} t{''.join(joins)}{where}"

    def _qualified(self, tree: exp.Expression) -> str:
        """``tree`` over the columns of the relation itself, missing ones filled in."""
        tree = exp.paren(tree.copy())
        for column in list(tree.find_all(exp.Column)):
            if column.name != "as_of":
                column.replace(exp.maybe_parse(self.source(column.name), dialect=self.dialect))
        return self.expression(tree.this)

    def source(self, name: str) -> str:
        """The column ``name`` of the relation; what the declaration says when the relation has no such column."""
        if name in self.relation.columns:
            return f"t.{identifier(name)}"
        default = dict(self.relation.absent).get(name)
        if default is not None:
            return default
        return f"CAST(NULL AS {self._type(name)})"

    def _type(self, name: str) -> str:
        return physical_type(self.plan.ledger, name, self.dialect)

    def _calendar(self, joins: list[str]) -> str:
        if not self.setting.calendars or self.plan.period in {None, "day"}:
            return "0"
        joins.append(" LEFT JOIN jf_place p ON p.organisation = t.organisation")
        return "COALESCE(p.calendar, 0)"

    def _period(self, calendar: str, joins: list[str], *, current: bool | None) -> str:
        """The id of the period that a record falls in: its own term first, else by the calendar."""
        plan = self.plan
        own = self.source("term") if "term" in self.relation.columns else None
        if plan.ledger.standing:
            term = f"COALESCE({own}, '{self.setting.standing_term}')" if own else f"'{self.setting.standing_term}'"
            return f"SUBSTR({term}, 1, 9)" if plan.period == "school_year" else term
        if plan.period is None or plan.period == "day":
            day = self.source(plan.ledger.date) if plan.ledger.date else "NULL"
            return day
        day = self.source(plan.ledger.date or "")
        on = "previous" if current is False else "day"
        same_calendar = f" AND {calendar}.calendar = COALESCE(p.calendar, 0)" if self.setting.calendars else ""
        kind = "" if current is False else "LEFT "
        joins.append(f" {kind}JOIN jf_calendar {calendar} ON {calendar}.{on} = {day}{same_calendar}")
        by_calendar = f'{calendar}."{plan.period}"'
        if own and plan.period == "term" and current is not False:
            return f"COALESCE({own}, {by_calendar})"
        return by_calendar

    # -- the groups --------------------------------------------------------------------------------

    def _group(self) -> list[str]:
        names = [*(identifier(k) for k in self.plan.keys), *(identifier(k) for k in self.plan.extras)]
        names += ["_calendar", "_period"]
        if self.plan.by_record:
            names.append("_id")
            if self.plan.ledger.date:
                names.append("_first")
        return names

    def measure(self) -> str:
        group = self._group()
        base = self.base()
        withs = [f"base AS ({base})"]
        select = list(group)
        joins: list[str] = []
        if "_conflict" in self.relation.columns:
            select.append(f"{self._any('_conflict')} AS _conflict")
        if self.plan.change:
            select.append("COUNT(CASE WHEN NOT _current THEN 1 END) AS _baseline")
        for index, aggregate in enumerate(self.plan.aggregates):
            for letter in "ab" if self.plan.change else "a":
                lo, hi = self._aggregate(aggregate, index, letter, withs, joins)
                select += [f"{lo} AS {letter}{index}_lo", f"{hi} AS {letter}{index}_hi"]
        source = "base"
        if joins:  # each sub-aggregate has one row a group, so joining it to the rows multiplies nothing
            withs.append(f"joined AS (SELECT base.*, {', '.join(self._attached)} FROM base{''.join(joins)})")
            source = "joined"
        return f"WITH {', '.join(withs)} SELECT {', '.join(select)} FROM {source} GROUP BY {', '.join(group)}"

    def _any(self, column: str) -> str:
        return f"MAX(CASE WHEN {column} THEN 1 ELSE 0 END)"

    def _filter(self, condition: str | None) -> str:
        return f" FILTER (WHERE {condition})" if condition else ""

    def _aggregate(
        self, aggregate: Aggregate, index: int, letter: str, withs: list[str], joins: list[str]
    ) -> tuple[str, str]:
        sure, maybe = self.certain(aggregate.where), self.possible(aggregate.where)
        if letter == "b":
            sure = sure.replace("(_current)", "(NOT _current)") if sure else sure
            maybe = maybe.replace("(_current)", "(NOT _current)") if maybe else maybe
        settled = self.settled(aggregate.where)
        if aggregate.kind == "count":
            lo = f"COUNT(*){self._filter(sure)}"
            return lo, lo if settled else f"COUNT(*){self._filter(maybe)}"
        name = aggregate.columns[0]
        value = identifier(name)
        if aggregate.kind == "sum":
            lo = f"COALESCE(SUM({value}){self._filter(sure)}, 0)"
            hi = f"COALESCE(SUM({self.upper(name)}){self._filter(maybe)}, 0)"
            return lo, lo if settled and self.exact(name) else hi
        if aggregate.kind == "distinct":
            some = f"CASE WHEN COUNT(*){self._filter(sure)} > 0 THEN 1 ELSE 0 END"
            known = f"COUNT(DISTINCT {value}){self._filter(sure)}"
            lo = f"CASE WHEN {known} > 0 THEN {known} ELSE {some} END"
            blank = " AND ".join(p for p in (maybe, f"{value} IS NULL") if p)
            return lo, f"COUNT(DISTINCT {value}){self._filter(maybe)} + COUNT(*){self._filter(blank)}"
        if aggregate.kind == "min":
            lo = f"MIN(COALESCE({value}, 0)){self._filter(maybe)}"
            hi = f"MIN({self.upper(name)}){self._filter(sure)}"
            return lo, f"CASE WHEN {lo} IS NOT NULL THEN COALESCE({hi}, {OPEN}) END"
        if aggregate.kind in {"max", "value"}:
            hi = f"MAX({self.upper(name)}){self._filter(maybe)}"
            lo = f"MAX(COALESCE({value}, 0)){self._filter(sure)}"
            return f"CASE WHEN {hi} IS NOT NULL THEN COALESCE({lo}, 0) END", hi
        if aggregate.kind == "months":
            length = self._months(aggregate)
            hi = f"MAX(COALESCE({length}, {OPEN})){self._filter(maybe)}"
            lo = f"MAX(COALESCE({length}, 0)){self._filter(sure)}"
            return f"CASE WHEN {hi} IS NOT NULL THEN COALESCE({lo}, 0) END", hi
        if aggregate.kind == "gap":
            return self._gap(aggregate, f"{letter}{index}", sure, maybe, withs, joins)
        return self._longest(aggregate, f"{letter}{index}", sure, maybe, withs, joins)

    def _months(self, aggregate: Aggregate) -> str:
        """Whole months and days over between two dates, in thirty-firsts (see ``months_between``)."""
        assert aggregate.until is not None
        first, last = identifier(aggregate.columns[0]), self.expression(aggregate.until)
        fy, fm, fd = (self._part(first, p) for p in ("YEAR", "MONTH", "DAY"))
        ly, lm, ld = (self._part(last, p) for p in ("YEAR", "MONTH", "DAY"))
        full = f"(({ly} - {fy}) * 12 + {lm} - {fm} - CASE WHEN {ld} < {fd} THEN 1 ELSE 0 END)"
        over = f"(CASE WHEN {ld} >= {fd} THEN {ld} - {fd} ELSE {ld} + 31 - {fd} END)"
        return f"(CASE WHEN {full} < 0 THEN 0 ELSE {full} * 31 + {over} END)"

    def _part(self, day: str, part: str) -> str:
        if self.dialect == "sqlite":
            at = {"YEAR": "1, 4", "MONTH": "6, 2", "DAY": "9, 2"}[part]
            return f"CAST(SUBSTR({day}, {at}) AS INTEGER)"
        return f"CAST(EXTRACT({part} FROM CAST({day} AS DATE)) AS BIGINT)"

    def _attach(
        self, name: str, values: Mapping[str, str], withs: list[str], joins: list[str], source: str
    ) -> None:
        """Adds a sub-aggregate ``name`` with one row a group, its ``values`` as columns of every row of the group."""
        group = self._group()
        columns = ", ".join([*group, *(f"{sql} AS {name}_{key}" for key, sql in values.items())])
        withs.append(f"{name} AS (SELECT {columns} FROM {source} GROUP BY {', '.join(group)})")
        on = " AND ".join(same(f"base.{g}", f"{name}.{g}", self.dialect) for g in group)
        joins.append(f" LEFT JOIN {name} ON {on}")
        self._attached += [f"{name}.{name}_{key}" for key in values]

    def _gap(
        self, aggregate: Aggregate, tag: str, sure: str | None, maybe: str | None, withs: list[str], joins: list[str]
    ) -> tuple[str, str]:
        start, end = (identifier(c) for c in aggregate.columns)
        group = ", ".join(self._group())
        known = " AND ".join(p for p in (sure, f"{start} IS NOT NULL", f"{end} IS NOT NULL") if p)
        withs.append(
            f"w{tag} AS (SELECT {group}, {start} - LAG({end}) OVER (PARTITION BY {group} ORDER BY {start}, {end})"
            f" AS pause FROM base WHERE {known})"
        )
        self._attach(f"g{tag}", {"pause": "MIN(pause)"}, withs, joins, f"w{tag}")
        doubt = f"COUNT(*){self._filter(maybe)} - COUNT(*){self._filter(known)}"
        pause = f"MIN(g{tag}_pause)"
        lo = f"CASE WHEN {doubt} = 0 THEN {pause} WHEN {pause} < 0 THEN {pause} ELSE 0 END"
        return lo, f"CASE WHEN {doubt} = 0 THEN {pause} ELSE COALESCE({pause}, {OPEN}) END"

    def _longest(
        self, aggregate: Aggregate, tag: str, sure: str | None, maybe: str | None, withs: list[str], joins: list[str]
    ) -> tuple[str, str]:
        name, within, by = aggregate.columns
        value = identifier(name)
        if not self.present(by):
            plain = f"COALESCE(SUM({value}){self._filter(sure)}, 0)"
            if self.settled(aggregate.where) and self.exact(name):
                return plain, plain
            return plain, f"COALESCE(SUM({self.upper(name)}){self._filter(maybe)}, 0)"
        group = self._group()
        inner = ", ".join([*group, identifier(within), identifier(by)])
        outer = ", ".join([*group, identifier(within)])
        withs.append(
            f"s{tag} AS (SELECT {inner}, COALESCE(SUM({value}){self._filter(sure)}, 0) AS lo,"
            f" COALESCE(SUM({self.upper(name)}){self._filter(maybe)}, 0) AS hi"
            f" FROM base WHERE {identifier(by)} IS NOT NULL GROUP BY {inner})"
        )
        withs.append(f"l{tag} AS (SELECT {outer}, MAX(lo) AS lo, MAX(hi) AS hi FROM s{tag} GROUP BY {outer})")
        self._attach(f"g{tag}", {"lo": "SUM(lo)", "hi": "SUM(hi)"}, withs, joins, f"l{tag}")
        common = f"{identifier(by)} IS NULL"
        lo_filter = self._filter(" AND ".join(p for p in (sure, common) if p))
        hi_filter = self._filter(" AND ".join(p for p in (maybe, common) if p))
        lo = f"COALESCE(SUM({value}){lo_filter}, 0) + COALESCE(MAX(g{tag}_lo), 0)"
        return lo, f"COALESCE(SUM({self.upper(name)}){hi_filter}, 0) + COALESCE(MAX(g{tag}_hi), 0)"

    # -- the records -------------------------------------------------------------------------------

    def records(self, positions: list[int], wanted: str) -> str:
        """See ``records_sql``."""
        counted = [self.possible(self.plan.aggregates[p].where) for p in positions]
        group = [g for g in self._group() if g not in {"_first"}]
        on = " AND ".join(same(f"base.{g}", f"x.{g}", self.dialect) for g in group if g != "_calendar")
        keep = "" if any(c is None for c in counted) else " WHERE " + " OR ".join(f"({c})" for c in counted if c)
        shown = "base._basis" if self.plan.ledger.basis_column else "NULL"
        return (
            f"WITH base AS ({self.base(with_id=True)}) SELECT x.fid AS fid, base._id AS _id, {shown} AS _basis "
            f"FROM (SELECT * FROM base{keep}) base JOIN {wanted} x ON {on}"
        )


