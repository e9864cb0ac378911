"""Signing in with a name and a password; the lock after wrong ones; the code."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from jianfu.web.accounts.models import Person
from jianfu.web.audit.models import Entry
from tests.web.conftest import PASSWORD, County

pytestmark = pytest.mark.django_db


def _sign_in(client: Client, username: str, password: str) -> object:
    return client.post("/sign-in/", {"login": username, "password": password})


def test_name_and_password_open_the_desk(
    client: Client, county: County, make_person: Callable[..., Person]
) -> None:
    person = make_person("teacher", county.school, name="李敏")
    assert client.get("/").url == "/sign-in/?next=/"
    answer = _sign_in(client, "Person1", PASSWORD)
    assert (answer.status_code, answer.url) == (302, "/")
    page = client.get("/").content.decode()
    assert "李敏" in page and "青禾县实验小学" in page and "任课教师" in page
    assert person.username == "person1"
    assert [e.action for e in Entry.objects.all()][-1] == "accounts.sign-in"


def test_five_wrong_passwords_lock_the_name_even_for_the_right_one(
    client: Client, county: County, make_person: Callable[..., Person]
) -> None:
    make_person("teacher", county.school)
    for _ in range(5):
        assert "登录名或密码不对" in _sign_in(client, "person1", "wrong").content.decode()
    assert "输错次数太多" in _sign_in(client, "person1", PASSWORD).content.decode()
    assert Entry.objects.filter(action="accounts.fail-to-sign-in").count() == 5


def test_nobody_can_sign_up(client: Client) -> None:
    assert client.get("/signup/").status_code == 404
    assert client.get("/accounts/signup/").status_code == 404
