"""Which figures of a statement bound something, and how: background left out, bounds found, shared bounds handed on."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from jianfu.plans.model import Op, Value
from jianfu.plans.quantities.bounds import Bound, bound, pattern
from jianfu.plans.quantities.conditions import BARRING, aside, too_few
from jianfu.plans.quantities.dates import dated
from jianfu.plans.quantities.figures import blank, figures, without_background
from jianfu.plans.quantities.printed import Figure
from jianfu.plans.quantities.scopes import Mention


@dataclass(frozen=True)
class Candidate:
    """A figure with its bound. ``op`` is None where nothing printed bounds it.

    ``by`` is -1 or +1 where a figure that is no share says by how much something falls or rises (减少12个).
    """

    figure: Figure
    bound: Bound
    op: Op | None
    value: Value
    vague: str | None = None
    strong: bool = False
    by: int = 0

    @property
    def start(self) -> int:
        """Where the printed piece begins, the bound included."""
        return min(self.figure.start, self.bound.start)

    @property
    def end(self) -> int:
        """Where the printed piece ends, the bound included."""
        return max(self.figure.end, self.bound.end)


_MOST = 120
"""A statement with more figures is a table: the rest of them is left alone."""
_NEGATED = re.compile(r"^[^,。;]{0,14}?(?:不|严禁|禁止|停止|勿|杜绝)")
_JOINER = re.compile(r"^[^,。;]{0,3}[、,和及;]?[^\d]{0,10}$")
_CLOSING = re.compile(r"[。;]")
_RELIEF = re.compile(r"(?:的?(?:比例|幅度|标准))?(?:予以|给予|进行|实行)?(?:减征|减收|减免|扣减|减缴|减半)")
_EACH_TIME = re.compile("每[次节课堂场]")


def candidates(text: str, named: list[Mention], report: bool = False) -> list[Candidate]:
    """Every figure of ``text`` that may bound something, in order."""
    graded = [(m.start, m.end) for m in named if m.grades]
    filled = without_background(blank(text, graded))
    found: list[Candidate] = []
    figs = figures(filled)[:_MOST]
    for i, figure in enumerate(figs):
        floor = figs[i - 1].end if i else 0
        ceiling = figs[i + 1].start if i + 1 < len(figs) else len(filled)
        made = _candidate(filled, figure, floor, ceiling, found[-1] if found else None, report)
        if made is None:
            continue
        joined = _between(found[-1], made, filled) if found else None
        if joined is not None:
            found[-1] = joined
        else:
            found.append(made)
    return found


def _candidate(
    text: str, figure: Figure, floor: int, ceiling: int, last: Candidate | None, report: bool
) -> Candidate | None:
    around = bound(text, figure.start, figure.end, floor, ceiling)
    if figure.unit == "date":
        on = dated(text, figure, around, report)
        return None if on is None else Candidate(figure, around, *on, None, True)
    if not figure.unit:
        if not _counted(text, figure, around):
            return None
        figure = replace(figure, unit="count")
    if aside(text, figure, around, report):
        return None
    by = 0
    if around.change and figure.unit in {"point", "time"}:
        around = bound(text, figure.start, figure.end, floor, ceiling, changing=False)
    elif around.change and figure.unit != "ratio":
        by = around.change if _changing().search(text, max(0, figure.start - 10), figure.start) else 0
        around = bound(text, figure.start, figure.end, floor, ceiling, changing=False)
    if not around.change and figure.unit == "ratio" and _RELIEF.match(text, figure.end):
        around = replace(around, change=-1)
    op, strong = around.op, around.op is not None and around.firm and around.op != "=="
    if strong and around.start < figure.start and op in {"<=", "<"}:
        by = 0  # 精简文件不超过20件 is how many are left
    if op is None and figure.unit in _LEADS and text[figure.start - 1 : figure.start] == "前":
        op, strong = ">=", True
    if op is None and last is not None and _handed_on(text, last, figure):
        op, strong = last.op, True
        around = replace(around, change=last.bound.change)
    op = _turned(text, figure, around, op)
    value = figure.value
    if isinstance(value, tuple) and not figure.masked:
        op, value = _ranged(op, value, around.word)
        strong = True
    if figure.named in _HALVES:
        op = ">" if figure.named.startswith("过") or around.word.startswith(("超过", "过")) else op or ">="
        strong = True
    if around.change:
        op, value = _change(op, value, around.change, report)
    if report and around.word.startswith("达"):
        op = "=="
    return Candidate(figure, around, op, value, _vague(text, floor, figure, around), strong, by)


_HALVES = frozenset({"过半数", "过半", "半数", "一半"})


@cache
def _changing() -> re.Pattern[str]:
    """A verb of change right before a figure."""
    verbs = f"{pattern('change.less').pattern}|{pattern('change.more').pattern}"
    return re.compile(f"(?:{verbs})(?!、)[^,。;每]{{0,6}}$")


def _counted(text: str, figure: Figure, around: Bound) -> bool:
    """Whether a number without a unit counts something: 限3, 不超过45."""
    firm = around.op is not None and around.firm and around.op != "=="
    return firm and text[figure.start].isdecimal() and figure.start - _end_of_word(text, around, figure) <= 1


def _turned(text: str, figure: Figure, around: Bound, op: Op | None) -> Op | None:
    """What is forbidden beyond a figure bounds the other way: 服务未满5年的不得借调, 晚上8点以后不布置任务."""
    if too_few(around) and BARRING.match(text, figure.end):
        return ">="
    if (
        figure.unit == "time"
        and op in {"<=", ">="}
        and around.end > figure.end
        and _NEGATED.match(text[around.end :])
    ):
        return "<=" if op == ">=" else ">="
    return op


def _handed_on(text: str, last: Candidate, figure: Figure) -> bool:
    """Whether the bound of the figure before holds for this one too."""
    if last.op is None or not last.strong:
        return False
    gap = text[last.end : figure.start]
    return gap in _OR or (last.figure.unit == figure.unit and _shared(gap, figure, last))


def _end_of_word(text: str, around: Bound, figure: Figure) -> int:
    at = text.rfind(around.word, 0, figure.start) if around.word else -1
    return at + len(around.word) if at >= 0 else figure.start


_LEADS = frozenset({"day", "working_day", "week", "month", "hour"})
_OR = frozenset({"或", "或者", "和", "及", "且", "、"})


def _shared(gap: str, figure: Figure, last: Candidate) -> bool:
    """Whether a figure takes the bound of the one before it: 小学不超过6小时、初中7小时."""
    if last.figure.unit == "count" and last.figure.named != figure.named:
        return False
    if len(gap) > 12 or not _JOINER.match(gap) or _CLOSING.search(gap) or _EACH_TIME.search(gap):
        return False
    return figure.unit != "time" or gap == "、" or re.search("小学|初中|高中|年级|中学", gap) is not None


def _ranged(op: Op | None, value: tuple[Value, ...], word: str) -> tuple[Op, Value]:
    """A range under 不超过 is bound by its end, under 不少于 by its beginning; else it is the bound itself."""
    if op in {"<=", "<"} and "过" in word:
        return op, value[-1]
    if op == ">=" and word.startswith(("不少", "不低", "不得少", "不得低", "至少", "不早", "不得早")):
        return op, value[0]
    return "between", (value[0], value[-1])


def _change(op: Op | None, value: Value, sign: int, report: bool) -> tuple[Op, Value]:
    if op is None or (report and op == "=="):
        op = "==" if report else ("<=" if sign < 0 else ">=")
    elif op == "==":
        op = "<=" if sign < 0 else ">="
    if sign > 0:
        return op, value
    if isinstance(value, tuple):
        numbers = [v for v in value if isinstance(v, int | float)]
        return op, (-max(numbers), -min(numbers)) if len(numbers) == 2 else value
    return op, -value if isinstance(value, int | float) else value


def _vague(text: str, floor: int, figure: Figure, around: Bound) -> str | None:
    stop = max(text.rfind(c, 0, figure.start) for c in ",。;")
    for m in pattern("vague").finditer(text, max(floor, stop + 1, figure.start - 30), figure.start):
        return m[0]
    behind = pattern("vague").match(text, around.end) or pattern("vague").match(text, figure.end)
    if behind is not None and behind[0] in {"左右", "上下", "前后"}:
        return behind[0]
    return figure.about or None


def _between(first: Candidate, second: Candidate, text: str) -> Candidate | None:
    """30分钟以上60分钟以下, 不少于2次不超过4次: one bound on both sides."""
    if first.figure.unit != second.figure.unit or first.figure.masked or second.figure.masked:
        return None
    gap = text[first.figure.end : second.figure.start]
    low, high = first.value, second.value
    if first.op not in {">=", ">"} or second.op not in {"<=", "<"} or not isinstance(low, int | float):
        return None
    if not isinstance(high, int | float) or low >= high or len(gap) > 8:
        return None
    if not re.fullmatch(
        r"(?:以上|及以上)?(?:,|、|至|到|但|且|也|、但|,但|,最[多长]|,最多)?(?:不满|不超过|不多于|不得超过|不高于|不大于)?",
        gap,
    ):
        return None
    figure = replace(first.figure, end=second.figure.end)
    return Candidate(
        figure, replace(first.bound, end=second.bound.end), "between", (low, high), first.vague, True
    )
