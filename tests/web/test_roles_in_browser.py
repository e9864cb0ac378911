"""Each role at its own desk: it opens, reads well at both widths, and everything in the head leads somewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from jianfu.web.accounts.models import Organisation, Person
from jianfu.web.accounts.roles import ROLES_OF_KIND
from tests.web.browser import Visitor
from tests.web.conftest import PASSWORD, County

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KINDS = ("school", "bureau", "office", "village", "firm", "top")


def leads(page: Page) -> list[str]:
    """Where the head and the foot of a page lead, and what the desk itself offers."""
    found = page.locator("header nav a, main a, footer a").evaluate_all("all => all.map(a => a.pathname)")
    return list(dict.fromkeys(str(path) for path in found))


@pytest.mark.parametrize("kind", KINDS)
def test_every_role_has_a_desk_and_nothing_on_it_leads_nowhere(
    visitor: Visitor, county: County, make_person: Callable[..., Person], kind: str
) -> None:
    place: Organisation = getattr(county, kind)
    for role in ROLES_OF_KIND[place.kind]:
        person = make_person(role, place, name="某某")
        visitor.sign_in(str(person.username), PASSWORD)
        visitor.look(f"role-{kind}-{role}")
        for path in leads(visitor.page):
            answer = visitor.page.request.get(visitor.address + path)
            assert answer.status == 200, f"{role} at {kind}: {path}"
        visitor.page.context.clear_cookies()


# Who writes a record where, by clicks from the own desk: the ledger, what is filled in, what then stands in the list.
ENTRIES = (
    ("clerk", "township", "documents", {"title": "关于开展防汛检查的通知", "issued_on": "2026-11-18"}, "防汛检查"),
    ("department", "office", "documents", {"title": "关于校园安全的通知", "issued_on": "2026-11-18"}, "校园安全"),
    ("bureau_officer", "bureau", "documents", {"title": "关于作业管理的通知", "issued_on": "2026-11-18"}, "作业管理"),
    (
        "firm", "firm", "fees_paid",
        {"paid_on": "2026-11-18", "body": "青禾县公安局", "item": "印章备案费", "amount": "50"}, "印章备案费",
    ),
    ("principal", "school", "duty_checks", {"checked_on": "2026-11-18", "topic": "课后服务"}, "课后服务"),
)  # fmt: skip


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e[0])
def test_what_happened_is_registered_from_the_own_desk(
    visitor: Visitor, county: County, make_person: Callable[..., Person], entry: tuple[Any, ...]
) -> None:
    role, place, ledger, filled, seen = entry
    page = visitor.page
    person = make_person(role, getattr(county, place))
    visitor.sign_in(str(person.username), PASSWORD)
    page.click("nav >> text=台账")
    page.locator("main details").evaluate_all("all => all.forEach(fold => fold.open = true)")
    page.click(f"main a[href$='/{ledger}/']")
    page.click("text=登记一条")
    for name, value in filled.items():
        page.fill(f"[name={name}]", value)
    page.click("main button >> text='保存'")
    visitor.look(f"entered-{role}")
    visitor.go(f"/records/{getattr(county, place).pk}/{ledger}/")
    assert seen in page.inner_text("main")


def test_an_inspector_writes_down_a_visit_at_a_school(
    visitor: Visitor, county: County, make_person: Callable[..., Person]
) -> None:
    page = visitor.page
    person = make_person("inspector", county.bureau)
    visitor.sign_in(str(person.username), PASSWORD)
    page.click("main >> text=青禾县实验小学")
    page.click("text=全部台账")
    page.locator("main details").evaluate_all("all => all.forEach(fold => fold.open = true)")
    page.click("main a[href$='/duty_checks/']")
    page.click("text=登记一条")
    page.fill("[name=checked_on]", "2026-11-18")
    page.fill("[name=topic]", "作业公示")
    page.click("main button >> text='保存'")
    assert "作业公示" in page.inner_text("main")
    visitor.look("entered-inspector")


def test_parents_and_villagers_reach_what_is_published_for_them(
    visitor: Visitor, county: County, make_person: Callable[..., Person]
) -> None:
    for role, place in (("parent", county.school), ("villager", county.village)):
        person = make_person(role, place)
        visitor.sign_in(str(person.username), PASSWORD)
        visitor.page.click("main .ways a")
        assert place.name in visitor.page.inner_text("h1")
        visitor.look(f"published-{role}")
        visitor.page.context.clear_cookies()
