"""Web pages: what is text, what is a menu, and pages made to hurt."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianfu.plans.source import read
from jianfu.plans.source.markup import tokens
from jianfu.plans.source.web import read_page
from tests.plans.papers import beside, lines

PAGE = """<!DOCTYPE html>
<html><head><meta charset="{charset}"><title>教师减负方案_青禾县政府网</title>
<style>p {{ color: red }}</style><script>var a = "<p>脚本里的字</p>";</script></head>
<body><nav><a href="/">首页</a> &gt; <a>通知公告</a></nav>
<div class="article"><h1>青禾县教师减负工作方案</h1>
<p>发布时间：2021-09-01 来源：青禾县教育局</p>
<!-- <p>注释里的字</p> -->
<p>一、规范检查</p>
<p>检查每年不得&nbsp;超过
两次，&ldquo;一票否决&rdquo;一律取消。<br>不得要求停课<b>迎检</b>。</p>
<div style="display:none">隐藏的字。</div>
<ol><li>不得加码；</li><li>2.不得推销；</li></ol>
<table><tr><td>事项<td>期限</tr><tr><td>清理报表</td><td>9月底前</td></tr></table>
<p>二、组织领导<p>各校要落实。
</div><div class="share-box">分享到</div>
<div class="related"><a>企业减负方案</a></div>
<footer>备案号：青ICP备00000000号</footer></body></html>
"""


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-8-sig", "utf-16"])
def test_a_page(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "方案.html"
    path.write_bytes(PAGE.format(charset="gb2312" if encoding == "gb18030" else encoding).encode(encoding))
    source = read(path)
    assert [p.title for p in source.parts] == ["青禾县教师减负工作方案"]
    assert lines(source) == [
        "一、规范检查", "检查每年不得 超过两次,“一票否决”一律取消。", "不得要求停课迎检。", "1.不得加码;", "2.不得推销;",
        "事项 期限", "清理报表 9月底前", "二、组织领导", "各校要落实。",
    ]  # fmt: skip
    assert beside(source, "hidden") == ["隐藏的字。"]
    assert {"首页 > 通知公告", "分享到", "企业减负方案", "备案号:青ICP备00000000号"} <= set(
        beside(source, "chrome")
    )
    everything = "".join([*lines(source), *(a.text for a in source.aside)])
    assert "脚本" not in everything
    assert "注释" not in everything


def test_a_page_laid_out_by_tables_keeps_its_paragraphs() -> None:
    inner = "<p>一、任务</p><p>学校不得加码。</p>"
    page = f"<html><table><tr><td>左</td><td>{inner}<table><tr><td>甲</td><td>乙</td></tr></table></td></tr></table>"
    assert [r.text for r in read_page(page, "a")] == ["左", "一、任务", "学校不得加码。", "甲 乙"]


def test_text_in_a_block_named_like_a_menu_is_text() -> None:
    page = (
        "<div class='main-nav-content'><p>学校要严格控制作业总量，不得布置重复性作业。</p><p>栏目</p></div>"
    )
    assert [(r.text, r.why) for r in read_page(page, "a")] == [
        ("学校要严格控制作业总量，不得布置重复性作业。", ""), ("栏目", "chrome"),
    ]  # fmt: skip


def test_lists_count_as_browsers_do() -> None:
    page = "<ol start=3><li><p>甲</p></li><li>乙<ul><li>丙</li></ul></li><li>(一)丁</li></ol>"
    assert [r.text for r in read_page(page, "a")] == ["3.甲", "4.乙", "丙", "(一)丁"]


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("<p>甲<!-- 没有结束", ["甲"]),
        ("<p>5 < 6 且 7 > 6</p>", ["5 < 6 且 7 > 6"]),
        ("<p title=\"a>b\">甲</p>", ["甲"]),
        ("<P>甲</P><BR/>乙", ["甲", "乙"]),
        ("<script>没有结束", []),
        ("甲<![CDATA[乙]]>丙", ["甲丙"]),
        ("<pre>甲\n乙</pre>", ["甲", "乙"]),
        ("&#20108;&#x3001;&amp;lt;", ["二、&lt;"]),
        ("</p></div>甲</b>", ["甲"]),
    ],
)  # fmt: skip
def test_pages_as_they_are(source: str, texts: list[str]) -> None:
    assert [r.text for r in read_page(source, "a")] == texts


@pytest.mark.parametrize(
    "source",
    ["<div>" * 200_000 + "甲。", "<!--" * 200_000, "<a " * 200_000, "<a b='" * 100_000, "<p>甲</p>" * 50_000, "<ol><li>" * 50_000,
     "<table><tr><td>" * 50_000, "</div>" * 200_000, "<" * 500_000, "&" * 500_000, "<script>" * 100_000, '<a b="' + "x" * 500_000,
     "<a" + " b=c" * 100_000 + ">甲", "<b>" * 100_000 + "</i>" * 100_000],
)  # fmt: skip
def test_hostile_pages_come_to_an_end(source: str) -> None:
    assert isinstance(read_page(source, "a"), list)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="<>/!-?pd \"'=甲。&;", max_size=60))
def test_any_source_is_read(source: str) -> None:
    assert "".join(t.text for t in tokens(source)).count("甲") <= source.count("甲")
    read_page(source, "a")
