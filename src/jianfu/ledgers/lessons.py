"""What lessons, results, orders and print jobs tell of themselves: weekday, form, price paid, purpose."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

from jianfu.ledgers.spans import plain
from jianfu.terms.cells.words import SUBJECT_WORDS


def weekday_of(day: object) -> int | None:
    """1 (Monday) … 7 of a day."""
    return day.isoweekday() if isinstance(day, date) else None


def one_period(change: str | None) -> int:
    """Hundredths of a period that a row of the lesson log stands for: none when the lesson was not given."""
    return 0 if change == "cancelled" else 100


def pupil_by_number(number: str | None) -> str | None:
    """Where no name stands, the number stands for the pupil."""
    return number


_MARK = re.compile(r"^\d{1,3}(\.\d+)?分?$")
_LEVEL = re.compile(
    r"^(?:[A-Ea-e][+\-]?|[优良中差][秀好等]?[+\-]?|合格|不合格|基本合格|待合格|达标|未达标|及格|不及格|待提高|需努力|[甲乙丙丁]等?|"
    r"[一二三四五]等|[★☆⭐]+|[一二三四五\d]颗?星)$"
)
_ABSENT = re.compile(r"缺考|免考|缓考|请假|未考|病假|休学")


def form_of_result(result: str | None) -> str | None:
    """Whether a result is a level, a mark, or none because the pupil was away; None when the words tell nothing."""
    if not result:
        return None
    text = plain(result)
    if _MARK.match(text):
        return "marks"
    if _LEVEL.match(text):
        return "levels"
    return "absent" if _ABSENT.search(text) else None


_DISCOUNT = re.compile(r"^(\d{1,3})(?:\.(\d{1,2}))?(折|%)?$")


def share_paid(discount: str) -> Fraction | None:
    """0.95 for `0.95`, `9.5折`, `95折`, `95%`; None for anything else."""
    m = _DISCOUNT.match(plain(discount))
    if m is None:
        return None
    written = Fraction(f"{m[1]}.{m[2] or 0}")
    tens = 100 if m[3] == "%" or written > 10 else 10 if m[3] == "折" or written > 1 else 1
    return written / tens if 0 < written <= tens else None


def price_after_discount(price: int | None, price_max: int | None, discount: str | None) -> int | None:
    """Fen that one copy costs: the price on the cover less the discount; None when either cannot be told."""
    if price is None or price_max is not None:
        return None
    share = Fraction(1) if discount is None else share_paid(discount)
    return None if share is None else int(price * share + Fraction(1, 2))


_PRINTS = (
    ("copied_aid", r"复印.{0,6}(教辅|练习册|同步)|(教辅|练习册|同步).{0,6}复印"),
    ("exam", r"试卷|试题|考卷|测试|检测|考试|测验|月考|周考|调研卷|答题卡|[期单]末卷"),
    ("handout", r"学案|讲义|学习单|任务单"),
    ("notice", r"通知|告家长|家长书|一封信|表册|回执|方案|总结|材料"),
    ("homework", r"练习|作业|习题|口算|默写|字帖"),
)


def kind_of_print(title: str | None) -> str | None:
    """What a print job is for, from the name of what is printed; None when it tells nothing."""
    if not title:
        return None
    return next((kind for kind, pattern in _PRINTS if re.search(pattern, plain(title))), None)


def sitting_of_print(title: str | None) -> str | None:
    """The examination that a printed paper belongs to: its name without subject, grade, and words for paper."""
    if not title:
        return None
    left = plain(title)
    for word in SUBJECT_WORDS:
        left = left.replace(word, "")
    left = re.sub(r"[一二三四五六七八九1-9]年级|[初高][一二三]|学科|科目|\(.*?\)", "", left)
    left = re.sub(r"(?<!测)试卷|试题|考卷|答题卡|卷[ABab]?$", "", left)
    return left.strip("-_·、, ") or plain(title)
