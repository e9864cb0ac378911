"""Sentences fall into statements: acts part, what opens or explains an act stays with it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianfu.plans.model import Clause
from jianfu.plans.segment import pieces


def cut(text: str, *headings: str) -> list[str]:
    clause = Clause(("一",), text, 0, 1, headings)
    return [text[p.start : p.end] for p in pieces(clause)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "教导处每周核对课表执行情况。班主任不得挤占体育课。",
            ["教导处每周核对课表执行情况", "班主任不得挤占体育课"],
        ),
        (
            "未经教育局同意,任何部门不得进校开展检查,不得要求学校停课迎检。",
            ["未经教育局同意,任何部门不得进校开展检查", "不得要求学校停课迎检"],
        ),
        (
            "对超出清单的收费项目,要坚决予以取消;对投诉举报,要在15个工作日内办结。",
            ["对超出清单的收费项目,要坚决予以取消", "对投诉举报,要在15个工作日内办结"],
        ),
        (
            "严禁布置惩罚性作业,严禁要求家长批改作业,鼓励布置分层作业。",
            ["严禁布置惩罚性作业", "严禁要求家长批改作业", "鼓励布置分层作业"],
        ),
        (
            "各镇要建立农民负担监督卡制度,县减负办每年组织一次专项审计。",
            ["各镇要建立农民负担监督卡制度", "县减负办每年组织一次专项审计"],
        ),
    ],
)
def test_each_duty_is_a_statement_with_its_case(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_bounds_for_several_grades_in_one_breath_are_one_statement() -> None:
    text = "三、四年级每天书面作业不超过40分钟,五、六年级每天书面作业不超过60分钟。"
    assert cut(text) == [text[:-1]]


def test_what_introduces_the_plan_binds_nobody() -> None:
    assert cut("为切实减轻学生负担,结合我县实际,特制定本方案。") == []


def test_a_fault_listed_is_one_statement() -> None:
    text = "调研统筹不到位,存在扎堆调研、层层陪同的问题。"
    assert cut(text, "存在的突出问题") == [text[:-1]]


def test_quotations_and_clock_times_are_not_cut() -> None:
    assert cut("学校要公示“收费项目,收费标准。收费依据”等内容。") == [
        "学校要公示“收费项目,收费标准。收费依据”等内容"
    ]
    assert cut("小学上课时间不得早于8:20。") == ["小学上课时间不得早于8:20"]


def test_who_answers_is_no_duty_and_by_when_is_one() -> None:
    text = "清理涉企收费目录,取消不合规项目。(责任单位:县财政局;完成时限:9月底)\n(牵头单位:县发改局)"
    assert cut(text)[-1] == "完成时限:9月底"
    assert not any("责任单位" in piece or "牵头单位" in piece for piece in cut(text))


TEXT = st.text(
    alphabet="各学校教师不得要应严禁并对在的时,。;:、“”()《》\n0123天每次报批公示 提高", max_size=300
)


@given(TEXT, st.integers(0, 20))
def test_pieces_are_places_in_the_body_in_order(text: str, body: int) -> None:
    clause = Clause((), text, min(body, len(text)), 1)
    at = clause.body
    for piece in pieces(clause):
        assert at <= piece.sentence_start <= piece.start < piece.end <= piece.sentence_end or (
            at > piece.sentence_start and at <= piece.start < piece.end <= piece.sentence_end
        )
        assert text[piece.start : piece.end].strip(" ,。;\n") == text[piece.start : piece.end]
        at = piece.end


def test_what_becomes_of_things_named_is_one_statement() -> None:
    text = "未列入清单的督查检查评比考核事项,一律不得开展。"
    assert cut(text) == [text[:-1]]


def test_duties_without_numbers_are_read_like_those_with() -> None:
    text = "周末作业每天不超过60分钟。借调时间不超过6个月。村民会议应有三分之二以上农户代表参加。"
    clause = Clause((), text, 0, 1)
    assert [text[p.start : p.end] for p in pieces(clause)] == [s for s in text.split("。") if s]


def test_a_telephone_number_is_no_duty() -> None:
    assert cut("举报电话:0512-1234567。") == []


@pytest.mark.parametrize(
    "text", ["“…”(…)《办法》,", "责任单位:", "9", "一是学校,", "不得布置作业,", "为学校作", "是的,要"]
)
def test_hostile_repetition_costs_no_more_than_its_length(text: str) -> None:
    seen = pieces(Clause(("一",), text * 20_000, 0, 1))
    assert all(p.start < p.end for p in seen)
