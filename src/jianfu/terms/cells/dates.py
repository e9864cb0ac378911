"""Days, and months or spans of days where a column allows them."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import lru_cache

from jianfu.terms.cells.model import BadCell, DateParsed
from jianfu.terms.numerals import DIGITS, chinese_number, half_width, normal
from jianfu.terms.text import Text

_EPOCH = dt.date(1899, 12, 30)  # day 0 of Excel's serial days, its false leap day of 1900 allowed for
_SERIALS = range(20_000, 80_001)  # October 1954 to January 2119
_YEARS = range(1950, 2101)

_EXPECTED = (Text("日期：年、月、日", "a date: year, month and day"), "2026-10-14")
_EXPECTED_PARTIAL = (Text("日期，或年和月", "a date, or a year and a month"), "2026-10-14")
_DISAGREES = (
    Text("日期与所写的星期一致", "a date that falls on the weekday written with it"),
    "2026-10-14（周三）",
)

_TIME = re.compile(r"(?<=[\d日号])[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?$")
_WEEKDAY = re.compile(r"[(\[,、]*(?:星期|周|礼拜)([一二三四五六日天])[)\]]*$")
_DAY = re.compile(
    r"^(\d{4})([-./])(\d{1,2})\2(\d{1,2})$|^(\d{4})年(\d{1,2})月(\d{1,2})[日号]?$|^(\d{4})(\d{2})(\d{2})$"
)
_MONTH_DAY = re.compile(r"^(\d{1,2})(?:月|[-./])(\d{1,2})[日号]?$")
_MONTH = re.compile(r"^(?:(\d{4})(?:年|[-./])(\d{1,2})月?份?|(\d{1,2})月份?)([上中下]旬)?$")
_YEAR = re.compile(r"^(\d{4})年(?:度)?$")
_DAY_ALONE = re.compile(r"^(\d{1,2})[日号]?$")
_SPAN = re.compile(r"至|到|~+|—+|–|-+")
_IN_CHARACTERS = re.compile(
    r"^([〇零一二三四五六七八九]{4})年(?:([一二三四五六七八九十]{1,3})月)?(?:([一二三四五六七八九十]{1,3})[日号])?$"
)


def parse_date(
    value: object, year_hint: tuple[int, int] | None = None, allow_partial: bool = False
) -> DateParsed:
    """The day in a cell; BadCell when it is none, or when its year cannot be known.

    ``year_hint`` gives the year of September to December and that of January to August for a day without a
    year (9月1日): the two calendar years of a school year. Such a day is ``approx``. With ``allow_partial`` a
    month, a third of a month, a year, or a span of days gives its first and last day.
    """
    found: DateParsed | None = None
    if isinstance(value, dt.datetime):
        found = DateParsed(value.date())
    elif isinstance(value, dt.date):
        found = DateParsed(value)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        found = _serial(value)
    elif isinstance(value, str):
        found = _parse(value, year_hint, allow_partial)
    if found is None or (found.last is not None and not allow_partial):
        raise BadCell(*(_EXPECTED_PARTIAL if allow_partial else _EXPECTED))
    return found


def _serial(number: float) -> DateParsed | None:
    """A serial day of Excel (its clock time left off) or eight digits; 9.1 is 1 September or 10, and neither."""
    if number != number or number < _SERIALS.start or number > 99_999_999:
        return None
    if int(number) in _SERIALS:
        return DateParsed(_EPOCH + dt.timedelta(days=int(number)))
    return _parse(str(int(number)), None, False) if number == int(number) else None


@lru_cache(maxsize=65_536)
def _parse(text: str, hint: tuple[int, int] | None, allow_partial: bool) -> DateParsed | None:
    written = half_width(text).strip()
    written = normal(_TIME.sub("", written))
    if len(written) > 40:
        return None
    weekday = _WEEKDAY.search(written)
    if weekday is not None:
        written = written[: weekday.start()]
    found = _day(written, hint)
    if found is not None:
        if weekday is not None and found.first.weekday() != "一二三四五六日".index(
            weekday[1].replace("天", "日")
        ):
            raise BadCell(*_DISAGREES)
        return found
    if weekday is not None:
        return None
    if written.isascii() and written.isdigit() and len(written) == 5 and int(written) in _SERIALS:
        return DateParsed(_EPOCH + dt.timedelta(days=int(written)))
    return _partial(written, hint) or (_span(written, hint) if allow_partial else None)


def _day(text: str, hint: tuple[int, int] | None) -> DateParsed | None:
    text = _digits(text)
    m = _DAY.match(text)
    if m is not None:
        year, month, day = (m[1], m[3], m[4]) if m[1] else (m[5], m[6], m[7]) if m[5] else (m[8], m[9], m[10])
        found = _date(int(year), int(month), int(day))
        return None if found is None else DateParsed(found)
    m = _MONTH_DAY.match(text)
    if m is None or hint is None:
        return None
    found = _date(_year_of(int(m[1]), hint), int(m[1]), int(m[2]))
    return None if found is None else DateParsed(found, None, True)


def _digits(text: str) -> str:
    """二〇二六年十月十四日 in digits; any other text as it is."""
    m = _IN_CHARACTERS.match(text)
    if m is None:
        return text
    year = "".join(str(DIGITS.index(c)) for c in m[1].replace("〇", "零"))
    month, day = (chinese_number(m[i]) if m[i] else None for i in (2, 3))
    return f"{year}年" + (f"{month}月" if month else "") + (f"{day}日" if day else "")


def _year_of(month: int, hint: tuple[int, int]) -> int:
    return hint[0] if month >= 9 else hint[1]


def _date(year: int, month: int, day: int) -> dt.date | None:
    if year not in _YEARS:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _partial(text: str, hint: tuple[int, int] | None) -> DateParsed | None:
    """A year, a month, or the first, middle or last third of a month."""
    text = _digits(text)
    m = _YEAR.match(text)
    if m is not None:
        return _days(_date(int(m[1]), 1, 1), _date(int(m[1]), 12, 31), False)
    m = _MONTH.match(text)
    if m is None or (m[1] is None and hint is None):
        return None
    month = int(m[2] or m[3])
    if not 1 <= month <= 12:
        return None
    year = int(m[1]) if m[1] else _year_of(month, hint or (0, 0))
    if year not in _YEARS:
        return None
    end = calendar.monthrange(year, month)[1]
    first, last = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, end)}.get(m[4] or "", (1, end))
    return _days(_date(year, month, first), _date(year, month, last), m[1] is None)


def _span(text: str, hint: tuple[int, int] | None) -> DateParsed | None:
    """11月12-13日, 2026.9.1—2026.9.5, 9月28日至10月3日."""
    for sign in _SPAN.finditer(text):
        first = _day(text[: sign.start()], hint)
        if first is None:
            continue
        rest = text[sign.end() :]
        alone, within = _DAY_ALONE.match(rest), _MONTH_DAY.match(rest)
        last: dt.date | None = None
        if alone is not None:
            last = _date(first.first.year, first.first.month, int(alone[1]))
        elif within is not None and not first.approx:
            last = _date(first.first.year, int(within[1]), int(within[2]))
        else:
            other = _day(rest, hint)
            last = other.first if other is not None else None
        found = _days(first.first, last, first.approx)
        if found is not None:
            return found
    return None


def _days(first: dt.date | None, last: dt.date | None, approx: bool) -> DateParsed | None:
    if first is None or last is None or last < first:
        return None
    return DateParsed(first, last, approx)
