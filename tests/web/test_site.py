"""Promises of the whole site: headers, languages, errors, limits, logs, words, migrations, actions that log."""

from __future__ import annotations

import ast
import logging
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

import jianfu.web
from jianfu.terms.labels import labels
from jianfu.web.accounts.models import Person
from tests.web.conftest import PASSWORD, County

WEB = Path(jianfu.web.__path__[0])
TEMPLATES = sorted(WEB.rglob("templates/**/*.html"))


@pytest.mark.parametrize("address", ["/sign-in/", "/suggestions/", "/nowhere/"])
def test_every_answer_forbids_what_we_do_not_use(client: Client, address: str, db: None) -> None:
    headers = client.get(address).headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_pages_of_somebody_signed_in_are_kept_by_no_cache(
    county: County, sign_in: Callable[..., Client]
) -> None:
    assert sign_in("teacher", county.school).get("/").headers["Cache-Control"] == "private, no-store"


def test_https_makes_cookies_secure_and_is_remembered_when_asked_for() -> None:
    from jianfu.web.project.folder import site_of  # noqa: PLC0415  only this test needs it

    site = site_of({"https": True, "hsts_days": 2, "hosts": ["jianfu.example"]}, "site.toml")
    assert (site.https, site.hsts_days, site.hosts) == (True, 2, ("jianfu.example",))


def test_a_form_without_its_token_is_refused_with_a_page(db: None) -> None:
    answer = Client(enforce_csrf_checks=True).post("/sign-in/", {"login": "a", "password": "b"})
    assert answer.status_code == 403
    assert "页面停留太久" in answer.content.decode()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(WEB)))
def test_templates_hold_no_style_script_or_handler_of_their_own(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)", text, re.I)


def test_chinese_first_and_english_for_whoever_asks(client: Client, db: None) -> None:
    assert 'lang="zh-CN"' in client.get("/sign-in/", headers={"Accept-Language": "en"}).content.decode()
    answer = client.get("/language/en/?next=/suggestions/")
    assert answer.url == "/suggestions/"
    page = client.get("/suggestions/").content.decode()
    assert 'lang="en"' in page and "Call 12345" in page
    assert client.get("/language/en/?next=https://elsewhere.example/").url == "/"
    assert client.get("/language/fr/").status_code == 404


# A key that is said, whole or up to where a value of the code follows; a family in a template; any quoted text.
_SAID = re.compile(r"""\bsay(?:_later)?[( ]\s*f?"([a-z][a-z0-9_.-]*)([{"])""")
_FAMILY = re.compile(r"""\bsay_name\s+["']([a-z0-9_.-]+)["']""")
_QUOTED = re.compile(r"""["']([a-z][a-z0-9_.-]*)["']""")


def test_every_word_of_a_page_is_there_in_both_languages_and_no_word_is_left_over() -> None:
    ours = {k.removeprefix("web."): v for k, v in labels().items() if k.startswith("web.")}
    text = "\n".join(path.read_text("utf-8") for path in [*TEMPLATES, *WEB.rglob("*.py")])
    said = _SAID.findall(text)
    assert {key for key, end in said if end == '"'} - set(ours) == set()
    begun = {key for key, end in said if end == "{"} | {f"{family}." for family in _FAMILY.findall(text)}
    unsaid = set(ours) - set(_QUOTED.findall(text))
    assert {key for key in unsaid if not key.startswith(tuple(begun))} == set()
    for key, words in ours.items():
        assert set(words) == {"zh", "en"} and all(isinstance(w, str) and w for w in words.values()), key
        places = [set(re.findall(r"{(\w+)}", words[lang])) for lang in ("zh", "en")]
        assert places[0] == places[1], key


def test_templates_say_everything_through_labels() -> None:
    for path in TEMPLATES:
        text = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", "", path.read_text("utf-8"), flags=re.S)
        found = set(re.findall(r"[一-鿿]+", text))
        assert found <= {"中文"}, f"{path.name}: {found}"


@pytest.mark.django_db
def test_migrations_say_what_the_models_say() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_too_many_requests_are_asked_to_wait(client: Client, settings: object, db: None) -> None:
    settings.LIMITS = {"reads": 2, "writes": 2}  # type: ignore[attr-defined]
    answers = [client.get("/suggestions/", REMOTE_ADDR="203.0.113.9") for _ in range(6)]
    last = answers[-1]
    assert (answers[0].status_code, last.status_code) == (200, 429)
    assert 0 < int(last.headers["Retry-After"]) <= 60
    assert "请稍等一分钟" in last.content.decode()


def test_the_log_names_pages_and_never_people_addresses_or_links(
    client: Client, county: County, make_person: Callable[..., Person], caplog: pytest.LogCaptureFixture
) -> None:
    make_person("teacher", county.school, name="李敏")
    logging.getLogger("jianfu").propagate = True
    try:
        client.post(
            "/sign-in/?next=/x", {"login": "person1", "password": PASSWORD}, REMOTE_ADDR="203.0.113.7"
        )
        client.get("/invitation/secret-of-a-link/")
        client.get("/nowhere/secret-of-a-link/")
    finally:
        logging.getLogger("jianfu").propagate = False
    assert "POST /sign-in/ 302" in caplog.text
    assert "GET /invitation/<str:token>/ 410" in caplog.text
    for secret in ("李敏", "person1", PASSWORD, "203.0.113.7", "secret-of-a-link"):
        assert secret not in caplog.text


def test_a_page_without_anybody_signed_in_asks_the_database_nothing(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, db: None
) -> None:
    with django_assert_num_queries(0):
        client.get(reverse("suggestions"))


ACTIONS = [
    (path.parent.name, function)
    for path in sorted(WEB.rglob("actions.py"))
    for function in ast.parse(path.read_text("utf-8")).body
    if isinstance(function, ast.FunctionDef) and not function.name.startswith("_")
]
# What cannot check a permission, with the reason.
UNCHECKED = {
    ("audit", "log"): "every action's last step",
    ("accounts", "accept_invitation"): "the link itself permits it",
    ("accounts", "note_sign_in"): "people do it to their own account",
    ("accounts", "found"): "the operator at the machine, in an empty site",
}


@pytest.mark.parametrize(("app", "function"), ACTIONS, ids=lambda part: getattr(part, "name", part))
def test_an_action_checks_writes_in_one_transaction_and_logs(app: str, function: ast.FunctionDef) -> None:
    called = {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
    }
    if (app, function.name) == ("audit", "log"):
        return
    assert "atomic" in called
    local = {f.name for a, f in ACTIONS if a == app} | {"_new_invitation"}
    assert "log" in called or called & local, "it neither logs nor leaves that to another action"
    if (app, function.name) not in UNCHECKED:
        assert "require" in called
        assert function.args.args[0].arg == "actor"
