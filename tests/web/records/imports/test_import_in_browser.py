"""Handing in a file, looking, taking in, undoing: as an academic office meets it, with script and without."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from jianfu.web.accounts.models import Person
from jianfu.web.records.imports import views
from jianfu.web.records.imports.reading import stage
from jianfu.web.records.imports.staging import Staging
from jianfu.web.records.models import MODELS
from tests.web.browser import Visitor
from tests.web.conftest import PASSWORD, County
from tests.web.records.imports.conftest import HEAD, ROW, table

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HOMEWORK = MODELS["homework"]._default_manager


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """A file, and a later one with changes, cells that cannot be read, and rows of another school."""
    first, second = tmp_path / "作业公示表.xlsx", tmp_path / "作业公示表（十一月）.xlsx"
    subjects = ("语文", "数学", "英语")
    first.write_bytes(table(tmp_path / "a", *([*ROW[:2], s, *ROW[3:]] for s in subjects)))
    rows: list[list[object]] = [
        ["", *ROW[:2], "语文", *ROW[3:5], 35, "王芳"],
        ["", *ROW[:2], "科学", *ROW[3:]],
    ]
    rows += [["", *ROW[:2], f"第{n}科", *ROW[3:5], "挺久的", ROW[6]] for n in range(10)]
    rows += [["青禾县第二小学", *ROW]]
    second.write_bytes(table(tmp_path / "b", *rows, head=["学校", *HEAD]))
    return first, second


def test_a_file_from_hand_to_records_and_back(
    visitor: Visitor, county: County, make_person: Callable[..., Person], files: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    page, waiting = visitor.page, list[Staging]()
    monkeypatch.setattr(views, "start", waiting.append)
    monkeypatch.setattr(Staging, "is_being_read", lambda self: not self.is_read())
    make_person("academic_office", county.school, name="陈静")
    visitor.sign_in("person1", PASSWORD)
    visitor.go(f"/records/{county.school.pk}/imports/")
    page.set_input_files("[name=file]", files[0])
    page.click("main button >> text=读取")
    waiting[0].note("step", '{"name": "reading", "done": 1, "of": 2}')
    page.reload()
    visitor.look("import-reading")
    stage(waiting.pop())
    expect(page.locator("main h1")).to_contain_text("将新增 3 条")  # by itself
    page.check("[name=looked]")
    page.click("main button >> text=入库 3 条")

    visitor.go(f"/records/{county.school.pk}/imports/")
    page.set_input_files("[name=file]", files[1])
    page.click("main button >> text=读取")
    stage(waiting.pop())
    expect(page.locator("main h1")).to_contain_text("将新增 1 条，更改 1 条。")
    visitor.look("import-preview-faults")
    page.click("main >> text=全部 10 处")
    expect(page.locator("main tbody tr")).to_have_count(10)
    page.go_back()
    page.click("a[href$='/homework/changed/']")
    visitor.look("import-rows-changed")
    page.go_back()
    page.check("[name=looked]")
    page.click("main button >> text=入库 2 条")
    assert HOMEWORK.count() == 4

    visitor.go(f"/records/{county.school.pk}/imports/?ledger=homework")
    visitor.look("imports")
    page.click("main table a >> text=作业公示表.xlsx")
    page.click("main >> text=撤销这次入库")
    visitor.look("import-cannot-undo")
    visitor.go(f"/records/{county.school.pk}/imports/")
    page.click("main table a >> text=十一月")
    page.click("main >> text=撤销这次入库")
    page.click("main button >> text=撤销这次入库")
    assert sorted(HOMEWORK.values_list("minutes", flat=True)) == [20, 20, 20]


def test_everything_works_without_script(
    browser: Browser, live_server: LiveServer, county: County, make_person: Callable[..., Person],
    files: tuple[Path, Path],
) -> None:  # fmt: skip
    context = browser.new_context(java_script_enabled=False)
    visitor = Visitor(context.new_page(), live_server.url)
    page = visitor.page
    make_person("academic_office", county.school, name="陈静")
    visitor.sign_in("person1", PASSWORD)
    visitor.go(f"/records/{county.school.pk}/imports/")
    page.set_input_files("[name=file]", files[0])
    page.click("main button >> text=读取")
    page.check("[name=looked]")
    page.click("main button >> text=入库 3 条")
    assert "已入库" in page.inner_text("main h1")
    context.close()
    assert HOMEWORK.count() == 3
