"""What a teacher's pages read: the classes taught, what was set today, what was set lately, the week's lessons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from jianfu.terms.calendar import Calendar
from jianfu.terms.grades import class_label
from jianfu.web.accounts.actor import Actor
from jianfu.web.accounts.models import Organisation, SchoolClass
from jianfu.web.accounts.roles import TEACHING, Role
from jianfu.web.project.wording import lang
from jianfu.web.records.models import MODELS

# Their fields come of the declarations of ledgers, where no type checker sees them.
HOMEWORK: Any = MODELS["homework"]
TIMETABLE: Any = MODELS["timetable"]
ALLOTMENT: Any = MODELS["allotment"]
CLASSES: Any = MODELS["classes"]
# Subjects that set homework, offered where nobody knows what somebody teaches.
USUAL = ("语文", "数学", "英语", "科学", "物理", "化学", "生物", "历史", "地理", "道德与法治")
# The subject of a row that speaks for the whole class.
ALL_SUBJECTS = "各科"
_OFFERED, _LOOKED_AT = 6, 120


@dataclass(frozen=True)
class Taught:
    """A class somebody teaches: the subjects, today's periods, and whether it is the homeroom teacher's own."""

    grade: int
    number: int
    subjects: tuple[str, ...] = ()
    periods: tuple[int, ...] = ()
    leads: bool = False

    @property
    def key(self) -> tuple[int, int]:
        """Grade and number."""
        return self.grade, self.number

    @property
    def name(self) -> str:
        """三（2）班."""
        return class_label(self.grade, self.number, lang())


def term_of(day: dt.date) -> str:
    """The term that a day belongs to, in vacations the one to come, by the terms that are usual."""
    usual = Calendar.default(day.year - 1, day.year + 1)
    while (term := usual.period("term", day)).id.endswith("v"):
        day = term.last + dt.timedelta(days=1)
    return term.id


def week_of(day: dt.date) -> int | None:
    """Which week of the term a day is in, by the terms that are usual; None in vacations."""
    term = Calendar.default(day.year - 1, day.year + 1).period("term", day)
    if term.id.endswith("v"):
        return None
    return ((day - term.first).days + term.first.weekday()) // 7 + 1


# -- classes -------------------------------------------------------------------------------------


def classes_of(school: Organisation, day: dt.date) -> list[tuple[int, int]]:
    """The classes of a school, as its people, its register and its timetable know them."""
    found = {
        key
        for c in SchoolClass.objects.filter(organisation=school)
        if (key := _key_of(c, school, day)) is not None
    }
    for rows in (CLASSES._default_manager.filter(kept_by=school), _timetable(school, day)):
        listed = rows.filter(grade__isnull=False, class_no__isnull=False).order_by()
        found |= set(listed.values_list("grade", "class_no").distinct())
    return sorted(found)


def taught(actor: Actor, school: Organisation, day: dt.date) -> list[Taught]:
    """The classes that ``actor`` teaches or leads at ``school``: by the roles held, by name in the timetable and in
    the register of classes."""
    subjects: dict[tuple[int, int], dict[str, None]] = {}
    leads: set[tuple[int, int]] = set()
    name = actor.person.name if actor.person else ""
    for held in actor.held:
        if held.role not in TEACHING or held.organisation_id != school.pk:
            continue
        own = [key] if held.school_class and (key := _key_of(held.school_class, school, day)) else []
        if held.role == Role.HOMEROOM_TEACHER:
            own = own or _led(school, name)
            leads |= set(own)
        if not own and held.grade and held.subject:
            own = [key for key in classes_of(school, day) if key[0] == held.grade]
        for key in own:
            subjects.setdefault(key, {}).update({held.subject: None} if held.subject else {})
    table = _timetable(school, day).filter(grade__isnull=False, class_no__isnull=False, slot="lesson")
    for grade, number, subject in _named(actor, school, table, leads):
        subjects.setdefault((grade, number), {})[subject] = None
    for key in leads:
        # Where no timetable says what the homeroom teacher teaches there, the other roles do.
        subjects[key] = subjects[key] or dict.fromkeys(_by_role(actor, school))
    lessons = table.filter(weekday=day.isoweekday()).order_by("period_no")
    today: dict[tuple[int, int], dict[int, None]] = {}
    for grade, number, subject, period in lessons.values_list("grade", "class_no", "subject", "period_no"):
        if subject in subjects.get((grade, number), {}):
            today.setdefault((grade, number), {})[period] = None
    return [
        Taught(*key, tuple(subjects[key]), tuple(today.get(key, ())), key in leads)
        for key in sorted(subjects)
    ]


def _named(
    actor: Actor, school: Organisation, table: QuerySet[Any], leads: set[tuple[int, int]]
) -> list[tuple[int, int, str]]:
    """Class and subject of the lessons that name ``actor``: in full, or, as many timetables do, by the surname alone,
    where the subject is ``actor``'s by role or the class the one that ``actor`` leads."""
    name = actor.person.name if actor.person else ""
    if not name:
        return []
    is_own = Q(teacher=name) | Q(teacher=name[0], subject__in=_by_role(actor, school))
    for grade, number in leads:
        is_own |= Q(teacher=name[0], grade=grade, class_no=number, subject__in=USUAL)
    return list(table.filter(is_own).order_by().values_list("grade", "class_no", "subject").distinct())


