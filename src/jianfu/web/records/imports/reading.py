"""Reads what was handed in, in a process of its own: ``python -m jianfu.web.records.imports.reading FOLDER``.

It knows neither the site nor its database: it reads the files of one folder, writes typed rows and messages beside
them, and ends. Its memory, time and disk are bounded by the system, so that no file can take the site down with it.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import json
import os
import re
import resource
import shutil
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from jianfu.engine.world import Connection, connect
from jianfu.ledgers.declare import Ledger
from jianfu.ledgers.reading import FileError, Reading, read
from jianfu.ledgers.reading.headings import GRADE, WEEKDAY
from jianfu.ledgers.reading.masks import Unmasked
from jianfu.ledgers.reading.registers import stages_in
from jianfu.ledgers.reading.store import literal, quoted
from jianfu.ledgers.registry import ledger as ledger_named
from jianfu.terms.errors import JianfuError, Message
from jianfu.terms.places import Organisation, Places
from jianfu.web.records.imports import limits
from jianfu.web.records.imports.handed_in import lay_out
from jianfu.web.records.imports.staging import Staging, packed, synced

# What the reader tells of whole sets of ledgers and nobody who hands in a file need know.
_ASIDE = frozenset({"read.calendar_assumed", "read.conflicts", "read.counted_once"})
# Cells that are refused because nothing is written in them.
_BLANK = frozenset({"read.cell_blank", "read.row_blank"})
_FAULTS = pa.schema(
    [
        ("n", pa.int64()), ("source", pa.int64()), ("row", pa.int64()), ("file", pa.string()),
        ("sheet", pa.string()), ("cell", pa.string()), ("column", pa.string()), ("value", pa.string()),
        ("message", pa.string()),
    ]
)  # fmt: skip


def stage(staging: Staging) -> None:
    """Reads what lies in ``staging`` and leaves ``staged`` there: all of it, or nothing."""
    task = json.loads(staging.task.read_text("utf-8"))
    fresh, files = staging.path / "staged.new", staging.path / "files"
    for left in (fresh, files):
        shutil.rmtree(left, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    told: dict[str, Any] = {
        "ledgers": {},
        "sources": [],
        "errors": [],
        "guesses": [],
        "notes": [],
        "faults": 0,
    }
    scratch = staging.path / "scratch"
    try:
        _step(staging, "opening")
        left_out = lay_out(staging.original, task["name"], files)
        reading = _read(staging, task, files, connect(scratch))
        shown = partial(_without, f"{files}{os.sep}")
        _tell(task, reading, fresh, told, shown)
        told["notes"] = [packed(m) for m in left_out] + told["notes"]
    except JianfuError as error:
        told["errors"].append({"file": task["name"], "message": packed(error.message)})
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    told["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    (fresh / "reading.json").write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    for path in (*fresh.iterdir(), fresh):
        synced(path)
    fresh.rename(staging.staged)
    synced(staging.path)
    shutil.rmtree(files, ignore_errors=True)


def _read(staging: Staging, task: Mapping[str, Any], files: Path, con: Connection) -> Reading:
    con.execute(f"SET memory_limit = {literal(limits.ENGINE_MEMORY)}")
    con.execute("SET threads = 1")
    con.execute("SET preserve_insertion_order = true")

    def progress(_file: str, done: int, of: int) -> None:
        _step(staging, "reading", done, of)

    return read(
        [files], con, progress=progress, as_of=dt.date.fromisoformat(task["day"]), known=_known(task["known"]), owner=task["owner"],
        masks=Unmasked(),
    )  # fmt: skip


def _known(organisations: list[Mapping[str, Any]]) -> Places:
    """The organisations of the site, as the register of organisations would tell of them."""
    return Places(
        Organisation(
            o["code"], o["name"], o["kind"], o["level"], o["parent"],
            stages_in(o["stages"], o["name"], o["kind"]), o["system"],
            tuple(part for part in re.split(r"[、,，;；/\s]+", o["aliases"]) if part),
        )
        for o in organisations
    )  # fmt: skip


def _step(staging: Staging, name: str, done: int = 0, of: int = 0) -> None:
    staging.note("step", json.dumps({"name": name, "done": done, "of": of}))


# -- what was read -------------------------------------------------------------------------------


def _tell(
    task: Mapping[str, Any],
    reading: Reading,
    fresh: Path,
    told: dict[str, Any],
    shown: Callable[[Message], Message],
) -> None:
    rows = sum(t.rows for t in reading.tables.values())
    if rows > limits.MOST_ROWS:
        raise JianfuError("web.import-many-rows", count=rows, limit=limits.MOST_ROWS)
    faults = [
        f for f in _faults(reading, shown) if reading.sources[f["source"]].ledger not in task["refused"]
    ]
    each = {f["n"]: f for f in reversed(faults)}
    pq.write_table(
        pa.Table.from_pylist([each[n] for n in sorted(each)], schema=_FAULTS), fresh / "faults.parquet"
    )
    told["faults"] = len(each)
    unread = [f for f in faults if f["column"] and f["written"]]
    for name, table in sorted(reading.tables.items()):
        if name in task["refused"]:
            # What must not be kept is not written down even for a moment.
            why = task["refused"][name]
            told["ledgers"][name] = {"rows": table.rows, "refused": {why: table.rows}, "owners": []}
            continue
        told["ledgers"][name] = _stage_rows(reading, table.ledger, unread, fresh / f"rows-{name}.parquet")
    told["sources"] = [
        {
            "file": shown(Message("", {"file": s.file})).facts["file"],
            "sheet": s.sheet,
            "ledger": s.ledger,
            "rows": s.rows,
            "present": s.present,
        }
        for s in reading.sources
    ]
    told["errors"] = [_error(e, shown) for e in reading.errors]
    for name, messages in (("guesses", reading.guesses), ("notes", reading.notes)):
        told[name] = [packed(shown(m)) for m in messages if m.code not in _ASIDE]


def _error(error: FileError, shown: Callable[[Message], Message]) -> dict[str, Any]:
    message = shown(error.message)
    return {"file": str(message.facts.get("file", "")), "message": packed(message)}


def _without(folder: str, message: Message) -> Message:
    """The message with files named as people know them, not as they lie on this machine."""
    facts = {k: v.replace(folder, "") if isinstance(v, str) else v for k, v in message.facts.items()}
    return replace(message, facts=facts)


def _faults(reading: Reading, shown: Callable[[Message], Message]) -> Iterator[dict[str, Any]]:
    """Every cell that could not be read, in the order found, once for each table it may belong to."""
    places: dict[tuple[str, str | None], list[int]] = {}
    for number, source in enumerate(reading.sources):
        places.setdefault((source.file, source.sheet), []).append(number)
    for n, fault in enumerate(reading.faults):
        message = shown(fault.message)
        row = re.search(r"\d+$", str(fault.cell or fault.message.facts.get("cell") or ""))
        found = {
            "row": int(row[0]) if row else None, "file": str(message.facts.get("file", "")), "sheet": fault.sheet,
            "cell": fault.cell, "value": fault.value, "message": json.dumps(packed(message), ensure_ascii=False),
        }  # fmt: skip
        for place in places.get((fault.file, fault.sheet), ()):
            column = _physical(ledger_named(reading.sources[place].ledger), fault.column)
            yield {"n": n, "source": place, "column": column, "written": message.code not in _BLANK, **found}


def _physical(ledger: Ledger, column: str) -> str | None:
    """The column of the table that a cell of ``column`` would have filled; None where there is none."""
    if column in ledger.by_name:
        return ledger.by_name[column].physical[0]
    name = {GRADE.name: "grade", WEEKDAY.name: ledger.date}.get(column, column)
    return name if name in ledger.physical else None


def _stage_rows(
    reading: Reading, ledger: Ledger, unread: list[dict[str, Any]], target: Path
) -> dict[str, Any]:
    """Writes the rows of a ledger in the order of the files, each with why it cannot be taken, if so."""
    con = reading.con
    con.register("_jianfu_unread", pa.Table.from_pylist(unread, schema=_FAULTS))
    cases = ["WHEN _conflict THEN 'conflict'"]
    for name in sorted({f["column"] for f in unread} & ledger.physical.keys()):
        # A fault without a row stands for all the cells of its column that were not listed one by one.
        here = f'SELECT 1 FROM _jianfu_unread u WHERE u.source = t._source AND u."column" = {literal(name)}'
        empty = "true" if _is_worked_out(ledger, name) else f"{quoted(name)} IS NULL"
        cases.append(f"WHEN {empty} AND EXISTS ({here} AND coalesce(u.row, t._row) = t._row) THEN 'unread'")
    for column in ledger.columns:
        if column.required:
            cases.append(f"WHEN {quoted(column.physical[0])} IS NULL THEN 'missing'")
    cases.append("WHEN organisation IS NULL THEN 'missing'")
    listed = ", ".join(quoted(c) for c in ledger.physical)
    query = (
        f"SELECT row_number() OVER (ORDER BY _source, _row, rank) - 1 AS _n, CASE {' '.join(cases)} END AS _refused, "
        f"{listed} FROM (SELECT *, row_number() OVER () AS rank FROM {quoted(ledger.name)}) t ORDER BY _n"
    )
    con.execute(f"COPY ({query}) TO {literal(str(target))} (FORMAT parquet, ROW_GROUP_SIZE 20000)")
    con.unregister("_jianfu_unread")
    counted = con.execute(
        f"SELECT coalesce(_refused, ''), count(*) FROM read_parquet({literal(str(target))}) GROUP BY 1 ORDER BY 1"
    ).fetchall()
    owners = con.execute(
        f"SELECT DISTINCT organisation FROM {quoted(ledger.name)} WHERE organisation IS NOT NULL ORDER BY 1"
    ).fetchall()
    return {
        "rows": sum(count for _, count in counted),
        "refused": {why: count for why, count in counted if why},
        "owners": [owner for (owner,) in owners],
    }


def _is_worked_out(ledger: Ledger, name: str) -> bool:
    """Whether other columns may have filled what its own cell, which stands for this record alone, could not."""
    column = ledger.by_name.get(name)
    return (
        column is not None and column.derive is not None and name not in ledger.across and name != ledger.cell
    )


# -- the process ---------------------------------------------------------------------------------


def main(folder: str) -> None:
    """Reads ``folder`` within the limits of ``limits``, when its turn has come."""
    staging = Staging(Path(folder))
    for kind, most in (
        (resource.RLIMIT_AS, limits.MEMORY),
        (resource.RLIMIT_CPU, limits.PROCESSOR_SECONDS),
        (resource.RLIMIT_FSIZE, limits.LARGEST_WRITTEN),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))
    staging.note("attempts", str(staging.attempts + 1))
    with _turn(staging.path.parent):
        # The system ends the process then, whatever it is in the middle of.
        signal.alarm(limits.SECONDS)
        stage(staging)


@contextmanager
def _turn(place: Path) -> Iterator[None]:
    """Waits until fewer than ``limits.AT_ONCE`` others read on this machine."""
    slot = place / f"turn-{os.getpid() % limits.AT_ONCE}"
    with slot.open("ab") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    main(sys.argv[1])
