"""Collects what a file's reading has to tell, and drops it all when the file fails."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from jianfu.ledgers.reading.model import Fault, FileError
from jianfu.terms.errors import Message

MOST_FAULTS = 5_000
"""Bad cells listed one by one for a column of a source; the rest are counted in one further line."""


@dataclass
class Notices:
    """Faults, guesses and notes in order of appearance; each guess and note once."""

    faults: list[Fault] = field(default_factory=list)
    guesses: dict[tuple[object, ...], Message] = field(default_factory=dict)
    notes: dict[tuple[object, ...], Message] = field(default_factory=dict)
    errors: list[FileError] = field(default_factory=list)

    def guess(self, code: str, /, **facts: Any) -> None:
        """An assumption that may be wrong."""
        self.guesses.setdefault((code, *sorted(facts.items())), Message(code, facts))

    def note(self, code: str, /, **facts: Any) -> None:
        """A fact worth telling."""
        self.notes.setdefault((code, *sorted(facts.items())), Message(code, facts))

    def take(self, other: Notices) -> None:
        """Everything of a file that was read to the end."""
        self.faults.extend(other.faults)
        for key, message in other.guesses.items():
            self.guesses.setdefault(key, message)
        for key, message in other.notes.items():
            self.notes.setdefault(key, message)
        self.errors.extend(other.errors)
