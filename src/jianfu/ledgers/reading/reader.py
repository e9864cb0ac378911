"""Reads a heap of files into one Reading: open, recognise, load, merge."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from jianfu.ledgers.declare import Ledger
from jianfu.ledgers.reading.context import Context
from jianfu.ledgers.reading.files import ACCEPTED, walk
from jianfu.ledgers.reading.identity import Merged, merge
from jianfu.ledgers.reading.job import Job
from jianfu.ledgers.reading.loading import Loader
from jianfu.ledgers.reading.locate import REGISTERS, Located, Pending, recognise
from jianfu.ledgers.reading.masks import Masks
from jianfu.ledgers.reading.model import FileError, Reading, Source, Table
from jianfu.ledgers.reading.notices import Notices
from jianfu.ledgers.reading.parquet import Canonical
from jianfu.ledgers.reading.registers import ASSUMED_YEARS, calendars, class_twice, places
from jianfu.ledgers.reading.resolve import Owners, stages_of
from jianfu.ledgers.reading.rows import Records
from jianfu.ledgers.reading.store import Store, quoted
from jianfu.ledgers.registry import ledger as ledger_named
from jianfu.terms.calendar import Calendar
from jianfu.terms.errors import JianfuError
from jianfu.terms.grades import Stage, grades_of, school_year_of
from jianfu.terms.places import Places

if TYPE_CHECKING:
    import duckdb

Progress = Callable[[str, int, int], None]
"""Called with a file's name, how many files are done, and how many there are."""

_KEPT_CELLS = 2_000_000
"""Cells of sheets kept open between recognising and loading; beyond that files are opened twice."""


