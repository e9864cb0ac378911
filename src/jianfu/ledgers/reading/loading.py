"""Raw records to typed columns, batch by batch: each column is parsed by itself, each spelling once."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from itertools import islice

from jianfu.ledgers.declare import Column
from jianfu.ledgers.derive import DERIVATIONS
from jianfu.ledgers.reading.belonging import Belonging
from jianfu.ledgers.reading.job import Faults, Job
from jianfu.ledgers.reading.masks import Masks, is_personal, veil
from jianfu.ledgers.reading.notices import Notices
from jianfu.ledgers.reading.resolve import Owners, stages_of
from jianfu.ledgers.reading.rows import Cellwise, Raw
from jianfu.ledgers.reading.store import BATCH, Store
from jianfu.ledgers.reading.values import (
    Physical,
    blank_value,
    declared_value,
    reader,
    text_of,
)
from jianfu.terms.cells.model import BadCell, is_blank
from jianfu.terms.grades import parse_class

_MOST_SPELLINGS = 20_000


class Bad:
    """Marks a parsed cell that could not be read."""

    __slots__ = ("error",)

    def __init__(self, error: BadCell) -> None:
        self.error = error


class Loader:
    """Loads the records of one table; one use only."""

    def __init__(self, job: Job, store: Store | None, notices: Notices, owners: Owners, masks: Masks) -> None:
        self.job, self.store, self.notices, self.owners, self.masks = job, store, notices, owners, masks
        self.rows = 0
        self.belonging = Belonging(job, notices, owners)
        self.faults = Faults(job, notices)
        self._caches: list[dict[object, Physical | Bad]] = [{} for _ in job.fields]
        self._readers = [self._reader(f) for f in job.fields]
        self._unended: set[int] = set()
        self._derived: dict[str, dict[tuple[object, ...], object]] = {}

    def _reader(self, f: Cellwise) -> Callable[[object], Physical]:
        if f.unit is None and f.column.unit == "hour":
            self.notices.guess(
                "read.unit_assumed", column=f.heading or f.column.zh, value="小时",
                **self.job.where
            )  # fmt: skip
        read = reader(f.column, f.unit, self.job.years)
        if f.column.type == "class" and (
            "in_grade" in {g.column.name for g in self.job.fields} or self.job.context.grade_text()
        ):
            return _with_bare_numbers(read)
        return read

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
        if self._unended and ledger.date is not None:
            # An end that cannot be read is no open end, an answer that cannot be read is not none: nothing can be
            # said of such a record.
            days = out[ledger.date]
            days[:] = [None if r.row in self._unended else d for d, r in zip(days, batch, strict=True)]
            self._unended.clear()
        self.belonging.days(out, parsed)
        self.belonging.organisations(out, parsed, n)
        self.belonging.terms(out, parsed, n)
        if "class" in ledger.by_name:
            self.belonging.classes(out, parsed, n)
        self._derive(out, n)
        if ledger.name == "organisations":
            out["organisation"] = list(out["code"])
        self._personal(out)
        self._none_set(out, batch)
        for column in ledger.columns:
            if column.required and None in out[column.physical[0]]:
                # The record stays, but no norm can place it.
                self.faults.missing(column, out[column.physical[0]], batch)
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
                self.faults.unreadable(i, raw, got.error)
                if (f.column.type == "date" and f.column.name == "end") or (
                    f.column.blank == "none" and f.column.absent == "unknown"
                ):
                    self._unended.add(raw.row)
                got = empty
            found.append(got)
        return found

    def _absent(self, column: Column) -> Physical:
        if column.absent is None:
            return (None,) * len(column.physical) if column.derive else blank_if_none(column)
        if column.absent == "unknown":
            self.job.lacking.add(column.name)
        value = declared_value(column, column.absent)
        if value[0] is not None:
            self.job.defaulted.add(column.name)
        return value

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
                if column.name in self.job.index and derivation.guess and column.type == "date":
                    continue
                if values not in cache:
                    cache[values] = derivation.function(*values)
                target[k] = cache[values]
                used = used or target[k] is not None
            if used and derivation.guess and not self.job.quiet:
                sources = "、".join(
                    ledger.by_name[i].zh if i in ledger.by_name else "标题"
                    for i in derivation.inputs
                    if not i.endswith("_max")
                )
                self.notices.guess("read.derived", column=column.zh, sources=sources, **self.job.where)

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
                        found[owner] = (
                            organisation.stages
                            if organisation and organisation.stages
                            else stages_of(str(owner or ""))
                        )
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
                self.masks.mask(self.job.ledger.name, None if o is None else str(o), str(v))
                if v is not None
                else None
                for v, o in zip(out[column.name], owners, strict=True)
            ]

    def _none_set(self, out: dict[str, list[object]], batch: list[Raw]) -> None:
        """A row saying that nothing was set counts as nothing set, not as minutes forgotten."""
        if self.job.ledger.name != "homework":
            return
        if "required" not in self.job.index and "layer" in self.job.index:
            # 选做 written among the layers says what a column of its own would say.
            for k, layer in enumerate(out["layer"]):
                if isinstance(layer, str) and _OPTIONAL.search(layer):
                    out["required"][k] = "optional"
        fresh = 0
        content = self.job.index.get("content")
        for k, (said, minutes, raw) in enumerate(zip(out["none_today"], out["minutes"], batch, strict=True)):
            written = raw.values[content] if content is not None else None
            nothing = said is True or (isinstance(written, str) and written.strip("。. ") in _NOTHING)
            if nothing and minutes is None:
                out["minutes"][k] = 0
                out["none_today"][k] = True
                fresh += 1
        if fresh:
            self.notices.guess("read.none_set", **self.job.where)

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

    def _close(self) -> None:
        job = self.job
        if job.defaulted and not job.quiet and self.rows:
            columns = [c for c in job.ledger.columns if c.name in job.defaulted]
            listed = "、".join(f"{c.zh}={_shown(c, declared_value(c, c.absent)[0])}" for c in columns)
            self.notices.guess("read.columns_absent", columns=listed, **job.where)
        hint = job.years.hint
        for name in sorted(job.years.partial):
            column = job.ledger.column(name)
            self.notices.guess("read.partial_first", column=column.zh, **job.where)
        for name in sorted(job.years.used):
            value = "" if hint is None else str(hint[0]) if hint[0] == hint[1] else f"{hint[0]}-{hint[1]}"
            known = job.ledger.by_name.get(name)
            self.notices.guess(
                "read.year_supplied", column=known.zh if known else name, value=value, **job.where
            )
        self.faults.close()


_OPTIONAL = re.compile(r"^(?!.*(?:必做|不选做|非选做)).*(?:选做|选作|自选|自愿|选学)")
_NOTHING = frozenset(
    {
        "无",
        "无作业",
        "今日无作业",
        "无书面作业",
        "没有作业",
        "不布置作业",
        "未布置",
        "不布置",
        "无家庭作业",
        "今日无",
    }
)


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
