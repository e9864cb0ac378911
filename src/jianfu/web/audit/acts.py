"""What was done at an organisation, as its page tells it: in words, by day, newest first.

The chain holds numbers and codes alone. The name of whoever acted is joined here from ``accounts``, and masked for
those who do not keep the list of people that the name stands in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone

from jianfu.ledgers.reading.masks import veil
from jianfu.ledgers.registry import ledgers
from jianfu.terms.labels import labels
from jianfu.web.accounts.actor import Actor
from jianfu.web.accounts.models import Assignment, Organisation, Person
from jianfu.web.accounts.perms import may_see_people
from jianfu.web.accounts.roles import Role
from jianfu.web.audit.models import DayEnd, Detail
from jianfu.web.project.wording import lang, say
from jianfu.web.records.models import MODELS
from jianfu.web.records.perms import may_see
from jianfu.web.records.shown import heading_of, title_of

PAGE = 50
# How many acts of an organisation one request looks through for those of one kind.
WINDOW = 20_000
_FAMILY = "web.act."


@cache
def kinds() -> Mapping[str, Sequence[str]]:
    """The kinds of acts that there are words for, by the app that logs them."""
    found: dict[str, list[str]] = {}
    for key in labels():
        if key.startswith(_FAMILY):
            action = key.removeprefix(_FAMILY)
            found.setdefault(action.partition(".")[0], []).append(action)
    return found


@dataclass(frozen=True)
class Act:
    """One act in words: when, who, what, about what; ``address`` leads to what it was about where there is a page."""

    number: int
    at: dt.datetime
    who: str
    what: str
    about: Sequence[str] = ()
    address: str = ""


@dataclass(frozen=True)
class Acts:
    """A page of acts by day; ``older`` and ``newer`` are the entries that the neighbouring pages begin at. Where the
    search for one kind ended before the list did, ``window`` says so."""

    days: Sequence[tuple[dt.date, Sequence[Act]]]
    older: int | None = None
    newer: int | None = None
    window: bool = False


@dataclass
class _Names:
    """Whom to name how: the people who acted, as far as ``viewer`` keeps the lists that they stand in."""

    viewer: Actor
    here: Organisation
    shown: dict[int, str] = field(default_factory=dict)

    def learn(self, numbers: Iterable[int | None]) -> None:
        """Looks up people by their numbers."""
        held = Prefetch("assignments", Assignment.objects.select_related("organisation"), to_attr="every")
        wanted = {n for n in numbers if n is not None}
        for person in Person.objects.filter(pk__in=wanted).prefetch_related(held):
            places = {a.organisation_id: a.organisation for a in person.every}
            kept = any(may_see_people(self.viewer, place) for place in places.values())
            name = person.name if kept else veil(person.name)
            if places and self.here.pk not in places:
                name = f"{name} {next(iter(places.values())).name}"
            self.shown[person.pk] = name

    def of(self, number: int | None) -> str:
        """The name, or that it was the system itself."""
        return self.shown.get(number, "") if number is not None else say("records.operator")


def acts_of(
    viewer: Actor,
    organisation: Organisation,
    *,
    kind: str = "",
    day: dt.date | None = None,
    before: int | None = None,
    after: int | None = None,
) -> Acts:
    """A page of what was done at ``organisation``: of one kind of act or all, of one day or all; before the entry
    ``before``, or the page that ends above the entry ``after``."""
    found = Detail.objects.filter(organisation=organisation.pk)
    if day is not None:
        found = _of_day(found, day)
    back = after is not None and before is None
    if back:
        found = found.filter(entry__gt=after).order_by("entry")
    else:
        found = (found.filter(entry__lt=before) if before is not None else found).order_by("-entry")
    edge = None
    if kind:
        edge = found.values_list("entry", flat=True)[WINDOW - 1 : WINDOW].first()
        if edge is not None:
            found = found.filter(entry__lte=edge) if back else found.filter(entry__gte=edge)
        found = found.filter(entry__action=kind)
    taken = list(found.select_related("entry")[: PAGE + 1])
    full, taken = len(taken) > PAGE, taken[:PAGE]
    onward = taken[-1].pk if full else edge
    if back:
        taken.reverse()
    first, last = (taken[0].pk, taken[-1].pk) if taken else (None, None)
    return Acts(
        _by_day(viewer, organisation, taken),
        older=(last or after) if back else onward,
        newer=onward if back else first if before is not None else None,
        window=edge is not None and not full,
    )


def _of_day(found: QuerySet[Detail], day: dt.date) -> QuerySet[Detail]:
    """The acts of a day in China. Where days ended is known, so that only their stretch of the chain is read."""
    before = DayEnd.objects.filter(day__lt=day).last()
    after = DayEnd.objects.filter(day__gte=day).first()
    if before is not None:
        found = found.filter(entry__gt=before.number)
    if after is not None:
        found = found.filter(entry__lte=after.number)
    start = timezone.make_aware(dt.datetime.combine(day, dt.time()))
    return found.filter(entry__at__gte=start, entry__at__lt=start + dt.timedelta(days=1))


def _by_day(
    viewer: Actor, organisation: Organisation, found: Sequence[Detail]
) -> list[tuple[dt.date, list[Act]]]:
    names = _Names(viewer, organisation)
    names.learn(d.actor for d in found)
    acts = [_act(viewer, organisation, detail, names) for detail in found]
    return [(day, list(some)) for day, some in groupby(acts, key=lambda a: timezone.localdate(a.at))]


def _act(viewer: Actor, organisation: Organisation, detail: Detail, names: _Names) -> Act:
    entry = detail.entry
    known = f"{_FAMILY}{entry.action}" in labels()
    about, address = _about(viewer, organisation, detail)
    what = say(f"act.{entry.action}") if known else entry.action
    return Act(entry.number, entry.at, names.of(detail.actor), what, about, address)


def _about(viewer: Actor, organisation: Organisation, detail: Detail) -> tuple[list[str], str]:
    """What an act was about, in words, and the address of its page."""
    facts, (app, _, model) = detail.facts, detail.kind.partition(".")
    if app == "records" and model in _LEDGERS:
        ledger = MODELS[_LEDGERS[model]].ledger
        words = [title_of(ledger, lang())]
        columns = [c for c in facts.get("columns", ()) if c in ledger.by_name]
        words += [heading_of(ledger.column(c), lang()) for c in columns]
        open_to = may_see(viewer, ledger, organisation)
        return words, reverse("records:row", args=[ledger.name, detail.object]) if open_to else ""
    if facts.get("ledger") in ledgers():
        return [title_of(ledgers()[facts["ledger"]], lang())], ""
    if detail.kind == "audit.retention" and detail.object in ledgers():
        return [title_of(ledgers()[detail.object], lang())], ""
    if facts.get("role") in Role.values:
        return [say(f"role.{facts['role']}")], ""
    if detail.kind == "policies.pack" and "version" in facts:
        return [say("versions.n", n=facts["version"])], reverse("policies:place", args=[organisation.pk])
    return [], ""


_LEDGERS = {model._meta.model_name or "": name for name, model in MODELS.items()}
