"""Who may hand in files, see what was read, take it in and undo it. Each rule stands in the docstring of its function.

What each row may do is asked of ``records.perms``: an import gives nobody more than the forms do.
"""

from __future__ import annotations

from jianfu.ledgers.registry import ledger
from jianfu.web.accounts.actor import Actor
from jianfu.web.accounts.models import Organisation
from jianfu.web.accounts.roles import Role
from jianfu.web.records.imports.models import Import, Part
from jianfu.web.records.models import MODELS
from jianfu.web.records.perms import KEEPERS, may_see, may_write


def may_hand_in(actor: Actor, organisation: Organisation) -> bool:
    """Whoever may write one of the organisation's ledgers may hand in files for it."""
    return any(may_write(actor, model.ledger, organisation) for model in MODELS.values())


def answers_for(actor: Actor, organisation: Organisation) -> bool:
    """Those who keep the organisation's ledgers, and the bureau officers above it."""
    return actor.holds(KEEPERS, organisation) or actor.holds_over([Role.BUREAU_OFFICER], organisation)


def may_decide(actor: Actor, imported: Import) -> bool:
    """What was read is seen, taken in or dropped by nobody but the person who handed it in, who must still be one
    that may: it shows names, and what it would change."""
    return _is_own(actor, imported) and may_hand_in(actor, imported.organisation)


def may_see_import(actor: Actor, imported: Import) -> bool:
    """The page of an import is for the person who handed it in and, once it was taken in, for those who answer for
    the organisation or for one whose rows it wrote."""
    if may_decide(actor, imported):
        return True
    if imported.version_id is None:
        return False
    return answers_for(actor, imported.organisation) or any(
        may_see_part(actor, part) for part in imported.parts.select_related("kept_by")
    )


def may_see_part(actor: Actor, part: Part) -> bool:
    """How many rows of a ledger came for an organisation is for those who answer for it and see that ledger."""
    return answers_for(actor, part.kept_by) and may_see(actor, ledger(part.ledger), part.kept_by)


def may_take_away(actor: Actor, imported: Import) -> bool:
    """The file as it was handed in, with the names in it, goes to the person who handed it in and to those who keep
    the ledgers of the organisation itself, as long as they may write every ledger that came of it."""
    own = may_decide(actor, imported) or actor.holds(KEEPERS, imported.organisation)
    return own and _may_write_parts(actor, imported)


def may_undo(actor: Actor, imported: Import) -> bool:
    """An import is undone by the person who handed it in and by those who answer for the organisation, as long as
    they may write every ledger that it wrote to, for every organisation whose rows they were."""
    if imported.version_id is None:
        return False
    deciding = may_decide(actor, imported) or answers_for(actor, imported.organisation)
    return deciding and _may_write_parts(actor, imported)


def _is_own(actor: Actor, imported: Import) -> bool:
    if actor.operator:
        return True
    return actor.person is not None and imported.made_by_id == actor.person.pk


def _may_write_parts(actor: Actor, imported: Import) -> bool:
    return all(
        may_write(actor, ledger(part.ledger), part.kept_by)
        for part in imported.parts.select_related("kept_by")
    )
