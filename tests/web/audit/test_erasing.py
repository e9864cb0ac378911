"""What is personal goes once its time is over: from rows and their earlier states, and the chain stays whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from jianfu.terms.errors import JianfuError
from jianfu.web.accounts.actor import OPERATOR, Actor
from jianfu.web.audit import erasing
from jianfu.web.audit.actions import erase, set_retention
from jianfu.web.audit.erasing import keyed_digest, personal_columns, personal_ledgers
from jianfu.web.audit.models import Detail, Entry, Retention
from jianfu.web.audit.queries import heads
from jianfu.web.audit.verify import verify
from jianfu.web.records.imports.models import Import, Part
from jianfu.web.records.models import MODELS, Earlier, Row, Version
from jianfu.web.records.rows import add, replace, row_of
from tests.web.conftest import TODAY, County

pytestmark = pytest.mark.django_db
HOMEWORK, LEAVES, CLASSES = MODELS["homework"], MODELS["leaves"], MODELS["classes"]


def _version(county: County, made_on: dt.date) -> Version:
    made_at = dt.datetime.combine(made_on, dt.time(4), dt.UTC)
    return Version.objects.create(kind="import", organisation=county.school, made_at=made_at)


def _row(county: County, model: type[Row], made_on: dt.date, **values: Any) -> Row:
    values = {"organisation": county.school.code, "extra": {"备注": "赵某"}, **values}
    return row_of(model, _version(county, made_on), county.school.pk, values)


def _days_ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


@pytest.fixture
def records(county: County) -> County:
    """Homework of a hundred and of ten days ago, the older corrected today; an old leave; an old list of classes."""
    for ago in (100, 10):
        add(
            [
                _row(
                    county, HOMEWORK, _days_ago(ago), done_on=_days_ago(ago), subject="语文",
                    minutes=20, teacher="李敏",
                )
            ]
        )  # fmt: skip
    old = HOMEWORK._default_manager.get(sorted_on=_days_ago(100))
    corrected = _row(
        county, HOMEWORK, TODAY, done_on=_days_ago(100), subject="语文", minutes=25, teacher="李敏敏"
    )
    corrected.pk = old.pk
    replace([corrected])
    add([_row(county, LEAVES, _days_ago(100), start=_days_ago(100), person="王芳", days=200)])
    add([_row(county, CLASSES, _days_ago(100), grade=3, class_no=2, teacher="李敏")])
    return county


def _kept(model: type[Row], *names: str) -> list[tuple[Any, ...]]:
    return list(model._default_manager.order_by("sorted_on", "pk").values_list(*names))


def test_what_is_past_its_time_goes_and_the_figures_stay(records: County) -> None:
    set_retention(OPERATOR, "homework", 30)
    assert erase(OPERATOR, TODAY) == {"homework": 2}
    assert _kept(HOMEWORK, "minutes", "teacher", "extra") == [
        (25, None, None),
        (20, "李敏", {"备注": "赵某"}),
    ]
    [state] = Earlier.objects.all()
    assert (state.values["minutes"], state.values["teacher"], state.values["extra"]) == (20, None, None)
    assert LEAVES._default_manager.get().person == "王芳"
    assert erase(OPERATOR, TODAY) == {}
    assert list(verify(heads())) == []


def test_the_last_day_of_its_time_still_counts(records: County) -> None:
    set_retention(OPERATOR, "homework", 100)
    assert erase(OPERATOR, TODAY) == {}
    assert erase(OPERATOR, TODAY + dt.timedelta(days=1)) == {"homework": 2}


def test_an_identity_made_from_a_name_goes_too(records: County) -> None:
    before = LEAVES._default_manager.get().identity
    set_retention(OPERATOR, "leaves", 30)
    assert erase(OPERATOR, TODAY) == {"leaves": 1}
    row = LEAVES._default_manager.get()
    assert row.person is None and row.start == _days_ago(100)
    assert row.identity != before


def test_without_a_date_the_day_counts_on_which_the_row_was_written(records: County) -> None:
    set_retention(OPERATOR, "classes", 101)
    assert erase(OPERATOR, TODAY) == {}
    set_retention(OPERATOR, "classes", 30)
    assert erase(OPERATOR, TODAY) == {"classes": 1}
    assert CLASSES._default_manager.get().teacher is None


def test_the_chain_says_what_went_by_a_digest_that_only_the_site_can_make(
    records: County, settings: object
) -> None:
    row = LEAVES._default_manager.get()
    names = personal_columns(LEAVES.ledger)
    stood = [["row", row.pk, {name: getattr(row, name) for name in (*names, "extra")}]]
    set_retention(OPERATOR, "leaves", 30)
    erase(OPERATOR, TODAY)
    facts = Detail.objects.get(entry__action="audit.erase").facts
    assert facts == {
        "ledger": "leaves",
        "before": _days_ago(30).isoformat(),
        "rows": 1,
        "states": 0,
        "digest": keyed_digest(stood),
    }
    settings.SECRET_KEY = "another"  # type: ignore[attr-defined]
    assert facts["digest"] != keyed_digest(stood)
    assert "王芳" not in str(list(Detail.objects.values_list()))


def test_many_rows_go_in_batches_each_with_its_entry(
    records: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [
        _row(records, HOMEWORK, _days_ago(90), done_on=_days_ago(90), subject=s) for s in ("数学", "英语")
    ]
    add(rows)
    monkeypatch.setattr(erasing, "BATCH", 1)
    set_retention(OPERATOR, "homework", 30)
    assert erase(OPERATOR, TODAY) == {"homework": 4}
    assert Entry.objects.filter(action="audit.erase").count() == 3


def test_kept_for_ever_again_nothing_goes(records: County) -> None:
    set_retention(OPERATOR, "homework", 30)
    set_retention(OPERATOR, "homework", None)
    assert not Retention.objects.exists()
    assert erase(OPERATOR, TODAY) == {}
    with pytest.raises(JianfuError, match="没有名为"):
        set_retention(OPERATOR, "nothing", 30)


def test_who_may(county: County, act_as: Callable[..., Actor]) -> None:
    set_retention(act_as("administrator", county.top), "homework", 30)
    for actor in (act_as("administrator", county.bureau), act_as("bureau_officer", county.bureau)):
        for refused in (lambda a: set_retention(a, "homework", 1), lambda a: erase(a, TODAY)):
            with pytest.raises(PermissionDenied):
                refused(actor)


def test_every_ledger_with_names_is_listed() -> None:
    listed = {ledger.name: personal_columns(ledger) for ledger in personal_ledgers()}
    assert listed["homework"] == ("teacher",)
    assert listed["complaints"] == ("complainant", "contact", "matter", "content", "remark")
    assert "course_plan" not in listed


@pytest.fixture
def handed_in(records: County, settings: object, tmp_path: Path) -> Callable[..., Path]:
    """``handed_in(days ago, ledgers…)``: the folder of a file from which rows of these ledgers came."""
    settings.MEDIA_ROOT = str(tmp_path)  # type: ignore[attr-defined]

    def give(ago: int, *ledgers: str) -> Path:
        folder = f"{Import.objects.count():032}"
        version = _version(records, _days_ago(ago))
        made = Import.objects.create(
            organisation=records.school, made_at=version.made_at, name="作业.xlsx", size=4, digest="d",
            folder=folder, state=Import.State.CONFIRMED, version=version,
        )  # fmt: skip
        for ledger in ledgers:
            Part.objects.create(
                imported=made, ledger=ledger, kept_by=records.school, added=1, changed=0, same=0
            )
        path = tmp_path / "imports" / folder
        path.mkdir(parents=True)
        (path / "original").write_bytes(b"rows")
        return path

    return give


def test_a_file_goes_once_all_that_is_personal_in_it_is_past_its_time(
    handed_in: Callable[..., Path],
) -> None:
    old, young = handed_in(100, "homework", "course_plan"), handed_in(20, "homework")
    with_other, without = handed_in(100, "homework", "leaves"), handed_in(100, "course_plan")
    set_retention(OPERATOR, "homework", 30)
    assert erase(OPERATOR, TODAY)["originals"] == 1
    assert [path.exists() for path in (old, young, with_other, without)] == [False, True, True, True]
    set_retention(OPERATOR, "leaves", 200)
    assert "originals" not in erase(OPERATOR, TODAY)
    set_retention(OPERATOR, "leaves", 50)
    assert erase(OPERATOR, TODAY)["originals"] == 1
    assert not with_other.exists() and without.exists()
    assert Entry.objects.filter(action="audit.erase-original").count() == 2
    assert list(verify(heads())) == []
