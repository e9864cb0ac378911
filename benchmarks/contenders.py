"""The main job, by each contender: which classes had more written homework on a day than the marks allow?

Marks are dated and scoped by grade and place (benchmarks/data.py); the strictest one binds. The answer is the
number of groups by outcome, and for each breach the group, its total, the mark with its level and place, and
the ids of the records it comes from, as an Arrow table or the contender's own frame.

``python -m benchmarks.contenders NAME ROWS FOLDER`` runs one of them in this process and prints one line of
JSON: seconds from opening the files to the answer (imports and reading the norms apart), CPU seconds, peak
memory, bytes read, and what was found.
"""

from __future__ import annotations

import json
import os
import sys
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.data import AS_OF, LOCAL_MARKS, NATIONAL_MARKS, NORM, Files, files

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl

    Answer = dict[str, int]
    Job = Callable[[], Answer]

EVER = date(9999, 12, 31)
# Where DuckDB begins to spill; it never comes near this at the base size.
LIMIT = {"memory_limit": "2500MB", "temp_directory": "bench-data/spill"}
MARKS = [
    *(("national", "*", low, high, minutes, date(2021, 4, 8), EVER) for low, high, minutes in NATIONAL_MARKS),
    *(
        (level, place, low, high, minutes, first, last or EVER)
        for place, level, low, high, minutes, first, last in LOCAL_MARKS
    ),
]


def _answer(found: pa.Table, counts: dict[str, int]) -> Answer:
    ids = pc.sum(pc.list_value_length(found["ids"])).as_py()
    total = int(pc.sum(found["total"]).as_py())
    return {"breaches": found.num_rows, "total": total, "ids": ids, "kept": counts["kept"]}


# -- jianfu -----------------------------------------------------------------------------------------------


def jianfu(given: Files) -> Job:
    """The packaged norm with two local packs, through the reader of files and ``check``."""
    import duckdb  # noqa: PLC0415 - each contender loads only what it needs, or its memory would be everyone's

    from jianfu.engine.check import check  # noqa: PLC0415
    from jianfu.engine.world import world_of  # noqa: PLC0415
    from jianfu.ledgers.reading.reader import read  # noqa: PLC0415
    from jianfu.norms.load import load  # noqa: PLC0415

    catalogue = load(None, given.packs).only([NORM])

    def run() -> Answer:
        with duckdb.connect(config=LIMIT) as con:
            reading = read([given.homework, given.organisations], con)
            assert not reading.errors, [e.message.text() for e in reading.errors]
            part = check(world_of(reading), catalogue, AS_OF).parts[0]
        found = part.findings.rename_columns({"records": "ids", "lo": "total"})
        assert part.counts["breached"] == found.num_rows
        return _answer(found, part.counts)

    return run


# -- SQL written by hand ------------------------------------------------------------------------------------

_SETUP = """
SET disabled_optimizers = 'partitioned_execution';
CREATE TEMP TABLE mark AS SELECT * FROM (VALUES {marks}) t(level, place, low, high, minutes, first, last);
CREATE TEMP TABLE bound AS
  WITH scope AS (
    SELECT code AS organisation, code AS place FROM '{organisations}' UNION ALL
    SELECT code, parent FROM '{organisations}' WHERE parent IS NOT NULL UNION ALL
    SELECT code, '*' FROM '{organisations}')
  SELECT s.organisation, g.grade::BIGINT AS grade, m.minutes::BIGINT AS minutes, m.level, m.place, m.first, m.last
  FROM scope s JOIN mark m USING (place) JOIN range(1, 13) g(grade) ON g.grade BETWEEN m.low AND m.high;
"""
_ROWS = "read_parquet('{homework}', file_row_number = true)"
_COUNTED = "form = 'written' AND required = 'required'"
_JUDGED = """
  SELECT g.*, MIN(b.minutes) AS mark, ARG_MIN(b.level, b.minutes) AS level, ARG_MIN(b.place, b.minutes) AS place
  FROM groups g JOIN bound b ON b.organisation = g.organisation AND b.grade = g.grade
    AND g.done_on BETWEEN b.first AND b.last AND g.total > b.minutes GROUP BY ALL"""
