"""Words that bound a figure: what stands before and behind it says which way, and how firmly."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from jianfu.plans.model import Op
from jianfu.plans.word_lists import word_list

_STOP = re.compile(r"[,。;!?\n]")
_TURNED: Mapping[Op, Op] = {"<=": ">=", "<": ">", ">=": "<=", ">": "<"}
_NEAR = 16
"""How many characters may stand between a bound word and its figure."""


@dataclass(frozen=True)
class Bound:
    """What the words around a figure make of it. ``word`` is printed; "" where none bounds it.

    ``start`` is where the bound begins, ``end`` where it ends, the figure itself included. ``change`` is -1 or +1
    where the figure says by how much something is to fall or rise.
    """

    op: Op | None
    word: str
    start: int
    end: int
    change: int = 0
    firm: bool = True


@cache
def words() -> dict[str, Any]:
    """The vocabulary of bounds."""
    found = word_list("jianfu.plans.quantities", "bounds.yaml")
    assert isinstance(found, dict)
    return found


@cache
def pattern(name: str) -> re.Pattern[str]:
    """A single pattern of the vocabulary, by its dotted name."""
    found: Any = words()
    for key in name.split("."):
        found = found[key]
    return re.compile(found)


@cache
def _sided(side: str) -> tuple[tuple[Op, re.Pattern[str]], ...]:
    lead = r"\s?(?:的)?" if side == "after" else ""
    return tuple((op, re.compile(f"{lead}(?:{'|'.join(ps)})")) for op, ps in words()[side].items())


def bound(text: str, start: int, end: int, floor: int, ceiling: int, changing: bool = True) -> Bound:
    """The bound of the figure at ``start``:``end``, looking no further than ``floor`` and ``ceiling``."""
    before = _before(text, start, max(floor, _segment(text, start)))
    after = _after(text, end, ceiling)
    change = _change(text, start, max(floor, _segment(text, start))) if changing else None
    if change is not None:
        return _changed(text, start, end, before, after, change)
    if before is not None and after is not None and _KEEPING.search(before[1]):
        before = None  # 保持在90%以上, 控制在45人以内
    if after is not None and (before is None or before[0] == "==" or before[2] < start - 3 or not before[3]):
        op, word, stop = after
        if op == ">=" and pattern("forbidding").search(text, _segment(text, start), start):
            op = "<"
        return Bound(op, word, before[2] if before else start, stop)
    if before is not None:
        op, word, at, firm = before
        return Bound(op, word, at, after[2] if after is not None else end, firm=firm)
    return Bound(None, "", start, end)


def _segment(text: str, start: int) -> int:
    """Where the part of the sentence holding ``start`` begins."""
    last = 0
    for m in _STOP.finditer(text, max(0, start - 60), start):
        last = m.end()
    return last or max(0, start - 60)


def _before(text: str, start: int, floor: int) -> tuple[Op, str, int, bool] | None:
    """The last bound word between ``floor`` and the figure: its op, the word, where it begins, whether firm."""
    best: tuple[int, int, Op, str, int] | None = None
    for op, found in _sided("before"):
        for m in found.finditer(text, floor, start):
            far = start - m.end()
            if far > (_NEAR if op != "==" else 2) and not _measured(text, m, start):
                continue
            firm = 0 if op == "==" or m[0] in _WEAK else 1
            # The firm one before the weak, then the one that reaches closest, then the longest.
            rank = (firm, m.end(), m.end() - m.start())
            if best is None or rank > (best[0], best[1], len(best[3])):
                best = (firm, m.end(), op, m[0], m.start())
    if best is None:
        return None
    firm, _, op, word, at = best
    if op in {">", "<"} and pattern("forbidding").search(text, max(_segment(text, start), at - 20), at):
        op = "<=" if op == ">" else ">="
    return op, word, at, bool(firm)


_KEEPING = re.compile("(?:控制|限制|限定|稳定|保持|维持)[到在至为于]$")
_FAR = 48


def _measured(text: str, word: re.Match[str], start: int) -> bool:
    """Whether what stands between is what the figure is measured by: 不低于上年全县农民人均收入的2倍."""
    between = text[word.end() : start]
    return (
        len(between) <= _FAR
        and between.endswith("的")
        and word[0][0] in "不未"
        and re.search(r"[、\d]|不|每|达", between) is None
    )


_WEAK = frozenset(
    {"确保", "保证", "保障", "保持", "满", "够", "足", "提前", "达", "达到", "实行", "采用", "力保"}
)


def _after(text: str, end: int, ceiling: int) -> tuple[Op, str, int] | None:
    for op, found in _sided("after"):
        m = found.match(text, end, ceiling)
        if m is not None:
            return op, m[0].strip(), m.end()
    return None


def _change(text: str, start: int, floor: int) -> int | None:
    """-1 where the figure says how much less, +1 how much more; None where it is no change."""
    best = None
    for sign, name in ((-1, "change.less"), (1, "change.more")):
        for m in pattern(name).finditer(text, floor, start):
            between = text[m.end() : start]
            if (
                len(between) > 10
                or re.search(r"[()]", between)
                or re.match(r"(?:到|至|为|后)", between)
                or re.search(r"(?:到|至|占|为)$", between)
            ):
                continue
            if best is None or m.end() > best[0]:
                best = (m.end(), sign)
    return best[1] if best else None


def _changed(
    text: str, start: int, end: int, before: Any, after: tuple[Op, str, int] | None, sign: int
) -> Bound:
    """减少50%以上 falls to half or less; 增长不超过5% rises to that at most."""
    op: Op | None = None
    word, at, stop = "", start, end
    if before is not None and before[3]:
        op, word, at = before[0], before[1], before[2]
    if after is not None and (op is None or after[0] == op):
        op, word, stop = after
    if op is not None and sign < 0:
        op = _TURNED.get(op, op)
    return Bound(op, word, at, stop, sign)
