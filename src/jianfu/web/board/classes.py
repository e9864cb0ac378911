"""A class's page: totals by subject without tasks and teachers, four weeks, timetable without names, examinations."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from jianfu.ledgers.registry import ledger
from jianfu.terms.grades import class_label
from jianfu.terms.units import clock_text
from jianfu.web.accounts.classes.queries import open_classes
from jianfu.web.accounts.models import Organisation
from jianfu.web.board.links import ClassOf
from jianfu.web.board.tables import rows_in, running_term
from jianfu.web.policies.standings.models import ClassDay, Standing
from jianfu.web.policies.standings.queries import class_days_of
from jianfu.web.project.wording import say
from jianfu.web.records.shown import text_of

WEEKS = 4
_PE = frozenset({"体育", "体育与健康"})
_GAPS = frozenset({"big_break", "lunch", "noon"})
_NEAR = "near"
_PAST = frozenset({"breached", "short", "suspected"})


@dataclass(frozen=True)
class SubjectTotal:
    """What one subject set for a day: written minutes, and whether something else too. None: nobody noted minutes."""

    subject: str
    minutes: int | None
    others: Sequence[str] = ()
    none: bool = False


@dataclass(frozen=True)
class DayBar:
    """A day of the strip: where it stands, how high, how it looks; lengths are those of the drawing."""

    day: dt.date
    value: float | None
    look: str
    x: float
    width: float
    height: float


@dataclass(frozen=True)
class WeekLabel:
    """The name of a week under its days."""

    x: float
    text: str


@dataclass(frozen=True)
class Strip:
    """Four weeks of days under one line."""

    bars: Sequence[DayBar]
    weeks: Sequence[WeekLabel]
    line: float | None
    line_y: float
    kept: int
    near: int
    past: Sequence[dt.date]
    unknown: int


@dataclass(frozen=True)
class Slot:
    """A line of the timetable: lessons from Monday on, or a break between them."""

    time: str
    lessons: Sequence[tuple[str, bool]] = ()
    gap: str = ""


@dataclass(frozen=True)
class Exam:
    """An examination of the grade."""

    held_on: dt.date
    name: str
    subjects: str
    results: str
    notes: Sequence[str]


def classes_of(school: Organisation, day: dt.date) -> list[tuple[int, int]]:
    """The classes of a school by grade and number: those it keeps as classes, else those of its ledgers."""
    kept = [(grade, c.number) for c in open_classes(school, day) if (grade := c.grade_on(day)) is not None]
    if kept:
        return kept
    for name in ("classes", "timetable", "homework"):
        rows = rows_in(name).filter(kept_by=school, grade__isnull=False, class_no__isnull=False)
        if name == "homework":
            rows = rows.filter(sorted_on__gte=running_term(day).first)
        found = sorted(set(rows.order_by().values_list("grade", "class_no").distinct()))
        if found:
            return found
    return []


def label_of(of: ClassOf, lang: str) -> str:
    """三（2）班."""
    return class_label(of.grade, of.class_no, lang)


def subjects_on(of: ClassOf, day: dt.date, lang: str) -> list[SubjectTotal]:
    """The subjects that set something to be done on ``day``: required written work, the longest of its layers."""
    rows = rows_in("homework").filter(kept_by=of.school, grade=of.grade, class_no=of.class_no, sorted_on=day)
    form = ledger("homework").column("form")
    layers: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    unknown: set[str] = set()
    none: set[str] = set()
    others: dict[str, list[str]] = defaultdict(list)
    seen: dict[str, None] = {}
    for row in rows.order_by("pk"):
        values = vars(row)
        subject = values["subject"] or say("board.subject_unknown")
        seen[subject] = None
        if values["none_today"]:
            none.add(subject)
        elif values["form"] != "written":
            word = text_of(form, values, lang) or say("board.form_unknown")
            others[subject] += [] if word in others[subject] else [word]
        elif values["required"] == "optional":
            others[subject] += [] if say("board.optional") in others[subject] else [say("board.optional")]
        elif values["minutes"] is None:
            unknown.add(subject)
        else:
            layers[subject][values["layer"] or ""] += values["minutes"]
    found = []
    for subject in seen:
        of_layer = layers[subject]
        minutes = of_layer.pop("", 0) + max(of_layer.values(), default=0)
        known = None if subject in unknown else minutes
        nothing = subject in none and not minutes and not others[subject]
        found.append(SubjectTotal(subject, known, others[subject], nothing))
    return sorted(found, key=lambda s: -(s.minutes or 0))


@dataclass(frozen=True)
class Today:
    """The class's day as the last check judged it. Past its line it is a lead and no verdict: drawn in grey."""

    value: float | None
    hi: float | None
    outcome: str
    public: bool
    source: str

    @property
    def drawn(self) -> str:
        """How the bar looks."""
        return "suspected" if self.outcome in _PAST else self.outcome

    @property
    def line_name(self) -> str:
        """What the line says."""
        return say("board.class.ceiling", n=f"{self.hi:g}")

    @property
    def remaining(self) -> str:
        """What remains under the line."""
        if self.value is None or self.hi is None or self.outcome in _PAST:
            return ""
        return say("board.class.left", n=f"{self.hi - self.value:g}")


