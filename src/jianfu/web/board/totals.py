"""Totals that are published in place of the rows they are made of: nobody's household, class or teacher is in them."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import median

from jianfu.terms.grades import grade_label
from jianfu.terms.units import number_text
from jianfu.web.accounts.models import Organisation
from jianfu.web.board.suppression import hidden
from jianfu.web.policies.standings.models import ClassDay
from jianfu.web.policies.standings.queries import HOMEWORK
from jianfu.web.project.wording import say
from jianfu.web.records.models import Row

Value = str | int | float | None
Made = tuple[list[tuple[str, str]], list[list[Value]]]
"""Columns by name and heading, and the rows below them."""

LESSONS = frozenset({"lesson", None})
STAGES = ((1, 2), (3, 6), (7, 9), (10, 12))


def withheld() -> str:
    """What stands where a count may not."""
    return say("board.withheld")


def periods_a_week(unit: Organisation, rows: Iterable[Row], lang: str) -> Made:
    """Periods a week by grade and subject, the least and the most of its classes."""
    del unit
    of_class: Counter[tuple[int, int, str]] = Counter()
    for row in rows:
        values = vars(row)
        if values["grade"] and values["class_no"] and values["subject"] and values["slot"] in LESSONS:
            of_class[values["grade"], values["class_no"], values["subject"]] += values["periods"] or 100
    found: dict[tuple[int, str], list[int]] = defaultdict(list)
    for (grade, _, subject), periods in of_class.items():
        found[grade, subject].append(periods)
    columns = [
        ("grade", say("board.grade")),
        ("subject", say("board.subject")),
        ("periods", say("board.periods")),
    ]
    return columns, [
        [grade_label(grade, lang), subject, _span(min(found[grade, subject]), max(found[grade, subject]))]
        for grade, subject in sorted(found, key=lambda k: k[0])
    ]


def _span(least: int, most: int) -> Value:
    low, high = number_text(least, "period"), number_text(most, "period")
    return low if low == high else f"{low}–{high}"


def homework_by_stage(unit: Organisation, rows: Iterable[Row], lang: str) -> Made:
    """Written minutes of the last four weeks by stage: the middle one of all days of all classes, and how many days
    are known and not known. A middle one past the public bound is a lead, and is not published as a figure."""
    del rows
    days = ClassDay.objects.filter(organisation=unit, norm=HOMEWORK).order_by("day")
    found: dict[tuple[int, int], list[ClassDay]] = defaultdict(list)
    for day in days:
        found[next(stage for stage in STAGES if stage[0] <= day.grade <= stage[1])].append(day)
    columns = [
        ("stage", say("board.stage")),
        ("minutes", say("board.middle_minutes")),
        ("known", say("board.days_known")),
        ("unknown", say("board.days_unknown")),
    ]
    made: list[list[Value]] = []
    for (first, last), of_stage in sorted(found.items()):
        known = [d.value for d in of_stage if d.value is not None and d.outcome != "not_evaluable"]
        bounds = [d.hi for d in of_stage if d.hi is not None and d.public]
        middle: Value = say("board.missing")
        if known:
            middle = number_text(median(known), "minute")
            if bounds and median(known) > min(bounds):
                middle = say("board.verifying")
        stage = f"{grade_label(first, lang)}–{grade_label(last, lang)}"
        made.append([stage, middle, len(known), len(of_stage) - len(known)])
    return columns, made


def subsidies_in_all(unit: Organisation, rows: Iterable[Row], lang: str) -> Made:
    """Households and yuan by year and item, with the yuan of the year; what few households share is not told apart."""
    del unit, lang
    households: dict[tuple[int, str], set[str]] = defaultdict(set)
    paid: Counter[tuple[int, str]] = Counter()
    unknown: set[tuple[int, str]] = set()
    for row in rows:
        values = vars(row)
        key = (_year(values["for_year"], values["paid_on"]), values["item"] or "")
        households[key].add(values["household"] or values["head"] or "")
        if values["paid"] is None:
            unknown.add(key)
        paid[key] += values["paid"] or 0
    columns = [
        ("year", say("board.year")), ("item", say("board.item")),
        ("households", say("board.households")), ("paid", say("board.paid")),
    ]  # fmt: skip
    made: list[list[Value]] = []
    for year in sorted({y for y, _ in paid}, reverse=True):
        keys = [k for k in paid if k[0] == year]
        hide = hidden([len(households[k]) for k in keys])
        partial = any(k in unknown for k in keys)
        for i, key in enumerate(keys):
            shown = i not in hide.cells
            amount: Value = say("board.missing") if key in unknown else paid[key] / 100
            made.append([
                _year_text(year), key[1],
                len(households[key]) if shown else withheld(), amount if shown else withheld(),
            ])  # fmt: skip
        total: Value = (
            withheld()
            if hide.total
            else say("board.missing")
            if partial
            else sum(paid[k] for k in keys) / 100
        )
        made.append([_year_text(year), say("board.together"), "", total])
    return columns, made


def cards_in_all(unit: Organisation, rows: Iterable[Row], lang: str) -> Made:
    """Burden cards by year: how many households are listed, how many have theirs, how many not."""
    del unit, lang
    issued: Counter[int] = Counter()
    others: Counter[int] = Counter()
    missing: Counter[int] = Counter()
    for row in rows:
        values = vars(row)
        year = _year(values["for_year"], values["year_start"])
        (issued if values["issued"] else missing if values["issued"] is None else others)[year] += 1
    columns = [
        ("year", say("board.year")), ("households", say("board.households")), ("issued", say("board.issued")),
        ("waiting", say("board.not_issued")), ("unknown", say("board.missing")),
    ]  # fmt: skip
    made: list[list[Value]] = []
    for year in sorted({*issued, *others, *missing}, reverse=True):
        counts = [issued[year], others[year], missing[year]]
        hide = hidden(counts)
        cells: Sequence[Value] = [withheld() if i in hide.cells else n for i, n in enumerate(counts)]
        made.append([_year_text(year), withheld() if hide.total else sum(counts), *cells])
    return columns, made


def _year(text: str | None, day: dt.date | None) -> int:
    """The year that a row is for; 0 where nobody knows."""
    if text and text[:4].isdecimal():
        return int(text[:4])
    return day.year if day else 0


def _year_text(year: int) -> str:
    return str(year) if year else say("board.missing")


TOTALS: Mapping[str, Callable[[Organisation, Iterable[Row], str], Made]] = {
    "periods_a_week": periods_a_week,
    "homework_by_stage": homework_by_stage,
    "subsidies_in_all": subsidies_in_all,
    "cards_in_all": cards_in_all,
}
