"""SQLite and PostgreSQL in place, read-only: the database aggregates, and only its groups come over.

A ledger is a table or view of its English name with English columns; columns that begin with ``_`` are nobody's
business but the database's own. Lookups and wanted groups travel inside the statement as VALUES, so nothing is ever
created over there.
"""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pyarrow as pa

from jianfu.engine.addresses import refuse_malformed, secrets_of, without_password
from jianfu.engine.conformance import looked_through, of_itself, wanting
from jianfu.engine.relations import Relation, identifier, physical_type
from jianfu.engine.world import CALENDAR_COLUMNS, Lookups, World, absent_defaults
from jianfu.ledgers.reading import Source
from jianfu.ledgers.reading.model import FileError
from jianfu.ledgers.reading.notices import Notices
from jianfu.ledgers.reading.registers import ASSUMED_YEARS, calendars, places
from jianfu.ledgers.registry import ledgers
from jianfu.terms.calendar import Calendar
from jianfu.terms.errors import JianfuError, Message
from jianfu.terms.places import Places

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import duckdb

    from jianfu.ledgers.declare import Ledger
    from jianfu.ledgers.reading.model import Fault

CHUNK = 20_000
WANTED = 500
CALENDARS = 8
_ARROW = {"VARCHAR": pa.string(), "BIGINT": pa.int64(), "DATE": pa.date32(), "BOOLEAN": pa.bool_()}


def open_database(url: str, con: duckdb.DuckDBPyConnection) -> SqlBackend:
    """The ledgers behind ``url`` (sqlite:///path or postgresql://…), read-only.

    JianfuError when the address is of another kind or nothing can be reached there.
    """
    scheme = url.partition("://")[0]
    if scheme == "sqlite":
        return SqliteBackend(con, url)
    if scheme in {"postgresql", "postgres"}:
        return PostgresBackend(con, url)
    raise JianfuError("engine.database-url", value=without_password(url))


def world_of_database(url: str, con: duckdb.DuckDBPyConnection) -> World:
    """The world of the ledgers behind ``url``; its registers of organisations and calendars are read over."""
    backend = open_database(url, con)
    for name in ("organisations", "school_calendar"):
        backend.copy(name)
    present = backend.relations()
    known = places(con) if "organisations" in present else Places()
    notices = Notices()
    common = Calendar.default(*ASSUMED_YEARS)
    own: dict[str, Calendar] = {}
    if "school_calendar" in present:
        sources = [Source(name, None, name, 0) for name in ("organisations", "school_calendar")]
        common, own = calendars(con, known, sources, notices)
    else:
        notices.guess("read.calendar_assumed")
    return World(
        con, backend, known, common, own, guesses=tuple(notices.guesses.values()), errors=tuple(backend.errors),
        faults=(*backend.faults, *notices.faults), notes=tuple(backend.notes),
    )  # fmt: skip


