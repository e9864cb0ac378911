"""Who may change an organisation and its place in the tree."""

from __future__ import annotations

from jianfu.web.accounts.actor import Actor
from jianfu.web.accounts.models import Organisation
from jianfu.web.accounts.roles import Role


def may_edit(actor: Actor, organisation: Organisation) -> bool:
    """What an organisation says of itself is changed by its administrators and by those above."""
    return not organisation.closed_on and actor.holds_over([Role.ADMINISTRATOR], organisation)


def may_close(actor: Actor, organisation: Organisation) -> bool:
    """An organisation is closed and opened again by the administrators of what it stands under, never by its own; the
    top of the tree by nobody."""
    return organisation.parent is not None and actor.holds_over([Role.ADMINISTRATOR], organisation.parent)


def may_move(actor: Actor, organisation: Organisation, parent: Organisation | None = None) -> bool:
    """An organisation is moved by administrators over both places: over what it stands under, and over ``parent``."""
    return may_close(actor, organisation) and (
        parent is None or actor.holds_over([Role.ADMINISTRATOR], parent)
    )
