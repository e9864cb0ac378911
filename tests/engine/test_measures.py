"""Every measure of the language has one meaning: in Python, and as SQL in the three databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianfu.engine.check import check
from jianfu.engine.groups import Groups
from jianfu.engine.stretches import months_between
from jianfu.engine.world import World
from jianfu.ledgers.registry import ledgers
from jianfu.norms.faults import BadExpression
from jianfu.norms.measures import parse_measure
from jianfu.norms.model import Norm
from jianfu.norms.predicates import fields_of, parse
from tests.engine import pools
from tests.engine.outcomes import by_check, by_groups
from tests.engine.stores import duck_world, postgres_world, sqlite_world
from tests.engine.worlds import collected, drafts, laid, placed, places
from tests.norms.languages import ATOMS_OF, MEASURES, measures

PER = {
    "homework": (("class", "day"), ("class", "week"), ("organisation", "month"), ("record",)),
    "school_day": (("organisation", "term"), ("organisation", "stage", "season", "term")),
    "secondments": (("organisation", "year"), ("organisation", "school_year"), ("record",)),
}
NAMES = sorted(MEASURES)


@st.composite
def norms(draw: st.DrawFn, ledger: str) -> Norm:
    """A norm with any measure over ``ledger``, its marks open at both ends: what is looked at is what it measures."""
    fields = fields_of(ledgers()[ledger])
    per = draw(st.sampled_from(PER[ledger]))
    text = draw(measures(ledger))
    if (
        draw(st.sampled_from((False, False, True)))
        and per[-1] in {"month", "year", "school_year"}
        and "/" not in text
    ):
        text = f"change({text})"
    try:
        measured = parse_measure(text, ledgers()[ledger], fields, None)
    except BadExpression as error:  # two units in one measure: not in the language
        assert error.rule == "measure-unit"
        measured = parse_measure("count(*)", ledgers()[ledger], fields, None)
    among = draw(st.sampled_from((None, None, *ATOMS_OF[ledger])))
    norm = pools.watching(ledger)[0]
    mark = replace(norm.marks[0], lo=None, hi=None, scope=None, last=None, excepts=(), delegated=False)
    return replace(
        norm, id=f"any/{ledger}/x", per=per, measured=measured, measure_text=text, form="measure", marks=(mark,),
        among=parse(among, fields) if among else None, unit=measured.unit or "item",
    )  # fmt: skip


@pytest.mark.parametrize("ledger", NAMES)
@given(data=st.data())
@settings(max_examples=25)
def test_python_and_sql_measure_the_same(ledger: str, data: st.DataObject) -> None:
    norm = data.draw(norms(ledger))
    draft = data.draw(drafts(ledger, lost=True, marks=False))
    rows = [{**r, "_row": i, "_id": i} for i, r in enumerate(draft.rows)]
    world = duck_world({ledger: rows}, places(draft.organisations), several=data.draw(st.booleans()))
    part = check(world, laid((), [norm]), pools.AS_OF, planned=True, every=True).parts[0]
    assert by_check(part) == by_groups(Groups(norm, world, pools.AS_OF), rows), norm.measure_text


@pytest.mark.parametrize("ledger", NAMES)
def test_the_databases_measure_the_same(ledger: str, tmp_path: Path, postgres_url: str) -> None:
    found = [placed(d, f"w{i}.") for i, d in enumerate(collected(drafts(ledger, marks=False), 30))]
    rows = [{**r, "_row": i} for i, r in enumerate(r for d in found for r in d.rows)]
    known = places(*(d.organisations for d in found))
    some = {n.measure_text + str(n.per) + str(n.among): n for n in collected(norms(ledger), 30)}
    full = laid((), [replace(n, id=f"any/{ledger}/x{i}") for i, n in enumerate(some.values())])
    tables = {ledger: rows}
    here = _outcomes(duck_world(tables, known), full)
    for world in (
        sqlite_world(tables, known, tmp_path / "w.db"),
        postgres_world(tables, known, postgres_url, f"measures_{ledger}"),
    ):
        there = _outcomes(world, full)
        cast("Any", world.backend).database.close()
        assert there == here


def _outcomes(world: World, full: Any) -> dict[str, Any]:
    result = check(world, full, pools.AS_OF, every=True)
    return {
        p.norm.id: {replace(g, record=str(g.record)): o for g, o in by_check(p).items()} for p in result.parts
    }


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [("2026-03-01", "2026-09-01", 6 * 31), ("2026-03-01", "2026-09-02", 6 * 31 + 1), ("2026-08-31", "2027-02-28", 5 * 31 + 28),
     ("2026-03-01", "2026-03-01", 0), ("2026-03-02", "2026-03-01", 0), ("2024-02-29", "2025-02-28", 11 * 31 + 30)],
)  # fmt: skip
def test_months_are_counted_as_people_count_them(first: str, last: str, months: int) -> None:
    assert months_between(date.fromisoformat(first), date.fromisoformat(last)) == months


@pytest.mark.parametrize(
    ("text", "rule"),
    [("sum(minuts)", "unknown-column"), ("avg(minutes)", "measure"), ("sum(minutes) + sum(minutes) / 2 / 3", "measure"),
     ("sum(subject)", "measure-type"), ("longest(minutes)", "measure"), ("sum(minutes) + count(*) filter (where minutes > 'x')", "literal"),
     ("change(count(*), 2)", "measure"), ("minutes", "measure"), ("exec('x')", "measure"), ("sum(minutes * 2)", "measure")],
)  # fmt: skip
def test_what_is_no_measure_is_refused(text: str, rule: str) -> None:
    fields = fields_of(ledgers()["homework"])
    with pytest.raises(BadExpression) as refused:
        parse_measure(text, ledgers()["homework"], fields, None)
    assert refused.value.rule == rule
