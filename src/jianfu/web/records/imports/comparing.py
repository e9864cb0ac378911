"""What every row that was read would do to the records: add one, change one, leave one as it is, or be refused.

The preview and the import itself ask the same function, so that what was shown is what is done. Rows pass through in
windows: a hundred thousand take little more memory than ten thousand.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from jianfu.ledgers.declare import Ledger
from jianfu.ledgers.registry import ledger as ledger_named
from jianfu.web.records.imports.staging import Staging
from jianfu.web.records.models import MODELS, Row, identity_of
from jianfu.web.records.rows import names_of, standing

NEW, CHANGED, SAME, REFUSED = "new", "changed", "same", "refused"
VERDICTS = (NEW, CHANGED, SAME, REFUSED)
# Why a row is refused although it could be read; the reader's own reasons are unread, missing, conflict, ownerless.
NOT_YOURS, CLOSED, REGISTER = "not_yours", "closed", "register"
WINDOW = 10_000


@dataclass(frozen=True)
class Keeper:
    """Who keeps the rows of an organisation that a file names; ``refused`` says why they are not taken."""

    number: int
    refused: str | None = None


@dataclass
class Judged:
    """One row that was read, in the order of the files: ``n`` is its place among the rows of its ledger.

    ``values`` are what the record will be: what the file does not speak of stays as it stands in ``standing``.
    """

    n: int
    verdict: str
    why: str | None = None
    kept_by: int | None = None
    identity: str = ""
    values: Mapping[str, Any] | None = None
    standing: Row | None = None


def judge(staging: Staging, ledger_name: str, keepers: Mapping[str, Keeper]) -> Iterator[Judged]:
    """Every row read for a ledger. ``keepers`` has every organisation that the rows name."""
    if ledger_name not in MODELS:
        for batch in staging.batches(ledger_name, ["_n"], WINDOW):
            yield from (Judged(row["_n"], REFUSED, REGISTER) for row in batch)
        return
    model, told = MODELS[ledger_name], staging.reading()
    silent = [_silent(model, source["present"]) for source in told["sources"]]
    counted: Counter[str] = Counter()
    for batch in staging.batches(ledger_name, size=WINDOW):
        window = [_opened(row, model.ledger, keepers, counted) for row in batch]
        _meet(model, window, [silent[row["_source"]] for row in batch])
        yield from window


def _opened(
    row: dict[str, Any], ledger: Ledger, keepers: Mapping[str, Keeper], counted: Counter[str]
) -> Judged:
    """A row with its identity, before it is held against what stands."""
    if row["_refused"]:
        return Judged(row["_n"], REFUSED, row["_refused"])
    keeper = keepers[row["organisation"]]
    if keeper.refused:
        return Judged(row["_n"], REFUSED, keeper.refused)
    row["extra"] = json.loads(row["extra"]) if row["extra"] else None
    identity = identity_of(ledger, row)
    counted[identity] += 1
    if counted[identity] > 1:
        identity = identity_of(ledger, row, counted[identity])
    return Judged(row["_n"], NEW, None, keeper.number, identity, row)


def _meet(model: type[Row], window: list[Judged], silent: list[frozenset[str]]) -> None:
    """Holds the rows of a window against those that stand."""
    names = names_of(model)
    open_rows = [(judged, quiet) for judged, quiet in zip(window, silent, strict=True) if judged.kept_by]
    # One organisation at a time, so that each is found by one range of the index.
    open_rows.sort(key=lambda pair: pair[0].kept_by or 0)
    for number, group in groupby(open_rows, key=lambda pair: pair[0].kept_by or 0):
        rows = list(group)
        found = standing(model, [number], [judged.identity for judged, _ in rows])
        for judged, quiet in rows:
            there = found.get((number, judged.identity))
            if there is None or judged.values is None:
                continue
            now = {name: getattr(there, name) for name in names}
            after = {
                name: now[name] if _unsaid(model.ledger, name, judged.values[name], quiet) else judged.values[name]
                for name in names
            }  # fmt: skip
            judged.standing, judged.values = there, after
            judged.verdict = SAME if after == now else CHANGED


def _silent(model: type[Row], present: list[str]) -> frozenset[str]:
    """The physical columns that a source says nothing of, because it does not have them."""
    spoken = {
        p for name in present if name in model.ledger.by_name for p in model.ledger.column(name).physical
    }
    return frozenset(names_of(model)) - spoken - {"organisation"}


def _unsaid(ledger: Ledger, name: str, value: object, silent: frozenset[str]) -> bool:
    """Whether a value is none of the file's own: of a column that it lacks, and unknown, supposed, or worked out."""
    if name not in silent:
        return False
    column = ledger.by_name.get(name)
    return value is None or (column is not None and (column.absent is not None or column.derive is not None))


def changes(before: Row, after: Mapping[str, Any]) -> list[str]:
    """The fields of ``before`` that ``after`` sees otherwise, in the order of the ledger."""
    return [name for name in names_of(type(before)) if getattr(before, name) != after[name]]


def known_ledgers(told: Mapping[str, Any]) -> list[str]:
    """The ledgers that were read, in the order in which ledgers are listed."""
    return sorted(told["ledgers"], key=lambda name: ledger_named(name).name)
