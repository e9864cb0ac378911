"""How a statement can be held: from records, by a step in software, by a person's answer, or not at all."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import cast

from jianfu.plans.describe.lexicon import Hit, lexicon, vocabulary
from jianfu.plans.describe.segments import weighed
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


# Where the words of a told or bounded statement speak against its figures, they speak softly.
FIGURES = 6.0
_FAULTS = re.compile(r"问题|不足|困难|短板|差距|薄弱")


@lru_cache(maxsize=2048)
def _words(text: str, group: str) -> Mapping[str, tuple[float, Hit]]:
    return weighed(lexicon("executable", group).scan(text), text, aside=0.5, later=0.9)


def executable(
    text: str, context: Context, modality: Modality, topic: str, quantities: Sequence[Quantity]
) -> tuple[Executable, str]:
    """The class and the word that decided it, "" where topic and modality did."""
    group = _GROUPS[modality]
    heading = context.headings[-1] if context.headings else ""
    total = dict(_priors(group).get(topic, {"checklist": 1.0}))
    words = _words(text, group)
    for label, (weight, _) in words.items():
        total[label] = total.get(label, 0.0) + weight
    if group == "bound" and quantities and all(q.unit == "date" for q in quantities):
        total["workflow"] = total.get("workflow", 0.0) + FIGURES
    if group in ("told", "aim") and quantities:
        total["data"] = total.get("data", 0.0) + FIGURES
    elif group == "told" and _FAULTS.search(heading):
        return "checklist", heading
    if group == "ban" and _FAULTS.search("".join(context.headings)):
        return "checklist", heading
    if modality == "encourage":
        total["no"] = total.get("no", 0.0) + 4.0
    best = max(EXECUTABLE, key=lambda label: total.get(label, 0.0))
    return best, words[best][1].word if best in words else ""
