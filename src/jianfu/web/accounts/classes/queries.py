"""What pages read of a school's classes, and what would become of them at a 1 September."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from jianfu.terms.grades import Stage, grades_of
from jianfu.web.accounts.models import Assignment, Organisation, Promotion, SchoolClass
from jianfu.web.accounts.roles import Role


@dataclass(frozen=True)
class ClassRow:
    """A class on a day: its name then, its grade (None before it enters and after it left), who leads it."""

    school_class: SchoolClass
    name: str
    grade: int | None
    heads: tuple[Assignment, ...]


def classes_of(organisation: Organisation) -> list[SchoolClass]:
    """Every class of a school, closed ones too."""
    found = list(SchoolClass.objects.filter(organisation=organisation))
    for each in found:
        each.organisation = organisation
    return found


def open_classes(organisation: Organisation, day: dt.date) -> list[SchoolClass]:
    """The classes that are open on ``day``, by grade and number; those still to enter come last."""
    found = [c for c in classes_of(organisation) if c.is_open_on(day)]
    return sorted(found, key=lambda c: (c.grade_on(day) or 99, c.entered, c.number))


def heads_on(organisation: Organisation, day: dt.date) -> dict[int, list[Assignment]]:
    """The homeroom teachers of a school on ``day``, by the number of the class."""
    found: dict[int, list[Assignment]] = {}
    held = Assignment.objects.filter(
        organisation=organisation, role=Role.HOMEROOM_TEACHER, school_class__isnull=False
    )
    for each in held.on(day).select_related("person"):
        found.setdefault(each.school_class_id or 0, []).append(each)
    return found


def rows(organisation: Organisation, day: dt.date, lang: str) -> list[ClassRow]:
    """The open classes as the page lists them."""
    heads = heads_on(organisation, day)
    return [
        ClassRow(c, c.name_on(day, lang), c.grade_on(day), tuple(heads.get(c.pk, ())))
        for c in open_classes(organisation, day)
    ]


def closed_rows(organisation: Organisation, day: dt.date) -> list[SchoolClass]:
    """The classes that are closed on ``day``, those closed last first."""
    found = [c for c in classes_of(organisation) if not c.is_open_on(day)]
    return sorted(found, key=lambda c: (c.closed_on or day, c.entered, c.number), reverse=True)


def promotion_year(day: dt.date) -> int:
    """The 1 September that ``day`` is about: from May on that of the year, before it the last one."""
    return day.year if day.month >= 5 else day.year - 1


@dataclass(frozen=True)
class Coming:
    """What becomes of one class: its names before and after; the role of whoever leads it."""

    school_class: SchoolClass
    before: str
    after: str
    heads: tuple[Assignment, ...]


@dataclass(frozen=True)
class Entering:
    """The first year of a stage: how many classes it has already, and how many it is likely to need."""

    stage: Stage
    there: int
    likely: int


@dataclass(frozen=True)
class Plan:
    """What a 1 September does to the classes of a school, as long as nobody confirmed it; ``first`` is that day."""

    first: dt.date
    leaving: tuple[Coming, ...]
    staying: tuple[Coming, ...]
    entering: tuple[Entering, ...]

    @property
    def last(self) -> dt.date:
        """The last day before it."""
        return self.first - dt.timedelta(days=1)


def plan(organisation: Organisation, year: int, lang: str = "zh") -> Plan:
    """What becomes of every class that is open on the eve of 1 September ``year``."""
    first = dt.date(year, 9, 1)
    eve = first - dt.timedelta(days=1)
    heads = heads_on(organisation, eve)
    leaving: list[Coming] = []
    staying: list[Coming] = []
    for each in open_classes(organisation, eve):
        # A class whose year of entry is still to come is no matter of this September; this one's are counted below.
        if each.entered >= year:
            continue
        after = each.grade_on(first)
        coming = Coming(
            each, each.name_on(eve, lang), each.name_on(first, lang), tuple(heads.get(each.pk, ()))
        )
        (leaving if after is None else staying).append(coming)
    entering = []
    mine = classes_of(organisation)
    for stage in organisation.taught_stages:
        sizes = Counter(c.entered for c in mine if c.stage == stage and c.is_open_on(first))
        span = len(grades_of(stage, organisation.system))
        before = max(
            (c.entered for c in mine if c.stage == stage and year - span <= c.entered < year), default=None
        )
        likely = sum(1 for c in mine if c.stage == stage and c.entered == before) if before is not None else 0
        entering.append(Entering(stage, sizes[year], max(sizes[year], likely)))
    return Plan(first, tuple(leaving), tuple(staying), tuple(entering))


def promotion_of(organisation: Organisation, year: int) -> Promotion | None:
    """The promotion of that year, if it was confirmed."""
    return Promotion.objects.filter(organisation=organisation, year=year).first()


def in_the_way(promotion: Promotion) -> str | None:
    """Why a promotion cannot be taken back: ``later`` (there is a later one), ``used`` (somebody holds a role at a class
    that it added, or has taken over one that it ended), ``changed`` (a class was closed or opened since); None when
    nothing hangs on it."""
    done, place = promotion.done, promotion.organisation
    if Promotion.objects.filter(organisation=place, year__gt=promotion.year).exists():
        return "later"
    if Assignment.objects.filter(school_class__in=done["added"]).exists():
        return "used"
    ended = Assignment.objects.filter(pk__in=[pk for pk, _, _ in done["ended"]])
    first = dt.date(promotion.year, 9, 1)
    led = [a.school_class_id for a in ended]
    if Assignment.objects.filter(
        role=Role.HOMEROOM_TEACHER, school_class__in=led, starts__gte=first
    ).exists():
        return "used"
    written = {pk: dt.date.fromisoformat(day) for pk, _, day in done["ended"]}
    closed = SchoolClass.objects.filter(pk__in=done["closed"], closed_on=first).count()
    added = SchoolClass.objects.filter(pk__in=done["added"], closed_on=None).count()
    same = all(a.ends == written[a.pk] for a in ended)
    if not same or closed != len(done["closed"]) or added != len(done["added"]):
        return "changed"
    return None


def done_by(promotion: Promotion, lang: str) -> tuple[Sequence[str], Sequence[str], Sequence[Assignment]]:
    """What a promotion did: the classes it closed and added by name, and the roles it ended."""
    first = dt.date(promotion.year, 9, 1)
    mine = {c.pk: c for c in classes_of(promotion.organisation)}
    closed = [
        mine[pk].name_on(first - dt.timedelta(days=1), lang) for pk in promotion.done["closed"] if pk in mine
    ]
    added = [mine[pk].name_on(first, lang) for pk in promotion.done["added"] if pk in mine]
    ended = Assignment.objects.filter(pk__in=[pk for pk, _, _ in promotion.done["ended"]]).select_related(
        "person"
    )
    return closed, added, list(ended)
