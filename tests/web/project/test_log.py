"""What a fault leaves behind: its kind and place in the log, a page that says so, and nothing that anybody typed."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from jianfu.web.project.middleware.log import Formatter
from tests.web.conftest import County

SECRET = "李敏 13800000000"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """The log as the site writes it."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(Formatter())
    loggers = [logging.getLogger(name) for name in ("jianfu", "django.request")]
    for logger in loggers:
        logger.addHandler(handler)
    yield written
    for logger in loggers:
        logger.removeHandler(handler)


def test_a_fault_is_logged_by_kind_and_place_and_answered_with_a_page(
    county: County, sign_in: Callable[..., Client], log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ValueError(SECRET)

    client = sign_in("administrator", county.top)
    client.raise_request_exception = False
    monkeypatch.setattr("jianfu.web.accounts.queries.tops", fail)
    answer = client.get(f"/organisations/?q={SECRET}")
    assert answer.status_code == 500
    assert "系统出错，没有完成" in answer.content.decode()
    said = log.getvalue()
    assert "ValueError" in said and "accounts/views.py:" in said and "/organisations/" in said
    assert SECRET not in said and SECRET.split()[0] not in said and "13800000000" not in said


@pytest.mark.parametrize(
    ("status", "said"),
    [(400, "没有看懂"), (403, "没有这一页的权限"), (404, "没有这一页"), (429, "请稍等一分钟")],
)
def test_every_refusal_has_its_page(
    client: Client, settings: object, db: None, status: int, said: str, county: County,
    sign_in: Callable[..., Client],
) -> None:  # fmt: skip
    if status == 429:
        settings.LIMITS = {"reads": 0, "writes": 0}  # type: ignore[attr-defined]
        answer = client.get("/suggestions/")
    elif status == 403:
        answer = sign_in("teacher", county.school).get(f"/organisations/{county.top.pk}/")
    elif status == 400:
        answer = client.get("/suggestions/", headers={"Host": "elsewhere.example"})
    else:
        answer = client.get("/nowhere/")
    assert answer.status_code == status
    assert said in answer.content.decode()
