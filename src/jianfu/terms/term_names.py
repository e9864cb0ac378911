"""Names of terms and school years as people write them: 2025—2026学年度第一学期, 2026年秋."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# NFKC has already made digits and brackets half-width.
_DASHES = re.compile(r"[-‐‑‒–—―−─━﹣_~〜∼/至到]+")
# A dash typed as the character for one, or as the Japanese long vowel.
_FALSE_DASH = re.compile(r"(?<=\d)[一ー]+(?=\d)")
_HAN_YEAR = re.compile(r"[〇零○一二三四五六七八九]{4}(?=年|学年|[-‐‑‒–—―−─━﹣~〜∼至到])")
_HAN_YEAR_AFTER = re.compile(r"(?<=-)[〇零○一二三四五六七八九]{4}")
_HAN_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_BRACKETS = str.maketrans("", "", "()[]{}【】〔〕《》〈〉「」“”\"'")
_YEARS = r"(?P<from>(?:19|20)?\d\d)-(?P<to>(?:19|20)?\d\d)"
_NAMED = r"(?:第?(?P<number>[一二12])学期|(?P<half>[上下])学期|(?P<season>[春秋])季?学?期?)"
_SPANNED_TERM = re.compile(rf"{_YEARS}(?:学年度?|年度?)?-?{_NAMED}(?:(?P<also>[春秋])季?学?期?)?")
_PLAIN_TERM = re.compile(rf"{_YEARS}(?:学年度?)?-?第?(?P<number>[12])")
_ONE_YEAR_TERM = re.compile(
    r"(?P<from>(?:19|20)\d\d)学年度?-?(?:第?(?P<number>[一二12])|(?P<half>[上下]))学期"
)
_SEASON = re.compile(r"(?P<year>(?:19|20)\d\d)年?-?(?P<season>[春秋])季?学?期?")
_SCHOOL_YEAR = re.compile(rf"{_YEARS}(?:学年度?|年度?)?")
_ONE_SCHOOL_YEAR = re.compile(r"(?P<from>(?:19|20)\d\d)学年度?")
_NUMBERS: Final = {"一": 1, "1": 1, "上": 1, "秋": 1, "二": 2, "2": 2, "下": 2, "春": 2}


def term_id(year: int, number: int) -> str:
    """``2026-2027-1`` for the first term of the school year that begins in 2026."""
    return f"{year:04d}-{year + 1:04d}-{number}"


def parse_term(text: str) -> str | None:
    """The id of the term that a text names (``2025-2026学年第一学期``, ``2026年秋``); None when none or ambiguous.

    第一学期, 上学期 and the like need a school year beside them: a calendar year (2026年上学期) does not say which.
    """
    text = _normal(text)
    if (m := _SPANNED_TERM.fullmatch(text)) is not None:
        year = _span(m)
        number = _NUMBERS[m["number"] or m["half"] or m["season"]]
        agrees = m["also"] is None or _NUMBERS[m["also"]] == number
        return term_id(year, number) if year is not None and agrees else None
    if (m := _PLAIN_TERM.fullmatch(text)) is not None:
        year = _span(m)
        return term_id(year, int(m["number"])) if year is not None else None
    if (m := _ONE_YEAR_TERM.fullmatch(text)) is not None:
        return term_id(int(m["from"]), _NUMBERS[m["number"] or m["half"]])
    if (m := _SEASON.fullmatch(text)) is not None:
        # The spring of a calendar year closes the school year that began the autumn before.
        number = _NUMBERS[m["season"]]
        return term_id(int(m["year"]) - (number - 1), number)
    return None


def parse_school_year(text: str) -> int | None:
    """The calendar year in which the named school year begins (``2026—2027学年`` gives 2026); None when none.

    A term's name gives its school year; a calendar year alone (2026年) is no school year.
    """
    term = parse_term(text)
    if term is not None:
        return int(term[:4])
    text = _normal(text)
    if (m := _SCHOOL_YEAR.fullmatch(text)) is not None:
        return _span(m)
    m = _ONE_SCHOOL_YEAR.fullmatch(text)
    return int(m["from"]) if m is not None else None


def _normal(text: str) -> str:
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).translate(_BRACKETS)
    text = _HAN_YEAR.sub(lambda m: m[0].translate(_HAN_DIGITS), text)
    text = _DASHES.sub("-", _FALSE_DASH.sub("-", text))
    text = _HAN_YEAR_AFTER.sub(lambda m: m[0].translate(_HAN_DIGITS), text)
    # 2025年-2026学年: the first 年 says nothing.
    return re.sub(r"(?<=\d)年(?=-\d)", "", text)


def _span(m: re.Match[str]) -> int | None:
    """The first year of two consecutive ones; beside the word 学年 either may be written with two digits."""
    # 2025-26 and 11-12-1 without that word are as likely a month or a day.
    if len(m["from"]) + len(m["to"]) < 8 and "学年" not in m.string:
        return None
    first = int(m["from"]) if len(m["from"]) == 4 else 2000 + int(m["from"])
    last = int(m["to"]) if len(m["to"]) == 4 else (first + 1) // 100 * 100 + int(m["to"])
    return first if last == first + 1 else None
