"""Amounts: lengths of time, money, halves and counts, exact, about, or between two ends."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from jianfu.terms.cells.model import OPEN, BadCell, Parsed
from jianfu.terms.numerals import chinese_number, normal
from jianfu.terms.text import Text

_MINUTES = {
    "分钟": 1, "分": 1, "min": 1, "mins": 1, "minute": 1, "minutes": 1, "m": 1, "'": 1, "′": 1,
    "小时": 60, "个小时": 60, "h": 60, "hr": 60, "hrs": 60, "hour": 60, "hours": 60, "钟头": 60, "个钟头": 60,
    "刻钟": 15, "刻": 15,
}  # fmt: skip
_MONEY = {
    "元": 100, "块": 100, "圆": 100, "元整": 100, "元人民币": 100, "人民币": 100, "rmb": 100, "yuan": 100, "cny": 100,
    "角": 10, "毛": 10, "分": 1, "万元": 1_000_000, "万": 1_000_000, "万元整": 1_000_000, "千元": 100_000,
    "百元": 10_000, "亿元": 10_000_000_000,
}  # fmt: skip
_COUNTS = (
    "人次|课时|件次|节|次|人|名|件|份|页|字|个|项|条|门|位|场|天|周|篇|本|册|套|张|户|家|所|间|班|组|科|道|遍|期|轮|批|"
    "处|类|种|台|学时|个月|工日|期次|堂|个人|个班|名学生|名教师|字符|平方米|平米|公斤|千克|kg|亩|个工|工|票|劳力|劳动力"
)
_COUNT_WORD = re.compile(rf"^(?:{_COUNTS})$")
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+|[零〇一二两三四五六七八九十百千万]+?|半)"
_PART = re.compile(rf"({_NUMBER})([^\d零〇一二两三四五六七八九十百千半.,]*)")
_RANGE = re.compile(r"^(?P<first>.+?)(?:至|到|~+|-+|—+|–|―|－|〜|∼)(?P<last>.+)$")
_AT_MOST = re.compile(r"^(?:≤|<=|=<|≦|不超过|不多于|不高于|不大于|至多|最多|最长|小于等于|小于或等于)(.+)$")
_AT_MOST_AFTER = re.compile(r"^(.+?)(?:以内|之内|以下|及以下|内)$")
_AT_LEAST = re.compile(r"^(?:≥|>=|=>|≧|不少于|不低于|不小于|至少|最少|最短|大于等于|大于或等于)(.+)$")
_AT_LEAST_AFTER = re.compile(r"^(.+?)(?:及以上|以上)$")
_ABOUT = re.compile(r"^(?:大约|大概|约为|约|近似|大致)(.+)$")
_ABOUT_AFTER = re.compile(r"^(.+?)(?:左右|上下)$")
_NOISE = 1e-6  # of a base unit: nobody writes a millionth of a fen
_LARGEST = OPEN - 1

_EXPECTED = {
    "minute": (Text("时长，数字加单位", "a length of time: a number and its unit"), "40分钟"),
    "fen": (Text("金额，数字加单位", "an amount of money: a number and its unit"), "350元"),
    "hundredth": (Text("数字，最多两位小数", "a number of at most two decimals"), "0.5"),
}
_LESSONS = (
    Text("分钟或小时（一课时长短不一，不能换算）", "minutes or hours (lessons differ in length)"),
    "40分钟",
)
# Other units of the same base, and what their plain figures are in.
_DERIVED = {
    "hour": ("minute", "小时"),
    "yuan": ("fen", "元"),
    "wan_yuan": ("fen", "万元"),
    "period": ("hundredth", ""),
}
_NO_AMOUNTS = frozenset({"clock", "percent", "month", "working_day"})
_COUNT_EXPECTED = (Text("整数", "a whole number"), "3")


class _Unread(Exception):
    """The text is not the whole of an amount."""


def parse_amount(value: object, unit: str, heading_unit: str | None = None) -> Parsed:
    """The amount in a cell, in whole base units of ``unit``; BadCell when any part of it is not understood.

    ``unit`` is "minute", "fen", "hundredth" (0.5 is 50), or any thing that is counted; "hour", "yuan", "wan_yuan"
    and "period" are read in their bases minute, fen and hundredth. ``heading_unit`` is the unit that the heading
    states (小时, 万元) for figures that state none; without it they are in ``unit`` itself, money in yuan.
    A lesson (课时, 节) is no length of time: schools teach 40 minutes and 45. ValueError for "clock", "percent",
    "month" and "working_day", which are read otherwise.
    """
    if unit in _NO_AMOUNTS:
        raise ValueError(unit)
    base, own = _DERIVED.get(unit, (unit, ""))
    kind = base if base in _EXPECTED else "count"
    heading = normal(heading_unit or own).lower()
    try:
        return _read(value, kind, heading)
    except _Unread:
        pass
    if kind == "minute" and re.search("课时|节", heading + (value if isinstance(value, str) else "")):
        raise BadCell(*_LESSONS)
    raise BadCell(*_EXPECTED.get(kind, _COUNT_EXPECTED))


def _read(value: object, kind: str, heading: str) -> Parsed:
    if isinstance(value, str):
        return _parse(normal(value), kind, heading)
    if isinstance(value, dt.timedelta) and kind == "minute":
        return Parsed(_whole(Fraction(value // dt.timedelta(microseconds=1), 60_000_000)))
    if isinstance(value, Decimal) and value.is_finite() and abs(value) <= _LARGEST:
        return _figure(Fraction(f"{value:.9f}"), kind, heading)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _figure(value, kind, heading)
    raise _Unread


@lru_cache(maxsize=65_536)
def _figure(number: float | Fraction, unit: str, heading: str) -> Parsed:
    return Parsed(_whole(_exact(number) * _factor("", unit, heading)))


def _exact(number: float | Fraction) -> Fraction:
    """The number without the noise of binary fractions (0.1 + 0.2)."""
    if not -_LARGEST <= number <= _LARGEST:  # NaN is not either
        raise _Unread
    # A spreadsheet itself keeps fifteen places.
    return Fraction(f"{number:.15g}") if isinstance(number, float) else Fraction(number)


def _whole(number: Fraction) -> int:
    """``number`` as whole base units; negative, broken and unbelievable ones are unread."""
    nearest = round(number)
    if nearest < 0 or abs(number - nearest) > _NOISE or nearest > _LARGEST:
        raise _Unread
    return nearest


@lru_cache(maxsize=65_536)
def _parse(text: str, unit: str, heading: str) -> Parsed:
    written = text.lower()
    if not written or len(written) > 40:
        raise _Unread
    if (m := _ABOUT.match(written) or _ABOUT_AFTER.match(written)) is not None:
        inner = _interval(m[1], unit, heading)
        return Parsed(inner.value, inner.max, True)
    return _interval(written, unit, heading)


def _interval(text: str, unit: str, heading: str) -> Parsed:
    if (m := _AT_MOST.match(text) or _AT_MOST_AFTER.match(text)) is not None:
        most = _whole(_amount(m[1].removesuffix("及"), unit, heading))
        return Parsed(0, most or None)
    if (m := _AT_LEAST.match(text) or _AT_LEAST_AFTER.match(text)) is not None:
        return Parsed(_whole(_amount(m[1], unit, heading)), OPEN)
    if (m := _RANGE.match(text)) is not None:
        return _between(m["first"], m["last"], unit, heading)
    return Parsed(_whole(_amount(text, unit, heading)))


def _between(first: str, last: str, unit: str, heading: str) -> Parsed:
    """40-50分钟: the unit of the last is the first's too unless the first has its own."""
    high_parts = _parts(last)
    own = _parts(first)[-1][1]
    shared = high_parts[-1][1] if not own and len(high_parts) == 1 else ""
    low, high = _whole(_amount(first + shared, unit, heading)), _whole(_amount(last, unit, heading))
    if low > high:
        raise _Unread
    return Parsed(low, high if high > low else None)


