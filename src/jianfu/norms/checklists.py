"""Checklists: what no ledger shows and a person answers. Data in ``catalog/checklists/*.yaml``, read here.

A question is worded so that *yes* is the good answer. One marked ``advice`` is printed and never asked back.
"""

from __future__ import annotations

import difflib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from jianfu.ledgers.registry import ledgers
from jianfu.norms.faults import Fault, InvalidNorms
from jianfu.norms.load import packaged
from jianfu.norms.mapping import MappingReader
from jianfu.norms.model import FIELDS, Source
from jianfu.norms.source import Located, Unreadable, read_yaml
from jianfu.terms.errors import JianfuError, Message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jianfu.terms.text import Text

FOLDER = "checklists"
FAMILY = "family"
"""Whom advice may address; no organisation, so nothing is collected from them."""

_KEYS = ("title", "source", "note", "aspects", "questions")
_QUESTION_KEYS = (
    "number", "aspect", "field", "for", "ask", "evidence", "mechanisms", "source", "without_source", "advice",
)  # fmt: skip


@dataclass(frozen=True)
class Question:
    """One numbered question: what it is about, whom it asks, what would show a *yes*, and where it comes from.

    ``source`` is None where no policy could be cited; ``unsourced`` then says why.
    """

    number: int
    aspect: str
    field: str
    addressees: tuple[str, ...]
    ask: Text
    evidence: Text | None
    mechanisms: tuple[str, ...]
    source: Source | None
    unsourced: Text | None = None
    advice: bool = False


@dataclass(frozen=True)
class Checklist:
    """A list of questions; its title in Chinese is what answers are filed under."""

    name: str
    title: Text
    source: Source
    note: Text | None
    aspects: Mapping[str, Text]
    questions: tuple[Question, ...]
    file: str = ""

    @property
    def asked(self) -> tuple[Question, ...]:
        """The questions that are to be answered: all but the advice."""
        return tuple(q for q in self.questions if not q.advice)

    def for_kind(self, kind: str | None) -> tuple[Question, ...]:
        """The questions put to organisations of ``kind``; all that are asked when it is None."""
        return tuple(q for q in self.asked if kind is None or kind in q.addressees)


def load_checklists(root: Path | None = None) -> Mapping[str, Checklist]:
    """Every checklist of the catalogue in ``root`` by name. InvalidNorms with every fault when anything is wrong."""
    found, faults = read_checklists(root or packaged())
    if faults:
        raise InvalidNorms(faults)
    return found


def checklist(name: str, root: Path | None = None) -> Checklist:
    """The checklist called ``name`` (name or title in either language); JianfuError with near names otherwise."""
    known = load_checklists(root)
    for entry in known.values():
        if name in (entry.name, entry.title.zh, entry.title.en):
            return entry
    near = difflib.get_close_matches(name, [*known, *(c.title.zh for c in known.values())], n=3, cutoff=0.3)
    raise JianfuError("checklist.unknown", value=name, near="、".join(near or known))


def read_checklists(root: Path) -> tuple[dict[str, Checklist], list[Fault]]:
    """What could be read of ``root``'s checklists, and every fault found."""
    faults: list[Fault] = []
    policies = _policies(root)
    found: dict[str, Checklist] = {}
    titles: dict[str, str] = {}
    for path in sorted((root / FOLDER).glob("*.yaml")):
        try:
            content = read_yaml(path)
        except Unreadable as error:
            faults.append(error.fault)
            continue
        if not isinstance(content, Located):
            facts = {"value": path.name, "accepted": "title: …"}
            faults.append(Fault("shape", str(path), 1, Message("norms.shape", facts)))
            continue
        reader = _Reader(content, str(path), faults, policies)
        read = reader.checklist(path.stem)
        if read is None:
            continue
        if read.title.zh in titles:
            reader.fault("checklist-twice", "title", value=read.title.zh)
        titles[read.title.zh] = read.name
        found[read.name] = read
    faults.sort(key=lambda f: (f.file, f.line, f.rule))
    return found, faults


