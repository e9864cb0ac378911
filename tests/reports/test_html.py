"""The HTML report: self-contained, complete, in both languages."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest

from jianfu.reports.html import FINDINGS_PER_NORM, gather, render_html, runs
from tests.reports.sample import sample

VOID = {"meta", "br", "rect", "line", "img", "hr", "input", "link"}


class Page(HTMLParser):
    """Tags, ids and fragment links of a page; fails on a tag that is not closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, attribute: str) -> list[str]:
        return [v for _, attrs in self.tags if (v := attrs.get(attribute)) is not None]


@pytest.fixture(params=["zh", "en"])
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_the_page_fetches_nothing_and_runs_nothing(lang: str) -> None:
    page = render_html(sample(), lang)
    assert not re.search(r"<script|<link|<img|<iframe|@import|url\(\s*['\"]?(?!#)|https?://", page)
    assert not re.search(r"\son[a-z]+=", page)


def test_it_is_well_formed_says_its_language_and_leads_nowhere_else(lang: str) -> None:
    page = Page(render_html(sample(), lang))
    tags = dict(page.tags)
    assert tags["html"]["lang"] == {"zh": "zh-CN", "en": "en"}[lang]
    ids = page.all("id")
    assert len(ids) == len(set(ids))
    for href in page.all("href"):
        assert href.startswith("#")
        assert href[1:] in ids
    assert [t for t, _ in page.tags].count("h1") == 1


def test_it_opens_with_how_things_stand_and_says_that_a_lead_is_no_verdict() -> None:
    page = re.sub(r"<[^>]+>", "", render_html(sample()))
    assert "7 处超出规定，1 处疑似，2 处数据不全，其余符合规定。" in page
    assert "线索，不是结论" in page


def test_every_finding_opens_to_its_clause_and_its_rows() -> None:
    page = render_html(sample())
    for text in (
        "转述",
        "实验小学/作业公示表 三年级.xlsx",
        "41—43",
        "文号未确认",
        "同时超出的限值",
        "上限 45 分钟",
    ):
        assert text in page
    assert page.count("<details class=") == 10


def test_bad_cells_conflicts_unread_files_and_guesses_are_listed() -> None:
    page = render_html(sample())
    for text in (
        "30分钟左右吧?",
        "F12",
        "不生效",
        "上限 80 分钟",
        "文件有密码",
        "按文件夹名认作",
        "当地还没有规定限值",
        "4,210",
    ):
        assert text in page


def test_organisations_stand_in_code_order_and_are_never_ranked() -> None:
    page = render_html(sample())
    body = page[page.index('id="breached"') :]
    places = [body.index(f"<small>330799-00{n}</small>") for n in (1, 2, 3)]
    assert places == sorted(places)


def test_a_long_list_says_how_much_of_it_is_left_out() -> None:
    result = sample()
    one = result["findings"][0]
    result["findings"] = [{**one, "fingerprint": f"{n:06d}"} for n in range(FINDINGS_PER_NORM + 7)]
    page = render_html(result)
    assert page.count("<details class=") == FINDINGS_PER_NORM
    assert "另有 7 条没有在此列出，全部见 JSON 结果" in page


def test_what_ledgers_say_is_escaped() -> None:
    result = sample()
    result["cells"][0]["value"] = "<script>alert(1)</script>"
    assert "<script" not in render_html(result)


def test_an_empty_result_makes_a_page() -> None:
    empty: dict[str, Any] = {
        "schema": "jianfu/check/1",
        "as_of": "2026-11-20",
        "findings": [],
        "summary": {"norms": {}},
    }
    assert "没有可以核算的数据" in render_html(empty)


def test_rows_of_one_sheet_run_together() -> None:
    assert runs([9, 4, 7, 8, 8]) == "4, 7—9"
    records = [{"file": "甲.xlsx", "sheet": "一", "row": n} for n in (3, 4)] + [
        {"table": "homework", "id": 5}
    ]
    assert gather(records)[0] == {"file": "甲.xlsx", "sheet": "一", "rows": "3—4", "missing": ""}
    assert gather(records)[1]["file"] == "homework"


def test_cells_to_fill_in_are_named_where_the_result_names_them() -> None:
    result = sample()
    gap = next(f for f in result["findings"] if f["reason"] == "partial")
    gap["records"][1]["missing"] = ["预计时长"]
    page = render_html(result)
    assert "待补" in page
    assert "<b>预计时长</b>" in page
