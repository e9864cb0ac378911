"""Writing rows with their history: what form entries, imports and their undoing have in common.

Nothing here checks a permission or logs: actions do, in the same transaction. Rows are read and written in batches,
so that a hundred thousand take little more memory than a thousand.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any, TypeVar

from django.db.models import Field

from jianfu.web.records.bulk import insert, update
from jianfu.web.records.models import MODELS, UNDATED, Earlier, Row, Version, columns_of, identity_of

BATCH = 2_000
_IDENTITY = "_identity"
_T = TypeVar("_T")


@cache
def names_of(model: type[Row]) -> tuple[str, ...]:
    """The fields that make up a state of a row."""
    return ("organisation", *(name for name, _ in columns_of(model.ledger)), "extra")


def row_of(
    model: type[Row],
    version: Version,
    kept_by: int,
    values: Mapping[str, Any],
    *,
    ordinal: int = 1,
    identity: str | None = None,
    number: int | None = None,
) -> Row:
    """A row to be written: ``values`` are physical, ``organisation`` among them; what is left out is unknown.

    ``number`` is the id of a row that is there or was there; a new row is given one.
    """
    fields: dict[str, Any] = {name: values.get(name) for name in names_of(model)}
    if model.ledger.date is not None:
        fields["sorted_on"] = fields[model.ledger.date] or UNDATED
    fields["identity"] = identity or identity_of(model.ledger, values, ordinal)
    return model(**fields | {"pk": number, "kept_by_id": kept_by, "version": version})


def state_of(row: Row) -> dict[str, Any]:
    """The state of a row as JSON."""
    found = {name: getattr(row, name) for name in names_of(type(row))}
    plain = {n: v.isoformat() if isinstance(v, dt.date) else v for n, v in found.items()}
    return {_IDENTITY: row.identity, **plain}


def values_of(model: type[Row], state: Mapping[str, Any]) -> dict[str, Any]:
    """The typed values of a state that ``state_of`` gave; a column that it did not have yet is unknown."""
    fields: Mapping[str, Field[Any, Any]] = {f.name: f for f in model._meta.concrete_fields}
    return {name: fields[name].to_python(state.get(name)) for name in names_of(model)}


def add(rows: Iterable[Row]) -> int:
    """Writes rows that are not there; IntegrityError when one has the identity of another of its organisation."""
    count = 0
    for batch in _batches(rows):
        insert(type(batch[0]), batch)
        count += len(batch)
    return count


def replace(rows: Iterable[Row]) -> int:
    """Writes new states of rows that are there, known by their ids; the states they had go to ``Earlier``.

    The version of each new state is what ended the old one.
    """
    count = 0
    for batch in _batches(rows):
        model = type(batch[0])
        standing = model._default_manager.in_bulk([row.pk for row in batch])
        insert(Earlier, [_earlier(standing[row.pk], row.version) for row in batch])
        update(model, batch, _changed(batch, standing))
        count += len(batch)
    return count


def _changed(rows: Sequence[Row], standing: Mapping[int, Row]) -> set[str]:
    """The fields in which some row differs from what stands: an index is written anew for each that is set."""
    fields = [f.attname for f in rows[0]._meta.concrete_fields]
    return {n for n in fields if any(getattr(row, n) != getattr(standing[row.pk], n) for row in rows)}


def withdraw(version: Version, model: type[Row], numbers: Iterable[int]) -> int:
    """Takes rows out of their table, by their ids; the states they had go to ``Earlier`` and can come back."""
    count = 0
    for batch in _batches(numbers):
        standing = list(model._default_manager.filter(pk__in=batch))
        insert(Earlier, [_earlier(row, version, withdrawn=True) for row in standing])
        # Nothing refers to a row, so nothing needs to be collected first.
        model._default_manager.filter(pk__in=batch)._raw_delete(model._default_manager.db)
        count += len(standing)
    return count


def standing(
    model: type[Row], kept_by: Sequence[int], identities: Sequence[str]
) -> dict[tuple[int, str], Row]:
    """The rows that organisations keep under some identities, by both."""
    found: dict[tuple[int, str], Row] = {}
    for batch in _batches(identities, 500):
        # Not in the order of lists: their index would be walked instead of the one that finds a record.
        rows = model._default_manager.filter(kept_by__in=set(kept_by), identity__in=batch).order_by()
        for row in rows:
            found[row.kept_by_id, row.identity] = row
    return found


@dataclass(frozen=True)
class Undone:
    """How many rows an undoing withdrew, gave back their earlier state, and brought back."""

    withdrawn: int = 0
    replaced: int = 0
    brought_back: int = 0


def changed_since(version: Version) -> list[tuple[str, int]]:
    """Ledger and id of the rows that ``version`` wrote and that somebody changed or withdrew later.

    Their later state would be lost, so a version with such rows is not undone. A change that was itself undone
    counts for nothing.
    """
    found = []
    for ledger, model in MODELS.items():
        ended = Earlier.objects.filter(ledger=ledger, version=version).order_by("row", "pk")
        for batch in _batches(ended.iterator(BATCH)):
            now = model._default_manager.in_bulk([e.row for e in batch])
            found += [(ledger, e.row) for e in batch if e.row not in now or state_of(now[e.row]) != e.values]
    return found


def undo(version: Version, undoing: Version) -> Undone:
    """Makes all rows what they were before ``version``, through the version ``undoing``.

    IntegrityError when a row that comes back has an identity that another has taken meanwhile.
    """
    withdrawn = replaced = brought_back = 0
    for ledger, model in MODELS.items():
        ended = Earlier.objects.filter(ledger=ledger, ended_by=version).order_by("pk")
        before = set(ended.values_list("row", flat=True))
        written = set(model._default_manager.filter(version=version).values_list("pk", flat=True))
        written |= set(Earlier.objects.filter(ledger=ledger, version=version).values_list("row", flat=True))
        withdrawn += withdraw(undoing, model, sorted(written - before))
        for batch in _batches(ended.iterator(BATCH)):
            there = set(
                model._default_manager.filter(pk__in=[e.row for e in batch]).values_list("pk", flat=True)
            )
            rows = [_again(model, undoing, e) for e in batch]
            replaced += replace(row for row in rows if row.pk in there)
            brought_back += add(row for row in rows if row.pk not in there)
    return Undone(withdrawn, replaced, brought_back)


def bring_back(version: Version, state: Earlier) -> None:
    """Puts a row that was withdrawn back into its table, as ``state`` says; IntegrityError when its identity is taken."""
    add([_again(MODELS[state.ledger], version, state)])


def _again(model: type[Row], version: Version, state: Earlier) -> Row:
    """The row as it was, by the version that makes it so again."""
    return row_of(
        model, version, state.kept_by_id, values_of(model, state.values),
        identity=state.values[_IDENTITY], number=state.row,
    )  # fmt: skip


def _earlier(row: Row, ended_by: Version, *, withdrawn: bool = False) -> Earlier:
    return Earlier(
        ledger=row.ledger.name, row=row.pk, kept_by_id=row.kept_by_id, version_id=row.version_id,
        ended_by=ended_by, withdrawn=withdrawn, values=state_of(row),
    )  # fmt: skip


def _batches(items: Iterable[_T], size: int = BATCH) -> Iterator[list[_T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
