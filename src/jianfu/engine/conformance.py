"""What the tables of a database hold, against what their ledgers declare.

A file is read cell by cell; a database judges in place, where `约40分钟` would count as 40 or as nothing
without a word. So each table is looked through once: a value that can only mean one thing (40.0, a timestamp,
书面 for ``written``) is read as that; any other is unknown, counted and listed with its column.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jianfu.engine.relations import identifier
from jianfu.ledgers.declare import AMOUNTS
from jianfu.ledgers.reading.masks import veil
from jianfu.ledgers.reading.model import Fault
from jianfu.terms.calendar import FIRST_YEAR, LAST_YEAR
from jianfu.terms.cells.model import OPEN
from jianfu.terms.errors import Message
from jianfu.terms.labels import label
from jianfu.terms.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jianfu.ledgers.declare import Column, Ledger

_MOST: Mapping[str, int] = {"grade": 12, "class_no": 999, "weekday": 7, "time": 2 * 24 * 60}
_MOST_AMOUNT = OPEN // 10  # sums of many stay inside 64 bits
_INTEGERS = frozenset({"smallint", "integer", "bigint"})
_TEXTS = frozenset({"text", "character varying", "character"})
_EXAMPLES: Mapping[str, str] = {
    "integer": "40", "date": "2026-10-14", "bool": "1", "text": "语文", "term": "2026-2027-1",
}  # fmt: skip


@dataclass(frozen=True)
class Fit:
    """How one physical column is read: ``plain`` is true of a value that is right as it stands, ``read`` gives
    the value that any other can only mean, or NULL. Both are SQL over the column."""

    name: str
    kind: str
    plain: str
    read: str
    personal: bool
    choices: tuple[str, ...] = ()

    @property
    def expected(self) -> Text:
        """The accepted form."""
        if self.kind == "choice":
            return Text("、".join(self.choices), ", ".join(self.choices))
        return Text(label(f"engine.expected.{self.kind}", "zh"), label(f"engine.expected.{self.kind}", "en"))

    @property
    def example(self) -> str:
        """A value in the accepted form."""
        return self.choices[0] if self.choices else _EXAMPLES[self.kind]


def looked_through(
    ledger: Ledger,
    columns: Mapping[str, str],
    dialect: str,
    rows: Callable[[str], list[dict[str, Any]]],
    faults: list[Fault],
) -> str:
    """The table of ``ledger`` as statements name it: itself when every value is right as it stands, else a query
    that reads the odd ones. What is lost is added to ``faults``. ``rows`` runs a statement."""
    table = identifier(ledger.name)
    every = fits(ledger, columns, dialect)
    asked = []
    for i, fit in enumerate(every):
        quoted = identifier(fit.name)
        lost = f"{quoted} IS NOT NULL AND {fit.read} IS NULL"
        asked += [
            f"COUNT(CASE WHEN {quoted} IS NOT NULL AND {fit.plain} IS NOT TRUE THEN 1 END) AS odd{i}",
            f"COUNT(CASE WHEN {lost} THEN 1 END) AS lost{i}",
            f"MIN(CASE WHEN {lost} THEN CAST({quoted} AS TEXT) END) AS value{i}",
        ]
    seen = rows(f"SELECT {', '.join(asked)} FROM {table}")[0]
    odd = {fit.name: fit.read for i, fit in enumerate(every) if seen[f"odd{i}"]}
    for i, fit in enumerate(every):
        if seen[f"lost{i}"]:
            faults.append(_fault(ledger, fit, seen[f"lost{i}"], str(seen[f"value{i}"])[:80]))
    if not odd:
        return table
    read = ", ".join(f"{odd[n]} AS {identifier(n)}" if n in odd else identifier(n) for n in columns)
    return f"(SELECT {read} FROM {table})"


def of_itself(ledger: Ledger, table: str, columns: frozenset[str]) -> tuple[str, frozenset[str]]:
    """``table`` and its columns; what a register of organisations says of one is that organisation's own record."""
    if "organisation" in columns or "code" not in columns or ledger.name != "organisations":
        return table, columns
    return f"(SELECT o.*, o.code AS organisation FROM {table} o)", columns | {"organisation"}


