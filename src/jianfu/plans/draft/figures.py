"""A quantity as the figure of a mark: the side it bounds, in a unit that the norm is measured in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from jianfu.norms.model import Norm
from jianfu.plans.draft.yardsticks import Fit, Side
from jianfu.plans.model import Quantity, Value
from jianfu.terms.errors import JianfuError
from jianfu.terms.units import UNITS, parse_quantity, show

Figure = int | float


@dataclass(frozen=True)
class Bounds:
    """The interval of a mark in the base unit of its norm, and the figures as a pack writes them."""

    lo: Figure | None
    hi: Figure | None
    written: Mapping[str, object]


@dataclass(frozen=True)
class Unfit:
    """Why a quantity is no figure of the norm: a label of ``plans.unmarked``."""

    why: str


# Canonical units of quantities that a base unit of norms can hold: the unit to write and how many of it one is.
_UNITS: Mapping[tuple[str, str], tuple[str, str]] = {
    ("minute", "minute"): ("minutes", "1"),
    ("hour", "minute"): ("hours", "1"),
    ("day", "minute"): ("working_days", "1"),
    ("period", "period"): ("periods", "1"),
    ("day", "day"): ("days", "1"),
    ("working_day", "day"): ("days", "1"),
    ("week", "day"): ("days", "7"),
    ("month", "month"): ("months", "1"),
    ("year", "month"): ("months", "12"),
    ("school_year", "month"): ("months", "12"),
    ("ratio", "percent"): ("%", "100"),
    ("yuan", "fen"): ("yuan", "1"),
    ("fen", "fen"): ("fen", "1"),
    ("square_metre", "square_metre"): ("square_metres", "1"),
    ("workday", "workday"): ("workdays", "1"),
    ("day", "workday"): ("workdays", "1"),
    ("working_day", "workday"): ("workdays", "1"),
    ("character", "character"): ("characters", "1"),
    ("household", "household"): ("households", "1"),
    ("page", "page"): ("pages", "1"),
}
_COUNTED = frozenset({"time", "item", "record", "person", "student", "household", "copy", "ballot", "class"})
_COUNTS = frozenset({
    "count", "person", "student", "household", "item", "document", "session", "level", "copy", "time", "class",
})  # fmt: skip
# The least that a figure below a strict bound lies under it; where there is none (shares), it is no mark.
_STEPS: Mapping[str, str] = {
    "minute": "1", "day": "1", "fen": "0.01", "character": "1", "page": "1", **dict.fromkeys(_COUNTED, "1"),
}  # fmt: skip


def bounds_of(norm: Norm, fit: Fit, quantity: Quantity) -> Bounds | Unfit:
    """The mark that ``quantity`` puts on ``norm``, or why it puts none."""
    value = quantity.value
    if quantity.masked:
        return Unfit("masked")
    if value is None:
        return Unfit("vague")
    if norm.form != "measure":
        return _without_figure(norm, quantity)
    base = UNITS[norm.unit].base
    if _counts_otherwise(norm, quantity.unit):
        return Unfit("unit")
    pair = isinstance(value, tuple | list)
    if (quantity.op == "between") != pair:
        return Unfit("unit")
    strict = {"<": -1, ">": 1}.get(quantity.op, 0)
    ends: list[str] = []
    for part in value if isinstance(value, tuple | list) else (value,):
        text = _clock(part, strict) if base == "clock" else _written(part, quantity, base, fit, strict)
        if isinstance(text, Unfit):
            return text
        ends.append(text)
    try:
        figures = [parse_quantity(end, norm.unit) for end in ends]
    except JianfuError:
        return Unfit("unit")
    if any(f < 0 for f in figures) and not norm.measured.signed:
        return Unfit("unit")
    return _sided(quantity.op, ends, figures, fit.equal)


def _without_figure(norm: Norm, quantity: Quantity) -> Bounds | Unfit:
    """A norm that forbids takes no figure: only a zero says the same."""
    if quantity.value == 0 and quantity.op in {"==", "<="}:
        return Bounds(None, 0, {})
    return Unfit("unit")


def _sided(op: str, ends: list[str], figures: list[Figure], equal: Side) -> Bounds | Unfit:
    if op == "between":
        low, high = (0, 1) if figures[0] <= figures[1] else (1, 0)
        return Bounds(figures[low], figures[high], {"between": [ends[low], ends[high]]})
    side = {"<=": "ceiling", "<": "ceiling", ">=": "floor", ">": "floor"}.get(op, equal)
    if op == "==" and figures[0] == 0:
        side = "ceiling"
    if side == "both":
        return Bounds(figures[0], figures[0], {"between": [ends[0], ends[0]]})
    if side == "ceiling":
        return Bounds(None, figures[0], {"at_most": ends[0]})
    return Bounds(figures[0], None, {"at_least": ends[0]})


def _counts_otherwise(norm: Norm, unit: str) -> bool:
    """Whether days are counted in one way by the norm and in the other by the text: 5个工作日 is not 5天."""
    if UNITS[norm.unit].base != "day":
        return False
    working = "working_days(" in norm.measure_text
    return (unit == "working_day") != working and ("days(" in norm.measure_text)


def _written(part: Value, quantity: Quantity, base: str, fit: Fit, strict: int) -> str | Unfit:
    try:
        number = Decimal(str(part))
    except InvalidOperation:
        return Unfit("unit")
    if not number.is_finite():
        return Unfit("unit")
    if base == "percent" and quantity.unit == "ratio":
        share = None if strict or fit.change else _share(number)
        if share is not None:
            return share
        number = number * 100 + (100 if fit.change else 0)
        unit = "%"
    elif base in _COUNTED and quantity.unit in _COUNTS:
        unit = base
    elif (quantity.unit, base) in _UNITS:
        unit, factor = _UNITS[quantity.unit, base]
        number *= Decimal(factor)
    elif quantity.unit == "count" and base in {"character", "page", "period", "workday"}:
        unit = base
    else:
        return Unfit("unit")
    if strict:
        if base not in _STEPS or (base == "minute" and unit == "hours"):
            return Unfit("strict")
        number += strict * Decimal(_STEPS[base])
    return f"{_plain(number)} {unit}" if unit != "%" else f"{_plain(number)} %"


def _share(number: Decimal) -> str | None:
    """三分之二 as 2/3: no decimal is exactly that."""
    if number == round(number, 3):
        return None
    for whole in (3, 6, 7, 9, 11, 12):
        part = round(number * whole)
        if 0 < part < whole and abs(number - Decimal(part) / whole) < Decimal("0.0001"):
            return f"{part}/{whole}"
    return None


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _clock(part: Value, strict: int) -> str | Unfit:
    hour, colon, minute = str(part).partition(":")
    if not (colon and hour.isdecimal() and minute.isdecimal()):
        return Unfit("unit")
    at = int(hour) * 60 + int(minute) + strict
    return f"{at // 60:02d}:{at % 60:02d}" if 0 <= at < 1440 else Unfit("unit")


def figure_text(lo: Figure | None, hi: Figure | None, unit: str, lang: str) -> str:
    """An interval in words: ≤60 分钟, ≥3 节, 4—5 件."""
    if lo is not None and hi is not None:
        return show(hi, unit, lang) if lo == hi else f"{show(lo, unit, lang)}—{show(hi, unit, lang)}"
    return f"≤{show(hi, unit, lang)}" if hi is not None else f"≥{show(lo or 0, unit, lang)}"
