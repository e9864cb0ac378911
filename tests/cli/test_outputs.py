"""Results never go over a ledger, never half, and a fault of ours never looks like a breach."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from jianfu.cli import checking
from jianfu.cli.main import app

RUNNER = CliRunner()
HOMEWORK = (
    "班级,日期,学科,作业类型,预计时长\n三（2）班,2026-10-14,语文,书面,40\n三（2）班,2026-10-14,数学,书面,30\n"
)


def run(*arguments: object) -> Result:
    return RUNNER.invoke(app, [str(a) for a in arguments])


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "甲小学作业.csv"
    path.write_text(HOMEWORK, encoding="utf-8")
    return path


def check(ledger: Path, *more: object) -> Result:
    return run("check", ledger, "--as-of", "2026-11-30", *more)


def test_a_ledger_is_never_written_over(ledger: Path) -> None:
    other = ledger.with_name("别的.xlsx")
    for option, target in (("--json", ledger), ("--html", ledger), ("--json", other), ("--html", other)):
        done = check(ledger, option, target)
        assert done.exit_code == 2, done.output
        assert target.name in done.output and "result.json" in done.output
    assert ledger.read_text("utf-8") == HOMEWORK
    assert not other.exists()


def test_a_page_among_the_ledgers_is_spared_unless_it_is_a_report_of_ours(ledger: Path) -> None:
    page = ledger.with_name("作业.html")
    page.write_text("<table><tr><td>班级</td></tr></table>", encoding="utf-8")
    assert check(ledger.parent, "--html", page).exit_code == 2
    assert page.read_text("utf-8").startswith("<table>")
    report = ledger.with_name("report.html")
    for _ in range(2):
        assert check(ledger, "--html", report).exit_code == 1
    assert "jianfu" in report.read_text("utf-8")[:400]


@pytest.mark.parametrize("option", ["--json", "--html"])
@pytest.mark.parametrize(("lang", "word"), [("zh", "文件夹"), ("en", "folder")])
def test_an_output_that_is_a_folder_is_refused_before_the_work(
    ledger: Path, option: str, lang: str, word: str
) -> None:
    done = check(ledger, option, ledger.parent, "--lang", lang)
    assert done.exit_code == 2
    assert word in done.output
    assert "70" not in done.output


def test_what_stood_there_stays_when_writing_fails(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = ledger.with_name("result.json")
    result.write_text("old", encoding="utf-8")
    monkeypatch.setattr(
        Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device"))
    )
    done = check(ledger, "--json", result)
    assert done.exit_code == 2
    assert "磁盘已满" in done.output
    assert result.read_text("utf-8") == "old"
    assert sorted(p.name for p in ledger.parent.iterdir()) == sorted([ledger.name, result.name])


def test_files_and_a_database_together_are_refused(ledger: Path) -> None:
    """Either of the two would be left out in silence."""
    done = check(ledger, "--db", "sqlite:///nowhere.db")
    assert done.exit_code == 2
    assert ledger.name in done.output


@pytest.mark.parametrize(("lang", "word"), [("zh", "程序出错"), ("en", "program failed")])
def test_a_fault_of_ours_is_no_breach_and_shows_no_data(
    ledger: Path, monkeypatch: pytest.MonkeyPatch, lang: str, word: str
) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise RuntimeError("三（2）班")

    monkeypatch.setattr(checking, "run_check", fails)
    done = check(ledger, "--lang", lang)
    assert done.exit_code == 2
    assert word in done.output and "RuntimeError" in done.output
    assert "三（2）班" not in done.output and "Traceback" not in done.output


@pytest.mark.parametrize(
    "text",
    ["[]", "{}", "{", '{"findings": 5}', '{"findings": [5]}', '{"findings": [{"fingerprint": "abc", "group": 5}]}',
     '{"findings": [{"fingerprint": "abc", "outcome": "breached", "measured": "six", "unit": "minute", "mark": 60, "op": "at_most"}]}',
     '{"sources": 5}', "[" * 100_000],
)  # fmt: skip
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_explain_refuses_what_is_no_result(tmp_path: Path, text: str, lang: str) -> None:
    path = tmp_path / "result.json"
    path.write_text(
        text.replace("{", '{"schema": "jianfu/check/1", ', 1) if '": ' in text else text, encoding="utf-8"
    )
    done = run("explain", "abc", "--from", path, "--lang", lang)
    assert done.exit_code == 2
    assert str(path) in done.output.replace("\n", "")


def test_the_order_of_files_does_not_matter(tmp_path: Path) -> None:
    head = "姓名,编制单位,人员类别,借入单位,开始日期,单位层级\n"
    files: list[Path] = []
    for name, people in (("借调一", ("张三", "李三")), ("借调二", ("张四", "张三"))):
        path = tmp_path / f"{name}.csv"
        rows = (
            f"{p},河口村,干部,县文旅局,2026-0{n}-01,村\n" for n, p in enumerate(people, 1 + len(files) * 3)
        )
        path.write_text(head + "".join(rows), encoding="utf-8")
        files.append(path)
    results = []
    for order in (files, files[::-1]):
        result = tmp_path / "out" / "result.json"
        run("check", *order, "--as-of", "2026-11-30", "--json", result)
        results.append(result.read_bytes())
    assert json.loads(results[0])["findings"]
    assert results[0] == results[1]
