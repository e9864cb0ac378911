"""Dates that bound: by when something is to be done, from when it holds, when a phase is."""

from __future__ import annotations

import re

from jianfu.plans.model import Op, Value
from jianfu.plans.quantities.bounds import Bound
from jianfu.plans.quantities.printed import Figure

_ALREADY = re.compile(
    r"^\s?(?:之|以)?前(?:已|的|未|所|(?:发布|印发|出台|形成|签订|取得|入学|成立|制定|建成)的)"
)
_SINCE = re.compile(r"(?:截至|截止到?|自|从|已于|以来)\s?$")
_BEFORE = re.compile(r"\s?(?:下班|上午|下午|中午|当天)?\s?(?:之|以)?前")
_LATEST = re.compile(
    r"(?:不得?晚于|不得?迟于|最迟|最晚|不超过|(?:截止|完成)?(?:时限|期限|时间|日期)(?:为|:|是)|截止)\s?$"
)
_LASTING = re.compile(r"(?:期|时间|时限|期限)(?:为|:|是|从|自)?\s?$")
_EARLIEST = re.compile(r"不得?早于\s?$")
_UP_TO = re.compile(r"(?:^|[,。;、:)]|力争|确保|争取|计划|预计|并|须|要|将|应|延长|延期|推迟)\s?[到至]\s?$")
_AIMING = re.compile(r"(?:力争|确保|争取|保证|计划|务求|力求)(?:在|于)?\s?$")
_AIM = re.compile(r"[^,。;]{0,24}(?:达到?|实现|完成|建成|建立|全面|基本|清零|见效|到位|覆盖|取得)")
_FROM = re.compile(r"\s?起(?!,?(?:正式)?(?:施行|实施|执行|生效|试行|启用))")
_YEARS = re.compile(r"\d{4}|[年月]底|年末")


def dated(text: str, figure: Figure, around: Bound, report: bool = False) -> tuple[Op, Value] | None:
    """The op and the date where something is to be done by it, holds from it, or has its time then."""
    before = text[max(0, figure.start - 6) : figure.start]
    after = text[figure.end : figure.end + 8]
    value = figure.value
    last = value[-1] if isinstance(value, tuple) else value
    if _SINCE.search(before) and not _BEFORE.match(after):
        held = not report and isinstance(value, str) and "年" not in after[:1] and _FROM.match(after)
        return (">=", value) if held and re.match(r"\d{4}-", str(value)) else None
    if _ALREADY.match(after):
        return None
    if (around.end > figure.end and around.op == "<=") or _BEFORE.match(after):
        return "<=", last
    if _LATEST.search(before):
        return ("between" if isinstance(value, tuple) else "<="), value
    if isinstance(value, tuple) and _LASTING.search(before):
        return "between", value
    if _EARLIEST.search(before):
        return ">=", value
    if "阶段" in text[:40] and re.search(r"[(:]\s?(?:时间[::])?\s?$", before):
        return ("between" if isinstance(value, tuple) else "<="), value
    return ("<=", last) if _aimed_at(text, figure, before, after, str(last), report) else None


def _aimed_at(text: str, figure: Figure, before: str, after: str, last: str, report: bool) -> bool:
    """到2025年底 in a plan, and what a report still aims at: 力争2025年底达到."""
    if not _YEARS.search(last) or re.match(r"\s?(?:止|为止|期间|以来)", after):
        return False
    if _AIMING.search(before) and _AIM.match(text, figure.end, figure.end + 30):
        return True
    return not report and _UP_TO.search(before) is not None