def _by_role(actor: Actor, school: Organisation) -> list[str]:
    """The subjects of the roles that ``actor`` holds at ``school``."""
    here = (a for a in actor.held if a.organisation_id == school.pk and a.role in TEACHING)
    return sorted({a.subject for a in here if a.subject})


def _led(school: Organisation, name: str) -> list[tuple[int, int]]:
    """The classes whose register names somebody as homeroom teacher."""
    rows = CLASSES._default_manager.filter(kept_by=school, teacher=name, grade__isnull=False).order_by()
    return list(rows.values_list("grade", "class_no").distinct()) if name else []


def _key_of(school_class: SchoolClass, school: Organisation, day: dt.date) -> tuple[int, int] | None:
    """Grade and number of a class in the school year of ``day``; None once it has left."""
    school_class.organisation = school
    grade = school_class.grade_on(day)
    return None if grade is None or not school_class.is_open_on(day) else (grade, school_class.number)


def _timetable(school: Organisation, day: dt.date) -> QuerySet[Any]:
    """The lessons of a school in the term of ``day``, or of no term in particular."""
    of_term = Q(term=None) | Q(term=term_of(day))
    found: QuerySet[Any] = TIMETABLE._default_manager.filter(of_term, kept_by=school)
    return found


# -- the week ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Lesson:
    """What somebody teaches in one period."""

    name: str
    subject: str
    room: str
    parity: str


@dataclass(frozen=True)
class Period:
    """One period of the week: its number, and what is taught on each day from Monday."""

    number: int
    days: Sequence[Sequence[Lesson]]


def week(actor: Actor, school: Organisation, day: dt.date) -> list[Period]:
    """The lessons of the week that ``actor`` teaches, by period and weekday."""
    own = {(c.grade, c.number, subject) for c in taught(actor, school, day) for subject in c.subjects}
    found: dict[int, dict[int, list[Lesson]]] = {}
    for row in _timetable(school, day).filter(slot="lesson").order_by("period_no", "weekday"):
        lesson: Any = row
        if None in (lesson.grade, lesson.class_no, lesson.weekday, lesson.period_no):
            continue
        if (lesson.grade, lesson.class_no, lesson.subject) not in own:
            continue
        parity = lesson.parity if lesson.parity in {"odd", "even"} else ""
        shown = Lesson(
            class_label(lesson.grade, lesson.class_no, lang()),
            lesson.subject or "",
            lesson.room or "",
            parity,
        )
        found.setdefault(lesson.period_no, {}).setdefault(lesson.weekday, []).append(shown)
    last = max((d for days in found.values() for d in days), default=5)
    return [
        Period(n, [found[n].get(d, []) for d in range(1, max(last, 5) + 1)])
        for n in range(1, max(found, default=0) + 1)
        if n in found
    ]


