"""Hypothesis strategies for small worlds: rows of one ledger, a change to them, places, calendars and local marks.

A draft names places by short codes (C a county, T a township, S1 … schools); ``placed`` gives it a prefix of its
own, so that many drafts can share one table: groups never cross organisations.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from jianfu.ledgers.registry import ledgers
from jianfu.norms.model import Catalogue, Except, Mark, Norm, Source
from jianfu.norms.predicates import GROUP_FIELDS, fields_of, parse
from jianfu.terms.calendar import Calendar, Term
from jianfu.terms.cells.model import OPEN
from jianfu.terms.places import Organisation, Places
from jianfu.terms.text import Text
from tests.engine import pools

Row = Mapping[str, Any]
POLICY = "cn/jiaoji-han-2021-13"
REGIONS = ("R0", "R1", "R2")
COMMON = Calendar.default(2016, 2028)
CALENDARS: Mapping[str, Calendar] = {
    "R1": Calendar(
        [
            Term("2026-2027-1", date(2026, 8, 24), date(2027, 1, 20)),
            Term("2025-2026-2", date(2026, 2, 16), date(2026, 7, 3)),
        ]
    ),
    "R2": Calendar([Term("2026-2027-1", date(2026, 9, 7), date(2026, 10, 18))]),
}


@dataclass(frozen=True)
class Draft:
    """One world: rows of ``ledger`` before, rows added, indexes of rows removed, places and local marks."""

    ledger: str
    rows: tuple[Row, ...]
    added: tuple[Row, ...]
    removed: tuple[int, ...]
    organisations: tuple[Organisation, ...]
    marks: tuple[Mark, ...]

    @property
    def after(self) -> tuple[Row, ...]:
        """The rows after the change."""
        kept = [r for i, r in enumerate(self.rows) if i not in self.removed]
        return (*kept, *self.added)


@st.composite
def organisations(draw: st.DrawFn) -> tuple[Organisation, ...]:
    """A county in some region, a township, schools below either; S9 is known to nobody."""
    systems, stages = (
        st.sampled_from(("六三", "五四")),
        st.sampled_from(((), ("primary",), ("primary", "junior"), ("senior",))),
    )
    kinds = st.sampled_from(("school", "office", None))
    found = [
        Organisation("C", "C", "place", "county", draw(st.sampled_from(REGIONS))),
        Organisation("T", "T", "government", "township", "C"),
    ]
    for code in ("S1", "S2", "S3"):
        parent = draw(st.sampled_from(("C", "T", "C", "T", None)))
        found.append(Organisation(code, code, draw(kinds), "unit", parent, draw(stages), draw(systems)))
    return tuple(found)


@st.composite
def subset(draw: st.DrawFn, pool: Sequence[Any], most: int, *, null: int) -> list[Any]:
    """A few values to draw rows from, so that rows meet in groups; one time in ``null`` null is among them (0: never)."""
    found = draw(st.lists(st.sampled_from(pool), min_size=1, max_size=most, unique=True))
    return [*found, None] if null and draw(st.integers(1, null)) == null else found


@st.composite
def rows_of(draw: st.DrawFn, ledger: str, most: int, *, blanks: bool, lost: bool) -> st.SearchStrategy[Row]:
    """A strategy for rows of one world: each column keeps to a few values of its pool.

    ``blanks`` allows nulls; ``lost`` also where the row says whose it is.
    """
    declared = ledgers()[ledger]
    keys = {n for c in declared.key for n in declared.column(c).physical} | {"organisation", "host"}
    columns: dict[str, st.SearchStrategy[Any]] = {}
    for name in sorted(pools.relevant(ledger) | {"organisation", "_conflict"}):
        if name == "_conflict":
            columns[name] = st.sampled_from([False] * 9 + [True]) if blanks else st.just(False)
        elif name.endswith("_max"):
            columns[name] = (
                st.sampled_from([None, None, None, *pools.values(ledger, name)]) if blanks else st.none()
            )
        elif name == "term":
            columns[name] = st.sampled_from(
                draw(st.sampled_from(([None], [None, *pools.values(ledger, name)])))
            )
        else:
            whose = name in {"organisation", "host"}
            few = draw(st.sampled_from((1, 2))) if name in keys else 3
            often = (6 if lost or not whose else 0) if name in keys else 3
            columns[name] = st.sampled_from(
                draw(subset(pools.values(ledger, name), few, null=often if blanks else 0))
            )
    return st.fixed_dictionaries(columns).map(_consistent)


def _consistent(row: dict[str, Any]) -> dict[str, Any]:
    """The upper ends of amounts above the lower; none above an unknown one."""
    for name in [n for n in row if n.endswith("_max")]:
        low = row.get(name.removesuffix("_max"))
        row[name] = None if low is None or row[name] is None else min(low + row[name], OPEN)
    return row


def identity(ledger: str, row: Row) -> tuple[Any, ...]:
    """Organisation and declared key: what a record is known by."""
    declared = ledgers()[ledger]
    return (
        row.get("organisation"),
        *(row.get(n) for c in declared.key for n in declared.column(c).physical if not n.endswith("_max")),
    )


@st.composite
def drafts(
    draw: st.DrawFn,
    ledger: str,
    *,
    blanks: bool = True,
    lost: bool = False,
    most: int = 7,
    marks: bool = True,
) -> Draft:
    """A world of ``ledger`` with a change: records added, removed, replaced, swapped or mended."""
    row = draw(rows_of(ledger, most, blanks=blanks, lost=lost))
    number = draw(st.sampled_from((3, 5, most, 4, 1, 0)))
    rows: list[Row] = [draw(row) for _ in range(number)]
    kind = draw(st.sampled_from(("replace", "add", "swap", "remove", "mend", "nothing")))
    added: list[Row] = [
        draw(row) for _ in range({"add": draw(st.integers(1, 3)), "swap": 2, "replace": 1}.get(kind, 0))
    ]
    removed: list[int] = []
    if rows and kind not in {"add", "nothing"}:
        removed = draw(st.lists(st.integers(0, len(rows) - 1), min_size=1, max_size=2, unique=True))
    if removed and kind == "mend":  # the same record with some other values
        columns = draw(st.lists(st.sampled_from(sorted(rows[removed[0]])), min_size=1, max_size=4))
        other = draw(row)
        added = [_consistent({**rows[removed[0]], **{c: other[c] for c in columns}})]
    if not ledgers()[ledger].repeats:
        rows, removed, added = _keyed(ledger, rows, removed, added)
    places = draw(organisations())
    local: list[Mark] = []
    watching = [n for n in pools.asking(ledger) if n.watches == ledger]
    if marks and watching:  # on one norm, so that they meet
        norm = draw(st.sampled_from(watching))
        local = [draw(local_marks(norm)) for _ in range(draw(st.integers(0, 4)))]
    return Draft(ledger, tuple(rows), tuple(added), tuple(removed), places, tuple(local))


def _keyed(
    ledger: str, rows: list[Row], removed: list[int], added: list[Row]
) -> tuple[list[Row], list[int], list[Row]]:
    """The same with each key once, before and after: where a ledger's key does not repeat, reading merges."""
    first: dict[tuple[Any, ...], int] = {}
    kept: list[Row] = []
    gone: list[int] = []
    for index, row in enumerate(rows):
        if identity(ledger, row) not in first:
            first[identity(ledger, row)] = len(kept)
            if index in removed:
                gone.append(len(kept))
            kept.append(row)
    seen = {identity(ledger, r) for i, r in enumerate(kept) if i not in gone}
    new: list[Row] = []
    for row in added:
        if identity(ledger, row) not in seen:
            seen.add(identity(ledger, row))
            new.append(row)
    return kept, gone, new


