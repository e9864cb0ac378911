"""Figures that bound something: invented sentences of the five fields → metric, op, value, unit."""

from __future__ import annotations

import pytest

from jianfu.plans.model import About, Context, Described, Quantity, Statement
from jianfu.plans.quantities import bounds, quantities
from jianfu.plans.quantities.metrics import metrics

PLAN = Context(About("青禾县实施方案", "student"))
REPORT = Context(About("青禾县工作总结", "grassroots", "report"))


def read(text: str, context: Context = PLAN) -> list[Quantity]:
    return list(quantities(text, context))


def brief(text: str, context: Context = PLAN) -> list[tuple[str, str, object, str]]:
    return [(q.metric, q.op, q.value, q.unit) for q in read(text, context)]


def only(text: str, context: Context = PLAN) -> tuple[str, object, str]:
    (q,) = read(text, context)
    return q.op, q.value, q.unit


@pytest.mark.parametrize(
    ("words", "op"),
    [
        ("不超过{}", "<="),
        ("不得超过{}", "<="),
        ("没有超过{}", "<="),
        ("不得多于{}", "<="),
        ("控制在{}", "<="),
        ("控制在{}以内", "<="),
        ("严格控制在{}左右", "<="),
        ("压缩到{}", "<="),
        ("至多{}", "<="),
        ("最长不得超过{}", "<="),
        ("上限为{}", "<="),
        ("限{}", "<="),
        ("在{}以内", "<="),
        ("严禁超过{}", "<="),
        ("≤{}", "<="),
        ("少于{}", "<"),
        ("不少于{}", ">="),
        ("不得少于{}", ">="),
        ("不低于{}", ">="),
        ("至少{}", ">="),
        ("应达到{}", ">="),
        ("确保{}", ">="),
        ("{}以上", ">="),
        ("不能低于{}", ">="),
        ("≥{}", ">="),
        ("多于{}", ">"),
    ],
)
def test_words_that_bound(words: str, op: str) -> None:
    assert only(f"校内阅读时间{words.format('35分钟')}") == (op, 35, "minute")


