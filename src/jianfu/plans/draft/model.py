"""What drafting hands on to commands, documents and pages.

``draft(plan, catalogue, level, place, day) -> Draft`` (``plans.draft.drafting``), ``pack(drafts) -> dict`` ready
for YAML (``plans.draft.packs``), ``conflicts(plan, draft, catalogue) -> tuple[Conflict, ...]`` (``plans.conflicts``).
Whatever is meant for the eye is a Message or a Text: call ``text(lang)`` or ``in_(lang)``. Figures in the base unit
of a norm are shown by ``terms.units.figure`` and ``unit_shown``; ``shown`` has them ready.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from jianfu.norms.model import Level, Strength
from jianfu.plans.model import Executable, Modality, Quantity
from jianfu.terms.errors import Message
from jianfu.terms.text import Text

Verdict = Literal["looser", "contrary", "looser_advice", "stricter", "equal", "sets", "only"]
VERDICTS: tuple[Verdict, ...] = (
    "looser", "contrary", "looser_advice", "stricter", "equal", "sets", "only",
)  # fmt: skip
"""How a draft mark stands to the higher ones that are in force, the gravest first.

``looser`` than a mandatory one (does not bind: a conflict); ``contrary``: a ceiling below a higher floor or a floor
above a higher ceiling (a conflict); ``looser_advice`` than one in principle or advisory (a note); ``stricter``;
``equal``; ``sets`` the figure that a higher rule leaves to places; ``only`` (no higher mark covers it). Label:
``plans.verdict.<verdict>``.
"""

Listed = Literal["marked", "asked", "left"]
"""Where a statement went: each is in exactly one of the three."""


@dataclass(frozen=True)
class Cited:
    """A statement where it stands. ``clause`` counts in ``plan.clauses``, ``statement`` in that clause, from 0.

    ``number`` counts the statements of the plan through, from 1. ``path`` is as printed, joined by "/".
    """

    clause: int
    statement: int
    number: int
    path: str
    quote: str


@dataclass(frozen=True)
class Place:
    """Whose plan it is. ``code`` is that of the register of organisations; the name stands in where nobody gave one.

    ``assumed`` names what nobody said and was read off the title or supposed: "level", "name", "code".
    """

    code: str
    name: str
    level: Level
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paper:
    """The plan as the policy its marks come from. ``first`` is the first day that its marks are in force.

    ``assumed`` names what is not printed and was given or supposed: "title", "issuer", "issued", "first".
    """

    id: str
    title: str
    issuer: str
    level: Level
    issued: date
    first: date
    number: str | None = None
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """A draft mark held against one higher mark that is in force where both cover somebody.

    ``ours`` and ``theirs`` are the figures that meet, in the base unit of the norm; None for a delegated mark.
    ``where`` says for whom, in words ("三至六年级"; "" is everybody); ``policy`` is the higher mark's, by title and
    number, ``clause`` is "" where it is not known, ``restated`` its wording (转述, never in quotation marks).
    """

    verdict: Verdict
    mark: str
    side: Literal["ceiling", "floor", "none"]
    ours: int | float | None
    theirs: int | float | None
    level: Level
    strength: Strength
    policy: str
    policy_id: str
    clause: str
    restated: Text | None
    where: Text
    wording: Message
    """The verdict as a sentence: 与国家规定一致; 严于国家规定的60分钟; 宽于国家规定的60分钟，按60分钟执行."""


@dataclass(frozen=True)
class DraftMark:
    """A mark drafted from one quantity (or from a prohibition without figure: ``quantity`` is None).

    ``lo`` and ``hi`` are in the base unit of the norm. ``figure`` is what the pack writes ({"at_most": "40 minutes"};
    {} on a norm whose form takes none). ``scope`` is the predicate of the pack's ``for``, "" for everybody.
    ``assumed`` names scope keys that the text leaves open and that the norm fixes (作业 held as written homework).
    ``vague`` is the printed word that made the strength in principle.
    """

    id: str
    cited: Cited
    norm: str
    title: Text
    quantity: Quantity | None
    lo: int | float | None
    hi: int | float | None
    unit: str
    figure: Mapping[str, object]
    scope: str
    where: Text
    strength: Strength
    level: Level
    first: date
    last: date | None = None
    vague: str | None = None
    assumed: tuple[str, ...] = ()
    verdict: Verdict = "only"
    comparisons: tuple[Comparison, ...] = ()
    """The gravest first; the first one's wording is the one to show."""
    shown: Text = field(default=Text("", ""))
    """The mark in short: 每天书面作业时长 ≤40 分钟，三、四年级."""

    @property
    def wording(self) -> Message:
        """How it stands to higher marks, in one sentence."""
        return self.comparisons[0].wording if self.comparisons else Message("plans.verdict-only")


