"""Taking lists in. Each action checks, writes and logs in one transaction: all of a list, or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from jianfu.terms.errors import JianfuError
from jianfu.web.accounts.actions import add_organisation, appoint, invite, invite_again
from jianfu.web.accounts.actor import Actor
from jianfu.web.accounts.arriving import people, register
from jianfu.web.accounts.models import Assignment, Invitation, Organisation
from jianfu.web.accounts.perms import may_add_organisation, may_import_people, require
from jianfu.web.accounts.tree.actions import edit_organisation
from jianfu.web.audit.actions import log


def take_in_people(
    actor: Actor, place: Organisation, read: Mapping[str, Any], seal: str, day: dt.date
) -> list[tuple[Invitation, Organisation]]:
    """Gives everybody of a list their roles from ``day`` on; the links of those who have none or never used theirs, each
    with the organisation that the person comes to.

    JianfuError when the list would do something else by now than what was shown with ``seal``.
    """
    require(may_import_people(actor, place))
    with transaction.atomic():
        held = Organisation.objects.select_for_update().get(pk=place.pk)  # two at once take turns
        judged = people.judge(actor, held, read, day)
        if judged.faults or judged.seal != seal:
            raise JianfuError("web.list-changed")
        links: list[tuple[Invitation, Organisation]] = []
        for each in judged.arrivals:
            person, fresh = each.there, list(each.fresh)
            if person is None:
                first = fresh.pop(0)
                link = invite(actor, each.name, organisation=each.place, starts=day, **_given(first))
                links.append((link, each.place))
                person = link.person
            for given in fresh:
                appoint(actor, person, organisation=each.place, starts=day, **_given(given))
            if each.there is not None and each.to_invite:
                mine = Assignment.objects.filter(person=person, organisation=each.place).on(day)
                again = invite_again(actor, mine.select_related("organisation", "person")[0], day)
                links.append((again, each.place))
        facts = {
            "people": len(judged.arrivals),
            "roles": sum(len(a.fresh) for a in judged.arrivals),
            "links": len(links),
        }
        log(actor, "accounts.import-people", held, organisation=held, facts=facts)
    return links


def _given(given: people.Given) -> dict[str, Any]:
    return {
        "role": given.role, "school_class": given.school_class, "grade": given.grade, "subject": given.subject,
    }  # fmt: skip


def take_in_organisations(actor: Actor, place: Organisation, read: Mapping[str, Any], seal: str) -> int:
    """Adds and changes the organisations of a register under ``place``; how many.

    JianfuError when the register would do something else by now than what was shown with ``seal``.
    """
    require(may_add_organisation(actor, place))
    with transaction.atomic():
        held = Organisation.objects.select_for_update().get(pk=place.pk)
        judged = register.judge(held, read)
        if judged.faults or judged.seal != seal:
            raise JianfuError("web.list-changed")
        there = {o.code: o for o in Organisation.objects.within(held)}
        for coming in judged.added:
            there[coming.fields["code"]] = add_organisation(actor, there[coming.parent], **coming.fields)
        for change in judged.changed:
            edit_organisation(actor, change.organisation, **change.fields)
        facts = {"added": len(judged.added), "changed": len(judged.changed)}
        log(actor, "accounts.import-organisations", held, organisation=held, facts=facts)
    return len(judged.added) + len(judged.changed)
