"""The board as families, firms and villagers meet it, at a telephone's width and a desk's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest

from jianfu.web.accounts.models import Person
from jianfu.web.policies.standings.models import Checked
from jianfu.web.project.middleware.public import SHELF
from tests.web.board.made import a_charge, a_class_day, a_standing
from tests.web.browser import Visitor
from tests.web.conftest import PASSWORD, TODAY, County
from tests.web.records.made import a_row, homework

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    SHELF.clear()
    yield
    SHELF.clear()


def _records(county: County) -> None:
    for grade in (1, 2, 3):
        for subject in ("语文", "数学"):
            a_row("course_plan", county.school, grade=grade, subject=subject, periods=700, term="2026-2027-1")
    for weekday in range(1, 6):
        a_row(
            "timetable", county.school, grade=3, class_no=2, weekday=weekday, slot="lesson", period_no=1,
            subject="体育" if weekday == 2 else "语文", term="2026-2027-1",
        )  # fmt: skip
    homework(county.school, done_on=TODAY, minutes=25)
    homework(county.school, done_on=TODAY, subject="数学", form="practice", minutes=10)
    for back in range(18):
        day = TODAY - dt.timedelta(days=back)
        if day.weekday() < 5:
            value = 70 if back == 8 else 25 + back
            a_class_day(county, day, value, "breached" if value > 60 else "kept")
    Checked.objects.create(
        at=dt.datetime(2026, 11, 19, tzinfo=dt.UTC), as_of=TODAY, through=1, seconds=1, norms=3, state=""
    )
    a_standing(county, "student/homework/written-minutes", "kept")
    a_standing(county, "student/homework/home-minutes", "breached", 2)
    a_charge(county)


def test_from_the_start_page_to_a_class_and_what_may_be_charged(
    visitor: Visitor, county: County, make_person: Callable[..., Person]
) -> None:
    _records(county)
    page = visitor.page
    visitor.go("/public/")
    visitor.look("board-start")
    page.fill("#named", "实验")
    page.press("#named", "Enter")
    page.click("text=青禾县实验小学")
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
    visitor.look("board-unit")
    assert page.context.cookies() == []
    page.click("footer >> text=English")
    assert "Written homework" in page.inner_text("main")
    visitor.look("board-unit-english")
    visitor.go("/public/zh/charges/?q=占用")
    visitor.look("board-charges")
    visitor.go("/public/zh/charges/?q=清洗")
    visitor.look("board-charge-nowhere")
    visitor.go("/public/zh/data/")
    visitor.look("board-data")
    visitor.go("/public/zh/heads/")
    visitor.look("board-heads")
    visitor.go("/public/zh/suggestions/")
    visitor.look("board-suggestions")
    make_person("academic_office", county.school, name="周宁")
    visitor.sign_in("person1", PASSWORD)
    visitor.go(f"/class-links/{county.school.pk}/")
    page.click("main >> text=生成链接")
    visitor.look("board-class-links")
    page.click("main .address a >> nth=0")
    page.wait_for_selector("text=今日书面作业")
    assert "25" in page.inner_text("main") and "生字" not in page.inner_text("main")
    visitor.look("board-class")
