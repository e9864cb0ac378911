"""One cell to physical values: every accepted spelling of a column's type, or BadCell."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from jianfu.ledgers.declare import AMOUNTS, Column
from jianfu.ledgers.reading.amount_cells import amount_reader
from jianfu.ledgers.reading.headings import normal
from jianfu.ledgers.reading.sheet import ErrorCell
from jianfu.ledgers.spans import plain
from jianfu.terms.calendar import parse_term
from jianfu.terms.cells.clock import parse_clock
from jianfu.terms.cells.dates import parse_date
from jianfu.terms.cells.model import BadCell, is_blank
from jianfu.terms.cells.words import normal_number, parse_bool, parse_subject, parse_weekday
from jianfu.terms.grades import Stage, class_label, parse_class, parse_grade
from jianfu.terms.text import Text

Physical = tuple[object, ...]
"""Values for the physical columns of one column, in their order."""


@dataclass(frozen=True)
class Cohort:
    """A class named by its year of entry (2023级2班): its grade waits for the record's school year and the stage."""

    year: int
    number: int | None
    stage: Stage | None = None


@dataclass(frozen=True)
class Years:
    """What fixes the year of a date written without one: a school year, else a calendar year.

    ``month`` is the one month that a sheet is for, of which cells name the day alone.
    ``used`` collects the columns in which a year had to be supplied, ``partial`` those with a month or a
    span of days for a day.
    """

    school_year: int | None = None
    year: int | None = None
    month: int | None = None
    used: set[str] = field(default_factory=set)
    partial: set[str] = field(default_factory=set)

    @property
    def hint(self) -> tuple[int, int] | None:
        """The year of September to December and that of January to August."""
        if self.school_year is not None:
            return (self.school_year, self.school_year + 1)
        return (self.year, self.year) if self.year is not None else None


def blank_value(column: Column) -> Physical:
    """What an empty cell of the column means, in physical values."""
    return declared_value(column, column.blank)


def declared_value(column: Column, value: str | int | bool | None) -> Physical:
    """A value written in a declaration (``blank``, ``absent``) in physical values."""
    width = len(column.physical)
    if value is None or (isinstance(value, str) and value in ("unknown", "none")):
        return (None,) * width
    return (value,) + (None,) * (width - 1)


def reader(column: Column, unit: str | None, years: Years) -> Callable[[object], Physical]:
    """A function from a raw cell to physical values; raises BadCell with the accepted form and an example."""
    parse = _parser(column, unit, years)
    empty = blank_value(column)
    nothing = (None,) * len(column.physical)
    open_ended = column.type == "date" and column.blank == "none"

    def read(value: object) -> Physical:
        if isinstance(value, ErrorCell):
            raise BadCell(_accepted(column), column.example or "文字")
        if isinstance(value, str) and value[:1] in ("'", "’") and value[1:].strip():
            value = value[1:]  # what Excel writes before a number kept as text
        kind = is_blank(value)
        if kind == "empty":
            return empty
        if kind == "none":
            if column.type == "bool" and plain(value) in ("无", "没有"):
                return (False,)
            if column.type == "choice" and (choice := _choices(column).get(normal(value))) is not None:
                return (choice,)
            if column.type == "integer" and plain(value) in ("无", "没有"):
                return (0, None)
            if _may_be_denied(column) and plain(value) in ("无", "没有", "暂无"):
                return ("无",)  # written down, unlike a dash or an empty cell
            return empty if column.blank not in ("unknown",) else nothing
        if open_ended and isinstance(value, str) and plain(value) in _OPEN_ENDED:
            return nothing
        return parse(value)

    return read


def _may_be_denied(column: Column) -> bool:
    """Whether 无 in a cell is an answer: a text (a basis, an approval, a receipt) whose empty cell is unknown."""
    return (
        column.type == "text"
        and column.blank == "unknown"
        and not column.required
        and not column.personal
        and column.derive is None
    )


