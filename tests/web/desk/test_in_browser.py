"""The desks of a school and of a bureau as people meet them, at a desk and on a telephone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from jianfu.web.accounts.models import Person
from tests.web.browser import Visitor
from tests.web.conftest import PASSWORD, TODAY, County
from tests.web.desk.made import FIRST_LESSON, VISITS, WRITTEN, checked, class_day, school_of_24, standing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def _stand(county: County) -> None:
    checked()
    school = county.school
    school_of_24(school)
    for week in range(1, 4):
        class_day(school, 3, 1, "breached" if week == 2 else "kept", 72, TODAY - dt.timedelta(weeks=week))
    standing(school, WRITTEN, "near", 60, hi=60, group={"grade": 6, "class_no": 1}, period="2026-11-19")
    standing(school, FIRST_LESSON, "kept", 500, lo=500, hi=None)
    standing(school, VISITS, "breached", 7)
    standing(school, "teacher/secondments/six-months", "not_evaluable", None, hi=186, reason="partial")
    standing(school, "teacher/forms/no-basis", "kept", 0, hi=None)
    standing(county.other_school, WRITTEN, "kept", 48, hi=60)
    standing(county.other_school, FIRST_LESSON, "early", 490, lo=500, hi=None)
    standing(county.other_school, "student/exams/exams-per-term", "not_applicable", None)


def test_from_a_school_to_its_bureau(
    visitor: Visitor, county: County, make_person: Callable[..., Person]
) -> None:
    page = visitor.page
    make_person("principal", county.school, name="郑立新")
    make_person("bureau_officer", county.bureau, name="施敏")
    _stand(county)
    visitor.sign_in("person1", PASSWORD)
    visitor.look("desk-school")
    page.click("summary >> text=每学期进校活动次数")
    assert page.is_visible(".standing.over .clause")
    visitor.look("desk-school-open")
    visitor.page.context.clear_cookies()
    visitor.sign_in("person2", PASSWORD)
    visitor.look("desk-bureau")
    page.click("tbody th >> text=青禾县实验小学")
    assert "青禾县实验小学" in page.inner_text(".crumb")
    visitor.look("desk-school-from-above")
