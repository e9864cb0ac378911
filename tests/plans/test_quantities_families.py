"""Families of bounds and of what is none: deadlines, cycles, nights, rates in a row, named persons, conditions."""

from __future__ import annotations

import pytest

from jianfu.plans.model import About, Context
from jianfu.plans.quantities import quantities

PLAN = Context(About("青禾县实施方案", "grassroots"))
REPORT = Context(About("青禾县工作总结", "grassroots", "report"))


def found(text: str, context: Context = PLAN) -> list[tuple[str, object, str]]:
    return [(q.op, q.value, q.unit) for q in quantities(text, context)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("到2025年底,全县台账精简率达到40%", [("<=", "2025年底", "date"), (">=", 0.4, "ratio")]),
        ("至2026年6月底,建成统一的平台", [("<=", "2026年6月底", "date")]),
        ("到20××年底,清单全部公布", [("<=", "20××年底", "date")]),
        ("到2025年秋季学期末,各校全部公示", [("<=", "2025年秋季学期末", "date")]),
        ("力争2027年底覆盖率达到八成以上", [("<=", "2027年底", "date"), (">=", 0.8, "ratio")]),
        ("自2024年1月1日起停止征收", [(">=", "2024-01-01", "date")]),
        ("本办法自2024年1月1日起施行", []),
        ("各乡镇每周五下班前上报", [("<=", "每周五", "date")]),
        ("行动时间为2025年4月至10月", [("between", ("2025年4月", "2025年10月"), "date")]),
        ("从3月份到5月底止", []),
        ("各站所本月底前报名单", [("<=", "本月底", "date")]),
        ("下月底前完成核对", [("<=", "下月底", "date")]),
    ],
)
def test_dates_that_bound(text: str, expected: list[tuple[str, object, str]]) -> None:
    assert found(text) == expected


def test_a_report_aims_at_a_date_only_where_it_says_so() -> None:
    assert found("到2023年底,全县共有台账20本", REPORT) == [("==", 20, "count")]
    assert found("力争2024年底覆盖率达到90%以上", REPORT)[0] == ("<=", "2024年底", "date")


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("21:30至次日6:40不得在工作群布置任务", ("21:30", "06:40")),
        ("晚上9点半到第二天早上7点不得在工作群布置任务", ("21:30", "07:00")),
        ("晚上10点至早上6点半不得在工作群布置任务", ("22:00", "06:30")),
        ("午间12:20至13:20不得在工作群布置任务", ("12:20", "13:20")),
    ],
)
def test_hours_of_quiet(text: str, span: tuple[str, str]) -> None:
    assert found(text) == [("between", span, "time")]


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("晚上不迟于九点二十分就寝", "21:20"),
        ("学生就寝不晚于九点半", "21:30"),
        ("下午放学不晚于四点四十分", "16:40"),
    ],
)
def test_hours_in_characters(text: str, at: str) -> None:
    assert found(text) == [("<=", at, "time")]


@pytest.mark.parametrize(
    "text",
    [
        "每三年轮训一遍",
        "每月征集1次意见",
        "利用喇叭每周播报一次",
        "每半年梳理一次台账",
        "每个季度对账1次",
        "每两个月碰头一次",
    ],
)
def test_every_cycle_is_a_floor(text: str) -> None:
    assert found(text) == [(">=", 1, "count")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("各村要明确一名干部为减负联络员", [("==", 1, "person")]),
        ("各校配备两名义务监督员", [("==", 2, "person")]),
        ("每个乡镇确定1名信息员", [("==", 1, "person")]),
        ("明确一名分管领导和一名联络员", []),
    ],
)
def test_who_is_to_be_named(text: str, expected: list[tuple[str, object, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("每个街道抽查3个社区、5个小区、30户居民", [3, 5, 30]),
        ("全年审计社区6个", [6]),
        ("印制明白纸2600份,做到户均一份", [2600, 1]),
        ("保留公众号1个、视频号1个", [1, 1]),
        ("减负工作占考核12分", [12]),
        ("作业分为基础、提升、拓展三个层次", [3]),
    ],
)
def test_figures_that_are_what_they_are(text: str, expected: list[int]) -> None:
    assert [(op, value) for op, value, _ in found(text)] == [("==", value) for value in expected]


def test_rates_in_a_row_have_the_figure_each() -> None:
    made = quantities("登记率、转办率和反馈率均达到98%", PLAN)
    assert [(q.op, q.value) for q in made] == [(">=", 0.98)] * 3
    assert [q.scope["kind"] for q in made] == ["登记率", "转办率", "反馈率"]
    assert len(quantities("登记率达到98%", PLAN)) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("确保不低于上年度全县农村居民人均可支配收入的1.8倍", (">=", 1.8, "ratio")),
        ("不超过上一年度全县行政事业单位平均水平的60%", ("<=", 0.6, "ratio")),
        ("满意度要保持在90%以上", (">=", 0.9, "ratio")),
        ("平均时长控制在40分钟以内", ("<=", 40, "minute")),
        ("发文数量较去年再减15%", ("<=", -0.15, "ratio")),
        ("征收标准降低20%", ("==", -0.2, "ratio")),
        ("工会经费按应缴额的30%减征", ("==", -0.3, "ratio")),
        ("在乡镇最低服务年限为5年", (">=", 5, "year")),
        ("开放日每月不少于3个半天", (">=", 1.5, "day")),
        ("负担不超过收入的百分之一点五", ("<=", 0.015, "ratio")),
        ("校园足球每班每周1节", ("==", 1, "period")),
        ("教师教学反思每月1篇", ("<=", 1, "count")),
        ("课后服务时间为70分钟", (">=", 70, "minute")),
    ],
)
def test_how_far_a_bound_reaches(text: str, expected: tuple[str, object, str]) -> None:
    assert found(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "省委十二届六次全会作出部署",
        "县教育局等15部门联合发文",
        "学校占地64亩",
        "去年全县召开会议96次",
        "近年来,全县先后出台21个文件",
        "比如,有的学校一天布置四五项打卡任务",
        "举例来说,某企业一年被检查11次",
        "坚决杜绝“三天一检查、五天一评比”",
        "对4名以上家长联名反映的问题要认真核实",
        "对一年内两次被举报查实的学校,予以通报批评",
        "超过8个月未使用的工作群应当解散",
        "对账户余额不足XX元的不予划扣",
        "对不足40人的班级不再拆分",
        "年所得额不超过80万元的部分另行规定",
        "学生负担一年内有效减轻、三年内成效显著",
        "同类检查两年内不得重复开展",
        "为期三年的整治成效明显",
        "认真解决企业反映的三角债问题",
    ],
)
def test_conditions_and_the_past_bound_nothing(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5年一周期培训不少于300学时", [(">=", 300, "period")]),
        ("新教师三年内参加培训不少于110学时", [(">=", 110, "period")]),
        ("每发现一起扣0.5分", [("==", 0.5, "point")]),
        ("至少提前15日报批", [(">=", 15, "day")]),
        ("6岁以下儿童检查覆盖率不低于85%", [(">=", 0.85, "ratio")]),
        ("不得收取时间跨度超过3个月的费用", [("<=", 3, "month")]),
        ("每组联系企业不超过6家,每月走访1次", [("<=", 6, "count"), (">=", 1, "count")]),
    ],
)
def test_the_figure_beside_is_kept(text: str, expected: list[tuple[str, object, str]]) -> None:
    assert found(text) == expected
