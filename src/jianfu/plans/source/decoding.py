"""The encoding of a text file: UTF-8, UTF-16 with its mark, or GB18030."""

from __future__ import annotations

import codecs
import re

from jianfu.terms.errors import JianfuError, Message

_STRANGE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffd\ue000-\uf8ff]")
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)
_XML = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w-]{2,20})["']""")
_SHARE = 0.02
_CHINESE = frozenset({"gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "cp936"})


def decoded(data: bytes, file: str, declared: str = "") -> tuple[str, list[Message]]:
    """The text of the bytes; JianfuError when they are none. A few broken bytes are noted."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return _read(data[len(mark) :], encoding, file)
    if b"\x00" in data[:65_536]:
        raise JianfuError("plans.source.format", file=file)
    if declared.lower() in ("big5", "big5-hkscs", "cp950"):
        return _read(data, "big5hkscs", file)
    try:
        return _text(data.decode("utf-8"), file), []
    except UnicodeDecodeError:
        pass
    # Bytes of UTF-8 pass for GB18030 too: what is UTF-8 but for a few broken characters is told first.
    loose = data.decode("utf-8", "replace")
    beyond = sum(c > "\x7f" for c in loose)
    if loose.count("\ufffd") <= max(3, beyond // 100) and declared.lower() not in _CHINESE and beyond > 20:
        return _read(data, "utf-8", file)
    try:
        return _text(data.decode("gb18030"), file), []
    except UnicodeDecodeError:
        return _read(data, "gb18030", file)


def _read(data: bytes, encoding: str, file: str) -> tuple[str, list[Message]]:
    text = data.decode(encoding, "replace")
    broken = text.count("\ufffd")
    found = _text(text, file)
    return found, [
        Message("plans.source.broken_characters", {"file": file, "count": broken})
    ] if broken else []


def _text(text: str, file: str) -> str:
    """The text itself, unless what it holds is no text."""
    if len(_STRANGE.findall(text)) > _SHARE * len(text) + 2:
        raise JianfuError("plans.source.encoding", file=file)
    return text


def declared(head: bytes) -> str:
    """The encoding that the beginning of a page names, "" when it names none."""
    found = _META.search(head) or _XML.search(head)
    return found[1].decode("ascii", "replace") if found else ""
