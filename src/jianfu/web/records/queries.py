"""What pages read of ledgers: which there are, their rows, one row and what it was before."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from jianfu.ledgers.declare import Column, Ledger
from jianfu.ledgers.reading.registers import stages_in
from jianfu.terms.places import Organisation as Place
from jianfu.terms.places import Places
from jianfu.web.accounts.actor import Actor
from jianfu.web.accounts.models import Organisation, OrganisationQuerySet
from jianfu.web.records import perms
from jianfu.web.records.models import MODELS, Earlier, Row, Version
from jianfu.web.records.paging import Page, Scope
from jianfu.web.records.rows import state_of, values_of
from jianfu.web.records.shown import heading_of, listed_columns, masked, text_of, title_of

# The fields of burden whose ledgers each kind of organisation keeps; those of the others stand behind a fold.
FIELDS_OF_KIND: Mapping[str, tuple[str, ...]] = {
    "school": ("student", "teacher", "shared"),
    "bureau": ("student", "teacher", "shared"),
    "office": ("grassroots", "enterprise", "shared"),
    "government": ("grassroots", "farmer", "enterprise", "shared"),
    "village": ("farmer", "grassroots", "shared"),
    "firm": ("enterprise", "shared"),
    "training": ("student", "enterprise", "shared"),
}
FIELDS = ("student", "teacher", "grassroots", "enterprise", "farmer", "shared")
_FEW = 1_000


# -- which ledgers there are ---------------------------------------------------------------------


@dataclass(frozen=True)
class Offered:
    """A ledger as the list of ledgers shows it; ``count`` stops at a thousand (``more``), closed ones have none."""

    ledger: Ledger
    title: str
    count: int = 0
    more: bool = False
    closed: bool = False


@dataclass(frozen=True)
class Field:
    """The ledgers of one field of burden; ``near`` says that the organisation keeps such ledgers."""

    name: str
    near: bool
    offered: Sequence[Offered]


def fields_of(actor: Actor, organisation: Organisation, lang: str) -> list[Field]:
    """The ledgers that ``actor`` sees of an organisation by field, those of its own fields first."""
    own = FIELDS_OF_KIND.get(organisation.kind, FIELDS)
    found = []
    for name in (*own, *(f for f in FIELDS if f not in own)):
        listed = [model.ledger for model in MODELS.values() if model.ledger.field == name]
        offered = [_offered(actor, ledger, organisation, lang) for ledger in listed]
        shown = sorted((o for o in offered if o is not None), key=lambda o: (o.closed, o.count == 0))
        if shown:
            found.append(Field(name, name in own, shown))
    return found


def _offered(actor: Actor, ledger: Ledger, organisation: Organisation, lang: str) -> Offered | None:
    title = title_of(ledger, lang)
    if perms.is_closed(ledger, organisation):
        return Offered(ledger, title, closed=True)
    if not perms.may_see(actor, ledger, organisation):
        return None
    kept_by = keepers(actor, ledger, organisation)
    rows = MODELS[ledger.name]._default_manager.filter(
        unseen(actor, ledger), kept_by__in=kept_by.values("pk")
    )
    count = rows.order_by()[: _FEW + 1].count()
    return Offered(ledger, title, min(count, _FEW), count > _FEW)


# -- rows ----------------------------------------------------------------------------------------


def keepers(actor: Actor, ledger: Ledger, organisation: Organisation) -> OrganisationQuerySet:
    """Those of ``organisation`` and what stands under it whose rows ``actor`` sees, as ``perms.may_see`` of each."""
    inside = Organisation.objects.within(organisation)
    if perms.may_see_below(actor, ledger, organisation):
        return inside
    here = Q(pk=organisation.pk)
    if ledger.name not in perms.VAULT and organisation.kind == "government":
        here |= Q(kind="village") if actor.holds(perms.TOWN, organisation) else Q()
    return inside.filter(here)


def scope_of(
    actor: Actor,
    ledger: Ledger,
    organisation: Organisation,
    *,
    named: str = "",
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> Scope:
    """The rows of an organisation and of what stands under it as far as ``actor`` sees them, of some days or all.

    ``named`` leaves the organisations whose name or code begins so or holds it.
    """
    kept_by: QuerySet[Organisation] = keepers(actor, ledger, organisation)
    whose: Organisation | QuerySet[Organisation] | None = kept_by
    if named:
        whose = kept_by.filter(Q(name__contains=named) | Q(code__startswith=named))
    elif not kept_by.exclude(pk=organisation.pk).exists():
        whose = organisation
    elif not Organisation.objects.exclude(pk__in=kept_by.values("pk")).exists():
        whose = None
    return Scope(MODELS[ledger.name], whose, since, until)


def unseen(actor: Actor, ledger: Ledger) -> Q:
    """The condition that leaves out the rows that ``perms.may_see_row`` refuses although the ledger is open."""
    if ledger.name not in perms.VAULT or actor.operator:
        return Q()
    return ~Q(target__in=perms.codes_held(actor)) | Q(target=None)


@dataclass(frozen=True)
class Cell:
    """A value as it is shown under its heading."""

    column: str
    heading: str
    text: str
    is_figure: bool = False


@dataclass(frozen=True)
class Line:
    """A row of a list."""

    number: int
    organisation: Organisation
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Heading:
    """The head of a column; ``sort`` is what a list is sorted by when it is chosen, ``sorted`` how it is now."""

    column: str
    text: str
    sort: str | None = None
    sorted: str = "none"


def lines_of(actor: Actor, ledger: Ledger, page: Page, lang: str) -> list[Line]:
    """The rows of a page as they are shown to ``actor``."""
    columns = listed_columns(ledger)
    states = [(row, state_of(row)) for row in page.rows]
    keeping = Organisation.objects.in_bulk({row.kept_by_id for row in page.rows})
    names = names_of(columns, [state for _, state in states])
    personal = {
        pk: perms.may_see_personal(actor, ledger, organisation) for pk, organisation in keeping.items()
    }
    return [
        Line(
            row.pk,
            keeping[row.kept_by_id],
            [
                _cell(column, values_of(type(row), state), lang, names, plain=personal[row.kept_by_id])
                for column in columns
            ],
        )
        for row, state in states
    ]


def headings_of(ledger: Ledger, lang: str, sort: str) -> list[Heading]:
    """The heads of a list that is sorted by ``sort`` ("minutes", "-minutes"; empty for its own order)."""
    found = []
    for column in listed_columns(ledger):
        is_it = sort.removeprefix("-") == column.name
        now = "none" if not is_it else "descending" if sort.startswith("-") else "ascending"
        choose = None if column.personal else f"-{column.name}" if now == "ascending" else column.name
        found.append(Heading(column.name, heading_of(column, lang), choose, now))
    return found


def _cell(
    column: Column, values: Mapping[str, Any], lang: str, names: Mapping[str, Any], *, plain: bool
) -> Cell:
    text = text_of(column, values, lang, names)
    figure = column.type in {"integer", "decimal", "minutes", "money"}
    return Cell(column.name, heading_of(column, lang), text if plain else masked(column, text), figure)


def names_of(columns: Iterable[Column], states: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The names of the organisations whose codes stand in columns for organisations."""
    wanted = [column.name for column in columns if column.type == "org"]
    codes = {state[name] for state in states for name in wanted if state.get(name)}
    return dict(Organisation.objects.filter(code__in=codes).values_list("code", "name")) if codes else {}


