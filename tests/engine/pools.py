"""Values worth trying in each column of each ledger: what the catalogue's norms ask for, and a little beside it."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlglot import exp

from jianfu.ledgers.declare import AMOUNTS, Column
from jianfu.ledgers.registry import ledgers
from jianfu.norms.load import load
from jianfu.norms.model import Catalogue, Norm
from jianfu.norms.predicates import names_in
from jianfu.terms.cells.model import OPEN

AS_OF = date(2026, 10, 20)
DAY = timedelta(days=1)
# Ends of terms, weeks, months and years; 29 February, which has no day a year before.
_EDGES = (
    date(2026, 8, 31), date(2026, 9, 1), date(2026, 1, 31), date(2026, 2, 1), date(2026, 7, 15), date(2027, 1, 31),
    date(2025, 12, 31), date(2026, 1, 1), date(2026, 10, 18), date(2026, 10, 19), date(2026, 4, 20), date(2024, 2, 29),
    date(2025, 2, 28), date(2025, 10, 20), date(2025, 10, 21), date(2027, 3, 1),
)  # fmt: skip


@cache
def catalogue() -> Catalogue:
    """The packaged catalogue."""
    return load()


@cache
def watching(ledger: str) -> tuple[Norm, ...]:
    """The norms over ``ledger`` alone."""
    return tuple(n for n in catalogue().norms.values() if n.ledgers == (ledger,))


@cache
def watched() -> tuple[str, ...]:
    """The ledgers that have norms of their own."""
    return tuple(sorted({n.watches for n in catalogue().norms.values() if n.against is None}))


@cache
def joint() -> tuple[Norm, ...]:
    """The norms over two ledgers."""
    return tuple(n for n in catalogue().norms.values() if n.against is not None)


@cache
def asking(ledger: str) -> tuple[Norm, ...]:
    """The norms that ask anything of ``ledger``, alone or as one of two."""
    return tuple(n for n in catalogue().norms.values() if ledger in n.ledgers)


def trees(norm: Norm) -> list[exp.Expression]:
    """Every predicate of ``norm``."""
    found = [norm.among, norm.where, norm.against.where if norm.against else None]
    for aggregate in norm.measured.aggregates():
        found += [aggregate.where, aggregate.until]
    for mark in norm.marks:
        found += [mark.scope, *(e.scope for e in mark.excepts)]
    return [t for t in found if t is not None]


@cache
def relevant(ledger: str) -> frozenset[str]:
    """Physical columns of ``ledger`` that some norm, its key, its date or its basis asks for."""
    declared = ledgers()[ledger]
    found = {n for c in declared.key for n in declared.column(c).physical} | {"term"}
    found |= {c for c in (declared.date, declared.basis_column) if c}
    for norm in asking(ledger):
        if norm.watches == ledger:
            found |= set(norm.keys) | norm.measured.columns
            for tree in trees(norm):
                found |= names_in(tree)
        if norm.against is not None and norm.against.ledger == ledger:
            found |= norm.measured.other_columns | names_in(norm.against.where)
        if norm.against is not None:
            found |= {pair[norm.watches != ledger] for pair in norm.against.on}
    found |= {f"{n}_max" for n in found}
    return frozenset(found & set(declared.physical))


@cache
def words(ledger: str) -> dict[str, tuple[str, ...]]:
    """Texts that the predicates over ``ledger`` look for, by column."""
    found: dict[str, set[str]] = {}
    for norm in asking(ledger):
        for tree in trees(norm):
            for node in tree.walk():
                texts = [n.this for n in node.find_all(exp.Literal) if n.is_string]
                if texts and isinstance(node, exp.Predicate | exp.StrPosition):
                    for column in node.find_all(exp.Column):
                        found.setdefault(column.name, set()).update(texts)
    return {name: tuple(sorted(texts)) for name, texts in found.items()}


@cache
def figures(ledger: str) -> tuple[int, ...]:
    """Figures at and around the marks of the norms over ``ledger``."""
    found = {0, 1, 7}
    for norm in asking(ledger):
        for mark in norm.marks:
            for value in (mark.lo, mark.hi):
                if value is not None:
                    whole = int(value)
                    found |= {whole - 1, whole, whole + 1, whole // 2, whole // 2 + 1}
    found |= {2 * v // 3 for v in found}
    return tuple(sorted(v for v in found if v >= 0))


@cache
def days(ledger: str) -> tuple[date, ...]:
    """Days around the edges of periods, around the dates of marks and around the day of judgement."""
    found = {*_EDGES, *(AS_OF + n * DAY for n in (-180, -31, -7, -1, 0, 1, 7, 60))}
    for norm in asking(ledger):
        for mark in norm.marks:
            if mark.first >= date(2021, 1, 1):
                found |= {mark.first - DAY, mark.first}
            if mark.last is not None and mark.last >= date(2021, 1, 1):
                found |= {mark.last, mark.last + DAY}
    return tuple(sorted(found))


@cache
def values(ledger: str, name: str) -> tuple[Any, ...]:
    """What the physical column ``name`` of ``ledger`` may hold, null apart."""
    if name == "grade":
        return (3, 1, 4, 6, 7, 9, 10, 2)
    if name == "class_no":
        return (1, 2)
    if name == "organisation":
        return ("S1", "S2", "S3", "S9")
    if name == "term":
        return ("2026-2027-1", "2025-2026-2", "2026-2027-1v")
    if name.endswith("_max") and name.removesuffix("_max") in ledgers()[ledger].by_name:
        return (1, 10, OPEN)  # by how much the upper end lies above the lower
    return _declared(ledger, ledgers()[ledger].column(name))


def _declared(ledger: str, column: Column) -> tuple[Any, ...]:
    if column.choices:  # those that norms ask for, and one that none does
        asked_for = [c for c in column.choices if c in words(ledger).get(column.name, ())]
        return (*asked_for, *[c for c in column.choices if c not in asked_for][:1])
    if column.type == "bool":
        return (True, False) if column.absent is None else (False,)
    if column.type == "date":
        return days(ledger)
    if column.type == "time":
        edges = {v for v in figures(ledger) if 240 <= v < 1440}
        return tuple(sorted(edges | {480, 500, 520, 535, 540, 555, 580, 990, 1000}))
    if column.type in AMOUNTS:
        return figures(ledger)
    if column.type == "weekday":
        return (1, 2, 5)
    if column.type == "grade":
        return (1, 3, 6, 7)
    if column.type == "org":
        return ("S1", "S2")
    asked = words(ledger).get(column.name, ())
    if column.type == "subject":
        return (*asked, "美术", "语文")
    return ("甲", "乙", *(f"关于{w}的事" for w in asked))
