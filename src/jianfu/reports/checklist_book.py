"""A checklist as a workbook to fill in; what is filled in reads back as the ledger of answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from jianfu.norms.checklists import Checklist, Question
from jianfu.norms.model import Policy
from jianfu.reports.answer_sheet import answer_book, asked_word, notes_sheet
from jianfu.reports.wording import say

_OF_PLANS = ("clause", "duty_of", "due")


def write_checklist(
    checklist: Checklist,
    questions: Sequence[Question],
    policies: Mapping[str, Policy],
    path: Path,
    unit: str | None = None,
    kind: str | None = None,
) -> None:
    """Writes ``questions`` of ``checklist`` to ``path`` (.xlsx), one row each, for ``unit`` of ``kind`` where known.

    A second sheet says how to answer, where each question comes from, and gives the advice nobody answers.
    """
    rows = [
        {
            "organisation": unit or "", "checklist": checklist.title.zh, "number": question.number,
            "aspect": checklist.aspects[question.aspect].zh, "question": question.ask.zh,
            "shown_by": question.evidence.zh if question.evidence else "",
            "addressee": asked_word(kind or question.addressees[0]),
        }
        for question in questions
    ]  # fmt: skip
    book = answer_book(f"{unit or ''}{checklist.title.zh}", rows, without=_OF_PLANS)
    notes_sheet(book, _notes(checklist, questions, policies))
    book.save(path)


def _notes(
    checklist: Checklist, questions: Sequence[Question], policies: Mapping[str, Policy]
) -> Iterator[str]:
    yield checklist.title.zh
    yield say("report.checklist.how", "zh")
    if checklist.note is not None:
        yield checklist.note.zh
    yield say("report.checklist.sources", "zh")
    yield from (f"第{q.number}题：{cited(q, policies, 'zh')}" for q in questions)
    advice = [q for q in checklist.questions if q.advice]
    if advice:
        yield say("report.checklist.advice", "zh")
        yield from (q.ask.zh for q in advice)


def cited(question: Question, policies: Mapping[str, Policy], lang: str) -> str:
    """Where a question comes from: title and number of the policy, or why none could be cited."""
    if question.source is None:
        return question.unsourced.in_(lang) if question.unsourced else "—"
    policy = policies[question.source.policy]
    number = policy.number or ""
    if policy.number_certainty != "sure":
        number += say("report.checklist.unconfirmed", lang)
    clause = question.source.clause or say("report.clause.unknown", lang)
    return (
        f"《{policy.title}》{number}，{clause}" if lang == "zh" else f"《{policy.title}》 {number}, {clause}"
    )
