"""What is read of the chain."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from jianfu.ledgers.declare import Column, Ledger
from jianfu.ledgers.registry import ledger
from jianfu.web.audit.chain import START
from jianfu.web.audit.erasing import personal_ledgers
from jianfu.web.audit.models import DayEnd, Entry, Head, Retention, Verification
from jianfu.web.audit.verify import DayHead


def chain_end() -> tuple[int, str]:
    """The number of the last entry and its digest."""
    head = Head.objects.filter(pk=1).first()
    return (head.number, head.digest) if head else (0, START)


def heads(since: dt.date | None = None) -> list[DayHead]:
    """Where the chain stood at the end of each day in China, oldest first, from ``since`` on; the day that still
    runs, as far as it has come. What the board publishes, and what ``jianfu audit verify --published`` reads."""
    kept = DayEnd.objects.all() if since is None else DayEnd.objects.filter(day__gte=since)
    found = [DayHead(end.day, end.number, end.digest) for end in kept]
    last = Entry.objects.order_by("number").last()
    if last is not None:
        day = timezone.localdate(last.at)
        if (since is None or day >= since) and (not found or found[-1].day < day):
            found.append(DayHead(day, last.number, last.digest))
    return found


def heads_json(found: list[DayHead]) -> list[dict[str, str | int]]:
    """``found`` as the board gives it to be downloaded."""
    return [{"day": h.day.isoformat(), "number": h.number, "digest": h.digest} for h in found]


def last_verified() -> Verification | None:
    """What came of the last time that the chain was verified."""
    return Verification.objects.filter(pk=1).first()


def retentions() -> list[tuple[Ledger, list[Column], int | None]]:
    """Each ledger with its personal columns and the days they are kept for, and every other that has such days."""
    days = dict(Retention.objects.values_list("ledger", "days"))
    listed = {found.name: found for found in [*personal_ledgers(), *map(ledger, days)]}
    return [
        (found, [c for c in found.columns if c.personal], days.get(name)) for name, found in listed.items()
    ]
