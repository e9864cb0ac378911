"""The groups of one norm in Python: which a record falls in, their rows, their measure and their marks.

The counterpart of the SQL passes for single questions; a property test holds the two together.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from jianfu.engine import judge
from jianfu.engine.aggregate_rows import compile_aggregate
from jianfu.engine.grouping import Group as Group
from jianfu.engine.grouping import Grouping, year_after
from jianfu.engine.intervals import Span, evaluate, percent
from jianfu.engine.joining import sides
from jianfu.engine.lacking import aware
from jianfu.engine.plan import plans, scope_columns
from jianfu.engine.run import due_day, is_vacation
from jianfu.engine.strata import Strata
from jianfu.norms.precedence import Precedence
from jianfu.terms.cells.model import OPEN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jianfu.engine.world import World
    from jianfu.norms.model import Norm
    from jianfu.norms.precedence import Stack

    Record = Mapping[str, Any]

OTHER = "_other"
"""Marks a row of the second ledger among the rows of a joint norm's group."""


class Groups(Grouping):
    """One norm, compiled: from records to groups, from groups to rows, spans, stacks and verdicts.

    The rows of a joint norm's group are those of both ledgers; those of the second bear ``OTHER``.
    """

    def __init__(self, norm: Norm, world: World, as_of: date) -> None:
        norm = aware(norm, world)
        super().__init__(plans([norm])[0], world, as_of)
        self.norm = norm
        self._measures = [compile_aggregate(a) for a in self.plan.aggregates]
        self._own = list(norm.measured.aggregates())
        self._positions = judge.positions(norm, self.plan)
        self._columns = scope_columns(norm, self.plan)
        self._strata = Strata(Precedence(norm), world.places, self._columns)
        self._required = judge.required_keys(self.plan)
        parts = sides(self.plan) if self.plan.against is not None else None
        self.second = Grouping(parts.theirs, world, as_of) if parts else None
        self._ours = Grouping(parts.ours, world, as_of) if parts else self
        self._on = dict(self.plan.against.on) if self.plan.against else {}

    # -- records ------------------------------------------------------------------------------------

    def of(self, record: Record) -> list[Group]:
        """The groups that ``record`` touches: one, or none, or with ``change`` also that of the next year."""
        if self.exists(record) is False:
            return []
        keys = self.keys(record)
        if self.plan.repeated:
            own = self._ours.period(record)
            return [Group(keys, p) for p, term in self._repeats(keys) if own in {None, term}]
        identity = record.get("_id", id(record)) if self.plan.by_record else None
        found = [Group(keys, self.period(record), identity)]
        if self.plan.change:
            later = year_after(record.get(self.plan.ledger.date or ""))
            if later is not None and later <= self.as_of:
                found.append(Group(keys, self.named(later, record), None))
        return found

    def of_other(self, record: Record) -> list[Group]:
        """The groups that a record of the second ledger counts for, or may count for."""
        assert self.second is not None and self.plan.against is not None
        if self.second.exists(record) is False or self._relation is None:
            return []
        known = {a: record[b] for a, b in self._on.items() if record.get(b) is not None}
        period = self.second.period(record)
        found: dict[Group, None] = {}
        where, parameters = self.where(known)
        for row in self.select(where, parameters):
            found |= {g: None for g in self.of(row) if self._covers(g, period)}
        if self.plan.against.either and len(known) == len(self._on):
            keys = tuple(record.get(self._on[k]) for k in self.plan.keys)
            if self.plan.period is None or (
                period is not None and self.second.plan.period == self.plan.period
            ):
                day = record.get(self.second.plan.ledger.date or "")
                if day is not None and self.plan.period not in {None, "day"}:
                    self.named(day, dict(zip(self.plan.keys, keys, strict=True)))
                found[Group(keys, period)] = None
        return list(found)

    def _covers(self, group: Group, theirs: str | None) -> bool:
        """Whether records of their period ``theirs`` count, or may count, for ``group``."""
        assert self.second is not None
        return self.second.plan.period is None or theirs is None or self._cover(group) == theirs

    def _cover(self, group: Group) -> str | None:
        """The period of the second ledger that the group's own lies in."""
        assert self.second is not None
        kind = self.second.plan.period
        if kind is None or group.period is None or kind == (self.plan.period or "term"):
            return group.period
        owner = self._owner(group)
        return self._calendar_period(kind, self._span(group)[0], owner)[0]

    def _repeats(self, keys: tuple[Any, ...]) -> list[tuple[str, str]]:
        """The periods that a standing group is held to, each with the term it begins in."""
        assert self.plan.period is not None
        kind, owner = (
            self.plan.period,
            dict(zip(self.plan.keys, keys, strict=True)).get(self.plan.owner or ""),
        )
        at, found = self._since, []
        while at <= self.as_of:
            identity = self.named(at, {self.plan.owner or "": owner})
            first, last = self._spans[self._follows(owner), identity]
            term = (
                identity
                if kind == "school_year"
                else self._calendar_period("term", first, self._follows(owner))[0]
            )
            if kind != "term" or not is_vacation(term):
                found.append((identity, term))
            at = last + timedelta(1)
        return found

    @cached_property
    def _since(self) -> date:
        """The day of the second ledger's first record."""
        assert self.second is not None
        days = [self.as_of]
        if self.second.plan.ledger.date:
            days += [
                d
                for r in self.second.select([], [])
                if (d := r.get(self.second.plan.ledger.date)) is not None
            ]
        return min(days)

    # -- groups -------------------------------------------------------------------------------------

    def fetch(self, group: Group) -> list[dict[str, Any]]:
        """The rows of ``group`` as they stand in the ledger, or in both."""
        if self._relation is None:
            return self.others(group, [])
        if self.plan.by_record:
            if group.record is None:
                return []
            where, parameters = [f"{self._relation.id_sql} = ?"], [group.record]
        else:
            where, parameters = self.where(dict(zip(self.plan.keys, group.keys, strict=True)))
            if self.plan.period == "day" and self.plan.ledger.date and group.period is not None:
                condition, day = self.on_day(group.period)
                where, parameters = [*where, condition], [*parameters, day]
        rows = self.select(where, parameters)
        found = [r for r in rows if self.exists(r) is not False and group in self.of(r)]
        return found if self.second is None else [*found, *self.others(group, found)]

    def others(self, group: Group, rows: Sequence[Record]) -> list[dict[str, Any]]:
        """The rows of the second ledger that count, or may count, for ``group`` of ``rows``."""
        second = self.second
        if (
            second is None
            or second._relation is None
            or (not rows and not self.plan.by_record and self._lost(group))
        ):
            return []
        own = self._values(group, rows)
        wanted = {b: own.get(a) for a, b in self._on.items()}
        if any(v is None for v in wanted.values()):
            return []
        where, parameters = second.where(wanted, or_unknown=True)
        found = []
        for row in second.select(where, parameters):
            period = second.period(row)
            if second.exists(row) is False or not self._covers(group, period):
                continue
            found.append(self.other(row))
        return found

    def other(self, row: Record) -> dict[str, Any]:
        """A row of the second ledger as it stands among the rows of a group."""
        second = self.second
        assert second is not None
        timed = second.plan.period is not None
        stray = any(row.get(b) is None for b in self._on.values()) or (timed and second.period(row) is None)
        sure = second.exists(row) is True and not stray
        return {**row, "_id": (OTHER, row.get("_id")), OTHER: True, "_stray": stray, "_possible": not sure}

    def strays(self, group: Group) -> list[dict[str, Any]]:
        """Rows of our ledger that leave a key or the period open and may belong to a group that only the second
        ledger has."""
        where, parameters = self.where(dict(zip(self.plan.keys, group.keys, strict=True)), or_unknown=True)
        found = []
        for row in self.select(where, parameters):
            mine = next(iter(self.of(row)), None)
            if mine is None or (None not in mine.keys and mine.period is not None):
                continue
            if mine.period in {None, group.period}:
                found.append({**row, "_possible": True, "_stray": True})
        return found

    def knows(self, group: Group, rows: Sequence[Record]) -> bool:
        """Whether the second ledger has anything of those that the norm asks to be known to it."""
        against, second = self.plan.against, self.second
        if against is None or second is None or not against.known:
            return True
        own = self._values(group, rows)
        wanted = {self._on[k]: own.get(k) for k in against.known}
        if second._relation is None or any(v is None for v in wanted.values()):
            return False
        where, parameters = second.where(wanted)
        cover = self._cover(group)
        if second.plan.period is not None and cover is None:
            return False
        return any(
            second.exists(r) is not False and (second.plan.period is None or second.period(r) == cover)
            for r in second.select(where, parameters)
        )

    def _lost(self, group: Group) -> bool:
        return any(k is None for k in group.keys)

    def closed(self, group: Group) -> bool:
        """Whether floors are due: at once for what stands and for single records, past the day that the norm names,
        else when the period is over."""
        if self.plan.due is not None and group.period is not None:
            due = due_day(self.plan.due, self._span(group)[0])
            return due is not None and due < self.as_of
        if self.plan.by_record or (self.plan.dateless and not self.plan.repeated):
            return True
        return group.period is not None and self._span(group)[1] <= self.as_of

    def _span(self, group: Group) -> tuple[date, date]:
        """First and last day of the group's period."""
        assert group.period is not None
        kind = self.plan.period or "term"
        owner = self._owner(group)
        if kind == "day":
            day = date.fromisoformat(group.period)
            return day, day
        if kind == "term":
            term = self._calendar(owner).term_period(group.period)
            return term.first, term.last
        if kind == "school_year":
            return date(int(group.period[:4]), 9, 1), date(int(group.period[:4]) + 1, 8, 31)
        return self._spans[owner, group.period]

    def _owner(self, group: Group) -> str | None:
        if self.plan.owner is None:
            return None
        return self._follows(group.keys[self.plan.keys.index(self.plan.owner)])

    def judge(self, group: Group, rows: Sequence[Record], stack: Stack) -> tuple[Span | None, judge.Verdict]:
        """The span of ``rows`` and the verdict on it."""
        known = self._values(group, rows)
        lost = next(("unknown_key" for k in self._required if known.get(k) is None), None)
        own: Sequence[Record] = [r for r in rows if not r.get(OTHER)]
        # The new version of a record may have another day than the one it takes the place of.
        period = self.period(own[0]) if self.plan.by_record and own else group.period
        undated = period is None and (self.plan.repeated or not self.plan.dateless)
        others = [r for r in rows if r.get(OTHER)]
        either = self.plan.against is not None and self.plan.against.either
        if not own and not (either and any(not r["_stray"] for r in others)):
            return None, judge.Verdict("not_applicable")  # a group without rows does not exist
        if not self.knows(group, own):
            return None, judge.Verdict("not_applicable")
        if not own:
            own = self.strays(group)
        counted = [self._existing(r) for r in own]
        doubt = (
            bool(own) and all(r.get("_possible") for r in counted) and not any(r.get("_stray") for r in own)
        )
        base: bool | None = None
        if self.plan.change:
            current = [r for r in counted if self.period(r) == group.period]
            before = [r for r in counted if self.period(r) != group.period]
            span = self._change(current, before)
            if not before:
                base = group.period is not None and self._span(group)[1] >= self.as_of
        else:
            span = self._measure(counted, others, doubt=doubt)
        verdict = judge.outcome_of(
            span, stack, closed=self.closed(group) if not undated else False,
            conflict=any(r.get("_conflict") and not r.get("_stray") for r in (*own, *others)),
            lost="unknown_date" if undated else lost, change_without_base=base,
        )  # fmt: skip
        return span, verdict

    def _existing(self, row: Record) -> Record:
        return row if self.exists(row) is True else {**row, "_possible": True}

    def _measure(
        self, rows: Sequence[Record], others: Sequence[Record] = (), *, doubt: bool = False
    ) -> Span | None:
        """The measure of ``rows``. With ``doubt``, whether they exist at all for the norm, nothing can be held
        against the second ledger."""
        values = {
            i: (0, OPEN) if a.other and doubt else self._measures[p](others if a.other else rows)
            for i, (p, a) in enumerate(zip(self._positions, self._own, strict=True))
        }
        return evaluate(self.norm.measured.tree, values, self._own)

    def _change(self, current: Sequence[Record], before: Sequence[Record]) -> Span | None:
        now, then = self._measure(current), self._measure(before)
        return None if now is None or then is None else percent(now, then)

    def stack(self, group: Group, rows: Sequence[Record]) -> Stack:
        """The marks that bind ``group``."""
        own = self._values(group, rows)
        organisation = own.get(self.plan.owner or "")
        attributes = self._strata.attributes(organisation, {c: own.get(c) for c in self._columns})
        return self._strata.precedence.stack(
            attributes, self._strata.chain(organisation), self._day(group, rows)
        )

    def _values(self, group: Group, rows: Sequence[Record]) -> dict[str, Any]:
        """What identifies ``group``, and the further columns of its record."""
        first: Record = next((r for r in rows if not r.get(OTHER)), {})
        return {
            **{k: first.get(k) for k in self.plan.extras},
            **dict(zip(self.plan.keys, group.keys, strict=True)),
        }

    def _day(self, group: Group, rows: Sequence[Record]) -> date:
        """The day whose marks are asked for: the period's first, or a record's own."""
        if self.plan.by_record and rows and self.plan.ledger.date:  # a record's own row comes first
            return rows[0].get(self.plan.ledger.date or "") or self.as_of
        return self.as_of if group.period is None else self._span(group)[0]
