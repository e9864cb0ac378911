"""Predicates: the closed condition language of norms, parsed once by SQLGlot and bound to columns.

A bound predicate is an SQLGlot tree over physical column names with canonical literal values; the engine
prints it as SQL for each database or compiles it to a closure. Nothing is ever evaluated as code: a tree
with any node outside the white list does not load.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, cast

import sqlglot
from sqlglot import exp
from sqlglot.dialects.duckdb import DuckDB
from sqlglot.parsers.duckdb import DuckDBParser

from jianfu.ledgers.declare import AMOUNTS, Column
from jianfu.ledgers.registry import ledgers
from jianfu.norms.faults import BadExpression

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jianfu.ledgers.declare import Ledger

_COMPARISONS = (exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE)
_ALLOWED = (
    exp.And, exp.Or, exp.Not, exp.Paren, *_COMPARISONS, exp.Between, exp.In, exp.Is,
    exp.Column, exp.Identifier, exp.Literal, exp.Boolean, exp.Null, exp.Coalesce,
)  # fmt: skip

MOST_CHARACTERS = 4000
MOST_LEVELS = 60
LANGUAGE = "= <> < <= > >= in between and or not is null contains(…) coalesce(…) weekday(date) rest_day as_of"
OF_DAY: Mapping[str, str] = {"weekday": "_weekday", "rest_day": "_rest_day"}
"""What the calendar says of a record's own date, and the columns that the engine gives it in."""


class Closed(DuckDB):
    """DuckDB's grammar with no functions but these: every other call parses as an unknown one and is refused."""

    class Parser(DuckDBParser):
        FUNCTIONS = {  # noqa: RUF012 - as declared upstream
            k: DuckDBParser.FUNCTIONS[k] for k in ("COALESCE", "COUNT", "SUM", "MIN", "MAX")
        }


@dataclass(frozen=True)
class Field:
    """A name that a predicate may use: physical name, type, choices, and whether null means "none"."""

    name: str
    type: str
    column: Column | None = None

    @property
    def null_is_none(self) -> bool:
        """Whether an empty cell says "there is nothing" rather than "nobody wrote it down"."""
        return self.column is not None and self.column.blank == "none"


def fields_of(ledger: Ledger) -> dict[str, Field]:
    """Every name usable over the records of ``ledger``: English names and Chinese headings."""
    found = {"organisation": Field("organisation", "org"), "as_of": Field("as_of", "date")}
    for column in ledger.columns:
        if column.type == "class":
            found["grade"] = Field("grade", "grade", column)
            found["年级"] = found["grade"]
            found["class_no"] = Field("class_no", "integer", column)
        else:
            found[column.name] = found[column.zh] = Field(column.name, column.type, column)
    found.setdefault("term", Field("term", "term"))
    if ledger.date is not None:
        found.setdefault("rest_day", Field(OF_DAY["rest_day"], "bool"))
        found["weekday()"] = Field(OF_DAY["weekday"], "weekday", ledger.column(ledger.date))
    return found


def _chosen(name: str, ledger: str, column: str) -> Field:
    """An attribute of a group whose words are those of a column: others do not load."""
    return Field(name, "choice", ledgers()[ledger].column(column))


GROUP_FIELDS: Mapping[str, Field] = {
    f.name: f
    for f in (
        _chosen("stage", "school_day", "stage"),
        _chosen("organisation_kind", "organisations", "kind"),
        _chosen("organisation_level", "organisations", "level"),
        _chosen("system", "organisations", "system"),
        Field("grade", "grade"),
        Field("organisation", "org"),
    )
}


def parse(text: str, fields: Mapping[str, Field]) -> exp.Expression:
    """The bound tree of ``text``; BadExpression names the offending part, near columns and the accepted form."""
    tree = tree_of(text)
    bound = bind(tree, text, fields)
    tree = _with_weekdays(tree, fields)
    if not _is_condition(tree, fields):
        raise BadExpression("condition", value=text, accepted=LANGUAGE)
    return bound


def _is_condition(tree: exp.Expression, fields: Mapping[str, Field]) -> bool:
    """Whether ``tree`` says yes or no: a number or a text alone is no condition."""
    if isinstance(tree, (exp.Paren, exp.Not)):
        return _is_condition(tree.this, fields)
    if isinstance(tree, (exp.And, exp.Or)):
        return _is_condition(tree.this, fields) and _is_condition(tree.expression, fields)
    if isinstance(tree, exp.Coalesce):
        return all(_is_condition(part, fields) for part in (tree.this, *tree.expressions))
    if isinstance(tree, exp.Column):
        return fields[tree.name].type == "bool"
    return isinstance(tree, (*_COMPARISONS, exp.Between, exp.In, exp.Is, exp.Boolean)) or _is_contains(tree)


