"""``python -m benchmarks.reader_weights TEXT GOLD.jsonl [TEXT GOLD.jsonl …] > src/jianfu/plans/weights.yaml``

Weighs anew the signs by which sentences are cut into statements (``jianfu.plans.signs``), from plans that people
have annotated as ``benchmarks.reader`` takes them: logistic regression with a quadratic penalty, one weight a sign.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.reader import Span, places, plain
from jianfu.plans.clauses import clauses
from jianfu.plans.describe import about
from jianfu.plans.model import Clause
from jianfu.plans.segment import parts, sentences
from jianfu.plans.signs import Member, about_piece, between, faults_listed, member
from jianfu.plans.source import read

Example = tuple[Sequence[str], bool]
SELDOM = 4
"""A sign seen less often is not weighed."""
SMALL = 0.05
"""A weight below it is left out."""
PENALTY = {"cut": 4.0, "keep": 3.3}
STEPS = 30


def main() -> int:
    """Prints the weights as YAML."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reader_weights", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="TEXT GOLD.jsonl")
    files = parser.parse_args().files
    if len(files) % 2:
        parser.error("every TEXT needs its GOLD.jsonl")
    examples: dict[str, list[Example]] = {"cut": [], "keep": []}
    for text, gold in zip(files[::2], files[1::2], strict=True):
        _learn(text, [json.loads(line)["quote"] for line in gold.read_text("utf-8").splitlines()], examples)
    print(
        "# What the signs of signs.py weigh: above zero a sentence is cut, or a piece of it kept as a statement."
    )
    for question, seen in examples.items():
        print(f"{question}:")
        for sign, weight in sorted(weights(seen, PENALTY[question]).items()):
            if abs(weight) >= SMALL:
                print(f'  "{sign}": {weight:.1f}')
    return 0


def _learn(text: Path, quotes: Sequence[str], examples: dict[str, list[Example]]) -> None:
    """Adds the boundaries and pieces of one file, with what its annotator made of them."""
    for part in read(text).parts:
        found, _ = clauses(part)
        report = about(part.title, found).kind == "report"
        whole = "".join(plain(clause.text) for clause in found)
        spans = places(whole, quotes)
        begins = 0
        numbered = any(clause.path for clause in found)
        for clause in found:
            _learn_clause(clause, begins, spans, (report, numbered and not clause.path), examples)
            begins += len(plain(clause.text))


def _learn_clause(
    clause: Clause,
    begins: int,
    spans: Sequence[Span | None],
    place: tuple[bool, bool],
    examples: dict[str, list[Example]],
) -> None:
    at = [begins]
    for char in clause.text:
        at.append(at[-1] + len(plain(char)))
    for start, end in sentences(clause.text, clause.body):
        members = [member(clause.text, a, b) for a, b in parts(clause.text, start, end)]
        owners = [_owner((at[m.bare], at[m.end]), spans) for m in members]
        groups: list[list[Member]] = []
        owned: list[int | None] = []
        for n, (one, owner) in enumerate(zip(members, owners, strict=True)):
            if groups and (owner is not None or owned[-1] is not None):
                same = owner == owned[-1]
                if not faults_listed(clause.headings):
                    examples["cut"].append((between(groups[-1], one, n == len(members) - 1), not same))
                if same:
                    groups[-1].append(one)
                    continue
            groups.append([one])
            owned.append(owner)
        for group, owner in zip(groups, owned, strict=True):
            examples["keep"].append((about_piece(group, members, clause, *place), owner is not None))


def _owner(span: Span, spans: Sequence[Span | None]) -> int | None:
    """The statement that holds at least half of ``span``, None when none does."""
    shared = [(min(span[1], s[1]) - max(span[0], s[0]), n) for n, s in enumerate(spans) if s]
    most = max(shared, default=(0, 0))
    return most[1] if most[0] > 0 and 2 * most[0] >= span[1] - span[0] else None


def weights(examples: Sequence[Example], penalty: float) -> dict[str, float]:
    """What each sign weighs, by Newton's steps towards the most likely weights under the penalty."""
    seen = Counter(sign for signs, _ in examples for sign in set(signs))
    names = sorted(sign for sign, times in seen.items() if times >= SELDOM)
    column = {name: n for n, name in enumerate(names)}
    table = np.zeros((len(examples), len(names)))
    for row, (signs, _) in enumerate(examples):
        table[row, [column[sign] for sign in set(signs) if sign in column]] = 1
    wanted = np.array([yes for _, yes in examples], dtype=float)
    found = np.zeros(len(names))
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-table @ found))
        slope = table.T @ (wanted - likely) - penalty * found
        bend = (table * (likely * (1 - likely))[:, None]).T @ table + penalty * np.eye(len(names))
        step = np.linalg.solve(bend, slope)
        found += step
        if np.abs(step).max(initial=0) < 1e-4:
            break
    return dict(zip(names, found.tolist(), strict=True))


if __name__ == "__main__":
    raise SystemExit(main())
