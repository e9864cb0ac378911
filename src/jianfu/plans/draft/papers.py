"""Whose plan it is and the paper it is: place, title, number, issuer and days, as far as they are printed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from jianfu.norms.model import Level
from jianfu.plans.draft.model import Paper, Place
from jianfu.plans.model import Aside, Plan

NOWHERE, SOMEWHERE = "本单位", "本地"
"""The name of a unit that nobody named: its marks bind nobody until somebody writes its code."""

_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]*")
_MASKED = re.compile(r"[xX×*○□某]|\.\.|…")
# The longest name first: 青禾县实验小学 is a school, 青禾县教育局 an office of the county.
_NAMES: tuple[tuple[re.Pattern[str], Level | None], ...] = (
    (re.compile(r"^.{2,24}?(?:小学|中学|幼儿园|学校|高中|附中|附小)(?!生|阶段|教育|校|教师|幼|各)"), "unit"),
    (re.compile(r"^.{2,20}?(?:村|社区)(?:村?民?委员会|村委会|居委会)?(?=关于|减|农|\d|治|实|开|为|一事|筹|$)"), "village"),
    (re.compile(r"^.{1,16}?(?:镇|乡|街道)(?:人民政府|党委|办事处|委员会)?(?=关于|减|农|\d|治|实|开|为|基|$)"), "township"),
    (re.compile(r"^.{1,14}?(?:县|区|旗)(?=.{0,12}?(?:局|委|办|政府|减|农|关于|治|实|开|企|中|义|基|\d|$))"), "county"),
    (re.compile(r"^.{1,10}?(?:市|州|盟)(?=.{0,12}?(?:局|委|办|政府|减|农|关于|治|实|开|企|中|义|基|\d|$))"), "city"),
    (re.compile(r"^.{1,6}?(?:省|自治区)"), "province"),
)  # fmt: skip
_LEVELS: tuple[tuple[re.Pattern[str], Level], ...] = (
    (re.compile(r"(?:小学|中学|幼儿园|学校|高中|附中|附小)$"), "unit"),
    (re.compile(r"(?:村|社区|村委会|居委会|村民委员会)$"), "village"),
    (re.compile(r"(?:镇|乡|街道|街道办事处)(?:人民政府)?$"), "township"),
    (re.compile(r"自治区|省"), "province"),
    (re.compile(r"县|区|旗"), "county"),
    (re.compile(r"市|州|盟"), "city"),
)
_NO_NAME = re.compile(
    r"^(?:关于|全|各|我|本|农村|城区|乡镇|义务|中$|.{0,6}年(?:度|级)?|\d)|中小学|所有|全体|县级|市级|省级"
)
_NUMBER = re.compile(r"^[一-鿿]{1,14}\s?[〔\[(【]\s?(?:19|20)\d\d\s?[〕\])】]\s?\d{1,4}\s?号$")
_DIGITS = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0", "O": "0"}
_HAN_YEAR = r"[二一][〇零○O九][〇零○O一二三四五六七八九]{2}"
_DAY = (
    r"(?P<y>(?:19|20)\d\d|"
    + _HAN_YEAR
    + r")\s?年\s?(?P<m>\d{1,2}|[一二三四五六七八九十]{1,3})\s?月\s?(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})\s?日"
)
_DAY_ALONE = re.compile(rf"^(?:.{{2,24}}?\s+)?{_DAY}$")
_BEGINS = re.compile(rf"自\s?{_DAY}\s?起(?:正式|开始|全面)?(?:施行|执行|实施|实行|生效)")
_BEGINS_NOW = re.compile(
    r"自(?:发布|印发|公布|下发|发文|颁布|通过)之日起(?:正式|开始)?(?:施行|执行|实施|实行|生效)"
)
_ENDS = re.compile(rf"有效期(?:限)?(?:至|到|截止到?|截至)\s?{_DAY}")
_LASTS = re.compile(r"有效期(?:限)?(?:为|是)?\s?(?P<n>\d|[一二两三四五])\s?年")
_SMALL = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}


class Days(NamedTuple):
    """First and last day in force of a paper's marks, and its day of issue."""

    issued: date
    first: date
    last: date | None
    assumed: tuple[str, ...]


def place_of(plan: Plan, level: Level | None, place: str | None) -> Place:
    """Whose plan it is: as given, else as its title says, else an unnamed unit."""
    assumed: list[str] = []
    given = (place or "").strip()
    read, read_level = _named(plan.about.title)
    name = given or read
    if not given:
        assumed.append("name")
    if level is None:
        level = (_level_of(given) if given else read_level) or "unit"
        assumed.append("level")
    unnamed = NOWHERE if level == "unit" else SOMEWHERE
    code = given if _CODE.fullmatch(given) else ""
    if not code:
        assumed.append("code")
    return Place(code or name or unnamed, name or unnamed, level, tuple(assumed))