_OPEN_ENDED = frozenset(
    {
        "长期",
        "至今",
        "未结束",
        "未返岗",
        "未归还",
        "在借",
        "未定",
        "待定",
        "暂未定",
        "暂定",
        "仍在借调",
        "借调中",
    }
)
"""Words that stand where an end date would, and say that there is none."""


def _accepted(column: Column) -> Text:
    return Text(f"{column.zh}的值", f"a value for {column.en}")


def _parser(column: Column, unit: str | None, years: Years) -> Callable[[object], Physical]:
    if column.type in AMOUNTS:
        return amount_reader(column, unit)
    match column.type:
        case "date":
            return _date(column, years)
        case "time":
            return lambda v: (parse_clock(v),)
        case "bool":
            return _bool(column)
        case "weekday":
            return lambda v: (parse_weekday(v),)
        case "choice":
            return _choice(column)
        case "subject":
            return lambda v: (parse_subject(text_of(v)).subject,)
        case "class":
            return _class(column)
        case "grade":
            return _grade(column, years)
        case "term":
            return _term(column)
    if column.name == "class_name":
        return _class_name
    if column.name == "number":
        return lambda v: (normal_number(text_of(v)),)
    return lambda v: (text_of(v),)


def text_of(value: object) -> str:
    """A cell as text: whole floats without their point, dates in ISO form, blanks trimmed."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time(0):
        return value.date().isoformat()
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value).replace("\u3000", " ").replace("\x00", "").strip()


def _choices(column: Column) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, choice in column.choices.items():
        for word in (key, choice.zh, choice.en):
            found.setdefault(normal(word), key)
    for key, choice in column.choices.items():
        for word in choice.also:
            found.setdefault(normal(word), key)
    return found


def _denied(text: str, word: str) -> bool:
    """Whether 不, 未, 无 or 非 stands before a word: 不进行纸笔测试 is no paper examination."""
    return re.search(r"[不未无非没勿免]", text[: text.index(word)]) is not None


_UNSURE = re.compile(r"[确清详明定填]|(?<!通)知|是")
_DONE = re.compile(r"^已(?!取消|停|撤|退|过|逾|不|无)[\u4e00-\u9fff]{1,4}$")
_NO = re.compile(r"^(?:不|未|无需|没有|没)(?!否)[^,，。;；]{1,7}$")


_ASKED = re.compile(r"^(?:是否)?(?:要求|强制)")
_ASKING = re.compile(r"^(?:要求|需要?|须|必须|强制)?(?:每日|每天|天天|定期)?")
_WITHIN = re.compile(r"^(.{2,4})([内外])$")
_UNFREE = frozenset({"强制", "被强制", "被要求", "被迫", "摊派", "硬性摊派", "非自愿"})


def _bool(column: Column) -> Callable[[object], Physical]:
    asked = column.zh.removeprefix("是否")
    of = re.sub(r"^要求|^强制", "", asked) if _ASKED.match(column.zh) else None

    def parse(value: object) -> Physical:
        try:
            return (parse_bool(value),)
        except BadCell:
            text = re.sub(r"\(.*\)$", "", plain(text_of(value)))
            if column.name == "voluntary" and text in _UNFREE:
                return (False,)
            if _NO.match(text) and not _UNSURE.search(text):
                return (False,)
            if text in ("是", "否"):
                return (text == "是",)
            if _DONE.match(text) or text == asked:
                return (True,)
            if of is not None and _ASKING.sub("", text) in {of, of[:2], of[2:]}:
                return (True,)  # 每日打卡 below 是否要求打卡接龙
            within = _WITHIN.match(text)
            if within is not None and within.group(1) in column.zh:
                return (within.group(2) == "内",)  # 计划外 below 是否列入年度计划
            raise

    return parse


def _choice(column: Column) -> Callable[[object], Physical]:
    words = _choices(column)
    example = "、".join(c.zh for c in list(column.choices.values())[:6])

    def parse(value: object) -> Physical:
        text = normal(text_of(value))
        for wording in (text, text.split("(")[0], text.rstrip("类型的级。.")):
            if wording in words:
                return (words[wording],)
        inside = {
            key: word
            for word, key in sorted(words.items(), key=lambda w: len(w[0]))
            if len(word) >= 2 and word in text and not _denied(text, word)
        }
        if len(inside) > 1:
            # 非书面 holds 书面: a word inside a longer one that is also there does not count.
            inside = {k: w for k, w in inside.items() if not any(w != o and w in o for o in inside.values())}
        if len(inside) == 1:
            return (next(iter(inside)),)
        raise BadCell(
            Text(f"下列之一：{example}", f"one of: {', '.join(c.en for c in column.choices.values())}"),
            column.example or example,
        )

    return parse


_PART_OF_DAY = re.compile(r"^(.*[日号\d])\s*[(（]?(?:上午|下午|晚上|中午|早上|全天|晚)\S*$")


_LONGEST_SPAN = 31
_REMARKED = re.compile(r"^(.*[日号\d])\s*[(（](?!(?:星期|周|礼拜))[^()（）\d]*[)）]$")
_DAY_ALONE = re.compile(r"^(\d{1,2})(?:\.0)?\s*[日号]?\s*(?:[(（]?(?:星期|周)[一二三四五六日天][)）]?)?$")


def _date(column: Column, years: Years) -> Callable[[object], Physical]:
    def parse(value: object) -> Physical:
        if isinstance(value, str) and (m := _PART_OF_DAY.match(value)) is not None:
            value = m.group(1)
        if years.month is not None and (alone := _DAY_ALONE.match(plain(text_of(value)))) is not None:
            value = f"{years.month}月{alone.group(1)}日"
        if isinstance(value, str) and (m := _REMARKED.match(value)) is not None:
            value = m.group(1)
        try:
            found = parse_date(value, years.hint)
        except BadCell:
            if not column.partial:
                raise
            found = parse_date(value, years.hint, allow_partial=True)
            if found.last is None or (found.last - found.first).days > _LONGEST_SPAN:
                raise
            years.partial.add(column.name)
            return (found.first,)
        if found.approx:
            years.used.add(column.name)
        return (found.first,)

    return parse


def _class(column: Column) -> Callable[[object], Physical]:
    def parse(value: object) -> Physical:
        text = text_of(value)
        # Below the heading 班级 nothing else can be meant by 五3 or 3-2.
        name = parse_class(text)
        if name is None:
            others = (
                parse_class(f"{text}班"),
                parse_class(re.sub(r"[-—–·]", ".", text)),
                parse_class(re.sub(r"^([一二三四五六七八九])[-—–·.](\d{1,2})班?$", r"\1(\2)班", text)),
            )
            name = next((o for o in others if o is not None and o.grade is not None), None)
        if name is None:
            grade = parse_grade(text_of(value)) if "级" in str(value) else None
            if grade is None:
                raise BadCell(Text("班级名称", "the name of a class"), column.example)
            return (grade, None)
        if name.grade is None and name.cohort is not None:
            return (Cohort(name.cohort, name.number, name.stage), name.number)
        return (name.grade, name.number)

    return parse


def _class_name(value: object) -> Physical:
    text = text_of(value)
    name = parse_class(text)
    if name is not None and name.grade is not None and name.number is not None:
        return (class_label(name.grade, name.number),)
    return (unicodedata.normalize("NFKC", text),)


def _grade(column: Column, years: Years) -> Callable[[object], Physical]:
    def parse(value: object) -> Physical:
        grade = parse_grade(text_of(value), years.school_year)
        if grade is None:
            raise BadCell(Text("年级", "a grade"), column.example or "三年级")
        return (grade,)

    return parse


def _term(column: Column) -> Callable[[object], Physical]:
    def parse(value: object) -> Physical:
        term = parse_term(text_of(value))
        if term is None:
            raise BadCell(Text("学年学期（写明学年和第几学期）", "a school year and term"), column.example)
        return (term,)

    return parse