class _Reader(MappingReader):
    """Reads one file; knows the policies that a question may cite."""

    def __init__(self, content: Located, file: str, faults: list[Fault], policies: frozenset[str]) -> None:
        super().__init__(content, file, faults)
        self.policies = policies

    def checklist(self, name: str) -> Checklist | None:
        """The checklist in this file; None when a fault keeps it from being one."""
        self.only(*_KEYS)
        title, source = self.wording("title"), self._source(self)
        note = self.wording("note", required=False)
        listed = self.mapping("aspects")
        aspects = {key: text for key in listed.content if (text := listed.wording(key))} if listed else {}
        questions = [
            self._question(reader, number, aspects, source)
            for number, reader in enumerate(self.mappings("questions"), 1)
        ]
        for unused in sorted(set(aspects) - {q.aspect for q in questions if q is not None}):
            self.fault("checklist-aspect-empty", "aspects", value=unused)
        if title is None or source is None or not questions or None in questions:
            return None
        return Checklist(
            name, title, source, note, aspects, cast("tuple[Question, ...]", tuple(questions)), self.file
        )

    def _question(
        self, reader: MappingReader, number: int, aspects: Mapping[str, Text], source: Source | None
    ) -> Question | None:
        reader.only(*_QUESTION_KEYS)
        if reader.content.get("number") != number:
            reader.fault(
                "checklist-number", "number", value=reader.content.get("number", ""), accepted=number
            )
        aspect = reader.one_of("aspect", tuple(aspects))
        field = reader.one_of("field", FIELDS)
        advice = reader.content.get("advice") is True
        if "advice" in reader.content and not advice:
            reader.fault("unknown-word", "advice", value=reader.content["advice"], accepted="true")
        addressees = _words(reader, "for", _addressees(advice))
        mechanisms = _words(reader, "mechanisms", None)
        ask = reader.wording("ask")
        evidence = reader.wording("evidence", required=not advice)
        unsourced = reader.wording("without_source", required=False)
        if unsourced is not None and "source" in reader.content:
            reader.fault("checklist-two-sources", "without_source")
        own = self._source(reader) if "source" in reader.content else source
        if unsourced is not None:
            own = None
        if not (aspect and field and addressees and mechanisms and ask):
            return None
        return Question(
            number, aspect, field, addressees, ask, evidence, mechanisms, own, unsourced, advice
        )  # fmt: skip

    def _source(self, reader: MappingReader) -> Source | None:
        given = reader.mapping("source")
        if given is None:
            return None
        given.only("policy", "clause")
        policy, clause = given.text("policy"), given.text("clause", required=False)
        if policy is None:
            return None
        if policy not in self.policies:
            given.fault("unknown-policy", "policy", value=policy)
            return None
        return Source(policy, None if clause in {None, "unknown"} else clause)


def _policies(root: Path) -> frozenset[str]:
    """Ids of the policies in ``root``; whether they are in order is said when the catalogue is loaded."""
    found: set[str] = set()
    for path in sorted((root / "policies").glob("*.yaml")):
        with suppress(Unreadable):
            content = read_yaml(path)
            found |= (
                {str(e.get("id")) for e in content if isinstance(e, Located)}
                if isinstance(content, list)
                else set()
            )
    return frozenset(found)


def _addressees(advice: bool) -> tuple[str, ...]:
    kinds = tuple(ledgers()["organisations"].column("kind").choices)
    return (*kinds, FAMILY) if advice else kinds


def _words(reader: MappingReader, key: str, accepted: tuple[str, ...] | None) -> tuple[str, ...]:
    """A list of words, of a closed list when one is given; faults leave it empty."""
    value = reader.content.get(key)
    if not isinstance(value, list) or not value:
        reader.fault("missing-key", key)
        return ()
    unknown = [str(v) for v in value if accepted is not None and v not in accepted]
    if unknown:
        reader.fault("unknown-word", key, value="、".join(unknown), accepted="、".join(accepted or ()))
        return ()
    return tuple(str(v) for v in value)
