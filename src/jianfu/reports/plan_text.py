"""Plans read, for the terminal: how each stands, what it becomes, what contradicts, what to do next."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from jianfu.plans.draft.model import Conflict, DraftMark, Side
from jianfu.reports.plan_reading import (
    PlanReading,
    Reading,
    assumed_text,
    heading,
    lead,
    level_of,
    place_text,
    titled,
    typeset,
)
from jianfu.reports.table import fit, pad
from jianfu.reports.wording import say

LINES_SHOWN = 40
"""Of one list; how many more there are is said."""
_WIDEST = 44
"""Columns that a mark takes at most in its table; a longer one pushes its own row only."""


def print_plans(reading: Reading, console: Console, lang: str = "zh") -> None:
    """Prints how every plan of a file stands, then what holds for the whole file."""
    titles = reading.titles(lang)
    if len(reading.plans) > 1:
        _line(console, lead(reading.plans, lang), "bold")
        console.print()
    for title, each in zip(titles, reading.plans, strict=True):
        _print_plan(title, each, console, lang)
        console.print()
    notes = [note.text(lang) for note in reading.notes]
    _section("notes", notes, console, lang)
    if reading.source.aside:
        text = say("report.plan.section.aside.note", lang, n=len(reading.source.aside))
        _line(console, say("report.plan.section.aside", lang) + say("report.plan.colon", lang) + text, "dim")
    _line(console, say("report.plan.draft_not_verdict", lang), "dim")


def print_next(steps: Sequence[tuple[str, str]], console: Console, lang: str = "zh") -> None:
    """Prints which commands to run next, (label, command); nothing where there are none."""
    if not steps:
        return
    _head(console, say("report.plan.next", lang))
    for name, command in steps:
        _line(console, "  " + say(f"report.plan.next.{name}", lang, command=command))


def _print_plan(title: str, each: PlanReading, console: Console, lang: str) -> None:
    draft = each.draft
    _line(console, titled(title, lang) if each.plan.about.title else title, "bold")
    _line(console, lead([each], lang), "bold")
    _line(console, draft.coverage.wording.text(lang))
    _line(console, " ".join(t for t in (place_text(draft, lang), assumed_text(draft, lang)) if t), "dim")
    _print_conflicts("conflicts", each.grave, console, lang)
    _print_conflicts("advice", [c for c in each.conflicts if not c.grave], console, lang)
    _print_marks(draft.marks, console, lang)
    near = [
        f"{n.cited.number}  {n.cited.path}  “{typeset(n.cited.quote)}”  {n.wording.text(lang)}"
        for n in draft.near
    ]
    _section("near", near, console, lang)
    questions = [f"{q.cited.number}  {q.cited.path}  {typeset(q.ask)}" for q in draft.questions]
    _section(
        "questions",
        questions,
        console,
        lang,
        say("report.plan.section.questions.note", lang, n=len(questions)),
    )


def _print_conflicts(name: str, conflicts: Sequence[Conflict], console: Console, lang: str) -> None:
    """A list of what does not go together, with what its heading says of it."""
    if not conflicts:
        return
    _head(
        console,
        f"{say(f'report.plan.section.{name}', lang)}  {say(f'report.plan.section.{name}.note', lang)}",
    )
    for conflict in conflicts[:LINES_SHOWN]:
        _print_conflict(conflict, console, lang)
    _more(len(conflicts), console, lang)


def _print_conflict(conflict: Conflict, console: Console, lang: str) -> None:
    """What does not go together: both clauses as they stand, then what follows."""
    _line(console, "  " + heading(conflict, lang), "red" if conflict.grave else "")
    for name in ("a", "b"):
        side: Side = getattr(conflict, name)
        binds = say("report.plan.cf.binds", lang) if conflict.binds == name else ""
        own = say("report.plan.cf.ours", lang, n=side.statement) if side.statement else level_of([side], lang)
        text = f"“{typeset(side.text)}”" if side.verbatim else f"{say('report.restated', lang)} {side.text}"
        _line(console, "    " + "  ".join(p for p in (own, side.shown, binds) if p), "bold" if binds else "")
        _line(console, f"      {text}")
        _line(console, "      " + " ".join(p for p in (side.source, side.path) if p), "dim")
    _line(console, "    " + conflict.wording.text(lang))


def _print_marks(marks: Sequence[DraftMark], console: Console, lang: str) -> None:
    """Draft marks as a table: statement, clause, mark, how it stands to higher ones."""
    if not marks:
        return
    note = say("report.plan.section.marks.note", lang, n=len(marks))
    _head(console, f"{say('report.plan.section.marks', lang)}  {note}")
    rows = [(str(m.cited.number), m.cited.path, m.shown.in_(lang)) for m in marks]
    widths = [min(max(cell_len(row[n]) for row in rows), _WIDEST) for n in range(3)]
    for mark, row in list(zip(marks, rows, strict=True))[:LINES_SHOWN]:
        cells = [fit(cell, console) for cell in row]
        line = Text(f"  {pad(cells[0], widths[0], right=True)}  {pad(cells[1], widths[1])}  ")
        line.append(pad(cells[2], widths[2]) + "  ", "bold")
        line.append(
            fit(mark.wording.text(lang), console), "red" if mark.verdict in ("looser", "contrary") else ""
        )
        console.print(line)
    _more(len(marks), console, lang)


def _section(name: str, lines: Sequence[str], console: Console, lang: str, note: str = "") -> None:
    """A list under its heading."""
    if lines:
        _head(console, "  ".join(p for p in (say(f"report.plan.section.{name}", lang), note) if p))
        for line in lines[:LINES_SHOWN]:
            _line(console, f"  {line}")
        _more(len(lines), console, lang)


def _more(count: int, console: Console, lang: str) -> None:
    if count > LINES_SHOWN:
        _line(console, "  " + say("report.plan.more", lang, n=count - LINES_SHOWN), "dim")


def _head(console: Console, text: str) -> None:
    console.print()
    _line(console, f"== {text} ==", "bold")


def _line(console: Console, text: str, style: str = "") -> None:
    console.print(Text(fit(text, console), style=style))