# -- local marks -----------------------------------------------------------------------------------------

_SCOPES = (
    None,
    None,
    "grade between 1 and 4",
    "stage = 'primary'",
    "organisation_kind = 'school'",
    "system = '五四'",
)
_DATES = (date(2021, 9, 1), date(2025, 9, 1), date(2026, 1, 1), date(2026, 10, 19), date(2026, 10, 20))
_LEVELS = {"C": ("county", "township", "unit"), "T": ("township", "unit"), "S1": ("unit",), "S2": ("unit",)}


def scopes(norm: Norm) -> list[str | None]:
    """Scopes that a mark on ``norm`` may have: attributes that its groups can know."""
    fields = set(norm.keys) | set(GROUP_FIELDS)
    return [
        s
        for s in _SCOPES
        if s is None or (s.split()[0] in fields and not (s.startswith("grade") and "grade" not in norm.keys))
    ]


@st.composite
def local_marks(draw: st.DrawFn, norm: Norm) -> Mark:
    """A mark that some place sets on ``norm``: stricter, looser, with exceptions, for a time."""
    place = draw(st.sampled_from(sorted(_LEVELS)))
    level = draw(st.sampled_from(_LEVELS[place]))
    lo, hi = draw(bounds(norm))
    first = draw(st.sampled_from(_DATES))
    last = draw(st.sampled_from((None, None, None, date(2026, 10, 19), date(2026, 12, 31))))
    number = draw(st.integers(1, 9))
    same_rank = [m.id for m in norm.marks if m.level == level]
    earlier = f"{norm.id}@{place}#{draw(st.integers(1, 9))}"
    replaces = draw(st.sampled_from([None, None, None, earlier, *same_rank]))
    return Mark(
        f"{norm.id}@{place}#{number}", norm.id, lo, hi, level, first, Source(POLICY, None), last, place,
        draw(st.sampled_from(scopes(norm)).map(lambda s: _scope(norm, s))),
        draw(st.sampled_from(("mandatory", "mandatory", "in_principle", "advisory"))),
        replaces=replaces if replaces != f"{norm.id}@{place}#{number}" else None,
        figure_certainty=draw(st.sampled_from(("sure", "sure", "sure", "unsure"))),
        excepts=tuple(draw(exceptions(norm)) for _ in range(draw(st.sampled_from((0, 0, 1, 2))))),
    )  # fmt: skip