_COUNTS = """
  SELECT COUNT(*) FILTER (WHERE EXISTS (SELECT 1 FROM bound b WHERE b.organisation = g.organisation
    AND b.grade = g.grade AND g.done_on BETWEEN b.first AND b.last)) FROM groups g"""


def hand_sql(given: Files) -> Job:
    """Two passes: totals into a table, counts and breaches from it, then the rows of the breaches."""
    return _hand(given, _two_passes)


def hand_sql_lists(given: Files) -> Job:
    """One pass that gathers the row ids of every group, kept or not, along with its total."""
    return _hand(given, _one_pass)


def _hand(given: Files, ask: Callable[[Any, str], tuple[pa.Table, int]]) -> Job:
    import duckdb  # noqa: PLC0415

    def run() -> Answer:
        with duckdb.connect() as con:
            marks = ", ".join(
                f"('{level}', '{place}', {low}, {high}, {minutes}, DATE '{first}', DATE '{last}')"
                for level, place, low, high, minutes, first, last in MARKS
            )
            con.execute(_SETUP.format(marks=marks, organisations=given.organisations))
            found, covered = ask(con, _ROWS.format(homework=given.homework))
        return _answer(found, {"kept": covered - found.num_rows})

    return run


def _two_passes(con: Any, rows: str) -> tuple[pa.Table, int]:
    con.execute(
        f"""CREATE TEMP TABLE groups AS SELECT organisation, grade, class_no, done_on,
          COALESCE(SUM(minutes) FILTER (WHERE {_COUNTED}), 0)::BIGINT AS total
        FROM {rows} WHERE done_on <= DATE '{AS_OF}' GROUP BY ALL"""
    )
    con.execute(f"CREATE TEMP TABLE breach AS {_JUDGED}")
    covered = con.execute(_COUNTS).fetchall()[0][0]
    found = con.sql(
        f"""SELECT b.*, r.ids FROM breach b JOIN (
          SELECT t.organisation, t.grade, t.class_no, t.done_on, LIST(t.file_row_number) AS ids
          FROM {rows} t JOIN breach USING (organisation, grade, class_no, done_on) WHERE {_COUNTED} GROUP BY ALL
        ) r USING (organisation, grade, class_no, done_on)"""
    ).to_arrow_table()
    return found, covered


def _one_pass(con: Any, rows: str) -> tuple[pa.Table, int]:
    con.execute(
        f"""CREATE TEMP TABLE groups AS SELECT organisation, grade, class_no, done_on,
          COALESCE(SUM(minutes) FILTER (WHERE {_COUNTED}), 0)::BIGINT AS total,
          LIST(file_row_number) FILTER (WHERE {_COUNTED}) AS ids
        FROM {rows} WHERE done_on <= DATE '{AS_OF}' GROUP BY ALL"""
    )
    covered = con.execute(_COUNTS).fetchall()[0][0]
    judged = _JUDGED.replace("SELECT g.*", "SELECT g.* EXCLUDE (ids), ANY_VALUE(g.ids) AS ids").replace(
        "GROUP BY ALL", "GROUP BY g.organisation, g.grade, g.class_no, g.done_on, g.total"
    )
    return con.sql(judged).to_arrow_table(), covered


# -- frames -------------------------------------------------------------------------------------------------


def polars(given: Files) -> Job:
    """Lazy, on the streaming engine."""
    return lambda: _polars_answer(given, _polars_breaches)


def pandera(given: Files) -> Job:
    """The same frame; the rule is a pandera check, whose failure cases are the breaches."""
    import pandera.polars as pandera_  # noqa: PLC0415
    import polars as pl_  # noqa: PLC0415

    schema = pandera_.DataFrameSchema(
        {"total": pandera_.Column(int)},
        checks=pandera_.Check(
            lambda data: data.lazyframe.select(pl_.col("total") <= pl_.col("mark")), name="mark"
        ),
    )

    def breaches(groups: pl.DataFrame) -> pl.DataFrame:
        try:
            schema.validate(groups, lazy=True)
        except pandera_.errors.SchemaErrors as error:
            rows = error.failure_cases["index"].drop_nulls()
            return groups[rows.to_list()] if rows.len() else groups.filter(pl_.col("total") > pl_.col("mark"))
        return groups.clear()

    return lambda: _polars_answer(given, breaches)


