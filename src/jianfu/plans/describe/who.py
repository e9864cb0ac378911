"""Who is bound by a statement, who answers for it, and by when: as printed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import cast

from jianfu.plans.describe.lexicon import Hit, lexicon, vocabulary
from jianfu.plans.model import Context

_BODY = re.compile(
    r"(?:牵头|责任|负责|配合|主责)(?:单位|部门|科室|领导|人)[::]\s*([^)\]】。;\n]{2,80}?)(?=\s*[)\]】。;\n]|$)"
)
_BY = re.compile(r"由([^,。;由]{2,24}?)(?:牵头|负责|统筹|组织实施|承担|统一|组织|安排|按|严格|提|协调)")
_NUMBER = r"(?:\d{1,4}|[xX×*]{1,4}|[一二三四五六七八九十〇零两]{1,4})"
_DAY = rf"(?:{_NUMBER}年)?{_NUMBER}月(?:{_NUMBER}[日号]|底|末|初|[上中下]旬)?"
_DEADLINE = re.compile(
    rf"{_DAY}[-—–~至到]+{_DAY}"
    rf"|{_DAY}(?:之?前|以前|为止)"
    rf"|到{_NUMBER}年(?:{_NUMBER}月)?(?:底|末)?"
    rf"|(?:{_NUMBER}年|今年|明年|当年|每年|每月|每季度|每学期|本学期|学期|年|月|季度)?(?:底|末)(?:之?前|以前)"
    rf"|(?:自?[^,。;]{{1,12}}之日起)?{_NUMBER}个?(?:工作日|日|天|周|月|小时)(?:之?内|以内)"
    rf"|{_DAY}(?=完成|建成|实现|报|前)"
    r"|当[日天场](?=[^,。;]{0,4}[^,。;\d])"
)
# What stands before a name that is no subject: "对学校", "减轻企业…".
_OBJECT = re.compile(
    r"(?:[对把将向为给让由与以按在从使等]|减轻|涉及|加强|开展|关于|促进|规范|组织|引导|保护|安排|要求|注重)$"
)
_DUTY = re.compile(r"[要应须必不可负严得一都]|有权|每")
_JOIN = re.compile(r"[、和及与]|以及")


def body(text: str, sentence: str) -> str:
    """The responsible body as printed: after 牵头单位： or in 由…负责; "" where none is."""
    found = _BODY.search(text) or _BODY.search(sentence)
    if found:
        return found[1].strip(" ,、")
    by = _BY.search(text)
    return by[1].strip() if by else ""


def deadline(text: str) -> str:
    """The words of a deadline as printed, "" where there is none."""
    found = _DEADLINE.search(text)
    return found[0] if found else ""


@cache
def _defaults() -> Mapping[str, Mapping[str, str]]:
    """Field → topic (or "*") → who is meant where nobody is named."""
    written = cast("Mapping[str, Mapping[str, str]]", vocabulary("actors")["defaults"])
    return {
        field: {topic: who for who, topics in rows.items() for topic in topics.split()}
        for field, rows in written.items()
    }


def addressee(text: str, context: Context, topic: str) -> tuple[str, str]:
    """Who is bound, in short, and the words that say so: the statement's subject, its sentence's, else the field's."""
    by = _BY.search(text)
    if by and (names := lexicon("actors", "names").scan(by[1])):
        return names[0].label, names[0].word
    for words in (text[:30], context.sentence[:30]):
        subject = _subject(words)
        if subject:
            return "、".join(dict.fromkeys(hit.label for hit in subject)), subject[0].word
    usual = _defaults().get(context.about.domain, {})
    who = usual.get(topic, context.about.addressee or usual.get("*", ""))
    return who, ""


def _subject(text: str) -> list[Hit]:
    """The names that stand where a subject stands: first, or before the word of duty."""
    hits = lexicon("actors", "names").scan(text)
    found: list[Hit] = []
    for hit in hits:
        if found:
            if not _JOIN.fullmatch(text[found[-1].end : hit.start]):
                break
            found.append(hit)
        elif not _OBJECT.search(text[: hit.start]) and (
            hit.start == 0 or _DUTY.match(text, hit.end) or _JOIN.match(text, hit.end)
        ):
            found.append(hit)
        else:
            break
    if found and found[0].start == 0 and text[found[-1].end : found[-1].end + 1] in {"的", "负", "工"}:
        return []
    return found
