"""Third pass: which stack of marks binds which stratum (place and attributes) on which days.

Groups are many, strata few: the marks are intersected once for each stratum in Python, and come to the SQL
as one relation of data. A thousand local marks make that relation longer and change no statement.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from jianfu.ledgers.derive import kind_of_name, level_of_kind
from jianfu.terms.grades import stage_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jianfu.norms.precedence import Interval, Precedence, Stack
    from jianfu.terms.places import Places

# What a scope may ask of a group's organisation; stages follow from the school system.
_OF_PLACES = frozenset({"organisation", "organisation_kind", "organisation_level", "system", "stage"})
FIRST_DAY, LAST_DAY = date(1, 1, 1), date(9999, 12, 31)


class Strata:
    """The stacks of one norm, numbered as the SQL refers to them."""

    def __init__(self, precedence: Precedence, places: Places, columns: Sequence[str]) -> None:
        self.precedence, self.places, self.columns = precedence, places, tuple(columns)
        self.stacks: list[Stack] = []
        self._number: dict[int, int] = {}
        # A pack may name its place as people do; the register says which code that is.
        self._local: dict[str, list[str]] = {}
        for place in sorted(precedence.places()):
            self._local.setdefault(_code(places, place), []).append(place)
        self._chains: dict[str, tuple[str, ...]] = {}

    @property
    def placed(self) -> bool:
        """Whether it matters which organisation a group belongs to: some mark is local, or a scope asks of it."""
        return bool(self._local) or not _OF_PLACES.isdisjoint(self.precedence.names)

    def relation(
        self,
        strata: Iterable[tuple[Any, ...]],
        *,
        floats: bool,
        between: tuple[date, date] = (FIRST_DAY, LAST_DAY),
    ) -> pa.Table:
        """One row for each stratum (organisation, then ``columns``) and span of days: the bounds and the stack.

        Only spans that touch ``between`` come into the relation; ``stacks`` holds those of all days.
        """
        rows: list[tuple[Any, ...]] = []
        known: dict[tuple[Any, ...], list[tuple[Any, ...]]] = {}
        for stratum in strata:
            attributes = self.attributes(stratum[0], dict(zip(self.columns, stratum[1:], strict=True)))
            chain = self.chain(stratum[0])
            key = (chain, *(attributes.get(n) for n in self.precedence.names))
            if key not in known:
                known[key] = [
                    s for s in self._spans(attributes, chain) if s[0] <= between[1] and s[1] >= between[0]
                ]
            rows += [(*stratum, *span) for span in known[key]]
        return _table(rows, self.columns, floats=floats)

    def _spans(self, attributes: Mapping[str, Any], chain: tuple[str, ...]) -> list[tuple[Any, ...]]:
        """First day, last day, status, number of the stack, bounds; neighbours with one stack joined."""
        days = [FIRST_DAY, *self.precedence.days(chain)]
        spans: list[tuple[Any, ...]] = []
        for first, after in zip(days, [*days[1:], None], strict=True):
            stack = self.precedence.stack(attributes, chain, first)
            last = LAST_DAY if after is None else date.fromordinal(after.toordinal() - 1)
            number = self.number(stack)
            if spans and spans[-1][3] == number:
                spans[-1] = (spans[-1][0], last, *spans[-1][2:])
            else:
                spans.append((first, last, stack.status, number, *bounds_of(stack)))
        return spans

    @property
    def beyond(self) -> tuple[float | None, float | None] | None:
        """The greatest lower and the least upper bound of all stacks but advisory ones; a group that lies within
        both is no finding. None when some stack makes findings whatever the measure."""
        if any(stack.status not in {"ok", "none"} for stack in self.stacks):
            return None
        intervals = [
            i for stack in self.stacks for i in (stack.mandatory, stack.in_principle, stack.advisory)
        ]
        lows = [i.lo.value for i in intervals if i.lo is not None]
        highs = [i.hi.value for i in intervals if i.hi is not None]
        return max(lows, default=None), min(highs, default=None)

    @property
    def plain(self) -> bool:
        """Whether each group that marks cover is kept when it is no finding: every stack has a ceiling, none advises."""
        covering = [stack for stack in self.stacks if stack.status != "none"]
        return self.beyond is not None and all(
            (s.mandatory.hi or s.in_principle.hi) and not (s.advisory.lo or s.advisory.hi) for s in covering
        )

    def number(self, stack: Stack) -> int:
        """The position of ``stack`` in ``stacks``."""
        if id(stack) not in self._number:
            self._number[id(stack)] = len(self.stacks)
            self.stacks.append(stack)
        return self._number[id(stack)]

    def chain(self, organisation: str | None) -> tuple[str, ...]:
        """The places with marks of their own that ``organisation`` stands under, nearest first."""
        if organisation is None or not self._local:
            return ()
        if organisation not in self._chains:
            above = self.places.ancestors(organisation)
            self._chains[organisation] = tuple(p for c in above for p in self._local.get(c, ()))
        return self._chains[organisation]

    def attributes(self, organisation: str | None, own: Mapping[str, Any]) -> dict[str, Any]:
        """What scopes may ask of a group: its own columns, and what the register says of its organisation."""
        return attributes_of(self.places, organisation, own)


def _code(places: Places, place: str) -> str:
    """The code of a place that a pack names by code or by name."""
    known = places.find(place)
    return known.code if known is not None else place


def attributes_of(places: Places, organisation: str | None, own: Mapping[str, Any]) -> dict[str, Any]:
    """``own`` with stage, kind, level and system of ``organisation`` added."""
    found = dict(own)
    known = places.get(organisation)
    system = known.system if known else "六三"
    found["organisation"] = organisation
    found["system"] = system
    # Whom no register knows is what its name says: a guess, which the check tells of.
    kind = known.kind if known else kind_of_name(organisation)
    found["organisation_kind"] = kind
    found["organisation_level"] = known.level if known else level_of_kind(kind, organisation)
    if found.get("stage") is None:
        grade = own.get("grade")
        stages = known.stages if known else ()
        found["stage"] = (
            stage_of(grade, system) if grade is not None else stages[0] if len(stages) == 1 else None
        )
    return found


def bounds_of(stack: Stack) -> tuple[Any, ...]:
    """The bounds of a stack in the order of ``BOUND_COLUMNS``."""

    def ends(interval: Interval) -> tuple[Any, Any]:
        return (interval.lo.value if interval.lo else None, interval.hi.value if interval.hi else None)

    return (*ends(stack.mandatory), *ends(stack.in_principle), *ends(stack.advisory))


BOUND_COLUMNS = ("m_lo", "m_hi", "p_lo", "p_hi", "a_lo", "a_hi")


def _table(rows: list[tuple[Any, ...]], columns: Sequence[str], *, floats: bool) -> pa.Table:
    names = ["organisation", *columns, "since", "until", "status", "stack", *BOUND_COLUMNS]
    number = pa.float64() if floats else pa.int64()
    types: dict[str, pa.DataType] = {
        "organisation": pa.string(), "since": pa.date32(), "until": pa.date32(), "status": pa.string(),
        "stack": pa.int64(), **dict.fromkeys(BOUND_COLUMNS, number),
    }  # fmt: skip
    cells = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    arrays = [pa.array(c, types.get(n)) for n, c in zip(names, cells, strict=True)]
    return pa.table(arrays, names=names)
