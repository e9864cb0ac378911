"""A unit's progress from its own ledgers: each norm with its figure, the same span a year before, and what is missing.

A line is *measured* (from records), *attested* (from answers to checklists) or *unsupported*; what is missing is
said to be missing. One unit at a time: units are never set side by side.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pyarrow.compute as pc

from jianfu.engine.check import check
from jianfu.engine.report import binding, mark_facts, measured
from jianfu.engine.run import year_before
from jianfu.ledgers.derive import kind_of_name
from jianfu.ledgers.registry import ledgers
from jianfu.terms.errors import JianfuError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jianfu.engine.check import Part, Result
    from jianfu.engine.world import World
    from jianfu.norms.model import Catalogue, Norm

SCHEMA = "jianfu/progress/1"
ANSWERS = "checklist_answers"
_JUDGED = ("kept", "advised", "breached", "suspected")
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "school": ("student", "teacher", "shared"), "training": ("student",), "firm": ("enterprise",),
    "village": ("farmer", "grassroots", "shared"),
}  # fmt: skip
_OFFICE = ("grassroots", "teacher", "enterprise", "shared")
"""The fields that concern an organisation by its kind; any other kind is an office of some sort."""


@dataclass(frozen=True)
class Span:
    """Days from ``first`` to ``last``, both included."""

    first: date
    last: date

    def holds(self, first: date | None, last: date | None) -> bool:
        """Whether a period or record that lasts from ``first`` to ``last`` falls into it, wholly or in part."""
        if first is None:
            return True
        return first <= self.last and (last or first) >= self.first

    @property
    def before(self) -> Span:
        """The same days of the year before."""
        return Span(
            *(year_before(day) or day.replace(year=day.year - 1, day=28) for day in (self.first, self.last))
        )


def progress(
    world: World, catalogue: Catalogue, unit: str, first: date | None, last: date, lang: str = "zh"
) -> dict[str, Any]:
    """The document on ``unit`` (code or name) from ``first`` to ``last``, judged as of ``last``.

    Without ``first`` it starts with the term for a school, with the year for others.
    """
    code, name, kind = _found(world, unit)
    if first is None:
        schooling = kind in {"school", "training"}
        first = world.calendar.period("term" if schooling else "year", last).first
    if first > last:
        raise JianfuError("progress.span", first=first, last=last)
    span = Span(first, last)
    result = check(world, catalogue, last, every=True)
    parts = {part.norm.id: part for part in result.parts}
    lines = []
    for norm in catalogue.norms.values():
        part = parts.get(norm.id)
        rows = _rows(part, code) if part is not None else []
        now = [r for r in rows if span.holds(r["first"], r["last"]) and _outcome(r, norm) != "not_applicable"]
        if now or _concerns(norm, kind):
            before = [r for r in rows if r["first"] is not None and span.before.holds(r["first"], r["last"])]
            lines.append(_line(norm, part, now, [] if norm.measured.change else before, result, lang))
    return {
        "schema": SCHEMA,
        "unit": {"code": code, "name": name, "kind": kind},
        "from": first.isoformat(),
        "to": last.isoformat(),
        "lines": lines,
        "checklists": _checklists(world, code),
        "corrections": _corrections(world, code, span),
        "errors": [{"file": e.file, "message": e.message.text(lang)} for e in world.errors],
        "guesses": [g.text(lang) for g in world.guesses],
        "notes": [n.text(lang) for n in world.notes],
    }


def _found(world: World, unit: str) -> tuple[str, str, str | None]:
    """Code, name and kind of the one organisation meant by ``unit``; JianfuError with near names otherwise."""
    place = world.places.find(unit)
    if place is not None:
        return place.code, place.name, place.kind
    met: set[str] = set()
    for relation in world.backend.relations().values():
        if "organisation" in relation.columns:
            sql = (
                f"SELECT DISTINCT t.organisation AS o FROM {relation.sql} t WHERE t.organisation IS NOT NULL"
            )
            met |= {str(row["o"]) for row in world.backend.rows(sql)}
    if unit in met:
        return unit, unit, kind_of_name(unit)
    names = sorted(met | {p.name for p in world.places})
    near = difflib.get_close_matches(unit, names, n=3, cutoff=0.3) or names[:5]
    raise JianfuError("progress.unit", value=unit, near="、".join(near))


def _concerns(norm: Norm, kind: str | None) -> bool:
    """Whether a norm is about organisations of this kind, as far as field and ledger tell."""
    if norm.field not in _FIELDS.get(kind or "", _OFFICE):
        return False
    of_institutions = ledgers()[norm.watches].organisation == "institution"
    return of_institutions == (kind == "training") or norm.field != "student"


def _rows(part: Part, code: str) -> list[dict[str, Any]]:
    """The groups of one norm that are the unit's, without the ids of their records."""
    owner = part.plan.owner or "organisation"
    table = part.findings
    if owner not in table.column_names or table.num_rows == 0:
        return []
    own = table.filter(pc.equal(table.column(owner), code))
    wanted = ("first", "last", "lo", "hi", "verdict", "stack", "basis")
    rows: list[dict[str, Any]] = own.select([c for c in wanted if c in own.column_names]).to_pylist()
    return rows


def _outcome(row: Mapping[str, Any], norm: Norm) -> str:
    outcome = str(row["verdict"]).partition(":")[0]
    return "suspected" if outcome == "breached" and norm.raises == "suspected" else outcome


