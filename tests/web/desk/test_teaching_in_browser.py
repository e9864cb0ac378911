"""Four taps on a telephone: class, content, minutes, register; and the same at a desk, without script."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from jianfu.web.accounts.models import Assignment, Person, SchoolClass
from jianfu.web.records.models import MODELS
from tests.web.browser import Visitor
from tests.web.conftest import PASSWORD, TODAY, County
from tests.web.records.made import a_row, homework

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WHOLE = {"place": "home", "required": "required", "done_on": TODAY, "weekday": 4}


def _term(county: County, make_person: Callable[..., Person]) -> None:
    """Three classes of a teacher, with what others set today and what was set yesterday."""
    teacher = make_person("homeroom_teacher", county.school, name="李敏")
    for grade, number in ((3, 1), (3, 2), (4, 1)):
        made = SchoolClass.objects.create(
            organisation=county.school, stage="primary", entered=2027 - grade, number=number
        )
        if (grade, number) == (3, 2):
            Assignment.objects.filter(person=teacher).update(school_class=made, subject="数学")
        for period, weekday in ((2, 1), (number + 2, 4), (1, 5)):
            a_row(
                "timetable", county.school, grade=grade, class_no=number, weekday=weekday, slot="lesson",
                period_no=period, parity="all", subject="数学", teacher="李敏",
            )  # fmt: skip
    for grade, number, language, english in ((3, 1, 25, 15), (3, 2, 25, 20), (4, 1, 30, None)):
        key = {"grade": grade, "class_no": number}
        homework(county.school, subject="语文", minutes=language, teacher="王一", **key, **WHOLE)
        if english:
            homework(county.school, subject="英语", minutes=english, teacher="王二", **key, **WHOLE)
    for n, content in enumerate(("练习册 第 48—49 页", "口算 20 题", "应用题 3 道")):
        day = TODAY - dt.timedelta(days=n + 1)
        homework(county.school, subject="数学", minutes=15, content=content, **{**WHOLE, "done_on": day})


def test_homework_is_registered_in_four_taps(
    visitor: Visitor, county: County, make_person: Callable[..., Person]
) -> None:
    page = visitor.page
    _term(county, make_person)
    visitor.sign_in("person1", PASSWORD)
    assert "今天，3 个班" in page.inner_text("main")
    visitor.look("teacher-day")
    page.click("#class-3-2 >> text=登记作业")
    visitor.look("teacher-content")
    page.click("#class-3-2 >> text=练习册 第 48—49 页")
    page.click("#class-3-2 .chip >> text=25")
    visitor.look("teacher-over")
    page.click("#class-3-2 >> text=写明理由，仍然登记")  # the browser itself asks for the reason
    assert MODELS["homework"]._default_manager.filter(sorted_on=TODAY, subject="数学").count() == 0
    page.click("#class-3-2 .opts >> text=改为 15 分钟")
    assert "45 + 15 = 60 / 60" in page.inner_text("#verdict")
    visitor.look("teacher-fits")
    page.click("#class-3-2 >> text=登记到三（2）班")
    assert "60 / 60" in page.inner_text("#class-3-2") and "接近上限" in page.inner_text("#class-3-2")

    taps = 0
    for what in ("#class-4-1 >> text=登记作业", "#class-4-1 >> text=口算 20 题", "#class-4-1 .chip >> text=10",
                 "#class-4-1 >> text=登记到四（1）班"):  # fmt: skip
        page.click(what)
        taps += 1
    assert taps == 4 and "40 / 60" in page.inner_text("#class-4-1")
    page.go_back()
    page.click("#class-4-1 >> text=登记到四（1）班")
    assert MODELS["homework"]._default_manager.filter(sorted_on=TODAY, grade=4, subject="数学").count() == 1

    visitor.sent.clear()  # the weight is that of a page, not of an afternoon
    page.click("text=课表")
    visitor.look("teacher-lessons")
    page.click("text=各科统筹")
    page.fill("[name=m0-1]", "55")
    page.click("main button >> text=保存")
    assert "55 / 60" in page.inner_text("main")
    visitor.look("teacher-allotment")


def test_the_steps_work_without_script(
    browser: Browser, live_server: LiveServer, county: County, make_person: Callable[..., Person]
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 820})
    visitor = Visitor(context.new_page(), live_server.url)
    _term(county, make_person)
    visitor.sign_in("person1", PASSWORD)
    page = visitor.page
    visitor.go(f"/teaching/{county.school.pk}/")
    page.click("#class-3-1 >> text=登记作业")
    page.fill("[name=content]", "画一画 平行四边形")
    page.click("#class-3-1 >> text=继续")
    page.fill("[name=minutes]", "12")
    page.press("[name=minutes]", "Enter")
    assert "40 + 12 = 52 / 60" in page.inner_text("#verdict")
    page.click("#class-3-1 >> text=登记到三（1）班")
    page.click("#class-3-1 >> text=更正或撤回")
    page.click("#class-3-1 >> text='撤回'")
    assert "40 / 60" in page.inner_text("#class-3-1")
    context.close()
