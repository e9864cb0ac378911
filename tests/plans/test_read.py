"""A plan read whole: every character kept, every quote printed as it stands, the same answer every time."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from jianfu.plans.model import EXECUTABLE, MODALITIES, Plan, Source
from jianfu.plans.read import read_plans
from jianfu.plans.source import from_text

PLAN = """青禾县教育局减负工作方案
发布时间:2026-09-01 浏览次数:35
为减轻学生负担,特制定本方案。
一、规范作业
(一)控制总量。小学一、二年级不布置书面家庭作业,三至六年级每天书面作业不超过60分钟。
(二)严禁布置惩罚性作业,鼓励布置分层作业。
二、规范考试
1.小学每学期只组织一次期末考试,成绩用等级呈现。
2.不得按分数给学生排名。
三、组织领导
各校成立领导小组,校长任组长。一是每月自查一次;二是结果报县教育局备案。
第1页 共2页
青禾县教育局
2026年9月1日
"""


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def kept(source: Source, plans: tuple[Plan, ...]) -> list[str]:
    """Everything that came out, in the order of its characters."""
    said = [r.clause.text for p in plans for r in p.clauses] + [a.text for a in source.aside]
    return sorted(squeezed("".join(said)))


def test_a_plan_is_read_from_its_title_to_its_last_duty() -> None:
    source = from_text(PLAN, "plan.txt")
    (plan,) = read_plans(source)
    assert plan.about.title == "青禾县教育局减负工作方案"
    assert (plan.about.domain, plan.about.kind) == ("student", "plan")
    found = {s.quote: (r.clause.cited, s.described.modality) for r in plan.clauses for s in r.statements}
    assert found["严禁布置惩罚性作业"] == ("一/(二)", "forbid")
    assert found["鼓励布置分层作业"] == ("一/(二)", "encourage")
    assert found["不得按分数给学生排名"] == ("二/2", "forbid")
    clause = next(r for r in plan.clauses if r.clause.cited == "一/(一)")
    figures = [q for s in clause.statements for q in s.quantities]
    assert [(q.op, q.value, q.unit) for q in figures] == [("==", 0, "minute"), ("<=", 60, "minute")]
    assert [dict(q.scope).get("grades") for q in figures] == [[1, 2], [3, 4, 5, 6]]
    assert kept(source, (plan,)) == sorted(squeezed(PLAN))


def test_a_quote_never_runs_over_what_was_set_aside() -> None:
    text = "一、规范检查\n各部门到学校开展检查前须先征得教\n\n2、育部门同意并列入年度计划。\n\n3、二、规范会议\n一般不得要求教师参加。\n"
    source = from_text("1、" + text, "copy.txt")
    printed = squeezed("1、" + text)
    plans = read_plans(source)
    quotes = [s.quote for p in plans for r in p.clauses for s in r.statements]
    assert quotes
    assert all(squeezed(quote) in printed for quote in quotes)
    assert kept(source, plans) == sorted(printed)


PIECES = st.sampled_from(
    [
        "一、", "(一)", "1.", "①", "第一条 ", "一是", "二是", "不得", "严禁", "要", "应", "60分钟", "每学期一次", "xx%",
        "学校", "教师", "布置作业", "开展检查", "报批", "。", ",", ";", ":", "\n", "“", "”", "(", ")", "篇一", "关于减负的通知",
        "第1页", "附件:", "2021年9月", " ",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=60).map("".join))
def test_nothing_is_lost_and_every_answer_is_of_its_list(text: str) -> None:
    source = from_text(text, "any.txt")
    plans = read_plans(source)
    assert kept(source, plans) == sorted(squeezed(text))
    for plan in plans:
        for read in plan.clauses:
            for statement in read.statements:
                assert statement.quote in read.clause.text
                assert statement.described.modality in MODALITIES
                assert statement.described.executable in EXECUTABLE
    assert read_plans(from_text(text, "any.txt")) == plans
