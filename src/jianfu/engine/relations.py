"""What a statement needs to know of a ledger in a database: names, types, nulls, and the dialect's ways."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from jianfu.ledgers.declare import Ledger


PERIODS_BY_CALENDAR = ("week", "month", "term", "school_year", "year")
TEXT: Mapping[str, str] = {"duckdb": "VARCHAR", "sqlite": "TEXT", "postgres": "TEXT"}
_SQL_TYPES: Mapping[str, str] = {"date": "DATE", "bool": "BOOLEAN"}


@dataclass(frozen=True)
class Relation:
    """A ledger as a database holds it: how it is named, its columns, what identifies a row.

    ``complete`` lists columns without nulls, which spares the bookkeeping of what is missing; ``empty``
    those that hold nothing at all.
    """

    sql: str
    columns: frozenset[str]
    id_sql: str
    complete: frozenset[str] = frozenset()
    empty: frozenset[str] = frozenset()
    absent: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Setting:
    """What a compilation depends on besides the plan: dialect, day of judgement, whether plans count."""

    dialect: str
    as_of: date
    planned: bool
    calendars: bool  # whether calendars differ between organisations
    standing_term: str


def identifier(name: str) -> str:
    """``name`` as a quoted identifier."""
    return '"' + name.replace('"', '""') + '"'


def physical_type(ledger: Ledger, name: str, dialect: str) -> str:
    """The SQL type of the physical column ``name``."""
    if name in {"grade", "class_no"} or name.endswith("_max"):
        return "BIGINT"
    column = next((c for c in ledger.columns if c.name == name), None)
    kind = column.type if column else "text"
    if kind in {"text", "org", "choice", "subject", "term", "class"}:
        return TEXT[dialect]
    return _SQL_TYPES.get(kind, "BIGINT")


def same(left: str, right: str, dialect: str) -> str:
    """Equality that holds between two nulls."""
    if dialect == "sqlite":
        return f"{left} IS {right}"
    alike = f"{left} IS NOT DISTINCT FROM {right}"
    if dialect == "postgres":  # which can hash an equality, but not this
        return f"(COALESCE(CAST({left} AS TEXT), '') = COALESCE(CAST({right} AS TEXT), '') AND {alike})"
    return alike
