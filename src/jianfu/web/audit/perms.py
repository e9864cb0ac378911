"""Who may see what was done, and decide how long personal data is kept and let go of it."""

from __future__ import annotations

from jianfu.web.accounts.actor import Actor
from jianfu.web.accounts.models import Organisation
from jianfu.web.accounts.roles import Role


def may_keep_time(actor: Actor) -> bool:
    """The operator at the machine, and administrators of the organisation at the top of the tree."""
    return actor.operator or any(
        a.role == Role.ADMINISTRATOR and a.organisation.parent_id is None for a in actor.held
    )


def may_see_acts(actor: Actor, organisation: Organisation) -> bool:
    """What was done at an organisation is seen by its principal, its administrators, and the administrators of what
    it stands under: who answers for it, and who looks after the accounts."""
    return actor.holds([Role.PRINCIPAL], organisation) or actor.holds_over([Role.ADMINISTRATOR], organisation)
