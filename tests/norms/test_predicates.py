"""The closed language: what it accepts and refuses, and one meaning in Python and in every database."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import Any

import duckdb
import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianfu.engine.plan import plans
from jianfu.engine.relations import Relation, Setting
from jianfu.engine.rows_sql import Rows
from jianfu.ledgers.registry import ledgers
from jianfu.norms.closures import compile_predicate
from jianfu.norms.faults import BadExpression
from jianfu.norms.load import load
from jianfu.norms.predicates import fields_of, names_in, parse
from tests.engine.worlds import collected
from tests.norms.languages import predicates

AS_OF = date(2026, 10, 20)
FIELDS = fields_of(ledgers()["homework"])
COLUMNS = {
    "grade": ("bigint", (3, 1, 4, None)), "minutes": ("bigint", (30, 20, 31, None)), "minutes_max": ("bigint", (None, 30, 45)),
    "form": ("text", ("written", "oral", None)), "none_today": ("boolean", (True, False, None)),
    "layer": ("text", ("提高", "其他", None)), "content": ("text", ("每日打卡", "普通", "", None)),
    "subject": ("text", ("语文", "数学", None)), "done_on": ("date", (date(2026, 10, 14), date(2026, 10, 20), date(2026, 9, 1), None)),
    "required": ("text", ("required", "optional", None)),
}  # fmt: skip


def record() -> st.SearchStrategy[dict[str, Any]]:
    """A record with any of its columns unknown."""
    return st.fixed_dictionaries({n: st.sampled_from(pool) for n, (_, pool) in COLUMNS.items()}).map(
        lambda r: {
            **r,
            "minutes_max": None
            if r["minutes"] is None or (r["minutes_max"] or 99) < r["minutes"]
            else r["minutes_max"],
        }
    )


@pytest.fixture(scope="module")
def sentences() -> list[Any]:
    """Predicates, bound."""
    return [parse(text, FIELDS) for text in dict.fromkeys(collected(predicates(), 200))]


@pytest.fixture(scope="module")
def records() -> list[dict[str, Any]]:
    """Records to hold them against."""
    return collected(record(), 120)


def by_closures(sentences: list[Any], records: list[dict[str, Any]]) -> list[list[bool | None]]:
    compiled = [compile_predicate(tree) for tree in sentences]
    return [[test({**r, "as_of": AS_OF}) for test in compiled] for r in records]


def select(sentences: list[Any], dialect: str) -> str:
    plan = plans([load().norms["student/homework/written-minutes"]])[0]
    rows = Rows(plan, Relation("h", frozenset(COLUMNS), "id"), Setting(dialect, AS_OF, False, False, ""))
    listed = ", ".join(f"({rows.expression(tree)}) AS p{i}" for i, tree in enumerate(sentences))
    return f"SELECT {listed} FROM predicates ORDER BY id"


def values(records: list[dict[str, Any]]) -> list[list[Any]]:
    return [[i, *(r[n] for n in COLUMNS)] for i, r in enumerate(records)]


def table(types: dict[str, str] | None = None) -> str:
    columns = ", ".join(f'"{n}" {(types or {}).get(t, t)}' for n, (t, _) in COLUMNS.items())
    return f"CREATE TABLE predicates (id bigint, {columns})"


def test_closures_and_duckdb_agree(sentences: list[Any], records: list[dict[str, Any]]) -> None:
    con = duckdb.connect()
    con.execute(table())
    con.executemany(f"INSERT INTO predicates VALUES ({', '.join('?' * (len(COLUMNS) + 1))})", values(records))
    found = [list(row) for row in con.execute(select(sentences, "duckdb")).fetchall()]
    assert found == by_closures(sentences, records)


def test_closures_and_sqlite_agree(sentences: list[Any], records: list[dict[str, Any]]) -> None:
    con = sqlite3.connect(":memory:")
    con.execute(table({"date": "text"}))
    plain = [[v.isoformat() if isinstance(v, date) else v for v in row] for row in values(records)]
    con.executemany(f"INSERT INTO predicates VALUES ({', '.join('?' * (len(COLUMNS) + 1))})", plain)
    rows = con.execute(select(sentences, "sqlite")).fetchall()
    assert [[None if v is None else bool(v) for v in row] for row in rows] == by_closures(sentences, records)
    con.close()


def test_closures_and_postgres_agree(
    sentences: list[Any], records: list[dict[str, Any]], postgres_url: str
) -> None:
    with psycopg.connect(postgres_url) as con:
        con.execute("CREATE SCHEMA predicates_of_norms")
        con.execute("SET search_path TO predicates_of_norms")
        con.execute(table())
        with con.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO predicates VALUES ({', '.join(['%s'] * (len(COLUMNS) + 1))})", values(records)
            )
        found = [list(row) for row in con.execute(select(sentences, "postgres")).fetchall()]
        con.rollback()
    assert found == by_closures(sentences, records)


@given(predicates(), record())
def test_a_predicate_is_true_false_or_unknown(text: str, one: dict[str, Any]) -> None:
    assert compile_predicate(parse(text, FIELDS))({**one, "as_of": AS_OF}) in {True, False, None}


@given(predicates())
def test_parsing_what_was_printed_gives_the_same_columns(text: str) -> None:
    tree = parse(text, FIELDS)
    assert names_in(tree) <= {*ledgers()["homework"].physical, "as_of"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("minutes > 45", {(40, 50): None, (46, 50): True, (20, 45): False, (None, None): None}),
        ("minutes <= 45", {(40, 50): None, (46, 50): False, (20, 45): True}),
    ],
)
def test_an_interval_neither_is_nor_is_not_above_a_figure_inside_it(
    text: str, expected: dict[tuple[int | None, int | None], bool | None]
) -> None:
    test = compile_predicate(parse(text, FIELDS))
    found = {span: test({"minutes": span[0], "minutes_max": span[1]}) for span in expected}
    assert {s: v for s, v in found.items() if expected[s] is None} == {
        s: None for s, v in expected.items() if v is None
    }


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("minuts > 3", "unknown-column"), ("length(content) > 3", "function"), ("exec('x') = 1", "function"),
        ("__import__('os')", "function"), ("content like '%x%'", "syntax"), ("minutes in (select 1)", "syntax"),
        ("minutes > ", "syntax"), ("minutes > 3; drop table homework", "syntax"), ("form = 'writing'", "unknown-choice"),
        ("minutes is null", "is-null"), ("minutes > 'x'", "literal"), ("grade = '三'", "literal"),
        ("minutes + 1 > 3", "syntax"), ("contains(content)", "syntax"), ("contains(content, subject)", "syntax"),
        ("homework.minutes > 3", "syntax"), ("minutes = 1.5", "literal"), ("case when true then true end", "function"),
        ("done_on > 'yesterday'", "literal"), ("none_today = 1", "literal"), ("none_today is true", "syntax"),
    ],
)  # fmt: skip
def test_what_is_not_in_the_language_is_refused(text: str, rule: str) -> None:
    with pytest.raises(BadExpression) as refused:
        parse(text, FIELDS)
    assert refused.value.rule == rule
    for lang in ("zh", "en"):
        assert "{" not in refused.value.message.text(lang)


def test_an_unknown_compared_with_what_may_be_none_stays_unknown() -> None:
    ledger = ledgers()["lesson_log"]
    differs = compile_predicate(parse("planned_subject <> subject", fields_of(ledger)))
    assert differs({"planned_subject": "体育", "subject": None}) is None
    assert differs({"planned_subject": None, "subject": "数学"}) is True
    assert differs({"planned_subject": "数学", "subject": "数学"}) is False
