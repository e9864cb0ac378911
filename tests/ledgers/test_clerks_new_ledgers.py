"""Ledgers as offices, firms and villages type them: short headings, words for yes, units behind figures, bodies in brackets."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from jianfu.ledgers.registry import ledgers
from jianfu.ledgers.template import shown_columns
from jianfu.terms.units import UNITS
from tests.ledgers.books import book, codes, records, taken

Rows = list[list[object]]
SPAN_OF_HALF_A_YEAR = 6 * UNITS["month"].factor


def test_day_and_time_name_the_same_column(tmp_path: Path) -> None:
    rows: Rows = [
        ["债务单位", "债权企业", "合同编号", "验收日期", "约定付款时间", "应付款（万元）", "实际付款时间"],
        ["县住建局", "甲公司", "HT-001", "2026.1.10", "2026.3.1", "35", "2026.5.1"],
    ]
    reading = taken(book(tmp_path / "拖欠账款台账.xlsx", rows))
    assert records(reading, "payables", "due_on", "paid_on") == [(dt.date(2026, 3, 1), dt.date(2026, 5, 1))]


def test_short_headings_below_a_title_that_names_the_ledger(tmp_path: Path) -> None:
    rows: Rows = [
        ["县水利局2026年收费台账"],
        ["日期", "缴费单位", "收费项目", "数量", "应收", "实收（元）", "票据号码"],
        ["2026.3.5", "甲公司", "水土保持补偿费", "5000㎡", "6000", "6,000.00", "001"],
    ]
    reading = taken(book(tmp_path / "a.xlsx", rows, ["A1:G1"]))
    assert not reading.faults
    assert records(reading, "fees_charged", "organisation", "charged_on", "quantity", "amount") == [
        ("县水利局", dt.date(2026, 3, 5), 500_000, 600_000)
    ]
    assert any("“日期”按“收费日期”读" in m.text("zh") for m in reading.guesses)


def test_charges_to_firms_are_no_charges_to_pupils(tmp_path: Path) -> None:
    rows: Rows = [["日期", "缴费单位", "收费项目", "金额"], ["2026.3.5", "甲公司", "检验费", "600"]]
    reading = taken(book(tmp_path / "a.xlsx", rows))
    assert [s.ledger for s in reading.sources] == ["fees_charged"]


def test_short_headings_say_nothing_without_the_ledger_s_name(tmp_path: Path) -> None:
    rows: Rows = [["姓名", "项目", "金额", "日期"], ["张某", "资料", "60", "2026.3.5"]]
    reading = taken(book(tmp_path / "a.xlsx", rows))
    assert "fees_charged" not in [s.ledger for s in reading.sources]


@pytest.mark.parametrize(
    ("title", "owner"),
    [
        ("学生参加竞赛活动登记（青禾县第二小学）", "青禾县第二小学"),
        ("青禾县第二小学（实验校区小学）竞赛活动登记", "青禾县第二小学(实验校区小学"),
        ("2026年竞赛活动登记表（上溪村）", None),
    ],
)
def test_whose_ledger_a_title_with_brackets_is(tmp_path: Path, title: str, owner: str | None) -> None:
    rows: Rows = [
        [title],
        ["竞赛名称", "主办单位", "竞赛日期", "参赛人数", "收费"],
        ["创新大赛", "省科协", "2026.10.20", 12, "不收费"],
        ["希望杯", "某某研究院", "2026.11.8", 30, "60元/人"],
    ]
    reading = taken(book(tmp_path / "a.xlsx", rows, ["A1:E1"]))
    assert not reading.faults
    found = records(reading, "competitions", "organisation", "fee")
    assert [fee for _, fee in found] == [0, 6000]
    if owner is not None:
        assert str(found[0][0]).startswith(owner[:7])


@pytest.mark.parametrize("name", ["学校报表台账", "APP清理报表台账", "2026年报表台账"])
def test_a_file_name_of_ordinary_words_names_no_organisation(tmp_path: Path, name: str) -> None:
    rows: Rows = [["报表名称", "报送部门", "频次"], ["安全日报", "县教育局", "每日"]]
    folder = tmp_path / "a"
    reading = taken(book(folder / f"{name}.xlsx", rows))
    assert records(reading, "forms", "organisation") == [(None,)]
    assert "read.organisation_none" in codes(reading.guesses)


def test_sub_headings_that_no_ledger_knows_are_no_record(tmp_path: Path) -> None:
    rows: Rows = [
        ["青禾县涉企收费目录清单（2026年版）"],
        ["序号", "收费单位", "收费项目", "收费性质", "收费标准", "", "政策依据"],
        ["", "", "", "", "标准", "计量单位", ""],
        [1, "县水利局", "水土保持补偿费", "行政事业性收费", "1.2", "元/平方米", "浙价费〔2014〕224号"],
    ]
    reading = taken(book(tmp_path / "a.xlsx", rows, ["A1:G1", "E2:F2"]))
    assert not reading.faults
    assert records(reading, "fee_catalogue", "item") == [("水土保持补偿费",)]


def test_what_stands_for_yes_below_its_own_heading(tmp_path: Path) -> None:
    rows: Rows = [
        ["群名称", "建群单位", "是否要求打卡接龙", "秒回"],
        ["安全群", "县教育局", "要求每日打卡", "有"],
        ["创城群", "县文明办", "接龙", "无"],
        ["通知群", "县教育局", "不打卡", ""],
        ["防汛群", "县水利局", "看情况", ""],
    ]
    reading = taken(book(tmp_path / "甲小学工作群台账.xlsx", rows))
    assert records(reading, "work_groups", "checks_in", "instant") == [
        (True, True),
        (True, False),
        (False, None),
        (None, None),
    ]
    assert [f.value for f in reading.faults] == ["看情况"]


def test_within_and_outside_the_plan(tmp_path: Path) -> None:
    rows: Rows = [
        ["甲小学教师外出培训登记表"],
        ["培训项目", "主办单位", "时间", "计划内/外"],
        ["新课标培训", "县进修学校", "2026.9.12", "计划内"],
        ["保险讲座", "县金融办", "2026.10.21", "计划外"],
        ["心理培训", "市教育局", "2026.10.8", "/"],
    ]
    reading = taken(book(tmp_path / "a.xlsx", rows, ["A1:D1"]))
    assert records(reading, "training_plan", "in_plan") == [(True,), (False,), (None,)]


def test_swaps_below_two_rows_of_headings_are_no_leave(tmp_path: Path) -> None:
    rows: Rows = [
        ["甲小学调代课审批登记表"],
        ["班级", "申请人", "原课", "", "", "调换", "", "教务处意见", "补课时间"],
        ["", "", "日期", "节次", "学科", "学科", "教师", "", ""],
        ["四（1）班", "张老师", "2026.10.12", "第2节", "语文", "数学", "李老师", "同意", "2026.10.15"],
        ["四.2班", "王老师", "2026.10.20", "三", "英语", "体育", "赵老师", "不同意", "/"],
    ]
    reading = taken(book(tmp_path / "a.xlsx", rows, ["A1:I1", "C2:E2", "F2:G2"]))
    assert [s.ledger for s in reading.sources] == ["swaps"]
    assert records(reading, "swaps", "grade", "class_no", "lesson_on", "subject", "approved") == [
        (4, 1, dt.date(2026, 10, 12), "语文", True),
        (4, 2, dt.date(2026, 10, 20), "英语", False),
    ]


def test_inspections_of_institutions_are_no_visits_to_schools(tmp_path: Path) -> None:
    rows: Rows = [
        ["日期", "机构", "检查单位", "检查类型", "发现问题", "整改时限"],
        ["2026.3.10", "新星艺术培训中心", "教育局", "日常", "无", ""],
        ["2026.10.9", "学霸辅导班", "教育局", "联合", "无证办学", "2026.10.15"],
    ]
    reading = taken(book(tmp_path / "培训机构检查.xlsx", rows))
    assert not reading.faults
    assert records(reading, "training_inspections", "institution", "kind", "findings") == [
        ("新星艺术培训中心", "routine", None),
        ("学霸辅导班", "joint", "无证办学"),
    ]


def test_weights_areas_and_spans_in_other_units(tmp_path: Path) -> None:
    surveys: Rows = [
        ["甲小学2026年秋季学期学生负担调查汇总"],
        ["年级", "调查日期", "书包平均重量", "体重平均"],
        ["三年级", "2026.10.15", "4斤", "28kg"],
        ["四年级", "2026.10.15", "2500g", "32公斤"],
    ]
    reading = taken(book(tmp_path / "a.xlsx", surveys, ["A1:D1"]))
    assert not reading.faults
    assert records(reading, "surveys", "bag_weight", "body_weight") == [(200, 2800), (250, 3200)]
    courses: Rows = [
        ["机构名称", "课程名称", "开课日期", "上课时间", "课时费", "收费周期"],
        ["新星中心", "舞蹈", "2026.9.5", "周六 9:00-10:30", "100元/节", "半年"],
        ["书法社", "硬笔", "2026.9.5", "周三、周五18：00-20：00", "80元", "一学期"],
    ]
    reading = taken(book(tmp_path / "b.xlsx", courses))
    assert records(reading, "training_courses", "start", "end", "price", "span") == [
        (540, 630, 10_000, SPAN_OF_HALF_A_YEAR),
        (1080, 1200, 8_000, None),
    ]
    assert [f.value for f in reading.faults] == ["一学期"]


def test_prices_by_the_pupil_are_read_and_by_the_month_not(tmp_path: Path) -> None:
    rows: Rows = [
        ["甲小学2026年秋季课后服务情况统计表"],
        ["时段", "年级", "参加人数", "收费标准", "时间", "实收（万元）"],
        ["下午课后", "四年级", 265, "300元/学期", "15:30—17：30", "7.95"],
        ["午间看护", "四年级", 120, "50元/月", "", ""],
        ["晚自习", "五年级", 60, "免费", "18.30—20.00", ""],
    ]
    reading = taken(book(tmp_path / "a.xlsx", rows, ["A1:F1"]))
    assert records(reading, "after_school", "fee", "start", "end", "collected") == [
        (30_000, 930, 1050, 7_950_000),
        (None, None, None, None),
        (0, 1110, 1200, None),
    ]
    assert [f.value for f in reading.faults] == ["50元/月"]


def test_a_licence_until_a_day(tmp_path: Path) -> None:
    rows: Rows = [
        ["单位", "证件名称", "编号", "收费项目", "发证机关", "有效期限", "姓名"],
        ["县水利局", "收费许可证", "001", "水资源费", "县物价局", "2024.1.1-2026.12.31", ""],
        ["县水利局", "收费员证", "02", "", "", "至2025年12月31日", "王某"],
    ]
    reading = taken(book(tmp_path / "收费许可证.xlsx", rows))
    assert not reading.faults
    assert records(reading, "licences", "card", "valid_from", "valid_until") == [
        ("001", dt.date(2024, 1, 1), dt.date(2026, 12, 31)),
        ("02", None, dt.date(2025, 12, 31)),
    ]


def test_a_grade_below_the_heading_of_classes(tmp_path: Path) -> None:
    rows: Rows = [
        ["甲小学文印登记"],
        ["日期", "班级", "印刷内容", "份数"],
        ["2026-10-26", "四年级", "期中检测卷", "270份"],
        ["2026-11-9", "全校", "致家长一封信", "600"],
    ]
    reading = taken(book(tmp_path / "a.xlsx", rows, ["A1:D1"]))
    assert records(reading, "print_requests", "grade", "copies") == [(4, 270), (None, 600)]
    (fault,) = reading.faults
    assert "第 4 行：缺少“年级”" in fault.message.text("zh")


def test_a_sheet_that_lacks_nothing_required_is_not_said_to_lack_a_dash(tmp_path: Path) -> None:
    rows: Rows = [
        ["督查检查考核名称", "牵头单位", "甲", "乙", "丙", "丁", "戊", "己", "庚", "辛"],
        ["安全督查", "县应急局", "a", "b", "c", "d", "e", "f", "g", "h"],
    ]
    reading = taken(book(tmp_path / "a.xlsx", rows))
    (error,) = reading.errors
    assert error.message.code == "read.header_weak"


def test_a_unit_of_measure_is_no_organisation(tmp_path: Path) -> None:
    fields: Rows = [["表名", "指标", "单位"], ["困难学生摸底表", "家庭人口", "人"]]
    reading = taken(book(tmp_path / "报表指标.xlsx", fields))
    assert records(reading, "form_fields", "organisation", "field") == [(None, "家庭人口")]
    board: Rows = [["收费项目", "收费标准", "单位", "执行日期"], ["农业水费", "2.5", "元/吨", "2026.1.5"]]
    reading = taken(book(tmp_path / "沙河村涉农收费公示栏.xlsx", board))
    assert records(reading, "price_board", "organisation", "item") == [("沙河村", "农业水费")]


def test_a_file_of_no_ledger_is_answered_in_one_line(tmp_path: Path) -> None:
    reading = taken(book(tmp_path / "菜单.xlsx", [["菜名", "价格"], ["白菜", 2]]))
    (error,) = reading.errors
    assert "jianfu ledger list" in error.message.text("zh")
    assert len(error.message.text("zh")) < 200


@pytest.mark.parametrize(
    ("ledger", "heading"),
    [
        ("inspections", "通知日期"),
        ("inspections", "是否在清单内"),
        ("complaints", "是否受理"),
        ("rectifications", "应完成日期"),
    ],
)
def test_the_template_asks_for_days_and_answers_that_might_be_derived(ledger: str, heading: str) -> None:
    assert heading in [c.zh for c in shown_columns(ledgers()[ledger])]
