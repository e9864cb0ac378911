"""Parquet: canonical tables are used where they stand, others are read like any sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from jianfu.ledgers.declare import Ledger
from jianfu.ledgers.reading.canonical import safe
from jianfu.ledgers.reading.sheet import Row, Sheet
from jianfu.ledgers.reading.store import literal, quoted
from jianfu.ledgers.registry import ledgers
from jianfu.terms.errors import JianfuError

if TYPE_CHECKING:
    import duckdb

_BATCH = 20_000


@dataclass(frozen=True)
class Canonical:
    """A Parquet file whose columns are a ledger's physical ones; ``select`` gives them, missing ones as NULL.

    One that is not ``safe`` holds values that the ledger does not declare and must be read cell by cell.
    """

    path: Path
    ledger: Ledger
    rows: int
    present: frozenset[str]
    expressions: tuple[tuple[str, str], ...]
    safe: bool = True

    def select(self, source: int) -> str:
        """SQL that reads the file as the ledger's table."""
        columns = dict(self.expressions)
        columns["_source"] = f"CAST({source} AS BIGINT)"
        columns["_row"] = "file_row_number + 1"
        columns.setdefault("_conflict", "false")
        listed = ", ".join(f"{columns[name]} AS {quoted(name)}" for name in self.ledger.physical)
        return f"SELECT {listed} FROM read_parquet({literal(str(self.path))}, file_row_number = true)"


def look(path: Path, con: duckdb.DuckDBPyConnection) -> Canonical | None:
    """The ledger whose physical columns the file has; None when its headings are other. JianfuError when broken or empty."""
    name = str(path)
    try:
        meta = pq.read_metadata(path)
        described = con.execute(f"DESCRIBE SELECT * FROM read_parquet({literal(name)})").fetchall()
    except (pa.ArrowException, OSError, ValueError) as error:
        raise JianfuError("read.broken_parquet", file=name, reason=str(error)[:200]) from None
    except (
        Exception
    ) as error:  # duckdb's errors share no base class with others; each means the file is broken
        raise JianfuError("read.broken_parquet", file=name, reason=str(error)[:200]) from None
    if meta.num_rows == 0:
        raise JianfuError("read.empty", file=name)
    types = {row[0]: str(row[1]) for row in described}
    best: tuple[int, Ledger] | None = None
    tied: list[Ledger] = []
    for ledger in ledgers().values():
        needed = {
            c
            for column in ledger.columns
            if column.required and column.derive is None
            for c in column.physical[:1]
        }
        if ledger.name != "organisations":
            needed |= {"organisation"}
        if not needed <= types.keys():
            continue
        score = len(types.keys() & ledger.physical.keys())
        if best is None or score > best[0]:
            best, tied = (score, ledger), [ledger]
        elif score == best[0]:
            tied.append(ledger)
    if best is None:
        return None
    if len(tied) > 1:
        named = [k for k in tied if k.name in path.stem.lower() or k.zh in path.stem]
        if len(named) != 1:
            raise JianfuError(
                "read.ambiguous",
                file=name,
                sheet="",
                candidates="、".join(k.zh for k in tied),
                headings="、".join(types),
            )
        best = (best[0], named[0])
    ledger = best[1]
    expressions = []
    for column, kind in ledger.physical.items():
        if column in ("_source", "_row"):
            continue
        if column not in types:
            expressions.append((column, f"NULL::{kind}" if column != "_conflict" else "false"))
        else:
            expressions.append((column, _as(column, types[column], kind)))
    try:
        fit = safe(path, ledger, con)
    except Exception as error:  # as above: pages that cannot be read
        raise JianfuError("read.broken_parquet", file=name, reason=str(error)[:200]) from None
    return Canonical(path, ledger, meta.num_rows, frozenset(types), tuple(expressions), fit)


def _as(column: str, given: str, wanted: str) -> str:
    """The column itself where its type will do, else a cast; what cannot be cast is unknown."""
    name = quoted(column)
    plain = given.upper()
    integers = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"}
    if (
        plain == wanted
        or (wanted == "BIGINT" and plain in integers)
        or (wanted == "VARCHAR" and plain.startswith("ENUM"))
    ):
        return name
    return f"TRY_CAST({name} AS {wanted})"


def open_parquet(path: Path) -> Sheet:
    """The rows of a Parquet file with its column names as the head, in batches."""
    return Sheet(None, _rows(path))


def _rows(path: Path) -> Iterator[Row]:
    try:
        with pq.ParquetFile(path) as file:
            yield list(file.schema_arrow.names)
            for batch in file.iter_batches(batch_size=_BATCH):
                yield from (list(row) for row in zip(*(c.to_pylist() for c in batch.columns), strict=True))
    except (pa.ArrowException, OSError) as error:
        raise JianfuError("read.broken_parquet", file=str(path), reason=str(error)[:200]) from None
