"""What the ledgers of complaints, corrections, disclosures and meetings leave for the reader to work out."""

from __future__ import annotations

import datetime as dt
import re

from jianfu.ledgers.spans import plain
from jianfu.terms.cells.dates import parse_date
from jianfu.terms.cells.model import BadCell

_AT_ONCE = re.compile(r"立行立改|立整立改|即知即改|立知立改|即查即改|边查边改|立即|马上|当场")
_STANDING = re.compile(r"长期|持续|坚持|常态")


def yes_when_dated(day: object) -> bool | None:
    """Yes when the day on which it happened is written; a missing day alone says nothing."""
    return True if day is not None else None


def kind_of_deadline(deadline: str | None) -> str | None:
    """Whether a deadline is a day, 立行立改 or 长期坚持; None when nothing is written or it cannot be told."""
    if not deadline:
        return None
    if _AT_ONCE.search(deadline):
        return "at_once"
    if _STANDING.search(deadline):
        return "standing"
    return "dated" if re.search(r"\d", deadline) else None


def day_of_deadline(deadline: str | None, found_on: dt.date | None) -> dt.date | None:
    """The day by which it is due: 立行立改 is the day it was found, a month its last day; 长期坚持 has none.

    A day without a year is the next such day after the problem was found.
    """
    kind = kind_of_deadline(deadline)
    if deadline is None or kind in (None, "standing"):
        return None
    if kind == "at_once":
        return found_on
    text = re.sub(r"(?:之?前|以?前|底前|完成|整改到位)+$", "", plain(deadline))
    text = re.sub(r"(\d月)底?$", r"\1", text)
    try:
        found = parse_date(text, None if found_on is None else (found_on.year,) * 2, allow_partial=True)
    except BadCell:
        return None
    day = found.last or found.first
    if found.approx and found_on is not None and day < found_on:
        day = day.replace(year=day.year + 1, day=min(day.day, 28) if day.month == 2 else day.day)
    return day


_DISCLOSED = (
    ("white_list", r"白名单|进校园(清单|事项|活动)"),
    ("inspection_list", r"(督查|检查|考核).*(清单|计划)"),
    ("supervision", r"督导(结果|情况|报告|通报)"),
    ("fees", r"收费"),
    ("homework_control", r"作业"),
    ("contact", r"监督|举报|投诉|联系(方式|电话)|校长信箱|热线|电话"),
    ("timetable", r"课程?表|课表"),
    ("course_plan", r"课程(计划|设置|方案|开设)|教学计划"),
    ("school_day", r"作息|到校|在校时间|一日安排"),
    ("teachers", r"教师|师资|任课|班主任"),
    ("activities", r"活动|社团|课后服务|兴趣小组"),
)


def kind_of_disclosure(item: str | None) -> str | None:
    """What was made public, from its name; ``other`` when the name tells none of the kinds."""
    if not item:
        return None
    return next((kind for kind, pattern in _DISCLOSED if re.search(pattern, plain(item))), "other")


def day_it_was_published(published_on: object) -> object:
    """Where no deadline is written, a disclosure is dated by the day it was made."""
    return published_on


def kind_of_meeting(name: str | None) -> str | None:
    """``study`` for a meeting named as one of study or training, else ``work``."""
    if not name:
        return None
    text = plain(name)
    if re.search(r"学习教育.*(部署|动员|推进|工作)", text):
        return "work"
    return (
        "study"
        if re.search(r"学习(会|班|日|研讨|交流)?|理论中心组|研讨班|读书班|党课|宣讲", text)
        else "work"
    )
