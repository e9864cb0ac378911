"""From the words of a statement to its quantities: figures, their bounds, metrics and scopes put together."""

from __future__ import annotations

import re
from dataclasses import replace

from jianfu.plans.model import Context, Op, Quantity, Value
from jianfu.plans.quantities.candidates import Candidate, candidates
from jianfu.plans.quantities.keeping import op_of
from jianfu.plans.quantities.metrics import Metric, choose, fits, generic, metrics
from jianfu.plans.quantities.parallel import told_apart
from jianfu.plans.quantities.reach import held_for, staged
from jianfu.plans.quantities.scopes import (
    Mention,
    last_subjects,
    mentions,
    narrowing,
    next_subject,
    subjects,
    subjects_of_homework,
    union,
)
from jianfu.plans.quantities.unprinted import unprinted

_LONGEST = 2_000
"""No statement is longer; what is longer is read in pieces, so that the work stays in step with the length."""


_AROUND = 200
"""How far from a figure the words that say what it bounds may stand."""
_STOP = re.compile(r"[,。;]")


def quantities(text: str, context: Context) -> tuple[Quantity, ...]:
    """The figures of ``text`` that bound something, in order of print."""
    if len(text) <= _LONGEST:
        return _read(text, context)
    pieces = (text[i : i + _LONGEST] for i in range(0, len(text), _LONGEST))
    return tuple(q for piece in pieces for q in _read(piece, context))


def _read(text: str, context: Context) -> tuple[Quantity, ...]:
    report = context.about.kind == "report"
    named = mentions(text, context.about.stage, re.split(r"[。]", context.before[-200:])[-1])
    found = [c for c in candidates(text, named, report) if c.strong or not _quoted(text, c)]
    made: list[tuple[int, Quantity]] = []
    scopes = held_for(text, named, found, context)
    previous: Metric | None = None
    taken: list[tuple[int, int]] = []
    for candidate, held in zip(found, scopes, strict=True):
        metric = _metric(text, candidate, context, previous)
        op = op_of(text, candidate, metric, report)
        if op is None:
            continue
        previous = metric
        taken.append((candidate.start, candidate.end))
        hours = _school_hours(text, candidate, metric)
        for half, value in hours:
            made.append(
                (candidate.start, _quantity(text, candidate, half, "==", value, _scope(held), context))
            )
        for value, own in _each(text, candidate, held, metric) if not hours else ():
            made.append((candidate.start, _quantity(text, candidate, metric, op, value, own, context)))
    for at, quantity in unprinted(text, named, context):
        twin = next(
            (i for i, (_, q) in enumerate(made) if q.metric == quantity.metric == "grade_levels"), None
        )
        if twin is not None:
            first, known = made[twin]
            made[twin] = (first, replace(known, scope={**known.scope, **quantity.scope}))
        elif not any(a <= at < b for a, b in taken):
            made.append((at, quantity))
    ordered = told_apart(text, sorted(made, key=lambda pair: pair[0]))
    return tuple(staged(q, named, context) for _, q in ordered)


def _quoted(text: str, candidate: Candidate) -> bool:
    """Whether the figure is part of a name in quotation marks: “综合查一次”."""
    start, end = candidate.figure.start, candidate.figure.end
    if candidate.figure.unit != "count":
        return False
    opening = max(text.rfind("“", max(0, start - 12), start), text.rfind('"', max(0, start - 12), start))
    if opening < 0 or "”" in text[opening:start]:
        return False
    return re.match(r"[^“”\"]{0,12}[”\"]", text[end:]) is not None


def bounds(text: str) -> bool:
    """Whether ``text`` carries a figure that printed words bound."""
    return any(c.strong for c in candidates(text[:_LONGEST], mentions(text[:_LONGEST])))


