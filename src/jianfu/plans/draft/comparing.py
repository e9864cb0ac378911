"""A draft mark held against the higher marks that are in force, for everybody whom both cover.

The higher marks come from ``norms.precedence`` as everywhere else: what is replaced, has ended, is excepted or is
set aside there is so here too. Whom both cover is found by trying every value that their scopes can tell apart.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, NamedTuple

from sqlglot import exp

from jianfu.norms.closures import compile_predicate
from jianfu.norms.model import Catalogue, Mark, Norm, Strength, rank
from jianfu.norms.precedence import Precedence, Stack
from jianfu.plans.draft.model import VERDICTS, Comparison, Verdict
from jianfu.plans.draft.scopes import grades_text, told_apart
from jianfu.plans.draft.yardsticks import STAGES
from jianfu.terms.errors import Message
from jianfu.terms.grades import ALL_GRADES, stage_of
from jianfu.terms.labels import label
from jianfu.terms.text import Text
from jianfu.terms.units import show

Side = Literal["ceiling", "floor", "none"]
_MOST = 20_000
_OTHER = "\x00other"
_STRENGTHS: tuple[Strength, ...] = ("mandatory", "in_principle", "advisory")


class _Met(NamedTuple):
    """One higher mark met on one side with one verdict."""

    verdict: Verdict
    mark: Mark
    side: Side
    theirs: int | float | None


@dataclass(frozen=True)
class Higher:
    """The marks of one norm that stand above a plan of a level and place on a day."""

    norm: Norm
    marks: tuple[Mark, ...]
    chain: tuple[str, ...]
    day: date


def higher(norm: Norm, below: int, chain: Sequence[str], day: date) -> Higher:
    """The marks on ``norm`` of levels above rank ``below`` that hold for everybody or for a place in ``chain``."""
    marks = tuple(m for m in norm.marks if rank(m.level) < below and (m.place is None or m.place in chain))
    return Higher(norm, marks, tuple(chain), day)


def compared(
    mark: Mark, above: Higher, catalogue: Catalogue, own: frozenset[str] = frozenset()
) -> tuple[Comparison, ...]:
    """``mark`` against every higher mark that it meets, the gravest first; ``own`` are the only stages it is for."""
    if not above.marks:
        return ()
    stacks = Precedence(replace(above.norm, marks=above.marks))
    covers = compile_predicate(mark.scope) if mark.scope is not None else None
    found: dict[_Met, list[Mapping[str, object]]] = {}
    for attributes in strata(above.norm, (mark, *above.marks)):
        if (covers is not None and covers(attributes) is not True) or not _own(attributes, own):
            continue
        for met in _meet(mark, stacks.stack(attributes, above.chain, above.day)):
            found.setdefault(met, []).append(attributes)
    order = sorted(
        found, key=lambda m: (VERDICTS.index(m.verdict), _STRENGTHS.index(m.mark.strength), rank(m.mark.level), m.mark.id)
    )  # fmt: skip
    everybody = {_frozen(a) for many in found.values() for a in many}
    alike: dict[tuple[object, ...], list[Mapping[str, object]]] = {}
    for met in order:
        alike.setdefault(_said(met), []).extend(found[met])
    return tuple(_comparison(met, mark, above.norm, alike[_said(met)], everybody, catalogue) for met in order)


def _said(met: _Met) -> tuple[object, ...]:
    """What the wording of a comparison says: marks that say the same are told of together."""
    return met.verdict, met.side, met.theirs, met.mark.level, met.mark.strength


def _own(attributes: Mapping[str, object], own: frozenset[str]) -> bool:
    stage = attributes.get("stage")
    return not own or stage is None or stage in own


def _meet(mark: Mark, stack: Stack) -> Iterator[_Met]:
    """What ``mark`` meets in one stack: the tightest of each strength, unless a stronger one is tighter still."""
    if stack.status == "no_local_mark":
        yield from (_Met("sets", m, "none", None) for m in stack.marks)
        return
    if stack.status != "ok":
        return
    for side in ("ceiling", "floor"):
        ours = mark.hi if side == "ceiling" else mark.lo
        if ours is None:
            continue
        sign = 1 if side == "ceiling" else -1
        tightest: float | None = None
        for strength in _STRENGTHS:
            interval = stack.of(strength)
            same, opposite = (interval.hi, interval.lo) if side == "ceiling" else (interval.lo, interval.hi)
            if same is not None and (tightest is None or sign * same.value < tightest):
                verdict = _verdict(sign * ours, sign * same.value, strength)
                # Whoever keeps a binding figure need not be told that advice goes further.
                if tightest is None or strength != "advisory" or verdict != "looser_advice":
                    yield _Met(verdict, same.mark, _side(side), same.value)
                tightest = sign * same.value
            if opposite is not None and sign * ours < sign * opposite.value and strength == "mandatory":
                yield _Met("contrary", opposite.mark, _side(side), opposite.value)


def _side(side: str) -> Side:
    return "ceiling" if side == "ceiling" else "floor"


def _verdict(ours: float, theirs: float, strength: Strength) -> Verdict:
    """``ours`` and ``theirs`` as ceilings."""
    if ours > theirs:
        return "looser" if strength == "mandatory" else "looser_advice"
    return "equal" if ours == theirs else "stricter"


def _comparison(
    met: _Met,
    mark: Mark,
    norm: Norm,
    where: list[Mapping[str, object]],
    everybody: set[tuple[tuple[str, object], ...]],
    catalogue: Catalogue,
) -> Comparison:
    theirs = met.mark
    policy = catalogue.policies.get(theirs.source.policy)
    named = f"《{policy.title}》{policy.number or ''}" if policy else theirs.source.policy
    part = {_frozen(a) for a in where} != everybody
    told = where_told(where) if part else Text("", "")
    ours = {"ceiling": mark.hi, "floor": mark.lo}.get(met.side)
    facts: dict[str, object] = {
        "where": Text(f"{told.zh}：" if told.zh else "", f"{told.en}: " if told.en else ""),
        "level": Text(label(f"level.{theirs.level}"), label(f"level.{theirs.level}", "en")),
        "strength": Text(label(f"strength.{theirs.strength}"), label(f"strength.{theirs.strength}", "en")),
    }
    code = f"plans.verdict-{met.verdict.replace('_', '-')}"
    if met.theirs is not None:
        facts["figure"] = Text(show(met.theirs, norm.unit), show(met.theirs, norm.unit, "en"))
    if norm.form != "measure" and met.verdict in {"equal", "stricter"}:
        code = "plans.verdict-same-ban"
    return Comparison(
        met.verdict, theirs.id, met.side, ours, met.theirs, theirs.level, theirs.strength, named,
        theirs.source.policy, theirs.source.clause or "", theirs.restated, told, Message(code, facts),
    )  # fmt: skip


def _frozen(attributes: Mapping[str, object]) -> tuple[tuple[str, object], ...]:
    return tuple(sorted(attributes.items(), key=lambda item: item[0]))


def where_told(where: Sequence[Mapping[str, object]]) -> Text:
    """Whom these strata are, as far as grades and stages say it."""
    grades = sorted({g for a in where if isinstance(g := a.get("grade"), int)})
    if grades and len(grades) < len(ALL_GRADES):
        return grades_text(grades)
    stages = {str(a["stage"]) for a in where if a.get("stage") in STAGES}
    if not grades and 0 < len(stages) < len(STAGES):
        kept = [s for s in STAGES if s in stages]
        return Text(
            "、".join(label(f"stage.{s}") for s in kept),
            " and ".join(label(f"stage.{s}", "en") for s in kept),
        )
    return Text("", "")


def strata(norm: Norm, marks: Sequence[Mark]) -> Iterator[dict[str, object]]:
    """Every combination of attributes that the scopes of ``marks`` can tell apart."""
    scopes = [m.scope for m in marks] + [e.scope for m in marks for e in m.excepts]
    values: dict[str, list[object]] = {}
    for scope in scopes:
        if scope is not None:
            for name, told in _values(scope).items():
                known = values.setdefault(name, [])
                known += [v for v in told if v not in known]
    graded = "grade" in values or ("stage" in values and "grade" in told_apart(norm))
    if graded:
        values["grade"] = list(ALL_GRADES)
        values.pop("stage", None)
    elif "stage" in values:
        values["stage"] = list(STAGES)
    names = list(values)
    for found in itertools.islice(itertools.product(*(values[n] for n in names)), _MOST):
        attributes = dict(zip(names, found, strict=True))
        grade = attributes.get("grade")
        if isinstance(grade, int):
            attributes["stage"] = stage_of(grade)
        yield attributes


_TURNING = (exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE, exp.Between, exp.In, exp.StrPosition)


def _values(scope: exp.Expression) -> Mapping[str, Sequence[object]]:
    """For each column of a bound scope, the values at which it may turn, and one that is none of them."""
    found: dict[str, list[object]] = {}
    for column in scope.find_all(exp.Column):
        known = found.setdefault(column.name, [])
        around = column.find_ancestor(*_TURNING)
        literals = list(around.find_all(exp.Literal)) if around is not None else []
        for literal in literals:
            if literal.is_string:
                known += [v for v in (literal.this, _OTHER) if v not in known]
            else:
                n = int(literal.this)
                known += [v for v in (n - 1, n, n + 1) if v not in known]
        if not literals:
            known += [v for v in (True, False) if v not in known]
    return found


def met_by_both(norm: Norm, one: Mark, other: Mark) -> tuple[list[Mapping[str, object]], bool]:
    """Whom two marks on ``norm`` cover both, and whether one of them covers everybody whom the other does and more."""
    first, second = (compile_predicate(m.scope) if m.scope is not None else None for m in (one, other))
    both: list[Mapping[str, object]] = []
    alone = [False, False]
    for attributes in strata(norm, (one, other)):
        covered = [c is None or c(attributes) is True for c in (first, second)]
        if all(covered):
            both.append(attributes)
        elif any(covered):
            alone[covered.index(True)] = True
    return both, bool(both) and alone.count(True) == 1
