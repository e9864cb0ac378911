"""What the registers among the inputs give to all other ledgers: the organisations, and the calendars."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jianfu.ledgers.reading.model import Fault, Source
from jianfu.ledgers.reading.notices import Notices
from jianfu.ledgers.reading.resolve import stages_of
from jianfu.ledgers.spans import grades_in, plain
from jianfu.terms.calendar import Calendar, Term
from jianfu.terms.errors import JianfuError, Message
from jianfu.terms.grades import Stage, class_label, school_year_of, stage_of
from jianfu.terms.places import Organisation, Places

if TYPE_CHECKING:
    from collections.abc import Iterable

    import duckdb

ASSUMED_YEARS = (2018, 2032)
"""First and last school year for which terms are assumed where nobody gave any."""


def stages_in(text: str | None, name: str, kind: str | None) -> tuple[Stage, ...]:
    """The stages of a school from its 学段 column, else from its name."""
    if text:
        found: set[Stage] = {stage_of(g) for g in grades_in(text) or ()}
        for part in re.split(r"[、,，/;；+和及]", plain(text)):
            found |= {stage_of(g) for g in grades_in(part) or ()} | set(stages_of(part))
        if found:
            return tuple(s for s in ("primary", "junior", "senior") if s in found)
    return stages_of(name) if kind in (None, "school") else ()


def places(con: duckdb.DuckDBPyConnection) -> Places:
    """The organisations of the ``organisations`` table."""
    rows = con.execute(
        "SELECT code, name, kind, level, parent, stages, system, aliases FROM organisations "
        "WHERE code IS NOT NULL AND NOT coalesce(_conflict, false) ORDER BY _source, _row"
    ).fetchall()
    found: dict[str, Organisation] = {}
    for code, name, kind, level, parent, stages, system, aliases in rows:
        named = name or code
        found.setdefault(
            code,
            Organisation(
                code, named, kind, level, parent, stages_in(stages, named, kind), system or "六三",
                tuple(a for a in re.split(r"[、,，;；/\s]+", aliases or "") if a),
            ),
        )  # fmt: skip
    return Places(found.values())


@dataclass
class _Days:
    terms: dict[str, list[tuple[dt.date, dt.date]]] = field(default_factory=dict)
    starts: list[tuple[dt.date, str | None]] = field(default_factory=list)
    ends: list[tuple[dt.date, str | None]] = field(default_factory=list)
    off: set[dt.date] = field(default_factory=set)
    make_up: set[dt.date] = field(default_factory=set)
    file: str = ""


def calendars(
    con: duckdb.DuckDBPyConnection, known: Places, sources: list[Source], notices: Notices
) -> tuple[Calendar, dict[str, Calendar]]:
    """The common calendar and those of organisations, from the ``school_calendar`` table.

    A calendar is common when it names no organisation, or when it is the only one and its organisation is
    no school. One that contradicts itself is reported and left out.
    """
    rows = con.execute(
        "SELECT organisation, kind, first_day, last_day, term, _source FROM school_calendar "
        "WHERE kind IS NOT NULL AND first_day IS NOT NULL AND NOT coalesce(_conflict, false) ORDER BY _source, _row"
    ).fetchall()
    by_owner: dict[str | None, _Days] = {}
    for owner, kind, first, last, term, source in rows:
        days = by_owner.setdefault(owner, _Days(file=sources[source].file))
        _enter(days, kind, first, last, term)
    found: dict[str | None, Calendar] = {}
    for owner, days in by_owner.items():
        try:
            found[owner] = Calendar(_terms(days), days.off, days.make_up)
        except JianfuError as error:
            notices.faults.append(
                Fault(
                    days.file,
                    None,
                    None,
                    "school_calendar",
                    "",
                    Message("read.calendar_bad", {"file": days.file, "reason": error.message}),
                )
            )
    common = found.pop(None, None)
    if common is None and len(found) == 1:
        owner = next(iter(found))
        organisation = known.get(owner)
        if organisation is None or organisation.kind != "school" or len(known) <= 1:
            common = found[owner]
    if common is None or not common.terms:
        if not found:
            notices.guess("read.calendar_assumed")
        extra = common
        common = Calendar.default(*ASSUMED_YEARS)
        if extra is not None:
            common = Calendar(common.terms, extra.days_off, extra.make_up_days, assumed=True)
    return common, {k: v for k, v in found.items() if k is not None}


def calendar_of(rows: Iterable[tuple[str, dt.date, dt.date | None, str | None]]) -> Calendar:
    """The calendar that rows of (kind, first day, last day, term) describe; an assumed one where they describe none.

    Raises JianfuError where they contradict each other.
    """
    days = _Days()
    for kind, first, last, term in rows:
        _enter(days, kind, first, last, term)
    terms = _terms(days)
    if terms:
        return Calendar(terms, days.off, days.make_up)
    return Calendar(Calendar.default(*ASSUMED_YEARS).terms, days.off, days.make_up, assumed=True)


def _enter(days: _Days, kind: str, first: dt.date, last: dt.date | None, term: str | None) -> None:
    match kind:
        case "term":
            if last is not None:
                days.terms.setdefault(term or _term_of(first), []).append((first, last))
        case "term_start":
            days.starts.append((first, term))
        case "term_end":
            days.ends.append((first, term))
        case "day_off" | "make_up":
            target = days.off if kind == "day_off" else days.make_up
            end = last or first
            if end < first or (end - first).days > 120:
                return
            target |= {first + dt.timedelta(days=n) for n in range((end - first).days + 1)}


def _term_of(first: dt.date) -> str:
    """The id of the term that starts on a day: autumn from July on, spring before."""
    year = school_year_of(first + dt.timedelta(days=31))
    return f"{year}-{year + 1}-{1 if first.month >= 7 else 2}"


def _terms(days: _Days) -> list[Term]:
    found = [Term(name, first, last) for name, spans in days.terms.items() for first, last in spans]
    taken = set(days.terms)
    ends = sorted(days.ends)
    for first, term in sorted(days.starts, key=lambda s: s[0]):
        name = term or _term_of(first)
        if name in taken:
            continue
        later = [
            end for end, its in ends if end > first and (its in (None, name)) and (end - first).days < 240
        ]
        if later:
            # 放寒假 names the first free day or the last of school: the difference is no school day either way.
            found.append(Term(name, first, min(later)))
            taken.add(name)
    return found


def class_twice(con: duckdb.DuckDBPyConnection, sources: list[Source], notices: Notices) -> None:
    """List every class that a register names twice with different facts, with both places."""
    rows = con.execute(
        "SELECT organisation, grade, class_no, list(_source ORDER BY _source, _row), list(_row ORDER BY _source, _row) "
        "FROM classes WHERE grade IS NOT NULL AND class_no IS NOT NULL "
        "GROUP BY organisation, grade, class_no, school_year HAVING count(*) > 1 ORDER BY 1, 2, 3"
    ).fetchall()
    for _, grade, number, numbers, lines in rows:
        first, later = sources[numbers[0]], sources[numbers[1]]
        facts = {
            "file": later.file, "sheet": later.sheet or "", "row": lines[1], "value": class_label(grade, number),
            "other": f"{first.file} {first.sheet or ''}".strip(), "other_row": lines[0],
        }  # fmt: skip
        message = Message("read.class_twice", facts)
        notices.faults.append(
            Fault(later.file, later.sheet, str(lines[1]), "class", class_label(grade, number), message)
        )
