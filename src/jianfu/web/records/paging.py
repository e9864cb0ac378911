"""Pages of long lists: each begins after the row that the last one ended with, and no request looks at more than a
bounded number of rows.

In its own order a list is read along an index, so that the last page costs what the first does. A search or a filter
looks through the ``WINDOW`` rows that follow; when they hold too few, the page says how far it looked and leads on
from there. A list sorted by another column is sorted among its first ``WINDOW`` rows. Counts stop at ``COUNTED``.

How these figures bear out is measured by ``benchmarks/web_lists.py``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import F, Q, QuerySet

from jianfu.web.accounts.models import Organisation
from jianfu.web.records.models import Row

PAGE = 50
WINDOW = 30_000
COUNTED = 10_000
# Organisations that a statement names one by one; above that it asks for them.
NAMED = 10_000


@dataclass(frozen=True)
class Key:
    """One part of an order. Where ``empty`` there may be nothing in the field: such rows come last."""

    field: str
    descending: bool = False
    empty: bool = False
    empty_first: bool = False

    def turned(self) -> Key:
        """The same order from its end."""
        return Key(self.field, not self.descending, self.empty, not self.empty_first)

    def expression(self) -> Any:
        """The key as a query takes it."""
        field = F(self.field)
        # Only where it matters: an index is not used for an order that says where nothing stands.
        nulls: dict[str, Any] = {}
        if self.empty:
            nulls = {"nulls_first": True} if self.empty_first else {"nulls_last": True}
        return field.desc(**nulls) if self.descending else field.asc(**nulls)


Order = Sequence[Key]


@dataclass(frozen=True)
class Page:
    """Rows of a list.

    ``older`` and ``newer`` are the rows after and before which the neighbouring pages begin. ``count`` counts what
    was found, up to ``COUNTED`` (``more`` says that there are more). ``until`` is the last row that was looked at
    when a window ended the search before the list did.
    """

    rows: Sequence[Row]
    older: int | None = None
    newer: int | None = None
    count: int = 0
    more: bool = False
    until: Row | None = None


def own_order(model: type[Row]) -> Order:
    """The order that an index of the table gives."""
    if model.ledger.date is None:
        return (Key("pk"),)
    return (Key("sorted_on", descending=True), Key("pk", descending=True))


def order_by(model: type[Row], column: str, *, descending: bool) -> Order:
    """By the values of a column, then in the list's own order."""
    fields = model.ledger.column(column).physical if column in model.ledger.by_name else (column,)
    fields = tuple(name for name in fields if not name.endswith("_max"))
    return (*(Key(name, descending, empty=True) for name in fields), *own_order(model))


@dataclass(frozen=True)
class Scope:
    """The rows that a list is about: kept by one organisation, by several, or by any; of some days or of all."""

    model: type[Row]
    kept_by: Organisation | QuerySet[Organisation] | None = None
    since: dt.date | None = None
    until: dt.date | None = None

    @cached_property
    def everybodys(self) -> QuerySet[Row]:
        """The rows of these days, whoever keeps them."""
        days = {"sorted_on__gte": self.since, "sorted_on__lte": self.until}
        bounds = {name: day for name, day in days.items() if day is not None}
        return self.model._default_manager.filter(**bounds)

    @cached_property
    def rows(self) -> QuerySet[Row]:
        """The rows."""
        if self.kept_by is None:
            return self.everybodys
        if isinstance(self.kept_by, Organisation):
            return self.everybodys.filter(kept_by=self.kept_by)
        if self.are_few:
            return self._theirs
        # Their rows are many: walking along the days finds them soon. Databases would gather and sort them all,
        # were the organisations not written so that no index serves.
        return self.everybodys.alias(_keeper=F("kept_by_id") + 0).filter(_keeper__in=self._keepers)

    @cached_property
    def are_few(self) -> bool:
        """Whether several organisations keep so few rows that all of them can be looked at."""
        return isinstance(self.kept_by, QuerySet) and self._theirs.order_by()[: WINDOW + 1].count() <= WINDOW

    @cached_property
    def _keepers(self) -> Any:
        """Several organisations by number. Named one by one they cannot be joined the wrong way round, which a
        database does that has not looked at its tables since they were filled."""
        assert isinstance(self.kept_by, QuerySet)
        numbers = self.kept_by.order_by().values_list("pk", flat=True)
        listed = list(numbers[: NAMED + 1])
        return listed if len(listed) <= NAMED else numbers

    @property
    def _theirs(self) -> QuerySet[Row]:
        return self.everybodys.filter(kept_by__in=self._keepers)

    def window(self, order: Order, start: Sequence[Any] | None = None) -> tuple[QuerySet[Row], Row | None]:
        """The rows that one request looks at, from ``start`` on, and the last of them where there are more."""
        rows = self.rows if start is None else self.rows.filter(beyond(order, start))
        if self.are_few:
            return rows, None
        among = self.everybodys if isinstance(self.kept_by, QuerySet) else self.rows
        among = among if start is None else among.filter(beyond(order, start))
        end = list(among.order_by(*(key.expression() for key in order))[WINDOW - 1 : WINDOW + 1])
        if len(end) < 2:
            return rows, None
        return rows.filter(_up_to(order, [_value(end[0], key) for key in order])), end[0]


