"""Who is bound by a statement, who answers for it, and by when: as printed."""

from __future__ import annotations

import re

from jianfu.plans.describe.lexicon import Hit, lexicon
from jianfu.plans.model import Context

_BODY = re.compile(
    r"[(\[【]?(?:牵头(?:单位|部门)|责任(?:单位|部门|科室|人|领导)|负责(?:单位|部门)|配合(?:单位|部门)|主责(?:单位|部门))[::]\s*([^)\]】。;\n]{2,80})"
)
_BY = re.compile(r"由([^,。;由]{2,24}?)(?:牵头|负责|统筹|组织实施|承担|具体负责|统一)")
_NUMBER = r"(?:\d{1,4}|[xX×*X]{1,4}|[一二三四五六七八九十〇零两]{1,4})"
_DEADLINE = re.compile(
    rf"(?:(?:{_NUMBER}年)?{_NUMBER}月(?:{_NUMBER}[日号]|[上中下]旬|底|末|初)?(?:之?前|以前|底前|为止)"
    rf"|(?:{_NUMBER}年|今年|明年|当年|本学期|学期|年|月|季度|每月|每季度|每年|每学期)?(?:年?底|年?末|末)(?:之?前|以前)"
    rf"|(?:开学|接到|收到|自|受理|决定).{{0,12}}?{_NUMBER}个?(?:工作日|日|天|周|月|小时)(?:之?内|以内)"
    rf"|{_NUMBER}个?(?:工作日|日|天|周|月|小时)(?:之?内|以内)"
    rf"|到{_NUMBER}年(?:底|末)?"
    rf"|(?:{_NUMBER}年)?{_NUMBER}月(?:{_NUMBER}[日号]|底|[上中下]旬)?(?:[-—–~至到]+(?:{_NUMBER}年)?{_NUMBER}月(?:{_NUMBER}[日号]|底|[上中下]旬)?)"
    rf"|(?:立即|即日起|近期|当日|当天|当场|及时))"
)


def body(text: str, sentence: str) -> str:
    """The responsible body as printed: after 牵头单位： or in 由…负责; "" where none is."""
    found = _BODY.search(sentence) or _BODY.search(text)
    if found:
        return found[1].strip(" ,、")
    by = _BY.search(text)
    return by[1].strip() if by else ""


def deadline(text: str) -> str:
    """The words of a deadline as printed, "" where there is none."""
    found = _DEADLINE.search(text)
    return found[0] if found and found[0] not in ("立即", "近期", "及时") else ""


def _named(text: str) -> Hit | None:
    hits = lexicon("actors", "names").scan(text)
    return hits[0] if hits else None


def addressee(text: str, context: Context) -> tuple[str, str]:
    """Who is bound, in short, and the words that say so: the statement's subject, its sentence's, the plan's."""
    by = re.search(r"由(.{2,14}?)(?:负责|牵头|统筹|统一|组织|安排|按|严格|提|协调)", text)
    if by and (hit := _named(by[1])):
        return hit.label, hit.word
    hit = _named(text[:24])
    if hit and _subject(text, hit):
        return hit.label, hit.word
    subject = getattr(context, "subject", "")
    if subject and (hit := _named(subject)):
        return hit.label, hit.word
    head = context.sentence[:20]
    hit = _named(head)
    if hit and _subject(head, hit):
        return hit.label, hit.word
    return context.about.addressee, ""


def _subject(text: str, hit: Hit) -> bool:
    """Whether a name stands where a subject stands: first, or before the verb of duty."""
    before, after = text[: hit.start], text[hit.end : hit.end + 4]
    if re.search(
        r"[对把将向为给让由与和以按在从使等]$|减轻|涉及|加强|开展|关于|促进|规范|组织|引导|保护|安排|要求",
        before,
    ):
        return False
    return not before or bool(re.match(r"[要应须必不可负严应得一也和及都]|应当|必须", after))
