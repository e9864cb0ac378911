"""Whether a canonical Parquet can be used where it stands, and its rows as cells when it cannot."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from jianfu.ledgers.declare import AMOUNTS, DUCKDB_TYPES, Column, Ledger
from jianfu.ledgers.reading.context import Context
from jianfu.ledgers.reading.layout import lay_out
from jianfu.ledgers.reading.recognise import Found
from jianfu.ledgers.reading.sheet import ErrorCell, Row
from jianfu.ledgers.reading.store import literal, quoted
from jianfu.ledgers.reading.table_head import Head

if TYPE_CHECKING:
    import duckdb

_SAMPLE = 100_000
_BATCH = 20_000
_GRADES = (1, 12)
_RANGES: Mapping[str, tuple[int, int]] = {
    "integer": (0, 10**9),
    "decimal": (0, 10**9),
    "minutes": (0, 10**9),
    "money": (0, 10**13),
    "time": (0, 24 * 60),
    "weekday": (1, 7),
    "grade": _GRADES,
}
_DAYS = (dt.date(1950, 1, 1), dt.date(2100, 12, 31))


def places_of(ledger: Ledger) -> dict[str, tuple[Column, int]]:
    """The declared column and the part of it that each physical column holds."""
    return {name: (column, k) for column in ledger.columns for k, name in enumerate(column.physical)}


def _range(column: Column, part: int) -> tuple[object, object] | None:
    """The least and the greatest value that a physical column may hold."""
    if column.type == "class":
        return _GRADES if part == 0 else (0, 10**6)
    if column.type == "date":
        return _DAYS
    if column.type == "choice":
        return (min(column.choices), max(column.choices))
    return _RANGES.get(column.type)


def _fits(given: pa.DataType, column: Column) -> bool:
    if pa.types.is_dictionary(given):
        given = given.value_type
    if pa.types.is_null(given):
        return True
    wanted = DUCKDB_TYPES[column.type]
    if wanted == "BIGINT":
        return bool(pa.types.is_integer(given))
    if wanted == "DATE":
        return bool(pa.types.is_date(given) or pa.types.is_timestamp(given))
    if wanted == "BOOLEAN":
        return bool(pa.types.is_boolean(given))
    texts = pa.types.is_string(given) or pa.types.is_large_string(given)
    return bool(texts or (column.type in ("text", "org") and pa.types.is_integer(given)))


def safe(path: Path, ledger: Ledger, con: duckdb.DuckDBPyConnection) -> bool:
    """Whether the values are what the ledger declares, by the file's own statistics and a sample of its rows.

    What the statistics say costs nothing however long the file; a column without them is scanned for its
    least and greatest value. Raises what the libraries raise when the pages that are read are damaged.
    """
    with pq.ParquetFile(path) as file:
        schema, meta = file.schema_arrow, file.metadata
        used = {n: p for n, p in places_of(ledger).items() if n in schema.names}
        if not all(_fits(schema.field(name).type, column) for name, (column, _) in used.items()):
            return False
        unknown = []
        for name, (column, part) in used.items():
            allowed = _range(column, part)
            if allowed is None:
                continue
            told = _told(meta, name, allowed)
            if told is False:
                return False
            if told is None:
                unknown.append(name)
        if meta.num_row_groups > 1:
            next(file.iter_batches(1000, row_groups=[meta.num_row_groups - 1], columns=list(used)), None)
    table = f"read_parquet({literal(str(path))})"
    if unknown and _outside(con, table, {n: used[n] for n in unknown}):
        return False
    listed = ", ".join(quoted(n) for n in used)
    return not _outside(con, f"(SELECT {listed} FROM {table} LIMIT {_SAMPLE})", used)


def _told(meta: pq.FileMetaData, name: str, allowed: tuple[object, object]) -> bool | None:
    """Whether the statistics of every row group keep a column within bounds; None when they do not say."""
    index = next((i for i in range(meta.num_columns) if meta.schema.column(i).path == name), None)
    if index is None:
        return None
    low, high = allowed
    for n in range(meta.num_row_groups):
        chunk = meta.row_group(n).column(index)
        found = chunk.statistics
        if found is not None and found.has_null_count and found.null_count == meta.row_group(n).num_rows:
            continue
        if found is None or not found.has_min_max:
            return None
        least, most = (_plain(v) for v in (found.min, found.max))
        if type(least) is not type(low):
            return None
        if least < low or most > high:  # type: ignore[operator] # both of the column's own type
            return False
    return True


def _plain(value: object) -> object:
    if isinstance(value, dt.datetime):
        return value.date()
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def _outside(con: duckdb.DuckDBPyConnection, source: str, used: Mapping[str, tuple[Column, int]]) -> bool:
    """Whether a value lies outside what its column may hold; every column is read."""
    tests = []
    for name, (column, part) in used.items():
        given, allowed = quoted(name), _range(column, part)
        if column.type == "choice":
            ids = ", ".join(literal(c) for c in column.choices)
            tests.append(f"bool_or(CAST({given} AS VARCHAR) NOT IN ({ids}))")
        elif column.type == "date":
            low, high = _DAYS
            tests.append(f"bool_or(CAST({given} AS DATE) NOT BETWEEN DATE '{low}' AND DATE '{high}')")
        elif allowed is not None:
            tests.append(f"bool_or({given} NOT BETWEEN {allowed[0]} AND {allowed[1]})")
        else:
            tests.append(f"max({given}) IS NULL AND false")
    found = con.execute(f"SELECT {', '.join(tests)} FROM {source}").fetchall()[0]
    return any(found)


def spelled(path: Path, ledger: Ledger, context: Context) -> tuple[Found, Iterator[tuple[int, Row]]]:
    """The file as a table of cells with the units that its physical columns have, to be read like any other."""
    names = pq.read_schema(path).names
    places = places_of(ledger)
    seen: set[str] = set()
    paths: list[tuple[str, ...]] = []
    cells: list[Callable[[Mapping[str, object]], object]] = []
    for name in names:
        column, part = places.get(name, (None, 0))
        known = name in ledger.physical and (column is not None or name in ("organisation", "term"))
        second = column is not None and column.type in AMOUNTS and part == 1
        kept = name not in seen and not second and (known or name not in ledger.physical)
        seen.add(name)
        paths.append((name,) if kept else ())
        cells.append(_speller(name, column) if kept else lambda row: None)
    layout = lay_out(ledger, Head(0, 0, tuple(paths)))

    def rows() -> Iterator[tuple[int, Row]]:
        number = 0
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=_BATCH):
                for row in batch.to_pylist():
                    yield number, [cell(row) for cell in cells]
                    number += 1

    return Found(layout, context), rows()


def _speller(name: str, column: Column | None) -> Callable[[Mapping[str, object]], object]:
    """A function from a row to the cell that a person would have written for a physical value."""

    def spell(row: Mapping[str, object]) -> object:
        value = row[name]
        if isinstance(value, (list, dict, bytes)):
            return ErrorCell(str(value)[:80])
        if column is None or value is None:
            return value
        if column.type in AMOUNTS:
            return _amount(column, value, row.get(f"{name}_max"))
        if column.type == "time" and isinstance(value, int) and 0 <= value < 24 * 60:
            return f"{value // 60:02}:{value % 60:02}"
        if column.type == "date" and isinstance(value, dt.date):
            day = value.date() if isinstance(value, dt.datetime) else value
            return day if _DAYS[0] <= day <= _DAYS[1] else ErrorCell(day.isoformat())
        return value

    return spell


def _amount(column: Column, value: object, most: object) -> object:
    low, high = _whole(value), _whole(most)
    if low is None or low < 0:
        return value if isinstance(value, str) else ErrorCell(str(value))
    unit = {"minutes": "分钟", "money": "元"}.get(column.type, "")
    first = _hundredths(low) if column.type in ("decimal", "money") else str(low)
    if high is None or high <= low:
        return first + unit
    return f"{first}-{_hundredths(high) if column.type in ('decimal', 'money') else high}{unit}"


def _whole(value: object) -> int | None:
    """A physical amount; None for what is no whole number."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str) and value.strip().isdecimal():
        return int(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, int) else None


def _hundredths(value: int) -> str:
    return f"{value // 100}.{value % 100:02}"
