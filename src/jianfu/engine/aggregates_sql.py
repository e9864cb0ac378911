"""The interval of each aggregate as SQL over the rows of a plan: what is known, and what is missing could add.

``aggregate_rows`` states the same meaning in Python.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from jianfu.engine.relations import identifier, same
from jianfu.engine.stretches_sql import filter_sql, following_sql, length_sql
from jianfu.terms.cells.model import OPEN

if TYPE_CHECKING:
    from jianfu.engine.rows_sql import Rows
    from jianfu.norms.measures import Aggregate


class Aggregates:
    """Expressions for the aggregates of one statement, with the sub-queries (``withs``) and ``joins`` they need.

    A sub-query has one row a group, so joining it to the rows multiplies nothing; ``attached`` lists the
    columns that it brings.
    """

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.withs: list[str] = []
        self.joins: list[str] = []
        self.attached: list[str] = []

    def span(self, aggregate: Aggregate, index: int, letter: str) -> tuple[str, str]:
        """``lo`` and ``hi`` of ``aggregate``; ``letter`` is "a", or "b" for the span a year before."""
        sure, maybe = self.rows.certain(aggregate.where), self.rows.possible(aggregate.where)
        if letter == "b":
            sure = sure.replace("(_current)", "(NOT _current)") if sure else sure
            maybe = maybe.replace("(_current)", "(NOT _current)") if maybe else maybe
        settled = self.rows.settled(aggregate.where)
        if aggregate.kind == "count":
            lo = f"COUNT(*){filter_sql(sure)}"
            return lo, lo if settled else f"COUNT(*){filter_sql(maybe)}"
        name = aggregate.columns[0]
        value = identifier(name)
        if aggregate.kind == "product":
            return self._product(aggregate, sure, maybe)
        if aggregate.kind == "sum":
            lo = f"COALESCE(SUM({value}){filter_sql(sure)}, 0)"
            if settled and self.rows.exact(name):
                return _small(lo), _small(lo)
            return lo, f"COALESCE(SUM({self.rows.upper(name)}){filter_sql(maybe)}, 0)"
        if aggregate.kind == "distinct":
            some = f"CASE WHEN COUNT(*){filter_sql(sure)} > 0 THEN 1 ELSE 0 END"
            known = f"COUNT(DISTINCT {value}){filter_sql(sure)}"
            lo = f"CASE WHEN {known} > 0 THEN {known} ELSE {some} END"
            blank = " AND ".join(p for p in (maybe, f"{value} IS NULL") if p)
            return lo, f"COUNT(DISTINCT {value}){filter_sql(maybe)} + COUNT(*){filter_sql(blank)}"
        if aggregate.kind == "min":
            lo = f"MIN(COALESCE({value}, 0)){filter_sql(maybe)}"
            hi = f"MIN({self.rows.upper(name)}){filter_sql(sure)}"
            return lo, f"CASE WHEN {lo} IS NOT NULL THEN COALESCE({hi}, {OPEN}) END"
        if aggregate.kind in {"max", "value"}:
            hi = f"MAX({self.rows.upper(name)}){filter_sql(maybe)}"
            lo = f"MAX(COALESCE({value}, 0)){filter_sql(sure)}"
            return f"CASE WHEN {hi} IS NOT NULL THEN COALESCE({lo}, 0) END", hi
        if aggregate.kind in {"months", "days", "working_days"}:
            length = length_sql(self.rows, aggregate, index)
            hi = f"MAX(COALESCE({length}, {OPEN})){filter_sql(maybe)}"
            lo = f"MAX(COALESCE({length}, 0)){filter_sql(sure)}"
            return f"CASE WHEN {hi} IS NOT NULL THEN COALESCE({lo}, 0) END", hi
        if aggregate.kind in {"spell", "again"}:
            return following_sql(self, aggregate, f"{letter}{index}", sure, maybe)
        if aggregate.kind == "gap":
            return self._gap(aggregate, f"{letter}{index}", sure, maybe)
        return self._longest(aggregate, f"{letter}{index}", sure, maybe)

    def attach(self, name: str, values: Mapping[str, str], source: str) -> None:
        """Adds a sub-aggregate ``name`` with one row a group, its ``values`` as columns of every row of the group."""
        group = self.rows.group()
        columns = ", ".join([*group, *(f"{sql} AS {name}_{key}" for key, sql in values.items())])
        self.withs.append(f"{name} AS (SELECT {columns} FROM {source} GROUP BY {', '.join(group)})")
        on = " AND ".join(same(f"base.{g}", f"{name}.{g}", self.rows.dialect) for g in group)
        self.joins.append(f" LEFT JOIN {name} ON {on}")
        self.attached += [f"{name}.{name}_{key}" for key in values]

    def _product(self, aggregate: Aggregate, sure: str | None, maybe: str | None) -> tuple[str, str]:
        """The sum of products of two amounts, each rounded to whole base units; open where a factor is."""
        dialect = self.rows.dialect
        whole = "//" if dialect == "duckdb" else "/"
        wide = {"duckdb": "HUGEINT", "sqlite": "INTEGER", "postgres": "NUMERIC"}[dialect]

        def times(left: str, right: str) -> str:
            product = f"(CAST({left} AS {wide}) * {right})"
            if aggregate.scale == 1:
                return product
            halves = f"({product} + {aggregate.scale // 2})"
            return (
                f"DIV({halves}, {aggregate.scale})"
                if dialect == "postgres"
                else f"({halves} {whole} {aggregate.scale})"
            )

        a, b = aggregate.columns
        known = times(identifier(a), identifier(b))
        ends = self.rows.upper(a), self.rows.upper(b)
        upper = (
            f"CASE WHEN {ends[0]} = 0 OR {ends[1]} = 0 THEN 0 WHEN {ends[0]} >= {OPEN} OR {ends[1]} >= {OPEN} "
            f"THEN {OPEN} ELSE {times(*ends)} END"
        )
        lo = f"COALESCE(SUM({known}){filter_sql(sure)}, 0)"
        return lo, f"COALESCE(SUM({upper}){filter_sql(maybe)}, 0)"

    def _gap(self, aggregate: Aggregate, tag: str, sure: str | None, maybe: str | None) -> tuple[str, str]:
        start, end = (identifier(c) for c in aggregate.columns)
        group = ", ".join(self.rows.group())
        known = " AND ".join(p for p in (sure, f"{start} IS NOT NULL", f"{end} IS NOT NULL") if p)
        self.withs.append(
            f"w{tag} AS (SELECT {group}, {start} - LAG({end}) OVER (PARTITION BY {group} ORDER BY {start}, {end})"
            f" AS pause FROM base WHERE {known})"
        )
        self.attach(f"g{tag}", {"pause": "MIN(pause)"}, f"w{tag}")
        doubt = f"COUNT(*){filter_sql(maybe)} - COUNT(*){filter_sql(known)}"
        pause = f"MIN(g{tag}_pause)"
        lo = f"CASE WHEN {doubt} = 0 THEN {pause} WHEN {pause} < 0 THEN {pause} ELSE 0 END"
        return lo, f"CASE WHEN {doubt} = 0 THEN {pause} ELSE COALESCE({pause}, {OPEN}) END"

    def _longest(
        self, aggregate: Aggregate, tag: str, sure: str | None, maybe: str | None
    ) -> tuple[str, str]:
        name, within, by = aggregate.columns
        value = identifier(name)
        if not self.rows.present(by):
            plain = f"COALESCE(SUM({value}){filter_sql(sure)}, 0)"
            if self.rows.settled(aggregate.where) and self.rows.exact(name):
                return _small(plain), _small(plain)
            return plain, f"COALESCE(SUM({self.rows.upper(name)}){filter_sql(maybe)}, 0)"
        group = self.rows.group()
        inner = ", ".join(dict.fromkeys([*group, identifier(within), identifier(by)]))
        outer = ", ".join(dict.fromkeys([*group, identifier(within)]))
        self.withs.append(
            f"s{tag} AS (SELECT {inner}, COALESCE(SUM({value}){filter_sql(sure)}, 0) AS lo,"
            f" COALESCE(SUM({self.rows.upper(name)}){filter_sql(maybe)}, 0) AS hi"
            f" FROM base WHERE {identifier(by)} IS NOT NULL GROUP BY {inner})"
        )
        self.withs.append(
            f"l{tag} AS (SELECT {outer}, MAX(lo) AS lo, MAX(hi) AS hi FROM s{tag} GROUP BY {outer})"
        )
        self.attach(f"g{tag}", {"lo": "SUM(lo)", "hi": "SUM(hi)"}, f"l{tag}")
        common = f"{identifier(by)} IS NULL"
        lo_filter = filter_sql(" AND ".join(p for p in (sure, common) if p))
        hi_filter = filter_sql(" AND ".join(p for p in (maybe, common) if p))
        lo = f"COALESCE(SUM({value}){lo_filter}, 0) + COALESCE(MAX(g{tag}_lo), 0)"
        return lo, f"COALESCE(SUM({self.rows.upper(name)}){hi_filter}, 0) + COALESCE(MAX(g{tag}_hi), 0)"


def _small(total: str) -> str:
    """A total of known numbers, in eight bytes instead of sixteen: with millions of groups it shows."""
    return f"CAST({total} AS BIGINT)"
