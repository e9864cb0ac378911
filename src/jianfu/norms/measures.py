"""Measures: what a norm counts, as a small tree over aggregates of records.

Each aggregate gives an *interval*: what is known, and how far what is missing could move it. The tree says
only *what*; the engine says *how*, once as SQL and once as Python, and a test holds the two together.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from sqlglot import exp

from jianfu.ledgers.declare import AMOUNTS
from jianfu.norms.faults import BadExpression
from jianfu.norms.predicates import Field, all_of, bind, names_in, tree_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jianfu.ledgers.declare import Ledger

Kind = Literal[
    "sum", "product", "count", "distinct", "min", "max", "value", "longest", "gap",
    "months", "days", "working_days", "spell", "again",
]  # fmt: skip
Operator = Literal["+", "-", "/", "unless", "given"]

ACCEPTED = (
    "sum(x) sum(x * y) count(*) count(distinct x) min(x) max(x) value(x) longest(x, within, by) gap(start, end) "
    "months(start, end) days(start, end) working_days(start, end) spell(start, end, 30) again(start, end, 365) "
    "change(…) other(…) unless(a, b) given(a, b) a + b, a - b, a / b; filter (where …)"
)
_FUNCTIONS: Mapping[str, tuple[Kind, int]] = {
    "value": ("value", 1),
    "longest": ("longest", 3),
    "gap": ("gap", 2),
    "months": ("months", 2),
    "days": ("days", 2),
    "working_days": ("working_days", 2),
    "spell": ("spell", 3),
    "again": ("again", 3),
}
STRETCHES: Mapping[str, str] = {
    "months": "month", "days": "day", "working_days": "day", "spell": "month", "again": "record",
}  # fmt: skip
"""Aggregates over stretches from one date to another, and the units they count in."""
OTHERS = frozenset({"sum", "product", "count", "distinct", "min", "max"})
"""Aggregates that may be taken over the second ledger of a joint norm."""
_CARRIED = frozenset({"fen", "minute"})  # what a number of pieces, heads or acres is multiplied with


@dataclass(frozen=True)
class Aggregate:
    """One aggregate over the records of a group; ``where`` selects those that count.

    ``until`` is where a stretch ends (it may fall back on as_of), ``within`` the longest pause in days after
    which another stretch still follows on it. ``other`` takes the second ledger of a joint norm, ``scale``
    divides a product of which one factor is held in hundredths.
    """

    kind: Kind
    columns: tuple[str, ...]
    where: exp.Expression | None = None
    until: exp.Expression | None = None
    within: int = 0
    other: bool = False
    scale: int = 1

    @cached_property
    def identity(self) -> tuple[object, ...]:
        """What tells this aggregate from others: two equal ones measure the same."""
        texts = ["" if tree is None else tree.sql("duckdb") for tree in (self.where, self.until)]
        return (self.kind, *self.columns, *texts, self.within, self.other, self.scale)


@dataclass(frozen=True)
class Number:
    """A constant of the measure's own unit."""

    value: int


@dataclass(frozen=True)
class Operation:
    """A sum, difference or ratio of two measures; ``unless`` is the left one where the right one is 0, else 0;
    ``given`` the left one where the right one is not 0, and else there is nothing to measure."""

    operator: Operator
    left: Measure
    right: Measure


Measure = Aggregate | Number | Operation


@dataclass(frozen=True)
class Measured:
    """A measure with whether it is compared with the same span of last year, and the unit of its own."""

    tree: Measure
    change: bool
    unit: str | None

    def aggregates(self) -> tuple[Aggregate, ...]:
        """Every aggregate in the tree, left to right."""
        return tuple(_aggregates(self.tree))

    @property
    def signed(self) -> bool:
        """Whether the measure may lie below zero: a change, a ratio or a difference."""
        return self.change or _differs(self.tree)

    @property
    def columns(self) -> frozenset[str]:
        """Physical columns of the watched ledger that the measure reads."""
        return self._columns(other=False)

    @property
    def other_columns(self) -> frozenset[str]:
        """Physical columns of the second ledger that the measure reads."""
        return self._columns(other=True)

    def _columns(self, *, other: bool) -> frozenset[str]:
        found: set[str] = set()
        for part in self.aggregates():
            if part.other is other:
                found |= set(part.columns) | names_in(part.where) | names_in(part.until)
        return frozenset(found)


