"""Appending to the chain, and letting go of what entries were about."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from jianfu.ledgers.registry import ledger
from jianfu.web.accounts.actor import Actor
from jianfu.web.accounts.models import Organisation
from jianfu.web.accounts.perms import require
from jianfu.web.audit.chain import START, link, seal
from jianfu.web.audit.erasing import empty_batch, past_originals
from jianfu.web.audit.models import DayEnd, Detail, Entry, Head, Retention
from jianfu.web.audit.perms import may_keep_time
from jianfu.web.project.clock import now
from jianfu.web.records.imports.process import staging_of

# The action whose entries say which details were let go of; theirs is kept for ever.
FORGET = "audit.forget"


def log(
    actor: Actor,
    action: str,
    about: Model,
    *,
    organisation: Organisation | None = None,
    facts: Mapping[str, Any] | None = None,
) -> Entry:
    """Appends that ``actor`` did ``action`` ("<app>.<verb>") to the saved object ``about``, for ``organisation``.

    ``facts`` is small, JSON, and without names: numbers of rows, codes, what a field was and is.
    Part of the transaction that does the thing: neither stands without the other. RuntimeError outside of one.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an action logs inside the transaction that does it")
    described = {
        "actor": actor.person.pk if actor.person else None,
        "organisation": organisation.pk if organisation else None,
        "kind": about._meta.label_lower,
        "object": str(about.pk),
        "facts": dict(facts or {}),
    }
    Head.objects.get_or_create(pk=1, defaults={"digest": START})
    head = Head.objects.select_for_update().get(pk=1)
    salt = secrets.token_hex(16)
    sealed, at, number = seal(salt, described), now(), head.number + 1
    _end_day(head, timezone.localdate(at))
    entry = Entry(number=number, at=at, action=action, seal=sealed)
    entry.digest = link(number, at, action, sealed, head.digest)
    entry.save()
    Detail.objects.create(entry=entry, salt=salt, **described)
    head.number, head.digest = number, entry.digest
    head.save()
    return entry


def _end_day(head: Head, today: dt.date) -> None:
    """Keeps where the chain stood at the end of the day of its last entry, when that day is over."""
    last = Entry.objects.filter(number=head.number).values_list("at", flat=True).first()
    if last is not None and timezone.localdate(last) < today:
        ended = {"number": head.number, "digest": head.digest}
        DayEnd.objects.get_or_create(day=timezone.localdate(last), defaults=ended)


def forget(
    actor: Actor, about: Model, numbers: Iterable[int], *, organisation: Organisation | None = None
) -> None:
    """Lets go of what the entries ``numbers`` were about, because the data of ``about`` must go.

    For the operator, and for actions of other apps that have checked their own rule and pass OPERATOR. The chain
    stays whole; one more entry says which details went, and that one is never let go of.
    """
    require(actor.operator)
    with transaction.atomic():
        entries = Entry.objects.filter(number__in=list(numbers)).exclude(action=FORGET)
        gone = sorted(entries.values_list("number", flat=True))
        Detail.objects.filter(entry_id__in=gone).delete()
        log(actor, FORGET, about, organisation=organisation, facts={"numbers": gone})


def set_retention(actor: Actor, name: str, days: int | None) -> None:
    """What is personal in records of the ledger ``name`` is kept for ``days`` after their date; None: for ever."""
    require(may_keep_time(actor))
    with transaction.atomic():
        kept = Retention(ledger=ledger(name).name, days=days or 0)
        if days is None:
            Retention.objects.filter(pk=kept.pk).delete()
        else:
            kept.save()
        log(actor, "audit.set-retention", kept, organisation=_top(), facts={"days": days})


def erase(actor: Actor, day: dt.date) -> dict[str, int]:
    """Empties what is personal in every record that is past its time on ``day``, and lets go of the files that such
    records came from; how many rows and earlier states of each ledger, and how many files as ``originals``.

    In batches, each with its entry of the chain, so that whoever writes at the same time waits only briefly. The
    entry holds a digest of what went, which nobody but the site can make again. The chain itself holds no names.
    """
    require(may_keep_time(actor))
    gone: dict[str, int] = {}
    for kept in Retention.objects.all():
        before = day - dt.timedelta(days=kept.days)
        while True:
            with transaction.atomic():
                emptied = empty_batch(ledger(kept.ledger), before)
                n = emptied.rows + emptied.states
                if not n:
                    break
                facts = {
                    "ledger": kept.ledger,
                    "before": before.isoformat(),
                    "rows": emptied.rows,
                    "states": emptied.states,
                    "digest": emptied.digest,
                }
                log(actor, "audit.erase", kept, organisation=_top(), facts=facts)
            gone[kept.ledger] = gone.get(kept.ledger, 0) + n
    for imported in past_originals(day):
        with transaction.atomic():
            facts = {"digest": imported.digest, "bytes": imported.size}
            log(actor, "audit.erase-original", imported, organisation=imported.organisation, facts=facts)
        staging_of(imported).remove()  # a crash before this leaves the file to the next time
        gone["originals"] = gone.get("originals", 0) + 1
    return gone


def _top() -> Organisation | None:
    """Where what concerns the whole site counts as done."""
    return Organisation.objects.filter(parent=None).order_by("pk").first()
