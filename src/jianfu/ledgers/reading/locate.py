"""Opens a file and locates the tables in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from jianfu.ledgers.reading.blocks import grids_beside
from jianfu.ledgers.reading.canonical import spelled
from jianfu.ledgers.reading.context import Context, plain
from jianfu.ledgers.reading.delimited import open_delimited
from jianfu.ledgers.reading.files import identify
from jianfu.ledgers.reading.html import open_html
from jianfu.ledgers.reading.layout import side_by_side
from jianfu.ledgers.reading.notices import Notices
from jianfu.ledgers.reading.parquet import Canonical, look, open_parquet
from jianfu.ledgers.reading.recognise import Failure, Found, find
from jianfu.ledgers.reading.resolve import relative
from jianfu.ledgers.reading.sheet import Row, Sheet
from jianfu.ledgers.reading.sniff import sniff
from jianfu.ledgers.reading.table_head import words
from jianfu.ledgers.reading.workbook import open_workbook
from jianfu.ledgers.registry import ledgers
from jianfu.terms.errors import JianfuError

if TYPE_CHECKING:
    import datetime as dt

    import duckdb

REGISTERS = {"organisations": 0, "classes": 1, "school_calendar": 1}
"""Ledgers that others refer to, in the order in which they are read; the rest come after."""

_ASIDE = re.compile(r"汇总|分析|说明|封面|目录|图表|字典|参数|下拉|选项|数据源|统计结果")
_NOTES = frozenset({"填表说明", "说明", "填报说明", "限值草案说明", "冲突说明", "其余说明"})
"""Sheets of workbooks of ours that are for reading only; that they were left out need not be said."""
_HEAD_ROWS = 400
_SEARCHED = 4_000
"""Sheets of fewer rows are searched to the end for further tables below the first."""


@dataclass
class Located:
    """A table found: where it is and how it is laid out, its rows yet to be read.

    In a ``plain`` one every row is a record as it stands: it has no footers and no blanks that mean 同上.
    """

    sheet: Sheet
    found: Found
    rows: Iterable[tuple[int, Row]]
    plain: bool = False


@dataclass
class Pending:
    """A file that was recognised and waits to be loaded."""

    path: Path
    hidden: tuple[str, ...]
    located: list[Located]
    canonical: Canonical | None = None
    notices: Notices = field(default_factory=Notices)

    @property
    def names(self) -> set[str]:
        """The ledgers in the file."""
        if self.canonical is not None:
            return {self.canonical.ledger.name}
        return {t.found.layout.ledger.name for t in self.located}

    @property
    def rank(self) -> int:
        """Registers are loaded before what refers to them."""
        return min((REGISTERS.get(n, 2) for n in self.names), default=2)


def recognise(
    path: Path, roots: list[Path], con: duckdb.DuckDBPyConnection, as_of: dt.date | None = None
) -> Pending:
    """Open a file and locate its tables; JianfuError when the file cannot be read as a whole."""
    notices = Notices()
    opened = identify(path)
    hidden: tuple[str, ...] = ()
    if opened.kind == "parquet":
        canonical = look(path, con)
        if canonical is not None and not canonical.safe:
            surroundings = Context(path, None, folders=relative(path, roots), as_of=as_of)
            table, cells = spelled(path, canonical.ledger, surroundings)
            return Pending(path, (), [Located(Sheet(None, ()), table, cells, plain=True)], None, notices)
        if canonical is not None:
            return Pending(path, (), [], canonical, notices)
        sheets = [open_parquet(path)]
    elif opened.kind in ("xlsx", "xls"):
        sheets, hidden = open_workbook(opened)
        if hidden:
            notices.note("read.sheet_hidden", file=str(path), sheets="、".join(hidden))
    elif opened.kind == "html":
        sheets = open_html(path, opened.encoding)
    else:
        sheets = [open_delimited(path, opened.encoding)]
    located: list[Located] = []
    aside: list[tuple[Sheet, JianfuError]] = []
    skipped: list[tuple[Sheet, list[Row]]] = []
    for sheet in sheets:
        try:
            found, head = _tables(
                sheet, Context(path, sheet.name, folders=relative(path, roots), as_of=as_of)
            )
        except JianfuError as error:
            # One bad sheet fails the file, unless its name says that it is no ledger.
            if not _ASIDE.search(sheet.name or "") or error.message.code not in (
                "read.header",
                "read.ambiguous",
            ):
                raise
            aside.append((sheet, error))
            continue
        located.extend(found)
        if not found:
            skipped.append((sheet, head))
    if aside and not located:
        raise aside[0][1]
    for sheet, _ in aside:
        if sheet.name in _NOTES:
            continue
        notices.guess("read.sheet_aside", file=str(path), sheet=sheet.name or "")
    if not located:
        filled = [head for _, head in skipped if any(words(r) for r in head)]
        if not filled:
            raise JianfuError("read.empty", file=str(path))
        first = next(r for head in filled for r in head if words(r))
        raise JianfuError(
            "read.no_header", file=str(path), sheet_zh="", sheet_en="",
            headings="、".join(plain(v)[:30] for _, v in words(first)[:12]), count=len(ledgers()),
        )  # fmt: skip
    for sheet, head in skipped:
        if any(words(r) for r in head) and sheet.name not in _NOTES:
            notices.guess("read.sheet_skipped", file=str(path), sheet=sheet.name or "")
    return Pending(path, hidden, located, None, notices)


def _tables(sheet: Sheet, context: Context) -> tuple[list[Located], list[Row]]:
    """All tables of a sheet, and its first rows. JianfuError for a head that is nearly a ledger's, or several's."""
    iterator = iter(sheet.rows)
    head = list(islice(iterator, _HEAD_ROWS))
    more = list(islice(iterator, _SEARCHED - len(head))) if len(head) == _HEAD_ROWS and sheet.cells else []
    rest = next(iterator, None)
    whole = rest is None
    rows: list[Row] = [*head, *more]
    first = find(rows[:_HEAD_ROWS], sheet.merges, context, sniff(rows))
    if first is None:
        return [], head
    if isinstance(first, Failure):
        raise _failure(context.file, sheet, first)
    starts = [first]
    if whole:
        starts += _below(rows, sheet, context, first)
    found: list[Located] = []
    for n, table in enumerate(starts):
        begin = table.layout.head.last + 1
        end = starts[n + 1].begin if n + 1 < len(starts) else None
        part: Iterator[tuple[int, Row]] = iter(list(enumerate(rows))[begin:end])
        if end is None and rest is not None:
            part = chain(part, enumerate(chain([rest], iterator), len(rows)))
        grids = grids_beside(table, rows, sniff(rows)) if whole else []
        if grids:
            kept = list(part)
            found.extend(Located(sheet, grid, iter(kept)) for grid in grids)
            continue
        beside = side_by_side(table.layout) if whole else []
        if beside:
            kept = list(part)
            part = iter(kept)
            found.extend(Located(sheet, Found(lo, table.context, table.begin), iter(kept)) for lo in beside)
        found.append(Located(sheet, table, part))
    return found, head


def _below(rows: list[Row], sheet: Sheet, context: Context, first: Found) -> list[Found]:
    """Further tables under the first, each with a head of its own."""
    found: list[Found] = []
    start = first.layout.head.last + 1
    for _ in range(200):
        nxt = find(rows, sheet.merges, context, sniff(rows), start=start, stop=len(rows), strict=True)
        if nxt is None or isinstance(nxt, Failure):
            break
        found.append(nxt)
        start = nxt.layout.head.last + 1
    return found


def _failure(path: Path, sheet: Sheet, failure: Failure) -> JianfuError:
    facts = {
        "file": str(path), "headings": "、".join(h.replace("\n", "")[:30] for h in failure.headings[:30]),
        "sheet_zh": f" 的工作表“{sheet.name}”" if sheet.name else "", "sheet_en": f", sheet “{sheet.name}”" if sheet.name else "",
    }  # fmt: skip
    if failure.rivals:
        return JianfuError(
            "read.ambiguous", candidates="、".join(lo.ledger.zh for lo in failure.rivals), **facts
        )
    nearest = failure.nearest
    missing = [c.zh for c in nearest.missing] or [c.zh for c in nearest.wanted]
    if not missing:
        return JianfuError("read.header_weak", nearest=nearest.ledger.zh, **facts)
    return JianfuError("read.header", nearest=nearest.ledger.zh, missing="、".join(missing), **facts)