@pytest.mark.parametrize(
    ("printed", "value", "unit"),
    [
        ("35分钟", 35, "minute"),
        ("三十五分钟", 35, "minute"),
        ("1.5小时", 1.5, "hour"),
        ("一个半小时", 1.5, "hour"),
        ("两小时", 2, "hour"),
        ("半小时", 30, "minute"),
        ("半个小时", 30, "minute"),
        ("1小时20分钟", 80, "minute"),
        ("三个工作日", 3, "working_day"),
        ("十五日", 15, "day"),
        ("半年", 6, "month"),
        ("一年半", 18, "month"),
        ("两周", 2, "week"),
        ("1,200元", 1200, "yuan"),
        ("2.5万元", 25_000, "yuan"),
        ("三万五千元", 35_000, "yuan"),
        ("1.2亿元", 120_000_000, "yuan"),
        ("12%", 0.12, "ratio"),
        ("百分之五十", 0.5, "ratio"),
        ("三分之二", 0.666667, "ratio"),
        ("六成", 0.6, "ratio"),
        ("万分之五", 0.0005, "ratio"),
        ("4节", 4, "period"),
        ("三课时", 3, "period"),
        ("45人", 45, "person"),
        ("六名", 6, "person"),
        ("12项", 12, "count"),
        ("二十余次", 20, "count"),
        ("3000字", 3000, "count"),
        ("8平方米", 8, "square_metre"),
    ],
)
def test_numerals_and_units(printed: str, value: object, unit: str) -> None:
    assert only(f"不得超过{printed}") == ("<=", value, unit)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("阅读时间控制在30至40分钟", ("between", (30, 40), "minute")),
        ("阅读时间为30—40分钟", ("between", (30, 40), "minute")),
        ("阅读时间30分钟以上60分钟以下", ("between", (30, 60), "minute")),
        ("阅读时间不少于20分钟、不超过40分钟", ("between", (20, 40), "minute")),
        ("阅读时间不超过30-40分钟", ("<=", 40, "minute")),
        ("阅读时间半小时至1小时", None),
        ("会议压减30%—50%", ("between", (-0.5, -0.3), "ratio")),
        ("每年走访农户两三次", ("between", (2, 3), "count")),
    ],
)
def test_ranges(text: str, expected: tuple[str, object, str] | None) -> None:
    found = [(q.op, q.value, q.unit) for q in read(text)]
    assert (expected is None and found) or found == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("早晨到校时间不早于7:40", (">=", "07:40", "time")),
        ("上午八点半上课", ("==", "08:30", "time")),
        ("上课时间不得早于8点20分", (">=", "08:20", "time")),
        ("晚自习应在20时30分前结束", ("<=", "20:30", "time")),
        ("学生就寝不晚于晚9点", ("<=", "21:00", "time")),
        ("下午放学不晚于4:40", ("<=", "16:40", "time")),
        ("小学生9点半前入睡", ("<=", "21:30", "time")),
        ("晚上九点以后不在工作群布置任务", ("<=", "21:00", "time")),
        ("早上7点以前不在工作群布置任务", (">=", "07:00", "time")),
    ],
)
def test_times_of_day(text: str, expected: tuple[str, object, str]) -> None:
    assert only(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("各乡镇于6月30日前报送清单", ("<=", "6月30日", "date")),
        ("2024年9月1日前完成清理", ("<=", "2024-09-01", "date")),
        ("每年3月底前公布目录", ("<=", "3月底", "date")),
        ("每月5日前报送进展", ("<=", "每月5日", "date")),
        ("自查阶段(x月底前)", ("<=", "x月底", "date")),
        ("于x月x日前提交清单", ("<=", "x月x日", "date")),
        ("动员阶段(2024年3月1日—3月15日)", ("between", ("2024-03-01", "2024-03-15"), "date")),
        ("总结阶段(2024年12月)", ("<=", "2024年12月", "date")),
        ("完成时限:2024年7月底", ("<=", "2024年7月底", "date")),
    ],
)
def test_dates_that_something_is_due_by(text: str, expected: tuple[str, object, str]) -> None:
    (q,) = read(text)
    assert (q.op, q.value, q.unit) == expected
    assert q.masked == ("x" in text)


@pytest.mark.parametrize(
    "text",
    [
        "依据青教发〔2021〕13号文件",
        "自2021年9月1日起施行",
        "20xx年是开展这项工作的第10个年头",
        "深入贯彻十九届五中全会精神",
        "牢固树立“四个意识”",
        "部门一把手是第一责任人",
        "实行一事一报、一票否决",
        "一是提高认识,二是加强领导",
        "营造一个宽松的环境",
        "纠正一刀切、一锅端的做法",
        "有关事项见第三条第二款",
        "拨打12345热线反映",
        "推进“三乱”治理",
        "召开三级联动会议",
        "深化“综合查一次”改革",
        "一些单位三番五次要材料",
        "十分重视这项工作",
        "把四十分钟课堂还给学生",
        "被通报3次以上的,取消评优资格",
        "九年一贯制学校参照执行",
        "孩子的童年只有一次",
        "依托三年行动计划",
    ],
)
def test_background_is_no_quantity(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("青禾小学一年级不布置书面家庭作业", [("homework_minutes_per_day", "==", 0, "minute")]),
        ("一、二年级不留家庭作业", [("homework_minutes_per_day", "==", 0, "minute")]),
        ("一、二年级不进行纸笔考试", [("exams_per_term", "==", 0, "count")]),
        ("教师不得组织与教学无关的考试", []),
        ("严禁布置惩罚性作业", []),
        ("每科只征订一套教辅", [("teaching_aids_per_subject", "<=", 1, "count")]),
        ("落实一科一辅", [("teaching_aids_per_subject", "<=", 1, "count")]),
        ("发文数量只减不增", [("documents_change_ratio", "<=", 0, "ratio")]),
        ("农民负担水平不得高于上年", [("burden_change_ratio", "<=", 0, "ratio")]),
        ("成绩分为优秀、良好、合格、待合格", [("grade_levels", "==", 4, "count")]),
        ("成绩分为优秀、良好、合格、待合格四个等级", [("grade_levels", "==", 4, "count")]),
    ],
)
def test_bounds_printed_without_a_figure(text: str, expected: list[tuple[str, str, object, str]]) -> None:
    assert brief(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("对学校的检查事项压减四成以上", [("inspections_change_ratio", "<=", -0.4, "ratio")]),
        ("县级会议减少三分之一", [("meetings_change_ratio", "<=", -0.333333, "ratio")]),
        ("会议经费增长不超过5%", [("meetings_change_ratio", "<=", 0.05, "ratio")]),
        ("近视率每年下降0.6个百分点", [("myopia_change_ratio", "<=", -0.006, "ratio")]),
        ("保留事项由30项压减到12项", [("count", "<=", 12, "count")]),
        ("报表压减至8张", [("forms_per_term", "<=", 8, "count")]),
    ],
)
def test_changes(text: str, expected: list[tuple[str, str, object, str]]) -> None:
    assert brief(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("减少会议9个", [("reduction", "==", 9, "count")]),
        ("全年减少会议不少于4个", [("reduction", ">=", 4, "count")]),
        ("精简会议不超过9个", [("meetings_per_year", "<=", 9, "count")]),
        ("提高学生体质每天锻炼1小时", [("exercise_minutes_per_day", ">=", 60, "minute")]),
        ("为企业减轻负担不少于200万元", [("burden_reduction_yuan", ">=", 2_000_000, "yuan")]),
    ],
)
def test_changes_that_are_no_shares(text: str, expected: list[tuple[str, str, object, str]]) -> None:
    assert brief(text) == expected


