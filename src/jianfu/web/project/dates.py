"""Days as people write them: 11月19日 星期四, Thu 19 Nov."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

_WEEKDAYS = "一二三四五六日"


def day(value: dt.date, lang: str) -> str:
    """Month, day and weekday."""
    if lang == "en":
        return f"{value:%a} {value.day} {value:%b}"
    return f"{value.month}月{value.day}日 星期{_WEEKDAYS[value.weekday()]}"


def short_day(value: dt.date, lang: str) -> str:
    """Month and day alone."""
    return f"{value.day} {value:%b}" if lang == "en" else f"{value.month}月{value.day}日"


def whole_day(value: dt.date, lang: str) -> str:
    """With the year, without the weekday."""
    if lang == "en":
        return f"{value.day} {value:%b} {value.year}"
    return f"{value.year}年{value.month}月{value.day}日"


def moment(value: dt.datetime, lang: str) -> str:
    """Day and time in China."""
    here = timezone.localtime(value)
    return f"{whole_day(here.date(), lang)} {here:%H:%M}"
