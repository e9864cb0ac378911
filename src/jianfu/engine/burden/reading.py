"""Burdens and assumptions from ``catalog/burden/*.yaml``, with a place's own assumptions laid over; faults by line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from jianfu.engine.burden.model import BASES, Assumption, Burden, Factor, Outcome, Party, Tables
from jianfu.ledgers.declare import AMOUNTS
from jianfu.ledgers.registry import ledgers
from jianfu.norms.faults import Fault, InvalidNorms
from jianfu.norms.load import packaged
from jianfu.norms.mapping import MappingReader
from jianfu.norms.predicates import fields_of
from jianfu.norms.source import Located, Unreadable, read_yaml
from jianfu.terms.errors import JianfuError, Message
from jianfu.terms.units import UNITS, parse_quantity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jianfu.ledgers.declare import Ledger

FOLDER = "burden"
_UNITS = ("minute", "page", "yuan", "person", "time")
_NAMED = frozenset({"org", "text", "choice", "grade"})
"""Types of columns that may name who imposes or bears."""


def load_tables(overlays: Sequence[Path] = (), root: Path | None = None) -> Tables:
    """Burdens and assumptions of the catalogue in ``root`` with ``overlays`` laid over the assumptions.

    InvalidNorms with every fault, file and line, when anything is wrong.
    """
    tables, faults = read_tables(root or packaged(), overlays)
    if faults:
        raise InvalidNorms(faults)
    return tables


def read_tables(root: Path, overlays: Sequence[Path] = ()) -> tuple[Tables, list[Fault]]:
    """What could be read, and every fault found."""
    faults: list[Fault] = []
    readers = [r for p in sorted((root / FOLDER).glob("*.yaml")) if (r := _reader(p, faults)) is not None]
    assumptions: dict[str, Assumption] = {}
    for reader in readers:
        reader.only("assumptions", "burdens")
        for entry in reader.mappings("assumptions", required=False):
            read = _assumption(entry)
            if read is not None and read.id in assumptions:
                entry.fault("burden-twice", "id", value=read.id)
            if read is not None:
                assumptions[read.id] = read
    burdens: dict[str, Burden] = {}
    for reader in readers:
        for entry in reader.mappings("burdens", required=False):
            burden = _burden(entry, assumptions)
            if burden is not None and burden.id in burdens:
                entry.fault("burden-twice", "id", value=burden.id)
            if burden is not None:
                burdens[burden.id] = burden
    for path in overlays:
        overlay = _reader(path, faults)
        if overlay is not None:
            _lay(overlay, assumptions)
    faults.sort(key=lambda f: (f.file, f.line, f.rule))
    return Tables(tuple(burdens.values()), assumptions), faults


def _reader(path: Path, faults: list[Fault]) -> MappingReader | None:
    try:
        content = read_yaml(path)
    except Unreadable as error:
        faults.append(error.fault)
        return None
    if isinstance(content, Located):
        return MappingReader(content, str(path), faults)
    facts = {"value": path.name, "accepted": "assumptions: …"}
    faults.append(Fault("shape", str(path), 1, Message("norms.shape", facts)))
    return None


def _lay(reader: MappingReader, assumptions: dict[str, Assumption]) -> None:
    """A place's own figures: known assumptions only, each with its reason."""
    reader.only("assumptions")
    for entry in reader.mappings("assumptions"):
        entry.only("id", "figure", "between", "reason")
        known = assumptions.get(entry.text("id") or "")
        if known is None:
            entry.fault(
                "burden-assumption", "id", value=entry.content.get("id", ""), accepted="、".join(assumptions)
            )
            continue
        reason = entry.wording("reason")
        figures = _figures(entry, known.unit, required=True)
        if reason is not None and figures is not None:
            lo, hi = figures
            assumptions[known.id] = replace(known, lo=lo, hi=hi, reason=reason, overlaid=True)


def _assumption(reader: MappingReader) -> Assumption | None:
    reader.only("id", "title", "unit", "figure", "between", "per", "reason")
    identity, title, reason = reader.text("id"), reader.wording("title"), reader.wording("reason")
    unit = reader.one_of("unit", _UNITS)
    if not (identity and title and reason and unit):
        return None
    figures = _figures(reader, unit, required=False)
    if figures is None:
        return None
    per = reader.content.get("per", 1)
    if not isinstance(per, int) or isinstance(per, bool) or per < 1:
        reader.fault("unknown-word", "per", value=per, accepted="1、100、1000")
        return None
    return Assumption(identity, title, unit, reason, *figures, per)


