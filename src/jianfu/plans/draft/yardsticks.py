"""Which norm a figure fits: the metric, the object it names, and the norm that measures the same object.

The data is ``yardsticks.yaml``. ``when`` of an entry says what the scope of a quantity must say: a word, a list of
words, ``~`` in a list where the text may leave it open (named then as assumed). Besides scope keys it may ask for
``op``, ``value``, ``unit``, ``domain``, ``modality``, ``within`` (all grades it is about are among these), and for words:
``words`` (one of them stands in the statement up to the figure's clause), ``here`` (in that comma clause itself),
``object`` (in the sentence up to there), ``without`` (none stands in that clause), ``nowhere`` (none in the sentence).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Literal

from jianfu.plans.model import Clause, Quantity, Statement
from jianfu.plans.word_lists import word_list
from jianfu.terms.text import Text

Side = Literal["ceiling", "floor", "both"]
STAGES: Mapping[str, tuple[int, ...]] = {
    "primary": (1, 2, 3, 4, 5, 6), "junior": (7, 8, 9), "senior": (10, 11, 12),
}  # fmt: skip
ASIDE = frozenset({"principle", "printed", "statistic", "per", "phase", "levels", "deadline", "baseline"})
"""Scope keys that say how a figure is meant and not what it is about; an entry may still ask for them."""
_PSEUDO = frozenset(
    {"op", "value", "unit", "domain", "modality", "within", "words", "here", "object", "without", "nowhere"}
)


@dataclass(frozen=True)
class Fit:
    """One norm that a metric fits, or comes near.

    ``equal`` says which side a figure without a bound sets (每周4节: a floor). ``columns`` turns a scope key into a
    condition: {key: {"column": name, "values": {printed: stored}}}; ``only`` is a condition that always goes with
    it; ``tell`` are keys of ``when`` that the condition must name all the same. ``near`` marks what is not the same
    object; with ``part`` ours is a part of what the norm measures, so that a ceiling above the norm's cannot be used
    up; it is told even where one of the norms ``beside`` fits.
    """

    norm: str
    when: Mapping[str, Any] = field(default_factory=dict)
    equal: Side = "ceiling"
    columns: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    only: str = ""
    change: bool = False
    near: bool = False
    part: bool = False
    beside: tuple[str, ...] = ()
    tell: tuple[str, ...] = ()
    ours: Text | None = None


@dataclass(frozen=True)
class Yardstick:
    """A metric: its object in words, and the norms that may measure it, the most exact first."""

    metric: str
    object: Text
    fits: tuple[Fit, ...]
    near: tuple[Fit, ...] = ()
    ignore: frozenset[str] = frozenset()
    """Scope keys that say nothing of this metric's object (书面 of an exam)."""

    def fitting(self, quantity: Quantity, about: Asked) -> list[tuple[Fit, tuple[str, ...]]]:
        """The norms that measure what ``quantity`` bounds, each with the scope keys that had to be assumed."""
        found = ((fit, matches(fit.when, quantity, about)) for fit in self.fits)
        return [(fit, assumed) for fit, assumed in found if assumed is not None]

    def nearest(self, quantity: Quantity, about: Asked) -> Fit | None:
        """The norm that measures something like it."""
        return next((fit for fit in self.near if matches(fit.when, quantity, about) is not None), None)

    def seen(self, quantity: Quantity) -> Quantity:
        """``quantity`` with the scope keys left out that say nothing of its object."""
        if self.ignore.isdisjoint(quantity.scope):
            return quantity
        return replace(quantity, scope={k: v for k, v in quantity.scope.items() if k not in self.ignore})


@dataclass(frozen=True)
class Asked:
    """What an entry may ask of a statement besides its quantity."""

    said: str
    here: str
    sentence: str
    domain: str
    modality: str
    stage: str | None = None


_REACH = 400
_ENDS = re.compile(r"[。;；!！?？\n]")


