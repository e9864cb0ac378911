"""A statement's text in pieces: its comma clauses, brackets and quotation marks kept whole, in Chinese punctuation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

_OPEN, _CLOSE = "(（“‘《〈[【「", ")）”’》〉]】」"
_ASCII = re.compile(
    r"(?<!\d)[,:;](?!\d)|(?<=\d),(?!\d{3})|(?<!\d),(?=\d)|(?<=\d)[;:](?!\d)|(?<!\d)[;:](?=\d)|[!?()]"
)
_FULL = {",": "，", ":": "：", ";": "；", "!": "", "?": "", "(": "（", ")": "）"}
_EDGES = " \t\n　，,。.;；：:、!！?？-—…"


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


@cache
def words() -> Words:
    """The lexicon, read once."""
    data = yaml.safe_load(files("jianfu.plans.draft").joinpath("asking.yaml").read_text("utf-8"))

    def any_of(*names: str) -> str:
        listed = {w for name in names for w in data[name]}
        return "(?:" + "|".join(re.escape(w) for w in sorted(listed, key=lambda w: (-len(w), w))) + ")"

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
    )


_BEFORE_BODY = (
    r"(?:各级各类|各级|各个|各有关|各相关|各类|各|全县|全市|全区|全镇|全体|所有|每一位|每位|每个|每所|同级|本级|上级|县|市|区|省|乡镇|镇|乡|"
    r"县级|市级|区级|省级|村级|农村|义务教育|普通|公办|民办|其他|有关|相关|任课|在职|任何|一切|一律由)?(?:级|各级|直)?"
)
_ANY_BODY = (
    r"[^，、的对由将把]{0,14}?(?:领导小组(?:办公室|成员(?:单位)?)?|工作小组|委员会|专班|联席会议|教育局|教体局|教科局|监管局|管理局|政府|党委|党组|党支部|"
    r"工会|协会|商会|公司|教研室|督导室|办公室|减负办|督查室|教务处|教导处|政教处|德育处|各校|学校|县局|市局|区局|(?<=[县市区乡镇])[直属]*各?部门)"
)
_AFTER_BODY = r"(?:（[^（）]{1,12}）)?"


def cleaned(text: str) -> str:
    """``text`` on one line in Chinese punctuation, without what stands at its ends."""
    joined = re.sub(r"\s+", "", text) if re.search(r"[一-鿿]", text) else " ".join(text.split())
    full = _ASCII.sub(lambda m: _FULL[m[0]], joined)
    return full.replace("。", "；").strip(_EDGES)


def parts(text: str) -> list[str]:
    """The comma clauses of ``text``; what stands in brackets or quotation marks is not parted."""
    found: list[str] = []
    depth = start = 0
    for at, sign in enumerate(text):
        if sign in _OPEN:
            depth += 1
        elif sign in _CLOSE:
            depth = max(0, depth - 1)
        elif sign in "，；" and depth == 0:
            found.append(text[start:at])
            start = at + 1
    found.append(text[start:])
    return [p.strip(_EDGES) for p in found if p.strip(_EDGES)]


def balanced(text: str) -> bool:
    """Whether every bracket and quotation mark in ``text`` is closed."""
    depth = 0
    for sign in text:
        depth += sign in _OPEN
        depth -= sign in _CLOSE
        if depth < 0:
            return False
    return depth == 0


def quoted(text: str) -> str:
    """``text`` in quotation marks, its own turned into inner ones."""
    return "“" + text.replace("“", "‘").replace("”", "’") + "”"


def joined(pieces: Sequence[str]) -> str:
    """Clauses with commas between them."""
    return "，".join(p for p in pieces if p)
