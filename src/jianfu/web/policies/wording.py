"""Norms and marks in words: what is measured, the figure, for whom, since when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlglot import exp

from jianfu.ledgers.registry import ledgers
from jianfu.norms.model import Mark, Norm
from jianfu.plans.draft.figures import figure_text
from jianfu.plans.draft.scopes import grades_text
from jianfu.reports.wording import attribute, known
from jianfu.terms.grades import ALL_GRADES
from jianfu.terms.labels import label
from jianfu.terms.units import parse_quantity, unit_shown
from jianfu.web.project.wording import lang, say


def figure(norm: Norm, mark: Mark) -> str:
    """The figure of a mark: ≤60 分钟; for a norm without figures what it says to every record."""
    if mark.delegated:
        return say("norms.delegated")
    if norm.form != "measure":
        return label("page.without_exception", lang())
    return figure_text(mark.lo, mark.hi, norm.unit, lang())


def bare(text: str) -> str:
    """A figure as a form shows it, without the unit that stands beside the field: "60 minutes" → "60"."""
    return str(text).strip().partition(" ")[0]


def written(norm: Norm, text: str) -> str:
    """What somebody typed as a pack writes it: "60" → "60 minute"; JianfuError when it is no figure of the norm."""
    typed = text.strip()
    if typed.lstrip("-").replace(".", "", 1).isdecimal() and norm.unit != "clock":
        typed = f"{typed} {unit_shown(norm.unit)}"
    parse_quantity(typed, norm.unit)
    return typed


def entry_figure(norm: Norm, entry: Mapping[str, Any]) -> str:
    """The figure of a mark as a pack writes it."""
    if norm.form != "measure":
        return ""
    if "between" in entry:
        least, most = entry["between"]
    else:
        most, least = entry.get("at_most"), entry.get("at_least")
    hi = parse_quantity(str(most), norm.unit) if most is not None else None
    lo = parse_quantity(str(least), norm.unit) if least is not None else None
    return figure_text(lo, hi, norm.unit, lang())


def scope(condition: exp.Expression | None) -> str:
    """For whom a mark is, in words; "" for everybody."""
    return _scope(condition, lang()) if condition is not None else ""


def _scope(node: exp.Expression, language: str) -> str:
    """A condition in words, as far as there are words for it; else as it is written."""
    if isinstance(node, exp.Paren):
        return _scope(node.this, language)
    if isinstance(node, exp.And | exp.Or):
        parts = [_scope(part, language) for part in (node.this, node.expression)]
        between = say("norms.and" if isinstance(node, exp.And) else "norms.or")
        return between.join(part for part in parts if part)
    name = node.this.name if isinstance(node.this, exp.Column) else ""
    values = _values(node)
    if name == "grade" and values is not None:
        grades = [int(v) for v in values if str(v).isdecimal() and int(v) in ALL_GRADES]
        if len(grades) == len(ALL_GRADES):
            return ""
        return str(grades_text(grades).in_(language))
    if name and values is not None:
        words = [attribute(name, v, language) for v in values]
        if words in (["true"], ["false"]):
            yes = say("norms.yes" if words == ["true"] else "norms.no")
            return say("norms.is", what=heading(name, language), value=yes)
        return ("、" if language == "zh" else ", ").join(words)
    return node.sql("duckdb").replace('"', "")


def _values(node: exp.Expression) -> list[Any] | None:
    """The values that a condition on one column names; None where it is another kind of condition."""
    if isinstance(node, exp.Between):
        low, high = node.args["low"], node.args["high"]
        if low.is_int and high.is_int:
            return list(range(int(low.this), int(high.this) + 1))
        return None
    if isinstance(node, exp.In):
        return [e.this for e in node.expressions]
    if isinstance(node, exp.EQ):
        if isinstance(node.expression, exp.Boolean):
            return ["true" if node.expression.this else "false"]
        return [node.expression.this] if isinstance(node.expression, exp.Literal) else None
    if isinstance(node, exp.GTE) and isinstance(node.expression, exp.Literal) and node.this.name == "grade":
        return list(range(int(node.expression.this), max(ALL_GRADES) + 1))
    return None


def heading(column: str, language: str) -> str:
    """A column by the words that the first ledger with it uses."""
    for ledger in ledgers().values():
        for found in ledger.columns:
            if found.name == column:
                return found.en if language == "en" else found.zh
    return column


def ledger_name(name: str) -> str:
    """A ledger in words."""
    found = ledgers()[name]
    return found.en if lang() == "en" else found.zh


def measured(norm: Norm) -> str:
    """What a norm measures, in one sentence."""
    parts = [
        known(f"page.per.{part}", lang(), known(f"period.{part}", lang(), heading(part, lang())))
        for part in norm.per
    ]
    per = ("、" if lang() == "zh" else ", ").join(parts)
    facts = {"ledger": ledger_name(norm.watches), "per": per, "title": norm.title.in_(lang())}
    if norm.against:
        facts["ledger"] = say("norms.two-ledgers", one=facts["ledger"], two=ledger_name(norm.against.ledger))
    key = {"measure": "norms.measure", "never": "norms.never", "each": "norms.each"}[norm.form]
    return say(
        key, unit=label(f"unit.{unit_shown(norm.unit)}", lang()) if norm.unit != "clock" else "", **facts
    )


def in_force(mark: Mark, day: dt.date) -> str:
    """How a mark stands on ``day``: "now", "later", "over"."""
    if mark.first > day:
        return "later"
    return "over" if mark.last is not None and mark.last < day else "now"