def _differs(tree: Measure) -> bool:
    if isinstance(tree, Operation):
        return tree.operator in {"-", "/"} or _differs(tree.left) or _differs(tree.right)
    return isinstance(tree, Aggregate) and tree.kind == "gap"


def _aggregates(tree: Measure) -> Iterator[Aggregate]:
    if isinstance(tree, Aggregate):
        yield tree
    elif isinstance(tree, Operation):
        yield from _aggregates(tree.left)
        yield from _aggregates(tree.right)


def parse_measure(
    text: str,
    ledger: Ledger,
    fields: Mapping[str, Field],
    where: exp.Expression | None,
    other: tuple[Ledger, Mapping[str, Field]] | None = None,
) -> Measured:
    """The measure written ``text``, its aggregates filtered by ``where`` besides their own filters.

    ``other`` is the second ledger with its names. BadExpression when the text is not in the language, names an
    unknown column or mixes units.
    """
    tree = tree_of(text)
    change = isinstance(tree, exp.Anonymous) and str(tree.this).lower() == "change"
    if change:
        if len(tree.expressions) != 1:
            raise BadExpression("measure", value=text, accepted=ACCEPTED)
        tree = tree.expressions[0]
    reader = _Reader(text, ledger, fields, where, other)
    measured = reader.read(tree)
    if (change and other) or (other and not any(a.other for a in _aggregates(measured))):
        raise BadExpression("measure-other", value=text)
    if len(reader.units) > 1 and not _is_ratio(measured):
        raise BadExpression("measure-unit", value=text, units="、".join(sorted(reader.units)))
    unit = next(iter(reader.units), None)
    if unit == "clock" and isinstance(measured, Operation):
        unit = "minute"  # the distance between two clock times
    return Measured(measured, change, "percent" if change or _is_ratio(measured) else unit)


def counting(where: exp.Expression) -> Measured:
    """The number of records for which ``where`` holds: what ``never`` and ``each`` measure."""
    return Measured(Aggregate("count", (), where), change=False, unit="record")


def _is_ratio(tree: Measure) -> bool:
    return isinstance(tree, Operation) and tree.operator == "/"


