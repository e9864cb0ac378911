"""The numbers of clauses as they are printed: 一、（一）1.（1）① 第三条 一是 — found at the head of a line or inside it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jianfu.terms.numerals import chinese_number

_CHINESE = "一二三四五六七八九十百零〇两"
# A dash stands for 一 in many a copy: （—）.
_BRACKETED = rf"\((?:[{_CHINESE}]{{1,4}}|[-—–―])\)"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"

_STYLES: tuple[tuple[str, str], ...] = (
    ("part", rf"第\s?[{_CHINESE}\d]{{1,4}}\s?(?:[编章]|部分)(?=[\s:、]|[^的])"),
    ("section", rf"第\s?[{_CHINESE}\d]{{1,4}}\s?节(?=[\s:、]|[^的课])"),
    ("article", rf"第\s?[{_CHINESE}\d]{{1,4}}\s?条(?![款第和、及至的规之])"),
    ("chinese", rf"[{_CHINESE}]{{1,3}}(?:\s?[、.．]|,(?=\S)|:)"),
    ("bracketed", rf"{_BRACKETED}\s?[、.．]?"),
    ("arabic", r"\d{1,3}\s?(?:[、．]|\.(?!\d))"),
    ("arabic_bracketed", r"\(\d{1,2}\)\s?[、.．]?"),
    ("arabic_half", r"\d{1,2}\)[、.．]?"),
    ("circled", rf"[{_CIRCLED}]\s?[、.．]?"),
    ("firstly", rf"[{_CHINESE}]{{1,2}}(?:是(?![一二三四五六七八九])|要)|[第其][{_CHINESE}]{{1,2}}[、,:]"),
)
_ANY = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _STYLES))
# 一、二年级 and 三、四、五年级 count grades, not clauses; nor do 一、二、三等奖 and 一、二线.
_COUNTED = re.compile(rf"[{_CHINESE}]{{1,2}}(?:[、,和及至到-]|年级|年|等|线|级|类|学段|轮|批|期|把手)")


@dataclass(frozen=True)
class Label:
    """A number found in a line: its style, its printed form, what it counts, and where it stands."""

    style: str
    printed: str
    number: int
    start: int
    end: int


def labels_in(text: str) -> list[Label]:
    """Whatever may be the number of a clause in ``text``, in order; who reads them decides which are."""
    found = []
    for match in _ANY.finditer(text):
        style = match.lastgroup or ""
        if style == "chinese" and _COUNTED.match(text, match.end()):
            continue
        if style in ("arabic", "arabic_half") and match.start() and text[match.start() - 1].isascii():
            before = text[match.start() - 1]
            if before.isalnum() or before in ".-/(":
                continue
        number = _number(style, match.group())
        if number is not None:
            found.append(Label(style, _printed(style, match.group()), number, match.start(), match.end()))
    return found


def _printed(style: str, text: str) -> str:
    compact = re.sub(r"\s", "", text)
    return compact if style in ("part", "section", "article") else compact.rstrip("、.．,:")


def _number(style: str, text: str) -> int | None:
    if style == "circled":
        return _CIRCLED.index(text[0]) + 1
    core = re.sub(rf"[^{_CHINESE}\d]", "", text)
    if not core:
        return 1  # a dash
    return int(core) if core.isdigit() else chinese_number(core)
