"""Stretches from one date to another in Python; ``stretches_sql`` says the same in SQL."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jianfu.norms.closures import as_day, compile_predicate
from jianfu.terms.calendar import Calendar
from jianfu.terms.cells.model import OPEN

if TYPE_CHECKING:
    from jianfu.engine.intervals import Span
    from jianfu.norms.measures import Aggregate

    Record = Mapping[str, Any]
    Stretch = tuple[date | None, date | None]


def months_between(first: date, last: date) -> int:
    """Months from ``first`` to ``last`` as people count them, in thirty-firsts: 31 for each full month, 1 for
    each day over. 1 March to 1 September is exactly 6 months (186)."""
    full = (last.year - first.year) * 12 + last.month - first.month - (1 if last.day < first.day else 0)
    over = last.day - first.day if last.day >= first.day else last.day + 31 - first.day
    return max(full * 31 + over, 0)


def days_between(first: date, last: date) -> int:
    """Whole days from ``first`` to ``last``; 0 when ``last`` is earlier."""
    return max((last - first).days, 0)


def working_days_between(first: date, last: date) -> int:
    """Working days after ``first``, ``last`` included, by the country's holidays and working weekends."""
    return max(worked(last) - worked(first), 0)


_NATIONAL = Calendar(())


@lru_cache(maxsize=1)
def _first_days() -> tuple[list[date], list[int]]:
    """Firsts of years, and the working days before each since 1990."""
    days, counts, total = [], [], 0
    for year in range(1990, 2101):
        days.append(date(year, 1, 1))
        counts.append(total)
        total += _within(date(year, 1, 1), date(year, 12, 31))
    return days, counts


def _within(first: date, last: date) -> int:
    return sum(_NATIONAL.is_working_day(first + timedelta(n)) for n in range((last - first).days + 1))


@lru_cache(maxsize=16384)
def worked(day: date) -> int:
    """How many working days there were up to ``day``, it included, since a day long ago."""
    days, counts = _first_days()
    at = bisect_right(days, day) - 1
    if at < 0:
        return -_within(day + timedelta(1), days[0] - timedelta(1))
    return counts[at] + _within(days[at], day)


LENGTHS: Mapping[str, Callable[[date, date], int]] = {
    "months": months_between,
    "days": days_between,
    "working_days": working_days_between,
}
"""How the length of one stretch is counted, by kind of aggregate."""


def _stretch(aggregate: Aggregate, until: Callable[[Record], Any], record: Record) -> Stretch:
    last = until(record)
    return record.get(aggregate.columns[0]), None if last is None else as_day(last)


def longest_stretch(
    length: Callable[[date, date], int], aggregate: Aggregate, certain: list[Record], possible: list[Record]
) -> Span | None:
    """The longest of the records' own stretches."""
    if not certain and not possible:
        return None
    assert aggregate.until is not None
    until = compile_predicate(aggregate.until)
    lo, hi = 0, 0
    for sure, records in ((True, certain), (False, possible)):
        for record in records:
            first, last = _stretch(aggregate, until, record)
            long = OPEN if first is None or last is None else length(first, last)
            hi = max(hi, long)
            if sure and long < OPEN:
                lo = max(lo, long)
    return lo, hi


def longest_spell(aggregate: Aggregate, certain: list[Record], possible: list[Record]) -> Span | None:
    """The longest run, in thirty-firsts of a month, of stretches that follow on each other within ``within`` days."""
    if not certain and not possible:
        return None
    assert aggregate.until is not None
    until = compile_predicate(aggregate.until)
    stretches = [_stretch(aggregate, until, r) for r in certain]
    known = sorted((a, b) for a, b in stretches if a is not None and b is not None)
    runs: list[tuple[date, date]] = []
    latest: date | None = None
    for first, last in known:
        if latest is not None and (first - latest).days <= aggregate.within:
            runs[-1] = (runs[-1][0], max(runs[-1][1], last))
        else:
            runs.append((first, last))
        latest = last if latest is None else max(latest, last)
    longest = max((months_between(*run) for run in runs), default=0)
    return longest, longest if len(known) == len(certain) + len(possible) else OPEN


def times_again(aggregate: Aggregate, certain: list[Record], possible: list[Record]) -> Span:
    """How many stretches began within ``within`` days after all that began earlier had ended."""
    assert aggregate.until is not None
    until = compile_predicate(aggregate.until)
    stretches = [_stretch(aggregate, until, r) for r in certain]
    begun = sorted(
        ((a, b) for a, b in stretches if a is not None), key=lambda s: (s[0], s[1] is None, s[1] or s[0])
    )
    count, latest, open_ = 0, None, False
    for first, last in begun:
        if latest is not None and not open_ and 0 <= (first - latest).days <= aggregate.within:
            count += 1
        if last is None:
            open_ = True
        elif latest is None or last > latest:
            latest = last
    every = len(certain) + len(possible)
    return count, count if len(begun) == every else max(count, every - 1)
