"""The typed model: policies, norms, marks, exceptions, and the catalogue that holds them."""

from __future__ import annotations

import difflib
import hashlib
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from jianfu.terms.errors import JianfuError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlglot import exp

    from jianfu.norms.measures import Measured
    from jianfu.terms.errors import Message
    from jianfu.terms.text import Text

Level = Literal["national", "province", "city", "county", "township", "village", "unit"]
LEVELS: tuple[Level, ...] = ("national", "province", "city", "county", "township", "village", "unit")
Strength = Literal["mandatory", "in_principle", "advisory"]
STRENGTHS: tuple[Strength, ...] = ("mandatory", "in_principle", "advisory")
FIELDS = ("student", "teacher", "grassroots", "enterprise", "farmer", "shared")
PERIODS = ("day", "week", "month", "term", "school_year", "year")
CERTAINTIES = ("sure", "likely", "unconfirmed", "unsure", "unknown")


WHOLE: Mapping[str, tuple[str, ...]] = {
    "class": ("organisation", "grade", "class_no"),
    "grade": ("organisation", "grade"),
}
"""Parts of ``per`` that stand for several columns."""


def keys_of(per: Sequence[str]) -> tuple[str, ...]:
    """Physical columns that the parts of ``per`` stand for, periods apart."""
    found: list[str] = []
    for part in per:
        if part not in PERIODS and part != "record":
            found += [n for n in WHOLE.get(part, (part,)) if n not in found]
    return tuple(found)


def rank(level: Level) -> int:
    """0 for national … 6 for a unit's own rules: the smaller, the higher."""
    return LEVELS.index(level)


@dataclass(frozen=True)
class Policy:
    """A document that rules come from. ``number_certainty`` keeps an unconfirmed 文号 apart from its figures."""

    id: str
    title: str
    number: str | None
    issuer: str
    level: Level
    issued: date
    published: date | None = None
    in_force: date | None = None
    number_certainty: str = "sure"
    note: str | None = None


@dataclass(frozen=True)
class Source:
    """Where a mark or exception comes from: a policy and, when known, its clause."""

    policy: str
    clause: str | None


@dataclass(frozen=True)
class Except:
    """A named case in which a mark does not bind, with a source of its own."""

    name: Text
    scope: exp.Expression
    level: Level
    source: Source
    lo: int | float | None = None
    hi: int | float | None = None

    @property
    def exempts(self) -> bool:
        """Whether the mark falls away altogether rather than being replaced by another figure."""
        return self.lo is None and self.hi is None


@dataclass(frozen=True)
class Mark:
    """What a policy puts on the yardstick: the interval [lo, hi] that the measure must lie in.

    ``lo`` and ``hi`` are in the base unit of the norm (minutes, fen, …); None leaves a side open; both None
    in a ``delegated`` mark, which asks a place to set one. ``first`` and ``last`` are days in force.
    """

    id: str
    norm: str
    lo: int | float | None
    hi: int | float | None
    level: Level
    first: date
    source: Source
    last: date | None = None
    place: str | None = None
    scope: exp.Expression | None = None
    strength: Strength = "mandatory"
    delegated: bool = False
    replaces: str | None = None
    figure_certainty: str = "sure"
    clause_certainty: str = "unknown"
    restated: Text | None = None
    excepts: tuple[Except, ...] = ()
    file: str = ""
    line: int = 0

    @property
    def binds(self) -> bool:
        """Whether the figure may bind at all: an unsure one binds nothing."""
        return self.figure_certainty not in {"unsure"}


@dataclass(frozen=True)
class Against:
    """The second ledger of a joint norm: its groups are measured apart and meet ours on ``on``.

    ``on`` are pairs of physical columns (ours, theirs); ``where`` says which of its records count. With
    ``same_period`` only its records of a group's own period do; with ``either`` groups that only the second
    ledger has are judged too. ``known`` are columns of ours: groups are judged only where the second ledger has
    anything with the same values (a class of which no timetable was handed in has no timetable to depart from).
    """

    ledger: str
    on: tuple[tuple[str, str], ...]
    where: exp.Expression | None = None
    same_period: bool = True
    either: bool = False
    known: tuple[str, ...] = ()


@dataclass(frozen=True)
class Due:
    """When the floors of a period are judged: so many days after it began."""

    days: int
    working: bool = False


@dataclass(frozen=True)
class Norm:
    """A yardstick over one ledger, or over one held against a second."""

    id: str
    title: Text
    mechanisms: tuple[str, ...]
    watches: str
    per: tuple[str, ...]
    form: Literal["measure", "never", "each"]
    measured: Measured
    measure_text: str
    unit: str
    marks: tuple[Mark, ...]
    among: exp.Expression | None = None
    where: exp.Expression | None = None
    raises: Literal["breached", "suspected"] = "breached"
    consequence: Literal["refuse", "reason"] = "reason"
    remedy: Text | None = None
    file: str = ""
    against: Against | None = None
    due: Due | None = None
    owner: str | None = None
    """The key that says whose a group is: ``organisation``, else the first column of organisations in ``per``."""

    @property
    def ledgers(self) -> tuple[str, ...]:
        """The ledgers without which nothing can be measured."""
        return (self.watches, self.against.ledger) if self.against else (self.watches,)

    @property
    def field(self) -> str:
        """The field of burden: student, teacher, grassroots, enterprise, farmer or shared."""
        return self.id.split("/")[0]

    @property
    def period(self) -> str | None:
        """The kind of period one measurement spans; None when it is one record or a standing whole."""
        return next((p for p in self.per if p in PERIODS), None)

    @property
    def by_record(self) -> bool:
        """Whether each record is measured on its own."""
        return "record" in self.per

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Physical columns that identify what one measurement is about, periods apart."""
        found = list(keys_of(self.per))
        if self.by_record and "organisation" not in found:
            found.insert(0, "organisation")
        return tuple(found)


@dataclass(frozen=True)
class Catalogue:
    """Norms and policies that are held together, with the local packs laid over them."""

    norms: Mapping[str, Norm]
    policies: Mapping[str, Policy]
    notes: tuple[Message, ...] = ()
    places: tuple[tuple[str, str], ...] = field(default=())

    def norm(self, identity: str) -> Norm:
        """The norm called ``identity``; JianfuError with near ids when there is none."""
        if identity not in self.norms:
            near = difflib.get_close_matches(identity, list(self.norms), n=3, cutoff=0.4)
            raise JianfuError("norms.unknown", value=identity, near="、".join(near or list(self.norms)[:5]))
        return self.norms[identity]

    def only(self, ids: Sequence[str]) -> Catalogue:
        """The same catalogue with just the norms ``ids``; KeyError names one that is not there."""
        return replace(self, norms={i: self.norms[i] for i in ids})

    @cached_property
    def digest(self) -> str:
        """An identity of the whole norm set: changes whenever a mark, scope or measure does."""
        parts = []
        for norm in self.norms.values():
            parts.append(
                f"{norm.id}|{norm.per}|{norm.measure_text}|{norm.where}|{norm.among}|{norm.raises}|{norm.against}|{norm.due}"
            )
            parts += [
                f"{m.id}|{m.lo}|{m.hi}|{m.level}|{m.first}|{m.last}|{m.scope}|{m.place}|{m.strength}"
                for m in norm.marks
            ]
        return hashlib.sha256("\n".join(sorted(parts)).encode()).hexdigest()[:16]
