"""Signing in with a name and a password; the lock after wrong ones; the code."""

from __future__ import annotations

import datetime as dt
import re
import time
from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

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


def _code(secret: str, ahead: int = 0) -> str:
    """What an authenticator shows; ``ahead`` periods of half a minute from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


def test_a_code_from_the_telephone_is_asked_for_once_set_up(
    client: Client,
    county: County,
    make_person: Callable[..., Person],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    make_person("principal", county.school)
    _sign_in(client, "person1", PASSWORD)
    again = client.get("/account/code/set-up/").url
    assert "密码不对" in client.post(again, {"password": "wrong"}).content.decode()
    assert client.post(again, {"password": PASSWORD}).url == "/account/code/set-up/"
    page = client.get("/account/code/set-up/").content.decode()
    [secret] = re.findall(r"<code>([A-Z2-7]{32})</code>", page)
    assert "验证码不对" in client.post("/account/code/set-up/", {"code": "000000"}).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/account/code/set-up/", {"code": _code(secret)})
    assert answer.url == "/account/code/recovery/"
    codes = re.findall(r"<code>(\w+)</code>", client.get(answer.url).content.decode())
    assert len(codes) == 10

    other = Client()
    assert _sign_in(other, "person1", PASSWORD).url.startswith("/sign-in/code/")
    assert other.get("/").status_code == 302
    assert "验证码不对" in other.post("/sign-in/code/", {"code": "000000"}).content.decode()
    assert other.post("/sign-in/code/", {"code": _code(secret, 1)}).url == "/"
    assert other.get("/").status_code == 200
    by_paper = Client()
    _sign_in(by_paper, "person1", PASSWORD)
    assert by_paper.post("/sign-in/code/", {"code": codes[0]}).url == "/"
    actions = list(Entry.objects.values_list("action", flat=True))
    assert "accounts.add-code" in actions


def test_a_changed_password_ends_the_other_sessions_and_is_logged(
    county: County, make_person: Callable[..., Person]
) -> None:
    make_person("teacher", county.school)
    here, there = Client(), Client()
    for client in (here, there):
        _sign_in(client, "person1", PASSWORD)
    new = "another water line"
    answer = here.post("/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert answer.status_code == 302
    assert here.get("/").status_code == 200
    assert there.get("/").status_code == 302
    assert "accounts.change-password" in Entry.objects.values_list("action", flat=True)


def test_a_role_that_ended_opens_nothing_any_more(
    client: Client, county: County, make_person: Callable[..., Person]
) -> None:
    person = make_person("principal", county.school)
    client.force_login(person)
    assert client.get(f"/organisations/{county.school.pk}/people/").status_code == 200
    person.assignments.update(ends=dt.date(2026, 11, 18))
    assert client.get(f"/organisations/{county.school.pk}/people/").status_code == 403
    assert "没有岗位" in client.get("/").content.decode()
