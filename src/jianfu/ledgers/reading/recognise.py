"""Find the tables of a sheet and the ledger each of them is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from jianfu.ledgers.declare import Ledger
from jianfu.ledgers.derive import exam_of_title
from jianfu.ledgers.reading.across import may_stand_across, members
from jianfu.ledgers.reading.context import Context, evidence, is_labelled, read_above, spoken
from jianfu.ledgers.reading.headings import normal, owners
from jianfu.ledgers.reading.layout import Layout, adopt, lay_out, looks_like_data, weigh
from jianfu.ledgers.reading.sheet import Merge, Row
from jianfu.ledgers.reading.table_head import Head, head_at, words
from jianfu.ledgers.registry import ledgers

WINDOW = 60
"""Rows in which a first head is sought: titles, notes and blank rows above it are fewer."""

CLOSE = 0.75
"""Two ledgers whose scores differ by less than this are both meant: the reader asks instead of guessing."""

_ENOUGH = 4.0
_FURTHER = 2
_NAMED = 2.5


@dataclass
class Found:
    """A table located in a sheet; ``begin`` is the first row that belongs to it, its titles included."""

    layout: Layout
    context: Context
    begin: int = 0


@dataclass
class Failure:
    """A head that looks like a ledger's but cannot be read as one; ``rivals`` when several fit as well."""

    headings: tuple[str, ...]
    nearest: Layout
    context: Context
    rivals: tuple[Layout, ...] = field(default_factory=tuple)


Sniffer = Callable[[Layout, int], None]
"""Binds unlabelled columns of a crosstab by what stands in them (given the layout and the first row of data)."""


def _interest(row: Row) -> int:
    """How many cells of a row are headings of some ledger."""
    count = 0
    for _, value in words(row):
        if not isinstance(value, (str, int, float)) or isinstance(value, bool):
            continue
        if owners(normal(value)) or may_stand_across(str(value)):
            count += 1
    return count


def find(
    rows: Sequence[Row],
    merges: Sequence[Merge],
    context: Context,
    sniff: Sniffer,
    only: str | None = None,
    start: int = 0,
    stop: int | None = None,
    strict: bool = False,
) -> Found | Failure | None:
    """The best table whose head starts in ``rows[start:stop]``; None when nothing resembles any ledger.

    ``strict`` looks below another table for the first row that can only be a head.
    """
    best: list[Layout] = []
    contexts: dict[int, Context] = {}
    sure: int | None = None
    for first in range(start, min(len(rows), stop if stop is not None else WINDOW)):
        if len(words(rows[first])) < 1 or (
            _interest(rows[first]) < 2 and (first + 1 >= len(rows) or _interest(rows[first + 1]) < 2)
        ):
            continue
        if strict and not (_only_headings(rows[first]) and _set_apart(rows, first)):
            continue
        begin = _titles_from(rows, start, first) if strict else start
        title, labels = read_above(rows[begin:first])
        here = replace(context, title=title, labels=labels)
        obtainable = _obtainable(here)
        contexts[first] = here
        for depth in (1, 2, 3):
            head = head_at(rows, first, depth, merges)
            if head is None or looks_like_data(head):
                continue
            best.extend(_layouts(head, here, obtainable, sniff, only))
        if sure is None and any(_viable(lo) for lo in best):
            sure = first
        if sure is not None and (strict or first >= sure + _FURTHER):
            # The first head that reads is the head; what follows it is data.
            break
    if not best:
        return None
    best.sort(key=lambda lo: (-lo.score, lo.head.last - lo.head.first, lo.head.first))
    viable = [lo for lo in best if _viable(lo)]
    if not viable:
        nearest = max(
            best,
            key=lambda lo: (
                lo.matched >= 2 and evidence(lo.ledger, contexts[lo.head.first]) > 0,
                lo.matched,
                lo.score,
            ),
        )
        if nearest.matched < 2:
            return None
        return Failure(_headings(nearest.head), nearest, contexts[nearest.head.first])
    winner = viable[0]
    spoken = _contradicted(winner, best, contexts[winner.head.first])
    if spoken is not None and _viable(spoken):
        viable = [lo for lo in viable if evidence(lo.ledger, contexts[lo.head.first]) > 0]
        winner = spoken
    elif spoken is not None:
        return Failure(_headings(spoken.head), spoken, contexts[spoken.head.first])
    rivals = [lo for lo in viable if lo.ledger is not winner.ledger and winner.score - lo.score < CLOSE]
    if rivals:
        names = {lo.ledger.name: lo for lo in reversed(rivals)}
        return Failure(_headings(winner.head), winner, contexts[winner.head.first], (winner, *names.values()))
    return Found(
        winner, contexts[winner.head.first], _titles_from(rows, start, winner.head.first) if strict else start
    )


