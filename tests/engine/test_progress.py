"""A unit's progress: its own figures, the same span a year before, and what nothing supports."""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb
import pytest

from jianfu.engine.progress import progress
from jianfu.engine.world import world_of
from jianfu.ledgers.reading import from_rows
from jianfu.norms.load import packaged, read_catalogue
from jianfu.reports.progress import progress_text
from jianfu.terms.errors import JianfuError

CATALOGUE = read_catalogue(packaged())[0]
IDS = (
    "student/homework/written-minutes", "student/exams/no-ranking", "grassroots/documents/length",
    "grassroots/documents/yearly-count", "shared/checklists/answered", "shared/rectification/overdue",
)  # fmt: skip
LAST = date(2026, 11, 20)


def told(
    rows: dict[str, list[dict[str, Any]]], unit: str, first: date | None = None, last: date = LAST
) -> Any:
    world = world_of(from_rows(rows, duckdb.connect()))
    return progress(world, CATALOGUE.only(IDS), unit, first, last)


def homework(day: str, minutes: object, school: str = "甲小学") -> dict[str, Any]:
    return {"学校": school, "班级": "四（1）班", "日期": day, "学科": "数学", "作业类型": "书面", "预计时长（分钟）": minutes}  # fmt: skip


def line(document: dict[str, Any], identity: str) -> dict[str, Any]:
    found: dict[str, Any] = next(entry for entry in document["lines"] if entry["norm"] == identity)
    return found


def test_a_line_has_figure_baseline_change_and_breaches() -> None:
    rows = [homework("2026-10-14", 70), homework("2026-10-15", 50), homework("2025-10-14", 55)]
    document = told({"homework": rows}, "甲小学")
    found = line(document, "student/homework/written-minutes")
    assert (document["from"], document["to"]) == ("2026-09-01", "2026-11-20")
    assert (found["support"], found["groups"], found["breached"], found["kept"]) == ("measured", 2, 1, 1)
    assert (found["value"], found["baseline"], found["change"]) == (70, {"value": 55, "groups": 1}, 15)
    assert found["rule"]["mark"] == 60
    assert found["basis"] == ["estimate"]


def test_other_units_and_other_days_are_left_out() -> None:
    rows = [homework("2026-10-14", 70, "乙小学"), homework("2026-10-14", 30), homework("2026-05-14", 80)]
    found = line(told({"homework": rows}, "甲小学"), "student/homework/written-minutes")
    assert (found["groups"], found["value"], found["baseline"]) == (1, 30, None)
    whole = told({"homework": rows}, "甲小学", date(2026, 1, 1))
    assert line(whole, "student/homework/written-minutes")["value"] == 80


def test_what_is_missing_is_missing_and_never_kept() -> None:
    document = told({"homework": [homework("2026-10-14", "")]}, "甲小学")
    found = line(document, "student/homework/written-minutes")
    assert (found["support"], found["why"], found["not_evaluable"], found["kept"]) == (
        "unsupported",
        "incomplete",
        1,
        0,
    )
    exams = line(document, "student/exams/no-ranking")
    assert (exams["support"], exams["why"], exams["value"]) == ("unsupported", "no_ledger", None)
    assert document["corrections"] is None
    for lang in ("zh", "en"):
        text = progress_text(document, lang)
        assert ("没有台账" if lang == "zh" else "no ledger") in text


def test_an_answered_checklist_attests_and_is_never_called_measured() -> None:
    answer = {"单位": "县应急局", "自查清单名称": "机关日常自查", "答题对象": "机关单位"}
    rows = [
        answer | {"题号": 1, "回答": "是", "依据": "清单"}, answer | {"题号": 2, "回答": "是"},
        answer | {"题号": 3, "回答": "否"}, answer | {"题号": 4, "回答": ""},
    ]  # fmt: skip
    document = told({"checklist_answers": rows}, "县应急局")
    assert document["checklists"] == [
        {"checklist": "机关日常自查", "yes": 2, "shown": 1, "no": 1, "na": 0, "unanswered": 1}
    ]
    found = line(document, "shared/checklists/answered")
    assert (found["support"], found["why"]) == ("unsupported", "no_local_mark")
    assert "没有答 1" in progress_text(document)


def test_an_office_is_told_by_the_year_and_a_change_has_no_second_baseline() -> None:
    def paper(number: int, day: str, words: int) -> dict[str, Any]:
        return {
            "单位": "县应急局",
            "发文字号": f"{number}号",
            "标题": f"通知{number}",
            "发文日期": day,
            "类别": "专项",
            "正文字数": words,
        }

    rows = [paper(1, "2026-02-03", 5000), paper(2, "2026-03-03", 900), paper(3, "2025-03-03", 3000)]
    document = told({"documents": rows}, "县应急局")
    assert document["from"] == "2026-01-01"
    length = line(document, "grassroots/documents/length")
    assert (length["value"], length["baseline"]["value"], length["change"]) == (5000, 3000, 2000)
    count = line(document, "grassroots/documents/yearly-count")
    assert (count["value"], count["baseline"]) == (200, None)
    assert not [entry for entry in document["lines"] if entry["norm"].startswith("student/")]


def test_corrections_are_those_found_in_the_span() -> None:
    problem = {"责任单位": "甲小学", "问题来源": "自查"}
    rows = [
        problem
        | {
            "问题": "一",
            "发现时间": "2026-09-10",
            "整改时限": "2026-09-30",
            "完成日期": "2026-09-28",
            "是否销号": "是",
        },
        problem
        | {
            "问题": "二",
            "发现时间": "2026-09-12",
            "整改时限": "2026-10-10",
            "完成日期": "",
            "是否销号": "否",
        },
        problem
        | {
            "问题": "三",
            "发现时间": "2026-03-12",
            "整改时限": "2026-04-10",
            "完成日期": "",
            "是否销号": "否",
        },
    ]
    found = told({"rectifications": rows}, "甲小学")["corrections"]
    assert found == {"found": 2, "done": 1, "struck_off": 1, "overdue": 1}


def test_a_unit_that_is_not_there_and_days_turned_round_are_refused() -> None:
    rows = {"homework": [homework("2026-10-14", 30)]}
    with pytest.raises(JianfuError) as error:
        told(rows, "乙小学")
    assert "甲小学" in error.value.text("zh")
    with pytest.raises(JianfuError):
        told(rows, "甲小学", date(2026, 12, 1))


def test_the_text_says_figure_mark_and_change() -> None:
    rows = [homework("2026-10-14", 70), homework("2025-10-14", 75)]
    text = progress_text(told({"homework": rows}, "甲小学"))
    assert "每天书面作业时长：上限 60 分钟；1 组，1 处超出规定" in text
    assert "本期最高 70 分钟" in text
    assert "上年同期 75 分钟，少 5 分钟" in text
    text.encode("gbk")
