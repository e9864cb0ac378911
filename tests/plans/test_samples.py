"""Invented plans of every field, annotated statement by statement: how well they are read must not fall."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.reader import Tally, reading

SAMPLES = Path(__file__).parent / "samples"
AT_LEAST = {
    "f1": 0.87, "path": 0.97, "modality": 0.93, "topic": 0.85, "executable": 0.83, "domain": 0.97,
    "quantity_f1": 0.83, "scope": 0.95, "kept": 1.0,
}  # fmt: skip


@pytest.fixture(scope="module")
def tally() -> Tally:
    found = Tally()
    for text in sorted(SAMPLES.glob("*.txt")):
        lines = text.with_suffix(".jsonl").read_text("utf-8").splitlines()
        found.add(text.read_text("utf-8"), [json.loads(line) for line in lines], reading(text))
    return found


@pytest.mark.parametrize("figure", AT_LEAST)
def test_annotated_plans_are_read_as_well_as_before(tally: Tally, figure: str) -> None:
    found = tally.figures()[figure]
    assert found is not None
    assert found >= AT_LEAST[figure]


def test_every_quote_stands_in_its_plan(tally: Tally) -> None:
    assert tally.counts["gold"] > 400
    assert tally.counts["unplaced"] == 0