def _figures(reader: MappingReader, unit: str, *, required: bool) -> tuple[int | None, int | None] | None:
    """The interval given by ``figure`` or ``between`` in the base of ``unit``; None after a fault."""
    between = reader.content.get("between")
    if between is not None and (not isinstance(between, list) or len(between) != 2):
        reader.fault("shape", "between", value=between, accepted="between: [2 minutes, 5 minutes]")
        return None
    given = between if between is not None else [reader.content.get("figure")] * 2
    if given[0] is None:
        if required:
            reader.fault("missing-key", "figure")
            return None
        return None, None
    key = "between" if between is not None else "figure"
    found = []
    for part in given:
        try:
            found.append(int(parse_quantity(str(part), unit)))
        except JianfuError as error:
            facts = {"value": part, "unit": unit, "why": error.text("zh"), "why_en": error.text("en")}
            reader.fault("bad-figure", key, **facts)
            return None
    if found[0] < 0 or found[1] < found[0]:
        reader.fault("burden-interval", key, value=given)
        return None
    return found[0], found[1]


def _burden(reader: MappingReader, assumptions: Mapping[str, Assumption]) -> Burden | None:
    reader.only(
        "id", "title", "ledger", "unit", "imposed_by", "on", "each", "entities", "times", "period", "where", "note"
    )  # fmt: skip
    identity, title, name = reader.text("id"), reader.wording("title"), reader.text("ledger")
    unit = cast("Outcome | None", reader.one_of("unit", tuple(BASES)))
    period = reader.one_of("period", ("term", "year"), "term")
    note = reader.wording("note", required=False)
    if name is None or name not in ledgers():
        if name is not None:
            reader.fault("unknown-ledger", "ledger", value=name, accepted="、".join(ledgers()))
        return None
    ledger = ledgers()[name]
    imposed_by, on = _party(reader, "imposed_by", ledger), _party(reader, "on", ledger)
    factors = [
        f
        for key in ("each", "entities", "times")
        for f in _factors(reader, key, ledger, assumptions, required=key == "each")
    ]
    where = reader.predicate("where", fields_of(ledger))
    if not (identity and title and unit and imposed_by and on and factors and period):
        return None
    if not any(_base(f, ledger, assumptions) == BASES[unit][0] for f in factors):
        reader.fault("burden-unit", "unit", value=unit, accepted=BASES[unit][0])
        return None
    return Burden(
        identity, title, name, unit, imposed_by, on, tuple(factors),
        cast("Literal['term', 'year']", period), where, note, reader.file,
    )  # fmt: skip


def _party(reader: MappingReader, key: str, ledger: Ledger) -> Party | None:
    """``imposed_by: host``, ``imposed_by: organisation`` or ``on: {zh: 学生, en: pupils}``."""
    value = reader.content.get(key)
    if isinstance(value, Located):
        wording = reader.wording(key)
        return Party(name=wording) if wording is not None else None
    name = reader.text(key)
    if name is None:
        return None
    column = ledger.by_name.get(name)
    if name != "organisation" and (column is None or column.type not in _NAMED or column.personal):
        usable = [c.name for c in ledger.columns if c.type in _NAMED and not c.personal]
        reader.fault("unknown-column", key, value=name, near="、".join(["organisation", *usable]))
        return None
    return Party(column=name)


def _factors(
    reader: MappingReader, key: str, ledger: Ledger, assumptions: Mapping[str, Assumption], *, required: bool
) -> list[Factor]:
    """One factor, or a list of them that are multiplied."""
    if isinstance(reader.content.get(key), list):
        entries = reader.mappings(key)
    else:
        entry = reader.mapping(key, required=required)
        entries = [entry] if entry is not None else []
    found = []
    for entry in entries:
        entry.only("column", "days", "assume")
        column, assume = entry.text("column", required=False), entry.text("assume", required=False)
        days = entry.content.get("days")
        if assume is not None and assume not in assumptions:
            entry.fault("burden-assumption", "assume", value=assume, accepted="、".join(assumptions))
        if column is not None and (column not in ledger.by_name or ledger.column(column).type not in AMOUNTS):
            amounts = "、".join(c.name for c in ledger.columns if c.type in AMOUNTS)
            entry.fault("unknown-column", "column", value=column, near=amounts)
        dates = [c.name for c in ledger.columns if c.type == "date"]
        if days is not None and not (
            isinstance(days, list) and len(days) == 2 and set(map(str, days)) <= set(dates)
        ):
            entry.fault("unknown-column", "days", value=days, near="、".join(dates))
            days = None
        shared = assume in assumptions and assumptions[str(assume)].per > 1
        if (
            (column is not None) + (days is not None) > 1
            or (column or days or assume) is None
            or (shared and (column or days))
        ):
            entry.fault("burden-factor", None)
            continue
        found.append(Factor(column, (str(days[0]), str(days[1])) if days else None, assume))
    return found


def _base(factor: Factor, ledger: Ledger, assumptions: Mapping[str, Assumption]) -> str | None:
    """The base unit of a factor; None where it only counts."""
    if factor.column is not None and factor.column in ledger.by_name:
        column = ledger.column(factor.column)
        return {"minutes": "minute", "money": "fen"}.get(column.type, column.unit)
    if factor.assume is not None and factor.assume in assumptions:
        return UNITS[assumptions[factor.assume].unit].base
    return None
