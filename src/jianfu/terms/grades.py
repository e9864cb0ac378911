"""Grades and classes: what people write for them, and what they are called.

A grade is a number from 1 to 12: 1–6 primary, 7–9 junior, 10–12 senior secondary in the six-three system
(六三); in the five-four system (五四) grade 6 is junior. A school year is named by the calendar year in
which it starts, on 1 September.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from jianfu.terms.numerals import chinese, chinese_number, normal

Stage = Literal["primary", "junior", "senior"]
ALL_GRADES = tuple(range(1, 13))
LAST_CLASS = 99

_STAGE_WORDS: dict[str, Stage] = {"小": "primary", "初": "junior", "高": "senior"}
_GRADE_WORD = r"\d{1,2}|十[一二]?|[一二三四五六七八九]"
_GRADE = re.compile(
    rf"^(?:(?P<whole>小学|初中|高中)(?P<stage>)|(?P<short>[小初高]))?(?P<n>{_GRADE_WORD})(?P<suffix>年级)?$"
)
_COHORT = re.compile(r"^(?P<stage>[小初高])?(?:学|中)?(?P<year>20\d\d|[0-3]\d)级$")
_NUMBER = r"第?(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})"
_CLASS = re.compile(
    rf"^(?P<grade>(?:[小初高]|小学|初中|高中)?(?:{_GRADE_WORD}))(?P<word>年级|年|级)?"
    rf"(?:(?P<bracket>\()?{_NUMBER}(?P<close>\))?)(?P<ban>班级?)?$"
)
_COHORT_CLASS = re.compile(
    rf"^(?P<cohort>(?:[小初高](?:学|中)?)?(?:20\d\d|[0-3]\d)级)(?P<bracket>\()?{_NUMBER}(?P<close>\))?(?P<ban>班级?)?$"
)
_BARE_CLASS = re.compile(rf"^(?P<bracket>\()?{_NUMBER}(?P<close>\))?班级?$")
_POINTED = re.compile(r"^0?(?P<grade>\d{1,2})\.(?P<number>\d{1,2})班?$")
_CODED = re.compile(r"^(?P<grade>\d|[01]\d)(?P<number>\d\d)班?$")
_ENGLISH = re.compile(r"^grade(?P<grade>\d{1,2}),?(?:class(?P<number>\d{1,2}))?$", re.IGNORECASE)
_BRACKETS = str.maketrans("〔【[{〈《", "((((((") | str.maketrans("〕】]}〉》", "))))))")


@dataclass(frozen=True)
class ClassName:
    """A class as written: by grade, or by the year of entry (2023级), or by its number alone.

    ``stage`` is what the writing itself says of the stage of a cohort (高2023级), None mostly.
    """

    grade: int | None
    cohort: int | None
    number: int | None
    stage: Stage | None = None


def first_grade(stage: Stage, system: str = "六三") -> int:
    """The lowest grade of ``stage``."""
    return {"primary": 1, "junior": 6 if system == "五四" else 7, "senior": 10}[stage]


def grades_of(stage: Stage, system: str = "六三") -> tuple[int, ...]:
    """The grades of ``stage`` in order."""
    return tuple(g for g in ALL_GRADES if stage_of(g, system) == stage)


def stage_of(grade: int, system: str = "六三") -> Stage:
    """The stage of ``grade``; ValueError outside 1 to 12."""
    if grade not in ALL_GRADES:
        raise ValueError(grade)
    if grade >= first_grade("senior", system):
        return "senior"
    return "junior" if grade >= first_grade("junior", system) else "primary"


def school_year_of(day: dt.date) -> int:
    """The calendar year in which the school year of ``day`` started: 2025 for 2026-08-31."""
    return day.year if day.month >= 9 else day.year - 1


def entry_year(grade: int, school_year: int) -> int:
    """The year in which the pupils of ``grade`` entered grade 1, or would have done without moves."""
    return school_year - grade + 1


def grade_of_cohort(cohort: int, school_year: int, stage: Stage, system: str = "六三") -> int | None:
    """The grade in ``school_year`` of those who entered ``stage`` in ``cohort``; None once they have left it."""
    grade = school_year - cohort + first_grade(stage, system)
    return grade if grade in grades_of(stage, system) else None


def grade_label(grade: int, lang: str = "zh") -> str:
    """三年级, 高一; Grade 3."""
    if lang == "en":
        return f"Grade {grade}"
    return f"高{chinese(grade - 9)}" if grade > 9 else f"{chinese(grade)}年级"


def class_label(grade: int, number: int, lang: str = "zh") -> str:
    """三（2）班, 高一（3）班; Grade 3 Class 2."""
    if lang == "en":
        return f"Grade {grade} Class {number}"
    return f"{'高' if grade > 9 else ''}{chinese(grade - 9 if grade > 9 else grade)}（{number}）班"


def parse_grade(
    value: object, school_year: int | None = None, stage: Stage | None = None, system: str = "六三"
) -> int | None:
    """The grade that a cell names (三年级 小三 3 七年级 初一 高一); None when it names none.

    A year of entry (2023级) needs ``school_year`` and a stage, given or written (高2023级). 初一 to 初三
    are counted from grade 7; where grade 6 is junior some places count from 6, so there it is nobody's guess.
    """
    text = _text(value)
    if text is None:
        return None
    found = _grade(text, system)
    if found is not None:
        return found
    cohort = _cohort(text)
    if cohort is None or school_year is None:
        return None
    year, written = cohort
    at = written or stage
    return grade_of_cohort(year, school_year, at, system) if at else None


def _text(value: object) -> str | None:
    """The cell as text in its normal form; None for what names neither grade nor class."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return f"{value:.10g}" if 0 <= value < 10_000 else None
    return normal(value).translate(_BRACKETS) if isinstance(value, str) else None


