"""Records that stand in no file: cases of norms, proposals. They take the same way as the cells of a sheet."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from jianfu.ledgers.declare import Ledger
from jianfu.ledgers.reading.context import Context
from jianfu.ledgers.reading.headings import IGNORED, index, normal
from jianfu.ledgers.reading.job import Job
from jianfu.ledgers.reading.layout import Bound, Layout, lay_out
from jianfu.ledgers.reading.loading import Loader
from jianfu.ledgers.reading.masks import Masks
from jianfu.ledgers.reading.model import Reading
from jianfu.ledgers.reading.notices import Notices
from jianfu.ledgers.reading.reader import Reader
from jianfu.ledgers.reading.registers import places as places_of
from jianfu.ledgers.reading.resolve import Owners
from jianfu.ledgers.reading.rows import Raw, Records
from jianfu.ledgers.reading.sheet import Row
from jianfu.ledgers.reading.table_head import Head
from jianfu.ledgers.registry import ledger as ledger_named
from jianfu.terms.errors import JianfuError, Message
from jianfu.terms.places import Places

if TYPE_CHECKING:
    import duckdb

_ORDER = {"organisations": 0, "school_calendar": 1, "classes": 1}


_WITHOUT_PLACE = {
    "read.cell": "record.cell",
    "read.cell_blank": "record.cell_blank",
    "read.row_blank": "record.cell_blank",
}
"""What is said of a cell that stands in no file."""

_PROVENANCE = frozenset({"_source", "_row", "_conflict", "extra"})


def from_rows(
    rows: Mapping[str, Iterable[Mapping[str, object]]],
    con: duckdb.DuckDBPyConnection,
    *,
    name: str = "rows",
    merge: bool = True,
) -> Reading:
    """Read records given as mappings from heading (or English name) to cell value, by ledger.

    Values are as people write them. JianfuError for a ledger or heading that does not exist; bad cells
    are in ``faults`` as with files. ``name`` stands where a file's name would. Nothing is filled down and
    every row is a record. ``merge`` False leaves repeats alone.
    """
    reader = Reader(con, [])
    for ledger_name in sorted(rows, key=lambda n: _ORDER.get(ledger_named(n).name, 2)):
        ledger = ledger_named(ledger_name)
        given = list(rows[ledger_name])
        reader.store.make(ledger)
        if given:
            _load(reader, ledger, given, name)
        if ledger.name == "organisations":
            reader.places = places_of(con)
    return reader.finish(merging=merge)


def _layout(ledger: Ledger, headings: list[str]) -> Layout:
    """Every heading bound to its column; JianfuError for one that the ledger does not know."""
    known = index(ledger)
    names = {**{c.name: c for c in ledger.columns}}
    rows: dict[str, Bound] = {}
    for position, heading in enumerate(headings):
        if normal(heading) in IGNORED:
            continue
        physical = heading.removesuffix("_max")
        one = lay_out(ledger, Head(0, 0, ((heading,),)))
        bound = next((b for b in one.rows.values() if b.sure), None)
        if heading in names:
            bound = Bound(names[heading], 0, None, heading)
        if bound is None or bound.column.name in rows or (physical != heading and physical in names):
            near = difflib.get_close_matches(normal(heading), list(known), n=3, cutoff=0.4)
            raise JianfuError(
                "ledger.field_unknown", value=heading, ledger=ledger.zh,
                near="、".join(near) or "、".join(c.zh for c in ledger.columns),
            )  # fmt: skip
        rows[bound.column.name] = Bound(bound.column, position, bound.unit, heading)
    return Layout(ledger, Head(0, 0, tuple((h,) for h in headings)), rows)


def _records(ledger: Ledger, given: list[Mapping[str, object]]) -> tuple[Records, list[Row]]:
    headings = list(dict.fromkeys(h for row in given for h in row))
    layout = _layout(ledger, headings)
    rows: list[Row] = [[row.get(h) for h in headings] for row in given]
    return Records(layout, enumerate(rows, 1), (), plain_rows=True), rows


def _load(reader: Reader, ledger: Ledger, given: list[Mapping[str, object]], name: str) -> None:
    records, _ = _records(ledger, given)
    source = reader.add_source(Path(name), ledger)
    job = Job(
        ledger, Context(Path(name), None), records.fields, {}, source, name, None, row_offset=0, cells=False
    )
    owners = Owners(reader.places, reader.notices, name)
    loader = Loader(job, reader.store, reader.notices, owners, reader.masks)
    reader.loaded(job, loader.load(records))


def parse_record(
    ledger: Ledger | str,
    values: Mapping[str, object],
    places: Places | None = None,
    masks: Masks | None = None,
) -> dict[str, object]:
    """One record as physical columns; JianfuError with the message of the first bad value.

    Names of people are masked, unless ``masks`` says otherwise.
    The common columns ``_source``, ``_row``, ``_conflict`` and ``extra`` are left out.
    """
    record, faults = parse_cells(ledger, values, places, masks)
    for message in faults.values():
        raise JianfuError(message.code, **message.facts)
    return record


def parse_cells(
    ledger: Ledger | str,
    values: Mapping[str, object],
    places: Places | None = None,
    masks: Masks | None = None,
) -> tuple[dict[str, object], dict[str, Message]]:
    """As ``parse_record``, with all that is wrong by the name of its column; a bad value is unknown in the record."""
    declared = ledger_named(ledger) if isinstance(ledger, str) else ledger
    records, _ = _records(declared, [values])
    raws: list[Raw] = list(records)
    if len(raws) != 1:
        raise JianfuError(
            "ledger.not_one_record",
            ledger=declared.zh,
            count=len(raws),
            value="、".join(str(v) for v in values.values()),
        )
    notices = Notices()
    job = Job(
        declared, Context(Path("record"), None), records.fields, {}, 0, "", None, row_offset=0, cells=False
    )
    loader = Loader(job, None, notices, Owners(places or Places(), notices, ""), masks or Masks())
    columns = loader.columns(raws)
    faults: dict[str, Message] = {}
    for fault in notices.faults:
        code = _WITHOUT_PLACE.get(fault.message.code, fault.message.code)
        faults.setdefault(fault.column, Message(code, fault.message.facts))
    return {k: v[0] for k, v in columns.items() if k not in _PROVENANCE}, faults
