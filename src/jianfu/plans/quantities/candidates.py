"""Which figures of a statement bound something, and how: background left out, bounds found, shared bounds handed on."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from jianfu.plans.model import Op, Value
from jianfu.plans.quantities.bounds import Bound, bound, pattern
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
_EVERY = re.compile(r"(?:每|隔|逢|过去|连续|逾期|超期|最近|这|那|几|第|本|周期为?|凡)\s?$")
_CONDITION_DATE = re.compile(
    r"^\s?(?:之|以)?前(?:已|的|未|所|(?:发布|印发|出台|形成|签订|取得|入学|成立|制定|建成)的)"
)
_NEGATED = re.compile(r"^[^,。;]{0,14}?(?:不|严禁|禁止|停止|勿|杜绝)")
_JOINER = re.compile(r"^[^,。;]{0,3}[、,和及;]?[^\d]{0,10}$")
_CLOSING = re.compile(r"[。;]")


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
        return _dated(text, figure, around)
    if not figure.unit:
        if not _counted(text, figure, around):
            return None
        figure = replace(figure, unit="count")
    if _aside(text, figure, around):
        return None
    by = 0
    if around.change and figure.unit != "ratio":
        by = around.change if _changing().search(text, max(0, figure.start - 10), figure.start) else 0
        around = bound(text, figure.start, figure.end, floor, ceiling, changing=False)
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
_SHARES = frozenset({"time", "ratio", "yuan"})


@cache
def _changing() -> re.Pattern[str]:
    """A verb of change right before a figure."""
    verbs = f"{pattern('change.less').pattern}|{pattern('change.more').pattern}"
    return re.compile(f"(?:{verbs})[^,。;每]{{0,6}}$")


def _counted(text: str, figure: Figure, around: Bound) -> bool:
    """Whether a number without a unit counts something: 限3, 不超过45."""
    firm = around.op is not None and around.firm and around.op != "=="
    return firm and text[figure.start].isdecimal() and figure.start - _end_of_word(text, around, figure) <= 1


def _aside(text: str, figure: Figure, around: Bound) -> bool:
    """Whether the figure is no bound but a period, a starting point or a condition."""
    if figure.unit not in _SHARES and _EVERY.search(text, max(0, figure.start - 4), figure.start):
        return True
    if figure.named in {"半数", "一半"} and around.op is None and not around.change:
        return True
    if (
        _too_few(around)
        and text[figure.end : figure.end + 1] == "的"
        and not _BARRING.match(text, figure.end)
    ):
        return True
    return _within(text, figure) or _from(text, figure) or _conditional(text, figure, around)


_BARRING = re.compile(r"的?(?:不得|不予|不能|不可)")


def _too_few(around: Bound) -> bool:
    return around.op == "<" and around.word.startswith(("未满", "不满"))


def _turned(text: str, figure: Figure, around: Bound, op: Op | None) -> Op | None:
    """What is forbidden beyond a figure bounds the other way: 服务未满5年的不得借调, 晚上8点以后不布置任务."""
    if _too_few(around) and _BARRING.match(text, figure.end):
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
    return gap in _OR or (last.figure.unit == figure.unit and _shared(gap, figure))


def _end_of_word(text: str, around: Bound, figure: Figure) -> int:
    at = text.rfind(around.word, 0, figure.start) if around.word else -1
    return at + len(around.word) if at >= 0 else figure.start


_LEADS = frozenset({"day", "working_day", "week", "month", "hour"})
_OR = frozenset({"或", "或者", "和", "及", "且", "、"})
_SPAN = frozenset(
    {"年", "个月", "月", "周", "个星期", "星期", "学期", "个学期", "学年", "天", "年度", "个年度"}
)


def _shared(gap: str, figure: Figure) -> bool:
    """Whether a figure takes the bound of the one before it: 小学不超过6小时、初中7小时."""
    if len(gap) > 12 or not _JOINER.match(gap) or _CLOSING.search(gap):
        return False
    return figure.unit != "time" or gap == "、" or re.search("小学|初中|高中|年级|中学", gap) is not None


def _within(text: str, figure: Figure) -> bool:
    """一年内 before the figure that it bounds is the period of that one: 一年内只检查1次."""
    if figure.named not in _SPAN or figure.value != 1:
        return False
    return (
        re.match(
            r"(?:度)?(?:之|以)?内[^,。;]{0,14}?[\d一两二三四五六七八九十][次个项批人场篇份]",
            text[figure.end :],
        )
        is not None
    )


_ABOVE = re.compile(
    r"(?:及以上|以上|及以下|以下)?的(?=[,。;]|[^,。;]{0,12}(?:予以|取消|一律|给予|不得|追究|约谈|通报))|(?:以上|以下)的"
)
_DONE = re.compile(r"每|召开|开展|组织|举办|保证|确保|安排|不得|不准|严禁|消除|杜绝|不")


def _conditional(text: str, figure: Figure, around: Bound) -> bool:
    """Whether the figure says which cases are meant, and bounds nothing: 被通报3次以上的, 10万元以下的."""
    if figure.unit not in {"count", "yuan", "person"} or around.start < figure.start:
        return False
    if _ABOVE.match(text, figure.end) is None:
        return False
    return _DONE.search(re.split(r"[,。;]", text[max(0, figure.start - 30) : figure.start])[-1]) is None


def _from(text: str, figure: Figure) -> bool:
    """由35项减少到12项: what it was before bounds nothing."""
    before, after = text[max(0, figure.start - 6) : figure.start], text[figure.end : figure.end + 10]
    return re.search(r"[由从](?:原来?的?|每\w|原有的?)?\s?$", before) is not None and (
        re.match(r"[^,。;]{0,4}(?:减|降|压|缩|精简|提高|增|上升|调整|整合|合并)[^,。;]{0,2}[到至为]", after)
        is not None
    )


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


def _dated(text: str, figure: Figure, around: Bound) -> Candidate | None:
    """A date counts where something is to be done by it, or where it is the time of a phase."""
    before = text[max(0, figure.start - 6) : figure.start]
    after = text[figure.end : figure.end + 8]
    if re.search(r"(?:截至|截止到?|自|从|已于|以来)\s?$", before) and not re.match(r"\s?(?:之|以)?前", after):
        return None
    if _CONDITION_DATE.match(after):
        return None
    vague = None
    if around.end > figure.end and around.op == "<=":
        value = figure.value
        if isinstance(value, tuple):
            value = value[-1]
        return Candidate(figure, around, "<=", value, vague, True)
    if re.search(
        r"(?:不得?晚于|不得?迟于|最迟|最晚|不超过|(?:截止|完成)?(?:时限|期限|时间|日期)(?:为|:|是)|截止)\s?$",
        before,
    ):
        return Candidate(figure, around, "<=", figure.value, vague, True)
    if re.search(r"(?:不得?早于)\s?$", before):
        return Candidate(figure, around, ">=", figure.value, vague, True)
    phase = "阶段" in text[:40] and re.search(r"[(:]\s?(?:时间[::])?\s?$", before)
    if phase:
        op: Op = "between" if isinstance(figure.value, tuple) else "<="
        return Candidate(figure, around, op, figure.value, vague, True)
    return None


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
