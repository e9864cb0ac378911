"""What is done to organisations, people and roles. Each action checks, writes and logs in one transaction."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.password_validation import validate_password
from django.db import IntegrityError, transaction

from jianfu.terms.errors import JianfuError
from jianfu.terms.labels import label
from jianfu.web.accounts.actor import OPERATOR, Actor
from jianfu.web.accounts.models import STEP, Assignment, Invitation, Organisation, Person, SchoolClass
from jianfu.web.accounts.perms import may_add_organisation, may_appoint, may_end, require
from jianfu.web.accounts.queries import actor_of
from jianfu.web.audit.actions import log
from jianfu.web.project.clock import now, today

INVITATION_DAYS = 7


def add_organisation(
    actor: Actor, parent: Organisation | None, *, code: str, name: str, kind: str, level: str, **more: str
) -> Organisation:
    """An organisation under ``parent``; the top of the tree, without one, is for the operator.

    JianfuError when the code is taken, or ``level`` is above that of ``parent``: marks of a place bind by its level.
    """
    require(may_add_organisation(actor, parent) if parent else actor.operator)
    if parent and not parent.takes(level):
        raise JianfuError("web.level-above", value=label(f"level.{level}"), parent=parent.name)
    with transaction.atomic():
        made = Organisation(code=code, name=name, kind=kind, level=level, parent=parent, **more)
        try:
            with transaction.atomic():
                made.save()
        except IntegrityError as error:
            raise JianfuError("web.code-taken", value=code) from error
        made.path = f"{parent.path if parent else ''}{made.pk:0{STEP}}"
        made.save(update_fields=("path",))
        log(actor, "accounts.add-organisation", made, organisation=made, facts={"code": code, "kind": kind})
    return made


def appoint(
    actor: Actor,
    person: Person,
    role: str,
    organisation: Organisation,
    starts: dt.date,
    *,
    school_class: SchoolClass | None = None,
    grade: int | None = None,
    subject: str = "",
) -> Assignment:
    """Gives ``person`` a role from ``starts`` on; a class must be one of the organisation's.

    Links to the person's account end that were made by somebody who could not give this role: else they would have it.
    """
    require(may_appoint(actor, role, organisation))
    require(school_class is None or school_class.organisation_id == organisation.pk)
    with transaction.atomic():
        made = Assignment.objects.create(
            person=person, role=role, organisation=organisation, starts=starts,
            school_class=school_class, grade=grade, subject=subject,
        )  # fmt: skip
        open_links = person.invitations.filter(used_at=None, withdrawn_at=None).exclude(made_by=None)
        for link in open_links.select_related("made_by"):
            assert link.made_by is not None
            if link.made_by != actor.person and not may_appoint(
                actor_of(link.made_by, today()), role, organisation
            ):
                link.withdrawn_at = now()
                link.save(update_fields=("withdrawn_at",))
        facts = {"person": person.pk, "role": role, "starts": starts.isoformat()}
        log(actor, "accounts.appoint", made, organisation=organisation, facts=facts)
    return made


def end_assignment(actor: Actor, assignment: Assignment, last_day: dt.date, reason: str = "") -> None:
    """The role is held up to ``last_day``; one that would only have begun later is ended on its first day.

    ``reason`` is a value of ``Reason``; it is kept in the audit alone.
    """
    require(may_end(actor, assignment))
    with transaction.atomic():
        assignment.ends = max(last_day, assignment.starts)
        assignment.save(update_fields=("ends",))
        facts = {"ends": assignment.ends.isoformat(), "reason": reason}
        log(actor, "accounts.end-assignment", assignment, organisation=assignment.organisation, facts=facts)


def invite(
    actor: Actor,
    name: str,
    role: str,
    organisation: Organisation,
    starts: dt.date,
    *,
    school_class: SchoolClass | None = None,
    grade: int | None = None,
    subject: str = "",
) -> Invitation:
    """Somebody new with a role, and the link by which they choose a name and a password."""
    require(may_appoint(actor, role, organisation))
    with transaction.atomic():
        person = Person(name=name)
        person.set_unusable_password()
        person.save()
        log(actor, "accounts.add-person", person, organisation=organisation)
        appoint(
            actor, person, role, organisation, starts, school_class=school_class, grade=grade, subject=subject
        )
        return _new_invitation(actor, person, organisation)


def invite_again(actor: Actor, assignment: Assignment, day: dt.date) -> Invitation:
    """A new link for somebody who lost the first or forgot the password; earlier links stop working.

    Whoever opens it signs in as that person, so all roles held on ``day`` or from a later day on must be the actor's
    to give.
    """
    held = Assignment.objects.filter(person=assignment.person).since(day).select_related("organisation")
    require(all(may_appoint(actor, a.role, a.organisation) for a in [assignment, *held]))
    with transaction.atomic():
        return _new_invitation(actor, assignment.person, assignment.organisation)


def _new_invitation(actor: Actor, person: Person, organisation: Organisation) -> Invitation:
    moment = now()
    person.invitations.filter(used_at=None, withdrawn_at=None).update(withdrawn_at=moment)
    made = Invitation.objects.create(
        person=person, made_by=actor.person, made_at=moment,
        expires_at=moment + dt.timedelta(days=INVITATION_DAYS),
    )  # fmt: skip
    log(actor, "accounts.invite", made, organisation=organisation, facts={"person": person.pk})
    return made


def accept_invitation(invitation: Invitation, username: str, password: str) -> Person:
    """Sets name and password of the invited person, whom the link itself permits; the link is used up.

    JianfuError when it was used meanwhile or the name is taken; ValidationError when the password is too weak.
    """
    with transaction.atomic():
        held = Invitation.objects.select_for_update().select_related("person").get(pk=invitation.pk)
        if not held.is_open(now()):
            raise JianfuError("web.invitation-over")
        person = held.person
        person.username = username
        validate_password(password, person)
        person.set_password(password)
        try:
            with transaction.atomic():
                person.save()
        except IntegrityError as error:
            raise JianfuError("web.username-taken", value=username) from error
        held.used_at = now()
        held.save(update_fields=("used_at",))
        log(Actor(person), "accounts.accept-invitation", held, facts={"person": person.pk})
    return person


def note_sign_in(person: Person, event: str) -> None:
    """Logs what somebody did with the own account: signed in, failed to, changed the password, set up a code."""
    with transaction.atomic():
        log(Actor(person), f"accounts.{event}", person)


def found(*, code: str, name: str, kind: str, level: str, administrator: str, starts: dt.date) -> Invitation:
    """The top of the tree and its first administrator, in an empty site; for the operator who made it."""
    with transaction.atomic():
        if Organisation.objects.exists():
            raise JianfuError("web.founded")
        top = add_organisation(OPERATOR, None, code=code, name=name, kind=kind, level=level)
        return invite(OPERATOR, administrator, "administrator", top, starts)
