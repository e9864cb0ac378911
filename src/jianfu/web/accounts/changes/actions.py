"""What is done when people change. Each action checks, writes and logs in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction

from jianfu.terms.errors import JianfuError
from jianfu.web.accounts.actions import appoint, end_assignment, invite
from jianfu.web.accounts.actor import Actor
from jianfu.web.accounts.models import Assignment, Invitation, Person
from jianfu.web.accounts.perms import may_appoint, may_end, may_remove_code, require
from jianfu.web.audit.actions import log

# Why a stand-in's role ends; besides the values of ``Reason``.
RETURN = "return"


def hand_over(
    actor: Actor, assignment: Assignment, day: dt.date, reason: str, successor: Person | str
) -> Invitation | None:
    """From ``day`` on the role is ``successor``'s, somebody who is there or the name of somebody new, who is invited.

    JianfuError when the role ended before that day, or the successor holds it already.
    """
    require(may_end(actor, assignment))
    with transaction.atomic():
        _still_held(assignment, day)
        if isinstance(successor, Person) and _holds(successor, assignment, day):
            raise JianfuError("web.role-held", name=successor.name)
        end_assignment(actor, assignment, day - dt.timedelta(days=1), reason)
        given = _what_for(assignment)
        log(
            actor,
            "accounts.hand-over",
            assignment,
            organisation=assignment.organisation,
            facts={"from": day.isoformat()},
        )
        if isinstance(successor, str):
            return invite(actor, successor, assignment.role, assignment.organisation, day, **given)
        appoint(actor, successor, assignment.role, assignment.organisation, day, **given)
    return None


def resume(
    actor: Actor, assignment: Assignment, day: dt.date, ending: Iterable[Assignment] = ()
) -> Assignment:
    """Somebody comes back to a role that ended: it is held again from ``day`` on, and those who stood in stop.

    JianfuError when it has not ended by then, or its class is closed.
    """
    require(may_appoint(actor, assignment.role, assignment.organisation))
    with transaction.atomic():
        if assignment.ends is None or assignment.ends >= day:
            raise JianfuError("web.role-not-over")
        if assignment.school_class is not None and not assignment.school_class.is_open_on(day):
            raise JianfuError("web.role-class-closed")
        if _holds(assignment.person, assignment, day):
            raise JianfuError("web.role-held", name=assignment.person.name)
        for other in ending:
            end_assignment(actor, other, day - dt.timedelta(days=1), RETURN)
        log(actor, "accounts.resume", assignment, organisation=assignment.organisation)
        return appoint(
            actor, assignment.person, assignment.role, assignment.organisation, day, **_what_for(assignment)
        )


def add_role(actor: Actor, person: Person, day: dt.date, held: Assignment, **given: Any) -> Assignment:
    """One more role, at the organisation of ``held``, for somebody who is there. JianfuError when it is held already."""
    require(may_appoint(actor, str(given["role"]), held.organisation))
    with transaction.atomic():
        same = Assignment.objects.filter(person=person, organisation=held.organisation, **given).on(day)
        if same.exists():
            raise JianfuError("web.role-held", name=person.name)
        log(actor, "accounts.add-role", held, organisation=held.organisation, facts={"role": given["role"]})
        return appoint(actor, person, organisation=held.organisation, starts=day, **given)


def remove_code(actor: Actor, person: Person, day: dt.date) -> None:
    """Removes the second factor of somebody who lost it, and ends every session of that person."""
    held = Assignment.objects.filter(person=person).since(day).select_related("organisation")
    require(may_remove_code(actor, person, held))
    with transaction.atomic():
        fresh = Person.objects.select_for_update().get(pk=person.pk)
        gone, _ = Authenticator.objects.filter(user=fresh).delete()
        fresh.signed_out += 1
        fresh.save(update_fields=("signed_out",))
        log(actor, "accounts.remove-lost-code", fresh, facts={"authenticators": gone})


def _still_held(assignment: Assignment, day: dt.date) -> None:
    if assignment.ends is not None and assignment.ends < day:
        raise JianfuError("web.role-over")


def _what_for(assignment: Assignment) -> dict[str, Any]:
    return {"school_class": assignment.school_class, "grade": assignment.grade, "subject": assignment.subject}


def _holds(person: Person, assignment: Assignment, day: dt.date) -> bool:
    """Whether ``person`` holds on ``day`` the very role that ``assignment`` is."""
    same = Assignment.objects.filter(
        organisation=assignment.organisation, role=assignment.role, person=person, **_what_for(assignment)
    )
    return same.on(day).exists()
