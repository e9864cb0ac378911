"""What the pages of units read: which units there are, what each published, how it stands to the rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Max, Q

from jianfu.ledgers.registry import ledger
from jianfu.norms.model import Norm
from jianfu.web.accounts.models import Organisation
from jianfu.web.board.duties import Duty, duties, measures
from jianfu.web.board.suppression import LEAST
from jianfu.web.board.tables import Grid, Table, grid_of, rows_in, rows_of, running_term, table_of
from jianfu.web.policies.queries import national
from jianfu.web.policies.standings.models import Standing
from jianfu.web.policies.standings.queries import StandingShown, of, shown
from jianfu.web.records.perms import PUPILS, VAULT

GROUPS: Mapping[str, tuple[str, ...]] = {
    "schools": ("school",),
    "offices": ("bureau", "office", "government", "place"),
    "villages": ("village",),
}
MOST_UNITS = 200
_LEADS = frozenset({"breached", "short", "early", "late", "suspected"})
# Columns that stand for one person or household although they hold no name.
_ONE_BY_ONE = frozenset({"household", "pupil_no", "roll_no", "card_no", "card", "draw_no", "tester"})


@dataclass(frozen=True)
class Group:
    """Units of a kind as the start page lists them; ``more`` says that a name has to be searched for."""

    name: str
    units: Sequence[Organisation]
    more: bool = False


def groups(named: str = "") -> list[Group]:
    """The units that have a page, by kind and in the order of codes; those whose name, short name or code is searched."""
    found = []
    for name, kinds in GROUPS.items():
        units = Organisation.objects.open().filter(kind__in=kinds)
        if named:
            units = units.filter(
                Q(name__contains=named) | Q(aliases__contains=named) | Q(code__startswith=named)
            )
        listed = list(units[: MOST_UNITS + 1])
        found.append(Group(name, listed[:MOST_UNITS], len(listed) > MOST_UNITS))
    return [group for group in found if group.units]


def unit_of(number: int) -> Organisation | None:
    """The unit that has a page under this number; firms, training institutions and people have none."""
    return Organisation.objects.open().filter(pk=number, kind__in=duties()).first()


@dataclass(frozen=True)
class Source:
    """Whence it is a duty: the policy, its number when that is known, and what the catalogue makes of it."""

    title: str
    number: str
    clause: str
    restated: str


def source_of(norm_id: str, lang: str) -> Source:
    """The source of a norm: that of its first mark which is in the catalogue."""
    catalogue = national()
    mark = catalogue.norms[norm_id].marks[0]
    policy = catalogue.policies[mark.source.policy]
    number = policy.number if policy.number_certainty == "sure" else ""
    return Source(
        policy.title, number or "", mark.source.clause or "", mark.restated.in_(lang) if mark.restated else ""
    )


@dataclass(frozen=True)
class Entry:
    """One thing that a unit has to publish and what has become of it.

    ``state``: "published", "undated" (it is here, but nobody noted when it was put up), "waiting" (not due yet),
    "missing" (due and nowhere to be seen).
    """

    duty: Duty
    title: str
    state: str
    source: Source
    kept_off: str = ""
    due_on: dt.date | None = None
    published_on: dt.date | None = None
    place: str = ""
    table: Table | None = None
    grid: Grid | None = None


def entries_of(unit: Organisation, day: dt.date, lang: str) -> list[Entry]:
    """Everything that ``unit`` has to publish, in the order of its kind."""
    return [_entry(unit, duty, day, lang) for duty in duties()[unit.kind]]


def _entry(unit: Organisation, duty: Duty, day: dt.date, lang: str) -> Entry:
    table = table_of(unit, duty.shape, day, lang) if duty.shape is not None else None
    term = running_term(day)
    due_on = term.first + dt.timedelta(days=duty.due.days) if duty.due.after == "term" else None
    published_on, place = None, ""
    if duty.disclosure:
        told = rows_in("disclosures").filter(kept_by=unit, kind=duty.disclosure)
        if duty.due.after == "term":
            told = told.filter(sorted_on__gte=term.first - dt.timedelta(days=30))
        noted = [vars(row) for row in told.order_by("-published_on", "-pk")]
        noted.sort(key=lambda values: values["published_on"] or dt.date.min, reverse=True)
        if noted:
            due_on = noted[0]["due_on"] or due_on
            published_on, place = noted[0]["published_on"], noted[0]["place"] or ""
    if published_on is None and table is not None and duty.shape is not None and duty.shape.dated:
        put_up = rows_of(unit, duty.shape, day).order_by().aggregate(last=Max(duty.shape.dated))
        published_on = put_up["last"]
    state = "missing"
    if published_on is not None and published_on <= day:
        state = "published"
    elif table is not None:
        state = "undated" if duty.disclosure else "published"
    elif duty.id == "contact" and unit.phone:
        state = "undated"
    elif due_on is not None and due_on >= day:
        state = "waiting"
    return Entry(
        duty, duty.title.in_(lang), state, source_of(duty.rule, lang),
        duty.kept_off.in_(lang) if duty.kept_off else "", due_on,
        published_on if state == "published" else None, place, table,
        grid_of(table, duty.shape) if table is not None and duty.shape is not None else None,
    )  # fmt: skip


@dataclass(frozen=True)
class Measured:
    """A public standing: what was measured only where it keeps within its bound and is about nobody alone."""

    shown: StandingShown
    state: str
    with_figure: bool


def standings_of(unit: Organisation) -> list[Measured]:
    """How a unit stands to the rules as far as the public learns of it.

    Left out: rules whose binding mark is the unit's own, since strictness is not to be punished; what does not apply;
    advice; complaints; ledgers of pupils one by one. A machine's finding is a lead and no verdict: past its bound no figure is
    given, only that it is being verified. What cannot be judged is missing, never zero.
    """
    found = []
    for standing in of(unit):
        if not standing.public or standing.outcome in {"advised", "not_applicable"}:
            continue
        if standing.ledger in VAULT or PUPILS & ledger(standing.ledger).by_name.keys():
            continue
        told = shown(standing, links=False)
        if standing.outcome in _LEADS:
            found.append(Measured(told, "verifying", with_figure=False))
        elif standing.outcome == "not_evaluable":
            found.append(Measured(told, "not_evaluable", with_figure=False))
        else:
            drawn = told.is_drawn and standing.value is not None and not is_about_one(told.norm, standing)
            found.append(Measured(told, standing.outcome, with_figure=drawn))
    return found


def is_about_one(norm: Norm, standing: Standing) -> bool:
    """Whether a figure would be one person's, one household's, or a count of fewer than five people."""
    of_ledger = ledger(norm.watches)
    grouped = {c.name for c in of_ledger.columns if c.name in norm.per and c.personal} | _ONE_BY_ONE & set(
        norm.per
    )
    one = norm.by_record and any(c.personal or c.name in _ONE_BY_ONE for c in of_ledger.columns)
    few = norm.unit in {"person", "student", "household"} and 0 < (standing.value or 0) < LEAST
    # A share of a few votes tells how many they were; an answer to a survey is one person's.
    few = few or (norm.watches == "levy_votes" and norm.unit == "percent")
    few = few or (norm.watches == "surveys" and standing.record_count < LEAST)
    return bool(grouped) or one or few


def first_ones(unit: Organisation, measured: Sequence[Measured]) -> list[Measured]:
    """Of those with a figure the ones that a page of this kind draws first, in their order."""
    by_norm = {m.shown.norm.id: m for m in measured if m.with_figure}
    return [by_norm[norm] for norm in measures(unit.kind) if norm in by_norm]
