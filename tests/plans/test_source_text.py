"""Plain text: nothing lost, broken lines whole, furniture aside, several plans apart, the frame of the paper known."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jianfu.plans.model import Source
from jianfu.plans.source import from_text
from jianfu.plans.source.characters import familiar
from jianfu.terms.labels import label
from tests.plans.papers import beside, lines


def bare(text: str) -> str:
    """As quotations are compared: NFKC, without blanks."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def kept(source: Source) -> str:
    """Everything that a source holds."""
    return "".join([*lines(source), *(a.text for a in source.aside)])


PIECES = st.sampled_from(
    [
        "一、", "二、", "（一）", "1.", "2、", "①", "第三条", "附件1", "附件：", "篇一", "【篇二】", "方案3", "关于减负的通知",
        "青禾县教育局", "2021年9月1日", "各学校：", "学校不得加码", "每年不超过两次", "。", "，", "；", "：", "（", "）", "《", "》",
        "“", "”", "第3页 共7页", "- 2 -", "责任编辑：甲", "上一篇：总结", "展开阅读全文", "小编", "3", "　　", " ", "\u200b", "\ufeff",
        "⽅案", "⻓", "\n", "\n\n", "\r\n", "x月", "的", "为贯彻", "．", "http://example.invalid/a", "[page]", "(责任编辑:乙)",
    ]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join))
@example("1、" + "好" * 300 + "2、" + "好" * 300 + "3、" + "好" * 300 + "4、" + "好" * 300 + "5、好")
@example("关于减负的通知\n\n1、关于减负的通知为贯彻要求，制定本通知。")
def test_no_character_is_lost(text: str) -> None:
    source = from_text(text, "方案.txt")
    assert Counter(bare(kept(source))) == Counter(bare(text))
    numbers = [line.number for part in source.parts for line in part.lines]
    assert numbers == sorted(numbers)
    for part in source.parts:
        assert part.lines
        for line in part.lines:
            assert line.text == line.text.strip() != ""
            assert all(0 < cut < len(line.text) for cut in line.cuts)
    assert all(label(f"plans.aside.{a.why}", lang) for a in source.aside for lang in ("zh", "en"))


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_what_stands_between_cuts_stands_in_the_file(text: str) -> None:
    for part in from_text(text, "方案.txt").parts:
        for line in part.lines:
            edges = [0, *sorted(line.cuts), len(line.text)]
            for start, end in pairwise(edges):
                piece = bare(line.text[start:end])
                assert piece in bare(re.sub("[\u200b\ufeff]", "", text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Broken off after a word that ends no sentence, after a comma, within a bracket.
        ("要努力解决学校反映强烈的\n问题,不得推诿。", ["要努力解决学校反映强烈的问题,不得推诿。"]),
        ("学校要严格控制作业总量，\n不得加码。", ["学校要严格控制作业总量,不得加码。"]),
        ("检查须经同意（含教育局\n和教研室）。", ["检查须经同意(含教育局和教研室)。"]),
        (
            "一、压实责任。（牵头单位：县教育局；\n责任单位：各学校）",
            ["一、压实责任。(牵头单位:县教育局;责任单位:各学校)"],
        ),
        # Broken off in running text.
        ("学校要全面落实要求。各班每天布置作业的时间不得超过规定\n并由班主任统筹安排。", None),
        # A list, a heading, a sentence that is over: nothing to join.
        ("1.控制作业总量，\n2.控制考试次数，", ["1.控制作业总量,", "2.控制考试次数,"]),
        ("一、指导思想\n全面落实要求，切实减轻负担。", ["一、指导思想", "全面落实要求,切实减轻负担。"]),
        (
            "(一)统一思想,提高认识\n各校要高度重视,认真落实。",
            ["(一)统一思想,提高认识", "各校要高度重视,认真落实。"],
        ),
        ("学校不得加码。\n教师不得推销。", ["学校不得加码。", "教师不得推销。"]),
        ("现就有关事项通知如下：\n不得加码。", ["现就有关事项通知如下:", "不得加码。"]),
        ("加强组织领导\n工作要求", ["加强组织领导", "工作要求"]),
        # A duty under a number is a sentence, however short.
        ("①严格计划管理,未经县委批准,各部门一律不得自行设置\n以乡镇为对象的考核项目,一事一报。", None),
    ],
)
def test_broken_lines_are_joined(text: str, expected: list[str] | None) -> None:
    text = "一、工作要求\n" + text
    whole = [unicodedata.normalize("NFKC", text.partition("\n")[2]).replace("\n", "").replace("1严", "①严")]
    assert lines(from_text(text, "a"))[1:] == (expected or whole)


