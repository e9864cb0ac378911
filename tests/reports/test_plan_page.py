"""The page of a plan: self-contained, the text whole and marked, both sides numbered, contradictions first."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianfu.plans.draft.model import Conflict, Side
from jianfu.plans.model import Clause, Read, Statement
from jianfu.reports.plan_page import render_plans
from jianfu.terms.errors import Message
from jianfu.terms.text import Text
from tests.reports.plan_sample import TEXT, TITLE, conflicts, reading
from tests.reports.test_html import Page


@pytest.fixture(params=["zh", "en"])
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_the_page_fetches_nothing_and_runs_nothing(lang: str) -> None:
    page = render_plans(reading(2), lang)
    assert not re.search(r"<script|<link|<img|<iframe|@import|url\(\s*['\"]?(?!#)|https?://", page)
    assert not re.search(r"\son[a-z]+=", page)


@pytest.mark.parametrize("copies", [1, 3])
def test_it_is_well_formed_and_leads_nowhere_else(lang: str, copies: int) -> None:
    page = Page(render_plans(reading(copies), lang))
    ids = page.all("id")
    assert len(ids) == len(set(ids))
    links = page.all("href")
    assert links
    assert {href[0] for href in links} == {"#"}
    assert {href[1:] for href in links} <= set(ids)
    assert [t for t, _ in page.tags].count("h1") == 1


def _document(page: str) -> str:
    [body] = re.findall(r'<article class="doc".*?</article>', page, re.DOTALL)
    return body


def _words(text: str) -> str:
    """NFKC without blanks: the page shows full-width punctuation."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def test_the_text_stands_there_whole() -> None:
    body = re.sub(r"<sup>.*?</sup>", "", _document(render_plans(reading())))
    shown = unescape(re.sub(r"<[^>]+>", "", body))
    assert _words(shown) == _words(TITLE + "".join(text for _, text, _ in TEXT))


def test_what_the_text_says_is_escaped() -> None:
    body = _document(render_plans(reading()))
    assert "&lt;b&gt;班主任&lt;/b&gt;" in body


def test_each_statement_is_marked_by_its_kind_and_numbered() -> None:
    body = _document(render_plans(reading()))
    found = re.findall(
        r'<mark class="([^"]+)" title="([^"]*)">([^<]*)</mark></span><sup>(?:<a[^>]*>)?(\d+)', body
    )
    assert [int(n) for *_, n in found] == list(range(1, 12))
    kinds = {int(n): cls.split() for cls, *_, n in found}
    assert kinds[1] == ["m-limit"]
    assert kinds[3] == ["m-limit", "bad"]
    assert kinds[4] == ["m-forbid"]
    assert kinds[5] == ["m-encourage"]
    assert kinds[10] == ["m-must"]
    titles = {int(n): title for _, title, _, n in found}
    assert "语气：严禁（严禁）" in titles[4]


def test_only_paragraphs_without_a_statement_are_grey() -> None:
    body = _document(render_plans(reading()))
    grey = re.findall(r'<p class="skip">(.*?)</p>', body)
    assert grey == ["为让学生睡得够、学得明白，制定本方案。", "家校同心，久久为功。"]
    assert re.findall(r'<p class="h1">(.*?)</p>', body) == ["一、工作思路", "二、主要措施", "三、责任追究"]


def test_both_sides_lead_to_each_other() -> None:
    page = render_plans(reading())
    for number in (1, 2, 3, 4, 6, 8, 9, 10):
        assert f'id="p1-s{number}"' in page
        assert f'<sup><a href="#p1-d{number}">{number}</a></sup>' in page
        assert f'id="p1-d{number}"' in page


def test_contradictions_come_first_the_grave_before_the_rest_and_name_what_binds() -> None:
    page = render_plans(reading())
    heads = re.findall(r'<section class="cf( note)?"><h3>.*?</span>(.*?)</h3>', page)
    assert heads == [
        ("", "第 3 句比国家规定宽"),
        ("", "第 7 句与第 11 句不一致"),
        (" note", "第 9 句比国家倡导的数字宽"),
    ]
    assert page.index('class="cf"') < page.index("限值<small>")
    first = page[page.index('class="cf"') : page.index("第 7 句与第 11 句")]
    ours, theirs = first.split("以此为准")
    assert "75<small>分钟" in ours
    assert "<q>五、六年级每天书面作业不超过75分钟</q>" in ours
    assert "60<small>分钟" in theirs
    assert "转述</span>三至六年级" in theirs
    assert first.count("<svg") == 2


