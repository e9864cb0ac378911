"""The groups of one norm in Python: which a record falls in, their rows, their measure and their marks.

The counterpart of the SQL passes for single questions; a property test holds the two together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from jianfu.engine import judge
from jianfu.engine.aggregate_rows import compile_aggregate
from jianfu.engine.check import year_before
from jianfu.engine.intervals import Span, evaluate, percent
from jianfu.engine.plan import plans, scope_columns
from jianfu.engine.relations import identifier, same
from jianfu.engine.strata import Strata
from jianfu.norms.closures import compile_predicate
from jianfu.norms.precedence import Precedence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jianfu.engine.world import World
    from jianfu.norms.model import Norm
    from jianfu.norms.precedence import Stack
    from jianfu.terms.calendar import Calendar

    Record = Mapping[str, Any]


@dataclass(frozen=True)
class Group:
    """What one measurement is about: values of the keys, the period, and for a norm by record the record."""

    keys: tuple[Any, ...]
    period: str | None
    record: Any = None


class Groups:
    """One norm, compiled: from records to groups, from groups to rows, spans, stacks and verdicts."""

    def __init__(self, norm: Norm, world: World, as_of: date) -> None:
        self.norm, self.world, self.as_of = norm, world, as_of
        self.plan = plans([norm])[0]
        self._relation = world.backend.relations().get(norm.watches)
        self._measures = [compile_aggregate(a) for a in self.plan.aggregates]
        self._own = list(norm.measured.aggregates())
        self._positions = judge.positions(norm, self.plan)
        self._among = compile_predicate(norm.among) if norm.among is not None else None
        self._columns = scope_columns(norm, self.plan)
        self._strata = Strata(Precedence(norm), world.places, self._columns)
        self._defaults = {c.name: c.absent for c in self.plan.ledger.columns if _usable(c.absent)}
        self._dates = {c.name for c in self.plan.ledger.columns if c.type == "date"}
        self._bools = {c.name for c in self.plan.ledger.columns if c.type == "bool"}
        self._required = judge.required_keys(self.plan)
        self._standing_term = world.calendar.period("term", as_of).id
        self._period_of = lru_cache(maxsize=4096)(self._calendar_period)
        self._spans: dict[tuple[str | None, str], tuple[date, date]] = {}

    # -- records ------------------------------------------------------------------------------------

    def complete(self, record: Record) -> dict[str, Any]:
        """``record`` with what the declaration says of absent columns, and the day of judgement."""
        missing = {k: v for k, v in self._defaults.items() if k not in record}
        return {**record, **missing, "as_of": self.as_of}

    def exists(self, record: Record) -> bool | None:
        """Whether the norm is about this record at all; None when that is not known."""
        truth: bool | None = True if self._among is None else self._among(record)
        return truth

    def of(self, record: Record) -> list[Group]:
        """The groups that ``record`` touches: one, or none, or with ``change`` also that of the next year."""
        if self.exists(record) is False:
            return []
        keys = tuple(record.get(k) for k in self.plan.keys)
        identity = record.get("_id", id(record)) if self.plan.by_record else None
        found = [Group(keys, self.period(record), identity)]
        if self.plan.change:
            later = _year_after(record.get(self.plan.ledger.date or ""))
            if later is not None and later <= self.as_of:
                found.append(Group(keys, self._named(later, record), None))
        return found

    def period(self, record: Record) -> str | None:
        """The id of the period that ``record`` falls in; its own term beats the calendar."""
        plan = self.plan
        if plan.ledger.standing:
            term = record.get("term") or self._standing_term
            return str(term)[:9] if plan.period == "school_year" else str(term)
        day = record.get(plan.ledger.date or "")
        if day is None:
            return str(record["term"]) if plan.period == "term" and record.get("term") else None
        if plan.period in {None, "day"}:
            return str(day.isoformat())
        if plan.period == "term" and record.get("term"):
            return str(record["term"])
        return self._named(day, record)

    def _named(self, day: date, record: Record) -> str:
        organisation = self._follows(record.get("organisation"))
        identity, first, last = self._period_of(self.plan.period or "day", day, organisation)
        self._spans[organisation, identity] = first, last
        return identity

    def _follows(self, organisation: str | None) -> str | None:
        """The organisation whose calendar counts: none where there is one calendar, or groups have no organisation."""
        return organisation if self.world.calendars and "organisation" in self.plan.keys else None

    def _calendar(self, organisation: str | None) -> Calendar:
        for code in self.world.places.ancestors(organisation) if organisation else ():
            if code in self.world.calendars:
                return self.world.calendars[code]
        return self.world.calendar

    def _calendar_period(self, kind: str, day: date, organisation: str | None) -> tuple[str, date, date]:
        period = self._calendar(organisation).period(kind, day)
        return period.id, period.first, period.last

    # -- groups -------------------------------------------------------------------------------------

    def fetch(self, group: Group) -> list[dict[str, Any]]:
        """The rows of ``group`` as they stand in the ledger."""
        if self._relation is None:
            return []
        if self.plan.by_record:
            if group.record is None:
                return []
            where, parameters = [f"{self._relation.id_sql} = ?"], [group.record]
        else:
            where, parameters = self._where(group)
        sql = f"{self._select} WHERE {' AND '.join(where) or '1 = 1'}"
        rows = [self._typed(r) for r in self.world.backend.rows(sql, parameters)]
        return [r for r in rows if self.exists(r) is not False and group in self.of(r)]

    @cached_property
    def _select(self) -> str:
        """What is asked of the ledger, whichever the group."""
        assert self._relation is not None
        plan = self.plan
        needed = {
            *plan.keys,
            *plan.columns,
            *([plan.ledger.date] if plan.ledger.date else []),
            "term",
            "_conflict",
        }
        present = sorted(n for n in needed if n in self._relation.columns)
        select = ", ".join([*(f"t.{identifier(n)}" for n in present), f"{self._relation.id_sql} AS _id"])
        return f"SELECT {select} FROM {self._relation.sql} t"

    def _where(self, group: Group) -> tuple[list[str], list[Any]]:
        """Conditions that hold the group's rows (and perhaps others, which ``fetch`` drops)."""
        assert self._relation is not None
        dialect = self.world.backend.dialect
        where: list[str] = []
        parameters: list[Any] = []
        for key, value in zip(self.plan.keys, group.keys, strict=True):
            if key not in self._relation.columns:
                continue
            if value is None:
                where.append(f"t.{identifier(key)} IS NULL")
            else:
                where.append(f"t.{identifier(key)} = ?")
                parameters.append(value)
        day = self.plan.ledger.date
        if self.plan.period == "day" and day and group.period is not None:
            where.append(
                same(f"t.{identifier(day)}", "?", dialect)
                if dialect == "sqlite"
                else f"t.{identifier(day)} = ?"
            )
            parameters.append(group.period if dialect == "sqlite" else date.fromisoformat(group.period))
        return where, parameters

    def _typed(self, row: dict[str, Any]) -> dict[str, Any]:
        for name in self._dates & row.keys():
            if isinstance(row[name], str):
                row[name] = date.fromisoformat(row[name])
        for name in self._bools & row.keys():
            if row[name] is not None:
                row[name] = bool(row[name])
        return self.complete(row)

    def closed(self, group: Group) -> bool:
        """Whether floors are due: at once for standing ledgers and single records, else when the period is over."""
        if self.plan.ledger.standing or self.plan.by_record:
            return True
        if group.period is None:
            return False
        return self._span(group)[1] <= self.as_of

    def _span(self, group: Group) -> tuple[date, date]:
        """First and last day of the group's period."""
        assert group.period is not None
        kind = self.plan.period or "term"
        calendar = self._calendar(self._organisation(group))
        if kind == "day":
            day = date.fromisoformat(group.period)
            return day, day
        if kind == "term":
            term = calendar.term_period(group.period)
            return term.first, term.last
        if kind == "school_year":
            return date(int(group.period[:4]), 9, 1), date(int(group.period[:4]) + 1, 8, 31)
        return self._spans[self._organisation(group), group.period]

    def _organisation(self, group: Group) -> str | None:
        if "organisation" not in self.plan.keys:
            return None
        return self._follows(group.keys[self.plan.keys.index("organisation")])

    def judge(self, group: Group, rows: Sequence[Record], stack: Stack) -> tuple[Span | None, judge.Verdict]:
        """The span of ``rows`` and the verdict on it."""
        lost = next(
            ("unknown_key" for k in self._required if group.keys[self.plan.keys.index(k)] is None), None
        )
        undated = group.period is None and not self.plan.ledger.standing
        if not rows:  # a group without rows does not exist
            return None, judge.Verdict("not_applicable")
        counted = [self._existing(r) for r in rows]
        base: bool | None = None
        if self.plan.change:
            current = [r for r in counted if self.period(r) == group.period]
            before = [r for r in counted if self.period(r) != group.period]
            span = self._change(current, before)
            if not before:
                base = group.period is not None and self._span(group)[1] >= self.as_of
        else:
            span = self._measure(counted)
        verdict = judge.outcome_of(
            span, stack, closed=self.closed(group) if not undated else False,
            conflict=any(r.get("_conflict") for r in rows),
            lost="unknown_date" if undated else lost, change_without_base=base,
        )  # fmt: skip
        return span, verdict

    def _existing(self, row: Record) -> Record:
        return row if self.exists(row) is True else {**row, "_possible": True}

    def _measure(self, rows: Sequence[Record]) -> Span | None:
        values = {i: self._measures[p](rows) for i, p in enumerate(self._positions)}
        return evaluate(self.norm.measured.tree, values, self._own)

    def _change(self, current: Sequence[Record], before: Sequence[Record]) -> Span | None:
        now, then = self._measure(current), self._measure(before)
        return None if now is None or then is None else percent(now, then)

    def stack(self, group: Group, rows: Sequence[Record]) -> Stack:
        """The marks that bind ``group``."""
        own = dict(zip(self.plan.keys, group.keys, strict=True))
        if rows:
            own |= {k: rows[0].get(k) for k in self.plan.extras}
        organisation = own.get("organisation")
        attributes = self._strata.attributes(organisation, {c: own.get(c) for c in self._columns})
        return self._strata.precedence.stack(
            attributes, self._strata.chain(organisation), self._day(group, rows)
        )

    def _day(self, group: Group, rows: Sequence[Record]) -> date:
        """The day whose marks are asked for: the period's first, or a record's own."""
        if self.plan.by_record and rows:
            return rows[0].get(self.plan.ledger.date or "") or self.as_of
        if group.period is None:
            return self.as_of
        return self._span(group)[0]


def _usable(value: object) -> bool:
    return value is not None and value not in {"unknown", "none"}


def _year_after(day: date | None) -> date | None:
    """The day whose comparison ``day`` is part of, a year later."""
    if day is None:
        return None
    try:
        later = day.replace(year=day.year + 1)
    except ValueError:
        return None
    return later if year_before(later) == day else None
