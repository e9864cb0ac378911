"""Excel workbooks, old and new, through calamine."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import python_calamine as calamine

from jianfu.ledgers.reading.archive import Part, inspect
from jianfu.ledgers.reading.files import Opened
from jianfu.ledgers.reading.sheet import ErrorCell, Merge, Row, Sheet
from jianfu.terms.errors import JianfuError

_BOF = struct.pack("<HH", 0x0809, 16)
_FILEPASS = 0x002F
_LOOKED_AT = 1 << 22
_RECORDS = 8


def open_workbook(opened: Opened) -> tuple[list[Sheet], tuple[str, ...]]:
    """The visible sheets, and the names of the hidden ones, which are not read."""
    name = str(opened.path)
    parts: Mapping[str, Part] = inspect(opened.path) if opened.kind == "xlsx" else {}
    try:
        # By content: calamine would go by the extension of a path, and .xls is often something else.
        with opened.path.open("rb") as stream:
            book = calamine.CalamineWorkbook.from_filelike(stream)
        hidden: list[str] = []
        sheets: list[Sheet] = []
        for meta in book.sheets_metadata:
            if meta.typ != calamine.SheetTypeEnum.WorkSheet:
                continue
            if meta.visible != calamine.SheetVisibleEnum.Visible:
                hidden.append(meta.name)
                continue
            sheets.append(_sheet(book.get_sheet_by_name(meta.name), parts.get(meta.name, Part())))
    except calamine.PasswordError:
        raise JianfuError("read.password", file=name) from None
    except calamine.CalamineError as error:
        if opened.kind == "xls" and _has_password(opened.path):
            raise JianfuError("read.password", file=name) from None
        raise JianfuError("read.broken_workbook", file=name, reason=str(error)[:200]) from None
    except (OSError, ValueError, RuntimeError) as error:
        raise JianfuError("read.broken_workbook", file=name, reason=str(error)[:200]) from None
    return sheets, tuple(hidden)


def _has_password(path: Path) -> bool:
    """Whether one of the records that open an old workbook says that it is encrypted."""
    with path.open("rb") as stream:
        data = stream.read(_LOOKED_AT)
    at = data.find(_BOF)
    while at >= 0:
        here = at
        for _ in range(_RECORDS):
            if here + 4 > len(data):
                break
            kind, length = struct.unpack_from("<HH", data, here)
            if kind == _FILEPASS:
                return True
            here += 4 + length
        at = data.find(_BOF, at + 1)
    return False


def _sheet(sheet: Any, part: Part) -> Sheet:
    start, end = sheet.start, sheet.end
    if start is None or end is None:
        return Sheet(sheet.name, ())
    merges: list[Merge] = []
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if top <= end[0] and left <= end[1]:
            merges.append((top, left, min(bottom, end[0]), min(right, max(end[1], left))))
    cells = (end[0] - start[0] + 1) * (end[1] - start[1] + 1)
    return Sheet(sheet.name, _rows(sheet, start[1], part.broken), merges, cells, part.broken)


def _rows(sheet: Any, left: int, broken: Mapping[tuple[int, int], str]) -> Iterator[Row]:
    """Rows from the first of the sheet, columns from A, with error cells put in their places."""
    by_row: dict[int, list[tuple[int, str]]] = {}
    for (row, column), shown in broken.items():
        by_row.setdefault(row, []).append((column, shown))
    pad: list[object] = [None] * left
    number = -1
    for number, values in enumerate(sheet.iter_rows()):
        yield _mended(pad + values, by_row.pop(number, ()))
    for later in sorted(r for r in by_row if number < r < number + 1000):
        while number < later - 1:
            number += 1
            yield []
        number = later
        yield _mended([], by_row[later])


def _mended(row: list[object], errors: Any) -> list[object]:
    for column, shown in errors:
        if column >= len(row):
            row.extend([None] * (column + 1 - len(row)))
        if row[column] is None or row[column] == "":
            row[column] = ErrorCell(shown)
    return row
