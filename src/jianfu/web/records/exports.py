"""Ledgers as files to take away: CSV of any length, workbooks up to what people open. They read back as they are.

What looks like a formula is kept from being one: a spreadsheet would run it on the machine of whoever opens the file.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from jianfu.ledgers.declare import Column, Ledger
from jianfu.ledgers.reading.headings import ORGANISATION, TERM
from jianfu.ledgers.template import heading, template
from jianfu.web.accounts.actor import Actor
from jianfu.web.accounts.models import Organisation
from jianfu.web.records import perms
from jianfu.web.records.models import Row
from jianfu.web.records.paging import Order, Scope
from jianfu.web.records.queries import names_of
from jianfu.web.records.rows import state_of, values_of
from jianfu.web.records.shown import figure_of, masked, text_of

MOST_ROWS = 50_000
"""Rows of a workbook; longer ledgers are taken away as CSV, part by part, or narrowed."""

_BATCH = 1_000
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
Value = str | int | float


def harmless(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula; readers drop that."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def columns_of(ledger: Ledger) -> list[Column]:
    """The columns of a file, the organisation first: by its code, which is what ledgers are put together by."""
    own = [TERM] if "term" not in ledger.by_name else []
    return [ORGANISATION, *ledger.columns, *own]


def headings(ledger: Ledger) -> list[str]:
    """The headings, by which the reader of ledgers knows the columns again."""
    return [heading(column).removesuffix("*") for column in columns_of(ledger)]


def lines(actor: Actor, ledger: Ledger, rows: Iterator[Row]) -> Iterator[list[Value]]:
    """The rows, figures as figures; names of people masked where ``actor`` may not know them."""
    columns = columns_of(ledger)
    keepers: dict[int, bool] = {}
    for batch in _batches(rows):
        fresh = {row.kept_by_id for row in batch} - keepers.keys()
        for pk, organisation in Organisation.objects.in_bulk(fresh).items():
            keepers[pk] = perms.may_see_personal(actor, ledger, organisation)
        states = [values_of(type(row), state_of(row)) for row in batch]
        names = names_of(ledger.columns, states)
        for row, values in zip(batch, states, strict=True):
            yield [_value(c, values, names, plain=keepers[row.kept_by_id]) for c in columns]


def _value(column: Column, values: dict[str, Any], names: dict[str, str], *, plain: bool) -> Value:
    if column is ORGANISATION:
        return str(values["organisation"])
    figure = figure_of(column, values)
    if figure is not None and column.unit != "hour":
        return figure
    text = text_of(column, values, "zh", names)
    if figure is not None:
        text = f"{text}分钟"
    return text if plain else masked(column, text)


def ordered(scope: Scope, condition: Any, order: Order) -> Iterator[Row]:
    """The rows of a list from its beginning to its end, without holding them all in memory."""
    found = scope.rows.filter(condition).order_by(*(key.expression() for key in order))
    return iter(found.iterator(chunk_size=_BATCH))


def as_csv(ledger: Ledger, values: Iterator[list[Value]]) -> Iterator[bytes]:
    """A ledger as a CSV file that Excel takes for UTF-8, piece by piece."""
    return csv_of(headings(ledger), values)


def csv_of(first: Sequence[str], lines: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    """Lines below their headings as a CSV file that Excel takes for UTF-8, piece by piece."""
    yield b"\xef\xbb\xbf"
    for line in chain([first], lines):
        piece = io.StringIO(newline="")
        csv.writer(piece).writerow([harmless(v) if isinstance(v, str) else v for v in line])
        yield piece.getvalue().encode()


def as_workbook(ledger: Ledger, values: Iterator[list[Value]]) -> bytes:
    """A ledger as a workbook of one sheet with the headings in its first row."""
    return workbook_of(ledger.zh, headings(ledger), values)


def workbook_of(title: str, first: Sequence[str], lines: Iterable[Sequence[Value]]) -> bytes:
    """Lines below their headings as a workbook of one sheet."""
    book = Workbook(write_only=True)
    sheet: WriteOnlyWorksheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, text, bold=True) for text in first])
    for line in lines:
        sheet.append([_cell(sheet, value) for value in line])
    with tempfile.TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        return file.read()


def _cell(sheet: WriteOnlyWorksheet, value: Value, *, bold: bool = False) -> Any:
    """A cell that holds what it shows: text is text even where it begins like a formula."""
    cell = WriteOnlyCell(sheet, value=harmless(value) if isinstance(value, str) else value)
    if isinstance(value, str):
        cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell


def blank_form(ledger: Ledger) -> bytes:
    """The workbook to fill in by hand."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.xlsx"
        template(ledger, path)
        return path.read_bytes()


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