def today_of(of: ClassOf, day: dt.date) -> Today | None:
    """How much written homework the class has on ``day``, under its line."""
    found = next(iter(class_days_of(of.school, of.grade, of.class_no, day, day)), None)
    if found is None:
        return None
    standing = Standing.objects.filter(organisation=of.school, norm=found.norm).first()
    return Today(found.value, found.hi, found.outcome, found.public, standing.source if standing else "")


def strip_of(of: ClassOf, day: dt.date) -> Strip | None:
    """The school days of the last four weeks that something is known of; None when nothing is.

    The line is drawn where it is one for all days and not the school's own.
    """
    monday = day - dt.timedelta(days=day.weekday())
    days = class_days_of(of.school, of.grade, of.class_no, monday - dt.timedelta(weeks=WEEKS - 1), day)
    if not days:
        return None
    bounds = {d.hi for d in days if d.public and d.hi is not None}
    line = bounds.pop() if len(bounds) == 1 and all(d.public for d in days) else None
    most = max([line or 0, *(d.value or 0 for d in days)]) or 1
    # 60 under the line where there is one, 20 above it at most; else 60 in all.
    scale = 56 / line if line else 56 / most
    by_week: dict[dt.date, list[ClassDay]] = defaultdict(list)
    for d in days:
        by_week[d.day - dt.timedelta(days=d.day.weekday())].append(d)
    gap, between = 1.0, 3.0
    wide = (100 - between * (len(by_week) - 1)) / sum(max(5, len(w)) for w in by_week.values())
    bars, weeks, x = [], [], 0.0
    for start, week in sorted(by_week.items()):
        for d in week:
            height = max(2.0, min((d.value or 0) * scale, 76.0))
            bars.append(DayBar(d.day, d.value, _look(d, line), x, wide - gap, height))
            x += wide
        x += wide * max(0, 5 - len(week)) + between
        middle = x - between - wide * max(5, len(week)) / 2
        weeks.append(WeekLabel(middle, _week(start, monday, day)))
    past = [d.day for d in days if d.outcome in _PAST and d.public]
    return Strip(
        bars, weeks, line, 56.0,
        sum(d.outcome in {"kept", _NEAR} and d.public for d in days), sum(d.outcome == _NEAR and d.public for d in days),
        past, sum(d.outcome == "not_evaluable" for d in days),
    )  # fmt: skip


def _look(day: ClassDay, line: float | None) -> str:
    if day.value is None or day.outcome == "not_evaluable":
        return "unknown"
    if line is None or not day.public:
        return "plain"
    return _NEAR if day.outcome == _NEAR else "past" if day.outcome in _PAST else "plain"


