"""Norms over two ledgers, and those over stretches of time: in SQL on three engines and in Python, group by group."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianfu.engine.check import check
from jianfu.engine.groups import Group, Groups
from jianfu.engine.world import World
from jianfu.norms.load import packaged, read_catalogue
from jianfu.norms.model import Catalogue
from jianfu.terms.places import Organisation, Places
from tests.engine import pools
from tests.engine.outcomes import Outcome, by_check, written
from tests.engine.stores import duck_world, postgres_world, sqlite_world
from tests.engine.worlds import collected, drafts, laid, placed, places

AS_OF = date(2026, 10, 20)
PLACES = Places(
    [
        Organisation("C", "C", "place", "county", None),
        Organisation("R1", "R1", "place", "county", None),
        Organisation("S1", "S1", "school", "unit", "C"),
        Organisation("S2", "S2", "school", "unit", "R1"),
    ]
)
NORMS = {
    "absence": """
watches: organisations
among: kind = 'school'
against: {ledger: meetings, on: [organisation], where: annual}
per: [organisation, term]
measure: other(count(*))
unit: record
due: {working_days: 5}
marks: [{at_least: 1 record, %s}]""",
    "absence-monthly": """
watches: organisations
against: {ledger: meetings, on: [organisation]}
per: [organisation, month]
measure: other(sum(minutes))
marks: [{at_least: 60 minutes, for: organisation_kind = 'school', %s}]""",
    "off-list": """
watches: documents
against: {ledger: meetings, on: {title: name}, period: any}
per: [record]
measure: unless(count(*), other(count(*) filter (where minutes > 30)))
unit: record
marks: [{at_most: 0 records, %s}]""",
    "both-ways": """
watches: documents
where: scope = 'single'
against: {ledger: meetings, on: {organisation: organisation, title: name}, either: true}
per: [organisation, title, month]
measure: count(*) - other(count(*))
unit: record
marks: [{between: [0 records, 1 record], %s}]""",
    "in-term": """
watches: meetings
against: {ledger: timetable, on: [organisation]}
per: [organisation, week]
measure: count(*) - other(count(*))
unit: record
marks: [{at_most: 0 records, %s}]""",
    "smallest": """
watches: documents
against: {ledger: meetings, on: {title: name}, either: true}
per: [title, day]
measure: other(min(minutes))
marks: [{at_least: 20 minutes, %s}]""",
    "known": """
watches: documents
among: scope <> 'comprehensive'
against: {ledger: meetings, on: {organisation: organisation, title: name}, known: [organisation]}
per: [organisation, title, month]
measure: count(*) - other(count(*))
unit: record
marks: [{between: [0 records, 0 records], %s}]""",
    "given": """
watches: documents
among: scope <> 'comprehensive'
against: {ledger: meetings, on: {title: name}, period: any}
per: [record]
measure: given(count(*) - other(count(*)), other(count(*) filter (where minutes > 1)))
unit: record
marks: [{at_most: 0 records, %s}]""",
    "two-standing": """
watches: timetable
against: {ledger: course_plan, on: [organisation, subject]}
per: [organisation, subject, term]
measure: sum(periods) - other(sum(periods))
marks: [{at_least: 0 periods, %s}]""",
    "wider": """
watches: meetings
per: [organisation, month]
never: attendees > minutes
marks: [{%s}]""",
    "lag": """
watches: secondments
per: [record]
measure: working_days(start, coalesce(end, as_of))
marks: [{at_most: 7 days, %s}]""",
    "days": """
watches: secondments
per: [organisation, year]
measure: days(start, planned_end) filter (where category = 'teacher')
marks: [{at_most: 30 days, %s}]""",
    "again": """
watches: secondments
where: category = 'teacher'
per: [organisation, borrower]
measure: again(start, end, 30)
marks: [{at_most: 0 records, %s}]""",
    "spell": """
watches: secondments
per: [organisation, borrower]
measure: spell(start, coalesce(end, as_of), 30)
marks: [{at_most: 2 months, %s}]""",
    "product": """
watches: meetings
per: [organisation, month]
measure: sum(minutes * attendees)
marks: [{at_most: 600 minutes, %s}]""",
    "weekend": """
watches: meetings
per: [record]
never: weekday(held_on) in (6, 7) or rest_day
marks: [{%s}]""",
    "owner": """
