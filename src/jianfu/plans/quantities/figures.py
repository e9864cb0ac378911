"""Where figures stand in a text: numbers with their units, shares, times of day and dates, masked ones included."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from jianfu.plans.model import Value
from jianfu.plans.quantities.moments import CLOCK, CLOCK_TO, DATE, DAY, MONTH, clock_figure, date_figure
from jianfu.plans.quantities.printed import (
    ARABIC,
    HAN,
    MASK,
    NUMBER,
    SMALL_HAN,
    TO,
    Figure,
    neighbours,
    number,
    plain,
)
from jianfu.plans.word_lists import word_list

FILLER = "\x00"
"""Stands in place of words set aside, so that offsets stay those of the text."""
_ONES = "零〇一二三四五六七八九"


@cache
def unit_words() -> dict[str, tuple[str, float]]:
    """Every unit word with its canonical unit and how many of that one is."""
    return {
        word: (unit, factor) for unit, words in _units()["units"].items() for word, factor in words.items()
    }


@cache
def _units() -> dict[str, Any]:
    found: dict[str, Any] = word_list("jianfu.plans.quantities", "units.yaml")
    return found


@cache
def _background() -> re.Pattern[str]:
    return re.compile(
        "|".join(
            f"(?:{p})"
            for group in word_list("jianfu.plans.quantities", "background.yaml").values()
            for p in group
        )
    )


def _barred(what: str) -> str:
    """What may not follow: characters, or a pattern where brackets say so."""
    return f"(?!(?:{what}))" if what.startswith("[") else f"(?![{what}])"


@cache
def _figures() -> re.Pattern[str]:
    """One pattern for all of them; what stands first wins, and of those that start together the first kind."""
    barred = _units()["barred"]
    longest_first = sorted(unit_words(), key=lambda w: (-len(w), w))
    units = "|".join(re.escape(w) + (_barred(barred[w]) if w in barred else "") for w in longest_first)
    return re.compile(
        rf"(?P<date>{DATE}(?:{TO}(?:{DATE}|{DAY}|{MONTH}))?)"
        rf"|(?P<clock>{CLOCK}(?:{CLOCK_TO}{CLOCK})?)"
        rf"|(?P<of>百分之|千分之|万分之)(?P<share>{NUMBER}(?:点[{_ONES}]{{1,4}})?)(?:{TO}(?:百分之)?(?P<share2>{NUMBER}))?"
        r"|(?P<whole>[二三四五六七八九十]|\d{1,2})分之(?P<part>[一二两三四五六七八九]|\d{1,2})"
        r"|(?<![\d/.])(?P<over>[1-9]/(?:10|[2-9]))(?![\d/.日月])"
        r"|(?P<tenths>[一二三四五六七八九两\d])成(?![立绩员果为功本长熟效套交人])"
        rf"|半个?(?P<half>小时|月|年|天|学期|学年|节课|钟头|日(?!制))"
        r"|(?P<most>(?<!超)过半数?|半数|一半(?!时间|左右的))"
        rf"|(?P<and>{NUMBER})个?半(?P<halfof>小时|月|年|天|学期|学年|钟头|工作日)"
        rf"|(?P<hours>{NUMBER})\s?个?小时(?P<minutes>\d{{1,2}}|{SMALL_HAN})分钟?"
        rf"|(?P<list>{NUMBER}(?:[、/]{NUMBER}){{1,5}}(?:[和及]{NUMBER})?)\s?(?P<lu>{units})"
        rf"|(?P<n1>{NUMBER})(?P<plus>余|多|来|几)?\s?(?:(?P<u1>{units})(?P<h1>半(?![年月天日小]))?)?"
        rf"{TO}(?P<n2>{NUMBER})\s?(?P<u2>{units})(?P<h2>半(?![年月天日小]))?"
        rf"|(?P<n>{NUMBER})(?P<more>余|多|来)?\s?(?P<u>{units})(?P<h>半(?![年月天日小]))?(?P<over2>余|多)?"
        rf"|(?P<bare>{ARABIC}|{MASK}|(?P<word>[{HAN}]{{1,14}}))"
    )


def blank(text: str, spans: list[tuple[int, int]]) -> str:
    """``text`` with the spans (in order, apart) filled, of the same length."""
    pieces, at = [], 0
    for start, end in spans:
        pieces += [text[at:start], FILLER * (end - start)]
        at = end
    return "".join((*pieces, text[at:]))


def without_background(text: str) -> str:
    """``text`` with ordinals, numbers of documents, idioms and names filled."""
    return _background().sub(lambda m: FILLER * len(m[0]), text)


def figures(text: str) -> list[Figure]:
    """Every figure of ``text``, in order. What bounds nothing should have been filled before."""
    found = []
    for m in _figures().finditer(text):
        figure = _figure(m)
        if figure is not None:
            found.append(figure)
    return found


def _figure(m: re.Match[str]) -> Figure | None:
    start, end = m.span()
    if m["date"]:
        return date_figure(m)
    if m["clock"]:
        return clock_figure(m)
    if m["share"]:
        scale = {"百分之": 100, "千分之": 1000, "万分之": 10_000}[m["of"]]
        low, high = number(m["share"]), number(m["share2"]) if m["share2"] else None
        if low is None:
            masked = re.fullmatch(MASK, m["share"]) is not None
            return Figure(start, end, m[0], "ratio", m["of"], True) if masked else None
        value = plain(low / scale)
        return Figure(
            start, end, (value, plain(high / scale)) if high is not None else value, "ratio", m["of"]
        )
    if m["part"]:
        part, whole = number(m["part"]), number(m["whole"])
        return Figure(start, end, plain(part / whole), "ratio", "分之") if part and whole else None
    if m["over"]:
        above, _, below = m["over"].partition("/")
        share = int(above) / int(below)
        return Figure(start, end, plain(share), "ratio", "/") if share < 1 else None
    if m["tenths"]:
        tenths = number(m["tenths"])
        return Figure(start, end, plain(tenths / 10), "ratio", "成") if tenths else None
    if m["most"]:
        return Figure(start, end, 0.5, "ratio", m["most"])
    if m["half"]:
        half, unit = _HALVES[m["half"]]
        return Figure(start, end, half, unit, m["half"])
    if m["and"]:
        return _and_half(m)
    if m["hours"]:
        hours, minutes = number(m["hours"]), number(m["minutes"])
        if hours is None or minutes is None:
            return None
        return Figure(start, end, plain(hours * 60 + minutes), "minute", "分钟")
    if m["list"]:
        return _listed(m)
    return _amount(m)


_HALVES: dict[str, tuple[Value, str]] = {
    "小时": (30, "minute"), "钟头": (30, "minute"), "月": (15, "day"), "年": (6, "month"), "天": (0.5, "day"),
    "日": (0.5, "day"), "学期": (0.5, "term"), "学年": (1, "term"), "节课": (0.5, "period"),
}  # fmt: skip
_WITH_HALF = {"小时": ("hour", 1), "钟头": ("hour", 1), "月": ("month", 1), "年": ("month", 12), "天": ("day", 1),
              "学期": ("term", 1), "学年": ("term", 2), "工作日": ("working_day", 1)}  # fmt: skip


def _and_half(m: re.Match[str]) -> Figure | None:
    """一个半小时, 一年半."""
    whole = number(m["and"])
    if whole is None:
        return None
    if m["halfof"] == "天" and "个半" in m[0]:
        return Figure(m.start(), m.end(), plain(whole / 2), "day", "半天")
    unit, factor = _WITH_HALF[m["halfof"]]
    return Figure(m.start(), m.end(), plain((whole + 0.5) * factor), unit, m["halfof"])


def _listed(m: re.Match[str]) -> Figure | None:
    """10、9、8小时; 两、三次 is a range, and 三、四节 lists none."""
    unit, factor = unit_words()[m["lu"]]
    numbers = [number(n) for n in re.split("[、/和及]", m["list"])]
    if any(n is None for n in numbers):
        return None
    values = tuple(plain(n * factor) for n in numbers if n is not None)
    return Figure(m.start(), m.end(), values[-1], unit, m["lu"], listed=values)


def _amount(m: re.Match[str]) -> Figure | None:
    start, end = m.span()
    if m["bare"]:
        if m["word"]:
            return None  # 一般, 三令五申: characters count only with a unit
        value = number(m["bare"])
        masked = value is None and re.fullmatch(MASK, m["bare"]) is not None
        if value is None and not masked:
            return None
        return Figure(start, end, m["bare"] if value is None else plain(value), "", "", masked)
    if m["n2"]:
        return _range(m)
    unit, factor = unit_words()[m["u"]]
    about = m["more"] or m["over2"] or ""
    low = number(m["n"])
    if low is None:
        if re.fullmatch(MASK, m["n"]) is not None:
            scale = m["u"][0] if unit == "yuan" and m["u"][0] in "万千百亿" else ""
            return Figure(start, end, m["n"] + scale if unit != "ratio" else m[0], unit, m["u"], True)
        near = neighbours(m["n"])
        if near is None:
            return None
        return Figure(
            start, end, (plain(near[0] * factor), plain(near[1] * factor)), unit, m["u"], about=m["n"]
        )
    if m["h"]:
        if unit == "year":
            return Figure(start, end, plain((low + 0.5) * 12), "month", m["u"])
        low += 0.5
    return Figure(start, end, plain(low * factor), unit, m["u"], about=about)


def _range(m: re.Match[str]) -> Figure | None:
    """8至10小时, 半小时至1小时 is read by its last; the first takes the unit of the last when it has none."""
    start, end = m.span()
    unit, factor = unit_words()[m["u2"]]
    first, last = number(m["n1"]), number(m["n2"])
    if first is None or last is None:
        masked = any(re.fullmatch(MASK, n) for n in (m["n1"], m["n2"]))
        return Figure(start, end, m[0], unit, m["u2"], True) if masked else None
    own_unit, own = unit_words()[m["u1"]] if m["u1"] else (unit, factor)
    low = (first + (0.5 if m["h1"] else 0)) * own
    high = (last + (0.5 if m["h2"] else 0)) * factor
    if own_unit == "minute" and unit == "hour":
        high, unit = high * 60, "minute"
    elif own_unit == "hour" and unit == "minute":
        low *= 60
    elif own_unit == "yuan" and unit == "yuan" and m["u1"] is None:
        low = first * factor
    elif own_unit != unit:
        return None
    if low > high:
        return None
    return Figure(start, end, (plain(low), plain(high)), unit, m["u2"])
