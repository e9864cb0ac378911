"""Who may decide how long personal data is kept, and let go of it."""

from __future__ import annotations

from jianfu.web.accounts.actor import Actor
from jianfu.web.accounts.roles import Role


def may_keep_time(actor: Actor) -> bool:
    """The operator at the machine, and administrators of the organisation at the top of the tree."""
    return actor.operator or any(
        a.role == Role.ADMINISTRATOR and a.organisation.parent_id is None for a in actor.held
    )
