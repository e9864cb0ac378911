"""``python -m benchmarks.reader TEXT GOLD.jsonl [TEXT GOLD.jsonl …]``: how well plans are read.

GOLD holds a JSON object a line: what a person found in TEXT, as {"quote", "path", "modality", "topic", "domain",
"executable", "quantity": [{"op", "value", "unit", "scope"}]}. All pairs given are pooled. The reader never sees GOLD.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jianfu.plans.read import read_plans
from jianfu.plans.source import read
from jianfu.reports.plan_document import asides, clauses

Entry = Mapping[str, Any]
Span = tuple[int, int]

ALIKE = 0.6
"""Two spans are the same statement when twice their overlap over their lengths comes to this."""
REACH = 400
"""Quotes stand in the order of the text; one is looked for from this many characters before the last one."""
SHARED = ("modality", "topic", "executable", "domain")
_SPELLINGS: Mapping[str, str] = {
    "minute": "min minutes 分钟 分",
    "hour": "hours h 小时",
    "count": "times item items exam exams kind document documents session sessions level levels 次 种 个",
    "person": "persons student students pupil pupils 人",
    "period": "periods 节 课时",
    "day": "days 天",
    "month": "months 个月",
    "ratio": "percent %",
}
_UNITS = {word: unit for unit, words in _SPELLINGS.items() for word in words.split()} | {"": "count"}


def main() -> int:
    """Reads every TEXT, prints the figures as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reader", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="TEXT GOLD.jsonl")
    files = parser.parse_args().files
    if len(files) % 2:
        parser.error("every TEXT needs its GOLD.jsonl")
    tally = Tally()
    for text, gold in zip(files[::2], files[1::2], strict=True):
        started = time.perf_counter()
        document = reading(text)
        tally.seconds += time.perf_counter() - started
        entries = [json.loads(line) for line in gold.read_text("utf-8").splitlines() if line.strip()]
        tally.add(text.read_text("utf-8"), entries, document)
    print(json.dumps(tally.figures(), ensure_ascii=False, indent=1))
    return 0


def reading(path: Path) -> Entry:
    """The plans of a file as the command writes them, without the catalogue: norms are not compared here."""
    source = read(path)
    plans = [{"title": plan.about.title, "clauses": clauses(plan, {})} for plan in read_plans(source)]
    return {"plans": plans, "aside": asides(source)}


@dataclass
class Tally:
    """Counts over all pairs."""

    counts: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def add(self, text: str, gold: Sequence[Entry], document: Entry) -> None:
        """Counts one file: ``gold`` beside the statements of ``document``."""
        source = plain(text)
        found = [
            {**statement, "path": clause["path"]}
            for plan in document["plans"]
            for clause in plan["clauses"]
            for statement in clause["statements"]
        ]
        ours, theirs = (places(source, (e["quote"] for e in entries)) for entries in (found, gold))
        pairs = paired(theirs, ours)
        asked = {n for n, entry in enumerate(gold) if entry["executable"] != "no"}
        self.counts += Counter(
            gold=len(gold), asked=len(asked), asked_found=len(asked & pairs.keys()), read=len(found),
            matched=len(pairs), unplaced=ours.count(None), characters=len(source), kept=kept(source, document),
        )  # fmt: skip
        for theirs_at, ours_at in pairs.items():
            wanted, got = gold[theirs_at], found[ours_at]
            self.counts["path"] += _path(wanted) == _path(got)
            for name in SHARED:
                self.counts[name] += wanted.get(name) == got.get(name)
        self._quantities(gold, found, pairs)

    def _quantities(self, gold: Sequence[Entry], found: Sequence[Entry], pairs: Mapping[int, int]) -> None:
        """Bounds: those of statements that either side calls a limit; a hit agrees in operator, value and unit."""
        limits = {n for n, entry in enumerate(gold) if entry["modality"] == "limit"}
        counted = {pairs[n] for n in limits & pairs.keys()}
        counted |= {n for n, entry in enumerate(found) if entry.get("modality") == "limit"}
        self.counts["bounds"] += sum(len(gold[n].get("quantity") or ()) for n in limits)
        self.counts["bounds_read"] += sum(len(found[n].get("quantity") or ()) for n in counted)
        for n in limits & pairs.keys():
            left = [(bound(q), whom(q)) for q in found[pairs[n]].get("quantity") or ()]
            for quantity in gold[n].get("quantity") or ():
                same = [one for one in left if one[0] == bound(quantity)]
                if same:
                    taken = next((one for one in same if one[1] == whom(quantity)), same[0])
                    left.remove(taken)
                    self.counts["bounds_met"] += 1
                    self.counts["scope"] += taken[1] == whom(quantity)

    def figures(self) -> dict[str, float | int | None]:
        """Everything as shares; None where there was nothing to share in."""
        c = self.counts
        precision, recall = share(c["matched"], c["read"]), share(c["asked_found"], c["asked"])
        shown: dict[str, float | int | None] = {
            name: c[name] for name in ("gold", "read", "matched", "unplaced")
        }
        shown |= {"precision": precision, "recall": recall, "f1": harmonic(precision, recall)}
        shown |= {name: share(c[name], c["matched"]) for name in ("path", *SHARED)}
        met = share(c["bounds_met"], c["bounds_read"]) or 0.0
        shown["quantity_f1"] = harmonic(met, share(c["bounds_met"], c["bounds"]))
        shown |= {"scope": share(c["scope"], c["bounds_met"]), "kept": share(c["kept"], c["characters"])}
        return shown | {"characters": c["characters"], "seconds": round(self.seconds, 3)}