class Reader:
    """One reading; ``roots`` are the paths that the caller gave, ``as_of`` the day of the check.

    ``known`` are organisations known beforehand, ``owner`` is the code of the one whose records they are where
    nothing says whose.
    """

    def __init__(
        self,
        con: duckdb.DuckDBPyConnection,
        roots: list[Path],
        as_of: dt.date | None = None,
        known: Places | None = None,
        owner: str | None = None,
        masks: Masks | None = None,
    ) -> None:
        self.con = con
        self.roots = roots
        self.as_of = as_of
        self.known = known or Places()
        self.owner = owner
        self.store = Store(con)
        self.notices = Notices()
        self.masks = masks or Masks()
        self.places = self.known
        self.sources: list[Source] = []
        self._calendars_read = 0
        self._school_year: int | None = None
        self.defaulted: dict[str, dict[str, set[int]]] = {}
        self.views: dict[str, list[tuple[Canonical, int]]] = {}

    # -- pass 2: load -----------------------------------------------------------------------------

    def load(self, pending: Pending) -> None:
        """Load every table of a file, or none of them."""
        if pending.canonical is not None:
            source = self._source(
                pending.path, None, pending.canonical.ledger.name, pending.canonical.rows, (), in_place=True
            )
            self.views.setdefault(pending.canonical.ledger.name, []).append((pending.canonical, source))
            self.notices.take(pending.notices)
            return
        first_source = len(self.sources)
        notices = pending.notices
        loaded: list[tuple[Job, int]] = []
        try:
            # A register and what refers to it may stand in one workbook.
            for located in sorted(
                pending.located, key=lambda t: REGISTERS.get(t.found.layout.ledger.name, 2)
            ):
                loaded.append(self._table(pending, located, notices))
                if located.found.layout.ledger.name == "organisations":
                    self.places = self._places()
        except Exception:
            self.store.forget(set(range(first_source, len(self.sources))))
            del self.sources[first_source:]
            self.store.next_source = first_source
            raise
        for job, rows in loaded:
            self.loaded(job, rows)
        self.notices.take(notices)

    def _source(
        self,
        path: Path,
        sheet: str | None,
        name: str,
        rows: int,
        hidden: tuple[str, ...],
        *,
        in_place: bool = False,
    ) -> int:
        number = self.store.new_source()
        self.sources.append(Source(str(path), sheet, name, rows, hidden, in_place))
        return number

    def _table(self, pending: Pending, located: Located, notices: Notices) -> tuple[Job, int]:
        layout, context, sheet = located.found.layout, located.found.context, located.sheet
        file, name = str(pending.path), sheet.name
        owners = Owners(self.places, notices, file, name, self.owner)
        context.fallback = self._calendar_year()
        source = self._source(pending.path, name, layout.ledger.name, 0, pending.hidden)
        whole = self._whole(owners, layout.ledger, context)
        self.store.make(layout.ledger)
        records = Records(layout, located.rows, sheet.merges, whole, located.plain)
        job = Job(layout.ledger, context, records.fields, layout.extra, source, file, name)
        for bound in layout.rows.values():
            if not bound.sure:
                notices.guess(
                    "read.column_near",
                    heading=bound.heading,
                    column=bound.column.zh,
                    file=file,
                    sheet=name or "",
                )
        loader = Loader(job, self.store, notices, owners, self.masks)
        rows = loader.load(records)
        if job.lacking:
            self.sources[source] = replace(self.sources[source], lacking=tuple(sorted(job.lacking)))
        self._tell(records, job, notices, rows)
        if (
            rows
            and layout.ledger.name not in ("organisations", "school_calendar")
            and loader.belonging.ownerless
        ):
            notices.guess("read.organisation_none", file=file, sheet=name or "")
        return job, rows

    def _places(self) -> Places:
        """The organisations of the table of organisations, and those known beforehand that it does not name."""
        found = places(self.con)
        return Places([*found, *(o for o in self.known if found.get(o.code) is None)])

    def _calendar_year(self) -> int | None:
        """The one school year of the calendars read so far; None when there are several or none."""
        read = sum(1 for s in self.sources if s.ledger == "school_calendar")
        if read != self._calendars_read:
            self._calendars_read, self._school_year = read, self._asked_school_year()
        return self._school_year

    def _asked_school_year(self) -> int | None:
        if "school_calendar" not in {k.name for k in self.store.made}:
            return None
        days = self.con.execute(
            "SELECT DISTINCT first_day FROM school_calendar WHERE first_day IS NOT NULL"
        ).fetchall()
        # The days before 1 September belong to a year that starts then.
        years = {school_year_of(day + dt.timedelta(days=14)) for (day,) in days}
        return years.pop() if len(years) == 1 else None

    def _whole(self, owners: Owners, ledger: Ledger, context: Context) -> tuple[int, ...]:
        """The grades that 全校 means for the organisation that the table's surroundings name."""
        quiet = Owners(self.places, Notices(), owners.file, owners.sheet, self.owner)
        code = quiet.of_context(ledger, context)
        organisation = self.places.get(code)
        stages = (organisation.stages if organisation else ()) or stages_of(code or "")
        system = organisation.system if organisation else "六三"
        return tuple(sorted(g for s in stages for g in grades_of(cast(Stage, s), system)))

    def _tell(self, records: Records, job: Job, notices: Notices, rows: int) -> None:
        counts, where = records.counts, {"file": job.file, "sheet": job.sheet or ""}
        if not rows:
            notices.note("read.table_empty", ledger=job.ledger.zh, **where)
        if counts.footers:
            notices.note("read.footers", count=counts.footers, **where)
        if counts.examples:
            notices.note("read.example_row", count=counts.examples, **where)
        if counts.lone:
            notices.guess("read.lone_rows", rows=_lines(counts.lone), **where)
        for column, count in counts.carried.items():
            notices.guess("read.filled_down", column=_zh(job.ledger, column), count=count, **where)
        for column, count in counts.expanded.items():
            notices.note("read.expanded", column=_zh(job.ledger, column), count=count, **where)
        if counts.totals_differ:
            notices.note("read.total_differs", rows=_lines(counts.totals_differ), **where)
        if counts.renumbered:
            notices.guess("read.renumbered", **where)
        if job.extra:
            notices.note(
                "read.column_unknown",
                columns="、".join(h.replace("\n", "") for h in job.extra.values()),
                **where,
            )

    # -- pass 3: merge and finish -------------------------------------------------------------------

    def add_source(self, path: Path, ledger: Ledger) -> int:
        """A source without sheet, its rows not yet counted."""
        return self._source(path, None, ledger.name, 0, ())

    def loaded(self, job: Job, rows: int) -> None:
        """Take down what a source gave and which of its values were only supposed."""
        self.sources[job.source] = replace(self.sources[job.source], rows=rows, present=tuple(job.index))
        for column in job.defaulted:
            self.defaulted.setdefault(job.ledger.name, {}).setdefault(column, set()).add(job.source)

    def finish(self, *, merging: bool = True) -> Reading:
        """Merge repeats, make views, build places and calendars."""
        for name, files in self.views.items():
            ledger = ledger_named(name)
            if len(files) > 1 or name in {k.name for k in self.store.made} or name in REGISTERS:
                self.store.make(ledger)
                for canonical, source in files:
                    self._insert(canonical, source)
        tables: dict[str, Table] = {}
        if "organisations" in {k.name for k in self.store.made}:
            self.places = self._places()
        for ledger in self.store.made:
            number = sum(1 for s in self.sources if s.ledger == ledger.name)
            supposed = self.defaulted.get(ledger.name, {})
            merged = merge(self.store, ledger, supposed, several=number > 1) if merging else Merged(0, 0, 0)
            if merged.repeated or merged.completed:
                self.notices.note(
                    "read.counted_once", ledger=ledger.zh, count=merged.repeated or merged.completed
                )
            if merged.conflicting:
                self.notices.note("read.conflicts", ledger=ledger.zh, count=merged.conflicting)
            if ledger.name == "classes":
                class_twice(self.con, self.sources, self.notices)
            tables[ledger.name] = Table(
                ledger, ledger.name, tuple(ledger.physical), self.store.count(ledger.name), merged.conflicting
            )
        for name, files in self.views.items():
            if name not in tables:
                canonical, source = files[0]
                self.store.drop(name)
                self.con.execute(f"CREATE VIEW {quoted(name)} AS {canonical.select(source)}")
                tables[name] = Table(
                    canonical.ledger, name, tuple(canonical.ledger.physical), canonical.rows, 0, in_place=True
                )
        if "organisations" in tables:
            self.places = self._places()
        if "school_calendar" in tables:
            common, own = calendars(self.con, self.places, self.sources, self.notices)
        else:
            common, own = Calendar.default(*ASSUMED_YEARS), {}
            self.notices.guess("read.calendar_assumed")
        return Reading(
            self.con, tables, tuple(self.sources), tuple(self.notices.faults), tuple(self.notices.errors),
            tuple(self.notices.guesses.values()), tuple(self.notices.notes.values()), self.places, common, own,
        )  # fmt: skip

    def _insert(self, canonical: Canonical, source: int) -> None:
        """Copy a Parquet file into its ledger's table: all of it, or nothing when a page is damaged."""
        rows = self.sources[source].rows
        try:
            self.con.execute(
                f"INSERT INTO {quoted(canonical.ledger.name)} BY NAME {canonical.select(source)}"
            )
        except Exception as error:  # duckdb's errors, whichever a damaged page gives
            rows = 0
            reason = str(error)[:200]
            self.fail(
                canonical.path, JianfuError("read.broken_parquet", file=str(canonical.path), reason=reason)
            )
        self.sources[source] = replace(self.sources[source], rows=rows, in_place=False)

    def fail(self, path: Path, error: JianfuError) -> None:
        """Note that nothing of a file was read."""
        self.notices.errors.append(FileError(str(path), error.message))


