"""Sheets that are no lists: a column a subject, class grids, whole-school timetables, school days side by side."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.ledgers.books import book, codes, records, taken


def test_fifteen_wide_homework(tmp_path: Path) -> None:
    """SEMANTICS 15: a dash means none set, an empty cell unknown; the typed total is recomputed."""
    rows = [
        ["甲小学2026—2027学年第一学期作业公示表"],
        ["班级：四（1）班", "", "", "填表人：李某"],
        ["日期", "星期", "书面作业", "", "口头作业", "合计（分钟）"],
        ["", "", "语文", "数学", "英语", ""],
        ["9月1日", "二", 20, "15分钟", "—", 35],
        [dt.date(2026, 9, 2), "三", 30, "", "/", 99],
        ["合计", "", 50, 15, "", 65],
    ]
    reading = taken(book(tmp_path / "a.xlsx", rows, ["A1:F1", "C3:D3", "A3:A4", "B3:B4", "F3:F4"]))
    assert records(reading, "homework", "grade", "class_no", "done_on", "subject", "form", "minutes") == [
        (4, 1, dt.date(2026, 9, 1), "语文", "written", 20),
        (4, 1, dt.date(2026, 9, 1), "数学", "written", 15),
        (4, 1, dt.date(2026, 9, 2), "语文", "written", 30),
        (4, 1, dt.date(2026, 9, 2), "数学", "written", None),
    ]
    assert [n.facts["rows"] for n in reading.notes if n.code == "read.total_differs"] == []


def test_typed_total_that_differs_is_told(tmp_path: Path) -> None:
    rows = [["甲小学四（1）班作业公示表"], ["日期", "语文", "数学", "合计"], ["2026-09-01", 20, 15, 30]]
    reading = taken(book(tmp_path / "a.xlsx", rows))
    assert [n.facts["rows"] for n in reading.notes if n.code == "read.total_differs"] == ["3"]
    assert not reading.faults


def test_content_and_minutes_under_each_subject(tmp_path: Path) -> None:
    rows = [["甲小学五（1）班作业公示表"], ["日期", "语文", "", "数学", ""], ["", "内容", "时长(分钟)", "内容", "时长(分钟)"],
            ["2026-09-01", "抄写", 20, "口算", 15]]  # fmt: skip
    reading = taken(book(tmp_path / "a.xlsx", rows, ["A2:A3", "B2:C2", "D2:E2"]))
    assert records(reading, "homework", "subject", "content", "minutes") == [
        ("语文", "抄写", 20),
        ("数学", "口算", 15),
    ]


def test_words_and_minutes_in_one_cell(tmp_path: Path) -> None:
    rows = [
        ["甲小学五（1）班作业公示表"],
        ["日期", "语文", "数学"],
        ["2026-09-01", "抄写生词（约20分钟）", "口算两页"],
    ]
    reading = taken(book(tmp_path / "a.xlsx", rows))
    assert records(reading, "homework", "content", "minutes") == [("抄写生词", 20), ("口算两页", None)]


@pytest.mark.parametrize("corner", ["节次", "", "星期\n节次"])
def test_class_grid(tmp_path: Path, corner: str) -> None:
    rows = [
        ["三（2）班课程表"],
        [corner, "星期一", "星期二", "星期三"],
        ["早读", "语文", "英语", "语文"],
        ["第一节", "数学 李", "语文", "数学"],
        ["大课间", "", "", ""],
        ["第二节", "语/数(单双周)", "体育", ""],
        ["课后服务", "社团", "", ""],
    ]
    reading = taken(book(tmp_path / "甲小学" / "课表.xlsx", rows, ["A1:D1"]))
    found = records(
        reading, "timetable", "weekday", "slot", "period_no", "subject", "teacher", "parity", "periods"
    )
    assert (1, "lesson", 1, "数学", "李", "all", 100) in found
    assert (1, "lesson", 2, "语文", None, "odd", 50) in found
    assert (1, "lesson", 2, "数学", None, "even", 50) in found
    assert (1, "early", 1, "语文", None, "all", 100) in found
    assert (1, "service", 1, "社团", None, "all", 100) in found
    assert len(found) == 10
    assert records(reading, "timetable", "grade", "class_no")[0] == (3, 2)


def test_afternoon_that_starts_again_at_one(tmp_path: Path) -> None:
    rows = [["三（2）班课程表"], ["", "节次", "周一", "周二"], ["上午", 1, "语文", "数学"], [None, 2, "数学", "语文"],
            ["下午", 1, "体育", "音乐"]]  # fmt: skip
    reading = taken(book(tmp_path / "甲小学.xlsx", rows, ["A3:A4"]))
    assert (1, 3, "体育") in records(reading, "timetable", "weekday", "period_no", "subject")
    assert "read.renumbered" in codes(reading.guesses)


def test_whole_school_with_classes_down_the_side(tmp_path: Path) -> None:
    rows = [
        ["甲小学总课程表"],
        ["班级", "星期一", "", "星期二", ""],
        ["", 1, 2, 1, 2],
        ["三（1）班", "语", "数", "体", "语"],
    ]
    reading = taken(book(tmp_path / "a.xlsx", rows, ["B2:C2", "D2:E2", "A2:A3"]))
    assert records(reading, "timetable", "class_no", "weekday", "period_no", "subject") == [
        (1, 1, 1, "语文"), (1, 1, 2, "数学"), (1, 2, 1, "体育"), (1, 2, 2, "语文")]  # fmt: skip


def test_whole_school_with_classes_across(tmp_path: Path) -> None:
    rows = [
        ["甲中学总课程表"],
        ["星期", "节次", "七（1）班", "七（2）班"],
        ["星期一", 1, "语文", "数学"],
        [None, 2, "数学", ""],
    ]
    reading = taken(book(tmp_path / "a.xlsx", rows, ["A3:A4"]))
    assert records(reading, "timetable", "class_no", "weekday", "period_no", "subject") == [
        (1, 1, 1, "语文"), (2, 1, 1, "数学"), (1, 1, 2, "数学")]  # fmt: skip


def test_timetable_as_a_list_is_no_crosstab(tmp_path: Path) -> None:
    rows = [
        ["班级", "星期", "节次", "学科", "任课教师"],
        ["一（1）班", "一", "第一节", "语文", "吴某"],
        ["一（1）班", "一", "第二节", "数学", "李某"],
    ]
    reading = taken(book(tmp_path / "甲小学总课程表.xlsx", rows))
    assert records(reading, "timetable", "period_no", "slot", "subject") == [
        (1, "lesson", "语文"),
        (2, "lesson", "数学"),
    ]


def test_school_day_with_ranges_and_stages_side_by_side(tmp_path: Path) -> None:
    rows = [["甲学校作息时间表"], ["项目", "小学", "", "初中", ""], ["", "开始", "结束", "开始", "结束"],
            ["第一节", "8:20", "9:00", "8:00", "8:45"], ["熄灯", "", "", "21:30", ""]]  # fmt: skip
    reading = taken(book(tmp_path / "a.xlsx", rows, ["A2:A3", "B2:C2", "D2:E2"]))
    assert records(reading, "school_day", "kind", "start", "end", "stage", "grade_from", "grade_to") == [
        ("lesson", 500, 540, "primary", 1, 6), ("lesson", 480, 525, "junior", 7, 9), ("bedtime", 1290, None, "junior", 7, 9)]  # fmt: skip


def test_school_day_of_summer_and_winter(tmp_path: Path) -> None:
    rows = [["甲小学作息时间表"], ["时段", "夏季", "冬季"], ["午休", "12:00-14:00", "12：00—13：30"]]
    reading = taken(book(tmp_path / "a.xlsx", rows))
    assert records(reading, "school_day", "season", "start", "end") == [
        ("summer", 720, 840),
        ("winter", 720, 810),
    ]


def test_course_plan_and_allotment_grids(tmp_path: Path) -> None:
    plan = book(
        tmp_path / "a.xlsx",
        [
            ["甲小学课程设置表"],
            ["学科", "一年级", "二年级"],
            ["体育", 4, 3.5],
            ["英语", "/", ""],
            ["合计", 26, 26],
        ],
    )
    shares = book(
        tmp_path / "b.xlsx",
        [["甲小学四（1）班各科作业统筹表"], ["学科", "星期一", "星期二"], ["语文", 20, 15]],
    )
    reading = taken(plan, shares)
    assert records(reading, "course_plan", "grade", "subject", "periods") == [
        (1, "体育", 400),
        (2, "体育", 350),
    ]
    assert records(reading, "allotment", "weekday", "minutes") == [(1, 20), (2, 15)]


def test_marks_of_pupils_are_results_and_no_homework(tmp_path: Path) -> None:
    path = book(
        tmp_path / "成绩.xlsx",
        [["考号", "姓名", "班级", "语文", "数学", "总分"], ["1", "张某", "三（1）班", 90, 95, 185]],
    )
    reading = taken(path)
    assert set(reading.tables) == {"results"}
    assert records(reading, "results", "pupil", "subject", "form", "total") == [
        ("张某", "语文", "marks", 18500),
        ("张某", "数学", "marks", 18500),
    ]


def test_week_whose_dates_stand_in_the_title(tmp_path: Path) -> None:
    rows = [
        ["2026年9月作业公示表（第3周 9月14日—18日）"],
        ["星期", "语文", "数学"],
        ["星期一", 20, 30],
        ["星期五", 10, "无"],
    ]
    reading = taken(book(tmp_path / "甲小学" / "公示.xlsx", rows, sheet="三（1）班"))
    assert records(reading, "homework", "done_on", "subject", "minutes") == [
        (dt.date(2026, 9, 14), "语文", 20),
        (dt.date(2026, 9, 14), "数学", 30),
        (dt.date(2026, 9, 18), "语文", 10),
    ]
    assert "read.day_of_week" in codes(reading.guesses)


def test_a_title_that_names_another_ledger_is_no_silent_guess(tmp_path: Path) -> None:
    """Weekdays by subjects look like an allotment; the title says homework, of a week that nobody names."""
    rows = [["作业公示表（第3周）"], ["星期", "语文", "数学"], ["星期一", 20, 30]]
    reading = taken(book(tmp_path / "甲小学" / "公示.xlsx", rows, sheet="三（1）班"))
    assert [e.message.code for e in reading.errors] == ["read.header"]
    assert "日期" in reading.errors[0].message.text()


def test_head_printed_twice_side_by_side(tmp_path: Path) -> None:
    rows = [
        ["甲小学作息时间表"],
        ["项目", "时间", "项目", "时间"],
        ["第一节", "8:20-9:00", "第五节", "14:00-14:40"],
    ]
    reading = taken(book(tmp_path / "a.xlsx", rows))
    assert sorted(records(reading, "school_day", "item", "start", "end")) == [
        ("第一节", 500, 540),
        ("第五节", 840, 880),
    ]


def test_classes_across_and_subjects_with_the_word_homework(tmp_path: Path) -> None:
    by_class = book(
        tmp_path / "a.xlsx",
        [
            ["甲小学三年级各班作业时长统计"],
            ["日期", "学科", "三（1）班", "三（2）班"],
            ["2026-10-12", "语文", 20, "约25"],
        ],
    )
    by_subject = book(
        tmp_path / "b.xlsx",
        [["日 期", "星期", "语文作业", "数学作业（分钟）"], ["2026.10.13", "二", "20", 10]],
        sheet="三1",
    )
    reading = taken(tmp_path)
    assert {by_class.name, by_subject.name} == {Path(s.file).name for s in reading.sources}
    assert records(reading, "homework", "class_no", "subject", "minutes") == [
        (1, "语文", 20), (2, "语文", 25), (1, "语文", 20), (1, "数学", 10)]  # fmt: skip
