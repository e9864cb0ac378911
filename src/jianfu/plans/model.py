"""What the passes hand on: lines, clauses, statements and quantities of a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from jianfu.terms.errors import Message

Modality = Literal["forbid", "must", "limit", "permit", "encourage", "goal", "fact"]
MODALITIES: tuple[Modality, ...] = ("forbid", "must", "limit", "permit", "encourage", "goal", "fact")
Executable = Literal["data", "workflow", "checklist", "no"]
EXECUTABLE: tuple[Executable, ...] = ("data", "workflow", "checklist", "no")
Op = Literal["<=", "<", ">=", ">", "==", "between"]
Value = int | float | str | tuple["Value", "Value"]


@dataclass(frozen=True)
class Line:
    """A paragraph of the text: NFKC, broken lines rejoined; ``number`` is that of its first line in the source.

    ``cuts`` are offsets in ``text`` where something was set aside (a page marker): no quote runs across one,
    because the source does not have those words side by side.
    """

    text: str
    number: int
    cuts: tuple[int, ...] = ()


@dataclass(frozen=True)
class Aside:
    """Text that belongs to no clause, kept; ``why`` is a key of the labels (title, chrome, page, caption, …)."""

    text: str
    why: str
    number: int


@dataclass(frozen=True)
class Part:
    """One plan of a file. ``title`` is "" where none is printed; the title's line is among the asides."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Source:
    """A file as read: its plans, and everything that is none of their text. Nothing of it is lost."""

    name: str
    parts: tuple[Part, ...]
    aside: tuple[Aside, ...] = ()
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True)
class Clause:
    """One node of the clause tree with its own text (children apart).

    ``path`` are the labels as printed, brackets kept, stops dropped: ("五", "(三)", "1"). ``text`` is everything
    printed, label and heading included; the body begins at ``body``. ``headings`` are those above it and its
    own, outermost first. ``item`` is 一是, 二是 … where a clause orders its sentences so: cited after the path.
    """

    path: tuple[str, ...]
    text: str
    body: int
    line: int
    headings: tuple[str, ...] = ()
    cuts: tuple[int, ...] = ()
    item: str = ""

    @property
    def cited(self) -> str:
        """The path as it is cited: "五/(三)/1"."""
        return "/".join(self.path)


@dataclass(frozen=True)
class About:
    """What the plan as a whole says of itself; single statements fall back on it.

    ``kind`` is "plan" (duties) or "report" (what was done). ``stage`` is primary, junior, senior or None.
    """

    title: str
    domain: str
    kind: Literal["plan", "report"] = "plan"
    stage: str | None = None
    addressee: str = ""


@dataclass(frozen=True)
class Context:
    """Where a statement stands, for the passes that read it: the plan, the headings, the words around it.

    ``before`` and ``after`` are the rest of the clause's body. ``sentence`` is the whole sentence.
    ``previous`` is the statement before it in the same clause, as described so far.
    """

    about: About
    headings: tuple[str, ...] = ()
    sentence: str = ""
    before: str = ""
    after: str = ""
    previous: Statement | None = None


@dataclass(frozen=True)
class Quantity:
    """A figure that bounds something. ``value`` is None where only a vague word bounds it.

    ``unit`` is canonical (minute, hour, count, period, month, day, ratio, person, yuan, time, date, …); a
    ``time`` is "HH:MM"; a change is a signed ratio (-0.5). ``masked`` marks figures like xx, printed as they stand.
    ``vague`` is the printed word that weakens the bound (原则上, 一般, 尽量), None where there is none.
    ``text`` is the printed piece it was read from.
    """

    metric: str
    op: Op
    value: Value | None
    unit: str
    scope: Mapping[str, object] = field(default_factory=dict)
    text: str = ""
    masked: bool = False
    vague: str | None = None


@dataclass(frozen=True)
class Described:
    """What a statement's words say; ``reasons`` name the words each reading rests on."""

    modality: Modality
    addressee: str
    domain: str
    topic: str
    executable: Executable
    body: str = ""
    deadline: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Statement:
    """One duty or one claimed fact. ``quote`` stands in the source word for word.

    ``text`` is the whole reading; it differs from ``quote`` only where a page marker stood in the middle, and
    then ``quote`` is the longer side. ``start`` and ``end`` are offsets of ``text`` in its clause.
    """

    quote: str
    text: str
    start: int
    end: int
    described: Described
    quantities: tuple[Quantity, ...] = ()


@dataclass(frozen=True)
class Read:
    """A clause with the statements found in it, in order."""

    clause: Clause
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class Plan:
    """One plan read whole."""

    about: About
    clauses: tuple[Read, ...]
    notes: tuple[Message, ...] = ()
