"""Whether the chain is as it was written: finds an edit, a deletion, a reordering, and a tail cut off.

A chain says nothing about its own end: whoever may write to the database could cut it, or write it anew. What
finds that is a head of the chain kept elsewhere; each day's is published on the board for that reason.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from jianfu.web.audit.actions import FORGET
from jianfu.web.audit.chain import START, link, seal
from jianfu.web.audit.models import DayEnd, Detail, Entry, Head


@dataclass(frozen=True)
class DayHead:
    """Where the chain stood at the end of ``day``."""

    day: dt.date
    number: int
    digest: str


@dataclass(frozen=True)
class Fault:
    """What is wrong at entry ``number``; ``kind`` names the message ``web.audit-<kind>``."""

    kind: str
    number: int


def verify(published: Iterable[DayHead] = ()) -> Iterator[Fault]:
    """Every fault of the chain, in its order; then of the ends of days, and what the heads ``published`` elsewhere
    contradict."""
    published = sorted(published, key=lambda head: head.number)
    before, expected, forgotten, gone = START, 1, set[int](), list[int]()
    digests = {head.number: "" for head in published}
    ends, running = dict[dt.date, tuple[int, str]](), None
    for entry, detail in _entries():
        day = timezone.localdate(entry.at)
        if running is not None and running < day:
            ends.setdefault(running, (expected - 1, before))
        running = day
        if entry.number != expected:
            yield Fault("missing", expected)
            before = ""  # what stood there cannot be known, so the next link is not judged
        linked = link(entry.number, entry.at, entry.action, entry.seal, before)
        if before and entry.digest != linked:
            yield Fault("changed", entry.number)
        if detail is None:
            gone.append(entry.number)
        elif seal(detail.salt, _described(detail)) != entry.seal:
            yield Fault("detail-changed", entry.number)
        elif entry.action == FORGET:
            forgotten.update(detail.facts["numbers"])
        before, expected = entry.digest, entry.number + 1
        if entry.number in digests:
            digests[entry.number] = entry.digest
    for number in gone:
        if number not in forgotten:
            yield Fault("detail-missing", number)
    head = Head.objects.filter(pk=1).first()
    if (head.number, head.digest) != (expected - 1, before) if head else expected > 1:
        yield Fault("tail", expected)
    yield from _wrong_days(ends)
    for kept in published:
        if digests[kept.number] != kept.digest:
            yield Fault("published", kept.number)


def _wrong_days(ends: Mapping[dt.date, tuple[int, str]]) -> Iterator[Fault]:
    """Days whose end is kept otherwise than it is in the chain: at another entry, not at all, or without cause."""
    kept = {end.day: (end.number, end.digest) for end in DayEnd.objects.all()}
    for day in sorted(ends.keys() | kept.keys()):
        if ends.get(day) != kept.get(day):
            number, _ = ends.get(day) or kept[day]
            yield Fault("day", number)


def _entries() -> Iterator[tuple[Entry, Detail | None]]:
    """Entries with their details, without holding the whole chain in memory."""
    for entry in Entry.objects.select_related("detail").order_by("number").iterator(chunk_size=2_000):
        yield entry, getattr(entry, "detail", None)


def _described(detail: Detail) -> Mapping[str, Any]:
    return {name: getattr(detail, name) for name in ("actor", "organisation", "kind", "object", "facts")}
