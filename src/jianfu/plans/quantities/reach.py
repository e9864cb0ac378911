"""Whom a figure holds for: the grades and stages named before it, handed out over lists, kept through a sentence."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from jianfu.plans.model import Context, Quantity
from jianfu.plans.quantities.candidates import Candidate
from jianfu.plans.quantities.metrics import metrics
from jianfu.plans.quantities.scopes import Mention, last_run, mentions, union

PUPILS = frozenset(
    {"homework", "course_plan", "timetable", "school_day", "sleep", "exercise", "exam", "grading", "class_size",
     "schoolbag", "teaching_aids"}
)  # fmt: skip
"""Topics whose figures hold for pupils: in a plan of one stage they hold for that stage."""


def held_for(
    text: str, named: list[Mention], found: list[Candidate], context: Context
) -> list[list[Mention]]:
    """For each figure the grades and stages it holds for: one, or as many as are named in a list before it."""
    result: list[list[Mention]] = []
    current = _inherited(context)
    free = list(named)
    fresh = False
    i = 0
    while i < len(found):
        at = found[i].figure.start
        before = [m for m in free if m.start < at]
        if before:
            free = [m for m in free if m.start >= at]
            current = last_run(text, before)
            fresh = True
        behind = next((m for m in free if _bracketed(text, found[i].end, m)), None)
        if behind is not None:
            free.remove(behind)
            result.append([behind])
            i += 1
            continue
        if fresh and len(current) > 1 and not found[i].figure.listed:
            until = free[0].start if free else len(text)
            row = [c for c in found[i:] if c.figure.start < until and c.figure.unit == found[i].figure.unit]
            if len(row) == len(current) and _row(text, row):
                result += [[m] for m in current]
                i += len(row)
                fresh = False
                continue
        result.append(current if found[i].figure.listed else [union(current)] if current else [])
        i += 1
    return result


def _row(text: str, row: list[Candidate]) -> bool:
    """Whether the figures stand in one list."""
    return all(len(text[a.figure.end : b.figure.start]) <= 8 for a, b in itertools.pairwise(row))


def _bracketed(text: str, end: int, mention: Mention) -> bool:
    """Whether the mention stands in brackets right behind: 60分钟(小学)."""
    between = text[end : mention.start]
    return between in {"(", "以内(", "以下("} and text[mention.end : mention.end + 1] in {")", ""}


def _inherited(context: Context) -> list[Mention]:
    """Whom the sentence named last before the statement."""
    sentence = re.split(r"[。;]", context.before[-400:])[-1]
    if not sentence or re.search(r"[。;]\s?$", context.before[-400:]):
        return []
    named = mentions(sentence, context.about.stage)
    if len({(m.grades, m.stage) for m in named}) != 1:
        return []  # several in turn: the last of them is no subject of what follows
    return named[-1:]


def staged(quantity: Quantity, named: list[Mention], context: Context) -> Quantity:
    """In a plan of one stage the figures about pupils hold for that stage unless grades are named.

    A timetable is the school's own: its times of day are narrowed by nothing that is not printed.
    """
    about, metric = context.about, metrics().get(quantity.metric)
    if (
        about.kind != "plan"
        or not about.stage
        or metric is None
        or metric.topic not in PUPILS
        or not metric.staged
    ):
        return quantity
    if "grades" in quantity.scope or "stage" in quantity.scope or quantity.unit in {"date", "time"}:
        return quantity
    return replace(quantity, scope={**quantity.scope, "stage": about.stage})
