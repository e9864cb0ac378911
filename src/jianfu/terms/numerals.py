"""Whole numbers written in Chinese characters, and the one normal form of what is typed in a cell."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

DIGITS = "零一二三四五六七八九"
_D = "[一二两三四五六七八九]"
_VALUE = {c: i for i, c in enumerate(DIGITS)} | {"两": 2, "": 0}
_SECTION = re.compile(
    rf"^(?:(?P<q>{_D})千)?(?:(?P<zb>零)?(?P<b>{_D})百)?(?:(?P<zs>零)?(?P<s>{_D}?)(?P<ten>十))?(?:(?P<zg>零)?(?P<g>{_D}))?$"
)


_INVISIBLE = re.compile(r"[\u200b-\u200d\u2060\ufeff]+")
_BLANKS = re.compile(r"(?<!\d)\s+|\s+(?!\d)")
# Digits that are marks rather than figures: 60① and 60² are 60 with a note, and NFKC makes 601 and 602 of them.
_MARKS = re.compile(r"([²³¹⁰-₉①-⓿❶-➓㉈-㉟㊱-㊿½¼¾⅐-⅟↉])")


def half_width(text: str) -> str:
    """``text`` after NFKC: full-width digits, brackets and signs become half-width. Small and circled digits stay."""
    if _MARKS.search(text) is None:
        return unicodedata.normalize("NFKC", text)
    return "".join(p if _MARKS.match(p) else unicodedata.normalize("NFKC", p) for p in _MARKS.split(text))


@lru_cache(maxsize=65_536)
def normal(text: str) -> str:
    """``text`` in half width without blanks, except one between two digits: `40 50` must not become 4050."""
    # People paste zero-width marks in from chat programs.
    # Composed again, as taking a blank out may have brought a letter and its accent together.
    return unicodedata.normalize("NFC", _BLANKS.sub("", _INVISIBLE.sub("", half_width(text))))


@lru_cache(maxsize=4096)
def chinese_number(text: str) -> int | None:
    """12 for 十二, 120 for 一百二十, 35000 for 三万五千; None when ``text`` is no complete numeral below 10^8.

    Shortened ones (一百二, which may be 102 to one writer and 120 to another) are not read.
    """
    written = text.replace("〇", "零")
    if written == "零":
        return 0
    if "万" not in written:
        return _section(written)
    left, right = written.split("万", 1)
    high = _section(left)
    low = 0 if not right else _section(right.removeprefix("零"))
    if high is None or low is None:
        return None
    # 三万五千 needs no 零; 三万零五百 does.
    if right and (low < 1000) != right.startswith("零"):
        return None
    return high * 10_000 + low


def _section(text: str) -> int | None:
    """The value of a numeral below ten thousand."""
    m = _SECTION.match(text) if text else None
    if m is None:
        return None
    thousands, hundreds, ones, ten = m["q"], m["b"], m["g"], m["ten"]
    skipped_hundred = thousands is not None and hundreds is None
    skipped_ten = (thousands is not None or hundreds is not None) and ten is None
    if (m["zb"] is not None) or (ten and bool(m["zs"]) != skipped_hundred):
        return None
    if ones and bool(m["zg"]) != skipped_ten:
        return None
    tens = (_VALUE[m["s"]] or 1) if ten else 0
    return _VALUE[thousands or ""] * 1000 + _VALUE[hundreds or ""] * 100 + tens * 10 + _VALUE[ones or ""]


def chinese(number: int) -> str:
    """``number`` (0 to 99) in characters: 12 is 十二."""
    if not 0 <= number <= 99:
        raise ValueError(number)
    tens, ones = divmod(number, 10)
    if tens == 0:
        return DIGITS[ones]
    return f"{DIGITS[tens] if tens > 1 else ''}十{DIGITS[ones] if ones else ''}"
