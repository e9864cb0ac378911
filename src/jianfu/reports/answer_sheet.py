"""A sheet of questions to fill in, with the headings of the ledger of answers; filled in, it reads back as that ledger."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from jianfu.ledgers.registry import ledger
from jianfu.ledgers.template import heading, shown_columns

LEDGER = "checklist_answers"
NOTES = "填表说明"
"""Sheets of this name are known to hold no records."""
_KINDS: Mapping[str, str] = {
    "school": "school", "training": "training", "government": "office", "office": "office", "bureau": "office",
    "village": "village", "firm": "firm",
}  # fmt: skip
"""The kinds of organisation as the ledger of answers groups them."""
_WIDTHS: Mapping[str, int] = {
    "organisation": 20, "checklist": 14, "number": 6, "clause": 12, "aspect": 14, "question": 52, "shown_by": 30,
    "addressee": 10, "duty_of": 14, "due": 16, "answer": 9, "evidence": 34, "responsible": 12, "deadline": 13,
    "answered_on": 13,
}  # fmt: skip
_TO_FILL_IN = ("answer", "evidence", "responsible", "deadline", "answered_on")
_LINE = Side(style="thin", color="BBBBBB")


def answer_book(title: str, rows: Sequence[Mapping[str, object]], without: Collection[str] = ()) -> Workbook:
    """A workbook whose first sheet asks one question a row; ``rows`` hold what is known by column of the ledger.

    ``without`` are columns that make no sense for these questions. The term is never asked for.
    """
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    answers = ledger(LEDGER)
    columns = [c for c in shown_columns(answers) if c.name != "term" and c.name not in without]
    sheet.title = answers.zh
    put(sheet.cell(1, 1), title)
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(columns))
    sheet["A1"].font = Font(bold=True, size=16)
    sheet["A1"].alignment = Alignment(horizontal="center")
    for n, column in enumerate(columns, 1):
        headed(sheet, 2, n, heading(column), _WIDTHS.get(column.name, 14), column.name in _TO_FILL_IN)
    for row, known in enumerate(rows, 3):
        for n, column in enumerate(columns, 1):
            cell = sheet.cell(row, n)
            ruled(cell)
            if column.name in known:
                put(cell, known[column.name])
            elif column.type in ("text", "date"):
                cell.number_format = "@"  # as typed: no date turned round, no long number shortened
    words = ",".join(choice.zh for choice in answers.column("answer").choices.values())
    letter = get_column_letter([c.name for c in columns].index("answer") + 1)
    rule = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True, showErrorMessage=False)
    rule.add(f"{letter}3:{letter}{len(rows) + 2}")
    sheet.add_data_validation(rule)
    sheet.freeze_panes = "A3"
    return book


def asked_word(kind: str) -> str:
    """Whom a question asks, in the word of the ledger, by the kind of an organisation; "" for kinds never asked."""
    return ledger(LEDGER).column("addressee").choices[_KINDS[kind]].zh if kind in _KINDS else ""


def headed(sheet: Worksheet, row: int, column: int, text: str, width: int, fill_in: bool = False) -> None:
    """Writes a heading; columns to fill in have a colour of their own."""
    cell = sheet.cell(row, column)
    put(cell, text)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="FFF2CC" if fill_in else "F2F2F2")
    cell.alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")
    sheet.column_dimensions[get_column_letter(column)].width = width


def ruled(cell: Any) -> None:
    """Text wrapped from the top, a hairline below."""
    cell.border = Border(bottom=_LINE)
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def notes_sheet(book: Workbook, lines: Iterable[str]) -> None:
    """A sheet of sentences, the first of them its title."""
    sheet = book.create_sheet(NOTES)
    for row, line in enumerate(lines, 1):
        cell = sheet.cell(row, 1)
        put(cell, line)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.column_dimensions["A"].width = 100


def put(cell: Any, value: object) -> None:
    """Sets a cell; text stays text, whatever sign it begins with."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
