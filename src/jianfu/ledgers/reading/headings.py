"""Headings as people write them, matched against the declared ones."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from jianfu.ledgers.declare import AMOUNTS, Column, Ledger
from jianfu.ledgers.registry import ledgers
from jianfu.terms.units import unit_of

ORGANISATION = Column(
    "organisation",
    "org",
    "单位",
    "organisation",
    (
        "学校", "学校名称", "单位名称", "填报单位", "发文单位", "发文机关", "印发单位", "制发单位", "上报单位",
        "报送单位", "所属学校", "所在学校", "学校代码", "单位代码", "校名", "机构", "部门", "单位/学校", "学校/单位", "学校(单位)",
        "组织机构", "机构名称", "校区",
    ),
    blank="unknown",
    example="青禾县实验小学",
)  # fmt: skip
"""Every ledger takes a column naming the organisation, declared or not."""

TERM = Column(
    "term",
    "term",
    "学年学期",
    "term",
    ("学期", "学年", "学年度"),
    blank="none",
    example="2026-2027学年第一学期",
)

GRADE = Column(
    "in_grade",
    "grade",
    "年级",
    "grade of the class",
    ("所在年级", "grade"),
    blank="unknown",
    example="三年级",
)
"""The grade of a class whose own column holds only its number (三年级 | 2班)."""

CLASS_NO = Column(
    "class_no", "integer", "班号", "number of the class", ("班级号", "班级序号"), blank="unknown", example="2"
)
"""The number of a class where grade and number stand in two columns."""

WEEKDAY = Column(
    "on_weekday", "weekday", "星期", "weekday", ("周几", "星期几"), blank="unknown", example="星期一"
)
"""The weekday of homework in a sheet for one week, whose dates stand in the title."""

IGNORED = frozenset(
    {"序号", "编号", "no", "no.", "序", "行号", "合计", "小计", "总计", "合计(分钟)", "总时长", "作业总时长"}
)
"""Headings that carry no fact of their own; a typed total is never trusted."""

_LEADING = re.compile(r"^(?:\d{1,2}|[一二三四五六七八九十]{1,2})[.、．]\s*|^其中:?")
_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|【([^【】]*)】|〔([^〔〕]*)〕")


def normal(text: object) -> str:
    """A heading without what varies: width of characters, blanks, stars, a trailing colon, case."""
    return _normal(str(text))


@lru_cache(maxsize=50_000)
def _normal(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    plain = re.sub(r"[\s\u200b\ufeff*★☆]+", "", plain)
    return _LEADING.sub("", plain).rstrip(":：").lower()


def unit_in(heading: str) -> str | None:
    """The word for a unit that a normalised heading holds in brackets or after a slash: ``金额(万元)``, ``单位:分钟``."""
    inside = [next(g for g in m.groups() if g is not None) for m in _BRACKETS.finditer(heading)]
    inside += heading.rsplit("/", 1)[1:]
    for part in inside:
        word = part.removeprefix("单位:").removeprefix("单位")
        if word and unit_of(word) is not None:
            return word
    return None


def bare(heading: str) -> str:
    """A normalised heading without its brackets."""
    return _BRACKETS.sub("", heading)


@dataclass(frozen=True)
class Match:
    """A heading read as a column; ``sure`` is False when only part of the wording agrees."""

    column: Column
    unit: str | None
    rank: int
    sure: bool = True


@cache
def index(ledger: Ledger) -> Mapping[str, tuple[Column, int]]:
    """Normalised wordings of a ledger's columns, with rank 0 for the declared heading and 1 for a synonym."""
    found: dict[str, tuple[Column, int]] = {}
    columns = list(ledger.columns)
    for implicit in (ORGANISATION, TERM):
        if implicit.name not in ledger.by_name and ledger.name != "organisations":
            columns.append(implicit)
    if "class" in ledger.by_name:
        columns.extend((GRADE, CLASS_NO))
    if "class" in ledger.by_name and "done_on" in ledger.by_name:
        columns.append(WEEKDAY)
    for column in columns:
        for word in (column.zh, column.name):
            found.setdefault(normal(word), (column, 0))
    for column in columns:
        for word in (*column.also, column.en):
            found.setdefault(normal(word), (column, 1))
    for column in columns:
        if column.type == "date":
            for word in (column.zh, *column.also):
                for other in _day_or_time(normal(word)):
                    found.setdefault(other, (column, 2))
    return found


_DAY_OR_TIME = re.compile(r"^(.{2,})(日期|时间)$")


def _day_or_time(word: str) -> Iterator[str]:
    """来件时间 for 来件日期 and the other way round: clerks make no difference."""
    m = _DAY_OR_TIME.match(word)
    if m is not None:
        yield m.group(1) + ("时间" if m.group(2) == "日期" else "日期")


@lru_cache(maxsize=100_000)
def match(ledger: Ledger, heading: str) -> Match | None:
    """The column of ``ledger`` that a normalised heading names exactly, with or without its brackets."""
    words = index(ledger)
    unit = unit_in(heading)
    for wording in (heading, bare(heading), heading.rsplit("/", 1)[0] if unit else heading):
        hit = words.get(wording)
        if hit is None:
            continue
        column, rank = hit
        if unit is not None and wording != heading and column.type not in AMOUNTS and column.type != "time":
            # `时间（分钟）` is a length, though `时间` alone is a date.
            continue
        return Match(column, unit or (unit_in(normal(column.zh)) if heading == column.name else None), rank)
    return None


@lru_cache(maxsize=100_000)
def owners(heading: str) -> tuple[str, ...]:
    """The ledgers that have a column which a normalised heading names exactly, by name."""
    known = ledgers()
    words = _every_wording(tuple(known))
    asked = {heading, bare(heading), heading.rsplit("/", 1)[0]}
    found = dict.fromkeys(name for wording in asked for name in words.get(wording, ()))
    return tuple(name for name in found if match(known[name], heading) is not None)


@lru_cache(maxsize=4)
def _every_wording(names: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """Every declared wording with the ledgers ``names`` that have it."""
    found: dict[str, tuple[str, ...]] = {}
    for name in names:
        for wording in index(ledgers()[name]):
            found[wording] = (*found.get(wording, ()), name)
    return found


def _alike(a: str, b: str) -> bool:
    """Whether four fifths of two wordings agree; cheap necessary conditions are asked first."""
    if 3 * min(len(a), len(b)) < 2 * max(len(a), len(b)):
        return False
    if 10 * len(set(a) & set(b)) < 6 * max(len(a), len(b)):
        return False
    return difflib.SequenceMatcher(None, a, b).ratio() >= 0.8


@lru_cache(maxsize=100_000)
def near(ledger: Ledger, heading: str) -> Match | None:
    """The one column whose wording the heading nearly has (`学生预计完成时长`); None when several might be meant."""
    plain = bare(heading)
    if len(plain) < 3:
        return None
    unit = unit_in(heading)
    hits: dict[str, Column] = {}
    for wording, (column, _) in index(ledger).items():
        inside = len(wording) >= 3 and (wording in plain or (len(plain) >= 3 and plain in wording))
        if inside or _alike(wording, plain):
            hits[column.name] = column
    if len(hits) != 1:
        return None
    column = next(iter(hits.values()))
    if unit is not None and column.type not in AMOUNTS:
        return None
    return Match(column, unit, 2, sure=False)
