"""Complaints are judged without anybody being shown: not who wrote, not how to reach them, not what they wrote."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb

from jianfu.demo.answers import AnswerKey
from jianfu.demo.complaints import write_complaints
from jianfu.demo.county import AS_OF
from jianfu.engine.check import check
from jianfu.engine.report import as_json
from jianfu.engine.world import world_of
from jianfu.ledgers.reading import read
from jianfu.norms.load import load
from jianfu.reports.html import render_html
from jianfu.reports.table import table_text

SAID = (
    "钱多多",
    "孙小满",
    "王小禾",
    "张大田",
    "13900000000",
    "13700000000",
    "月考排名",
    "周末作业多",
    "四年级作业多",
)


def test_no_finding_shows_a_complainant(tmp_path: Path) -> None:
    write_complaints(tmp_path, AnswerKey(1, AS_OF.isoformat()))
    con = duckdb.connect()
    catalogue = load()
    norms = catalogue.only([n for n in catalogue.norms if n.startswith("shared/complaints/")])
    result = as_json(check(world_of(read([tmp_path], con, as_of=AS_OF)), norms, AS_OF))
    assert len(result["findings"]) >= 8
    stored = con.execute("SELECT * EXCLUDE (_source, _row) FROM complaints").fetchall()
    shown = (
        json.dumps(result, ensure_ascii=False, default=str)
        + render_html(result)
        + table_text(result, limit=None)
    )
    for word in SAID:
        assert word not in shown
        assert word not in str(stored)
