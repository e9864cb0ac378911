"""How a statement can be held: from records, by a step in software, by a person's answer, or not at all.

Words, the way of binding and the topic each speak for and against the four classes; the sum decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import cast

from jianfu.plans.describe.lexicon import lexicon, vocabulary
from jianfu.plans.model import EXECUTABLE, Context, Executable, Modality, Quantity

_GROUPS: Mapping[Modality, str] = {
    "must": "act",
    "permit": "act",
    "encourage": "act",
    "forbid": "ban",
    "limit": "bound",
    "goal": "aim",
    "fact": "told",
}
_FAULTS = re.compile(r"问题|不足|困难|短板|差距|薄弱")
_DAYS = frozenset({"date", "day", "working_day"})


@cache
def _table(section: str) -> Mapping[str, Mapping[str, float]]:
    return cast("Mapping[str, Mapping[str, float]]", vocabulary("executable")[section])


@cache
def _topic(topic: str, group: str) -> Mapping[str, float]:
    rows = cast("Mapping[str, Mapping[str, Mapping[str, float]]]", vocabulary("executable")["topics"])
    named = rows.get(topic, {})
    return named.get(group, named.get("any", {}))


@lru_cache(maxsize=2048)
def _words(text: str) -> Mapping[str, Mapping[str, float]]:
    """Word → class → weight, each word once."""
    found: dict[str, dict[str, float]] = {}
    for hit in lexicon("executable", "words").scan(text):
        if hit.label != "-":
            found.setdefault(hit.word, {})[hit.label] = hit.weight
    return found


def _signs(group: str, context: Context, quantities: Sequence[Quantity]) -> Iterator[str]:
    yield f"{group}.figures" if quantities else f"{group}.none"
    units = {quantity.unit for quantity in quantities}
    if units == {"date"}:
        yield f"{group}.dates"
    if units and units <= _DAYS:
        yield f"{group}.days"
    if any(_FAULTS.search(heading) for heading in context.headings):
        yield f"{group}.faults"


def executable(
    text: str, context: Context, modality: Modality, topic: str, quantities: Sequence[Quantity]
) -> tuple[Executable, str]:
    """The class and the word that speaks loudest for it, "" where modality and topic decide."""
    group = _GROUPS[modality]
    words = _words(text)
    rows = [_table("modalities")[modality], _topic(topic, group), *words.values()]
    signs = _table("signs")
    rows += [signs[sign] for sign in _signs(group, context, quantities) if sign in signs]
    total = {label: sum(row.get(label, 0.0) for row in rows) for label in EXECUTABLE}
    best = max(EXECUTABLE, key=lambda label: total[label])
    loudest = max(words, key=lambda word: words[word].get(best, 0.0), default="")
    return best, loudest if loudest and words[loudest].get(best, 0.0) > 0 else ""
