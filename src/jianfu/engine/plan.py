"""First pass: norms that share a ledger and a grouping become one plan, with each distinct aggregate once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jianfu.ledgers.registry import ledgers
from jianfu.norms.predicates import OF_DAY, names_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlglot import exp

    from jianfu.ledgers.declare import Ledger
    from jianfu.norms.measures import Aggregate
    from jianfu.norms.model import Against, Due, Norm

MAX_AGGREGATES = 24
"""Aggregates one pass holds: wider passes save scans but keep a state per group and aggregate in memory."""


@dataclass
class Plan:
    """What one pass over a ledger measures.

    ``keys`` are the physical columns a group is identified by; ``period`` the kind of period (None: the
    whole, or one record); ``extras`` further columns of a record that scopes ask for. ``owner`` is the key
    that says whose a group is. A joint plan has ``against``; its aggregates are of both ledgers, and each
    side is measured by a plan of its own (``engine.joining``). ``repeated`` says that its standing groups are
    judged once for every period that the second ledger knows; in the plan of its own side (``side``) the
    period is only the term that a record itself names. Groups of a ``timeless`` plan hold the records of all
    terms and days.
    """

    ledger: Ledger
    among: exp.Expression | None
    keys: tuple[str, ...]
    period: str | None
    change: bool
    by_record: bool
    extras: tuple[str, ...] = ()
    owner: str | None = None
    against: Against | None = None
    due: Due | None = None
    side: bool = False
    timeless: bool = False
    norms: list[Norm] = field(default_factory=list)
    aggregates: list[Aggregate] = field(default_factory=list)
    _seen: dict[tuple[object, ...], int] = field(default_factory=dict)

    def position(self, aggregate: Aggregate) -> int:
        """The index of ``aggregate`` among those of the plan; it is added when it is new."""
        key = aggregate.identity
        if key not in self._seen:
            self._seen[key] = len(self.aggregates)
            self.aggregates.append(aggregate)
        return self._seen[key]

    def has(self, aggregate: Aggregate) -> bool:
        """Whether ``aggregate`` is among those of the plan."""
        return aggregate.identity in self._seen

    @property
    def dateless(self) -> bool:
        """Whether groups are judged as they stand on the day of judgement, whatever day their records bear."""
        return self.ledger.date is None or self.whole

    @property
    def whole(self) -> bool:
        """Whether a group holds the records of all days."""
        return self.timeless or (self.period is None and not self.by_record and not self.ledger.standing)

    @property
    def repeated(self) -> bool:
        """Whether groups without dates are held to every period of the second ledger."""
        return (
            self.against is not None
            and self.period is not None
            and self.ledger.date is None
            and ledgers()[self.against.ledger].date is not None
        )

    @property
    def of_day(self) -> bool:
        """Whether conditions ask what the calendar says of a record's own date."""
        return bool(self.columns & set(OF_DAY.values()))

    @property
    def columns(self) -> frozenset[str]:
        """Physical columns of the ledger that the pass reads, keys apart."""
        found = set(names_in(self.among)) | set(self.extras)
        for aggregate in self.aggregates:
            found |= set(aggregate.columns) | names_in(aggregate.where) | names_in(aggregate.until)
            found |= {f"{c}_max" for c in aggregate.columns}
        return frozenset(found)


def plans(norms: Iterable[Norm]) -> list[Plan]:
    """The plans of ``norms``, in the order in which they first appear."""
    open_plans: dict[tuple[object, ...], Plan] = {}
    result: list[Plan] = []
    for norm in norms:
        ledger = ledgers()[norm.watches]
        keys = norm.keys
        extras: tuple[str, ...] = ()
        if norm.by_record:
            keys = tuple(dict.fromkeys((*keys, *_key_columns(ledger))))
            met = {ours for ours, _ in norm.against.on} if norm.against else set()
            extras = tuple(sorted((_scope_names(norm) | met) & _physical(ledger) - set(keys)))
        shape = (
            ledger.name, str(norm.among), keys, norm.period, norm.measured.change, norm.by_record, extras,
            norm.owner, str(norm.against), norm.due,
        )  # fmt: skip
        plan = open_plans.get(shape)
        if plan is None or len(plan.aggregates) >= MAX_AGGREGATES:
            plan = Plan(
                ledger, norm.among, keys, norm.period, norm.measured.change, norm.by_record, extras,
                norm.owner if norm.owner in keys else None, norm.against, norm.due,
            )  # fmt: skip
            open_plans[shape] = plan
            result.append(plan)
        plan.norms.append(norm)
        for aggregate in norm.measured.aggregates():
            plan.position(aggregate)
    return result


def _key_columns(ledger: Ledger) -> tuple[str, ...]:
    """The physical columns of the declared key."""
    found: list[str] = []
    for name in ledger.key:
        column = ledger.column(name)
        found += [column.physical[0]] if column.type != "class" else list(column.physical)
    return tuple(found)


def _physical(ledger: Ledger) -> set[str]:
    return {name for column in ledger.columns for name in column.physical} | {"organisation", "term"}


def _scope_names(norm: Norm) -> set[str]:
    """Names that the scopes of marks and exceptions ask for."""
    found: set[str] = set()
    for mark in norm.marks:
        found |= names_in(mark.scope)
        for exception in mark.excepts:
            found |= names_in(exception.scope)
    return found


def scope_columns(norm: Norm, plan: Plan) -> tuple[str, ...]:
    """Columns of the measured groups that decide which marks cover a group, the organisation apart."""
    asked = _scope_names(norm)
    if "stage" in asked and "stage" not in {*plan.keys, *plan.extras}:
        asked.add("grade")
    return tuple(sorted((asked & {*plan.keys, *plan.extras}) - {plan.owner or "organisation"}))
