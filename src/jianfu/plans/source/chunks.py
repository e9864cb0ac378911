"""Text that a site cut into numbered pieces, "…教师潜" and "2、心教书…", as document libraries show it.

The numbers are told from a list's by what they stand before: long pieces that ascend by one, most of which
begin while the sentence of the piece before is unfinished.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from jianfu.plans.source.bounds import ends, label, prose
from jianfu.plans.source.raw import Raw
from jianfu.plans.source.titles import leading, titled

_NUMBER = re.compile(r"(\d{1,3})(?:、|\.(?!\d))\s?")
_SHORTEST, _LONGEST = 120, 1500
_UNEVEN = 6
_FEWEST = 3
_HEAD = 12


def unchunk(raws: Sequence[Raw]) -> list[Raw]:
    """The lines with chunk numbers set aside; the pieces are joined later like any broken line."""
    raws = [piece for raw in raws for piece in _inline(raw)]
    numbers = {i: n for run in _runs(raws) if _cut(raws, run) for i, n in run} or _spread(raws)
    if not numbers:
        return list(raws)
    found: list[Raw] = []
    for i, raw in enumerate(raws):
        if i not in numbers:
            found.append(raw)
            continue
        mark = _NUMBER.match(raw.text)
        assert mark is not None
        found.append(replace(raw, text=mark[0].strip(), why="chunk"))
        found.append(replace(raw, text=raw.text[mark.end() :], piece=numbers[i] > 1))
    return found


def _runs(raws: Sequence[Raw]) -> list[list[tuple[int, int]]]:
    """Neighbouring lines of text that begin with 1, 2, 3 …: for each its index and number."""
    runs: list[list[tuple[int, int]]] = []
    expected = 0
    for i, raw in enumerate(raws):
        if raw.why:
            continue
        mark = _NUMBER.match(raw.text)
        n = int(mark[1]) if mark and len(raw.text) > mark.end() else 0
        if n and n == expected:
            runs[-1].append((i, n))
        elif n == 1:
            runs.append([(i, n)])
        else:
            n = -1
        expected = n + 1
    return [run for run in runs if len(run) > 1]


def _cut(raws: Sequence[Raw], run: Sequence[tuple[int, int]]) -> bool:
    """Whether the pieces are one text: long, and mostly broken off in the middle."""
    before = [raws[i].text for i, _ in run[:-1]]
    broken = sum(not ends(t) for t in before)
    return all(len(t) >= _SHORTEST for t in before) and broken >= 0.5 * len(before)


def _spread(raws: Sequence[Raw]) -> dict[int, int]:
    """The chunk numbers of pieces that kept their paragraphs, by index; negative before a paragraph of its own.

    The first stands before the title, each further one within a sentence or before another label.
    """
    texts = [i for i, r in enumerate(raws) if not r.why and not r.whole]
    found: dict[int, int] = {}
    entitled = False
    for place, i in enumerate(texts):
        mark = _NUMBER.match(raws[i].text)
        if mark is None or int(mark[1]) != len(found) + 1 or mark[0].strip()[-1] != "、":
            continue
        rest = raws[i].text[mark.end() :]
        if not found:
            entitled = place < _HEAD and (titled(rest, strong=True) or bool(leading(rest)))
            if entitled:
                found[i] = -1
            elif place > _HEAD:
                break
            continue
        before = raws[texts[place - 1]].text
        broken = prose(before) and not ends(before) and before[-1] != ")"
        if broken or label(rest):
            found[i] = len(found) + 1 if broken and not label(rest) else -len(found) - 1
    return found if entitled else {}


def _inline(raw: Raw) -> list[Raw]:
    """A line that is the whole text, cut at the chunk numbers within it: they stand at even distances."""
    text = raw.text
    if raw.why or len(text) < 4 * _SHORTEST:
        return [raw]
    marks = list(_NUMBER.finditer(text))
    for second in (m for m in marks if m[1] == "2" and _SHORTEST <= m.start() <= _LONGEST):
        chain = [second]
        for mark in marks:
            apart = mark.start() - chain[-1].start()
            if int(mark[1]) == len(chain) + 2 and abs(apart - second.start()) <= _UNEVEN:
                chain.append(mark)
        if len(chain) >= _FEWEST and len(text) - chain[-1].start() <= 2 * second.start():
            return _pieces(raw, chain)
    return [raw]


def _pieces(raw: Raw, marks: Sequence[re.Match[str]]) -> list[Raw]:
    first = _NUMBER.match(raw.text)
    starts = ([first] if first and first[1] == "1" else []) + list(marks)
    found = [] if starts[0].start() == 0 else [replace(raw, text=raw.text[: starts[0].start()].rstrip())]
    for mark, end in zip(starts, [*(m.start() for m in starts[1:]), len(raw.text)], strict=True):
        found.append(replace(raw, text=mark[0].strip(), why="chunk"))
        found.append(replace(raw, text=raw.text[mark.end() : end].rstrip(), piece=mark.start() > 0))
    return found
