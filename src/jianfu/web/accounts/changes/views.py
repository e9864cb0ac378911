"""Pages of one role and its changes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from jianfu.terms.errors import JianfuError
from jianfu.web.accounts import perms
from jianfu.web.accounts.actions import end_assignment as end
from jianfu.web.accounts.changes import actions, queries
from jianfu.web.accounts.changes.forms import EndForm, HandOverForm, ResumeForm, initial_days
from jianfu.web.accounts.forms import RoleForm
from jianfu.web.accounts.middleware import ActorRequest
from jianfu.web.accounts.models import Assignment
from jianfu.web.accounts.queries import role_shown, roles_to_appoint
from jianfu.web.accounts.views import invited
from jianfu.web.project.clock import today
from jianfu.web.project.wording import lang


def _held(request: ActorRequest, assignment: int) -> Assignment:
    """The role of that number, which the actor may change."""
    found = get_object_or_404(
        Assignment.objects.select_related("person", "organisation", "school_class__organisation"),
        pk=assignment,
    )
    perms.require(perms.may_end(request.actor, found))
    return found


def _forms(request: ActorRequest, held: Assignment) -> dict[str, Any]:
    """The forms of the page; those that came as a POST replace theirs."""
    day = today()
    begun = {"initial": initial_days(day)}
    roles = roles_to_appoint(request.actor, held.organisation)
    return {
        "end": EndForm(prefix="end", **begun),
        "hand_over": HandOverForm(prefix="over", people=queries.people_beside(held, day), **begun),
        "resume": ResumeForm(prefix="back", others=queries.standing_in(held, day), **begun),
        "role": RoleForm(prefix="role", roles=roles, place=held.organisation),
    }


def _page(request: ActorRequest, held: Assignment, problem: str = "", **given: forms.Form) -> HttpResponse:
    day = today()
    person = held.person
    context = {
        "shown": role_shown(held, day, lang()),
        "held": held,
        "over": held.ends is not None and held.ends < day,
        "forms": {**_forms(request, held), **given},
        "code": queries.has_code(person)
        and perms.may_remove_code(request.actor, person, queries.held_by(person, day)),
        "problem": problem,
    }
    return render(request, "accounts/changes/role.html", context, status=422 if given or problem else 200)


@require_safe
def assignment(request: ActorRequest, assignment: int) -> HttpResponse:
    """One role, and everything that may be done with it."""
    return _page(request, _held(request, assignment))


@require_POST
def end_assignment(request: ActorRequest, assignment: int) -> HttpResponse:
    """Ends a role on a day."""
    held = _held(request, assignment)
    form = EndForm(request.POST, prefix="end")
    if not form.is_valid():
        return _page(request, held, end=form)
    end(request.actor, held, form.cleaned_data["last_day"], form.cleaned_data["reason"])
    return redirect("accounts:people", held.organisation_id)


@require_POST
def hand_over(request: ActorRequest, assignment: int) -> HttpResponse:
    """Gives a role to a successor; the link of somebody new is shown once."""
    held = _held(request, assignment)
    form = HandOverForm(request.POST, prefix="over", people=queries.people_beside(held, today()))
    if not form.is_valid():
        return _page(request, held, hand_over=form)
    data = form.cleaned_data
    try:
        made = actions.hand_over(request.actor, held, data["first_day"], data["reason"], form.who())
    except JianfuError as error:
        return _page(request, held, error.text(lang()))
    if made is not None:
        return invited(request, made, held.organisation)
    return redirect("accounts:people", held.organisation_id)


@require_POST
def resume(request: ActorRequest, assignment: int) -> HttpResponse:
    """Somebody comes back to a role."""
    held = _held(request, assignment)
    form = ResumeForm(request.POST, prefix="back", others=queries.standing_in(held, today()))
    if not form.is_valid():
        return _page(request, held, resume=form)
    try:
        actions.resume(request.actor, held, form.cleaned_data["first_day"], form.ending())
    except JianfuError as error:
        return _page(request, held, error.text(lang()))
    return redirect("accounts:people", held.organisation_id)


@require_POST
def add_role(request: ActorRequest, assignment: int) -> HttpResponse:
    """Gives somebody who is there one more role, from today on."""
    held = _held(request, assignment)
    roles = roles_to_appoint(request.actor, held.organisation)
    form = RoleForm(request.POST, prefix="role", roles=roles, place=held.organisation)
    if not form.is_valid():
        return _page(request, held, role=form)
    try:
        actions.add_role(request.actor, held.person, today(), held, **form.given())
    except JianfuError as error:
        return _page(request, held, error.text(lang()))
    return redirect("accounts:people", held.organisation_id)


@require_POST
def remove_code(request: ActorRequest, assignment: int) -> HttpResponse:
    """Removes the second factor of somebody who lost it."""
    held = get_object_or_404(Assignment.objects.select_related("person"), pk=assignment)
    actions.remove_code(request.actor, held.person, today())
    return redirect("accounts:people", held.organisation_id)
