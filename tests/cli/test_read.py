"""``jianfu read``: what it prints, writes and refuses, and that what it writes is taken by the other commands."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from docx import Document
from typer.testing import CliRunner, Result

from jianfu.cli.main import app
from jianfu.demo.plans import TITLE, write_plan
from jianfu.terms.errors import JianfuError

RUNNER = CliRunner()
SCHOOL = "330799-005"
DAY = ("--as-of", "2026-11-20")


def run(*arguments: object) -> Result:
    return RUNNER.invoke(app, [str(a) for a in arguments], env={"COLUMNS": "200"})


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_plan(tmp_path_factory.mktemp("plans"))


@pytest.fixture
def document(plan: Path, tmp_path: Path) -> dict[str, Any]:
    result = tmp_path / "plan.json"
    done = run("read", plan, *DAY, "--json", result)
    assert done.exit_code == 0, done.output
    loaded: dict[str, Any] = json.loads(result.read_text("utf-8"))
    return loaded


def characters(text: str) -> Counter[str]:
    return Counter(re.sub(r"\s", "", unicodedata.normalize("NFKC", text)))


def statements(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [s for p in document["plans"] for c in p["clauses"] for s in c["statements"]]


def test_it_says_how_the_plan_stands_and_what_to_do_next(plan: Path) -> None:
    done = run("read", plan, *DAY)
    assert done.exit_code == 0, done.output
    assert done.output.startswith(f"《{TITLE}》\n读出 ")
    assert "1 处宽于国家规定" in done.output.splitlines()[1]
    assert "五、六年级每天书面作业总量不超过75分钟" in done.output
    assert f"jianfu read {plan} --marks " in done.output


def test_it_speaks_english_too(plan: Path) -> None:
    done = run("read", plan, *DAY, "--lang", "en")
    assert done.exit_code == 0, done.output
    assert "looser than the national rule" in done.output
    assert "Next" in done.output


def test_nothing_of_the_file_is_lost(plan: Path, document: dict[str, Any]) -> None:
    source = characters("".join(p.text for p in Document(str(plan)).paragraphs))
    texts = [c["text"] for p in document["plans"] for c in p["clauses"]]
    assert characters("".join([*texts, *(a["text"] for a in document["aside"])])) == source


def test_every_quote_stands_in_its_clause(document: dict[str, Any]) -> None:
    for each in document["plans"]:
        for clause in each["clauses"]:
            for statement in clause["statements"]:
                assert statement["quote"] in clause["text"]


def test_clauses_are_cited_by_their_numbers_and_the_slip_is_reported(document: dict[str, Any]) -> None:
    paths = [c["path"] for c in document["plans"][0]["clauses"]]
    assert {"二/(一)/1", "二/(五)/2", "三/3"} <= set(paths)
    assert any("(五)" in note for note in document["notes"])


def test_the_looser_ceiling_is_a_contradiction_with_both_clauses(document: dict[str, Any]) -> None:
    [above] = [c for c in document["conflicts"] if c["kind"] == "above" and c["grave"]]
    sides = sorted((above["a"], above["b"]), key=lambda side: bool(side["verbatim"]))
    assert [side["value"] for side in sides] == [60, 75]
    assert "75分钟" in sides[1]["text"]
    assert above[above["binds"]]["value"] == 60


def test_statements_name_the_norm_they_fit_or_none(document: dict[str, Any]) -> None:
    norms = {s["quote"]: s["norm"] for s in statements(document)}
    [homework] = [n for quote, n in norms.items() if "不超过40分钟" in quote]
    assert homework == "student/homework/written-minutes"
    assert None in norms.values()


def homework(path: Path, minutes: int) -> Path:
    lines = [
        "学校,班级,日期,学科,作业类型,预计时长",
        f"柳溪镇中心小学,三（1）班,2026-10-14,语文,书面,{minutes}",
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.parametrize(("minutes", "codes"), [(45, (0, 1)), (40, (0, 0))])
def test_its_marks_change_a_check(plan: Path, tmp_path: Path, minutes: int, codes: tuple[int, int]) -> None:
    pack = tmp_path / "本校.yaml"
    done = run("read", plan, *DAY, "--place", "柳溪镇中心小学", "--level", "unit", "--marks", pack)
    assert done.exit_code == 0, done.output
    assert f"--marks {pack}" in done.output
    assert run("norm", "lint", pack).exit_code == 0
    ledger = homework(tmp_path / "作业.csv", minutes)
    result = tmp_path / "result.json"
    found = []
    for more in ((), ("--marks", pack)):
        done = run("check", ledger, *DAY, "--json", result, *more)
        assert done.exit_code in (0, 1, 3), done.output
        findings = json.loads(result.read_text("utf-8"))["findings"]
        found.append(
            sum(
                f["norm"] == "student/homework/written-minutes" and f["outcome"] == "breached"
                for f in findings
            )
        )
    assert tuple(found) == codes


def test_the_pack_says_that_it_is_a_draft(plan: Path, tmp_path: Path) -> None:
    pack = tmp_path / "本校.yaml"
    run("read", plan, *DAY, "--place", SCHOOL, "--level", "unit", "--marks", pack)
    text = pack.read_text("utf-8")
    assert text.startswith("# 由 jianfu read 起草")
    content = yaml.safe_load(text)
    assert content["place"]["code"] == SCHOOL
    assert {m["source"]["clause"] for m in content["marks"]} & {"二/(一)/1"}


def test_its_questions_filled_in_are_answers_of_that_checklist(plan: Path, tmp_path: Path) -> None:
    path = tmp_path / "自查.xlsx"
    done = run("read", plan, *DAY, "--checklist", path)
    assert done.exit_code == 0, done.output
    book = openpyxl.load_workbook(path)
    sheet = book["自查答复表"]
    heads = {str(c.value).rstrip("*"): c.column for c in sheet[2]}
    clauses = [sheet.cell(row, heads["条款"]).value for row in range(3, sheet.max_row + 1)]
    assert {"二/(一)/2", "三/3"} <= set(clauses)
    for row, answer in ((3, "是"), (4, "否")):
        sheet.cell(row, heads["回答"]).value = answer
        sheet.cell(row, heads["依据"]).value = "抽看作业本" if answer == "是" else None
    book.save(path)
    report = tmp_path / "progress.json"
    done = run("progress", path, "--unit", "柳溪镇中心小学", "--to", "2026-11-20", "--json", report)
    assert done.exit_code == 0, done.output
    [answers] = json.loads(report.read_text("utf-8"))["checklists"]
    assert (answers["checklist"], answers["yes"], answers["shown"], answers["no"]) == (TITLE, 1, 1, 1)
    assert answers["unanswered"] == len(clauses) - 2


@pytest.mark.parametrize(("option", "name"), [("--marks", "本校.yaml"), ("--checklist", "自查.xlsx")])
def test_files_that_people_work_in_are_left_alone(plan: Path, tmp_path: Path, option: str, name: str) -> None:
    path = tmp_path / name
    path.write_text("mine", encoding="utf-8")
    done = run("read", plan, *DAY, option, path)
    assert done.exit_code == 2
    assert name in done.output
    assert path.read_text("utf-8") == "mine"


def test_results_are_written_anew(plan: Path, tmp_path: Path) -> None:
    outputs = (tmp_path / "plan.json", tmp_path / "plan.html")
    for path in outputs:
        path.write_text("old", encoding="utf-8")
    done = run("read", plan, *DAY, "--json", outputs[0], "--html", outputs[1])
    assert done.exit_code == 0, done.output
    assert json.loads(outputs[0].read_text("utf-8"))["schema"] == "jianfu/plan/1"
    assert outputs[1].read_text("utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize("option", ["--json", "--html"])
def test_the_plan_itself_and_other_papers_are_never_written_over(
    plan: Path, tmp_path: Path, option: str
) -> None:
    page = tmp_path / "方案.html"
    page.write_text("<p>一、学校应每学期公示课表。</p>", encoding="utf-8")
    for source, target in ((plan, plan), (page, page), (page, tmp_path / "别的.docx")):
        before = source.read_bytes()
        assert run("read", source, *DAY, option, target).exit_code == 2
        assert source.read_bytes() == before
    assert not (tmp_path / "别的.docx").exists()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--level", "planet"), "county"),
        (("--marks", "marks.txt"), ".yaml"),
        (("--checklist", "answers.csv"), ".xlsx"),
        (("--as-of", "gestern"), "2026-11-30"),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_cannot_be_meant_is_refused_with_an_example(
    plan: Path, more: tuple[str, str], said: str, lang: str
) -> None:
    done = run("read", plan, *more, "--lang", lang)
    assert done.exit_code == 2
    assert more[1] in done.output
    assert said in done.output


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02" * 400, b"PK\x03\x04broken"])
def test_a_file_that_is_no_text_ends_with_two_and_a_reason(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "方案.docx"
    path.write_bytes(content)
    result = tmp_path / "plan.json"
    done = run("read", path, *DAY, "--json", result)
    assert done.exit_code == 2
    assert "方案.docx" in done.output
    assert not result.exists()


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert run("read", tmp_path / "没有.docx").exit_code == 2


def test_nothing_to_draft_is_said_and_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "口号.txt"
    path.write_text("青禾县减负工作口号\n齐心协力，久久为功，共创美好明天。\n", encoding="utf-8")
    outputs = (tmp_path / "marks.yaml", tmp_path / "answers.xlsx")
    done = run("read", path, *DAY, "--marks", outputs[0], "--checklist", outputs[1])
    assert done.exit_code == 0, done.output
    for output in outputs:
        assert not output.exists()
        assert f"没有写 {output}" in done.output
    assert "下一步" not in done.output


def test_several_plans_in_one_file(tmp_path: Path) -> None:
    path = tmp_path / "方案汇编.txt"
    texts = [
        f"篇{number}：青禾县{place}减负工作方案\n一、作业管理\n三至六年级每天书面作业不超过{minutes}分钟。\n"
        "学校应每周公示作业总量。\n二、考试管理\n严禁按考试成绩给学生排名。\n"
        for number, place, minutes in (("一", "东河小学", 50), ("二", "石桥小学", 40))
    ]
    path.write_text("\n".join(texts), encoding="utf-8")
    page = tmp_path / "plans.html"
    done = run("read", path, *DAY, "--html", page)
    assert done.exit_code == 0, done.output
    assert done.output.startswith("2 份方案")
    assert page.read_text("utf-8").count('<section class="plan"') == 2


def test_two_results_never_share_a_file(plan: Path, tmp_path: Path) -> None:
    (tmp_path / "其他").mkdir()
    again = tmp_path / "其他" / ".." / "result.out"
    done = run("read", plan, *DAY, "--json", tmp_path / "result.out", "--html", again)
    assert done.exit_code == 2
    assert "两项结果不能写进同一个文件" in done.output
    assert not (tmp_path / "result.out").exists()


def test_the_filled_in_workbook_is_read_back_for_its_unit(plan: Path, tmp_path: Path) -> None:
    book = tmp_path / "自查.xlsx"
    done = run("read", plan, *DAY, "--checklist", book)
    assert f"jianfu progress {book} --unit 柳溪镇中心小学" in done.output
    county = run(
        "read", plan, *DAY, "--checklist", tmp_path / "县.xlsx", "--level", "county", "--place", "青禾县"
    )
    assert "--unit 单位名称" in county.output


def test_a_file_that_may_not_be_read_is_told_in_the_users_language(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(path: Path) -> None:
        raise JianfuError("plans.source.unreadable", file=str(path), reason="没有权限")

    monkeypatch.setattr("os.access", lambda *a, **k: False)
    monkeypatch.setattr("jianfu.cli.reading.read_source", denied)
    done = run("read", plan)
    assert done.exit_code == 2
    assert done.output.startswith(f"打不开 {plan}：没有权限")
