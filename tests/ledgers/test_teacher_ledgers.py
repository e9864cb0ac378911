"""What reaches schools and offices, as clerks write it down: lists, visits, forms, groups, apps, training, inventories."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from jianfu.ledgers import alike
from tests.ledgers.books import book, codes, records, taken

Rows = list[list[object]]


def test_yearly_list_of_inspections(tmp_path: Path) -> None:
    rows: Rows = [
        ["青禾县2026年度督查检查考核计划"],
        ["填报单位：青禾县委督查室", None, None, "填报日期：2026.1.5"],
        ["序号", "事项名称", "类型", "牵头单位", "参加单位", "依据文件及文号", "检查对象", "检查方式", "计划时间", "频次", "备案文号"],
        [1, "2026年学校食品安全专项检查", "专项", "县市场监管局", "县教育局", "国办发[2024]1号",
         "中小学", "实地", "9月上旬", "1次/年", "青督备〔2026〕5号"],
        [2, "平安建设考核（综合）", "综合考核", "县委政法委", "/", "无", "乡镇", "暗访", "全年", "每半年1次", "无"],
        [3, "文明校园创建", "达标", "县文明办", None, None, "各校", "查阅资料", "—", "2次", None],
        ["合计", "3项"],
        ["备注：未列入的一律不得开展。"],
    ]  # fmt: skip
    reading = taken(book(tmp_path / "青禾县督查检查考核计划.xlsx", rows, ["A1:K1"], sheet="2026"))
    assert records(reading, "inspection_plan", "matter", "kind", "aims", "form", "times", "approval", "listed_on") == [
        ("学校食品安全专项检查", "special", "school", "on_site", 1, "青督备〔2026〕5号", dt.date(2026, 1, 1)),
        ("平安建设考核", "comprehensive", "township", "unannounced", 2, "无", dt.date(2026, 1, 1)),
        ("文明校园创建", "drive", "school", "written", 2, None, dt.date(2026, 1, 1)),
    ]  # fmt: skip
    assert records(reading, "inspection_plan", "basis")[1] == ("无",)
    assert "read.derived" in codes(reading.guesses)


def test_school_s_own_log_of_inspections(tmp_path: Path) -> None:
    rows: Rows = [
        ["青禾县实验小学迎检登记（2026年秋季）"],
        ["日期", "来检单位", "检查内容", "检查性质", "检查方式", "是否提前通知", "通知日期", "要求提供材料份数", "是否查看留痕材料",
         "陪同人数", "对应清单序号"],
        ["2026.9.15", "县市场监管局", "2026年学校食品安全专项检查", "专项", "实地查看", "是", "2026年8月10日", "3份", "否", 2, 1],
        ["2026/9/22", "县应急局", "校园安全工作调研", "业务", "听汇报", "否", "/", "无", "√", "约3人", "/"],
        ["9月28-29日", "县委督查室", "突击检查作业管理", "综合", "四不两直", "未通知", None, None, "×", None, None],
        ["审核人：", "王某"],
    ]  # fmt: skip
    reading = taken(book(tmp_path / "实验小学迎检登记2026.xlsx", rows, ["A1:K1"]))
    assert records(reading, "inspections", "organisation", "held_on", "kind", "called", "form", "cause") == [
        ("青禾县实验小学", dt.date(2026, 9, 15), "special", "inspection", "on_site", "plan"),
        ("青禾县实验小学", dt.date(2026, 9, 22), "business", "research", "on_site", "plan"),
        ("青禾县实验小学", dt.date(2026, 9, 28), "comprehensive", "inspection", "unannounced", "plan"),
    ]  # fmt: skip
    assert records(reading, "inspections", "notified_on", "materials", "traces", "list_no") == [
        (dt.date(2026, 8, 10), 3, False, "1"),
        (dt.date(2026, 9, 22), 0, True, None),
        (dt.date(2026, 9, 28), None, False, None),
    ]  # fmt: skip


def test_log_that_names_the_number_on_the_list_alone(tmp_path: Path) -> None:
    rows: Rows = [
        [
            "检查日期",
            "来检单位",
            "人数",
            "带队",
            "对应清单序号",
            "是否提前通知",
            "要求提供材料份数",
            "陪同人数",
            "问题数",
        ],
        ["2026.9.3", "县应急局", "3人", "王大明", 3, "是", 2, 1, 0],
        ["2026.9.4", "县文旅局", 2, "李小红", "无", "否", "无", 1, "/"],
        ["2026.9.7", "县卫健局", 2, None, "/", "否", None, 1, None],
    ]
    reading = taken(book(tmp_path / "甲小学.xlsx", rows))
    assert records(reading, "inspections", "organisation", "inspector", "item", "on_list", "called") == [
        ("甲小学", "县应急局", None, True, "inspection"),
        ("甲小学", "县文旅局", None, False, "inspection"),
        ("甲小学", "县卫健局", None, None, "inspection"),
    ]


def test_office_s_log_belongs_to_those_inspected(tmp_path: Path) -> None:
    rows: Rows = [
        ["县应急局督查检查考核执行台账"],
        ["受检单位", "检查事项", "来检单位", "检查时间", "触发", "发现问题数"],
        ["甲小学", "校园消防检查", "县应急局", "2026-10-12", "举报", "2个"],
        ["乙小学", None, None, "2026-10-13", "回头看", "无"],
    ]
    reading = taken(book(tmp_path / "台账.xlsx", rows, ["A1:F1", "B3:B4", "C3:C4"]))
    assert records(reading, "inspections", "organisation", "inspector", "item", "cause", "problems") == [
        ("甲小学", "县应急局", "校园消防检查", "complaint", 2),
        ("乙小学", "县应急局", "校园消防检查", "recheck", 0),
    ]


def test_white_list_and_visits_meet_by_what_they_are_about(tmp_path: Path) -> None:
    listed: Rows = [
        ["浙禾省2026年社会事务进校园白名单"],
        ["序号", "活动名称", "开展时间", "开展地点", "实施范围", "活动主要内容", "开展依据", "实施单位"],
        [1, "国家安全教育进校园", "4月", "学校", "全省中小学", "主题班会", "国家安全法", "省教育厅"],
        [2, "“消防安全”进校园活动", "11月9日前后", "学校", "中小学", "演练", "无", "省消防救援总队"],
    ]
    visits: Rows = [
        ["甲小学进校园活动登记表"],
        ["日期", "进校单位", "活动", "占用课时", "参加班级", "是否在白名单", "是否停课", "外派教师人数"],
        ["2026.11.9", "县消防大队", "消防安全宣传教育", "2节", "四年级", "是", "否", 0],
        ["2026.10.16", "县供电公司", "小手拉大手节约用电", "半节", "全校", "不在", "是", "3人"],
        ["合计", None, None, 2.5],
    ]
    reading = taken(book(tmp_path / "白名单.xlsx", listed), book(tmp_path / "进校.xlsx", visits))
    assert records(reading, "white_list", "matter", "level", "listed_on") == [
        ("国家安全", "province", dt.date(2026, 1, 1)),
        ("消防安全", "province", dt.date(2026, 1, 1)),
    ]
    assert records(
        reading, "school_visits", "organisation", "matter", "lessons", "on_list", "teachers_sent"
    ) == [
        ("甲小学", "消防安全", 200, True, 0),
        ("甲小学", "小手拉大手节约用电", 50, False, 3),
    ]


def test_forms_with_hours_frequencies_and_answers(tmp_path: Path) -> None:
    rows: Rows = [
        ["青禾县实验小学报表清单"],
        ["单位：青禾县实验小学", None, "填报人：李某", None, "2026年9月"],
        ["序号", "报表名称", "报送部门", "依据", "频次", "报送时限", "报送方式", "指标数", "是否可从已有系统获取", "填报人",
         "每次耗时（小时）", "处理意见"],
        [1, "2026年学校安全隐患排查统计表（9月）", "县应急局", "青安委〔2026〕2号", "月",
         "每月5日前", "微信群", "40个", "否", "李某", 1.5, "保留"],
        [2, "学校安全隐患排查统计表", "县教育局", "无", "每周1次", None, "系统填报", 38, "是", "同上", "30分钟", "合并"],
        [3, "教师满意度问卷", "县统计局", None, "一次性", "长期", "纸质", "5-8", "—", None, "约2", "取消"],
    ]  # fmt: skip
    reading = taken(book(tmp_path / "报表清单.xlsx", rows, ["A1:L1"]))
    assert records(reading, "forms", "same_form", "asked_by", "basis", "times", "channel", "minutes", "available") == [
        ("学校安全隐患排查统计表", "县应急局", "青安委〔2026〕2号", 12, "group", 90, False),
        ("学校安全隐患排查统计表", "县教育局", "无", 39, "system", 30, True),
        ("教师满意度问卷", "县统计局", None, 1, "paper", 120, None),
    ]  # fmt: skip
    assert records(reading, "forms", "fields", "fields_max", "decision")[2] == (5, 8, "cancel")
    assert records(reading, "forms", "filler")[0] == ("李某",)


def test_fields_of_forms_below_merged_forms(tmp_path: Path) -> None:
    rows: Rows = [
        ["报表指标清单（县教育局汇总）"],
        ["所属报表", "报送部门", "指标名称", "计量单位", "是否已有数据", "来源系统"],
        ["学校基本情况统计表", "县教育局", "1.在校学生数（人）", "人", "有", "学籍系统"],
        [None, None, "专任教师数", "人", "有", "/"],
        ["校园安全统计表", "县应急局", "在校学生数", "人", None, None],
    ]
    reading = taken(book(tmp_path / "指标.xlsx", rows, ["A1:F1", "A3:A4", "B3:B4"]))
    assert records(reading, "form_fields", "form", "asked_by", "same_field", "available") == [
        ("学校基本情况统计表", "县教育局", "在校学生数", True),
        ("学校基本情况统计表", "县教育局", "专任教师数", True),
        ("校园安全统计表", "县应急局", "在校学生数", None),
    ]


def test_groups_and_what_they_are_for(tmp_path: Path) -> None:
    rows: Rows = [
        ["柳溪镇工作群台账"],
        ["群名称", "平台", "建群单位", "群主", "建群时间", "解散时间", "最近使用日期", "人数", "用途", "是否打卡接龙", "日均通知数"],
        ["防汛工作群", "微信群", "县应急局", "王大明", "2025.6.1", "2026.8.20", "2026.8.19", "45人", "防汛调度", "是", 3.5],
        ["防汛工作交流群（新）", "钉钉", "县应急局", "王大明", "2026年9月1日", "/", "2026年11月", "约50", "防汛调度", "否", "2-3条"],
        ["“三资”管理群2", "QQ群", "县农业农村局", None, "2024年", None, None, None, None, "无", None],
    ]  # fmt: skip
    reading = taken(book(tmp_path / "柳溪镇工作群.xlsx", rows, ["A1:K1"]))
    assert records(reading, "work_groups", "organisation", "theme", "platform", "created_on", "closed_on", "members") == [
        ("柳溪镇", "防汛调度", "wechat", dt.date(2025, 6, 1), dt.date(2026, 8, 20), 45),
        ("柳溪镇", "防汛调度", "dingtalk", dt.date(2026, 9, 1), None, 50),
        ("柳溪镇", "三资管理", "qq", None, None, None),
    ]  # fmt: skip
    assert records(reading, "work_groups", "checks_in", "notices", "notices_max", "keeper") == [
        (True, 350, None, "王**"),
        (False, 200, 300, "王**"),
        (False, None, None, None),
    ]
    assert len(reading.faults) == 1  # 2024年 names no day


def test_apps_with_their_functions(tmp_path: Path) -> None:
    rows: Rows = [
        ["青禾县政务APP台账"],
        ["应用名称", "类型", "主办单位", "层级", "备案编号", "上线日期", "用户数", "月活", "打卡功能", "积分排名", "在线时长统计",
         "强制安装", "填报功能", "功能是否重复", "处置", "关停日期", "有无投诉建议入口"],
        ["青禾安全通", "APP", "县应急局", "县级", "青网备[2025]3号", "2025-03-01", "2600人", 900,
         "有", "无", "×", "否", "√", "否", "保留", None, "有"],
        ["柳溪随手拍", "微信小程序", "柳溪镇", "乡镇", "无", "2026年3月", "300+", "无", "否", "是",
         "否", "是", "是", "是", "关停", "2026.9.30", "无"],
    ]  # fmt: skip
    reading = taken(book(tmp_path / "政务APP台账.xlsx", rows, ["A1:Q1"]))
    assert records(reading, "apps", "name", "kind", "level", "filing", "checks_in", "ranked", "forced", "closed_on") == [
        ("青禾安全通", "app", "county", "青网备[2025]3号", True, False, False, None),
        ("柳溪随手拍", "mini", "township", "无", False, True, True, dt.date(2026, 9, 30)),
    ]  # fmt: skip
    assert records(reading, "apps", "active", "complaints", "disposal") == [
        (900, True, "keep"),
        (0, False, "close"),
    ]


def test_training_of_teachers(tmp_path: Path) -> None:
    rows: Rows = [
        ["青禾一中2026年教师培训登记表"],
        [
            "培训名称",
            "主办单位",
            "级别",
            "起止时间",
            "培训时长（小时）",
            "名额",
            "参训人数",
            "是否列入年度计划",
            "是否摊派名额",
        ],
        ["信息技术应用能力提升", "县教育局", "县", "2026.7.13—7.15", "3天", 20, "18人", "是", "否"],
        ["普惠金融知识培训", "县农商行", "县级", "2026年9月12日", 4, "每校2人", None, "否", "是"],
    ]
    reading = taken(book(tmp_path / "培训.xlsx", rows, ["A1:I1"]))
    assert records(
        reading, "training_plan", "held_on", "minutes", "places", "attendees", "in_plan", "assigned"
    ) == [
        (dt.date(2026, 7, 13), 1440, 20, 18, True, False),
        (dt.date(2026, 9, 12), 240, None, None, False, True),
    ]


def test_inventory_and_what_was_decided(tmp_path: Path) -> None:
    rows: Rows = [
        ["青禾县中小学教师减负事项清单"],
        [
            "序号",
            "负担事项",
            "事项类别",
            "来源部门",
            "频次",
            "每次耗时（小时）",
            "处理意见",
            "合并到",
            "清理时间",
        ],
        [1, "校园安全统计表（月报）", "填表报数", "县应急局", "每月1次", 1, "取消", "/", "2026.3.31"],
        [2, "控辍保学检查", "检查考核", "县教育局", "2次/学期", "半天", "并入", "学校综合督导", "2026年3月"],
        [3, "垃圾分类进校园", "社会事务", "县城管局", "1次/年", None, "未定", None, None],
    ]
    reading = taken(book(tmp_path / "减负清单.xlsx", rows, ["A1:I1"]))
    assert records(
        reading, "burden_items", "matter", "kind", "imposed_by", "times", "minutes", "decision"
    ) == [
        ("校园安全统计表", "form", "县应急局", 12, 60, "cancel"),
        ("控辍保学检查", "inspection", "县教育局", 4, 240, "merge"),
        ("垃圾分类进校园", "visit", "县城管局", 1, None, "open"),
    ]


@pytest.mark.parametrize(("written", "school", "office"), [
    ("1次/年", 1, 1), ("每月1次", 12, 12), ("周报", 39, 52), ("日", 195, 250), ("每学期2次", 4, 4), ("两次", 2, 2),
    ("一次性", 1, 1), ("半月", 24, 24), ("每季度一次", 4, 4), ("半年", 2, 2), ("不定期", None, None), ("视情况", None, None),
])  # fmt: skip
def test_times_a_year(written: str, school: int | None, office: int | None) -> None:
    assert alike.times_of_frequency(written, ("primary",)) == school
    assert alike.times_of_frequency(written, ()) == office


@pytest.mark.parametrize(("one", "other"), [
    ("2026年学校食品安全专项检查（秋季）", "学校食品安全专项检查"),
    ("关于报送2026年第三季度安全生产统计表的通知", "安全生产统计表"),
    ("《校园欺凌防治》情况表【9月】", "校园欺凌防治情况表"),
])  # fmt: skip
def test_one_matter_under_two_names(one: str, other: str) -> None:
    assert alike.matter(one) == alike.matter(other) == other


def test_nothing_is_left_of_a_name_that_is_only_a_year() -> None:
    assert alike.matter("2026年") == "2026年"
    assert alike.activity("进校园") == "进校园"
    assert alike.matter(None) is None
