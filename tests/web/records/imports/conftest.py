"""Handing in files as people do, and reading them without a process of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from jianfu.web.accounts.models import Organisation
from jianfu.web.records.imports import tidying, views
from jianfu.web.records.imports.models import Import
from jianfu.web.records.imports.reading import stage
from jianfu.web.records.imports.staging import Staging
from tests.ledgers.books import book

HEAD = ["班级", "日期", "学科", "作业内容", "作业类型", "预计时长（分钟）", "布置教师"]
ROW = ["三（2）班", "2026-11-18", "语文", "生字两行", "书面", 20, "李敏"]
HandIn = Callable[..., Import]


def _read_here(staging: Staging) -> None:
    if staging.task.exists() and not staging.is_read():
        stage(staging)


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for what is handed in; it is read at once, in this process."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    for module in (views, tidying):
        monkeypatch.setattr(module, "start", _read_here)
    return tmp_path / "media" / "imports"


def table(path: Path, *rows: Sequence[object], head: Sequence[object] = HEAD) -> bytes:
    """A workbook with a head and rows."""
    return book(path, [head, *rows]).read_bytes()


@pytest.fixture
def hand_in(tmp_path: Path) -> HandIn:
    """``hand_in(client, organisation, rows)``: the import that handing in a workbook with these rows made."""

    def give(
        client: Client,
        organisation: Organisation,
        rows: Iterable[Sequence[object]] = (),
        *,
        content: bytes | None = None,
        name: str = "作业公示表.xlsx",
        head: Sequence[object] = HEAD,
    ) -> Import:
        content = table(tmp_path / "given.xlsx", *rows, head=head) if content is None else content
        address = f"/records/{organisation.pk}/imports/hand-in/"
        answer = client.post(address, {"file": SimpleUploadedFile(name, content)})
        assert answer.status_code == 302, answer.content.decode()
        return Import.objects.get(pk=int(answer.headers["Location"].split("/")[3]))

    return give


def confirm(client: Client, imported: Import) -> int:
    """The status of confirming what the page of an import shows."""
    page = client.get(f"/records/imports/{imported.pk}/").context
    sent = {"seal": page["compared"].seal, "looked": "on"}
    return int(client.post(f"/records/imports/{imported.pk}/confirm/", sent).status_code)