def share(part: int, whole: int) -> float | None:
    """``part`` of ``whole``; None when there is no whole."""
    return round(part / whole, 4) if whole else None


def harmonic(precision: float | None, recall: float | None) -> float | None:
    """F1; None where nothing could be found."""
    if recall is None:
        return None
    precision = precision or 0.0
    return round(2 * precision * recall / (precision + recall), 4) if precision + recall else 0.0


def plain(text: str) -> str:
    """NFKC without blanks: what positions are counted in."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def places(source: str, quotes: Iterable[str]) -> list[Span | None]:
    """Where each quote stands in ``source``, in order; None for one that does not."""
    found: list[Span | None] = []
    last = 0
    for quote in map(plain, quotes):
        start = source.find(quote, max(0, last - REACH)) if quote else -1
        if quote and start < 0:
            start = source.find(quote)
        if start < 0:
            found.append(None)
            continue
        found.append((start, start + len(quote)))
        last = start
    return found


def paired(wanted: Sequence[Span | None], got: Sequence[Span | None]) -> dict[int, int]:
    """One to one, the most alike first: index in ``wanted`` → index in ``got``."""
    alike = []
    for i, one in enumerate(wanted):
        for j, other in enumerate(got):
            if one and other and (overlap := min(one[1], other[1]) - max(one[0], other[0])) > 0:
                alike.append((2 * overlap / (one[1] - one[0] + other[1] - other[0]), i, j))
    pairs: dict[int, int] = {}
    for likeness, i, j in sorted(alike, key=lambda each: (-each[0], each[1], each[2])):
        if likeness >= ALIKE and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def bound(quantity: Entry) -> tuple[object, ...]:
    """Operator, value and unit in one spelling: hours are minutes."""
    unit = _UNITS.get(quantity.get("unit") or "", quantity.get("unit"))
    value = _value(quantity.get("value"))
    if unit == "hour" and isinstance(value, float):
        return (quantity.get("op"), value * 60, "minute")
    return (quantity.get("op"), value, unit)


def _value(value: object) -> object:
    if isinstance(value, list | tuple):
        return tuple(_value(part) for part in value)
    try:
        return round(float(str(value)), 4)
    except ValueError:
        return str(value)


def whom(quantity: Entry) -> tuple[object, ...]:
    """The grades and the stage that a bound is for."""
    scope = quantity.get("scope") or {}
    return tuple(scope.get("grades") or ()), scope.get("stage")


def _path(entry: Entry) -> str:
    """A path without brackets, a dash read as the 一 it stands for."""
    return re.sub(r"[—–-]", "一", re.sub(r"[()（）]", "", entry.get("path") or ""))


def kept(source: str, document: Entry) -> int:
    """How many characters of ``source`` stand in a clause or were set aside, each counted once."""
    clauses = (clause["text"] for plan in document["plans"] for clause in plan["clauses"])
    printed = Counter(plain("".join([*clauses, *(aside["text"] for aside in document["aside"])])))
    return (Counter(source) & printed).total()


if __name__ == "__main__":
    sys.exit(main())
