"""Reads real ledgers: files of any layout into one table a ledger, and says everything it met or assumed.

The readers need a database engine and are imported when they are first asked for: headings and kinds of file are
known without.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from jianfu.ledgers.reading.model import Fault, FileError, Reading, Source, Table

if TYPE_CHECKING:
    from jianfu.ledgers.reading.memory import from_rows, parse_cells, parse_record
    from jianfu.ledgers.reading.reader import read

__all__ = [
    "Fault",
    "FileError",
    "Reading",
    "Source",
    "Table",
    "from_rows",
    "parse_cells",
    "parse_record",
    "read",
]

_READERS = {"from_rows": "memory", "parse_cells": "memory", "parse_record": "memory", "read": "reader"}


def __getattr__(name: str) -> Any:
    if name not in _READERS:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_READERS[name]}"), name)