@st.composite
def bounds(draw: st.DrawFn, norm: Norm) -> tuple[float | None, float | None]:
    """The interval of a mark: a figure near those of the norm, on the side where the norm has its own, or both."""
    if norm.form != "measure":
        return None, 0
    known = [v for m in norm.marks for v in (m.lo, m.hi) if v is not None] or [2, 60, 500]
    figure: float = draw(st.sampled_from(known)) + draw(st.sampled_from((-10, -1, 0, 1, 10)))
    if norm.measured.unit == "percent":
        figure = float(figure)
    floor = any(m.lo is not None for m in norm.marks)
    side = draw(st.sampled_from(("own", "own", "own", "other", "both")))
    if side == "both":
        return figure, figure + draw(st.sampled_from((0, 20)))
    return (figure, None) if floor == (side == "own") else (None, figure)


@st.composite
def exceptions(draw: st.DrawFn, norm: Norm) -> Except:
    """An exception: an exemption or another figure, from any level."""
    known = [s for s in scopes(norm) if s is not None]
    exempt = norm.form != "measure" or draw(st.booleans())
    lo, hi = (None, None) if exempt else draw(bounds(norm))
    scope = _scope(norm, draw(st.sampled_from(known)))
    assert scope is not None
    level = draw(st.sampled_from(("national", "county", "unit")))
    return Except(Text("例外", "exception"), scope, level, Source(POLICY, None), lo, hi)


def _scope(norm: Norm, text: str | None) -> Any:
    fields = {**fields_of(ledgers()[norm.watches]), **GROUP_FIELDS}
    return None if text is None else parse(text, fields)


# -- many drafts in one ----------------------------------------------------------------------------------


def placed(draft: Draft, prefix: str) -> Draft:
    """``draft`` with ``prefix`` before every organisation and mark of its own."""

    def code(value: str | None) -> str | None:
        return None if value is None or value in REGIONS else prefix + value

    orgs = ["organisation", *(c.name for c in ledgers()[draft.ledger].columns if c.type == "org")]

    def row(given: Row) -> Row:
        return {**given, **{n: code(given[n]) for n in orgs if n in given}}

    def mark(given: Mark) -> Mark:
        return replace(
            given, id=prefix + given.id, place=code(given.place), replaces=_own(given.replaces, prefix)
        )

    return replace(
        draft,
        rows=tuple(row(r) for r in draft.rows),
        added=tuple(row(r) for r in draft.added),
        organisations=tuple(
            replace(o, code=prefix + o.code, name=prefix + o.name, parent=code(o.parent))
            for o in draft.organisations
        ),
        marks=tuple(mark(m) for m in draft.marks),
    )


def _own(replaces: str | None, prefix: str) -> str | None:
    return prefix + replaces if replaces and "@" in replaces else replaces


def laid(marks: Sequence[Mark], norms: Sequence[Norm] | None = None) -> Catalogue:
    """The packaged catalogue (or just ``norms`` of it) with ``marks`` laid over, each id once."""
    base = pools.catalogue()
    chosen = base.norms.values() if norms is None else norms
    own: dict[str, dict[str, Mark]] = {}
    for mark in marks:
        own.setdefault(mark.norm, {}).setdefault(mark.id, mark)
    return replace(
        base, norms={n.id: replace(n, marks=(*n.marks, *own.get(n.id, {}).values())) for n in chosen}
    )


def places(*given: Sequence[Organisation]) -> Places:
    """The places of one or more drafts, under the regions."""
    regions = [Organisation(r, r, "place", "city") for r in REGIONS]
    return Places([*regions, *(o for found in given for o in found)])


def collected(strategy: st.SearchStrategy[Any], number: int) -> list[Any]:
    """``number`` examples of ``strategy``, the same on every run: for tests that judge many worlds at once."""
    found: list[Any] = []

    @settings(
        max_examples=number, phases=[Phase.generate], derandomize=True, database=None, deadline=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(strategy)
    def collect(example: Any) -> None:
        found.append(example)

    collect()
    return found
