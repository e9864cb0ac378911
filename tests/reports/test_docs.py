"""Generated pages: what they say, and that those committed say the same as the catalogue."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from jianfu.ledgers.registry import ledgers
from jianfu.reports.docs import bring_up_to_date, figures, filled, pages

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = Path(str(files("jianfu"))) / "catalog"

NORM = """
title: {zh: 书面作业总时长, en: Written homework per day}
mechanisms: [P1]
watches: homework
where: form = 'written'
per: [class, day]
measure: sum(minutes)
marks:
  - at_most: 60 minutes
    for: grade between 3 and 6
    level: national
    from: 2021-04-08
    source: {policy: cn/x, clause: unknown}
    strength: mandatory
    certainty: {figure: sure, clause: unknown}
    restated: {zh: 平均不超过60分钟。, en: No more than 60 minutes on average.}
raises: breached
consequence: reason
remedy: {zh: 调减一项。, en: Drop one piece.}
"""
CASES = """
cases:
  - {name: 正好60分钟, rows: [], expect: kept}
  - name: a | b
    rows: []
    expect: [{group: {grade: 3}, outcome: not_evaluable}]
"""
POLICIES = """
- {id: cn/x, title: 一项通知, number: 甲函〔2021〕1号, issuer: 某部, level: national, issued: 2021-04-08,
   number_certainty: unconfirmed}
"""


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    folder = tmp_path / "catalog" / "student" / "homework" / "written"
    folder.mkdir(parents=True)
    (folder / "norm.yaml").write_text(NORM, "utf-8")
    (folder / "cases.yaml").write_text(CASES, "utf-8")
    (tmp_path / "catalog" / "policies").mkdir()
    (tmp_path / "catalog" / "policies" / "student.yaml").write_text(POLICIES, "utf-8")
    return tmp_path / "catalog"


def test_a_norm_page_shows_measure_mark_source_and_cases(catalogue: Path) -> None:
    page = pages(catalogue)["norms/student/homework/written.md"]
    for said in (
        "# 书面作业总时长",
        "`sum(minutes)`",
        "### 1. 不超过 60 分钟 · at most 60 min",
        "`grade between 3 and 6`",
        "《一项通知》, 甲函〔2021〕1号 (文号未确认 · number unconfirmed), 某部, 2021-04-08",
        "转述：平均不超过60分钟。",
        "条款号待核",
        "../../../ledgers.md#homework",
        "| a \\| b | 数据不全 · not evaluable |",
    ):
        assert said in page


def test_figures_count_the_catalogue(catalogue: Path) -> None:
    counted = figures(catalogue)
    assert {k: counted[k] for k in ("norms", "marks", "cases", "policies", "fields")} == {
        "norms": 1,
        "marks": 1,
        "cases": 2,
        "policies": 1,
        "fields": 1,
    }


def test_only_what_stands_between_the_marks_is_filled_in() -> None:
    text = "<!-- figure:norms -->3<!-- /figure --> norms, 3 days"
    assert filled(text, {"norms": 28}) == "<!-- figure:norms -->28<!-- /figure --> norms, 3 days"
    with pytest.raises(KeyError):
        filled("<!-- figure:unheard -->3<!-- /figure -->", {"norms": 28})


def test_writing_brings_up_to_date_and_removes_pages_of_norms_that_are_gone(
    catalogue: Path, tmp_path: Path
) -> None:
    docs = tmp_path / "docs"
    gone = docs / "norms" / "student" / "gone.md"
    gone.parent.mkdir(parents=True)
    gone.write_text("old", "utf-8")
    (tmp_path / "README.md").write_text("<!-- figure:norms -->9<!-- /figure -->", "utf-8")
    before = bring_up_to_date(docs, catalogue, write=False)
    assert "README.md" in before
    assert gone.exists()
    assert bring_up_to_date(docs, catalogue, write=True) == before
    assert not gone.exists()
    assert bring_up_to_date(docs, catalogue, write=False) == []


def test_committed_pages_are_up_to_date() -> None:
    assert bring_up_to_date(ROOT / "docs", CATALOGUE, write=False) == [], "run `make docs`"


def test_the_page_of_personal_data_names_every_column_that_is(catalogue: Path) -> None:
    page = pages(catalogue)["personal-data.md"]
    for ledger in ledgers().values():
        rows = [line for line in page.splitlines() if f"(ledgers.md#{ledger.name})" in line]
        personal = [c for c in ledger.columns if c.personal]
        assert len(rows) == bool(personal)
        assert all(f"{c.zh} · {c.en}" in rows[0] for c in personal)
        assert personal or f"{ledger.zh} · {ledger.en}" in page.split("\n## ")[1]