def _contradicted(winner: Layout, layouts: Sequence[Layout], context: Context) -> Layout | None:
    """The best layout of the ledger that title, sheet or file names, when another ledger would win without a word for it."""
    if evidence(winner.ledger, context) > 0:
        return None
    named = [
        lo
        for lo in layouts
        if lo.head.first == winner.head.first
        and evidence(lo.ledger, context) >= _NAMED
        and lo.matched >= min(winner.matched, 2)
    ]
    return max(named, key=lambda lo: lo.score) if named else None


def _only_headings(row: Row) -> bool:
    """Whether a row can only be headings: it starts with one, and most of its cells are.

    Subjects are headings of a wide sheet and cells of a timetable: they count only after two other headings.
    """
    filled = [str(v) for _, v in words(row) if not isinstance(v, bool)]
    if len(filled) < 3:
        return False
    named = [bool(owners(normal(v))) or v.startswith(("星期", "周")) for v in filled]
    if not (named[0] or named[1]) or sum(named) < 2:
        return False
    return sum(named) >= 0.6 * len(filled) or _interest(row) >= 0.7 * len(filled)


def _set_apart(rows: Sequence[Row], head: int) -> bool:
    """Whether a blank row, a title or a line of labels stands above: a row of data has its like above it."""
    above = words(rows[head - 1])
    return len(above) <= 1 or is_labelled("  ".join(str(v) for _, v in above))


def _titles_from(rows: Sequence[Row], start: int, head: int) -> int:
    """The first of the title rows directly above a head: rows of one cell, of labels, or blank ones between."""
    begin = head
    for r in range(head - 1, start - 1, -1):
        filled = words(rows[r])
        if not filled:
            if begin < head:
                break
            continue
        text = "  ".join(str(v) for _, v in filled)
        if len(filled) > 1 and not is_labelled(text):
            break
        begin = r
    return begin


def _layouts(
    head: Head, context: Context, obtainable: frozenset[str], sniff: Sniffer, only: str | None
) -> list[Layout]:
    found = []
    likely, said = _likely(head), spoken(context)
    # A ledger that knows less than half of what another one knows cannot win against it.
    enough = max(2.0, max(likely.values(), default=0) / 2)
    for ledger in ledgers().values():
        if only is not None and ledger.name != only:
            continue
        # Two headings of its own, a crosstab, or a word for it in title, sheet or file name.
        if (
            only is None
            and likely[ledger.name] < enough
            and ledger.name not in said
            and not _crosses(ledger, head)
        ):
            continue
        layout = lay_out(ledger, head)
        if layout.matched < 1:
            continue
        if layout.crossed:
            sniff(layout, head.last + 1)
        supplied = _for(ledger, obtainable, layout, context)
        adopt(layout, supplied, named=ledger.name in said)
        weigh(layout, said.get(ledger.name, 0.0), supplied)
        found.append(layout)
    return found


def _crosses(ledger: Ledger, head: Head) -> bool:
    """Whether some headings are values of what may stand across: a crosstab has at least two."""
    return bool(ledger.across) and sum(1 for path in head.paths if path and members(ledger, path)) >= 2


def _likely(head: Head) -> Counter[str]:
    """How many columns of the head each ledger has a name for."""
    found: Counter[str] = Counter()
    for path in head.paths:
        found.update({name for word in (*path, "".join(path)) for name in owners(normal(word))})
    return found


def _for(ledger: Ledger, obtainable: frozenset[str], layout: Layout, context: Context) -> frozenset[str]:
    """What the surroundings can supply to this ledger: an examination's name, a day, the days of a week."""
    if ledger.name != "exams":
        obtainable -= {"name"}
    if "on_weekday" not in layout.rows and context.day() is None:
        obtainable -= {"done_on"}
    return obtainable


def _viable(layout: Layout) -> bool:
    if layout.strangers and layout.crossed:
        return False  # marks of pupils by subject look like a crosstab of anything
    if layout.missing or layout.score < _ENOUGH or layout.matched < 2:
        return False
    if layout.crossed and not any(
        b.column.required or b.column.name in layout.ledger.key for b in layout.rows.values()
    ):
        # A crosstab has something down its side as well.
        return layout.ledger.name == "homework" and bool({"set_on", "on_weekday"} & set(layout.rows))
    seen = layout.matched + len(layout.extra)
    return layout.matched / seen >= 0.4


def _obtainable(context: Context) -> frozenset[str]:
    """Required columns that the surroundings of the table supply."""
    found = set()
    if context.class_name() is not None:
        found |= {"class"}
    if context.grade_text() is not None:
        found |= {"grade"}
    if context.week() is not None or context.day() is not None:
        found |= {"done_on"}
    if exam_of_title(" ".join(context.texts())) is not None:
        found |= {"name"}
    return frozenset(found)


def _headings(head: Head) -> tuple[str, ...]:
    return tuple("·".join(p) for p in head.paths if p)
