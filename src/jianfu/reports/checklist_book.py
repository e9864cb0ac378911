"""A checklist as a workbook to fill in; what is filled in reads back as the ledger of answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from jianfu.ledgers.registry import ledger
from jianfu.ledgers.template import heading, shown_columns
from jianfu.norms.checklists import Checklist, Question
from jianfu.norms.model import Policy
from jianfu.reports.wording import say

LEDGER = "checklist_answers"
_KINDS: Mapping[str, str] = {
    "school": "school", "training": "training", "government": "office", "office": "office", "bureau": "office",
    "village": "village", "firm": "firm",
}  # fmt: skip
"""The kinds of organisation as the ledger of answers groups them."""
_WIDTHS: Mapping[str, int] = {
    "organisation": 20, "checklist": 14, "number": 6, "aspect": 14, "question": 52, "shown_by": 30, "addressee": 10,
    "answer": 9, "evidence": 34, "responsible": 12, "deadline": 13, "answered_on": 13,
}  # fmt: skip
_TO_FILL_IN = ("answer", "evidence", "responsible", "deadline", "answered_on")
_LINE = Side(style="thin", color="BBBBBB")


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
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    answers = ledger(LEDGER)
    columns = [c for c in shown_columns(answers) if c.name != "term"]
    sheet.title = answers.zh
    _put(sheet.cell(1, 1), f"{unit or ''}{checklist.title.zh}")
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(columns))
    sheet["A1"].font = Font(bold=True, size=16)
    sheet["A1"].alignment = Alignment(horizontal="center")
    for n, column in enumerate(columns, 1):
        cell = sheet.cell(2, n)
        _put(cell, heading(column))
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="FFF2CC" if column.name in _TO_FILL_IN else "F2F2F2")
        cell.alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")
        sheet.column_dimensions[get_column_letter(n)].width = _WIDTHS.get(column.name, 14)
    for row, question in enumerate(questions, 3):
        known = {
            "organisation": unit or "", "checklist": checklist.title.zh, "number": question.number,
            "aspect": checklist.aspects[question.aspect].zh, "question": question.ask.zh,
            "shown_by": question.evidence.zh if question.evidence else "",
            "addressee": answers.column("addressee").choices[_KINDS[kind or question.addressees[0]]].zh,
        }  # fmt: skip
        for n, column in enumerate(columns, 1):
            cell = sheet.cell(row, n)
            cell.border = Border(bottom=_LINE)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if column.name in known:
                _put(cell, known[column.name])
            elif column.type in ("text", "date"):
                cell.number_format = "@"  # as typed: no date turned round, no long number shortened
    words = ",".join(choice.zh for choice in answers.column("answer").choices.values())
    letter = get_column_letter([c.name for c in columns].index("answer") + 1)
    rule = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True, showErrorMessage=False)
    rule.add(f"{letter}3:{letter}{len(questions) + 2}")
    sheet.add_data_validation(rule)
    sheet.freeze_panes = "A3"
    _explain(book, checklist, questions, policies)
    book.save(path)


def _explain(
    book: Workbook, checklist: Checklist, questions: Sequence[Question], policies: Mapping[str, Policy]
) -> None:
    sheet = book.create_sheet("填表说明")
    lines = [checklist.title.zh, say("report.checklist.how", "zh")]
    if checklist.note is not None:
        lines.append(checklist.note.zh)
    lines.append(say("report.checklist.sources", "zh"))
    lines += [f"第{q.number}题：{cited(q, policies, 'zh')}" for q in questions]
    advice = [q for q in checklist.questions if q.advice]
    if advice:
        lines.append(say("report.checklist.advice", "zh"))
        lines += [f"{q.ask.zh}" for q in advice]
    for row, line in enumerate(lines, 1):
        cell = sheet.cell(row, 1)
        _put(cell, line)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.column_dimensions["A"].width = 100


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


def _put(cell: Any, value: object) -> None:
    """Sets a cell; text stays text, whatever sign it begins with."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
