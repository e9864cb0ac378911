"""The words of a finding: its state, its figures with units, its mark, its period, its source.

Every function takes one finding as it stands in the JSON of a check and a language ("zh" or "en"), and
returns text for people. Missing optional keys give shorter text, never an error.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from jianfu.ledgers.declare import Choice
from jianfu.ledgers.registry import ledgers
from jianfu.terms.errors import Message
from jianfu.terms.grades import class_label, grade_label
from jianfu.terms.labels import label
from jianfu.terms.units import NEAR_FROM, NEAR_TENTHS, base_figure, show

Finding = Mapping[str, Any]

# Attributes of a group that say what a mark applies to, not whom the finding is about.
_BACKGROUND = frozenset(
    {
        "organisation", "organisation_name", "organisation_kind", "organisation_level", "system", "host",
        "grade", "class_no", "place", "cohort", "number", "sitting", "term", "school_year",
    }
)  # fmt: skip
_FARTHEST_DAYS = 36_500
_ISO_DAY = re.compile(r"^\d{4}-\d\d-\d\d$")
# A figure to the right of its mark breaks it for these, to the left for `at_least`.
CEILINGS = frozenset({"at_most", "never", "each"})


def say(key: str, lang: str, **facts: object) -> str:
    """The label ``key`` in ``lang`` with ``{facts}`` filled in."""
    text = label(key, lang)
    return text.format(**facts) if facts else text


def known(key: str, lang: str, otherwise: str) -> str:
    """The label ``key`` when there is one, else ``otherwise``."""
    try:
        text = label(key, lang)
    except (KeyError, LookupError):
        return otherwise
    return otherwise if text == key else text


def wording(value: object, lang: str) -> str:
    """A text that a result may carry as a string, as {zh, en}, or as a message {code, facts}."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        if "zh" in value or "en" in value:
            return str(value.get(lang) or value.get("zh") or value.get("en") or "")
        if "code" in value:
            return Message(str(value["code"]), dict(value.get("facts") or {})).text(lang)
        for name in ("text", "message"):
            if name in value:
                return wording(value[name], lang)
        return "，".join(f"{k}: {v}" for k, v in value.items())
    return str(value)


def bounds(finding: Finding) -> tuple[float, float | None] | None:
    """What was measured in base units as (least, most), most None when open; None when nothing is known."""
    measured, unit = finding.get("measured"), str(finding.get("unit"))
    if measured is None:
        return None
    if isinstance(measured, list | tuple):
        low, high = (*measured, None)[:2]
        if low is None and high is None:
            return None
        return (base_figure(low or 0, unit), None if high is None else base_figure(high, unit))
    value = base_figure(measured, unit)
    return (value, value)


def mark_of(finding: Finding) -> float | None:
    """The figure of the mark the finding is held to, in base units; None when the mark has none."""
    mark = finding.get("mark")
    if isinstance(mark, list | tuple):
        least, most = (*mark, None, None)[:2]
        mark = least if side(finding) == "at_least" else most
    if mark is None and finding.get("op") in ("never", "each"):
        return 0
    return None if mark is None else base_figure(mark, str(finding.get("unit")))


def side(finding: Finding) -> str:
    """Which side of the mark binds: at_most, at_least, never, each, or "" for no mark."""
    op = str(finding.get("op") or "")
    if op != "between":
        return op
    mark, got = finding.get("mark"), bounds(finding)
    if isinstance(mark, list | tuple) and got and mark[0] is not None and got[0] < mark[0]:
        return "at_least"
    return "at_most"


