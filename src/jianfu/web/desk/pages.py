"""What the pages of desks are made of: what a view hands to a template."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils import timezone

from jianfu.terms.calendar import Calendar
from jianfu.terms.grades import grade_label
from jianfu.terms.labels import label
from jianfu.web.accounts.actor import Actor
from jianfu.web.accounts.models import Assignment, Organisation
from jianfu.web.accounts.roles import Role
from jianfu.web.desk import attention, matrix, perms, queries, sentences, vessels, weekly
from jianfu.web.desk.cited import Cited, cited
from jianfu.web.policies.standings.models import Checked, Standing
from jianfu.web.policies.standings.queries import StandingShown, last_check, of, shown
from jianfu.web.project.dates import day as day_text
from jianfu.web.project.dates import short_day
from jianfu.web.project.wording import lang, say
from jianfu.web.records.perms import may_see_any

_LEADS = 6


@dataclass(frozen=True)
class Shown:
    """A standing with the latest of its records, where there is something to look at."""

    row: StandingShown
    records: Sequence[Cited] = ()


@dataclass(frozen=True)
class Field:
    """The standings of a field of burden: those that are shown at once, and those behind a fold."""

    name: str
    rows: Sequence[Shown]
    folded: Sequence[StandingShown]


@dataclass(frozen=True)
class Day:
    """A school's day of written homework; ``heading`` names it, ``lead`` is how it stands, in one sentence."""

    heading: str
    lead: str
    groups: Sequence[vessels.Group]
    told: Sequence[vessels.Told]


def about(organisation: Organisation, today: dt.date, calendar: Calendar | None = None) -> dict[str, Any]:
    """What stands below the sentence of every desk: the day, the week of term, when was checked last."""
    calendar = calendar or queries.calendar_of(organisation)
    week = calendar.period("week", today).id
    number = int(week.rpartition("-w")[2]) if "-w" in week else 0
    check = last_check()
    return {"check": check, "calendar": calendar, "sub": _sub(today, number, check)}


def _sub(today: dt.date, week: int, check: Checked | None) -> str:
    """11月19日 星期四，第 12 周，17:10 核算。"""
    parts = [day_text(today, lang())]
    if week:
        parts.append(say("desk.week", n=week))
    if check is not None:
        at = f"{timezone.localtime(check.at):%H:%M}"
        as_of = short_day(check.as_of, lang())
        same = check.as_of == today
        parts.append(say("desk.checked", at=at) if same else say("desk.checked-as-of", day=as_of))
    return say("desk.comma").join(parts) + say("desk.stop")


def organisation_page(actor: Actor, organisation: Organisation, today: dt.date) -> dict[str, Any]:
    """How one organisation stands: the sentence, its classes where it has some, its standings, what needs somebody."""
    below = about(organisation, today)
    inside = perms.is_inside(actor, organisation)
    everything = [s for s in of(organisation) if _says_something(s)]
    standings = [s for s in everything if inside or not attention.is_own(s)]
    tally = sentences.tally(s.outcome for s in standings)
    leads = attention.leads(standings, inside=inside)
    is_school = organisation.kind == "school"
    day = school_day(organisation, today, below["calendar"], inside=inside) if is_school else None
    lead = sentences.of_norms(tally)
    if below["check"] is None:
        lead = say("desk.never-checked")
    return below | {
        "organisation": organisation,
        "lead": day.lead if day is not None and below["check"] is not None else lead,
        "sub": f"{lead}{below['sub']}"
        if day is not None and tally.known and below["check"]
        else below["sub"],
        "day": day,
        "fields": fields(standings, cited(actor, (lead.row.standing for lead in leads))),
        "leads": leads[:_LEADS],
        "more_leads": leads[_LEADS:],
        "how_many": len(leads),
        "own": len(everything) - len(standings),
        "coming": queries.coming(organisation, today) if inside and organisation.kind == "school" else [],
        "inside": inside,
        "may_see_ledgers": may_see_any(actor, organisation),
        "below": matrix.of(organisation)[:1] if perms.may_see_below(actor, organisation) else [],
    }


def _says_something(standing: Standing) -> bool:
    """Neither what does not apply nor what no place has set a figure for."""
    return standing.outcome != "not_applicable" and standing.reason != "no_local_mark"


def fields(standings: Sequence[Standing], records: Mapping[int, Sequence[Cited]]) -> list[Field]:
    """Standings by field: what is not plainly kept, and what matrices show; the others stand behind a fold."""
    known = [norm for declared in matrix.declared().values() for norm in declared.norms]
    first = {norm: n for n, norm in enumerate(known)}
    found = []
    for name, group in groupby(standings, lambda s: s.field):
        rows = sorted((shown(s) for s in group), key=lambda r: first.get(r.norm.id, len(first)))
        folded = [r for r in rows if r.state in sentences.KEPT - {"near"} and r.norm.id not in first]
        at_once = [Shown(r, records.get(r.standing.pk, ())) for r in rows if r not in folded]
        found.append(Field(label(f"field.{name}", lang()), at_once, folded))
    return found


