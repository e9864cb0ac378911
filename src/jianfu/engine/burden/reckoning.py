"""Burdens of a world, reckoned in its database and brought together as one document."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from jianfu.engine.burden.model import BASES, DIMENSIONS, TARIFF
from jianfu.engine.burden.sql import planned_sql, statement
from jianfu.engine.relations import identifier
from jianfu.engine.world import DuckBackend
from jianfu.ledgers.registry import ledgers
from jianfu.terms.errors import JianfuError
from jianfu.terms.grades import grade_label
from jianfu.terms.units import figure, unit_shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from jianfu.engine.burden.model import Assumption, Burden, Party, Tables
    from jianfu.engine.burden.sql import Statement
    from jianfu.engine.relations import Relation
    from jianfu.engine.world import World

SCHEMA = "jianfu/burden/1"
MOST_OPEN = 10_000
"""Records listed one by one because something is missing; of those beyond, the number is given."""

_FIXED = 10
"""Columns of a group before the counts of what is missing."""


@dataclass
class _Line:
    """The sums of one group, in whole base units or fractions of them."""

    records: int = 0
    open: int = 0
    least: Fraction = Fraction(0)
    most: Fraction = Fraction(0)
    missing: Counter[str] = field(default_factory=Counter)


def burden(
    world: World, tables: Tables, as_of: date, by: Sequence[str] = DIMENSIONS[:4], lang: str = "zh"
) -> dict[str, Any]:
    """The document of the burdens of ``world``, told apart by ``by`` (names of DIMENSIONS), as of a day.

    Ledgers are reckoned where they were read from files; burdens without their ledger are in ``skipped``.
    """
    for name in by:
        if name not in DIMENSIONS:
            raise JianfuError("burden.by", value=name, accepted="、".join(DIMENSIONS))
    if not isinstance(world.backend, DuckBackend):
        raise JianfuError("burden.database")
    relations = world.backend.relations()
    found = [b for b in tables.burdens if b.ledger in relations]
    _calendars(world, [b.ledger for b in found], relations)
    own_term = world.calendar.period("term", as_of).id
    lines: dict[tuple[Any, ...], _Line] = {}
    used: Counter[str] = Counter()
    planned: Counter[str] = Counter()
    incomplete: list[dict[str, Any]] = []
    for one in found:
        relation = relations[one.ledger]
        later = planned_sql(one, relation, as_of)
        if later is not None:
            planned[one.ledger] = world.con.execute(later).fetchall()[0][0]
        stated = statement(one, relation, tables.assumptions, as_of, own_term)
        for row in world.con.execute(stated.sql).fetchall():
            line = lines.setdefault((one.unit, *_key(one, row, by, world, lang)), _Line())
            _add(line, row, stated, used)
        room = MOST_OPEN - len(incomplete)
        if room > 0:
            rows = world.con.execute(stated.open_sql, [room]).fetchall()
            incomplete += [_incomplete(one, row, stated, world, tables.assumptions, lang) for row in rows]
    tariff = tables.assumptions.get(TARIFF)
    return {
        "schema": SCHEMA,
        "as_of": as_of.isoformat(),
        "by": list(by),
        "lines": [_line(key, lines[key], by, tariff) for key in sorted(lines, key=_order)],
        "totals": _totals(lines, tariff),
        "incomplete": incomplete,
        "incomplete_more": sum(line.open for line in lines.values()) - len(incomplete),
        "planned": sum(planned.values()),
        "burdens": [_described(b, lang) for b in found],
        "assumptions": [
            _supposed(a, used.get(a.id, 0), lang)
            for a in tables.assumptions.values()
            if a.id == TARIFF or any(f.assume == a.id for b in found for f in b.factors)
        ],
        "skipped": [b.id for b in tables.burdens if b.ledger not in relations],
        "errors": [{"file": e.file, "message": e.message.text(lang)} for e in world.errors],
        "guesses": [g.text(lang) for g in world.guesses],
        "notes": [n.text(lang) for n in world.notes],
    }


def _calendars(world: World, names: Sequence[str], relations: Mapping[str, Relation]) -> None:
    """``jf_burden_days`` and ``jf_burden_places``: of which term every day of the ledgers is, in each calendar."""
    calendars = [world.calendar, *world.calendars.values()]
    codes = {code: index for index, code in enumerate(world.calendars, 1)}
    spans = []
    for name in dict.fromkeys(names):
        dated = ledgers()[name].date
        if dated and dated in relations[name].columns:
            sql = f"SELECT MIN({identifier(dated)}), MAX({identifier(dated)}) FROM {relations[name].sql} t"
            spans += [row for row in world.con.execute(sql).fetchall() if row[0] is not None]
    rows = []
    if spans:
        first, last = min(s[0] for s in spans), max(s[1] for s in spans)
        rows = [(n, r[0], r[4]) for n, calendar in enumerate(calendars) for r in calendar.table(first, last)]
    places = [
        (o.code, next((codes[c] for c in world.places.ancestors(o.code) if c in codes), 0))
        for o in world.places
    ]
    for table, columns, types, data in (
        ("jf_burden_days", ("calendar", "day", "term"), (pa.int64(), pa.date32(), pa.string()), rows),
        ("jf_burden_places", ("organisation", "calendar"), (pa.string(), pa.int64()), places),
    ):
        listed = list(zip(*data, strict=True)) or [()] * len(columns)
        arrays = [pa.array(c, t) for c, t in zip(listed, types, strict=True)]
        world.con.register("jf_burden_rows", pa.table(arrays, names=list(columns)))
        world.con.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT * FROM jf_burden_rows")
        world.con.unregister("jf_burden_rows")


def _key(
    one: Burden, row: tuple[Any, ...], by: Sequence[str], world: World, lang: str
) -> tuple[tuple[str, str], ...]:
    """The values of the chosen dimensions, each as (id, words)."""
    imposer, target, term, source = row[:4]
    file = world.sources[source].file if source is not None and source < len(world.sources) else ""
    values: dict[str, Callable[[], tuple[str, str]]] = {
        "imposer": lambda: _named(one.imposed_by, imposer, one, world, lang),
        "target": lambda: _named(one.on, target, one, world, lang),
        "term": lambda: (term or "", term or ""),
        "source": lambda: (one.id, one.title.in_(lang)),
        "file": lambda: (file, file),
    }
    return tuple(values[name]() for name in by)


def _named(party: Party, value: str | None, one: Burden, world: World, lang: str) -> tuple[str, str]:
    """Who is meant: the code and name of an organisation, the word of a choice, else as written; empty if unknown."""
    if party.column is None:
        assert party.name is not None
        return party.name.en, party.name.in_(lang)
    if value is None:
        return "", ""
    column = ledgers()[one.ledger].by_name.get(party.column)
    if column is not None and column.type == "choice":
        choice = column.choices[value]
        return value, choice.en if lang == "en" else choice.zh
    if column is not None and column.type == "grade":
        return value, grade_label(int(value))
    place = world.places.get(value)
    return value, place.name if place is not None else value


def _add(line: _Line, row: tuple[Any, ...], stated: Statement, used: Counter[str]) -> None:
    records, opened, least, most, conflicts, unclear = row[4:_FIXED]
    line.records += records
    line.open += opened
    line.least += Fraction(least or 0, stated.scale)
    line.most += Fraction(most or 0, stated.scale)
    line.missing.update(_lacking(stated.headings, row[_FIXED : _FIXED + len(stated.headings)]))
    line.missing.update({k: n for k, n in (("conflict", conflicts), ("condition", unclear)) if n})
    for assumption, count in zip(stated.filled, row[_FIXED + len(stated.headings) :], strict=True):
        if assumption is not None:
            used[assumption] += count


def _lacking(headings: Sequence[str], counts: Sequence[int]) -> dict[str, int]:
    return {heading: n for heading, n in zip(headings, counts, strict=True) if n}


def _line(key: tuple[Any, ...], line: _Line, by: Sequence[str], tariff: Assumption | None) -> dict[str, Any]:
    told: dict[str, Any] = {"unit": key[0]}
    for name, (identity, words) in zip(by, key[1:], strict=True):
        told[name] = (
            (identity or None) if name in {"term", "file"} else {"id": identity or None, "name": words}
        )
    return told | _sums(key[0], line, tariff)


def _sums(unit: str, line: _Line, tariff: Assumption | None) -> dict[str, Any]:
    """``least`` and ``most`` in the unit of the outcome; ``most`` is null while a record is open."""
    base = BASES[unit][1]  # type: ignore[index] # a key of BASES by construction
    sums: dict[str, Any] = {
        "records": line.records,
        "least": _plain(line.least / base),
        "most": None if line.open else _plain(line.most / base),
        "open": line.open,
        "missing": dict(sorted(line.missing.items())),
    }
    if unit == "hour" and tariff is not None and tariff.lo is not None and tariff.hi is not None:
        sums["worth"] = [
            _plain(line.least / base * Fraction(tariff.lo, 100)),
            None if line.open else _plain(line.most / base * Fraction(tariff.hi, 100)),
        ]
    return sums


def _totals(lines: Mapping[tuple[Any, ...], _Line], tariff: Assumption | None) -> dict[str, dict[str, Any]]:
    totals: dict[str, _Line] = {}
    for key, line in lines.items():
        total = totals.setdefault(key[0], _Line())
        total.records += line.records
        total.open += line.open
        total.least += line.least
        total.most += line.most
        total.missing.update(line.missing)
    return {unit: _sums(unit, totals[unit], tariff) for unit in BASES if unit in totals}


def _incomplete(
    one: Burden, row: tuple[Any, ...], stated: Statement, world: World, assumptions: Mapping[str, Assumption], lang: str
) -> dict[str, Any]:  # fmt: skip
    """One record that cannot be reckoned: where it stands and what it lacks."""
    source, number, *lacking, conflict = row
    found = world.sources[source] if source is not None and source < len(world.sources) else None
    missing = [
        assumptions[h].title.in_(lang) if h in assumptions else h
        for h, lacks in zip(stated.headings, lacking, strict=True)
        if lacks
    ]
    return {
        "source": one.id,
        "file": found.file if found else None,
        "sheet": found.sheet if found else None,
        "row": number,
        "missing": missing,
        "conflict": bool(conflict),
    }


def _described(one: Burden, lang: str) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title.in_(lang),
        "ledger": one.ledger,
        "unit": one.unit,
        "factors": [f.column or f.assume or list(f.days or ()) for f in one.factors],
        "note": one.note.in_(lang) if one.note else None,
    }


def _supposed(assumption: Assumption, used: int, lang: str) -> dict[str, Any]:
    return {
        "id": assumption.id,
        "title": assumption.title.in_(lang),
        "unit": assumption.unit,
        "per": assumption.per,
        "figure": None
        if assumption.lo is None or assumption.hi is None
        else [_shown(assumption.lo, assumption), _shown(assumption.hi, assumption)],
        "reason": assumption.reason.in_(lang),
        "own": assumption.overlaid,
        "used": used,
    }


def _shown(value: int, assumption: Assumption) -> int | float:
    return figure(value, "fen") if unit_shown("fen") == assumption.unit else value


def _plain(value: Fraction) -> int | float:
    """A whole number where it is one, else two decimals."""
    return int(value) if value.denominator == 1 else round(float(value), 2)


def _order(key: tuple[Any, ...]) -> tuple[Any, ...]:
    """Hours, pages, yuan; then in the order of ids, never of size: nobody is ranked."""
    return (list(BASES).index(key[0]), *(part[0] for part in key[1:]))
