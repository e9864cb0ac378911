"""Who may see how an organisation stands. Each rule stands in the docstring of its function."""

from __future__ import annotations

from jianfu.web.accounts.actor import Actor
from jianfu.web.accounts.models import Organisation
from jianfu.web.accounts.roles import OVERSEERS
from jianfu.web.records.perms import STAFF, TOWN

# The kinds of organisations that have others under them.
TOPS = frozenset({"place", "bureau", "government"})


def may_see_standings(actor: Actor, organisation: Organisation) -> bool:
    """Everybody who works at an organisation sees how it stands; bureau officers, inspectors and administrators
    also how what stands under theirs does, and a township's government its villages. Villagers and parents have
    the public board."""
    return (
        is_inside(actor, organisation)
        or actor.holds_over(OVERSEERS, organisation)
        or (organisation.kind == "village" and _is_town_over(actor, organisation))
    )


def is_inside(actor: Actor, organisation: Organisation) -> bool:
    """Whether ``actor`` works at the organisation itself. What is past a mark that the organisation set for itself
    is shown to nobody else: whoever sets a stricter one must not be worse off for it."""
    return actor.holds(STAFF, organisation)


def may_see_below(actor: Actor, top: Organisation) -> bool:
    """How all that stands under a place, a bureau or a government does is seen by its officers, inspectors and
    administrators and those of what it stands under, and by the people of a township's government."""
    if top.kind not in TOPS:
        return False
    return actor.holds_over(OVERSEERS, top) or (top.kind == "government" and actor.holds(TOWN, top))


def _is_town_over(actor: Actor, organisation: Organisation) -> bool:
    return any(
        a.role in TOWN and a.organisation.kind == "government" and a.organisation.covers(organisation)
        for a in actor.held
    )