class _Reader:
    """Reads one measure; remembers the units of its columns, which must agree."""

    def __init__(
        self,
        text: str,
        ledger: Ledger,
        fields: Mapping[str, Field],
        where: exp.Expression | None,
        other: tuple[Ledger, Mapping[str, Field]] | None,
    ) -> None:
        self.text, self.ledger, self.fields, self.where = text, ledger, fields, where
        self.second, self.elsewhere = other, False
        self.units: set[str] = set()

    def read(self, node: exp.Expression) -> Measure:
        if isinstance(node, exp.Paren):
            return self.read(node.this)
        if isinstance(node, (exp.Add, exp.Sub, exp.Div)):
            operator: Operator = (
                "+" if isinstance(node, exp.Add) else "-" if isinstance(node, exp.Sub) else "/"
            )
            left, right = self.read(node.this), self.read(node.expression)
            if operator == "/" and (_is_ratio(left) or _is_ratio(right)):
                raise BadExpression("measure", value=self.text, accepted=ACCEPTED)
            return Operation(operator, left, right)
        if isinstance(node, exp.Literal) and not node.is_string and node.this.isdigit():
            return Number(int(node.this))
        word = str(node.this).lower() if isinstance(node, exp.Anonymous) else ""
        if word in {"unless", "given"} and len(node.expressions) == 2:
            left = self.read(node.expressions[0])
            units = set(self.units)
            right = self.read(node.expressions[1])
            self.units = units  # what is asked whether it is there at all may be counted in anything
            return Operation("unless" if word == "unless" else "given", left, right)
        if isinstance(node, exp.Anonymous) and word == "other":
            return self.over_other(node)
        own = None
        if isinstance(node, exp.Filter):
            own = bind(node.expression.this, self.text, self.fields)
            node = node.this
        return self.aggregate(node, all_of(self.where, own))

    def over_other(self, node: exp.Anonymous) -> Aggregate:
        """``other(…)``: one aggregate over the second ledger, to which ``where`` does not apply."""
        if self.second is None or self.elsewhere or len(node.expressions) != 1:
            raise BadExpression("measure-other", value=self.text)
        reader = _Reader(self.text, self.second[0], self.second[1], None, None)
        reader.elsewhere = True
        found = reader.read(node.expressions[0])
        if not isinstance(found, Aggregate) or found.kind not in OTHERS:
            raise BadExpression("measure-other", value=self.text)
        self.units |= reader.units
        return replace(found, other=True)

    def aggregate(self, node: exp.Expression, where: exp.Expression | None) -> Aggregate:
        if isinstance(node, exp.Count):
            if isinstance(node.this, exp.Star):
                return Aggregate("count", (), where)
            if isinstance(node.this, exp.Distinct) and len(node.this.expressions) == 1:
                return Aggregate("distinct", (self.column(node.this.expressions[0]),), where)
        if isinstance(node, exp.Sum) and isinstance(node.this, exp.Mul):
            return self.product(node.this, where)
        for kind, sql in (("sum", exp.Sum), ("min", exp.Min), ("max", exp.Max)):
            if isinstance(node, sql) and not node.expressions:
                return Aggregate(kind, (self.amount(node.this),), where)  # type: ignore[arg-type] # kind is one of three literals
        if isinstance(node, exp.Anonymous) and str(node.this).lower() in _FUNCTIONS:
            return self.function(node, where)
        raise BadExpression("measure", value=self.text, accepted=ACCEPTED)

    def function(self, node: exp.Anonymous, where: exp.Expression | None) -> Aggregate:
        kind, arity = _FUNCTIONS[str(node.this).lower()]
        given = node.expressions
        if len(given) != arity:
            raise BadExpression("measure", value=self.text, accepted=ACCEPTED)
        if kind in STRETCHES:
            self.units.add(STRETCHES[kind])
            until = bind(given[1], self.text, self.fields)
            within = self.number(given[2]) if len(given) == 3 else 0
            return Aggregate(kind, (self.column(given[0], "date"),), where, until, within)
        if kind == "gap":
            columns = tuple(self.column(c, "time") for c in given)
            self.units.add("minute")
            return Aggregate("gap", columns, where)
        return Aggregate(kind, (self.amount(given[0]), *(self.column(c) for c in given[1:])), where)

    def number(self, node: exp.Expression) -> int:
        if not isinstance(node, exp.Literal) or node.is_string or not node.this.isdigit():
            raise BadExpression("measure", value=self.text, accepted=ACCEPTED)
        return int(node.this)

    def product(self, node: exp.Mul, where: exp.Expression | None) -> Aggregate:
        """``sum(price * copies)``: counted in the unit of the factor that is money or time."""
        before, self.units = self.units, set()
        names = tuple(self.amount(part) for part in (node.this, node.expression))
        found, self.units = self.units, before
        kept = found & _CARRIED or found
        types = [next(f for f in self.fields.values() if f.name == n).type for n in names]
        decimals = types.count("decimal")
        if "time" in types or len(kept) > 1:
            raise BadExpression("measure-unit", value=self.text, units="、".join(sorted(found)))
        self.units |= kept
        carried = bool(kept & _CARRIED) or decimals == 0
        return Aggregate("product", names, where, scale=100 ** (decimals if carried else decimals - 1))

    def column(self, node: exp.Expression, type_: str | None = None) -> str:
        bound = bind(node, self.text, self.fields)
        if not isinstance(bound, exp.Column):
            raise BadExpression("measure", value=self.text, accepted=ACCEPTED)
        field = next(f for f in self.fields.values() if f.name == bound.name)
        if type_ is not None and field.type != type_:
            raise BadExpression("measure-type", value=bound.name, accepted=type_)
        return bound.name

    def amount(self, node: exp.Expression) -> str:
        """A column that can be added up or compared: a number, a length of time, money or a clock time."""
        name = self.column(node)
        field = next(f for f in self.fields.values() if f.name == name)
        if field.type not in AMOUNTS and field.type != "time":
            raise BadExpression("measure-type", value=name, accepted="integer, decimal, minutes, money, time")
        unit = {"minutes": "minute", "money": "fen", "time": "clock"}.get(field.type)
        unit = unit or (field.column.unit if field.column else None)
        if unit is not None:
            self.units.add(unit)
        return name
