"""Public tables: of a unit's ledger the columns that may be seen, with small counts of people left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Min, Q, QuerySet

from jianfu.ledgers.declare import Column
from jianfu.terms.calendar import Calendar, Period
from jianfu.web.accounts.models import Organisation, subtree
from jianfu.web.board.duties import Shape
from jianfu.web.board.suppression import hidden
from jianfu.web.board.totals import TOTALS, Value, withheld
from jianfu.web.records import perms
from jianfu.web.records.models import MODELS, Row, Version
from jianfu.web.records.queries import names_of
from jianfu.web.records.shown import figure_of, heading_of, text_of

MOST_ROWS = 150
"""Rows of a table on a page; the file has all of them."""
_FIGURES = frozenset({"integer", "decimal", "minutes", "money"})


@dataclass(frozen=True)
class Head:
    """The head of a column."""

    name: str
    text: str
    figure: bool = False


@dataclass(frozen=True)
class Table:
    """A table as it is published: the same rows on the page and in the file."""

    heads: Sequence[Head]
    rows: Sequence[Sequence[Value]]
    first_entered: dt.datetime | None = None
    last_changed: dt.datetime | None = None
    entered_by: str = ""

    @property
    def withheld(self) -> bool:
        """Whether something in it is left out, so that the page says why."""
        return any(withheld() in row for row in self.rows)


def running_term(day: dt.date) -> Period:
    """The term that ``day`` lies in by the usual calendar; in a vacation the one before it."""
    usual = Calendar(())
    return usual.term_period(usual.period("term", day).id.removesuffix("v"))


def rows_in(name: str) -> Any:
    """The rows of a ledger, whose model is built from its declaration."""
    return MODELS[name]._default_manager.order_by()


def rows_of(unit: Organisation, shape: Shape, day: dt.date) -> QuerySet[Any]:
    """The rows of ``unit`` that the table is made of, in the order they were entered."""
    model = MODELS[shape.ledger.name]
    rows: QuerySet[Any] = rows_in(shape.ledger.name).filter(
        subtree(unit, "kept_by") if shape.of_below else Q(kept_by=unit), **shape.only or {}
    )
    fields = {f.name for f in model._meta.concrete_fields}
    term = running_term(day)
    if shape.span == "term":
        dated = "sorted_on" in fields
        running = Q(term=term.id) if "term" in fields else Q(sorted_on__gte=term.first)
        # A row of a standing ledger without a term is of every term.
        rows = rows.filter(running if dated else running | Q(term=None))
    if shape.span == "year" and "sorted_on" in fields:
        rows = rows.filter(sorted_on__gt=day - dt.timedelta(days=366), sorted_on__lte=day)
    return rows.order_by("pk")


def table_of(unit: Organisation, shape: Shape, day: dt.date, lang: str) -> Table | None:
    """The table of ``unit``; None where there is nothing to show, or the ledger is of pupils one by one."""
    if perms.PUPILS & shape.ledger.by_name.keys():
        return None
    found = rows_of(unit, shape, day)
    rows = list(found) if shape.made != "homework_by_stage" else []
    if shape.made:
        columns, lines = TOTALS[shape.made](unit, rows, lang)
        heads = [
            Head(name, text, name not in {"grade", "subject", "stage", "item", "year"})
            for name, text in columns
        ]
    else:
        heads = [Head(c.name, heading_of(c, lang), c.type in _FIGURES) for c in shape.columns]
        lines = _lines(shape, rows, lang)
    if not lines:
        return None
    # In the order of lists the database would sort before it reckons.
    entered = found.order_by().aggregate(first=Min("version__made_at"), last=Max("version__made_at"))
    last = (
        Version.objects.filter(pk__in=found.order_by().values("version"))
        .select_related("organisation")
        .first()
    )
    return Table(
        heads, lines, entered["first"], entered["last"], last.organisation.name if last is not None else ""
    )


def _lines(shape: Shape, rows: Sequence[Row], lang: str) -> list[list[Value]]:
    """The public columns of each row; rows that say the same to the public stand once."""
    states = [vars(row) for row in rows]
    names = names_of(shape.columns, states)
    lines: dict[tuple[Value, ...], None] = {}
    for values in states:
        hide = hidden_columns(shape, values)
        line = [withheld() if c.name in hide else value_of(c, values, lang, names) for c in shape.columns]
        if any(value not in {"", None} for value in line):
            lines[tuple(line)] = None
    return [list(line) for line in lines]


def value_of(column: Column, values: Mapping[str, Any], lang: str, names: Mapping[str, str]) -> Value:
    """An exact amount as a figure, everything else as text."""
    if column.unit == "hour" or (figure := figure_of(column, values)) is None:
        return text_of(column, values, lang, names)
    return figure


def hidden_columns(shape: Shape, values: Mapping[str, Any]) -> set[str]:
    """The columns of a row that would show fewer than five people, or give them away."""
    counts = [_count(shape.ledger.column(name), values) for name in shape.people]
    found = hidden(counts, total=shape.whole is not None)
    names = {shape.people[i] for i in found.cells}
    if found.total and shape.whole is not None:
        names.add(shape.whole)
    return names | {more for name in names for more in (shape.bound or {}).get(name, ())}


def _count(column: Column, values: Mapping[str, Any]) -> int | None:
    """The count of people in a column; of one that is only known between bounds the lower, which may be small."""
    low = values.get(column.physical[0])
    return None if low is None else int(low)


@dataclass(frozen=True)
class Grid:
    """A long table laid out in two directions, for the page."""

    corner: str
    columns: Sequence[Value]
    rows: Sequence[tuple[Value, Sequence[Value]]]


def grid_of(table: Table, shape: Shape) -> Grid | None:
    """The table as its pivot lays it out; None where it has none or a row has two values for one place."""
    if shape.pivot is None:
        return None
    places = {head.name: i for i, head in enumerate(table.heads)}
    down, across, value = (places[n] for n in (shape.pivot.rows, shape.pivot.columns, shape.pivot.value))
    cells: dict[tuple[Value, Value], Value] = {}
    for row in table.rows:
        if cells.setdefault((row[down], row[across]), row[value]) != row[value]:
            return None
    columns = list(dict.fromkeys(row[across] for row in table.rows))
    rows = list(dict.fromkeys(row[down] for row in table.rows))
    return Grid(
        table.heads[down].text, columns, [(r, [cells.get((r, c), "") for c in columns]) for r in rows]
    )
