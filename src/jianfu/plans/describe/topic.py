"""What a statement is about: its own words first, then its sentence, its headings, and what stood before it."""

from __future__ import annotations

from functools import lru_cache

from jianfu.plans.describe.lexicon import Hit, lexicon
from jianfu.plans.describe.segments import weighed
from jianfu.plans.model import Context

# How loud words speak that are not the statement's own.
SENTENCE, HEADING, ABOVE, PREVIOUS = 0.25, 0.3, 0.12, 0.8
# A topic needs at least this much.
ENOUGH = 1.5


@lru_cache(maxsize=4096)
def _weights(text: str, domain: str) -> dict[str, tuple[float, Hit]]:
    hits = list(lexicon("topics", "words").scan(text))
    return weighed(hits, text, aside=0.5, later=0.8)


def topic(text: str, context: Context) -> tuple[str, str]:
    """The topic of a statement and the words that decided it; ("other", "") where nothing speaks."""
    domain = context.about.domain
    own = _weights(text, domain)
    total = {label: weight for label, (weight, _) in own.items()}
    said = {label: hit.word for label, (_, hit) in own.items()}
    around: list[tuple[str, float]] = [(context.sentence, SENTENCE)] if context.sentence != text else []
    near = ABOVE
    for heading in context.headings[-3:]:
        around.append((heading, near))
    if context.headings:
        around[-1] = (context.headings[-1], HEADING)
    for words, share in around:
        for label, (weight, hit) in _weights(words, domain).items():
            total[label] = total.get(label, 0.0) + weight * share
            said.setdefault(label, hit.word)
    if context.previous is not None:
        label = context.previous.described.topic
        total[label] = total.get(label, 0.0) + PREVIOUS
    total.pop("other", None)
    if not total:
        return "other", ""
    best = max(total, key=lambda label: (total[label], label))
    if total[best] < ENOUGH:
        return "other", ""
    return best, said.get(best, "")
