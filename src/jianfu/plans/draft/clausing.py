"""A statement's text in pieces: its comma clauses, brackets and quotation marks kept whole, in Chinese punctuation."""

from __future__ import annotations

import re
from collections.abc import Sequence

_OPEN, _CLOSE = "(（“‘《〈[【「", ")）”’》〉]】」"
_ASCII = re.compile(
    r"(?<!\d)[,:;](?!\d)|(?<=\d),(?!\d{3})|(?<!\d),(?=\d)|(?<=\d)[;:](?!\d)|(?<!\d)[;:](?=\d)|[!?()]"
)
_FULL = {",": "，", ":": "：", ";": "；", "!": "", "?": "", "(": "（", ")": "）"}
_EDGES = " \t\n　，,。.;；：:、!！?？-—…"


def cleaned(text: str) -> str:
    """``text`` on one line in Chinese punctuation, without what stands at its ends."""
    joined = re.sub(r"\s+", "", text) if re.search(r"[一-鿿]", text) else " ".join(text.split())
    full = _ASCII.sub(lambda m: _FULL[m[0]], joined)
    return full.replace("。", "；").strip(_EDGES)


def parts(text: str) -> list[str]:
    """The comma clauses of ``text``; what stands in brackets or quotation marks is not parted."""
    found: list[str] = []
    depth = start = 0
    for at, sign in enumerate(text):
        if sign in _OPEN:
            depth += 1
        elif sign in _CLOSE:
            depth = max(0, depth - 1)
        elif sign in "，；" and depth == 0:
            found.append(text[start:at])
            start = at + 1
    found.append(text[start:])
    return [p.strip(_EDGES) for p in found if p.strip(_EDGES)]


def balanced(text: str) -> bool:
    """Whether every bracket and quotation mark in ``text`` is closed."""
    depth = 0
    for sign in text:
        depth += sign in _OPEN
        depth -= sign in _CLOSE
        if depth < 0:
            return False
    return depth == 0


def quoted(text: str) -> str:
    """``text`` in quotation marks, its own turned into inner ones."""
    return "“" + text.replace("“", "‘").replace("”", "’") + "”"


def joined(pieces: Sequence[str]) -> str:
    """Clauses with commas between them."""
    return "，".join(p for p in pieces if p)
