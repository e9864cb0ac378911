"""The frame of an official paper: document number, addressees, signature and date, imprint, lists of attachments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from jianfu.plans.source.bounds import ends, hangs, label, prose
from jianfu.plans.source.characters import bare
from jianfu.plans.source.raw import Raw
from jianfu.plans.source.titles import signing

_YEAR = r"(?:[\dxX×*]{2,4}|[二一][〇○零O0一二三四五六七八九十xX×*]{2,4})"
_MONTH = r"(?:[\dxX×*]{1,2}|[一二三四五六七八九十]{1,3})"
_DATE = rf"{_YEAR}年{_MONTH}月(?:{_MONTH}日?)?|{_YEAR}[.-]\d{{1,2}}[.-]\d{{1,2}}"
_DATED = re.compile(rf"(?P<who>[^,。;:]{{0,60}}?)[(]?(?:{_DATE})[)]?")
_NUMBER = re.compile(
    rf"[㐀-鿿xX×*]{{1,16}}[〔\[({{【]{_YEAR}[〕\])}}】](?:第)?[\dxX×*]{{0,5}}号(?:文件?)?"
    r"|(?:第)?[\dxX×*]{1,5}号(?:令)?|[㐀-鿿]{2,16}令第?[\d一二三四五六七八九十百]{1,4}号"
)
_ADOPTED = re.compile(rf"[(](?:{_DATE}).{{0,80}}(?:通过|发布|公布|施行|修订|修正|印发|批准).{{0,40}}[)]")
_PEOPLE = re.compile(
    "[局厅部委办]|政府|学校|小学|中学|幼儿园|单位|部门|公司|企业|院校|街道|[乡镇村县市区省]|中心校|科室|股室|老师|教师|家长|同志|同学|朋友|代表|委员|领导|支部|处室|年级|班级|年级组|教研组"
)
_STATES = re.compile(
    "如下|以下|下列|方面|包括|任务|措施|目标|为了|根据|制定|通知|方案|要求|问题|时间|[是将把]"
)
_IMPRINT = re.compile(
    r"(?:抄送|抄报|主送|分送|主题词|打字|校对|印数|共印|承办单位联系)[:,].*|[(]?此[件文](?:公开|主动|依申请|不予|不|发至|发到|印发)(?:.{0,10})[)]?|.{2,40}(?:办公室|办公厅|局|委|厅|校|办)"
    rf"(?:综合科|秘书[科处])?(?:{_DATE})印发|(?:共)?印发?\d+份|[(]?公开(?:属性|方式|形式):.{{2,10}}|信息公开选项:.*|[(]?(?:盖章|公章|加盖公章)[)]?"
)
_CONTACT = re.compile(
    r"[(]?(?:联系人|联系电话|咨询电话|监督电话|举报电话|联系方式|电子邮箱|邮箱|传真|联系地址|通讯地址|邮编)[及和、与]?[㐀-鿿]{0,8}:[^。]{2,80}[)]?"
)
_ATTACHED = re.compile(
    r"附[件表录](?P<n>\s?[(]?[\d一二三四五六七八九十]{0,3}[)]?)\s?(?P<mark>[:.、]?)\s?(?P<title>.{0,60})$"
)


def number(text: str) -> bool:
    """Whether a line is a document number ("青教发〔2021〕13号")."""
    return len(text) <= 40 and bool(_NUMBER.fullmatch(bare(text)))


def adopted(text: str) -> bool:
    """Whether a line says when the paper was passed, as stands in brackets under a title."""
    return len(text) <= 140 and bool(_ADOPTED.fullmatch(bare(text)))


def addressed(text: str) -> bool:
    """Whether a line names those whom the paper is sent to."""
    line = bare(text)
    return (
        line.endswith(":")
        and len(line) <= 160
        and ":" not in line[:-1]
        and not label(text)
        and not any(mark in line for mark in "。;")
        and bool(_PEOPLE.search(line))
        and not _STATES.search(line)
    )


def attached(text: str) -> re.Match[str] | None:
    """The heading or the list of attachments that a line is ("附件1", "附件:1.…清单")."""
    return None if any(mark in text for mark in "。;") else _ATTACHED.match(text)


def frame(raws: Sequence[Raw]) -> list[Raw]:
    """The lines of a file with what frames the text set aside, attachments apart."""
    found = list(raws)
    texts = [i for i, r in enumerate(found) if not r.why]
    for place, i in enumerate(texts):
        text = found[i].text
        if len(text) > 200 or found[i].whole:
            continue
        line = bare(text)
        dated = _DATED.fullmatch(line)
        if number(text):
            found[i] = replace(found[i], why="number")
        elif adopted(text):
            found[i] = replace(found[i], why="title")
        elif dated and (not dated["who"] or signing(dated["who"])) and not _goes_on(found, texts, place):
            found[i] = replace(found[i], why="signature")
            for before in reversed(texts[max(0, place - 4) : place]):
                row = found[before].whole
                if row or found[before].why not in ("", "signature") or not signing(found[before].text):
                    break
                found[before] = replace(found[before], why="signature")
        elif _IMPRINT.fullmatch(line):
            found[i] = replace(found[i], why="imprint")
        elif _CONTACT.fullmatch(line):
            found[i] = replace(found[i], why="contact")
    return found


def _goes_on(raws: Sequence[Raw], texts: Sequence[int], place: int) -> bool:
    """Whether a line is the middle of a sentence that the line before left open."""
    return place > 0 and hangs(raws[texts[place - 1]].text)


def signature(raws: Sequence[Raw]) -> list[Raw]:
    """The lines of a part with the bodies that sign at its end set aside."""
    found = list(raws)
    texts = [i for i, r in enumerate(raws) if not r.why]
    for i in reversed(texts[2:]):
        if raws[i].whole or not signing(raws[i].text):
            break
        found[i] = replace(raws[i], why="signature")
    return found


def attachments(raws: Sequence[Raw]) -> list[Raw]:
    """The lines with lists of attachments set aside; the heading of an attachment's text stays ``attached``.

    A list stands where nothing but further titles follows each line, a heading where text does.
    """
    found = list(raws)
    texts = [i for i, r in enumerate(raws) if not r.why]
    place = 0
    while place < len(texts):
        head = attached(raws[texts[place]].text)
        if head is None or raws[texts[place]].whole:
            place += 1
            continue
        end = place + 1
        if head["title"] or head["mark"] == ":":
            while end < len(texts) and _item(raws[texts[end]].text):
                end += 1
        after = texts[end] if end < len(texts) else len(raws)
        parted = any(raws[k].why in ("signature", "imprint") for k in range(texts[end - 1] + 1, after))
        if end - place > 1 or parted or after == len(raws):
            for k in texts[place:end]:
                found[k] = replace(found[k], why="attachment")
        place = end
    return found


def _item(text: str) -> bool:
    """Whether a line is one more title in a list of attachments."""
    head = attached(text)
    if head is not None:
        return bool(head["title"])
    return bool(re.match(r"\d{1,2}[.、]", text)) and len(text) <= 60 and not prose(text) and not ends(text)
