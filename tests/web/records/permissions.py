"""Who reaches the pages of ledgers."""

from __future__ import annotations

import datetime as dt

from jianfu.web.records.models import MODELS, Row, Version
from jianfu.web.records.perms import KEEPERS, STAFF
from jianfu.web.records.rows import row_of, withdraw
from tests.web.conftest import County
from tests.web.matrix import Page

OVERSEERS = ("bureau_officer", "inspector", "administrator")
KEEPING = tuple(role.value for role in KEEPERS)
READING = tuple(role.value for role in STAFF)
TEACHING = ("teacher", "homeroom_teacher", "grade_head", "group_head")


def made(county: County) -> Row:
    """A piece of homework of the school, entered by nobody in particular."""
    version = Version.objects.create(
        kind="entry", organisation=county.school, made_at=dt.datetime(2026, 11, 19, tzinfo=dt.UTC)
    )
    values = {
        "organisation": county.school.code, "grade": 3, "class_no": 2, "done_on": dt.date(2026, 11, 18),
        "subject": "语文", "minutes": 20, "teacher": "李敏",
    }  # fmt: skip
    row = row_of(MODELS["homework"], version, county.school.pk, values)
    row.save()
    return row


def _ledger(name: str, at: str = "school") -> dict[str, object]:
    return {
        "at": at,
        "arguments": lambda county: {"organisation": getattr(county, at).pk, "ledger": name},
    }


def _row(county: County) -> dict[str, object]:
    return {"ledger": "homework", "number": made(county).pk}


def _gone(county: County) -> dict[str, object]:
    row = made(county)
    version = Version.objects.create(
        kind="withdrawal", organisation=county.school, made_at=row.version.made_at
    )
    withdraw(version, type(row), [row.pk])
    return {"ledger": "homework", "number": row.pk}


PAGES = [
    Page(
        "records:ledgers", arguments=lambda c: {"organisation": c.school.pk}, own=READING, above=OVERSEERS
    ),
    Page("records:rows", **_ledger("homework"), own=READING, above=OVERSEERS),
    Page(
        "records:enter", **_ledger("homework"), methods=("get", "post"),
        own=(*KEEPING, *TEACHING), above=("bureau_officer",),
    ),
    Page(
        "records:take_away", **_ledger("homework"), methods=("post",),
        own=(*KEEPING, *TEACHING), above=("bureau_officer",),
    ),
    Page(
        "records:blank_form", arguments=lambda _c: {"ledger": "homework"},
        own=READING, above=READING, beside=READING, below=READING,
    ),
    Page("records:row", arguments=_row, own=READING, above=OVERSEERS),
    Page("records:correct", arguments=_row, methods=("get", "post"), own=KEEPING, above=("bureau_officer",)),
    Page("records:withdrawn", **_ledger("homework"), own=READING, above=OVERSEERS),
    Page("records:restore", arguments=_gone, methods=("post",), own=KEEPING, above=("bureau_officer",)),
    Page("records:withdraw", arguments=_row, methods=("post",), own=KEEPING, above=("bureau_officer",)),
]  # fmt: skip
"""The same for other ledgers and places is asked of the rules themselves: see test_perms.py."""
