"""Cells of amounts: what clerks write around a figure, by what the column measures."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache

from jianfu.ledgers.declare import Column
from jianfu.ledgers.spans import plain
from jianfu.terms.cells.amounts import parse_amount
from jianfu.terms.cells.model import BadCell
from jianfu.terms.text import Text
from jianfu.terms.units import UNITS

_MEASURES = {"minutes": "minute", "money": "fen", "decimal": "hundredth"}
_LONGEST_HOURS = 24


def amount_reader(column: Column, unit: str | None) -> Callable[[object], tuple[object, ...]]:
    """A function from a raw cell to the least and the most of an amount; the most is None where it is exact."""
    measure = _MEASURES.get(column.type, "count")
    heading = unit if measure in ("minute", "fen") else None
    assumed = heading is None and column.unit == "hour"
    each = UNITS["month"].factor if column.unit == "month" else 1

    def parse(value: object) -> tuple[object, ...]:
        value = value.replace("＋", "+") if isinstance(value, str) else value
        if column.unit == "square_metre" and isinstance(value, str):
            value = _SQUARE.sub("平方米", value)  # the 2 of m² is no figure
        if measure == "fen" and isinstance(value, str) and plain(value) in _FREE:
            return (0, None)
        if column.unit == "month" and isinstance(value, str):
            value = _MONTHS.get(plain(value), value)
        if column.type == "decimal" and isinstance(value, str):
            value = _MEASURED.sub(r"\1", value.strip())
        if measure == "fen" and isinstance(value, str) and (per := _per(column)) is not None:
            value = per.sub("", value.strip())
        if _WEIGHED.search(column.zh) and isinstance(value, str):
            value = _kilograms(value)
        if assumed and isinstance(value, (int, float)) and value > _LONGEST_HOURS:
            # 90 under 会议时长 may be minutes; nobody said so.
            raise BadCell(Text("时长，数字加单位", "a length of time: a number and its unit"), "1.5小时")
        if measure == "minute" and (days := _days(value, heading)) is not None:
            return (days, None)
        unit_said = "小时" if assumed else heading
        parts = (
            [p.strip() for p in value.split("+")] if isinstance(value, str) and measure == "minute" else []
        )
        if len(parts) > 1:
            # 20+15分钟: the unit written last is that of all.
            last = re.sub(r"^.*\d", "", parts[-1])
            sums = [parse_amount(p + last if p[-1:].isdigit() else p, measure, unit_said) for p in parts]
            low = sum(s.value for s in sums)
            high = sum(s.value if s.max is None else s.max for s in sums)
            return (low, high if high > low else None)
        found = parse_amount(value, measure, unit_said)
        return (found.value * each, None if found.max is None else found.max * each)

    return parse


_FREE = frozenset({"免费", "不收费", "免收", "免收费", "免交", "免缴", "不收", "未收费", "没有收费"})
_SQUARE = re.compile(r"(?:㎡|[mM][²2]|(?<=[\d.])平方?)$")
_MONTHS = {"半年": "6", "一年": "12", "1年": "12", "一季度": "3", "一个季度": "3", "季度": "3"}
_MEASURED = re.compile(r"^(约?[\d.,]+)\s*(?:㎡|[mM][²2³3]|立方米|立方|方|吨|度|公顷)$")


@cache
def _per(column: Column) -> re.Pattern[str] | None:
    """What may follow a price in a cell (60元/人): one of what the column prices, and no time that it is paid for.

    50元/月 is no price of a term, and 60元/户 no amount paid.
    """
    priced = column.zh.removesuffix("（元）")
    bases = "人|生|份|本|册|套|件|台"
    if "课时单价" in priced:
        bases = "节|课时|次课"
    elif priced == "收费标准":
        bases = r"(?:人|生)?[·/.每]?(?:学期|期)|人|生"
    elif priced not in ("单价", "定价", "年价", "实收单价", "参赛费用", "人均筹资"):
        return None
    return re.compile(rf"(?<=[元块\d])\s*[/每]\s*(?:{bases})$")


_WEIGHED = re.compile("重量|体重")
_POUNDS = re.compile(r"^(约?)\s*(\d+(?:\.\d+)?)\s*(斤|市斤|g|克)$", re.IGNORECASE)


def _kilograms(text: str) -> str:
    """4斤 and 2500g as kilograms; anything else as it stands."""
    m = _POUNDS.match(plain(text))
    if m is None:
        return text
    figure = Decimal(m.group(2)) / (2 if m.group(3).endswith("斤") else 1000)
    return f"{m.group(1)}{round(figure, 2)}"


_DAY = re.compile(r"^(半|[一两二三四五]|\d+(?:\.\d+)?)(?:个)?(?:天|日|工作日)$")
_DAY_WORDS = {"半": 0.5, "一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_DAY_MINUTES = 480


def _days(value: object, heading: str | None) -> int | None:
    """Minutes of 半天 or 1.5天, or of a bare number under a heading in days; a day is eight hours."""
    if heading in ("天", "日") and isinstance(value, (int, float)) and not isinstance(value, bool):
        return round(value * _DAY_MINUTES)
    text = plain(value) + (
        heading if heading in ("天", "日") and plain(value).replace(".", "", 1).isdigit() else ""
    )
    m = _DAY.match(text)
    if m is None:
        return None
    written = m.group(1)
    return round((_DAY_WORDS[written] if written in _DAY_WORDS else float(written)) * _DAY_MINUTES)
