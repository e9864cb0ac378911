"""The rows that were withdrawn from a ledger and did not come back: when, by whom, why, and what stood in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from jianfu.ledgers.declare import Ledger
from jianfu.web.accounts.actor import Actor
from jianfu.web.accounts.models import Organisation
from jianfu.web.records import perms
from jianfu.web.records.models import MODELS, Earlier, Version
from jianfu.web.records.queries import as_row, keepers, names_of
from jianfu.web.records.rows import values_of
from jianfu.web.records.shown import heading_of, listed_columns, masked, text_of

PAGE = 50
# How many columns tell a row apart from others.
_TELLING = 5


@dataclass(frozen=True)
class Gone:
    """A row that was withdrawn: the version that did it, whose it was, and what told it apart."""

    number: int
    ended_by: Version
    kept_by: Organisation
    cells: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Withdrawn:
    """A page of them, the last withdrawn first; ``older`` is where the next begins."""

    rows: Sequence[Gone]
    older: int | None = None


def withdrawn_of(
    actor: Actor, ledger: Ledger, organisation: Organisation, lang: str, before: int | None = None
) -> Withdrawn:
    """What was withdrawn from a ledger of ``organisation`` and of what stands under it, as far as ``actor`` sees it;
    what is not to be seen leaves its page shorter."""
    model = MODELS[ledger.name]
    later = Earlier.objects.filter(ledger=ledger.name, row=OuterRef("row"), pk__gt=OuterRef("pk"))
    found = Earlier.objects.filter(
        ~Exists(model._default_manager.filter(pk=OuterRef("row"))), ~Exists(later),
        ledger=ledger.name, withdrawn=True, kept_by__in=keepers(actor, ledger, organisation).values("pk"),
    )  # fmt: skip
    if before is not None:
        found = found.filter(pk__lt=before)
    told = found.select_related("kept_by", "version", "ended_by__made_by").order_by("-pk")
    states = list(told[: PAGE + 1])
    older = states[PAGE - 1].pk if len(states) > PAGE else None
    columns = listed_columns(ledger, _TELLING)
    values = [values_of(model, state.values) for state in states[:PAGE]]
    names = names_of(columns, values)
    rows = []
    for state, row in zip(states, values, strict=False):
        if not perms.may_see_row(actor, as_row(model, state)):
            continue
        plain = perms.may_see_personal(actor, ledger, state.kept_by)
        texts = [(c, text_of(c, row, lang, names)) for c in columns]
        cells = [(heading_of(c, lang), t if plain else masked(c, t)) for c, t in texts]
        rows.append(Gone(state.row, state.ended_by, state.kept_by, cells))
    return Withdrawn(rows, older)
