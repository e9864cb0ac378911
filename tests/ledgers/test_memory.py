"""Records that stand in no file."""

from __future__ import annotations

import datetime as dt

import duckdb
import pytest

from jianfu.ledgers.reading import from_rows, parse_record
from jianfu.terms.errors import JianfuError
from tests.ledgers.books import records


def test_headings_and_english_names_both_do() -> None:
    rows = [
        {
            "学校": "甲小学",
            "班级": "四（1）班",
            "日期": "2026-10-14",
            "作业类型": "书面",
            "学科": "语文",
            "预计时长（分钟）": 30,
        },
        {
            "organisation": "甲小学",
            "class": "四（1）班",
            "done_on": dt.date(2026, 10, 14),
            "form": "written",
            "subject": "数学",
            "minutes": "≤60",
        },
    ]
    reading = from_rows({"homework": rows[:1]}, duckdb.connect())
    assert records(reading, "homework", "organisation", "grade", "class_no", "form", "minutes") == [
        ("甲小学", 4, 1, "written", 30)
    ]
    reading = from_rows({"homework": rows[1:]}, duckdb.connect())
    assert records(reading, "homework", "grade", "form", "minutes", "minutes_max") == [(4, "written", 0, 60)]


def test_bad_values_are_faults_without_a_cell() -> None:
    reading = from_rows(
        {"homework": [{"班级": "四（1）班", "日期": "x", "学科": "语文"}]}, duckdb.connect(), name="case.yaml"
    )
    assert [(f.file, f.cell, f.column, f.value) for f in reading.faults] == [
        ("case.yaml", None, "done_on", "x")
    ]


def test_register_gives_codes_stages_and_system() -> None:
    reading = from_rows(
        {
            "school_day": [{"学校": "第二学校", "项目": "第一节", "时间": "8:20-9:00", "年级": "全校"}],
            "organisations": [
                {
                    "单位代码": "B",
                    "单位名称": "青禾县第二学校",
                    "单位类型": "九年一贯制",
                    "学段": "小学、初中",
                    "学制": "五四",
                }
            ],
        },
        duckdb.connect(),
    )
    found = reading.places.get("B")
    assert found is not None and found.stages == ("primary", "junior") and found.system == "五四"
    assert records(reading, "school_day", "organisation", "start", "end", "grade_from", "grade_to") == [
        ("B", 500, 540, 1, 9)
    ]


def test_calendar_from_a_register() -> None:
    rows = [
        {"事项": "第一学期", "开始日期": "2026-09-01", "结束日期": "2027-01-29"},
        {"事项": "国庆节", "开始日期": "2026-10-01", "结束日期": "2026-10-08"},
        {"事项": "调休", "开始日期": "2026-10-10"},
    ]
    calendar = from_rows({"school_calendar": rows}, duckdb.connect()).calendar
    assert not calendar.is_school_day(dt.date(2026, 10, 8))
    assert calendar.is_school_day(dt.date(2026, 10, 10))
    assert calendar.period("term", dt.date(2026, 9, 1)).id == "2026-2027-1"


def test_without_a_calendar_terms_are_assumed_and_said_so() -> None:
    reading = from_rows({"homework": []}, duckdb.connect())
    assert reading.calendar.assumed
    assert [g.code for g in reading.guesses] == ["read.calendar_assumed"]
    assert reading.tables["homework"].rows == 0


def test_parse_record() -> None:
    found = parse_record(
        "exams",
        {
            "学校": "甲小学",
            "考试名称": "数学限时练",
            "年级": "四年级",
            "学科": "数学",
            "考试日期": "2026-11-10",
        },
    )
    assert (found["kind"], found["sitting"], found["grade"]) == ("other", "限时练", 4)
    assert not {"_source", "_row", "extra"} & found.keys()


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"班级": "四（1）班", "日期": "昨天", "学科": "语文"}, "record.cell"),
        ({"班级": "四（1）班", "学科": "语文"}, "record.cell_blank"),
        ({"班极": "四（1）班"}, "ledger.field_unknown"),
    ],
)
def test_parse_record_raises_for_bad_values(values: dict[str, object], code: str) -> None:
    with pytest.raises(JianfuError) as caught:
        parse_record("homework", values)
    assert caught.value.message.code == code
    assert caught.value.text("en") and caught.value.text("zh")


def test_parse_record_takes_one_record_only() -> None:
    with pytest.raises(JianfuError, match="2"):
        parse_record("exams", {"考试名称": "期末", "年级": "三、四年级", "考试日期": "2027-01-18"})
