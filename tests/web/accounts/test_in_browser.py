"""An invitation, the first sign-in, the list of people: as an administrator and a teacher meet them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from jianfu.web.accounts.models import Person, SchoolClass
from tests.web.browser import Visitor
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
