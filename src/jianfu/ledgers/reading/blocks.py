"""Grids printed beside one another on a sheet, each under a title of its own: two classes' timetables."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace

from jianfu.ledgers.reading.context import read_above
from jianfu.ledgers.reading.layout import Layout, lay_out
from jianfu.ledgers.reading.recognise import Found
from jianfu.ledgers.reading.sheet import Row
from jianfu.ledgers.reading.table_head import Head, words


def grids_beside(table: Found, rows: Sequence[Row], sniff: Callable[[Layout, int], None]) -> list[Found]:
    """The grids of a crosstab whose headings repeat from left to right; empty when it is but one."""
    layout = table.layout
    starts = _starts(layout)
    if len(starts) < 2:
        return []
    head = layout.head
    edges = [*starts, len(head.paths)]
    found = []
    for left, right in itertools.pairwise(edges):
        paths = tuple(p if left <= i < right else () for i, p in enumerate(head.paths))
        block = lay_out(layout.ledger, Head(head.first, head.last, paths))
        block.bare_columns = [c for c in block.bare_columns if left <= c < right]
        sniff(block, head.last + 1)
        above = [_own(row, left, right) for row in rows[table.begin : head.first]]
        title, labels = read_above(above)
        found.append(Found(block, replace(table.context, title=title, labels=labels), table.begin))
    return found


def _starts(layout: Layout) -> list[int]:
    """The first columns of the grids: equal steps at which all crossed headings come again."""
    if len(layout.crossed) < 4:
        return []
    columns: dict[tuple[object, ...], list[int]] = {}
    for crossed in layout.crossed:
        key = (crossed.target.column.name, *sorted(crossed.values.items()))
        columns.setdefault(key, []).append(crossed.target.position)
    places = list(columns.values())
    count = len(places[0])
    if count < 2 or any(len(p) != count for p in places):
        return []
    steps = [b - a for a, b in zip(places[0], places[0][1:], strict=False)]
    if any([b - a for a, b in itertools.pairwise(p)] != steps for p in places):
        return []
    last = max(p[0] for p in places)
    if places[0][1] <= last:
        return []  # woven into one another, not side by side
    first = min([p[0] for p in places] + [b.position for b in layout.rows.values()])
    return [first + sum(steps[:n]) for n in range(count)]


def _own(row: Row, left: int, right: int) -> Row:
    """What a row above the grids says of one of them: its own cells, else the one cell that speaks for all."""
    filled = words(row)
    inside = {i for i, _ in filled if left <= i < right}
    if not inside and len(filled) != 1:
        return ()
    return tuple(v if i in inside or not inside else None for i, v in enumerate(row))
