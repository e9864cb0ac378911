"""Columns without a heading beside a crosstab, told by what stands in them: periods, weekdays, subjects."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from jianfu.ledgers.declare import Column
from jianfu.ledgers.reading.across import member
from jianfu.ledgers.reading.layout import Bound, Layout
from jianfu.ledgers.reading.periods import parse_period
from jianfu.ledgers.reading.sheet import Row
from jianfu.ledgers.reading.table_head import is_empty
from jianfu.ledgers.reading.values import Years, reader
from jianfu.terms.cells.model import BadCell

_LOOKED_AT = 30
_SHARE = 0.6


def sniff(rows: Sequence[Row]) -> Callable[[Layout, int], None]:
    """A function that binds what a layout's table leaves unlabelled; the rows are those of the sheet."""

    def bind(layout: Layout, first: int) -> None:
        if not layout.crossed:
            return
        edge = min(c.target.position for c in layout.crossed)
        bound = {b.position for b in layout.rows.values()}
        unknown = [p for p in layout.bare_columns if p < edge and p not in bound]
        covered = set(layout.rows) | {n for c in layout.crossed for n in (*c.values, c.target.column.name)}
        for position in reversed(unknown):
            cells = [
                row[position]
                for row in rows[first : first + _LOOKED_AT]
                if position < len(row) and not is_empty(row[position])
            ]
            if not cells:
                continue
            for column in layout.ledger.columns:
                if not column.required or column.name in covered:
                    continue
                if _share(layout, column, cells) >= _SHARE:
                    heading = layout.extra.pop(position, "")
                    layout.rows[column.name] = Bound(column, position, None, heading)
                    covered.add(column.name)
                    break

    return bind


def _share(layout: Layout, column: Column, cells: list[object]) -> float:
    """How many of the cells are values of the column."""
    hits = 0
    for cell in cells:
        if column.type == "integer":
            found = parse_period(cell) is not None and layout.ledger.name == "timetable"
        elif column.type in ("weekday", "subject", "class", "grade"):
            found = member(layout.ledger, column.name, str(cell)) is not None
        elif column.type == "date":
            found = _reads(column, cell)
        else:
            return 0.0
        hits += found
    return hits / len(cells)


def _reads(column: Column, cell: object) -> bool:
    try:
        reader(column, None, Years(2000))(cell)
    except BadCell:
        return False
    return True
