"""Bounds printed without a figure: 不留书面作业, 只减不增, 一科一辅, 分为优秀、良好、及格、不及格."""

from __future__ import annotations

import re
from functools import cache

from jianfu.plans.model import Context, Op, Quantity
from jianfu.plans.quantities.bounds import pattern
from jianfu.plans.quantities.metrics import choose, generic, metrics
from jianfu.plans.quantities.printed import Figure
from jianfu.plans.quantities.scopes import Mention, last_run, narrowing, union

_NOT = r"(?:不得再?|不再|不准|不许|不可|不能|不应|一律不得?|坚决不|严禁|禁止|不|没有|无|零|取消(?![^,]{0,12}资格))"
_VERB = (
    r"(?:再)?(?:给|向|对|为)?(?:学生|孩子|幼儿)?(?:统一)?"
    r"(?:留|做|写|带|发|布置|组织|安排|进行|举行|举办|搞|实行|实施|开展|设|参加|采用|采取)?(?:任何|各类|各种|形式的)?"
)
_LEVELS = re.compile(
    r"(?:优秀?|A等?|甲)(?:[、,/](?:优秀|良好?|中等?|一般|合格|及格|达标|待合格|待及格|待达标|需?待?努力|须努力|再努力|不合格|不及格|待提高|差|[B-E]等?|[乙丙丁])){1,5}"
)
_GRADING = re.compile("等级|等次|等第|评定|评价|成绩|登记")
_PAIRS: tuple[tuple[re.Pattern[str], str, Op], ...] = (
    (re.compile("一(?:学?科|教)(?:只[限能准]|限)?一辅"), "teaching_aids_per_subject", "<="),
    (re.compile("一户一卡|每户一卡|一户一证"), "cards_per_household", "=="),
)
_FLAT_OBJECT = re.compile(
    r"(?:不超过|不得超过|不高于|不得高于|不多于|不得多于|不突破|不得突破)(?:上一?年度?|去年|前一年|同期|往年)(?:同期|水平|总数|总量)?(?!的?\s?[\d一二三四五六七八九])(?!.{0,6}%)"
)


@cache
def _zeros() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (m.id, re.compile(f"{_NOT}{_VERB}(?P<object>{m.zero})")) for m in metrics().values() if m.zero
    )


def unprinted(text: str, named: list[Mention], context: Context) -> list[tuple[int, Quantity]]:
    """Quantities whose figure is not printed, with where they stand."""
    found: list[tuple[int, Quantity]] = []
    for name, zero in _zeros():
        for m in zero.finditer(text):
            quantity = _zero(text, m, name, named)
            if quantity is not None:
                found.append((m.start(), quantity))
    for m in re.finditer(pattern("flat").pattern + "|" + _FLAT_OBJECT.pattern, text):
        found.append((m.start(), _flat(text, m, context)))
    listed = _LEVELS.search(text) if _GRADING.search(text) else None
    levels = re.split("[、,/]", listed[0]) if listed is not None else []
    if listed is not None and len(levels) > 2:
        scope: dict[str, object] = {"levels": levels}
        _mentioned(scope, text, named, listed.start())
        found.append((listed.start(), Quantity("grade_levels", "==", len(levels), "count", scope, listed[0])))
    for pair, name, op in _PAIRS:
        for m in pair.finditer(text):
            found.append((m.start(), Quantity(name, op, 1, "count", {}, m[0])))
    return found


def _mentioned(scope: dict[str, object], text: str, named: list[Mention], at: int) -> None:
    before = [m for m in named if m.start < at]
    if before:
        scope.update(union(last_run(text, before)).scope())


def _zero(text: str, m: re.Match[str], name: str, named: list[Mention]) -> Quantity | None:
    """Nothing at all, where it is for somebody: an exam forbidden to all is a prohibition, one called off is none."""
    metric = metrics()[name]
    scope: dict[str, object] = {}
    _mentioned(scope, text, named, m.start())
    if metric.topic == "exam" and not scope.get("grades"):
        if not m[0].startswith("取消"):
            return None
        scope["kind"] = m["object"]
    if (
        metric.topic == "homework"
        and not scope
        and not re.search("书面|家庭|回家|课外|课后|笔头", m["object"])
    ):
        return None
    for key in ("form", "place", "day"):
        said = narrowing(key, m[0] if key != "day" else text[: m.end()])
        if said is not None:
            scope[key] = said
    unit = "minute" if metric.topic == "homework" else "count"
    return Quantity(name, "==", 0, unit, scope, m[0])


def _flat(text: str, m: re.Match[str], context: Context) -> Quantity:
    """No more than before: a change of at most nothing."""
    figure = Figure(m.start(), m.end(), 0, "ratio")
    zones = [(text, m.start()), (context.before, len(context.before))]
    metric = choose(figure, zones, True) or generic("ratio", True)
    scope: dict[str, object] = {"baseline": narrowing("baseline", text) or "上年"}
    return Quantity(metric.id, "<=", 0, "ratio", scope, m[0])
