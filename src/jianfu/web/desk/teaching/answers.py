"""What the rules say of a class's day: how it stands now, and what a piece of homework would make of it.

All figures are the engine's; here they are only put into the words and bars that a teacher's page shows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from jianfu.engine.decide import Answer, Change, Decider, Judgement
from jianfu.engine.report import mark_facts, measured
from jianfu.norms.model import Catalogue
from jianfu.reports import wording as words
from jianfu.terms.labels import label
from jianfu.web.accounts.actor import Actor
from jianfu.web.accounts.models import Organisation
from jianfu.web.policies.standings.asking import decider
from jianfu.web.project.wording import lang, say
from jianfu.web.records.models import Row
from jianfu.web.records.rows import names_of

WRITTEN = "student/homework/written-minutes"
LOW_GRADES = "student/homework/no-written-low-grades"
ALLOTTED = "student/homework/allotment-total"
# In this order the line of a class's day is looked for: no written homework in the low grades, else the minutes.
_LINES = (LOW_GRADES, WRITTEN)
_OUTCOMES = {"over": "breached", "unknown": "not_evaluable", "none": "not_applicable"}


@dataclass(frozen=True)
class Piece:
    """A piece of homework as its teacher would register it."""

    grade: int
    number: int
    day: dt.date
    subject: str
    content: str
    minutes: int
    form: str = "written"

    @property
    def key(self) -> tuple[int, int]:
        """Grade and number of its class."""
        return self.grade, self.number

    def record(self, actor: Actor, school: Organisation, set_on: dt.date) -> dict[str, Any]:
        """Its values as the ledger of homework has them."""
        return {
            "organisation": school.code, "grade": self.grade, "class_no": self.number, "done_on": self.day,
            "set_on": set_on, "weekday": self.day.isoweekday(), "subject": self.subject,
            "content": self.content or None, "form": self.form, "minutes": self.minutes, "minutes_max": None,
            "place": "home", "required": "required", "teacher": actor.person.name if actor.person else None,
            "minutes_source": "estimate",
        }  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One figure under its line, ready for a page. ``planned`` comes on top of ``value``; None is nothing yet."""

    norm: str
    title: str
    value: float | None
    mark: float | None
    outcome: str
    figure: str
    rest: str
    name: str
    gap: str
    source: str
    cited: str
    restated: str
    unit: str
    planned: float = 0

    @property
    def look(self) -> str:
        """What colours the figure: over, near or nothing."""
        return {"breached": "over", "near": "near"}.get(self.outcome, "")


@dataclass(frozen=True)
class Option:
    """What is possible instead, with its result, and the piece it would be."""

    name: str
    result: str
    piece: Piece


@dataclass(frozen=True)
class Verdict:
    """What the engine says of a piece: the sum, the line it is held to, everything else that speaks against it."""

    says: str
    head: str
    sum: str
    line: Line | None
    others: Sequence[Line]
    options: Sequence[Option]
    norms: Sequence[str]

    @property
    def needs_reason(self) -> bool:
        """Whether it may be registered only with a reason."""
        return self.says in {"no", "reason"}


