"""Cells that hold more than one fact: `数学 李`, `第三节`, `8:20—9:00`, `三至六年级`, `口算两页 15分钟`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from jianfu.ledgers.declare import Ledger
from jianfu.ledgers.reading.periods import parse_period
from jianfu.ledgers.reading.table_head import is_empty
from jianfu.ledgers.spans import grades_in, subjects_in
from jianfu.terms.cells.clock import parse_clock_range
from jianfu.terms.cells.dates import parse_date
from jianfu.terms.cells.model import BadCell
from jianfu.terms.cells.words import is_subject, parse_lesson
from jianfu.terms.grades import grade_label, parse_class
from jianfu.terms.units import clock_text

Parts = tuple[tuple[object, ...], ...]
"""One tuple a record, aligned with the outputs of the split."""


@dataclass(frozen=True)
class Split:
    """``function`` turns a cell of column ``source`` into values for ``outputs`` (``source`` first).

    An output already filled from a column of its own is left alone, unless the new value is ``firm``.
    """

    source: str
    outputs: tuple[str, ...]
    function: Callable[[object], Parts]
    counted: bool = False
    firm: frozenset[object] = frozenset()


def _text(value: object) -> str:
    return unicodedata.normalize("NFKC", str(value)).strip()


def _grid_subject(value: object) -> Parts:
    """Subject, teacher, parity; two records for a lesson that two subjects share by weeks."""
    if is_empty(value):
        return ((value, None, None),)
    try:
        lessons = parse_lesson(str(value))
    except BadCell:
        return ((value, None, None),)
    return tuple((p.subject, p.teacher, {"odd": "单", "even": "双"}.get(p.parity or "")) for p in lessons)


_SLOTS = {
    "lesson": "正课", "early": "早读", "noon": "午间", "service": "课后服务", "evening": "晚自习", "break": "大课间",
}  # fmt: skip


def _period(value: object) -> Parts:
    found = None if is_empty(value) else parse_period(value)
    if found is None:
        return ((value, None),)
    return ((found.number if found.number is not None else 1, _SLOTS[found.slot]),)


_RANGE = re.compile(r"^(.+?\d.*?)\s*(?:—+|–|-+|~|～|－|―|至|到)\s*(.*\d.*)$", re.S)


_DAYS_BEFORE = re.compile(
    r"^每?(?:(?:星期|周|礼拜)[一二三四五六日天末至到、,，和及/—-]+\s*)+(?=[上下中晚]?[午上]?\d)"
)


def split_range(value: object) -> Parts:
    """Start and end of `8:20—9:00`, with or without the weekdays before it; the end is None when there is one time only."""
    if isinstance(value, str):
        value = _DAYS_BEFORE.sub("", value.strip())
        try:
            start, end = parse_clock_range(value)
        except BadCell:
            m = _RANGE.match(_text(value))
            return ((m.group(1), m.group(2)),) if m is not None else ((value, None),)
        return ((clock_text(start), clock_text(end)),)
    return ((value, None),)


_UNTIL = re.compile(r"^(?:截?至|到)\s*(20\d\d.*)$")


def _span(value: object) -> Parts:
    """First and last day of `2026.3.1—2026.8.31`; a month is no first day of anything."""
    if isinstance(value, str):
        if (until := _UNTIL.match(_text(value))) is not None:
            return ((None, until.group(1)),)
        try:
            found = parse_date(value, None, allow_partial=True)
        except BadCell:
            return ((value, None),)
        if found.last is not None and len(re.findall(r"\d+", value)) > 3:
            return ((found.first, found.last),)
    return ((value, None),)


def _grades(whole: tuple[int, ...]) -> Callable[[object], Parts]:
    def split(value: object) -> Parts:
        found = None if is_empty(value) else grades_in(value, whole)
        if found is None or len(found) < 2:
            return ((value,),)
        return tuple((grade_label(g),) for g in found)

    return split


def _subjects(value: object) -> Parts:
    if is_empty(value) or is_subject(str(value)):
        return ((value,),)
    parts = subjects_in(value)
    return tuple((p,) for p in parts) if len(parts) > 1 and all(is_subject(p) for p in parts) else ((value,),)


def _classes(value: object) -> Parts:
    """三（1）班、三（2）班 in one cell; what is no class is left as it stands."""
    if not isinstance(value, str) or is_empty(value):
        return ((value,),)
    parts = [p for p in re.split(r"[、,，;；/\s]+", _text(value)) if p]
    if len(parts) > 1 and all((c := parse_class(p)) is not None and c.grade is not None for p in parts):
        return tuple((p,) for p in parts)
    return ((value,),)


_MINUTES = re.compile(
    r"^(?P<what>.*?[\u4e00-\u9fffA-Za-z].*?)[\s(（【,，;；:：]*(?P<minutes>(?:约|大约|预计|≤|不超过)?\s*\d+(?:\.\d+)?\s*(?:[-~—–]\s*\d+(?:\.\d+)?\s*)?(?:分钟|分|min|小时|h|'|′))"
    r"(?:左右|以内)?[)）】。.]*$",
    re.S,
)
_LENGTH = re.compile(
    r"^(?:约|大约|预计|≤|≥|<|>|不超过)?[\d.,]+.*$|^[半一二三四五六七八九十两]+(?:个?小时|分钟|刻钟).*$|^(?:[半一]小时|一刻钟)$"
)


def _content_and_minutes(value: object) -> Parts:
    """Minutes and content of a cell in a sheet with a column a subject."""
    if not isinstance(value, str):
        return ((value, None),)
    text = _text(value)
    if (m := _MINUTES.match(text)) is not None and not _LENGTH.match(text):
        return ((m.group("minutes"), m.group("what").strip(" (（,，;；:：")),)
    if (
        re.search(r"[\u4e00-\u9fff]{2}", text)
        and not _LENGTH.match(text)
        and not re.match(r"^[无暂没—\-/]", text)
    ):
        return ((None, text),)
    return ((value, None),)


_BY_LEDGER: dict[str, tuple[Split, ...]] = {
    "timetable": (
        Split("subject", ("subject", "teacher", "parity"), _grid_subject),
        # 大课间 stands beside 上午: its own name says more.
        Split("period_no", ("period_no", "slot"), _period, firm=frozenset(_SLOTS.values()) - {"正课"}),
    ),
    "lesson_log": (
        Split("period_no", ("period_no", "slot"), _period, firm=frozenset(_SLOTS.values()) - {"正课"}),
    ),
    "school_day": (Split("start", ("start", "end"), split_range),),
    "exercise_plan": (Split("start", ("start", "end"), split_range),),
    "after_school": (Split("start", ("start", "end"), split_range),),
    "after_school_sessions": (Split("start", ("start", "end"), split_range),),
    "secondments": (Split("start", ("start", "planned_end"), _span),),
    "leaves": (Split("start", ("start", "end"), _span),),
    "leases": (Split("start", ("start", "end"), _span),),
    "training_courses": (
        Split("start", ("start", "end"), split_range),
        Split("opens_on", ("opens_on", "closes_on"), _span),
    ),
    "licences": (Split("valid_from", ("valid_from", "valid_until"), _span),),
    "homework": (Split("class", ("class",), _classes, counted=True),),
    "exams": (Split("subject", ("subject",), _subjects, counted=True),),
}
_CROSSED: dict[str, tuple[Split, ...]] = {
    "homework": (Split("minutes", ("minutes", "content"), _content_and_minutes),)
}


def splits(ledger: Ledger, *, crossed: bool, whole: tuple[int, ...] = ()) -> tuple[Split, ...]:
    """The splits of a ledger; ``crossed`` when its cells stand under headings that are values.

    ``whole`` are the grades that 全校 means.
    """
    several = tuple(
        Split(c.name, (c.name,), _grades(whole), counted=True)
        for c in ledger.columns
        if c.several and c.type == "grade"
    )
    return _BY_LEDGER.get(ledger.name, ()) + several + (_CROSSED.get(ledger.name, ()) if crossed else ())
