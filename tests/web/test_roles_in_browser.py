"""Each role at its own desk: it opens, reads well at both widths, and everything in the head leads somewhere."""

from __future__ import annotations

from collections.abc import Callable

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
