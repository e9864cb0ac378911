"""Ledgers as an academic office meets them, at a desk and on a telephone, with script and without."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from jianfu.web.accounts.models import Person
from tests.web.browser import Visitor
from tests.web.conftest import PASSWORD, County
from tests.web.records.made import homework

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def _rows(county: County) -> None:
    for n in range(60):
        homework(
            county.school, ordinal=n + 1, subject="数学" if n % 3 else "语文", content=f"口算第{n + 1}页"
        )


def test_from_the_list_of_ledgers_to_a_row_and_back(
    visitor: Visitor, county: County, make_person: Callable[..., Person]
) -> None:
    page = visitor.page
    make_person("academic_office", county.school, name="周宁")
    _rows(county)
    visitor.sign_in("person1", PASSWORD)
    page.click("nav >> text=台账")
    visitor.look("ledgers")
    page.click("text=作业公示表")
    visitor.look("rows")
    page.click("summary >> text=更多条件")
    page.select_option("[name=sort]", "-content")
    page.fill("[name='c.subject']", "语文")
    page.press("[name='c.subject']", "Enter")
    page.wait_for_selector(".found >> text=20 条")
    # What was seen is not left in the browser of a shared computer.
    kept = page.evaluate("JSON.stringify(localStorage) + JSON.stringify(sessionStorage)")
    assert "口算" not in kept and "history-cache" not in kept
    visitor.look("rows-narrowed")
    page.click("text=登记一条")
    page.fill("[name=class]", "甲班")
    page.click("main button >> text='保存'")
    assert "读不懂" in page.inner_text("main") and "必填。例如" in page.inner_text("main")
    visitor.said.clear()  # the browser notes an answer of 422
    visitor.look("row-enter")
    page.fill("[name=class]", "三（2）班")
    page.fill("[name=done_on]", "2026-11-19")
    page.fill("[name=subject]", "科学")
    page.fill("[name=minutes]", "15")
    page.click("main button >> text='保存'")
    page.click("text=更正")
    visitor.look("row-correct")
    page.fill("[name=minutes]", "10")
    page.fill("[name=reason]", "老师改短了")
    page.click("main button >> text='保存'")
    assert "老师改短了" in page.inner_text("aside")
    visitor.look("row")
    page.click("summary >> text=作废")
    page.click("main button >> text=作废")
    assert "已作废" in page.inner_text("main")
    visitor.look("row-withdrawn")


def test_lists_are_searched_and_turned_without_script(
    browser: Browser, live_server: LiveServer, county: County, make_person: Callable[..., Person]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    visitor = Visitor(context.new_page(), live_server.url)
    make_person("academic_office", county.school)
    _rows(county)
    visitor.sign_in("person1", PASSWORD)
    page = visitor.page
    visitor.go(f"/records/{county.school.pk}/homework/")
    page.click("text=下一页")
    assert page.locator("tbody tr").count() == 10
    page.click("text=上一页")
    assert page.locator("tbody tr").count() == 50
    page.fill("[name=q]", "第7页")
    page.click(".sieve button")
    assert "1 条" in page.inner_text(".found")
    context.close()
