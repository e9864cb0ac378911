"""Which columns of which ledgers are personal, which rows are past the time they are kept, and emptying them.

A row stays, with its figures and its place in every count; what goes is what leads to a person: the personal columns,
what stood in columns that the ledger does not know, and the identity where it was made from a name. The same goes
from the states that a row had before; and the files go that such rows came from.
"""

from __future__ import annotations

import datetime as dt
import hmac
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet, TextField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils import timezone

from jianfu.ledgers.declare import Ledger
from jianfu.web.audit.models import Retention
from jianfu.web.records.imports.models import Import
from jianfu.web.records.imports.process import staging_of
from jianfu.web.records.models import MODELS, UNDATED, Earlier, Row

BATCH = 2_000
_ERASED = "_erased"  # marks a state that was emptied; no column begins with "_"


@dataclass(frozen=True)
class Emptied:
    """How many rows and earlier states a batch emptied, and the digest of what stood in them."""

    rows: int
    states: int
    digest: str


def personal_columns(ledger: Ledger) -> tuple[str, ...]:
    """The physical names of the columns that lead to a person."""
    return tuple(name for column in ledger.columns if column.personal for name in column.physical)


def personal_ledgers() -> list[Ledger]:
    """The ledgers with such columns, in the order of names."""
    return [model.ledger for _, model in sorted(MODELS.items()) if personal_columns(model.ledger)]


def past_rows(ledger: Ledger, before: dt.date) -> QuerySet[Row]:
    """The rows of records dated earlier than ``before`` that still hold something personal.

    Where a ledger or a record has no date, the day counts on which somebody last wrote the row.
    """
    held = Q(extra__isnull=False)
    for name in personal_columns(ledger):
        held |= Q(**{f"{name}__isnull": False})
    past = Q(version__made_at__lt=_start(before))
    if ledger.date is not None:
        past = Q(sorted_on__lt=before, sorted_on__gt=UNDATED) | Q(past, sorted_on=UNDATED)
    return MODELS[ledger.name]._default_manager.filter(held, past).order_by("pk")


def past_states(ledger: Ledger, before: dt.date) -> QuerySet[Earlier]:
    """The earlier states of rows of such records."""
    past = Q(version__made_at__lt=_start(before))
    found = Earlier.objects.filter(ledger=ledger.name).exclude(values__has_key=_ERASED)
    if ledger.date is not None:
        found = found.annotate(dated=Cast(KT(f"values__{ledger.date}"), TextField()))
        past = Q(dated__lt=before.isoformat()) | Q(past, dated=None)
    return found.filter(past).order_by("pk")


def _start(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def empty_batch(ledger: Ledger, before: dt.date) -> Emptied:
    """Empties the next rows and states; one with nothing in it when all is done. Part of the caller's transaction."""
    model, names = MODELS[ledger.name], personal_columns(ledger)
    rows = list(islice(past_rows(ledger, before).select_for_update(of=("self",)), BATCH))
    states = list(islice(past_states(ledger, before).select_for_update(of=("self",)), BATCH))
    stood: list[Sequence[Any]] = [["row", r.pk, _parts(r.__dict__, names)] for r in rows]
    stood += [["state", s.pk, _parts(s.values, names)] for s in states]
    named = not set(names).isdisjoint(ledger.identifying)
    for row in rows:
        for name in names:
            setattr(row, name, None)
        row.extra = None
        row.identity = secrets.token_hex(16) if named else row.identity
    model._default_manager.bulk_update(rows, [*names, "extra", *(["identity"] if named else [])], 200)
    for state in states:
        state.values |= dict.fromkeys((*names, "extra")) | {_ERASED: True}
        if named:
            state.values["_identity"] = secrets.token_hex(16)
    Earlier.objects.bulk_update(states, ["values"], 200)
    return Emptied(len(rows), len(states), keyed_digest(stood))


def past_originals(day: dt.date) -> list[Import]:
    """The files handed in that are past their time on ``day``: all that is personal in them is, by the ledgers that
    came of them, reckoned from when they were handed in."""
    kept = dict(Retention.objects.values_list("ledger", "days"))
    personal = {ledger.name for ledger in personal_ledgers()}
    found = []
    taken_in = Import.objects.filter(state=Import.State.CONFIRMED).order_by("pk")
    for imported in taken_in.prefetch_related("parts"):
        ledgers = {part.ledger for part in imported.parts.all()}
        times = [kept[name] for name in ledgers if name in kept]
        if not times or not kept.keys() >= (ledgers & personal):
            continue
        past = imported.made_at < _start(day - dt.timedelta(days=max(times)))
        if past and staging_of(imported).original.exists():
            found.append(imported)
    return found


def _parts(values: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: values.get(name) for name in (*names, "extra")}


def keyed_digest(stood: Sequence[Any]) -> str:
    """A digest that only the site's own key makes: names are few enough to be guessed from a plain one."""
    text = json.dumps(stood, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hmac.new(f"jianfu.erased:{settings.SECRET_KEY}".encode(), text.encode(), "sha256").hexdigest()