def _polars_breaches(groups: pl.DataFrame) -> pl.DataFrame:
    import polars as pl_  # noqa: PLC0415

    return groups.filter(pl_.col("total") > pl_.col("mark"))


def _bounds(given: Files) -> pl.LazyFrame:
    import polars as pl_  # noqa: PLC0415

    register = pl_.scan_parquet(given.organisations).select(pl_.col("code").alias("organisation"), "parent")
    scope = pl_.concat(
        [
            register.select("organisation", pl_.col("organisation").alias("place")),
            register.select("organisation", pl_.col("parent").alias("place")).drop_nulls(),
            register.select("organisation", pl_.lit("*").alias("place")),
        ]
    )
    names = ["level", "place", "low", "high", "mark", "first", "last"]
    grades = [
        dict(zip(names, m, strict=True)) | {"grade": grade} for m in MARKS for grade in range(m[2], m[3] + 1)
    ]
    return scope.join(pl_.LazyFrame(grades), on="place")


def _polars_answer(given: Files, breaches: Callable[[pl.DataFrame], pl.DataFrame]) -> Answer:
    """Totals, then the ids of the breaches: as quick as gathering the ids of every group, in half the memory."""
    import polars as pl_  # noqa: PLC0415

    counted = (pl_.col("form") == "written") & (pl_.col("required") == "required")
    keys = ["organisation", "grade", "class_no", "done_on"]
    rows = pl_.scan_parquet(given.homework, row_index_name="id").filter(pl_.col("done_on") <= AS_OF)
    groups = rows.group_by(keys).agg(pl_.col("minutes").filter(counted).sum().alias("total"))
    spans = _spans(_bounds(given).collect())
    judged = groups.join(spans.lazy(), on=["organisation", "grade"]).filter(
        pl_.col("done_on").is_between("first", "last")
    )
    frame = judged.collect(engine="streaming")
    found = breaches(frame)
    ids = rows.filter(counted).join(found.lazy(), on=keys).group_by(keys).agg(pl_.col("id").alias("ids"))
    cited = found.join(ids.collect(engine="streaming"), on=keys)
    return _answer(cited.select("ids", "total").to_arrow(), {"kept": frame.height - cited.height})


def _spans(bounds: pl.DataFrame) -> pl.DataFrame:
    """The strictest mark of each organisation and grade on each span of days between changes."""
    import polars as pl_  # noqa: PLC0415

    days = sorted(
        {m[5] for m in MARKS} | {date.fromordinal(m[6].toordinal() + 1) for m in MARKS if m[6] < EVER}
    )
    ends = [*(date.fromordinal(d.toordinal() - 1) for d in days[1:]), EVER]
    spans = pl_.DataFrame({"since": days, "until": ends})
    return (
        bounds.join(spans, how="cross")
        .filter((pl_.col("first") <= pl_.col("since")) & (pl_.col("until") <= pl_.col("last")))
        .sort("mark")
        .group_by("organisation", "grade", "since", "until", maintain_order=True)
        .agg(pl_.col("mark", "level", "place").first())
        .rename({"since": "first", "until": "last"})
    )


# -- openfisca ----------------------------------------------------------------------------------------------