@dataclass(frozen=True)
class Question:
    """A question for a person, worded so that *yes* is the good answer.

    ``kind`` is what the statement was (checklist, or data and workflow that no norm fits). ``responsible`` is the
    body printed, else the addressee; ``deadline`` as printed, "" where none is. ``topic`` and ``domain`` are those
    of the statement; ``evidence`` says what would show a yes, "" where nothing is known.
    """

    number: int
    cited: Cited
    ask: str
    kind: Executable
    modality: Modality
    domain: str
    topic: str
    responsible: str
    deadline: str
    evidence: str = ""


@dataclass(frozen=True)
class Leftover:
    """A statement that becomes neither mark nor question; ``why`` is a label ``plans.left.<why>``:

    exhortation (nobody can be held to it), fact (claimed, no duty), masked (a figure left blank: xx), permit (gives
    leave, asks nothing), unaskable (no question could be made of its words).
    """

    cited: Cited
    why: str
    executable: Executable


@dataclass(frozen=True)
class Unmarked:
    """A quantity that became no mark; its statement may still be marked by another, or asked.

    ``why`` is a label ``plans.unmarked.<why>``: masked, vague (only a word bounds it), no_norm (no norm measures
    it), near (a norm measures something like it: 口径不同), scope (the norm cannot tell these apart), unit, strict
    (a share that must be exceeded), date. ``norm`` is the near or nearest one, "" where there is none.
    """

    cited: Cited
    quantity: Quantity
    why: str
    norm: str = ""
    wording: Message | None = None


@dataclass(frozen=True)
class Near:
    """口径不同: a figure that measures something like what a norm measures, and not the same. Neither draft nor conflict."""

    cited: Cited
    quantity: Quantity
    norm: str
    ours: Text
    theirs: Text
    wording: Message
    part: bool = False
    """Whether ours is a part of theirs: a ceiling above a higher one of the whole is then a contradiction after all."""


@dataclass(frozen=True)
class Coverage:
    """How much of the plan was taken up. The four of ``executable`` add up to ``statements``, and so do
    ``marked``, ``asked`` and ``left``."""

    statements: int
    data: int
    workflow: int
    checklist: int
    no: int
    marked: int
    asked: int
    left: int
    marks: int
    """Draft marks; one statement may give several."""
    near: int
    reasons: Mapping[str, int]
    """Left-over statements by ``Leftover.why``."""

    @property
    def wording(self) -> Message:
        """The coverage in one line."""
        return Message("plans.coverage", {k: getattr(self, k) for k in _COUNTED})


_COUNTED = (
    "statements", "data", "workflow", "checklist", "no", "marked", "asked", "left", "marks", "near",
)  # fmt: skip


@dataclass(frozen=True)
class Draft:
    """Everything that a plan was turned into. Each statement is in exactly one list (``listed``)."""

    place: Place
    paper: Paper
    marks: tuple[DraftMark, ...]
    questions: tuple[Question, ...]
    leftovers: tuple[Leftover, ...]
    unmarked: tuple[Unmarked, ...]
    near: tuple[Near, ...]
    coverage: Coverage
    listed: Mapping[int, Listed]
    """Where each statement went, by ``Cited.number``."""
    norms: Mapping[int, str]
    """The norm of each marked statement, by ``Cited.number``: that of its first mark (``norm`` in the JSON)."""
    notes: tuple[Message, ...] = ()
    day: date = date.min
    """The day on which the catalogue was looked at."""
    above: tuple[str, ...] = ()
    """Codes of places whose marks stand above this plan."""


@dataclass(frozen=True)
class Side:
    """One clause of a conflict: whose it is, where it stands, what it says, and its figure.

    ``source`` is the title of the plan or of the higher policy (with its number); ``verbatim`` says whether ``text``
    is the plan's own words (may be quoted) or a restatement of the catalogue (转述). ``statement`` is the number of
    the plan's statement, 0 for the catalogue.
    """

    source: str
    level: Level
    path: str
    text: str
    verbatim: bool
    statement: int = 0
    mark: str = ""
    value: int | float | str | None = None
    shown: str = ""
    """The figure with its unit: ≤80 分钟."""


@dataclass(frozen=True)
class Conflict:
    """Two clauses that do not go together.

    ``kind``: "inside" (both of the plan) or "above" (the plan and a higher mark). ``why`` is a label
    ``plans.conflict.<why>``: differ (two bounds for one object), impossible (a floor above a ceiling), permitted
    (one permits what the other forbids), looser (than a mandatory higher mark), looser_advice (than one in
    principle or advisory). ``grave`` is False for what is only a note. ``where`` says for whom both hold.
    ``binds`` names the side that binds: 取严, "a", "b" or "" where only its authors can tell.
    """

    kind: Literal["inside", "above"]
    why: str
    grave: bool
    norm: str
    metric: str
    a: Side
    b: Side
    where: Text
    binds: Literal["a", "b", ""]
    wording: Message
    """What it comes to: 五、六年级按60分钟执行；请改正原文."""
