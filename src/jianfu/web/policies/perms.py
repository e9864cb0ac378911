"""Who may see and set the marks of a place and read its plans. Policies and norms are for everybody signed in."""

from __future__ import annotations

from collections.abc import Mapping

from jianfu.web.accounts.actor import Actor
from jianfu.web.accounts.models import Organisation
from jianfu.web.accounts.roles import OVERSEERS, SCHOOL_OFFICE, Role

# The officers of a place, by its kind. Firms and training institutions set no marks: they keep those of others.
KEEPERS: Mapping[str, tuple[Role, ...]] = {
    "school": SCHOOL_OFFICE,
    "bureau": (Role.BUREAU_OFFICER,),
    "office": (Role.DEPARTMENT, Role.CLERK),
    "government": (Role.DEPARTMENT, Role.CLERK),
    "village": (Role.CLERK,),
    "place": (Role.ADMINISTRATOR,),
}


def may_see_marks(actor: Actor, place: Organisation) -> bool:
    """The marks of a place are seen by all whom they bind, that is everybody with a role at the place or under it,
    and by the bureau officers, inspectors and administrators of it and of what it stands under."""
    bound = any(place.covers(held.organisation) for held in actor.held)
    return actor.operator or bound or actor.holds_over(OVERSEERS, place)


def may_set_marks(actor: Actor, place: Organisation) -> bool:
    """The officers of the place itself set its marks, end them, hand in its plans and decide on what was read:
    academic office and principal of a school, officers of a bureau, the people of an office, a government, a village,
    the administrator of a county or province. Nobody does it for a place from above or from beside."""
    return place.closed_on is None and actor.holds(KEEPERS.get(place.kind, ()), place)


def may_see_plans(actor: Actor, place: Organisation) -> bool:
    """Plans that were read are seen by the officers of the place, and by bureau officers, inspectors and
    administrators of it and of what it stands under."""
    return actor.holds(KEEPERS.get(place.kind, ()), place) or actor.holds_over(OVERSEERS, place)
