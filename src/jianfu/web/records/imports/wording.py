"""What pages of imports show: rows as tables, cells with what is accepted in them, reasons as words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jianfu.ledgers.declare import Ledger
from jianfu.terms.text import Text
from jianfu.web.accounts.actor import Actor
from jianfu.web.accounts.models import Organisation
from jianfu.web.project.wording import lang, say
from jianfu.web.records.imports import queries
from jianfu.web.records.imports.comparing import changes
from jianfu.web.records.imports.queries import Cell, Shown
from jianfu.web.records.models import MODELS, Row, Version
from jianfu.web.records.perms import may_see_personal
from jianfu.web.records.shown import heading_of, listed_columns, masked, text_of, title_of

_COLUMNS = 6


@dataclass(frozen=True)
class Change:
    """One value that would change."""

    heading: str
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    """A row as a page shows it: where it stood, whose it is, its values, what would change, why it is refused."""

    place: str
    organisation: str
    values: Sequence[str]
    changes: Sequence[Change]
    why: str


def place_of(told: Mapping[str, Any], file: str, sheet: str | None, where: str) -> str:
    """Where something stood: file, where there are several, sheet, cell or line."""
    several = len({source["file"] for source in told["sources"]}) > 1
    return " · ".join(part for part in (file if several else "", sheet or "", where) if part)


def headings_of(ledger: Ledger) -> list[str]:
    """The headings over the values of a line."""
    return [heading_of(column, lang()) for column in listed_columns(ledger, _COLUMNS)]


def lines_of(actor: Actor, ledger: Ledger, told: Mapping[str, Any], rows: Sequence[Shown]) -> list[Line]:
    """Rows as lines; ``told`` is what the reading told. Names that stand in the records already are masked where they would be in lists."""
    codes = {str(row.values["organisation"]) for row in rows if row.values.get("organisation")}
    for column in ledger.columns:
        if column.type == "org":
            codes |= {str(row.values[column.name]) for row in rows if row.values.get(column.name)}
    names = dict(Organisation.objects.filter(code__in=codes).values_list("code", "name"))
    columns = listed_columns(ledger, _COLUMNS)
    return [
        Line(
            place_of(told, row.file, row.sheet, say("imports.line", n=row.line)),
            names.get(str(row.values.get("organisation")), str(row.values.get("organisation") or "")),
            [text_of(column, row.values, lang(), names) for column in columns],
            _changes(actor, row.standing, row.values, names) if row.standing is not None else [],
            say(f"imports.why.{row.why}") if row.why else "",
        )
        for row in rows
    ]


def _changes(actor: Actor, there: Row, after: Mapping[str, Any], names: Mapping[str, str]) -> list[Change]:
    differing = set(changes(there, after))
    before = there.__dict__
    known = may_see_personal(actor, there.ledger, there.kept_by)
    found = []
    for column in there.ledger.columns:
        if differing & set(column.physical):
            old = text_of(column, before, lang(), names)
            found.append(
                Change(
                    heading_of(column, lang()),
                    old if known else masked(column, old),
                    text_of(column, after, lang(), names),
                )
            )
    if "extra" in differing:
        found.append(Change(say("imports.extra"), _extra(before["extra"]), _extra(after["extra"])))
    return found


def _extra(values: Mapping[str, str] | None) -> str:
    return "，".join(f"{name}：{text}" for name, text in (values or {}).items())


@dataclass(frozen=True)
class Fault:
    """A cell that could not be read: where, what it holds, what is accepted, an example; else the whole message."""

    place: str
    column: str
    value: str
    expected: str
    example: str
    text: str


def faults_of(told: Mapping[str, Any], cells: Sequence[Cell]) -> list[Fault]:
    """Cells as a page shows them."""
    found = []
    for cell in cells:
        facts = cell.message.facts
        where = cell.cell or (say("imports.line", n=cell.line) if cell.line is not None else "")
        expected = facts.get("expected")
        shown = expected.in_(lang()) if isinstance(expected, Text) else str(expected or "")
        whole = "" if "column" in facts and "example" in facts else cell.message.text(lang())
        found.append(
            Fault(
                place_of(told, cell.file, cell.sheet, where), str(facts.get("column", "")), str(facts.get("value", "")),
                shown or say("imports.required"), str(facts.get("example", "")), whole,
            )
        )  # fmt: skip
    return found


@dataclass(frozen=True)
class Later:
    """A row that stands in the way of undoing: of which ledger, which one, who changed it and when."""

    ledger: str
    organisation: str
    key: str
    ended_by: Version


def later_of(actor: Actor, rows: Sequence[queries.Later]) -> list[Later]:
    """Rows that were changed later, by what tells them apart."""
    found = []
    for row in rows:
        ledger = MODELS[row.ledger].ledger
        known = may_see_personal(actor, ledger, row.kept_by)
        words = []
        for column in (ledger.column(name) for name in ledger.key):
            text = text_of(column, row.values, lang())
            words.append(text if known else masked(column, text))
        key = " ".join(word for word in words if word)
        found.append(Later(title_of(ledger, lang()), row.kept_by.name, key, row.ended_by))
    return found
