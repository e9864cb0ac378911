"""What a burden is made of: each act's minutes, pages or yuan × whom it falls on × how often, and what is supposed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlglot import exp

    from jianfu.terms.text import Text

Outcome = Literal["hour", "page", "yuan"]
BASES: dict[Outcome, tuple[str, int]] = {"hour": ("minute", 60), "page": ("page", 1), "yuan": ("fen", 100)}
"""The base in which each outcome is summed, and how many of it make one."""

DIMENSIONS = ("imposer", "target", "term", "source", "file")
"""By what burdens may be told apart: who imposes, on whom, when, what kind of burden, which file it stands in."""

TARIFF = "hour-tariff"
"""The assumption that prices an hour; it comes without a figure, since no national one is known."""


@dataclass(frozen=True)
class Assumption:
    """A figure that no ledger holds, with its reason; ``lo`` and ``hi`` are None where a place must set it.

    The figure is for ``per`` of what it is multiplied with: 5 minutes for 1000 characters.
    """

    id: str
    title: Text
    unit: str
    reason: Text
    lo: int | None
    hi: int | None
    per: int = 1
    overlaid: bool = False


@dataclass(frozen=True)
class Factor:
    """One factor of a product.

    ``column`` is an amount of the record, ``days`` the first and last day of a stretch. ``assume`` names the
    assumption that stands for a blank, or alone when there is neither.
    """

    column: str | None = None
    days: tuple[str, str] | None = None
    assume: str | None = None


@dataclass(frozen=True)
class Party:
    """Who imposes or bears: a column of the record, or one name for all records."""

    column: str | None = None
    name: Text | None = None


@dataclass(frozen=True)
class Burden:
    """How the records of a ledger burden somebody: a product of factors, in hours, pages or yuan."""

    id: str
    title: Text
    ledger: str
    unit: Outcome
    imposed_by: Party
    on: Party
    factors: tuple[Factor, ...]
    period: Literal["term", "year"] = "term"
    where: exp.Expression | None = None
    note: Text | None = None
    file: str = ""


@dataclass(frozen=True)
class Tables:
    """All burdens and assumptions that are reckoned with."""

    burdens: tuple[Burden, ...]
    assumptions: Mapping[str, Assumption] = field(default_factory=dict)