class SqlBackend(ABC):
    """What SQLite and PostgreSQL share; see ``jianfu.engine.world.Backend``."""

    dialect: str
    database: Any

    def __init__(self, con: duckdb.DuckDBPyConnection, shown: str) -> None:
        self.con, self.shown = con, shown
        self.errors: list[FileError] = []
        self.faults: list[Fault] = []
        self.notes: list[Message] = []
        self._relations: dict[str, Relation] | None = None
        self._calendars: dict[int, tuple[Sequence[Sequence[Any]], str]] = {}

    def close(self) -> None:
        """Ends the connection to the database."""
        self.database.close()

    # -- what each database says in its own way -------------------------------------------------------

    @abstractmethod
    def columns(self, table: str) -> dict[str, str]:
        """The columns of ``table`` with their types; none when there is no such table or view."""

    @abstractmethod
    def stream(
        self, sql: str, parameters: Sequence[Any] = ()
    ) -> Iterator[tuple[list[str], list[tuple[Any, ...]]]]:
        """The result of ``sql`` in chunks, each with the names of its columns."""

    def literal(self, value: Any) -> str:
        """``value`` as a typed literal."""
        if value is None:
            return "NULL"
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        if isinstance(value, int):
            return str(value)
        return "'" + str(value).replace("'", "''") + "'"

    # -- the Backend protocol -------------------------------------------------------------------------

    def relations(self) -> Mapping[str, Relation]:
        """Every declared ledger that has a table or view with the columns it needs; the others are told of."""
        if self._relations is None:
            found = {}
            for name, ledger in ledgers().items():
                try:
                    relation = self._relation(ledger)
                except JianfuError as error:
                    self.errors.append(FileError(name, error.message))
                    continue
                if relation is not None:
                    found[name] = relation
            if not found and not self.errors:
                message = Message("engine.no-tables", {"value": self.shown, "accepted": "、".join(ledgers())})
                self.errors.append(FileError(self.shown, message))
            self._relations = found
        return self._relations

    def _relation(self, ledger: Ledger) -> Relation | None:
        columns = self.columns(ledger.name)
        if not columns:
            return None
        if missing := wanting(ledger, columns):
            raise JianfuError(
                "engine.table-columns", value=ledger.name, missing="、".join(missing), example=ledger.key[0],
                present="、".join(columns),
            )  # fmt: skip
        if unknown := [n for n in columns if n not in {*ledger.physical, "id"} and not n.startswith("_")]:
            told = {"value": ledger.name, "columns": "、".join(unknown)}
            self.notes.append(Message("engine.table-unknown", told))
        table = looked_through(ledger, columns, self.dialect, self.rows, self.faults)
        identity, absent = self._identity(ledger, list(columns)), absent_defaults(ledger, columns)
        return Relation(*of_itself(ledger, table, frozenset(columns)), identity, absent=absent)

    def _identity(self, ledger: Ledger, columns: Sequence[str]) -> str:
        """What tells a row from others: its ``id``, else organisation and declared key."""
        text = "TEXT"
        if "id" in columns:
            return f"CAST(t.{identifier('id')} AS {text})"
        names = [
            "organisation",
            *(n for c in ledger.key for n in ledger.column(c).physical if not n.endswith("_max")),
        ]
        parts = [f"COALESCE(CAST(t.{identifier(n)} AS {text}), '')" for n in names if n in columns]
        return "(" + " || '|' || ".join(parts) + ")"

    def copy(self, name: str) -> None:
        """Reads a small register over into a table of the judging connection, as files would have given it."""
        ledger, relation = ledgers()[name], self.relations().get(name)
        types = {**ledger.physical, "_source": "INTEGER", "_row": "INTEGER", "_conflict": "BOOLEAN"}
        names = ", ".join(f"{identifier(n)} {t}" for n, t in types.items())
        self.con.execute(f"CREATE OR REPLACE TABLE {identifier(name)} ({names})")
        if relation is None:
            return
        shared = [n for n in ledger.physical if n in relation.columns and not n.startswith("_")]
        kinds = {n: physical_type(ledger, n, "duckdb") for n in shared}
        for found, rows in self.stream(
            f"SELECT {', '.join(identifier(n) for n in shared)} FROM {relation.sql} t"
        ):
            self._insert(identifier(name), found, rows, kinds)
        source = 1 if name == "school_calendar" else 0
        self.con.execute(f"UPDATE {identifier(name)} SET _source = {source}, _row = rowid, _conflict = FALSE")

    def measure(self, sql: str, into: str, lookups: Lookups, types: Mapping[str, str]) -> None:
        """See Backend."""
        self._bring(self._with(lookups, sql), into, types)

    def records(
        self, sql: str, wanted: str, columns: Sequence[str], into: str, lookups: Lookups, flags: Sequence[str]
    ) -> None:
        """See Backend."""
        names = ", ".join(identifier(c) for c in columns)
        described = {
            r[0]: r[1] for r in self.con.execute(f"DESCRIBE SELECT {names} FROM {wanted}").fetchall()
        }
        rows = self.con.execute(f"SELECT {names} FROM {wanted}").fetchall()
        types = {"fid": "BIGINT", "_id": "VARCHAR", "_basis": "VARCHAR", **dict.fromkeys(flags, "BIGINT")}
        self._create(into, types)
        for start in range(0, len(rows), WANTED):
            values = self._values(wanted, list(columns), rows[start : start + WANTED], described)
            self._append(self._with(lookups, sql, values), into, types)

    def details(self, select: str, id_sql: str, ids: pa.Array) -> list[dict[str, Any]]:
        """See Backend."""
        wanted = ids.to_pylist()
        found: list[dict[str, Any]] = []
        for start in range(0, len(wanted), WANTED):
            listed = ", ".join(self.literal(i) for i in wanted[start : start + WANTED])
            found += self.rows(f"{select} WHERE {id_sql} IN ({listed})")
        return found

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """See Backend."""
        return [
            dict(zip(names, row, strict=True))
            for names, chunk in self.stream(sql, parameters)
            for row in chunk
        ]

    # -- statements -----------------------------------------------------------------------------------

    def _with(self, lookups: Lookups, sql: str, *more: str) -> str:
        """``sql`` (which begins with WITH) with lookups and further relations before its own."""
        parts = list(more)
        if lookups.calendar:
            parts.append(self._calendar(lookups.calendar))
        elif "jf_calendar" in sql:
            nothing = [(None,) * len(CALENDAR_COLUMNS)]
            parts.append(self._values("jf_calendar", list(CALENDAR_COLUMNS), nothing, CALENDAR_COLUMNS))
        if "jf_place" in sql:
            types = {"organisation": "VARCHAR", "calendar": "BIGINT"}
            parts.append(self._values("jf_place", list(types), lookups.places or [(None, None)], types))
        return f"WITH {', '.join([*parts, sql.removeprefix('WITH ')])}" if parts else sql

    def _calendar(self, rows: Sequence[Sequence[Any]]) -> str:
        """The calendar as a relation, written once: many ledgers share one list of days, and it is long."""
        if id(rows) not in self._calendars:
            if len(self._calendars) >= CALENDARS:
                self._calendars.clear()
            text = self._values("jf_calendar", list(CALENDAR_COLUMNS), rows, CALENDAR_COLUMNS)
            self._calendars[id(rows)] = (rows, text)  # the rows too, so that no other list takes their id
        return self._calendars[id(rows)][1]

    def _values(
        self, name: str, columns: list[str], rows: Sequence[Sequence[Any]], types: Mapping[str, str]
    ) -> str:
        """A relation given as rows of literals; the first row carries the types."""
        first = [self._typed(v, types[c]) for v, c in zip(rows[0], columns, strict=True)]
        shown = [f"({', '.join(first)})"] + [
            f"({', '.join(self.literal(v) for v in row)})" for row in rows[1:]
        ]
        names = ", ".join(identifier(c) for c in columns)
        return f"{name}({names}) AS (VALUES {', '.join(shown)})"

    def _typed(self, value: Any, type_: str) -> str:
        return f"CAST({self.literal(value)} AS {'TEXT' if type_ == 'VARCHAR' else type_})"

    def _bring(self, sql: str, into: str, types: Mapping[str, str]) -> None:
        made = False
        for names, chunk in self.stream(sql):
            full = {n: types.get(n, "BIGINT") for n in names}
            if not made:
                self._create(into, full)
                made = True
            self._insert(into, names, chunk, full)

    def _append(self, sql: str, into: str, types: Mapping[str, str]) -> None:
        for names, chunk in self.stream(sql):
            self._insert(into, names, chunk, types)

    def _create(self, into: str, types: Mapping[str, str]) -> None:
        columns = ", ".join(f"{identifier(n)} {t}" for n, t in types.items())
        self.con.execute(f"CREATE OR REPLACE TEMP TABLE {into} ({columns})")

    def _insert(
        self, into: str, names: list[str], rows: list[tuple[Any, ...]], types: Mapping[str, str]
    ) -> None:
        if not rows:
            return
        cells = [
            [_plain(v, types[n]) for v in column]
            for n, column in zip(names, zip(*rows, strict=True), strict=True)
        ]
        table = pa.table(
            [pa.array(c, _ARROW[types[n]]) for n, c in zip(names, cells, strict=True)], names=names
        )
        self.con.register("jf_chunk", table)
        self.con.execute(f"INSERT INTO {into} BY NAME SELECT * FROM jf_chunk")
        self.con.unregister("jf_chunk")