def test_text_broken_at_a_width_is_made_whole() -> None:
    sentence = (
        "各学校要把减轻教师负担作为重要任务，严格落实清单管理，不得以任何名义向教师摊派与教育教学无关的事务。"
    )
    text = "".join(f"　　{n}、{sentence * 3}\n" for n in "一二三四五六")
    broken = "\n".join(row[i : i + 30] for row in text.splitlines() for i in range(0, len(row), 30))
    source = from_text(broken, "a")
    assert lines(source) == lines(from_text(text, "a"))
    assert not any(line.cuts for part in source.parts for line in part.lines)


def test_page_marks_within_a_sentence_leave_a_cut() -> None:
    text = (
        "一、任务\n检查每年不得超过规定的\n\n— 3 —\n\n次数，确需增加的须报批。\n第4页 共7页\n（一）报表\n"
        "学校每学期 第5页 共7页 不得超过三张。"
    )
    source = from_text(text, "a")
    assert lines(source) == [
        "一、任务",
        "检查每年不得超过规定的次数,确需增加的须报批。",
        "(一)报表",
        "学校每学期不得超过三张。",
    ]
    assert [line.cuts for line in source.parts[0].lines] == [(), (11,), (), (5,)]
    assert beside(source, "page") == ["— 3 —", "第4页 共7页", "第5页 共7页"]


def test_lone_numbers_count_pages_only_where_they_can() -> None:
    paragraph = "学校不得加码，教师不得推销。"
    pages = "".join(f"{paragraph}\n" * 12 + f"{n}\n" for n in (1, 2, 3))
    assert beside(from_text(pages, "a"), "page") == ["1", "2", "3"]
    table = "序号\n事项\n1\n清理检查\n2\n清理报表\n学校不得加码。"
    assert beside(from_text(table, "a"), "page") == []
    assert "2" in lines(from_text(table, "a"))


CHUNK = (
    "学校要严格控制作业总量，不得布置重复性作业。教师要精心设计，做到精选精练。家长要配合学校，保证睡眠时间。"
)


def _chunks(text: str, size: int) -> list[str]:
    return [f"{n}、{text[i : i + size]}" for n, i in enumerate(range(0, len(text), size), 1)]


@pytest.mark.parametrize("between", ["\n\n", "\n", ""])
def test_numbers_of_a_sites_pieces_are_cut_out(between: str) -> None:
    text = "青禾县教师减负实施方案为进一步减轻负担，制定本方案。" + CHUNK * 12
    source = from_text(between.join(_chunks(text, 150)), "a")
    assert [p.title for p in source.parts] == ["青禾县教师减负实施方案"]
    [line] = source.parts[0].lines
    assert line.text == unicodedata.normalize("NFKC", text.removeprefix("青禾县教师减负实施方案"))
    assert len(line.cuts) == len(beside(source, "chunk")) - 1 > 3
    for cut, number in zip(line.cuts, range(1, 99), strict=False):
        assert cut == 150 * number - len("青禾县教师减负实施方案")


