"""No count of fewer than five people can be worked out of what is published, not even by who knows how it is hidden."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from jianfu.web.board.suppression import LEAST, hidden


def _published(counts: list[int]) -> tuple[tuple[int | None, ...], int | None]:
    """What the public sees of some counts with their total."""
    hide = hidden(counts)
    return tuple(None if i in hide.cells else n for i, n in enumerate(counts)), None if hide.total else sum(
        counts
    )


def _shares(total: int, parts: int) -> Iterator[list[int]]:
    if parts == 1:
        yield [total]
        return
    for first in range(total + 1):
        for rest in _shares(total - first, parts - 1):
            yield [first, *rest]


@given(st.lists(st.integers(0, 12), min_size=1, max_size=4))
@settings(max_examples=250, deadline=None)
def test_several_counts_could_stand_wherever_a_small_one_is_hidden(counts: list[int]) -> None:
    seen, total = _published(counts)
    gaps = [i for i, n in enumerate(seen) if n is None]
    assert all(n is None or n == 0 or n >= LEAST for n in seen)
    if total is None:
        # Nothing says what the hidden ones come to: each may be any small count.
        assert all(0 < counts[i] < LEAST for i in gaps)
        return
    if not gaps:
        return
    left = total - sum(n for n in seen if n is not None)
    possible: dict[int, set[int]] = {i: set() for i in gaps}
    for share in _shares(left, len(gaps)):
        tried = list(counts)
        for i, n in zip(gaps, share, strict=True):
            tried[i] = n
        if _published(tried) == (seen, total):
            for i, n in zip(gaps, share, strict=True):
                possible[i].add(n)
    for i in gaps:
        if 0 < counts[i] < LEAST:
            assert len(possible[i]) > 1, (counts, seen, total)


@given(st.lists(st.one_of(st.none(), st.integers(0, 40)), max_size=6))
def test_what_is_missing_and_what_stands_alone(counts: list[int | None]) -> None:
    small = {i for i, n in enumerate(counts) if n is not None and 0 < n < LEAST}
    assert hidden(counts, total=False).cells == small
    beside = hidden(counts)
    assert small <= beside.cells
    if small and None in counts:
        assert beside.total
