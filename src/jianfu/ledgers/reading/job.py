"""One table on its way into the store, and the bad cells met on that way."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from jianfu.ledgers.declare import Column, Ledger
from jianfu.ledgers.reading.context import Context
from jianfu.ledgers.reading.masks import veil
from jianfu.ledgers.reading.model import Fault
from jianfu.ledgers.reading.notices import MOST_FAULTS, Notices
from jianfu.ledgers.reading.rows import Cellwise, Raw
from jianfu.ledgers.reading.sheet import address
from jianfu.ledgers.reading.values import Years, text_of
from jianfu.terms.cells.model import BadCell, is_blank
from jianfu.terms.errors import Message
from jianfu.terms.grades import school_year_of


@dataclass
class Job:
    """One located table: its ledger and surroundings, its columns, and its place among the sources.

    ``row_offset`` turns a row from 0 into the row people see; ``cells`` is False where there are no cells to
    point at. ``defaulted`` collects the columns whose value was only supposed, ``lacking`` those without which
    nothing can be said of them. A ``quiet`` job is of records
    that no file surrounds: supposed values are not reported and no name is sought.
    """

    ledger: Ledger
    context: Context
    fields: list[Cellwise]
    extra: dict[int, str]
    source: int
    file: str
    sheet: str | None
    row_offset: int = 1
    cells: bool = True
    quiet: bool = False
    defaulted: set[str] = field(default_factory=set)
    lacking: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.years = Years(self.context.school_year(), self.context.year())
        if self.years.hint is None:
            self.years = self._supposed_years()
        if self.ledger.name == "homework" and not self.quiet:
            self.years = replace(self.years, month=self.context.month())
        self.index = {f.column.name: i for i, f in enumerate(self.fields)}

    def _supposed_years(self) -> Years:
        """The school year of the calendar, else that of the day of the check; offices count by calendar years.

        Who was lent out on a day without a year may have been so for years: there nothing is supposed.
        """
        context = self.context
        if context.fallback is not None or context.as_of is None or self.ledger.field == "teacher":
            return Years(context.fallback)
        if self.ledger.field == "student" or self.ledger.name == "school_calendar":
            return Years(school_year_of(context.as_of))
        return Years(None, context.as_of.year)

    @property
    def where(self) -> dict[str, Any]:
        """File and sheet, as messages want them."""
        return {"file": self.file, "sheet": self.sheet or ""}


class Faults:
    """The bad cells of one table; each cell once, and only so many of a column."""

    def __init__(self, job: Job, notices: Notices) -> None:
        self._job, self._notices = job, notices
        self._start = len(notices.faults)
        self._order: dict[int, tuple[int, int]] = {}
        self._counts: dict[str, int] = {}
        self._listed: dict[str, set[str]] = {}

    def unreadable(self, i: int, raw: Raw, error: BadCell) -> None:
        """The cell of field ``i`` in a record cannot be read."""
        f, job = self._job.fields[i], self._job
        place = self._place(i, raw)
        value = raw.values[i]
        shown = veil(text_of(value)) if f.column.personal else text_of(value)[:80]
        facts = {
            "column": f.heading or f.column.zh, "value": shown, "expected": error.expected, "example": error.example,
            "cell": place or str(raw.row + job.row_offset), **job.where,
        }  # fmt: skip
        self._add(
            Fault(job.file, job.sheet, place, f.column.name, shown, Message("read.cell", facts)), raw.row, i
        )

    def missing(self, column: Column, values: list[object], batch: list[Raw]) -> None:
        """List the records whose required value is wanting because nothing was written."""
        job, i = self._job, self._job.index.get(column.name)
        for value, raw in zip(values, batch, strict=True):
            if value is not None or (i is not None and is_blank(raw.values[i]) is None):
                continue
            place = self._place(i, raw) if i is not None else None
            row = str(raw.row + job.row_offset)
            facts = {"column": column.zh, "example": column.example, "cell": place or row, **job.where}
            code = "read.cell_blank" if place else "read.row_blank"
            fault = Fault(job.file, job.sheet, place, column.name, "", Message(code, facts))
            self._add(fault, raw.row, i if i is not None else len(job.fields))

    def close(self) -> None:
        """Put the faults in the order of rows, and say how many were not listed one by one."""
        own = self._notices.faults[self._start :]
        own.sort(key=lambda fault: self._order[id(fault)])
        self._notices.faults[self._start :] = own
        for column, count in self._counts.items():
            if count > MOST_FAULTS:
                facts = {"count": count - MOST_FAULTS, "column": column, **self._job.where}
                message = Message("read.cells_more", facts)
                self._notices.faults.append(Fault(self._job.file, self._job.sheet, None, column, "", message))

    def _place(self, i: int, raw: Raw) -> str | None:
        job = self._job
        if not job.cells:
            return None
        position = raw.positions[i] if raw.positions is not None else job.fields[i].position
        if position is None or position < 0:
            return None
        return address(raw.row + job.row_offset - 1, position)

    def _add(self, fault: Fault, row: int, field_index: int) -> None:
        if fault.cell is not None:
            # A cell that became several records is one cell to mend.
            listed = self._listed.setdefault(fault.column, set())
            if fault.cell in listed:
                return
            if len(listed) <= MOST_FAULTS:
                listed.add(fault.cell)
        count = self._counts[fault.column] = self._counts.get(fault.column, 0) + 1
        if count <= MOST_FAULTS:
            self._order[id(fault)] = (row, field_index)
            self._notices.faults.append(fault)
