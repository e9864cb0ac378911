"""Plans read, as one self-contained HTML page: the text with its statements marked, the drafts beside it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from jianfu.plans.draft.model import Cited, Conflict, DraftMark, Question, Side
from jianfu.plans.model import MODALITIES, Clause, Read
from jianfu.reports.html import GENERATOR, environment, styles
from jianfu.reports.plan_reading import (
    Numbered,
    PlanReading,
    Reading,
    aside_text,
    assumed_text,
    heading,
    lead,
    level_of,
    place_text,
    reasons_of,
    scope_text,
    topic_text,
    typeset,
    why_text,
)
from jianfu.reports.waterline import DEFINITIONS, compared
from jianfu.reports.wording import say

View = dict[str, Any]
_CLOCK = re.compile(r"\d{1,2}:\d\d")
_STOPS = "。：；！？"
_SIGNS = re.compile(r"[\s、.．:：,，()（）]")


def plan_views(reading: Reading, lang: str = "zh") -> list[View]:
    """What a page shows of each plan of ``reading``: paragraphs with marked runs, drafts, contradictions."""
    titles = reading.titles(lang)
    return [_Page(each, f"p{n}", titles[n - 1], lang).view() for n, each in enumerate(reading.plans, 1)]


def asides_told(reading: Reading, lang: str) -> list[View]:
    """What is no text of a plan, each with the reason and the line it stands on."""
    return [
        {"text": a.text, "why": aside_text(a.why, lang), "line": say("report.plan.line", lang, n=a.number)}
        for a in reading.source.aside
    ]


def render_plans(reading: Reading, lang: str = "zh") -> str:
    """The page of ``reading`` in ``lang``; nothing in it is fetched from anywhere or runs."""
    titles = reading.titles(lang)
    return (
        environment(lang)
        .get_template("plan.html.j2")
        .render(
            html_lang="en" if lang == "en" else "zh-CN",
            generator=Markup(GENERATOR),
            css=styles("plan"),
            definitions=DEFINITIONS,
            title=titles[0] if len(titles) == 1 else reading.source.name,
            as_of=reading.as_of.isoformat(),
            crumb=say("report.plan.sub", lang, file=reading.source.name, as_of=reading.as_of.isoformat()),
            lead=re.split(r"(?<=[，：。])|(?<=[,:.] )", lead(reading.plans, lang)),
            plans=plan_views(reading, lang),
            notes=[note.text(lang) for note in reading.notes],
            asides=asides_told(reading, lang),
        )
    )


class _Page:
    """One plan on its way into the template; ``key`` keeps the anchors of several plans apart."""

    def __init__(self, reading: PlanReading, key: str, title: str, lang: str) -> None:
        self.reading, self.key, self.title, self.lang = reading, key, title, lang
        self.by_number = {each.number: each for each in reading.statements}
        self.bad = {side.statement for c in reading.grave for side in (c.a, c.b) if side.statement}
        self.anchored: set[int] = set()

    def view(self) -> View:
        """Everything that the template shows of this plan."""
        draft, lang = self.reading.draft, self.lang
        marks = [
            {
                **self._row(m.cited, m.shown.in_(lang), self._mark_lines(m), anchor=True),
                "bad": m.verdict in ("looser", "contrary"),
            }
            for m in draft.marks
        ]
        questions = [self._row(q.cited, q.ask, self._question_lines(q), anchor=True) for q in draft.questions]
        near = [
            self._row(n.cited, "", [
                (f"{n.ours.in_(lang)} ≠ {n.theirs.in_(lang)}", ""), (n.wording.text(lang), ""),
            ])
            for n in draft.near
        ]  # fmt: skip
        unmarked = [
            self._row(
                u.cited,
                u.quantity.text or u.cited.quote,
                [(u.wording.text(lang) if u.wording else why_text("unmarked", u.why, lang), "")],
            )
            for u in draft.unmarked
            if u.why != "near"  # told among those of another measure
        ]
        left = [
            self._row(each.cited, "", [(why_text("left", each.why, lang), "")], anchor=True)
            for each in draft.leftovers
        ]
        counts = Counter(each.statement.described.modality for each in self.reading.statements)
        return {
            "id": self.key, "title": typeset(self.title), "lead": lead([self.reading], lang),
            "legend": [{"modality": m, "n": counts[m]} for m in MODALITIES if counts[m]],
            "coverage": draft.coverage.wording.text(lang),
            "place": " ".join(t for t in (place_text(draft, lang), assumed_text(draft, lang)) if t),
            "conflicts": [self._conflict(c) for c in sorted(self.reading.conflicts, key=lambda c: not c.grave)],
            "marks": marks, "questions": questions, "near": near, "unmarked": unmarked, "left": left,
            "paragraphs": [par for read in self._numbered() for par in self._paragraphs(*read)],
        }  # fmt: skip

    def _numbered(self) -> Iterator[tuple[Read, list[Numbered]]]:
        """Each clause with its statements under their numbers."""
        rest = iter(self.reading.statements)
        for read in self.reading.plan.clauses:
            yield read, [next(rest) for _ in read.statements]

    def _paragraphs(self, read: Read, statements: list[Numbered]) -> Iterator[View]:
        """A clause as paragraphs of runs; each line of it is one, a statement is never parted."""
        clause, text = read.clause, typeset(read.clause.text)
        runs: list[View] = []
        at = (
            clause.body
            if _headed(clause) and all(s.statement.start >= clause.body for s in statements)
            else 0
        )
        if at and (at == len(text) or text[at - 1] not in _STOPS):
            yield {"cls": f"h{min(len(clause.path), 3)}", "runs": [_run(text[:at].rstrip("\n"))]}
        elif at:
            runs.append(_run(text[:at], bold=True))
        for each in statements:
            start, end = max(each.statement.start, at), max(each.statement.end, at)
            *whole, last = text[at:start].split("\n")
            for line in whole:
                yield from _paragraph([*runs, _run(line)])
                runs = []
            runs += [_run(last), self._marked(each, text[start:end])]
            at = end
        for line in text[at:].split("\n"):
            yield from _paragraph([*runs, _run(line)])
            runs = []

    def _marked(self, each: Numbered, text: str) -> View:
        said = each.statement.described
        names = ["m-" + said.modality]
        if each.number in self.bad:
            names.append("bad")
        if said.executable == "no" and said.modality not in ("encourage", "permit"):
            names.append("free")
        colon = say("report.plan.colon", self.lang)
        return _run(text) | {
            "number": each.number, "cls": " ".join(names), "id": f"{self.key}-s{each.number}",
            "href": f"{self.key}-d{each.number}" if each.number in self.anchored else "",
            "title": "\n".join(f"{name}{colon}{value}" for name, value in reasons_of(each.statement, self.lang)),
        }  # fmt: skip

    def _row(self, cited: Cited, head: str, lines: list[tuple[str, str]], *, anchor: bool = False) -> View:
        """A line beside the text; without ``head`` it is the statement itself that is shown."""
        statement = self.by_number[cited.number].statement
        first = anchor and cited.number not in self.anchored
        if first:
            self.anchored.add(cited.number)
        return {
            "id": f"{self.key}-d{cited.number}" if first else "", "href": f"{self.key}-s{cited.number}",
            "number": cited.number, "modality": statement.described.modality, "bad": cited.number in self.bad,
            "head": typeset(head), "quote": "" if head else typeset(cited.quote),
            "lines": [{"text": text, "cls": cls} for text, cls in lines if text],
            "cite": cited.path, "reasons": list(reasons_of(statement, self.lang)),
        }  # fmt: skip

    def _mark_lines(self, mark: DraftMark) -> list[tuple[str, str]]:
        """How a draft mark stands to higher ones, and what was added to the text."""
        lines: list[tuple[str, str]] = [(mark.wording.text(self.lang), mark.verdict)]
        if mark.vague:
            lines.append((say("report.plan.vague", self.lang, word=mark.vague), ""))
        if mark.assumed:
            what = "、".join(scope_text(name, self.lang) for name in mark.assumed)
            lines.append((say("report.plan.mark_assumed", self.lang, what=what), ""))
        return lines

    def _question_lines(self, question: Question) -> list[tuple[str, str]]:
        """What it is about, whose duty it is, by when, what would show a yes."""
        parts = [topic_text(question.topic, self.lang)]
        if question.responsible:
            parts.append(say("report.plan.for", self.lang, who=question.responsible))
        if question.deadline:
            parts.append(say("report.plan.due", self.lang, when=question.deadline))
        if question.evidence:
            parts.append(question.evidence)
        return [(say("report.plan.dot", self.lang).join(parts), "")]

    def _conflict(self, conflict: Conflict) -> View:
        """Both sides of a contradiction, on the scale that the binding one draws."""
        binding = {"a": conflict.a, "b": conflict.b}.get(conflict.binds, conflict.b)
        return {
            "grave": conflict.grave, "head": heading(conflict, self.lang),
            "wording": conflict.wording.text(self.lang),
            "sides": [self._side(side, binding, conflict) for side in (conflict.a, conflict.b)],
        }  # fmt: skip

    def _side(self, side: Side, binding: Side, conflict: Conflict) -> View:
        shown = side.shown.lstrip("≤≥<>=≈ ")
        figure, _, unit = shown.partition(" ")
        binds = bool(conflict.binds) and side is binding
        where = conflict.where.in_(self.lang)
        who = level_of([side], self.lang)
        if side.statement:
            who = say("report.plan.cf.ours", self.lang, n=side.statement)
        cite = " ".join(part for part in (side.source, side.path) if part)
        return {
            "who": say("report.join", self.lang).join(part for part in (who, where) if part),
            "binds": binds, "bad": bool(conflict.binds) and not binds and conflict.grave, "figure": figure,
            "unit": unit, "bar": _bar(side, binding), "scale": _scale(side, binding), "verbatim": side.verbatim, "text": typeset(side.text),
            "cite": cite, "href": f"{self.key}-s{side.statement}" if side.statement else "",
        }  # fmt: skip


def _run(text: str, *, bold: bool = False) -> View:
    """A piece of a paragraph."""
    return {"text": text, "bold": bold, "number": 0}


def _paragraph(runs: list[View]) -> Iterator[View]:
    """One paragraph; grey where nothing in it binds anybody."""
    marked = any(run["number"] for run in runs)
    if marked or any(run["text"].strip() for run in runs):
        yield {"cls": "" if marked else "skip", "runs": runs}


def _headed(clause: Clause) -> bool:
    """Whether anything but the label stands before the body of a clause."""
    label = _SIGNS.sub("", clause.path[-1]) if clause.path else ""
    return _SIGNS.sub("", clause.text[: clause.body]) not in ("", label)


def _scale(side: Side, binding: Side) -> View | None:
    """The figure of ``side`` and the line of ``binding`` on one scale; None where either has none that a scale holds."""
    value, line = _amount(side.value), _amount(binding.value)
    if value is None or line is None:
        return None
    floor, clock = binding.shown.startswith(("≥", ">")), bool(_CLOCK.search(binding.shown))
    return {"value": value, "mark": line, "floor": floor, "clock": clock}


def _bar(side: Side, binding: Side) -> Markup:
    """The figure of ``side`` under the line of ``binding``."""
    scale = _scale(side, binding)
    return compared(**scale) if scale else Markup("")


def _amount(value: object) -> float | None:
    """A figure to draw: a clock time counts minutes."""
    if isinstance(value, str) and _CLOCK.fullmatch(value):
        hour, minute = value.split(":")
        return int(hour) * 60 + int(minute)
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        return None
    return value