def _metric(text: str, candidate: Candidate, context: Context, previous: Metric | None) -> Metric:
    """The yardstick: named in the same part of the sentence, in the statement, around it, or taken over."""
    figure, change = candidate.figure, bool(candidate.bound.change)
    if candidate.by and figure.unit != "yuan":
        return metrics()["reduction" if candidate.by < 0 else "increase"]
    stops = [m.end() for m in _STOP.finditer(text, max(0, figure.start - _AROUND), figure.start)]
    start = stops[-1] if stops else max(0, figure.start - _AROUND)
    nxt = _STOP.search(text, figure.end, figure.end + _AROUND)
    end = nxt.start() if nxt else min(len(text), figure.end + _AROUND)
    part = text[start:end]
    own = choose(figure, [(part, figure.start - start)], change)
    if own is not None:
        return own
    if (
        previous is not None
        and fits(previous, figure)
        and previous.change == change
        and previous.words is not None
    ):
        return previous
    if context.previous is not None and not stops:
        for q in context.previous.quantities[-1:]:
            taken = metrics().get(q.metric)
            if (
                taken is not None
                and taken.words is not None
                and fits(taken, figure)
                and taken.change == change
            ):
                return taken
    low, high = max(0, figure.start - _AROUND), figure.end + _AROUND
    zones = [(text[low:high], figure.start - low)]
    before = re.split(r"[。;]", context.before[-400:])[-1]
    if before:
        zones.append((before, len(before)))
    zones += [(h, len(h)) for h in reversed(context.headings[-2:])]
    return choose(figure, zones, change) or generic(figure.unit, change)


def _each(
    text: str, candidate: Candidate, held: list[Mention], metric: Metric
) -> list[tuple[Value, dict[str, object]]]:
    """The values with their scopes: several for 分别不超过10、9、8小时 and for 音乐、美术每周各2节."""
    figure = candidate.figure
    if figure.listed:
        sure = len(held) == len(figure.listed) or re.search("分别|依次", text[: figure.start])
        if not sure and len(figure.listed) == 2:
            return [((figure.listed[0], figure.listed[1]), _scope(held))]
        if len(held) == len(figure.listed):
            return [(value, m.scope()) for value, m in zip(figure.listed, held, strict=True)]
        return [(value, _scope(held)) for value in figure.listed]
    own = _scope(held)
    shares = _rates(text, candidate) if figure.unit == "ratio" else _sharing(text, figure.start, metric)
    if shares:
        return [(candidate.value, own | share) for share in shares]
    return [(candidate.value, own)]


def _scope(held: list[Mention]) -> dict[str, object]:
    """One scope of several that share a figure."""
    return union(held).scope() if held else {}


def _school_hours(text: str, candidate: Candidate, metric: Metric) -> list[tuple[Metric, Value]]:
    """上午8:00—11:30 is when the morning begins and when it ends."""
    value = candidate.value
    if metric.id != "clock_time" or not isinstance(value, tuple) or candidate.op != "between":
        return []
    before = text[max(0, candidate.figure.start - 4) : candidate.figure.start + 4]
    for word, half in (("上午", "morning"), ("下午", "afternoon")):
        if word in before:
            return [(metrics()[f"{half}_start"], value[0]), (metrics()[f"{half}_end"], value[1])]
    return []


def _sharing(text: str, start: int, metric: Metric) -> list[dict[str, object]]:
    """What 各 hands the figure to: the subjects or the two places named before it."""
    part = re.split(r"[,。;]", text[:start])[-1]
    if not re.search(r"各[^,、]{0,6}$", part):
        return []
    if metric.topic in {"course_plan", "timetable", "homework"}:
        named = subjects(part)
        if len(named) > 1:
            return [{"subject": word} for _, _, word in named]
    if re.search("校内[、和与]校外", part):
        return [{"place": "school"}, {"place": "home"}]
    return []


_RATES = re.compile(
    r"(?P<names>[^,。;:、和与及]{1,14}[率度面](?:(?:[、和与及]|以及)[^,。;:、和与及]{1,14}[率度面]){1,5})(?:均|都|全部|各|双双|一律|统一)[^,。;]{0,8}$"
)


