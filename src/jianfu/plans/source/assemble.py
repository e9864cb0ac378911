"""From the lines of any file to a source: cleaned, furniture set aside, sentences whole, plans apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from jianfu.plans.model import Aside, Part, Source
from jianfu.plans.source.characters import indent, plain, spaced, visible
from jianfu.plans.source.chunks import unchunk
from jianfu.plans.source.frame import attachments, frame
from jianfu.plans.source.furniture import clear
from jianfu.plans.source.heads import headed
from jianfu.plans.source.joining import join
from jianfu.plans.source.parts import split
from jianfu.plans.source.raw import Raw
from jianfu.terms.errors import Message


def from_text(text: str, name: str) -> Source:
    """The plans of a text; ``name`` is what messages call it."""
    return assemble([Raw(line, n) for n, line in enumerate(text.splitlines(), 1)], name)


def assemble(raws: Sequence[Raw], name: str, notes: Sequence[Message] = ()) -> Source:
    """The plans of a file's lines, in the order of the file."""
    lines = attachments(frame(join(unchunk(clear(cleaned(raws))))))
    parts: list[Part] = []
    aside: list[Aside] = []
    for section in split(lines):
        section = headed(section, first=not parts)
        aside.extend(r.aside() for r in section.raws if r.why)
        kept = tuple(r.line() for r in section.raws if not r.why)
        if kept:
            parts.append(Part(section.title, kept))
    return Source(name, tuple(parts), tuple(aside), tuple(notes))


def cleaned(raws: Iterable[Raw]) -> list[Raw]:
    """The lines in comparable characters, without empty ones."""
    found: list[Raw] = []
    blank = False
    for raw in raws:
        text, unseen = visible(plain(raw.text))
        text = spaced(text)
        if unseen:
            found.append(replace(raw, text=unseen, why="invisible"))
        if text:
            found.append(
                replace(raw, text=text, indent=raw.indent or indent(raw.text), after=raw.after or blank)
            )
        blank = not text
    return found
