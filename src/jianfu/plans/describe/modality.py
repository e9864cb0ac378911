"""How a statement binds: forbidden, demanded, bounded, permitted, encouraged, aimed at, or told as a fact."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from jianfu.plans.describe.lexicon import Hit, lexicon
from jianfu.plans.describe.segments import Segment, segment_at, segments, unquoted
from jianfu.plans.model import Context, Modality, Quantity

_PERSONS = re.compile(
    r"(?:常务)?(?:组长|副组长|成员|组员|主任|副主任|联络员|联系人|联系电话|办公室主任|总指挥|召集人)[::]"
)
_AIMING = re.compile(r"为了?(?:进一步|切实|深入|全面|贯彻|落实|巩固|有效|规范|加强|减轻|推进|持续)")
_DUTY = re.compile(
    r".{0,8}?(?:要(?!求)|应(?!急)|必须|严格|坚持|加强|建立|完善|切实|认真|开展|推进|大力|组织|确保)"
)
_AHEAD = re.compile(r"今后|下一?步|下一?阶段|下学[期年]|打算|努力方向|我们将|学校将|下半年")
_STILL = re.compile(
    r"(?:学校|我[校县市镇区乡们])将|将(?:进一步|继续|不断)|(?:学校|我[校县市镇区乡们])?(?:进一步|要)"
)
_OUGHT = re.compile(r"要|应|须")
_DONE = re.compile(r"了|已|得到|取得")
# A marker that loses to the first one where it only continues it.
BINDING, PLAIN = 6.0, 3.0


@lru_cache(maxsize=2048)
def _scan(section: str, text: str) -> tuple[Hit, ...]:
    return tuple(h for h in lexicon("modality", section).scan(unquoted(text)) if h.label != "-")


def _first(hits: Sequence[Hit], label: str, least: float = 0.0) -> Hit | None:
    return next((h for h in hits if h.label == label and h.weight >= least), None)


def modality(text: str, context: Context, quantities: Sequence[Quantity]) -> tuple[Modality, str]:
    """The modality and the words it rests on."""
    persons = _PERSONS.match(text)
    if persons:
        return "fact", persons[0]
    bound = next((q for q in quantities if q.value is not None or q.masked), None)
    above = [hit for title in context.headings for hit in _scan("headings", title)]
    if context.about.kind == "report" and not _first(above, "future") and not _ahead(text, context):
        return _told(text, bound)
    if bound:
        return "limit", bound.text
    if _first(above, "problem"):
        fault = _first(_scan("faults", text), "fault")
        if fault or not _DUTY.match(text):
            return "forbid", fault.word if fault else context.headings[-1]
    hits = _scan("markers", text)
    if context.headings:
        ban = _first(_scan("headings", context.headings[-1]), "ban")
        if ban and not _first(hits, "permit") and not re.match(r".{0,8}?(?:要(?!求)|应(?!急)|须|必须)", text):
            return "forbid", ban.word
    aims = bool(_first(above, "goal")) or bool(_AIMING.match(context.sentence))
    return _bound(text, hits, aims)


def _bound(text: str, hits: Sequence[Hit], aims: bool) -> tuple[Modality, str]:
    parts = [part for part in segments(text) if part.main]
    heads = _heads(text, hits)
    first = heads[0] if heads else None
    aim = _aim(text, aims)
    must = _first(hits, "must", BINDING)
    if must:
        return "must", must.word
    permit = next((hit for hit in heads if hit.label == "permit"), None)
    ban = next((h for h in hits if h.label == "forbid" and h.weight >= BINDING and _speaks(h, text)), None)
    if first and first.label == "encourage" and (first.weight >= BINDING or first.start <= 1):
        return "encourage", first.word
    if permit and (not ban or permit.start < ban.start) and (permit is first or permit is heads[-1]):
        return "permit", permit.word
    duty = first if first and first.label == "must" and first.weight >= PLAIN else None
    if ban and not (aims and aim) and not (duty and _apart(duty, ban, parts)):
        return "forbid", ban.word
    if aim and (aims or not first or first.label != "forbid"):
        return "goal", aim
    if first and first.label == "forbid":
        return "forbid", first.word
    return "must", first.word if first else ""


def _apart(duty: Hit, ban: Hit, parts: Sequence[Segment]) -> bool:
    """Whether a ban only rounds off a duty named before it."""
    return any(duty.start < part.end <= ban.start for part in parts)


def _heads(text: str, hits: Sequence[Hit]) -> list[Hit]:
    """The first marker of each main part; a weak ban counts only at its head ("…,把力戒…作为…" bans nothing)."""
    found: dict[int, Hit] = {}
    for hit in hits:
        part = segment_at(segments(text), hit.start)
        if part and part.main and not _late(hit, part):
            found.setdefault(part.start, hit)
    return list(found.values())


def _late(hit: Hit, part: Segment) -> bool:
    """Whether a weak ban stands too deep in its part: inside "把力戒…作为…" or before a "…的"."""
    if hit.label != "forbid" or hit.weight >= BINDING:
        return False
    offset = hit.start - part.start
    if hit.word == "不":
        return "的" in part.text[offset:]
    return not hit.word.startswith("不") and (offset > 4 or "把" in part.text[:offset])


def _speaks(hit: Hit, text: str) -> bool:
    """Whether a ban speaks for the statement: not inside "对…不得…的," before another demand."""
    part = segment_at(segments(text), hit.start)
    return part is None or part.main or not part.text.rstrip().endswith(("的", "者"))


def _aim(text: str, aims: bool) -> str:
    """The words of a result that the statement wants, "" where it wants an act."""
    for hit in _scan("goals", text):
        if hit.label == "start":
            if hit.start == 0 and (aims or hit.weight >= BINDING):
                return hit.word
        elif hit.label == "result":
            part = segment_at(segments(text), hit.start)
            if not part or not part.main or part.end - hit.end > 1:
                continue
            if (aims or hit.start > 3) and not _OUGHT.search(text, part.start, hit.start):
                return hit.word
        elif aims or (hit.weight >= BINDING and hit.start < 8):
            return hit.word
    return ""


def _ahead(text: str, context: Context) -> bool:
    """Whether a report speaks here of what is to be done."""
    if _DONE.search(text):
        return False
    return bool(_STILL.match(text) or _AHEAD.search(context.before[-60:]) or _AHEAD.search(context.sentence))


def _told(text: str, bound: Quantity | None) -> tuple[Modality, str]:
    hits = _scan("reports", text)
    rule, done = _first(hits, "rule"), _first(hits, "done")
    if bound and rule and not (done and done.start < rule.start):
        return "limit", rule.word
    return "fact", done.word if done else ""
