"""The same matter under names that differ in year, season or wording, and how often a year it comes round."""

from __future__ import annotations

import datetime as dt
import re

from jianfu.ledgers.spans import plain
from jianfu.terms.numerals import chinese_number

_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|《|》|“|”|\"")
_WHEN = re.compile(
    r"(?:20\d\d(?:[-—~至]+20\d\d)?(?:学年|年)?度?|第[一二三四1-4]季度|[春秋冬夏]季(?:学期)?|第[一二]学期|[上下]半年|"
    r"(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月份?|第[一二三四五六七八九十\d]+(?:次|批|轮|期|届)|年度)"
)
_WRAPPED = re.compile(
    r"^关于(?:进一步)?(?:做好|开展|报送|上报|填报|加强)?|^(?:报送|上报|填报|开展)|的(?:通知|函|紧急通知)$|^全[省市县区校镇乡]"
)
_ENTERING = re.compile(
    r"(?:走?进入?校园?|[走入]校园?|到校|系列)?(?:主题|宣传|教育|宣讲)*(?:活动|讲座|课堂)?$"
)
_TAIL = re.compile(r"(?:走?进入?校园|[走入]校园)")
_NUMBERED = re.compile(r"^\(?(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?:[.、．]|\))\s*")
_PUNCTUATION = re.compile(r"[\s,，.。、;；:：!！?？·\-—–_~/|]+")
_GROUP = re.compile(
    r"工作|交流|联络|沟通|调度|群聊?$|[(（].*[)）]|[新旧]|\d+|[一二三四五六七八九十]+(?:群|组)$|微信|钉钉|qq",
    re.I,
)


def matter(text: str | None) -> str | None:
    """A name without brackets, year, quarter, season and the words around it: what the same matter keeps."""
    if not text:
        return None
    left = _BRACKETED.sub("", _NUMBERED.sub("", plain(text)))
    left = _PUNCTUATION.sub("", _WHEN.sub("", left))
    for _ in range(2):
        left = _WRAPPED.sub("", left)
    return left or plain(text)


def activity(text: str | None) -> str | None:
    """The matter of an activity, without the words that only say that it enters schools (进校园主题活动)."""
    found = matter(text)
    if found is None:
        return None
    return _ENTERING.sub("", _TAIL.sub("", found)) or found


def theme_of_group(purpose: str | None, name: str | None) -> str | None:
    """What a work group is for: its purpose where written, else its name without 工作, 群, numbers and 新."""
    if purpose:
        return matter(purpose)
    if not name:
        return None
    found = matter(name) or ""
    left = _GROUP.sub("", _GROUP.sub("", found))
    return left or found or None


_PERIODS = (
    (r"每?日|每?天|日报|实时", 195, 250),
    (r"每?周|周报|每?星期", 39, 52),
    (r"旬", 36, 36),
    (r"半个?月", 24, 24),
    (r"双月|两个?月", 6, 6),
    (r"每?月|月报", 12, 12),
    (r"每?季|季报", 4, 4),
    (r"每?学期|半年|半年报", 2, 2),
    (r"每?学?年|年报|年度|年底", 1, 1),
)  # fmt: skip
_COUNTED = re.compile(r"(\d+|[一二两三四五六七八九十]+)\s*(?:次|回)")


def times_of_frequency(frequency: str | None, stages: tuple[str, ...]) -> int | None:
    """Times a year of 每月1次, 2次/学期, 周, 一次性; a school's year has 39 weeks of five days."""
    if not frequency:
        return None
    text = plain(frequency)
    if re.search(r"一次性|临时|不定期|按需", text):
        return 1 if "一次性" in text else None
    counted = _COUNTED.search(text)
    number = 1
    if counted is not None:
        written = counted.group(1)
        number = int(written) if written.isdigit() else chinese_number(written.replace("两", "二")) or 0
    rest = _COUNTED.sub("", text)
    for pattern, school, office in _PERIODS:
        if re.search(pattern, rest):
            return (number * (school if stages else office)) or None
    return number if counted is not None and not rest.strip("/每") else None


_YEAR = re.compile(r"(20\d\d)\s*年?度?")
_SCHOOL_YEAR = re.compile(r"(20\d\d)\s*[-—–~至]+\s*20\d\d")


def day_of_year(for_year: str | None, title: str) -> dt.date | None:
    """The first day of the year (of the school year: 1 September) that the column or the title names."""
    for text in (for_year, title):
        if not text:
            continue
        if (m := _SCHOOL_YEAR.search(plain(text))) is not None:
            return dt.date(int(m.group(1)), 9, 1)
        years = set(_YEAR.findall(plain(text)))
        if len(years) == 1:
            return dt.date(int(years.pop()), 1, 1)
    return None


def day_announced(held_on: object, notified: bool | None) -> object:
    """A visit that nobody announced was announced on the day itself."""
    return held_on if notified is False else None


def on_list_by_number(list_no: str | None) -> bool | None:
    """An inspection with a number on the list stands on it; one of which 无 is written there does not."""
    return None if list_no is None else list_no != "无"


_CALLED = (
    ("inspection", r"检查|督查|考核|评估|验收|抽查|巡查|评比|审计|(?:综合|专项|质量)督导"),
    ("research", r"调研|调查研究"),
    ("guidance", r"督导|指导|视导"),
    ("visit", r"走访|慰问|看望|座谈|参观|交流"),
)


def called_of_item(item: str | None) -> str:
    """As what a visit came, from the words of its item; in a log of inspections it is one unless they say otherwise."""
    return next((k for k, pattern in _CALLED if re.search(pattern, plain(item or ""))), "inspection")


_LEVELS = (
    ("province", r"省|自治区"),
    ("city", r"[市州]"),
    ("county", r"[县区]"),
    ("township", r"[镇乡]|街道"),
)


def level_of_title(title: str) -> str | None:
    """The level of the list from its title: 青禾县社会事务进校园白名单 is the county's; the lowest word counts."""
    found = [level for level, pattern in _LEVELS if re.search(pattern, plain(title).split("社会事务")[0])]
    return found[-1] if found else None
