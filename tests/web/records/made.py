"""Rows that tests of ledgers begin with."""

from __future__ import annotations

import datetime as dt
from typing import Any

from jianfu.web.accounts.models import Organisation, Person
from jianfu.web.records.models import MODELS, Row, Version
from jianfu.web.records.rows import row_of

DAY = dt.date(2026, 11, 18)
PIECE = {
    "grade": 3, "class_no": 2, "done_on": DAY, "weekday": 3, "subject": "语文", "form": "written", "minutes": 20,
    "teacher": "李敏", "content": "生字两行",
}  # fmt: skip


def a_version(organisation: Organisation, by: Person | None = None, kind: str = "entry") -> Version:
    """A version of the day of the tests."""
    at = dt.datetime(2026, 11, 19, tzinfo=dt.UTC)
    return Version.objects.create(kind=kind, organisation=organisation, made_at=at, made_by=by)


def a_row(
    ledger: str, organisation: Organisation, by: Person | None = None, ordinal: int = 1, **values: Any
) -> Row:
    """A row that stands, entered ``by`` somebody."""
    physical = {"organisation": organisation.code, **values}
    row = row_of(MODELS[ledger], a_version(organisation, by), organisation.pk, physical, ordinal=ordinal)
    row.save()
    return row


def homework(organisation: Organisation, by: Person | None = None, ordinal: int = 1, **values: Any) -> Row:
    """A piece of homework."""
    return a_row("homework", organisation, by, ordinal, **{**PIECE, **values})
