"""Who may lay down the rules under which data of pupils is kept."""

from __future__ import annotations

from jianfu.web.accounts.actor import Actor
from jianfu.web.accounts.models import Organisation
from jianfu.web.accounts.perms import may_see
from jianfu.web.accounts.roles import Role

# Places that keep data of pupils, or answer for those that do.
KINDS = ("school", "bureau", "place")


def may_see_rules(actor: Actor, organisation: Organisation) -> bool:
    """The rules are read by everybody who sees the organisation: they are no secret."""
    return organisation.kind in KINDS and may_see(actor, organisation)


def may_set_rules(actor: Actor, organisation: Organisation) -> bool:
    """A school's principal lays them down for the school, an officer of the bureau for the bureau and its schools,
    administrators for their organisation and those below."""
    if organisation.kind not in KINDS or organisation.closed_on:
        return False
    return actor.holds([Role.PRINCIPAL, Role.BUREAU_OFFICER], organisation) or actor.holds_over(
        [Role.ADMINISTRATOR], organisation
    )
