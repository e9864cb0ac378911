"""A source through all passes, and what was set aside of each plan of a file."""

from __future__ import annotations

from datetime import date

from jianfu.norms.load import load
from jianfu.plans.model import Aside, Line, Part, Source
from jianfu.plans.source import from_text
from jianfu.reports.plan_drafting import asides_of, drafted


def _source() -> Source:
    parts = (
        Part("甲", (Line("一、学校应公示课表。", 3), Line("二、学校应公示作业。", 4))),
        Part("乙", (Line("一、学校应公示收费。", 9),)),
    )
    aside = (
        Aside("首页", "chrome", 1), Aside("甲", "title", 2), Aside("2026年9月1日", "signature", 5),
        Aside("乙", "title", 7), Aside("青教〔2026〕3号", "number", 8), Aside("2026年10月1日", "signature", 10),
    )  # fmt: skip
    return Source("两份.txt", parts, aside)


def test_each_plan_has_what_was_set_aside_between_its_title_and_the_next() -> None:
    assert [a.number for a in asides_of(_source(), 0)] == [1, 2, 5]
    assert [a.number for a in asides_of(_source(), 1)] == [7, 8, 10]


def test_a_day_of_issue_is_that_of_its_own_plan() -> None:
    text = (
        "青禾县东河小学作业管理办法\n一、三至六年级每天书面作业不超过50分钟。\n二、学校应每周公示作业总量。\n"
        "青禾县东河小学\n2026年9月7日\n"
    )
    [read] = drafted(from_text(text, "办法.txt"), load(), None, None, date(2026, 11, 20)).plans
    assert read.draft.paper.issued == date(2026, 9, 7)
    assert [m.hi for m in read.draft.marks if m.norm.endswith("written-minutes")] == [50]
