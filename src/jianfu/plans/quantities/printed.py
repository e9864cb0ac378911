"""Numerals as plans print them: in digits, in characters, masked; and the figure that is made of one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jianfu.plans.model import Value
from jianfu.terms.numerals import chinese_number

HAN = "零〇一二两三四五六七八九十百千万亿"
_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
ARABIC = r"(?<![\d.])(?:\d{1,3}(?:,\d{3}){1,4}(?!\d)|\d{1,12}(?!\d))(?:\.\d{1,6}(?!\d))?"
MASK = r"(?:[〔\[(]\s?[xX×*_]{1,4}\s?[〕\])]|[xX×*_○□]{1,6}|某|\.{3,6}|…{1,4})"
NUMBER = rf"(?:{ARABIC}[万亿千百]?|[{HAN}]{{1,14}}|{MASK})"
TO = r"\s?(?:至|到|-{1,2}|—{1,2}|–|~{1,2}|―)\s?"
SMALL_HAN = "[零〇一二两三四五六七八九十]{1,3}"


@dataclass(frozen=True)
class Figure:
    """A figure as it stands: ``value`` in ``unit``, a pair for a range, the printed text where masked.

    ``listed`` are the values of 10、9、8小时, one for each of those named before. ``named`` is the unit word.
    ``about`` is the printed word that makes it rough (近, 余, 约, 几).
    """

    start: int
    end: int
    value: Value
    unit: str
    named: str = ""
    masked: bool = False
    listed: tuple[Value, ...] = ()
    about: str = ""


def number(written: str) -> float | None:
    """The value of a numeral in digits or characters, 3.5万 and 1,200 included; None for masks and for nonsense."""
    text = written.replace(",", "")
    m = re.fullmatch(r"(\d+(?:\.\d+)?)([万亿千百]?)", text)
    if m is not None:
        if len(m[1]) > 15:
            return None
        return float(m[1]) * {"": 1, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}[m[2]]
    if not text or len(text) > 20:
        return None
    if "点" in text:
        whole, _, decimals = text.partition("点")
        above, digits = number(whole), "".join(str(_DIGIT.get(c, "")) for c in decimals)
        return None if above is None or len(digits) != len(decimals) else above + float(f"0.{digits}")
    if "亿" in text:
        left, right = text.split("亿", 1)
        high, low = chinese_number(left), chinese_number(right.removeprefix("零")) if right else 0
        return None if high is None or low is None else float(high * 100_000_000 + low)
    if set(text) <= {"百", "千", "万"}:
        return None
    value = chinese_number(text)
    if value is None and text.endswith("万"):
        value = chinese_number(text[:-1])
        return None if value is None else float(value * 10_000)
    return None if value is None else float(value)


def plain(value: float) -> int | float:
    """A whole number as one; others without the noise of binary fractions."""
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def neighbours(written: str) -> tuple[int, int] | None:
    """两三 is 2 to 3, 三五 3 to 5."""
    if len(written) == 2 and written[0] in _DIGIT and written[1] in _DIGIT:
        low, high = _DIGIT[written[0]], _DIGIT[written[1]]
        if 0 < low < high <= low + 2:
            return low, high
    return None
