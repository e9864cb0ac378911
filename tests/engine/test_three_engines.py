"""The same worlds in DuckDB, SQLite and PostgreSQL give the same findings, to the last digit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, cast

import duckdb
import pytest

from jianfu.engine.check import Result, check
from jianfu.engine.report import as_json
from jianfu.engine.world import World
from jianfu.norms.model import Catalogue
from jianfu.terms.places import Places
from tests.engine import pools
from tests.engine.outcomes import by_check
from tests.engine.stores import duck_world, postgres_world, sqlite_world
from tests.engine.worlds import collected, drafts, laid, placed, places


@dataclass(frozen=True)
class Batch:
    """Many worlds of every ledger in shared tables; a batch differs from others in what the tables are like."""

    name: str
    worlds: int
    as_of: date
    blanks: bool
    several: bool  # calendars that differ between places
    left_out: tuple[str, ...] = ()


BATCHES = (
    Batch("blanks", 4, pools.AS_OF, blanks=True, several=True),
    Batch("whole", 3, date(2026, 1, 31), blanks=False, several=False),
    Batch(
        "columns_missing", 3, date(2027, 2, 1), blanks=True, several=True,
        left_out=("term", "_conflict", "layer", "required", "none_today", "minutes_max", "slot", "place", "end", "form"),
    ),
)  # fmt: skip


@cache
def _drawn(batch: Batch) -> tuple[dict[str, list[dict[str, Any]]], Places, Catalogue]:
    tables: dict[str, list[dict[str, Any]]] = {}
    organisations, marks = [], []
    for ledger in pools.watched():
        rows = tables.setdefault(ledger, [])
        for number, found in enumerate(collected(drafts(ledger, blanks=batch.blanks), batch.worlds)):
            draft = placed(found, f"{ledger}{number}.")
            rows += [{k: v for k, v in r.items() if k not in batch.left_out} for r in draft.after]
            organisations.append(draft.organisations)
            marks += draft.marks
    return tables, places(*organisations), laid(marks)


def _as_json(result: Result) -> dict[str, Any]:
    """The JSON of a check; records by table and number, which each store has in its own type."""
    document = as_json(result)
    for finding in document["findings"]:
        for record in finding["records"]:
            record["id"] = int(record["id"])
        finding["records"].sort(key=lambda r: r["id"])
    return document


@pytest.fixture(params=BATCHES, ids=lambda b: b.name, scope="module")
def batch(request: pytest.FixtureRequest) -> Batch:
    found: Batch = request.param
    return found


@dataclass(frozen=True)
class Seen:
    """What DuckDB finds in the worlds of a batch, by whether planned rows count."""

    world: World
    results: dict[bool, Result]
    findings: dict[bool, dict[str, Any]]


@pytest.fixture(scope="module")
def by_duckdb(batch: Batch) -> Seen:
    """The worlds judged once, for all tests to hold against."""
    tables, known, full = _drawn(batch)
    # A database by itself: there two passes run at once, as in a real check.
    world = duck_world(
        tables,
        known,
        left_out=batch.left_out,
        several=batch.several,
        con=duckdb.connect(config={"threads": 1}),
    )
    results = {planned: check(world, full, batch.as_of, planned=planned) for planned in (False, True)}
    return Seen(world, results, {planned: _as_json(result) for planned, result in results.items()})


def test_the_worlds_are_worth_judging(by_duckdb: Seen) -> None:
    found = by_duckdb.findings[True]
    totals = found["summary"]["totals"]
    assert min(totals[k] for k in ("kept", "breached", "suspected", "not_evaluable", "not_applicable")) > 20
    norms = {f["norm"] for f in found["findings"]}
    assert len(norms) > len(pools.catalogue().norms) * 0.6


@pytest.mark.parametrize("planned", [False, True])
def test_counts_do_not_depend_on_what_is_listed(batch: Batch, by_duckdb: Seen, planned: bool) -> None:
    short = by_duckdb.results[planned]
    whole = check(by_duckdb.world, _drawn(batch)[2], batch.as_of, planned=planned, every=True)
    assert {p.norm.id: p.counts for p in short.parts} == {p.norm.id: p.counts for p in whole.parts}
    for some, every in zip(short.parts, whole.parts, strict=True):
        listed = {
            g: o for g, o in by_check(every).items() if o.verdict.startswith(("breached", "not_evaluable"))
        }
        delegated = "not_evaluable:no_local_mark"
        assert by_check(some) == {g: o for g, o in listed.items() if o.verdict != delegated}


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def there(
    request: pytest.FixtureRequest, batch: Batch, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """The same worlds in another database."""
    tables, known, _ = _drawn(batch)
    shape = {"left_out": batch.left_out, "several": batch.several}
    if request.param == "sqlite":
        world = sqlite_world(tables, known, tmp_path_factory.mktemp("sqlite") / "w.db", **shape)
    else:
        url = request.getfixturevalue("postgres_url")
        world = postgres_world(tables, known, url, f"three_{batch.name}", **shape)
    yield world
    cast("Any", world.backend).database.close()


def test_every_database_finds_what_duckdb_finds(batch: Batch, by_duckdb: Seen, there: World) -> None:
    full = _drawn(batch)[2]
    for planned in (False, True):
        found = _as_json(check(there, full, batch.as_of, planned=planned))
        assert _differences(found, by_duckdb.findings[planned]) == [], planned


@pytest.mark.parametrize("batch", [BATCHES[1]], ids=lambda b: b.name, indirect=True)
def test_two_at_once_find_what_one_finds(
    batch: Batch, by_duckdb: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jianfu.engine.check.FEW_FAMILIES", 10**6)
    alone = check(by_duckdb.world, _drawn(batch)[2], batch.as_of, planned=True)
    assert _differences(_as_json(alone), by_duckdb.findings[True]) == []


def _differences(there: dict[str, Any], here: dict[str, Any]) -> list[Any]:
    """Findings that only one of the two has, and other parts of the JSON that differ."""
    pairs = list(zip(there["findings"], here["findings"], strict=False))
    found: list[Any] = [pair for pair in pairs if pair[0] != pair[1]][:3]
    found += [f for f in (there["findings"][len(pairs) :], here["findings"][len(pairs) :]) if f]
    rest = {k for k in here if k != "findings" and there[k] != here[k]}
    return [*found, *((k, there[k], here[k]) for k in sorted(rest))]
