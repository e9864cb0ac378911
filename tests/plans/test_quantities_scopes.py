"""For whom a figure holds: grades, stages and what else narrows it, printed or taken over."""

from __future__ import annotations

import pytest

from jianfu.plans.model import About, Context
from jianfu.plans.quantities import quantities

COUNTY = Context(About("青禾县实施方案", "student"))
PRIMARY = Context(About("青禾县第三小学方案", "student", "plan", "primary"))


def scopes(text: str, context: Context = COUNTY) -> list[tuple[object, object, object]]:
    return [(q.value, q.scope.get("grades"), q.scope.get("stage")) for q in quantities(text, context)]


@pytest.mark.parametrize(
    ("written", "grades"),
    [
        ("三年级", [3]),
        ("一、二年级", [1, 2]),
        ("一二年级", [1, 2]),
        ("三、四、五、年级", [3, 4, 5]),
        ("三至六年级", [3, 4, 5, 6]),
        ("3—6年级", [3, 4, 5, 6]),
        ("4、5年级", [4, 5]),
        ("小学五、六年级", [5, 6]),
        ("七、八年级", [7, 8]),
        ("初一、初二", [7, 8]),
        ("初中一年级", [7]),
        ("高一高二", [10, 11]),
        ("低年级", [1, 2]),
        ("中高年级", [3, 4, 5, 6]),
        ("四年级及以下", [1, 2, 3, 4]),
    ],
)
def test_grades_as_written(written: str, grades: list[int]) -> None:
    assert scopes(f"{written}书面作业不超过25分钟") == [(25, grades, None)]


@pytest.mark.parametrize(
    ("written", "stage"),
    [
        ("小学", "primary"),
        ("小学生", "primary"),
        ("小学阶段", "primary"),
        ("初中", "junior"),
        ("普通高中", "senior"),
        ("中小学", None),
        ("义务教育学校", None),
        ("幼儿园", None),
    ],
)
def test_stages_as_written(written: str, stage: str | None) -> None:
    assert scopes(f"{written}书面作业不超过25分钟") == [(25, None, stage)]


def test_each_figure_takes_whom_was_named_before_it() -> None:
    assert scopes("一、二年级不留书面作业;三、四年级不超过25分钟,五、六年级不超过45分钟") == [
        (0, [1, 2], None),
        (25, [3, 4], None),
        (45, [5, 6], None),
    ]
    assert scopes("班额小学不超过42人、初中不超过48人") == [(42, None, "primary"), (48, None, "junior")]


@pytest.mark.parametrize(
    "text",
    [
        "小学、初中、高中学生每天睡眠分别不少于10、9、8小时",
        "小学、初中、高中学生每天睡眠分别不少于10小时、9小时、8小时",
        "睡眠时间小学生10小时、初中生9小时、高中生8小时",
        "每天睡眠时间应达到10小时(小学)、9小时(初中)、8小时(高中)",
    ],
)
def test_a_list_is_handed_out_in_order(text: str) -> None:
    assert scopes(text) == [(10, None, "primary"), (9, None, "junior"), (8, None, "senior")]


def test_several_that_share_a_figure() -> None:
    assert scopes("三、四年级和初一书面作业均不超过35分钟") == [(35, [3, 4, 7], None)]
    assert scopes("小学和初中课间均不少于12分钟") == [(12, None, None)]
    assert scopes("三至六年级和初中体育课每周3节") == [(3, [3, 4, 5, 6], "junior")]


def test_the_others_are_those_not_named() -> None:
    assert scopes("小学一、二年级不留书面作业,其他年级不超过45分钟") == [
        (0, [1, 2], None),
        (45, [3, 4, 5, 6], None),
    ]
    before = Context(COUNTY.about, before="小学一年级不进行纸笔考试;")
    assert scopes("其他年级每学期考试不超过1次", before) == [(1, [2, 3, 4, 5, 6], None)]
    assert scopes("义务教育其他年级每学期考试不超过1次", before) == [(1, None, None)]


def test_a_plan_of_one_stage_means_its_pupils() -> None:
    assert scopes("书面作业不超过25分钟", PRIMARY) == [(25, None, "primary")]
    assert scopes("三年级书面作业不超过25分钟", PRIMARY) == [(25, [3], None)]
    assert scopes("三年级以上书面作业不超过25分钟", PRIMARY) == [(25, [3, 4, 5, 6], None)]
    assert scopes("对家长的意见5个工作日内答复", PRIMARY) == [(5, None, None)]
    report = Context(About("自查报告", "student", "report", "primary"))
    assert scopes("书面作业不超过25分钟", report) == [(25, None, None)]


