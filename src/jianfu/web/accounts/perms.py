"""Who may see and do what with organisations and people. Each rule stands in the docstring of its function."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied

from jianfu.web.accounts.actor import Actor
from jianfu.web.accounts.models import Assignment, Organisation, Person
from jianfu.web.accounts.roles import OVERSEERS, ROLES_OF_KIND, SCHOOL_OFFICE, TEACHING, Role


def require(allowed: bool) -> None:
    """Ends the request with 403 unless ``allowed``; the first line of every action."""
    if not allowed:
        raise PermissionDenied


def may_see(actor: Actor, organisation: Organisation) -> bool:
    """Everybody sees the organisations where they hold a role; bureau officers, inspectors and administrators
    also what stands under theirs. Nobody sees what stands above or beside."""
    return actor.holds(Role.values, organisation) or actor.holds_over(OVERSEERS, organisation)


def may_see_people(actor: Actor, organisation: Organisation) -> bool:
    """The list of people is for those who keep it: a school's academic office and principal, and the
    administrators of the organisation and of those above."""
    return actor.holds(SCHOOL_OFFICE, organisation) or actor.holds_over([Role.ADMINISTRATOR], organisation)


def may_import_people(actor: Actor, organisation: Organisation) -> bool:
    """Lists of people are taken in by those who keep the people of an organisation that is open; each row then needs the
    power to appoint to its role: see ``may_appoint``."""
    return not organisation.closed_on and may_see_people(actor, organisation)


def may_appoint(actor: Actor, role: str, organisation: Organisation) -> bool:
    """Administrators, of the organisation or above, appoint to every role its kind has; a principal to every
    role of the school but administrator; the academic office to those that teach, and parents."""
    if organisation.closed_on or role not in ROLES_OF_KIND.get(organisation.kind, ()):
        return False
    if actor.holds_over([Role.ADMINISTRATOR], organisation):
        return True
    if actor.holds([Role.PRINCIPAL], organisation):
        return role != Role.ADMINISTRATOR
    return actor.holds([Role.ACADEMIC_OFFICE], organisation) and role in (*TEACHING, Role.PARENT)


def may_end(actor: Actor, assignment: Assignment) -> bool:
    """Who may appoint to a role may end it; nobody ends the own administratorship, lest none is left."""
    own = actor.person is not None and assignment.person_id == actor.person.pk
    if own and assignment.role == Role.ADMINISTRATOR:
        return False
    return may_appoint(actor, assignment.role, assignment.organisation)


def may_remove_code(actor: Actor, person: Person, held: Iterable[Assignment]) -> bool:
    """The second factor of somebody who lost it is removed by an administrator of every organisation where the person
    holds a role or will, or of those above; nobody removes the own one so."""
    if actor.operator:
        return True
    places = [a.organisation for a in held]
    own = actor.person is None or actor.person.pk == person.pk
    return bool(places) and not own and all(actor.holds_over([Role.ADMINISTRATOR], o) for o in places)


def may_add_organisation(actor: Actor, parent: Organisation) -> bool:
    """Administrators add organisations under their own and below, where that is open."""
    return not parent.closed_on and actor.holds_over([Role.ADMINISTRATOR], parent)
