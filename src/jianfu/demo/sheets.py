"""Writing ledgers as offices keep them: workbooks with titles, merges and hidden sheets, and CSV.

The same content gives the same bytes: entries of a workbook's archive carry a fixed time.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

Cell = str | int | float | date | datetime | time | None

_WRITTEN = datetime(2026, 11, 20, 16, 30)  # when every workbook says it was made
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


@dataclass
class Sheet:
    """A sheet: rows of cells, ranges to merge (first row, first column, last row, last column; from 1)."""

    name: str
    rows: list[list[Cell]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden: bool = False
    date_format: str = "yyyy-mm-dd"

    def add(self, *cells: Cell) -> int:
        """Append a row; its number, counted from 1."""
        self.rows.append(list(cells))
        return len(self.rows)

    def title(self, text: str, width: int) -> None:
        """Append a title merged over ``width`` columns."""
        row = self.add(text, *([None] * (width - 1)))
        if width > 1:
            self.merges.append((row, 1, row, width))

    def merge_down(self, column: int, first: int, last: int) -> None:
        """Merge rows ``first`` to ``last`` of one column: "same as above"."""
        if last > first:
            self.merges.append((first, column, last, column))


def write_book(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write the sheets as one .xlsx workbook."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type] # a new workbook has a sheet
    book.properties.creator = "教导处"
    book.properties.created = _WRITTEN
    for sheet in sheets:
        page = book.create_sheet(sheet.name[:31])
        for row in sheet.rows:
            page.append(row)
        for first_row, first_column, last_row, last_column in sheet.merges:
            page.merge_cells(
                start_row=first_row, start_column=first_column, end_row=last_row, end_column=last_column
            )
        _dress(page, sheet)
        if sheet.hidden:
            page.sheet_state = "hidden"
    held = io.BytesIO()
    book.save(held)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_same_bytes(held.getvalue()))


def _dress(page: object, sheet: Sheet) -> None:
    """A bold centred title and columns wide enough to read."""
    if sheet.rows and sheet.merges and sheet.merges[0][0] == 1:
        cell = page.cell(1, 1)  # type: ignore[attr-defined] # openpyxl carries no types
        cell.font = Font(bold=True, size=14)
        cell.alignment = Alignment(horizontal="center")
    for column in range(1, max((len(r) for r in sheet.rows), default=1) + 1):
        page.column_dimensions[get_column_letter(column)].width = 14  # type: ignore[attr-defined] # the same


def _same_bytes(archive: bytes) -> bytes:
    """The archive with fixed times, so that one seed always gives one file."""
    stamp = _WRITTEN.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            data = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", old.read(info))
            entry = zipfile.ZipInfo(info.filename, date_time=_WRITTEN.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, data, compresslevel=3)
    return out.getvalue()


def write_csv(path: Path, rows: Sequence[Sequence[Cell]], encoding: str = "utf-8-sig") -> None:
    """Write rows as CSV; dates as 2026/9/1, as Excel saves them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        for row in rows:
            writer.writerow([_csv_cell(c) for c in row])


def _csv_cell(cell: Cell) -> Cell:
    if isinstance(cell, date):
        return f"{cell.year}/{cell.month}/{cell.day}"
    return "" if cell is None else cell


def serial(day: date) -> int:
    """The day as Excel counts days: 2026-09-01 is 46266."""
    return (day - date(1899, 12, 30)).days


def typed_day(day: date, style: int) -> Cell:
    """A day as people type it: a real date, 2026.9.1, 2026/9/1, 2026年9月1日, a serial number, 20260901."""
    if style == 1:
        return f"{day.year}.{day.month}.{day.day}"
    if style == 2:
        return f"{day.year}/{day.month}/{day.day}"
    if style == 3:
        return f"{day.year}年{day.month}月{day.day}日"
    if style == 4:
        return serial(day)
    if style == 5:
        return day.strftime("%Y%m%d")
    return day


def full_width(text: str) -> str:
    """Digits as an input method in full-width mode types them."""
    return text.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789:"})
