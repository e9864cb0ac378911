"""Bound predicates as Python closures with SQL's three values: True, False and None for unknown.

The same trees are printed as SQL by the engine; a property test holds the two readings together.
"""

from __future__ import annotations

import operator
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlglot import exp

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Record = Mapping[str, Any]
    Value = Callable[[Record], Any]

_COMPARE: dict[type[exp.Expression], Callable[[Any, Any], bool]] = {
    exp.EQ: operator.eq,
    exp.NEQ: operator.ne,
    exp.LT: operator.lt,
    exp.LTE: operator.le,
    exp.GT: operator.gt,
    exp.GTE: operator.ge,
}


def compile_predicate(tree: exp.Expression) -> Value:
    """A function of a record (column → value, None for null) that gives the truth of ``tree``, or its value.

    ``as_of`` is read from the record like a column. Dates compare as dates.
    """
    kind = type(tree)
    if kind is exp.Paren:
        return compile_predicate(tree.this)
    if kind is exp.Column:
        return _column(tree.name)
    if kind is exp.Literal:
        return _constant(tree.this if tree.is_string else int(tree.this))
    if kind is exp.Boolean:
        return _constant(bool(tree.this))
    if kind is exp.Null:
        return _constant(None)
    if kind in _COMPARE:
        if isinstance(tree.this, exp.Column) and _is_plain(tree.expression):
            return _against(_COMPARE[kind], tree.this.name, compile_predicate(tree.expression)({}))
        return _comparison(_COMPARE[kind], compile_predicate(tree.this), compile_predicate(tree.expression))
    if kind is exp.And:
        return _and(compile_predicate(tree.this), compile_predicate(tree.expression))
    if kind is exp.Or:
        return _or(compile_predicate(tree.this), compile_predicate(tree.expression))
    if kind is exp.Not:
        return _not(compile_predicate(tree.this))
    if kind is exp.Is:
        return _is_null(compile_predicate(tree.this))
    if kind is exp.Coalesce:
        return _coalesce([compile_predicate(part) for part in (tree.this, *tree.expressions)])
    if kind is exp.Between:
        value = compile_predicate(tree.this)
        low = _comparison(operator.ge, value, compile_predicate(tree.args["low"]))
        return _and(low, _comparison(operator.le, value, compile_predicate(tree.args["high"])))
    if kind is exp.In:
        return _among(compile_predicate(tree.this), [compile_predicate(part) for part in tree.expressions])
    if kind is exp.StrPosition:
        return _position(compile_predicate(tree.this), compile_predicate(tree.args["substr"]))
    if kind is exp.Case:
        branch = tree.args["ifs"][0]
        return _when(compile_predicate(branch.this), compile_predicate(branch.args["true"]))
    raise TypeError(f"not in the closed language: {kind.__name__}")


def _column(name: str) -> Value:
    return lambda record: record.get(name)


def _constant(value: Any) -> Value:
    return lambda _record: value


def _is_plain(tree: exp.Expression) -> bool:
    """Whether ``tree`` is a literal that no date can be compared with."""
    if not isinstance(tree, exp.Literal):
        return False
    return not tree.is_string or not (tree.this[:4].isdigit() and tree.this[4:5] == "-")


def _against(compare: Callable[[Any, Any], bool], name: str, value: Any) -> Value:
    """A column compared with a constant: what most conditions are, and what ``decide`` spends its time on."""

    def test(record: Record) -> bool | None:
        found = record.get(name)
        return None if found is None else compare(found, value)

    return test


def _comparison(compare: Callable[[Any, Any], bool], left: Value, right: Value) -> Value:
    def test(record: Record) -> bool | None:
        a, b = left(record), right(record)
        if a is None or b is None:
            return None
        if isinstance(a, date) != isinstance(b, date):
            a, b = as_day(a), as_day(b)
        return compare(a, b)

    return test


def as_day(value: Any) -> date:
    """A date, or the text that SQLite and literals keep it as."""
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _and(left: Value, right: Value) -> Value:
    def test(record: Record) -> bool | None:
        a = left(record)
        if a is False:
            return False
        b = right(record)
        if b is False:
            return False
        return None if a is None or b is None else True

    return test


def _or(left: Value, right: Value) -> Value:
    def test(record: Record) -> bool | None:
        a = left(record)
        if a is True:
            return True
        b = right(record)
        if b is True:
            return True
        return None if a is None or b is None else False

    return test


def _not(inner: Value) -> Value:
    def test(record: Record) -> bool | None:
        value = inner(record)
        return None if value is None else not value

    return test


def _is_null(inner: Value) -> Value:
    return lambda record: inner(record) is None


def _coalesce(parts: list[Value]) -> Value:
    def first(record: Record) -> Any:
        for part in parts:
            value = part(record)
            if value is not None:
                return value
        return None

    return first


def _among(value: Value, options: list[Value]) -> Value:
    def test(record: Record) -> bool | None:
        v = value(record)
        return None if v is None else v in {option(record) for option in options}

    return test


def _position(text: Value, part: Value) -> Value:
    def find(record: Record) -> int | None:
        value, word = text(record), part(record)
        return None if value is None or word is None else str(value).find(word) + 1

    return find


def _when(condition: Value, result: Value) -> Value:
    return lambda record: result(record) if condition(record) is True else None