def _plain(value: Any, type_: str) -> Any:
    """A value of the database as Arrow takes it: text dates as dates, decimals as integers, 0 and 1 as booleans."""
    if value is None:
        return None
    if type_ == "DATE" and isinstance(value, str):
        return date.fromisoformat(value[:10])
    if type_ == "BIGINT" and isinstance(value, (Decimal, bool, float)):
        return int(value)
    if type_ == "VARCHAR" and not isinstance(value, str):
        return str(value)
    if type_ == "BOOLEAN":
        return bool(value)
    return value


class SqliteBackend(SqlBackend):
    """A SQLite file, opened read-only."""

    dialect = "sqlite"

    def __init__(self, con: duckdb.DuckDBPyConnection, url: str) -> None:
        path = unquote(url.removeprefix("sqlite:///").removeprefix("sqlite://"))
        super().__init__(con, path)
        with _told(sqlite3.Error, "engine.database", path):
            self.database = sqlite3.connect(
                f"file:{path.replace('?', '%3f').replace('#', '%23')}?mode=ro", uri=True
            )
            self.database.text_factory = partial(str, encoding="utf-8", errors="replace")
            self.database.execute("SELECT COUNT(*) FROM sqlite_master").fetchall()

    def columns(self, table: str) -> dict[str, str]:
        """See SqlBackend."""
        with _told(sqlite3.Error, "engine.database-read", self.shown):
            rows = self.database.execute(f"PRAGMA table_info({identifier(table)})").fetchall()
        return {row[1]: row[2] for row in rows}

    def stream(
        self, sql: str, parameters: Sequence[Any] = ()
    ) -> Iterator[tuple[list[str], list[tuple[Any, ...]]]]:
        """See SqlBackend."""
        with _told(sqlite3.Error, "engine.database-read", self.shown):
            cursor = self.database.execute(
                sql, [v.isoformat() if isinstance(v, date) else v for v in parameters]
            )
            names = [d[0] for d in cursor.description]
            chunk = cursor.fetchmany(CHUNK)
        yield names, chunk
        while len(chunk) == CHUNK:
            with _told(sqlite3.Error, "engine.database-read", self.shown):
                chunk = cursor.fetchmany(CHUNK)
            yield names, chunk

    def _typed(self, value: Any, type_: str) -> str:
        return self.literal(value)


