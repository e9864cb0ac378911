"""How a statement binds: forbidden, demanded, bounded, permitted, encouraged, aimed at, or told as a fact."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from jianfu.plans.describe.lexicon import Hit, lexicon
from jianfu.plans.describe.segments import Segment, segments, unquoted
from jianfu.plans.model import Context, Modality, Quantity

_PERSONS = re.compile(
    r"^(?:常务)?(?:组长|副组长|成员|组员|主任|副主任|联络员|联系人|联系电话|办公室主任|总指挥|召集人)[::]"
)
# Before the verb of a ban only who is bound and how strictly: "各单位一律不…", "对整改工作不…".
_RELATIVE = re.compile(r"的[^,;。]{1,}")


@lru_cache(maxsize=2048)
def _scan(section: str, text: str) -> tuple[Hit, ...]:
    return tuple(h for h in lexicon("modality", section).scan(unquoted(text)) if h.label != "-")


def _first(hits: Sequence[Hit], label: str, least: float = 0.0) -> Hit | None:
    return next((h for h in hits if h.label == label and h.weight >= least), None)


def _heads(text: str, hits: Sequence[Hit], parts: Sequence[Segment]) -> list[tuple[Segment, Hit]]:
    """The first marker of each main part that is not inside a "…的" before it."""
    found = []
    for part in parts:
        if part.main:
            inside = [h for h in hits if part.start <= h.start < part.end]
            if inside:
                found.append((part, inside[0]))
    return found


def _bounds(quantities: Sequence[Quantity]) -> bool:
    return any(q.value is not None or q.masked for q in quantities)


def modality(text: str, context: Context, quantities: Sequence[Quantity]) -> tuple[Modality, str]:
    """The modality and the words it rests on."""
    if _PERSONS.match(text):
        return "fact", text.split(":")[0]
    heading = context.headings[-1] if context.headings else ""
    above = [h for title in context.headings for h in _scan("headings", title)]
    if context.about.kind == "report" and not _first(above, "future"):
        return _told(text, context, quantities)
    if _first(above, "problem") and not _bounds(quantities):
        fault = _scan("faults", text)
        if fault:
            return "forbid", fault[0].word
    if _bounds(quantities):
        return "limit", quantities[0].text
    return _bound(text, heading, bool(_first(above, "goal")))


def _bound(text: str, heading: str, aims: bool) -> tuple[Modality, str]:
    hits = _scan("markers", text)
    parts = segments(text)
    heads = _heads(text, hits, parts)
    strong = [(p, h) for p, h in heads if h.label == "forbid"]
    first = heads[0][1] if heads else None
    ban = next((h for h in hits if h.label == "forbid" and h.weight >= 6 and _holds(text, h, parts)), None)
    goal = _scan("goals", text)
    if first and first.label == "encourage":
        return "encourage", first.word
    if ban and not (aims and goal):
        return "forbid", ban.word
    if strong and strong[0][1] is first:
        return "forbid", strong[0][1].word
    permit = _first(hits, "permit")
    if permit and (first is permit or not _first(hits, "must")):
        return "permit", permit.word
    if permit and heads[-1][1] is permit:
        return "permit", permit.word
    if goal and (aims or goal[0].weight >= 6 and goal[0].start < 8):
        return "goal", goal[0].word
    must = _first(hits, "must")
    return "must", must.word if must else ""


def _holds(text: str, hit: Hit, parts: Sequence[Segment]) -> bool:
    """Whether a ban speaks for the statement: not inside "对…不得…的," before another demand."""
    part = next((p for p in parts if p.start <= hit.start < p.end), None)
    if part is None:
        return True
    return not (part.text.rstrip().endswith(("的", "者")) and part is not parts[-1])


def _told(text: str, context: Context, quantities: Sequence[Quantity]) -> tuple[Modality, str]:
    hits = _scan("reports", text)
    rule, done = _first(hits, "rule"), _first(hits, "done")
    if _bounds(quantities) and rule and not (done and done.start < rule.start):
        return "limit", rule.word
    return "fact", done.word if done else ""
