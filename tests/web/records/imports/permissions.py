"""Who reaches the pages of imports. What only the person reaches who handed a file in has a test of its own."""

from __future__ import annotations

from jianfu.web.project.clock import now
from jianfu.web.records.imports.models import Import, Part
from jianfu.web.records.models import Version
from tests.web.conftest import County
from tests.web.matrix import Page

KEEPERS = ("academic_office", "principal", "bureau_officer", "department", "clerk", "firm")
TEACHERS = ("teacher", "homeroom_teacher", "grade_head", "group_head")


def _school(county: County) -> dict[str, object]:
    return {"organisation": county.school.pk}


def _taken_in(county: County) -> dict[str, object]:
    """An import of somebody else that was taken in."""
    version = Version.objects.create(kind="import", organisation=county.school, made_at=now())
    made = Import.objects.create(
        organisation=county.school, made_at=now(), name="作业公示表.xlsx", size=1, digest="0" * 64,
        folder=f"none-{version.pk}", state="confirmed", version=version,
    )  # fmt: skip
    Part.objects.create(imported=made, ledger="homework", kept_by=county.school, added=1, changed=0, same=0)
    return {"number": made.pk}


def _row_page(county: County) -> dict[str, object]:
    return {**_taken_in(county), "ledger": "homework", "verdict": "new"}


HANDING_IN = {"own": (*KEEPERS, *TEACHERS, "inspector"), "above": ("bureau_officer", "inspector")}
ANSWERING = {"own": KEEPERS, "above": ("bureau_officer",)}

PAGES = [
    Page("imports:imports", arguments=_school, **HANDING_IN),
    Page("imports:hand_in", arguments=_school, methods=("post",), **HANDING_IN),
    Page("imports:imported", arguments=_taken_in, **ANSWERING),
    Page("imports:undo", arguments=_taken_in, methods=("get", "post"), **ANSWERING),
    Page("imports:original", arguments=_taken_in, methods=("post",), own=KEEPERS),
    Page("imports:again", arguments=_taken_in, methods=("post",), own=KEEPERS),
    # For the person alone who handed the file in, and nobody after it was taken in.
    Page("imports:rows", arguments=_row_page),
    Page("imports:cells", arguments=_taken_in),
    Page("imports:confirm", arguments=_taken_in, methods=("post",)),
    Page("imports:drop", arguments=_taken_in, methods=("post",)),
]
