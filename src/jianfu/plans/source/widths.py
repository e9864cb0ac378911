"""The width at which a text was broken into lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from jianfu.plans.source.bounds import ends
from jianfu.plans.source.raw import Raw

_NARROWEST, _WIDEST = 16, 60


def wrapped(raws: Sequence[Raw]) -> int:
    """The width at which the text was broken, 0 where it was not.

    Lines broken at a width are about equally long, and most of the long ones stop within a sentence.
    """
    texts = [r.text for r in raws if not r.why and not r.whole and len(r.text) >= _NARROWEST]
    if len(texts) < 8:
        return 0
    counts = Counter(min(len(t), _WIDEST + 1) for t in texts)
    if counts[_WIDEST + 1] > 0.1 * len(texts):
        return 0
    full = max((n for n in counts if n <= _WIDEST), key=lambda n: (counts[n] + counts[n - 1], n))
    near = [t for t in texts if full - 3 <= len(t) <= full + 3]
    broken = [t for t in near if not ends(t)]
    return full if len(near) >= 0.35 * len(texts) and len(broken) >= 0.5 * len(near) else 0
