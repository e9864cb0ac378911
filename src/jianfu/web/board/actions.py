"""What the school's office does on the board: make the links of its class pages anew."""

from __future__ import annotations

from django.db import transaction

from jianfu.web.accounts.actor import Actor
from jianfu.web.accounts.models import Organisation
from jianfu.web.accounts.perms import require
from jianfu.web.audit.actions import log
from jianfu.web.board.models import ClassLinks
from jianfu.web.board.perms import may_keep_links
from jianfu.web.project.clock import now


def renew_links(actor: Actor, school: Organisation) -> ClassLinks:
    """The links of the school's classes hold from now on; those given out before lead nowhere any more."""
    require(may_keep_links(actor, school))
    with transaction.atomic():
        links = ClassLinks.objects.select_for_update().filter(organisation=school).first()
        if links is None:
            links = ClassLinks(organisation=school, number=0)
        links.number += 1
        links.since = now()
        links.save()
        log(actor, "board.renew-links", links, organisation=school, facts={"number": links.number})
    return links
