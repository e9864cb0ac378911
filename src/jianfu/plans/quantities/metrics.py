"""Which yardstick a figure stands on: the vocabulary of metrics, and the choice by the words around a figure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from jianfu.plans.model import Op
from jianfu.plans.quantities.printed import Figure
from jianfu.plans.word_lists import word_list


@dataclass(frozen=True)
class Metric:
    """A yardstick that plans bound. ``bare`` is the op of a figure without a bound, "" where its unit decides."""

    id: str
    zh: str
    en: str
    topic: str
    units: tuple[str, ...]
    given: str
    words: re.Pattern[str] | None
    near: re.Pattern[str] | None
    barred: re.Pattern[str] | None
    named: frozenset[str]
    per: str
    bare: Op | Literal[""]
    change: bool
    zero: str
    small: bool
    staged: bool
    since: str
    weak: bool
    until: str


@cache
def metrics() -> Mapping[str, Metric]:
    """Every metric by its name, in the order of the vocabulary."""
    return {
        name: _metric(name, fields)
        for name, fields in word_list("jianfu.plans.quantities", "metrics.yaml").items()
    }


def _metric(name: str, fields: Mapping[str, Any]) -> Metric:
    def pattern(key: str) -> re.Pattern[str] | None:
        return re.compile(str(fields[key])) if fields.get(key) else None

    title, units, named = fields["title"], fields["units"], fields.get("named", [])
    assert isinstance(title, dict) and isinstance(units, list) and isinstance(named, list)
    return Metric(
        id=name,
        zh=title["zh"],
        en=title["en"],
        topic=str(fields["topic"]),
        units=tuple(units),
        given=str(fields.get("as", "")),
        words=pattern("words"),
        near=pattern("near"),
        barred=pattern("not"),
        named=frozenset(named),
        per=str(fields.get("per", "")),
        bare=fields.get("bare", ""),
        change=bool(fields.get("change")),
        zero=str(fields.get("zero", "")),
        small=bool(fields.get("small")),
        staged=bool(fields.get("staged", True)),
        weak=bool(fields.get("weak")),
        since=str(fields.get("since", "")),
        until=str(fields.get("until", "")),
    )


@cache
def _by_unit(unit: str, change: bool) -> tuple[Metric, ...]:
    return tuple(
        m for m in metrics().values() if unit in m.units and m.words is not None and m.change == change
    )


@cache
def generic(unit: str, change: bool = False) -> Metric:
    """The metric that says no more than the unit."""
    if change and unit == "ratio":
        return metrics()["change_ratio"]
    return next(
        (m for m in metrics().values() if unit in m.units and m.words is None and not m.change),
        metrics()["count"],
    )


def fits(metric: Metric, figure: Figure) -> bool:
    """Whether the unit word of ``figure`` is one that this metric is counted in."""
    if figure.unit == "time" and isinstance(figure.value, str):
        at = figure.value
        if (metric.since and at < metric.since) or (metric.until and at >= metric.until):
            return False
    return figure.unit in metric.units and (
        not metric.named or figure.unit not in {"count", "person"} or figure.named in metric.named
    )


def choose(figure: Figure, zones: Sequence[tuple[str, int]], change: bool) -> Metric | None:
    """The metric whose words stand nearest, zone by zone; None where no zone names one.

    A zone is a text and the offset in it that the figure stands at (its length where the figure follows it).
    """
    everything = "\n".join(text for text, _ in zones)
    for text, at in zones:
        best: tuple[bool, int, int, Metric] | None = None
        for metric in _by_unit(figure.unit, change):
            if not fits(metric, figure) or metric.words is None:
                continue
            if metric.barred is not None and metric.barred.search(text):
                continue
            if metric.near is not None and not metric.near.search(everything):
                continue
            far, length = _nearest(metric.words, text, at)
            if far is None:
                continue
            rank = (metric.weak, far - 3 * length, -length)
            if best is None or rank < best[:3]:
                best = (*rank, metric)
        if best is not None:
            return best[3]
    return None


def _nearest(words: re.Pattern[str], text: str, at: int) -> tuple[int | None, int]:
    """How far from ``at`` the nearest of ``words`` stands, and how long it is; behind counts as further off."""
    best: tuple[int | None, int] = (None, 0)
    for m in words.finditer(text):
        if m.end() <= at:
            far = at - m.end()
        elif m.start() >= at:
            far = m.start() - at + 4
        else:
            far = 0
        length = min(8, m.end() - m.start())
        if best[0] is None or far - 3 * length <= best[0] - 3 * best[1]:
            best = (far, length)
    return best