@lru_cache(maxsize=16_384)
def _grade(text: str, system: str) -> int | None:
    english = _ENGLISH.match(text)
    if english is not None and english["number"] is None:
        grade = int(english["grade"])
        return grade if grade in ALL_GRADES else None
    if text in {"预初", "初预", "预备年级"}:
        return 6
    m = _GRADE.match(text)
    number = _small(m["n"]) if m is not None else None
    if m is None or number is None:
        return None
    word = (m["whole"] or m["short"] or "")[:1]
    if not word:
        return number if number in ALL_GRADES else None
    stage = _STAGE_WORDS[word]
    # 初中七年级 is a grade counted from the first of all, 初中一年级 one counted within the stage.
    if m["whole"] and number in grades_of(stage, system):
        return number
    if stage == "junior" and number == 4 and not m["suffix"]:
        return 9  # only the five-four system has a fourth year
    if stage == "junior" and system == "五四":
        return None
    within = grades_of(stage, system)
    return within[number - 1] if 1 <= number <= len(within) else None


@lru_cache(maxsize=4096)
def _cohort(text: str) -> tuple[int, Stage | None] | None:
    """Year of entry and the stage written with it: (2023, "senior") for 高2023级."""
    m = _COHORT.match(text)
    if m is None:
        return None
    year = int(m["year"])
    return (year if year >= 2000 else 2000 + year), (_STAGE_WORDS[m["stage"]] if m["stage"] else None)


def _small(word: str) -> int | None:
    """A number of at most two places in digits or characters."""
    return int(word) if word.isdecimal() else chinese_number(word)


def parse_class(value: object, system: str = "六三") -> ClassName | None:
    """The class that a cell names: 三（2）班 3.2班 302班 七(1)班 初一1班 2023级2班; None when it names none.

    A number alone (3) is no class; 3班 is one whose grade must come from elsewhere; 32班 may be either
    of two classes and is none. The float 3.2 is class 2 of grade 3: what Excel makes of a typed 3.2.
    """
    text = _text(value)
    return None if text is None else _class(text, system)


@lru_cache(maxsize=65_536)
def _class(text: str, system: str) -> ClassName | None:
    english = _ENGLISH.match(text)
    if english is not None and english["number"]:
        return _named(int(english["grade"]), int(english["number"]))
    for pattern in (_POINTED, _CODED):
        m = pattern.match(text)
        if m is not None:
            return _named(int(m["grade"]), int(m["number"]))
    m = _COHORT_CLASS.match(text)
    if m is not None and _marked(m):
        cohort, number = _cohort(m["cohort"]), _small(m["number"])
        if cohort is not None and _is_number(number):
            return ClassName(None, cohort[0], number, cohort[1])
        return None
    m = _BARE_CLASS.match(text)
    if m is not None and bool(m["bracket"]) == bool(m["close"]):
        bare = _bare(m["number"], bool(m["bracket"]))
        if bare is not None:
            return bare
    m = _CLASS.match(text)
    if m is None or not _marked(m) or not _divided(m):
        return None
    return _named(_grade(m["grade"] + ("年级" if m["word"] else ""), system), _small(m["number"]))


