"""How invented statements could be held."""

from __future__ import annotations

import pytest

from jianfu.plans.model import Quantity
from tests.plans.describing import described, within


@pytest.mark.parametrize(
    ("executable", "text"),
    [
        ("data", "开齐开足国家课程"),
        ("data", "严禁挤占音乐课"),
        ("data", "全面清理涉企收费项目"),
        ("data", "不得设置快慢班"),
        ("data", "不排名次"),
        ("data", "严格控制在校时间"),
        ("workflow", "进校园活动须经县教育局审批"),
        ("workflow", "对失职的严肃追究责任"),
        ("workflow", "设立举报电话,受理群众投诉"),
        ("workflow", "成立由镇长任组长的领导小组"),
        ("workflow", "校长是第一责任人"),
        ("workflow", "结果向社会公布"),
        ("workflow", "未经批准不得抽调教师"),
        ("workflow", "企业有权拒绝检查"),
        ("checklist", "教师要精心设计分层作业"),
        ("checklist", "利用广播宣传政策"),
        ("checklist", "严禁以作业惩罚学生"),
        ("checklist", "不得强制教师点赞打卡"),
        ("checklist", "推广先进经验和做法"),
        ("no", "各级要高度重视,切实提高思想认识"),
        ("no", "树立正确的教育观念,提高课堂效率"),
        ("no", "大力营造良好氛围"),
        ("no", "努力提升服务水平,充分调动积极性"),
    ],
)
def test_words_tell_how_a_statement_is_held(executable: str, text: str) -> None:
    assert described(text).executable == executable


def test_a_figure_is_checked_from_records() -> None:
    figure = Quantity("homework_minutes_per_day", "<=", 40, "minute", text="不超过40分钟")
    assert described("每晚书面作业不超过40分钟", quantities=[figure]).executable == "data"


def test_a_deadline_is_a_step() -> None:
    deadline = Quantity("deadline", "<=", "2031-05-31", "date", text="5月底前")
    assert described("5月底前报送整改方案", quantities=[deadline]).executable == "workflow"


def test_a_counted_fact_is_checked_from_records() -> None:
    figure = Quantity("meetings", "==", 6, "count", text="6次")
    text = "召开推进会6次"
    assert described(text, within(sentence=text, kind="report"), [figure]).executable == "data"


def test_a_fault_told_is_asked_about() -> None:
    text = "部分教师的习惯还不够好"
    assert described(text, within("存在的问题", kind="report")).executable == "checklist"


def test_the_reason_is_a_word_of_the_statement() -> None:
    reason = described("进校园活动须经县教育局审批").reasons["executable"]
    assert reason in "进校园活动须经县教育局审批"
