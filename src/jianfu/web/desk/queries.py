"""What desks read beside standings: the school calendar, the classes of a school, what comes next."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q

from jianfu.ledgers.reading.registers import calendar_of as read_calendar
from jianfu.terms.calendar import Calendar
from jianfu.terms.errors import JianfuError
from jianfu.terms.grades import class_label
from jianfu.terms.units import show
from jianfu.web.accounts.classes.queries import open_classes
from jianfu.web.accounts.models import Organisation, subtree
from jianfu.web.desk.sentences import PAST, counted
from jianfu.web.desk.vessels import HOMEWORK, LOW_GRADES, NONE_AT_HOME, WRITTEN
from jianfu.web.policies.standings.models import ClassDay
from jianfu.web.project.dates import short_day
from jianfu.web.project.wording import lang, say
from jianfu.web.records.models import MODELS

_SOON = dt.timedelta(days=45)
_MOST_NEXT = 5
_MOST_PAST = 12


def _rows(ledger: str) -> Any:
    """The rows of a ledger; its columns are known to the ledger's declaration alone."""
    return MODELS[ledger]._default_manager.all()


def calendar_of(organisation: Organisation) -> Calendar:
    """The school calendar of an organisation: its own, else that of the nearest above it, else the assumed one."""
    paths = organisation.paths_above()
    codes = dict(Organisation.objects.filter(path__in=paths).values_list("code", "path"))
    rows = _rows("school_calendar").filter(organisation__in=codes)
    by_owner: dict[str, list[Any]] = {}
    for owner, *row in rows.values_list("organisation", "kind", "first_day", "last_day", "term"):
        if row[0] and row[1]:
            by_owner.setdefault(codes[owner] or "", []).append(tuple(row))
    for owner in sorted(by_owner, key=len, reverse=True):
        try:
            return read_calendar(by_owner[owner])
        except JianfuError:
            continue  # one that contradicts itself is reported with its ledger
    return read_calendar(())


def homework_of(school: Organisation, day: dt.date) -> list[ClassDay]:
    """A day of every class of a school under the norms of written homework."""
    found = list(school.class_days.filter(norm__in=HOMEWORK, day=day))
    if any(d.norm == NONE_AT_HOME for d in found):
        return found
    return [*found, *_none_at_home(school, day)]


def _none_at_home(school: Organisation, day: dt.date) -> list[ClassDay]:
    """The classes that registered something on ``day`` under the norm that allows no written homework, as far as the
    standing of that day tells them apart: all of them where all are kept or one alone is not, else that one."""
    standing = school.standings.filter(norm=NONE_AT_HOME, first=day, last=day).first()
    if standing is None:
        return []
    rows = _rows("homework").filter(organisation=school.code, done_on=day, grade__in=LOW_GRADES)
    entered = set(rows.exclude(class_no=None).values_list("grade", "class_no").distinct())
    worst = (standing.group.get("grade"), standing.group.get("class_no"))
    others = sum(
        n for outcome, n in standing.groups.items() if outcome not in {"kept", "near", "not_applicable"}
    )
    if standing.outcome != "kept" and others > 1:
        entered &= {worst}
    return [
        ClassDay(
            organisation=school, norm=NONE_AT_HOME, grade=grade, class_no=number, day=day, value=0, hi=0,
            outcome=standing.outcome if (grade, number) == worst else "kept", public=standing.public,
        )
        for grade, number in entered
    ]  # fmt: skip


def last_homework(school: Organisation, until: dt.date) -> dt.date | None:
    """The last day up to ``until`` on which a class had homework."""
    found: dt.date | None = school.class_days.filter(norm__in=HOMEWORK, day__lte=until).aggregate(Max("day"))[
        "day__max"
    ]
    return found  # fmt: skip


def classes_of(school: Organisation, day: dt.date) -> set[tuple[int, int]]:
    """The classes of a school as (grade, number): those entered, else those with homework in the last weeks."""
    found = {(grade, c.number) for c in open_classes(school, day) if (grade := c.grade_on(day)) is not None}
    if found:
        return found
    return set(school.class_days.filter(norm__in=HOMEWORK).values_list("grade", "class_no").distinct())


@dataclass(frozen=True)
class PastDay:
    """A class's day past the ceiling."""

    day: dt.date
    name: str
    figure: str
    bound: str


