"""One plan after another: clauses, statements cut out of them, figures and meaning read from each."""

from __future__ import annotations

import itertools

from jianfu.plans.clauses import clauses
from jianfu.plans.describe import about, describe
from jianfu.plans.headings import loose_heading
from jianfu.plans.model import About, Clause, Context, Part, Plan, Read, Source, Statement
from jianfu.plans.quantities import quantities
from jianfu.plans.segment import Piece, pieces


def read_plans(source: Source) -> tuple[Plan, ...]:
    """Every plan of ``source``, read whole."""
    return tuple(_plan(part) for part in source.parts)


def _plan(part: Part) -> Plan:
    found, notes = clauses(part)
    plan = about(part.title, found)
    return Plan(plan, tuple(_read(clause, plan) for clause in found), notes)


def _read(clause: Clause, plan: About) -> Read:
    statements: list[Statement] = []
    for piece in pieces(clause, report=plan.kind == "report"):
        context = context_of(clause, piece, plan, statements[-1] if statements else None)
        text = clause.text[piece.start : piece.end]
        figures = quantities(text, context)
        described = describe(text, context, figures)
        start, end = _verbatim(piece.start, piece.end, clause.cuts)
        statements.append(Statement(clause.text[start:end], text, piece.start, piece.end, described, figures))
    return Read(clause, tuple(statements))


def context_of(clause: Clause, piece: Piece, plan: About, previous: Statement | None) -> Context:
    """What stands around ``piece`` in ``clause``."""
    before = clause.text[clause.body : piece.start]
    loose = loose_heading(before.rstrip("\n").rpartition("\n")[2] if "\n" in before else "")
    return Context(
        about=plan,
        headings=(*clause.headings, loose) if loose else clause.headings,
        sentence=clause.text[piece.sentence_start : piece.sentence_end],
        before=before,
        after=clause.text[piece.end :],
        previous=previous,
    )


def _verbatim(start: int, end: int, cuts: tuple[int, ...]) -> tuple[int, int]:
    """The longest run of [start, end) that nothing was cut out of."""
    edges = [start, *(c for c in sorted(cuts) if start < c < end), end]
    return max(itertools.pairwise(edges), key=lambda run: run[1] - run[0])
