"""From records to groups in Python: what a record says, what it counts for, which group and period it falls in.

The counterpart of ``rows_sql`` for single questions.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from jianfu.engine.relations import identifier, same
from jianfu.engine.run import year_before
from jianfu.norms.closures import compile_predicate
from jianfu.norms.predicates import OF_DAY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jianfu.engine.plan import Plan
    from jianfu.engine.world import World
    from jianfu.terms.calendar import Calendar

    Record = Mapping[str, Any]


@dataclass(frozen=True)
class Group:
    """What one measurement is about: values of the keys, the period, and for a norm by record the record."""

    keys: tuple[Any, ...]
    period: str | None
    record: Any = None


class Grouping:
    """The records of one plan over one ledger: whether they exist for it, and where they belong."""

    def __init__(self, plan: Plan, world: World, as_of: date) -> None:
        self.plan, self.world, self.as_of = plan, world, as_of
        self._relation = world.backend.relations().get(plan.ledger.name)
        self._among = compile_predicate(plan.among) if plan.among is not None else None
        self._defaults = {c.name: c.absent for c in plan.ledger.columns if _usable(c.absent)}
        self._dates = {c.name for c in plan.ledger.columns if c.type == "date"}
        self._bools = {c.name for c in plan.ledger.columns if c.type == "bool"}
        self._standing_term = world.calendar.period("term", as_of).id
        self._period_of = lru_cache(maxsize=4096)(self._calendar_period)
        self._spans: dict[tuple[str | None, str], tuple[date, date]] = {}

    # -- records ------------------------------------------------------------------------------------

    def complete(self, record: Record) -> dict[str, Any]:
        """``record`` with what the declaration says of absent columns, what the calendar says of its date, and the
        day of judgement."""
        missing = {k: v for k, v in self._defaults.items() if k not in record}
        whole = {**record, **missing, "as_of": self.as_of}
        if self.plan.of_day:
            day = whole.get(self.plan.ledger.date or "")
            if day is not None:
                calendar = self._calendar(whole.get("organisation"))
                whole |= {
                    OF_DAY["weekday"]: day.isoweekday(),
                    OF_DAY["rest_day"]: calendar.is_rest_day(day),
                }
        return whole

    def exists(self, record: Record) -> bool | None:
        """Whether the norm is about this record at all; None when that is not known."""
        truth: bool | None = True if self._among is None else self._among(record)
        return truth

    def keys(self, record: Record) -> tuple[Any, ...]:
        """The values of the keys in ``record``."""
        return tuple(record.get(k) for k in self.plan.keys)

    def period(self, record: Record) -> str | None:
        """The id of the period that ``record`` falls in; its own term beats the calendar."""
        plan = self.plan
        if plan.side:
            own = record.get("term")
            return str(own)[:9] if own and plan.period == "school_year" else own
        if plan.timeless:
            return None
        if plan.ledger.standing:
            term = record.get("term") or self._standing_term
            return str(term)[:9] if plan.period == "school_year" else str(term)
        if plan.whole:
            return None
        day = record.get(plan.ledger.date or "")
        if day is None:
            return str(record["term"]) if plan.period == "term" and record.get("term") else None
        if plan.period in {None, "day"}:
            return str(day.isoformat())
        if plan.period == "term" and record.get("term"):
            return str(record["term"])
        return self.named(day, record)

    def named(self, day: date, record: Record) -> str:
        """The id of the period of the plan's kind that ``day`` lies in, for the owner of ``record``."""
        owner = self._follows(record.get(self.plan.owner or ""))
        identity, first, last = self._period_of(self.plan.period or "day", day, owner)
        self._spans[owner, identity] = first, last
        return identity

    def _follows(self, organisation: str | None) -> str | None:
        """The organisation whose calendar counts: none where there is one calendar, or groups are nobody's."""
        return organisation if self.world.calendars and self.plan.owner else None

    def _calendar(self, organisation: str | None) -> Calendar:
        for code in self.world.places.ancestors(organisation) if organisation else ():
            if code in self.world.calendars:
                return self.world.calendars[code]
        return self.world.calendar

    def _calendar_period(self, kind: str, day: date, organisation: str | None) -> tuple[str, date, date]:
        period = self._calendar(organisation).period(kind, day)
        return period.id, period.first, period.last

    # -- rows ---------------------------------------------------------------------------------------

    def select(self, where: Sequence[str], parameters: Sequence[Any]) -> list[dict[str, Any]]:
        """The rows of the ledger for which all of ``where`` holds, complete."""
        if self._relation is None:
            return []
        sql = f"{self._select} WHERE {' AND '.join(where) or '1 = 1'}"
        return [self._typed(r) for r in self.world.backend.rows(sql, list(parameters))]

    @cached_property
    def _select(self) -> str:
        """What is asked of the ledger, whichever the group."""
        assert self._relation is not None
        plan = self.plan
        needed = {*plan.keys, *plan.columns, "term", "_conflict", "organisation"}
        needed |= {plan.ledger.date} if plan.ledger.date else set()
        present = sorted(n for n in needed if n in self._relation.columns)
        select = ", ".join([*(f"t.{identifier(n)}" for n in present), f"{self._relation.id_sql} AS _id"])
        return f"SELECT {select} FROM {self._relation.sql} t"

    def where(self, keys: Mapping[str, Any], *, or_unknown: bool = False) -> tuple[list[str], list[Any]]:
        """Conditions for rows with these values; with ``or_unknown`` a row may also leave them open."""
        assert self._relation is not None
        where: list[str] = []
        parameters: list[Any] = []
        for key, value in keys.items():
            if key not in self._relation.columns:
                continue
            column = f"t.{identifier(key)}"
            if value is None:
                where.append(f"{column} IS NULL")
            else:
                where.append(f"({column} = ? OR {column} IS NULL)" if or_unknown else f"{column} = ?")
                parameters.append(value)
        return where, parameters

    def on_day(self, day: str) -> tuple[str, Any]:
        """The condition for rows of ``day``, and its parameter."""
        dialect = self.world.backend.dialect
        column = f"t.{identifier(self.plan.ledger.date or '')}"
        if dialect == "sqlite":
            return same(column, "?", dialect), day
        return f"{column} = ?", date.fromisoformat(day)

    def _typed(self, row: dict[str, Any]) -> dict[str, Any]:
        for name in self._dates & row.keys():
            if isinstance(row[name], str):
                row[name] = date.fromisoformat(row[name])
        for name in self._bools & row.keys():
            if row[name] is not None:
                row[name] = bool(row[name])
        return self.complete(row)


def year_after(day: date | None) -> date | None:
    """The day whose comparison ``day`` is part of, a year later."""
    if day is None:
        return None
    try:
        later = day.replace(year=day.year + 1)
    except ValueError:
        return None
    return later if year_before(later) == day else None


def _usable(value: object) -> bool:
    return value is not None and value not in {"unknown", "none"}
