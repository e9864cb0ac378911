"""A file of plans read, as JSON: clauses with their statements, what was set aside, drafts, contradictions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jianfu.plans.draft.model import (
    Cited,
    Comparison,
    Conflict,
    Draft,
    DraftMark,
    Near,
    Question,
    Side,
    Unmarked,
)
from jianfu.plans.model import Plan, Quantity, Source, Statement
from jianfu.reports.plan_reading import PlanReading, Reading
from jianfu.terms.units import figure, unit_shown

SCHEMA = "jianfu/plan/1"


def plan_document(reading: Reading, lang: str = "zh") -> dict[str, Any]:
    """Everything that was read; texts are in ``lang``. The texts of clauses and asides hold the whole source."""
    return {
        "schema": SCHEMA,
        "file": reading.source.name,
        "as_of": reading.as_of.isoformat(),
        "plans": [_plan(each, lang) for each in reading.plans],
        "aside": asides(reading.source),
        "conflicts": [
            {"plan": n, **_conflict(conflict, lang)}
            for n, each in enumerate(reading.plans)
            for conflict in each.conflicts
        ],
        "notes": [note.text(lang) for note in reading.notes],
    }


def asides(source: Source) -> list[dict[str, Any]]:
    """What is no text of a plan, in the order of the source."""
    return [{"text": a.text, "why": a.why, "line": a.number} for a in source.aside]


def clauses(plan: Plan, norms: Mapping[int, str]) -> list[dict[str, Any]]:
    """The clauses of a plan with their statements; ``norms`` says which norm a statement, by number, fits."""
    found, number = [], 0
    for read in plan.clauses:
        statements = []
        for statement in read.statements:
            number += 1
            statements.append({"number": number, **_statement(statement), "norm": norms.get(number)})
        found.append({"path": read.clause.cited, "text": read.clause.text, "statements": statements})
    return found


def _plan(reading: PlanReading, lang: str) -> dict[str, Any]:
    plan, draft = reading.plan, reading.draft
    about, coverage = plan.about, draft.coverage
    return {
        "title": about.title,
        "about": {
            "domain": about.domain, "kind": about.kind, "stage": about.stage, "addressee": about.addressee,
        },
        "place": {
            "code": draft.place.code, "name": draft.place.name, "level": draft.place.level,
            "assumed": list(draft.place.assumed),
        },
        "paper": _paper(draft),
        "coverage": {
            "statements": coverage.statements, "data": coverage.data, "workflow": coverage.workflow,
            "checklist": coverage.checklist, "no": coverage.no, "marked": coverage.marked, "asked": coverage.asked,
            "left": coverage.left, "marks": coverage.marks, "near": coverage.near, "reasons": dict(coverage.reasons),
        },
        "clauses": clauses(plan, draft.norms),
        "marks": [_mark(mark, lang) for mark in draft.marks],
        "questions": [_question(question) for question in draft.questions],
        "leftover": [
            {**_cited(left.cited), "why": left.why, "executable": left.executable} for left in draft.leftovers
        ],
        "unmarked": [_unmarked(each, lang) for each in draft.unmarked],
        "near": [_near(each, lang) for each in draft.near],
    }  # fmt: skip


def _paper(draft: Draft) -> dict[str, Any]:
    paper = draft.paper
    return {
        "id": paper.id, "title": paper.title, "issuer": paper.issuer, "level": paper.level, "number": paper.number,
        "issued": paper.issued.isoformat(), "first": paper.first.isoformat(), "assumed": list(paper.assumed),
    }  # fmt: skip


def _statement(statement: Statement) -> dict[str, Any]:
    said = statement.described
    document: dict[str, Any] = {"quote": statement.quote}
    if statement.text != statement.quote:
        document["text"] = statement.text
    return document | {
        "modality": said.modality, "addressee": said.addressee, "domain": said.domain, "topic": said.topic,
        "quantity": [quantity(each) for each in statement.quantities], "executable": said.executable,
        "body": said.body, "deadline": said.deadline, "reasons": dict(said.reasons),
    }  # fmt: skip


def quantity(found: Quantity) -> dict[str, Any]:
    """A figure; that it is masked or vague is said only where it is."""
    document = {
        "metric": found.metric, "op": found.op, "value": _plain(found.value), "unit": found.unit,
        "scope": {key: _plain(value) for key, value in found.scope.items()}, "text": found.text,
    }  # fmt: skip
    if found.masked:
        document["masked"] = True
    if found.vague is not None:
        document["vague"] = found.vague
    return document


def _plain(value: object) -> Any:
    """A value as JSON has it: no tuples."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset | range):
        return [_plain(inner) for inner in value]
    return value


