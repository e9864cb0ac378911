"""The records that exist for a plan, as SQL: conditions, keys, the period each falls in.

Dates are compared as ISO strings against typed columns, which DuckDB and PostgreSQL cast and SQLite stores.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from jianfu.engine.relations import TEXT, identifier, physical_type
from jianfu.norms.predicates import OF_DAY, names_in
from jianfu.terms.cells.model import OPEN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jianfu.engine.plan import Plan
    from jianfu.engine.relations import Relation, Setting


class Rows:
    """The rows of one plan over one relation; what the aggregates of a statement are built on."""

    def __init__(self, plan: Plan, relation: Relation, setting: Setting) -> None:
        self.plan, self.relation, self.setting = plan, relation, setting
        self.dialect = setting.dialect

    # -- expressions -------------------------------------------------------------------------------

    def expression(self, tree: exp.Expression) -> str:
        """``tree`` in the dialect, with ``as_of`` as its day and without what cannot matter in this relation."""
        tree = self._plain(tree)
        for column in list(tree.find_all(exp.Column)):
            if column.name == "as_of":
                column.replace(exp.Literal.string(self.setting.as_of.isoformat()))
        if isinstance(tree, exp.Column) and tree.name == "as_of":
            return f"'{self.setting.as_of.isoformat()}'"
        return tree.sql(dialect=self.dialect)

    def _plain(self, tree: exp.Expression) -> exp.Expression:
        """A copy of ``tree``: comparisons of exact amounts spared the question whether they are intervals, upper
        ends that no record has as NULL."""

        def plain(node: exp.Expression) -> exp.Expression:
            while isinstance(node, exp.Case) and all(
                self.exact(n) for n in names_in(node) if not n.endswith("_max")
            ):  # a comparison of two amounts stands in two of them
                node = node.args["ifs"][0].args["true"]
            if isinstance(node, exp.Column) and node.name.endswith("_max") and not self.present(node.name):
                return exp.Null()
            return node

        return tree.copy().transform(plain, copy=False)

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
        """Whether ``tree`` can only be true or false here: no null of its columns comes through."""
        return tree is None or not self._nullable(self._plain(tree))

    def _nullable(self, tree: exp.Expression) -> bool:
        """Whether ``tree`` may be NULL in some record."""
        if isinstance(tree, exp.Column):
            given = tree.name in self.relation.complete or tree.name == "as_of"
            return not given and (
                tree.name in self.relation.columns or tree.name not in dict(self.relation.absent)
            )
        if isinstance(tree, exp.Coalesce):
            return all(self._nullable(part) for part in (tree.this, *tree.expressions))
        if isinstance(tree, exp.Is):
            return False
        if isinstance(tree, (exp.Case, exp.Null)):
            return True
        return any(self._nullable(part) for part in tree.iter_expressions())

    def settled(self, where: exp.Expression | None) -> bool:
        """Whether every record either counts or does not."""
        return self.complete(where) and self.complete(self.plan.among)

    def upper(self, name: str) -> str:
        """The upper end of an amount: OPEN when nobody knows it."""
        own = f"{name}_max"
        known = [identifier(n) for n in (own, name) if self.present(n)]
        if self.exact(name):
            return identifier(name)
        return f"COALESCE({', '.join([*known, str(OPEN)])})" if known else str(OPEN)

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
        now, before = (
            self._span("c", current=True, with_id=with_id),
            self._span("c", current=False, with_id=with_id),
        )
        return f"{now} UNION ALL {before}"

    def _span(self, calendar: str, *, current: bool | None, with_id: bool) -> str:
        plan, setting = self.plan, self.setting
        names = list(dict.fromkeys((*plan.keys, *sorted(plan.columns))))
        select = [
            f"{self.source(n)} AS {identifier(n)}"
            for n in names
            if (not n.endswith("_max") or n in plan.extras or self.present(n)) and n not in OF_DAY.values()
        ]
        if with_id or plan.by_record:
            select.append(f"{self.relation.id_sql} AS _id")
        joins: list[str] = []
        if self.calendar != "0":
            whose = identifier(plan.owner or "organisation")
            joins.append(f" LEFT JOIN jf_place p ON p.organisation = t.{whose}")
        select += self._of_days(names, joins)
        if with_id and plan.ledger.basis_column:
            select.append(f"{self.source(plan.ledger.basis_column)} AS _basis")
        if "_conflict" in self.relation.columns:
            select.append("t._conflict AS _conflict")
        if plan.among is not None and not self.complete(plan.among):
            select.append(f"({self._qualified(plan.among)}) IS TRUE AS _exists")
        if current is not None:
            select.append(f"{'TRUE' if current else 'FALSE'} AS _current")
        conditions: list[str] = []
        select.append(f"{self.calendar} AS _calendar")
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

    def _of_days(self, names: Sequence[str], joins: list[str]) -> list[str]:
        """What the calendar says of a record's own date, and the working days before the ends of its stretches."""
        found = []
        if self.plan.of_day:
            where = "0"
            if self.setting.calendars:
                joins.append(" LEFT JOIN jf_place pd ON pd.organisation = t.organisation")
                where = "COALESCE(pd.calendar, 0)"
            day = self.source(self.plan.ledger.date or "")
            joins.append(f" LEFT JOIN jf_calendar jd ON jd.day = {day} AND jd.calendar = {where}")
            found += [f"jd.{n.removeprefix('_')} AS {identifier(n)}" for n in names if n in OF_DAY.values()]
        for index, aggregate in enumerate(self.plan.aggregates):
            if aggregate.kind == "working_days":
                assert aggregate.until is not None
                for letter, day in (
                    ("a", self.source(aggregate.columns[0])),
                    ("b", self._qualified(aggregate.until)),
                ):
                    name = f"w{letter}{index}"
                    joins.append(
                        f" LEFT JOIN jf_calendar {name} ON {name}.day = {day} AND {name}.calendar = 0"
                    )
                    found.append(f"{name}.worked AS _{name}")
        return found

    def day_number(self, day: str) -> str:
        """Days since the beginning of 2000, as a whole number."""
        if self.dialect == "sqlite":
            return f"CAST(julianday({day}) - 2451544.5 AS INTEGER)"
        return f"(CAST({day} AS DATE) - DATE '2000-01-01')"

    def _qualified(self, tree: exp.Expression) -> str:
        """``tree`` over the columns of the relation itself, missing ones filled in."""
        tree = exp.paren(tree.copy())
        for column in list(tree.find_all(exp.Column)):
            if column.name in OF_DAY.values():
                column.replace(exp.column(column.name.removeprefix("_"), table="jd"))
            elif column.name != "as_of":
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

    @property
    def calendar(self) -> str:
        """Which calendar a record follows: its organisation's; the common one where groups have none."""
        keyed = self.plan.owner is not None and self.plan.period not in {None, "day"}
        return "COALESCE(p.calendar, 0)" if self.setting.calendars and keyed else "0"

    def _period(self, calendar: str, joins: list[str], *, current: bool | None) -> str:
        """The id of the period that a record falls in: its own term first, else by the calendar."""
        plan = self.plan
        own = self.source("term") if "term" in self.relation.columns else None
        if plan.side:
            term = own or f"CAST(NULL AS {TEXT[self.dialect]})"
            return f"SUBSTR({term}, 1, 9)" if plan.period == "school_year" else term
        if plan.timeless:
            return f"CAST(NULL AS {TEXT[self.dialect]})"
        if plan.ledger.standing:
            term = (
                f"COALESCE({own}, '{self.setting.standing_term}')"
                if own
                else f"'{self.setting.standing_term}'"
            )
            return f"SUBSTR({term}, 1, 9)" if plan.period == "school_year" else term
        if plan.whole or (plan.ledger.date is None and plan.by_record and not plan.ledger.standing):
            return f"CAST(NULL AS {TEXT[self.dialect]})"
        if plan.period is None or plan.period == "day":
            return self.source(plan.ledger.date) if plan.ledger.date else "NULL"
        day = self.source(plan.ledger.date or "")
        on = "previous" if current is False else "day"
        same_calendar = f" AND {calendar}.calendar = {self.calendar}"
        kind = "" if current is False else "LEFT "
        joins.append(f" {kind}JOIN jf_calendar {calendar} ON {calendar}.{on} = {day}{same_calendar}")
        by_calendar = f'{calendar}."{plan.period}"'
        if own and plan.period == "term" and current is not False:
            return f"COALESCE({own}, {by_calendar})"
        return by_calendar

    def group(self) -> list[str]:
        """Columns that every statement groups by."""
        names = [*(identifier(k) for k in self.plan.keys), *(identifier(k) for k in self.plan.extras)]
        names += ["_calendar", "_period"]
        if self.plan.by_record:
            names.append("_id")
            if self.plan.ledger.date:
                names.append("_first")
        return names