watches: secondments
per: [borrower, term]
measure: count(*)
unit: record
marks: [{at_most: 1 record, for: organisation_level = 'unit', %s}]""",
}
_MARK = "level: national, from: 2020-01-01, source: {policy: cn/jiaoji-2018-26, clause: unknown}, strength: mandatory"
_REST = "\ntitle: {zh: 例, en: Example}\nmechanisms: [S10]\nremedy: {zh: 改, en: mend}\n"


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The norms above, loaded as any others."""
    root = tmp_path_factory.mktemp("joint")
    shutil.copytree(packaged() / "policies", root / "policies")
    for name, text in NORMS.items():
        folder = root / "shared" / "joint" / name
        folder.mkdir(parents=True)
        (folder / "norm.yaml").write_text(text.replace("%s", _MARK) + _REST, encoding="utf-8")
        (folder / "cases.yaml").write_text("cases: []", encoding="utf-8")
    found, faults = read_catalogue(root)
    assert [f.text("en") for f in faults] == []
    assert len(found.norms) == len(NORMS)
    return found


WHOSE = st.sampled_from(["S1", "S2"])
LOST = st.sampled_from(["S1", "S2", "S1", "S2", None])
NAMES = st.sampled_from(["甲", "乙", "甲", None])
TERMS = st.sampled_from([None, "2026-2027-1", "2025-2026-2"])
AMOUNT = st.sampled_from([0, 1, 2, 30, 40, None])
MORE = st.sampled_from([None, None, 0, 5])


@cache
def _days() -> st.SearchStrategy[Any]:
    near = [AS_OF + timedelta(n) for n in (-400, -60, -49, -35, -20, -19, -10, -9, -6, -3, -1, 0)]
    return st.sampled_from([*near, date(2026, 9, 1), date(2026, 9, 8), date(2026, 10, 5), date(2026, 8, 31)])


def _rows(table: str) -> st.SearchStrategy[dict[str, Any]]:
    maybe = st.one_of(st.none(), _days())
    kinds: dict[str, dict[str, st.SearchStrategy[Any]]] = {
        "documents": {
            "organisation": LOST, "title": NAMES, "issued_on": maybe, "pages": AMOUNT, "pages_max": MORE,
            "scope": st.sampled_from(["single", "comprehensive", None]),
        },
        "meetings": {
            "organisation": LOST, "name": NAMES, "held_on": maybe, "minutes": AMOUNT, "minutes_max": MORE,
            "attendees": AMOUNT, "attendees_max": MORE, "annual": st.sampled_from([True, False, None]),
        },
        "secondments": {
            "organisation": WHOSE, "person": NAMES, "borrower": WHOSE, "start": maybe, "end": maybe,
            "planned_end": maybe, "category": st.sampled_from(["teacher", "cadre", None]),
        },
        "timetable": {
            "organisation": WHOSE, "term": TERMS, "subject": st.sampled_from(["语文", "数学", None]),
            "periods": AMOUNT, "periods_max": MORE,
        },
        "course_plan": {
            "organisation": WHOSE, "term": TERMS, "subject": st.sampled_from(["语文", "数学", None]),
            "periods": AMOUNT, "periods_max": MORE,
        },
    }  # fmt: skip
    return st.fixed_dictionaries({**kinds[table], "_conflict": st.sampled_from([False] * 9 + [True])}).map(
        _upper
    )


def _upper(row: dict[str, Any]) -> dict[str, Any]:
    for name in [n for n in row if n.endswith("_max")]:
        low = row[name.removesuffix("_max")]
        row[name] = None if low is None or row[name] is None else low + row[name]
    return row


@st.composite
def tables(draw: st.DrawFn) -> dict[str, list[dict[str, Any]]]:
    """Some rows of every ledger that the norms ask for."""
    found = {}
    for name in ("documents", "meetings", "secondments", "timetable", "course_plan"):
        rows = draw(st.lists(_rows(name), max_size=6))
        found[name] = [{**r, "_row": i, "_id": i} for i, r in enumerate(rows)]
    found["organisations"] = [
        {"organisation": c, "code": c, "kind": k, "_row": i, "_id": i}
        for i, (c, k) in enumerate((("S1", "school"), ("S2", "school"), ("C", "place")))
    ]
    return found


def in_python(groups: Groups, found: dict[str, list[dict[str, Any]]]) -> dict[Group, Outcome]:
    """Every group of a norm with its outcome, asked for one by one."""
    norm = groups.norm
    own = [groups.complete(r) for r in found[norm.watches]]
    names = {g: None for r in own for g in groups.of(r)}
    if groups.second is not None:
        names |= {g: None for r in found[norm.ledgers[1]] for g in groups.of_other(groups.second.complete(r))}
    result = {}
    for group in names:
        rows = groups.fetch(group)
        span, verdict = groups.judge(group, rows, groups.stack(group, rows))
        own_rows = [r for r in rows if not r.get("_other")]
        absent = not own_rows or not groups.knows(group, own_rows)
        if verdict.outcome == "not_applicable" and span is None and absent:
            continue  # no group at all
        lo, hi = span if span is not None else (None, None)
        result[group] = Outcome(written(verdict), lo, hi)
    return result


