"""Broken lines rejoined: web pages and PDF files break sentences wherever a line was full.

A line is joined to the one before when that one stops in the middle of a sentence and this one neither
begins with a label nor looks like a heading. What was set aside between the two (a page number) stays aside,
and its place is remembered as a cut.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from jianfu.plans.source.bounds import bracketed, counting, ends, hangs, label, prose
from jianfu.plans.source.raw import Raw
from jianfu.plans.source.widths import wrapped

# Set aside between two halves of a sentence without parting them.
_PASSING = frozenset({"page", "header", "footnote", "invisible", "chunk", "caption"})
_TAIL = 200
_RUNNING = 15
_LOW = re.compile(r"[(]?\d|[①-⑳]")
_DUTY = re.compile("不得|不准|一律|应当|必须|严禁|禁止|须经|应[由在按于当]")


class _Paragraph:
    """Printed lines that belong together, with what decides whether another one does."""

    def __init__(self, first: Raw) -> None:
        self.first = first
        self.texts = [first.text]
        self.cuts = list(first.cuts)
        self.length = self.edge = len(first.text)
        self.tail = first.text[-_TAIL:]
        self.full = first.full

    def add(self, raw: Raw, cut: bool) -> None:
        """Put a printed line behind the others; ``cut``: something was set aside between."""
        if _latin(self.tail[-1:]) and _latin(raw.text[:1]):
            self.texts.append(" ")
            self.length += 1
        if cut:
            self.cuts.append(self.length)
        self.cuts.extend(self.length + c for c in raw.cuts)
        self.texts.append(raw.text)
        self.edge = len(raw.text)
        self.full = raw.full
        self.length += self.edge
        self.tail = (self.tail + raw.text)[-_TAIL:]

    def whole(self) -> Raw:
        """The paragraph as one line."""
        if len(self.texts) == 1:
            return self.first
        return replace(self.first, text="".join(self.texts), cuts=tuple(self.cuts))


def join(raws: Sequence[Raw]) -> list[Raw]:
    """The lines with broken sentences made whole, in order."""
    width = wrapped(raws)
    indented = width > 0 and any(r.indent >= 2 for r in raws if not r.why)
    found: list[Raw | _Paragraph] = []
    last: _Paragraph | None = None
    passed = apart = False
    for raw in raws:
        if raw.why:
            passed = passed or raw.why != "invisible"
            apart = apart or raw.why not in _PASSING
            found.append(raw)
            continue
        if apart and last is not None and not (raw.piece or hangs(last.tail)):
            last = None
        if last is not None and _continues(last, raw, width, indented, passed):
            last.add(raw, passed)
        else:
            last = _Paragraph(raw)
            found.append(last)
        passed = apart = False
    return [f if isinstance(f, Raw) else f.whole() for f in found]


def _continues(before: _Paragraph, raw: Raw, width: int, indented: bool, passed: bool) -> bool:
    first, tail, text = before.first, before.tail, raw.text
    if raw.piece:
        return True
    if first.whole or raw.whole or first.centred != raw.centred:
        return False
    if label(text) and not (counting(tail, text) and not ends(tail)):
        return False
    if indented and raw.indent >= 2 and not hangs(tail):
        return False
    full = before.full if before.full is not None else width > 0 and before.edge >= width - 3
    if bracketed(tail, text) and tail[-1] not in "。!?":
        return True
    if ends(tail):
        # The end of a sentence at the very edge of a full line ends no paragraph.
        return full and indented
    if hangs(tail) or full:
        return True
    if passed and before.length >= _RUNNING and not _heading(before):
        return True
    if raw.after:
        return False
    running = before.length >= 40 or prose(tail)
    return running and (prose(text) or ends(text)) and not _heading(before)


def _heading(paragraph: _Paragraph) -> bool:
    """Whether the text so far is a heading: labelled, without the end of a sentence, as short as headings are."""
    text = paragraph.first.text
    if paragraph.length > 45 or not label(text) or any(mark in paragraph.tail for mark in "。;"):
        return False
    # A long duty under a number is a sentence that breaks off, not the name of what follows.
    return not (paragraph.length >= 25 and _LOW.match(text) and _DUTY.search(text))


def _latin(character: str) -> bool:
    return character.isascii() and character.isalpha()
