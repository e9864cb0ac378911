"""The school calendar: terms, school days, working days, and the periods that time is cut into.

Every date belongs to exactly one period of each kind. Terms of a place that nobody gave are assumed
(1 September to 31 January, 1 March to 15 July), so that any date can be placed. Public holidays and the
working weekends that make up for them come from ``chinese_calendar``; for years it does not know, weekdays
count and are provisional.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, Literal

from chinese_calendar.constants import holidays as _listed_holidays
from chinese_calendar.constants import workdays as _listed_workdays

from jianfu.terms.errors import JianfuError
from jianfu.terms.term_names import parse_school_year, parse_term, term_id

__all__ = [
    "FIRST_YEAR",
    "KINDS",
    "LAST_YEAR",
    "Calendar",
    "Period",
    "Term",
    "parse_school_year",
    "parse_term",
]

KINDS: Final = ("day", "week", "month", "term", "school_year", "year")
# Dates outside these years are slips of the pen; a fence keeps arithmetic clear of the ends of `date`.
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199

_DAY = timedelta(days=1)
EARLY_START: Final = timedelta(days=21)
"""How much earlier than supposed a term that nobody gave may begin."""
_HOLIDAYS: Final[frozenset[date]] = frozenset(_listed_holidays)
_WORKING_WEEKENDS: Final[frozenset[date]] = frozenset(_listed_workdays)
_LISTED_FROM: Final = min(_HOLIDAYS).year
_LISTED_TO: Final = max(_HOLIDAYS).year
_TERM_ID = re.compile(r"([12]\d{3})-([12]\d{3})-([12])(v?)", re.ASCII)


@dataclass(frozen=True)
class Term:
    """A term, id ``2026-2027-1`` (autumn) or ``2026-2027-2`` (spring), from first to last day inclusive.

    Raises JianfuError when the id is malformed, the last day is before the first, the term is shorter than
    a week, or it lies where no such term can (autumn: 1 July to 14 March; spring: 15 January to 31 August).
    """

    id: str
    first: date
    last: date

    def __post_init__(self) -> None:
        year, number, vacation = _parts(self.id)
        if vacation:
            raise JianfuError("calendar.term_id", value=self.id)
        if self.last < self.first + 6 * _DAY:
            raise JianfuError("calendar.term_length", term=self.id, first=self.first, last=self.last)
        # These bounds leave room for an assumed neighbour beside every given term.
        if number == 1:
            earliest, latest = date(year, 7, 1), date(year + 1, 3, 14)
        else:
            earliest, latest = date(year + 1, 1, 15), date(year + 1, 8, 31)
        if self.first < earliest or self.last > latest:
            raise JianfuError(
                "calendar.term_place",
                term=self.id,
                first=self.first,
                last=self.last,
                earliest=earliest,
                latest=latest,
            )


@dataclass(frozen=True)
class Period:
    """A stretch of days with its id, from first to last inclusive."""

    id: str
    first: date
    last: date


class Calendar:
    """Terms, days off and make-up days of a place.

    ``days_off`` and ``make_up_days`` are the place's own and override weekends and public holidays, never
    the terms; where a day is in both, the make-up day wins (it is the narrower statement). ``assumed`` says
    that the given terms themselves are a guess. Raises JianfuError when two terms overlap or when one term
    is given twice with different days.
    """

    def __init__(
        self,
        terms: Sequence[Term],
        days_off: Collection[date] = (),
        make_up_days: Collection[date] = (),
        assumed: bool = False,
    ) -> None:
        self.terms: tuple[Term, ...] = tuple(sorted(set(terms), key=lambda t: (t.first, t.last, t.id)))
        self.days_off: frozenset[date] = frozenset(days_off)
        self.make_up_days: frozenset[date] = frozenset(make_up_days)
        self.assumed = assumed
        self._given: dict[tuple[int, int], Term] = {}
        for term in self.terms:
            year, number, _ = _parts(term.id)
            if (year, number) in self._given:
                other = self._given[year, number]
                raise JianfuError(
                    "calendar.term_twice",
                    term=term.id,
                    first=other.first,
                    last=other.last,
                    other_first=term.first,
                    other_last=term.last,
                )
            self._given[year, number] = term
        in_order = [self._given[key] for key in sorted(self._given)]
        for before, after in pairwise(in_order):
            if after.first <= before.last:
                raise JianfuError(
                    "calendar.overlap",
                    term=before.id,
                    last=before.last,
                    other=after.id,
                    first=after.first,
                )
        self._years: dict[int, tuple[Period, ...]] = {}

    @classmethod
    def default(cls, first_year: int, last_year: int) -> Calendar:
        """A calendar of assumed terms for the school years that start in ``first_year`` … ``last_year``."""
        terms = [
            Term(term_id(year, number), *_assumed(year, number))
            for year in range(first_year, last_year + 1)
            for number in (1, 2)
        ]
        return cls(terms, assumed=True)

    def assumes(self, term: str) -> bool:
        """Whether the days of this term or vacation rest on a term that nobody gave."""
        year, number, vacation = _parts(term)
        needed = [(year, number)]
        if vacation:
            needed.append((year, 2) if number == 1 else (year + 1, 1))
        return self.assumed or any(key not in self._given for key in needed)

    def is_school_day(self, day: date) -> bool:
        """Whether there are lessons: a working day of a term, unless the place's own days say otherwise."""
        if day not in self.make_up_days and (day in self.days_off or not self.is_working_day(day)):
            return False
        # Also for a make-up day: lists of public holidays name working Saturdays that fall in a vacation.
        return not self.period("term", day).id.endswith("v")

    def is_rest_day(self, day: date) -> bool | None:
        """Whether no lessons are held; None for a weekday that may lie in a term whose days nobody gave."""
        if self.is_school_day(day):
            return False
        if not self.is_working_day(day) or day in self.days_off:
            return True
        vacation = self.period("term", day)
        year, number, _ = _parts(vacation.id)
        following = (year, 2) if number == 1 else (year + 1, 1)
        soon = following not in self._given and vacation.last - day < EARLY_START
        return None if self.assumed or (year, number) not in self._given or soon else True

    def provisional(self, day: date) -> bool:
        """Whether ``is_school_day`` may change: no list of public holidays for that year, no word of the place."""
        listed = _LISTED_FROM <= day.year <= _LISTED_TO
        return not (listed or day in self.days_off or day in self.make_up_days)

    def is_working_day(self, day: date) -> bool:
        """Whether offices work by the national list; terms and the place's own days play no part."""
        return day in _WORKING_WEEKENDS or (day.weekday() <= 4 and day not in _HOLIDAYS)

    def school_days(self, first: date, last: date) -> list[date]:
        """School days from ``first`` to ``last`` inclusive, in order."""
        return [day for day in _days(first, last) if self.is_school_day(day)]

    def add(self, day: date, n: int, kind: Literal["working", "calendar"]) -> date:
        """The n-th working or calendar day after ``day`` (before it when n is negative; n = 0 gives ``day``)."""
        if kind == "calendar":
            try:
                return _within(day + n * _DAY)
            except OverflowError:
                raise JianfuError("calendar.range", value=f"{day} {n:+d}") from None
        step = _DAY if n > 0 else -_DAY
        left = abs(n)
        while left:
            day = _within(day + step)
            if self.is_working_day(day):
                left -= 1
        return day

    def period(self, kind: str, day: date) -> Period:
        """The period of a kind that ``day`` lies in.

        Ids: day ``2026-10-14``, month ``2026-10``, year ``2026``, school_year ``2026-2027`` (1 September to
        31 August whatever the terms), term ``2026-2027-1`` or the vacation after it ``2026-2027-1v``, week
        ``2026-2027-1-w07`` (Monday weeks counted from the term's first day, cut at its ends), in vacations
        the ISO week ``2026-W06``, cut at the ends of the vacation.
        """
        _within(day)
        if kind == "day":
            return Period(day.isoformat(), day, day)
        if kind == "week":
            return self._week(day)
        if kind == "month":
            last = date(day.year, day.month, monthrange(day.year, day.month)[1])
            return Period(f"{day.year:04d}-{day.month:02d}", day.replace(day=1), last)
        if kind == "term":
            return self._term(day)
        if kind == "school_year":
            year = day.year if day.month >= 9 else day.year - 1
            return Period(f"{year:04d}-{year + 1:04d}", date(year, 9, 1), date(year + 1, 8, 31))
        if kind == "year":
            return Period(f"{day.year:04d}", date(day.year, 1, 1), date(day.year, 12, 31))
        raise JianfuError("calendar.kind", value=kind, accepted=", ".join(KINDS))

    def term_period(self, id: str) -> Period:
        """First and last day of a term or vacation by its id, from the given terms, else from the assumed.

        Raises JianfuError for a malformed id, and for a vacation that has no day (the next term follows at once).
        """
        year, _, _ = _parts(id)
        _within(date(year, 9, 1))
        for period in self._school_year(year):
            if period.id == id:
                return period
        raise JianfuError("calendar.no_vacation", value=id)

    def table(self, first: date, last: date) -> list[tuple[date, bool, bool, str, str, str, str, str]]:
        """One row a day, ends included: (day, school_day, provisional, week, term, month, school_year, year).

        The five last are period ids, the same that ``period`` gives.
        """
        rows = []
        week, term, month, school_year, year = (self.period(kind, first) for kind in _TABLE_KINDS)
        for day in _days(first, last):
            if day > week.last:
                week = self.period("week", day)
            if day > term.last:
                term = self.period("term", day)
            if day > month.last:
                month = self.period("month", day)
            if day > school_year.last:
                school_year = self.period("school_year", day)
            if day > year.last:
                year = self.period("year", day)
            school_day, provisional = self.is_school_day(day), self.provisional(day)
            rows.append((day, school_day, provisional, week.id, term.id, month.id, school_year.id, year.id))
        return rows

    def _term(self, day: date) -> Period:
        # A first term starts between July and March, so two school years at most come into question.
        year = day.year if day.month >= 7 else day.year - 1
        if day < self._bounds(year, 1)[0]:
            year -= 1
        return next(p for p in self._school_year(year) if p.first <= day <= p.last)

    def _week(self, day: date) -> Period:
        term = self._term(day)
        monday = day - day.weekday() * _DAY
        first, last = max(monday, term.first), min(monday + 6 * _DAY, term.last)
        if term.id.endswith("v"):
            iso = day.isocalendar()
            return Period(f"{iso.year:04d}-W{iso.week:02d}", first, last)
        first_monday = term.first - term.first.weekday() * _DAY
        return Period(f"{term.id}-w{(monday - first_monday).days // 7 + 1:02d}", first, last)

    def _school_year(self, year: int) -> tuple[Period, ...]:
        """Both terms and both vacations of a school year in order; vacations without a day are left out."""
        if year not in self._years:
            (first1, last1), (first2, last2) = self._bounds(year, 1), self._bounds(year, 2)
            cuts = (
                Period(term_id(year, 1), first1, last1),
                Period(term_id(year, 1) + "v", last1 + _DAY, first2 - _DAY),
                Period(term_id(year, 2), first2, last2),
                Period(term_id(year, 2) + "v", last2 + _DAY, self._bounds(year + 1, 1)[0] - _DAY),
            )
            self._years[year] = tuple(p for p in cuts if p.first <= p.last)
        return self._years[year]

    def _bounds(self, year: int, number: int) -> tuple[date, date]:
        """Given days of a term; else the assumed ones, giving way to given neighbours."""
        given = self._given.get((year, number))
        if given is not None:
            return given.first, given.last
        first, last = _assumed(year, number)
        before = self._given.get((year, 1) if number == 2 else (year - 1, 2))
        after = self._given.get((year, 2) if number == 1 else (year + 1, 1))
        if before is not None:
            first = max(first, before.last + _DAY)
        if after is not None:
            last = min(last, after.first - _DAY)
        return first, last


_TABLE_KINDS: Final = ("week", "term", "month", "school_year", "year")


def _assumed(year: int, number: int) -> tuple[date, date]:
    if number == 1:
        return date(year, 9, 1), date(year + 1, 1, 31)
    return date(year + 1, 3, 1), date(year + 1, 7, 15)


def _parts(text: str) -> tuple[int, int, bool]:
    """First year, number, and whether it is the vacation after the term."""
    m = _TERM_ID.fullmatch(text)
    if m is None or int(m[2]) != int(m[1]) + 1:
        raise JianfuError("calendar.term_id", value=text)
    return int(m[1]), int(m[3]), bool(m[4])


def _within(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise JianfuError("calendar.range", value=day)
    return day


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
