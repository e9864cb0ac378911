"""The head and the foot of one plan: masthead, title in one line or several, addressees, signature."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from jianfu.plans.source.bounds import label, prose
from jianfu.plans.source.characters import bare
from jianfu.plans.source.frame import addressed, signature
from jianfu.plans.source.parts import Section
from jianfu.plans.source.raw import Raw
from jianfu.plans.source.titles import leading, signing, titled

_MOST = 12
_LONGEST = 80
_SUFFIX = re.compile(r"\.(?:docx?|pdf|wps)$")


def headed(section: Section, first: bool) -> Section:
    """The section with title, addressees and signature set aside; ``first``: it begins the file."""
    raws = list(section.raws)
    lines = _lines(raws)
    spans = _title(raws, lines, first and not section.title)
    for n, i in enumerate(lines[: spans[1]]):
        raws[i] = replace(raws[i], why="title" if n >= spans[0] else "chrome")
    printed = [raws[i].text for i in lines[spans[0] : spans[1]]]
    title = section.title or _name(printed)
    at = next((i for i, r in enumerate(raws) if not r.why), None)
    joined = leading(raws[at].text) if first and at is not None else ""
    if not title or (joined and (joined in title or title in joined)):
        title, printed = title or joined, [*printed, joined]
    raws = _glued(raws, [title, *printed, *(r.text for r in raws if r.why == "title")])
    at = next((i for i, r in enumerate(raws) if not r.why), None)
    if at is not None and addressed(raws[at].text):
        raws[at] = replace(raws[at], why="addressed")
    return Section(title, signature(raws))


def _lines(raws: Sequence[Raw]) -> list[int]:
    """The lines at the beginning that may belong to a title: short, unlabelled, without the end of a sentence."""
    found: list[int] = []
    for i, raw in enumerate(raws):
        if raw.why:
            continue
        text = raw.text
        if raw.whole or label(text) or len(text) > _LONGEST or len(found) == _MOST:
            break
        if (
            any(mark in text for mark in "。;!?")
            or text.endswith((":", ","))
            or (prose(text) and not titled(text))
        ):
            break
        found.append(i)
    return found


def _title(raws: Sequence[Raw], lines: Sequence[int], first: bool) -> tuple[int, int]:
    """The first line of the title and the one after its last, as positions in ``lines``."""
    texts = [raws[i].text for i in lines]
    for start in range(len(texts)):
        for end in range(start + 1, min(start + 4, len(texts)) + 1):
            last = titled(texts[end - 1]) or (end - start > 1 and titled("".join(texts[start:end])))
            if last and all(_belongs(texts, n, raws[lines[n]].centred) for n in range(start, end - 1)):
                return start, _further(raws, lines, end)
    centred = [n for n, i in enumerate(lines) if raws[i].centred]
    if centred and centred == list(range(centred[0], centred[-1] + 1)):
        return centred[0], centred[-1] + 1
    # The first line of a file with text below is its title, whatever words it ends on.
    below = sum(not r.why for r in raws) - 1
    if (
        first
        and below > 0
        and lines
        and 6 <= len(texts[0]) <= 40
        and len(lines) < _MOST
        and not signing(texts[0])
    ):
        return 0, 1
    return 0, 0


def _belongs(texts: Sequence[str], n: int, centred: bool) -> bool:
    """Whether a line that is no title by itself opens one: the body that issues it, or its first half."""
    return signing(texts[n]) or "关于" in texts[n] or centred or (n + 1 < len(texts) and len(texts[n]) >= 10)


def _further(raws: Sequence[Raw], lines: Sequence[int], end: int) -> int:
    """Where the title ends when lines follow that repeat it or qualify it ("(试行)", a line laid out like it)."""
    while end < len(lines):
        raw = raws[lines[end]]
        bracketed = raw.text[:1] == "(" and raw.text[-1:] == ")"
        if not (titled(raw.text) or bracketed or raw.text.startswith("——") or raw.centred):
            break
        end += 1
    return end


def _name(lines: Sequence[str]) -> str:
    """The title in one line; of two whole titles that follow each other the later one."""
    joined = ""
    for line in lines:
        # A masthead ("…局文件") names the sender; a line in brackets qualifies the title.
        if (line.endswith("文件") and len(lines) > 1) or (joined and line[:1] in "(—-"):
            continue
        if titled(joined, strong=True) and titled(line):
            joined = line if bare(line) not in bare(joined) or len(line) * 2 > len(joined) else joined
        else:
            joined += line
    return _SUFFIX.sub("", joined)


def _glued(raws: Sequence[Raw], titles: Sequence[str]) -> list[Raw]:
    """The lines with a title that was run together with the text behind it cut off and set aside."""
    found = list(raws)
    at = next((i for i, r in enumerate(found) if not r.why), None)
    if at is None:
        return found
    text = found[at].text
    for title in sorted(filter(None, titles), key=len, reverse=True):
        if len(title) >= 6 and text.startswith(title) and len(text) > len(title):
            rest = text[len(title) :].lstrip()
            lost = len(text) - len(rest)
            cuts = tuple(c - lost for c in found[at].cuts if c > lost)
            head = replace(found[at], text=title, why="title", cuts=())
            found[at : at + 1] = [head, replace(found[at], text=rest, cuts=cuts)]
            break
    return found