def tree_of(text: str) -> exp.Expression:
    """``text`` as an unbound SQLGlot tree; BadExpression when it is not one expression."""
    if len(text) > MOST_CHARACTERS:
        raise BadExpression("long", value=f"{text[:40]}…", limit=MOST_CHARACTERS)
    try:
        tree = sqlglot.parse_one(text, dialect=Closed)
        deep = max((node.depth for node in tree.walk() if not node.is_leaf()), default=0) > MOST_LEVELS
    except RecursionError:
        deep = True
    except (sqlglot.errors.ParseError, sqlglot.errors.TokenError) as error:
        raise BadExpression("syntax", value=text, accepted=LANGUAGE) from error
    if deep:
        raise BadExpression("deep", value=f"{text[:40]}…", limit=MOST_LEVELS)
    if not isinstance(tree, exp.Expression):
        raise BadExpression("syntax", value=text, accepted=LANGUAGE)
    return tree


def bind(tree: exp.Expression, text: str, fields: Mapping[str, Field]) -> exp.Expression:
    """``tree`` checked against the white list and ``fields``, with physical names and canonical values."""
    tree = _with_weekdays(tree, fields)
    for node in tree.walk():
        if isinstance(node, exp.Is) and not isinstance(node.expression, exp.Null):
            raise BadExpression("syntax", value=text, accepted=LANGUAGE)
        if _is_contains(node):
            continue
        if isinstance(node, exp.Func) and not isinstance(node, (exp.Coalesce, exp.And, exp.Or)):
            raise BadExpression("function", value=node.sql("duckdb"), accepted=LANGUAGE)
        if not isinstance(node, _ALLOWED) or (isinstance(node, exp.In) and node.args.get("query")):
            raise BadExpression("syntax", value=node.sql("duckdb"), accepted=LANGUAGE)
    return _rewrite(tree.copy(), fields)


def _with_weekdays(tree: exp.Expression, fields: Mapping[str, Field]) -> exp.Expression:
    """``tree`` with ``weekday(date)`` as a column; BadExpression when it asks of another date than the record's own."""

    def visit(node: exp.Expression) -> exp.Expression:
        if isinstance(node, exp.Anonymous) and str(node.this).lower() == "weekday":
            own = fields.get("weekday()")
            asked = fields.get(node.expressions[0].name) if len(node.expressions) == 1 else None
            if own is None or own.column is None or asked is None or asked.name != own.column.name:
                accepted = own.column.name if own and own.column else "—"
                raise BadExpression("weekday", value=node.sql("duckdb"), accepted=accepted)
            return exp.column("weekday()")
        return node

    return tree.copy().transform(visit)


def _rewrite(tree: exp.Expression, fields: Mapping[str, Field]) -> exp.Expression:
    def visit(node: exp.Expression) -> exp.Expression:
        if isinstance(node, exp.Column):
            return column_of(_field(node, fields).name)
        if isinstance(node, exp.Anonymous):
            return _contains(node, fields)
        if isinstance(node, exp.Is):
            field = _field(node.this, fields)
            if not field.null_is_none:
                raise BadExpression("is-null", column=field.name)
            return exp.Is(this=column_of(field.name), expression=exp.Null())
        if isinstance(node, (*_COMPARISONS, exp.Between, exp.In)):
            return _comparison(node, fields)
        for key, value in list(node.args.items()):
            if isinstance(value, exp.Expression):
                node.set(key, visit(value))
            elif isinstance(value, list):
                node.set(key, [visit(v) if isinstance(v, exp.Expression) else v for v in value])
        return node

    return visit(tree)


def _field(node: exp.Expression, fields: Mapping[str, Field]) -> Field:
    if not isinstance(node, exp.Column) or node.table:
        raise BadExpression("syntax", value=node.sql("duckdb"), accepted=LANGUAGE)
    found = fields.get(node.name)
    if found is None:
        near = difflib.get_close_matches(node.name, list(fields), n=3, cutoff=0.5)
        raise BadExpression("unknown-column", value=node.name, near="、".join(near or sorted(fields)))
    return found


def _is_contains(node: object) -> bool:
    return isinstance(node, exp.Anonymous) and str(node.this).lower() == "contains"