def test_whom_the_sentence_named_is_kept() -> None:
    before = Context(COUNTY.about, before="课间不少于12分钟。小学生不带手机进校园,")
    assert scopes("每天在校不超过6小时", before) == [(6, None, "primary")]
    several = Context(COUNTY.about, before="小学班额不超过42人,初中不超过48人,")
    assert scopes("每天在校不超过7小时", several) == [(7, None, None)]
    over = Context(COUNTY.about, before="小学生不带手机进校园。")
    assert scopes("每天在校不超过7小时", over) == [(7, None, None)]


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("书面作业不超过25分钟", "form", "written"),
        ("书面家庭作业不超过25分钟", "place", "home"),
        ("周末作业每天不超过25分钟", "day", "rest_day"),
        ("冬季到校不早于8:00", "season", "winter"),
        ("寄宿生晚自习不超过60分钟", "boarding", True),
        ("体育课每周4节", "subject", "体育"),
        ("音乐、美术课每周2节", "subject", ["音乐", "美术"]),
        ("作业平均不超过25分钟", "statistic", "average"),
        ("文件较上年减少20%", "baseline", "上年"),
        ("每季度开展检查不少于1次", "per", "quarter"),
        ("借用教师原则上不超过3个月", "principle", "原则上"),
        ("期末考试每学期1次", "kind", "期末"),
        ("线上培训结束时间不晚于21:00", "kind", "线上"),
    ],
)
def test_what_else_narrows(text: str, key: str, value: object) -> None:
    (q,) = quantities(text, COUNTY)
    assert q.scope[key] == value


def test_what_is_for_each_of_several() -> None:
    found = quantities("体育、劳动每周各2节", COUNTY)
    assert [(q.value, q.scope["subject"]) for q in found] == [(2, "体育"), (2, "劳动")]
    found = quantities("保证校内、校外体育活动各1小时", COUNTY)
    assert [(q.value, q.scope["place"]) for q in found] == [(60, "school"), (60, "home")]


def test_bodies_tell_parallel_bounds_apart() -> None:
    found = quantities("检查事项每年市级不超过9项,县级不超过7项", COUNTY)
    assert [q.value for q in found] == [9, 7]
    assert [q.scope["target"] for q in found][1] == "县级"
    assert found[0].scope["target"] != "县级"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # The whole of a part holds for everybody: only the part is told apart.
        ("九年级书面作业每天控制在100分钟以内,其中数学不超过25分钟", [(100, None, None), (25, None, "数学")]),
        ("会议每年不超过9次,其中视频会议不超过4次", [(9, None, None), (4, "视频会议", None)]),
        # One object, bounded for two periods.
        ("社会事务进校园每学期不超过2次,全年不超过6次", [(2, None, None), (6, None, None)]),
        ("每科作业每天不超过30分钟,总量不超过50分钟", [(30, None, "每科"), (50, None, None)]),
    ],
)
def test_wholes_and_their_parts(text: str, told: list[tuple[object, object, object]]) -> None:
    found = quantities(text, COUNTY)
    assert [(q.value, q.scope.get("target"), q.scope.get("subject")) for q in found] == told


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("数学书面作业每天不超过20分钟", "数学"),
        ("语文、英语作业每天不超过25分钟", ["语文", "英语"]),
        ("周末单科作业不超过30分钟", "每科"),
        ("每门学科的作业每天不超过15分钟", "每科"),
        ("各科作业总量每天不超过60分钟", None),
        ("科学控制作业时间不超过60分钟", None),
        ("科学布置作业,书面作业每天不超过60分钟", None),
    ],
)
def test_homework_of_one_subject_is_not_all_homework(text: str, subject: object) -> None:
    (q,) = quantities(text, COUNTY)
    assert q.scope.get("subject") == subject


def test_what_homework_is_meant_stands_in_the_statement_before() -> None:
    after = Context(COUNTY.about, before="周末、寒暑假作业也要控制总量,")
    assert [q.scope for q in quantities("每天不超过60分钟", after)] == [{"day": "rest_day"}]
    ended = Context(COUNTY.about, headings=("控制作业",), before="周末作业也要控制总量。")
    assert [q.scope for q in quantities("每天不超过60分钟", ended)] == [{}]
