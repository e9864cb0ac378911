"""What a statement is about: its own words first, then its sentence, its headings, and what stood before it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from jianfu.plans.describe.lexicon import Hit, lexicon, vocabulary
from jianfu.plans.describe.segments import weighed
from jianfu.plans.model import Context, Modality

# How loud words speak that are not the statement's own: those of its sentence, of the nearest heading and of those above.
SENTENCE, HEADING, ABOVE = 0.25, 0.5, 0.2
# Headings that name an act of management say less of what stands below them.
ACT = 0.5
# What the statement before it was about; more within one sentence.
PREVIOUS, RUNNING = 0.8, 1.6
# A topic needs at least this much; an aim needs more, for aims mostly name the whole.
ENOUGH, AIM = 1.5, 4.0
NOTHING = "other"


@cache
def acts() -> frozenset[str]:
    """Topics that are acts of management (rectification, publicity, …) rather than a burden."""
    return frozenset(lexicon("topics", "acts").meanings)


@lru_cache(maxsize=4096)
def _weights(text: str, field: str) -> Mapping[str, tuple[float, Hit]]:
    """Topic → how loudly the words of a text speak for it, and the loudest of them."""
    hits = lexicon("topics", "words").scan(text)
    if field in vocabulary("topics"):
        hits += lexicon("topics", field).scan(text)
    return weighed(hits, text, aside=0.5, later=0.6, subject=0.75)


def topic(text: str, context: Context, modality: Modality) -> tuple[str, str]:
    """The topic of a statement and the word that decided it; "other" where nothing speaks."""
    total: dict[str, float] = {}
    said: dict[str, str] = {}

    def hear(words: str, share: float, *, heading: bool = False) -> None:
        for label, (weight, hit) in _weights(words, context.about.domain).items():
            less = ACT if heading and label in acts() else 1.0
            total[label] = total.get(label, 0.0) + weight * share * less
            said.setdefault(label, hit.word)

    hear(text, 1.0)
    own = max(total.values(), default=0.0)
    if modality == "goal" and own < AIM:
        return NOTHING, ""
    if context.sentence != text:
        hear(context.sentence, SENTENCE)
    for heading in context.headings[-3:-1]:
        hear(heading, ABOVE, heading=True)
    if context.headings:
        hear(context.headings[-1], HEADING, heading=True)
    if context.previous is not None:
        running = context.previous.text in context.sentence
        label = context.previous.described.topic
        total[label] = total.get(label, 0.0) + (RUNNING if running or not own else PREVIOUS)
    best = max(total, key=lambda label: (total[label], label), default=NOTHING)
    if total.get(best, 0.0) < ENOUGH:
        return NOTHING, ""
    return best, said.get(best, "")
