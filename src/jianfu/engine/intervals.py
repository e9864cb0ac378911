"""Arithmetic on intervals [lo, hi] of what is known: in Python for ``decide``, as SQL for ``check``.

``OPEN`` stands for "no upper end known"; anything at or above it is unbounded. A measure that has nothing to
measure (no lesson in a school day) is undefined: None in Python, NULL in SQL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jianfu.norms.measures import Aggregate, Measure, Number, Operation
from jianfu.terms.cells.model import OPEN

if TYPE_CHECKING:
    from collections.abc import Mapping

Span = tuple[float, float]
UNKNOWN: Span = (-OPEN, OPEN)
"""One side of a sum or difference is there and the other is not: a getting-up time without a bedtime."""


def add(a: Span, b: Span) -> Span:
    """The interval of x + y."""
    return a[0] + b[0], a[1] + b[1]


def subtract(a: Span, b: Span) -> Span:
    """The interval of x - y."""
    lo = -OPEN if b[1] >= OPEN else a[0] - b[1]
    hi = OPEN if a[1] >= OPEN else a[1] - b[0]
    return lo, hi


def percent(a: Span, b: Span) -> Span | None:
    """The interval of 100 x / y; undefined when y can only be 0 and x too."""
    if b[1] == 0 and a[1] == 0:
        return None
    lo = 0.0 if b[1] >= OPEN else OPEN * 1.0 if b[1] == 0 else a[0] * 100.0 / b[1]
    hi = OPEN * 1.0 if a[1] >= OPEN or b[0] == 0 else a[1] * 100.0 / b[0]
    return lo, hi


def unless(a: Span | None, b: Span | None) -> Span | None:
    """The interval of x where y is 0, else of 0; what is not there is 0."""
    if a is None or b is None or b[1] == 0:
        return a
    return (0, 0) if b[0] > 0 else (min(a[0], 0), max(a[1], 0))


def given(a: Span | None, b: Span | None) -> Span | None:
    """The interval of x where y is not 0; undefined where it is."""
    if a is None or b is None or b[1] == 0:
        return None
    return a if b[0] > 0 else UNKNOWN


def evaluate(tree: Measure, values: Mapping[int, Span | None], order: list[Aggregate]) -> Span | None:
    """The interval of ``tree`` given that of each of its aggregates (by position in ``order``)."""
    if isinstance(tree, Number):
        return tree.value, tree.value
    if isinstance(tree, Aggregate):
        return values[_position(tree, order)]
    left, right = evaluate(tree.left, values, order), evaluate(tree.right, values, order)
    if tree.operator in {"unless", "given"}:
        return unless(left, right) if tree.operator == "unless" else given(left, right)
    if left is None or right is None:
        neither = left is None and right is None
        return None if neither or _has_number(tree) else UNKNOWN
    return {"+": add, "-": subtract, "/": percent}[tree.operator](left, right)


def as_sql(tree: Measure, names: list[tuple[str, str]], order: list[Aggregate]) -> tuple[str, str]:
    """The same as SQL: expressions for lo and hi over the columns ``names`` of each aggregate."""
    if isinstance(tree, Number):
        return str(tree.value), str(tree.value)
    if isinstance(tree, Aggregate):
        return names[_position(tree, order)]
    left, right = as_sql(tree.left, names, order), as_sql(tree.right, names, order)
    if tree.operator == "+":
        lo, hi = f"({left[0]} + {right[0]})", f"({left[1]} + {right[1]})"
    elif tree.operator == "unless":
        gone = f"{right[1]} IS NULL OR {right[1]} = 0"
        lo, hi = (
            f"(CASE WHEN {gone} OR {own} IS NULL THEN {own} WHEN {right[0]} > 0 OR {own} {beyond} 0 THEN 0 ELSE {own} END)"
            for own, beyond in ((left[0], ">"), (left[1], "<"))
        )
        return lo, hi
    elif tree.operator == "given":
        gone = f"{right[1]} IS NULL OR {right[1]} = 0"
        lo, hi = (
            f"(CASE WHEN {gone} OR {own} IS NULL THEN NULL WHEN {right[0]} > 0 THEN {own} ELSE {far} END)"
            for own, far in ((left[0], -OPEN), (left[1], OPEN))
        )
        return lo, hi
    elif tree.operator == "-":
        lo = f"(CASE WHEN {right[1]} >= {OPEN} THEN -{OPEN} ELSE {left[0]} - {right[1]} END)"
        hi = f"(CASE WHEN {left[1]} >= {OPEN} THEN {OPEN} ELSE {left[1]} - {right[0]} END)"
    else:
        lo, hi = percent_sql(left, right)
    if _has_number(tree):
        return lo, hi
    half = f"({left[0]} IS NULL) <> ({right[0]} IS NULL)"
    return f"(CASE WHEN {half} THEN -{OPEN} ELSE {lo} END)", f"(CASE WHEN {half} THEN {OPEN} ELSE {hi} END)"


def _has_number(tree: Operation) -> bool:
    """Whether a side is a constant, which is there in any case."""
    return isinstance(tree.left, Number) or isinstance(tree.right, Number)


def percent_sql(left: tuple[str, str], right: tuple[str, str]) -> tuple[str, str]:
    """``percent`` as SQL."""
    nothing = f"{right[1]} = 0 AND {left[1]} = 0"
    lo = (
        f"(CASE WHEN {nothing} THEN NULL WHEN {right[1]} >= {OPEN} THEN 0.0 "
        f"WHEN {right[1]} = 0 THEN {OPEN}::DOUBLE ELSE {left[0]} * 100.0::DOUBLE / {right[1]} END)"
    )
    hi = (
        f"(CASE WHEN {nothing} THEN NULL WHEN {left[1]} >= {OPEN} OR {right[0]} = 0 THEN {OPEN}::DOUBLE "
        f"ELSE {left[1]} * 100.0::DOUBLE / {right[0]} END)"
    )
    return lo, hi


def change_sql(now: tuple[str, str], before: tuple[str, str]) -> tuple[str, str]:
    """``now`` in percent of ``before`` as SQL; both ends NULL where either has nothing to measure."""
    lo, hi = percent_sql(now, before)
    nothing = f"{now[1]} IS NULL OR {before[1]} IS NULL"
    return f"(CASE WHEN {nothing} THEN NULL ELSE {lo} END)", f"(CASE WHEN {nothing} THEN NULL ELSE {hi} END)"


def _position(aggregate: Aggregate, order: list[Aggregate]) -> int:
    return next(i for i, known in enumerate(order) if known is aggregate)
