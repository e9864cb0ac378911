"""A hundred different yardsticks over homework: twenty measures of different records, each over five kinds of group.

They come through the norm loader from a catalogue written for the purpose. Marks stand where one group in a few
hundred breaks them, as with rules that are mostly kept.
"""

from __future__ import annotations

import math
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from jianfu.norms.load import load
from jianfu.norms.model import Catalogue

# What counts, and how much of the generated records that is.
CONDITIONS = (
    ("form = 'written'", 0.8),
    ("form = 'oral'", 0.1),
    ("form in ('oral', 'reading')", 0.2),
    ("form = 'written' and place = 'home'", 0.76),
    ("form = 'written' and required = 'required'", 0.76),
    ("form = 'reading' and place = 'home'", 0.095),
    ("required = 'required'", 0.95),
    ("subject in ('语文', '数学', '英语') and form = 'written'", 0.48),
    ("subject = '数学'", 0.2),
    ("minutes >= 20 and place = 'home'", 0.95 * 6 / 26),
)
# Kinds of group, and how many records each has: 25 classes in 9 grades a school, 5 records a class and day.
GROUPS = (
    (("class", "day"), 5),
    (("class", "week"), 35),
    (("class", "month"), 150),
    (("grade", "day"), 14),
    (("grade", "week"), 97),
)
SPREAD = 3.5
"""Standard deviations above the mean at which marks stand."""


def hundred() -> Catalogue:
    """The catalogue of the hundred norms."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        policy = {
            "id": "bench/all",
            "title": "尺子",
            "issuer": "某局",
            "level": "national",
            "issued": date(2025, 8, 1),
        }
        (root / "policies").mkdir()
        (root / "policies" / "bench.yaml").write_text(
            yaml.safe_dump([policy], allow_unicode=True), encoding="utf-8"
        )
        for number, norm in enumerate(_norms()):
            path = root / "student" / "bench" / f"n{number:03d}" / "norm.yaml"
            path.parent.mkdir(parents=True)
            path.write_text(yaml.safe_dump(norm, allow_unicode=True, sort_keys=False), encoding="utf-8")
            (path.parent / "cases.yaml").write_text(
                "cases: []\n", encoding="utf-8"
            )  # the loader asks for the file
        return load(root)


def _norms() -> list[dict[str, Any]]:
    found = []
    for per, records in GROUPS:
        for where, share in CONDITIONS:
            for measure in ("sum(minutes)", "count(*)"):
                found.append(_norm(per, records, where, share, measure))
    return found


def _norm(per: tuple[str, ...], records: int, where: str, share: float, measure: str) -> dict[str, Any]:
    minutes = measure != "count(*)"
    low = 20 if "minutes >=" in where else 0
    mean, square = (low + 25) / 2, sum(m * m for m in range(low, 26)) / (26 - low)
    if minutes:
        middle, variance = records * share * mean, records * (share * square - (share * mean) ** 2)
    else:
        middle, variance = records * share, records * share * (1 - share)
    mark = math.ceil(middle + SPREAD * math.sqrt(variance))
    title = f"{measure} {where} {'/'.join(per)}"
    return {
        "title": {"zh": title, "en": title},
        "mechanisms": ["P1"],
        "watches": "homework",
        "where": where,
        "per": list(per),
        "measure": measure,
        "unit": "minute" if minutes else "item",
        "marks": [
            {
                "at_most": f"{mark} {'minutes' if minutes else 'items'}",
                "for": "grade between 1 and 9",
                "level": "national",
                "from": date(2025, 9, 1),
                "source": {"policy": "bench/all", "clause": "unknown"},
                "strength": "mandatory",
                "certainty": {"figure": "sure", "clause": "unknown"},
                "restated": {"zh": "不超过。", "en": "No more than that."},
            }
        ],
        "raises": "breached",
        "consequence": "reason",
        "remedy": {"zh": "减少。", "en": "Set less."},
    }
