"""How invented statements bind."""

from __future__ import annotations

import pytest

from jianfu.plans.model import Quantity
from tests.plans.describing import described, within

FIGURE = Quantity("homework_minutes_per_day", "<=", 40, "minute", text="不超过40分钟")
VAGUE = Quantity("homework_minutes_per_day", "<=", None, "minute", text="适量", vague="适量")


@pytest.mark.parametrize(
    ("modality", "text"),
    [
        ("forbid", "严禁向青禾县各校摊派展板任务"),
        ("forbid", "任何科室不得另行设计表格"),
        ("forbid", "任课教师不准拖堂"),
        ("forbid", "杜绝同一数据报两遍"),
        ("forbid", "不在假期里布置打卡"),
        ("forbid", "一律不搞达标授牌"),
        ("forbid", "坚决防止用会议落实会议"),
        ("must", "各镇要在三日内回复"),
        ("must", "教务员应当登记每次换课"),
        ("must", "推行一张表报到底"),
        ("must", "值班教师按时清校"),
        ("permit", "村民可以凭卡拒缴"),
        ("permit", "未亮证的,商户有权拒绝检查"),
        ("permit", "允许教龄满十五年的教师写简案"),
        ("encourage", "鼓励各校自编口算册"),
        ("encourage", "提倡开短会、写短文"),
        ("encourage", "大力倡导家校同读一本书"),
        ("goal", "实现一次录入、处处可用"),
        ("goal", "力争三年内企业负担走低"),
        ("goal", "各村上墙的牌子明显减少,群众办事的路数更加规范"),
    ],
)
def test_markers_in_order_of_precedence(modality: str, text: str) -> None:
    assert described(text).modality == modality


@pytest.mark.parametrize(
    "text",
    [
        "确保每晚书面作业不超过40分钟",
        "严禁作业超过40分钟",
        "可以布置不超过40分钟的作业",
    ],
)
def test_a_figure_that_bounds_makes_a_limit(text: str) -> None:
    assert described(text, quantities=[FIGURE]).modality == "limit"


def test_a_vague_bound_makes_no_limit() -> None:
    assert described("作业要适量", quantities=[VAGUE]).modality == "must"


def test_a_masked_figure_still_bounds() -> None:
    masked = Quantity("deadline", "<=", None, "date", text="x月底前", masked=True)
    assert described("x月底前交清单", quantities=[masked]).modality == "limit"


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("违反“不得私收”规定的,应当退款", "must"),
        ("不合理的条目要取消", "must"),
        ("坚持不懈改进会风", "must"),
        ("对不按期上报的,予以催办", "must"),
        ("走可持续的路子", "must"),
        ("严格课表管理,不得私换", "must"),
        ("除县局统考外,各校不得组织月考", "forbid"),
        ("全体教师签订拒绝办班承诺书", "must"),
        ("可发可不发的简报一律不发", "forbid"),
        ("确需换课的,经教务处签字后方可调整", "must"),
    ],
)
def test_words_that_only_look_like_markers(text: str, modality: str) -> None:
    assert described(text).modality == modality


def test_under_a_heading_of_bans_every_item_is_one() -> None:
    context = within("管理要求", "严禁下列行为")
    assert described("让学生顶着日头站队迎送来宾", context).modality == "forbid"
    assert described("让学生顶着日头站队迎送来宾").modality != "forbid"


def test_under_a_heading_of_faults_every_item_is_forbidden() -> None:
    context = within("突出问题", "会风方面")
    assert described("念稿子成风,空话连篇", context).modality == "forbid"
    assert described("要当场改正", context).modality == "must"


def test_aims_are_aims_under_their_heading_only() -> None:
    text = "让孩子真正轻松起来"
    assert described(text, within("工作目标")).modality == "goal"
    assert described(text, within("具体措施")).modality == "must"


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("全县共清理表格61张", "fact"),
        ("学校严格执行作息时间", "fact"),
        ("没有发现统一订购练习册", "fact"),
        ("进一步规范考务", "must"),
        ("我校将每周公示一次", "must"),
    ],
)
def test_a_report_tells_and_promises(text: str, modality: str) -> None:
    assert described(text, within(sentence=text, kind="report")).modality == modality


def test_a_report_that_states_a_rule_states_a_limit() -> None:
    context = within(kind="report")
    assert described("我校规定作业不超过40分钟", context, [FIGURE]).modality == "limit"
    assert described("作业已减少到40分钟", context, [FIGURE]).modality == "fact"


def test_what_stands_under_next_steps_is_a_duty() -> None:
    context = within("下一步打算", kind="report")
    assert described("抓好整改", context).modality == "must"
    assert described("严禁反弹", context).modality == "forbid"


def test_a_list_of_names_is_a_fact() -> None:
    assert described("组长:田穗(青禾县教育局局长)").modality == "fact"


def test_the_reason_names_the_words() -> None:
    assert described("任何科室不得另行设计表格").reasons["modality"] == "不得"
    assert described("每晚不超过40分钟", quantities=[FIGURE]).reasons["modality"] == "不超过40分钟"
