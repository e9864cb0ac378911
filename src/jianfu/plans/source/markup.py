"""The tags and texts of a page's source, in one pass that looks at each character a bounded number of times."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape

# No class below runs past the next "<", and none gives back what it took.
_TAG = re.compile(r"""<(/?+)([a-zA-Z][^\s/<>]*+)((?:[^<>"']|"[^"<]*+"|'[^'<]*+'|["'](?=[^<>]*+>))*+)>""")
_ATTRIBUTE = re.compile(r"""([^\s=/"'<>]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++)))?""")
_MOST_ATTRIBUTES = 2_000
_DROPPED = {
    name: re.compile(rf"</{name}[\s/>]", re.IGNORECASE)
    for name in (
        "script", "style", "noscript", "template", "svg", "iframe", "object", "math", "canvas", "audio", "video",
        "applet", "noframes", "xml",
    )
}  # fmt: skip


@dataclass(frozen=True)
class Token:
    """A start or an end of an element, or the text between them (``name`` is "" then)."""

    name: str
    text: str = ""
    line: int = 1
    ends: bool = False
    attributes: Mapping[str, str] = field(default_factory=dict)


def tokens(source: str) -> Iterator[Token]:
    """Start tags, end tags and texts in order; comments, declarations, scripts and the like left out."""
    at = text_from = 0
    line, counted = 1, 0
    texts: list[str] = []
    while at >= 0:
        at = source.find("<", at)
        if at < 0:
            break
        follows = source[at + 1 : at + 2]
        tag = _TAG.match(source, at) if follows.isalpha() or follows == "/" else None
        if tag is None and follows not in ("!", "?"):
            at += 1
            continue
        texts.append(source[text_from:at])
        if tag is None:
            at = _past(source, at)
            text_from = at if at >= 0 else len(source)
            continue
        line += source.count("\n", counted, text_from)
        counted = max(counted, text_from)
        if text := "".join(texts):
            yield Token("", unescape(text), line)
        texts.clear()
        name = tag[2].lower()
        if not tag[1] and name in _DROPPED and not tag[3].endswith("/"):
            end = _DROPPED[name].search(source, tag.end())
            at = source.find(">", end.start()) + 1 if end else 0
            at = at or -1
        else:
            yield Token(name, "", line, bool(tag[1]), {} if tag[1] else _attributes(tag[3]))
            at = tag.end()
        text_from = at if at >= 0 else len(source)
    texts.append(source[text_from:])
    line += source.count("\n", counted, text_from)
    if text := "".join(texts):
        yield Token("", unescape(text), line)


def _past(source: str, at: int) -> int:
    """Where a comment or a declaration is over; -1 when it never is."""
    if source.startswith("<!--", at):
        end = source.find("-->", at + 4)
        return end + 3 if end >= 0 else -1
    end = source.find(">", at)
    return end + 1 if end >= 0 else -1


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text):
        if len(found) == _MOST_ATTRIBUTES:
            break
        value = next((v for v in match.groups()[1:] if v is not None), "")
        found.setdefault(match[1].lower(), unescape(value))
    return found
