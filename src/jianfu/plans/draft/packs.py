"""Draft marks as a local pack: the same YAML that places write themselves, ready for ``check --marks``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from jianfu.ledgers.registry import ledgers
from jianfu.norms.model import Mark, Norm, Source, rank
from jianfu.norms.predicates import GROUP_FIELDS, fields_of, parse
from jianfu.plans.draft.figures import Bounds
from jianfu.plans.draft.model import Draft, DraftMark, Paper, Place
from jianfu.terms.errors import JianfuError
from jianfu.terms.units import parse_quantity


def pack(drafts: Iterable[Draft]) -> dict[str, Any]:
    """The marks of ``drafts``, plans of one place, as the content of a local pack; a plan that stands twice counts once.

    The place is the highest that any of them names. JianfuError where there is no mark at all: a pack without
    marks does not load.
    """
    given = list({d.paper.id: d for d in drafts if d.marks}.values())
    if not given:
        raise JianfuError("plans.no-marks")
    place = min((d.place for d in given), key=lambda p: rank(p.level))
    return {
        "place": {"code": place.code, "name": place.name, "level": place.level},
        "policies": [_policy(d.paper) for d in given],
        "marks": [_entry(mark, d.paper) for d in given for mark in d.marks],
    }


def _policy(paper: Paper) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "id": paper.id, "title": paper.title, "issuer": paper.issuer, "level": paper.level, "issued": _fresh(paper.issued),
    }  # fmt: skip
    if paper.number:
        entry |= {"number": paper.number, "number_certainty": "sure"}
    return entry


def _entry(mark: DraftMark, paper: Paper) -> dict[str, Any]:
    entry: dict[str, Any] = {"id": mark.id, "norm": mark.norm}
    entry |= {k: list(v) if isinstance(v, list | tuple) else v for k, v in mark.figure.items()}
    if mark.scope:
        entry["for"] = mark.scope
    entry |= {"level": mark.level, "from": _fresh(mark.first)}
    if mark.last is not None:
        entry["to"] = _fresh(mark.last)
    path = mark.cited.path
    return entry | {
        "source": {"policy": paper.id, "clause": path or "unknown"},
        "strength": mark.strength,
        "certainty": {"figure": "sure", "clause": "sure" if path else "unknown"},
        "restated": {"zh": mark.cited.quote, "en": mark.shown.en},
    }


def _fresh(day: date) -> date:
    """The same day as an object of its own: YAML would write one that stands twice as an alias."""
    return date.fromisoformat(day.isoformat())


def as_mark(made: DraftMark, paper: Paper, place: Place, norm: Norm) -> Mark:
    """The mark as the catalogue would hold it."""
    scope = parse(made.scope, _fields(norm)) if made.scope else None
    return Mark(
        made.id, norm.id, made.lo, made.hi, made.level, made.first, Source(paper.id, made.cited.path or None),
        made.last, place.code, scope, made.strength,
    )  # fmt: skip


def _fields(norm: Norm) -> Mapping[str, Any]:
    """What the scope of a mark on ``norm`` may name, as ``norms.reading`` has it."""
    fields = fields_of(ledgers()[norm.watches])
    own = {k: v for k, v in fields.items() if norm.by_record or v.name in norm.keys}
    return {**(fields if norm.by_record else {}), **GROUP_FIELDS, **own}


def figure_of(norm: Norm, written: Mapping[str, object]) -> Bounds:
    """Figures as data writes them ({"at_most": 0}), in the base unit of ``norm``."""
    ((key, value),) = written.items()
    text = (
        str(value) if not isinstance(value, int) else f"{value} {'yuan' if norm.unit == 'fen' else norm.unit}"
    )
    figure = parse_quantity(text, norm.unit)
    return Bounds(None, figure, {key: text}) if key == "at_most" else Bounds(figure, None, {key: text})
