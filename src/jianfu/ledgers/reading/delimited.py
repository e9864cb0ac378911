"""Text files with a delimiter: comma, semicolon or tab, found by looking."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from jianfu.ledgers.reading.sheet import Row, Sheet
from jianfu.terms.errors import JianfuError

_DELIMITERS = (",", "\t", ";", "，", "|")
_LARGEST_FIELD = 1_000_000


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


def _rows(path: Path, encoding: str, delimiter: str) -> Iterator[Row]:
    csv.field_size_limit(_LARGEST_FIELD)
    with path.open(encoding=encoding, newline="") as stream:
        reader = csv.reader(stream, delimiter=delimiter)
        while True:
            try:
                row = next(reader)
            except StopIteration:
                return
            except (csv.Error, UnicodeDecodeError) as error:
                raise JianfuError(
                    "read.csv", file=str(path), line=reader.line_num, reason=str(error)
                ) from None
            yield row