def asked_of(statement: Statement, quantity: Quantity, clause: Clause, stage: str | None) -> Asked:
    """What entries may ask of ``statement`` of ``clause`` in a plan for ``stage``: its words about ``quantity``.

    初中生不晚于22:00 takes its object from what stands before it in the sentence, and never from what follows.
    """
    described, text = statement.described, statement.text
    at = text.find(quantity.text) if quantity.text else -1
    if len(text) > 2 * _REACH:  # what stands farther off says nothing of the figure
        text = text[max(0, at - _REACH) : max(at, 0) + _REACH]
        at = text.find(quantity.text) if quantity.text else -1
    start, end = (at, at + len(quantity.text)) if at >= 0 else (0, len(text))
    stops = [m.start() for m in re.finditer("[,，;；。]", text)]
    after = next((s for s in stops if s >= end), len(text))
    before = max((s + 1 for s in stops if s < start), default=0)
    around = clause.text[max(0, statement.start - _REACH) : statement.start]
    sentence = _ENDS.split(around)[-1] + text[:after]
    return Asked(text[:after], text[before:after], sentence, described.domain, described.modality, stage)


@cache
def yardsticks() -> Mapping[str, Yardstick]:
    """Every metric that a norm measures, or comes near to, by each of its names."""
    content = word_list("jianfu.plans.draft", "yardsticks.yaml")
    found: dict[str, Yardstick] = {}
    for metric, entry in content.items():
        yardstick = Yardstick(
            metric,
            Text(**entry["object"]),
            tuple(_fit(f) for f in entry.get("fits", ())),
            tuple(_fit(f, near=True) for f in entry.get("near", ())),
            frozenset(entry.get("ignore", ())),
        )
        for name in (metric, *entry.get("also", ())):
            found[name] = yardstick
    return found


def _fit(entry: Mapping[str, Any], *, near: bool = False) -> Fit:
    given = dict(entry)
    ours = given.pop("ours", None)
    given |= {"beside": tuple(given.get("beside", ())), "tell": tuple(given.get("tell", ()))}
    return Fit(near=near, ours=Text(**ours) if ours else None, **given)


def grades_of(scope: Mapping[str, object], stage: str | None) -> tuple[int, ...]:
    """The grades that a scope is about; those of ``stage`` where it says nothing; () when that is unknown too."""
    grades = scope.get("grades")
    if isinstance(grades, list | tuple) and grades:
        found = {int(g) for g in grades}
        for name in words_of(scope.get("stage")):
            # 三至六年级和初中: both are meant; a stage that holds the grades only names where they are.
            if not found & set(STAGES.get(name, ())):
                found |= set(STAGES.get(name, ()))
        return tuple(sorted(found))
    names = words_of(scope.get("stage")) or words_of(stage)
    return tuple(sorted(g for name in names for g in STAGES.get(name, ())))


def words_of(value: object) -> tuple[str, ...]:
    """One word or a list of words as a tuple; () for none."""
    if value is None:
        return ()
    if isinstance(value, list | tuple | set | frozenset):
        return tuple(_word(v) for v in value)
    return (_word(value),)


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def matches(when: Mapping[str, Any], quantity: Quantity, about: Asked) -> tuple[str, ...] | None:
    """The scope keys left open that ``when`` settles, in order; None when the quantity is about something else."""
    assumed: list[str] = []
    for key, wanted in when.items():
        accepted = wanted if isinstance(wanted, list) else [wanted]
        if key in _PSEUDO:
            if not _holds(key, accepted, quantity, about):
                return None
            continue
        given = words_of(quantity.scope.get(key))
        if not given:
            if None not in accepted:
                return None
            if len(accepted) > 1 and accepted[0] is not None:
                assumed.append(key)
        elif "*" not in accepted and not all(_accepts(key, accepted, word) for word in given):
            return None
    return tuple(assumed)


def _accepts(key: str, accepted: Sequence[Any], word: str) -> bool:
    """Whether a scope word is among those accepted; a target is printed words, and one of them is enough."""
    words = [_word(a) for a in accepted if a is not None]
    return any(w in word for w in words) if key == "target" else word in words


def _holds(key: str, accepted: Sequence[Any], quantity: Quantity, about: Asked) -> bool:
    if key == "op":
        return quantity.op in accepted
    if key == "value":
        return quantity.value in accepted
    if key == "unit":
        return quantity.unit in accepted
    if key == "domain":
        return about.domain in accepted
    if key == "modality":
        return about.modality in accepted
    if key == "within":
        grades = grades_of(quantity.scope, about.stage)
        return bool(grades) and set(grades) <= set(accepted)
    among = {"words": about.said, "here": about.here, "without": about.here}.get(key, about.sentence)
    found = any(word in among for word in accepted)
    return found if key in {"words", "here", "object"} else not found