# -- one row -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Change:
    """What one column was and what it became; both nothing where only that it changed may be told."""

    heading: str
    before: str
    after: str


@dataclass(frozen=True)
class Event:
    """One step in the life of a row: a version, what it did to the row, and what changed."""

    version: Version
    did: str
    changes: Sequence[Change] = ()


@dataclass(frozen=True)
class Told:
    """A row, or what stood in it last when it was withdrawn, with all its cells and its history, newest first."""

    number: int
    ledger: Ledger
    organisation: Organisation
    cells: Sequence[Cell]
    extra: Mapping[str, str]
    history: Sequence[Event]
    row: Row | None


def row_of(ledger: Ledger, number: int) -> Row | None:
    """The row that stands now under a number."""
    model = MODELS.get(ledger.name)
    if model is None:
        return None
    return model._default_manager.select_related("kept_by", "version").filter(pk=number).first()


def withdrawn_row(ledger: Ledger, number: int) -> tuple[Row, Version] | None:
    """A row that was withdrawn, as it was then, and the version that did it; it is not in its table."""
    model = MODELS.get(ledger.name)
    last = (
        Earlier.objects.filter(ledger=ledger.name, row=number)
        .select_related("kept_by", "version", "ended_by")
        .order_by("pk")
        .last()
    )
    if model is None or last is None or not last.withdrawn or row_of(ledger, number) is not None:
        return None
    return as_row(model, last), last.ended_by


def as_row(model: type[Row], state: Earlier) -> Row:
    """A state as the row it was; it is not in its table."""
    fields = values_of(model, state.values)
    return model(**fields | {"pk": state.row, "kept_by": state.kept_by, "version": state.version})


def tell(actor: Actor, row: Row, lang: str) -> Told:
    """Everything about a row that ``actor`` may know; it may be one that ``withdrawn_row`` gave."""
    ledger, model = row.ledger, type(row)
    plain = perms.may_see_personal(actor, ledger, row.kept_by)
    standing = row.identity != ""
    ended = list(
        Earlier.objects.filter(ledger=ledger.name, row=row.pk)
        .select_related("version__made_by", "ended_by__made_by")
        .order_by("pk")
    )
    states = [values_of(model, e.values) for e in ended]
    now = values_of(model, state_of(row))
    names = names_of(ledger.columns, [*states, now])
    steps = [(e.version, values) for e, values in zip(ended, states, strict=True)]
    if standing:
        steps.append((row.version, now))
    history: list[Event] = []
    before: Mapping[str, Any] | None = None
    for n, (version, values) in enumerate(steps):
        gone = n > 0 and ended[n - 1].withdrawn
        did = "entered" if before is None else "brought_back" if gone else "changed"
        changed = _changes(ledger, before or values, values, lang, names, plain=plain)
        history.append(Event(version, did, changed))
        if n < len(ended) and ended[n].withdrawn:
            history.append(Event(ended[n].ended_by, "withdrawn"))
        before = values
    cells = [_cell(column, now, lang, names, plain=plain) for column in ledger.columns]
    return Told(row.pk, ledger, row.kept_by, cells, row.extra or {}, history[::-1], row if standing else None)


def _changes(
    ledger: Ledger,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    lang: str,
    names: Mapping[str, Any],
    *,
    plain: bool,
) -> list[Change]:
    found = []
    for column in ledger.columns:
        if all(before.get(name) == after.get(name) for name in column.physical):
            continue
        was, becomes = (text_of(column, values, lang, names) for values in (before, after))
        if column.personal and not plain:
            was = becomes = ""
        found.append(Change(heading_of(column, lang), was, becomes))
    return found


def places() -> Places:
    """The tree as readers of ledgers know it: they find organisations by what people write."""
    return Places(
        Place(
            o.code, o.name, o.kind, o.level, o.parent_id, stages_in(o.stages, o.name, o.kind), o.system,
            tuple(a for a in re.split(r"[、,，;；/\s]+", o.aliases) if a),
        )
        for o in Organisation.objects.open().order_by("code")
    )  # fmt: skip
