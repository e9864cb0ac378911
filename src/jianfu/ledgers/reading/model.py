"""What reading a heap of files gives: tables, where every row came from, and all that went wrong or was assumed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

    from jianfu.ledgers.declare import Ledger
    from jianfu.terms.calendar import Calendar
    from jianfu.terms.errors import Message
    from jianfu.terms.places import Places


@dataclass(frozen=True)
class Source:
    """One table found in one sheet of one file. ``_source`` of a row is the position of its source in a reading.

    ``rows`` counts the records taken from it; ``sheet`` is None where the format knows no sheets; ``present`` names
    the columns that it has.
    """

    file: str
    sheet: str | None
    ledger: str
    rows: int
    hidden: tuple[str, ...] = ()
    in_place: bool = False
    lacking: tuple[str, ...] = ()
    present: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fault:
    """A cell whose value could not be read: the record stays, the value is unknown.

    ``cell`` is an address such as ``C7``; None when the value stands in no cell. ``value`` is the cell as
    written, masked where the column is personal. The message names the accepted form and an example.
    """

    file: str
    sheet: str | None
    cell: str | None
    column: str
    value: str
    message: Message


@dataclass(frozen=True)
class FileError:
    """A file of which nothing was read, and why."""

    file: str
    message: Message


@dataclass(frozen=True)
class Table:
    """The records of one ledger as a relation of the connection.

    ``name`` is the relation (the ledger's name); ``physical`` its columns in order, ``organisation``,
    ``term``, ``_source``, ``_row``, ``_conflict`` and ``extra`` included. ``conflicts`` counts rows marked
    ``_conflict``. ``in_place`` says that it is a view over a Parquet file.
    """

    ledger: Ledger
    name: str
    physical: tuple[str, ...]
    rows: int
    conflicts: int = 0
    in_place: bool = False


@dataclass
class Reading:
    """All that a call of ``read`` or ``from_rows`` found.

    Nothing here raises: a file that could not be read is in ``errors``, a cell in ``faults``, an
    assumption that may be wrong in ``guesses``, a plain fact worth telling in ``notes``.
    ``calendars`` holds the calendars that name an organisation, by its code; ``calendar`` is everyone
    else's.
    """

    con: duckdb.DuckDBPyConnection
    tables: dict[str, Table]
    sources: tuple[Source, ...]
    faults: tuple[Fault, ...]
    errors: tuple[FileError, ...]
    guesses: tuple[Message, ...]
    notes: tuple[Message, ...]
    places: Places
    calendar: Calendar
    calendars: Mapping[str, Calendar] = field(default_factory=dict)

    def calendar_of(self, organisation: str | None) -> Calendar:
        """The calendar that holds for an organisation (code): its own, else its nearest superior's, else the common one."""
        if organisation is not None:
            for place in self.places.ancestors(organisation):
                if place in self.calendars:
                    return self.calendars[place]
        return self.calendar
