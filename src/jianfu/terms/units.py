"""Units: what a figure is counted in, its base unit, and how it is written and shown.

Figures are held in base units: whole minutes, fen, thirty-firsts of a month (31 to the month, so that
calendar months and days over compare as people count them), hundredths of a period (half a lesson in
alternate weeks is 50) and of a square metre, clock times as minutes since midnight. Only percentages are floating.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from jianfu.terms.errors import JianfuError
from jianfu.terms.labels import label

if TYPE_CHECKING:
    from collections.abc import Mapping

_PLURALS = ("s", "es")


@dataclass(frozen=True)
class Unit:
    """A unit: how many base units it holds, and the spellings accepted in marks."""

    id: str
    base: str
    factor: int
    spellings: tuple[str, ...]


_DECLARED = (
    Unit("minute", "minute", 1, ("分钟", "min", "分")),
    Unit("hour", "minute", 60, ("小时", "h")),
    Unit("working_day", "minute", 480, ("工作日长度", "个工作日")),
    Unit("clock", "clock", 1, ()),
    Unit("fen", "fen", 1, ("分钱",)),
    Unit("yuan", "fen", 100, ("元",)),
    Unit("wan_yuan", "fen", 1_000_000, ("万元",)),
    Unit("day", "day", 1, ("天", "日")),
    Unit("month", "month", 31, ("个月", "月")),
    Unit("percent", "percent", 1, ("%", "％")),
    Unit("period", "period", 100, ("节", "课时")),
    Unit("time", "time", 1, ("次",)),
    Unit("item", "item", 1, ("件", "项", "个")),
    Unit("record", "record", 1, ("条",)),
    Unit("person", "person", 1, ("人",)),
    Unit("student", "student", 1, ("生",)),
    Unit("class", "class", 1, ("班",)),
    Unit("page", "page", 1, ("页",)),
    Unit("character", "character", 1, ("字",)),
    Unit("square_metre", "square_metre", 100, ("平方米", "㎡", "m2", "m²")),
    Unit("household", "household", 1, ("户",)),
    Unit("workday", "workday", 100, ("工日", "个工", "工")),
    Unit("copy", "copy", 1, ("份",)),
    Unit("ballot", "ballot", 1, ("票",)),
)
UNITS: Mapping[str, Unit] = {u.id: u for u in _DECLARED}
NEAR_FROM, NEAR_TENTHS = 5, 9
"""A ceiling of so many units or more is near when so many tenths of it are reached."""
LARGEST = 10**15
"""No figure of a mark is larger, in base units; what is was mistyped."""
_QUANTITY = re.compile(r"^(?P<number>-?\d+(?:\.\d+)?)\s*(?P<unit>.*)$")
_SHARE = re.compile(r"^(?P<part>\d+)/(?P<whole>[1-9]\d*)$")
_CLOCK = re.compile(r"^(?P<hour>\d{1,2}):(?P<minute>\d{2})$")


def unit_of(spelling: str) -> Unit | None:
    """The unit written ``spelling``: its id, an English plural, or a Chinese word."""
    word = spelling.strip().lower().replace(" ", "_")
    for unit in _DECLARED:
        if word in (unit.id, *(unit.id + p for p in _PLURALS)) or spelling.strip() in unit.spellings:
            return unit
    return None


def parse_quantity(text: str, unit: str) -> int | float:
    """``text`` ("60 minutes", "08:20", "0.5 working_days", "10 %", "2/3") in the base of ``unit``.

    A share (2/3) is a percentage. A bare number is taken in ``unit`` itself. JianfuError says what was written
    and what is accepted.
    """
    written = unicodedata.normalize("NFKC", text).strip()
    base = UNITS[unit].base
    clock = _CLOCK.match(written)
    if clock and base == "clock":
        hour, minute = int(clock["hour"]), int(clock["minute"])
        if hour < 24 and minute < 60:
            return hour * 60 + minute
    share = _SHARE.match(written)
    if share and base == "percent":
        return int(share["part"]) * 100.0 / int(share["whole"])
    match = _QUANTITY.match(written)
    named = UNITS[unit] if match and not match["unit"] else unit_of(match["unit"]) if match else None
    if match is None or named is None or named.base != base or base == "clock":
        raise JianfuError("unit.quantity", value=text, unit=unit, example=_example(unit))
    value = Decimal(match["number"]) * named.factor
    if value > LARGEST:
        raise JianfuError("unit.quantity", value=text[:20], unit=unit, example=_example(unit))
    if base == "percent":
        return float(value)
    if value != value.to_integral_value():
        raise JianfuError("unit.whole", value=text, unit=unit, example=_example(unit))
    return int(value)


def _example(unit: str) -> str:
    return {"clock": "08:20", "percent": "10 %", "fen": "100 yuan", "minute": "60 minutes"}.get(
        unit, f"2 {unit}"
    )


# Units that people count otherwise than figures are held: their name in results and how many base units it has.
_SHOWN: Mapping[str, tuple[str, int]] = {
    "period": ("period", 100),
    "fen": ("yuan", 100),
    "month": ("month", 31),
    "square_metre": ("square_metre", 100),
    "workday": ("workday", 100),
}


def unit_shown(unit: str) -> str:
    """The unit in which results give figures of ``unit``: yuan for fen, else itself."""
    return _SHOWN.get(unit, (unit, 1))[0]


def figure(value: float, unit: str) -> int | float:
    """A base figure as results give it: 350 hundredths of a period → 3.5, 12300 fen → 123, 186 → 6 months."""
    shown = value / _SHOWN[unit][1] if unit in _SHOWN else value
    if float(shown).is_integer():
        return int(shown)
    return round(shown, 4)


def base_figure(value: float, unit: str) -> int | float:
    """What ``figure`` was made from, given the unit that results name."""
    factor = next((f for name, f in _SHOWN.values() if name == unit), 1)
    return value if factor == 1 else round(value * factor)


def clock_text(minutes: float) -> str:
    """Minutes since midnight as a clock shows them: 500 → "8:20"."""
    return f"{int(minutes) // 60}:{int(minutes) % 60:02d}"


def number_text(value: float, unit: str) -> str:
    """The figure without its unit, in the unit people use: 400 hundredths of a period → "4"."""
    if unit == "clock":
        return clock_text(value)
    if unit in {"fen", "yuan", "period", "square_metre", "workday"}:
        return _plain(value / 100)
    if unit == "percent":
        return _plain(round(value, 1))
    return _plain(value)


def _plain(value: float) -> str:
    return f"{int(value):,}" if float(value).is_integer() else f"{value:,.2f}".rstrip("0").rstrip(".")


def show(value: float, unit: str, lang: str = "zh") -> str:
    """The figure with its unit: "60 分钟", "8:20", "4 节", "6 个月零 4 天"."""
    if unit == "clock":
        return clock_text(value)
    if unit == "percent":
        return f"{number_text(value, unit)}%"
    if unit == "month":
        months, days = divmod(int(value), 31)
        if not months:
            return f"{days} {label('unit.day', lang)}"
        shown = f"{months} {label('unit.month', lang)}"
        return shown if not days else f"{shown}{label('unit.and', lang)}{days} {label('unit.day', lang)}"
    return f"{number_text(value, unit)} {label(f'unit.{unit}', lang)}"
