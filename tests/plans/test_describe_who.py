"""Whom invented statements bind, who answers for them and by when; what plans say of themselves."""

from __future__ import annotations

import pytest

from jianfu.plans.describe import about
from jianfu.plans.describe.who import body, deadline
from tests.plans.describing import clause, described, within


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("各校要公示作业", "学校"),
        ("任课教师应当面批作业", "教师"),
        ("学校和教师不得推荐教辅", "学校、教师"),
        ("由县教育局统一组织抽测", "教育部门"),
        ("各乡镇、各部门要报送清单", "乡镇(街道)、各部门"),
        ("企业可以拒绝缴费", "企业"),
    ],
)
def test_the_subject_is_bound(text: str, who: str) -> None:
    assert described(text).addressee == who


def test_an_object_is_not_bound() -> None:
    assert described("对学校的检查要合并", within(domain="grassroots")).addressee == "督查检查部门"


def test_the_sentence_names_whom_the_statement_does_not() -> None:
    sentence = "各村要公开账目,接受监督"
    assert described("接受监督", within(sentence=sentence)).addressee == "村级组织"


def test_where_nobody_is_named_the_field_tells() -> None:
    text = "严禁搭车收费"
    assert described(text, within(domain="enterprise")).addressee == "收费单位"
    assert described("布置作业要适量", within(domain="student")).addressee == "教师"


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("清理社会事务(牵头单位:县教育局;配合单位:县司法局)", "县教育局"),
        ("规范收费。责任单位:市发展改革委、市财政局", "市发展改革委、市财政局"),
        ("由县督查室牵头,汇总检查计划", "县督查室"),
        ("由教务处负责登记", "教务处"),
        ("各校要公示作业", ""),
    ],
)
def test_the_responsible_body_as_printed(text: str, printed: str) -> None:
    assert body(text, text) == printed


def test_the_responsible_body_may_stand_in_the_rest_of_the_sentence() -> None:
    assert body("规范收费", "规范收费(责任单位:县市场监管局)") == "县市场监管局"


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("5月底前完成清理", "5月底前"),
        ("2031年3月15日前报县局", "2031年3月15日前"),
        ("x月x日前交清单", "x月x日前"),
        ("收到投诉之日起15个工作日内答复", "收到投诉之日起15个工作日内"),
        ("七日内退款", "七日内"),
        ("到2032年消除大班额", "到2032年"),
        ("每学期末前归还", "每学期末前"),
        ("自查阶段(3月1日至3月20日)", "3月1日至3月20日"),
        ("及时退款", ""),
        ("每天锻炼1小时", ""),
    ],
)
def test_the_deadline_as_printed(text: str, printed: str) -> None:
    assert deadline(text) == printed


@pytest.mark.parametrize(
    ("title", "text", "domain"),
    [
        ("青禾县双减工作方案", "严格控制作业总量。", "student"),
        ("青禾县中小学教师减负清单", "社会事务进校园须经审批。", "teacher"),
        ("青禾县整治形式主义为基层减负措施", "精简文件会议。", "grassroots"),
        ("青禾县减轻企业负担办法", "规范涉企收费。", "enterprise"),
        ("青禾县减轻农民负担意见", "规范一事一议筹资筹劳。", "farmer"),
        ("", "村民一事一议须经表决,惠农资金按时发放,监督卡发到农户。", "farmer"),
        ("工作要点", "一切照旧。", "shared"),
    ],
)
def test_a_plan_tells_its_field(title: str, text: str, domain: str) -> None:
    assert about(title, [clause(text)]).domain == domain


@pytest.mark.parametrize(
    ("title", "text", "kind"),
    [
        ("青禾县减负工作总结", "已清理表格。", "report"),
        ("青禾镇小学减负自查报告", "开齐课程。", "report"),
        ("青禾县减负实施方案", "共清理3项。累计退费2万元。同比下降5%。", "plan"),
        ("", "现将青禾县减负工作汇报如下。", "report"),
        ("", "各校要公示作业,严禁补课。", "plan"),
    ],
)
def test_a_plan_tells_whether_it_reports(title: str, text: str, kind: str) -> None:
    assert about(title, [clause(text)]).kind == kind


@pytest.mark.parametrize(
    ("title", "text", "stage"),
    [
        ("青禾镇中心小学减负方案", "学生作业适量。", "primary"),
        ("青禾初级中学减负方案", "学生作业适量。", "junior"),
        ("青禾县中小学减负方案", "小学不留作业,初中适量。", None),
        ("", "我校小学生作业由班主任登记,校长负总责。", "primary"),
    ],
)
def test_a_stage_belongs_to_a_plan_of_one_stage(title: str, text: str, stage: str | None) -> None:
    assert about(title, [clause(text)]).stage == stage


def test_a_heading_may_name_another_burden() -> None:
    text = "报表合并填报"
    assert described(text, within("为教师减负", domain="student")).domain == "teacher"
    assert described(text, within("为学生减负", domain="student")).domain == "student"
