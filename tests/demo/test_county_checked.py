"""The whole way: the county's ledgers are read and checked, and the result held against the answer key."""

from __future__ import annotations

from typing import Any

import duckdb
import pytest

from jianfu.demo import Demo, compare
from jianfu.demo.answers import read_key
from jianfu.engine.check import check
from jianfu.engine.report import as_json
from jianfu.engine.world import world_of
from jianfu.ledgers.reading import read
from jianfu.norms.load import load
from jianfu.reports.html import render_html
from jianfu.reports.table import table_text

Checked = tuple[dict[str, Any], dict[str, Any], dict[str, Any]]


@pytest.fixture(scope="module")
def checked(demo: Demo) -> Checked:
    """The answer key, the result with the local packs, and the result without them."""
    con = duckdb.connect()
    world = world_of(read([demo.ledgers], con, as_of=demo.as_of))
    results = [as_json(check(world, load(packs=list(packs)), demo.as_of)) for packs in (demo.packs, ())]
    con.close()
    return read_key(demo.key), results[0], results[1]


def test_every_planted_breach_is_found_and_nothing_else(checked: Checked) -> None:
    key, result, _ = checked
    assert [str(d) for d in compare(result, key)] == []


def test_without_the_packs_only_national_marks_bind(checked: Checked) -> None:
    key, _, result = checked
    assert [str(d) for d in compare(result, key, packs=False)] == []
    assert result["conflicts"] == []


def test_every_file_is_read_and_every_planted_bad_cell_listed(checked: Checked) -> None:
    key, result, _ = checked
    assert result["errors"] == []
    listed = {str(c["value"]) for c in result["cells"]}
    assert listed == {c["value"] for c in key["bad_cells"]}


def test_the_hidden_old_sheet_is_not_counted(checked: Checked) -> None:
    _, result, _ = checked
    assert not any("旧" in str(r.get("sheet")) for f in result["findings"] for r in f["records"])


def test_a_breach_of_a_stricter_mark_shows_every_mark_it_breaks(checked: Checked) -> None:
    _, result, _ = checked
    worst = next(f for f in result["findings"] if f["period"] == "2026-11-04" and f["measured"] == 78)
    assert [b["mark"] for b in worst["breaks"]] == [60, 45]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_result_can_be_shown_in_a_page_and_a_gbk_console(checked: Checked, lang: str) -> None:
    _, result, _ = checked
    page = render_html(result, lang)
    for finding in result["findings"]:
        assert finding["fingerprint"] in page or finding["reason"] == "no_local_mark"
    table_text(result, lang, limit=None).encode("gbk")


def test_no_teacher_is_named_in_full(checked: Checked) -> None:
    _, result, _ = checked
    text = render_html(result) + table_text(result, limit=None)
    for name in ("钱文博", "冯春梅", "沈海涛", "蒋立新", "曹明远"):
        assert name not in text
