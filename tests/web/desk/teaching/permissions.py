"""Who reaches a teacher's pages."""

from __future__ import annotations

from tests.web.conftest import County
from tests.web.matrix import Page
from tests.web.records.permissions import made

TEACHING = ("teacher", "homeroom_teacher", "grade_head", "group_head")


def _class(county: County) -> dict[str, object]:
    return {"organisation": county.school.pk, "grade": 3, "number": 2}


PAGES = [
    Page("teaching:day", arguments=lambda c: {"organisation": c.school.pk}, own=TEACHING),
    Page("teaching:lessons", arguments=lambda c: {"organisation": c.school.pk}, own=TEACHING),
    # Nobody here has a class on record, and the school has listed none: any may be chosen.
    Page("teaching:register", arguments=_class, methods=("get", "post"), own=TEACHING),
    # Whose class it is and whose row, test_teaching.py asks: nobody here leads one, or has entered any.
    Page("teaching:no_homework", arguments=_class, methods=("post",)),
    Page("teaching:allotment", arguments=_class, methods=("get", "post")),
    Page("teaching:withdraw", arguments=lambda c: {"number": made(c).pk}, methods=("post",)),
]
