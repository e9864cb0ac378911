"""Titles of plans, the series numbers that collections put behind them, and the bodies that sign."""

from __future__ import annotations

import re
from functools import cache

from jianfu.plans.source.bounds import label
from jianfu.plans.source.characters import bare
from jianfu.plans.word_lists import word_list

_LONGEST = 70
_NUMERAL = "(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})"
_VALUES = {c: i for i, c in enumerate("〇一二三四五六七八九")}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = {key: "|".join(sorted(map(re.escape, value.split()), key=len, reverse=True))
             for key, value in word_list("jianfu.plans.source", "titles.yaml").items()}  # fmt: skip
    count = (
        r"(?:最新|精选|通用|优质|热门|实用|合集|共|锦集|必备|推荐)?[\d一二三四五六七八九十]{1,3}[篇则份条字]?"
    )
    behind = rf"[\s()《》\"“”|_-]*(?:(?:{words['suffixes']}|{count}|(?:20)?[\dxX×]{{2,4}}年度?|[,、])[\s()》\"”]*)*"
    kinds = f"(?:{words['strong']}|{words['weak']})"
    return {
        "strong": re.compile(rf".*(?:{words['strong']}){behind}$"),
        "any": re.compile(rf".*{kinds}{behind}$"),
        "body": re.compile(rf"[^,。;:!?]*(?:{words['bodies']})(?:\(.{{1,8}}章\))?$"),
        "numbered": re.compile(rf"(?P<title>.{{0,50}}{kinds})(?:范文)?\s?[(]?(?P<n>{_NUMERAL})[)]?[:、]?$"),
    }


_SERIES = (
    re.compile(rf"(?P<title>.{{0,60}}?)[【\[(〔]?\s?第?篇\s?(?P<n>{_NUMERAL})\s?[】\])〕]?\s?[:、.]?\s?(?P<more>.{{0,60}})$"),
    re.compile(rf"[【\[(〔]?\s?第\s?(?P<n>{_NUMERAL})\s?篇\s?[】\])〕]?\s?[:、.]?\s?(?P<more>.{{0,60}})$"),
    re.compile(
        rf"[【\[(〔]?(?:方案|范文|总结|计划|报告|样本|模板|范本|示例|例文|文稿|材料)\s?(?P<n>{_NUMERAL})\s?[】\])〕]?"
        r"\s?(?:[:、.]\s?(?P<more>.{0,60}))?$"
    ),
)  # fmt: skip

_LEADING = re.compile(
    r"(?!为|根据|按照)([^。;!?,:]{8,60}?(?:通知|方案|意见|办法|总结|报告|要点|规定|细则|措施|计划|汇报|清单)"
    r"(?:\((?:试行|暂行)\)|参考范文|范文|模板)?)"
    r"(?=为(?:了|贯彻|进一步|切实|深入|认真|落实|全面|加强|减轻|规范|确保|推[进动]|扎实|有效|积极|更好)"
    r"|根据《|按照[《中国省市县]|近年来|今年以来|一、)"
)


def titled(text: str, *, strong: bool = False) -> bool:
    """Whether a line reads like a title; ``strong``: like one wherever it stands."""
    if not 4 <= len(text) <= _LONGEST or any(mark in text for mark in "。;!?") or label(text):
        return False
    if text.endswith((":", ",", "、")):
        return False
    if strong:
        return bool(_patterns()["strong"].match(text)) and ("关于" in text or len(text) >= 8)
    return bool(_patterns()["any"].match(text))


def leading(text: str) -> str:
    """The title that a copy ran together with the first sentence ("…实施方案为贯彻落实…"), "" where there is none."""
    found = _LEADING.match(text)
    return found[1] if found and titled(found[1], strong=True) else ""


def signing(text: str) -> bool:
    """Whether a line names nothing but a body, as a signature does."""
    return 2 < len(text) <= 40 and not label(text) and bool(_patterns()["body"].match(bare(text)))


def series(text: str) -> tuple[int, str] | None:
    """The number of a plan in a collection and the title that stands with it ("…方案 篇二", "【篇2】", "方案三:")."""
    if len(text) > _LONGEST or any(mark in text for mark in "。;!?"):
        return None
    for pattern in _SERIES:
        found = pattern.match(text)
        if found:
            given = found.groupdict()
            title = (given.get("title") or "").strip() or (given.get("more") or "").strip()
            return _number(found["n"]), title
    found = _patterns()["numbered"].match(text)
    if found and not label(text):
        return _number(found["n"]), found["title"].strip()
    return None


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, _, ones = text.partition("十")
    if "十" not in text:
        return _VALUES.get(text, 0)
    return (_VALUES.get(tens, 1) if tens else 1) * 10 + _VALUES.get(ones, 0)
