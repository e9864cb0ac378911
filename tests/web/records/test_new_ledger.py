"""A ledger that was never heard of: one declaration, and every page is there. No line of the web knows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import isolate_apps
from django.urls import reverse

from jianfu.ledgers.declare import Choice, Column, Ledger
from jianfu.web.records.models import MODELS, Earlier, Row, model_of
from tests.web.conftest import County

LEDGER = Ledger(
    "canteen_menus", "食堂陪餐记录", "Meals eaten with pupils", "shared",
    (
        Column("eaten_on", "date", "陪餐日期", "day", required=True, example="2026-11-18"),
        Column("meal", "choice", "餐次", "meal", required=True, example="午餐", choices={
            "lunch": Choice("午餐", "lunch"), "supper": Choice("晚餐", "supper", ("晚饭",)),
        }),
        Column("class", "class", "班级", "class", example="三（2）班"),
        Column("minutes", "minutes", "时长", "time spent", unit="minute", example="20"),
        Column("price", "money", "餐费", "price", unit="fen", example="12.5"),
        Column("portions", "decimal", "份数", "portions", example="0.5"),
        Column("pupils", "integer", "同桌人数", "pupils at the table", unit="student", example="8"),
        Column("start", "time", "开始时间", "start", example="11:40"),
        Column("weekday", "weekday", "星期", "weekday"),
        Column("subject", "subject", "任教学科", "subject"),
        Column("signed", "bool", "已签字", "signed", example="是"),
        Column("visitor", "org", "来陪餐的单位", "visitor", example="青禾县教育局"),
        Column("person", "text", "陪餐人", "person", personal=True, example="李某"),
        Column("remark", "text", "备注", "remark", blank="none"),
    ),
    key=("eaten_on", "meal", "class"), date="eaten_on",
)  # fmt: skip
MEAL = {
    "eaten_on": "2026-11-18", "meal": "lunch", "class": "三（2）班", "minutes": "20-30", "price": "12.5",
    "portions": "0.5", "pupils": "8", "start": "11:40", "weekday": "3", "subject": "语文", "signed": "是",
    "visitor": "青禾县教育局", "person": "李敏", "remark": "汤热",
}  # fmt: skip


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch, transactional_db: None) -> Iterator[type[Row]]:
    """The ledger as the site would have it after `makemigrations` and `upgrade`."""
    del transactional_db
    with isolate_apps("jianfu.web.records"):
        made = model_of(LEDGER)
        with connection.schema_editor() as editor:
            editor.create_model(made)
        monkeypatch.setitem(MODELS, LEDGER.name, made)  # type: ignore[arg-type]  # read-only but for tests
        yield made
        with connection.schema_editor() as editor:
            editor.delete_model(made)


def test_a_new_ledger_needs_a_declaration_and_nothing_else(
    model: type[Row], county: County, sign_in: Callable[..., Client]
) -> None:
    client, place = sign_in("academic_office", county.school), [county.school.pk, LEDGER.name]

    def page(name: str, *where: Any, **sent: str) -> str:
        address = reverse(f"records:{name}", args=where)
        answer = client.post(address, sent) if sent else client.get(address)
        assert answer.status_code == 200, answer.content.decode()
        return str(answer.getvalue().decode("utf-8-sig", "replace"))

    assert "食堂陪餐记录" in page("ledgers", county.school.pk)
    assert "陪餐日期（必填）" in page("enter", *place)
    assert client.post(reverse("records:enter", args=place), MEAL).status_code == 302
    row = model._default_manager.get()
    held = {
        name: getattr(row, name)
        for name in ("grade", "class_no", "minutes", "minutes_max", "price", "portions")
    }
    assert held == {
        "grade": 3,
        "class_no": 2,
        "minutes": 20,
        "minutes_max": 30,
        "price": 1250,
        "portions": 50,
    }
    assert row.visitor == county.bureau.code  # type: ignore[attr-defined]
    listed = page("rows", *place)
    assert "2026-11-18" in listed and "午餐" in listed and "20–30" in listed
    told = page("row", LEDGER.name, row.pk)
    for value in ("11:40", "星期三", "青禾县教育局", "12.5", "0.5", "李敏"):
        assert value in told
    form = {**MEAL, "pupils": "9", "seen": str(row.version_id), "reason": ""}
    assert client.post(reverse("records:correct", args=[LEDGER.name, row.pk]), form).status_code == 302
    assert Earlier.objects.get().values["pupils"] == 8
    taken = client.post(reverse("records:take_away", args=place), {"as": "csv"})
    assert "陪餐日期" in b"".join(taken.streaming_content).decode()
    assert client.get(reverse("records:blank_form", args=[LEDGER.name])).status_code == 200