def test_pieces_that_kept_their_paragraphs() -> None:
    text = (
        "青禾县教师减负方案（最新）\n1、青禾县中小学教师减负工作方案\n一、任务\n1.把好检查关口。现有检查全面清理，确需保留的列入年\n\n"
        "2、度计划，统一公布。\n2.规范报表。没有编号的，学校可以拒填。\n\n3、二、要求\n各校要落实。"
    )
    source = from_text(text, "a")
    assert lines(source) == [
        "一、任务", "1.把好检查关口。现有检查全面清理,确需保留的列入年度计划,统一公布。",
        "2.规范报表。没有编号的,学校可以拒填。", "二、要求", "各校要落实。",
    ]  # fmt: skip
    assert beside(source, "chunk") == ["1、", "2、", "3、"]
    assert source.parts[0].title == "青禾县中小学教师减负工作方案"


def test_a_list_of_long_items_is_no_row_of_pieces() -> None:
    items = "\n".join(f"{n}、{CHUNK * 3}" for n in range(1, 6))
    source = from_text("一、任务\n" + items, "a")
    assert len(lines(source)) == 6
    assert beside(source, "chunk") == []


@pytest.mark.parametrize(
    "heads",
    [
        ["教师减负工作方案 篇一", "教师减负工作方案 篇二", "教师减负工作方案 篇三"],
        ["【篇一】教师减负方案", "【篇二】企业减负方案"],
        ["篇1：学校减负汇报", "篇2：企业减负汇报"],
        ["减负工作方案1", "减负工作方案2", "减负工作方案3"],
        ["方案一：", "方案二："],
        ["第一篇", "第二篇"],
        ["教师减负工作总结（一）", "教师减负工作总结（二）"],
    ],
)
def test_the_plans_of_a_collection(heads: list[str]) -> None:
    body = "\n一、指导思想\n全面落实要求。\n二、措施\n1、不得加码。\n"
    text = (
        "教师减负方案（精选2篇）\n我们常常需要准备一份方案，以下是小编为大家整理的方案，欢迎阅读。\n"
        + body.join(heads)
        + body
    )
    source = from_text(text, "a")
    assert len(source.parts) == len(heads)
    assert all(p.lines[0].text == "一、指导思想" for p in source.parts)
    assert beside(source, "title") == [
        "教师减负方案(精选2篇)",
        *(unicodedata.normalize("NFKC", h) for h in heads),
    ]
    assert len(beside(source, "intro")) == 1
    assert [n.code for n in source.notes] == ["plans.source.several"]


NOTICE = """青禾县教育局文件
青教发〔2021〕13号

青禾县教育局关于印发《青禾县教师
减负工作方案》的通知

各乡镇中心学校，县直各学校：
现将《青禾县教师减负工作方案》印发给你们，请认真贯彻执行。

附件：1.减负清单
2.检查事项备案表

青禾县教育局
2021年9月1日

（此件公开发布）

青禾县教师减负工作方案
一、总体要求
全面清理检查事项，切实减轻负担。
二、主要措施
1.检查每年不得超过两次。

附件1

青禾县教师减负清单
一、不得安排教师上街执勤。
二、不得要求教师重复填表。

联系人：甲；电话：0000-0000000
抄送：县委办公室。
青禾县教育局办公室 2021年9月2日印发
"""


