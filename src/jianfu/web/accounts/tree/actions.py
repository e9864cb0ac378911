"""What is done to an organisation and its place in the tree. Each action checks, writes and logs in one transaction."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr

from jianfu.terms.errors import JianfuError
from jianfu.terms.labels import label
from jianfu.web.accounts.actor import Actor
from jianfu.web.accounts.models import STEP, Organisation
from jianfu.web.accounts.perms import require
from jianfu.web.accounts.tree.perms import may_close, may_edit, may_move
from jianfu.web.audit.actions import log
from jianfu.web.policies import packs, queries
from jianfu.web.project.clock import today

# What an organisation says of itself; its code, kind and level stay.
OWN = ("name", "aliases", "phone", "stages", "system")
DEEPEST = 12


def edit_organisation(actor: Actor, organisation: Organisation, **fields: str) -> None:
    """Changes what an organisation says of itself: any of ``OWN``."""
    require(may_edit(actor, organisation))
    with transaction.atomic():
        changed = [name for name in OWN if name in fields and fields[name] != getattr(organisation, name)]
        for name in changed:
            setattr(organisation, name, fields[name])
        organisation.save(update_fields=changed)
        log(
            actor, "accounts.edit-organisation", organisation, organisation=organisation, facts={"changed": changed}
        )  # fmt: skip


def close_organisation(actor: Actor, organisation: Organisation, day: dt.date) -> None:
    """The organisation is no more from ``day`` on: nobody acts there, nothing is written for it, what was written stays.

    JianfuError while something that is open stands under it.
    """
    require(may_close(actor, organisation))
    with transaction.atomic():
        if Organisation.objects.within(organisation).open().exclude(pk=organisation.pk).exists():
            raise JianfuError("web.organisation-over-others")
        organisation.closed_on = day
        organisation.save(update_fields=("closed_on",))
        facts = {"day": day.isoformat()}
        log(actor, "accounts.close-organisation", organisation, organisation=organisation, facts=facts)


def reopen_organisation(actor: Actor, organisation: Organisation) -> None:
    """Opens it again, with the roles that have not ended. JianfuError while what it stands under is closed."""
    require(may_close(actor, organisation))
    with transaction.atomic():
        if organisation.parent is not None and organisation.parent.closed_on:
            raise JianfuError("web.organisation-under-closed")
        organisation.closed_on = None
        organisation.save(update_fields=("closed_on",))
        log(actor, "accounts.reopen-organisation", organisation, organisation=organisation)


def move_organisation(actor: Actor, organisation: Organisation, parent: Organisation) -> None:
    """Puts an organisation with all that stands under it under ``parent``. Codes stay; who sees it and whose marks hold for
    it follow from the new place.

    JianfuError when ``parent`` is closed, of a lower level or stands under it, the tree would be too deep, or a mark of a place that moves
    is looser than a mandatory one above the new place. Then nothing changes.
    """
    require(may_move(actor, organisation, parent))
    with transaction.atomic():
        # The whole tree is held: paths are made of paths.
        rows = {o.pk: o for o in Organisation.objects.select_for_update().order_by("pk")}
        moved, to = rows[organisation.pk], rows[parent.pk]
        if moved.covers(to):
            raise JianfuError("web.organisation-circle", name=to.name)
        if to.closed_on:
            raise JianfuError("web.organisation-under-closed")
        if not to.takes(moved.level):
            raise JianfuError("web.level-above", value=label(f"level.{moved.level}"), parent=to.name)
        branch, before = moved.branch, moved.parent_id
        fresh = f"{to.branch}{branch[-STEP:]}"
        inside = Organisation.objects.within(moved)
        deepest = max(len(o.branch) for o in rows.values() if moved.covers(o)) - len(branch) + len(fresh)
        if deepest > DEEPEST * STEP:
            raise JianfuError("web.organisation-deep")
        inside.update(path=Concat(Value(fresh), Substr("path", len(branch) + 1)))
        Organisation.objects.filter(pk=moved.pk).update(parent=to)
        _hold_marks(Organisation.objects.get(pk=moved.pk))
        facts = {"from": before, "to": to.code}
        log(actor, "accounts.move-organisation", moved, organisation=moved, facts=facts)


def _hold_marks(moved: Organisation) -> None:
    """Holds the marks of every place that moved to those above its new place."""
    for pack in queries.latest(Organisation.objects.within(moved)):
        place = pack.organisation
        try:
            packs.all_held_to(
                queries.catalogue_above(place), pack.content, queries.codes_above(place), today()
            )
        except JianfuError as error:
            raise JianfuError("web.organisation-marks", name=place.name, why=error.message) from error
