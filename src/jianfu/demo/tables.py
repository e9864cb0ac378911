"""One table on one sheet, with its title, headings and perhaps a foot, as most offices send in theirs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from jianfu.demo.sheets import Cell, Sheet, write_book


def write_table(
    path: Path,
    title: str,
    heads: str,
    rows: Iterable[Sequence[Cell]],
    foot: str | None = None,
    name: str = "Sheet1",
) -> None:
    """Write a workbook with one table; ``heads`` are headings parted by blanks."""
    sheet = Sheet(name)
    headings = heads.split()
    sheet.title(title, len(headings))
    sheet.add(*headings)
    for row in rows:
        sheet.add(*row)
    if foot is not None:
        sheet.add(foot)
    write_book(path, [sheet])


def county_mark(norm: str, figure: str, zh: str, en: str, scope: str | None = None) -> dict[str, Any]:
    """A mark of the county's plan; ``figure`` is written ``at_most 3 times``."""
    side, _, value = figure.partition(" ")
    mark: dict[str, Any] = {"norm": norm, side: value, "restated": {"zh": zh, "en": en}}
    return mark if scope is None else {**mark, "for": scope}