def _week(start: dt.date, monday: dt.date, day: dt.date) -> str:
    """这周 or the number of the week in the term."""
    if start == monday:
        return say("board.this_week")
    first = running_term(day).first
    number = (start - (first - dt.timedelta(days=first.weekday()))).days // 7 + 1
    return say("board.week", n=number) if number > 0 else f"{start.month}-{start.day}"


def timetable_of(of: ClassOf, day: dt.date) -> list[Slot]:
    """The lessons of the week by period, with times and breaks where the school day is known; without names."""
    term = running_term(day)
    rows = rows_in("timetable").filter(
        Q(term=term.id) | Q(term=None), kept_by=of.school, grade=of.grade, class_no=of.class_no
    )
    lessons: dict[int, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in rows.order_by("pk"):
        values = vars(row)
        if values["slot"] not in {"lesson", None} or not values["period_no"] or not values["weekday"]:
            continue
        named = lessons[values["period_no"]][values["weekday"]]
        if values["subject"] and values["subject"] not in named:
            named.append(values["subject"])
    if not lessons:
        return []
    times, gaps = _times(of, day)
    slots: list[Slot] = []
    for i, number in enumerate(sorted(lessons)):
        week = lessons[number]
        cells = [("/".join(week[d]), any(s in _PE for s in week[d])) for d in range(1, 6)]
        slots.append(Slot(times[i] if i < len(times) else str(number), cells))
        slots += [Slot("", (), gap) for after, gap in gaps if after == i]
    return slots


def _times(of: ClassOf, day: dt.date) -> tuple[list[str], list[tuple[int, str]]]:
    """When the lessons of the day begin, and the breaks with the place of the lesson they follow."""
    rows = rows_in("school_day").filter(
        Q(term=running_term(day).id) | Q(term=None), kept_by=of.school, start__isnull=False
    )
    found = []
    for row in rows.order_by("start", "pk"):
        values = vars(row)
        low, high = values["grade_from"] or 1, values["grade_to"] or 12
        if low <= of.grade <= high and values["season"] in {"all", "winter", None}:
            found.append(values)
    times: list[str] = []
    gaps: list[tuple[int, str]] = []
    for values in found:
        if values["kind"] == "lesson":
            times.append(clock_text(values["start"]))
        elif values["kind"] in _GAPS and times and all(after != len(times) - 1 for after, _ in gaps):
            gaps.append((len(times) - 1, values["item"]))
    return list(dict.fromkeys(times)), gaps


def exams_of(of: ClassOf, day: dt.date, lang: str) -> list[Exam]:
    """The examinations of the class's grade in the running term; subjects of one sitting together."""
    term, declared = running_term(day), ledger("exams")
    rows = rows_in("exams").filter(
        Q(class_name=None) | Q(class_name=class_label(of.grade, of.class_no)),
        kept_by=of.school, grade=of.grade, term=term.id, held_on__isnull=False,
    )  # fmt: skip
    found: dict[tuple[dt.date, str], list[dict[str, object]]] = defaultdict(list)
    for row in rows.order_by("held_on", "pk"):
        values = vars(row)
        found[values["held_on"], values["name"]].append(values)
    between = "、" if lang == "zh" else ", "
    made = []
    for (held_on, name), sittings in found.items():
        subjects = list(dict.fromkeys(str(v["subject"]) for v in sittings if v["subject"]))
        results = list(dict.fromkeys(text_of(declared.column("results"), v, lang) for v in sittings))
        notes = []
        if all(v["paper_source"] == "own" for v in sittings):
            notes.append(say("board.exam_own"))
        if all(v["ranked"] is False for v in sittings):
            notes.append(say("board.exam_unranked"))
        if all(v["published"] is False for v in sittings):
            notes.append(say("board.exam_unpublished"))
        made.append(Exam(held_on, name, between.join(subjects), between.join(r for r in results if r), notes))
    return made
