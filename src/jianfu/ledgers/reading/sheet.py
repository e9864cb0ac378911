"""A sheet as every format gives it: rows of plain values, merges, cells that hold an error."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Row = Sequence[object]
"""Values from column A on; trailing blanks may be missing."""

Merge = tuple[int, int, int, int]
"""First row, first column, last row, last column; all from 0."""


@dataclass
class Sheet:
    """``rows`` may be read once only; row 0 is the first row of the sheet.

    ``cells`` estimates how many cells it holds in memory (0 when rows are streamed). ``broken`` maps a cell
    (row, column from 0) to the error shown there (``#REF!``, or a formula that was never computed).
    """

    name: str | None
    rows: Iterable[Row]
    merges: Sequence[Merge] = ()
    cells: int = 0
    broken: Mapping[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True)
class ErrorCell:
    """Stands in a row where the sheet shows an error instead of a value."""

    shown: str

    def __str__(self) -> str:
        return self.shown


def column_letters(column: int) -> str:
    """``A`` for 0, ``AA`` for 26."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """``C7`` for row 6, column 2 (both from 0)."""
    return f"{column_letters(column)}{row + 1}"
