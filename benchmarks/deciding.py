"""``decide``: one proposed piece of homework, asked of 300,000 records in an indexed SQLite table.

``python -m benchmarks.deciding FOLDER`` prints one line of JSON with medians in microseconds: the rule part
with its trace (judgement, stack of marks, spans before and after), the whole answer with the fetch and sum in
SQLite, and zen-engine with the sum handed in, as a compiled expression and as a decision graph.
"""

from __future__ import annotations

import json
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import zen

from benchmarks.data import COUNTY, NORM, files
from jianfu.engine.databases import SqliteBackend
from jianfu.engine.decide import Change, Decider, judge_group
from jianfu.engine.world import World
from jianfu.norms.load import load
from jianfu.terms.calendar import Calendar
from jianfu.terms.places import Organisation, Places

SCHOOLS, GRADES, CLASSES, DAYS = 12, range(1, 10), (1, 2, 3), 186
SUBJECTS = ("语文", "数学", "英语", "科学", "道德与法治")
FIRST = date(2025, 9, 1)
ASKED = 3000


def main() -> None:
    """Measures and prints."""
    folder = Path(sys.argv[1])
    path = folder / "decide.db"
    _write(path)
    con = duckdb.connect()
    schools = [Organisation(f"S{s:05d}", f"第{s}学校", parent=COUNTY) for s in range(SCHOOLS)]
    places = Places([Organisation(COUNTY, "青禾县", level="county"), *schools])
    world = World(con, SqliteBackend(con, f"sqlite:///{path}"), places, Calendar.default(2024, 2027))
    catalogue = load(None, files(folder, 1_000_000).packs).only([NORM])
    decider = Decider(world, catalogue, date(2026, 3, 10))
    records = [
        {
            "organisation": f"S{i % SCHOOLS:05d}", "grade": 3 + i % 7, "class_no": 1 + i % 3,
            "done_on": FIRST + timedelta(i % DAYS), "subject": "语文", "form": "written", "minutes": 5 + i % 30,
            "place": "home", "required": "required",
        }
        for i in range(ASKED)
    ]  # fmt: skip
    whole = _median(lambda r: decider.decide(Change("homework", [r]), alternatives=False), records)
    tried = _median(lambda r: decider.decide(Change("homework", [r])), records[: ASKED // 5])
    groups = decider._of("homework")[0]
    fetched = []
    for record in records:
        complete = groups.complete(record)
        group = groups.of(complete)[0]
        rows = groups.fetch(group)
        fetched.append((group, rows, [*rows, complete]))
    rule = _median(lambda g: judge_group(groups, *g), fetched)
    sums = [sum(r["minutes"] for r in rows if r["form"] == "written") for _, rows, _ in fetched]
    contexts = [
        {"total": s, "minutes": r["minutes"], "grade": r["grade"]} for s, r in zip(sums, records, strict=True)
    ]
    print(json.dumps({"rule": rule, "decide": whole, "decide_with_alternatives": tried, **_zen(contexts)}))


def _median(ask: Callable[[Any], Any], given: Sequence[Any]) -> float:
    for one in given[:200]:
        ask(one)
    taken = []
    for one in given:
        start = time.perf_counter_ns()
        ask(one)
        taken.append(time.perf_counter_ns() - start)
    return statistics.median(taken) / 1000


def _write(path: Path) -> None:
    if path.exists():
        return
    unfinished = path.with_suffix(".tmp")
    unfinished.unlink(missing_ok=True)
    db = sqlite3.connect(unfinished)
    db.execute(
        "CREATE TABLE homework (id INTEGER PRIMARY KEY, organisation TEXT, grade INTEGER, class_no INTEGER, "
        "done_on TEXT, subject TEXT, form TEXT, minutes INTEGER, place TEXT, required TEXT)"
    )
    rows = (
        (f"S{s:05d}", g, c, (FIRST + timedelta(d)).isoformat(), subject, (s * 7 + g * 5 + c + d * 3 + n * 11) % 20)
        for d in range(DAYS) for s in range(SCHOOLS) for g in GRADES for c in CLASSES for n, subject in enumerate(SUBJECTS)
    )  # fmt: skip
    db.executemany(
        "INSERT INTO homework (organisation, grade, class_no, done_on, subject, minutes, form, place, required) "
        "VALUES (?, ?, ?, ?, ?, ?, 'written', 'home', 'required')",
        rows,
    )
    db.execute("CREATE INDEX homework_class_day ON homework (organisation, grade, class_no, done_on)")
    db.commit()
    db.close()
    unfinished.rename(path)


def _zen(contexts: Sequence[dict[str, int]]) -> dict[str, float]:
    """zen-engine with the sum already made: its expression, and a graph of a decision table that traces."""
    expression = zen.compile_expression("total + minutes <= (grade <= 6 ? 60 : 90)")
    graph = zen.ZenEngine().create_decision(json.dumps(_GRAPH))
    return {
        "zen_expression": _median(expression.evaluate, contexts),
        "zen_graph": _median(lambda c: graph.evaluate(c, {"trace": True}), contexts),
        "zen_graph_untraced": _median(graph.evaluate, contexts),
    }


_GRAPH: dict[str, Any] = {
    "nodes": [
        {"id": "in", "name": "in", "type": "inputNode", "position": {"x": 0, "y": 0}},
        {
            "id": "sum", "name": "sum", "type": "expressionNode", "position": {"x": 1, "y": 0},
            "content": {
                "expressions": [
                    {"id": "a", "key": "after", "value": "total + minutes"},
                    {"id": "b", "key": "grade", "value": "grade"},
                ]
            },
        },
        {
            "id": "marks", "name": "marks", "type": "decisionTableNode", "position": {"x": 2, "y": 0},
            "content": {
                "hitPolicy": "first",
                "inputs": [
                    {"id": "g", "name": "grade", "type": "expression", "field": "grade"},
                    {"id": "t", "name": "after", "type": "expression", "field": "after"},
                ],
                "outputs": [{"id": "o", "name": "verdict", "type": "expression", "field": "verdict"}],
                "rules": [
                    {"_id": "1", "g": "[3..6]", "t": "> 60", "o": '"breached"'},
                    {"_id": "2", "g": "[7..9]", "t": "> 90", "o": '"breached"'},
                    {"_id": "3", "g": "", "t": "", "o": '"kept"'},
                ],
            },
        },
        {"id": "out", "name": "out", "type": "outputNode", "position": {"x": 3, "y": 0}},
    ],
    "edges": [
        {"id": "e1", "type": "edge", "sourceId": "in", "targetId": "sum"},
        {"id": "e2", "type": "edge", "sourceId": "sum", "targetId": "marks"},
        {"id": "e3", "type": "edge", "sourceId": "marks", "targetId": "out"},
    ],
}  # fmt: skip


if __name__ == "__main__":
    main()
