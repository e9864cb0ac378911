"""What every reader of a cell gives or raises, and which cells are blank."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from jianfu.terms.numerals import normal
from jianfu.terms.text import Text

OPEN = 10**12
"""The upper end of an amount that has none (不少于60)."""

_NONE_WORDS = frozenset(
    {
        "/",
        "\\",
        "-",
        "--",
        "---",
        "—",
        "——",
        "–",
        "―",
        "−",
        "无",
        "暂无",
        "没有",
        "none",
        "n/a",
        "nil",
    }
)


@dataclass(frozen=True)
class Parsed:
    """An amount in base units: ``value`` up to ``max`` (None: exactly ``value``; OPEN: no upper end).

    ``approx`` says that the writer did not claim to be exact (约40).
    """

    value: int
    max: int | None = None
    approx: bool = False


@dataclass(frozen=True)
class DateParsed:
    """A day, or the days from ``first`` to ``last`` when only a month or part of it was written.

    ``approx`` says that something was supplied from the surroundings (the year of 9月1日).
    """

    first: dt.date
    last: dt.date | None = None
    approx: bool = False


class BadCell(Exception):
    """A cell that cannot be read. ``expected`` says in both languages what would do, ``example`` shows it."""

    def __init__(self, expected: Text, example: str) -> None:
        super().__init__(expected.zh, example)
        self.expected = expected
        self.example = example


def is_blank(value: object) -> Literal["empty", "none"] | None:
    """ "empty" when nothing is written, "none" when a dash or 无 says that there is nothing, else None."""
    if value is None or (isinstance(value, float) and value != value):
        return "empty"
    if not isinstance(value, str):
        return None
    text = normal(value).lower()
    if not text:
        return "empty"
    return "none" if text in _NONE_WORDS else None
