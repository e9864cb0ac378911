"""What was withdrawn from a ledger: listed with who, when and why, and restored by those who may."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from jianfu.web.accounts.models import Person
from jianfu.web.accounts.queries import actor_of
from jianfu.web.records import actions, perms, queries, withdrawn
from jianfu.web.records.models import MODELS, Row, Version
from jianfu.web.records.rows import withdraw
from jianfu.web.records.withdrawn import withdrawn_of
from tests.web.conftest import TODAY, County
from tests.web.records.made import a_row, homework

pytestmark = pytest.mark.django_db
HOMEWORK = MODELS["homework"]
SignIn = Callable[..., Client]


def _list(county: County, at: str = "school", ledger: str = "homework") -> str:
    return reverse("records:withdrawn", args=[getattr(county, at).pk, ledger])


def _withdraw(client: Client, row: Row, reason: str = "重复登记") -> None:
    sent = {"seen": str(row.version_id), "reason": reason}
    assert client.post(reverse("records:withdraw", args=[row.ledger.name, row.pk]), sent).status_code == 302


def _restore(client: Client, row: Row, reason: str = "") -> int:
    ended_by = Version.objects.filter(kind="withdrawal").first()
    sent = {"seen": str(ended_by.pk if ended_by else 0), "reason": reason}
    address = reverse("records:restore", args=[row.ledger.name, row.pk])
    return int(client.post(address, sent).status_code)


def test_a_withdrawn_row_is_listed_and_comes_back_as_a_new_version(county: County, sign_in: SignIn) -> None:
    row, client = homework(county.school), sign_in("academic_office", county.school)
    assert "没有作废的记录" in client.get(_list(county)).content.decode()
    _withdraw(client, row)
    page = client.get(_list(county)).content.decode()
    assert "重复登记" in page and "语文" in page and "某1" in page
    assert (
        _list(county)
        in client.get(reverse("records:rows", args=[county.school.pk, "homework"])).content.decode()
    )
    assert "恢复" in client.get(reverse("records:row", args=["homework", row.pk])).content.decode()
    assert _restore(client, row, "作废错了") == 302
    again = HOMEWORK._default_manager.get()
    assert (again.pk, again.identity, again.version.kind) == (row.pk, row.identity, "restoring")
    assert [getattr(again, n) for n in ("minutes", "teacher")] == [20, "李敏"]
    assert "没有作废的记录" in client.get(_list(county)).content.decode()
    page = client.get(reverse("records:row", args=["homework", row.pk])).content.decode()
    assert "网页恢复" in page and "作废错了" in page
    assert _restore(client, row) == 404
    _withdraw(client, again, "又作废")
    assert client.get(_list(county)).content.decode().count("<li><div>") == 1


def test_what_another_record_took_the_place_of_does_not_come_back(county: County, sign_in: SignIn) -> None:
    row, client = homework(county.school), sign_in("academic_office", county.school)
    _withdraw(client, row)
    homework(county.school)
    assert _restore(client, row) == 422
    assert HOMEWORK._default_manager.count() == 1


def test_teachers_restore_only_what_they_withdrew_themselves(
    county: County, make_person: Callable[..., Person]
) -> None:
    teacher = actor_of(make_person("teacher", county.school), TODAY)
    office = actor_of(make_person("academic_office", county.school), TODAY)
    for by, allowed in ((teacher, True), (office, False)):
        row = homework(county.school, by=teacher.person, subject=f"语文{allowed}")
        actions.withdraw(by, HOMEWORK._default_manager.get(pk=row.pk), seen=row.version_id)
        found = queries.withdrawn_row(row.ledger, row.pk)
        assert found is not None
        assert perms.may_restore(teacher, *found) is allowed
        assert perms.may_restore(office, *found)


def test_the_list_shows_what_its_reader_may_see_page_by_page(
    county: County, sign_in: SignIn, make_person: Callable[..., Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    office = sign_in("academic_office", county.school)
    rows = [homework(county.school, ordinal=n) for n in range(1, 4)]
    for row in rows:
        _withdraw(office, row)
    complaint = a_row("complaints", county.bureau, case_no="1", target=county.bureau.code)
    version = Version.objects.create(
        kind="withdrawal", organisation=county.bureau, made_at=rows[0].version.made_at
    )

    withdraw(version, type(complaint), [complaint.pk])
    officer = actor_of(make_person("bureau_officer", county.bureau), TODAY)
    assert withdrawn_of(officer, complaint.ledger, county.bureau, "zh").rows == []
    monkeypatch.setattr(withdrawn, "PAGE", 2)
    page = withdrawn_of(officer, HOMEWORK.ledger, county.bureau, "zh")
    assert [gone.number for gone in page.rows] == [rows[2].pk, rows[1].pk]
    assert all("李敏" not in str(gone.cells) for gone in page.rows)
    page = withdrawn_of(officer, HOMEWORK.ledger, county.bureau, "zh", page.older)
    assert ([gone.number for gone in page.rows], page.older) == ([rows[0].pk], None)
    assert sign_in("bureau_officer", county.bureau).get(_list(county, "bureau")).status_code == 200