class Asked:
    """The rules of a school, asked of its classes and of pieces of homework."""

    def __init__(self, school: Organisation) -> None:
        self.school = school
        self.decider: Decider = decider(school)
        self.catalogue: Catalogue = self.decider.catalogue

    # -- how a day stands --------------------------------------------------------------------------

    def day(self, key: tuple[int, int], day: dt.date) -> Line | None:
        """How a class stands on a day; None where no rule sets a figure for it."""
        found = self._held(Piece(*key, day, "", "", 0), [])
        return self._line(found, before=True) if found is not None else None

    def weekday(self, key: tuple[int, int], weekday: int, term: str) -> Line | None:
        """What a class's allotment gives to one weekday; None where no rule sets a figure for it."""
        probe = {
            "organisation": self.school.code, "grade": key[0], "class_no": key[1], "weekday": weekday,
            "subject": "", "minutes": 0, "minutes_max": None, "term": term,
        }  # fmt: skip
        answer = self.decider.decide(Change("allotment", [probe]), alternatives=False)
        found = next((j for j in answer.judgements if j.norm.id == ALLOTTED and j.bound is not None), None)
        return self._line(found, before=True) if found is not None else None

    def _held(self, piece: Piece, removed: Sequence[Mapping[str, Any]]) -> Judgement | None:
        """The judgement whose line a class's day is drawn under."""
        return _main(self._answer(piece, removed, alternatives=False))

    def _answer(
        self, piece: Piece, removed: Sequence[Mapping[str, Any]] = (), *, alternatives: bool = True
    ) -> Answer:
        record = piece.record(Actor(), self.school, piece.day)
        return self.decider.decide(Change("homework", [record], removed), alternatives=alternatives)

    # -- what a piece would make of it -------------------------------------------------------------

    def verdict(self, piece: Piece, instead_of: Any | None = None) -> Verdict:
        """What the rules say of a piece, or of its taking the place of a row that stands."""
        removed = [{**_values(instead_of), "_id": str(instead_of.pk)}] if instead_of is not None else []
        answer = self._answer(piece, removed)
        deciding = list(answer.deciding)
        held = _main(answer)
        line = None
        if held is not None:
            start = self._held(replace(piece, minutes=0), removed) if removed else held
            line = self._planned(held, start or held, without=bool(removed))
        doubts = [j for j in answer.judgements if j.worse and j.norm.raises == "suspected"]
        others = [self._line(j) for j in (*deciding, *doubts) if j is not held and j.bound is not None]
        return Verdict(
            answer.says, self._head(answer, held), self._sum(line), line, others,
            self._options(piece, answer, held) if answer.says in {"no", "reason"} else (),
            [j.norm.id for j in deciding],
        )  # fmt: skip

    def _head(self, answer: Answer, held: Judgement | None) -> str:
        """The answer in a few words."""
        if held is not None and held in answer.deciding and held.after is not None and held.bound is not None:
            over = held.after[0] - held.bound.value
            if held.norm.id == WRITTEN and over > 0:
                return say("teaching.over", n=words.amount(over, held.norm.unit, lang()))
        return say(f"teaching.says.{answer.says}")

    def _sum(self, line: Line | None) -> str:
        """45 + 25 = 70 / 60, where all of it is known."""
        if line is None or line.value is None or not line.mark or line.norm != WRITTEN:
            return ""
        total = line.value + line.planned
        return f"{line.value:g} + {line.planned:g} = {total:g} / {line.mark:g}"

    def _options(self, piece: Piece, answer: Answer, held: Judgement | None) -> list[Option]:
        """Less of it, another day, or something not written: each was tried with the engine."""
        found = []
        for way in answer.alternatives:
            if way["kind"] == "reduce" and way["column"] == "minutes":
                smaller = replace(piece, minutes=way["to"])
                found.append(Option(say("teaching.reduce", n=way["to"]), self._comes_to(smaller), smaller))
            elif way["kind"] == "another_day":
                day = dt.date.fromisoformat(way["days"][0])
                name = say("teaching.move", day=words.day_text(day, lang()))
                if day == piece.day + dt.timedelta(days=1):
                    name = say("teaching.tomorrow")
                found.append(Option(name, self._already(piece, day), replace(piece, day=day)))
        for form in ("oral", "practice") if piece.form == "written" else ():
            other = replace(piece, form=form)
            if self._answer(other, alternatives=False).says in {"yes", "unknown"}:
                found.append(Option(say(f"teaching.as.{form}"), say("teaching.not-counted"), other))
        return found

    def _comes_to(self, piece: Piece) -> str:
        """The sum that a smaller piece would make."""
        held = self._held(piece, [])
        if held is None or held.after is None or held.bound is None:
            return ""
        key = "teaching.exactly" if held.after[0] == held.bound.value else "teaching.comes-to"
        return say(key, n=f"{held.after[0]:g}", most=f"{held.bound.value:g}")

    def _already(self, piece: Piece, day: dt.date) -> str:
        """What another day has already, and what it still takes."""
        held = self._held(replace(piece, day=day, minutes=0), [])
        if held is None or held.bound is None or held.norm.id != WRITTEN:
            return ""
        value = held.before[0] if held.before else 0
        return say("teaching.room", n=f"{value:g}", rest=f"{held.bound.value - value:g}")

    # -- a judgement as a line ---------------------------------------------------------------------

    def _planned(self, held: Judgement, start: Judgement, *, without: bool) -> Line:
        """The line of the day with the piece on top. ``start`` tells what is there, with ``without`` less a row."""
        line = self._line(held)
        span = start.after if without else start.before
        value = float(span[0]) if span is not None else 0.0
        after = float(held.after[0]) if held.after is not None else value
        return replace(line, value=value, planned=max(after - value, 0))

    def _line(self, judgement: Judgement, *, before: bool = False) -> Line:
        """What a judgement says, of the day as it is or as it would be."""
        span = judgement.before if before else judgement.after
        verdict = judgement.verdict_before if before else judgement.verdict
        facts = mark_facts(judgement.bound, judgement.norm, self.catalogue, lang())
        finding = {
            **facts, "measured": measured(span, judgement.norm.unit) if span else None,
            "outcome": verdict.outcome, "reason": verdict.reason,
        }  # fmt: skip
        state = words.state(finding)
        doubtful = judgement.norm.raises == "suspected" and state == "over"  # a lead, never a breach
        outcome = (
            "suspected" if doubtful or (judgement.worse and judgement.norm.raises == "suspected") else state
        )
        outcome = _OUTCOMES.get(outcome, outcome)
        _, figure, rest = words.value_parts(finding, lang())
        never = judgement.norm.form == "never"
        return Line(
            judgement.norm.id, judgement.norm.title.in_(lang()), float(span[0]) if span else None,
            float(judgement.bound.value) if judgement.bound else None, outcome, figure, "" if never else rest,
            words.line_text(finding, lang()), words.gap_text(finding, lang()),
            words.short_policy(facts, lang()), words.source_text(facts, lang()), facts.get("restated") or "",
            say("teaching.pieces") if never else label(f"unit.{facts['unit']}", lang()),
        )  # fmt: skip


def _main(answer: Answer) -> Judgement | None:
    found = {j.norm.id: j for j in answer.judgements if j.bound is not None}
    return next((found[norm] for norm in _LINES if norm in found), None)


def _values(row: Row) -> dict[str, Any]:
    """The values of a row that stands, as the engine takes them."""
    return {name: getattr(row, name) for name in names_of(type(row)) if name != "extra"}
