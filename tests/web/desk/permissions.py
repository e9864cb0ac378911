"""Who reaches the desk."""

from jianfu.web.accounts.roles import OVERSEERS, Role
from tests.web.matrix import Page

_WORKERS = tuple(r.value for r in Role if r not in {Role.PARENT, Role.VILLAGER})
_OVERSEERS = tuple(r.value for r in OVERSEERS)

PAGES = [
    Page("desk:home", everyone=True),
    Page("desk:organisation", arguments=lambda c: {"organisation": c.school.pk}, own=_WORKERS, above=_OVERSEERS),
    Page(
        "desk:below", at="bureau", arguments=lambda c: {"organisation": c.bureau.pk}, own=_OVERSEERS, above=_OVERSEERS
    ),
    Page(
        "desk:take_away", at="bureau", arguments=lambda c: {"organisation": c.bureau.pk}, own=_OVERSEERS, above=_OVERSEERS
    ),
]  # fmt: skip