class PostgresBackend(SqlBackend):
    """A PostgreSQL database, in a read-only session."""

    dialect = "postgres"

    def __init__(self, con: duckdb.DuckDBPyConnection, url: str) -> None:
        super().__init__(con, without_password(url))
        import psycopg  # noqa: PLC0415 - loads libpq, wanted only here

        self._error = psycopg.Error
        refuse_malformed(url)
        with _told(self._error, "engine.database", self.shown, hidden=secrets_of(url)):
            self.database = psycopg.connect(url, connect_timeout=10)
            self.database.read_only = True  # an option would displace those of the address

    def columns(self, table: str) -> dict[str, str]:
        """See SqlBackend."""
        sql = (
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s "
            "AND table_schema = ANY(current_schemas(false)) ORDER BY ordinal_position"
        )
        with _told(self._error, "engine.database-read", self.shown):
            return dict(self.database.execute(sql, [table]).fetchall())

    def stream(
        self, sql: str, parameters: Sequence[Any] = ()
    ) -> Iterator[tuple[list[str], list[tuple[Any, ...]]]]:
        """See SqlBackend."""
        statement = sql.replace("%", "%%").replace("?", "%s") if parameters else sql
        named = self.database.cursor(name="jianfu") if not parameters else self.database.cursor()
        with _told(self._error, "engine.database-read", self.shown), named as cursor:
            cursor.execute(statement, list(parameters) or None)
            chunk = cursor.fetchmany(CHUNK)
            names = [d.name for d in cursor.description or []]
            yield names, chunk
            while len(chunk) == CHUNK:
                chunk = cursor.fetchmany(CHUNK)
                yield names, chunk


@contextmanager
def _told(errors: type[Exception], code: str, value: str, hidden: Sequence[str] = ()) -> Iterator[None]:
    """An error of the database as one of ours; what is ``hidden`` never shows."""
    try:
        yield
    except errors as error:
        why = str(error).strip()
        for secret in hidden:
            why = why.replace(secret, "***")
        raise JianfuError(code, value=value, why=why) from error
