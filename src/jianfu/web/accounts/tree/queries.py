"""What the page of changes of an organisation reads."""

from __future__ import annotations

from collections.abc import Sequence

from jianfu.web.accounts.actor import Actor
from jianfu.web.accounts.models import Organisation
from jianfu.web.accounts.queries import visible
from jianfu.web.accounts.tree.perms import may_move

# What others stand under. Villages, firms and institutions have nobody under them.
PARENTS = ("place", "bureau", "government", "office", "school")


def new_parents(actor: Actor, organisation: Organisation) -> Sequence[Organisation]:
    """Where ``actor`` may move ``organisation`` to: nothing closed, nothing that stands under it, not where it is."""
    found = visible(actor).open().filter(kind__in=PARENTS).exclude(pk=organisation.pk)
    inside = set(Organisation.objects.within(organisation).values_list("pk", flat=True))
    return [
        o
        for o in found
        if o.pk not in inside and o.code != organisation.parent_id and may_move(actor, organisation, o)
    ]
