"""One plan after another: clauses, statements cut out of them, figures and meaning read from each."""

from __future__ import annotations

import itertools
from dataclasses import replace

from jianfu.plans.clauses import clauses
from jianfu.plans.describe import about, describe
from jianfu.plans.headings import loose_heading
from jianfu.plans.model import About, Clause, Context, Part, Plan, Read, Source, Statement
from jianfu.plans.quantities import quantities
from jianfu.plans.segment import Piece, pieces
from jianfu.plans.source.characters import familiar

_NEAR = 2000
"""Characters around a statement that are looked at."""


def read_plans(source: Source) -> tuple[Plan, ...]:
    """Every plan of ``source``, read whole."""
    return tuple(_plan(part) for part in source.parts)


def _plan(part: Part) -> Plan:
    found, notes = clauses(part)
    plan = about(part.title, found)
    numbered = any(clause.path for clause in found)
    return Plan(plan, tuple(_read(clause, plan, numbered and not clause.path) for clause in found), notes)


def _read(clause: Clause, plan: About, preamble: bool) -> Read:
    """Reads ``clause`` in the characters everybody types, and quotes it in those that are printed."""
    statements: list[Statement] = []
    typed = replace(clause, text=familiar(clause.text))
    for piece in pieces(typed, report=plan.kind == "report", preamble=preamble):
        context = context_of(typed, piece, plan, statements[-1] if statements else None)
        text = typed.text[piece.start : piece.end]
        figures = quantities(text, context)
        described = describe(text, context, figures)
        start, end = _verbatim(piece.start, piece.end, clause.cuts)
        whole = clause.text[piece.start : piece.end]
        statements.append(
            Statement(clause.text[start:end], whole, piece.start, piece.end, described, figures)
        )
    return Read(clause, tuple(statements))


def context_of(clause: Clause, piece: Piece, plan: About, previous: Statement | None) -> Context:
    """What stands around ``piece`` in ``clause``."""
    before = clause.text[max(clause.body, piece.start - _NEAR) : piece.start]
    loose = loose_heading(before.rstrip("\n").rpartition("\n")[2] if "\n" in before else "")
    return Context(
        about=plan,
        headings=(*clause.headings, loose) if loose else clause.headings,
        sentence=clause.text[
            max(piece.sentence_start, piece.start - _NEAR) : min(piece.sentence_end, piece.end + _NEAR)
        ],
        before=before,
        after=clause.text[piece.end : piece.end + _NEAR],
        previous=previous,
    )


def _verbatim(start: int, end: int, cuts: tuple[int, ...]) -> tuple[int, int]:
    """The longest run of [start, end) that nothing was cut out of."""
    edges = [start, *(c for c in sorted(cuts) if start < c < end), end]
    return max(itertools.pairwise(edges), key=lambda run: run[1] - run[0])