def state(finding: Finding) -> str:
    """The key of the state word: over, short, early, late, unknown, suspected, none, near or kept."""
    outcome = finding.get("outcome")
    if outcome == "not_evaluable":
        return "unknown"
    if outcome == "suspected":
        return "suspected"
    if outcome == "not_applicable":
        return "none"
    if outcome == "breached":
        floor = side(finding) == "at_least"
        if finding.get("unit") == "clock":
            return "early" if floor else "late"
        return "short" if floor else "over"
    got, mark = bounds(finding), mark_of(finding)
    near = (
        got is not None and mark is not None and side(finding) == "at_most"
        and finding.get("unit") != "clock" and mark >= NEAR_FROM and got[0] * 10 >= mark * NEAR_TENTHS
    )  # fmt: skip
    return "near" if near else "kept"


def word(finding: Finding, lang: str) -> str:
    """The state word: 超出规定, 不足, 过早, 数据不全, …"""
    return say(f"report.word.{state(finding)}", lang)


def amount(value: float, unit: str | None, lang: str) -> str:
    """A figure with its unit: "60 分钟", "8:20", "12 件"."""
    return show(value, unit, lang) if unit else f"{value:,}"


def value_text(finding: Finding, lang: str) -> str:
    """What was measured, with its unit; "" when nothing is known."""
    got, unit = bounds(finding), finding.get("unit")
    if got is None:
        return ""
    low, high = got
    if unit == "day" and abs(low) > _FARTHEST_DAYS:
        return ""  # a day set against one without an end
    if high is None:
        return say("report.range.from", lang, v=amount(low, unit, lang))
    if high == low:
        return amount(low, unit, lang)
    return f"{split(amount(low, unit, lang))[0]}—{amount(high, unit, lang)}"


def value_parts(finding: Finding, lang: str) -> tuple[str, str, str]:
    """The value in three: what stands before the figure, the figure, and "/ mark unit" or its unit."""
    got, unit, mark = bounds(finding), finding.get("unit"), mark_of(finding)
    if got is None:
        return ("", "", "")
    figure, tail = split(amount(got[0], unit, lang))
    if got[1] is not None and got[1] != got[0]:
        figure = f"{figure}—{split(amount(got[1], unit, lang))[0]}"
    apart = mark is not None and split(amount(mark, unit, lang))[1] != tail
    if unit == "month" and (apart or any(c.isdigit() for c in tail)):
        figure, tail = amount(got[0], unit, lang), ""
        if mark:
            tail = f"/ {amount(mark, unit, lang)}"
    elif mark and unit != "clock" and side(finding) in ("at_most", "at_least"):
        tail = f"/ {split(amount(mark, unit, lang))[0]} {tail}"
    return (say("report.range.open", lang) if got[1] is None else "", figure, tail)


def split(text: str) -> tuple[str, str]:
    """("60", "分钟") of "60 分钟"; a clock time has no second part."""
    head, _, tail = text.partition(" ")
    return (head, tail) if head[:1].isdigit() or head[:1] == "-" else (text, "")


def line_text(finding: Finding, lang: str) -> str:
    """The mark as it stands beside its line, where the unit is already shown: "上限 60"."""
    return mark_text(finding, lang, bare=True)


def mark_text(finding: Finding, lang: str, bare: bool = False) -> str:
    """The mark in words: "上限 60 分钟", "不少于 4 节", "不早于 8:20"; ``bare`` leaves the unit out."""
    mark, unit, which = mark_of(finding), finding.get("unit"), side(finding)
    if which in ("never", "each"):
        return say(f"report.mark.{which}", lang)
    if mark is None or not which:
        return say("report.mark.none", lang)
    if which == "at_most" and mark == 0:
        return say("report.mark.zero", lang)
    clock = unit == "clock"
    kind = (
        ("not_before" if clock else "at_least")
        if which == "at_least"
        else ("not_after" if clock else "at_most")
    )
    shown = amount(mark, unit, lang)
    return say(f"report.mark.{kind}", lang, v=split(shown)[0] if bare else shown)


