"""A statement in its parts: what is said of the circumstances, and what is demanded."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from jianfu.plans.describe.lexicon import Hit

_COMMA = re.compile(r"[,;:。!?]")
# Words quoted from elsewhere demand nothing here.
_QUOTED = re.compile(r"[“‘《「『]([^“”‘’《》「」『』]{0,60})[”’》」』]")
_CIRCUMSTANCE = re.compile(
    r"(?:对于?|针对|关于|围绕|结合|通过|按照?|根据|依据|依照|遵照|为了?|除|凡是?|如[遇果]?|若|经|以.{1,30}为|在.{1,40}(?:中|时|下|前提下|基础上|过程中|方面|期间)"
    r"|因|由于|遇|发现|出现|随着|鉴于|本着|坚持以|对.{1,40}的)"
)
# "未经公示的,", "放学后,": said of the case, not demanded.
_CONDITION = re.compile(r"(?:的|者|后|时|中|前|起|以来|期间)$|^除.*外$")
_DUTY = re.compile(r"不得|严禁|禁止|不准|应当|必须|有权|可以")
# "...的要..." and the like: the circumstance ends inside the segment.
_DEMAND = re.compile(
    r"要|应|必须|须|不得|严禁|禁止|不准|可以?|进行|予以|给予|开展|实行|加强|坚决|严肃|建立|制定|公示|公布|公开|签订|清理|取消"
    r"|上报|查处|处理|整改|检查|督查|抽查|审计|评估|组织|提出|做到"
)


@dataclass(frozen=True, slots=True)
class Segment:
    """A part between commas. ``main`` is False where it only tells when, how or about what."""

    start: int
    end: int
    text: str
    main: bool
    duty: int
    """Where its word of duty stands (不得, 应当, …); its start where it has none."""


@lru_cache(maxsize=1024)
def segments(text: str) -> tuple[Segment, ...]:
    """The parts of a statement in order; at least one of a non-empty text is main."""
    found: list[Segment] = []
    start = 0
    ends = [m.start() for m in _COMMA.finditer(text)] + [len(text)]
    for n, end in enumerate(ends):
        piece = text[start:end]
        if piece.strip():
            last = n == len(ends) - 1
            aside = not last and (
                _CONDITION.search(piece) or (_CIRCUMSTANCE.match(piece.strip()) and not _DEMAND.search(piece))
            )
            duty = _DUTY.search(piece)
            found.append(Segment(start, end, piece, not aside, start + (duty.start() if duty else 0)))
        start = end + 1
    if found and not any(s.main for s in found):
        final = found[-1]
        found[-1] = replace(final, main=True)
    return tuple(found)


def segment_at(parts: Sequence[Segment], offset: int) -> Segment | None:
    """The part that the character at ``offset`` stands in."""
    n = bisect_right(parts, offset, key=lambda part: part.start) - 1
    return parts[n] if n >= 0 and offset < parts[n].end else None


def unquoted(text: str) -> str:
    """The text with what stands in quotation marks blanked out, offsets kept."""
    return _QUOTED.sub(lambda m: m[0][0] + "□" * len(m[1]) + m[0][-1], text)


def weighed(
    hits: Sequence[Hit], text: str, aside: float, later: float, subject: float = 1.0
) -> dict[str, tuple[float, Hit]]:
    """The weight of each label in a text, with the word that carries it.

    A label's second word counts half, its third a quarter: repeating a thing does not make it the matter.
    Words in circumstances count ``aside``, words after the first main segment ``later``; in a segment with a
    word of duty, what stands before that word is who or what it falls upon, and counts ``subject``.
    """
    parts = segments(text)
    first = next((s for s in parts if s.main), None)
    by_label: dict[str, list[tuple[float, Hit]]] = {}
    for hit in hits:
        if hit.label == "-":
            continue
        part = segment_at(parts, hit.start) or first
        factor = 1.0 if part is first or part is None else later if part.main else aside
        if part is not None and hit.end <= part.duty:
            factor *= subject
        by_label.setdefault(hit.label, []).append((hit.weight * factor, hit))
    result: dict[str, tuple[float, Hit]] = {}
    for label, found in by_label.items():
        found.sort(key=lambda pair: -pair[0])
        seen: set[str] = set()
        total, share = 0.0, 1.0
        for weight, hit in found:
            if hit.word not in seen:
                seen.add(hit.word)
                total += weight * share
                share /= 2
        result[label] = (total, found[0][1])
    return result
