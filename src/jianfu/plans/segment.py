"""Cuts the text of a clause into statements: one duty or one claimed fact each.

A sentence falls into members at its commas. Whether two members are one statement, and whether what is gathered
says anything that could be kept or broken, is weighed from the signs of ``signs``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from jianfu.plans.model import Clause
from jianfu.plans.signs import (
    Member,
    about_piece,
    between,
    binds_anew,
    faults_listed,
    member,
    same_breath,
    speaks_for,
    tells_only,
    waits,
)

_STOPS = "。;!?\n"
_PAIRS = {"“": "”", "《": "》", "(": ")", "「": "」", "〔": "〕"}
_MOST = 16
"""Members that one statement may have."""
_REACH = 200
"""Characters within which a bracket must close to be taken for one."""

# (责任单位:县教育局;完成时限:9月底): who answers for the duty before it is no duty, by when is.
_NAMED = re.compile(r"[(【\[]?(?:责任|牵头|配合|主办|承办|协办)(?:单位|部门|科室|股室|领导|人)\s?:")
_DUE = re.compile(r"(?:完成|办结|整改|落实)?时[限间]\s?:[^;,。)】\]]+")


@dataclass(frozen=True)
class Piece:
    """A statement's place in the text of its clause, and that of the sentence it was cut from."""

    start: int
    end: int
    sentence_start: int
    sentence_end: int


def pieces(clause: Clause, *, report: bool = False, preamble: bool = False) -> list[Piece]:
    """The statements of ``clause``, in order, as places in its text; its label and heading are none.

    ``preamble`` says that it stands before the first number of a plan that has numbers.
    """
    faults = faults_listed(clause.headings)
    found = []
    for start, end in sentences(clause.text, clause.body):
        members = [member(clause.text, a, b) for a, b in parts(clause.text, start, end)]
        groups = [members] if faults else groups_of(members)
        for group in groups:
            if tells_only(group):
                continue
            if not (clause.path or preamble or any(m.marked or m.figure or m.acts for m in group)):
                continue  # a text without numbers may be no plan at all: a slogan asks nothing
            named = _NAMED.match(clause.text, group[0].start, group[-1].end)
            if named:
                due = _DUE.search(clause.text, named.end(), group[-1].end)
                found += [Piece(due.start(), due.end(), start, end)] if due else []
                continue
            if speaks_for("keep", about_piece(group, members, clause, report, preamble)) > 0:
                found.append(Piece(group[0].bare, group[-1].end, start, end))
    return found


def groups_of(members: Sequence[Member]) -> list[list[Member]]:
    """Members gathered into statements."""
    groups: list[list[Member]] = []
    for n, new in enumerate(members):
        full = bool(groups) and len(groups[-1]) == _MOST
        if (
            not groups
            or full
            or binds_anew(groups[-1], new)
            or _parts(groups[-1], new, n == len(members) - 1)
        ):
            groups.append([new])
        else:
            groups[-1].append(new)
    return groups


def _parts(group: Sequence[Member], new: Member, last: bool) -> bool:
    if waits(group, new):
        return False
    return not same_breath(group, new) and speaks_for("cut", between(group, new, last)) > 0


def sentences(text: str, begin: int) -> list[tuple[int, int]]:
    """Sentences as [start, end) without their stops; none is cut inside quotation marks or brackets."""
    return _split(text, begin, len(text), lambda at: text[at] in _STOPS)


def parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The members of a sentence between its commas and colons; a clock time is not cut."""
    return _split(
        text, start, end, lambda n: text[n] == "," or (text[n] == ":" and not text[n - 1].isdigit())
    )


def _split(text: str, begin: int, end: int, stops: Callable[[int], bool]) -> list[tuple[int, int]]:
    found = []
    start, awaited, until = begin, "", 0
    for at in range(begin, end):
        char = text[at]
        if awaited:
            if char == awaited or char == "\n" or at > until:
                awaited = ""
            if char != "\n":
                continue
        elif char in _PAIRS:
            until = text.find(_PAIRS[char], at, min(end, at + _REACH))
            if until > 0:
                awaited = _PAIRS[char]
                continue
        if stops(at):
            found.append((start, at))
            start = at + 1
    found.append((start, end))
    return [span for a, b in found if (span := _trimmed(text, a, b))[1] > span[0]]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " ,。;:、!?\n·•◆●■-":
        start += 1
    while end > start and text[end - 1] in " ,。;:、!?\n":
        end -= 1
    return start, end