def _fault(ledger: Ledger, fit: Fit, count: int, value: str) -> Fault:
    shown = veil(value) if fit.personal else value
    facts = {
        "table": ledger.name, "column": fit.name, "count": count, "value": shown,
        "expected": fit.expected, "example": fit.example,
    }  # fmt: skip
    return Fault(ledger.name, None, None, fit.name, shown, Message("engine.misfit", facts))


def fits(ledger: Ledger, columns: Mapping[str, str], dialect: str) -> list[Fit]:
    """A Fit for each declared column among ``columns`` (name → type in the database)."""
    declared = {n: c for c in ledger.columns for n in c.physical}
    names = [n for n in (*declared, *({"organisation", "term"} - declared.keys())) if n in columns]
    return [_fit(name, declared.get(name), columns[name], dialect) for name in names]


def wanting(ledger: Ledger, columns: Mapping[str, str]) -> list[str]:
    """Columns without which no record of ``ledger`` can be placed, and which the table has not."""
    needed = [] if ledger.name in {"organisations", "school_calendar"} else ["organisation"]
    for column in ledger.columns:
        if (column.required and column.derive is None) or column.name == ledger.date:
            needed += [n for n in column.physical if not n.endswith("_max")]
    return [n for n in dict.fromkeys(needed) if n not in columns]


def _fit(name: str, column: Column | None, type_: str, dialect: str) -> Fit:
    kind = "term" if name == "term" else column.type if column else "text"
    personal = column.personal if column else False
    quoted = identifier(name)
    make = _sqlite if dialect == "sqlite" else _postgres
    if kind == "choice":
        assert column is not None
        words: dict[str, str] = {}
        for key, choice in column.choices.items():
            for word in (key, choice.zh, choice.en, *choice.also):
                words.setdefault(word, key)
        plain, read = make("text", quoted, type_, 0, 0)
        known = ", ".join(_literal(k) for k in column.choices)
        cases = " ".join(f"WHEN {_literal(w)} THEN {_literal(k)}" for w, k in words.items())
        return Fit(
            name, "choice", f"({plain} AND {quoted} IN ({known}))", f"CASE {read} {cases} END", personal,
            tuple(column.choices),
        )  # fmt: skip
    if kind in AMOUNTS or kind in {"time", "weekday", "grade", "class"}:
        shape, least = "integer", 1 if name in {"grade", "weekday"} else 0
        most = OPEN if name.endswith("_max") else _MOST.get(name, _MOST.get(kind, _MOST_AMOUNT))
    else:
        shape, least, most = kind if kind in {"date", "bool", "term"} else "text", 0, 0
    plain, read = make(shape, quoted, type_, least, most)
    return Fit(name, shape, plain, read, personal)


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _sqlite(shape: str, name: str, _type: str, least: int, most: int) -> tuple[str, str]:
    """In SQLite every value has a type of its own."""
    if shape == "integer":
        within = f"BETWEEN {least} AND {most}"
        whole = f"typeof({name}) = 'real' AND {name} = CAST({name} AS INTEGER) AND {name} {within}"
        digits = (
            f"typeof({name}) = 'text' AND {name} <> '' AND {name} NOT GLOB '*[^0-9]*' AND LENGTH({name}) < 13"
        )
        read = (
            f"CASE WHEN typeof({name}) = 'integer' AND {name} {within} THEN {name} "
            f"WHEN {whole} THEN CAST({name} AS INTEGER) "
            f"WHEN {digits} AND CAST({name} AS INTEGER) {within} THEN CAST({name} AS INTEGER) END"
        )
        return f"(typeof({name}) = 'integer' AND {name} {within})", read
    if shape == "bool":
        plain = f"(typeof({name}) = 'integer' AND {name} IN (0, 1))"
        return plain, f"CASE WHEN {plain} THEN {name} END"
    if shape == "date":
        day = f"SUBSTR({name}, 1, 10)"
        right = (
            f"typeof({name}) = 'text' AND DATE({day}, '+0 days') = {day} "
            f"AND {day} BETWEEN '{FIRST_YEAR}-01-01' AND '{LAST_YEAR}-12-31'"
        )
        return (
            f"({right} AND LENGTH({name}) = 10)",
            f"CASE WHEN {right} AND (LENGTH({name}) = 10 OR SUBSTR({name}, 11, 1) IN (' ', 'T')) THEN {day} END",
        )
    if shape == "term":
        years = "[12][0-9][0-9][0-9]"
        plain = (
            f"(typeof({name}) = 'text' AND ({name} GLOB '{years}-{years}-[12]' OR {name} GLOB '{years}-{years}-[12]v') "
            f"AND CAST(SUBSTR({name}, 6, 4) AS INTEGER) = CAST(SUBSTR({name}, 1, 4) AS INTEGER) + 1 "
            f"AND SUBSTR({name}, 1, 4) BETWEEN '{FIRST_YEAR}' AND '{LAST_YEAR - 1}')"
        )
        return plain, f"CASE WHEN {plain} THEN {name} END"
    read = f"CASE WHEN typeof({name}) <> 'blob' THEN CAST({name} AS TEXT) END"
    return f"(typeof({name}) = 'text')", read


