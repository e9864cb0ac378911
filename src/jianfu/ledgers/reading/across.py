"""Values that stand as headings: a subject a column, a weekday a column, a stage a column."""

from __future__ import annotations

import re
from functools import lru_cache

from jianfu.ledgers.declare import Column, Ledger
from jianfu.ledgers.reading.headings import bare, normal
from jianfu.ledgers.reading.periods import parse_period
from jianfu.ledgers.registry import ledgers
from jianfu.ledgers.spans import grades_in
from jianfu.terms.cells.words import is_subject
from jianfu.terms.grades import parse_class

_WEEKDAY = re.compile(r"^(?:星期|周|礼拜)?([一二三四五六日天]|[1-7](?!\d))$")
_SUFFIX = re.compile(r"(?:书面|家庭)?(?:作业)?(?:预计)?(?:时长|用时|时间|分钟|学科|课时|节数|课)?$")
_LATIN = {"mon": "一", "tue": "二", "wed": "三", "thu": "四", "fri": "五", "monday": "一", "tuesday": "二",
          "wednesday": "三", "thursday": "四", "friday": "五"}  # fmt: skip


@lru_cache(maxsize=50_000)
def member(ledger: Ledger, column_name: str, heading: str) -> str | None:
    """What ``heading`` means as a value of the column, in words the cell parser reads; None when it is no such value."""
    column = ledger.column(column_name)
    text = bare(normal(heading))
    if not text:
        return None
    found: str | None = None
    match column.type:
        case "subject":
            stem = _SUFFIX.sub("", text)
            found = text if is_subject(text) else stem if stem and is_subject(stem) else None
        case "weekday":
            text = _LATIN.get(text, text)
            found = f"星期{m.group(1)}" if (m := _WEEKDAY.match(text)) is not None else None
        case "class":
            found = heading if ("班" in heading and parse_class(heading) is not None) else None
        case "grade":
            found = text if re.search(r"年级|^[小初高]", text) and grades_in(text) else None
        case "integer":
            found = text if parse_period(text) is not None else None
        case "choice":
            found = _choice(column, text)
        case "text":
            found = (
                text
                if column_name == "grades" and re.search(r"[年级学初高段]", text) and grades_in(text)
                else None
            )
        case _:
            found = None
    return found


def _choice(column: Column, text: str) -> str | None:
    for suffix in ("", "作业", "作息", "作息时间", "时间", "令时", "季", "生", "学生", "部"):
        stem = text.removesuffix(suffix) if suffix else text
        for key, choice in column.choices.items():
            if stem and stem in {normal(w) for w in (key, choice.zh, *choice.also)} - {"是", "否", "all"}:
                return choice.zh
    return None


@lru_cache(maxsize=100_000)
def may_stand_across(text: str) -> bool:
    """Whether a cell may be one of several headings of a crosstab of some ledger."""
    return any(members(k, ("星期一", text)) for k in ledgers().values() if k.across)


def members(ledger: Ledger, path: tuple[str, ...]) -> dict[str, str]:
    """The values of ``ledger.across`` that a path of headings holds, by column name.

    A bare number is a period only below a weekday.
    """
    found: dict[str, str] = {}
    for heading in path:
        for name in ledger.across:
            if name in found:
                continue
            if ledger.column(name).type == "integer" and "weekday" not in found:
                continue
            value = member(ledger, name, heading)
            if value is not None:
                found[name] = value
                break
    return found
