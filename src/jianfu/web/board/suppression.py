"""Small cells: what counts fewer than five people is not shown, nor what it could be worked out from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LEAST = 5
"""The smallest count of people that is published; none at all (0) is not about anybody."""
_ROOM = 3 * LEAST
"""Cells hidden beside a published total come to at least this, so that many counts could stand in each of them."""


@dataclass(frozen=True)
class Hidden:
    """Which cells of a group are not shown, by their places, and whether its total is."""

    cells: frozenset[int] = frozenset()
    total: bool = False


def hidden(counts: Sequence[int | None], *, total: bool = True) -> Hidden:
    """What to hide of ``counts``; ``total`` says that their sum stands beside them. None is missing anyway.

    Every cell of 1 to 4. Beside a total also others, from the first on, as long as what is hidden is one cell or comes
    to little: else the hidden one were the total less the rest. Where the others do not suffice, the total is hidden
    instead.
    """
    small = [i for i, n in enumerate(counts) if n is not None and 0 < n < LEAST]
    if not small or not total:
        return Hidden(frozenset(small))
    if any(n is None for n in counts):
        # What is missing takes part in the total: it can be neither reckoned with nor hidden.
        return Hidden(frozenset(small), total=True)
    # By place and not by size: whoever knew that the smallest is hidden too could reckon from what is shown.
    others = [i for i, n in enumerate(counts) if n is not None and n >= LEAST]
    chosen = list(small)
    for i in others:
        if len(chosen) > 1 and sum(counts[k] or 0 for k in chosen) >= _ROOM:
            break
        chosen.append(i)
    if len(chosen) < 2 or sum(counts[k] or 0 for k in chosen) < _ROOM:
        return Hidden(frozenset(small), total=True)
    return Hidden(frozenset(chosen))
