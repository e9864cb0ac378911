"""Groups rolled up from daily ones are those that the records themselves give."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from jianfu.engine.check import check
from jianfu.engine.plan import plans
from jianfu.engine.report import as_json
from jianfu.engine.rollup import depth, finer
from jianfu.engine.world import DuckBackend, World
from jianfu.ledgers.registry import ledgers
from jianfu.norms.load import load
from jianfu.norms.model import Catalogue, Norm
from jianfu.terms.calendar import Calendar
from jianfu.terms.places import Places

NORM = "student/homework/no-written-low-grades"
GROUPS = (
    ("class", "day"),
    ("class", "week"),
    ("grade", "week"),
    ("grade", "day"),
    ("class", "term"),
    ("organisation", "month"),
)


def _catalogue() -> Catalogue:
    """One count of records over six kinds of group, in an order in which sources come late."""
    full = load()
    norm = full.norms[NORM]

    def over(per: tuple[str, ...]) -> Norm:
        return replace(
            norm,
            id=f"{NORM}-{'-'.join(per)}",
            per=per,
            marks=tuple(replace(m, scope=None) for m in norm.marks),
        )

    return replace(full, norms={n.id: n for n in map(over, reversed(GROUPS))})


def _world(*, whole: bool, own_terms: bool) -> World:
    dice = random.Random(7)
    types = {"VARCHAR": pa.string(), "BIGINT": pa.int64(), "DATE": pa.date32(), "BOOLEAN": pa.bool_()}
    rows: list[dict[str, Any]] = [
        {
            "organisation": dice.choice(["甲", "乙"]),
            "grade": dice.randint(1, 2),
            "class_no": dice.randint(1, 2),
            "done_on": date(2026, 9, 1) + timedelta(dice.randint(0, 40))
            if whole or dice.random() < 0.9
            else None,
            "subject": "语文",
            "form": dice.choice(["written", "oral", *([] if whole else [None])]),
            "place": "home",
            "required": dice.choice(["required", "optional"]),
            "none_today": False,
            "term": dice.choice([None, "2026-2027-2"]) if own_terms else None,
            "_source": 0,
            "_row": number,
            "_conflict": not whole and dice.random() < 0.02,
        }
        for number in range(400)
    ]
    physical = dict(ledgers()["homework"].physical)
    if not own_terms:
        del physical["term"]
    table = pa.table({c: pa.array([r.get(c) for r in rows], types[k]) for c, k in physical.items()})
    con = duckdb.connect()
    con.register("given", table)
    con.execute("CREATE TABLE homework AS SELECT * FROM given")
    return World(
        con, DuckBackend(con, {"homework": list(physical)}, []), Places(), Calendar.default(2025, 2028)
    )


@pytest.mark.parametrize("own_terms", [False, True])
@pytest.mark.parametrize("whole", [True, False])
def test_rolled_up_groups_are_those_of_the_records(whole: bool, own_terms: bool) -> None:
    catalogue = _catalogue()
    world = _world(whole=whole, own_terms=own_terms)
    together = as_json(check(world, catalogue, date(2026, 12, 1), every=True))
    apart = [
        as_json(check(world, catalogue.only([i]), date(2026, 12, 1), every=True)) for i in catalogue.norms
    ]
    assert _sorted(together["findings"]) == _sorted([f for d in apart for f in d["findings"]])
    for document in apart:
        for norm, counts in document["summary"]["norms"].items():
            assert together["summary"]["norms"][norm] == counts


def test_sources_are_measured_first_and_know_every_aggregate() -> None:
    world = _world(whole=True, own_terms=False)
    passes = plans(_catalogue().norms.values())
    sources = finer(passes, dict(world.backend.relations()))
    assert len(sources) == len(passes) - 1
    for number, other in sources.items():
        assert depth(other, sources) < depth(number, sources)
        assert all(passes[other].has(a) for a in passes[number].aggregates)


def test_a_term_of_ones_own_is_not_rolled_up() -> None:
    world = _world(whole=True, own_terms=True)
    passes = plans(_catalogue().norms.values())
    sources = finer(passes, dict(world.backend.relations()))
    assert [p.period for n, p in enumerate(passes) if n not in sources] == ["term", "day"]


def _sorted(findings: list[dict[str, Any]]) -> list[str]:
    return sorted(json.dumps(f, sort_keys=True, default=str, ensure_ascii=False) for f in findings)
