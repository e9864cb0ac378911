"""An invitation, the first sign-in, the list of people: as an administrator and a teacher meet them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from jianfu.web.accounts.actor import OPERATOR
from jianfu.web.accounts.models import Person, SchoolClass
from jianfu.web.accounts.rules.actions import lay_down
from tests.web.accounts.tables import HEAD, REGISTER, ROWS, book
from tests.web.browser import PICTURES, Visitor
from tests.web.conftest import PASSWORD, County

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_an_invitation_to_the_desk(
    visitor: Visitor, county: County, make_person: Callable[..., Person]
) -> None:
    page = visitor.page
    make_person("principal", county.school, name="陈静")
    led = SchoolClass.objects.create(organisation=county.school, stage="primary", entered=2024, number=2)
    visitor.go("/sign-in/")
    visitor.look("sign-in")
    visitor.sign_in("person1", PASSWORD)
    visitor.look("desk-empty")
    page.click("nav >> text=人员")
    page.fill("[name=name]", "李敏")
    page.select_option("[name=role]", "homeroom_teacher")
    page.select_option("[name=school_class]", str(led.pk))
    page.click("main button >> text=邀请")
    link = page.inner_text(".address").strip()
    visitor.look("invited")
    page.click("text=完成")
    assert "还没有启用" in page.inner_text("main")
    visitor.look("people")
    page.click(".who summary")
    visitor.look("menu")
    page.click(".who >> text=动态验证码")
    page.click("main >> text=启用验证码")
    visitor.look("confirm")
    page.fill("[name=password]", PASSWORD)
    page.click("main button")
    visitor.look("code")
    page.click(".who summary")
    page.click(".who >> text=退出")

    visitor.page.goto(link)
    visitor.look("invitation")
    page.fill("[name=username]", "LiMin")
    page.fill("[name=password]", PASSWORD)
    page.fill("[name=again]", PASSWORD)
    page.click("main button")
    assert "班主任 李敏" in page.inner_text("header")


def test_everything_works_without_script(
    browser: Browser, live_server: LiveServer, county: County, make_person: Callable[..., Person]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    visitor = Visitor(context.new_page(), live_server.url)
    make_person("principal", county.school, name="陈静")
    visitor.sign_in("person1", PASSWORD)
    visitor.page.click("nav >> text=人员")
    visitor.page.fill("[name=name]", "李敏")
    visitor.page.select_option("[name=subject]", "数学")
    visitor.page.click("main button >> text=邀请")
    assert "/invitation/" in visitor.page.inner_text(".address")
    context.close()


def test_the_first_day_of_a_school_and_its_summer(
    visitor: Visitor, county: County, make_person: Callable[..., Person], tmp_path: Path, settings: object
) -> None:
    page = visitor.page
    make_person("administrator", county.bureau, name="王主任")
    visitor.sign_in("person1", PASSWORD)
    visitor.go(f"/organisations/{county.bureau.pk}/import/")
    page.set_input_files("[name=file]", _book(tmp_path, REGISTER))
    page.click("main form button")
    visitor.look("register-preview")
    page.click("main form button >> text=确认导入")
    visitor.go(f"/organisations/{county.school.pk}/classes/")
    for year in range(2021, 2027):
        page.fill("[name=entered]", str(year))
        page.fill("[name=numbers]", "1-2")
        page.click("main form >> text=新增班级")
    visitor.look("classes")
    visitor.go(f"/organisations/{county.school.pk}/people/import/")
    visitor.look("people-import")
    page.set_input_files("[name=file]", _book(tmp_path, [HEAD, (1, "某某", "班长", None, None, None)]))
    page.click("main form button")
    visitor.look("people-faults")
    page.click("main >> text=换一个文件")
    page.set_input_files("[name=file]", _book(tmp_path, ROWS))
    page.click("main form button")
    visitor.look("people-preview")
    page.click("main form button >> text=确认导入")
    assert page.locator(".cards li").count() == 5
    visitor.look("people-links")
    page.pdf(path=PICTURES / "people-links.pdf")
    page.click("text=完成")
    page.click("main tr:has-text('孙丽') >> text=调整")
    visitor.look("role")
    page.fill("[name=over-name]", "新来的")
    page.click("main section >> text=交给别人 >> nth=-1")
    page.wait_for_selector(".address")
    settings.TODAY = dt.date(2027, 7, 5)  # type: ignore[attr-defined]
    visitor.go(f"/organisations/{county.school.pk}/classes/promotion/")
    visitor.look("promotion")
    page.click("main form button >> text=确认")
    visitor.look("promoted")
    page.click("main form button >> text=撤回")
    settings.TODAY = dt.date(2026, 11, 19)  # type: ignore[attr-defined]
    visitor.go(f"/organisations/{county.school.pk}/pupil-rules/")
    lay_down(
        OPERATOR, county.school, consent_title="监护人同意办法", consent_text="一、先告知，后同意。\n\n二、可以随时撤回。",
        assessment_title="个人信息保护影响评估", assessment_file="2026-03.pdf", approved_by="校务会议",
        dated=dt.date(2026, 9, 1), reviewed_until=dt.date(2027, 8, 31),
    )  # fmt: skip
    page.reload()
    visitor.look("pupil-rules")
    visitor.go(f"/organisations/{county.school.pk}/edit/")
    visitor.look("organisation-edit")
    page.click("footer >> text=English")
    visitor.go(f"/organisations/{county.school.pk}/classes/promotion/")
    visitor.look("promotion-en")


def _book(folder: Path, rows: Sequence[Sequence[object]]) -> Path:
    path = folder / "名单.xlsx"
    path.write_bytes(book(rows))
    return path