def test_a_notice_with_its_plan_and_its_list() -> None:
    source = from_text(NOTICE, "a")
    assert [p.title for p in source.parts] == [
        "青禾县教育局关于印发《青禾县教师减负工作方案》的通知", "青禾县教师减负工作方案", "青禾县教师减负清单",
    ]  # fmt: skip
    assert [[line.text[:6] for line in p.lines] for p in source.parts] == [
        ["现将《青禾县"], ["一、总体要求", "全面清理检查", "二、主要措施", "1.检查每年"], ["一、不得安排", "二、不得要求"],
    ]  # fmt: skip
    assert beside(source, "number") == ["青教发〔2021〕13号"]
    assert beside(source, "addressed") == ["各乡镇中心学校,县直各学校:"]
    assert beside(source, "attachment") == ["附件:1.减负清单", "2.检查事项备案表", "附件1"]
    assert beside(source, "signature") == ["青禾县教育局", "2021年9月1日"]
    assert beside(source, "contact") == ["联系人:甲;电话:0000-0000000"]
    assert len(beside(source, "imprint")) == 3


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("关于进一步减轻教师负担的\n若干措施\n各学校：\n不得加码。", "关于进一步减轻教师负担的若干措施"),
        (
            "青禾县人民政府办公室\n关于为基层减负的意见\n一、精简文件。",
            "青禾县人民政府办公室关于为基层减负的意见",
        ),
        ("青禾镇20××年减轻农民负担自查报告\n根据要求，现报告如下：", "青禾镇20××年减轻农民负担自查报告"),
        ("青禾县企业减负办法\n（2021年9月1日县政府令第3号公布）\n第一条 不得乱收费。", "青禾县企业减负办法"),
        ("教师减负十条\n一、不得加码。", "教师减负十条"),
        ("青禾县教育局文件\n关于为教师减负的通知\n一、不得加码。", "关于为教师减负的通知"),
        ("教师减负工作方案.doc\n\n一、不得加码。", "教师减负工作方案"),
        ("为教师松绑\n\n一、不得加码。\n二、不得推销。", ""),
        ("为给教师松绑鼓劲加油\n\n一、不得加码。\n二、不得推销。", "为给教师松绑鼓劲加油"),
        ("一、总体要求\n落实要求。", ""),
        ("根据要求，制定本方案。\n一、不得加码。", ""),
    ],
)
def test_titles(text: str, title: str) -> None:
    [part] = from_text(text, "a").parts
    assert part.title == title


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("当前位置：首页 > 政务公开 > 通知公告", "chrome"),
        ("青禾网 > 工作总结 > 减负 > 正文", "chrome"),
        ("发布时间：2021-09-01 10:20 来源：青禾县教育局 浏览次数：126", "chrome"),
        ("【字体：大 中 小】 【打印】 【关闭】", "chrome"),
        ("责任编辑：甲", "chrome"),
        ("分享到：", "chrome"),
        ("上一篇：安全工作总结 下一篇：没有了", "chrome"),
        ("【上一篇】安全工作总结", "chrome"),
        ("《教师减负方案》由会员分享，可在线阅读，更多相关《教师减负方案》请在文库上搜索。", "chrome"),
        ("备案号：青ICP备00000000号-1", "chrome"),
        ("版权声明：本站内容由网友上传，如有侵权请联系删除。", "chrome"),
        ("扫一扫在手机打开当前页", "chrome"),
        ("上传人：s9****2 文档编号：123 上传时间：2024-01-28 格式：DOCX 页数：7", "chrome"),
        ("以下是小编为大家整理的减负方案，希望对大家有帮助。", "intro"),
        ("2021年教师减负方案_第3页", "caption"),
        ("图1：减负宣传现场", "caption"),
        ("第 3 页 / 共 7 页", "page"),
        ("— 12 —", "page"),
        ("--------", "rule"),
        ("2021年9月1日", "signature"),
        ("二〇二一年九月一日", "signature"),
        ("青禾县教育局 2021年9月1日", "signature"),
        ("青政办发〔2021〕7号", "number"),
        ("（此件主动公开）", "imprint"),
        ("抄送：县委办公室，县人大办公室。", "imprint"),
        ("联系电话：0000-0000000", "contact"),
    ],
)
def test_furniture_and_frame(line: str, why: str) -> None:
    source = from_text(f"一、任务\n学校不得加码。\n{line}\n二、要求\n教师不得推销。", "a")
    assert (len(lines(source)), [a.why for a in source.aside]) == (4, [why])