def gap_text(finding: Finding, lang: str) -> str:
    """What exceeds, lacks or remains: "多 12 分钟", "少 1 节", "早 20 分钟"; "" when it cannot be said."""
    got, mark, which = bounds(finding), mark_of(finding), side(finding)
    unit = finding.get("unit")
    if got is None or mark is None or finding.get("outcome") == "not_evaluable":
        return ""
    low, high = got
    if which in ("each", "never"):
        return say("report.gap.rows", lang, n=f"{low:,}") if low and which == "each" else ""
    length = "minute" if unit == "clock" else unit
    if which == "at_least":
        reach = low if high is None else high
        if reach < mark:
            return say("report.gap.early" if unit == "clock" else "report.gap.short", lang,
                       v=amount(mark - reach, length, lang))  # fmt: skip
        return _spare(low - mark, "report.gap.spare", length, lang)
    if low > mark:
        key = "late" if unit == "clock" else "over" if high == low else "over_from"
        return say(f"report.gap.{key}", lang, v=amount(low - mark, length, lang))
    if low < 0:
        return ""  # a difference below nothing leaves no room
    return _spare(mark - low, "report.gap.left", length, lang)


def _spare(left: float, key: str, unit: str | None, lang: str) -> str:
    """What remains to the mark, or "exactly"."""
    return say(key, lang, v=amount(left, unit, lang)) if left else say("report.gap.exact", lang)


def subject_of(finding: Finding, lang: str) -> str:
    """Whom or what the finding is about within its organisation: "四（1）班", "三年级", a title."""
    group: Mapping[str, Any] = finding.get("group") or {}
    parts: list[str] = []
    period = finding.get("period")
    grade, number = group.get("grade"), group.get("class_no")
    if grade is not None and number is not None:
        parts.append(class_label(int(grade), int(number), lang))
    elif grade is not None:
        parts.append(grade_label(int(grade), lang))
    for name, value in group.items():
        if name not in _BACKGROUND and value not in (None, "", period):
            parts.append(attribute(name, value, lang, _year_of(finding)))
    return ("，" if lang == "zh" else ", ").join(p for p in parts if p) or say("report.unit_wide", lang)


def attribute(name: str, value: object, lang: str, year: int | None = None) -> str:
    """One attribute of a group in words: a weekday, a day, a grade, the word of a closed list, or as it stands.

    The year of a day is said where it is not ``year``."""
    if name == "weekday":
        return say(f"report.weekday.{value}", lang)
    if name == "stage":
        return known(f"stage.{value}", lang, str(value))
    if name == "grade_from" and isinstance(value, int):
        return say("report.grades_from", lang, grade=grade_label(value, lang))
    choice = _choices().get((name, str(value)))
    if choice is not None:
        return "" if value == "all" else choice.en if lang == "en" else choice.zh
    text = str(value)
    if not _ISO_DAY.match(text):
        return text  # 20260902 is the number of a case
    try:
        return day_text(date.fromisoformat(text), lang, year)
    except ValueError:
        return text


@cache
def _choices() -> Mapping[tuple[str, str], Choice]:
    """The words of every closed list of every ledger, by column name and value."""
    return {
        (column.name, value): choice
        for ledger in ledgers().values()
        for column in ledger.columns
        for value, choice in column.choices.items()
    }


def organisation_of(finding: Finding) -> tuple[str, str]:
    """Code and name of the organisation; the name falls back to the code."""
    group: Mapping[str, Any] = finding.get("group") or {}
    code = str(group.get("organisation") or group.get("host") or finding.get("organisation") or "")
    name = finding.get("organisation_name") or group.get("organisation_name") or code
    return code, str(name)


def period_text(finding: Finding, lang: str) -> str:
    """The period as people say it: "10月14日 周三", "第 7 周", "2026—2027 学年第一学期"."""
    period = finding.get("period")
    if isinstance(period, Mapping):
        period = period.get("id")
    if not period or period == "all":
        return ""
    return _period(str(period), lang, _year_of(finding))


def _year_of(finding: Finding) -> int | None:
    """The year of the day by which the finding was judged, which need not be said with a day."""
    as_of = str(finding.get("as_of") or "")[:4]
    return int(as_of) if as_of.isdigit() else None


