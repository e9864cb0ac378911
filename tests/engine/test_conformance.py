"""A database that does not hold what the ledgers declare: nothing passes in silence, nothing ends in a traceback."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, cast

import duckdb
import psycopg
import pytest

from jianfu.engine.check import check
from jianfu.engine.databases import world_of_database
from jianfu.engine.report import as_json, exit_code
from jianfu.norms.load import load
from jianfu.terms.errors import JianfuError

AS_OF = date(2026, 11, 30)
NORM = "student/homework/written-minutes"
COLUMNS = (
    "organisation",
    "grade",
    "class_no",
    "done_on",
    "subject",
    "form",
    "place",
    "required",
    "minutes",
    "teacher",
)
GOOD = {
    "organisation": "X", "grade": 3, "class_no": 2, "done_on": "2026-10-14", "subject": "语文", "form": "written",
    "place": "home", "required": "required", "minutes": 70, "teacher": "李某",
}  # fmt: skip


def judged(url: str) -> tuple[dict[str, Any], int]:
    world = world_of_database(url, duckdb.connect())
    document = as_json(check(world, load(), AS_OF))
    cast("Any", world.backend).database.close()
    return document, exit_code(document)


def outcomes(document: dict[str, Any]) -> set[str]:
    return {f["outcome"] for f in document["findings"] if f["norm"] == NORM}


def in_sqlite(path: Path, *changes: dict[str, Any]) -> str:
    """Homework of 70 minutes written in one piece, with some values changed, in columns without types."""
    with sqlite3.connect(path) as database:
        database.execute(f"CREATE TABLE homework (id INTEGER PRIMARY KEY, {', '.join(COLUMNS)})")
        for change in changes:
            row = {**GOOD, **change}
            marks = ", ".join("?" * len(COLUMNS))
            database.execute(
                f"INSERT INTO homework ({', '.join(COLUMNS)}) VALUES ({marks})", [row[c] for c in COLUMNS]
            )
    database.close()
    return f"sqlite:///{path}"


READ_AS_MEANT = [
    {}, {"minutes": 70.0}, {"minutes": "70"}, {"done_on": "2026-10-14 08:00:00"}, {"done_on": "2026-10-14T08:00"},
    {"form": "书面"}, {"grade": "3"},
]  # fmt: skip


@pytest.mark.parametrize("change", READ_AS_MEANT, ids=str)
def test_what_can_mean_one_thing_only_is_read_as_that(tmp_path: Path, change: dict[str, Any]) -> None:
    document, code = judged(in_sqlite(tmp_path / "a.db", change))
    assert outcomes(document) == {"breached"}
    assert (document["cells"], code) == ([], 1)


UNREADABLE = [
    ("minutes", "约70分钟"), ("minutes", -5), ("minutes", 70.5), ("minutes", float("inf")), ("minutes", b"\xff\x00"),
    ("minutes", 2**62), ("done_on", "2026/10/14"), ("done_on", "2026-02-30"), ("done_on", "9999-12-31"),
    ("done_on", "0001-01-01"), ("done_on", 20261014), ("form", "写的"), ("grade", "三"), ("grade", 13),
]  # fmt: skip


@pytest.mark.parametrize(("column", "value"), UNREADABLE, ids=str)
def test_what_is_not_understood_is_unknown_and_listed(tmp_path: Path, column: str, value: object) -> None:
    """SEMANTICS 15, and 7: what is missing never means zero."""
    document, code = judged(in_sqlite(tmp_path / "a.db", {column: value}))
    assert "kept" not in outcomes(document) and "breached" not in outcomes(document)
    assert code == 3
    (cell,) = document["cells"]
    assert (cell["file"], cell["column"]) == ("homework", column)
    assert "homework" in cell["message"] and "例如" in cell["message"]


def test_a_name_that_is_not_understood_is_masked(tmp_path: Path) -> None:
    document, _ = judged(in_sqlite(tmp_path / "a.db", {"teacher": "张三丰".encode()}))
    assert "张三丰" not in json.dumps(document, ensure_ascii=False)


@pytest.mark.parametrize(
    ("statements", "words"),
    [
        ([], "homework"),
        (["CREATE TABLE homeworks (a)"], "homework"),
        (["CREATE TABLE homework (organisation, nianji, ban, done_on, subject, minutes)"], "grade、class_no"),
        (["CREATE TABLE t (a)", "CREATE VIEW homework AS SELECT * FROM t", "DROP TABLE t"], "homework"),
    ],
)
def test_a_database_without_usable_tables_is_an_error(
    tmp_path: Path, statements: Sequence[str], words: str
) -> None:
    with sqlite3.connect(tmp_path / "a.db") as database:
        for statement in statements:
            database.execute(statement)
    database.close()
    document, code = judged(f"sqlite:///{tmp_path / 'a.db'}")
    assert code == 2
    (error,) = document["errors"]
    assert words in error["message"]


def test_a_table_that_cannot_be_used_leaves_the_others(tmp_path: Path) -> None:
    url = in_sqlite(tmp_path / "a.db", {})
    with sqlite3.connect(tmp_path / "a.db") as database:
        database.execute("CREATE TABLE documents (a)")
    database.close()
    document, code = judged(url)
    assert code == 2
    assert outcomes(document) == {"breached"}


def test_columns_nobody_knows_are_told_of(tmp_path: Path) -> None:
    url = in_sqlite(tmp_path / "a.db", {})
    with sqlite3.connect(tmp_path / "a.db") as database:
        database.execute("ALTER TABLE homework ADD COLUMN mins")
    database.close()
    document, _ = judged(url)
    assert any("mins" in note for note in document["notes"])


def test_a_damaged_file_is_told_of(tmp_path: Path) -> None:
    url = in_sqlite(tmp_path / "a.db", *({"subject": f"{n:05}"} for n in range(2000)))
    path = tmp_path / "a.db"
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\x00" * (len(content) - 4096))
    document, code = judged(url)
    assert code == 2
    assert str(path) in document["errors"][0]["message"]


ADDRESSES = [
    "mysql://u:SECRET@h/x", "host=h password=SECRET", "postgresql://u:SECRET@127.0.0.1:1/x",
    "postgresql://u:SECRET@127.0.0.1:abc/x", "postgresql://u:SEC@SECRET@127.0.0.1:1/x", "postgresql://u:SEC[SECRET@h/x",
    "postgresql://u:SEC%SECRET@h/x", "postgresql://u:a/SECRET@h/x", "postgresql://u:a#SECRET@h/x",
    "postgresql://u:a?SECRET@h/x", "postgresql://127.0.0.1:1/x?user=u&password=SECRET", "postgresql://h:SECRET/x",
]  # fmt: skip


@pytest.mark.parametrize("url", ADDRESSES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_password_is_never_shown(url: str, lang: str) -> None:
    with pytest.raises(JianfuError) as caught:
        world_of_database(url, duckdb.connect())
    if "h:SECRET" not in url:  # there it stands where a port does
        assert "SECRET" not in caught.value.text(lang)
    assert "county.db" in caught.value.text(lang) or "postgresql://" in caught.value.text(lang)


@pytest.mark.parametrize(
    ("types", "change", "outcome", "cells"),
    [
        ({"done_on": "timestamp"}, {}, "breached", 0),
        ({"done_on": "text"}, {}, "breached", 0),
        ({"done_on": "text"}, {"done_on": "2026-02-30"}, "not_evaluable", 1),
        ({"minutes": "text"}, {}, "breached", 0),
        ({"minutes": "text"}, {"minutes": "约70分钟"}, "not_evaluable", 1),
        ({"minutes": "numeric"}, {}, "breached", 0),
        ({"minutes": "double precision"}, {"minutes": float("nan")}, "not_evaluable", 1),
        ({"minutes": "double precision"}, {"minutes": float("inf")}, "not_evaluable", 1),
        ({"minutes": "bytea"}, {"minutes": b"70"}, "not_evaluable", 1),
        ({"minutes": "bigint"}, {"minutes": 2**62}, "not_evaluable", 1),
        ({"form": "text"}, {"form": "书面"}, "breached", 0),
        ({"form": "text"}, {"form": "写的"}, "not_evaluable", 1),
        ({"organisation": "integer"}, {"organisation": 330799001}, "breached", 0),
    ],
)
def test_postgresql_columns_of_other_types(
    postgres_url: str,
    request: pytest.FixtureRequest,
    types: dict[str, str],
    change: dict[str, Any],
    outcome: str,
    cells: int,
) -> None:
    usual = dict.fromkeys(COLUMNS, "text") | {
        "grade": "int",
        "class_no": "int",
        "minutes": "int",
        "done_on": "date",
    }
    with psycopg.connect(postgres_url) as database:
        schema = (
            f"misfit{abs(hash(request.node.name))}"  # of its own: a judging session keeps its tables locked
        )
        database.execute(f"CREATE SCHEMA {schema}")
        listed = ", ".join(f"{c} {t}" for c, t in (usual | types).items())
        database.execute(f"CREATE TABLE {schema}.homework (id serial, {listed})")
        row = {**GOOD, **change}
        database.execute(
            f"INSERT INTO {schema}.homework ({', '.join(COLUMNS)}) VALUES ({', '.join(['%s'] * len(COLUMNS))})",
            [row[c] for c in COLUMNS],
        )
    separator = "&" if "?" in postgres_url else "?"
    document, _ = judged(f"{postgres_url}{separator}options=-csearch_path%3D{schema}")
    assert outcomes(document) == {outcome}
    assert len(document["cells"]) == cells


@pytest.mark.parametrize("identified", [True, False])
def test_names_of_people_never_leave_a_database(tmp_path: Path, identified: bool) -> None:
    """Files mask names as they are read; a database is judged in place, so they are masked in what is told."""
    path = tmp_path / "a.db"
    with sqlite3.connect(path) as database:
        first = "id INTEGER PRIMARY KEY, " if identified else ""
        database.execute(
            f"CREATE TABLE secondments ({first}organisation, person, borrower, start, category, lender_level)"
        )
        database.executemany(
            "INSERT INTO secondments (organisation, person, borrower, start, category, lender_level)"
            " VALUES ('T', ?, '县文旅局', '2026-01-01', 'cadre', 'village')",
            [("张三丰",), ("张四海",)],
        )
    database.close()
    document, code = judged(f"sqlite:///{path}")
    text = json.dumps(document, ensure_ascii=False)
    assert code == 1
    assert "张三丰" not in text and "张四海" not in text
    people = {f["group"]["person"] for f in document["findings"] if "person" in f["group"]}
    assert people == {"张**", "张**②"}