def _lines(rows: list[int]) -> str:
    shown = "、".join(str(r + 1) for r in rows[:20])
    return shown if len(rows) <= 20 else f"{shown}…（{len(rows)}）"


def _zh(ledger: Ledger, column: str) -> str:
    return (
        ledger.by_name[column].zh
        if column in ledger.by_name
        else {"organisation": "单位", "in_grade": "年级"}.get(column, column)
    )


def read(
    paths: Iterable[Path | str],
    con: duckdb.DuckDBPyConnection,
    *,
    progress: Progress | None = None,
    as_of: dt.date | None = None,
    known: Places | None = None,
    owner: str | None = None,
    masks: Masks | None = None,
) -> Reading:
    """Read files and folders into tables of ``con``, one a ledger, named like the ledger.

    ``as_of`` is the day of the check: it gives the year of days that nothing else gives a year. ``known`` are
    organisations that the files may name without listing them, ``owner`` is the code of the one whose records
    they are where they name none. Names of people are masked, unless ``masks`` says otherwise.
    Never raises for what is in a file: see ``Reading``. Tables and views of a ledger's name that ``con``
    already has are replaced.
    """
    roots = [Path(p) for p in paths]
    reader = Reader(con, roots, as_of, known, owner, masks)
    files, failed = walk(roots, reader.notices)
    for path, error in failed:
        reader.fail(path, error)
    if not files:
        for root in roots:
            if root.is_dir():
                reader.fail(root, JianfuError("read.nothing", file=str(root), accepted=ACCEPTED))
    waiting: list[Pending | Path] = []
    ranks: dict[int, int] = {}
    kept = 0
    for n, path in enumerate(files):
        if progress is not None:
            progress(str(path), n, 2 * len(files))
        pending = _guarded(reader, path, partial(recognise, path, roots, con, as_of))
        if pending is None:
            continue
        cells = sum(t.sheet.cells for t in pending.located)
        ranks[len(waiting)] = pending.rank
        if kept + cells > _KEPT_CELLS and pending.rank == 2:
            waiting.append(path)
        else:
            kept += cells
            waiting.append(pending)
    for done, index in enumerate(sorted(ranks, key=lambda i: (ranks[i], i))):
        entry = waiting[index]
        path = entry if isinstance(entry, Path) else entry.path
        if progress is not None:
            progress(str(path), len(files) + done, 2 * len(files))
        pending = (
            entry
            if isinstance(entry, Pending)
            else _guarded(reader, path, partial(recognise, path, roots, con, as_of))
        )
        if pending is not None:
            _guarded(reader, path, partial(reader.load, pending))
        waiting[index] = path
    return reader.finish()


T = TypeVar("T")


def _guarded(reader: Reader, path: Path, step: Callable[[], T]) -> T | None:
    """Run a step on a file; whatever goes wrong is that file's error and no other's."""
    try:
        return step()
    except JianfuError as error:
        reader.fail(path, error)
    except MemoryError:
        reader.fail(path, JianfuError("read.unexpected", file=str(path), reason="MemoryError"))
    except Exception as error:  # a fault of ours must not take the other files down with it
        reader.fail(
            path,
            JianfuError("read.unexpected", file=str(path), reason=f"{type(error).__name__}: {error}"[:200]),
        )
    return None
