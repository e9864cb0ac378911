"""What tests of the board begin with."""

from __future__ import annotations

import datetime as dt
from typing import Any

from jianfu.web.policies.standings.models import ClassDay, Standing
from jianfu.web.records.models import Row
from tests.web.conftest import TODAY, County
from tests.web.records.made import a_row


def a_charge(county: County, ordinal: int = 1, **more: Any) -> Row:
    """An entry of the office's catalogue that may be charged."""
    values = {
        "body": county.office.code, "item": "道路占用费", "standard": "每平方米 5 元", "basis": "青价〔2019〕12号",
        "phone": "12345", "published": True, **more,
    }  # fmt: skip
    return a_row("fee_catalogue", county.office, ordinal=ordinal, **values)


def a_standing(county: County, norm: str, outcome: str, position: int = 1, **more: Any) -> Standing:
    """How the school stands to a norm."""
    values = {
        "field": "student", "ledger": "homework", "group": {"grade": 3, "class_no": 2}, "groups": {outcome: 1},
        "value": 45.0, "least": 45.0, "most": 45.0, "hi": 60.0, "level": "national", "strength": "mandatory",
        "policy": "cn/jiaoji-han-2021-13", "source": "教基厅函〔2021〕13号", "rows": [], "record_count": 2, **more,
    }  # fmt: skip
    return Standing.objects.create(
        organisation=county.school, norm=norm, outcome=outcome, position=position, **values
    )


def a_class_day(
    county: County, day: dt.date = TODAY, value: float | None = 45, outcome: str = "kept", **more: Any
) -> ClassDay:
    """A day of class 2 of grade 3."""
    values = {"norm": "student/homework/written-minutes", "grade": 3, "class_no": 2, "hi": 60.0, **more}
    return ClassDay.objects.create(
        organisation=county.school, day=day, value=value, outcome=outcome, **values
    )
