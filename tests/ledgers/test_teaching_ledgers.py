"""Lessons, results, orders and print jobs as schools keep them: each messy workbook to its typed rows."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from tests.ledgers.books import book, codes, records, taken


def test_lesson_log_with_merges_and_a_column_for_overrun(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["青禾县实验小学四（1）班课堂日志（2026年10月）"],
        ["填报人：张某", None, None, None, None, "学年学期：2026-2027学年第一学期"],
        [
            "序号",
            "授课日期",
            "节次",
            "应上课程",
            "实际授课学科",
            "任课教师",
            "课程变动",
            "拖堂（分钟）",
            "备注",
        ],
        [1, "2026.10.13", "第一节", "语文", "语文", "李小红", "正常", None, None],
        [2, None, "第二节", "体育与健康", "数学", "王大力", "被占", "约5分钟", "下雨"],
        [3, None, "课后服务1", None, "阅读", None, "/", "无", None],
        [4, dt.date(2026, 10, 14), 1, "美术", "美术", "赵一", "改自习", 0, None],
        ["备注：拖堂一栏空着表示按时下课"],
    ]
    reading = taken(book(tmp_path / "日志.xlsx", rows, ["A1:I1", "B4:B6"]))
    assert not reading.errors and not reading.faults
    assert records(
        reading, "lesson_log", "grade", "class_no", "taught_on", "weekday", "slot", "period_no"
    ) == [
        (4, 1, dt.date(2026, 10, 13), 2, "lesson", 1),
        (4, 1, dt.date(2026, 10, 13), 2, "lesson", 2),
        (4, 1, dt.date(2026, 10, 13), 2, "service", 1),
        (4, 1, dt.date(2026, 10, 14), 3, "lesson", 1),
    ]
    assert records(reading, "lesson_log", "planned_subject", "subject", "change", "overrun", "periods") == [
        ("语文", "语文", "none", 0, 100),
        ("体育", "数学", "taken_over", 5, 100),
        (None, "阅读", None, 0, 100),
        ("美术", "美术", "cancelled", 0, 0),
    ]
    assert records(reading, "lesson_log", "teacher")[0] == ("李**",)


def test_lesson_log_without_the_column_knows_nothing_of_overrun(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["班级", "上课日期", "节次", "课表学科", "实上学科"],
        ["四（1）班", "2026-10-13", 1, "语文", "语文"],
    ]
    reading = taken(book(tmp_path / "甲小学授课日志.xlsx", rows))
    assert records(reading, "lesson_log", "overrun") == [(None,)]


def test_swaps_of_a_term(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["××小学调（换）课登记表"],
        ["编号", "申请时间", "调课教师", "班级", "原上课时间", "原上课节次", "原课程", "调换课程", "换课教师", "事由",
         "教导处意见", "审批时间", "调至日期"],
        [1, "10月12日", "李小红", "四(1)班", "2026年10月14日", "第3节", "美术", "数学", "王大力", "教研", "同意",
         "2026/10/13", "2026.10.16"],
        [2, "2026-10-20", "李小红", "401班", 46315, "5", "音乐", "语文", "—", "开会", "不同意", None, "待定"],
        ["教导处审核：", None, None],
    ]  # fmt: skip
    reading = taken(book(tmp_path / "甲小学" / "2026年调课.xlsx", rows))
    assert not reading.errors and not reading.faults
    assert records(
        reading, "swaps", "grade", "class_no", "lesson_on", "period", "subject", "other_subject"
    ) == [
        (4, 1, dt.date(2026, 10, 14), "第3节", "美术", "数学"),
        (4, 1, dt.date(2026, 10, 20), "5", "音乐", "语文"),
    ]
    assert records(reading, "swaps", "approved", "approved_on", "made_up_on") == [
        (True, dt.date(2026, 10, 13), dt.date(2026, 10, 16)),
        (False, None, None),
    ]


def test_leave_with_a_span_in_one_cell(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["甲小学教师请假代课登记（10月）"],
        [
            "序号",
            "教师姓名",
            "假别",
            "请假起止时间",
            "任教学科",
            "缺课节数",
            "已代节数",
            "代课老师",
            "审批意见",
        ],
        [1, "冯某", "病假", "2026.10.13—2026.10.14", "语文", "6节", 6, "蒋某", "√"],
        [2, "沈某", "公差", "2026-10-20", "科学", 5, "三节", "曹某", "同意"],
        [3, "钱某", "外出学习", "2026-10-21", "美术", 2, None, "/", None],
        ["合计", None, None, None, None, 13],
    ]
    reading = taken(book(tmp_path / "请假.xlsx", rows))
    assert not reading.errors and not reading.faults
    assert records(
        reading, "leaves", "kind", "start", "end", "subject", "lessons", "covered", "approved"
    ) == [
        ("sick", dt.date(2026, 10, 13), dt.date(2026, 10, 14), "语文", 600, 600, True),
        ("duty", dt.date(2026, 10, 20), None, "科学", 500, 300, True),
        ("training", dt.date(2026, 10, 21), None, "美术", 200, None, None),
    ]


def test_results_with_subjects_across_totals_and_ranks(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["乙中学2026-2027学年第一学期八（2）班期中考试成绩册"],
        ["考号", "姓名", "语文", "数学", "总分", "班级名次", "年级排名"],
        ["080201", "张小明", 92, "88.5", 180.5, 1, "第3名"],
        ["080202", "李小红", "缺考", 76, None, "/", None],
        ["平均分", None, 92, 82.25],
    ]
    reading = taken(book(tmp_path / "成绩.xlsx", rows, ["A1:G1"]))
    assert not reading.errors and not reading.faults
    assert records(reading, "results", "exam", "term", "grade", "class_no", "subject", "form", "total") == [
        ("期中考试", "2026-2027-1", 8, 2, "语文", "marks", 18050),
        ("期中考试", "2026-2027-1", 8, 2, "数学", "marks", 18050),
        ("期中考试", "2026-2027-1", 8, 2, "语文", "absent", None),
        ("期中考试", "2026-2027-1", 8, 2, "数学", "marks", None),
    ]
    assert records(reading, "results", "pupil", "class_rank", "grade_rank")[::2] == [
        ("张**", "1", "第3名"),
        ("李**", None, None),
    ]


def test_results_in_levels_without_names(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["乙中学八（1）班期末学业等级评定表"],
        ["学号", "语文", "数学", "评语"],
        ["01", "优", "B+", "认真"],
        ["02", "良好", "待合格", None],
    ]
    reading = taken(book(tmp_path / "等级.xlsx", rows))
    assert not reading.errors and not reading.faults
    assert records(reading, "results", "subject", "result", "form") == [
        ("语文", "优", "levels"),
        ("数学", "B+", "levels"),
        ("语文", "良好", "levels"),
        ("数学", "待合格", "levels"),
    ]


def test_orders_of_teaching_aids(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["甲小学2026-2027学年第一学期教辅材料征订表"],
        ["单位：元", None, None, "填报人：教导处"],
        ["序号", "使用年级", "学科", "书名", "图书类别", "出版单位", "ISBN/书号", "定价", "折扣", "订购数量", "在校生数",
         "自愿征订回执", "是否目录内", "告知书", "缴费方式", "合计金额"],
        [1, "五年级", "数学", "数学同步练习", "教辅", "青山出版社", 9787000000000, "18.5元", "9.5折", "40本", 42, "40人", "是",
         "√", "新华书店", 703.2],
        [None, None, "道法", "道法学习单", "教材", "/", "—", 9.8, None, 42, 42, None, "否", "无", "班主任", "411.6元"],
        ["合计", None, None, None, None, None, None, None, None, 82],
        ["说明：自愿征订。"],
    ]  # fmt: skip
    reading = taken(book(tmp_path / "教辅.xlsx", rows, ["A1:P1", "B4:B5"]))
    assert not reading.errors and not reading.faults
    assert records(reading, "teaching_aids", "grade", "subject", "kind", "price", "unit_price", "copies") == [
        (5, "数学", "aid", 1850, 1758, 40),
        (5, "道德与法治", "textbook", 980, 980, 42),
    ]
    assert records(
        reading, "teaching_aids", "term", "consents", "on_list", "notice", "collected_by", "amount"
    ) == [
        ("2026-2027-1", 40, True, True, "bookshop", 70320),
        ("2026-2027-1", None, False, False, "teacher", 41160),
    ]


def test_print_requests_tell_their_purpose_by_name(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["丙学校文印审批登记表"],
        [
            "日期",
            "申请人",
            "年级",
            "科目",
            "印制内容",
            "每份页数",
            "印数",
            "资料来源",
            "审批意见",
            "审批日期",
            "印刷日期",
        ],
        [
            "2026.10.12",
            "李某",
            "五年级",
            "数学",
            "第三单元练习",
            2,
            "84份",
            "自编",
            "同意",
            "2026.10.12",
            "2026.10.13",
        ],
        [
            "2026.10.14",
            "王某",
            "初一",
            "语文",
            "七年级语文期中考试试卷",
            "6页",
            44,
            "备课组",
            "未审批",
            None,
            None,
        ],
        [
            "2026.10.15",
            "王某",
            "三至四年级",
            "英语",
            "复印同步练习册",
            8,
            40,
            "练习册",
            None,
            None,
            "2026.10.15",
        ],
        ["审核：", None, None],
    ]
    reading = taken(book(tmp_path / "文印.xlsx", rows))
    assert not reading.errors and not reading.faults
    assert records(reading, "print_requests", "grade", "subject", "kind", "sitting", "pages", "copies") == [
        (5, "数学", "homework", "第三单元练习", 2, 84),
        (7, "语文", "exam", "期中考试", 6, 44),
        (3, "英语", "copied_aid", "复印同步练习册", 8, 40),
        (4, "英语", "copied_aid", "复印同步练习册", 8, 40),
    ]
    assert records(reading, "print_requests", "approved", "approved_on", "source")[:2] == [
        (True, dt.date(2026, 10, 12), "own"),
        (False, None, "own"),
    ]
    assert "read.expanded" in codes(reading.notes)


def test_spot_checks_of_homework(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["实验小学十月作业常规检查登记"],
        ["检查时间", "班级", "学科", "检查本数", "已批改本数", "已订正本数", "讲评", "有无家长批改", "有无重复惩罚性作业",
         "实测用时", "主要问题"],
        ["2026年10月21日", "四（1）班", "数学", "5本", 5, 4, "有", "无", "无", "约18分钟", "书写潦草"],
        ["同上", "四（2）班", "数学", 5, "4", None, "×", "有", None, "/", None],
        ["检查人签字：", None, None],
    ]  # fmt: skip
    reading = taken(book(tmp_path / "检查.xlsx", rows))
    assert not reading.errors and not reading.faults
    assert records(reading, "homework_checks", "class_no", "checked_on", "books", "marked", "corrected") == [
        (1, dt.date(2026, 10, 21), 5, 5, 4),
        (2, dt.date(2026, 10, 21), 5, 4, None),
    ]
    assert records(reading, "homework_checks", "explained", "by_parents", "punitive", "measured") == [
        (True, False, False, 18),
        (False, True, None, None),
    ]


def test_approval_of_exams_stands_beside_them(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["考试名称", "年级", "科目", "考试日期", "是否报批"],
        ["期中考试", "九年级", "语文", "2026-11-05", "未报批"],
        ["期中考试", "九年级", "数学", "2026-11-05", "已批准"],
    ]
    reading = taken(book(tmp_path / "乙中学考试安排.xlsx", rows))
    assert records(reading, "exams", "approved") == [(False,), (True,)]


def test_homework_knows_the_weekday_it_is_done(tmp_path: Path) -> None:
    rows: list[list[object]] = [["班级", "日期", "学科", "预计时长"], ["四（1）班", "2026-10-17", "语文", 20]]
    reading = taken(book(tmp_path / "甲小学作业登记表.xlsx", rows))
    assert records(reading, "homework", "weekday") == [(6,)]
