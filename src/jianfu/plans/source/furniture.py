"""Furniture of pages, recognised by its words: page numbers, captions, buttons, credits, recommendations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Any

from jianfu.plans.source.bounds import ends, label, prose
from jianfu.plans.source.characters import bare
from jianfu.plans.source.raw import Raw
from jianfu.plans.source.titles import titled
from jianfu.plans.source.widths import wrapped
from jianfu.plans.word_lists import word_list

_LONGEST = 400
_PAGE = 8
_BY_WORDS = frozenset({"chrome", "intro", "caption"})
_DUTY = re.compile("不得|严禁|禁止|不准|应当|必须|杜绝|一律|不超过|要求|确保|规范")
_BOUND = re.compile(
    "学校|教师|老师|家长|学生|校园|企业|农民|农户|基层|部门|机关|各级|各地|各校|乡镇|街道|干部"
)
_COPYING = re.compile("转载|复制|镜像|版权|《")
_ANYWHERE = frozenset({"", "page", "rule"})
_SECTION = re.compile(r"第?[一二三四五六七八九十(]")
_LONGEST_FIELD = 160
_DIVIDERS = r"[|/·>»<«\s()\[\]【】〔〕:,、—–\-.•+*#]"


@dataclass(frozen=True)
class _Words:
    """The patterns of furniture.yaml, compiled."""

    lines: Mapping[str, re.Pattern[str]]
    fields: re.Pattern[str]
    holds: Mapping[str, re.Pattern[str]]
    buttons: re.Pattern[str]
    tail: re.Pattern[str]
    inline: re.Pattern[str]
    inline_whys: Mapping[str, str]


def _any(patterns: Sequence[str]) -> str:
    return "|".join(f"(?:{p})" for p in patterns)


@cache
def _words() -> _Words:
    given: dict[str, Any] = word_list("jianfu.plans.source", "furniture.yaml")
    buttons = sorted(map(re.escape, given["buttons"].split()), key=len, reverse=True)
    named = {f"g{i}": why for i, why in enumerate(given["inline"])}
    return _Words(
        lines={why: re.compile(_any(p)) for why, p in given["lines"].items()},
        fields=re.compile(rf"[\[【(]?(?:{_any(given['fields'])})(?:[:：]|[\]】][:：]?|$|(?<=[>»/|-]))"),
        holds={why: re.compile(_any(p)) for why, p in given["holds"].items()},
        buttons=re.compile(rf"{_DIVIDERS}*+(?:(?:{'|'.join(buttons)}){_DIVIDERS}*+)++"),
        tail=re.compile(_any(given["tail"])),
        inline=re.compile("|".join(f"(?P<{n}>{_any(given['inline'][why])})" for n, why in named.items())),
        inline_whys=named,
    )


def why_aside(text: str) -> str:
    """The reason a whole line is furniture, "" when it is not."""
    why = _why(text, bare(text))
    # A duty that names whom it binds is text, whatever else it speaks of.
    if why in _BY_WORDS and _DUTY.search(text) and _BOUND.search(text) and not _COPYING.search(text):
        return ""
    return why


def _why(text: str, line: str) -> str:
    words = _words()
    if not line or len(line) > _LONGEST:
        return ""
    if len(line) <= 120:
        for why, pattern in words.lines.items():
            if pattern.fullmatch(line):
                return why
        if words.buttons.fullmatch(line):
            return "chrome"
    if len(line) <= _LONGEST_FIELD and words.fields.match(line) and not any(m in line for m in "。;"):
        return "chrome"
    if not label(text):
        for why, pattern in words.holds.items():
            if pattern.search(line):
                return why
    return ""


def clear(raws: Sequence[Raw]) -> list[Raw]:
    """The lines with furniture set aside: whole lines, pieces of lines, and what a page shows after its text."""
    width = wrapped(raws)
    found: list[Raw] = []
    tail = inside = False
    for raw in raws:
        if raw.why:
            found.append(raw)
            continue
        if tail and _text_again(raw.text):
            tail = False
        why = "chrome" if tail else why_aside(raw.text)
        if inside and why not in _ANYWHERE:
            why = ""
        if not why:
            # The next line is the rest of a sentence that reached the edge, whatever words it holds.
            full = raw.full if raw.full is not None else width > 0 and len(raw.text) >= width - 3
            inside = full and not ends(raw.text) and not titled(raw.text, strong=True)
        if why == "chrome" and _words().tail.fullmatch(bare(raw.text)):
            tail = True
        found.extend([replace(raw, why=why)] if why else _pieces(raw))
    return _counted(found)


def _text_again(text: str) -> bool:
    """Whether a line among links is text: a labelled clause or a paragraph that ends."""
    if prose(text) and ends(text) and len(text) > 20:
        return True
    return bool(_SECTION.match(label(text))) and not text[-1:].isdigit()


def _pieces(raw: Raw) -> Iterator[Raw]:
    """A line with the furniture in its middle cut out."""
    words = _words()
    kept: list[str] = []
    cuts: list[int] = []
    out: list[Raw] = []
    at = length = 0
    for match in words.inline.finditer(raw.text):
        piece = raw.text[at : match.start()].rstrip()
        kept.append(piece)
        length += len(piece)
        cuts.append(length)
        why = words.inline_whys[match.lastgroup or ""]
        out.append(replace(raw, text=match[0].strip(), why=why, cuts=()))
        at = match.end()
        while at < len(raw.text) and raw.text[at] == " ":
            at += 1
    if not out:
        yield raw
        return
    kept.append(raw.text[at:])
    text = "".join(kept)
    if text:
        yield replace(raw, text=text, why=why_aside(text), cuts=tuple(c for c in cuts if 0 < c < len(text)))
    yield from out


def _counted(raws: Sequence[Raw]) -> list[Raw]:
    """Lines that are a number alone, set aside where they count the pages: ascending by one, far apart."""
    numbers = [(i, int(r.text)) for i, r in enumerate(raws) if not r.why and re.fullmatch(r"\d{1,4}", r.text)]
    if not numbers:
        return list(raws)
    if len(numbers) == 1 and not _alone(raws, numbers[0][0]):
        return list(raws)
    if any(b[1] - a[1] != 1 or b[0] - a[0] < _PAGE for a, b in pairwise(numbers)):
        return list(raws)
    pages = {i for i, _ in numbers}
    return [replace(r, why="page") if i in pages else r for i, r in enumerate(raws)]


def _alone(raws: Sequence[Raw], i: int) -> bool:
    """Whether a single number counts a page: it is the last line, or it breaks a sentence in two."""
    if all(r.why for r in raws[i + 1 :]):
        return True
    before = next((r.text for r in reversed(raws[:i]) if not r.why), "")
    return len(before) >= 16 and not ends(before)
