"""Who reaches the page of what was done."""

from __future__ import annotations

from tests.web.matrix import Page

PAGES = [
    Page(
        "audit:acts",
        arguments=lambda c: {"organisation": c.school.pk},
        own=("principal", "administrator"),
        above=("administrator",),
    )
]
