"""The table of the terminal and one finding in words."""

from __future__ import annotations

from io import BytesIO, TextIOWrapper

import pytest
from rich.console import Console

from jianfu.reports.explain import explain, find
from jianfu.reports.prepare import common_folder, gathered, prepare, split_place
from jianfu.reports.table import print_result, table_text
from tests.reports.sample import sample


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_gbk_console_can_show_every_character(lang: str) -> None:
    table_text(sample(), lang).encode("gbk")
    for finding in sample()["findings"]:
        explain(finding, lang).encode("gbk")


def test_a_rare_name_does_not_stop_a_gbk_console() -> None:
    result = sample()
    for finding in result["findings"]:
        finding["organisation_name"] = "\U00020bb7野小学"
    out = BytesIO()
    stream = TextIOWrapper(out, encoding="gbk")
    print_result(result, Console(file=stream, width=100, color_system=None))
    stream.flush()
    assert "?野小学" in out.getvalue().decode("gbk")


def test_it_opens_with_a_sentence_and_names_value_mark_word_and_source() -> None:
    text = table_text(sample())
    assert text.splitlines()[0].startswith("按 2 项规定核算")
    line = next(x for x in text.splitlines() if "三（2）班" in x)
    for part in ("10月14日 周三", "78 分钟", "上限 60 分钟", "超出规定 多 18 分钟"):
        assert part in line
    assert "教基厅函〔2021〕13号" in text


def test_what_is_left_out_is_counted() -> None:
    result = sample()
    one = result["findings"][0]
    result["findings"] = [{**one, "fingerprint": f"{n:04d}"} for n in range(30)]
    assert "另有 18 条没有在此列出" in table_text(result)
    assert "没有在此列出" not in table_text(result, limit=None)


def test_explaining_names_rows_mark_clause_level_and_remedy() -> None:
    text = explain(sample()["findings"][0])
    for part in (
        "78 分钟",
        "上限 60 分钟",
        "国家",
        "转述",
        "第 41—43 行",
        "可以怎样做",
        "上限 45 分钟",
        "线索，不是结论",
    ):
        assert part in text


def test_a_finding_is_found_by_the_beginning_of_its_fingerprint() -> None:
    result = sample()
    whole = result["findings"][3]["fingerprint"]
    found = find(result, whole[:10])
    assert found is not None
    assert found["fingerprint"] == whole
    assert find(result, "") is None
    assert find(result, "zz") is None


def test_paths_are_shown_below_the_folder_they_share() -> None:
    assert common_folder(["/a/b/甲/一.xlsx", "/a/b/乙/二.xlsx"]) == "/a/b/"
    assert common_folder(["甲/一.xlsx", "乙/二.xlsx"]) == ""
    result = {
        "sources": [{"file": "/a/b/甲/一.xlsx"}, {"file": "/a/b/乙/二.xlsx"}],
        "cells": [
            {
                "file": "/a/b/甲/一.xlsx",
                "sheet": "表",
                "cell": "C3",
                "message": "/a/b/甲/一.xlsx 表 C3：读不懂。",
            }
        ],
        "findings": [{"records": [{"file": "/a/b/乙/二.xlsx", "row": 3}], "group": {}}],
        "guesses": ["/a/b/甲/一.xlsx 表：按此处理。"],
    }
    shown = prepare(result)
    assert shown["cells"][0]["file"] == "甲/一.xlsx"
    assert shown["cells"][0]["message"] == "读不懂。"
    assert shown["findings"][0]["records"][0]["file"] == "乙/二.xlsx"
    assert shown["guesses"] == ["甲/一.xlsx 表：按此处理。"]


def test_the_same_remark_about_many_sheets_is_said_once() -> None:
    assert split_place("甲/一.xlsx 三（1）班：没有下列栏目：星期。") == (
        "甲/一.xlsx 三（1）班",
        "没有下列栏目：星期。",
    )
    assert split_place("有 3 条记录：按计划处理。") == ("", "有 3 条记录：按计划处理。")
    said = gathered(["甲.xlsx 一：缺。", "甲.xlsx 二：缺。", "别的。"], "zh")
    assert said == [("缺。", ["甲.xlsx 一", "甲.xlsx 二"]), ("别的。", [])]


def test_a_name_cannot_command_the_terminal() -> None:
    """A name in a csv may hold any character, that which starts a terminal's commands too."""
    finding = {
        "outcome": "breached", "norm": "student/homework/written-minutes", "title": "T", "unit": "minute", "op": "at_most",
        "mark": 60, "measured": 70, "group": {"organisation": "X"}, "organisation_name": "甲\x1b[31m\n小学", "period": "2026-10-14",
    }  # fmt: skip
    text = table_text({"findings": [finding], "as_of": "2026-11-30"}, "zh")
    assert "\x1b" not in text and "甲?[31m?小学" in text
