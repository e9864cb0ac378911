"""Public tables as files: of every kind of unit one file a table, as CSV and JSON, with their checksums.

CSV begins with a byte order mark, by which Excel takes it for UTF-8; what looks like a formula is kept from being one.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jianfu.web.accounts.models import Organisation
from jianfu.web.board.duties import Duty, duties
from jianfu.web.board.tables import Head, table_of
from jianfu.web.board.totals import Value
from jianfu.web.project.wording import say
from jianfu.web.records.exports import harmless

FORMATS = ("csv", "json")


@dataclass(frozen=True)
class File:
    """A file of open data with what the manifest says of it."""

    name: str
    title: str
    rows: int
    content: bytes

    @property
    def sha256(self) -> str:
        """The checksum of the file as it is downloaded."""
        return hashlib.sha256(self.content).hexdigest()


def names() -> list[str]:
    """The tables there are: "<kind>-<item>"."""
    return [
        f"{kind}-{duty.id}" for kind, listed in duties().items() for duty in listed if duty.shape is not None
    ]


def _duty(name: str) -> tuple[str, Duty] | None:
    kind, _, item = name.partition("-")
    return next(((kind, d) for d in duties().get(kind, ()) if d.id == item and d.shape is not None), None)


def file_of(name: str, form: str, day: dt.date, lang: str) -> File | None:
    """One file; None where there is no such table, or nothing in it."""
    return next((made for made in _files_of(name, day, lang) if made.name == f"{name}.{form}"), None)


def files(day: dt.date, lang: str) -> Iterator[File]:
    """Every file that there is."""
    for name in names():
        yield from _files_of(name, day, lang)


def _files_of(name: str, day: dt.date, lang: str) -> list[File]:
    """A table in each form."""
    found = _duty(name)
    if found is None:
        return []
    kind, duty = found
    heads, rows = _rows(kind, duty, day, lang)
    if not rows:
        return []
    title = duty.title.in_(lang)
    contents = {"csv": _csv(heads, rows), "json": _json(name, title, heads, rows, day)}
    return [File(f"{name}.{form}", title, len(rows), contents[form]) for form in FORMATS]


def manifest(day: dt.date, lang: str) -> bytes:
    """The list of files with their checksums."""
    listed = [
        {"file": f.name, "title": f.title, "rows": f.rows, "bytes": len(f.content), "sha256": f.sha256}
        for f in files(day, lang)
    ]
    told = {"as_of": day.isoformat(), "attribution": say("board.attribution"), "files": listed}
    return dumped(told)


def _rows(kind: str, duty: Duty, day: dt.date, lang: str) -> tuple[list[Head], list[list[Value]]]:
    """The tables of all units of a kind one below the other, the unit by its code first."""
    heads = [Head("organisation", say("board.code")), Head("organisation_name", say("board.unit"))]
    rows: list[list[Value]] = []
    own: Sequence[Head] = ()
    for unit in Organisation.objects.open().filter(kind=kind).order_by("code"):
        assert duty.shape is not None
        table = table_of(unit, duty.shape, day, lang)
        if table is not None:
            own = table.heads
            rows += [[unit.code, unit.name, *row] for row in table.rows]
    return [*heads, *own], rows


def _csv(heads: Sequence[Head], rows: Sequence[Sequence[Value]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([harmless(head.text) for head in heads])
    for row in rows:
        writer.writerow([harmless(value) if isinstance(value, str) else value for value in row])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _json(
    name: str, title: str, heads: Sequence[Head], rows: Sequence[Sequence[Value]], day: dt.date
) -> bytes:
    told = {
        "table": name, "title": title, "as_of": day.isoformat(), "attribution": say("board.attribution"),
        "columns": {head.name: head.text for head in heads},
        "rows": [dict(zip([head.name for head in heads], row, strict=True)) for row in rows],
    }  # fmt: skip
    return dumped(told)


def dumped(told: object) -> bytes:
    """JSON as files hold it."""
    return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"
