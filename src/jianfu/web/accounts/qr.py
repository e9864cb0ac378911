"""QR codes as inline SVG: one path, drawn in the colour of the text, no style."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString


def qr_code(text: str) -> SafeString:
    """The code of ``text`` with its quiet zone; its meaning must stand beside it in words."""
    code = segno.make(text, error="m", micro=False)
    drawn = "".join(
        f"M{x} {y}h{width}v1h-{width}z"
        for y, row in enumerate(code.matrix_iter(border=4))
        for x, width in _runs(row)
    )
    side = code.symbol_size(border=4)[0]
    return format_html(
        '<svg class="qr" viewBox="0 0 {0} {0}" width="232" height="232" shape-rendering="crispEdges"'
        ' aria-hidden="true"><path d="{1}" fill="currentColor"/></svg>',
        side,
        drawn,
    )


def _runs(row: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Where dark modules stand side by side in a row: the first, and how many."""
    x = 0
    for dark, run in groupby(row):
        width = sum(1 for _ in run)
        if dark:
            yield x, width
        x += width
