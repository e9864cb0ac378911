"""Rows with their history: corrected, withdrawn, undone; nothing is lost and nothing overwritten."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError

from jianfu.web.records.models import MODELS, UNDATED, Earlier, Row, Version
from jianfu.web.records.rows import add, changed_since, replace, row_of, standing, undo, values_of, withdraw
from tests.web.conftest import County

HOMEWORK = MODELS["homework"]
DAY = dt.date(2026, 11, 18)


def _version(county: County, kind: str = "import") -> Version:
    return Version.objects.create(
        kind=kind, organisation=county.school, made_at=dt.datetime(2026, 11, 19, tzinfo=dt.UTC)
    )


def _piece(county: County, **more: Any) -> dict[str, Any]:
    return {
        "organisation": county.school.code, "grade": 3, "class_no": 2, "done_on": DAY, "subject": "语文",
        "form": "written", "minutes": 20, "teacher": "李敏", "extra": {"页码": "3"}, **more,
    }  # fmt: skip


def _row(county: County, version: Version, number: int | None = None, ordinal: int = 1, **more: Any) -> Row:
    values = _piece(county, **more)
    return row_of(HOMEWORK, version, county.school.pk, values, ordinal=ordinal, number=number)


def _minutes() -> list[int]:
    return list(HOMEWORK._default_manager.order_by("pk").values_list("minutes", flat=True))


def test_a_record_stands_once_in_its_organisation_and_its_fellows_by_their_order(county: County) -> None:
    version = _version(county)
    assert (
        add([_row(county, version), _row(county, version, ordinal=2), _row(county, version, subject="数学")])
        == 3
    )
    found = standing(HOMEWORK, [county.school.pk], [_row(county, version).identity])
    assert [row.organisation for row in found.values()] == [county.school.code]
    with pytest.raises(IntegrityError):
        add([_row(county, version, minutes=99)])


def test_a_correction_keeps_what_stood_there(county: County) -> None:
    first, second = _version(county), _version(county, "correction")
    add([_row(county, first)])
    number = HOMEWORK._default_manager.get().pk
    assert replace([_row(county, second, number, minutes=25)]) == 1
    row = HOMEWORK._default_manager.get()
    earlier = Earlier.objects.get()
    assert (row.pk, row.version, _minutes()) == (number, second, [25])
    assert (earlier.row, earlier.version, earlier.ended_by, earlier.withdrawn) == (
        number,
        first,
        second,
        False,
    )
    was = values_of(HOMEWORK, earlier.values)
    assert {name: was[name] for name in _piece(county)} == _piece(county)


def test_what_was_withdrawn_comes_back_as_the_same_row(county: County) -> None:
    version, withdrawal = _version(county), _version(county, "withdrawal")
    add([_row(county, version), _row(county, version, subject="数学")])
    number = HOMEWORK._default_manager.get(subject="数学").pk
    assert withdraw(withdrawal, HOMEWORK, [number]) == 1
    assert Earlier.objects.get().withdrawn
    undone = undo(withdrawal, _version(county, "undoing"))
    assert (undone.withdrawn, undone.replaced, undone.brought_back) == (0, 0, 1)
    assert HOMEWORK._default_manager.get(subject="数学").pk == number


def test_undoing_a_version_leaves_everything_as_it_was_before(county: County) -> None:
    first, second = _version(county), _version(county)
    add([_row(county, first), _row(county, first, subject="数学"), _row(county, first, subject="英语")])
    a, b, _ = HOMEWORK._default_manager.order_by("pk")
    replace([_row(county, second, a.pk, minutes=45)])
    withdraw(second, HOMEWORK, [b.pk])
    add([_row(county, second, subject="科学", minutes=5)])
    assert changed_since(second) == []
    undone = undo(second, _version(county, "undoing"))
    assert (undone.withdrawn, undone.replaced, undone.brought_back) == (1, 1, 1)
    assert _minutes() == [20, 20, 20]
    assert set(HOMEWORK._default_manager.values_list("subject", flat=True)) == {"语文", "数学", "英语"}


def test_what_was_changed_later_is_named_until_that_change_is_undone(county: County) -> None:
    first, later, last = _version(county), _version(county, "correction"), _version(county, "undoing")
    add([_row(county, first)])
    number = HOMEWORK._default_manager.get().pk
    replace([_row(county, later, number, minutes=60)])
    assert changed_since(first) == [("homework", number)]
    undo(later, last)
    assert changed_since(first) == []
    assert undo(first, _version(county, "undoing")).withdrawn == 1
    assert not HOMEWORK._default_manager.exists()
    # Four states: entered, corrected, given back, and then withdrawn with the version that entered it.
    assert [e.values["minutes"] for e in Earlier.objects.all()] == [20, 60, 20]


def test_a_row_whose_day_nobody_knows_stands_last(county: County) -> None:
    version = _version(county)
    add([_row(county, version, done_on=None), _row(county, version)])
    assert list(HOMEWORK._default_manager.values_list("sorted_on", flat=True)) == [DAY, UNDATED]