def _marked(m: re.Match[str]) -> bool:
    """Whether brackets are paired, and 班 or brackets say that a class is meant."""
    return bool(m["bracket"]) == bool(m["close"]) and bool(m["bracket"] or m["ban"])


def _divided(m: re.Match[str]) -> bool:
    """Whether it is plain where the grade ends and the number begins (三2班 is, 32班 and 三十一班 are not)."""
    if m["word"] or m["bracket"] or "第" in m[0]:
        return True
    grade, number = m["grade"], m["number"]
    if grade[-1].isdecimal() or number.isdecimal():
        return grade[-1].isdecimal() != number.isdecimal()
    return grade[0] in _STAGE_WORDS or "十" not in grade + number


def _bare(word: str, bracketed: bool) -> ClassName | None:
    """A class known by its number alone; two digits (32班) could be grade and number."""
    number = _small(word)
    sure = bracketed or len(word) == 1 or word.startswith(("0", "十"))
    return ClassName(None, None, number) if sure and _is_number(number) else None


def _is_number(number: int | None) -> bool:
    return number is not None and 1 <= number <= LAST_CLASS


def _named(grade: int | None, number: int | None) -> ClassName | None:
    return ClassName(grade, None, number) if grade in ALL_GRADES and _is_number(number) else None


_RANGE = re.compile(r"^(.+?)(?:至|到|-+|~|—+|–|―|－)(.+)$")
_STAGES_WRITTEN: dict[str, tuple[Stage, ...]] = {
    "小学": ("primary",), "小学部": ("primary",), "小学段": ("primary",), "初中": ("junior",),
    "初中部": ("junior",), "初中段": ("junior",), "高中": ("senior",), "高中部": ("senior",),
    "高中段": ("senior",), "中学": ("junior", "senior"), "义务教育": ("primary", "junior"),
    "义务教育阶段": ("primary", "junior"), "九年一贯": ("primary", "junior"),
    "中小学": ("primary", "junior", "senior"),
}  # fmt: skip
_EVERYBODY = frozenset(
    {"全校", "各年级", "所有年级", "全部", "全体", "全部年级", "全校各年级", "全体学生", "全校学生"}
)


def parse_grades(
    value: object, system: str = "六三", whole: tuple[int, ...] = ALL_GRADES
) -> tuple[int, ...] | None:
    """The grades that a cell lists, in ascending order; None when it lists none that can be told.

    三至六年级, 3-6年级, 一、二年级, 初一、初二, 小学, 中学; 全校 is ``whole``, the grades that the school has.
    """
    text = _text(value)
    return None if text is None else _grades(text, system, whole)


@lru_cache(maxsize=16_384)
def _grades(text: str, system: str, whole: tuple[int, ...]) -> tuple[int, ...] | None:
    if text in _EVERYBODY:
        return whole
    found: set[int] = set()
    parts = re.split(r"[、,;；/和及与]", text)
    # 初一、二 are two years of junior school; 初中、二年级 says nothing about the second.
    prefix = "" if parts[0] in _STAGES_WRITTEN else _stage_prefix(parts[0])
    for part in parts:
        if part in _STAGES_WRITTEN:
            found |= {g for stage in _STAGES_WRITTEN[part] for g in grades_of(stage, system)}
            continue
        span = (_span(prefix + part, system) if prefix else None) or _span(part, system)
        if span is None:
            return None
        found |= set(span)
    return tuple(sorted(found)) if found else None


def _stage_prefix(text: str) -> str:
    m = re.match(r"小学|初中|高中|[小初高]", text)
    return m[0] if m is not None else ""


def _span(part: str, system: str) -> tuple[int, ...] | None:
    """A grade or a range of grades; 初一至三 takes its stage from the first."""
    single = _grade(part, system)
    if single is not None:
        return (single,)
    m = _RANGE.match(part)
    if m is None:
        return None
    prefix = _stage_prefix(m[1])
    first = _grade(m[1], system)
    last = _grade(prefix + m[2], system) if prefix else None
    if last is None or (first is not None and last < first):
        last = _grade(m[2], system)
    if first is None or last is None or last < first:
        return None
    return tuple(range(first, last + 1))
