"""The latest of the records behind a figure, in one line each: a number is a door to what it was counted from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from jianfu.web.accounts.actor import Actor
from jianfu.web.accounts.models import Organisation
from jianfu.web.policies.standings.models import Standing
from jianfu.web.project.wording import lang, say
from jianfu.web.records.models import MODELS, Row
from jianfu.web.records.perms import may_see_personal, may_see_row
from jianfu.web.records.rows import state_of, values_of
from jianfu.web.records.shown import listed_columns, masked, text_of

_MOST = 3
_COLUMNS = 4


@dataclass(frozen=True)
class Cited:
    """A record as one line, with its page."""

    text: str
    address: str


def cited(actor: Actor, standings: Iterable[Standing]) -> Mapping[int, Sequence[Cited]]:
    """The latest records of each standing, by its number, as far as ``actor`` may see them: one query a ledger."""
    wanted: dict[str, set[int]] = {}
    of: dict[int, list[tuple[str, int]]] = {}
    for standing in standings:
        chosen = [(r["ledger"], r["id"]) for r in standing.rows if r["ledger"] in MODELS][:_MOST]
        of[standing.pk] = chosen
        for ledger, number in chosen:
            wanted.setdefault(ledger, set()).add(number)
    rows: dict[tuple[str, int], Row] = {}
    for ledger, numbers in wanted.items():
        found: Any = MODELS[ledger]._default_manager.select_related("kept_by").filter(pk__in=numbers)
        rows |= {(ledger, row.pk): row for row in found if may_see_row(actor, row)}
    names = _names(rows.values())
    return {
        pk: [_line(actor, rows[key], names) for key in chosen if key in rows] for pk, chosen in of.items()
    }


def _names(rows: Iterable[Row]) -> dict[str, str]:
    """The organisations that rows name, by code."""
    codes = {
        code
        for row in rows
        for column in listed_columns(row.ledger, _COLUMNS)
        if column.type == "org" and (code := getattr(row, column.physical[0]))
    }
    return dict(Organisation.objects.filter(code__in=codes).values_list("code", "name")) if codes else {}


def _line(actor: Actor, row: Row, names: Mapping[str, str]) -> Cited:
    plain, values = may_see_personal(actor, row.ledger, row.kept_by), values_of(type(row), state_of(row))
    parts = []
    for column in listed_columns(row.ledger, _COLUMNS):
        text = text_of(column, values, lang(), names)
        parts.append(text if plain else masked(column, text))
    text = say("desk.comma").join(part for part in parts if part)
    return Cited(text, reverse("records:row", args=(row.ledger.name, row.pk)))