def _cited(cited: Cited) -> dict[str, Any]:
    return {"statement": cited.number, "path": cited.path, "quote": cited.quote}


def _shown(value: float | None, unit: str) -> int | float | None:
    return None if value is None else figure(value, unit)


def _mark(mark: DraftMark, lang: str) -> dict[str, Any]:
    return {
        "id": mark.id, **_cited(mark.cited), "norm": mark.norm, "title": mark.title.in_(lang),
        "shown": mark.shown.in_(lang), "figure": _plain(mark.figure), "lo": _shown(mark.lo, mark.unit),
        "hi": _shown(mark.hi, mark.unit), "unit": unit_shown(mark.unit), "scope": mark.scope,
        "where": mark.where.in_(lang), "level": mark.level, "strength": mark.strength,
        "from": mark.first.isoformat(), "to": mark.last.isoformat() if mark.last else None, "vague": mark.vague,
        "assumed": list(mark.assumed), "verdict": mark.verdict, "wording": mark.wording.text(lang),
        "comparisons": [_comparison(each, mark.unit, lang) for each in mark.comparisons],
    }  # fmt: skip


def _comparison(each: Comparison, unit: str, lang: str) -> dict[str, Any]:
    return {
        "verdict": each.verdict, "mark": each.mark, "side": each.side, "ours": _shown(each.ours, unit),
        "theirs": _shown(each.theirs, unit), "level": each.level, "strength": each.strength, "policy": each.policy,
        "policy_id": each.policy_id, "clause": each.clause or None,
        "restated": each.restated.in_(lang) if each.restated else None, "where": each.where.in_(lang),
        "wording": each.wording.text(lang),
    }  # fmt: skip


def _question(question: Question) -> dict[str, Any]:
    return {
        "number": question.number, **_cited(question.cited), "ask": question.ask, "kind": question.kind,
        "modality": question.modality, "domain": question.domain, "topic": question.topic,
        "responsible": question.responsible, "deadline": question.deadline, "evidence": question.evidence,
    }  # fmt: skip


def _unmarked(each: Unmarked, lang: str) -> dict[str, Any]:
    return {
        **_cited(each.cited), "quantity": quantity(each.quantity), "why": each.why, "norm": each.norm or None,
        "wording": each.wording.text(lang) if each.wording else None,
    }  # fmt: skip


def _near(each: Near, lang: str) -> dict[str, Any]:
    return {
        **_cited(each.cited), "quantity": quantity(each.quantity), "norm": each.norm, "ours": each.ours.in_(lang),
        "theirs": each.theirs.in_(lang), "wording": each.wording.text(lang),
    }  # fmt: skip


def _conflict(conflict: Conflict, lang: str) -> dict[str, Any]:
    return {
        "kind": conflict.kind, "why": conflict.why, "grave": conflict.grave, "norm": conflict.norm or None,
        "metric": conflict.metric, "where": conflict.where.in_(lang), "binds": conflict.binds or None,
        "wording": conflict.wording.text(lang), "a": _side(conflict.a), "b": _side(conflict.b),
    }  # fmt: skip


def _side(side: Side) -> dict[str, Any]:
    return {
        "source": side.source, "level": side.level, "path": side.path, "text": side.text, "verbatim": side.verbatim,
        "statement": side.statement or None, "mark": side.mark or None, "value": _plain(side.value),
        "shown": side.shown,
    }  # fmt: skip