def _rates(text: str, candidate: Candidate) -> list[dict[str, object]]:
    """The rates that share a figure: 登记率、回复率均达到100%."""
    m = _RATES.search(
        re.split(r"[,。;:]", text[max(0, candidate.figure.start - 100) : candidate.figure.start])[-1]
    )
    if m is None:
        return []
    names = re.split("、|以及|和|与|及", m["names"])
    return [{"kind": name} for name in names if name]


def _quantity(
    text: str,
    candidate: Candidate,
    metric: Metric,
    op: Op,
    value: Value,
    scope: dict[str, object],
    context: Context,
) -> Quantity:
    figure = candidate.figure
    value, unit = _given(value, figure.unit, metric)
    reach = text[: figure.start]
    part = re.split(r"[。;]", reach)[-1]
    if metric.topic == "homework" and metric.words is not None and not metric.words.search(text):
        # 周末作业也要控制,每天不超过60分钟: what homework is meant stands in the statement before.
        part = re.split(r"[。;]", context.before[-400:])[-1] + part
    segment = re.split(r"[,。;]", reach)[-1] + text[figure.start : candidate.end]
    _narrow(scope, metric, part, segment, text, (figure.start, figure.end), candidate.start)
    return Quantity(
        metric=metric.id,
        op=op,
        value=value,
        unit=unit,
        scope=scope,
        text=text[candidate.start : candidate.end],
        masked=figure.masked,
        vague=candidate.vague,
    )


def _given(value: Value, unit: str, metric: Metric) -> tuple[Value, str]:
    """The value in the unit that the metric is given in: an hour of homework is 60 minutes."""
    factors = {("hour", "minute"): 60.0, ("minute", "hour"): 1 / 60, ("year", "month"): 12.0, ("term", "month"): 0.0,
               ("point", "minute"): 1.0}  # fmt: skip
    factor = factors.get((unit, metric.given))
    if not factor:
        return value, unit
    if isinstance(value, tuple):
        return (_given(value[0], unit, metric)[0], _given(value[1], unit, metric)[0]), metric.given
    if isinstance(value, str):
        return value, metric.given if unit == "point" else unit
    if unit == "minute" and value % 15:
        return value, unit  # 40分钟 is no round share of an hour
    scaled = round(value * factor, 4)
    return (int(scaled) if scaled == int(scaled) else scaled), metric.given


def _narrow(
    scope: dict[str, object],
    metric: Metric,
    part: str,
    segment: str,
    text: str,
    at: tuple[int, int],
    bound: int,
) -> None:
    """Everything printed that narrows the figure, besides grade and stage; ``bound`` is where its words begin."""
    start, end = at
    for key in ("per", "principle", "statistic", "boarding", "season"):
        said = narrowing(key, segment if key != "season" else part)
        if said is not None and not (key == "per" and said == metric.per) and key not in scope:
            scope[key] = said
    if metric.topic == "homework":
        for key in ("form", "place", "day"):
            said = narrowing(key, part + segment)
            if said is not None:
                scope.setdefault(key, said)
    if metric.id == "homework_minutes_per_day" and "subject" not in scope:
        own = subjects_of_homework(_STOP.split(text[:bound])[-1])
        if own:
            scope["subject"] = own[0] if len(own) == 1 else own
    if metric.topic in {"exam", "off_campus_training", "fee"}:
        said = narrowing("kind", segment) or narrowing("kind", text[start : start + 20])
        if said is not None:
            scope.setdefault("kind", said)
    if metric.topic == "exercise":
        said = narrowing("place", segment)
        if said is not None:
            scope.setdefault("place", said)
    if metric.change:
        said = narrowing("baseline", part)
        if said is not None:
            scope.setdefault("baseline", said)
    if metric.topic == "course_plan" and "subject" not in scope:
        named = next_subject(text[end : end + 10]) or last_subjects(text[:start])
        if named:
            scope["subject"] = named[0] if len(named) == 1 else named
