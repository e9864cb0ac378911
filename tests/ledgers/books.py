"""Makes the files that the tests read; every person in them is invented."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb
import openpyxl

from jianfu.ledgers.reading import Reading, read

HEAD = ["学校", "班级", "日期", "学科", "作业内容", "预计时长（分钟）"]
ROW = ["甲小学", "三（2）班", "2026-09-01", "语文", "生字两行", 20]


def book(
    path: Path, rows: Iterable[Sequence[object]], merges: Iterable[str] = (), sheet: str = "Sheet"
) -> Path:
    """An .xlsx of one sheet."""
    workbook = openpyxl.Workbook()
    page = workbook.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(list(row))
    for merge in merges:
        page.merge_cells(merge)
    path.parent.mkdir(parents=True, exist_ok=True)
    workbook.save(path)
    return path


def taken(*paths: Path) -> Reading:
    """The paths read into a fresh database."""
    return read(paths, duckdb.connect())


def records(reading: Reading, ledger: str, *columns: str) -> list[tuple[object, ...]]:
    """Chosen columns of all records of a ledger, in the order of the sources."""
    listed = ", ".join(f'"{c}"' for c in columns)
    return reading.con.execute(f'SELECT {listed} FROM "{ledger}" ORDER BY _source, _row').fetchall()


def codes(messages: Iterable[object]) -> set[str]:
    """The codes of messages."""
    return {m.code for m in messages}  # type: ignore[attr-defined]