def test_a_school_day_has_its_beginning_and_its_end() -> None:
    assert brief("上午8:10—11:40,下午2:10—4:40") == [
        ("morning_start", "==", "08:10", "time"),
        ("morning_end", "==", "11:40", "time"),
        ("afternoon_start", "==", "14:10", "time"),
        ("afternoon_end", "==", "16:40", "time"),
    ]


def test_a_share_of_three_fourths_is_no_points_and_a_ratio_no_time() -> None:
    assert only("同意的农户不少于四分之三") == (">=", 0.75, "ratio")
    assert read("师生比不低于1:19") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("服务未满3年的不得借调", (">=", 3, "year")),
        ("须提前10个工作日报告", (">=", 10, "working_day")),
        ("开学前20日公布", (">=", 20, "day")),
        ("不得同时征订两套以上教辅", ("<", 2, "count")),
        ("消除56人以上大班额", ("<", 56, "person")),
        ("经过半数代表同意", (">", 0.5, "ratio")),
        ("每月1日至20日不得入企检查", ("between", (1, 20), "day")),
        ("一年内只检查1次", ("<=", 1, "count")),
    ],
)
def test_bounds_that_turn_round(text: str, expected: tuple[str, object, str]) -> None:
    assert only(text) == expected


def test_a_report_states_what_was() -> None:
    assert brief("全年召开会议32次,同比减少20%", REPORT) == [
        ("meetings_per_year", "==", 32, "count"),
        ("meetings_change_ratio", "==", -0.2, "ratio"),
    ]
    assert brief("学校规定课间不少于12分钟", REPORT) == [("break_minutes", ">=", 12, "minute")]


@pytest.mark.parametrize(
    ("text", "metric", "op"),
    [
        ("学生在校时间为每天7小时", "school_hours_per_day", "<="),
        ("体育课每周4节", "periods_per_week", "=="),
        ("每天睡眠9小时", "sleep_hours", ">="),
        ("每学期组织一次家长会", "parent_meetings_per_term", ">="),
        ("各党支部开展一次专题学习", "themed_study_sessions", ">="),
        ("公示7天", "disclosure_days", ">="),
        ("5个工作日内答复", "reply_days", "<="),
        ("3个工作日受理", "acceptance_days", "<="),
        ("对照35个突出问题逐项查摆", "self_review_items", "=="),
        ("对同一企业每年检查1次", "firm_inspections_per_year", "<="),
    ],
)
def test_figures_without_a_bound(text: str, metric: str, op: str) -> None:
    (q,) = read(text)
    assert (q.metric, q.op) == (metric, op)


