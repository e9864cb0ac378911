"""Raw records to typed columns, batch by batch: each column is parsed by itself, each spelling once."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import islice

from jianfu.ledgers.declare import Column, Ledger
from jianfu.ledgers.derive import DERIVATIONS
from jianfu.ledgers.reading.context import Context
from jianfu.ledgers.reading.headings import CLASS_NO, GRADE
from jianfu.ledgers.reading.masks import Masks, is_personal, veil
from jianfu.ledgers.reading.model import Fault
from jianfu.ledgers.reading.notices import MOST_FAULTS, Notices
from jianfu.ledgers.reading.resolve import Owners, cohort_grade, stages_of
from jianfu.ledgers.reading.rows import Cellwise, Raw
from jianfu.ledgers.reading.sheet import address
from jianfu.ledgers.reading.store import BATCH, Store
from jianfu.ledgers.reading.values import Cohort, Physical, Years, blank_value, declared_value, reader, text_of
from jianfu.terms.cells.model import BadCell, is_blank
from jianfu.terms.errors import Message
from jianfu.terms.grades import parse_class

_MOST_SPELLINGS = 100_000


class Bad:
    """Marks a parsed cell that could not be read."""

    __slots__ = ("error",)

    def __init__(self, error: BadCell) -> None:
        self.error = error


@dataclass
class Job:
    """One located table on its way into the store."""

    ledger: Ledger
    context: Context
    fields: list[Cellwise]
    extra: dict[int, str]
    source: int
    file: str
    sheet: str | None
    row_offset: int = 1
    cells: bool = True
    defaulted: set[str] = field(default_factory=set)


class Loader:
    """Loads the records of one table; one use only.

    ``quiet`` is for records that no file surrounds: supposed values are not reported and no name is sought.
    """

    def __init__(
        self, job: Job, store: Store | None, notices: Notices, owners: Owners, masks: Masks, *, quiet: bool = False
    ) -> None:
        self.job, self.store, self.notices, self.owners, self.masks = job, store, notices, owners, masks
        self.quiet = quiet
        self.rows = 0
        self.ownerless = False
        self._fault_counts: dict[str, int] = {}
        self._listed: dict[str, set[str]] = {}
        context = job.context
        self.years = Years(context.school_year(), context.year())
        term = context.term()
        self.term = term[0] if term else None
        self.class_found = context.class_name()
        self._owner: str | None = None
        self._owner_sought = False
        self._caches: list[dict[object, Physical | Bad]] = [{} for _ in job.fields]
        self._readers = [self._reader(f) for f in job.fields]
        self._by_name = {f.column.name: i for i, f in enumerate(job.fields)}
        self._derived: dict[str, dict[tuple[object, ...], object]] = {}

    def _reader(self, f: Cellwise) -> Callable[[object], Physical]:
        if f.unit is None and f.column.unit == "hour":
            self.notices.guess(
                "read.unit_assumed", column=f.heading or f.column.zh, value="小时",
                file=self.job.file, sheet=self.job.sheet or "",
            )  # fmt: skip
        read = reader(f.column, f.unit, self.years)
        if f.column.type == "class" and ("in_grade" in {g.column.name for g in self.job.fields} or self.job.context.grade_text()):
            return _with_bare_numbers(read)
        return read

    @property
    def owner(self) -> str | None:
        """The organisation that the table's surroundings name; sought only when a record needs it."""
        if not self._owner_sought and not self.quiet:
            self._owner = self.owners.of_context(self.job.ledger, self.job.context)
            self._owner_sought = True
        return self._owner

    def load(self, records: Iterable[Raw]) -> int:
        """Write all records to the store and return their number."""
        iterator = iter(records)
        while batch := list(islice(iterator, BATCH)):
            assert self.store is not None
            self.store.write(self.job.ledger, self.columns(batch))
            self.rows += len(batch)
        self._close()
        return self.rows

    # -- one batch --------------------------------------------------------------------------------

    def columns(self, batch: list[Raw]) -> dict[str, list[object]]:
        """Physical columns of a batch of raw records."""
        ledger, n = self.job.ledger, len(batch)
        out: dict[str, list[object]] = {}
        parsed: dict[str, list[Physical]] = {}
        for i, f in enumerate(self.job.fields):
            parsed[f.column.name] = self._parse(i, f, batch)
        for column in ledger.columns:
            if column.name not in parsed:
                parsed[column.name] = [self._absent(column)] * n
            for k, name in enumerate(column.physical):
                out[name] = [p[k] for p in parsed[column.name]]
        out["_source"] = [self.job.source] * n
        out["_row"] = [r.row + self.job.row_offset for r in batch]
        out["_conflict"] = [False] * n
        self._organisations(out, parsed, n)
        self._terms(out, parsed, n)
        if "class" in ledger.by_name:
            self._classes(out, parsed, n)
        self._derive(out, n)
        if ledger.name == "organisations":
            out["organisation"] = list(out["code"])
        self._personal(out)
        self._none_set(out, batch)
        self._check_required(out, batch)
        out["extra"] = self._extra(batch)
        return out

    def _parse(self, i: int, f: Cellwise, batch: list[Raw]) -> list[Physical]:
        cache, read = self._caches[i], self._readers[i]
        found: list[Physical] = []
        empty: Physical = (None,) * len(f.column.physical)
        for raw in batch:
            value = raw.values[i]
            key = value if isinstance(value, str) else (type(value), value)
            try:
                got = cache.get(key)
            except TypeError:
                key, got = str(value), None
            if got is None:
                try:
                    got = read(value)
                except BadCell as error:
                    got = Bad(error)
                if len(cache) >= _MOST_SPELLINGS:
                    cache.clear()
                cache[key] = got
            if isinstance(got, Bad):
                self._fault(f, raw, i, value, got.error)
                got = empty
            found.append(got)
        return found

    def _absent(self, column: Column) -> Physical:
        if column.absent is None:
            return (None,) * len(column.physical) if column.derive else blank_if_none(column)
        value = declared_value(column, column.absent)
        if value[0] is not None:
            self.job.defaulted.add(column.name)
        return value

    # -- whose, when, which class -----------------------------------------------------------------

    def _organisations(self, out: dict[str, list[object]], parsed: dict[str, list[Physical]], n: int) -> None:
        ledger = self.job.ledger
        if ledger.name == "organisations":
            out["organisation"] = [None] * n
            return
        for name in [c.name for c in ledger.columns if c.type == "org"]:
            out[name] = [self.owners.code(str(v)) if v is not None else None for v in out[name]]
        if "organisation" in parsed:
            own: list[object] = [self.owners.code(str(p[0])) if p[0] is not None else None for p in parsed["organisation"]]
        elif ledger.organisation is not None and ledger.organisation in self._by_name:
            own = list(out[ledger.organisation])
        else:
            own = [None] * n
        if any(o is None for o in own):
            fallback = self.owner
            own = [o if o is not None else fallback for o in own]
        self.ownerless = self.ownerless or any(o is None for o in own)
        out["organisation"] = own

    def _terms(self, out: dict[str, list[object]], parsed: dict[str, list[Physical]], n: int) -> None:
        written = [p[0] for p in parsed["term"]] if "term" in parsed else [None] * n
        if "term" in self._by_name or self.term is None:
            out["term"] = list(written)
        else:
            out["term"] = [self.term] * n
        # A date that lies plainly outside the title's term speaks for itself (homework of another term).

    def _classes(self, out: dict[str, list[object]], parsed: dict[str, list[Physical]], n: int) -> None:
        grades, numbers = out["grade"], out["class_no"]
        if CLASS_NO.name in parsed:
            numbers[:] = [p[0] if c is None else c for p, c in zip(parsed[CLASS_NO.name], numbers, strict=True)]
        if GRADE.name in parsed:
            grades[:] = [p[0] if g is None else g for p, g in zip(parsed[GRADE.name], grades, strict=True)]
        if "class" not in self._by_name and self.class_found is not None and CLASS_NO.name not in parsed:
            name, words = self.class_found
            if name.grade is None and name.cohort is not None:
                grades[:] = [Cohort(name.cohort, name.number, name.stage)] * n
            else:
                grades[:] = [name.grade if g is None else g for g in grades]
            numbers[:] = [name.number] * n
            if words in self.job.file:
                self.notices.guess("read.class_from_name", value=words, file=self.job.file, sheet=self.job.sheet or "")
        if any(g is None for g in grades) and (text := self.job.context.grade_text()) is not None:
            found = reader(GRADE, None, self.years)(text)[0]
            grades[:] = [found if g is None and c is not None else g for g, c in zip(grades, numbers, strict=True)]
        if any(isinstance(g, Cohort) for g in grades):
            days = out.get(self.job.ledger.date or "", [None] * n)
            for k, grade in enumerate(grades):
                if isinstance(grade, Cohort):
                    grades[k] = self._cohort(grade, days[k], out["term"][k], out["organisation"][k])

    def _cohort(self, cohort: Cohort, day: object, term: object, owner: object) -> int | None:
        organisation = self.owners.organisation(str(owner)) if owner is not None else None
        school_year = int(str(term)[:4]) if term is not None else self.years.school_year
        found = cohort_grade(cohort, day if isinstance(day, dt.date) else None, school_year, organisation)
        if found is None:
            self.notices.guess("read.cohort_unknown", value=f"{cohort.year}级", file=self.job.file, sheet=self.job.sheet or "")
        else:
            self.notices.guess("read.cohort", value=f"{cohort.year}级", grade=found, file=self.job.file, sheet=self.job.sheet or "")
        return found

    # -- values that other values give --------------------------------------------------------------

    def _derive(self, out: dict[str, list[object]], n: int) -> None:
        ledger = self.job.ledger
        for column in ledger.columns:
            if column.derive is None or not any(v is None for v in out[column.physical[0]]):
                continue
            derivation = DERIVATIONS[column.derive]
            cache = self._derived.setdefault(column.name, {})
            target = out[column.physical[0]]
            inputs = [self._input(name, out, n) for name in derivation.inputs]
            used = False
            for k, values in enumerate(zip(*inputs, strict=True)):
                if target[k] is not None:
                    continue
                if column.name in self._by_name and derivation.guess and column.type == "date":
                    continue
                if values not in cache:
                    cache[values] = derivation.function(*values)
                target[k] = cache[values]
                used = used or target[k] is not None
            if used and derivation.guess and not self.quiet:
                sources = "、".join(ledger.by_name[i].zh if i in ledger.by_name else "标题" for i in derivation.inputs)
                self.notices.guess(
                    "read.derived", column=column.zh, sources=sources, file=self.job.file, sheet=self.job.sheet or ""
                )

    def _input(self, name: str, out: dict[str, list[object]], n: int) -> list[object]:
        if name == "@title":
            return [" ".join(self.job.context.texts())] * n
        if name in ("@stages", "@system"):
            owners = out.get("organisation") or [None] * n
            found: dict[object, object] = {}
            for owner in owners:
                if owner not in found:
                    organisation = self.owners.organisation(str(owner)) if owner is not None else None
                    if name == "@stages":
                        found[owner] = organisation.stages if organisation and organisation.stages else stages_of(str(owner or ""))
                    else:
                        found[owner] = organisation.system if organisation else "六三"
            return [found[o] for o in owners]
        return out[name]

    def _personal(self, out: dict[str, list[object]]) -> None:
        owners = out["organisation"]
        for column in self.job.ledger.columns:
            if not column.personal:
                continue
            out[column.name] = [
                self.masks.mask(self.job.ledger.name, None if o is None else str(o), str(v)) if v is not None else None
                for v, o in zip(out[column.name], owners, strict=True)
            ]

    def _none_set(self, out: dict[str, list[object]], batch: list[Raw]) -> None:
        """A row saying that nothing was set counts as nothing set, not as minutes forgotten."""
        if self.job.ledger.name != "homework":
            return
        fresh = 0
        content = self._by_name.get("content")
        for k, (said, minutes, raw) in enumerate(zip(out["none_today"], out["minutes"], batch, strict=True)):
            written = raw.values[content] if content is not None else None
            nothing = said is True or (isinstance(written, str) and written.strip("。. ") in _NOTHING)
            if nothing and minutes is None:
                out["minutes"][k] = 0
                out["none_today"][k] = True
                fresh += 1
        if fresh:
            self.notices.guess("read.none_set", file=self.job.file, sheet=self.job.sheet or "")

    def _extra(self, batch: list[Raw]) -> list[object]:
        if not self.job.extra:
            return [None] * len(batch)
        found: list[object] = []
        for raw in batch:
            row = raw.source
            kept = {}
            for position, heading in self.job.extra.items():
                if position < len(row) and is_blank(row[position]) is None:
                    text = text_of(row[position])[:500]
                    kept[heading] = veil(text) if is_personal(heading) else text
            found.append(json.dumps(kept, ensure_ascii=False) if kept else None)
        return found

    # -- faults -------------------------------------------------------------------------------------

    def _place(self, f: Cellwise, raw: Raw, i: int) -> str | None:
        if not self.job.cells:
            return None
        position = raw.positions[i] if raw.positions is not None and i < len(raw.positions) else f.position
        if position is None or position < 0:
            return None
        return address(raw.row + self.job.row_offset - 1, position)

    def _fault(self, f: Cellwise, raw: Raw, i: int, value: object, error: BadCell) -> None:
        place = self._place(f, raw, i)
        shown = veil(text_of(value)) if f.column.personal else text_of(value)[:80]
        message = Message(
            "read.cell",
            {"column": f.heading or f.column.zh, "value": shown, "expected": error.expected, "example": error.example,
             "file": self.job.file, "sheet": self.job.sheet or "", "cell": place or f"{raw.row + self.job.row_offset}"},
        )  # fmt: skip
        self._add(f.column.name, Fault(self.job.file, self.job.sheet, place, f.column.name, shown, message))

    def _add(self, column: str, fault: Fault) -> None:
        if fault.cell is not None:
            # A cell that became several records is one cell to mend.
            if fault.cell in self._listed.setdefault(column, set()):
                return
            if len(self._listed[column]) <= MOST_FAULTS:
                self._listed[column].add(fault.cell)
        count = self._fault_counts[column] = self._fault_counts.get(column, 0) + 1
        if count <= MOST_FAULTS:
            self.notices.faults.append(fault)

    def _check_required(self, out: dict[str, list[object]], batch: list[Raw]) -> None:
        """A required cell left blank is listed as well: the record stays, but no norm can place it."""
        for column in self.job.ledger.columns:
            if not column.required:
                continue
            values = out[column.physical[0]]
            if all(v is not None for v in values):
                continue
            i = self._by_name.get(column.name)
            for k, value in enumerate(values):
                if value is not None:
                    continue
                f = self.job.fields[i] if i is not None else Cellwise(column, None, None, column.zh)
                raw = batch[k]
                if i is not None and is_blank(raw.values[i]) is None:
                    continue  # the cell was listed as unreadable
                place = self._place(f, raw, i) if i is not None else None
                message = Message(
                    "read.cell_blank",
                    {"column": column.zh, "example": column.example, "file": self.job.file, "sheet": self.job.sheet or "",
                     "cell": place or f"{raw.row + self.job.row_offset}"},
                )  # fmt: skip
                self._add(column.name, Fault(self.job.file, self.job.sheet, place, column.name, "", message))

    def _close(self) -> None:
        if self.job.defaulted and not self.quiet and self.rows:
            columns = [c for c in self.job.ledger.columns if c.name in self.job.defaulted]
            listed = "、".join(f"{c.zh}={_shown(c, declared_value(c, c.absent)[0])}" for c in columns)
            self.notices.guess("read.columns_absent", columns=listed, file=self.job.file, sheet=self.job.sheet or "")
        for column in sorted(self.years.used):
            hint = self.years.hint or (0, 0)
            value = f"{hint[0]}-{hint[1]}" if hint[0] != hint[1] else str(hint[0])
            self.notices.guess(
                "read.year_supplied", column=self.job.ledger.column(column).zh if column in self.job.ledger.by_name else column,
                value=value, file=self.job.file, sheet=self.job.sheet or "",
            )  # fmt: skip
        for column, count in self._fault_counts.items():
            if count > MOST_FAULTS:
                message = Message(
                    "read.cells_more",
                    {"count": count - MOST_FAULTS, "column": column, "file": self.job.file, "sheet": self.job.sheet or ""},
                )
                self.notices.faults.append(Fault(self.job.file, self.job.sheet, None, column, "", message))


_NOTHING = frozenset({"无", "无作业", "今日无作业", "无书面作业", "没有作业", "不布置作业", "未布置", "不布置", "无家庭作业", "今日无"})


def blank_if_none(column: Column) -> Physical:
    """What a column that the file lacks holds: nothing known, unless its blank is a value without being a guess."""
    return (None,) * len(column.physical) if column.blank in ("unknown", "none") else blank_value(column)


def _shown(column: Column, value: object) -> object:
    choice = column.choices.get(str(value))
    if choice is not None:
        return choice.zh
    return {True: "是", False: "否"}.get(value, value) if isinstance(value, bool) else value


def _with_bare_numbers(read: Callable[[object], Physical]) -> Callable[[object], Physical]:
    """A class cell beside a grade column may hold the bare number of the class."""

    def parse(value: object) -> Physical:
        number = text_of(value).rstrip("班").strip("()（）")
        if number.isdigit() and len(number) <= 2 and 1 <= int(number) <= 60:
            return (None, int(number))
        name = parse_class(text_of(value)) if is_blank(value) is None else None
        if name is not None and name.grade is None and name.cohort is None:
            return (None, name.number)
        return read(value)

    return parse
