"""What ``check`` and ``decide`` say of every group, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jianfu.engine.check import Part, Result
from jianfu.engine.groups import Group, Groups
from jianfu.engine.judge import Verdict
from jianfu.norms.precedence import Interval
from jianfu.terms.cells.model import OPEN


@dataclass(frozen=True)
class Outcome:
    """One group of one norm: verdict as the SQL writes it, span with its upper end cut at OPEN."""

    verdict: str
    lo: float | None
    hi: float | None


def by_check(part: Part) -> dict[Group, Outcome]:
    """Every group of ``part`` (of a check with ``every``)."""
    found: dict[Group, Outcome] = {}
    for row in part.findings.to_pylist():
        group = group_of(part, row)
        assert group not in found, group
        found[group] = Outcome(row["verdict"], _cut(row["lo"]), _cut(row["hi"]))
    return found


def group_of(part: Part, row: Mapping[str, Any]) -> Group:
    """The group that a row of a part's findings is about."""
    period = row["_period"]
    return Group(
        tuple(row[k] for k in part.plan.keys),
        period.isoformat() if isinstance(period, date) else period,
        row["_id"] if part.plan.by_record else None,
    )


def by_groups(groups: Groups, rows: Iterable[Mapping[str, Any]]) -> dict[Group, Outcome]:
    """The same by the counterpart in Python, over all ``rows`` of the ledger."""
    members: dict[Group, list[Mapping[str, Any]]] = {}
    for row in rows:
        complete = groups.complete(row)
        for group in groups.of(complete):
            members.setdefault(group, []).append(complete)
    found = {}
    for group, inside in members.items():
        span, verdict = groups.judge(group, inside, groups.stack(group, inside))
        lo, hi = span if span is not None else (None, None)
        found[group] = Outcome(written(verdict), _cut(lo), _cut(hi))
    return found


def written(verdict: Verdict) -> str:
    """``verdict`` as the SQL writes it."""
    detail = verdict.reason or verdict.strength
    return f"{verdict.outcome}:{detail}" if detail else verdict.outcome


def _cut(value: float | None) -> float | None:
    return None if value is None else min(value, OPEN)


def excesses(result: Result, strength: str) -> dict[tuple[Any, ...], list[tuple[str, float]]]:
    """By norm and identity of breached groups: their verdicts, and how far they lie beyond their marks of ``strength``.

    Records are known by their key, which a replaced record keeps and which several may share.
    """
    found: dict[tuple[Any, ...], list[tuple[str, float]]] = {}
    for part in result.parts:
        if part.norm.raises != "breached":
            continue
        for row in part.findings.to_pylist():
            if row["verdict"].startswith("breached"):
                interval = part.stacks[row["stack"]].of(strength)
                group = group_of(part, row)
                period = None if part.plan.by_record else group.period
                due = part.plan.by_record or part.plan.dateless or row["last"] <= result.as_of
                excess = _excess(row["lo"], row["hi"], interval, due)
                found.setdefault((part.norm.id, group.keys, period), []).append((row["verdict"], excess))
    return found


def worse(before: Result, after: Result, strength: str) -> set[tuple[Any, ...]]:
    """Breaches of ``strength`` after a change that are new, or further from their mark than before."""
    then, now = excesses(before, strength), excesses(after, strength)
    found = set()
    for key, breaches in now.items():
        mine = sorted((e for v, e in breaches if v == f"breached:{strength}"), reverse=True)
        theirs = sorted((e for _, e in then.get(key, [])), reverse=True)
        theirs += [0.0] * len(mine)
        if any(a > b for a, b in zip(mine, theirs, strict=False)):
            found.add(key)
    return found


def _excess(lo: float, hi: float, interval: Interval, due: bool) -> float:
    over = lo - interval.hi.value if interval.hi else 0
    under = interval.lo.value - hi if interval.lo and due else 0
    return max(over, under, 0)
