"""What the page of one role reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from allauth.mfa.models import Authenticator

from jianfu.web.accounts.models import Assignment, Person


def people_beside(assignment: Assignment, day: dt.date) -> Sequence[Person]:
    """Everybody else with a role at the organisation: who may take the role over."""
    here = Assignment.objects.filter(organisation=assignment.organisation).on(day)
    return list(Person.objects.filter(assignments__in=here).exclude(pk=assignment.person_id).distinct())


def standing_in(assignment: Assignment, day: dt.date) -> Sequence[Assignment]:
    """Who holds on ``day`` the very role that ended: those who stood in."""
    same = Assignment.objects.filter(
        organisation=assignment.organisation, role=assignment.role, grade=assignment.grade,
        school_class=assignment.school_class, subject=assignment.subject,
    )  # fmt: skip
    held = same.on(day).exclude(person=assignment.person)
    return list(held.select_related("person", "organisation", "school_class")) if assignment.ends else []


def held_by(person: Person, day: dt.date) -> Sequence[Assignment]:
    """Every role that ``person`` holds on ``day`` or from a later day on."""
    return list(Assignment.objects.filter(person=person).since(day).select_related("organisation"))


def has_code(person: Person) -> bool:
    """Whether signing in takes a code besides the password."""
    return bool(Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists())
