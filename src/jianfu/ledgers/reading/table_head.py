"""The head of a table: one to three rows of headings as one path of words a column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from jianfu.ledgers.reading.headings import normal
from jianfu.ledgers.reading.sheet import ErrorCell, Merge, Row

MAX_COLUMNS = 512
"""Headings further right are not looked at: no ledger is that wide, but a stray cell may be."""

_BLANKS = "\u3000 \t\r\n\xa0\u200b\ufeff\u2003\u2002"

Path = tuple[str, ...]
"""Headings above one column, outermost first, as written; empty where nothing stands."""


@dataclass(frozen=True)
class Head:
    """Heading rows ``first`` … ``last`` (from 0) and the path above each column."""

    first: int
    last: int
    paths: tuple[Path, ...]

    @cached_property
    def leaves(self) -> tuple[str, ...]:
        """The lowest heading of each column, normalised."""
        return tuple(normal(p[-1]) if p else "" for p in self.paths)


def is_empty(value: object) -> bool:
    """Whether a cell holds nothing but blanks."""
    if value is None or value == "":
        return True
    return isinstance(value, str) and value[0] in _BLANKS and not value.strip(_BLANKS)


def words(row: Row) -> list[tuple[int, object]]:
    """The filled cells of a row, within the columns looked at."""
    return [(i, v) for i, v in enumerate(row[:MAX_COLUMNS]) if not is_empty(v)]


def head_at(rows: Sequence[Row], first: int, depth: int, merges: Sequence[Merge]) -> Head | None:
    """The head made of ``depth`` rows from ``first``; None when they cannot be headings.

    Merged headings stand over all their columns; an unmerged heading stands over the blank ones to its
    right as long as something stands below them.
    """
    last = first + depth - 1
    if last >= len(rows):
        return None
    width = max((words(rows[r])[-1][0] + 1 for r in range(first, last + 1) if words(rows[r])), default=0)
    if width == 0:
        return None
    grid: list[list[str]] = []
    for r in range(first, last + 1):
        row = rows[r]
        if any(isinstance(v, ErrorCell) or is_pair(v) for _, v in words(row)):
            return None
        if not _may_be_numbers(row):
            return None
        grid.append(
            ["" if i >= len(row) or is_empty(row[i]) else _text(row[i]) for i in range(width)],
        )
    covered: set[tuple[int, int]] = set()
    for top, left, bottom, right in merges:
        if top < first or bottom > last or left >= width:
            continue
        word = grid[top - first][left]
        for r in range(top, bottom + 1):
            for c in range(left, min(right, width - 1) + 1):
                grid[r - first][c] = word
                covered.add((r, c))
    for level in range(depth - 1):
        for c in range(1, width):
            here, below = grid[level][c], grid[level + 1][c]
            if here or not below or (first + level, c) in covered:
                continue
            beside, beside_below = grid[level][c - 1], grid[level + 1][c - 1]
            if beside and beside_below and beside_below != beside:
                grid[level][c] = beside
    if _goes_on(rows, last, width, merges):
        return None
    paths = []
    for c in range(width):
        path: list[str] = []
        for level in range(depth):
            word = grid[level][c]
            if word and (not path or path[-1] != word):
                path.append(word)
        paths.append(tuple(path))
    if depth > 1:
        above = {word for word in grid[0] if word}
        # A title merged over the whole table is no heading of its columns.
        if (
            len(above) == 1
            and sum(1 for c in range(width) if grid[0][c]) >= 0.8 * sum(1 for p in paths if p)
            and width > 2
        ):
            return None
        if len(words(rows[first])) == 1 and len(above) == 1:
            return None
    if depth > 1 and all(len(p) <= 1 for p in paths):
        # Nothing is gained by the second row unless it fills columns that the first leaves bare.
        first_row = sum(1 for c in range(width) if grid[0][c])
        if first_row == sum(1 for p in paths if p):
            return None
    return Head(first, last, tuple(paths))


def _goes_on(rows: Sequence[Row], last: int, width: int, merges: Sequence[Merge]) -> bool:
    """Whether the row below fills nothing but columns that a heading is merged over: those are its sub-headings."""
    if last + 1 >= len(rows):
        return False
    spread = {
        c
        for top, left, bottom, right in merges
        if top <= last == bottom and right > left and right - left < width - 1
        for c in range(left, right + 1)
    }
    below = words(rows[last + 1])
    return (
        len(below) >= 2
        and all(c in spread and isinstance(v, str) and not re.search(r"\d", v) for c, v in below)
        and not any(is_pair(v) for _, v in below)
    )


_PAIR = re.compile(r"^(?!其中)[^:：]{1,8}[:：]\s*\S")


def is_pair(value: object) -> bool:
    """Whether a cell is a label with its value (`班级：四（1）班`), which no heading is."""
    return isinstance(value, str) and _PAIR.match(value.strip()) is not None


def _may_be_numbers(row: Row) -> bool:
    """Numbers stand among headings only as periods: 1, 2, 3 … from the left, starting again at 1."""
    last = 0
    for _, value in words(row):
        text = _text(value)
        if not text.replace(".", "", 1).isdigit():
            continue
        if not text.isdigit() or int(text) not in (1, last + 1) or int(text) > 14:
            return False
        last = int(text)
    return True


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def same_head(head: Head, filled: Sequence[tuple[int, object]]) -> bool:
    """Whether the filled cells of a row repeat the last row of headings, as printed pages do."""
    if len(filled) < 2:
        return False
    leaves = head.leaves
    return all(i < len(leaves) and normal(_text(v)) == leaves[i] for i, v in filled)
