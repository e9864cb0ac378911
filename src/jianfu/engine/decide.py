"""``decide``: may this be done? The same yardsticks as ``check``, asked before, of the groups a change touches.

The rule part is compiled once to closures. Every group that the change touches is measured with and without
it; the answer is no exactly when a check afterwards would show a mandatory breach that is new or further from
its mark than before.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from jianfu.engine import judge
from jianfu.engine.groups import OTHER, Group, Groups
from jianfu.engine.intervals import Span
from jianfu.engine.plan import plans
from jianfu.ledgers.registry import ledgers
from jianfu.terms.cells.model import OPEN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jianfu.engine.world import World
    from jianfu.norms.model import Catalogue, Norm
    from jianfu.norms.precedence import Bound, Interval, Stack

    Record = Mapping[str, Any]

TRIED_DAYS = 5


@dataclass(frozen=True)
class Change:
    """Records added to and taken out of one ledger together; a replacement is one of each, a swap two of each.

    Records are mappings of physical columns (as ``parse_record`` gives them). What is removed must stand in
    the ledger and carries its ``_id``.
    """

    ledger: str
    added: Sequence[Record] = ()
    removed: Sequence[Record] = ()


@dataclass(frozen=True)
class Judgement:
    """One norm on one group, before and after the change."""

    norm: Norm
    group: Group
    stack: Stack
    before: Span | None
    after: Span | None
    verdict_before: judge.Verdict
    verdict: judge.Verdict
    worse: bool
    bound: Bound | None

    @property
    def keys(self) -> dict[str, Any]:
        """Who the group is about: column → value."""
        return dict(zip(plans([self.norm])[0].keys, self.group.keys, strict=True))

    @property
    def headroom(self) -> float | None:
        """How much could still be added before the change without breaking the ceiling; None without one."""
        bound = self.stack.mandatory.hi or self.stack.in_principle.hi
        if bound is None or self.before is None:
            return None
        return max(bound.value - self.before[0], 0)


@dataclass(frozen=True)
class Answer:
    """``says``: "yes", "no", "reason" (in principle not: state a reason) or "unknown" (allowed, with notice).

    ``consequence`` of a no is that of its norms: "refuse" when any refuses, else "reason".
    """

    says: str
    judgements: tuple[Judgement, ...]
    consequence: str | None = None
    alternatives: tuple[dict[str, Any], ...] = field(default=())

    @property
    def allowed(self) -> bool:
        """Whether it may go ahead as it is; after a no whose consequence is "reason", only once a reason stands."""
        return self.says != "no"

    @property
    def deciding(self) -> tuple[Judgement, ...]:
        """The judgements that made the answer what it is."""
        strength = {"no": "mandatory", "reason": "in_principle"}.get(self.says)
        if strength:
            return tuple(j for j in self.judgements if j.worse and j.verdict.strength == strength)
        if self.says == "unknown":
            return tuple(j for j in self.judgements if j.verdict.outcome == "not_evaluable")
        return ()


class Decider:
    """Answers changes in a world, as of a day; the norms of a ledger are compiled when it is first asked for."""

    def __init__(self, world: World, catalogue: Catalogue, as_of: date) -> None:
        self.world, self.catalogue, self.as_of = world, catalogue, as_of
        self._groups: dict[str, list[Groups]] = {}

    def _of(self, ledger: str) -> list[Groups]:
        """The norms that a change to ``ledger`` may touch."""
        if ledger not in self._groups:
            # Without the ledger that it is held against a change cannot be judged, as ``check`` could not.
            present = {*self.world.backend.relations(), ledger}
            norms = [
                n for n in self.catalogue.norms.values() if ledger in n.ledgers and present >= set(n.ledgers)
            ]
            self._groups[ledger] = [Groups(norm, self.world, self.as_of) for norm in norms]
        return self._groups[ledger]

    def decide(self, change: Change, *, alternatives: bool = True) -> Answer:
        """The answer to ``change``, with headroom, binding marks and what would be possible instead."""
        judgements: list[Judgement] = []
        for groups in self._of(change.ledger):
            judgements += _judgements(groups, change)
        says, consequence = _say(judgements)
        answer = Answer(says, tuple(judgements), consequence)
        if says in {"no", "reason"} and alternatives and len(change.added) == 1 and not change.removed:
            found = tuple(self._alternatives(change, answer))
            return Answer(says, answer.judgements, consequence, found)
        return answer

    def _alternatives(self, change: Change, answer: Answer) -> list[dict[str, Any]]:
        """Less of it today, or the same on one of the next school days: each tried, none only claimed."""
        record = dict(change.added[0])
        found: list[dict[str, Any]] = []
        for column, most in _reductions(answer, record):
            smaller = {**record, column: most, f"{column}_max": None}
            if most > 0 and self._fits(change.ledger, smaller):
                found.append({"kind": "reduce", "column": column, "to": most})
        day_column = ledgers()[change.ledger].date
        day = record.get(day_column or "")
        if isinstance(day, date) and day_column:
            calendar = self.world.calendar
            later = calendar.school_days(day + timedelta(days=1), day + timedelta(days=14))[:TRIED_DAYS]
            fitting = [d for d in later if self._fits(change.ledger, {**record, day_column: d})]
            if fitting:
                found.append(
                    {"kind": "another_day", "column": day_column, "days": [d.isoformat() for d in fitting]}
                )
        return found

    def _fits(self, ledger: str, record: Record) -> bool:
        return self.decide(Change(ledger, [record]), alternatives=False).says == "yes"


def _judgements(groups: Groups, change: Change) -> list[Judgement]:
    """What one norm says of every group the change touches."""
    if change.ledger != groups.norm.watches:
        return _judgements_elsewhere(groups, change)
    added: dict[Group, list[Record]] = {}
    removed: dict[Group, set[Any]] = {}
    replaced: dict[tuple[Any, ...], list[Group]] = {}
    for record in change.removed:
        for group in groups.of(groups.complete(record)):
            removed.setdefault(group, set()).add(record["_id"])
            if groups.plan.by_record:
                replaced.setdefault(group.keys, []).append(group)
    for record in change.added:
        complete = groups.complete(record)
        for group in groups.of(complete):
            # A record is known by its key: the new version of one is judged against the old.
            earlier = replaced.get(group.keys)
            added.setdefault(earlier.pop() if earlier else group, []).append(complete)
    found = []
    for group in dict.fromkeys((*added, *removed)):
        rows = groups.fetch(group)
        after_rows = [r for r in rows if r.get("_id") not in removed.get(group, set())] + added.get(group, [])
        if groups.plan.by_record and group in added and not rows:
            after_rows += groups.others(group, added[group])
        judgement = judge_group(groups, group, rows, after_rows)
        if judgement is not None:
            found.append(judgement)
    return found


def _judgements_elsewhere(groups: Groups, change: Change) -> list[Judgement]:
    """The same of a change to the second ledger of a joint norm."""
    assert groups.second is not None
    added = [groups.second.complete(r) for r in change.added]
    touched = [g for r in (*added, *map(groups.second.complete, change.removed)) for g in groups.of_other(r)]
    found = []
    for group in dict.fromkeys(touched):
        rows = groups.fetch(group)
        gone = {(OTHER, r["_id"]) for r in change.removed}
        after_rows = [r for r in rows if r.get("_id") not in gone]
        after_rows += [groups.other(r) for r in added if group in groups.of_other(r)]
        judgement = judge_group(groups, group, rows, after_rows)
        if judgement is not None:
            found.append(judgement)
    return found


def judge_group(
    groups: Groups, group: Group, rows: Sequence[Record], after_rows: Sequence[Record]
) -> Judgement | None:
    """The rule part: one norm on one group with and without a change; None where the norm does not apply."""
    stack = groups.stack(group, after_rows or rows)
    if stack.status == "none":
        return None
    # Only a record brings its own attributes, which its new version may change.
    stack_before = groups.stack(group, rows) if groups.plan.extras and rows else stack
    before, verdict_before = groups.judge(group, rows, stack_before)
    after, verdict = groups.judge(group, after_rows, stack)
    strength = verdict.strength or "mandatory"
    interval, interval_before = stack.of(strength), stack_before.of(strength)
    closed = groups.closed(group)
    worse = verdict.outcome == "breached" and _excess(after, interval, closed) > (
        _excess(before, interval_before, closed) if verdict_before.outcome == "breached" else 0
    )
    return Judgement(
        groups.norm, group, stack, before, after, verdict_before, verdict, worse, _bound(after, interval)
    )


def _excess(span: Span | None, interval: Interval, closed: bool) -> float:
    """How far a whole interval lies beyond the mark."""
    if span is None:
        return 0
    over = span[0] - interval.hi.value if interval.hi else 0
    under = interval.lo.value - span[1] if interval.lo and closed else 0
    return max(over, under, 0)


def _bound(span: Span | None, interval: Interval) -> Bound | None:
    if span is not None and interval.lo is not None and span[1] < interval.lo.value:
        return interval.lo
    return interval.hi or interval.lo


def _say(judgements: Sequence[Judgement]) -> tuple[str, str | None]:
    broken = [j for j in judgements if j.worse and j.norm.raises == "breached"]
    mandatory = [j for j in broken if j.verdict.strength == "mandatory"]
    if mandatory:
        return "no", "refuse" if any(j.norm.consequence == "refuse" for j in mandatory) else "reason"
    if broken:
        return "reason", "reason"
    unknown = [
        j for j in judgements if j.verdict.outcome == "not_evaluable" and j.verdict.reason != "no_local_mark"
    ]
    return ("unknown", None) if unknown else ("yes", None)


def _reductions(answer: Answer, record: Record) -> list[tuple[str, int]]:
    """For each amount of the record that a broken ceiling counts, how much of it would just fit."""
    fits: dict[str, int] = {}
    for judgement in answer.deciding:
        bound = judgement.bound
        if bound is None or judgement.after is None or judgement.after[0] <= bound.value:
            continue
        for aggregate in judgement.norm.measured.aggregates():
            column = aggregate.columns[0] if aggregate.columns else ""
            value = record.get(column)
            if aggregate.kind in {"sum", "longest", "value"} and isinstance(value, int) and value < OPEN:
                most = int(value - (judgement.after[0] - bound.value))
                fits[column] = min(fits.get(column, most), most)
    return list(fits.items())
