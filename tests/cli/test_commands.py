"""Every command as its user types it: what it prints, what it writes, how it ends."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
from openpyxl import Workbook
from typer.testing import CliRunner, Result

from jianfu import __version__
from jianfu.cli.commands import COMMANDS, Commands
from jianfu.cli.main import app
from jianfu.norms.load import packaged

RUNNER = CliRunner()
HEADINGS = ["日期", "班级", "学科", "作业内容", "作业类型", "预计时长（分钟）", "布置教师"]


def run(*arguments: object) -> Result:
    return RUNNER.invoke(app, [str(a) for a in arguments], env={"COLUMNS": "200"})


def workbook(path: Path, rows: list[list[Any]], title: str = "甲小学作业公示表") -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([title])
    sheet.append(HEADINGS)
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return workbook(tmp_path / "甲小学作业.xlsx", [
        ["2026-10-14", "四（1）班", "语文", "生字", "书面", 30, "李某"],
        ["2026-10-14", "四（1）班", "数学", "口算", "书面", 20, "王某"],
    ])  # fmt: skip


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    return workbook(tmp_path / "甲小学作业.xlsx", [
        ["2026-10-14", "四（1）班", "语文", "生字", "书面", "约40分钟", "李某"],
        ["2026-10-14", "四（1）班", "数学", "口算", "书面", 25, "王某"],
    ])  # fmt: skip


def checked(path: Path, *more: object) -> tuple[Result, dict[str, Any]]:
    result = path.parent / "result.json"
    done = run("check", path, "--as-of", "2026-10-20", "--json", result, *more)
    return done, json.loads(result.read_text("utf-8"))


def test_version() -> None:
    assert run("--version").stdout.strip() == f"jianfu {__version__}"


def test_check_ends_with_zero_when_all_is_kept(kept: Path) -> None:
    done, document = checked(kept)
    assert (done.exit_code, document["summary"]["totals"]["breached"]) == (0, 0)
    assert document["summary"]["totals"]["kept"] > 0


def test_check_ends_with_one_and_cites_when_something_is_breached(broken: Path) -> None:
    done, document = checked(broken)
    assert done.exit_code == 1
    [finding] = [f for f in document["findings"] if f["outcome"] == "breached"]
    assert finding["norm"] == "student/homework/written-minutes"
    assert (finding["measured"], finding["op"], finding["mark"], finding["unit"]) == (
        65,
        "at_most",
        60,
        "minute",
    )
    assert finding["policy"]["number"] == "教基厅函〔2021〕13号"
    assert finding["group"] == {"organisation": "甲小学", "grade": 4, "class_no": 1}
    assert [(r["file"].endswith("甲小学作业.xlsx"), r["row"]) for r in finding["records"]] == [
        (True, 3),
        (True, 4),
    ]
    assert "65 分钟" in done.stdout
    assert "超出规定" in done.stdout


def test_check_ends_with_three_when_data_are_missing(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "甲小学作业.xlsx", [["2026-10-14", "四（1）班", "语文", "生字", "书面", None, "李某"]]
    )
    done, document = checked(path)
    assert done.exit_code == 3
    assert {f["reason"] for f in document["findings"]} >= {"partial"}


def test_check_ends_with_two_when_a_file_cannot_be_read_and_reports_the_others(broken: Path) -> None:
    (broken.parent / "坏.xlsx").write_bytes(b"PK\x03\x04broken")
    result = broken.parent / "out.json"
    done = run("check", broken.parent, "--as-of", "2026-10-20", "--json", result)
    document = json.loads(result.read_text("utf-8"))
    assert done.exit_code == 2
    assert [Path(e["file"]).name for e in document["errors"]] == ["坏.xlsx"]
    assert document["summary"]["totals"]["breached"] == 1


def test_check_in_english_with_a_report(broken: Path) -> None:
    report = broken.parent / "report.html"
    done = run("check", broken, "--as-of", "2026-10-20", "--html", report, "--lang", "en")
    page = report.read_text("utf-8")
    assert done.exit_code == 1
    assert 'lang="en"' in page
    assert "<script" not in page
    assert "65 min" in done.stdout


def test_future_rows_are_plans_and_are_said_to_be(broken: Path) -> None:
    result = broken.parent / "result.json"
    done = run("check", broken, "--as-of", "2026-10-13", "--json", result)
    document = json.loads(result.read_text("utf-8"))
    assert done.exit_code != 1
    assert document["summary"]["planned_rows"] == 2
    assert any("2026-10-13" in note for note in document["notes"])


def test_the_terminal_output_fits_a_gbk_console(broken: Path) -> None:
    done = run("check", broken, "--as-of", "2026-10-20")
    done.stdout.encode("gbk")


def test_check_of_a_database_in_place(tmp_path: Path) -> None:
    file = tmp_path / "county.db"
    with sqlite3.connect(file) as database:
        database.execute(
            "CREATE TABLE homework (id INTEGER PRIMARY KEY, organisation TEXT, grade INTEGER, class_no INTEGER, "
            "done_on TEXT, subject TEXT, form TEXT, minutes INTEGER)"
        )
        rows = [
            ("S1", 4, 1, "2026-10-14", "语文", "written", 40),
            ("S1", 4, 1, "2026-10-14", "数学", "written", 30),
        ]
        database.executemany(
            "INSERT INTO homework (organisation, grade, class_no, done_on, subject, form, minutes) VALUES (?,?,?,?,?,?,?)",
            rows,
        )
    before = file.read_bytes()
    result = tmp_path / "result.json"
    done = run("check", "--db", f"sqlite:///{file}", "--as-of", "2026-10-20", "--json", result)
    [finding] = [f for f in json.loads(result.read_text("utf-8"))["findings"] if f["outcome"] == "breached"]
    assert done.exit_code == 1
    assert finding["measured"] == 70
    assert [(r["table"], r["id"]) for r in finding["records"]] == [("homework", "1"), ("homework", "2")]
    assert file.read_bytes() == before


def test_may_says_yes_with_what_is_left(kept: Path) -> None:
    done = run("may", "homework", "学校=甲小学", "班级=四（1）班", "日期=2026-10-14", "学科=英语", "作业类型=书面",
               "预计时长=10", "--given", kept, "--as-of", "2026-10-14", "--json")  # fmt: skip
    document = json.loads(done.stdout)
    [written] = [j for j in document["judgements"] if j["norm"] == "student/homework/written-minutes"]
    assert (done.exit_code, document["answer"]) == (0, "yes")
    assert (written["before"], written["after"], written["headroom"]) == (50, 60, 10)


def test_may_says_no_with_clause_and_what_is_possible_instead(kept: Path) -> None:
    question = ["may", "homework", "学校=甲小学", "班级=四（1）班", "日期=2026-10-14", "学科=英语", "作业类型=书面",
                "预计时长=25", "--given", kept, "--as-of", "2026-10-14"]  # fmt: skip
    done, shown = run(*question, "--json"), run(*question)
    document = json.loads(done.stdout)
    assert (done.exit_code, document["answer"], document["consequence"]) == (1, "no", "reason")
    assert {"kind": "reduce", "column": "minutes", "to": 10} in document["alternatives"]
    assert next(a for a in document["alternatives"] if a["kind"] == "another_day")["days"][0] == "2026-10-15"
    assert "教基厅函〔2021〕13号" in shown.stdout
    assert "10" in shown.stdout


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["check", "没有这个文件夹"],
        ["check", ".", "--as-of", "昨天"],
        ["check", "--db", "mysql://x/y"],
        ["check", "--db", "sqlite:///没有.db"],
        ["check", ".", "--marks", "没有.yaml"],
        ["may", "没有的台账"],
        ["may", "homework", "班级"],
        ["may", "homework", "预计时长=很长"],
        ["explain", "abc", "--from", "没有.json"],
        ["sql", "student/homework/nothing"],
        ["sql", "student/homework/written-minutes", "--dialect", "oracle"],
        ["ledger", "template", "没有"],
        ["norm", "new", "Bad Id"],
        ["norm", "test", "nothing/at/all"],
        ["norm", "list", "--root", "没有这个目录"],
    ],
)
def test_a_mistake_is_explained_and_ends_with_two(
    arguments: list[str], lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(*arguments, "--lang", lang)
    text = done.output.strip()
    assert done.exit_code == 2
    assert text
    assert "Traceback" not in text


def test_explain_tells_how_a_finding_came_about(broken: Path) -> None:
    _, document = checked(broken)
    finding = next(f for f in document["findings"] if f["outcome"] == "breached")
    done = run("explain", finding["fingerprint"][:10], "--from", broken.parent / "result.json")
    assert done.exit_code == 0
    for part in ("65 分钟", "60 分钟", "教基厅函〔2021〕13号", "甲小学作业.xlsx"):
        assert part in done.stdout


def test_a_fingerprint_outlives_marks_and_values(broken: Path, tmp_path: Path) -> None:
    pack = tmp_path / "pack.yaml"
    pack.write_text(
        "place: {code: 甲小学, level: unit}\n"
        "policies: [{id: unit/a, title: 作业办法, issuer: 甲小学, level: unit, issued: 2026-08-01}]\n"
        "marks:\n  - {norm: student/homework/written-minutes, at_most: 30 minutes, level: unit, from: 2026-09-01,"
        " source: {policy: unit/a, clause: unknown}}\n",
        encoding="utf-8",
    )
    _, before = checked(broken)
    _, after = checked(broken, "--marks", pack)

    def of(document: dict[str, Any]) -> dict[str, Any]:
        return next(f for f in document["findings"] if f["outcome"] == "breached")

    assert of(before)["fingerprint"] == of(after)["fingerprint"]
    assert (of(before)["mark"], of(after)["mark"], of(after)["level"]) == (60, 30, "unit")
    assert [b["level"] for b in of(after)["breaks"]] == ["national", "unit"]


def test_sql_shows_what_a_norm_becomes() -> None:
    for dialect in ("duckdb", "sqlite", "postgres"):
        done = run("sql", "student/homework/written-minutes", "--dialect", dialect)
        assert done.exit_code == 0
        assert "GROUP BY" in done.stdout


def test_ledgers_are_listed_and_a_template_reads_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "作业公示表" in run("ledger", "list").stdout
    assert run("ledger", "template", "homework").exit_code == 0
    again = run("ledger", "template", "homework")
    assert again.exit_code == 2  # never overwritten
    done = run("check", "作业公示表.xlsx", "--as-of", "2026-10-20", "--json", "r.json")
    document = json.loads(Path("r.json").read_text("utf-8"))
    assert (done.exit_code, document["cells"], document["errors"]) == (0, [], [])


def test_norms_are_listed_for_programs() -> None:
    entries = json.loads(run("norm", "list", "--json").stdout)
    assert len(entries) >= 25
    assert {"id", "title", "field", "mechanism", "ledger", "kind", "marks", "cases"} == set(entries[0])
    assert all(entry["cases"] > 0 for entry in entries)


def test_a_new_norm_is_scaffolded_linted_and_tested(tmp_path: Path) -> None:
    root = tmp_path / "catalog"
    shutil.copytree(packaged(), root)
    assert run("norm", "new", "student/homework/weekend-minutes", "--root", root).exit_code == 0
    folder = root / "student/homework/weekend-minutes"
    assert {p.name for p in folder.iterdir()} == {"norm.yaml", "cases.yaml"}
    assert run("norm", "list", "--root", root).exit_code == 0  # a draft stops nobody's check
    linted = run("norm", "lint", "--root", root)
    assert linted.exit_code == 1
    assert "student/homework/weekend-minutes/norm.yaml" in linted.stdout
    assert run("norm", "new", "student/homework/weekend-minutes", "--root", root).exit_code == 2


def test_lint_of_the_packaged_catalogue_is_clean() -> None:
    assert run("norm", "lint").exit_code == 0


def test_cases_of_one_norm_run() -> None:
    assert run("norm", "test", "student/homework/written-minutes").exit_code == 0


def test_help_is_worded_in_the_language_asked_for() -> None:
    shown = {
        lang: subprocess.run(
            [sys.executable, "-m", "jianfu.cli", "--help", "--lang", lang], capture_output=True, check=False
        ).stdout.decode("utf-8")
        for lang in ("zh", "en")
    }
    assert "读台账" in shown["zh"]
    assert "Read ledgers" in shown["en"]


def test_every_unread_cell_is_named_in_the_terminal(tmp_path: Path) -> None:
    rows = [["2026-10-14", "四（1）班", "语文", "生字", "书面", "见附件", "李某"]]
    done = run("check", workbook(tmp_path / "甲小学作业.xlsx", rows), "--as-of", "2026-10-20")
    [line] = [line for line in done.stdout.splitlines() if "见附件" in line]
    assert "F3" in line
    assert "甲小学作业.xlsx" in line


def test_a_pack_for_a_place_that_is_not_here_says_so(broken: Path, tmp_path: Path) -> None:
    pack = tmp_path / "pack.yaml"
    pack.write_text(
        "place: {code: '999999', name: 乙县, level: county}\n"
        "policies: [{id: yi/a, title: 作业办法, issuer: 乙县教育局, level: county, issued: 2026-08-01}]\n"
        "marks:\n  - {norm: student/homework/written-minutes, at_most: 30 minutes, from: 2026-09-01,"
        " source: {policy: yi/a, clause: unknown}}\n",
        encoding="utf-8",
    )
    _, document = checked(broken, "--marks", pack)
    assert any("999999" in note for note in document["guesses"])


@pytest.mark.parametrize(
    ("arguments", "spared"),
    [
        ("'--version'", ("duckdb", "pyarrow", "openpyxl", "sqlglot")),
        ("'read', '--help'", ("duckdb", "pyarrow", "openpyxl")),
    ],
)
def test_a_command_waits_for_no_library_that_it_does_not_need(
    arguments: str, spared: tuple[str, ...]
) -> None:
    code = (
        f"import sys\nsys.argv = ['jianfu', {arguments}]\nfrom jianfu.cli.main import app_main\n"
        "try:\n    app_main()\nexcept SystemExit:\n    pass\n"
        f"sys.stderr.write(' '.join(n for n in {spared!r} if n in sys.modules))"
    )  # fmt: skip
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == ""


def test_every_command_is_under_its_name_and_unknown_ones_are_refused() -> None:
    group = typer.main.get_command(app)
    assert isinstance(group, Commands)
    assert [(name, command.name) for name, command in group.commands.items()] == [(n, n) for n in COMMANDS]
    assert run("nothing").exit_code == 2
