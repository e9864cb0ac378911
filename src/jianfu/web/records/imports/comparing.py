"""What every row that was read would do to the records: add one, change one, leave one as it is, or be refused.

The preview and the import itself ask the same function, so that what was shown is what is done. Rows pass through in
windows: a hundred thousand take little more memory than ten thousand.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import prefetch_related_objects

from jianfu.ledgers.declare import Ledger
from jianfu.web.accounts.actor import Actor
from jianfu.web.accounts.models import Organisation
from jianfu.web.records.imports.staging import Staging
from jianfu.web.records.models import MODELS, Row, identity_of
from jianfu.web.records.perms import is_closed, may_change, may_write
from jianfu.web.records.rows import names_of, standing

NEW, CHANGED, SAME, REFUSED = "new", "changed", "same", "refused"
VERDICTS = (NEW, CHANGED, SAME, REFUSED)
# Why a row is refused although it could be read. The reader's own reasons are unread, missing and conflict.
CLOSED, REGISTER, NOT_YOURS, OTHERS, OVER = "closed", "register", "not_yours", "others", "over"
WINDOW = 10_000


@dataclass(frozen=True)
class Keeper:
    """Who keeps the rows of an organisation that a file names; ``refused`` says why they are not taken."""

    organisation: Organisation
    refused: str | None = None


class Keepers:
    """Who keeps the rows of a ledger, by the organisation that they name, as far as ``actor`` may write for it.

    A name that nobody in the tree has is kept as it is written, by ``fallback``, for which the file was handed in.
    """

    def __init__(self, actor: Actor, ledger: Ledger, fallback: Organisation, codes: Iterable[str]) -> None:
        self.actor, self.ledger = actor, ledger
        self._known: dict[str, Keeper] = {}
        self._other = self._keeper(fallback)
        wanted = list(codes)
        for start in range(0, len(wanted), 500):
            for found in Organisation.objects.filter(code__in=wanted[start : start + 500]):
                self._known[found.code] = self._keeper(found)

    def _keeper(self, organisation: Organisation) -> Keeper:
        if may_write(self.actor, self.ledger, organisation):
            return Keeper(organisation)
        why = (
            CLOSED if is_closed(self.ledger, organisation) else OVER if organisation.closed_on else NOT_YOURS
        )
        return Keeper(organisation, why)

    def of(self, code: str) -> Keeper:
        """Who keeps the rows of the organisation with this code or name."""
        return self._known.get(code, self._other)

    def may_change(self, row: Row, organisation: Organisation) -> bool:
        """Whether a row that stands may be changed, and what stands in it be shown."""
        row.kept_by = organisation
        return may_change(self.actor, row)


@dataclass
class Judged:
    """One row that was read, in the order of the files: ``n`` is its place among the rows of its ledger.

    ``values`` are what the record will be: what the file does not speak of stays as it stands in ``standing``.
    """

    n: int
    verdict: str
    why: str | None = None
    kept_by: Organisation | None = None
    identity: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    standing: Row | None = None


@dataclass
class Tally:
    """How many rows of a ledger came to which verdict, why those refused were, and how many for which organisation."""

    verdicts: Counter[str] = field(default_factory=Counter)
    why: Counter[str] = field(default_factory=Counter)
    parts: dict[int, Counter[str]] = field(default_factory=dict)

    def count(self, judged: Judged) -> None:
        """Counts one row."""
        self.verdicts[judged.verdict] += 1
        if judged.why:
            self.why[judged.why] += 1
        elif judged.kept_by is not None:
            self.parts.setdefault(judged.kept_by.pk, Counter())[judged.verdict] += 1

    def refuse_all(self, read: Mapping[str, Any]) -> None:
        """Counts rows of which nothing is kept, not even for looking at: ``read`` says how many, and why."""
        self.verdicts[REFUSED] += read["rows"]
        self.why.update(read["refused"])

    def as_json(self) -> dict[str, Any]:
        """The same as JSON, the same whenever it is the same."""
        return {
            "verdicts": {name: self.verdicts[name] for name in VERDICTS},
            "why": dict(sorted(self.why.items())),
            "parts": {str(number): dict(sorted(self.parts[number].items())) for number in sorted(self.parts)},
        }


def judge(staging: Staging, keepers: Keepers) -> Iterator[Judged]:
    """Every row that was read for the ledger of ``keepers``."""
    ledger_name = keepers.ledger.name
    model = MODELS[ledger_name]
    silent = silences(model, staging.reading()["sources"])
    counted: Counter[str] = Counter()
    for batch in staging.batches(ledger_name, size=WINDOW):
        window = [_opened(row, keepers, counted) for row in batch]
        _meet(model, window, [silent[row["_source"]] for row in batch], keepers)
        yield from window


def _opened(row: dict[str, Any], keepers: Keepers, counted: Counter[str]) -> Judged:
    """A row with its identity, before it is held against what stands."""
    if row["_refused"]:
        return Judged(row["_n"], REFUSED, row["_refused"])
    keeper = keepers.of(row["organisation"])
    if keeper.refused:
        return Judged(row["_n"], REFUSED, keeper.refused)
    row["extra"] = json.loads(row["extra"]) if row["extra"] else None
    identity = identity_of(keepers.ledger, row)
    counted[identity] += 1
    if counted[identity] > 1:
        identity = identity_of(keepers.ledger, row, counted[identity])
    return Judged(row["_n"], NEW, None, keeper.organisation, identity, row)


def _meet(model: type[Row], window: list[Judged], silent: list[frozenset[str]], keepers: Keepers) -> None:
    """Holds the rows of a window against those that stand, one organisation at a time: each is a range of an index."""
    rows = [(j.kept_by, j, s) for j, s in zip(window, silent, strict=True) if j.kept_by is not None]
    rows.sort(key=lambda entry: entry[0].pk)
    for _, group in groupby(rows, key=lambda entry: entry[0].pk):
        batch = list(group)
        kept_by = batch[0][0]
        found = standing(model, [kept_by.pk], [judged.identity for _, judged, _ in batch])
        prefetch_related_objects(list(found.values()), "version")
        for _, judged, quiet in batch:
            there = found.get((kept_by.pk, judged.identity))
            if there is not None:
                _compare(judged, there, quiet, keepers)


def _compare(judged: Judged, there: Row, silent: frozenset[str], keepers: Keepers) -> None:
    now = there.__dict__
    judged.values, judged.standing = said(there, judged.values, silent), there
    if all(now[name] == value for name, value in judged.values.items()):
        judged.verdict = SAME
    elif judged.kept_by is not None and keepers.may_change(there, judged.kept_by):
        judged.verdict = CHANGED
    else:
        judged.verdict, judged.why, judged.standing = REFUSED, OTHERS, None


def silences(model: type[Row], sources: Iterable[Mapping[str, Any]]) -> list[frozenset[str]]:
    """Of each source the physical columns that it says nothing of, because it does not have them."""
    columns = model.ledger.by_name
    all_names = frozenset(names_of(model)) - {"organisation"}
    return [
        all_names - {p for name in source["present"] if name in columns for p in columns[name].physical}
        for source in sources
    ]


def said(there: Row, given: Mapping[str, Any], silent: frozenset[str]) -> dict[str, Any]:
    """What a record will be that stands as ``there``: the file's values, and of what it does not speak what stands."""
    now = there.__dict__
    return {
        name: now[name] if name in silent and _unsaid(there.ledger, name, given[name]) else given[name]
        for name in names_of(type(there))
    }


def _unsaid(ledger: Ledger, name: str, value: object) -> bool:
    """Whether the value of a column that a file lacks is none of its own: unknown, supposed, or worked out."""
    column = ledger.by_name.get(name)
    return value is None or (column is not None and (column.absent is not None or column.derive is not None))


def changes(before: Row, after: Mapping[str, Any]) -> list[str]:
    """The fields of ``before`` that ``after`` sees otherwise, in the order of the ledger."""
    return [name for name in names_of(type(before)) if getattr(before, name) != after[name]]
