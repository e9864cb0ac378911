"""Clock times and pairs of them, in minutes since midnight."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from jianfu.terms.cells.model import BadCell
from jianfu.terms.numerals import chinese_number, normal
from jianfu.terms.text import Text

DAY = 24 * 60
_NOISE = 0.2  # of a minute: 0.3472 of a day is 8:19:58
_MORNING = ("上午", "早上", "早晨", "清晨", "凌晨", "早", "am", "a.m.")
_AFTERNOON = ("下午", "傍晚", "pm", "p.m.")
_PARTS = (*_MORNING, *_AFTERNOON, "中午", "晚上", "晚间", "夜间", "晚")
_EXPECTED = (Text("时刻，24小时制", "a clock time, 24 hours"), "8:20")
_EXPECTED_RANGE = (Text("起止时刻", "a start and an end, as clock times"), "8:20-9:00")

_HAN = "[零〇一二两三四五六七八九十]{1,3}"
_CLOCK = re.compile(
    rf"^(?P<part>{'|'.join(map(re.escape, _PARTS))})?"
    r"(?:(?P<h>\d{1,2}):(?P<m>\d{2})(?::(?P<s>\d{2}))?分?|(?P<ph>\d{1,2})\.(?P<pm>\d{2})|"
    rf"(?P<ch>\d{{1,2}}|{_HAN})(?:点|时)(?:钟|整)?(?P<cm>\d{{1,2}}|{_HAN}|半|一刻|三刻)?分?)"
    r"(?P<latin>[ap]\.?m\.?)?$"
)
_FRACTION = re.compile(r"^0?\.\d{3,}$")
_RANGE = re.compile(r"至|到|~+|—+|–|-+|―|−")
_QUARTERS = {"半": 30, "一刻": 15, "三刻": 45}


def parse_clock(value: object) -> int:
    """The clock time in a cell: 500 for 8:20, 8.20, 8时20分, 上午8点20, 0.3472; BadCell when it is none.

    The floats 8.25 and 8.2 are what Excel makes of typed 8.25 and 8.20. 8.5 may be half past eight as well as
    8:50 and is none.
    """
    found: int | None = None
    if isinstance(value, dt.datetime | dt.time):
        found = value.hour * 60 + value.minute
    elif isinstance(value, dt.timedelta):
        seconds = value.total_seconds()
        found = round(seconds / 60) if 0 <= seconds < DAY * 60 else None
    elif isinstance(value, int | float) and not isinstance(value, bool):
        found = _figure(float(value)) if abs(value) < DAY else None
    elif isinstance(value, str):
        found = _text(normal(value).lower())
    if found is None:
        raise BadCell(*_EXPECTED)
    return found


def parse_clock_range(value: object) -> tuple[int, int]:
    """Start and end in one cell: (500, 540) for 8:20—9:00; BadCell unless the end is later than the start."""
    found = _range(normal(value).lower()) if isinstance(value, str) else None
    if found is None:
        raise BadCell(*_EXPECTED_RANGE)
    return found


def _figure(number: float) -> int | None:
    """A fraction of a day below 1, hours and minutes (8.25) above."""
    if number != number or number < 0:
        return None
    if number < 1:
        minutes = number * DAY
        return round(minutes) % DAY if abs(minutes - round(minutes)) <= _NOISE else None
    hours, minutes = divmod(round(number * 100), 100)
    if abs(number * 100 - round(number * 100)) > 1e-6 or minutes == 50:
        return None
    # A whole number is an hour only where it cannot be an ordinal.
    if minutes == 0 and hours < 5:
        return None
    return _minutes(hours, minutes)


def _minutes(hours: int, minutes: int) -> int | None:
    """None for what no clock shows; 24:00 is the end of the day."""
    if (hours, minutes) == (24, 0):
        return DAY
    return hours * 60 + minutes if 0 <= hours < 24 and 0 <= minutes < 60 else None


@lru_cache(maxsize=16_384)
def _text(text: str, part: str = "") -> int | None:
    if _FRACTION.match(text):
        return _figure(float(text))
    m = _CLOCK.match(text)
    if m is None:
        return None
    hours, minutes = _number(m["h"] or m["ph"] or m["ch"]), _number(m["m"] or m["pm"] or m["cm"] or "0")
    if hours is None or minutes is None or (m["s"] and int(m["s"]) > 59):
        return None
    return _of_part(m["part"] or m["latin"] or part, hours, minutes)


def _number(word: str) -> int | None:
    if word in _QUARTERS:
        return _QUARTERS[word]
    if word.isdecimal():
        return int(word)
    # 八点零五
    return chinese_number(word.lstrip("零〇") or "零")


def _of_part(part: str, hours: int, minutes: int) -> int | None:
    """The time that the part of the day makes of an hour: 下午2 is 14; 上午12 and 晚上12 may be either twelve."""
    if not part:
        return _minutes(hours, minutes)
    if part in _MORNING or part.replace(".", "") == "am":
        return _minutes(hours, minutes) if hours < 12 else None
    if part == "中午":
        hours = hours + 12 if hours < 3 else hours
        return _minutes(hours, minutes) if 11 <= hours < 15 else None
    if part in _AFTERNOON or part.replace(".", "") == "pm":
        hours = hours + 12 if 1 <= hours < 12 else hours
        return _minutes(hours, minutes) if hours >= 12 else None
    hours = hours + 12 if 5 <= hours < 12 else hours
    return _minutes(hours, minutes) if hours >= 17 else None


@lru_cache(maxsize=16_384)
def _range(text: str) -> tuple[int, int] | None:
    for sign in _RANGE.finditer(text):
        first, last = text[: sign.start()], text[sign.end() :]
        start, m = _text(first), _CLOCK.match(first)
        if start is None or m is None:
            continue
        end = _text(last)
        # 下午2:00-2:40: the part of the day holds for both unless the last names its own.
        if m["part"] and (end is None or end <= start):
            end = _text(last, m["part"])
        if end is not None and end > start:
            return start, end
    return None
