"""Faults in a norm file: all of them at once, each with its file, its line and the rule it offends.

*Invalid* (the norm file is wrong) is kept apart from *breached* (a record breaks the norm).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jianfu.terms.errors import JianfuError, Message

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Fault:
    """One fault: lint rule id (``norm-unknown-column``), file, line (from 1) and message."""

    rule: str
    file: str
    line: int
    message: Message

    def text(self, lang: str = "zh") -> str:
        """``file:line rule message`` in ``lang``."""
        return f"{self.file}:{self.line} [{self.rule}] {self.message.text(lang)}"


class InvalidNorms(JianfuError):
    """Raised when a catalogue or local pack does not load; carries every fault found."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("norms.invalid", count=len(faults), faults="\n".join(f.text("zh") for f in faults))

    def text(self, lang: str = "zh") -> str:
        """All faults, one a line, in ``lang``."""
        head = Message("norms.invalid", {"count": len(self.faults), "faults": ""}).text(lang).rstrip()
        return "\n".join([head, *(f.text(lang) for f in self.faults)])


class BadExpression(Exception):
    """A predicate or measure that is not in the closed language; carries rule id and message."""

    def __init__(self, rule: str, **facts: object) -> None:
        self.rule = rule
        self.message = Message(f"norms.{rule}", dict(facts))
        super().__init__(rule)
