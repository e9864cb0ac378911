"""Word's automatic numbering: the labels that a reader sees and the text of the file does not hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
          (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_PLACE = re.compile(r"%([1-9])")
_MOST = 9
_HIGHEST = 9999


def _chinese(number: int, digits: str = _DIGITS, units: str = "十百千") -> str:
    """一, 十一, 二十, 一百零五."""
    if number == 0:
        return "零" if digits is _DIGITS else digits[0]
    found, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if not digit:
            gap = bool(found)
            continue
        if gap:
            found, gap = found + "零", False
        found += digits[digit] + (units[place - 1] if place else "")
    return found[1:] if found.startswith("一十") else found


def _roman(number: int) -> str:
    found = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        found += letters * count
    return found


def _letters(number: int) -> str:
    return chr(65 + (number - 1) % 26) * ((number - 1) // 26 + 1) if number else ""


def _circled(number: int) -> str:
    if 1 <= number <= 20:
        return chr(0x245F + number)
    return chr(0x323C + number) if 21 <= number <= 35 else f"({number})"


def _digital(number: int) -> str:
    return "".join(_DIGITS[int(d)] for d in str(number))


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimalZero": lambda n: f"{n:02d}",
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda n: _letters(n).lower(),
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "koreanCounting": _chinese,
    "chineseLegalSimplified": lambda n: _chinese(n, _FORMAL, "拾佰仟"),
    "ideographLegalTraditional": lambda n: _chinese(n, _FORMAL, "拾佰仟"),
    "ideographDigital": _digital,
    "japaneseDigitalTenThousand": _digital,
    "taiwaneseDigital": _digital,
    "ideographTraditional": lambda n: _STEMS[(n - 1) % 10],
    "ideographZodiac": lambda n: _BRANCHES[(n - 1) % 12],
    "ideographEnclosedCircle": lambda n: _chinese(n),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": lambda n: f"{n}.",
    "decimalEnclosedParen": lambda n: f"({n})",
    "numberInDash": lambda n: f"-{n}-",
    "none": lambda _n: "",
    "bullet": lambda _n: "",
}


@dataclass
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    behind: str = "tab"
    legal: bool = False
    restart: int | None = None
    style: str = ""


@dataclass
class _List:
    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)


def _local(element: ElementTree.Element) -> str:
    return element.tag.rsplit("}", 1)[-1]


def value(element: ElementTree.Element | None) -> str:
    """The value of an element (w:val), "" when there is none."""
    if element is None:
        return ""
    return next((v for k, v in element.attrib.items() if k.rsplit("}", 1)[-1] == "val"), "")


def _attribute(element: ElementTree.Element, name: str) -> str:
    return next((v for k, v in element.attrib.items() if k.rsplit("}", 1)[-1] == name), "")


def whole(text: str, default: int) -> int:
    """A whole number of a file, within what labels can count."""
    return min(int(text), _HIGHEST) if text.isascii() and text.isdigit() and len(text) < 9 else default


class Numbering:
    """The lists of a document and how far each has counted."""

    def __init__(self, part: bytes) -> None:
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        if not part:
            return
        root = ElementTree.fromstring(part)
        abstract: dict[str, dict[int, _Level]] = {}
        linked: dict[str, str] = {}
        for element in root:
            if _local(element) == "abstractNum":
                key = _attribute(element, "abstractNumId")
                abstract[key] = _levels(element)
                linked.update({value(e): key for e in element if _local(e) == "styleLink"})
        for element in root:
            if _local(element) == "num":
                own = next((value(e) for e in element if _local(e) == "abstractNumId"), "")
                found = _List(own, dict(abstract.get(own, {})))
                for change in (e for e in element if _local(e) == "lvlOverride"):
                    level = whole(_attribute(change, "ilvl"), 0)
                    found.levels.update(_levels(change))
                    for e in change:
                        if _local(e) == "startOverride":
                            found.starts[level] = whole(value(e), 1)
                self._lists[_attribute(element, "numId")] = found

    def level_of(self, number: str, style: str) -> int:
        """The level of a list that belongs to a paragraph style; 0 when it names none."""
        found = self._lists.get(number)
        return next((k for k, v in found.levels.items() if v.style == style), 0) if found and style else 0

    def label(self, number: str, level: int) -> str:
        """The label of the next paragraph of a list at a level, "" for bullets and lists that are not there."""
        found = self._lists.get(number)
        if found is None or level not in found.levels:
            return ""
        counts = self._counts.setdefault(found.abstract, {})
        own = found.levels[level]
        if level in found.starts and (number, level) not in self._begun:
            counts[level] = found.starts[level] - 1
        elif level not in counts:
            counts[level] = own.start - 1
        self._begun.add((number, level))
        counts[level] += 1
        for deeper in [k for k in counts if k > level]:
            restart = found.levels[deeper].restart if deeper in found.levels else None
            if restart is None or (restart and level < restart):
                del counts[deeper]
        if own.format == "bullet":
            return ""

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            other = found.levels.get(at, _Level())
            count = counts.setdefault(at, other.start)
            return _FORMATS.get("decimal" if own.legal else other.format, str)(count)

        text = _PLACE.sub(shown, own.text)
        return text + (" " if own.behind != "nothing" and text and text[-1] not in "、.．)）:：" else "")


def _levels(element: ElementTree.Element) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for e in element:
        if _local(e) != "lvl":
            continue
        level = _Level()
        for given in e.iter():
            name, said = _local(given), value(given)
            if name == "start":
                level.start = whole(said, 1)
            elif name == "numFmt":
                level.format = said
            elif name == "lvlText":
                level.text = said[:40]
            elif name == "suff":
                level.behind = said
            elif name == "isLgl":
                level.legal = said not in ("0", "false")
            elif name == "lvlRestart":
                level.restart = whole(said, 0)
            elif name == "pStyle":
                level.style = said
        found[min(whole(_attribute(e, "ilvl"), 0), _MOST)] = level
    return found
