"""Which marks bind: those in force for a place, a scope and a day, intersected by strength.

The result of one question is a *stack*. Every engine and ``decide`` read the same stacks, so precedence has
one meaning. Source of the rules: docs/semantics.md, "Marks".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from jianfu.norms.closures import compile_predicate
from jianfu.norms.model import rank
from jianfu.norms.predicates import names_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from jianfu.norms.model import Except, Mark, Norm

    Attributes = Mapping[str, object]
    Scope = Callable[[Attributes], bool | None]


@dataclass(frozen=True)
class Bound:
    """One side of an interval and the mark that sets it."""

    value: int | float
    mark: Mark


@dataclass(frozen=True)
class Interval:
    """The intersection of marks of one strength: each side with its tightest mark."""

    lo: Bound | None = None
    hi: Bound | None = None

    @property
    def empty(self) -> bool:
        """Whether no figure can satisfy both sides."""
        return self.lo is not None and self.hi is not None and self.lo.value > self.hi.value


@dataclass(frozen=True)
class Conflict:
    """Two marks that cannot both be kept, or a lower one looser than a higher; ``why`` says which."""

    why: str  # looser | empty | weak-exception | exceptions
    winner: Mark
    loser: Mark
    exceptions: tuple[Except, ...] = ()


@dataclass(frozen=True)
class Stack:
    """What binds a stratum (place, attributes) on a day.

    ``status`` is "ok", "none" (no mark covers it: not applicable), or why it cannot be evaluated:
    "no_local_mark", "unknown_scope" (an attribute that a mark asks for is missing; named in ``missing``),
    "exceptions_disagree".
    """

    status: str
    mandatory: Interval = Interval()
    in_principle: Interval = Interval()
    advisory: Interval = Interval()
    marks: tuple[Mark, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    missing: tuple[str, ...] = ()

    def of(self, strength: str) -> Interval:
        """The interval that the marks of one strength leave."""
        intervals = {
            "mandatory": self.mandatory,
            "in_principle": self.in_principle,
            "advisory": self.advisory,
        }
        return intervals[strength]


NOTHING = Stack("none")


class Precedence:
    """The marks of one norm, their scopes compiled once; answers with stacks and remembers them."""

    def __init__(self, norm: Norm) -> None:
        self.norm = norm
        self._scopes: dict[int, Scope] = {}
        for mark in norm.marks:
            if mark.scope is not None:
                self._scopes[id(mark)] = compile_predicate(mark.scope)
            for exception in mark.excepts:
                self._scopes[id(exception)] = compile_predicate(exception.scope)
        self._memory: dict[tuple[object, ...], Stack] = {}
        self._under: dict[tuple[str, ...], list[Mark]] = {}
        self.names = sorted(_names(norm))

    def under(self, chain: Sequence[str]) -> list[Mark]:
        """The marks that the places in ``chain`` stand under, in the order of the norm."""
        key = tuple(chain)
        if key not in self._under:
            self._under[key] = [m for m in self.norm.marks if m.place is None or m.place in key]
        return self._under[key]

    def days(self, chain: Sequence[str]) -> list[date]:
        """The days on which the set of marks in force under ``chain`` changes, in order."""
        marks = self.under(chain)
        found = {m.first for m in marks}
        found |= {m.last + timedelta(days=1) for m in marks if m.last is not None}
        return sorted(found)

    def places(self) -> frozenset[str]:
        """Codes of the places that have marks of their own."""
        return frozenset(m.place for m in self.norm.marks if m.place is not None)

    def stack(self, attributes: Attributes, chain: Sequence[str], day: date) -> Stack:
        """What binds a group with ``attributes`` whose organisation stands under ``chain`` (itself first)."""
        begun = [m for m in self.under(chain) if m.first <= day]
        # What is replaced has ended for good: it does not come back when its successor ends. A figure that
        # nobody is sure of ends nothing, or a rule would lapse unseen.
        replaced = {m.replaces for m in begun if m.replaces and m.binds}
        marks = [m for m in begun if m.id not in replaced and (m.last is None or day <= m.last)]
        if not marks:
            return NOTHING
        key = (tuple(m.id for m in marks), tuple(attributes.get(n) for n in self.names))
        if key not in self._memory:
            self._memory[key] = self._resolve(marks, attributes)
        return self._memory[key]

    def _resolve(self, marks: list[Mark], attributes: Attributes) -> Stack:
        covering: list[Mark] = []
        for mark in marks:
            if not mark.binds:
                continue
            covers = True if mark.scope is None else self._scopes[id(mark)](attributes)
            if covers is None:
                return Stack("unknown_scope", missing=_missing(mark, attributes))
            if covers:
                covering.append(mark)
        if not covering:
            return NOTHING
        bound: list[Mark] = []
        conflicts: list[Conflict] = []
        for mark in covering:
            applied: list[Except] = []
            for exception in mark.excepts:
                holds = self._scopes[id(exception)](attributes)
                if holds and rank(exception.level) > rank(mark.level):
                    conflicts.append(Conflict("weak-exception", mark, mark, (exception,)))
                elif holds:
                    applied.append(exception)
                elif holds is None and rank(exception.level) <= rank(mark.level):
                    return Stack("unknown_scope", missing=_missing(exception, attributes))
            if len({(e.lo, e.hi) for e in applied}) > 1:
                return Stack(
                    "exceptions_disagree", conflicts=(Conflict("exceptions", mark, mark, tuple(applied)),)
                )
            if not applied:
                bound.append(mark)
            elif not applied[0].exempts:
                bound.append(_with(mark, applied[0]))
        valued = [m for m in bound if not m.delegated]
        if not valued:
            return Stack("no_local_mark", marks=tuple(bound)) if bound else NOTHING
        return _intersect(valued, conflicts)


def _with(mark: Mark, exception: Except) -> Mark:
    return replace(mark, lo=exception.lo, hi=exception.hi, source=exception.source)


def _names(norm: Norm) -> set[str]:
    """Attributes that any scope of ``norm`` asks for."""
    scopes = [m.scope for m in norm.marks] + [e.scope for m in norm.marks for e in m.excepts]
    return {name for scope in scopes for name in names_in(scope)}


def _missing(mark: Mark | Except, attributes: Attributes) -> tuple[str, ...]:
    return tuple(sorted(n for n in names_in(mark.scope) if attributes.get(n) is None))


def _intersect(marks: list[Mark], conflicts: list[Conflict]) -> Stack:
    marks = sorted(marks, key=lambda m: (rank(m.level), m.first, m.id))
    lawful: list[Mark] = []
    for mark in marks:
        above = next((h for h in lawful if rank(h.level) < rank(mark.level) and _looser(mark, h)), None)
        if above is None:
            lawful.append(mark)
        else:
            conflicts.append(Conflict("looser", above, mark))
    intervals: dict[str, Interval] = {}
    kept: list[Mark] = []
    for strength in ("mandatory", "in_principle", "advisory"):
        interval = Interval()
        for mark in (m for m in lawful if m.strength == strength):
            narrowed = _narrow(interval, mark)
            if narrowed.empty:  # the higher level decides: marks come highest first
                ends = [end.mark for end in (narrowed.lo, narrowed.hi) if end is not None]
                conflicts.append(Conflict("empty", next((m for m in ends if m is not mark), mark), mark))
            else:
                interval = narrowed
                kept.append(mark)
        intervals[strength] = interval
    return Stack(
        "ok",
        intervals["mandatory"],
        intervals["in_principle"],
        intervals["advisory"],
        tuple(kept),
        tuple(conflicts),
    )


def _narrow(interval: Interval, mark: Mark) -> Interval:
    lo, hi = interval.lo, interval.hi
    if mark.lo is not None and (lo is None or mark.lo > lo.value):
        lo = Bound(mark.lo, mark)
    if mark.hi is not None and (hi is None or mark.hi < hi.value):
        hi = Bound(mark.hi, mark)
    return Interval(lo, hi)


def _looser(lower: Mark, higher: Mark) -> bool:
    """Whether ``lower`` would allow what the mandatory ``higher`` forbids on a side that both bound."""
    if higher.strength != "mandatory":
        return False
    over = lower.hi is not None and higher.hi is not None and lower.hi > higher.hi
    under = lower.lo is not None and higher.lo is not None and lower.lo < higher.lo
    return over or under
