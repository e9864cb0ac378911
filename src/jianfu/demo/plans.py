"""A plan to read: one school's, as a Word file, with a ceiling that is too loose, a contradiction and a slip of numbering."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

TITLE = "柳溪镇中心小学减负工作实施方案"
_TEXT = """\
为把减负要求落到每个班、每一天，让学生作业做得完、觉睡得够、操场上跑得起来，结合本校实际，制定本方案。
一、工作目标
用一学年时间，做到作业有总量、考试有次数、锻炼有保证、问题有人改。
二、具体措施
（一）管住作业总量
1．一、二年级不布置书面家庭作业。三、四年级每天书面作业总量不超过40分钟，五、六年级每天书面作业总量不超过75分钟。
2．班主任应在每天放学前统筹各科作业时长，超出部分由任课教师当天删减。
3．严禁布置惩罚性作业，不得要求家长批改作业。鼓励布置分层作业和动手实践作业。
（二）控制考试次数
1．一、二年级不进行纸笔考试，其他年级每学期只组织一次期末考试。
2．考试成绩一律用等级呈现，不得按分数给学生排名。
（三）保证锻炼和睡眠
1．体育课每周不少于4节，不得挤占。学生每天在校锻炼时间不少于2小时。
2．上午第一节课不早于8：20开始。
3．小学生每天睡眠时间应达到10小时，家长会上要讲清就寝时间。
（五）开好课后服务
1．课后服务由家长自愿选择，不得强制学生参加，不得利用课后服务时间讲新课。
2．课后服务每周不少于5天，每天原则上不少于2小时，收费标准按县里规定执行，每学期不超过xx元。
三、检查整改
1．教导处应每周核对一次课表执行情况，每月抽查一次作业公示记录，结果在校内公示栏公示。
2．三至六年级体育课按每周3节排入课表，教导处每学期开学两周内核对。
3．家长反映的问题，责任教师应在5个工作日内整改，并由分管副校长验收。
四、组织保障
学校成立减负工作领导小组，校长任组长。全体教师要提高认识、齐抓共管，久久为功。
"""
_SIGNED = ("柳溪镇中心小学", "2026年9月1日")

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
        ' Target="word/document.xml"/></Relationships>'
    ),
}
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def write_plan(folder: Path) -> Path:
    """Writes the plan into ``folder``, the same bytes each time; returns where it stands."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{TITLE}.docx"
    paragraphs = [_paragraph(TITLE, "center", bold=True, size=36)]
    paragraphs += [_paragraph(line, bold=line[1:2] == "、") for line in _TEXT.splitlines()]
    paragraphs += [_paragraph(line, "right") for line in _SIGNED]
    body = (
        f'<w:document xmlns:w="{_NAMESPACE}"><w:body>{"".join(paragraphs)}<w:sectPr/></w:body></w:document>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (*_PARTS.items(), ("word/document.xml", body)):
            info = zipfile.ZipInfo(name, (2026, 9, 1, 8, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, _HEAD + content)
    return path


def _paragraph(text: str, align: str = "both", *, bold: bool = False, size: int = 28) -> str:
    """A paragraph of one run; ``size`` in half points."""
    indent = '<w:ind w:firstLineChars="200"/>' if align == "both" else ""
    face = '<w:rFonts w:ascii="SimSun" w:eastAsia="SimSun"/>'
    run = f'{face}{"<w:b/>" if bold else ""}<w:sz w:val="{size}"/>'
    return (
        f'<w:p><w:pPr>{indent}<w:jc w:val="{align}"/></w:pPr>'
        f"<w:r><w:rPr>{run}</w:rPr><w:t>{escape(text)}</w:t></w:r></w:p>"
    )
