"""The records that findings cite: whose they are, by which key, where they stand, and which cells are to be filled in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from jianfu.engine.relations import identifier
from jianfu.ledgers.registry import ledgers
from jianfu.norms.predicates import names_in

if TYPE_CHECKING:
    from pathlib import Path

    from jianfu.engine.check import Part, Result
    from jianfu.ledgers.declare import Column, Ledger
    from jianfu.ledgers.reading.masks import Masks


def cited(part: Part, result: Result, masks: Masks, *, other: bool = False) -> dict[Any, dict[str, Any]]:
    """Every record that any finding of ``part`` cites, by id: organisation, key, place, and ``missing`` headings.
    With ``other`` those of the second ledger of a joint norm, which also name their ledger."""
    against = part.norm.against if other else None
    ledger = ledgers()[against.ledger if against else part.norm.watches]
    relation = result.world.backend.relations()[ledger.name]
    ids = part.findings.column("others" if other else "records").combine_chunks().flatten().unique()
    if len(ids) == 0:
        return {}
    keys = [n for c in ledger.key for n in ledger.column(c).physical if not n.endswith("_max")]
    asked = _asked(part, ledger, other=other)
    wanted = dict.fromkeys(
        ("organisation", *keys, *(n for c in asked for n in c.physical), "_source", "_row")
    )
    present = [n for n in wanted if n in relation.columns]
    select = ", ".join([f"{relation.id_sql} AS _id", *(f"t.{identifier(n)}" for n in present)])
    rows = result.world.backend.details(f"SELECT {select} FROM {relation.sql} t", relation.id_sql, ids)
    personal = [n for n in keys if is_personal(ledger, n)]
    if personal:
        rows.sort(key=lambda r: tuple(str(r.get(n)) for n in ("organisation", *keys)))
    found = {}
    for row in rows:
        record = _record(row, keys, asked, result, ledger.name)
        if other:
            record["ledger"] = ledger.name
        for name in personal:
            masked = (
                masks.mask(ledger.name, row.get("organisation"), str(row[name])) if row.get(name) else None
            )
            record["key"][name] = masked
            if isinstance(record.get("id"), str) and masked:  # a table without ids is known by its keys
                record["id"] = record["id"].replace(str(row[name]), masked)
        found[row["_id"]] = record
    return found


def is_personal(ledger: Ledger, name: str) -> bool:
    """Whether the physical column holds the name of a person: files mask it as they are read, databases cannot."""
    column = ledger.by_name.get(name)
    return column is not None and column.personal


def _asked(part: Part, ledger: Ledger, *, other: bool) -> list[Column]:
    """The columns that the norm reads of a record and whose blank leaves it unknown."""
    norm = part.norm
    among = norm.against.where if other and norm.against else norm.among
    names = set(names_in(among)) | (norm.measured.other_columns if other else norm.measured.columns)
    return [c for c in ledger.columns if c.blank == "unknown" and any(n in names for n in c.physical)]


def _record(
    row: dict[str, Any], keys: list[str], asked: list[Column], result: Result, ledger: str
) -> dict[str, Any]:
    record: dict[str, Any] = {
        "organisation": row.get("organisation"),
        "key": {n: plain(row.get(n)) for n in keys},
    }
    source = row.get("_source")
    if source is not None and source < len(result.world.sources):
        found = result.world.sources[source]
        record |= {"file": found.file, "sheet": found.sheet, "row": row.get("_row")}
    else:
        record |= {"table": ledger, "id": row["_id"]}
    lacking = result.world.sources[source].lacking if source is not None and "file" in record else ()
    missing = [c.zh for c in asked if _open(row, c) and (c.blank == "unknown" or c.name in lacking)]
    return record | {"missing": missing} if missing else record


def _open(row: dict[str, Any], column: Column) -> bool:
    """Whether nobody knows the value of ``column``, or only a range of it."""
    values = [row.get(n) for n in column.physical]
    if values[0] is None:
        return True
    return len(values) > 1 and column.type != "class" and values[1] is not None and values[1] != values[0]


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    return value.isoformat() if isinstance(value, date) else value


def spill(identity: str, records: list[dict[str, Any]], beside: Path) -> str:
    """Writes the records of one finding whole to a Parquet beside the JSON and returns its name."""
    name = f"{identity}.records.parquet"
    flat = [{**{k: v for k, v in r.items() if k != "key"}, **r["key"]} for r in records]
    pq.write_table(pa.Table.from_pylist(flat), beside / name)
    return name
