"""Web pages saved as .xls, as many office systems export them: each table a sheet."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from jianfu.ledgers.reading.sheet import Merge, Row, Sheet
from jianfu.terms.errors import JianfuError

_LARGEST = 64 * 1024 * 1024
_MOST_SPAN = 1000


class _Tables(HTMLParser):
    """Collects the cells of all tables, nested ones into their outer cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[tuple[list[list[object]], list[Merge]]] = []
        self._depth = 0
        self._row: list[object] | None = None
        self._cell: list[str] | None = None
        self._span = (1, 1)
        self._open: dict[int, int] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append(([], []))
                self._open = {}
        elif self._depth == 1 and tag == "tr":
            self._end_row()
            self._row = []
        elif self._depth == 1 and tag in ("td", "th"):
            self._end_cell()
            if self._row is None:
                self._row = []
            given = dict(attrs)
            self._span = (_span(given.get("rowspan")), _span(given.get("colspan")))
            self._cell = []
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self._depth:
            if self._depth == 1:
                self._end_row()
            self._depth -= 1
        elif self._depth == 1 and tag in ("td", "th"):
            self._end_cell()
        elif self._depth == 1 and tag == "tr":
            self._end_row()

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def _skip_covered(self) -> None:
        assert self._row is not None
        while self._open.get(len(self._row), 0) > 0:
            self._row.append(None)

    def _end_cell(self) -> None:
        if self._cell is None or self._row is None:
            return
        self._skip_covered()
        rows, merges = self.tables[-1]
        down, right = self._span
        column = len(self._row)
        self._row.append("".join(self._cell).strip() or None)
        self._row.extend([None] * (right - 1))
        if down > 1 or right > 1:
            merges.append((len(rows), column, len(rows) + down - 1, column + right - 1))
        if down > 1:
            for c in range(column, column + right):
                self._open[c] = down
        self._cell = None

    def _end_row(self) -> None:
        self._end_cell()
        if self._row is None:
            return
        self._skip_covered()
        self.tables[-1][0].append(self._row)
        self._open = {c: n - 1 for c, n in self._open.items() if n > 1}
        self._row = None


def _span(text: str | None) -> int:
    return min(int(text), _MOST_SPAN) if text is not None and text.strip().isdigit() and int(text) > 0 else 1


def open_html(path: Path, encoding: str) -> list[Sheet]:
    """Every table of the page as a sheet."""
    if path.stat().st_size > _LARGEST:
        raise JianfuError("read.too_large", file=str(path), limit="64 MB")
    parser = _Tables()
    parser.feed(path.read_text(encoding=encoding))
    parser.close()
    found = []
    for number, (rows, merges) in enumerate(parser.tables, 1):
        typed: list[Row] = list(rows)
        name = None if len(parser.tables) == 1 else f"表{number}"
        found.append(Sheet(name, typed, merges, cells=sum(len(r) for r in rows)))
    return found
