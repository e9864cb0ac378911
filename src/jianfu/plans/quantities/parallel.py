"""Two bounds of one yardstick in one statement: what is printed before each tells whom it is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from jianfu.plans.model import Quantity
from jianfu.plans.quantities.metrics import metrics

_STOP = re.compile(r"[,、。;:(]")
_PERIOD = re.compile(
    r"(?:每个?(?:人|次|天|日|周|月|季度?|学期|学?年)|全年|年度|原则上|一般|应|须|要|均|都|则|的|为|在)+$"
)
_PART = "其中"
_LONGEST = 14


def told_apart(text: str, made: list[tuple[int, Quantity]]) -> list[tuple[int, Quantity]]:
    """市级不超过10项,县级不超过5项: the same object for different bodies gets a ``target`` each.

    Neither the whole of a part (每天不超过100分钟,其中数学不超过25分钟) nor one object bounded for two periods
    (每学期不超过2次,全年不超过6次) gets one.
    """
    alike = Counter(_kind(q) for _, q in made)
    said: list[str] = []
    end = 0
    for start, quantity in made:
        said.append(_before(text, end, start))
        end = max(end, start + len(quantity.text))
    return [
        (start, replace(quantity, scope={**quantity.scope, "target": target.removeprefix(_PART)}))
        if target and alike[_kind(quantity)] > 1 and quantity.unit != "date" and _needed(made, said, n)
        else (start, quantity)
        for n, ((start, quantity), target) in enumerate(zip(made, said, strict=True))
    ]


def _needed(made: Sequence[tuple[int, Quantity]], said: Sequence[str], n: int) -> bool:
    """Whether the words before the bound at ``n`` tell it from the others like it."""
    quantity = made[n][1]
    if said[n].startswith(_PART):
        return True
    others = [
        (other, words)
        for i, ((_, other), words) in enumerate(zip(made, said, strict=True))
        if i != n and _kind(other) == _kind(quantity)
    ]
    return not all(
        words.startswith(_PART) or (not words and _period(other) != _period(quantity))
        for other, words in others
    )


def _period(quantity: Quantity) -> object:
    """The period that a bound holds for; that in the name of the metric where none is printed."""
    metric = metrics().get(quantity.metric)
    return quantity.scope.get("per", metric.per if metric is not None else "")


def _kind(quantity: Quantity) -> tuple[str, str, str]:
    """What two bounds must share to be mistaken for one another."""
    scope = {k: v for k, v in quantity.scope.items() if k not in {"per", "principle", "statistic"}}
    return quantity.metric, quantity.op, repr(sorted(scope.items()))


def _before(text: str, floor: int, start: int) -> str:
    """The words right before a bound, "" where there are none of its own."""
    said = _STOP.split(text[floor:start])[-1].strip()
    return _PERIOD.sub("", said)[:_LONGEST]
