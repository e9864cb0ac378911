"""The plans of a file told apart, each with its title; the rest of the lines in their order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from jianfu.plans.source.bounds import hangs, label, prose
from jianfu.plans.source.characters import bare
from jianfu.plans.source.frame import addressed, attached, signature
from jianfu.plans.source.raw import Raw
from jianfu.plans.source.titles import series, signing, titled

_FIRST = re.compile(r"(?:第一[编章条部]|一[、.:,是]|[(]一[)]|1[、.]|[(]1[)]|①|首先)")
_SECOND = re.compile(r"(?:第[二三四五六七八九十]{1,3}[编章条部]|[二三四五六七八九]{1,3}[、.:])")
_HEAD = 12


@dataclass
class Section:
    """The lines of one plan, asides among them, and its title as found so far."""

    title: str = ""
    raws: list[Raw] = field(default_factory=list)


def split(raws: Sequence[Raw]) -> list[Section]:
    """The sections of a file: before the first heading of a collection, then one for each plan."""
    heads = _heads(raws)
    sections = [Section()]
    for i, raw in enumerate(raws):
        if i in heads:
            sections.append(Section(heads[i]))
            sections[-1].raws.append(replace(raw, why=raw.why or "title"))
        else:
            sections[-1].raws.append(raw)
    if len(sections) > 1 and any(series(r.text) for r in sections[1].raws[:1]):
        sections[0].raws = _introduction(sections[0].raws)
    return [_headed(s) for s in sections if s.raws]


def _heads(raws: Sequence[Raw]) -> dict[int, str]:
    """Where a plan begins, by the index of its heading, with the title printed there."""
    texts = [i for i, r in enumerate(raws) if not r.why and not r.whole]
    found: dict[int, str] = {}
    numbered = [(i, s) for i in texts if (s := series(raws[i].text)) is not None]
    if _collection([s[0] for _, s in numbered]):
        found = {i: title for i, (_, title) in numbered}
    seen = 0
    for place, i in enumerate(texts):
        text = raws[i].text
        if i in found:
            seen = 0
        elif place and (head := attached(text)) is not None and not _numbered_before(raws, i):
            found[i] = head["title"]
            seen = 0
        elif seen >= 2 and titled(text, strong=True) and _starts(raws, texts, place) and not hangs(text):
            found[i] = text
            seen = 0
        elif _SECOND.match(text):
            seen += 2
    return found


def _numbered_before(raws: Sequence[Raw], i: int) -> bool:
    """Whether the line belongs to the sentence before it ("详见\\n附件1")."""
    before = next((r.text for r in reversed(raws[:i]) if not r.why), "")
    return hangs(before)


def _collection(numbers: Sequence[int]) -> bool:
    """Whether numbers of headings are those of a collection: one after the other."""
    if len(numbers) < 2:
        return False
    steps = [b - a for a, b in pairwise(numbers)]
    return all(step == 1 for step in steps) or (numbers[0] == 1 and all(0 < step < 4 for step in steps))


def _starts(raws: Sequence[Raw], texts: Sequence[int], place: int) -> bool:
    """Whether numbering starts anew soon behind a line, before it goes on as it was."""
    for i in texts[place + 1 : place + 8]:
        text = raws[i].text
        if _FIRST.match(text):
            return True
        if label(text):
            return False
    return False


def _introduction(raws: Sequence[Raw]) -> list[Raw]:
    """What a collection says before its first plan: its own title and an introduction."""
    found = []
    named = False
    for raw in raws:
        why = raw.why
        if not why:
            why = "title" if not named and titled(raw.text) else "intro"
            named = named or why == "title"
        found.append(replace(raw, why=why))
    return found


def _headed(section: Section) -> Section:
    """The section with title, addressees and signature set aside."""
    raws = list(section.raws)
    texts = [i for i, r in enumerate(raws) if not r.why]
    lines: list[int] = []
    for place, i in enumerate(texts[:_HEAD]):
        text = raws[i].text
        if label(text) or prose(text) or raws[i].whole:
            break
        lines.append(i)
        if place + 1 < len(texts) and titled(text):
            continue
    last = max(
        (n for n, i in enumerate(lines) if titled(raws[i].text) or _second(raws, lines, n)), default=-1
    )
    title = [raws[i].text for i in lines[: last + 1]]
    for n, i in enumerate(lines[: last + 1]):
        raws[i] = replace(raws[i], why="title" if _of_title(raws, lines, n, last) else "chrome")
    kept = [t for n, t in enumerate(title) if raws[lines[n]].why == "title"]
    name = section.title or _name(kept)
    raws = _glued(raws, [name, *kept])
    first = next((i for i, r in enumerate(raws) if not r.why), None)
    if first is not None and addressed(raws[first].text):
        raws[first] = replace(raws[first], why="addressed")
    return Section(name, signature(raws))


def _second(raws: Sequence[Raw], lines: Sequence[int], n: int) -> bool:
    """Whether a line is the second half of a title ("关于…减轻中小学教师" / "负担的实施方案")."""
    return n > 0 and titled(raws[lines[n - 1]].text + raws[lines[n]].text) and hangs(raws[lines[n - 1]].text)


def _of_title(raws: Sequence[Raw], lines: Sequence[int], n: int, last: int) -> bool:
    text = raws[lines[n]].text
    if titled(text) or signing(text) or raws[lines[n]].centred:
        return True
    return n + 1 <= last and ("关于" in text or (titled(text + raws[lines[n + 1]].text) and len(text) >= 6))


def _name(lines: Sequence[str]) -> str:
    """The title in one line; of two titles that repeat each other the plainer one."""
    if not lines:
        return ""
    joined = ""
    for line in lines:
        if titled(joined) and (bare(line) in bare(joined) or bare(joined) in bare(line) or titled(line)):
            joined = line if bare(line) in bare(joined) else joined
        else:
            joined += line
    return joined


def _glued(raws: Sequence[Raw], titles: Sequence[str]) -> list[Raw]:
    """The lines with a title that was run together with the text behind it cut off and set aside."""
    found = list(raws)
    first = next((i for i, r in enumerate(found) if not r.why), None)
    if first is None:
        return found
    text = found[first].text
    for title in sorted(filter(None, titles), key=len, reverse=True):
        if len(title) >= 6 and text.startswith(title) and len(text) > len(title):
            rest = text[len(title) :].lstrip()
            lost = len(text) - len(rest)
            cuts = tuple(c - lost for c in found[first].cuts if c > lost)
            found[first : first + 1] = [
                replace(found[first], text=title, why="title", cuts=()),
                replace(found[first], text=rest, cuts=cuts),
            ]
            break
    return found