def _parts(text: str) -> list[tuple[str, str]]:
    """Numbers with the words after them: 1小时20分 is [("1", "小时"), ("20", "分")]."""
    found = [(m[1], m[2]) for m in _PART.finditer(text)]
    if not found or "".join(n + w for n, w in found) != text:
        raise _Unread
    return found


def _amount(text: str, unit: str, heading: str) -> Fraction:
    if unit == "fen" and text[:1] in {"¥", "￥"}:
        text, heading = text[1:], ""
    if unit == "minute" and (m := re.match(r"^(.+?)个半(小时|钟头)$", text)) is not None:
        return (_number(m[1]) + Fraction(1, 2)) * 60
    if unit == "minute" and (m := re.match(r"^(.+?)(?:小时|个小时|h)半$", text)) is not None:
        return (_number(m[1]) + Fraction(1, 2)) * 60
    if unit == "minute" and text == "半个小时":
        return Fraction(30)
    if unit in {"hundredth", "count"} and (m := re.match(r"^(.+?)[节个]半$", text)) is not None:
        return (_number(m[1]) + Fraction(1, 2)) * (100 if unit == "hundredth" else 1)
    parts = _joined(text)
    factors = [_factor(word, unit, heading) for _, word in parts]
    if len(parts) > 1:
        # 1小时20分, 3元5角: each smaller than the one before, and every one named.
        falling = all(a > b for a, b in pairwise(factors))
        if not falling or not all(w for _, w in parts) or unit not in {"minute", "fen"}:
            raise _Unread
        for (number, _), larger, own in zip(parts[1:], factors, factors[1:], strict=False):
            if _number(number) * own >= larger:
                raise _Unread
    return sum((_number(n) * f for (n, _), f in zip(parts, factors, strict=True)), Fraction(0))


def _joined(text: str) -> list[tuple[str, str]]:
    """The parts of an amount, with a numeral in characters taken whole (四十分钟)."""
    m = re.match(r"^([零〇一二两三四五六七八九十百千万]+)(.*)$", text)
    if m is None:
        return _parts(text)
    rest = m[2]
    word = re.match(r"^[^\d零〇一二两三四五六七八九十百千半.,]*", rest)
    length = word.end() if word is not None else 0
    head = (m[1], rest[:length])
    # 三万元 is three 万元; 三万五千元 is a numeral of yuan.
    if head[0].endswith("万") and len(head[0]) > 1:
        head = (head[0][:-1], "万" + head[1])
    return [head, *(_joined(rest[length:]) if rest[length:] else [])]


@lru_cache(maxsize=16_384)
def _number(text: str) -> Fraction:
    if text == "半":
        return Fraction(1, 2)
    if text[:1].isdecimal() or text[:1] == ".":
        return Fraction("0" + text.replace(",", ""))
    number = chinese_number(text)
    if number is None:
        raise _Unread
    return Fraction(number)


def _factor(word: str, unit: str, heading: str) -> int:
    """Base units in one of ``word``; of the heading's unit when the cell names none."""
    known = {"minute": _MINUTES, "fen": _MONEY}.get(unit)
    if known is not None:
        if not word and not heading:
            return 1 if unit == "minute" else 100
        if (word or heading) not in known:
            raise _Unread
        return known[word or heading]
    name = word or heading
    tens_of_thousands = name.startswith("万")
    counted = name.removeprefix("万")
    if counted and _COUNT_WORD.match(counted) is None:
        raise _Unread
    return (100 if unit == "hundredth" else 1) * (10_000 if tens_of_thousands else 1)
