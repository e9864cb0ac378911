"""Characters as they are compared: NFKC, no invisible ones, white space of one kind.

Circled numbers (①) keep their form, which NFKC would turn into bare digits: as labels they are a level of
their own. Radicals that NFKC leaves alone (⻓) stay as printed, so that a quotation is found in the file;
``familiar`` gives the everyday character in the same place for whoever looks for words.
"""

from __future__ import annotations

import re
import unicodedata

# Kept by NFKC, though they are shown as the character beside them: some programs write them into PDF.
_RADICALS = dict(
    zip(
        "⺈⺌⺎⺐⺗⺝⺠⺪⺫⺬⺮⺶⺷⺸⺼⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻥⻦⻧⻨⻩⻪⻬⻮⻰",
        "刀小兀尢心月民疋四示竹羊羊羊肉虎西见角贝车长门青韦页风飞食马鱼鸟卤麦黄黾齐齿龙",
        strict=True,
    )
)
_FAMILIAR = str.maketrans(_RADICALS)
_PLAIN = re.compile(r"[^①-⑳㉑-㉟㊱-㊿]+")
# Zero-width and directional marks, soft hyphens, variation selectors, control and private characters.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff0-\ufffb\ue000-\uf8ff"
    "\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
_SPACE = re.compile(r"\s+")
# 关 于 印 发: four or more characters set apart for show.
_SPREAD = re.compile(r"(?<!\S)[㐀-鿿](?: [㐀-鿿]){3,}(?!\S)")


def plain(text: str) -> str:
    """NFKC, circled numbers kept."""
    if text.isascii():
        return text
    return _PLAIN.sub(lambda m: unicodedata.normalize("NFKC", m[0]), text)


def visible(text: str) -> tuple[str, str]:
    """The text without its invisible characters, and those by themselves."""
    if not _INVISIBLE.search(text):
        return text, ""
    return _INVISIBLE.sub("", text), "".join(_INVISIBLE.findall(text))


def spaced(text: str) -> str:
    """White space as single blanks, none at the ends or between characters spread out for show."""
    return _SPREAD.sub(lambda m: m[0].replace(" ", ""), _SPACE.sub(" ", text).strip())


def indent(text: str) -> int:
    """Blank columns in front; an ideographic blank is two wide."""
    width = 0
    for character in text:
        if not character.isspace():
            break
        width += 2 if character == "\u3000" else 4 if character == "\t" else 1
    return width


def familiar(text: str) -> str:
    """The same text, character for character, with radicals as everyday characters."""
    return text.translate(_FAMILIAR)


def bare(text: str) -> str:
    """The text without white space, as quotations are compared."""
    return _SPACE.sub("", text)
