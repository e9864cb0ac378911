"""A workbook to fill in, made from a ledger's declaration; what is filled in reads back without fault."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from jianfu.ledgers.declare import AMOUNTS, Column, Ledger
from jianfu.ledgers.derive import DERIVATIONS
from jianfu.ledgers.reading.headings import ORGANISATION

EXAMPLE_MARK = "示例"
"""Stands in the last column of the example row; the reader skips a row that carries it."""

_ROWS = 1000
_INSTRUCTIONS = "填表说明"
_LINE = Side(style="thin", color="999999")


def template(ledger: Ledger, path: Path) -> None:
    """Write the template of a ledger to ``path`` (.xlsx); a file already there is replaced.

    Row 1 is the title, row 2 the headings (required ones with a star), row 3 an example marked as such.
    A second sheet explains every column.
    """
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = ledger.zh
    columns = shown_columns(ledger)
    width = len(columns) + 1
    # The organisation is asked for in a column: a title to be completed seldom is.
    sheet.append([ledger.zh])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
    sheet["A1"].font = Font(bold=True, size=16)
    sheet["A1"].alignment = Alignment(horizontal="center")
    sheet.append([*(heading(c) for c in columns), "说明"])
    sheet.append([*(c.example for c in columns), EXAMPLE_MARK])
    for n, column in enumerate(columns, 1):
        letter = get_column_letter(n)
        sheet.column_dimensions[letter].width = max(
            10, 2.2 * len(column.zh) + 4, 1.6 * len(column.example) + 2
        )
        cell = sheet.cell(2, n)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="DDEBF7" if column.required else "F2F2F2")
        cell.border = Border(bottom=_LINE)
        cell.alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")
        if column.help is not None:
            cell.comment = Comment(column.help.zh, "jianfu")
        sheet.cell(3, n).font = Font(italic=True, color="808080")
        _validate(sheet, column, letter)
        if column.type in ("text", "class", "date", "time", "org"):
            # Text stays as typed: a long number keeps its digits, 3.2 is no decimal.
            for row in range(3, 60):
                sheet.cell(row, n).number_format = "@"
    sheet.cell(2, width).font = Font(bold=True, color="808080")
    sheet.cell(3, width).font = Font(italic=True, color="808080")
    sheet.freeze_panes = "A3"
    _instructions(book, ledger, columns)
    book.save(path)


def shown_columns(ledger: Ledger) -> list[Column]:
    """The columns a person fills in: the organisation first, then the declared ones that are not surely derived.

    A day or a yes that other columns may tell (when notice was given, whether it is on the list) is asked for all the
    same, where people have a heading for it: without it most records would say nothing.
    """
    own = [
        c
        for c in ledger.columns
        if c.required
        or c.derive is None
        or DERIVATIONS[c.derive].guess
        or (c.also and c.type in ("date", "bool"))
    ]
    if ledger.name == "organisations" or ledger.organisation is not None:
        return own
    return [ORGANISATION, *own]


def heading(column: Column) -> str:
    """The heading of a column with its unit where it has one and does not say it already."""
    units = {"minute": "分钟", "hour": "小时", "fen": "元", "yuan": "元"}
    unit = units.get(column.unit or "") if column.type in AMOUNTS else None
    named = column.zh if unit is None or "（" in column.zh or unit in column.zh else f"{column.zh}（{unit}）"
    return f"{named}*" if column.required else named


def _words(column: Column) -> list[str]:
    if column.type == "bool":
        return ["是", "否"]
    if column.type == "weekday":
        return [f"星期{d}" for d in "一二三四五六日"]
    return [c.zh for c in column.choices.values()]


def _validate(sheet: Worksheet, column: Column, letter: str) -> None:
    words = _words(column)
    listed = '"' + ",".join(words) + '"'
    # Excel takes a list of at most 255 characters here, and parts it at every comma.
    if not words or len(listed) > 255 or any("," in w for w in words):
        return
    rule = DataValidation(type="list", formula1=listed, allow_blank=True, showErrorMessage=False)
    rule.add(f"{letter}4:{letter}{_ROWS}")
    sheet.add_data_validation(rule)


def _instructions(book: Workbook, ledger: Ledger, columns: list[Column]) -> None:
    sheet = book.create_sheet(_INSTRUCTIONS)
    sheet.append([f"{ledger.zh}（{ledger.en}）填表说明"])
    if ledger.help is not None:
        sheet.append([ledger.help.zh])
    sheet.append(["带 * 的必须填写；不知道的留空，没有的写“无”。灰色斜体是示例，不计入。"])
    for column in columns:
        parts = [f"{'必填' if column.required else '可不填'}；例：{column.example or '—'}"]
        if _words(column):
            parts.append("可填：" + "、".join(_words(column)))
        if column.also:
            parts.append("表头也可写：" + "、".join(column.also[:6]))
        if column.help is not None:
            parts.append(column.help.zh)
        sheet.append([f"{column.zh}：{'。'.join(parts)}"])
    sheet.column_dimensions["A"].width = 110
