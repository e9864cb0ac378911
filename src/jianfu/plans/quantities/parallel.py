"""Two bounds of one yardstick in one statement: what is printed before each tells whom it is about."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from jianfu.plans.model import Quantity

_STOP = re.compile(r"[,、。;:(]")
_PERIOD = re.compile(
    r"(?:每个?(?:人|次|天|日|周|月|季度?|学期|学?年)|全年|年度|原则上|一般|应|须|要|均|都|则|的|为|在)+$"
)
_LONGEST = 14


def told_apart(text: str, made: list[tuple[int, Quantity]]) -> list[tuple[int, Quantity]]:
    """市级不超过10项,县级不超过5项: the same object for different bodies gets a ``target`` each."""
    alike = Counter(_kind(q) for _, q in made)
    found: list[tuple[int, Quantity]] = []
    end = 0
    for start, quantity in made:
        if alike[_kind(quantity)] > 1 and quantity.unit != "date":
            target = _before(text, end, start)
            if target:
                quantity = replace(quantity, scope={**quantity.scope, "target": target})
        end = max(end, start + len(quantity.text))
        found.append((start, quantity))
    return found


def _kind(quantity: Quantity) -> tuple[str, str, str]:
    """What two bounds must share to be mistaken for one another."""
    scope = {k: v for k, v in quantity.scope.items() if k not in {"per", "principle", "statistic"}}
    return quantity.metric, quantity.op, repr(sorted(scope.items()))


def _before(text: str, floor: int, start: int) -> str:
    """The words right before a bound, "" where there are none of its own."""
    said = _STOP.split(text[floor:start])[-1].strip()
    return _PERIOD.sub("", said)[:_LONGEST]
