"""Cells that list several values: 三至六年级, 3-6年级, 全校, 语文、数学."""

from __future__ import annotations

import re
import unicodedata

from jianfu.terms.grades import ALL_GRADES, parse_grades

_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")}
_PARTS = {
    "低年级": (1, 2), "低段": (1, 2), "低年段": (1, 2), "中年级": (3, 4), "中段": (3, 4), "中年段": (3, 4),
    "高年级": (5, 6), "高段": (5, 6), "高年段": (5, 6), "中高年级": (3, 4, 5, 6), "中高段": (3, 4, 5, 6),
}  # fmt: skip
_SUFFIX = re.compile(r"(?:各年级|各班|全体学生|全体|学生|全年级|\(.*\))$")
STAGE_GRADES = {"primary": (1, 6), "junior": (7, 9), "senior": (10, 12)}


def plain(value: object) -> str:
    """A cell as text without blanks, half-width."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(value)))


def grades_in(value: object, whole: tuple[int, ...] = (), system: str = "六三") -> tuple[int, ...] | None:
    """The grades a cell names, in order; ``whole`` is what 全校 means. None when it names none.

    Beyond what ``parse_grades`` reads: 三四年级, 小学低年级, 三至六年级学生.
    """
    text = plain(value)
    for wording in (text, _SUFFIX.sub("", text)):
        found = parse_grades(wording, system, whole or ALL_GRADES) if wording else None
        if found is not None:
            return None if found == ALL_GRADES and not whole else found
        part = _PARTS.get(wording.removeprefix("小学"))
        if part is not None:
            return part
        if re.fullmatch(r"[一二三四五六七八九]{2,9}年级", wording):
            digits = [_DIGIT[c] for c in wording[:-2]]
            if digits == sorted(set(digits)):
                return tuple(digits)
    return None


def subjects_in(value: object) -> tuple[str, ...]:
    """The parts of a cell that lists subjects: 语文、数学、英语."""
    parts = [
        p.strip() for p in re.split(r"[、,，;；]|(?<=[\u4e00-\u9fff])[和及+](?=[\u4e00-\u9fff])", str(value))
    ]
    return tuple(p for p in parts if p)
