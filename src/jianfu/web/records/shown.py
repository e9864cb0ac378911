"""Values of ledgers as people read and write them: 三（2）班, 40–50, 12.5, 是; headings with their units."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from jianfu.ledgers.declare import AMOUNTS, Column, Ledger
from jianfu.ledgers.reading.masks import veil
from jianfu.terms.cells.model import OPEN
from jianfu.terms.grades import class_label, grade_label
from jianfu.terms.labels import label
from jianfu.terms.units import clock_text

Values = Mapping[str, Any]
"""A state of a row: values by physical names."""

_WEEKDAYS = {
    "zh": tuple(f"星期{d}" for d in "一二三四五六日"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_UNITS = {"minutes": "minute", "money": "yuan"}
_BASE = {"money": 100, "decimal": 100}
_MONTH = 31
_SAID = {True: "records.yes", False: "records.no"}


def title_of(ledger: Ledger, lang: str) -> str:
    """What a ledger is called."""
    return ledger.en if lang == "en" else ledger.zh


def heading_of(column: Column, lang: str) -> str:
    """What stands over a column: its name, with the unit where the name does not say it."""
    name = column.en[:1].upper() + column.en[1:] if lang == "en" else column.zh
    unit = _UNITS.get(column.type) or (column.unit if column.unit in {"square_metre", "month"} else None)
    if column.type not in AMOUNTS or unit is None:
        return name
    word = label(f"unit.{unit}", lang)
    return name if word in name else f"{name} ({word})" if lang == "en" else f"{name}（{word}）"


def listed_columns(ledger: Ledger, most: int = 8) -> list[Column]:
    """The columns of a list: date and key first, then what is required, figures and choices, then words."""
    rest = [c for c in ledger.columns if c.type != "term" and c.name != "remark"]
    telling = [c for c in rest if c.type in AMOUNTS or (c.type == "choice" and c.absent is None)]
    wanted = [*([ledger.date] if ledger.date else []), *ledger.key]
    wanted += [c.name for c in ledger.columns if c.required]
    wanted += [c.name for c in (*telling, *(c for c in rest if c.derive is None and c.type != "date"), *rest)]
    return [ledger.column(name) for name in dict.fromkeys(wanted)][:most]


def text_of(column: Column, values: Values, lang: str, names: Values | None = None) -> str:
    """The value of a column for reading; nothing where it is not known. ``names`` gives organisations by code."""
    low = values.get(column.physical[0])
    if column.type == "class":
        return _class(low, values.get("class_no"), lang)
    if low is None:
        return ""
    if column.type in AMOUNTS:
        return _amount(column, low, values.get(column.physical[1]))
    if column.type == "org":
        return str((names or {}).get(low, low))
    shown = _SHOWN.get(column.type)
    return shown(column, low, lang) if shown else str(low)


def entry_of(column: Column, values: Values, names: Values | None = None) -> str:
    """The value as a form holds it and the reader of ledgers takes it back."""
    low = values.get(column.physical[0])
    if low is not None and column.type in {"choice", "grade", "weekday"}:
        return str(low)
    if low is not None and column.unit == "hour":
        return f"{text_of(column, values, 'zh')}分钟"
    return text_of(column, values, "zh", names)


def figure_of(column: Column, values: Values) -> int | float | None:
    """An exact amount as a number for a workbook; None where it is none."""
    low = values.get(column.physical[0])
    if column.type not in AMOUNTS or low is None or values.get(column.physical[1]) is not None:
        return None
    whole, rest = divmod(int(low), _base(column))
    return whole if not rest else int(low) / _base(column)


def masked(column: Column, text: str) -> str:
    """The text of a personal column for those who may not know the person."""
    return veil(text) if column.personal and text else text


def choices_of(column: Column, lang: str) -> list[tuple[str, str]] | None:
    """The values of a column that has few, as a form sends them and as they are shown; None where it is free."""
    if column.type == "choice":
        return [(key, c.en if lang == "en" else c.zh) for key, c in column.choices.items()]
    if column.type == "bool":
        return [("是", _bool(column, True, lang)), ("否", _bool(column, False, lang))]
    if column.type == "weekday":
        return [(str(n), word) for n, word in enumerate(_WEEKDAYS[lang], 1)]
    if column.type == "grade":
        return [(str(n), grade_label(n, lang)) for n in range(1, 13)]
    return None


def _class(grade: int | None, number: int | None, lang: str) -> str:
    if grade is not None and number is not None:
        return class_label(grade, number, lang)
    if grade is not None:
        return grade_label(grade, lang)
    if number is not None:
        return f"Class {number}" if lang == "en" else f"{number}班"
    return ""


def _base(column: Column) -> int:
    return _MONTH if column.unit == "month" else _BASE.get(column.type, 1)


def _amount(column: Column, low: int, most: int | None) -> str:
    base = _base(column)
    if most is None or most == low:
        return _number(low, base)
    if most >= OPEN:
        return f"≥{_number(low, base)}"
    return f"{_number(low, base)}–{_number(most, base)}"


def _number(value: int, base: int) -> str:
    whole, rest = divmod(int(value), base)
    return str(whole) if not rest else f"{value / base:.2f}".rstrip("0")


def _choice(column: Column, value: str, lang: str) -> str:
    choice = column.choices.get(value)
    return value if choice is None else choice.en if lang == "en" else choice.zh


def _bool(_column: Column, value: bool, lang: str) -> str:
    return label(f"web.{_SAID[value]}", lang)


def _term(_column: Column, value: str, lang: str) -> str:
    years, _, number = value.rpartition("-")
    if number not in {"1", "2"}:
        return value
    return f"{years}, term {number}" if lang == "en" else f"{years}学年第{'一二'[int(number) - 1]}学期"


def _date(_column: Column, value: dt.date, _lang: str) -> str:
    return value.isoformat()


_SHOWN: Mapping[str, Callable[[Column, Any, str], str]] = {
    "choice": _choice,
    "bool": _bool,
    "term": _term,
    "date": _date,
    "time": lambda _column, value, _lang: clock_text(value),
    "weekday": lambda _column, value, lang: _WEEKDAYS[lang][value - 1] if 1 <= value <= 7 else str(value),
    "grade": lambda _column, value, lang: grade_label(value, lang) if 1 <= value <= 12 else str(value),
}