def _named(title: str) -> tuple[str, Level | None]:
    """The name that a title begins with, and its level; ("", None) where it names nobody."""
    text = re.sub(
        r"^[\s《〈“\"]*(?:中共|关于印发《?)?(?:\d{2,4}[xX]{0,2}[-—]?\d{0,4}|二〇..)?(?:学?年度?)?(?:上|下)?(?:半年)?",
        "",
        title,
    )
    for pattern, level in _NAMES:
        m = pattern.match(text)
        if m is None:
            continue
        if not _MASKED.search(m[0]) and not _NO_NAME.search(m[0]):
            return m[0], level
        if level != "unit":
            return "", level
    return "", None


def stages_of(plan: Plan, place: Place) -> frozenset[str]:
    """The stages that the plan of a school can be about, by its name; none where it may be about any."""
    if plan.about.stage:
        return frozenset({plan.about.stage})
    named = place.name if place.level == "unit" and place.name != NOWHERE else plan.about.title
    for word, stages in _SCHOOLS.items():
        if word in named and "中小学" not in named:
            return frozenset(stages)
    return frozenset()


_SCHOOLS = {
    "九年一贯": ("primary", "junior"), "九年制": ("primary", "junior"), "完全中学": ("junior", "senior"),
    "小学": ("primary",), "初级中学": ("junior",), "初中": ("junior",), "高级中学": ("senior",), "高中": ("senior",),
    "中学": ("junior", "senior"),
}  # fmt: skip


def _level_of(name: str) -> Level | None:
    return next((level for pattern, level in _LEVELS if pattern.search(name)), None)


def paper_of(plan: Plan, place: Place, day: date, asides: Iterable[Aside]) -> tuple[Paper, date | None]:
    """The plan as the policy of its marks, and the last day they are in force. ``day`` stands in for what is not printed."""
    lines = [a.text.strip() for a in asides]
    number = next((line.replace(" ", "") for line in lines if _NUMBER.match(line)), None)
    days = days_of([c.clause.text for c in plan.clauses], lines, day)
    assumed = list(days.assumed)
    title = plan.about.title
    if not title:
        assumed.append("title")
        title = f"{place.name}方案"
    assumed.append("issuer")
    words = "\n".join((title, place.code, *(c.clause.text for c in plan.clauses)))
    identity = f"{place.code}/{hashlib.sha256(words.encode()).hexdigest()[:8]}"
    paper = Paper(identity, title, place.name, place.level, days.issued, days.first, number, tuple(assumed))
    return paper, days.last


def days_of(clauses: Sequence[str], asides: Sequence[str], day: date) -> Days:
    """The days that are printed; ``day`` where none is. No mark is in force before its paper was issued."""
    assumed: list[str] = []
    text = "\n".join(clauses)
    issued = next((d for line in reversed(asides) if (d := _day(_DAY_ALONE.match(line)))), None)
    begins = _day(_BEGINS.search(text))
    if issued is None:
        assumed.append("issued")
        issued = min(begins, day) if begins else day
    if begins is None and not _BEGINS_NOW.search(text):
        assumed.append("first")
    first = max(begins or issued, issued)
    last = _day(_ENDS.search(text))
    lasts = _LASTS.search(text)
    if last is None and lasts is not None:
        years = int(lasts["n"]) if lasts["n"].isdecimal() else _SMALL[lasts["n"]]
        last = _years_on(first, years)
    return Days(issued, first, last if last is None or last >= first else None, tuple(assumed))


def _years_on(first: date, years: int) -> date:
    """The last day of so many years from ``first``."""
    try:
        anniversary = first.replace(year=first.year + years)
    except ValueError:
        anniversary = date(first.year + years, 3, 1)
    return date.fromordinal(anniversary.toordinal() - 1)


def _day(m: re.Match[str] | None) -> date | None:
    if m is None:
        return None
    year = int("".join(_DIGITS.get(c, c) for c in m["y"]).replace("九", "9"))
    try:
        return date(year, _number(m["m"]), _number(m["d"]))
    except ValueError:
        return None


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    tens, _, ones = text.rpartition("十")
    if "十" not in text:
        return int(_DIGITS[text])
    return (int(_DIGITS[tens]) if tens else 1) * 10 + (int(_DIGITS[ones]) if ones else 0)
