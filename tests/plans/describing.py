"""Contexts to describe invented statements in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from jianfu.plans.describe import describe
from jianfu.plans.model import About, Clause, Context, Described, Quantity


def within(
    *headings: str,
    sentence: str = "",
    before: str = "",
    domain: str = "shared",
    kind: Literal["plan", "report"] = "plan",
) -> Context:
    """A context under the given headings, outermost first."""
    return Context(About("", domain, kind), headings=headings, sentence=sentence, before=before)


def described(text: str, context: Context | None = None, quantities: Sequence[Quantity] = ()) -> Described:
    """A statement that is a sentence of its own, unless a context says otherwise."""
    return describe(text, context or within(sentence=text), quantities)


def clause(text: str, *headings: str) -> Clause:
    return Clause((), text, 0, 1, headings)