def assert_same(world: World, catalogue: Catalogue, found: dict[str, list[dict[str, Any]]]) -> None:
    result = check(world, catalogue, AS_OF, planned=True, every=True)
    assert len(result.parts) == len(catalogue.norms)
    for part in result.parts:
        groups = Groups(part.norm, world, AS_OF)
        assert closed_ends(by_check(part)) == closed_ends(in_python(groups, found)), part.norm.id


def closed_ends(found: dict[Group, Outcome]) -> dict[Group, Outcome]:
    """Outcomes with ends beyond all measure cut at one figure; what is beyond it is open in any case."""
    far = 10**11

    def cut(value: float | None) -> float | None:
        return None if value is None else max(min(value, far), -far)

    lost = (
        "not_evaluable:unknown_key",
        "not_evaluable:unknown_date",
    )  # nobody's, so their measure says nothing
    return {
        g: Outcome(o.verdict, None, None) if o.verdict in lost else Outcome(o.verdict, cut(o.lo), cut(o.hi))
        for g, o in found.items()
    }


@given(tables(), st.booleans())
@settings(max_examples=25, deadline=None)
def test_sql_and_python_agree(
    catalogue: Catalogue, found: dict[str, list[dict[str, Any]]], several: bool
) -> None:
    assert_same(duck_world(found, PLACES, several=several), catalogue, found)


@pytest.fixture(scope="module")
def drawn() -> list[dict[str, list[dict[str, Any]]]]:
    """A few worlds, the same in every engine."""
    worlds: list[dict[str, list[dict[str, Any]]]] = []

    @given(tables())
    @settings(max_examples=6, deadline=None, derandomize=True, database=None)
    def collect(found: dict[str, list[dict[str, Any]]]) -> None:
        worlds.append(found)

    collect()
    return worlds


def _engines(kind: str, worlds: list[Any], path: Path, url: str) -> Iterator[tuple[Any, Any]]:
    for number, found in enumerate(worlds):
        if kind == "sqlite":
            yield sqlite_world(found, PLACES, path / f"{number}.sqlite"), found
        else:
            yield postgres_world(found, PLACES, url, f"joint{number}"), found


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_the_databases_agree_with_duckdb(
    kind: str, catalogue: Catalogue, drawn: list[Any], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue("postgres_url") if kind == "postgres" else ""
    for world, found in _engines(kind, drawn, tmp_path, url):
        there = check(world, catalogue, AS_OF, planned=True, every=True)
        here = check(duck_world(found, PLACES), catalogue, AS_OF, planned=True, every=True)
        for mine, theirs in zip(here.parts, there.parts, strict=True):
            assert closed_ends(by_record(mine)) == closed_ends(by_record(theirs)), mine.norm.id
            assert cited(mine) == cited(theirs), mine.norm.id
        world.backend.database.close()


def by_record(part: Any) -> dict[Group, Outcome]:
    """Groups with the ids of records as numbers, whatever the store calls them."""
    return {
        Group(g.keys, g.period, None if g.record is None else int(g.record)): o
        for g, o in by_check(part).items()
    }


def cited(part: Any) -> list[tuple[str, list[int], list[int]]]:
    """The records behind every group, of both ledgers."""
    return sorted(
        (
            str([r[k] for k in part.plan.keys]) + str(r["_period"]),
            *(sorted(map(int, r.get(n) or ())) for n in ("records", "others")),
        )
        for r in part.findings.to_pylist()
    )


PAIRS = sorted({n.ledgers for n in pools.joint()})


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_the_norms_of_the_catalogue_say_the_same_in_sql_and_python(pair: tuple[str, str]) -> None:
    """Many small worlds of both ledgers in one; groups never cross their places."""
    norms = [n for n in pools.joint() if n.ledgers == pair]
    first, second = ([placed(d, f"w{i}.") for i, d in enumerate(collected(drafts(k), 12))] for k in pair)
    found = {
        ledger: [{**r, "_row": i, "_id": i} for i, r in enumerate(r for d in worlds for r in d.rows)]
        for ledger, worlds in zip(pair, (first, second), strict=True)
    }
    world = duck_world(found, places(*(d.organisations for d in first)))
    full = laid([m for d in first for m in d.marks], norms)
    result = check(world, full, pools.AS_OF, planned=True, every=True)
    for part in result.parts:
        groups = Groups(part.norm, world, pools.AS_OF)
        assert closed_ends(by_check(part)) == closed_ends(in_python(groups, found)), part.norm.id