# -- homework ------------------------------------------------------------------------------------


def pieces_of(school: Organisation, key: tuple[int, int], day: dt.date) -> list[Any]:
    """What a class has to do on a day, in the order it was written down."""
    rows = HOMEWORK._default_manager.filter(kept_by=school, sorted_on=day, grade=key[0], class_no=key[1])
    return list(rows.select_related("version", "kept_by").order_by("pk"))


def put_off(actor: Actor, school: Organisation, key: tuple[int, int], day: dt.date) -> list[Any]:
    """What ``actor`` has registered for a class to do on a later day."""
    rows = HOMEWORK._default_manager.filter(
        kept_by=school, sorted_on__gt=day, grade=key[0], class_no=key[1], version__made_by=actor.person
    )
    return list(rows.select_related("version", "kept_by").order_by("sorted_on", "pk")) if actor.person else []


def shares(pieces: Iterable[Any]) -> list[tuple[str, int]]:
    """How many minutes of written homework each subject has set, where that is known."""
    found: dict[str, int] = {}
    for row in pieces:
        if row.form == "written" and not row.none_today and row.required != "optional" and row.minutes:
            found[row.subject] = found.get(row.subject, 0) + row.minutes
    return list(found.items())


def same_piece(
    actor: Actor, school: Organisation, key: tuple[int, int], day: dt.date, subject: str, content: str
) -> Any | None:
    """The piece with the same words that ``actor`` has registered already: one piece is not set twice in a day."""
    for row in pieces_of(school, key, day):
        mine = actor.person is not None and row.version.made_by_id == actor.person.pk
        if mine and row.subject == subject and (row.content or "") == content:
            return row
    return None


def recent(actor: Actor, school: Organisation, grade: int, subjects: Sequence[str]) -> list[str]:
    """What was set lately in these subjects: by ``actor`` first, then by others in the same grade."""
    rows = HOMEWORK._default_manager.filter(kept_by=school, content__isnull=False, none_today__isnull=True)
    rows = rows.filter(subject__in=subjects) if subjects else rows.filter(grade=grade)
    person = actor.person
    own = rows.filter(Q(version__made_by=person) | Q(teacher=person.name)) if person else rows.none()
    found: dict[str, None] = {}
    for listed in (own, rows.filter(grade=grade)):
        order = listed.order_by("-sorted_on", "-id").values_list("content", flat=True)
        found.update(dict.fromkeys(text for text in order[:_LOOKED_AT] if text and len(text) <= 60))
        if len(found) >= _OFFERED:
            break
    return list(found)[:_OFFERED]


# -- the weekly allotment ------------------------------------------------------------------------


def allotted(school: Organisation, key: tuple[int, int], day: dt.date) -> list[Any]:
    """The rows of a class's weekly allotment in the term of ``day``."""
    rows = ALLOTMENT._default_manager.filter(
        Q(term=None) | Q(term=term_of(day)), kept_by=school, grade=key[0], class_no=key[1]
    )
    return list(rows.select_related("version", "kept_by").order_by("weekday", "pk"))


def subjects_of(school: Organisation, key: tuple[int, int], day: dt.date) -> list[str]:
    """The subjects of a class that may set homework: those of its timetable, else the first of the usual ones."""
    rows = _timetable(school, day).filter(grade=key[0], class_no=key[1], subject__in=USUAL).order_by()
    taken = set(rows.values_list("subject", flat=True).distinct())
    return [subject for subject in USUAL if subject in taken] or list(USUAL[:3])
