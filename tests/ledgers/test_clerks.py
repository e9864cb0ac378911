"""Files as clerks really make them: years left out, months as sheets, days in titles, totals as sizes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb
import pytest

from jianfu.ledgers.reading import Reading, read
from tests.ledgers.books import book, codes, records, taken

DAY = dt.date(2026, 11, 20)
LIST = ["班级", "日期", "学科", "作业内容", "作业类型", "时长"]


def on(day: dt.date, *paths: Path) -> Reading:
    return read(paths, duckdb.connect(), as_of=day)


@pytest.mark.parametrize("written", ["9月8日", "9.8", "9/8", "9月8日 星期二"])
def test_year_of_the_check_where_nothing_else_gives_one(tmp_path: Path, written: str) -> None:
    path = book(tmp_path / "甲小学作业.xlsx", [LIST, ["三1班", written, "语文", "生字", "书面", 30]])
    reading = on(DAY, path)
    assert records(reading, "homework", "done_on") == [(dt.date(2026, 9, 8),)]
    assert "read.year_supplied" in codes(reading.guesses)
    assert records(taken(path), "homework", "done_on") == [(None,)]


def test_no_year_is_supposed_for_secondments(tmp_path: Path) -> None:
    rows = [["姓名", "编制单位", "借入单位", "开始日期"], ["张某", "甲小学", "县教育局", "9月1日"]]
    reading = on(DAY, book(tmp_path / "借调台账.xlsx", rows))
    assert records(reading, "secondments", "start") == [(None,)]
    assert reading.faults


def test_end_without_a_day_is_no_open_end(tmp_path: Path) -> None:
    rows = [["姓名", "编制单位", "借入单位", "开始日期", "实际结束日期"],
            ["张某", "甲小学", "县教育局", "2026-01-04", "2026年3月"], ["李某", "甲小学", "县教育局", "2026年1月", ""]]  # fmt: skip
    reading = on(DAY, book(tmp_path / "借调台账.xlsx", rows))
    assert records(reading, "secondments", "start", "end") == [
        (dt.date(2026, 1, 4), dt.date(2026, 3, 1)),
        (None, None),
    ]
    assert "read.partial_first" in codes(reading.guesses)
    assert len(reading.faults) == 1


def test_examination_of_several_days_is_dated_by_the_first(tmp_path: Path) -> None:
    rows = [
        ["考试名称", "年级", "考试日期"],
        ["期中考试", "七年级", "11月11日—12日"],
        ["期末考试", "七年级", "2027年1月"],
    ]
    reading = on(DAY, book(tmp_path / "甲中学考试安排.xlsx", rows))
    assert records(reading, "exams", "held_on") == [(dt.date(2026, 11, 11),), (dt.date(2027, 1, 1),)]


def test_days_alone_below_a_month_in_the_sheet_name(tmp_path: Path) -> None:
    rows = [["日", "语文", "数学"], [12, 30, 20], ["13日", 40, 25]]
    reading = on(DAY, book(tmp_path / "甲小学五（1）班书面作业.xlsx", rows, sheet="10月"))
    assert records(reading, "homework", "grade", "done_on", "subject", "minutes") == [
        (5, dt.date(2026, 10, 12), "语文", 30),
        (5, dt.date(2026, 10, 12), "数学", 20),
        (5, dt.date(2026, 10, 13), "语文", 40),
        (5, dt.date(2026, 10, 13), "数学", 25),
    ]


def test_day_in_the_title_above_a_row_a_class(tmp_path: Path) -> None:
    rows = [
        ["甲小学书面作业统计（2026年9月8日）"],
        ["班级", "语文", "数学", "合计"],
        ["四（1）班", 20, 25, 45],
        ["年级合计", 20, 25, 45],
    ]
    reading = taken(book(tmp_path / "a.xlsx", rows, ["A1:D1"]))
    assert records(reading, "homework", "class_no", "done_on", "minutes") == [
        (1, dt.date(2026, 9, 8), 20),
        (1, dt.date(2026, 9, 8), 25),
    ]
    assert "read.day_of_title" in codes(reading.guesses)
    assert not reading.faults


def test_time_below_a_subject_is_how_long(tmp_path: Path) -> None:
    rows = [
        ["班级", "语文", "", "数学", ""],
        ["", "内容", "时间", "内容", "时间"],
        ["三1班", "生字", 35, "口算", "30分"],
    ]
    reading = on(DAY, book(tmp_path / "甲小学作业公示.xlsx", rows, ["A1:A2", "B1:C1", "D1:E1"], "9月8日"))
    assert records(reading, "homework", "subject", "content", "minutes") == [
        ("语文", "生字", 35),
        ("数学", "口算", 30),
    ]


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [("20+15", 35, None), ("20＋15分钟", 35, None), ("10-15+20", 30, 35), ("'30", 30, None)],
)
def test_sums_and_apostrophes(tmp_path: Path, written: str, low: int, high: int | None) -> None:
    path = book(
        tmp_path / "甲小学作业.xlsx", [LIST, ["三1班", "2026-09-08", "语文", "生字", "书面", written]]
    )
    assert records(taken(path), "homework", "minutes", "minutes_max") == [(low, high)]


@pytest.mark.parametrize(("written", "grade"), [("五3", 5), ("5-3", 5), ("2022级3班", 5)])
def test_classes_below_their_heading(tmp_path: Path, written: str, grade: int) -> None:
    path = book(tmp_path / "甲小学作业.xlsx", [LIST, [written, "2026-09-08", "语文", "生字", "书面", 30]])
    assert records(taken(path), "homework", "grade", "class_no") == [(grade, 3)]


def test_number_alone_is_no_class(tmp_path: Path) -> None:
    path = book(tmp_path / "甲小学作业.xlsx", [LIST, ["3", "2026-09-08", "语文", "生字", "书面", 30]])
    assert taken(path).faults


def test_file_name_speaks_against_another_ledger(tmp_path: Path) -> None:
    rows = [["日期", "学科", "作业", "类型", "时长"], ["10.12", "语文", "卷子", "书面", 31]]
    reading = on(DAY, book(tmp_path / "乙中学" / "初三1班" / "作业登记.xlsx", rows))
    assert records(reading, "homework", "grade", "class_no", "minutes") == [(9, 1, 31)]


def test_calendar_of_words_and_spans_is_no_school_day(tmp_path: Path) -> None:
    rows = [
        ["向阳学校2026—2027学年度第一学期校历"],
        ["内容", "时间"],
        ["正式上课", "9月1日"],
        ["放寒假", "1月25日"],
    ]
    reading = taken(book(tmp_path / "校历.xlsx", rows))
    assert records(reading, "school_calendar", "kind", "first_day") == [
        ("term_start", dt.date(2026, 9, 1)),
        ("term_end", dt.date(2027, 1, 25)),
    ]


@pytest.mark.parametrize(
    ("head", "row"),
    [
        (["班级", "男", "女", "合计"], ["三1班", 30, 26, 56]),
        (["班级", "男", "女", "备注"], ["三1班", 30, 26, ""]),
    ],
)
def test_size_of_a_class_by_total_or_halves(tmp_path: Path, head: list[str], row: list[object]) -> None:
    path = book(tmp_path / "甲小学班额统计表.xlsx", [head, row, ["总计", 30, 26, 56]])
    assert records(taken(path), "classes", "size") == [(56,)]


def test_break_beside_morning_is_no_lesson(tmp_path: Path) -> None:
    rows = [["甲中学七（1）班课程表"], ["时段", "节次", "星期一", "星期二"], ["上午", "第一节", "语文\n王某", "数学"],
            ["", "大课间", "大课间", ""], ["", "第二节", "数学", "体育"]]  # fmt: skip
    reading = taken(book(tmp_path / "a.xlsx", rows, ["A1:D1", "C4:D4", "A3:A5"]))
    found = records(reading, "timetable", "slot", "period_no", "_conflict")
    assert (
        sorted(found) == [("break", 1, False)] * 2 + [("lesson", 1, False)] * 2 + [("lesson", 2, False)] * 2
    )


def test_signatures_are_no_records(tmp_path: Path) -> None:
    rows = [
        LIST,
        ["三1班", "2026-09-08", "语文", "生字", "书面", 30],
        ["教导处签字：", "", "", "班主任签字："],
    ]
    reading = taken(book(tmp_path / "甲小学作业.xlsx", rows))
    assert len(records(reading, "homework", "subject")) == 1
    assert not reading.faults


def test_end_that_cannot_be_read_is_no_open_end(tmp_path: Path) -> None:
    rows = [["姓名", "编制单位", "借入单位", "开始日期", "实际结束日期"],
            ["张某", "甲小学", "县教育局", "2026-01-04", "已返校"],
            ["李某", "甲小学", "县教育局", "2026-01-04", "2026.2.4（已返校）"]]  # fmt: skip
    reading = taken(book(tmp_path / "借调台账.xlsx", rows))
    assert records(reading, "secondments", "start", "end") == [
        (None, None),
        (dt.date(2026, 1, 4), dt.date(2026, 2, 4)),
    ]
    assert [f.value for f in reading.faults] == ["已返校"]


@pytest.mark.parametrize(
    ("form", "results", "source", "read_as"),
    [
        ("不进行纸笔测试", "不呈现分数", "未购买", (None, None, None)),
        ("无纸笔", "等级（不公布分数）", "购买", ("other", "levels", "bought")),
    ],
)
def test_words_that_are_denied_are_not_taken(
    tmp_path: Path, form: str, results: str, source: str, read_as: tuple[object, ...]
) -> None:
    rows = [
        ["考试名称", "年级", "考试日期", "形式", "成绩呈现", "命题来源"],
        ["期末", "一年级", "2027-01-12", form, results, source],
    ]
    reading = taken(book(tmp_path / "甲小学考试安排.xlsx", rows))
    assert records(reading, "exams", "form", "results", "paper_source") == [read_as]
    assert len(reading.faults) == read_as.count(None)


@pytest.mark.parametrize(
    ("written", "value"), [("不排名", False), ("是（年级内）", True), ("不清楚", None), ("未定", None)]
)
def test_yes_and_no_in_words(tmp_path: Path, written: str, value: bool | None) -> None:
    rows = [["考试名称", "年级", "考试日期", "是否排名"], ["期末", "七年级", "2027-01-12", written]]
    assert records(taken(book(tmp_path / "甲中学考试安排.xlsx", rows)), "exams", "ranked") == [(value,)]


def test_several_classes_in_one_cell(tmp_path: Path) -> None:
    path = book(
        tmp_path / "甲小学作业.xlsx", [LIST, ["三1班、三2班", "2026-09-08", "语文", "生字", "书面", 30]]
    )
    reading = taken(path)
    assert records(reading, "homework", "class_no", "minutes") == [(1, 30), (2, 30)]
    assert "read.expanded" in codes(reading.notes)


@pytest.mark.parametrize("corner", ["节次", ""])
def test_grids_side_by_side(tmp_path: Path, corner: str) -> None:
    days = ["星期一", "星期二", "星期三"]
    rows = [["甲小学课程表"], ["四（3）班", "", "", "", "", "四（4）班"], [corner, *days, "", corner, *days],
            ["第一节", "语文", "数学", "体育", "", "第一节", "数学", "语文", "音乐"],
            ["第二节", "数学", "语文", "劳动", "", "第二节", "美术", "体育", "语文"]]  # fmt: skip
    reading = taken(book(tmp_path / "a.xlsx", rows, ["A2:D2", "F2:I2"]))
    found = records(reading, "timetable", "class_no", "weekday", "period_no", "subject")
    assert len(found) == 12
    assert {(3, 3, 2, "劳动"), (4, 1, 2, "美术"), (4, 3, 1, "音乐")} <= set(found)


def test_one_heading_twice_loses_neither(tmp_path: Path) -> None:
    rows = [["甲小学五（1）班书面作业"], ["日期", "语文", "数学", "语文"], ["2026-09-08", 20, 15, 10]]
    found = records(taken(book(tmp_path / "a.xlsx", rows)), "homework", "subject", "minutes")
    assert sorted(found) == [("数学", 15), ("语文", 10), ("语文", 20)]


@pytest.mark.parametrize(
    ("layer", "required"),
    [("选做", "optional"), ("C层（选做）", "optional"), ("提高", "required"), ("基础必做", "required")],
)
def test_optional_written_among_the_layers(tmp_path: Path, layer: str, required: str) -> None:
    rows = [[*LIST, "分层"], ["三1班", "2026-09-08", "数学", "口算", "书面", 30, layer]]
    assert records(taken(book(tmp_path / "甲小学作业.xlsx", rows)), "homework", "required") == [(required,)]


def test_end_of_a_secondment_by_other_names(tmp_path: Path) -> None:
    rows = [
        ["姓名", "原单位", "借用单位", "借用开始时间", "借用结束时间"],
        ["张某", "甲小学", "县教育局", "2026.4.1", "2026.9.8"],
    ]
    found = records(taken(book(tmp_path / "借用人员登记表.xlsx", rows)), "secondments", "start", "end")
    assert found == [(dt.date(2026, 4, 1), dt.date(2026, 9, 8))]


def test_week_of_the_title_without_a_year(tmp_path: Path) -> None:
    rows = [
        ["甲小学五（2）班第8周作业公示（10月19日—10月23日）"],
        ["星期", "语文", "数学"],
        ["周一", 20, 20],
        ["周三", 24, 25],
    ]
    reading = on(DAY, book(tmp_path / "五2.xlsx", rows, ["A1:C1"]))
    days = [d for (d,) in records(reading, "homework", "done_on")]
    assert days == [dt.date(2026, 10, 19)] * 2 + [dt.date(2026, 10, 21)] * 2


def test_headings_with_colons_and_periods_with_times(tmp_path: Path) -> None:
    classes = book(
        tmp_path / "甲小学班级情况统计表.xlsx",
        [["班级", "学生数", "其中：男", "其中：女"], ["一（1）班", 55, 30, 25]],
    )
    assert records(taken(classes), "classes", "size", "boys", "girls") == [(55, 30, 25)]
    rows = [
        ["甲小学三（1）班课程表"],
        ["节次", "星期一", "星期二", "星期三"],
        ["1\n8:20—9:00", "语文", "数学", "体育"],
    ]
    lessons = taken(book(tmp_path / "课表.xlsx", rows))
    assert records(lessons, "timetable", "period_no") == [(1,)] * 3
    assert not lessons.faults
