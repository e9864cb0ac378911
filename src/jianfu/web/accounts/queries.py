"""What pages read of organisations and people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core import signing
from django.db.models import Prefetch, Q
from django.urls import reverse

from jianfu.terms.grades import grade_label
from jianfu.web.accounts.actor import Actor
from jianfu.web.accounts.models import (
    Assignment,
    AssignmentQuerySet,
    Invitation,
    Organisation,
    OrganisationQuerySet,
    Person,
    PupilRules,
    subtree,
)
from jianfu.web.accounts.perms import may_appoint
from jianfu.web.accounts.roles import OVERSEERS, ROLES_OF_KIND, Role
from jianfu.web.project.clock import today

INVITATION_SALT = "accounts.invitation"


def actor_of(person: Person, day: dt.date, chosen: int | None = None) -> Actor:
    """``person`` with the roles held on ``day``; ``chosen`` is the organisation to be at home in, if held there."""
    held = tuple(
        Assignment.objects.filter(person=person, organisation__closed_on=None)
        .on(day)
        .select_related("organisation", "school_class__organisation")
        .order_by("organisation__code", "starts", "pk")
    )
    places = [a.organisation for a in held]
    home = next((o for o in places if o.pk == chosen), places[0] if places else None)
    return Actor(person, held, home)


def visible(actor: Actor) -> OrganisationQuerySet:
    """The organisations that ``actor`` may see, in the order of codes; as ``perms.may_see`` for each of them."""
    if actor.operator:
        return Organisation.objects.all()
    condition = Q(pk__in=[a.organisation_id for a in actor.held])
    for assignment in actor.held:
        if assignment.role in OVERSEERS:
            condition |= subtree(assignment.organisation)
    return Organisation.objects.filter(condition)


def tops(actor: Actor) -> Sequence[Organisation]:
    """The highest organisations of those that ``actor`` may see."""
    if actor.operator:
        return list(Organisation.objects.filter(parent=None))
    places = {a.organisation_id: a.organisation for a in actor.held}
    over = [a.organisation for a in actor.held if a.role in OVERSEERS]
    below = {o.pk for o in places.values() for top in over if top.pk != o.pk and top.covers(o)}
    return [o for pk, o in places.items() if pk not in below]


def above(organisation: Organisation) -> Sequence[Organisation]:
    """What ``organisation`` stands under, the highest first, without itself."""
    return list(Organisation.objects.above(organisation).exclude(pk=organisation.pk).order_by("path"))


def under(actor: Actor, organisation: Organisation) -> Sequence[Organisation]:
    """What stands directly under ``organisation`` and is open, of what ``actor`` may see."""
    return list(visible(actor).open().filter(parent=organisation))


def closed_under(actor: Actor, organisation: Organisation) -> Sequence[Organisation]:
    """What stood directly under ``organisation`` and was closed, of what ``actor`` may see."""
    return list(visible(actor).filter(parent=organisation).exclude(closed_on=None))


def people_of(organisation: Organisation, day: dt.date) -> Sequence[Person]:
    """Everybody with a role at ``organisation`` on ``day``, each with these roles as ``roles_here``."""
    here: AssignmentQuerySet = (
        Assignment.objects.filter(organisation=organisation)
        .on(day)
        .select_related("organisation", "school_class__organisation")
    )
    return list(
        Person.objects.filter(assignments__in=here)
        .distinct()
        .prefetch_related(Prefetch("assignments", here.order_by("starts", "pk"), to_attr="roles_here"))
    )


@dataclass(frozen=True)
class RoleShown:
    """A role as pages show it: ``of`` is the class, grade and subject that it is for, in words."""

    held: Assignment
    of: str


def role_shown(held: Assignment, day: dt.date, lang: str) -> RoleShown:
    """The role with what it is for on ``day``: 三（2）班 for a class that is in grade three then."""
    parts = [held.school_class.name_on(day, lang) if held.school_class else ""]
    parts.append(grade_label(held.grade, lang) if held.grade else "")
    parts.append(held.subject)
    return RoleShown(held, " ".join(part for part in parts if part))


def ended_lately(organisation: Organisation, day: dt.date) -> Sequence[Assignment]:
    """The roles at ``organisation`` that ended within the last 400 days, the last first: who may come back."""
    since = day - dt.timedelta(days=400)
    found = Assignment.objects.filter(organisation=organisation, ends__lt=day, ends__gte=since)
    return list(
        found.select_related("person", "organisation", "school_class__organisation").order_by("-ends", "pk")
    )


def roles_to_appoint(actor: Actor, organisation: Organisation) -> list[Role]:
    """The roles to which ``actor`` may appoint at ``organisation``, in their order."""
    return [role for role in ROLES_OF_KIND[organisation.kind] if may_appoint(actor, role, organisation)]


def top_administrators(day: dt.date) -> Sequence[Assignment]:
    """Who administers the whole site on ``day``, for the operator."""
    held = Assignment.objects.filter(role=Role.ADMINISTRATOR, organisation__parent=None).on(day)
    return list(held.select_related("person", "organisation"))


def pupil_rules_of(place: Organisation) -> PupilRules | None:
    """The rules under which ``place`` keeps data of pupils today: its own, else of the nearest place above that has
    rules which hold; None when there are none. Rules of its own that were withdrawn do not stand in the way."""
    found = PupilRules.objects.filter(
        organisation__path__in=place.paths_above(), withdrawn_at=None, reviewed_until__gte=today(), dated__lte=today()
    )  # fmt: skip
    return found.select_related("organisation").order_by("-organisation__path", "-made_at", "-pk").first()


def path_of(invitation: Invitation) -> str:
    """Where the link of ``invitation`` leads on this site: signed, so that no other can be made up."""
    return reverse("accounts:accept", args=[token_of(invitation)])


def token_of(invitation: Invitation) -> str:
    """What stands in the link of ``invitation``."""
    return signing.dumps(invitation.pk, salt=INVITATION_SALT)


def invitation_of(token: str, now: dt.datetime) -> Invitation | None:
    """The open invitation that ``token`` stands for."""
    try:
        number = signing.loads(token, salt=INVITATION_SALT)
    except signing.BadSignature:
        return None
    found = Invitation.objects.select_related("person").filter(pk=number).first()
    return found if found is not None and found.is_open(now) else None