def _postgres(shape: str, name: str, type_: str, least: int, most: int) -> tuple[str, str]:
    """In PostgreSQL the column has one type for all its values."""
    text = name if type_ in _TEXTS else f"CAST({name} AS TEXT)"
    none = "CAST(NULL AS {})"
    if shape == "integer":
        within = f"BETWEEN {least} AND {most}"
        if type_ in _INTEGERS:
            return f"({name} {within})", f"CASE WHEN {name} {within} THEN {name} END"
        if type_ in {"numeric", "real", "double precision"}:
            # NaN and infinity are above every number, so the range leaves them out before the cast.
            whole = f"{name} {within} AND {name} = FLOOR({name})"
            return (
                "FALSE",
                f"CASE WHEN {name} {within} THEN CASE WHEN {whole} THEN CAST({name} AS BIGINT) END END",
            )
        if type_ in _TEXTS:
            number = f"CAST({name} AS BIGINT)"
            digits = (
                f"CASE WHEN {name} ~ '^[0-9]{{1,12}}$' THEN CASE WHEN {number} {within} THEN {number} END END"
            )
            return "FALSE", digits
        return "FALSE", none.format("BIGINT")
    if shape == "bool":
        if type_ == "boolean":
            return "TRUE", name
        if type_ in _INTEGERS:
            return "FALSE", f"CASE {name} WHEN 1 THEN TRUE WHEN 0 THEN FALSE END"
        return "FALSE", none.format("BOOLEAN")
    if shape == "date":
        right = f"BETWEEN DATE '{FIRST_YEAR}-01-01' AND DATE '{LAST_YEAR}-12-31'"
        if type_ == "date":
            return f"({name} {right})", f"CASE WHEN {name} {right} THEN {name} END"
        if type_.startswith("timestamp"):
            return "FALSE", f"CASE WHEN CAST({name} AS DATE) {right} THEN CAST({name} AS DATE) END"
        if type_ in _TEXTS:
            month = f"CAST(SUBSTR({name}, 1, 7) || '-01' AS DATE)"
            last = f"EXTRACT(DAY FROM {month} + INTERVAL '1 month - 1 day')"
            fits_month = f"CAST(SUBSTR({name}, 9, 2) AS INTEGER) BETWEEN 1 AND {last}"
            day = f"CAST(SUBSTR({name}, 1, 10) AS DATE)"
            years = f"SUBSTR({name}, 1, 4) BETWEEN '{FIRST_YEAR}' AND '{LAST_YEAR}'"
            shaped = rf"{name} ~ '^\d{{4}}-(0[1-9]|1[0-2])-\d\d([ T].*)?$' AND {years}"
            return "FALSE", f"CASE WHEN {shaped} THEN CASE WHEN {fits_month} THEN {day} END END"
        return "FALSE", none.format("DATE")
    if shape == "term":
        shaped = rf"{text} ~ '^[12]\d{{3}}-[12]\d{{3}}-[12]v?$'"
        follows = (
            f"CAST(SUBSTR({text}, 6, 4) AS INTEGER) = CAST(SUBSTR({text}, 1, 4) AS INTEGER) + 1 "
            f"AND SUBSTR({text}, 1, 4) BETWEEN '{FIRST_YEAR}' AND '{LAST_YEAR - 1}'"
        )
        right = f"CASE WHEN {shaped} THEN {follows} ELSE FALSE END"
        return f"({right})" if type_ in _TEXTS else "FALSE", f"CASE WHEN {right} THEN {text} END"
    return "TRUE" if type_ in _TEXTS else "FALSE", none.format("TEXT") if type_ == "bytea" else text
