"""Who may keep the classes of a school."""

from __future__ import annotations

from jianfu.web.accounts.actor import Actor
from jianfu.web.accounts.models import Organisation
from jianfu.web.accounts.perms import may_see_people


def may_keep_classes(actor: Actor, organisation: Organisation) -> bool:
    """The classes of a school that is open are kept by those who keep its people: its academic office and principal,
    and the administrators of the school and of those above."""
    return (
        organisation.kind == "school" and not organisation.closed_on and may_see_people(actor, organisation)
    )
