"""Word files: order, automatic numbering, tables, text boxes, changes, and what stands beside the text."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH

from jianfu.plans.source import read
from jianfu.terms.labels import label
from tests.plans.papers import STRICT, beside, lines, numbered, numbering, paragraph, table, word, xml

OFFICIAL = [
    ("chineseCounting", "%1、"),
    ("chineseCounting", "（%2）"),
    ("decimal", "%3."),
    ("decimalEnclosedCircle", "%4"),
]


def test_automatic_numbers_are_shown_as_word_shows_them(tmp_path: Path) -> None:
    body = "".join(
        numbered(text, level)
        for text, level in [
            ("总体要求", 0), ("主要任务", 0), ("规范检查", 1), ("检查每年不超过两次。", 2), ("入校检查先行报备。", 2),
            ("教育局备案。", 3), ("规范报表", 1), ("报表每学期不超过三张。", 2), ("组织保障", 0), ("加强领导", 1),
        ]
    )  # fmt: skip
    path = word(tmp_path / "方案.docx", body, {"word/numbering.xml": numbering(OFFICIAL)})
    assert lines(read(path)) == [
        "一、总体要求", "二、主要任务", "(一)规范检查", "1.检查每年不超过两次。", "2.入校检查先行报备。",
        "①教育局备案。", "(二)规范报表", "1.报表每学期不超过三张。", "三、组织保障", "(一)加强领导",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "text", "count", "shown"),
    [
        ("chineseCounting", "第%1条", 23, "第二十三条"),
        ("chineseCountingThousand", "第%1条", 105, "第一百零五条"),
        ("japaneseCounting", "%1、", 10, "十、"),
        ("ideographDigital", "%1、", 12, "一二、"),
        ("chineseLegalSimplified", "%1、", 3, "叁、"),
        ("ideographTraditional", "%1、", 2, "乙、"),
        ("decimalEnclosedCircleChinese", "%1", 21, "㉑"),
        ("decimalZero", "%1.", 7, "07."),
        ("upperRoman", "%1.", 14, "XIV."),
        ("lowerLetter", "%1)", 28, "bb)"),
        ("somethingNew", "%1.", 4, "4."),
        ("bullet", "", 3, ""),
    ],
)
def test_forms_of_numbers(tmp_path: Path, form: str, text: str, count: int, shown: str) -> None:
    body = "".join(numbered("学校不得组织排名。", 0) for _ in range(count))
    path = word(tmp_path / "办法.docx", body, {"word/numbering.xml": numbering([(form, text)])})
    assert lines(read(path))[-1] == f"{shown}学校不得组织排名。"


def test_a_list_may_start_elsewhere_and_a_second_list_anew(tmp_path: Path) -> None:
    again = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
    )
    body = "".join(numbered("内容。", 0, n) for n in (1, 1, 2, 2, 3, 1))
    path = word(tmp_path / "方案.docx", body, {"word/numbering.xml": numbering([("decimal", "%1.")], again)})
    assert lines(read(path)) == [f"{n}.内容。" for n in (1, 2, 1, 2, 7, 8)]


def test_levels_within_one_label(tmp_path: Path) -> None:
    parts = {"word/numbering.xml": numbering([("chineseCounting", "%1、"), ("decimal", "%1.%2")])}
    legal = parts["word/numbering.xml"].replace(
        '<w:lvlText w:val="%1.%2"/>', '<w:isLgl/><w:lvlText w:val="%1.%2"/>'
    )
    body = numbered("任务", 0) + numbered("任务", 0) + numbered("不得加码。", 1)
    assert lines(read(word(tmp_path / "a.docx", body, parts)))[-1] == "二.1不得加码。"
    assert lines(read(word(tmp_path / "b.docx", body, {"word/numbering.xml": legal})))[-1] == "2.1不得加码。"


def test_numbers_that_come_with_a_style(tmp_path: Path) -> None:
    styles = xml(
        "styles",
        '<w:style w:type="paragraph" w:styleId="Base"><w:name w:val="base"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        '</w:pPr></w:style><w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="sub"/><w:basedOn w:val="Base"/>'
        "</w:style>",
    )
    rules = numbering([("chineseCounting", "%1、"), ("decimal", "%2.")]).replace(
        '<w:lvlText w:val="%2."/>', '<w:pStyle w:val="Sub"/><w:lvlText w:val="%2."/>'
    )
    body = (
        paragraph("任务", '<w:pStyle w:val="Base"/>')
        + paragraph("作业不超量。", '<w:pStyle w:val="Sub"/>')
        + paragraph("考试不超次。", '<w:pStyle w:val="Sub"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    )
    path = word(tmp_path / "方案.docx", body, {"word/numbering.xml": rules, "word/styles.xml": styles})
    assert lines(read(path)) == ["一、任务", "1.作业不超量。", "考试不超次。"]


def test_a_file_of_python_docx(tmp_path: Path) -> None:
    document = docx.Document()
    title = document.add_paragraph("青禾县中小学教师减负")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    second = document.add_paragraph("工作实施方案")
    second.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph("一、规范检查")
    document.add_paragraph("检查每年不超过两次。", style="List Number")
    document.add_paragraph("不得要求停课迎检。", style="List Number")
    grid = document.add_table(2, 2)
    for cell, text in zip(
        [*grid.rows[0].cells, *grid.rows[1].cells], ["事项", "期限", "清理报表", "9月底前"], strict=True
    ):
        cell.text = text
    document.add_paragraph("学校不得加码。")
    document.sections[0].header.paragraphs[0].text = "内部资料"
    document.save(str(tmp_path / "方案.docx"))
    source = read(tmp_path / "方案.docx")
    assert [p.title for p in source.parts] == ["青禾县中小学教师减负工作实施方案"]
    assert lines(source) == [
        "一、规范检查", "1.检查每年不超过两次。", "2.不得要求停课迎检。", "事项 期限", "清理报表 9月底前", "学校不得加码。",
    ]  # fmt: skip
    assert beside(source, "header") == ["内部资料"]


def test_rows_are_lines_with_cuts_and_cells_of_paragraphs_stay_apart(tmp_path: Path) -> None:
    long = paragraph("一、规范检查") + paragraph("检查每年不超过两次。")
    nested = table([["内层甲", "内层乙"]])
    body = table([["序号", "事项", "期限"], ["1", long, "9月"], ["2", nested, ""]]) + paragraph(
        "以上请落实。"
    )
    source = read(word(tmp_path / "表.docx", body))
    assert lines(source) == [
        "序号 事项 期限", "1", "一、规范检查", "检查每年不超过两次。", "9月", "2 内层甲 内层乙", "以上请落实。",
    ]  # fmt: skip
    assert source.parts[0].lines[0].cuts == (3, 6)


def test_insertions_are_kept_and_deletions_dropped(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>检查每年不超过</w:t></w:r>"
        '<w:del w:id="1" w:author="a"><w:r><w:delText>五次</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="a"><w:r><w:t>两次</w:t></w:r></w:ins><w:r><w:t>。</w:t></w:r></w:p>'
        '<w:p><w:pPr><w:rPr><w:del w:id="3" w:author="a"/></w:rPr></w:pPr><w:r><w:t>报表每学期</w:t></w:r></w:p>'
        + paragraph("不超过三张。")
        + '<w:p><w:moveFrom w:id="4"><w:r><w:t>旧位置。</w:t></w:r></w:moveFrom><w:moveTo w:id="5"><w:r><w:t>新位置。'
        "</w:t></w:r></w:moveTo></w:p>"
    )
    source = read(word(tmp_path / "稿.docx", body))
    assert lines(source) == ["检查每年不超过两次。", "报表每学期不超过三张。", "新位置。"]
    assert [n.code for n in source.notes if n.code == "plans.source.changes"] == ["plans.source.changes"]


def test_text_boxes_are_read_once(tmp_path: Path) -> None:
    box = "<w:txbxContent>" + paragraph("框内要求不得遗漏。") + "</w:txbxContent>"
    body = (
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>'
        + box
        + "</wps:txbx></mc:Choice>"
        "<mc:Fallback><w:pict><v:textbox>"
        + box
        + "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        "<w:r><w:t>框外正文不得遗漏。</w:t></w:r></w:p>"
    )
    assert sorted(lines(read(word(tmp_path / "框.docx", body)))) == [
        "框内要求不得遗漏。",
        "框外正文不得遗漏。",
    ]


def test_what_stands_beside_the_text(tmp_path: Path) -> None:
    contents = (
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr><w:sdtContent>"
        + paragraph("一、任务 1") + "</w:sdtContent></w:sdt>"
    )  # fmt: skip
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>起草说明</w:t></w:r><w:r><w:t>学校不得加码。</w:t></w:r></w:p>"
    field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "http://example.invalid"</w:instrText>'
        '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>有关规定必须执行。</w:t></w:r></w:p>'
    )
    parts = {
        "word/footnotes.xml": xml("footnotes", f"<w:footnote>{paragraph('指县级。')}</w:footnote>"),
        "word/footer1.xml": xml("ftr", paragraph("第3页")),
        "word/comments.xml": xml("comments", f"<w:comment>{paragraph('请核对。')}</w:comment>"),
    }
    source = read(word(tmp_path / "旁.docx", contents + hidden + field, parts))
    assert lines(source) == ["学校不得加码。", "有关规定必须执行。"]
    assert {a.why: a.text for a in source.aside} == {
        "contents": "一、任务 1", "hidden": "起草说明", "footnote": "指县级。", "header": "第3页", "comment": "请核对。",
    }  # fmt: skip
    assert all(label(f"plans.aside.{a.why}") for a in source.aside)


def test_line_breaks_part_lines_and_strict_files_are_read(tmp_path: Path) -> None:
    body = "<w:p><w:r><w:t>一、任务</w:t><w:br/><w:t>学校不得加码。</w:t><w:br w:type='page'/></w:r></w:p>"
    assert lines(read(word(tmp_path / "a.docx", body, space=STRICT))) == ["一、任务", "学校不得加码。"]


def test_embedded_documents_are_told_of(tmp_path: Path) -> None:
    path = word(tmp_path / "嵌.docx", paragraph("学校不得加码。") + '<w:altChunk r:id="rId9"/>')
    assert [n.code for n in read(path).notes] == ["plans.source.embedded"]
