"""Complaints, corrections, duty visits, letters, closed lists, disclosures and publicity as offices keep them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from jianfu.ledgers.follow_up import day_of_deadline, kind_of_disclosure, kind_of_meeting
from tests.ledgers.books import book, records, taken

D = dt.date


def test_complaints_with_people_masked(tmp_path: Path) -> None:
    rows = [
        ["青禾县教育局2026年信访举报台账"],
        ["填报人：王小明", "", "", "填报日期：2026年11月20日"],
        ["编号", "来件日期", "来源", "信访人", "联系方式", "匿名", "反映对象", "类别", "信访事项", "主要内容", "承办单位",
         "是否受理", "受理日期", "告知日期", "应办结日期", "是否延期", "延期天数", "办结日期", "处理结果", "答复日期", "满意度"],
        ["XF2026-001", "2026.9.3", "12345热线", "李建国", "13800001234", "否", "甲小学", "作业", "三年级周末作业", "李建国反映作业多",
         "县教育局", "是", D(2026, 9, 8), "2026年9月10日", "2026-11-07", "", "/", "2026/10/20", "属实，已整改", "2026-10-21", "基本满意"],
        ["XF2026-002", 46270, "来信", "无", "—", "√", "乙中学", "补课", "", "", "县教育局",
         "", "", "暂无", "", "是", "30天", "", "", "", "未回访"],
        ["合计", "2件"],
    ]  # fmt: skip
    reading = taken(book(tmp_path / "台账.xlsx", rows, ["A1:U1"]))
    assert not reading.faults
    assert records(
        reading, "complaints", "case_no", "received_on", "channel", "target", "handled_by", "organisation"
    ) == [
        ("XF2026-001", D(2026, 9, 3), "hotline", "甲小学", "县教育局", "县教育局"),
        ("XF2026-002", D(2026, 9, 5), "letter", "乙中学", "县教育局", "县教育局"),
    ]
    assert records(reading, "complaints", "accepted", "accepted_on", "told_on", "closed_on", "extended") == [
        (True, D(2026, 9, 8), D(2026, 9, 10), D(2026, 10, 20), False),
        (None, None, None, None, True),
    ]
    assert records(reading, "complaints", "extension_days", "satisfaction") == [
        (None, "fairly"),
        (30, "not_said"),
    ]
    hidden = records(reading, "complaints", "complainant", "contact", "matter", "content")
    assert "李建国" not in str(hidden)
    assert "1380" not in str(hidden)
    assert hidden[0][2] is not None


def test_a_day_of_acceptance_says_that_it_was_accepted(tmp_path: Path) -> None:
    rows = [
        ["工单编号", "登记时间", "受理日期"],
        ["A1", "2026-09-01", "2026-09-02"],
        ["A2", "2026-09-01", ""],
    ]
    reading = taken(book(tmp_path / "县教育局12345工单台账.xlsx", rows))
    assert records(reading, "complaints", "accepted") == [(True,), (None,)]


def test_rectifications_with_deadlines_in_words(tmp_path: Path) -> None:
    rows = [
        ["甲小学问题整改销号台账"],
        ["序号", "问题来源", "问题", "类别", "发现时间", "责任领导", "责任单位", "责任人", "整改措施", "整改方案日期", "整改时限",
         "进展", "完成日期", "佐证材料", "验收人", "销号日期", "是否销号"],
        [1, "责任督学", "周五作业超过六十分钟", "作业", "2026-9-10", "周明", "甲小学", "吴华", "统筹", "2026.9.15", "9月底前",
         "整改到位", "2026-9-28", "公示表", "郑平", "2026-10-10", "是"],
        [2, "群众反映", "早到校", "作息", "2026年9月12日", "", "甲小学", "吴华", "调整", "", "立行立改", "正在整改", "", "", "", "", "否"],
        [3, "自查自纠", "阅读不够", "作业", "2026-09-12", "", "甲小学", "吴华", "坚持", "", "长期坚持", "持续推进", "", "", "", "", "否"],
        [4, "督导", "课表不一", "课程", "2026-11-12", "", "甲小学", "吴华", "改", "", "次年1月", "整改中", "", "", "", "", ""],
        ["填表说明：每月5日前更新"],
    ]  # fmt: skip
    reading = taken(book(tmp_path / "a.xlsx", rows, ["A1:Q1"]))
    assert [
        (f[0], f[1])
        for f in records(reading, "rectifications", "found_on", "due_on")
    ] == [
        (D(2026, 9, 10), D(2026, 9, 30)),
        (D(2026, 9, 12), D(2026, 9, 12)),
        (D(2026, 9, 12), None),
        (D(2026, 11, 12), None),
    ]  # fmt: skip
    assert [k for (k,) in records(reading, "rectifications", "deadline_kind")] == [
        "dated", "at_once", "standing", "dated",
    ]  # fmt: skip
    assert records(reading, "rectifications", "origin", "progress", "struck_off", "plan_on") == [
        ("supervision", "done", True, D(2026, 9, 15)),
        ("complaint", "under_way", False, None),
        ("self", "standing", False, None),
        ("supervision", "under_way", None, None),
    ]
    assert "郑平" not in str(records(reading, "rectifications", "accepted_by", "person", "leader"))


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-09-30", D(2026, 9, 30)),
        ("2026年9月30日前", D(2026, 9, 30)),
        ("9月30日", D(2026, 9, 30)),
        ("2026年9月", D(2026, 9, 30)),
        ("2026年9月底前完成", D(2026, 9, 30)),
        ("1月15日", D(2027, 1, 15)),
        ("即知即改", D(2026, 9, 10)),
        ("长期坚持", None),
        ("尽快", None),
    ],
)
def test_days_of_deadlines(written: str, day: dt.date | None) -> None:
    assert day_of_deadline(written, D(2026, 9, 10)) == day


def test_duty_visits_of_a_zone(tmp_path: Path) -> None:
    rows = [
        ["第一责任区责任督学经常性督导记录汇总"],
        ["序号", "督导日期", "被督导学校", "责任督学", "督导内容", "督导方式", "是否提前通知", "督导时长", "发现问题数", "是否形成记录",
         "反馈日期", "结果是否公开"],
        [1, "2026.9.16", "甲小学", "何平", "作业与睡眠", "经常性督导", "否", "1.5小时", "2个", "是", "2026.9.17", "已公开"],
        [2, "2026.10.14", "乙小学", "何平", "课表", "回访", "×", "90分钟", "无", "√", "/", "否"],
    ]  # fmt: skip
    reading = taken(book(tmp_path / "a.xlsx", rows, ["A1:L1"]))
    assert records(reading, "duty_checks", "organisation", "checked_on", "kind", "minutes", "problems") == [
        ("甲小学", D(2026, 9, 16), "routine", 90, 2),
        ("乙小学", D(2026, 10, 14), "follow_up", 90, 0),
    ]
    assert records(reading, "duty_checks", "announced", "recorded")[1] == (False, True)
    assert "何平" not in str(records(reading, "duty_checks", "inspector"))


def test_letters_and_the_list_of_those_kept(tmp_path: Path) -> None:
    letters = [
        ["2026年责任状签订情况登记"],
        ["责任书名称", "甲方", "乙方", "签字人", "签订时间", "依据", "是否一票否决"],
        ["安全生产目标管理责任书", "县应急局", "柳溪镇人民政府", "孙武", "2026年3月", "保留清单", "是"],
    ]
    kept = [
        ["县清单管理事项目录"],
        ["事项类别", "保留事项", "牵头部门", "依据", "处理意见"],
        ["责任状", "安全生产目标管理责任书", "县应急局", "青办〔2026〕6号", "保留"],
        ["创建", "卫生村创建", "县卫健局", "", "取消"],
    ]
    drives = [
        ["创建示范活动台账"],
        [
            "活动名称",
            "活动类别",
            "主办单位",
            "启动时间",
            "参评对象",
            "参评单位数",
            "申报材料页数",
            "批准文号",
        ],
        ["卫生村创建", "创建达标", "县卫健局", "2026年4月", "各村", "8个", "40页", "无"],
    ]
    reading = taken(
        book(tmp_path / "a.xlsx", letters, ["A1:G1"]),
        book(tmp_path / "b.xlsx", kept, ["A1:E1"]),
        book(tmp_path / "c.xlsx", drives, ["A1:H1"]),
    )
    assert records(reading, "responsibility_letters", "issuer", "signed_by", "signed_on", "veto") == [
        ("县应急局", "柳溪镇人民政府", D(2026, 3, 1), True)
    ]
    assert records(reading, "closed_lists", "kind", "name", "status") == [
        ("letter", "安全生产目标管理责任书", "kept"),
        ("model", "卫生村创建", "dropped"),
    ]
    assert records(reading, "commendations", "kind", "organiser", "entrant_count", "pages_asked", "approval") == [
        ("model", "县卫健局", 8, 40, None)
    ]  # fmt: skip


def test_disclosures_are_known_by_their_names(tmp_path: Path) -> None:
    rows = [
        ["甲小学2026-2027学年第一学期开学公示情况登记表"],
        ["公示内容", "应公示日期", "公示时间", "公示方式", "是否报备"],
        ["课程计划表", "2026-9-7", "2026-9-3", "公示栏", "是"],
        ["各班课程表", "2026-9-7", "", "", "否"],
        ["作息时间表", "", "2026-9-4", "校门口", ""],
    ]
    reading = taken(book(tmp_path / "a.xlsx", rows, ["A1:E1"]))
    assert records(reading, "disclosures", "kind", "due_on", "published_on", "filed") == [
        ("course_plan", D(2026, 9, 7), D(2026, 9, 3), True),
        ("timetable", D(2026, 9, 7), None, False),
        ("school_day", D(2026, 9, 4), D(2026, 9, 4), None),
    ]
    assert set(records(reading, "disclosures", "term")) == {("2026-2027-1",)}


def test_publicity(tmp_path: Path) -> None:
    rows = [
        ["宣传告知台账"],
        ["单位：甲小学", "", "", "填报人：李某"],
        ["宣传内容", "宣传日期", "宣传对象", "宣传方式", "覆盖人数", "实施日期"],
        ["作业管理办法和监督电话", "2026年9月4日", "学生家长", "告家长书", "约320人", "2026-9-7"],
        ["减负政策", "2026.9.10", "全体教师", "教师会", 41, ""],
    ]
    reading = taken(book(tmp_path / "a.xlsx", rows, ["A1:F1"]))
    assert records(reading, "publicity", "organisation", "told_on", "audience", "people", "starts_on") == [
        ("甲小学", D(2026, 9, 4), "parents", 320, D(2026, 9, 7)),
        ("甲小学", D(2026, 9, 10), "teachers", 41, None),
    ]


@pytest.mark.parametrize(
    ("item", "kind"),
    [
        ("课程设置方案", "course_plan"),
        ("任课教师一览", "teachers"),
        ("总课程表", "timetable"),
        ("学校作息时间", "school_day"),
        ("作业总量控制办法", "homework_control"),
        ("课后服务活动安排", "activities"),
        ("监督举报电话", "contact"),
        ("社会事务进校园白名单", "white_list"),
        ("年度督查检查考核计划", "inspection_list"),
        ("服务性收费标准", "fees"),
        ("责任督学督导结果", "supervision"),
        ("校园开放日", "other"),
    ],
)
def test_kinds_of_disclosures(item: str, kind: str) -> None:
    assert kind_of_disclosure(item) == kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("党委理论学习中心组学习会", "study"),
        ("干部集中学习", "study"),
        ("主题学习教育部署会", "work"),
        ("防汛工作调度会", "work"),
    ],
)
def test_kinds_of_meetings(name: str, kind: str) -> None:
    assert kind_of_meeting(name) == kind