def openfisca(given: Files) -> Job:
    """A class and day is a group entity, a record a person; total and breach are variables. Grouping, which
    openfisca does not do, is left to polars, and memberships are set without the builder's sorting."""
    import numpy as np  # noqa: PLC0415
    import polars as pl_  # noqa: PLC0415
    from openfisca_core import entities, periods, simulations, taxbenefitsystems, variables  # noqa: PLC0415

    person = entities.Entity("record", "records", "", "")
    group = entities.GroupEntity("class_day", "class_days", "", "", roles=[{"key": "member"}])

    class counted_minutes(variables.Variable):
        value_type, entity, definition_period = int, person, periods.DateUnit.YEAR

    class mark(variables.Variable):
        value_type, entity, definition_period = int, group, periods.DateUnit.YEAR

    class total(variables.Variable):
        value_type, entity, definition_period = int, group, periods.DateUnit.YEAR

        def formula(population: Any, period: Any) -> Any:
            return population.sum(population.members("counted_minutes", period))

    class breach(variables.Variable):
        value_type, entity, definition_period = bool, group, periods.DateUnit.YEAR

        def formula(population: Any, period: Any) -> Any:
            return population("total", period) > population("mark", period)

    system = taxbenefitsystems.TaxBenefitSystem([person, group])
    for variable in (counted_minutes, mark, total, breach):
        system.add_variable(variable)

    def run() -> Answer:
        keys = ["organisation", "grade", "class_no", "done_on"]
        rows = pl_.read_parquet(given.homework, columns=[*keys, "form", "required", "minutes"]).filter(
            pl_.col("done_on") <= AS_OF
        )
        use = ((rows["form"] == "written") & (rows["required"] == "required")).to_numpy()
        minutes = np.where(use, rows["minutes"].to_numpy(), 0)
        groups = rows.select(keys).unique(maintain_order=False).with_row_index("entity")
        member = (
            rows.select(keys).join(groups, on=keys, how="left", maintain_order="left")["entity"].to_numpy()
        )
        marks = (
            groups.lazy()
            .join(_spans(_bounds(given).collect()).lazy(), on=["organisation", "grade"])
            .filter(pl_.col("done_on").is_between("first", "last"))
            .select("entity", "mark")
            .collect()
        )
        most = np.full(groups.height, 2**31 - 1)
        most[marks["entity"].to_numpy()] = marks["mark"].to_numpy()
        simulation = simulations.Simulation(system, system.instantiate_entities())
        people, classes = simulation.populations["record"], simulation.populations["class_day"]
        people.count, people.ids = rows.height, np.arange(rows.height)
        classes.count, classes.ids = groups.height, np.arange(groups.height)
        classes.members_entity_id = member
        classes.members_role = np.full(rows.height, group.roles[0])
        simulation.set_input("counted_minutes", "2025", minutes)
        simulation.set_input("mark", "2025", most)
        broken = simulation.calculate("breach", "2025")
        totals = simulation.calculate("total", "2025")
        wanted = np.flatnonzero(broken[member] & use)
        ids = pl_.DataFrame({"entity": member[wanted], "id": wanted}).group_by("entity").agg("id")
        return {
            "breaches": int(broken.sum()),
            "total": int(totals[broken].sum()),
            "ids": int(ids["id"].list.len().sum()),
            "kept": marks.height - int(broken.sum()),
        }

    return run


CONTENDERS: dict[str, Callable[[Files], Job]] = {
    "jianfu": jianfu,
    "hand_sql": hand_sql,
    "hand_sql_lists": hand_sql_lists,
    "polars": polars,
    "pandera": pandera,
    "openfisca": openfisca,
}


def measured(job: Job) -> dict[str, Any]:
    """Runs ``job`` once: what it took and what it answered."""
    cpu, read = _cpu(), _read_bytes()
    start = time.perf_counter()
    answer = job()
    seconds = time.perf_counter() - start
    return {
        "seconds": seconds,
        "cpu": _cpu() - cpu,
        "peak_mb": _peak_mb(),
        "read_mb": (_read_bytes() - read) / 1e6,
        **answer,
    }


def _cpu() -> float:
    times = os.times()
    return times.user + times.system


def _read_bytes() -> int:
    """What this process asked of files so far, from the page cache or not."""
    return int(
        next(x.split()[1] for x in Path("/proc/self/io").read_text().splitlines() if x.startswith("rchar"))
    )


def _peak_mb() -> int:
    """The most memory this process ever held; unlike ru_maxrss it does not start with that of its parent."""
    status = Path("/proc/self/status").read_text().splitlines()
    return int(next(x.split()[1] for x in status if x.startswith("VmHWM"))) // 1024


def main() -> None:
    """Runs the contender named on the command line."""
    name, rows, folder = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    print(json.dumps(measured(CONTENDERS[name](files(folder, rows)))))


if __name__ == "__main__":
    main()
