"""Fixtures of the web: a small county, its people, and clients signed in as them."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from jianfu.web.accounts.actions import add_organisation
from jianfu.web.accounts.actor import OPERATOR, Actor
from jianfu.web.accounts.models import Assignment, Organisation, Person
from jianfu.web.accounts.queries import actor_of
from jianfu.web.policies.standings import asking
from tests.web.browser import Visitor, chromium

TODAY = dt.date(2026, 11, 19)
PASSWORD = "water under its line"


@pytest.fixture(autouse=True)
def _one_day(settings: object) -> None:
    """Every test happens on the same day."""
    settings.TODAY = TODAY  # type: ignore[attr-defined]


@pytest.fixture(scope="session", autouse=True)
def _deciders_end(django_db_setup: None) -> Iterator[None]:
    """The engine's own connection ends before the database that it reads is dropped."""
    del django_db_setup
    yield
    asking.forget()


@dataclass(frozen=True)
class County:
    """A county with a bureau over two schools, an office, a township with a village, a firm."""

    top: Organisation
    bureau: Organisation
    school: Organisation
    other_school: Organisation
    office: Organisation
    township: Organisation
    village: Organisation
    firm: Organisation


@pytest.fixture
def county(db: None) -> County:
    """The tree, as the operator would set it up."""
    del db

    def add(parent: Organisation | None, code: str, name: str, kind: str, level: str) -> Organisation:
        return add_organisation(OPERATOR, parent, code=code, name=name, kind=kind, level=level)

    top = add(None, "330799", "青禾县", "place", "county")
    bureau = add(top, "330799-000", "青禾县教育局", "bureau", "county")
    township = add(top, "330799-300", "南溪镇", "government", "township")
    return County(
        top,
        bureau,
        add(bureau, "330799-001", "青禾县实验小学", "school", "unit"),
        add(bureau, "330799-002", "青禾县第二小学", "school", "unit"),
        add(top, "330799-100", "青禾县公安局", "office", "county"),
        township,
        add(township, "330799-301", "南溪村", "village", "village"),
        add(top, "330799-500", "青禾纺织公司", "firm", "unit"),
    )


@pytest.fixture
def make_person(db: None) -> Callable[..., Person]:
    """``make_person(role, organisation)``: somebody who holds a role since September, signed up, with PASSWORD."""
    del db

    def make(role: str | None = None, organisation: Organisation | None = None, name: str = "") -> Person:
        number = Person.objects.count() + 1
        person = Person(name=name or f"某{number}", username=f"person{number}")
        person.set_password(PASSWORD)
        person.save()
        if role and organisation:
            Assignment.objects.create(
                person=person, role=role, organisation=organisation, starts=dt.date(2026, 9, 1)
            )
        return person

    return make


@pytest.fixture
def act_as(make_person: Callable[..., Person]) -> Callable[..., Actor]:
    """``act_as(role, organisation)``: the actor that somebody with this role is."""

    def act(role: str, organisation: Organisation) -> Actor:
        return actor_of(make_person(role, organisation), TODAY)

    return act


@pytest.fixture
def sign_in(make_person: Callable[..., Person]) -> Callable[..., Client]:
    """``sign_in(role, organisation)``: a client of somebody with this role."""

    def sign(role: str, organisation: Organisation) -> Client:
        client = Client()
        client.force_login(make_person(role, organisation))
        return client

    return sign


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once for each test process."""
    # Playwright keeps an event loop in this thread; the tests themselves are not asynchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with chromium() as found:
        yield found


@pytest.fixture
def visitor(browser: Browser, live_server: LiveServer) -> Iterator[Visitor]:
    """Somebody before a browser, at the site with the test's own data."""
    context = browser.new_context(locale="zh-CN")
    yield Visitor(context.new_page(), live_server.url)
    context.close()
