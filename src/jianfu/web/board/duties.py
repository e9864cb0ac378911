"""What a unit publishes: ``duties.yaml`` as typed data, held to the ledgers it names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from jianfu.ledgers.declare import Column, Ledger
from jianfu.ledgers.registry import ledger
from jianfu.terms.text import Text


@dataclass(frozen=True)
class Due:
    """When something is to be public: so many days after the start of term, or after a change, an event, a year."""

    after: str
    days: int = 0


@dataclass(frozen=True)
class Pivot:
    """How a long table is laid out on the page."""

    rows: str
    columns: str
    value: str


@dataclass(frozen=True)
class Shape:
    """Which rows and columns of a ledger are public; ``made`` names a total in their place.

    ``people`` are columns that count people. ``whole`` is the column that is the sum of them; ``bound`` names columns
    that give a count of people away and are hidden with it. ``dated`` is the column that says when a row was put up.
    """

    ledger: Ledger
    span: str
    columns: tuple[Column, ...] = ()
    only: Mapping[str, Any] | None = None
    people: tuple[str, ...] = ()
    whole: str | None = None
    bound: Mapping[str, tuple[str, ...]] | None = None
    pivot: Pivot | None = None
    made: str = ""
    dated: str = ""
    of_below: bool = False


@dataclass(frozen=True)
class Duty:
    """One thing that units of a kind publish. ``rule`` is the norm whose source is cited."""

    id: str
    title: Text
    due: Due
    rule: str
    disclosure: str = ""
    kept_off: Text | None = None
    shape: Shape | None = None


def _text(given: Mapping[str, str]) -> Text:
    return Text(given["zh"], given["en"])


def _shape(given: Mapping[str, Any]) -> Shape:
    of = ledger(given["ledger"])
    columns = tuple(of.column(name) for name in given.get("columns", ()))
    for column in columns:
        if column.personal:
            raise ValueError(f"{of.name}.{column.name} holds names of people and cannot be published")
    return Shape(
        of,
        given["span"],
        columns,
        given.get("only"),
        tuple(given.get("people", ())),
        given.get("whole"),
        {name: tuple(more) for name, more in given.get("bound", {}).items()},
        Pivot(**given["pivot"]) if "pivot" in given else None,
        given.get("made", ""),
        given.get("dated", ""),
        bool(given.get("of_below")),
    )


@cache
def _written() -> Mapping[str, Any]:
    text = files("jianfu.web.board").joinpath("duties.yaml").read_text("utf-8")
    read: Mapping[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return read


def measures(kind: str) -> tuple[str, ...]:
    """The norms that are drawn first on the page of a kind."""
    return tuple(_written()["measures"].get(kind, ()))


@cache
def duties() -> Mapping[str, tuple[Duty, ...]]:
    """What each kind of organisation publishes, in the order of its page."""
    return {
        kind: tuple(
            Duty(
                item["id"],
                _text(item["title"]),
                Due(**item["due"]),
                item["rule"],
                item.get("disclosure", ""),
                _text(item["kept_off"]) if "kept_off" in item else None,
                _shape(item["table"]) if "table" in item else None,
            )
            for item in listed
        )
        for kind, listed in _written().items()
        if kind != "measures"
    }
