"""Standings that tests of desks begin with."""

from __future__ import annotations

import datetime as dt
from typing import Any

from jianfu.web.accounts.models import Organisation
from jianfu.web.policies.queries import national
from jianfu.web.policies.standings.models import Checked, ClassDay, Standing
from tests.web.conftest import TODAY

WRITTEN = "student/homework/written-minutes"
VISITS = "teacher/visits/per-term"
FIRST_LESSON = "student/school-day/first-lesson"


def checked() -> Checked:
    """A check of today."""
    at = dt.datetime(2026, 11, 19, 9, 10, tzinfo=dt.UTC)
    return Checked.objects.create(at=at, as_of=TODAY, through=1, state="", seconds=1.0, norms=200)


def standing(
    organisation: Organisation, norm: str, outcome: str = "kept", value: float | None = 1, **more: Any
) -> Standing:
    """How an organisation stands to a norm."""
    found = national().norms[norm]
    given = {
        "organisation": organisation, "norm": norm, "field": found.field, "ledger": found.watches,
        "period": "2026-2027-1", "first": dt.date(2026, 9, 1), "last": dt.date(2027, 1, 29), "group": {},
        "value": value, "least": value, "most": value, "hi": 6, "strength": "in_principle", "level": "national",
        "policy": "cn/jiaoshi-ting-2025-2", "source": "教师厅〔2025〕2号", "restated": {"zh": "一般不超过6次。", "en": "Six at most."},
        "outcome": outcome, "groups": {outcome: 1}, "record_count": 3, "rows": [{"ledger": found.watches, "id": 1}],
        "position": list(national().norms).index(norm),
    }  # fmt: skip
    return Standing.objects.create(**(given | more))


def class_day(
    school: Organisation,
    grade: int,
    number: int,
    outcome: str = "kept",
    value: float | None = 40,
    day: dt.date = TODAY,
    **more: Any,
) -> ClassDay:
    """A class's day of written homework."""
    given = {
        "norm": WRITTEN,
        "grade": grade,
        "class_no": number,
        "day": day,
        "value": value,
        "hi": 60,
        "outcome": outcome,
    }
    return ClassDay.objects.create(organisation=school, **(given | more))


def school_of_24(school: Organisation) -> None:
    """A primary school on an ordinary day: two classes near the ceiling, one without figures, grades 1 and 2 at nought."""
    for grade in range(1, 7):
        for number in range(1, 5):
            if grade <= 2:
                class_day(school, grade, number, value=0, hi=0, norm="student/homework/no-written-low-grades")
            elif (grade, number) in {(5, 1), (6, 1)}:
                class_day(school, grade, number, "near", 55 if grade == 5 else 60)
            elif (grade, number) == (4, 3):
                class_day(school, grade, number, "not_evaluable", None)
            else:
                class_day(school, grade, number, value=30 + 5 * number)