def past_days(school: Organisation, grade: int | None) -> list[PastDay]:
    """The days of the last weeks on which a class was past the ceiling, the last first; of one grade or of all."""
    found = school.class_days.filter(norm=WRITTEN, outcome__in=PAST)
    if grade is not None:
        found = found.filter(grade=grade)
    return [
        PastDay(
            d.day, class_label(d.grade, d.class_no, lang()), show(d.value or 0, "minute", lang()),
            show(d.hi or 0, "minute", lang()),
        )
        for d in found.order_by("-day", "grade", "class_no")[:_MOST_PAST]
    ]  # fmt: skip


@dataclass(frozen=True)
class Week:
    """A week of written homework: how many days of classes were judged, and how many of them were past the ceiling."""

    first: dt.date
    days: int
    past: int

    @property
    def rate(self) -> float:
        """How many of a hundred."""
        return round(100 * self.past / self.days, 1)


def weeks_of(top: Organisation, until: dt.date) -> list[Week]:
    """The last weeks of written homework of everything under ``top``; what only an own mark forbids is not past."""
    found = ClassDay.objects.filter(subtree(top, "organisation"), norm=WRITTEN, day__lte=until)
    judged = ~Q(outcome__in=("not_evaluable", "not_applicable"))
    past = Q(outcome__in=PAST, public=True)
    days: Counter[dt.date] = Counter()
    over: Counter[dt.date] = Counter()
    counted = found.filter(judged).values("day").annotate(n=Count("pk"), past=Count("pk", filter=past))
    for row in counted.order_by("day"):
        monday = row["day"] - dt.timedelta(days=row["day"].weekday())
        days[monday] += row["n"]
        over[monday] += row["past"]
    return [Week(monday, days[monday], over[monday]) for monday in sorted(days)]


# -- what comes next -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Coming:
    """Something with a day that lies ahead."""

    day: dt.date
    title: str
    text: str


def coming(school: Organisation, today: dt.date) -> list[Coming]:
    """The next of what a school has in its ledgers: returns of those lent out, exams, holidays and made-up days."""
    until = today + _SOON
    found = [*_returns(school, today, until), *_exams(school, today, until), *_days_off(school, today, until)]
    return sorted(found, key=lambda c: c.day)[:_MOST_NEXT]


def _returns(school: Organisation, today: dt.date, until: dt.date) -> Iterable[Coming]:
    rows = _rows("secondments").filter(organisation=school.code, end=None, planned_end__range=(today, until))
    for day, n in rows.values_list("planned_end").annotate(n=Count("pk")).order_by("planned_end"):
        yield Coming(day, counted("return", n), say("desk.next.return-how"))


def _exams(school: Organisation, today: dt.date, until: dt.date) -> Iterable[Coming]:
    rows = _rows("exams").filter(organisation=school.code, held_on__range=(today, until))
    for day, name in rows.values_list("held_on", "name").distinct().order_by("held_on", "name"):
        yield Coming(day, name or say("desk.next.exam"), say("desk.next.exam-how"))


def _days_off(school: Organisation, today: dt.date, until: dt.date) -> Iterable[Coming]:
    codes = Organisation.objects.filter(path__in=school.paths_above()).values("code")
    rows = _rows("school_calendar").filter(organisation__in=codes, first_day__range=(today, until))
    seen = set()
    for kind, first, last, remark in rows.values_list("kind", "first_day", "last_day", "remark").order_by(
        "first_day"
    ):
        if kind in {"day_off", "make_up", "term_start", "term_end"} and (kind, first) not in seen:
            seen.add((kind, first))
            span = (
                say("desk.next.until", day=short_day(last, lang())) if last and last > first else remark or ""
            )
            yield Coming(first, say(f"desk.next.{kind}"), span)


# -- a subject's share of a day --------------------------------------------------------------------


def minutes_of(school: Organisation, day: dt.date, subject: str) -> dict[tuple[int, int], int]:
    """A subject's written minutes of a day by class, the longest of its layers; classes without a known figure are out."""
    rows = _rows("homework").filter(
        organisation=school.code, done_on=day, subject=subject, form="written", required="required"
    ).exclude(none_today=True)  # fmt: skip
    layers: dict[tuple[int, int], Counter[str]] = {}
    unknown: set[tuple[int, int]] = set()
    for grade, number, minutes, layer in rows.values_list("grade", "class_no", "minutes", "layer"):
        if grade is None or number is None:
            continue
        if minutes is None:
            unknown.add((grade, number))
        layers.setdefault((grade, number), Counter())[layer or ""] += minutes or 0
    return {
        key: by[""] + max((n for layer, n in by.items() if layer), default=0)
        for key, by in layers.items()
        if key not in unknown
    }
