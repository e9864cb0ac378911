"""Rows of tables as lines: a row of short cells is one line, cells that hold paragraphs are lines of their own."""

from __future__ import annotations

from collections.abc import Sequence

from jianfu.plans.source.raw import Raw


def row(cells: Sequence[Sequence[Raw]]) -> list[Raw]:
    """The lines of one row; where cells meet in a line there is a cut."""
    filled = [[r for r in cell if r.text.strip()] for cell in cells]
    filled = [cell for cell in filled if cell]
    if len(filled) < 2 or any(len(cell) > 1 or cell[0].why for cell in filled):
        return [r for cell in filled for r in cell]
    text, cuts = "", []
    for [raw] in filled:
        piece = raw.text.strip()
        if text:
            text += " "
            cuts.append(len(text))
        text += piece
    return [Raw(text, filled[0][0].number, cuts=tuple(cuts), whole=True)]
