"""Norms, a mark that is refused, a plan read and adopted row by row: as a school's office meets them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from jianfu.web.accounts.models import Person
from jianfu.web.policies.models import Pack
from tests.web.browser import Visitor
from tests.web.conftest import PASSWORD, County

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_a_norm_to_a_plan_that_was_read(
    visitor: Visitor, county: County, make_person: Callable[..., Person], plan_file: Path
) -> None:
    page = visitor.page
    make_person("academic_office", county.school, name="陈静")
    visitor.sign_in("person1", PASSWORD)
    page.click("nav >> text=政策")
    visitor.look("norms")
    page.fill("[name=q]", "书面作业时长")
    page.click(".filter button")
    page.click("text=每天书面作业时长")
    page.click("text=看案例")
    visitor.look("norm")
    page.click("main >> text=设限值")
    page.fill("[name=at_most]", "80")
    page.check("[name=grades][value='5']")
    for name, text in (("title", "作业管理办法"), ("issued", "2026-08-20"), ("restated", "不超过80分钟。")):
        page.fill(f"[name={name}]", text)
    page.click("text=设为限值")
    assert "不能设" in page.inner_text("main")
    visitor.said.clear()  # Chromium notes the status of a refused form, 422
    visitor.look("mark-refused")
    page.fill("[name=at_most]", "50")
    page.click("text=设为限值")
    page.set_input_files("[name=file]", plan_file)
    page.click("text=上传并读")
    assert "1 处宽于国家规定" in page.inner_text("h1")
    visitor.go(page.url.removeprefix(visitor.address))  # weighed by itself
    visitor.look("plan")
    rows = page.locator(".mk", has=page.locator("button", has_text="采纳"))
    before = rows.count()
    rows.first.locator("button").click()
    expect(rows).to_have_count(before - 1)
    page.click(".cf >> text=改为 60")
    visitor.look("plan-change")
    page.click("text=这样采纳")
    page.wait_for_selector(".mk >> text=原读作")
    page.click(".crumb >> text=限值")
    visitor.sent.clear()
    visitor.look("place-marks")
    page.click(".tabs >> text=文件")
    assert "份文件" in page.inner_text("h1")


def test_a_plan_is_adopted_without_script(
    browser: Browser,
    live_server: LiveServer,
    county: County,
    make_person: Callable[..., Person],
    plan_file: Path,
) -> None:
    context = browser.new_context(java_script_enabled=False)
    visitor = Visitor(context.new_page(), live_server.url)
    make_person("principal", county.school)
    visitor.sign_in("person1", PASSWORD)
    page = visitor.page
    page.click("nav >> text=政策")
    page.click("main >> text=本单位限值")
    page.set_input_files("[name=file]", plan_file)
    page.click("text=上传并读")
    page.locator(".mk button").first.click()
    page.locator(".cf >> text=读错了").first.click()
    page.fill("[name=reason]", "不是规定")
    page.locator("text=读错了").last.click()
    assert "错在：不是规定" in page.inner_text("main")
    assert Pack.objects.get().number == 1
    context.close()
