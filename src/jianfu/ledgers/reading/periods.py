"""Names of periods in a timetable: 第一节, 3, 早读, 课后服务2, 晚自习."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九十")}
_LESSON = re.compile(
    r"^(?:上午|下午|正课)?第?([0-9]{1,2}|十?[一二三四五六七八九十])(?:节课?|课时?|讲)?(?:\(.*\))?$"
)
_BREAKS = (
    "大课间", "课间", "眼保健操", "眼操", "升旗", "集会", "放学", "午餐", "午饭", "晚餐", "晚饭", "就餐", "到校", "起床",
    "就寝", "早餐", "早操",
)  # fmt: skip
_SLOTS = (
    ("break", _BREAKS),
    ("early", ("早读", "晨读", "早自习", "早自修", "晨会", "晨诵", "晨间", "早课")),
    ("noon", ("午间", "午读", "午休", "午自习", "午写", "午练", "午睡")),
    ("evening", ("晚自习", "晚自修", "晚修", "晚读", "晚课")),
    ("service", ("课后服务", "延时服务", "课后延时", "托管", "社团", "延时", "课服")),
)
_NUMBER = re.compile(r"([0-9]{1,2}|十?[一二三四五六七八九十])(?!\d)")


@dataclass(frozen=True)
class Period:
    """A slot (a choice of the timetable) and the number of the period within it; None when only the slot is named."""

    slot: str
    number: int | None


def number_of(word: str) -> int:
    """7 for `7` or `七`, 11 for `十一`."""
    if word.isdigit():
        return int(word)
    if len(word) == 2:
        return 10 + _DIGITS[word[1]]
    return _DIGITS[word]


def parse_period(value: object) -> Period | None:
    """The period that a cell or heading names; None when it names none."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        return Period("lesson", int(value)) if float(value).is_integer() and 1 <= value <= 14 else None
    # 第一节 8:20—9:00: the times beside the name are not its number.
    value = re.sub(r"[\s(（]+\d{1,2}[:：.]\d{2}.*$", "", str(value), flags=re.S)
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(value)))
    if (m := _LESSON.match(text)) is not None:
        number = number_of(m.group(1))
        return Period("lesson", number) if 1 <= number <= 14 else None
    for slot, names in _SLOTS:
        for name in names:
            if text.startswith(name):
                found = _NUMBER.search(text.removeprefix(name).split("(")[0])
                return Period(slot, number_of(found.group(1)) if found else None)
    return None
