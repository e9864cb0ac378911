"""How much one asks and how much one sends: counted for whom, refused with which page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.cache import caches
from django.test import Client, RequestFactory

from jianfu.web.project.middleware.limits import client_address
from tests.web.conftest import County


@pytest.fixture(autouse=True)
def _few(settings: object) -> None:
    """Three reads and two writes a minute; what other tests asked is not counted."""
    caches["process"].clear()
    settings.LIMITS = {"reads": 3, "writes": 2}  # type: ignore[attr-defined]


def _statuses(client: Client, times: int, method: str = "get", **more: str) -> list[int]:
    return [getattr(client, method)("/suggestions/", **more).status_code for _ in range(times)]


def test_an_address_is_counted_apart_from_another_and_reads_from_writes(db: None) -> None:
    assert _statuses(Client(), 5, REMOTE_ADDR="203.0.113.1").count(429) >= 1
    assert _statuses(Client(), 1, REMOTE_ADDR="203.0.113.2") == [200]
    assert _statuses(Client(), 1, "post", REMOTE_ADDR="203.0.113.1") == [405]
    assert 429 in _statuses(Client(), 6, "post", REMOTE_ADDR="203.0.113.1")


def test_people_behind_one_address_are_counted_one_by_one(
    county: County, sign_in: Callable[..., Client]
) -> None:
    first, second = sign_in("teacher", county.school), sign_in("teacher", county.school)
    assert 429 in _statuses(first, 8)
    assert _statuses(second, 1) == [200]


@pytest.mark.parametrize(
    ("proxies", "header", "address"),
    [
        (0, "198.51.100.9", "203.0.113.1"),  # nobody of ours wrote it
        (1, "198.51.100.9", "198.51.100.9"),
        (1, "made up, 198.51.100.9", "198.51.100.9"),
        (2, "made up, 198.51.100.9, 10.0.0.1", "198.51.100.9"),
        (2, "198.51.100.9", "203.0.113.1"),  # it did not come through both
        (1, "", "203.0.113.1"),
    ],
)
def test_a_forwarded_address_is_believed_of_our_own_proxies_alone(
    settings: object, proxies: int, header: str, address: str
) -> None:
    settings.TRUSTED_PROXIES = proxies  # type: ignore[attr-defined]
    request = RequestFactory().get("/", headers={"X-Forwarded-For": header}, REMOTE_ADDR="203.0.113.1")
    assert client_address(request) == address


@pytest.mark.parametrize("announced", ["1001", "9" * 30, "-5", "１２"])
def test_what_is_too_large_is_refused_before_it_is_read(
    client: Client, settings: object, db: None, announced: str
) -> None:
    settings.REQUEST_LIMIT = 1000  # type: ignore[attr-defined]
    answer = client.post("/sign-in/", {"login": "x" * 10}, CONTENT_LENGTH=announced)
    assert answer.status_code == 413
    assert "请拆成几个文件" in answer.content.decode()
