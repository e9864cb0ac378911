"""Aggregates over records in Python: the meaning of each aggregate, stated once more for ``decide``.

``aggregates_sql`` says the same in SQL. A record is a mapping column → value (None for unknown); a
``_possible`` record is one of which it is not known whether the norm is about it.
"""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from jianfu.engine.stretches import LENGTHS, longest_spell, longest_stretch, times_again
from jianfu.norms.closures import compile_predicate
from jianfu.terms.cells.model import OPEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from jianfu.engine.intervals import Span
    from jianfu.norms.measures import Aggregate

    Record = Mapping[str, Any]
    Evaluator = Callable[[Iterable[Record]], Span | None]


def compile_aggregate(aggregate: Aggregate) -> Evaluator:
    """A function from the records of a group to the interval of ``aggregate``; None when it is undefined."""
    where = compile_predicate(aggregate.where) if aggregate.where is not None else None

    def split(records: Iterable[Record]) -> tuple[list[Record], list[Record]]:
        """Records that count for certain, and those that may."""
        certain: list[Record] = []
        possible: list[Record] = []
        for record in records:
            truth = True if where is None else where(record)
            if truth is True and not record.get("_possible"):
                certain.append(record)
            elif truth is not False:
                possible.append(record)
        return certain, possible

    compute = _COMPUTE[aggregate.kind]
    return lambda records: compute(aggregate, *split(records))


def _low(record: Record, column: str) -> int | None:
    return record.get(column)


def _high(record: Record, column: str) -> int:
    value = record.get(f"{column}_max")
    if value is None:
        value = record.get(column)
    return OPEN if value is None else value


def _sum(aggregate: Aggregate, certain: list[Record], possible: list[Record]) -> Span:
    column = aggregate.columns[0]
    lo = sum(_low(r, column) or 0 for r in certain)
    return lo, sum(_high(r, column) for r in certain) + sum(_high(r, column) for r in possible)


def _product(aggregate: Aggregate, certain: list[Record], possible: list[Record]) -> Span:
    a, b = aggregate.columns

    def times(left: int, right: int) -> int:
        if left == 0 or right == 0:
            return 0
        if left >= OPEN or right >= OPEN:
            return OPEN
        return (left * right + (aggregate.scale // 2 if aggregate.scale > 1 else 0)) // aggregate.scale

    lo = sum(times(_low(r, a) or 0, _low(r, b) or 0) for r in certain)
    return lo, sum(times(_high(r, a), _high(r, b)) for r in (*certain, *possible))


def _count(_aggregate: Aggregate, certain: list[Record], possible: list[Record]) -> Span:
    return len(certain), len(certain) + len(possible)


def _distinct(aggregate: Aggregate, certain: list[Record], possible: list[Record]) -> Span:
    column = aggregate.columns[0]
    known = {r.get(column) for r in certain} - {None}
    every = {r.get(column) for r in (*certain, *possible)} - {None}
    blank = sum(1 for r in (*certain, *possible) if r.get(column) is None)
    return max(len(known), 1 if certain else 0), len(every) + blank


def _min(aggregate: Aggregate, certain: list[Record], possible: list[Record]) -> Span | None:
    column = aggregate.columns[0]
    if not certain and not possible:
        return None
    lows = [_low(r, column) for r in (*certain, *possible)]
    lo = 0 if any(v is None for v in lows) else min(v for v in lows if v is not None)
    return lo, min((_high(r, column) for r in certain), default=OPEN)


def _max(aggregate: Aggregate, certain: list[Record], possible: list[Record]) -> Span | None:
    column = aggregate.columns[0]
    if not certain and not possible:
        return None
    lo = max((_low(r, column) or 0 for r in certain), default=0)
    return lo, max(_high(r, column) for r in (*certain, *possible))


def _longest(aggregate: Aggregate, certain: list[Record], possible: list[Record]) -> Span:
    column, within, by = aggregate.columns
    lo = sum(_low(r, column) or 0 for r in certain if r.get(by) is None)
    hi = sum(_high(r, column) for r in (*certain, *possible) if r.get(by) is None)
    layers: dict[Any, dict[Any, list[int]]] = {}
    for counts, records in ((True, certain), (False, possible)):
        for r in records:
            if r.get(by) is not None:
                sums = layers.setdefault(r.get(within), {}).setdefault(r.get(by), [0, 0])
                sums[0] += (_low(r, column) or 0) if counts else 0
                sums[1] += _high(r, column)
    lo += sum(max(s[0] for s in group.values()) for group in layers.values())
    hi += sum(max(s[1] for s in group.values()) for group in layers.values())
    return lo, hi


def _gap(aggregate: Aggregate, certain: list[Record], possible: list[Record]) -> Span | None:
    start, end = aggregate.columns
    known = sorted((r[start], r[end]) for r in certain if r.get(start) is not None and r.get(end) is not None)
    unknown = len(possible) + len(certain) - len(known)
    gaps = [later[0] - earlier[1] for earlier, later in pairwise(known)]
    if not gaps:
        return (0, OPEN) if unknown else None
    return (min(0, *gaps) if unknown else min(gaps)), min(gaps)


_COMPUTE: dict[str, Callable[[Aggregate, list[Record], list[Record]], Span | None]] = {
    "sum": _sum,
    "count": _count,
    "distinct": _distinct,
    "min": _min,
    "max": _max,
    "value": _max,
    "longest": _longest,
    "gap": _gap,
    "product": _product,
    **{kind: partial(longest_stretch, LENGTHS[kind]) for kind in LENGTHS},
    "spell": longest_spell,
    "again": times_again,
}
