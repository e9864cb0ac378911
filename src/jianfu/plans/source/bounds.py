"""How a line begins and ends: with a label, with the end of a sentence, in the middle of one."""

from __future__ import annotations

import re

_NUMERAL = "[一二三四五六七八九十百零〇○]"
_LABEL = re.compile(
    rf"""第\s?(?:{_NUMERAL}{{1,6}}|\d{{1,3}})\s?[编章节条款项部]
      | {_NUMERAL}{{1,4}}(?:
            [、.:](?!{_NUMERAL}{{1,2}}(?:年级|学期|[、级类等线])|[二三四五六七八九十]年)
            | \s?,(?!\s?[一二三四五六七八九十]))
      | [(\[〔]\s?(?:{_NUMERAL}{{1,4}}|\d{{1,3}}|[—–-])\s?[)\]〕]
      | \d{{1,2}}(?:\.\d{{1,2}}){{1,3}}(?!\d|%|\s?[万亿元个人名所项次小分倍])
      | \d{{1,3}}(?:[、)]|\.(?!\d))
      | [①-⑳㉑-㉟㊱-㊿]
      | {_NUMERAL}[是要则](?!否|求)
      | 其[一二三四五六七八九十][、,:是]
      | (?:首先|其次|再次|最后),
      | [A-Za-z][.、)](?![A-Za-z])
      | [●■◆▲★◇□○·•▪►※☆-]\s?(?=[㐀-鿿])
      | 附[件表录]\s?[:\d一二三四五六七八九十(]
    """,
    re.VERBOSE,
)
_CLOSERS = "”’\"')）》〉」』】]〕"
_ENDS = frozenset("。!?;…！？；")
_OPENERS = {"(": ")", "《": "》", "“": "”", "〔": "〕", "【": "】"}
# Words that a sentence cannot end on.
_HANGING = re.compile(
    r"(?:[,、(《“〔—-]|[^目有标](?<![是似挺])的|[和与及或把将被从向由让使给]|(?<![应核针相校面])对|(?<![存所现])在|以及|并且|或者|对于|关于|按照|根据|通过|由于|为了)$"
)

_COUNTS = re.compile("(?:周|星期|礼拜|第|小学|初中|[十百千]|[一二三四五六七八九]、)$")


def label(text: str) -> str:
    """The label that a line begins with ("一、", "(一)", "第三条", "1."), "" where there is none."""
    found = _LABEL.match(text)
    return found[0] if found else ""


def ends(text: str) -> bool:
    """Whether the line's last sentence is over; a colon ends it too, for what follows is its list."""
    if text.endswith(")") and (begun := text.rfind("(")) > 0 and ends(text[:begun]):
        return True
    kernel = text.rstrip(_CLOSERS + " ")
    if not kernel:
        return False
    last = kernel[-1]
    if last in _ENDS or last == ":":
        return True
    return last == "." and len(kernel) > 1 and not kernel[-2].isascii()


def hangs(text: str) -> bool:
    """Whether the line surely stops in the middle: on a comma, on "的", within a bracket."""
    return bool(_HANGING.search(text[-6:])) or opened(text) != ""


def opened(text: str) -> str:
    """The bracket that would close what the line's last 200 characters leave open."""
    wanted = ""
    for character in text[-200:]:
        if character in _OPENERS:
            wanted = _OPENERS[character]
        elif character == wanted:
            wanted = ""
    return wanted


def counting(one: str, two: str) -> bool:
    """Whether a numeral at the head of the second line belongs to the first ("每周" / "一、周五不开会")."""
    return bool(_COUNTS.search(one[-3:])) and two[:1] in "一二三四五六七八九十"


def bracketed(one: str, two: str) -> bool:
    """Whether the second line soon closes a bracket or a book title that the first leaves open."""
    wanted = opened(one)
    return wanted in (")", "》") and wanted in two[:80]


def prose(text: str) -> bool:
    """Whether a line holds running text rather than a heading, a caption or a name."""
    return len(text) >= 40 or any(mark in text for mark in "。;!?") or text.count(",") >= 2
