"""Reads real ledgers: files of any layout into one table a ledger, and says everything it met or assumed."""

from jianfu.ledgers.reading.memory import from_rows, parse_record
from jianfu.ledgers.reading.model import Fault, FileError, Reading, Source, Table
from jianfu.ledgers.reading.reader import read

__all__ = ["Fault", "FileError", "Reading", "Source", "Table", "from_rows", "parse_record", "read"]