def _contains(node: exp.Anonymous, fields: Mapping[str, Field]) -> exp.Expression:
    """``contains(column, 'a', 'b')``: any of the words stands in the text."""
    first, *words = node.expressions or [exp.Null()]
    if not words or not all(isinstance(w, exp.Literal) and w.is_string for w in words):
        raise BadExpression("syntax", value=node.sql("duckdb"), accepted="contains(content, '打卡')")
    field = _field(first, fields)
    column: exp.Expression = column_of(field.name)
    if field.null_is_none:
        column = exp.Coalesce(this=column, expressions=[exp.Literal.string("")])
    tests = [
        exp.GT(this=exp.StrPosition(this=column.copy(), substr=word.copy()), expression=exp.Literal.number(0))
        for word in words
    ]
    return exp.paren(exp.or_(*tests)) if len(tests) > 1 else tests[0]


def _comparison(node: exp.Expression, fields: Mapping[str, Field]) -> exp.Expression:
    """A comparison whose literals are turned to canonical values of the column compared with."""
    columns = [_field(c, fields) for c in node.find_all(exp.Column)]
    subject = next((f for f in columns if f.name != "as_of"), None)
    for literal in list(node.find_all(exp.Literal)):
        if subject is not None:
            literal.replace(exp.convert(canonical(subject, literal.this, literal.is_string)))
    for column in list(node.find_all(exp.Column)):
        column.replace(column_of(_field(column, fields).name))
    if any(f.null_is_none for f in columns) and not node.find(exp.Coalesce):
        settled = exp.Coalesce(this=node, expressions=[exp.Boolean(this=isinstance(node, exp.NEQ))])
        # What is compared with it may be unknown all the same.
        unknowable = dict.fromkeys(f.name for f in columns if not f.null_is_none and f.name != "as_of")
        known = [exp.Not(this=exp.Is(this=column_of(n), expression=exp.Null())) for n in unknowable]
        if not known:
            return settled
        return exp.Case(ifs=[exp.If(this=exp.and_(*known), true=settled)])
    for field in columns:
        if field.type in AMOUNTS:  # 40-50 is neither above nor below 45: the comparison is then unknown
            upper = exp.Coalesce(this=column_of(f"{field.name}_max"), expressions=[column_of(field.name)])
            node = exp.Case(
                ifs=[exp.If(this=exp.EQ(this=upper, expression=column_of(field.name)), true=node)]
            )
    return node


def canonical(field: Field, value: str, is_string: bool) -> str | int | bool:
    """A literal as the column stores it: choices by id, clock times as minutes, numbers as integers."""
    column = field.column
    if column is not None and column.type == "choice":
        if value in column.choices:
            return value
        for key, choice in column.choices.items():
            if value == choice.zh or value in choice.also:
                return key
        raise BadExpression(
            "unknown-choice", value=value, column=column.name, accepted="、".join(column.choices)
        )
    if field.type == "bool":
        raise BadExpression("literal", value=value, column=field.name, accepted="true、false")
    if field.type == "time":
        hours, _, minutes = value.partition(":")
        if not (is_string and hours.isdecimal() and minutes.isdecimal()):
            raise BadExpression("literal", value=value, column=field.name, accepted="'08:20'")
        return int(hours) * 60 + int(minutes)
    if field.type == "date":
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError as error:
            raise BadExpression("literal", value=value, column=field.name, accepted="'2021-04-08'") from error
    if field.type in AMOUNTS or field.type in {"grade", "weekday", "integer"}:
        if is_string or not value.isdigit():
            raise BadExpression("literal", value=value, column=field.name, accepted="60")
        return int(value)
    return value


def column_of(name: str) -> exp.Column:
    """A reference to the physical column ``name``, quoted so that names such as ``end`` survive everywhere."""
    return exp.column(name, quoted=True)


def names_in(tree: exp.Expression | None) -> frozenset[str]:
    """Physical columns that a bound tree reads (``as_of`` apart)."""
    if tree is None:
        return frozenset()
    return frozenset(c.name for c in tree.find_all(exp.Column)) - {"as_of"}


def all_of(*trees: exp.Expression | None) -> exp.Expression | None:
    """The conjunction of those given, or None when there is none."""
    given: Iterable[exp.Expression] = [t for t in trees if t is not None]
    parts = [exp.paren(t.copy()) for t in given]
    return cast("exp.Expression", exp.and_(*parts)) if parts else None


def negation(tree: exp.Expression) -> exp.Expression:
    """A tree that is true exactly when ``tree`` is false."""
    return exp.Not(this=exp.paren(tree.copy()))
