"""Laying down and withdrawing the rules for data of pupils. Each action checks, writes and logs in one transaction."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from jianfu.web.accounts.actor import Actor
from jianfu.web.accounts.models import Organisation, PupilRules
from jianfu.web.accounts.perms import require
from jianfu.web.accounts.rules.perms import may_set_rules
from jianfu.web.audit.actions import log
from jianfu.web.project.clock import now


def lay_down(actor: Actor, organisation: Organisation, **given: Any) -> PupilRules:
    """New rules of ``organisation``, for it and all that stands under it; earlier ones of its own are withdrawn."""
    require(may_set_rules(actor, organisation))
    with transaction.atomic():
        moment = now()
        PupilRules.objects.filter(organisation=organisation, withdrawn_at=None).update(withdrawn_at=moment)
        made = PupilRules.objects.create(
            organisation=organisation, made_by=actor.person, made_at=moment, **given
        )
        facts = {"dated": made.dated.isoformat(), "until": made.reviewed_until.isoformat()}
        log(actor, "accounts.lay-down-rules", made, organisation=organisation, facts=facts)
    return made


def withdraw(actor: Actor, rules: PupilRules) -> None:
    """The rules hold no longer; what they let in is closed at once, unless a place above has rules."""
    require(may_set_rules(actor, rules.organisation))
    with transaction.atomic():
        rules.withdrawn_at = now()
        rules.save(update_fields=("withdrawn_at",))
        log(actor, "accounts.withdraw-rules", rules, organisation=rules.organisation)
