"""Tables of records in DuckDB, filled in batches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pyarrow as pa

from jianfu.ledgers.declare import Ledger
from jianfu.ledgers.registry import ledger as ledger_named

if TYPE_CHECKING:
    import duckdb

_ARROW = {"VARCHAR": pa.string(), "BIGINT": pa.int64(), "DATE": pa.date32(), "BOOLEAN": pa.bool_()}
BATCH = 10_000
"""Records held in memory before they go to the table."""


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


class Store:
    """Writes records to one table a ledger; ``_source`` numbers are given out here."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self.con = con
        self._made: set[str] = set()
        self.next_source = 0

    def new_source(self) -> int:
        """The next free source number."""
        number = self.next_source
        self.next_source += 1
        return number

    def make(self, ledger: Ledger) -> None:
        """Create the ledger's table when this reading has not done so yet; an older one of that name is replaced."""
        if ledger.name in self._made:
            return
        columns = ", ".join(f"{quoted(c)} {t}" for c, t in ledger.physical.items())
        self.drop(ledger.name)
        self.con.execute(f"CREATE TABLE {quoted(ledger.name)} ({columns})")
        self._made.add(ledger.name)

    def drop(self, name: str) -> None:
        """Remove a table or view of this name."""
        found = self.con.execute(
            "SELECT table_type FROM information_schema.tables WHERE table_name = ? AND table_schema = current_schema()",
            [name],
        ).fetchall()
        for (kind,) in found:
            self.con.execute(f"DROP {'VIEW' if kind == 'VIEW' else 'TABLE'} {quoted(name)}")

    def count(self, table: str) -> int:
        """How many rows a table has."""
        return self.number(f"SELECT count(*) FROM {quoted(table)}")

    def number(self, sql: str) -> int:
        """The one number that a query gives; the result is read to its end, as DuckDB demands."""
        return int(self.con.execute(sql).fetchall()[0][0])

    def write(self, ledger: Ledger, columns: Mapping[str, list[object]]) -> None:
        """Append records given by column; all columns of the ledger, all of one length."""
        self.make(ledger)
        batch = pa.table(
            {name: pa.array(columns[name], type=_ARROW[kind]) for name, kind in ledger.physical.items()}
        )
        self.con.register("_jianfu_batch", batch)
        try:
            self.con.execute(f"INSERT INTO {quoted(ledger.name)} BY NAME SELECT * FROM _jianfu_batch")
        finally:
            self.con.unregister("_jianfu_batch")

    def forget(self, sources: set[int]) -> None:
        """Take back every record of these sources: their file failed half way."""
        if not sources:
            return
        numbers = ", ".join(str(s) for s in sorted(sources))
        for name in self._made:
            self.con.execute(f"DELETE FROM {quoted(name)} WHERE _source IN ({numbers})")

    @property
    def made(self) -> list[Ledger]:
        """The ledgers that have a table, by name."""
        return [ledger_named(name) for name in sorted(self._made)]
