"""Self-checks as workbooks: what a place is asked, filled in without the site, comes back as the ledger of answers."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook
from pytest_django import Settings

from jianfu.norms.checklists import load_checklists
from jianfu.web.policies.models import Question
from jianfu.web.records.imports import views
from jianfu.web.records.imports.models import Import
from jianfu.web.records.imports.reading import stage
from jianfu.web.records.models import MODELS
from tests.web.conftest import TODAY, County
from tests.web.policies.permissions import _question

pytestmark = pytest.mark.django_db


def _sheet(client: Client, county: County, name: str) -> bytes:
    answer = client.get(f"/policies/places/{county.school.pk}/checklists/{name}.xlsx")
    assert answer.status_code == 200
    return bytes(answer.content)


def _filled_in(workbook: bytes) -> bytes:
    """Every question answered with yes."""
    book = load_workbook(io.BytesIO(workbook))
    sheet = book.worksheets[0]
    headings = [str(cell.value) for cell in sheet[2]]
    answer = next(n for n, h in enumerate(headings, 1) if h.startswith("回答"))
    for row in range(3, sheet.max_row + 1):
        sheet.cell(row, answer).value = "是"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("name", ["own", "school-practice"])
def test_a_workbook_filled_in_comes_back_as_answers(
    county: County,
    sign_in: Callable[..., Client],
    name: str,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    monkeypatch.setattr(views, "start", stage)
    _question(county)
    client = sign_in("academic_office", county.school)
    file = SimpleUploadedFile("自查表.xlsx", _filled_in(_sheet(client, county, name)))
    given = client.post(f"/records/{county.school.pk}/imports/hand-in/", {"file": file})
    imported = Import.objects.get(pk=int(given.headers["Location"].split("/")[3]))
    compared = client.get(f"/records/imports/{imported.pk}/").context["compared"]
    sent = {"seal": compared.seal, "looked": "on"}
    assert client.post(f"/records/imports/{imported.pk}/confirm/", sent).status_code == 302
    rows = list(MODELS["checklist_answers"]._default_manager.order_by("pk"))
    asked = 1 if name == "own" else len(load_checklists()[name].for_kind("school"))
    assert [row.kept_by for row in rows] == [county.school] * asked
    assert {row.answer for row in rows} == {"yes"}  # type: ignore[attr-defined]


def test_an_own_question_keeps_its_number_when_others_are_ended(
    county: County, sign_in: Callable[..., Client]
) -> None:
    first = Question.objects.get(pk=_question(county)["question"])
    plan = first.draft.plan
    draft = plan.drafts.create(kind="question", part=0, place=1, statement=2, proposed={"entry": {}})
    Question.objects.create(
        organisation=county.school, draft=draft, ask="是否公示？", source="方案", since=TODAY
    )
    first.ended_on = TODAY
    first.save()
    client = sign_in("teacher", county.school)
    sheet = load_workbook(io.BytesIO(_sheet(client, county, "own"))).worksheets[0]
    headings = [str(cell.value) for cell in sheet[2]]
    [row] = list(sheet.iter_rows(min_row=3, values_only=True))
    told = dict(zip(headings, row, strict=True))
    assert 2 in told.values() and "是否公示？" in told.values()
    assert "是否公示？" in client.get(f"/policies/places/{county.school.pk}/").content.decode()


def test_a_place_has_no_checklist_of_another_kind(county: County, sign_in: Callable[..., Client]) -> None:
    client = sign_in("principal", county.school)
    for name in ("own", "office-practice", "no-such"):
        answer = client.get(f"/policies/places/{county.school.pk}/checklists/{name}.xlsx")
        assert answer.status_code == 404
