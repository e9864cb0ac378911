"""Lists: title rows, synonyms, merges, footers, bad cells, and what is reported."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import openpyxl

from tests.ledgers.books import HEAD, ROW, book, codes, records, taken


def test_title_labels_merges_and_footers(tmp_path: Path) -> None:
    path = book(
        tmp_path / "作业.xlsx",
        [
            ["乙小学2026—2027学年第一学期作业登记表"],
            ["班主任：王某", "", "填报日期：2026年9月30日"],
            ["序号", "班级", "日期", "学科", "作业内容", "是否书面", "预计时长(小时)", "打卡"],
            [1, "三（2）班", dt.date(2026, 9, 1), "语文", "生字", "是", 0.5, "否"],
            [2, None, None, "数学", "口算", "否", "约40分钟", None],
            ["合计", None, None, None, None, None, 1.2, None],
            ["填表人：", None, None, "审核："],
            ["说明：本表每周公示"],
        ],
        ["A1:H1", "B4:B5", "C4:C5"],
    )
    reading = taken(path)
    assert not reading.faults
    assert records(
        reading,
        "homework",
        "organisation",
        "term",
        "grade",
        "class_no",
        "done_on",
        "subject",
        "form",
        "minutes",
    ) == [
        ("乙小学", "2026-2027-1", 3, 2, dt.date(2026, 9, 1), "语文", "written", 30),
        ("乙小学", "2026-2027-1", 3, 2, dt.date(2026, 9, 1), "数学", "oral", 40),
    ]
    assert {"read.footers", "read.column_unknown"} <= codes(reading.notes)
    extra = records(reading, "homework", "extra")[0][0]
    assert json.loads(str(extra)) == {"打卡": "否"}


def test_seven_blank_and_interval_stay_unknown_or_open(tmp_path: Path) -> None:
    """SEMANTICS 7: missing minutes are never zero, and 40-50 is an interval."""
    path = book(tmp_path / "a.xlsx", [HEAD, [*ROW[:5], None], [*ROW[:3], "数学", "口算", "40-50"]])
    assert records(taken(path), "homework", "minutes", "minutes_max") == [(None, None), (40, 50)]


def test_fifteen_bad_cell_is_listed_and_the_record_stays(tmp_path: Path) -> None:
    """SEMANTICS 15: place, value and accepted form of every bad cell."""
    path = book(
        tmp_path / "a.xlsx", [["作业登记表"], HEAD, [*ROW[:5], "很久"], [*ROW[:2], "2月30日", *ROW[3:]]]
    )
    reading = taken(path)
    assert [(f.cell, f.column, f.value) for f in reading.faults] == [
        ("F3", "minutes", "很久"),
        ("C4", "done_on", "2月30日"),
    ]
    assert records(reading, "homework", "minutes", "done_on") == [(None, dt.date(2026, 9, 1)), (20, None)]
    for lang in ("zh", "en"):
        text = reading.faults[0].message.text(lang)
        assert "F3" in text and "很久" in text and "40分钟" in text


def test_unmerged_blanks_in_group_columns_are_carried_and_reported(tmp_path: Path) -> None:
    rows = [HEAD, ROW, [None, None, None, "数学", "口算", 10], [None, None, "2026-09-02", "英语", "听读", 5]]
    reading = taken(book(tmp_path / "a.xlsx", rows))
    assert [r[0] for r in records(reading, "homework", "class_no")] == [2, 2, 2]
    assert "read.filled_down" in codes(reading.guesses)


def test_one_forgotten_date_among_many_is_not_guessed(tmp_path: Path) -> None:
    rows = [HEAD, *([*ROW[:2], f"2026-09-{d:02d}", *ROW[3:]] for d in range(1, 21))]
    rows[10] = [*ROW[:2], None, *ROW[3:]]
    reading = taken(book(tmp_path / "a.xlsx", rows))
    assert [r[0] for r in records(reading, "homework", "done_on")].count(None) == 1
    assert [f.cell for f in reading.faults] == ["C11"]


def test_grade_and_class_in_two_columns(tmp_path: Path) -> None:
    rows = [["年级", "班级", "人数"], ["三年级", 1, 45], [None, "2班", 44], ["七年级", 1, 50]]
    reading = taken(book(tmp_path / "丙学校班级名册.xlsx", rows, ["A2:A3"]))
    assert records(reading, "classes", "grade", "class_no", "size") == [(3, 1, 45), (3, 2, 44), (7, 1, 50)]
    assert "read.organisation_from_name" in codes(reading.guesses)


def test_people_are_masked_and_stay_apart(tmp_path: Path) -> None:
    head = ["姓名", "编制单位", "借入单位", "开始日期", "实际结束日期", "联系电话"]
    rows = [
        head,
        ["张小明", "甲小学", "县文旅局", "2026-01-05", None, "13800000000"],
        ["张大明", "甲小学", "县文旅局", "2026-02-05", "长期", None],
        ["张小明", "甲小学", "县应急局", "2026-03-05", "2026-04-01", None],
    ]
    reading = taken(book(tmp_path / "借调教师台账.xlsx", rows))
    assert [r[0] for r in records(reading, "secondments", "person")] == ["张**", "张**②", "张**"]
    assert [r[0] for r in records(reading, "secondments", "end")] == [None, None, dt.date(2026, 4, 1)]
    assert "13800000000" not in str(records(reading, "secondments", "extra"))


def test_nothing_set_is_not_minutes_forgotten(tmp_path: Path) -> None:
    reading = taken(book(tmp_path / "a.xlsx", [HEAD, [*ROW[:4], "无", None]]))
    assert records(reading, "homework", "minutes", "none_today") == [(0, True)]
    assert "read.none_set" in codes(reading.guesses)


def test_formula_error_is_a_bad_cell_and_not_a_blank(tmp_path: Path) -> None:
    head = ["姓名", "编制单位", "借入单位", "开始日期", "实际结束日期"]
    path = book(tmp_path / "借调.xlsx", [head, ["张某", "甲小学", "县文旅局", "2026-01-05", "=1/0"]])
    assert [f.cell for f in taken(path).faults] == ["E2"]


def test_several_tables_on_one_sheet(tmp_path: Path) -> None:
    rows = [["班级：一（1）班"], ["日期", "学科", "时长"], ["2026-9-1", "语文", 5], [], ["班级：一（2）班"],
            ["日期", "学科", "时长（小时）"], ["2026-9-2", "数学", 0.5]]  # fmt: skip
    reading = taken(book(tmp_path / "甲小学" / "作业.xlsx", rows))
    assert records(reading, "homework", "class_no", "minutes") == [(1, 5), (2, 30)]


def test_exam_plan_is_spread_over_grades_and_subjects(tmp_path: Path) -> None:
    rows = [["甲小学2026-2027学年第一学期期末考试安排表"], ["日期", "年级", "科目"], ["1月18日", "三至四年级", "语文、数学"],
            ["1月19日", "全校", "英语"]]  # fmt: skip
    reading = taken(book(tmp_path / "x.xlsx", rows))
    found = records(reading, "exams", "kind", "grade", "subject", "held_on")
    assert ("final", 4, "数学", dt.date(2027, 1, 18)) in found
    assert sorted(g for _, g, s, _ in found if s == "英语") == [1, 2, 3, 4, 5, 6]
    assert {"read.expanded"} <= codes(reading.notes)
    assert {"read.derived", "read.year_supplied"} <= codes(reading.guesses)


def test_hidden_sheets_are_not_read_and_named(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [HEAD, ROW])
    workbook = openpyxl.load_workbook(path)
    old = workbook.create_sheet("旧版")
    old.append(HEAD)
    old.append([*ROW[:5], 99])
    old.sheet_state = "hidden"
    workbook.save(path)
    reading = taken(path)
    assert records(reading, "homework", "minutes") == [(20,)]
    assert reading.sources[0].hidden == ("旧版",)
    assert any("旧版" in n.text() for n in reading.notes)


def test_cohort_classes_take_their_grade_from_date_and_stage(tmp_path: Path) -> None:
    register = book(
        tmp_path / "单位名册.xlsx",
        [["单位代码", "单位名称", "单位类型", "学段"], ["J1", "青禾县第一中学", "初中", "初中"]],
    )
    rows = [
        ["青禾县第一中学作业登记表"],
        HEAD[1:],
        ["2025级2班", "2026-09-03", "语文", "作文", 30],
        ["2025级2班", "2026-06-03", "语文", "作文", 30],
    ]
    reading = taken(book(tmp_path / "作业.xlsx", rows), register)
    assert records(reading, "homework", "organisation", "grade", "class_no") == [("J1", 8, 2), ("J1", 7, 2)]


def test_summary_sheet_does_not_spoil_the_workbook(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [HEAD, ROW])
    workbook = openpyxl.load_workbook(path)
    summary = workbook.create_sheet("汇总")
    summary.append(["班级", "学科", "预计时长"])
    summary.append(["三（2）班", "语文", 20])
    workbook.save(path)
    reading = taken(path)
    assert not reading.errors
    assert records(reading, "homework", "minutes") == [(20,)]
    assert "read.sheet_aside" in codes(reading.guesses)


def test_one_bad_sheet_among_ledgers_fails_the_file(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [HEAD, ROW])
    workbook = openpyxl.load_workbook(path)
    other = workbook.create_sheet("三（3）班")
    other.append(["班级", "学科", "预计时长"])
    other.append(["三（3）班", "语文", 20])
    workbook.save(path)
    reading = taken(path)
    assert [e.message.code for e in reading.errors] == ["read.header"]
    assert not reading.tables


def test_meeting_in_days_and_hours(tmp_path: Path) -> None:
    head = ["会议名称", "召开日期", "召开单位", "会期（天）"]
    rows = [
        head,
        ["甲会", "2026-9-1上午", "县委办", 0.5],
        ["乙会", 46267, "县委办", "半天"],
        ["丙会", "2026-9-3", "县委办", "3小时"],
    ]
    reading = taken(book(tmp_path / "会议台账.xlsx", rows))
    assert not reading.faults
    assert records(reading, "meetings", "held_on", "minutes") == [
        (dt.date(2026, 9, 1), 240), (dt.date(2026, 9, 2), 240), (dt.date(2026, 9, 3), 180)]  # fmt: skip


def test_central_school_of_a_town_is_named_whole(tmp_path: Path) -> None:
    reading = taken(book(tmp_path / "城关镇中心小学" / "作业.xlsx", [HEAD[1:], ROW[1:]]))
    assert records(reading, "homework", "organisation") == [("城关镇中心小学",)]