def test_a_shared_or_inherited_metric() -> None:
    first = read("书面作业每天不超过40分钟")
    previous = Statement(
        "", "", 0, 0, Described("limit", "学校", "student", "homework", "data"), tuple(first)
    )
    context = Context(PLAN.about, previous=previous)
    assert brief("五年级不超过50分钟", context) == [("homework_minutes_per_day", "<=", 50, "minute")]
    assert brief("不得一次收取时间跨度超过3个月或60课时的培训费用") == [
        ("prepaid_months", "<=", 3, "month"),
        ("prepaid_periods", "<=", 60, "period"),
    ]


def test_what_no_word_names_is_left_general() -> None:
    assert brief("不得超过7天") == [("duration_days", "<=", 7, "day")]
    assert brief("控制在12%以内") == [("share", "<=", 0.12, "ratio")]


def test_an_object_may_stand_in_the_heading() -> None:
    context = Context(PLAN.about, headings=("三、规范借调教师",))
    assert brief("期限不超过3个月", context) == [("secondment_months", "<=", 3, "month")]


def test_masked_figures_are_kept_as_printed() -> None:
    (q,) = read("书面作业控制在xx分钟以内")
    assert (q.metric, q.value, q.unit, q.masked) == ("homework_minutes_per_day", "xx", "minute", True)
    (q,) = read("文件数量压减**%以上")
    assert (q.op, q.value, q.unit, q.masked) == ("<=", "**%", "ratio", True)


@pytest.mark.parametrize(
    ("text", "vague"),
    [
        ("借用期限原则上不超过3个月", "原则上"),
        ("文件一般不超过6页", "一般"),
        ("作业时间30分钟左右", "左右"),
        ("力争覆盖率达到95%", "力争"),
        ("文件不超过6页", None),
        ("一般性文件不超过6页", None),
    ],
)
def test_vague_bounds_are_marked(text: str, vague: str | None) -> None:
    (q,) = read(text)
    assert q.vague == vague


def test_a_vague_bound_without_figure_is_no_quantity() -> None:
    assert read("严格控制作业总量,适量布置") == []


def test_bounds_says_whether_words_bound_a_figure() -> None:
    assert bounds("文件不超过6页")
    assert not bounds("营造良好环境")
    assert not bounds("辖区有12个村")


def test_every_metric_has_titles_and_is_reached_by_its_unit() -> None:
    for metric in metrics().values():
        assert metric.zh and metric.en and metric.topic and metric.units, metric.id
        assert metric.bare in {"", "<=", ">=", "==", ">", "<"}, metric.id


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("取消期中考试", [("==", 0, "count")]),
        ("取消其评优资格", []),
        ("中午到校时间为1:20—1:40", [("between", ("13:20", "13:40"), "time")]),
        ("午休时间为12:50—1:10", [("between", ("12:50", "13:10"), "time")]),
    ],
)
def test_what_is_called_off_and_hours_of_the_afternoon(text: str, expected: list[object]) -> None:
    about = About("", "student", stage="primary")
    found = quantities(text, Context(about, sentence=text))
    assert [(q.op, q.value, q.unit) for q in found] == expected
    assert not any("stage" in q.scope for q in found if q.unit == "time")


def test_who_votes_for_a_plan_is_no_quorum() -> None:
    assert [q.metric for q in read("筹资方案须经村民会议三分之二以上代表通过")] == ["approval_ratio"]
    assert [q.metric for q in read("村民会议应有三分之二以上农户代表参加")] == ["quorum_ratio"]


def test_years_of_service_are_no_length_of_secondment() -> None:
    assert [q.metric for q in read("服务未满3年的不得借调")] != ["secondment_months"]
    assert [q.metric for q in read("借调时间不超过1年")] == ["secondment_months"]
