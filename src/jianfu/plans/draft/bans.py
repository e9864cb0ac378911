"""Which norm a rule without a figure restates: by words, and only where it plainly says the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from jianfu.plans.model import Statement
from jianfu.plans.word_lists import word_list


@dataclass(frozen=True)
class Ban:
    """The words that restate one norm. ``figure`` is what the mark is given where the norm takes one."""

    norm: str
    all: Sequence[Sequence[str]]
    none: Sequence[str] = ()
    modality: Sequence[str] = ("forbid",)
    domain: Sequence[str] = ()
    topic: Sequence[str] = ()
    figure: Mapping[str, object] | None = None
    only: str = ""

    def restated_by(self, statement: Statement) -> bool:
        """Whether ``statement`` says what the norm says."""
        described, text = statement.described, statement.text
        return (
            described.modality in self.modality
            and (not self.domain or described.domain in self.domain)
            and (not self.topic or described.topic in self.topic)
            and all(any(word in text for word in words) for words in self.all)
            and not any(word in text for word in self.none)
        )


@cache
def bans() -> tuple[Ban, ...]:
    """Every rule without a figure that a norm of the catalogue is known to say."""
    content = word_list("jianfu.plans.draft", "bans.yaml")
    return tuple(Ban(**entry) for entry in content)


def restated(statement: Statement) -> Iterator[Ban]:
    """The norms that ``statement`` restates, in the order of the data."""
    return (ban for ban in bans() if ban.restated_by(statement))
