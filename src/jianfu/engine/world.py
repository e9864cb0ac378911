"""What is held to the norms: ledgers in some database, with the places and calendars they belong to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

import duckdb
import pyarrow as pa

from jianfu.engine.relations import Relation
from jianfu.ledgers.declare import AMOUNTS
from jianfu.ledgers.registry import ledgers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from jianfu.ledgers.declare import Ledger
    from jianfu.ledgers.reading.model import Fault, FileError, Reading, Source
    from jianfu.terms.calendar import Calendar
    from jianfu.terms.errors import Message
    from jianfu.terms.places import Places


class Backend(Protocol):
    """A database that measures groups in place. Judging always happens in ``World.con``."""

    dialect: str

    def relations(self) -> Mapping[str, Relation]:
        """The ledgers it holds, by name."""
        ...

    def measure(self, sql: str, into: str, lookups: Lookups, types: Mapping[str, str]) -> None:
        """Runs ``sql`` and leaves its rows, of ``types``, in the temporary table ``into`` of the judging connection."""
        ...

    def records(
        self, sql: str, wanted: str, columns: Sequence[str], into: str, lookups: Lookups, flags: Sequence[str]
    ) -> None:
        """The same for a statement that joins the temporary table ``wanted`` of the judging connection.

        ``columns`` of ``wanted`` are needed; ``flags`` are columns of the result besides fid, _id and _basis.
        """
        ...

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """The rows of ``sql`` as mappings, dates as dates and booleans as booleans."""
        ...

    def details(self, select: str, id_sql: str, ids: pa.Array) -> list[dict[str, Any]]:
        """The rows of ``select`` whose ``id_sql`` is among ``ids``."""
        ...


Connection = duckdb.DuckDBPyConnection

MEMORY = "2GB"
"""What the judging connection holds before it spills to its scratch folder."""


def connect(scratch: Path | None = None) -> duckdb.DuckDBPyConnection:
    """A judging connection in memory that fetches nothing from the network; it spills to ``scratch`` when given."""
    config: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "memory_limit": MEMORY,
        "temp_directory": str(scratch) if scratch else "",
    }
    return duckdb.connect(config=config)


@dataclass(frozen=True)
class Lookups:
    """Small relations that a statement may join: the calendar, and which calendar a place follows."""

    calendar: Sequence[tuple[Any, ...]] = ()
    places: Sequence[tuple[str, int]] = ()


CALENDAR_COLUMNS: Mapping[str, str] = {
    "calendar": "BIGINT", "day": "DATE", "previous": "DATE",
    **dict.fromkeys(("week", "month", "term", "school_year", "year"), "VARCHAR"),
    "weekday": "BIGINT", "rest_day": "BOOLEAN", "worked": "BIGINT",
}  # fmt: skip
"""What the calendar says of a day: its periods, whether lessons are held, and the working days up to it."""
_ARROW = {"BIGINT": pa.int64(), "DATE": pa.date32(), "VARCHAR": pa.string(), "BOOLEAN": pa.bool_()}


@dataclass
class World:
    """Ledgers with everything needed to judge them; made from a Reading or from a database."""

    con: duckdb.DuckDBPyConnection
    backend: Backend
    places: Places
    calendar: Calendar
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
    guesses: tuple[Message, ...] = ()
    errors: tuple[FileError, ...] = ()
    faults: tuple[Fault, ...] = ()
    notes: tuple[Message, ...] = ()


class DuckBackend:
    """Ledgers in the judging connection itself: tables read from files, or views over Parquet."""

    dialect = "duckdb"

    def __init__(
        self, con: duckdb.DuckDBPyConnection, tables: Mapping[str, Sequence[str]], views: Iterable[str]
    ) -> None:
        self.con = con
        views = set(views)
        self._relations = {
            name: Relation(
                f'"{name}"',
                frozenset(columns),
                "((t._source::BIGINT << 40) | t._row)" if name in views else "t.rowid",
                absent=absent_defaults(ledgers()[name], columns),
            )
            for name, columns in tables.items()
        }
        self._profiled: set[str] = set()
        self._made: dict[str, str] = {}
        self._calendar: Sequence[tuple[Any, ...]] | None = None
        self._places: Sequence[tuple[str, int]] | None = None

    def beside(self, con: duckdb.DuckDBPyConnection) -> DuckBackend:
        """The same ledgers over another connection to the same database."""
        other = DuckBackend(con, {}, ())
        other._relations, other._profiled = dict(self.relations()), set(self._profiled)
        return other

    def relations(self) -> Mapping[str, Relation]:
        """The ledgers with what is known of their nulls."""
        for name in [n for n in self._relations if n not in self._profiled]:
            self._relations[name] = self._profile(name, self._relations[name])
            self._profiled.add(name)
        return self._relations

    def _profile(self, name: str, relation: Relation) -> Relation:
        """Which columns have no null, and which nothing else: one scan, spared by Parquet's own statistics."""
        declared = sorted(
            n for c in ledgers()[name].columns if c.type not in {"text"} or c.blank != "none" for n in c.physical
            if n in relation.columns
        )  # fmt: skip
        optional = sorted({c.name for c in ledgers()[name].columns} & relation.columns - set(declared))
        wanted = [*declared, *optional]
        if not wanted:
            return relation
        counts = ", ".join(f'COUNT("{n}")' for n in wanted)
        row = self.con.execute(f"SELECT COUNT(*), {counts} FROM {relation.sql}").fetchall()[0]
        total, known = row[0], dict(zip(wanted, row[1:], strict=True))
        columns = relation.columns
        if (
            "_conflict" in columns
            and not self.con.execute(f"SELECT 1 FROM {relation.sql} WHERE _conflict LIMIT 1").fetchall()
        ):
            columns -= {
                "_conflict"
            }  # nothing contradicts itself here: no need to carry that through every group
        return Relation(
            relation.sql,
            columns,
            relation.id_sql,
            frozenset(n for n, count in known.items() if count == total),
            frozenset(n for n, count in known.items() if count == 0),
            relation.absent,
        )

    def measure(self, sql: str, into: str, lookups: Lookups, types: Mapping[str, str]) -> None:
        """See Backend."""
        self._lookups(lookups, sql)
        self.con.execute(f"CREATE OR REPLACE TEMP TABLE {into} AS {sql}")

    def records(
        self, sql: str, wanted: str, columns: Sequence[str], into: str, lookups: Lookups, flags: Sequence[str]
    ) -> None:
        """See Backend."""
        self._lookups(lookups, sql)
        # A statement read once is not worth a table; several norms read it often.
        kind = "TABLE" if flags else "VIEW"
        if into in self._made:
            self.con.execute(f"DROP {self._made[into]} IF EXISTS {into}")
        self.con.execute(f"CREATE TEMP {kind} {into} AS {sql}")
        self._made[into] = kind

    def _lookups(self, lookups: Lookups, sql: str) -> None:
        if "jf_calendar" in sql and lookups.calendar is not self._calendar:
            create_calendar(self.con, lookups)
            self._calendar = lookups.calendar
        if "jf_place" in sql and lookups.places is not self._places:
            create_places(self.con, lookups)
            self._places = lookups.places

    def details(self, select: str, id_sql: str, ids: pa.Array) -> list[dict[str, Any]]:
        """See Backend."""
        self.con.register("jf_ids", pa.table({"_wanted": ids}))
        try:
            return self.rows(f"{select} JOIN jf_ids w ON w._wanted = {id_sql}")
        finally:
            self.con.unregister("jf_ids")

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """See Backend."""
        cursor = self.con.execute(sql, list(parameters))
        names = [d[0] for d in cursor.description or []]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def create_calendar(con: duckdb.DuckDBPyConnection, lookups: Lookups) -> None:
    """Makes ``jf_calendar`` in the judging connection; an empty one when nothing is needed."""
    columns = list(zip(*lookups.calendar, strict=True)) or [()] * len(CALENDAR_COLUMNS)
    types = [_ARROW[t] for t in CALENDAR_COLUMNS.values()]
    calendar = pa.table(
        [pa.array(c, t) for c, t in zip(columns, types, strict=True)], names=list(CALENDAR_COLUMNS)
    )
    con.register("jf_calendar_rows", calendar)
    con.execute("CREATE OR REPLACE TEMP TABLE jf_calendar AS SELECT * FROM jf_calendar_rows")
    con.unregister("jf_calendar_rows")


