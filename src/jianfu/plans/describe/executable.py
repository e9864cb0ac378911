"""How a statement can be held: from records, by a step in software, by a person's answer, or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import cast

from jianfu.plans.describe.lexicon import Hit, lexicon, vocabulary
from jianfu.plans.describe.segments import weighed
from jianfu.plans.model import EXECUTABLE, Executable, Modality, Quantity

_GROUPS: Mapping[Modality, str] = {
    "must": "act",
    "permit": "act",
    "encourage": "act",
    "forbid": "ban",
    "limit": "bound",
    "goal": "aim",
    "fact": "told",
}


@cache
def _priors(group: str) -> Mapping[str, Mapping[str, float]]:
    """Topic → class → weight."""
    found: dict[str, dict[str, float]] = {}
    written = cast("Mapping[str, Mapping[str, Mapping[float, str]]]", vocabulary("executable")["priors"])
    for label, weights in written[group].items():
        for weight, topics in weights.items():
            for topic in topics.split():
                found.setdefault(topic, {})[label] = float(weight)
    return found


@lru_cache(maxsize=2048)
def _words(text: str) -> Mapping[str, tuple[float, Hit]]:
    return weighed(lexicon("executable", "words").scan(text), text, aside=0.5, later=0.9)


def executable(
    text: str, modality: Modality, topic: str, quantities: Sequence[Quantity]
) -> tuple[Executable, str]:
    """The class and the word that decided it, "" where topic and modality did."""
    total = dict(_priors(_GROUPS[modality]).get(topic, {"checklist": 1.0}))
    share = {"limit": 0.3, "fact": 0.5}.get(modality, 1.0)
    words = _words(text)
    for label, (weight, _) in words.items():
        total[label] = total.get(label, 0.0) + weight * share
    if quantities and modality in ("fact", "goal"):
        total["data"] = total.get("data", 0.0) + 3.0
    if modality == "forbid":
        total.pop("no", None)
    best = max(EXECUTABLE, key=lambda label: total.get(label, 0.0))
    return best, words[best][1].word if best in words else ""
