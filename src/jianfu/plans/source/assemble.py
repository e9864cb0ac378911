"""From the lines of any file to a source: cleaned, furniture set aside, sentences whole, plans apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from jianfu.plans.model import Aside, Part, Source
from jianfu.plans.source.bounds import label
from jianfu.plans.source.characters import indent, plain, spaced, visible
from jianfu.plans.source.chunks import unchunk
from jianfu.plans.source.frame import attachments, frame
from jianfu.plans.source.furniture import clear
from jianfu.plans.source.heads import headed
from jianfu.plans.source.joining import join
from jianfu.plans.source.parts import split
from jianfu.plans.source.raw import Raw
from jianfu.terms.errors import Message

_NAMED = 10
_DUTY = re.compile("不得|严禁|禁止|应当|必须|不超过|要求|确保|落实|减轻|规范|减负|负担")


def from_text(text: str, name: str) -> Source:
    """The plans of a text; ``name`` is what messages call it."""
    return assemble([Raw(line, n) for n, line in enumerate(text.splitlines(), 1)], name)


def assemble(raws: Sequence[Raw], name: str, notes: Sequence[Message] = ()) -> Source:
    """The plans of a file's lines, in the order of the file."""
    lines = attachments(join(frame(unchunk(clear(cleaned(raws))))))
    parts: list[Part] = []
    aside: list[Aside] = []
    for section in split(lines):
        section = headed(section, first=not parts)
        aside.extend(r.aside() for r in section.raws if r.why)
        kept = tuple(r.line() for r in section.raws if not r.why)
        if kept:
            parts.append(Part(section.title, kept))
    return Source(name, tuple(parts), tuple(aside), (*notes, *_notes(name, parts)))


def _notes(name: str, parts: Sequence[Part]) -> Iterator[Message]:
    """What the reader should know of how the file was taken."""
    if len(parts) > 1:
        titles = "；".join(p.title or "…" for p in parts[:_NAMED]) + ("…" if len(parts) > _NAMED else "")
        yield Message("plans.source.several", {"file": name, "count": len(parts), "titles": titles})
    texts = [line.text for part in parts for line in part.lines]
    if not any(label(t) for t in texts) and not any(_DUTY.search(t) for t in texts):
        yield Message("plans.source.no_plan", {"file": name})


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
