"""Every page × every role × own, above, beside, below: what is not listed fails, and so does a page that lets
somebody through who is not listed, or refuses somebody who is."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.web.conftest import County
from tests.web.matrix import EVERY_ROLE, PLACES, Crowd, Page, addresses, listed

LISTED = listed()
REFUSED = {403, 404}


def test_every_address_is_listed_and_nothing_else() -> None:
    assert sorted(addresses()) == sorted(LISTED)


def _ask(client: Client, page: Page, method: str, county: County) -> HttpResponse:
    """The answer to one request, whose writes are undone so that the next finds what this one found."""
    with transaction.atomic():
        address = reverse(page.name, kwargs=dict(page.arguments(county)))
        answer: HttpResponse = getattr(client, method)(
            address, dict(page.sent(county)) if method == "post" else {}
        )
        transaction.set_rollback(True)
    return answer


def _outcome(answer: HttpResponse) -> str:
    if answer.status_code == 302 and answer.headers["Location"].startswith("/sign-in/?"):
        return "must sign in"
    assert answer.status_code != 405, "the page is not asked this way: see methods"
    assert answer.status_code < 500
    return "refused" if answer.status_code in REFUSED else "let through"


@pytest.mark.django_db
@pytest.mark.parametrize("name", LISTED)
def test_who_is_let_through(name: str, county: County) -> None:
    page, crowd, wrong = LISTED[name], Crowd(county), []
    for method in page.methods:
        outcome = _outcome(_ask(Client(), page, method, county))
        expected = "let through" if page.public else "must sign in"
        if outcome != expected:
            wrong.append(f"{method} by nobody: {outcome}, not {expected}")
        for where in PLACES:
            organisation = crowd.place(page, where)
            for role in EVERY_ROLE if organisation else ():
                client = Client()
                client.force_login(crowd.person(role, organisation))
                outcome = _outcome(_ask(client, page, method, county))
                expected = "let through" if page.allows(where, role) else "refused"
                if outcome != expected:
                    wrong.append(f"{method} by {role} ({where}): {outcome}, not {expected}")
    assert wrong == []