def page_of(
    scope: Scope,
    condition: Q,
    order: Order | None = None,
    after: int | None = None,
    before: int | None = None,
) -> Page:
    """The page of those rows of ``scope`` that fulfil ``condition``, in ``order`` (their own when left out).

    It begins after the row with the number ``after``, or ends before the row ``before``; with the first page when
    that row is gone.
    """
    own = own_order(scope.model)
    if order is not None and tuple(order) != tuple(own):
        rows, until = scope.window(own)
        found = rows.filter(condition)
        return _cut(found, order, after, before, _counted(found), until)
    if not condition:
        return _cut(scope.rows, own, after, before, _counted(scope.rows), None)
    first, until = scope.window(own)
    count = _counted(first.filter(condition))
    start = _values(first, own, after if after is not None else before)
    if start is not None:
        towards = own if after is not None else tuple(key.turned() for key in own)
        first, until = scope.window(towards, start)
    return _cut(first.filter(condition), own, after, before, count, until)


def _cut(
    found: QuerySet[Row],
    order: Order,
    after: int | None,
    before: int | None,
    count: tuple[int, bool],
    until: Row | None,
) -> Page:
    """One page of what was found; ``until`` is where the search ended."""
    start = _values(found, order, after if after is not None else before)
    back = start is not None and after is None
    towards = tuple(key.turned() for key in order) if back else order
    if start is not None:
        found = found.filter(beyond(towards, start))
    taken = list(found.order_by(*(key.expression() for key in towards))[: PAGE + 1])
    full, taken = len(taken) > PAGE, taken[:PAGE]
    last = taken[-1].pk if taken else None
    # Where the search may go on: after the last row shown, else after the last one looked at.
    onward = last if full else until.pk if until is not None and _is_own(order) else None
    if back:
        taken.reverse()
    return Page(
        rows=taken,
        older=last_of(taken) if back else onward,
        newer=onward if back else first_of(taken) if start is not None else None,
        count=count[0],
        more=count[1],
        until=None if full and _is_own(order) else until,
    )


def first_of(rows: Sequence[Row]) -> int | None:
    """The number of the first row, if there is one."""
    return rows[0].pk if rows else None


def last_of(rows: Sequence[Row]) -> int | None:
    """The number of the last row, if there is one."""
    return rows[-1].pk if rows else None


def _is_own(order: Order) -> bool:
    return not any(key.empty for key in order)


def _up_to(order: Order, values: Sequence[Any]) -> Q:
    """The rows of a list in its own order up to one with these ``values``, which is among them."""
    first, *rest = order
    found = Q(**{f"{first.field}__{'gte' if first.descending else 'lte'}": values[0]})
    for key, value in zip(rest, values[1:], strict=True):
        past = {first.field: values[0], f"{key.field}__{'lt' if key.descending else 'gt'}": value}
        found &= ~Q(**past)
    return found


def _counted(found: QuerySet[Row]) -> tuple[int, bool]:
    count = found.order_by()[: COUNTED + 1].count()
    return min(count, COUNTED), count > COUNTED


def _values(rows: QuerySet[Row], order: Order, number: int | None) -> list[Any] | None:
    """Where a row stands in ``order``; None when it is gone."""
    if number is None:
        return None
    row = rows.model._default_manager.filter(pk=number).first()
    return [_value(row, key) for key in order] if row is not None else None


def _value(row: Row, key: Key) -> Any:
    return getattr(row, key.field)


def beyond(order: Order, values: Sequence[Any]) -> Q:
    """The rows that come after one with these ``values``."""
    if _is_own(order):
        return _beyond_own(order, values)
    found = Q(pk__in=[])
    equal = Q()
    for key, value in zip(order, values, strict=True):
        found |= equal & _further(key, value)
        equal &= Q(**{f"{key.field}__isnull": True}) if value is None else Q(**{key.field: value})
    return found


def _beyond_own(order: Order, values: Sequence[Any]) -> Q:
    """As ``beyond``, written so that databases walk along the index: a bound, and a few rows left out."""
    first, *rest = order
    if not rest:
        return _further(first, values[0])
    (second,) = rest
    bound = Q(**{f"{first.field}__{'lte' if first.descending else 'gte'}": values[0]})
    upto = Q(
        **{first.field: values[0], f"{second.field}__{'gte' if second.descending else 'lte'}": values[1]}
    )
    return bound & ~upto


def _further(key: Key, value: Any) -> Q:
    if value is None:
        return Q(**{f"{key.field}__isnull": False}) if key.empty_first else Q(pk__in=[])
    further = Q(**{f"{key.field}__{'lt' if key.descending else 'gt'}": value})
    if key.empty and not key.empty_first:
        further |= Q(**{f"{key.field}__isnull": True})
    return further
