"""Cuts the text of a clause into statements: one duty or one claimed fact each.

A sentence falls into members at its commas. Two members stay together when the first only opens (when, where,
about what), or the second only says what the first is for; they part when each binds somebody to an act of its
own. The words that tell this are data: ``cutting.yaml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from jianfu.plans.model import Clause

_STOPS = "。;!?\n"
_PAIRS = {"“": "”", "《": "》", "(": ")", "「": "」", "〔": "〕"}
_JOINS = re.compile(
    r"(?:并且?|且|而且|同时|还|也|又|再|以及|另外|此外|其中|特别是|尤其是|和|及|与|或者?)?(?:,|\s)*"
)
_LIST_OF_FAULTS = re.compile(r"问题表现|突出问题|存在的?(?:主要)?问题|主要表现|具体表现|负面清单|不足")
_SHORT = 7
_LONG = 90


@dataclass(frozen=True)
class Piece:
    """A statement's place in the text of its clause, and that of the sentence it was cut from."""

    start: int
    end: int
    sentence_start: int
    sentence_end: int


@dataclass(frozen=True)
class _Words:
    marks: re.Pattern[str]
    continues: re.Pattern[str]
    opens: re.Pattern[str]
    results: re.Pattern[str]
    acts: re.Pattern[str]
    tells: re.Pattern[str]


@cache
def _words() -> _Words:
    data = yaml.safe_load(files("jianfu.plans").joinpath("cutting.yaml").read_text(encoding="utf-8"))
    return _Words(
        **{name: re.compile("|".join(f"(?:{word})" for word in words)) for name, words in data.items()}
    )


def pieces(clause: Clause) -> list[Piece]:
    """The statements of ``clause``, in order, as places in its text; its label and heading are none."""
    faults = any(_LIST_OF_FAULTS.search(heading) for heading in clause.headings)
    found = []
    for start, end in _sentences(clause.text, clause.body):
        found += [Piece(a, b, start, end) for a, b in _of_sentence(clause.text, start, end, faults)]
    return found


def _sentences(text: str, begin: int) -> list[tuple[int, int]]:
    """Sentences as [start, end) without their stops; none is cut inside quotation marks or brackets."""
    found = []
    start, awaited = begin, ""
    for at in range(begin, len(text)):
        char = text[at]
        if char == "\n":
            awaited = ""
        elif awaited:
            if char == awaited or at - start > 400:
                awaited = ""
            continue
        elif char in _PAIRS and text.find(_PAIRS[char], at, at + 200) > 0:
            awaited = _PAIRS[char]
            continue
        if char in _STOPS:
            found.append((start, at))
            start = at + 1
    found.append((start, len(text)))
    return [span for a, b in found if (span := _trimmed(text, a, b))[1] > span[0]]


def _members(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found = []
    at, awaited = start, ""
    for n in range(start, end):
        char = text[n]
        if awaited:
            awaited = "" if char == awaited else awaited
        elif char in _PAIRS and text.find(_PAIRS[char], n, end) > 0:
            awaited = _PAIRS[char]
        elif char in ",:" and not (char == ":" and text[n - 1].isdigit()):
            found.append((at, n))
            at = n + 1
    found.append((at, end))
    return [span for a, b in found if (span := _trimmed(text, a, b))[1] > span[0]]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " 　,。;:、!?\n·•◆●■-":
        start += 1
    while end > start and text[end - 1] in " 　,。;:、!?\n":
        end -= 1
    return start, end


def _of_sentence(text: str, start: int, end: int, faults: bool) -> list[tuple[int, int]]:
    if faults:
        return [(start, end)] if end - start > 4 else []
    words = _words()
    groups: list[list[tuple[int, int]]] = []
    for member in _members(text, start, end):
        if groups and _joins(text, groups[-1], member, words):
            groups[-1].append(member)
        else:
            groups.append([member])
    found = []
    for group in groups:
        first = _JOINS.match(text, group[0][0], group[-1][1])
        begin = first.end() if first else group[0][0]
        if _binds(text[begin : group[-1][1]], words):
            found.append((begin, group[-1][1]))
    return found


def _joins(text: str, group: list[tuple[int, int]], member: tuple[int, int], words: _Words) -> bool:
    """Whether ``member`` belongs to the statement that ``group`` has begun."""
    start, end = member
    joined = _JOINS.match(text, start, end)
    bare = joined.end() if joined else start
    said = text[bare:end]
    so_far = [_kind(text[a:b], words) for a, b in group]
    if "whole" not in so_far:
        return True
    kind = _kind(said, words)
    if kind == "opens":
        return False
    if words.results.match(said) and not words.marks.match(said):
        return True
    if words.marks.search(said):
        return False
    if len(said) <= _SHORT:
        return True
    return not words.acts.match(said)


def _kind(member: str, words: _Words) -> str:
    """ "opens" when a member waits for what follows, "whole" when it can stand alone."""
    marked = words.marks.search(member)
    if marked and marked.end() < len(member):
        return "whole"
    if words.opens.fullmatch(member):
        return "opens"
    found = words.acts.match(member) or re.match(r"不(?!同|断|仅|但|少|论|管|足)|未|无|没有", member)
    if found:
        return "whole"
    inner = words.acts.search(member, 2)
    return (
        "whole"
        if inner
        and len(member) > inner.end() + 1
        and not re.search(r"(?:的|等|者|事项|情况|问题|活动)$", member)
        else "opens"
    )


def _binds(said: str, words: _Words) -> bool:
    """Whether a group says a duty or a fact at all."""
    if len(said) < 4 or words.tells.search(said):
        return False
    return True
