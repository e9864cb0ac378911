"""Figures that bound nothing: periods, starting points, conditions, examples and what was before."""

from __future__ import annotations

import re

from jianfu.plans.quantities.bounds import Bound, pattern
from jianfu.plans.quantities.printed import Figure

_SHARES = frozenset({"time", "ratio", "yuan"})
_EVERY = re.compile(
    r"(?:每|隔|逢|过去|连续|逾期|超期|最近|这|那|几|第|本|周期为?|凡"
    r"|每(?:发现|出现|发生|查实|查出|超过?|少|多|增加?|减少?|缺|逾期|有|提前|迟到?|晚))\s?$"
)
_SITE = re.compile(
    r"(?:占地(?:面积)?|建筑面积|总面积|注册资[本金]|位于|距离?|辖|共辖|总人口|户籍人口)(?:约|为)?\s?$"
)


def aside(text: str, figure: Figure, around: Bound, report: bool = False) -> bool:
    """Whether the figure is no bound but a period, a starting point or a condition."""
    if figure.unit not in _SHARES and _EVERY.search(text, max(0, figure.start - 6), figure.start):
        return True
    if figure.named in {"半数", "一半"} and around.op is None and not around.change:
        return True
    if too_few(around) and text[figure.end : figure.end + 1] == "的" and not BARRING.match(text, figure.end):
        return True
    if figure.unit in {"year", "month"} and _IN_TIME.match(text, figure.end):
        return True
    if figure.unit in {"year", "term"} and _MEANWHILE.match(text, figure.end):
        return True
    if figure.unit in _SPANS and _EARLIER.match(text, figure.end):
        return True
    weak = (around.op is None or around.op == "==" or not around.firm) and not around.change
    if _one_day(text, figure) or (weak and _SITE.search(text, max(0, figure.start - 8), figure.start)):
        return True
    if weak and not report and _before_now(text, figure):
        return True
    return (
        _within(text, figure)
        or _from(text, figure)
        or _of_cases(text, figure, around)
        or _conditional(text, figure, around)
    )


BARRING = re.compile(r"的?(?:不得|不予|不能|不可)")


_SPANS = frozenset({"day", "working_day", "week", "month", "year", "term"})
_EARLIER = re.compile(
    r"(?:以|之)?[前后]的(?=[^,。;])|(?:之|以)?内(?:原则上|一般|均)?(?:不得?再?(?=重复|对|安排|开展|组织|进行|申|参)|不再|不予|不重复|禁止|严禁|只|仅|最多|至多|不得?超过)"
)
_MEANWHILE = re.compile(
    r"(?:之|以)?内[^,。;\d]{0,14}(?:不得?(?:少于|低于|超过|高于|多于)|至少|最多|达到?)\s?\d"
)
_IN_TIME = re.compile(r"(?:之|以)?内(?:使|让|要)?[^,。;、\d]{0,14}(?:成效|有效|显著|明显|见效|改观|好转)")
_SEGMENT = re.compile(r"[,。;]")
_SENTENCE = re.compile(r"[。;]")
_PAST = re.compile(
    r"(?<!比)(?<!较)(?<!与)(?<!同)(?<!按)(?<!过)(?<!于)(?:去年|前年|往年)(?!同期|水平)|近几?年来|先后|业已|已经|此前|共有|现有|拥有|下辖"
    r"|(?<![所没原现具只])有的(?=[^,]{2})|个别(?=学校|单位|乡镇|地方|部门|村|教师)|目前|(?:了|过)\s?$"
)
_TOLD = re.compile(
    r"近几?年来|比如|例如|诸如|譬如|比方说|举例|某(?:企业|学?校|镇|县|单位|村|部门)|据(?:统计|调查|了解|测算|不完全)|(?:统计|调查|数据)显示|前[二两三]个?季度|[我全][区县市省校镇](?:现有|共有)|去年以来|过去"
)


def _before_now(text: str, figure: Figure) -> bool:
    """Whether a plan tells how things were, or gives an example: 去年全县召开会议118次, 有的乡镇每月40张."""
    start = max(0, figure.start - 60)
    if _PAST.search(_SEGMENT.split(text[start : figure.start])[-1]):
        return True
    return _TOLD.search(_SENTENCE.split(text[start : figure.start])[-1]) is not None


def _one_day(text: str, figure: Figure) -> bool:
    """一天的作业 is the work of a day."""
    return (
        figure.unit == "day"
        and figure.value == 1
        and text[figure.start] == "一"
        and text[figure.end : figure.end + 1] == "的"
    )


def too_few(around: Bound) -> bool:
    """Whether the bound is 未满 or 不满."""
    return around.op == "<" and around.word.startswith(("未满", "不满"))


_SPAN = frozenset(
    {"年", "个月", "月", "周", "个星期", "星期", "学期", "个学期", "学年", "天", "年度", "个年度"}
)


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


_CASES = re.compile(
    r"[^,。;的]{0,14}的(?!不得|不能|不可)|[^,。;的]{0,4}(?:时|后|之后|以后)(?=[,。;\u4e00-\u9fff])(?!间|长|段|候|续|勤)"
)
_PART_OF = re.compile(r"[^,。;的]{0,6}的(?:部分|\x00\x00|情形|情况下)")
_OPENING = re.compile(
    r"(?:^|[,。;])(?:对|凡|对于|凡是|出现|发生|有|如有|若有|如|若|被|因|存在|经|超过|逾期|拖欠|累计)[^,。;]{0,10}$"
)
_ABOVE_CASES = re.compile(r"(?:及?以上|及?以下)[^,。;的]{1,14}的")
_PUNISHED = re.compile(
    r"[^,。;的]{1,14}的[^,。;]{0,10},?(?:要|应|将|一律)?(?:予以|给予|取消|追究|约谈|通报|问责|严肃|不得评|表彰|奖励)"
)


def _of_cases(text: str, figure: Figure, around: Bound) -> bool:
    """Whether the figure is part of what a case is: 超过6个月未使用的工作群, 对3名以上家长联名反映的问题."""
    if _PART_OF.match(text, figure.end):
        return True
    if around.op in {">", "<"} and around.start < figure.start and not around.change:
        at = text.rfind(around.word, 0, figure.start)
        before = _SEGMENT.split(text[max(0, at - 24) : at])[-1]
        if pattern("forbidding").search(before) is None and _CASES.match(text, figure.end):
            return True
    opening = text[max(0, figure.start - 14) : figure.start]
    if not _OPENING.search(opening) or around.start < figure.start:
        return False
    return (_ABOVE_CASES.match(text, figure.end) or _PUNISHED.match(text, figure.end)) is not None


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