def _period(period: str, lang: str, year: int | None) -> str:
    """A period id in words; ids of an unknown shape are shown as they stand."""
    parts = period.split("-")
    try:
        if len(parts) == 3 and len(parts[1]) == 2:
            return day_text(date.fromisoformat(period), lang, year)
        if parts[-1].startswith(("w", "W")):
            return say("report.week", lang, n=int(parts[-1][1:]))
        if len(parts) == 3 and len(parts[1]) == 4:
            kind = "vacation" if parts[2].endswith("v") else "term"
            return say(f"report.{kind}.{parts[2].rstrip('v')}", lang, a=parts[0], b=parts[1])
        if len(parts) == 2 and len(parts[1]) == 4:
            return say("report.school_year", lang, a=parts[0], b=parts[1])
        if len(parts) == 2:
            return say("report.month", lang, y=int(parts[0]), m=int(parts[1]))
        return say("report.year", lang, y=int(period))
    except (ValueError, LookupError):
        return period


def day_text(day: date, lang: str, year: int | None = None) -> str:
    """A day with its weekday; in Chinese the year is said only when it is not ``year``."""
    weekday = say(f"report.weekday.{day.isoweekday()}", lang)
    key = "report.day" if year in (None, day.year) else "report.day.of_year"
    return say(key, lang, y=day.year, m=day.month, d=day.day, w=weekday)


def policy_text(source: Finding, lang: str) -> str:
    """Title and number of the policy that set the mark; an unsure number says so."""
    policy = source.get("policy")
    given: Mapping[str, Any] = policy if isinstance(policy, Mapping) else {}
    title = given.get("title") or (policy if isinstance(policy, str) else "") or ""
    number = given.get("number") or source.get("number") or ""
    text = f"《{title}》" if title and not str(title).startswith("《") else str(title)
    if number and number not in text:
        certainty = given.get("number_certainty") or source.get("number_certainty")
        text += f"{number}"
        if certainty not in (None, "sure"):
            text += f"（{say('report.unconfirmed', lang)}）"
    return text


def short_policy(source: Finding, lang: str) -> str:
    """The number of the policy when it is sure, else its bare title: what fits beside a bar."""
    policy = source.get("policy")
    given: Mapping[str, Any] = policy if isinstance(policy, Mapping) else {}
    number = given.get("number") or source.get("number")
    certainty = given.get("number_certainty") or source.get("number_certainty")
    if number and certainty in (None, "sure"):
        return str(number)
    return policy_text({"policy": {"title": given.get("title")} if given else policy}, lang)


def clause_text(source: Finding, lang: str) -> str:
    """The clause number, or that it is still to be confirmed."""
    clause = source.get("clause")
    if clause in (None, "", "unknown"):
        return say("report.clause.unknown", lang)
    return str(clause)


def source_text(source: Finding, lang: str) -> str:
    """Policy, clause, level and strength in one line."""
    level, strength = source.get("level"), source.get("strength")
    parts = [
        policy_text(source, lang),
        clause_text(source, lang),
        known(f"level.{level}", lang, str(level)) if level else "",
        known(f"strength.{strength}", lang, str(strength)) if strength else "",
    ]
    return ("，" if lang == "zh" else ", ").join(p for p in parts if p)


def reason_text(finding: Finding, lang: str) -> str:
    """Why a figure could not be had, in words."""
    reason = finding.get("reason")
    if isinstance(reason, str):
        return known(f"report.reason.{reason}", lang, known(f"reason.{reason}", lang, reason))
    return wording(reason, lang)


def basis_text(finding: Finding, lang: str) -> str:
    """Where the figures come from: an estimate, a benchmark, a sample."""
    basis = finding.get("basis")
    return known(f"basis.{basis}", lang, known(f"report.basis.{basis}", lang, str(basis))) if basis else ""