def test_a_figure_without_a_scale_has_no_bar() -> None:
    nobody = Text("", "")
    side = Side(TITLE, "unit", "二", "成绩用等级呈现", True, 4)
    other = replace(side, statement=6, text="公布分数")
    odd = Conflict("inside", "permitted", True, "", "", side, other, nobody, "", Message("cli.lint-clean"))
    whole = reading()
    page = render_plans(replace(whole, plans=(replace(whole.plans[0], conflicts=(odd,)),)))
    assert '<svg class="bar"' not in page
    assert "以此为准" not in page


def test_marks_carry_their_verdict_and_what_was_added() -> None:
    page = render_plans(reading())
    rows = re.findall(r'<div class="mk" id="p1-d(\d+)">(.*?)</details></div></div>', page, re.DOTALL)
    marks = dict(rows)
    assert 'class="looser"' in marks["3"]
    assert 'class="m-limit bad"' in marks["3"]
    assert 'class="m-limit"' in marks["2"]
    assert "每天书面作业 ≤75 分钟，五、六年级" in marks["3"]
    assert "原文“原则上”" in marks["9"]
    assert "按口径补上" in marks["9"]
    assert "时限：每学期开学两周内" in marks["10"]
    assert "<dt>事项</dt>" in marks["10"]


def test_what_is_left_or_set_aside_is_folded_away_with_its_reason() -> None:
    page = render_plans(reading())
    folded = re.findall(r'<details class="fold".*?(?=<details class="fold"|</main>)', page, re.DOTALL)
    assert len(folded) == 4
    assert "第1页" in folded[-1]
    assert "第 9 行" in folded[-1]
    assert " open" not in "".join(re.findall(r"<details[^>]*>", page))


def test_several_plans_have_a_list_of_contents_and_anchors_of_their_own() -> None:
    page = render_plans(reading(3))
    links = re.findall(r'<li><a href="#(p\d)"><b>(.*?)</b>', page)
    assert links == [("p1", TITLE), ("p2", f"{TITLE}（2）"), ("p3", f"{TITLE}（3）")]
    assert "3 份方案" in page
    assert '<nav class="toc"' not in render_plans(reading())


def test_a_plan_without_anything_makes_a_page(lang: str) -> None:
    whole = reading()
    one = whole.plans[0]
    empty = replace(
        one, plan=replace(one.plan, clauses=(), notes=()), conflicts=(),
        draft=replace(one.draft, marks=(), questions=(), leftovers=(), unmarked=(), near=()),
    )  # fmt: skip
    page = render_plans(replace(whole, plans=(empty,)), lang)
    assert {"zh": "没有读出约束谁的句子", "en": "no statement"}[lang] in page


def test_contradictions_of_the_sample_hold_both_kinds() -> None:
    assert {c.kind for c in conflicts()} == {"above", "inside"}


@st.composite
def clauses(draw: st.DrawFn) -> tuple[Clause, list[tuple[int, int]]]:
    """A clause of any text, with statements anywhere in it, in order and apart."""
    label = draw(st.sampled_from(["", "一", "(二)", "3"]))
    text = label + draw(st.text(alphabet="、。,;:\n <&作业应不得5分钟", min_size=1, max_size=60))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    body = draw(st.integers(0, len(text)))
    return Clause((label,) if label else (), text, body, 1), spans


@settings(max_examples=60, deadline=None)
@given(clauses())
def test_any_clause_is_shown_whole_with_every_statement_numbered(
    drawn: tuple[Clause, list[tuple[int, int]]],
) -> None:
    clause, spans = drawn
    whole = reading()
    one = whole.plans[0]
    said = one.plan.clauses[4].statements[0].described
    statements = tuple(Statement(clause.text[a:b], clause.text[a:b], a, b, said) for a, b in spans)
    plan = replace(one.plan, clauses=(Read(clause, statements),))
    empty = replace(one.draft, marks=(), questions=(), leftovers=(), unmarked=(), near=())
    page = render_plans(replace(whole, plans=(replace(one, plan=plan, draft=empty, conflicts=()),)))
    body = _document(page)
    numbers = [int(n) for n in re.findall(r"<sup>(\d+)</sup>", body)]
    assert numbers == list(range(1, len(spans) + 1))
    shown = unescape(re.sub(r"<[^>]+>", "", re.sub(r"<sup>.*?</sup>", "", body)))
    assert _words(shown) == _words(TITLE + clause.text)
