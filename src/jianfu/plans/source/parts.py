"""The plans of a file told apart: collections (篇一, 方案3), papers with their attachments, texts put together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from jianfu.plans.source.bounds import hangs, label, prose
from jianfu.plans.source.characters import bare
from jianfu.plans.source.frame import attached
from jianfu.plans.source.raw import Raw
from jianfu.plans.source.titles import series, titled

_KINDS = (
    ("chapter", re.compile(r"第(?P<n>[一二三四五六七八九十百\d]+)[编章部]")),
    ("article", re.compile(r"第(?P<n>[一二三四五六七八九十百\d]+)条")),
    ("section", re.compile(r"(?P<n>[一二三四五六七八九十]{1,3})[、.:,](?![一二三四五六七八九十]年级)")),
    ("subsection", re.compile(r"[(](?P<n>[一二三四五六七八九十]{1,3})[)]")),
    ("item", re.compile(r"(?P<n>\d{1,3})(?:[、)]|\.(?!\d))")),
    ("subitem", re.compile(r"[(](?P<n>\d{1,3})[)]")),
)
_ENDING = frozenset({"signature", "imprint", "attachment", "contact"})
_LOOKED_AT = 8


@dataclass
class Section:
    """The lines of one plan, asides among them, and the title printed where it begins."""

    title: str = ""
    raws: list[Raw] = field(default_factory=list)


def split(raws: Sequence[Raw]) -> list[Section]:
    """The sections of a file: what stands before the first heading of a collection, then one for each plan."""
    raws = _without_contents(raws)
    heads = _heads(raws)
    sections = [Section()]
    collected = False
    for i, raw in enumerate(raws):
        if i in heads:
            collected = collected or (len(sections) == 1 and series(raw.text) is not None)
            sections.append(Section(heads[i]))
            sections[-1].raws.append(replace(raw, why="attachment" if attached(raw.text) else "title"))
        else:
            sections[-1].raws.append(raw)
    if collected:
        sections[0].raws = _introduction(sections[0].raws)
    return [s for s in sections if s.raws]


def _without_contents(raws: Sequence[Raw]) -> list[Raw]:
    """The lines with a list of contents set aside: the headings of a collection, one below the other, that come again."""
    numbered = [(i, s[0]) for i, r in enumerate(raws) if not r.why and (s := series(r.text)) is not None]
    run = 1
    while run < len(numbered) and numbered[run][1] == numbered[run - 1][1] + 1:
        if any(not raws[i].why for i in range(numbered[run - 1][0] + 1, numbered[run][0])):
            break
        run += 1
    listed = [n for _, n in numbered[:run]]
    if run < 2 or [n for _, n in numbered[run : 2 * run]] != listed:
        return list(raws)
    contents = {i for i, _ in numbered[:run]}
    first = min(contents)
    if first and bare(raws[first - 1].text) == "目录":
        contents.add(first - 1)
    return [replace(raw, why="contents") if i in contents else raw for i, raw in enumerate(raws)]


def kind(text: str) -> tuple[str, bool]:
    """The kind of label that a line begins with ("" for none) and whether it is the first of its row."""
    for name, pattern in _KINDS:
        found = pattern.match(text)
        if found:
            return name, found["n"] in ("一", "1")
    return "", False


def _heads(raws: Sequence[Raw]) -> dict[int, str]:
    """Where a plan begins, by the index of its heading, with the title printed there."""
    texts = [i for i, r in enumerate(raws) if not r.why and not r.whole]
    numbered = [(i, s) for i in texts if (s := series(raws[i].text)) is not None]
    found: dict[int, str] = {}
    if _collection([n for _, (n, _) in numbered]) or (len(numbered) == 1 and numbered[0][0] == texts[0]):
        found = {i: title for i, (_, title) in numbered}
    named = _named(raws)
    top, further, body = "", 0, False
    for place, i in enumerate(texts):
        text = raws[i].text
        if i not in found and body:
            head = attached(text)
            if head is not None:
                if not hangs(raws[texts[place - 1]].text):
                    found[i] = head["title"]
            elif titled(text, strong=True) and not hangs(raws[texts[place - 1]].text):
                again = _starts(raws, texts, place, top)
                points = (
                    2 * _ended(raws, i) + 2 * (bare(text) in named) + raws[i].centred + again + (further > 0)
                )
                if points >= 2 and (again or points > 2):
                    found[i] = text
        if i in found:
            top, further, body = "", 0, False
            continue
        body = body or prose(text) or bool(label(text))
        name, first = kind(text)
        if name and not top:
            top = name
        elif name == top and not first:
            further += 1
    return found


def _named(raws: Sequence[Raw]) -> frozenset[str]:
    """The titles of papers named in the text so far, and the first line, which may come again."""
    first = next((bare(r.text) for r in raws if not r.why), "")
    quoted = (bare(t) for r in raws for t in re.findall(r"《([^《》]{4,60})》", r.text[:2000]))
    return frozenset({first, *quoted})


def _collection(numbers: Sequence[int]) -> bool:
    """Whether numbers of headings are those of a collection: one after the other."""
    if len(numbers) < 2:
        return False
    steps = [b - a for a, b in pairwise(numbers)]
    return all(step == 1 for step in steps) or (numbers[0] == 1 and all(0 < step < 4 for step in steps))


def _ended(raws: Sequence[Raw], i: int) -> bool:
    """Whether the plan before a line is over: signed, dated, its attachments listed."""
    while i > 0 and raws[i - 1].why:
        i -= 1
        if raws[i].why in _ENDING:
            return True
    return False


def _starts(raws: Sequence[Raw], texts: Sequence[int], place: int, top: str) -> bool:
    """Whether the highest numbering starts anew behind a line, before it goes on as it was."""
    for i in texts[place + 1 : place + _LOOKED_AT]:
        name, first = kind(raws[i].text)
        if name:
            return first and (name == top or name in ("chapter", "article", "section"))
    return False


def _introduction(raws: Sequence[Raw]) -> list[Raw]:
    """What a collection says before its first plan: its own title and an introduction."""
    found = []
    named = False
    for raw in raws:
        why = raw.why
        if not why:
            why = "title" if not named and (titled(raw.text) or not label(raw.text)) else "intro"
            named = True
        found.append(replace(raw, why=why))
    return found
