"""Ledgers that hold pupils: open where rules for guardians' consent and an assessment hold, closed again after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from jianfu.web.accounts.models import Organisation, PupilRules
from jianfu.web.policies import queries
from jianfu.web.policies.models import Standing
from jianfu.web.policies.standings import run
from jianfu.web.policies.standings.run import is_due, refresh
from jianfu.web.records import perms
from jianfu.web.records.imports.comparing import Keepers
from jianfu.web.records.imports.storing import set_task, store
from jianfu.web.records.models import MODELS
from tests.web.conftest import TODAY, County
from tests.web.records.made import a_row

pytestmark = pytest.mark.django_db
RESULTS = MODELS["results"].ledger
SignIn = Callable[..., Client]


def lay_down(place: Organisation, until: dt.date = TODAY + dt.timedelta(days=300)) -> PupilRules:
    """The rules of a place, as it records them."""
    return PupilRules.objects.create(
        organisation=place, consent_title="同意规则", assessment_title="评估", dated=dt.date(2026, 9, 1),
        approved_by="校务会", reviewed_until=until, made_at=dt.datetime(2026, 9, 1, tzinfo=dt.UTC),
    )  # fmt: skip


def _fresh(place: Organisation) -> Organisation:
    """The place as another request finds it."""
    return Organisation.objects.get(pk=place.pk)


def test_rules_of_the_place_or_of_one_above_open_its_ledgers_and_those_of_nobody_beside(
    county: County,
) -> None:
    assert perms.is_closed(RESULTS, _fresh(county.school))
    rules = lay_down(county.school)
    assert not perms.is_closed(RESULTS, _fresh(county.school))
    assert perms.is_closed(RESULTS, _fresh(county.other_school))
    assert perms.is_closed(RESULTS, _fresh(county.bureau))
    rules.withdrawn_at = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
    rules.save()
    assert perms.is_closed(RESULTS, _fresh(county.school))
    lay_down(county.bureau)
    assert not perms.is_closed(RESULTS, _fresh(county.school))
    assert not perms.is_closed(RESULTS, _fresh(county.other_school))
    assert perms.is_closed(RESULTS, _fresh(county.top))


def test_pages_forms_and_files_open_with_the_rules_and_close_when_they_run_out(
    county: County, sign_in: SignIn, settings: Settings
) -> None:
    client = sign_in("principal", county.school)
    row = a_row("results", county.school, pupil_no="1", score=9000)
    at = f"/records/{county.school.pk}"
    pages = [f"{at}/results/", f"{at}/results/enter/", f"/records/row/results/{row.pk}/"]
    pages.append(f"/records/row/results/{row.pk}/correct/")

    def answers() -> list[int]:
        found = [client.get(address).status_code for address in pages]
        return [*found, client.post(f"{at}/results/take-away/", {"as": "csv"}).status_code]

    assert answers() == [403] * 5
    closed = client.get(pages[0]).content.decode()
    assert "监护人同意" in closed and f"/organisations/{county.school.pk}/pupil-rules/" in closed
    assert f"{at}/results/" not in client.get(f"{at}/").content.decode()
    lay_down(county.school, until=TODAY)
    assert answers() == [200] * 5
    assert f"{at}/results/" in client.get(f"{at}/").content.decode()
    settings.TODAY = TODAY + dt.timedelta(days=1)
    assert answers() == [403] * 5
    assert MODELS["results"]._default_manager.filter(pk=row.pk).exists()


def test_files_are_read_for_those_with_rules_and_written_for_nobody_else(
    county: County, act_as: Callable[..., object], settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    lay_down(county.school)
    for place, refused in ((county.school, False), (county.other_school, True)):
        stored = store([b"x"])
        set_task(stored.staging, "成绩.xlsx", _fresh(place))
        assert ('"results": "closed"' in stored.staging.task.read_text("utf-8")) == refused
    officer = act_as("bureau_officer", county.bureau)
    keepers = Keepers(officer, RESULTS, _fresh(county.bureau), [county.school.code, county.other_school.code])  # type: ignore[arg-type]
    assert [keepers.of(o.code).refused for o in (county.school, county.other_school)] == [None, "closed"]


@pytest.mark.django_db(transaction=True)
def test_a_check_says_nothing_of_single_pupils_where_they_may_not_be_kept(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = queries.national()
    norms = {name: norm for name, norm in whole.norms.items() if norm.ledgers == ("results",)}
    monkeypatch.setattr(run, "catalogue_of_all", lambda: replace(whole, norms=norms))
    for place in (county.school, county.other_school):
        a_row(
            "results",
            place,
            term="2026-1",
            exam="期中考试",
            grade=8,
            class_no=2,
            pupil_no="1",
            subject="语文",
            score=9000,
        )

    def standing() -> set[str]:
        refresh(TODAY)
        return set(Standing.objects.filter(ledger="results").values_list("organisation__code", flat=True))

    assert standing() == set()
    rules = lay_down(county.school)
    assert is_due(TODAY)
    assert standing() == {county.school.code}
    rules.withdrawn_at = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
    rules.save()
    assert is_due(TODAY)
    assert standing() == set()
