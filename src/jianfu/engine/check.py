"""``check``: every norm over every ledger, as of a day. The passes are plan, compile, measure, strata, judge, cite."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import TYPE_CHECKING

import duckdb

from jianfu.engine.judging import Judging
from jianfu.engine.judging import Part as Part
from jianfu.engine.lacking import aware
from jianfu.engine.plan import plans
from jianfu.engine.rollup import depth, finer
from jianfu.engine.run import Run, measured_name
from jianfu.engine.world import DuckBackend
from jianfu.terms.errors import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from jianfu.engine.plan import Plan
    from jianfu.engine.reduced import Reduction
    from jianfu.engine.relations import Relation
    from jianfu.engine.world import World
    from jianfu.norms.model import Catalogue

    Progress = Callable[[str, int, int], None]


_PARTITIONING = "partitioned_execution"
WORKERS = 2
"""Passes over small ledgers cost more in being planned than in being run; two are planned at once."""
FEW_ROWS = 1_000_000
FEW_FAMILIES = 16


@dataclass
class Result:
    """The result of a check: a part for each norm that had a ledger to look at."""

    world: World
    catalogue: Catalogue
    as_of: date
    parts: list[Part] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    planned_rows: int = 0
    notes: list[Message] = field(default_factory=list)


def check(
    world: World,
    catalogue: Catalogue,
    as_of: date,
    *,
    planned: bool = False,
    every: bool = False,
    progress: Progress | None = None,
    reduction: Reduction | None = None,
) -> Result:
    """Holds every ledger of ``world`` to every norm of ``catalogue`` as things stood on ``as_of``.

    Rows dated after ``as_of`` are plans and do not count unless ``planned``. Norms whose ledger is not there
    are listed in ``skipped``. With ``every`` the parts hold all groups, kept ones too; with a ``reduction`` the one
    group of each organisation that it chooses from all of them.
    """
    result = Result(world, catalogue, as_of)
    relations = world.backend.relations()
    runnable = [aware(n, world) for n in catalogue.norms.values() if relations.keys() >= set(n.ledgers)]
    result.skipped = [n.id for n in catalogue.norms.values() if not relations.keys() >= set(n.ledgers)]
    run = Run(world, as_of, planned)
    every = every or reduction is not None
    passes = Passes(plans(runnable), relations, every, progress, len(runnable), reduction)
    for worlds, families in _shared_out(world, passes):
        if len(worlds) == 1:
            result.parts += passes.judge(run, families[0])
            continue
        runs = [Run(w, as_of, planned) for w in worlds]
        with _one_thread_each(world.con), ThreadPoolExecutor(len(worlds)) as pool:
            for parts in pool.map(passes.judge, runs, families):
                result.parts += parts
    order = {identity: index for index, identity in enumerate(catalogue.norms)}
    result.parts.sort(key=lambda part: order[part.norm.id])
    result.notes += [
        Message("engine.unknown-place", {"code": code, "name": name})
        for code, name in catalogue.places
        if not run.met(code, relations)
    ]
    result.notes += run.guessed_kinds(relations)
    result.planned_rows = run.planned_rows(relations) if not planned else 0
    return result


class Passes:
    """The plans of a check, and which of them are measured from others."""

    def __init__(
        self,
        planned: Sequence[Plan],
        relations: Mapping[str, Relation],
        every: bool,
        progress: Progress | None,
        total: int,
        reduction: Reduction | None = None,
    ) -> None:
        self.reduction = reduction
        self.plans, self.relations, self.every = planned, relations, every
        self.sources = finer(planned, {p.ledger.name: relations[p.ledger.name] for p in planned})
        self._progress, self._total, self._done, self._lock = progress, total, 0, Lock()

    def families(self) -> list[list[int]]:
        """Plans that are measured from each other stay together, those that others are measured from first."""
        found: dict[int, list[int]] = {}
        for number in sorted(range(len(self.plans)), key=lambda n: depth(n, self.sources)):
            root = number
            while root in self.sources:
                root = self.sources[root]
            found.setdefault(root, []).append(number)
        return list(found.values())

    def judge(self, run: Run, families: Iterable[Sequence[int]]) -> list[Part]:
        """The parts of the norms of these plans."""
        _without_partitioning(run.world.con)
        found: list[Part] = []
        for family in families:
            for number in family:
                found += self._parts(run, number)
            for number in set(family) & set(self.sources.values()):
                relation = self.relations[self.plans[number].ledger.name]
                run.world.con.execute(f"DROP TABLE IF EXISTS {measured_name(number, relation)}")
        return found

    def _parts(self, run: Run, number: int) -> list[Part]:
        plan = self.plans[number]
        relation = self.relations[plan.ledger.name]
        lookups = run.lookups(plan, relation)
        second = None
        if plan.against is not None:
            measured, second = run.join(plan, relation, self.relations[plan.against.ledger], number)
        elif number in self.sources:
            source = self.sources[number]
            measured = run.roll_up(plan, self.plans[source], relation, number, source, lookups)
        else:
            measured = run.measure(plan, relation, number, lookups)
        found = []
        for part in Judging(
            run.world, run.setting, plan, relation, measured, lookups, self.every, second, self.reduction
        ).parts():
            found.append(part)
            self._tell(part)
        if number not in self.sources.values():
            run.world.con.execute(f"DROP TABLE IF EXISTS {measured}")
        return found

    def _tell(self, part: Part) -> None:
        with self._lock:
            self._done += 1
            if self._progress:
                self._progress(part.norm.id, self._done, self._total)


def _shared_out(world: World, passes: Passes) -> list[tuple[list[World], list[list[list[int]]]]]:
    """The worlds that work at once, each with its families of plans: several where there is much of little."""
    families = passes.families()
    if len(families) >= FEW_FAMILIES and isinstance(world.backend, DuckBackend) and _is_small(world):
        worlds = [w for w in (_beside(world, passes.relations) for _ in range(WORKERS)) if w is not None]
        if len(worlds) == WORKERS:
            return [(worlds, [families[n::WORKERS] for n in range(WORKERS)])]
    return [([world], [families])]


@contextmanager
def _one_thread_each(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """While several passes run at once, none of them is split over threads of its own."""
    before = con.execute("SELECT current_setting('threads')").fetchall()[0][0]
    con.execute("SET threads = 1")
    try:
        yield
    finally:
        con.execute(f"SET threads = {before}")


def _is_small(world: World) -> bool:
    relations = world.backend.relations().values()
    return all(
        world.backend.rows(f"SELECT COUNT(*) AS n FROM {r.sql} t")[0]["n"] < FEW_ROWS for r in relations
    )


def _beside(world: World, relations: Mapping[str, Relation]) -> World | None:
    """``world`` over a connection of its own to the same tables; None where some of them are of one connection only."""
    assert isinstance(world.backend, DuckBackend)
    con = world.con.cursor()
    try:
        for relation in relations.values():
            con.execute(f"SELECT 1 FROM {relation.sql} t LIMIT 0").fetchall()
    except duckdb.CatalogException:
        return None
    return replace(world, con=con, backend=world.backend.beside(con))


def _without_partitioning(con: duckdb.DuckDBPyConnection) -> None:
    """Keeps DuckDB from splitting a grouping into ranges of days, each of which reads a large file anew."""
    row = con.execute("SELECT current_setting('disabled_optimizers')").fetchall()[0]
    disabled = [name for name in str(row[0]).split(",") if name]
    if _PARTITIONING not in disabled:
        con.execute(f"SET disabled_optimizers = '{','.join([*disabled, _PARTITIONING])}'")
