"""``burden``, ``checklist`` and ``progress`` as their users type them."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from jianfu.cli.main import app
from jianfu.norms.checklists import load_checklists
from tests.ledgers.books import book

RUNNER = CliRunner()
OFFICE = "青禾县信访局"


def run(*arguments: object) -> Result:
    return RUNNER.invoke(app, [str(a) for a in arguments], env={"COLUMNS": "200"})


@pytest.fixture
def meetings(tmp_path: Path) -> Path:
    return book(
        tmp_path / "会议台账.xlsx",
        [
            ["会议台账"],
            ["会议名称", "召开日期", "召开单位", "开至层级", "时长（小时）", "参会人数"],
            ["防火会", "2026-09-18", "县应急局", "乡镇", 2, 30],
            ["防汛会", "2026-09-25", "县应急局", "乡镇", 1.5, ""],
        ],
    )


def test_burden_says_who_how_much_and_what_is_missing(meetings: Path, tmp_path: Path) -> None:
    result = tmp_path / "burden.json"
    done = run("burden", meetings, "--as-of", "2026-11-20", "--json", result)
    assert done.exit_code == 0, done.output
    assert "至少 60 小时，另有 1 条算不出" in done.output
    assert "第 4 行，开会：参会人数" in done.output
    assert "一小时折合多少元（hour-tariff）：没有预设" in done.output
    document = json.loads(result.read_text("utf-8"))
    assert document["schema"] == "jianfu/burden/1"
    assert document["lines"][0]["missing"] == {"参会人数": 1}


def test_burden_takes_a_place_s_own_figures(meetings: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "assumptions:\n  - {id: meeting-attendees, between: [10 person, 20 person], reason: {zh: 小会, en: small}}\n"
        "  - {id: hour-tariff, figure: 40 yuan, reason: {zh: 平均工资, en: wage}}\n",
        "utf-8",
    )
    done = run(
        "--lang", "en", "burden", meetings, "--as-of", "2026-11-20", "--assumptions", own, "--by", "imposer"
    )
    assert done.exit_code == 0, done.output
    assert "75–90 h" in done.output
    assert "3,000–3,600 yuan" in done.output
    assert "(your own)" in done.output


def test_burden_refuses_an_unknown_dimension_and_a_faulty_overlay(meetings: Path, tmp_path: Path) -> None:
    done = run("burden", meetings, "--by", "size")
    assert (done.exit_code, "imposer" in done.output) == (2, True)
    own = tmp_path / "own.yaml"
    own.write_text("assumptions:\n  - {id: nothing, figure: 3}\n", "utf-8")
    done = run("burden", meetings, "--assumptions", own)
    assert done.exit_code == 2
    assert "own.yaml:2" in done.output


def test_an_unread_file_is_named_and_ends_with_2(meetings: Path, tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    done = run("burden", tmp_path, "--as-of", "2026-11-20")
    assert done.exit_code == 2
    assert "坏.xlsx" in done.output and "至少 60 小时" in done.output


def test_checklists_are_listed_and_shown() -> None:
    listed = run("checklist").output
    for name in load_checklists():
        assert name in listed
    shown = run("checklist", "thirty-measures", "--unit", "甲小学").output
    assert "12  [学校办学]" in shown
    assert "培训机构" not in shown.splitlines()[0]
    assert "教基〔2018〕26号" in shown
    english = run("--lang", "en", "checklist", "grassroots-43").output
    assert "43  [Setting the example]" in english


def test_a_checklist_goes_out_and_comes_back_through_check(tmp_path: Path) -> None:
    path = tmp_path / "自查.xlsx"
    done = run("checklist", "grassroots-43", "--unit", OFFICE, "--out", path)
    assert done.exit_code == 0, done.output
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["自查答复表"]
    headings = {str(c.value): c.column for c in sheet[2]}
    for row in range(3, 46):
        sheet.cell(row, headings["回答"]).value = "是"
    workbook.save(path)
    result = tmp_path / "result.json"
    run("check", path, "--as-of", "2026-11-20", "--json", result)
    document = json.loads(result.read_text("utf-8"))
    assert [(s["ledger"], s["rows"]) for s in document["sources"]] == [("checklist_answers", 43)]
    assert document["cells"] == []
    unset = {f["norm"] for f in document["findings"] if f["reason"] == "no_local_mark"}
    assert "shared/checklists/answered" in unset


def test_a_checklist_is_not_written_over_a_file_or_for_whom_it_does_not_ask(tmp_path: Path) -> None:
    path = tmp_path / "自查.xlsx"
    path.write_text("held", "utf-8")
    assert run("checklist", "school-practice", "--out", path).exit_code == 2
    assert path.read_text("utf-8") == "held"
    assert run("checklist", "school-practice", "--out", tmp_path / "自查.docx").exit_code == 2
    refused = run("checklist", "school-practice", "--unit", OFFICE)
    assert refused.exit_code == 2
    assert "学校" in refused.output
    assert run("checklist", "nothing-like-it").exit_code == 2


def test_progress_tells_one_unit(meetings: Path, tmp_path: Path) -> None:
    result = tmp_path / "progress.json"
    done = run("progress", meetings, "--unit", "县应急局", "--to", "2026-11-20", "--json", result)
    assert done.exit_code == 0, done.output
    assert "县应急局 进展报告（2026-01-01 至 2026-11-20）" in done.output
    assert "没有台账" in done.output
    document = json.loads(result.read_text("utf-8"))
    supported = {line["norm"] for line in document["lines"] if line["support"] == "measured"}
    assert "grassroots/meetings/length" in supported
    assert document["corrections"] is None
    refused = run("progress", meetings, "--unit", "县水利局", "--to", "2026-11-20")
    assert (refused.exit_code, "县应急局" in refused.output) == (2, True)


def test_lint_tells_faults_of_checklists_and_burdens_too(tmp_path: Path) -> None:
    for folder, text in (("policies", "- {}"), ("checklists", "title: x"), ("burden", "burden: []")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.yaml").write_text(text, "utf-8")
    done = run("norm", "lint", "--root", tmp_path)
    assert done.exit_code == 1
    assert "checklists/x.yaml:1" in done.output
    assert "burden/x.yaml:1 [unknown-key]" in done.output
