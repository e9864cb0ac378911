"""What may be charged to a firm: the catalogue of charges, asked by anybody without signing in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from jianfu.ledgers.registry import ledger
from jianfu.web.accounts.models import Organisation
from jianfu.web.board.tables import rows_in
from jianfu.web.board.units import Source, source_of
from jianfu.web.records.queries import names_of
from jianfu.web.records.shown import text_of

MOST = 200
_SHOWN = ("item", "nature", "standard", "basis", "level", "reductions", "goes_to", "phone", "since", "until")
_RULES = {
    "may": "enterprise/fees/on-list",
    "over": "enterprise/fees/after-cancelled",
    "early": "enterprise/fees/before-effective",
    "unpublished": "enterprise/fees/unpublished",
    "nowhere": "enterprise/fees/on-list",
    "unknown": "enterprise/fees/unpublished",
}


@dataclass(frozen=True)
class Licence:
    """A licence to charge of the body; nobody is named."""

    kind: str
    items: str
    valid_until: str
    valid: bool


@dataclass(frozen=True)
class Charge:
    """An entry of the catalogue. ``answer``: "may" be charged, "over", "early", "unpublished", or "unknown" where
    the catalogue does not say whether it was published."""

    body: Organisation
    answer: str
    source: Source
    texts: dict[str, str]
    licences: Sequence[Licence] = ()


def nowhere(lang: str) -> Source:
    """Why what stands in no catalogue may not be charged."""
    return source_of(_RULES["nowhere"], lang)


def charges(named: str, day: dt.date, lang: str) -> list[Charge]:
    """The entries whose item or body holds ``named``, all of them when it is empty: bodies in the order of codes."""
    rows = rows_in("fee_catalogue").select_related("kept_by").filter(kept_by__closed_on=None)
    if named:
        rows = rows.filter(
            Q(item__contains=named) | Q(kept_by__name__contains=named) | Q(kept_by__aliases__contains=named)
        )
    found = list(rows.order_by("kept_by__code", "pk")[:MOST])
    of = ledger("fee_catalogue")
    columns = [of.column(name) for name in _SHOWN]
    names = names_of(columns, [vars(row) for row in found])
    licences = _licences({row.kept_by_id for row in found}, day, lang)
    made = []
    for row in found:
        values = vars(row)
        answer = _answer(values, day)
        texts = {c.name: text_of(c, values, lang, names) for c in columns}
        made.append(
            Charge(
                row.kept_by,
                answer,
                source_of(_RULES[answer], lang),
                texts,
                _for_item(licences.get(row.kept_by_id, []), values["item"] or ""),
            )
        )
    return sorted(made, key=lambda c: (c.body.code, c.answer != "may"))


def _answer(values: dict[str, Any], day: dt.date) -> str:
    """Whether an entry may be charged on ``day``: it must be in force and published."""
    until = values["until"]
    if until < day if until is not None else values["change"] == "cancelled":
        return "over"
    if values["since"] is not None and values["since"] > day:
        return "early"
    if values["published"] is None:
        return "unknown"
    return "may" if values["published"] else "unpublished"


def _for_item(licences: Sequence[Licence], item: str) -> list[Licence]:
    """Those that say they are for the item, and those that do not say for what."""
    return [licence for licence in licences if not licence.items or item in licence.items]


def _licences(bodies: set[int], day: dt.date, lang: str) -> dict[int, list[Licence]]:
    of = ledger("licences")
    found: dict[int, list[Licence]] = {}
    for row in rows_in("licences").filter(kept_by__in=bodies).order_by("pk"):
        values = vars(row)
        until = values["valid_until"]
        valid = values["status"] in {"valid", None} and (until is None or until >= day)
        texts = [text_of(of.column(name), values, lang) for name in ("kind", "items", "valid_until")]
        found.setdefault(row.kept_by_id, []).append(Licence(texts[0], texts[1], texts[2], valid))
    return found
