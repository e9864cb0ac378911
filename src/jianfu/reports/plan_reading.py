"""A file of plans read and drafted, as all its outputs take it, and the sentences that they share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from jianfu.plans.draft.model import Conflict, Draft, Side
from jianfu.plans.model import Clause, Plan, Source, Statement
from jianfu.reports.wording import known, say
from jianfu.terms.errors import Message

_FULL = dict(zip(",;:?!()", "，；：？！（）", strict=True))
_HAN = r"[㐀-鿿“”‘’《》、。]"
_HALF = re.compile(rf"(?<={_HAN})[,;:?!()]|[,;:?!()](?={_HAN})")


@dataclass(frozen=True)
class Numbered:
    """A statement with the number it is known by, which counts the statements of the plan through, from 1."""

    number: int
    clause: Clause
    statement: Statement


@dataclass(frozen=True)
class PlanReading:
    """One plan: its text, what it becomes, and what does not go together."""

    plan: Plan
    draft: Draft
    conflicts: tuple[Conflict, ...] = ()

    @cached_property
    def statements(self) -> tuple[Numbered, ...]:
        """All statements in the order of the text."""
        found = [(read.clause, s) for read in self.plan.clauses for s in read.statements]
        return tuple(Numbered(n, clause, s) for n, (clause, s) in enumerate(found, 1))

    @property
    def grave(self) -> tuple[Conflict, ...]:
        """The contradictions that somebody has to mend."""
        return tuple(c for c in self.conflicts if c.grave)


@dataclass(frozen=True)
class Reading:
    """A file: where its text comes from, its plans, and the day whose rules they were held to."""

    source: Source
    plans: tuple[PlanReading, ...]
    as_of: date

    def titles(self, lang: str) -> list[str]:
        """A title for each plan, each once: what answers to its questions are filed under."""
        found: list[str] = []
        for n, reading in enumerate(self.plans, 1):
            title = reading.plan.about.title or say("report.plan.untitled", lang, n=n)
            found.append(title if title not in found else f"{title}（{n}）")
        return found

    @property
    def notes(self) -> tuple[Message, ...]:
        """What is odd about the file and its plans, each remark once."""
        found = [
            *self.source.notes,
            *(note for p in self.plans for note in (*p.plan.notes, *p.draft.notes)),
        ]
        once: list[Message] = []
        for note in found:
            if note not in once:
                once.append(note)
        return tuple(once)


def typeset(text: str) -> str:
    """Chinese text with the punctuation of Chinese print, character for character: what is read is in half width."""
    return _HALF.sub(lambda sign: _FULL[sign[0]], text)


def titled(title: str, lang: str) -> str:
    """A title as a text cites it: titles within it in single angle brackets."""
    inner = typeset(title).replace("《", "〈").replace("》", "〉")
    return say("report.plan.titled", lang, title=inner if lang == "zh" else typeset(title))


def lead(plans: Sequence[PlanReading], lang: str) -> str:
    """How it stands, in one sentence: how many statements, what is looser than a higher rule or contradicts itself."""
    statements = sum(len(p.statements) for p in plans)
    grave = [c for p in plans for c in p.grave]
    above = [c for c in grave if c.kind == "above"]
    inside = len(grave) - len(above)
    parts = [say("report.plan.lead.read", lang, n=f"{statements:,}")]
    if len(plans) > 1:
        parts.insert(0, say("report.plan.lead.files", lang, plans=len(plans)))
    for why in ("looser", "contrary"):
        sides = [higher(c) for c in above if (c.why == "contrary") == (why == "contrary")]
        if sides:
            parts.append(say(f"report.plan.lead.{why}", lang, n=len(sides), level=level_of(sides, lang)))
    if inside:
        parts.append(say("report.plan.lead.inside", lang, n=inside))
    if not statements:
        parts[-1] = say("report.plan.lead.nothing", lang)
    elif not grave:
        marked = any(p.draft.marks for p in plans)
        parts.append(say("report.plan.lead.kept" if marked else "report.plan.lead.unmarked", lang))
    return say("report.join", lang).join(parts)


def ours(conflict: Conflict) -> Side:
    """The plan's side; of two sides of the plan the first."""
    return conflict.a if conflict.a.statement else conflict.b


def higher(conflict: Conflict) -> Side:
    """The other side: the higher rule, or the plan's second clause."""
    return conflict.b if ours(conflict) is conflict.a else conflict.a


def level_of(sides: Sequence[Side], lang: str) -> str:
    """The level that all ``sides`` are of; "higher" where they differ."""
    levels = {side.level for side in sides}
    if len(levels) > 1:
        return say("report.plan.higher", lang)
    return known(f"level.{levels.pop()}", lang, say("report.plan.higher", lang))


def heading(conflict: Conflict, lang: str) -> str:
    """What does not go together: 第 3 句比国家规定宽."""
    if conflict.kind == "inside":
        return say("report.plan.cf.inside", lang, a=conflict.a.statement, b=conflict.b.statement)
    key = "contrary" if conflict.why == "contrary" else "looser" if conflict.grave else "advice"
    level = level_of([higher(conflict)], lang)
    return say(f"report.plan.cf.{key}", lang, n=ours(conflict).statement, level=level)


def place_text(draft: Draft, lang: str) -> str:
    """Whose plan it is: 柳溪镇中心小学（本单位）."""
    level = say(f"level.{draft.place.level}", lang)
    if draft.place.name in ("", say(f"level.{draft.place.level}", "zh")):
        return level
    return say("report.plan.place", lang, name=draft.place.name, level=level)


def assumed_text(draft: Draft, lang: str) -> str:
    """What nobody said and was inferred; "" when nothing was. A code is never inferred: a note tells where it goes."""
    named = [name for name in draft.place.assumed if name != "code"]
    names = [known(f"report.plan.assumed.{name}", lang, name) for name in named]
    return (
        say("report.plan.assumed", lang, what=", ".join(names) if lang == "en" else "、".join(names))
        if names
        else ""
    )


def topic_text(topic: str, lang: str) -> str:
    """A topic in words."""
    return known(f"report.plan.topic.{topic}", lang, topic)


def scope_text(name: str, lang: str) -> str:
    """A key of a scope in words."""
    return known(f"report.plan.scope.{name}", lang, name)


def why_text(kind: str, why: str, lang: str) -> str:
    """Why a statement (``left``) or a figure (``unmarked``) became no mark, or clauses do not go together."""
    return known(f"plans.{kind}.{why}", lang, why)


def aside_text(why: str, lang: str) -> str:
    """Why a piece of text was set aside, in words."""
    return known(f"plans.aside.{why}", lang, known(f"plans.why.{why}", lang, why))


def reasons_of(statement: Statement, lang: str) -> Iterator[tuple[str, str]]:
    """What was read of a statement and the words that it rests on: ("语气", "严禁（严禁）")."""
    said = statement.described
    readings = {
        "modality": say(f"report.plan.modality.{said.modality}", lang),
        "addressee": said.addressee,
        "domain": say(f"field.{said.domain}", lang),
        "topic": topic_text(said.topic, lang),
        "executable": say(f"report.plan.executable.{said.executable}", lang),
        "body": said.body,
        "deadline": said.deadline,
    }
    for name, reading in readings.items():
        words = said.reasons.get(name, "")
        if reading:
            text = say("report.plan.because", lang, reading=reading, words=words) if words else reading
            yield say(f"report.plan.reason.{name}", lang), text
