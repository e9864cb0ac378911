"""What a plan as a whole says of itself: its field, whether it plans or reports, whose it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from jianfu.plans.describe.lexicon import lexicon
from jianfu.plans.model import About, Clause, Context

_REPORT = re.compile(
    r"总结|汇报|自查报告|情况报告|情况的报告|工作报告|述职|小结|进展情况|自评报告|调研报告|完成情况|落实情况|开展情况|工作情况|整改报告|回顾"
)
_PLAN = re.compile(r"方案|计划|办法|意见|通知|措施|制度|规定|细则|要点|安排|清单|条例|倡议|承诺|公约|预案")
_DONE = re.compile(
    r"同比|较去年|比去年|比上年|较上年|累计|共(?:清理|开展|召开|受理|查处|减免|取消|排查|检查|印发|发放)|已(?:全部|经|完成)|取得了|今年以来|现(?:将|就).{0,40}(?:汇报|报告|总结|自查)|汇报如下|总结如下|报告如下|存在的(?:主要)?(?:问题|不足)|下一?步(?:工作)?(?:打算|计划|安排)|下一?阶段工作|没有(?:出现|发现)|了.{0,12}(?:%|次|项|万元)"
)
_TOLD = re.compile(r"要|应当?|必须|不得|严禁|严格|禁止|确保|[。;]各")
_STAGES = (
    ("primary", re.compile(r"小学"), re.compile(r"中小学|中学|初中|高中|九年")),
    ("junior", re.compile(r"初中|初级中学"), re.compile(r"小学|高中|九年")),
    ("senior", re.compile(r"高中|高级中学"), re.compile(r"小学|初中|九年")),
)
_SCHOOL = re.compile(r"我校|本校|校长|教导处|学校(?:成立|领导)|班主任")
_BUREAU = re.compile(r"各(?:中小|级各类)?学校|各校|教育局|教体局|各级|各部门|全[县市区省]|各[县市]|各地")
_ADDRESSEES: Mapping[str, str] = {
    "student": "学校",
    "teacher": "各部门",
    "grassroots": "各部门",
    "enterprise": "各部门",
    "farmer": "各部门",
    "shared": "各部门",
}


def about(title: str, clauses: Sequence[Clause]) -> About:
    """Field, kind, stage and default addressee of a plan, by its words."""
    texts = [clause.text for clause in clauses]
    opening = " ".join(texts[:3])[:600]
    everything = "\n".join(texts)
    field = domain(title, opening, texts)
    return About(
        title=title,
        domain=field,
        kind="report" if _reports(title, opening, everything) else "plan",
        stage=_stage(title, everything) if field in ("student", "shared") else None,
        addressee=_addressee(title, field, everything),
    )


# A heading that names another field's burden speaks for what stands below it.
_OWN = (
    ("teacher", re.compile(r"(?:为|给)(?:中小学)?教师(?:减负|松绑)|教师(?:减负|负担)")),
    ("student", re.compile(r"(?:为|给)学生(?:减负|松绑)|学生(?:减负|负担)|课业负担")),
    ("enterprise", re.compile(r"(?:为|给)企业减负|企业(?:减负|负担)")),
    ("farmer", re.compile(r"(?:为|给)农民减负|农民负担")),
    ("grassroots", re.compile(r"(?:为|给)基层(?:减负|松绑)|基层(?:减负|负担)")),
)


def field(context: Context, topic: str) -> str:
    """The field of one statement: its plan's, unless a heading or the topic says another."""
    for heading in reversed(context.headings):
        for name, words in _OWN:
            if words.search(heading):
                return name
    if context.about.domain == "student" and topic == "teacher_training":
        return "teacher"
    return context.about.domain


def domain(title: str, opening: str, texts: Sequence[str]) -> str:
    """The field whose words weigh most; the title's and the opening's count more."""
    total: dict[str, float] = {}
    words = lexicon("domains", "words")
    for share, text in ((12.0, title), (3.0, opening), *((1.0, text) for text in texts)):
        for hit in words.scan(text):
            total[hit.label] = total.get(hit.label, 0.0) + share * hit.weight
    return max(sorted(total), key=lambda label: total[label]) if total else "shared"


def _reports(title: str, opening: str, everything: str) -> bool:
    if _REPORT.search(title):
        return True
    if _PLAN.search(title):
        return False
    done = len(_DONE.findall(everything))
    told = len(_TOLD.findall(everything))
    if re.search(r"(?:汇报|总结|报告)如下|进行自查", opening):
        return True
    return done >= 3 and done * 6 > told


def _stage(title: str, everything: str) -> str | None:
    for name, mine, others in _STAGES:
        if mine.search(title) and not others.search(title):
            return name
    if not _SCHOOL.search(everything) or re.search(r"各(?:中小)?学校|各校", everything):
        return None
    found = [name for name, mine, _ in _STAGES if mine.search(everything)]
    return found[0] if len(found) == 1 and "中小学校" not in everything else None


def _addressee(title: str, field: str, everything: str) -> str:
    if field == "student":
        return "学校"
    if field == "teacher" and _SCHOOL.search(everything) and not _BUREAU.search(everything):
        return "学校"
    return _ADDRESSEES.get(field, "各部门")
