"""A plan that was read, statement by statement: draft marks, questions, and what is left over."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlglot import exp

from jianfu.norms.closures import compile_predicate
from jianfu.norms.model import Catalogue, Level, Norm, Strength, rank
from jianfu.plans.draft.asking import question
from jianfu.plans.draft.bans import Ban, restated
from jianfu.plans.draft.comparing import compared, higher
from jianfu.plans.draft.figures import Bounds, Unfit, bounds_of, figure_text
from jianfu.plans.draft.model import (
    Cited,
    Comparison,
    Coverage,
    Draft,
    DraftMark,
    Leftover,
    Listed,
    Near,
    Paper,
    Place,
    Question,
    Unmarked,
)
from jianfu.plans.draft.packs import as_mark, figure_of
from jianfu.plans.draft.papers import NOWHERE, SOMEWHERE, paper_of, place_of, stages_of
from jianfu.plans.draft.scopes import Narrowed, predicate, where_text
from jianfu.plans.draft.yardsticks import Fit, Yardstick, asked_of, grades_of, yardsticks
from jianfu.plans.model import Aside, Plan, Quantity, Statement
from jianfu.plans.quantities.scopes import mentions
from jianfu.terms.errors import Message
from jianfu.terms.grades import ALL_GRADES
from jianfu.terms.text import Text

_IN_PRINCIPLE = re.compile(r"原则上|一般(?:不|应|要|在|控制|为|安排)|尽量|尽可能|力争|力求|争取")
_RIGHT = re.compile(r"有权|权利")


def draft(
    plan: Plan,
    catalogue: Catalogue,
    level: Level | None,
    place: str | None,
    day: date,
    *,
    asides: Sequence[Aside] = (),
    above: Sequence[str] = (),
) -> Draft:
    """What ``plan`` becomes for ``place`` of ``level``, held against ``catalogue`` as it stands on ``day``.

    ``day`` also stands in for days that are not printed. ``asides`` may hold the number and day of issue; give
    them only where they are this plan's. ``above`` are codes of places that it stands under, whose marks in the
    catalogue are higher ones too.
    """
    whose = place_of(plan, level, place)
    paper, last = paper_of(plan, whose, day, asides)
    work = _Drafting(plan, catalogue, whose, paper, last, day, tuple(above), own=stages_of(plan, whose))
    for cited, statement in statements(plan):
        work.take(cited, statement)
    return work.done()


def statements(plan: Plan) -> Iterator[tuple[Cited, Statement]]:
    """Every statement of ``plan`` with where it stands."""
    number = 0
    for c, read in enumerate(plan.clauses):
        for s, statement in enumerate(read.statements):
            number += 1
            yield Cited(c, s, number, read.clause.cited, statement.quote), statement


@dataclass
class _Drafting:
    """A draft being made."""

    plan: Plan
    catalogue: Catalogue
    place: Place
    paper: Paper
    last: date | None
    day: date
    above: tuple[str, ...]
    marks: list[DraftMark] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    unmarked: list[Unmarked] = field(default_factory=list)
    near: list[Near] = field(default_factory=list)
    listed: dict[int, Listed] = field(default_factory=dict)
    own: frozenset[str] = frozenset()
    compared: dict[tuple[object, ...], tuple[Comparison, ...]] = field(default_factory=dict)
    executable: Counter[str] = field(default_factory=Counter)

    def take(self, cited: Cited, statement: Statement) -> None:
        """Puts one statement into exactly one of the three lists; its quantities are accounted for besides."""
        described = statement.described
        self.executable[described.executable] += 1
        before = len(self.marks)
        # A report tells what was done: its figures are claims, and bind nobody.
        if described.modality != "fact" and self.plan.about.kind != "report":
            for quantity in statement.quantities:
                self._measure(cited, statement, quantity)
            if described.executable != "no":
                self._restate(cited, statement, {m.norm for m in self.marks[before:]})
        if len(self.marks) > before:
            self.listed[cited.number] = "marked"
            return
        why = self._left(statement)
        if not why:
            asked = question(statement, len(self.questions) + 1, cited)
            if asked is not None:
                self.questions.append(asked)
                self.listed[cited.number] = "asked"
                return
            why = "unaskable"
        self.leftovers.append(Leftover(cited, why, described.executable))
        self.listed[cited.number] = "left"

    def _left(self, statement: Statement) -> str:
        """Why a statement is no question; "" where it is one."""
        described = statement.described
        if described.modality == "fact":
            return "fact"
        if described.executable == "no":
            return "exhortation"
        if described.modality == "permit" and not _RIGHT.search(statement.text):
            return "permit"
        if described.modality == "limit" and any(
            q.masked and q.unit not in {"date", "time"} for q in statement.quantities
        ):
            return "masked"
        return ""

    def _measure(self, cited: Cited, statement: Statement, quantity: Quantity) -> None:
        """A mark from ``quantity``, or the reason why there is none."""
        stick = yardsticks().get(quantity.metric)
        if stick is None:
            self.unmarked.append(Unmarked(cited, quantity, "date" if quantity.unit == "date" else "no_norm"))
            return
        clause = self.plan.clauses[cited.clause].clause
        asked = asked_of(statement, quantity, clause, self.plan.about.stage)
        seen = stick.seen(quantity)
        why, nearest = "", ""
        for fit, assumed in stick.fitting(seen, asked):
            norm = self.catalogue.norms.get(fit.norm)
            if norm is None:
                continue
            bounds = bounds_of(norm, fit, seen)
            if isinstance(bounds, Unfit):
                why, nearest = why or bounds.why, nearest or norm.id
                continue
            scope = predicate(norm, fit, seen, asked.stage)
            if isinstance(scope, Narrowed):
                why, nearest = why or "scope", nearest or norm.id
                continue
            self._mark(cited, statement, norm, bounds, scope, _where(seen, fit), quantity, assumed)
            for other in stick.near:
                if norm.id in other.beside and other.norm != norm.id:
                    self._near(cited, quantity, stick, other)
                    break
            return
        if quantity.masked or quantity.value is None:
            self.unmarked.append(Unmarked(cited, quantity, "masked" if quantity.masked else "vague", nearest))
            return
        other_fit = stick.nearest(seen, asked) if why in {"", "unit"} else None
        if other_fit is not None and other_fit.norm in self.catalogue.norms:
            self._near(cited, quantity, stick, other_fit)
            self.unmarked.append(Unmarked(cited, quantity, "near", other_fit.norm, self.near[-1].wording))
            return
        self.unmarked.append(Unmarked(cited, quantity, why or "no_norm", nearest))

    def _near(self, cited: Cited, quantity: Quantity, stick: Yardstick, fit: Fit) -> None:
        norm = self.catalogue.norms[fit.norm]
        ours = fit.ours or stick.object
        facts = {"ours": ours, "theirs": norm.title, "figure": quantity.text or str(quantity.value)}
        wording = Message("plans.near", facts)
        self.near.append(Near(cited, quantity, norm.id, ours, norm.title, wording, fit.part))

    def _restate(self, cited: Cited, statement: Statement, marked: set[str]) -> None:
        """Marks from the norms that the words of ``statement`` restate."""
        for ban in restated(statement):
            norm = self.catalogue.norms.get(ban.norm)
            if norm is None or norm.id in marked:
                continue
            scoped = _said_scope(statement, self.plan.about.stage)
            told = predicate(norm, Fit(norm.id, only=ban.only), scoped, self.plan.about.stage)
            if isinstance(told, Narrowed):
                continue
            where = where_text(scoped.scope)
            if not told:
                told, where = self._as_above(norm) or (told, where)
            self._mark(cited, statement, norm, _banned(norm, ban), told, where, None, ())

    def _as_above(self, norm: Norm) -> tuple[str, Text] | None:
        """The grades of the higher marks, for a ban that repeats them without saying for whom: one on exams of
        compulsory education does not reach senior grades. None where they are not told by grade alone."""
        on = max(self.paper.first, self.day)
        above = [m for m in higher(norm, rank(self.place.level), self.above, on).marks if not m.delegated]
        scopes = [m.scope for m in above if m.scope is not None]
        columns = {c.name for s in scopes for c in s.find_all(exp.Column)}
        if columns != {"grade"} or len(scopes) < len(above):
            return None
        covers = [compile_predicate(s) for s in scopes]
        grades = [g for g in ALL_GRADES if any(c({"grade": g}) is True for c in covers)]
        scope = {"grades": grades}
        told = predicate(norm, Fit(norm.id), Quantity("", "==", 0, "count", scope), None)
        return None if isinstance(told, Narrowed) else (told, where_text(scope))

    def _mark(
        self,
        cited: Cited,
        statement: Statement,
        norm: Norm,
        bounds: Bounds,
        scope: str,
        where: Text,
        quantity: Quantity | None,
        assumed: tuple[str, ...],
    ) -> None:
        strength, vague = _strength(statement, quantity)
        made = DraftMark(
            f"{self.paper.id}#{len(self.marks) + 1}", cited, norm.id, norm.title, quantity, bounds.lo, bounds.hi,
            norm.unit, bounds.written, scope, where, strength, self.place.level, self.paper.first, self.last,
            vague, assumed, shown=_shown(norm, bounds, where),
        )  # fmt: skip
        mark = as_mark(made, self.paper, self.place, norm)
        on = max(self.paper.first, self.day)
        above = higher(norm, rank(self.place.level), self.above, on)
        same = (norm.id, made.lo, made.hi, made.scope)
        if same not in self.compared:
            self.compared[same] = compared(mark, above, self.catalogue, self.own)
        comparisons = self.compared[same]
        verdict = comparisons[0].verdict if comparisons else "only"
        self.marks.append(replace(made, verdict=verdict, comparisons=comparisons))

    def done(self) -> Draft:
        """The draft."""
        norms: dict[int, str] = {}
        for mark in self.marks:
            norms.setdefault(mark.cited.number, mark.norm)
        gone = Counter(self.listed.values())
        coverage = Coverage(
            len(self.listed), self.executable["data"], self.executable["workflow"], self.executable["checklist"],
            self.executable["no"], gone["marked"], gone["asked"], gone["left"], len(self.marks), len(self.near),
            dict(sorted(Counter(left.why for left in self.leftovers).items())),
        )  # fmt: skip
        return Draft(
            self.place, self.paper, tuple(self.marks), tuple(self.questions), tuple(self.leftovers),
            tuple(self.unmarked), tuple(self.near), coverage, self.listed, norms, self._notes(), self.day, self.above,
        )  # fmt: skip

    def _notes(self) -> tuple[Message, ...]:
        notes = []
        if self.marks and "code" in self.place.assumed:
            known = self.place.name not in {NOWHERE, SOMEWHERE}
            notes.append(Message("plans.no-code" if known else "plans.no-place", {"code": self.place.code}))
        if self.marks and {"issued", "first"} <= set(self.paper.assumed):
            notes.append(Message("plans.no-day", {"day": self.paper.first}))
        return tuple(notes)


def _where(quantity: Quantity, fit: Fit) -> Text:
    """For whom the mark is, in words: what chose the norm is said by its title already."""
    return where_text({k: v for k, v in quantity.scope.items() if k not in fit.when or k in fit.tell})


def _strength(statement: Statement, quantity: Quantity | None) -> tuple[Strength, str | None]:
    """How strongly a statement binds, and the word that weakens it."""
    if statement.described.modality in {"encourage", "goal"}:
        return "advisory", None
    vague = (quantity.vague if quantity else None) or ""
    printed = vague or (m[0] if (m := _IN_PRINCIPLE.search(statement.text)) else "")
    return ("in_principle", printed) if printed else ("mandatory", None)


def _said_scope(statement: Statement, stage: str | None) -> Quantity:
    """The grades and stages that the words of a rule without figure name, as a quantity's scope."""
    scope: dict[str, object] = {}
    grades: set[int] = set()
    stages: list[str] = []
    for mention in mentions(statement.text, stage):
        grades |= set(mention.grades)
        if mention.stage and mention.stage not in stages:
            stages.append(mention.stage)
    if grades:
        scope["grades"] = sorted(grades | set(grades_of({"stage": stages}, None) if stages else ()))
    elif stages:
        scope["stage"] = stages
    return Quantity("", "==", 0, "count", scope)


def _banned(norm: Norm, ban: Ban) -> Bounds:
    """The mark of a rule without figure: none at all, where the norm takes a figure and no other is named."""
    if norm.form != "measure":
        return Bounds(None, 0, {})
    return figure_of(norm, ban.figure or {"at_most": 0})


def _shown(norm: Norm, bounds: Bounds, where: Text) -> Text:
    """The mark in short."""
    return Text(_short(norm, bounds, where, "zh"), _short(norm, bounds, where, "en"))


def _short(norm: Norm, bounds: Bounds, where: Text, lang: str) -> str:
    text = norm.title.in_(lang)
    if norm.form == "measure":
        text = f"{text} {figure_text(bounds.lo, bounds.hi, norm.unit, lang)}"
    told = where.in_(lang)
    return f"{text}{'，' if lang == 'zh' else ', '}{told}" if told else text
