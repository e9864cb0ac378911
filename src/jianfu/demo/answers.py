"""The answer key of the county: what was planted, noted by the hand that planted it.

The key is made from the plan of the county alone; it never asks the engine.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

OUTCOMES = ("breached", "suspected", "not_evaluable")


@dataclass(frozen=True)
class Planted:
    """One thing planted: the norm, of whom, when, and what a check must measure.

    ``record`` names the record of a norm that judges records (a title, a number, a person);
    ``measured`` is a figure as results give it (2 periods, minutes since midnight), [least, None] for an
    open range, None when it does not matter.
    ``pack`` marks what only breaks a mark of the county's own pack.
    """

    norm: str
    organisation: str
    why: str
    period: str | None = None
    group: dict[str, Any] = field(default_factory=dict)
    record: str | None = None
    measured: Any = None
    pack: bool = False

    def to_dict(self) -> dict[str, Any]:
        """As it stands in the key; what does not apply is left out."""
        entry: dict[str, Any] = {"norm": self.norm, "organisation": self.organisation}
        for name in ("group", "period", "record", "measured"):
            value = getattr(self, name)
            if value not in (None, {}):
                entry[name] = value
        if self.pack:
            entry["pack"] = True
        return {**entry, "why": self.why}


@dataclass
class AnswerKey:
    """Everything planted, by what a check must say of it; ``traps`` must come out kept."""

    seed: int
    as_of: str
    breached: list[Planted] = field(default_factory=list)
    suspected: list[Planted] = field(default_factory=list)
    not_evaluable: list[Planted] = field(default_factory=list)
    traps: list[Planted] = field(default_factory=list)
    bad_cells: list[dict[str, str]] = field(default_factory=list)
    conflicts: list[dict[str, str]] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """The whole key as plain values."""
        return {
            "schema": "jianfu/demo-key/1",
            "seed": self.seed,
            "as_of": self.as_of,
            **{name: _sorted(getattr(self, name)) for name in (*OUTCOMES, "traps")},
            "bad_cells": self.bad_cells,
            "conflicts": self.conflicts,
        }

    def write(self, path: Path) -> None:
        """Write the key as YAML."""
        text = yaml.safe_dump(self.to_dict(), allow_unicode=True, sort_keys=False, width=110)
        path.write_text(text, encoding="utf-8")


def read_key(path: Path) -> dict[str, Any]:
    """The key in a file that `AnswerKey.write` wrote."""
    loaded: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return loaded


def _sorted(planted: Iterable[Planted]) -> list[dict[str, Any]]:
    return [
        p.to_dict()
        for p in sorted(planted, key=lambda p: (p.norm, p.organisation, str(p.group), p.period or ""))
    ]
