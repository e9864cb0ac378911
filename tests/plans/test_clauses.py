"""The tree of clauses: paths as printed, headings apart, odd numbers reported, no character lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianfu.plans.clauses import clauses
from jianfu.plans.model import Clause, Line, Part


def read(*lines: str) -> tuple[Clause, ...]:
    return clauses(Part("", tuple(Line(text, n) for n, text in enumerate(lines, 1))))[0]


def paths(*lines: str) -> list[str]:
    return [c.cited for c in read(*lines)]


def faults(*lines: str) -> list[tuple[str, object]]:
    part = Part("", tuple(Line(text, n) for n, text in enumerate(lines, 1)))
    return [(m.facts["path"], m.facts["expected"]) for m in clauses(part)[1]]


def test_every_style_of_number_finds_its_place() -> None:
    assert paths(
        "为减轻学生负担,制定本方案。",
        "一、规范作业",
        "(一)控制总量",
        "1.一、二年级不留书面家庭作业。",
        "(1)教导处每周核对一次。",
        "①班主任协调。",
        "②组长签字。",
        "2、其他年级每天不超过40分钟。",
        "(二)公示",
        "二、规范考试",
    ) == [
        "", "一", "一/(一)", "一/(一)/1", "一/(一)/1/(1)", "一/(一)/1/(1)/①", "一/(一)/1/(1)/②",
        "一/(一)/2", "一/(二)", "二",
    ]  # fmt: skip


def test_articles_stand_under_their_chapters() -> None:
    assert paths(
        "第一章 总则",
        "第一条 为规范检查,制定本办法。",
        "第二章 检查",
        "第二条 每年不超过一次。",
        "(一)突击检查除外;",
        "第三条 依照本办法第二条的规定办理。",
    ) == ["第一章", "第一章/第一条", "第二章", "第二章/第二条", "第二章/第二条/(一)", "第二章/第三条"]


def test_numbers_inside_a_line_count_by_their_order() -> None:
    assert paths("一、总体要求坚持减负。二、主要任务(一)减少检查1.列入计划。未列入的不得开展。2.公布清单。") == [
        "一", "二", "二/(一)", "二/(一)/1", "二/(一)/2",
    ]  # fmt: skip


def test_sentences_in_order_are_clauses_of_their_own_under_one_path() -> None:
    found = read("(一)加强领导。一是成立专班;二是明确专人;三是定期调度。")
    assert [(c.cited, c.item) for c in found] == [
        ("(一)", ""),
        ("(一)", "一是"),
        ("(一)", "二是"),
        ("(一)", "三是"),
    ]
    assert found[1].text == "一是成立专班;"


@pytest.mark.parametrize(
    "text",
    [
        "一、二年级不留书面家庭作业。",
        "小学一、二年级,不留作业;三、四年级,每天不超过30分钟。",
        "版本为2.0,占比为3.5%,时间是8:30。",
        "依照第三条规定执行,一是一、二是二。",
        "全面落实“三个一、两个二、一个三”要求。",
    ],
)
def test_counted_words_are_no_numbers_of_clauses(text: str) -> None:
    assert paths(text) == [""]


def test_a_dash_for_one_a_repeated_and_a_skipped_number_are_kept_and_reported() -> None:
    lines = ("一、任务", "(—)减文件", "(二)减会议", "(二)减检查", "(五)减表格")
    assert paths(*lines) == ["一", "一/(—)", "一/(二)", "一/(二)", "一/(五)"]
    assert faults(*lines) == [("一/(二)", 3), ("一/(五)", 3)]
    assert faults("一、任务", "二、保障") == []


def test_headings_are_told_from_duties() -> None:
    found = read(
        "一、主要任务",
        "(一)精简会议。各部门召开会议须先报批。",
        "(二)严禁多头检查。同一事项每年检查不超过1次。",
        "(三)规范报表。报表须经审批。",
        "二、纪律要求",
        "1.严禁收取会费,违者追究责任。",
        "2.不得摊派报刊。",
    )
    bodies = [c.text[c.body :].strip() for c in found]
    assert bodies == [
        "", "各部门召开会议须先报批。", "同一事项每年检查不超过1次。", "报表须经审批。", "",
        "严禁收取会费,违者追究责任。", "不得摊派报刊。",
    ]  # fmt: skip
    assert found[1].headings == ("主要任务", "精简会议")
    assert found[-1].headings == ("纪律要求",)


def test_paragraphs_without_numbers_stay_with_the_clause_above() -> None:
    found = read("一、作业", "教师不得布置惩罚性作业。", "班主任每天协调总量。", "二、考试")
    assert [c.cited for c in found] == ["一", "二"]
    assert found[0].text == "一、作业\n教师不得布置惩罚性作业。\n班主任每天协调总量。"


LABELLED = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "一、",
                "二、",
                "(一)",
                "(二)",
                "1.",
                "2、",
                "(1)",
                "①",
                "第一条 ",
                "第二章",
                "一是",
                "(—)",
                "3)",
            ]
        ),
        st.text(alphabet="学校不得布置作业,。;:12一二、()①.\n“”", max_size=12),
    ),
    max_size=30,
).map("".join)


@given(LABELLED)
def test_no_character_of_the_lines_is_lost_or_moved(text: str) -> None:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    found = read(*lines)
    squeezed = re.sub(r"\s", "", "".join(lines))
    assert re.sub(r"\s", "", "".join(c.text for c in found)) == squeezed
    assert all(0 <= c.body <= len(c.text) for c in found)


def test_what_was_cut_out_is_remembered_where_the_clause_has_it() -> None:
    part = Part("", (Line("一、任务", 1), Line("(一)各校要严格控制总量。", 2, cuts=(6,))))
    found = clauses(part)[0]
    assert found[1].text[: found[1].cuts[0]] == "(一)各校要"


@pytest.mark.parametrize("text", ["(1)", "一是", "一、", "1.", "第一条", "①"])
def test_hostile_repetition_costs_no_more_than_its_length(text: str) -> None:
    found = read(text * 30_000)
    assert sum(len(clause.text) for clause in found) == 30_000 * len(text)
