"""Who reaches the board: everybody, but for the links of a school's classes."""

from __future__ import annotations

import datetime as dt

from jianfu.web.board.links import token_of
from jianfu.web.board.models import ClassLinks
from tests.web.board.made import a_charge
from tests.web.conftest import TODAY, County
from tests.web.matrix import Page

OFFICE = ("academic_office", "principal")
_ZH = {"language": "zh"}


def _token(county: County) -> str:
    since = dt.datetime(2026, 9, 1, tzinfo=dt.UTC)
    given, _ = ClassLinks.objects.get_or_create(organisation=county.school, defaults={"since": since})
    return token_of(given, 3, 2, TODAY)


def _file(county: County) -> dict[str, object]:
    a_charge(county)
    return {**_ZH, "name": "office-charges", "form": "csv"}


PAGES = [
    Page("board:front", public=True),
    Page("board:start", arguments=lambda _c: _ZH, public=True),
    Page("board:unit", arguments=lambda c: {**_ZH, "number": c.school.pk}, public=True),
    Page("board:charges", arguments=lambda _c: _ZH, public=True),
    Page("board:data", arguments=lambda _c: _ZH, public=True),
    Page("board:manifest", arguments=lambda _c: _ZH, public=True),
    Page("board:file", arguments=_file, public=True),
    Page("board:heads", arguments=lambda _c: _ZH, public=True),
    Page("board:heads_file", arguments=lambda _c: _ZH, public=True),
    Page("board:suggestions", arguments=lambda _c: _ZH, public=True),
    Page("board:class_page", arguments=lambda c: {**_ZH, "token": _token(c)}, public=True),
    Page("board:class_links", arguments=lambda c: {"organisation": c.school.pk}, own=OFFICE),
    Page(
        "board:renew_links", arguments=lambda c: {"organisation": c.school.pk}, methods=("post",), own=OFFICE
    ),
]
