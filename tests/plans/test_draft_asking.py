"""Questions to which yes is the good answer, in sentences that people would write."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianfu.plans.draft.asking import LONGEST, asked


@pytest.mark.parametrize(
    ("text", "modality", "addressee", "ask"),
    [
        ("学校要建立作业公示制度", "must", "学校", "学校是否建立作业公示制度？"),
        ("应当公开收费项目,接受社会监督", "must", "收费单位", "收费单位是否公开收费项目，接受社会监督？"),
        ("每学期召开一次家长会", "must", "学校", "学校是否每学期召开一次家长会？"),
        ("严禁布置惩罚性作业", "forbid", "教师", "教师是否做到不布置惩罚性作业？"),
        ("严禁有偿补课", "forbid", "教师", "教师是否杜绝了有偿补课？"),
        ("坚决杜绝重复检查现象", "forbid", "各部门", "各部门是否杜绝了重复检查现象？"),
        ("不得有弄虚作假行为", "forbid", "村级组织", "村级组织是否做到没有弄虚作假行为？"),
        ("任何单位和个人不得截留补贴资金", "forbid", "各部门", "是否做到任何单位和个人都不截留补贴资金？"),
        ("任何部门都不得拖欠账款", "forbid", "各部门", "是否做到任何部门都不拖欠账款？"),
        ("未经公示的不准收费", "forbid", "收费单位", "未经公示的，收费单位是否做到不收费？"),
        ("发现乱收费行为,要严肃查处", "must", "各部门", "发现乱收费行为，各部门是否严肃查处？"),
        ("按照县里的要求,制定实施细则", "must", "乡镇", "按照县里的要求，乡镇是否制定实施细则？"),
        ("小学、初中走读生不安排晚自习", "forbid", "学校", "小学、初中走读生是否做到不安排晚自习？"),
        ("班额不超过45人", "limit", "学校", "班额是否不超过45人？"),
        ("学生在校时间为每天6小时", "limit", "学校", "学生在校时间是否为每天6小时？"),
        ("借用期满必须返回原岗位", "must", "各部门", "各部门借用期满是否返回原岗位？"),
        ("教师对布置的作业要全批全改", "must", "教师", "教师对布置的作业是否全批全改？"),
        ("对弄虚作假的,严肃处理", "must", "教育部门", "对弄虚作假的，教育部门是否严肃处理？"),
        (
            "其他部门召开的会议不得安排教师参加",
            "forbid",
            "各部门",
            "其他部门召开的会议是否做到不安排教师参加？",
        ),
        ("要减少考试次数,不得公布名次", "must", "学校", "学校是否减少考试次数，做到不公布名次？"),
        ("不得排名、不得公布成绩", "forbid", "学校", "学校是否做到不排名、不公布成绩？"),
        ("结果应当公开", "must", "县减负办", "结果是否公开？"),
        ("由教导处统一安排,各班应当照办", "must", "教导处", "是否由教导处统一安排，各班照办？"),
        ("应当撤销的收费站点要撤销", "must", "收费单位", "应当撤销的收费站点是否撤销？"),
        ("重要文件要由主要领导审定", "must", "各部门", "重要文件是否由主要领导审定？"),
        ("于12月20日前报送总结", "must", "各校", "各校是否于12月20日前报送总结？"),
        ("9月底前完成清理", "must", "各校", "各校是否在9月底前完成清理？"),
        (
            "文件质量不高,会议过多过滥",
            "forbid",
            "各部门",
            "各部门是否不存在下列问题：文件质量不高，会议过多过滥？",
        ),
        ("层层开会", "forbid", "各部门", "各部门是否做到不层层开会？"),
        (
            "自查自纠阶段(9月1日至9月底)",
            "limit",
            "学校",
            "学校是否按时完成“自查自纠阶段（9月1日至9月底）”的工作？",
        ),
        ("为进一步规范收费,要公开标准", "must", "收费单位", "收费单位是否公开标准？"),
        ("为举报人保密,要及时反馈结果", "must", "各部门", "各部门是否为举报人保密，及时反馈结果？"),
        ("对不按期整改者要追究责任", "must", "各部门", "各部门对不按期整改者是否追究责任？"),
        ("少要台账,根据需要统筹安排", "must", "各部门", "各部门是否少要台账，根据需要统筹安排？"),
        (
            "不能有效防止重复检查,检查过多",
            "forbid",
            "各部门",
            "各部门是否不存在下列问题：不能有效防止重复检查，检查过多？",
        ),
        ("学校有权拒绝", "permit", "学校", "是否落实了“学校有权拒绝”？"),
        ("县专项整治领导小组,对自查情况进行复核", "must", "", "县专项整治领导小组是否对自查情况进行复核？"),
    ],
)
def test_a_rule_becomes_a_question(text: str, modality: str, addressee: str, ask: str) -> None:
    topic = "plan_phase" if "阶段" in text else "other"
    assert asked(text, modality, addressee, topic) == ask


@pytest.mark.parametrize(
    "text",
    [
        "学校是否公开由各地决定",
        "“一站式服务",
        "(一)",
        "、及时",
        "的",
        "1:2",
        "不得不",
        "要",
        "严禁",
        "的问题",
    ],
)
def test_what_fits_no_pattern_is_asked_whole(text: str) -> None:
    ask = asked(text, "must", "学校")
    assert ask.endswith("？")
    assert "是否" in ask
    assert ask.count("“") == ask.count("”") or not ask.startswith("“")


def test_text_without_words_asks_nothing() -> None:
    assert asked("……。", "must", "学校") == ""


@pytest.mark.parametrize("text", ["学校要公开收费," * 200, "要" * 100_000, "（" * 100_000, "不得" * 5_000])
def test_no_question_is_longer_than_people_read(text: str) -> None:
    assert len(asked(text, "must", "学校")) < 700


def test_the_body_that_the_text_names_is_not_put_before_it_twice() -> None:
    assert asked("乡镇政府应当公示补贴名单", "must", "乡镇(街道)").startswith("乡镇政府是否")
    assert asked("由教育部门统筹安排", "must", "教育部门") == "是否由教育部门统筹安排？"


def test_a_long_question_loses_what_it_is_good_for_and_keeps_its_figures() -> None:
    act = "建立作业校内公示制度,每天对本班各学科作业的内容和时长进行公示,由年级组统筹各学科作业的数量和难度"
    ask = asked(f"{act},切实减轻学生过重的课业负担,促进学生健康成长", "must", "学校")
    assert "公示制度" in ask
    assert "健康成长" not in ask
    kept = asked(f"{act},每学期检查不少于2次,确保作业总量每天不超过60分钟", "must", "学校")
    assert len(kept) > LONGEST
    assert "60分钟" in kept


_HAN = st.text(st.sampled_from("学校教师要应不得严禁的对在由每公开检查作业，、,()“”收费，是否"), max_size=60)


@given(_HAN, st.sampled_from(["must", "forbid", "limit", "permit"]), st.sampled_from(["学校", "各部门", ""]))
def test_every_question_is_a_sentence_that_asks_once(text: str, modality: str, addressee: str) -> None:
    ask = asked(text, modality, addressee)
    if ask:
        assert ask.endswith("？")
        outside = re.sub("“.*”", "", ask)
        assert outside.count("是否") == 1
        assert "？？" not in ask
        assert not outside.endswith("的？")