@pytest.mark.parametrize(
    "line",
    [
        "来源不明的资料不得进入校园。",
        "一、编辑印发减负手册，下载安装教学软件须经审核。",
        "责任单位：县教育局",
        "完成时间：2021年9月底前",
        "(三)发布信息。各单位要及时公开收费目录,接受监督。",
        "组长：县长",
        "教师不得要求家长下载APP，不得要求点赞、分享、转发。",
        "学校名称和收费标准要在网站公开。",
        "2021年9月1日起施行本办法。",
        "请于9月30日前将总结报县教育局（联系人：甲）。",
        "各学校要按照附件1的清单逐项落实。",
        "学校可以为学生整理了的资料编号。",
        "每班不得超过45人。",
        "图书室、阅览室每天开放",
        "收藏、评论、转发不作为考核依据",
        "编辑部门不得向学校摊派版面费。",
        "严厉打击侵权假冒行为，维护企业合法权益。",
        "不得强制教师关注公众号、下载APP或者点赞转发",
        "学生不得用手机看视频、打游戏。",
        "问卷通过扫描二维码的方式填写，教师自愿参加。",
        "今年以来，我们制定了一份减负方案，并认真落实。",
        "请将总结以Word格式报县教育局。",
        "相关推荐材料由学校统一上报，不得要求教师提供。",
        "网站和公众号要公开减负清单，供教师查阅。",
    ],
)
def test_text_is_never_taken_for_furniture(line: str) -> None:
    source = from_text(f"一、任务\n学校不得加码。\n{line}\n二、要求\n教师不得推销。", "a")
    assert unicodedata.normalize("NFKC", line) in lines(source)


def test_links_after_the_text_are_set_aside_until_text_comes_again() -> None:
    text = (
        "一、任务\n学校不得加码。\n展开阅读全文\n相关推荐\n1.教师减负总结09-01\n企业减负方案\n·乡镇减负要点\n"
        "二、要求\n教师不得推销。"
    )
    source = from_text(text, "a")
    assert lines(source) == ["一、任务", "学校不得加码。", "二、要求", "教师不得推销。"]
    assert len(beside(source, "chrome")) == 5


def test_characters() -> None:
    source = from_text(
        "\ufeff⼀、⽅案\r\n①学\u200b校不得加码，⻓期坚持。\r\n（二）　要求：关 于 减 负。", "a"
    )
    assert lines(source) == ["一、方案", "①学校不得加码,⻓期坚持。", "(二) 要求:关 于 减 负。"]
    assert beside(source, "invisible") == ["\ufeff", "\u200b"]
    assert familiar("⻓期⺠办") == "长期民办"


def test_characters_spread_out_for_show_are_drawn_together() -> None:
    [part] = from_text("关 于 减 负 的 通 知\n一、不得加码。", "a").parts
    assert part.title == "关于减负的通知"


def test_what_is_no_plan_is_read_and_said_to_be_none() -> None:
    source = from_text("从前有座山\n山里有座庙，庙里有个老和尚。\n" * 3, "故事.txt")
    assert lines(source)
    assert [n.code for n in source.notes] == ["plans.source.no_plan"]
    assert "故事.txt" in source.notes[0].text("zh")


@pytest.mark.parametrize(
    "text",
    ["的" * 300_000, "1." * 100_000, "（" * 300_000, "青禾县教育局\n" * 20_000, "减负的\n" * 30_000, "附件1\n" * 20_000,
     "方案 篇1\n" * 15_000, "第1页\n关于减负工作的实施方案\n" * 8_000, "《减负方案》" * 50_000, "a\n" * 40_000],
)  # fmt: skip
def test_endless_text_of_one_kind_is_read(text: str) -> None:
    assert len(bare(kept(from_text(text, "a")))) == len(bare(text))


def test_a_list_of_contents_before_a_collection_is_no_plan() -> None:
    text = "\n".join(
        [
            "减负工作方案(共2篇)", "目录", "第1篇:青禾镇减负方案", "第2篇:柳溪镇减负方案",
            "篇一:青禾镇减负方案", "一、任务", "1.各村不得超范围收费。",
            "篇二:柳溪镇减负方案", "一、任务", "1.各村每年公示一次账目。",
        ]
    )  # fmt: skip
    found = from_text(text, "two.txt")
    assert [p.title for p in found.parts] == ["青禾镇减负方案", "柳溪镇减负方案"]
    assert [a.text for a in found.aside if a.why == "contents"] == [
        "目录",
        "第1篇:青禾镇减负方案",
        "第2篇:柳溪镇减负方案",
    ]
