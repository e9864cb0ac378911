"""The lexicon of questions: ``asking.yaml`` as patterns, longer words tried first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from jianfu.plans.word_lists import word_list


@dataclass(frozen=True)
class Words:
    """The lexicon of ``asking.yaml`` as patterns; longer words are tried first."""

    forbid: re.Pattern[str]
    named: frozenset[str]
    oblige: re.Pattern[str]
    modal: re.Pattern[str]
    whole: re.Pattern[str]
    stress: re.Pattern[str]
    joining: re.Pattern[str]
    condition: re.Pattern[str]
    manner: re.Pattern[str]
    manner_end: re.Pattern[str]
    purpose: re.Pattern[str]
    bodies: re.Pattern[str]
    acts: re.Pattern[str]
    inside: re.Pattern[str]
    of_act: re.Pattern[str]
    problem_end: re.Pattern[str]
    lack: re.Pattern[str]
    good: re.Pattern[str]
    bad: re.Pattern[str]
    against: re.Pattern[str]
    causing: re.Pattern[str]
    days: re.Pattern[str]
    preposed: re.Pattern[str]
    rules: re.Pattern[str]
    founding: re.Pattern[str]
    spoken_of: re.Pattern[str]
    topic: re.Pattern[str]


@cache
def words() -> Words:
    """The lexicon, read once."""
    data = word_list("jianfu.plans.draft", "asking.yaml")

    def any_of(*names: str) -> str:
        listed = {w for name in names for w in data[name]}
        return "(?:" + "|".join(re.escape(w) for w in sorted(listed, key=lambda w: (-len(w), w))) + ")"

    def patterns(name: str) -> str:
        return f"(?:{'|'.join(data[name])})"

    stress = any_of("stress")
    return Words(
        forbid=re.compile(rf"(?P<stress>{stress}*)(?P<word>{any_of('forbid')})"),
        named=frozenset(data["named"]),
        oblige=re.compile(rf"(?P<stress>{stress}*)(?P<word>{any_of('oblige')})(?!么|紧|不)"),
        modal=re.compile(any_of("forbid", "oblige")),
        whole=re.compile(any_of("whole")),
        stress=re.compile(stress),
        joining=re.compile(any_of("joining")),
        condition=re.compile(any_of("condition")),
        manner=re.compile(any_of("manner")),
        manner_end=re.compile(any_of("manner_end") + "$"),
        purpose=re.compile(any_of("purpose")),
        bodies=re.compile(
            _BEFORE_BODY
            + any_of("bodies")
            + f"(?:及其负责人|负责人|主要负责人)?{_AFTER_BODY}"
            + f"|(?!{any_of('acts', 'condition', 'manner', 'stress', 'joining', 'forbid', 'oblige')}|请|每|没|未|无|有|不){_ANY_BODY}"
        ),
        acts=re.compile(any_of("acts")),
        inside=re.compile(any_of("inside")),
        of_act=re.compile(any_of("manner_of_act") + "(?!性|的|、)"),
        problem_end=re.compile(any_of("problem_end") + "$"),
        lack=re.compile(patterns("lack")),
        good=re.compile(patterns("good")),
        bad=re.compile(any_of("bad")),
        against=re.compile(f"^{_EAGERLY}{any_of('against')}"),
        causing=re.compile(f"^{any_of('causing')}"),
        days=re.compile(f"^{patterns('days')}"),
        preposed=re.compile(f"^{any_of('preposed')}"),
        rules=re.compile(f"等?{any_of('rules')}$"),
        founding=re.compile(any_of("founding")),
        spoken_of=re.compile(f"(?:{any_of('things')}|的)$"),
        topic=re.compile(
            rf"^(?P<topic>[^，]{{2,26}}?(?:{any_of('things')}|的[^，的]{{1,10}}?)(?:（[^（）]*）)?)"
            rf"(?P<said>{_MEASURED}{_RULED}(?![的和、]).*)$"
        ),
    )


_EAGERLY = "(?:坚决|严格|切实|着力|全面|进一步|有效|及时|认真)*"
_MEASURED = "(?:每[天周月年学期]{1,3}|原则上|一般|平均|累计|合计|统一|全部|一律|分别){0,2}"
_RULED = r"(?:实行|由|不得?超过|不得?少于|不得?低于|不得?高于|不得?早于|不得?晚于|不得?多于|达到|达|控制在|须|纳入|列入|为(?=[每\d]))"
_BEFORE_BODY = (
    r"(?:各级各类|各级|各个|各有关|各相关|各类|各|全县|全市|全区|全镇|全体|所有|每一位|每位|每个|每所|同级|本级|上级|县|市|区|省|乡镇|镇|乡|"
    r"县级|市级|区级|省级|村级|农村|义务教育|普通|公办|民办|其他|有关|相关|任课|在职|任何|一切|一律由)?(?:级|各级|直)?"
)
_ANY_BODY = (
    r"[^，、的对由将把]{0,14}?(?:领导小组(?:办公室|成员(?:单位)?)?|工作小组|委员会|专班|联席会议|教育局|教体局|教科局|监管局|管理局|政府|党委|党组|党支部|"
    r"工会|协会|商会|公司|教研室|督导室|办公室|减负办|督查室|教务处|教导处|政教处|德育处|各校|学校|县局|市局|区局|(?<=[县市区乡镇])[直属]*各?部门)"
)
_AFTER_BODY = r"(?:（[^（）]{1,12}）)?"