def school_day(school: Organisation, today: dt.date, calendar: Calendar, *, inside: bool) -> Day | None:
    """Today's classes; on a day without school those of the last day with homework. None for whoever is outside when
    the school's own mark binds some of them: how they stand to it is nobody else's matter."""
    is_school_day = calendar.is_school_day(today)
    shown_day = today if is_school_day else queries.last_homework(school, today)
    days = queries.homework_of(school, shown_day) if shown_day else []
    if not inside and any(attention.is_own(d) for d in days):
        return None
    classes = queries.classes_of(school, today) if is_school_day else {(d.grade, d.class_no) for d in days}
    groups = vessels.groups(days, classes)
    tally = vessels.tally_of(groups)
    if is_school_day:
        lead = sentences.of_classes(tally, say("desk.today"))
        heading = say("desk.homework-today")
    else:
        lead = say("desk.no-school")
        if shown_day is not None:
            lead += sentences.of_classes(tally, day_text(shown_day, lang()))
        heading = say("desk.homework-on", day=short_day(shown_day, lang())) if shown_day else ""
    return Day(heading, lead, groups if tally.known else [], vessels.told(groups) if tally.known else [])


# -- what stands below a place ----------------------------------------------------------------------


def below_page(
    top: Organisation, chosen: matrix.Declared, page: str | None, today: dt.date
) -> dict[str, Any]:
    """How everything under a place stands, by some norms."""
    found = matrix.build(top, chosen, page)
    counted = sentences.counted(chosen.name, found.page.paginator.count)
    below = about(top, today)
    lead = sentences.of_matrix(counted, found.tally) if below["check"] else say("desk.never-checked")
    leads = attention.leads(found.wrong, inside=False)
    return below | {
        "organisation": top,
        "lead": lead,
        "matrix": found,
        "legend": _legend(found.tally),
        "chosen": chosen,
        "choices": matrix.of(top),
        "leads": leads[:_LEADS],
        "more_leads": len(leads[_LEADS:]),
        "how_many": len(leads),
        "weekly": weekly.line_of(queries.weeks_of(top, today)) if chosen.name == "schools" else None,
    }


def _legend(found: sentences.Tally) -> list[tuple[str, str]]:
    """What the matrix holds, counted: the look of each word and the words."""
    counts = (
        ("", "kept", found.kept), ("near", "near", found.near), ("over", "past", found.past),
        ("unk", "suspected", found.suspected), ("unk", "unknown", found.unknown),
    )  # fmt: skip
    return [(look, say(f"desk.legend.{name}", n=f"{n:,}")) for look, name, n in counts if n]


# -- heads of grades and of preparation groups ------------------------------------------------------


def head_page(held: Assignment, today: dt.date) -> dict[str, Any]:
    """A grade's classes for its head; for the head of a preparation group the subject's share in every class."""
    school = held.organisation
    below = about(school, today)
    calendar: Calendar = below["calendar"]
    shown_day = today if calendar.is_school_day(today) else queries.last_homework(school, today)
    days = queries.homework_of(school, shown_day) if shown_day else []
    classes = queries.classes_of(school, today)
    under: dict[tuple[int, int], str] = {}
    if held.grade is not None:
        days = [d for d in days if d.grade == held.grade]
        classes = {key for key in classes if key[0] == held.grade}
    if held.subject and shown_day:
        share = queries.minutes_of(school, shown_day, held.subject)
        under = {key: say("desk.share", subject=held.subject, n=n) for key, n in share.items()}
    groups = vessels.groups(days, classes, under)
    tally = vessels.tally_of(groups)
    when = say("desk.today") if shown_day == today else day_text(shown_day, lang()) if shown_day else ""
    return below | {
        "organisation": school,
        "held": held,
        "whose": _whose(held),
        "lead": sentences.of_classes(tally, when) if shown_day else say("desk.no-school"),
        "day": Day(say("desk.homework-today"), "", groups if tally.known else [], vessels.told(groups)),
        "past": [d for d in queries.past_days(school, held.grade) if d.day != shown_day],
        "is_set": held.grade is not None or bool(held.subject),
    }


def _whose(held: Assignment) -> str:
    """What somebody is head of, in words."""
    grade = grade_label(held.grade, lang()) if held.grade is not None else ""
    return (" " if lang() == "en" else "").join(part for part in (grade, held.subject) if part)


# -- those who have no ledgers of others to look after ----------------------------------------------


@dataclass(frozen=True)
class Way:
    """Something one may do, and where."""

    title: str
    text: str
    address: str


def plain_page(held: Assignment | None, today: dt.date) -> dict[str, Any]:
    """One sentence, and what whoever holds this role may do: a firm, a villager, a parent, somebody without a role."""
    role = held.role if held is not None else ""
    place = held.organisation if held is not None else None
    ways = []
    lead = say("desk.nothing") if held is not None else say("desk.no_role")
    if place is not None and role == Role.FIRM:
        tally = sentences.tally(s.outcome for s in of(place) if _says_something(s))
        lead = sentences.of_norms(tally)
        ways += [_way("charges", reverse("board:charges", args=(lang(),)))]
        ways += [_way("firm-standings", reverse("desk:organisation", args=(place.pk,)))]
        ways += [_way("firm-ledgers", reverse("records:ledgers", args=(place.pk,)))]
    elif place is not None and role in {Role.PARENT, Role.VILLAGER}:
        lead = say(f"desk.public.{role}", name=place.name)
        ways += [_way(f"public-{role}", reverse("board:unit", args=(lang(), place.pk)))]
    if held is not None:
        ways += [_way("suggestions", reverse("suggestions"))]
    return {"today": today, "lead": lead, "ways": ways}


def _way(name: str, address: str) -> Way:
    return Way(say(f"desk.way.{name}.title"), say(f"desk.way.{name}.text"), address)
