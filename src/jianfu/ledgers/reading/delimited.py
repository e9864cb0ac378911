"""Text files with a delimiter: comma, semicolon or tab, found by looking."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from jianfu.ledgers.reading.sheet import Row, Sheet
from jianfu.terms.errors import JianfuError

_DELIMITERS = (",", "\t", ";", "，", "|")
_LARGEST_FIELD = 1_000_000
_MOST_LINES = 50
"""A record of more lines is the work of a quotation mark that nobody closed."""


def delimiter_of(lines: list[str]) -> str:
    """The delimiter that parts most lines most evenly; comma when there is none."""
    best, best_score = ",", 0.0
    for delimiter in _DELIMITERS:
        counts = sorted((line.count(delimiter) for line in lines if line.strip()), reverse=True)
        if not counts or counts[0] == 0:
            continue
        common = max((counts.count(c), c) for c in counts if c)[1]
        score = counts.count(common) / len(counts) + 0.01 * common
        if delimiter == "，":
            # A comma of Chinese prose parts cells only where nothing else does.
            score -= 0.5
        if score > best_score:
            best, best_score = delimiter, score
    return best


def open_delimited(path: Path, encoding: str) -> Sheet:
    """The one sheet of a text file; its rows are streamed."""
    with path.open(encoding=encoding, newline="") as stream:
        delimiter = delimiter_of(list(islice(stream, 50)))
    return Sheet(None, _rows(path, encoding, delimiter))


class _Unclosed(Exception):
    """A quotation mark without its fellow."""


class _Lines:
    """The lines of a stream, those of the record being read kept; a record of too many is refused."""

    def __init__(self, stream: Iterable[str]) -> None:
        self._stream = iter(stream)
        self.record: list[str] = []
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self.record) > _MOST_LINES:
            raise _Unclosed
        try:
            line = next(self._stream)
        except StopIteration:
            self.ended = True
            raise
        self.record.append(line)
        return line


def _rows(path: Path, encoding: str, delimiter: str) -> Iterator[Row]:
    csv.field_size_limit(_LARGEST_FIELD)
    with path.open(encoding=encoding, newline="") as stream:
        lines = _Lines(stream)
        reader = csv.reader(lines, delimiter=delimiter)
        first = 1
        while True:
            try:
                row = next(reader)
                # The last record ends before the file does, unless a quotation mark is still open.
                if lines.ended or (len(lines.record) > 1 and not _paired(lines.record, delimiter)):
                    raise _Unclosed
            except StopIteration:
                return
            except _Unclosed:
                raise JianfuError("read.quote_open", file=str(path), line=first) from None
            except (csv.Error, UnicodeDecodeError) as error:
                raise JianfuError(
                    "read.csv", file=str(path), line=reader.line_num, reason=str(error)
                ) from None
            first += len(lines.record)
            lines.record.clear()
            yield row


def _paired(record: list[str], delimiter: str) -> bool:
    """Whether each quoted cell of a record of several lines ends where a delimiter or the line does.

    Where it does not, the mark that closed it was meant to open another cell.
    """
    try:
        list(csv.reader(record, delimiter=delimiter, strict=True))
    except csv.Error:
        return False
    return True
