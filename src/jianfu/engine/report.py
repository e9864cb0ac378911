"""A Result as the JSON of a check: findings with fingerprint, mark, source and records; counts; what went wrong."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from jianfu.engine.records import cited, is_personal, plain, spill
from jianfu.ledgers.reading.masks import Masks
from jianfu.norms.model import rank
from jianfu.norms.precedence import Bound
from jianfu.terms.cells.model import OPEN
from jianfu.terms.errors import Message
from jianfu.terms.grades import entry_year, school_year_of
from jianfu.terms.units import figure, unit_shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from jianfu.engine.check import Part, Result
    from jianfu.norms.model import Catalogue, Mark, Norm
    from jianfu.norms.precedence import Conflict, Interval, Stack

SCHEMA = "jianfu/check/1"
MAX_RECORDS = 10_000
"""Ids of one finding kept in the JSON; past it they go whole to a Parquet beside."""


def fingerprint(norm: str, subject: Iterable[tuple[str, Any]], period: str | None) -> str:
    """The identity of a finding: norm, subject and period; never marks, values or spelling."""
    parts = "|".join(f"{key}={value}" for key, value in subject)
    return hashlib.sha256(f"{norm}|{parts}|{period or ''}".encode()).hexdigest()[:16]


def subject_of(group: Mapping[str, Any], day: date | None) -> list[tuple[str, Any]]:
    """Who a group is about, by lasting identities: a class by the year its pupils entered, not by its grade."""
    found = dict(group)
    if found.get("grade") is not None and "class_no" in found:
        found["grade"] = (
            f"cohort {entry_year(found['grade'], school_year_of(day))}" if day else found["grade"]
        )
    return list(found.items())


def as_json(result: Result, *, lang: str = "zh", beside: Path | None = None) -> dict[str, Any]:
    """The whole check. ``beside`` is a folder for record ids past ``MAX_RECORDS`` (without it they stay inside)."""
    masks = Masks()
    findings = [
        f for part in result.parts for f in findings_of(part, result, masks, lang=lang, beside=beside)
    ]
    world = result.world
    totals = {
        key: sum(part.counts[key] for part in result.parts)
        for key in ("kept", "advised", "breached", "suspected", "not_evaluable", "not_applicable")
    }
    return {
        "schema": SCHEMA,
        "as_of": result.as_of.isoformat(),
        "norm_set": result.catalogue.digest,
        "sources": [
            {"file": s.file, "sheet": s.sheet, "ledger": s.ledger, "rows": s.rows}
            for s in result.world.sources
        ],
        "findings": findings,
        "organisations": _named(findings, result),
        "summary": {
            "norms": {
                p.norm.id: {"title": p.norm.title.in_(lang), "field": p.norm.field, **p.counts}
                for p in result.parts
            },
            "totals": totals,
            "skipped": result.skipped,
            "planned_rows": result.planned_rows,
        },
        "errors": [{"file": e.file, "message": e.message.text(lang)} for e in world.errors],
        "cells": [
            {
                "file": f.file,
                "sheet": f.sheet,
                "cell": f.cell,
                "column": f.column,
                "value": f.value,
                "message": f.message.text(lang),
            }
            for f in world.faults
        ],
        "guesses": [g.text(lang) for g in (*result.world.guesses, *result.notes)],
        "notes": [n.text(lang) for n in (*world.notes, *_planned(result))],
        "conflicts": [c for part in result.parts for c in _conflicts(part, result.catalogue, lang)],
    }


def exit_code(document: Mapping[str, Any]) -> int:
    """2 when a file could not be read, else 1 when something is breached, else 3 when something is not evaluable
    or suspected, else 0."""
    totals = document["summary"]["totals"]
    # A delegated norm that no place has given a mark says nothing of these ledgers: it is reported, but ends nothing.
    if document["errors"]:
        return 2
    if totals["breached"]:
        return 1
    open_ones = (
        f for f in document["findings"] if f["outcome"] != "breached" and f["reason"] != "no_local_mark"
    )
    return 3 if any(open_ones) else 0


def _planned(result: Result) -> list[Message]:
    if not result.planned_rows:
        return []
    return [Message("engine.planned", {"count": result.planned_rows, "as_of": result.as_of.isoformat()})]


def findings_of(
    part: Part, result: Result, masks: Masks, *, lang: str, beside: Path | None = None
) -> list[dict[str, Any]]:
    """The findings of one norm, in the order of organisation, subject and period; names of people masked."""
    rows = part.findings.to_pylist()
    if part.findings.num_rows:
        details = cited(part, result, masks)
        others = cited(part, result, masks, other=True) if part.norm.against else {}
    found = [_finding(row, part, result, details, others, masks, lang, beside) for row in rows]
    found.sort(key=lambda f: ([str(v) for v in f["group"].values()], str(f["period"]), _place(f)))
    _tell_apart(found)
    if part.unmarked:
        found.append(_unmarked(part, lang))
    return found


def _place(finding: dict[str, Any]) -> tuple[Any, ...]:
    """Where the first record of a finding stands, by which records of one key are told apart."""
    record: dict[str, Any] = next(iter(finding["records"]), {})
    identity = str(record.get("id", ""))
    return (
        str(record.get("file") or ""),
        str(record.get("sheet") or ""),
        record.get("row") or 0,
        len(identity),
        identity,
    )


def _named(findings: list[dict[str, Any]], result: Result) -> dict[str, str]:
    """The name of every organisation whose code stands in a finding, whatever its part there."""
    codes = {v for f in findings for v in f["group"].values() if isinstance(v, str)}
    return {o.code: o.name for o in result.world.places if o.code in codes}


def _finding(
    row: dict[str, Any],
    part: Part,
    result: Result,
    details: dict[Any, dict[str, Any]],
    others: dict[Any, dict[str, Any]],
    masks: Masks,
    lang: str,
    beside: Path | None,
) -> dict[str, Any]:
    norm, plan = part.norm, part.plan
    outcome, _, detail = row["verdict"].partition(":")
    stack = part.stacks[row["stack"]] if row["stack"] is not None else None
    group = {k: plain(row[k]) for k in plan.keys}
    period = None if row["_period"] is None else str(row["_period"])
    identity = fingerprint(norm.id, subject_of(group, row["first"]), None if plan.by_record else period)
    for name in (k for k in plan.keys if group[k] is not None and is_personal(plan.ledger, k)):
        group[name] = masks.mask(plan.ledger.name, group.get("organisation"), str(group[name]))
    owner = group.get(plan.owner or "organisation")
    organisation = result.world.places.get(owner)
    suspected = outcome == "breached" and norm.raises == "suspected"
    span = (_number(row["lo"]), _number(row["hi"]))
    bound = binding(stack, span, detail if outcome == "breached" else None)
    records = [details[i] for i in sorted(row["records"]) if i in details]
    records += [others[i] for i in sorted(row.get("others") or ()) if i in others]
    document = {
        "fingerprint": identity,
        "norm": norm.id,
        "title": norm.title.in_(lang),
        "outcome": "suspected" if suspected else outcome,
        "reason": detail if outcome == "not_evaluable" else None,
        "basis": row["basis"] or plan.ledger.basis,
        "group": group,
        "organisation_name": organisation.name if organisation else owner,
        "period": period,
        "measured": measured(span, norm.unit),
        **mark_facts(bound, norm, result.catalogue, lang),
        "remedy": norm.remedy.in_(lang) if norm.remedy else None,
        "consequence": norm.consequence,
        "record_count": len(row["records"]) + len(row.get("others") or ()),
        "records": records,
    }
    if outcome == "breached" and stack is not None:
        document["breaks"] = [mark_facts(b, norm, result.catalogue, lang) for b in broken(stack, span)]
    if len(records) > MAX_RECORDS and beside is not None:
        document["records_file"] = spill(identity, records, beside)
        document["records"] = []
    return document


def _number(value: Any) -> Any:
    """A figure of the judging database as a plain number: sums of integers come as decimals."""
    return int(value) if isinstance(value, Decimal) else value


def measured(span: tuple[float | None, float | None], unit: str) -> Any:
    """A measured interval for people: one number when it is known, [lo, hi] when not, hi None when open."""
    lo, hi = span
    if lo is None or hi is None or lo >= OPEN:  # in percent of nothing
        return None
    if lo == hi:
        return figure(lo, unit)
    return [None if lo <= -OPEN else figure(lo, unit), None if hi >= OPEN else figure(hi, unit)]


def binding(
    stack: Stack | None, span: tuple[float | None, float | None], strength: str | None
) -> Bound | None:
    """The mark to cite: the tightest one broken, or the one in question when the outcome is open."""
    if stack is None:
        return None
    intervals = {"mandatory": stack.mandatory, "in_principle": stack.in_principle, "advisory": stack.advisory}
    order = [intervals[strength]] if strength else list(intervals.values())
    lo, hi = span
    for interval in order:
        for bound, broken_ in ((interval.hi, _over(interval, lo)), (interval.lo, _under(interval, hi))):
            if bound is not None and broken_:
                return bound
    for interval in intervals.values():
        for bound, open_ in ((interval.hi, _over(interval, hi)), (interval.lo, _under(interval, lo))):
            if bound is not None and open_:
                return bound
    return next((b for i in intervals.values() for b in (i.hi, i.lo) if b is not None), None)


def _over(interval: Interval, value: float | None) -> bool:
    return interval.hi is not None and value is not None and value > interval.hi.value


def _under(interval: Interval, value: float | None) -> bool:
    return interval.lo is not None and value is not None and value < interval.lo.value


def broken(stack: Stack, span: tuple[float, float]) -> list[Bound]:
    """Every mark that the interval breaks for certain, the highest level first."""
    found = []
    for mark in stack.marks:
        if mark.strength == "advisory":
            continue
        if mark.hi is not None and span[0] > mark.hi:
            found.append(Bound(mark.hi, mark))
        elif mark.lo is not None and span[1] < mark.lo:
            found.append(Bound(mark.lo, mark))
    return sorted(found, key=lambda b: (rank(b.mark.level), b.value))


def mark_facts(bound: Bound | None, norm: Norm, catalogue: Catalogue, lang: str) -> dict[str, Any]:
    """What a finding or an answer says of a mark: figure, level, strength, policy, clause, restatement."""
    if bound is None:
        nothing = ("mark", "level", "strength", "policy", "clause", "restated", "mark_id")
        return {"op": _op(norm, None, None), **dict.fromkeys(nothing), "unit": unit_shown(norm.unit)}
    mark = bound.mark
    return {
        "op": _op(norm, mark, bound.value),
        "mark": None if norm.form == "each" else figure(bound.value, norm.unit),
        "unit": unit_shown(norm.unit),
        "level": mark.level,
        "strength": mark.strength,
        "policy": policy_facts(mark, catalogue),
        "clause": mark.source.clause,
        "restated": mark.restated.in_(lang) if mark.restated else None,
        "mark_id": mark.id,
    }


def _op(norm: Norm, mark: Mark | None, value: float | None) -> str | None:
    if norm.form != "measure":
        return norm.form
    if mark is None:
        return None
    return "at_most" if mark.hi is not None and value == mark.hi else "at_least"


def policy_facts(mark: Mark, catalogue: Catalogue) -> dict[str, Any]:
    """The policy of a mark as it is cited."""
    policy = catalogue.policies[mark.source.policy]
    return {
        "id": policy.id,
        "title": policy.title,
        "number": policy.number,
        "number_certainty": policy.number_certainty,
        "issuer": policy.issuer,
        "issued": policy.issued.isoformat(),
    }


def _tell_apart(found: list[dict[str, Any]]) -> None:
    """Records of one key (two pieces of homework in one subject) get an ordinal in their fingerprint."""
    seen: dict[str, int] = {}
    for finding in found:
        identity = finding["fingerprint"]
        seen[identity] = seen.get(identity, 0) + 1
        if seen[identity] > 1:
            finding["fingerprint"] = hashlib.sha256(f"{identity}#{seen[identity]}".encode()).hexdigest()[:16]


def _unmarked(part: Part, lang: str) -> dict[str, Any]:
    """One finding for all groups of a delegated norm for which no place has set a mark."""
    return {
        "fingerprint": fingerprint(part.norm.id, [], None),
        "norm": part.norm.id,
        "title": part.norm.title.in_(lang),
        "outcome": "not_evaluable",
        "reason": "no_local_mark",
        "basis": None,
        "group": {},
        "organisation_name": None,
        "period": None,
        "measured": None,
        "op": None,
        "mark": None,
        "unit": unit_shown(part.norm.unit),
        "level": None,
        "strength": None,
        "policy": None,
        "clause": None,
        "groups": part.unmarked,
        "record_count": 0,
        "records": [],
    }


def _conflicts(part: Part, catalogue: Catalogue, lang: str) -> list[dict[str, Any]]:
    """The conflicts met in any stratum of ``part``, each pair of marks once."""
    seen: dict[tuple[str, str, str], dict[str, Any]] = {}
    for stack in part.stacks:
        for conflict in stack.conflicts:
            key = (conflict.why, conflict.winner.id, conflict.loser.id)
            seen.setdefault(key, _conflict(conflict, part.norm, catalogue, lang))
    return [seen[key] for key in sorted(seen)]


def _conflict(conflict: Conflict, norm: Norm, catalogue: Catalogue, lang: str) -> dict[str, Any]:
    return {
        "norm": norm.id,
        "title": norm.title.in_(lang),
        "why": conflict.why,
        "binding": _side(conflict.winner, norm, catalogue, lang),
        "other": _side(conflict.loser, norm, catalogue, lang),
        "exceptions": [e.name.in_(lang) for e in conflict.exceptions],
    }


def _side(mark: Mark, norm: Norm, catalogue: Catalogue, lang: str) -> dict[str, Any]:
    value = mark.hi if mark.hi is not None else mark.lo if mark.lo is not None else 0
    return {**mark_facts(Bound(value, mark), norm, catalogue, lang), "place": mark.place}
