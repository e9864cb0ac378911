"""Rows of drafts in DuckDB, SQLite and PostgreSQL, as worlds to judge."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import duckdb
import psycopg
import pyarrow as pa

from jianfu.engine.databases import open_database
from jianfu.engine.world import DuckBackend, World
from jianfu.ledgers.registry import ledgers
from jianfu.terms.places import Places
from tests.engine.worlds import CALENDARS, COMMON

Row = Mapping[str, Any]
_NUMBERS = count()
_ARROW = {"VARCHAR": pa.string(), "BIGINT": pa.int64(), "DATE": pa.date32(), "BOOLEAN": pa.bool_()}


def columns_of(ledger: str, left_out: Iterable[str] = ()) -> dict[str, str]:
    """Physical columns of ``ledger`` with DuckDB types, some left out as a real file leaves them out."""
    required = {n for c in ledgers()[ledger].columns if c.required for n in c.physical}
    skipped = {*left_out, "extra", "_source", "_row"} - required
    return {n: t for n, t in ledgers()[ledger].physical.items() if n not in skipped}


@cache
def _duck() -> duckdb.DuckDBPyConnection:
    """The DuckDB of this process: to start one takes longer than most small worlds take to be judged."""
    return duckdb.connect(config={"threads": 1})


def empty() -> duckdb.DuckDBPyConnection:
    """A connection to an empty database of its own inside the DuckDB of this process."""
    con, name = _duck().cursor(), f"world{next(_NUMBERS)}"
    con.execute(f"ATTACH ':memory:' AS {name}")
    con.execute(f"USE {name}")
    return con


class Turns:
    """Gives an empty schema in the DuckDB of this process, one after the other: the last is dropped first."""

    def __init__(self) -> None:
        self._last: duckdb.DuckDBPyConnection | None = None

    def __call__(self) -> duckdb.DuckDBPyConnection:
        """A connection whose tables nobody else sees."""
        self.end()
        con, name = _duck().cursor(), f"turn{next(_NUMBERS)}"
        con.execute(f"CREATE SCHEMA {name}")
        con.execute(f"USE {name}")
        self._last = con
        return con

    def end(self) -> None:
        """Drops what the last connection made."""
        if self._last is not None:
            name = self._last.execute("SELECT current_schema()").fetchall()[0][0]
            self._last.execute("USE main")
            self._last.execute(f"DROP SCHEMA {name} CASCADE")
            self._last.close()
            self._last = None


def duck_world(
    tables: Mapping[str, Sequence[Row]],
    places: Places,
    *,
    left_out: Iterable[str] = (),
    several: bool = True,
    con: duckdb.DuckDBPyConnection | None = None,
) -> World:
    """A world in DuckDB: in ``con``, which several passes share when it is a database by itself, else in an empty one.

    ``_row`` of a row is its place in the list unless it says another.
    """
    con = con or empty()
    found: dict[str, list[str]] = {}
    for name, rows in tables.items():
        types = columns_of(name, left_out)
        cells = [[r.get(n) for r in rows] for n in types]
        arrays = [pa.array(c, _ARROW[t]) for c, t in zip(cells, types.values(), strict=True)]
        numbers = [r.get("_row", i) for i, r in enumerate(rows)]
        extra = [pa.array([0] * len(rows), pa.int64()), pa.array(numbers, pa.int64())]
        con.register("given", pa.table([*arrays, *extra], names=[*types, "_source", "_row"]))
        con.execute(f'CREATE TABLE "{name}" AS SELECT * FROM given')
        con.unregister("given")
        found[name] = [*types, "_source", "_row"]
    # As views: records are then known by _source and _row, which a change leaves alone.
    return _world(con, DuckBackend(con, found, list(found)), places, several)


def sqlite_world(
    tables: Mapping[str, Sequence[Row]],
    places: Places,
    path: Path,
    *,
    left_out: Iterable[str] = (),
    several: bool = True,
) -> World:
    """The same in a SQLite file at ``path``: dates as text, booleans as 0 and 1."""
    with sqlite3.connect(path) as database:
        for name, rows in tables.items():
            types = columns_of(name, left_out)
            listed = ", ".join(
                f'"{n}" {"TEXT" if t in {"VARCHAR", "DATE"} else "INTEGER"}' for n, t in types.items()
            )
            database.execute(f'CREATE TABLE "{name}" (id INTEGER PRIMARY KEY, {listed})')
            marks = ", ".join("?" * (len(types) + 1))
            database.executemany(
                f'INSERT INTO "{name}" VALUES ({marks})',
                [[r.get("_row", i), *(_text(r.get(n)) for n in types)] for i, r in enumerate(rows)],
            )
    database.close()
    con = duckdb.connect()
    return _world(con, open_database(f"sqlite:///{path}", con), places, several)


def postgres_world(
    tables: Mapping[str, Sequence[Row]],
    places: Places,
    url: str,
    schema: str,
    *,
    left_out: Iterable[str] = (),
    several: bool = True,
) -> World:
    """The same in PostgreSQL, in a new ``schema``."""
    types_there = {"VARCHAR": "text", "BIGINT": "bigint", "DATE": "date", "BOOLEAN": "boolean"}
    with psycopg.connect(url) as database, database.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
        cursor.execute(f"CREATE SCHEMA {schema}")
        for name, rows in tables.items():
            types = columns_of(name, left_out)
            listed = ", ".join(f'"{n}" {types_there[t]}' for n, t in types.items())
            cursor.execute(f'CREATE TABLE {schema}."{name}" (id bigint PRIMARY KEY, {listed})')
            with cursor.copy(f'COPY {schema}."{name}" FROM STDIN') as copy:
                for i, r in enumerate(rows):
                    copy.write_row([r.get("_row", i), *(r.get(n) for n in types)])
    con = duckdb.connect()
    separator = "&" if "?" in url else "?"
    there = f"{url}{separator}options=-csearch_path%3D{schema}"
    return _world(con, open_database(there, con), places, several)


def _world(con: duckdb.DuckDBPyConnection, backend: Any, places: Places, several: bool) -> World:
    return World(con, backend, places, COMMON, CALENDARS if several else {})


def _text(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