def _line(
    norm: Norm, part: Part | None, now: Sequence[Mapping[str, Any]], before: Sequence[Mapping[str, Any]],
    result: Result, lang: str,
) -> dict[str, Any]:  # fmt: skip
    counts = dict.fromkeys((*_JUDGED, "not_evaluable"), 0)
    for row in now:
        counts[_outcome(row, norm)] += 1
    judged = sum(counts[o] for o in _JUDGED)
    support = "unsupported" if not judged else "attested" if norm.watches == ANSWERS else "measured"
    worst = _worst(norm, part, now)
    value = _value(norm, worst)
    past = _worst(norm, part, before)
    baseline = _value(norm, past)
    stack = part.stacks[worst["stack"]] if part and worst and worst.get("stack") is not None else None
    bound = binding(stack, (_number(worst["lo"]), _number(worst["hi"])), None) if worst else None
    facts = mark_facts(bound, norm, result.catalogue, lang)
    exact = all(isinstance(v, (int, float)) for v in (value, baseline))
    return {
        "norm": norm.id,
        "title": norm.title.in_(lang),
        "mechanisms": list(norm.mechanisms),
        "ledger": _wanting(norm, result) or norm.watches,
        "rule": {k: facts[k] for k in ("op", "mark", "unit", "level", "strength", "restated")},
        "support": support,
        "why": None if judged else _why(norm, part, now, result),
        "basis": sorted({str(r["basis"]) for r in now if r.get("basis")}) if judged else [],
        "groups": len(now),
        **counts,
        "value": value,
        "baseline": {"value": baseline, "groups": len(before)} if before else None,
        "change": round(value - baseline, 4) if exact else None,
    }


def _why(norm: Norm, part: Part | None, now: Sequence[Mapping[str, Any]], result: Result) -> str:
    """Why nothing could be said: no ledger, no record of the unit's, data missing, no local mark."""
    if part is None or _wanting(norm, result) is not None:
        return "no_ledger"
    if not now:
        return "no_records"
    reasons = {str(r["verdict"]).partition(":")[2] for r in now}
    return "no_local_mark" if reasons == {"no_local_mark"} else "incomplete"


def _wanting(norm: Norm, result: Result) -> str | None:
    """The ledger of the norm's that is not there."""
    names = [norm.watches, *([norm.against.ledger] if norm.against is not None else [])]
    return next((n for n in names if n not in result.world.backend.relations()), None)


def _worst(norm: Norm, part: Part | None, rows: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The group nearest to or furthest past its mark: the highest under a ceiling, the lowest over a floor."""
    known = [r for r in rows if r["lo"] is not None and r["hi"] is not None]
    if not known or part is None:
        return None
    floor = all(m.hi is None for m in norm.marks) and any(m.lo is not None for m in norm.marks)
    if floor:
        return min(known, key=lambda r: (r["lo"], r["hi"]))
    return max(known, key=lambda r: (r["lo"], r["hi"]))


def _value(norm: Norm, row: Mapping[str, Any] | None) -> Any:
    """The measure for people; None for conditions on records, which are counted instead."""
    if row is None or norm.form != "measure":
        return None
    return measured((_number(row["lo"]), _number(row["hi"])), norm.unit)


def _number(value: Any) -> float | None:
    return None if value is None else float(value) if not isinstance(value, int) else value


def _checklists(world: World, code: str) -> list[dict[str, Any]]:
    """What the unit answered: by checklist, how many yes, no, not applicable and not answered."""
    relation = world.backend.relations().get(ANSWERS)
    if relation is None or not {"answer", "checklist", "organisation"} <= relation.columns:
        return []
    shown = " AND t.evidence IS NOT NULL" if "evidence" in relation.columns else ""
    counted = ", ".join(
        f"COUNT(CASE WHEN {condition} THEN 1 END) AS {name}"
        for name, condition in (
            ("yes", "t.answer = 'yes'"), ("shown", f"t.answer = 'yes'{shown}"), ("no", "t.answer = 'no'"),
            ("na", "t.answer = 'na'"), ("unanswered", "t.answer IS NULL"),
        )
    )  # fmt: skip
    return world.backend.rows(
        f"SELECT t.checklist AS checklist, {counted} FROM {relation.sql} t "
        f"WHERE t.organisation = {_literal(code)} GROUP BY t.checklist ORDER BY t.checklist"
    )


def _corrections(world: World, code: str, span: Span) -> dict[str, int] | None:
    """Of the problems found in the span: how many are put right, struck off, and open past their day; None without a ledger."""
    relation = world.backend.relations().get("rectifications")
    if (
        relation is None
        or not {"found_on", "done_on", "due_on", "struck_off", "organisation"} <= relation.columns
    ):
        return None
    last = f"'{span.last.isoformat()}'"
    rows = world.backend.rows(
        "SELECT COUNT(*) AS found, COUNT(t.done_on) AS done, COUNT(CASE WHEN t.struck_off THEN 1 END) AS struck_off, "
        f"COUNT(CASE WHEN t.done_on IS NULL AND t.due_on < {last} THEN 1 END) AS overdue FROM {relation.sql} t "
        f"WHERE t.organisation = {_literal(code)} AND t.found_on BETWEEN '{span.first.isoformat()}' AND {last}"
    )
    return {k: int(v) for k, v in rows[0].items()}


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
