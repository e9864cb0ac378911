"""The process that reads one list: a folder with the file and a task in, what was read out as JSON.

It knows neither Django nor the site: nothing it does can reach the database, and the key is not in its surroundings.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from jianfu.engine.world import connect
from jianfu.ledgers.reading import read as read_ledgers
from jianfu.ledgers.reading.delimited import open_delimited
from jianfu.ledgers.reading.files import identify
from jianfu.ledgers.reading.html import open_html
from jianfu.ledgers.reading.layout import Layout, lay_out, looks_like_data
from jianfu.ledgers.reading.masks import Unmasked
from jianfu.ledgers.reading.rows import Records
from jianfu.ledgers.reading.sheet import ErrorCell, Row, Sheet, address
from jianfu.ledgers.reading.table_head import head_at, is_empty, words
from jianfu.ledgers.reading.values import text_of
from jianfu.ledgers.reading.workbook import open_workbook
from jianfu.terms.errors import JianfuError, Message
from jianfu.web.accounts.arriving import limits
from jianfu.web.accounts.arriving.columns import PEOPLE
from jianfu.web.records.imports.staging import packed

# Rows above a head: titles, notes, blank ones.
_WINDOW = 40
_COLUMNS = ("code", "name", "kind", "level", "parent", "stages", "system", "aliases")


def people(file: Path) -> dict[str, Any]:
    """Every row of every list of people in ``file``: what is written in each column, and in which cell."""
    rows: list[dict[str, Any]] = []
    headings: list[str] = []
    for sheet in _sheets(file):
        held = list(islice(iter(sheet.rows), limits.MOST_ROWS + _WINDOW + 1))
        layout = _head(held, sheet)
        if layout is None:
            headings += next((text for r in held[:_WINDOW] if len(text := _texts(r)) > 1), [])
            continue
        after = list(enumerate(held))[layout.head.last + 1 :]
        records = Records(layout, after, sheet.merges)
        for raw in records:
            cells = {}
            for field, value in zip(records.fields, raw.values, strict=True):
                if not is_empty(value) and not isinstance(value, ErrorCell) and field.position is not None:
                    cells[field.column.name] = [text_of(value)[:200], address(raw.row, field.position)]
            if cells:
                at = {c.column.name: address(raw.row, c.position) for c in layout.rows.values()}
                rows.append({"row": raw.row + 1, "sheet": sheet.name or "", "cells": cells, "at": at})
        if len(rows) > limits.MOST_ROWS:
            raise JianfuError("web.list-long", limit=limits.MOST_ROWS)
    if not rows:
        shown = "、".join(headings[:12]) or "—"
        raise JianfuError("web.list-no-head", headings=shown, needed="姓名、岗位")
    return {"rows": rows}


def _sheets(file: Path) -> Sequence[Sheet]:
    opened = identify(file)
    if opened.kind in ("xlsx", "xls"):
        return open_workbook(opened)[0]
    if opened.kind == "html":
        return open_html(file, opened.encoding)
    if opened.kind == "text":
        return [open_delimited(file, opened.encoding)]
    raise JianfuError("read.format", file=str(file), accepted="、".join(limits.ACCEPTED))


def _texts(row: Row) -> list[str]:
    return [str(value).strip()[:20] for _, value in words(row)]


def _head(rows: Sequence[Row], sheet: Sheet) -> Layout | None:
    """The first head with a column of names and one of roles, in one or two rows; the one that tells more."""
    for first in range(min(_WINDOW, len(rows))):
        found = []
        for depth in (1, 2):
            head = head_at(rows, first, depth, sheet.merges)
            if head is None or looks_like_data(head):
                continue
            layout = lay_out(PEOPLE, head)
            if {"name", "role"} <= layout.rows.keys():
                found.append(layout)
        if found:
            return max(found, key=lambda lo: (lo.matched, -lo.head.last))
    return None


def organisations(file: Path, folder: Path) -> dict[str, Any]:
    """Every row of the register of organisations in ``file``, as the reader of ledgers reads it, and bad cells."""
    reading = read_ledgers([file], connect(folder / "scratch"), masks=Unmasked())
    if reading.errors:
        raise JianfuError(reading.errors[0].message.code, **reading.errors[0].message.facts)
    table = reading.tables.get("organisations")
    if table is None or not table.rows:
        raise JianfuError("web.list-no-head", headings="—", needed="单位代码、单位名称、单位类型")
    if table.rows > limits.MOST_ROWS:
        raise JianfuError("web.list-long", limit=limits.MOST_ROWS)
    sources = reading.sources
    query = (
        "SELECT code, name, kind, level, parent, stages, system, aliases, _row, _source, _conflict "
        "FROM organisations ORDER BY _source, _row"
    )
    rows = []
    for *values, row, source, conflict in reading.con.execute(query).fetchall():
        fields = dict(zip(_COLUMNS, values, strict=True))
        rows.append(
            {"row": row, "sheet": sources[source].sheet or "", "conflict": bool(conflict), "fields": fields}
        )
    faults = [
        {
            "cell": f.cell,
            "sheet": f.sheet or "",
            "column": f.column,
            "value": f.value,
            "message": packed(f.message),
        }
        for f in reading.faults
    ]
    return {"rows": rows, "faults": faults}


def read(folder: Path) -> dict[str, Any]:
    """What is read of the file in ``folder``; of one that cannot be read, why."""
    task = json.loads((folder / "task.json").read_text("utf-8"))
    file = folder / "file" / task["name"]
    try:
        return people(file) if task["what"] == "people" else organisations(file, folder)
    except JianfuError as error:
        # The folder is ours; people know the file by its name alone.
        facts = {
            k: v.replace(f"{folder}/file/", "") if isinstance(v, str) else v
            for k, v in error.message.facts.items()
        }
        return {"error": packed(Message(error.message.code, facts))}


def main(folder: str) -> None:
    """Reads within the limits and writes ``read.json``."""
    for kind, most in (
        (resource.RLIMIT_AS, limits.MEMORY),
        (resource.RLIMIT_CPU, limits.PROCESSOR_SECONDS),
        (resource.RLIMIT_FSIZE, limits.LARGEST_WRITTEN),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))
    signal.alarm(limits.SECONDS)
    found = json.dumps(read(Path(folder)), ensure_ascii=False, default=str)
    (Path(folder) / "read.json").write_text(found, "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
