"""What a ledger (台账) is: one declaration from which reader, template, schema and documentation follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from jianfu.terms.text import Text

ColumnType = Literal[
    "text",  # free text
    "org",  # an organisation: its code when known, else its name as written
    "integer",  # a count; may be an interval (40-50)
    "decimal",  # hundredths as an integer: 0.5 is stored as 50; may be an interval
    "minutes",  # a length of time in minutes; may be an interval
    "money",  # fen; may be an interval
    "date",
    "time",  # clock time as minutes since midnight
    "bool",
    "choice",  # one of `choices`
    "subject",  # a school subject by its canonical Chinese name; unknown ones are kept as written
    "weekday",  # 1 (Monday) … 7
    "class",  # two physical columns: grade (1–12) and class_no
    "grade",  # 1–12
    "term",  # "2026-2027-1"
]

AMOUNTS: frozenset[ColumnType] = frozenset({"integer", "decimal", "minutes", "money"})

DUCKDB_TYPES: Mapping[ColumnType, str] = MappingProxyType(
    {
        "text": "VARCHAR",
        "org": "VARCHAR",
        "integer": "BIGINT",
        "decimal": "BIGINT",
        "minutes": "BIGINT",
        "money": "BIGINT",
        "date": "DATE",
        "time": "BIGINT",
        "bool": "BOOLEAN",
        "choice": "VARCHAR",
        "subject": "VARCHAR",
        "weekday": "BIGINT",
        "class": "BIGINT",
        "grade": "BIGINT",
        "term": "VARCHAR",
    }
)


@dataclass(frozen=True)
class Choice:
    """One value of a closed list: its Chinese and English words and what else people write for it."""

    zh: str
    en: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Column:
    """One column of a ledger.

    ``blank`` says what an empty cell means: ``"unknown"`` (nobody wrote it down), ``"none"`` (there is
    nothing: an end date not yet reached), or a value (``0``, ``"all"``). ``absent`` is the value every
    record takes when the whole column is missing from a file; using it is reported as a guess.
    Without ``absent`` the missing column is unknown. In a text column whose blank is unknown, 无 is kept as
    the answer 无 (no basis, no approval), so that a norm can tell it from an empty cell.

    ``derive`` names a function of ``jianfu.ledgers.derive`` that works a missing value out from the other
    columns (the kind of an examination from its name). ``several`` says that one cell may list several
    values (三至六年级), each of which is a record of its own. ``partial`` says that the first day stands for a
    month or a few days (11月12日—13日); without it such a cell cannot be read.
    """

    name: str
    type: ColumnType
    zh: str
    en: str
    also: tuple[str, ...] = ()
    unit: str | None = None
    required: bool = False
    blank: str | int | bool = "unknown"
    absent: str | int | bool | None = None
    choices: Mapping[str, Choice] = field(default_factory=dict)
    personal: bool = False
    derive: str | None = None
    several: bool = False
    partial: bool = False
    example: str = ""
    help: Text | None = None

    @property
    def physical(self) -> tuple[str, ...]:
        """Names of the columns that hold this one in a table, in order."""
        if self.type == "class":
            return ("grade", "class_no")
        if self.type in AMOUNTS:
            return (self.name, f"{self.name}_max")
        return (self.name,)


@dataclass(frozen=True, eq=False)
class Ledger:
    """A kind of ledger.

    ``key`` names the columns that, with the organisation, identify a record; ``repeats`` says that a key
    may stand several times in one source (two pieces of homework in one subject), told apart by ordinal.
    ``distinct`` names the column that must be filled before two rows equal in every column of one source
    are taken for the same record written twice.
    ``organisation`` names a column that tells whose record it is where no column of its own does.
    ``across`` names the columns whose values may stand as headings (a subject a column, a weekday a
    column), ``cell`` the column that the cells below such headings fill.
    ``date`` is the column by which a record falls into a period; a ``standing`` ledger (timetable, school
    day) has none: it is a complete plan for its term and is judged as a whole.
    """

    name: str
    zh: str
    en: str
    field: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    date: str | None = None
    standing: bool = False
    repeats: bool = False
    distinct: str | None = None
    organisation: str | None = None
    across: tuple[str, ...] = ()
    cell: str | None = None
    also: tuple[str, ...] = ()
    basis: str = "record"
    basis_column: str | None = None
    help: Text | None = None

    def column(self, name: str) -> Column:
        """The column called ``name``; KeyError when there is none."""
        return self.by_name[name]

    @cached_property
    def by_name(self) -> Mapping[str, Column]:
        """The columns by name, in order."""
        return MappingProxyType({c.name: c for c in self.columns})

    @cached_property
    def physical(self) -> Mapping[str, str]:
        """The columns of the ledger's table and their DuckDB types, the common ones last."""
        found = {name: DUCKDB_TYPES[c.type] for c in self.columns for name in c.physical}
        found.setdefault("organisation", "VARCHAR")
        found.setdefault("term", "VARCHAR")
        found |= {"_source": "BIGINT", "_row": "BIGINT", "_conflict": "BOOLEAN", "extra": "VARCHAR"}
        return MappingProxyType(found)

    @cached_property
    def identifying(self) -> tuple[str, ...]:
        """Physical columns that identify a record, the organisation first and for standing plans the term too."""
        found = [] if self.name == "organisations" else ["organisation"]
        for column in map(self.column, self.key):
            found += column.physical if column.type == "class" else column.physical[:1]
        if self.standing and "term" not in found and self.name != "organisations":
            found.append("term")
        return tuple(found)