def create_places(con: duckdb.DuckDBPyConnection, lookups: Lookups) -> None:
    """Makes ``jf_place`` in the judging connection; an empty one when nothing is needed."""
    places: list[tuple[Any, ...]] = list(zip(*lookups.places, strict=True)) or [(), ()]
    place = pa.table(
        [pa.array(places[0], pa.string()), pa.array(places[1], pa.int64())],
        names=["organisation", "calendar"],
    )
    con.register("jf_place_rows", place)
    con.execute("CREATE OR REPLACE TEMP TABLE jf_place AS SELECT * FROM jf_place_rows")
    con.unregister("jf_place_rows")


def absent_defaults(ledger: Ledger, columns: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Columns that ``ledger`` has and the relation lacks, with the SQL literal the declaration gives them."""
    present = set(columns)
    found = []
    for column in ledger.columns:
        value = column.absent
        if column.name in present or value is None or column.type in AMOUNTS:
            continue
        if isinstance(value, bool):
            found.append((column.name, "TRUE" if value else "FALSE"))
        elif isinstance(value, str) and value not in {"unknown", "none"}:
            found.append((column.name, "'" + value.replace("'", "''") + "'"))
    return tuple(found)


def world_of(reading: Reading) -> World:
    """The world of files that were read."""
    tables = {name: table.physical for name, table in reading.tables.items()}
    views = [name for name, table in reading.tables.items() if table.in_place]
    return World(
        reading.con, DuckBackend(reading.con, tables, views), reading.places, reading.calendar, reading.calendars,
        reading.sources, reading.guesses, reading.errors, reading.faults, reading.notes,
    )  # fmt: skip
