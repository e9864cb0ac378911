"""Pages of organisations, people, invitations."""

from __future__ import annotations

from allauth.account.utils import perform_login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from jianfu.terms.errors import JianfuError
from jianfu.web.accounts import actions, perms, queries
from jianfu.web.accounts.classes.perms import may_keep_classes
from jianfu.web.accounts.forms import AcceptForm, AddOrganisationForm, InviteForm
from jianfu.web.accounts.middleware import HOME, ActorRequest
from jianfu.web.accounts.models import Assignment, Invitation, Organisation
from jianfu.web.accounts.qr import qr_code
from jianfu.web.accounts.rules.perms import may_see_rules
from jianfu.web.accounts.tree.perms import may_close, may_edit
from jianfu.web.audit.perms import may_see_acts
from jianfu.web.project.clock import now, today
from jianfu.web.project.wording import lang
from jianfu.web.records.perms import may_see_any


@require_safe
def organisations(request: ActorRequest) -> HttpResponse:
    """The tops of what somebody may see: where the way down the tree begins."""
    return render(request, "accounts/organisations.html", {"found": queries.tops(request.actor)})


@require_safe
def organisation(request: ActorRequest, organisation: int) -> HttpResponse:
    """One organisation and what stands directly under it."""
    place = get_object_or_404(Organisation, pk=organisation)
    perms.require(perms.may_see(request.actor, place))
    return _organisation(request, place, AddOrganisationForm())


def _organisation(
    request: ActorRequest, place: Organisation, form: AddOrganisationForm, status: int = 200
) -> HttpResponse:
    context = {
        "organisation": place,
        "above": [o for o in queries.above(place) if perms.may_see(request.actor, o)],
        "under": queries.under(request.actor, place),
        "may_see_people": perms.may_see_people(request.actor, place),
        "may_see_ledgers": may_see_any(request.actor, place),
        "may_see_acts": may_see_acts(request.actor, place),
        "may_see_classes": may_keep_classes(request.actor, place),
        "may_see_rules": may_see_rules(request.actor, place),
        "may_change": may_edit(request.actor, place) or may_close(request.actor, place),
        "may_add": perms.may_add_organisation(request.actor, place),
        "closed": queries.closed_under(request.actor, place),
        "form": form,
    }
    return render(request, "accounts/organisation.html", context, status=status)


@require_POST
def add_organisation(request: ActorRequest, organisation: int) -> HttpResponse:
    """Adds an organisation under another."""
    place = get_object_or_404(Organisation, pk=organisation)
    perms.require(perms.may_add_organisation(request.actor, place))
    form = AddOrganisationForm(request.POST)
    if form.is_valid():
        try:
            made = actions.add_organisation(request.actor, place, **form.cleaned_data)
        except JianfuError as error:
            form.add_error("code", error.text(lang()))
        else:
            return redirect("accounts:organisation", made.pk)
    return _organisation(request, place, form, status=422)


@require_safe
def people(request: ActorRequest, organisation: int) -> HttpResponse:
    """The people of an organisation with their roles."""
    place = get_object_or_404(Organisation, pk=organisation)
    perms.require(perms.may_see_people(request.actor, place))
    form = InviteForm(roles=queries.roles_to_appoint(request.actor, place), place=place)
    return _people(request, place, form)


def _people(request: ActorRequest, place: Organisation, form: InviteForm, status: int = 200) -> HttpResponse:
    day = today()
    context = {
        "organisation": place,
        "rows": [
            # ``people_of`` gives each person the roles held here.
            (person, [_with_leave(request, role) for role in person.roles_here])  # type: ignore[attr-defined]
            for person in queries.people_of(place, day)
        ],
        "ended": [_with_leave(request, role) for role in queries.ended_lately(place, day)],
        "may_see_acts": may_see_acts(request.actor, place),
        "may_keep_classes": may_keep_classes(request.actor, place),
        "may_import": perms.may_import_people(request.actor, place),
        "form": form,
    }
    return render(request, "accounts/people.html", context, status=status)


def _with_leave(request: ActorRequest, role: Assignment) -> tuple[queries.RoleShown, bool]:
    """A role in words, and whether the actor may change it."""
    return queries.role_shown(role, today(), lang()), perms.may_end(request.actor, role)


@require_POST
def invite(request: ActorRequest, organisation: int) -> HttpResponse:
    """Adds somebody and shows the link."""
    place = get_object_or_404(Organisation, pk=organisation)
    perms.require(perms.may_see_people(request.actor, place))
    form = InviteForm(request.POST, roles=queries.roles_to_appoint(request.actor, place), place=place)
    if not form.is_valid():
        return _people(request, place, form, status=422)
    made = actions.invite(
        request.actor, form.cleaned_data["name"], organisation=place, starts=today(), **form.given()
    )
    return invited(request, made, place)


@require_POST
def invite_again(request: ActorRequest, assignment: int) -> HttpResponse:
    """A new link for somebody who is there already."""
    held = get_object_or_404(Assignment.objects.select_related("person", "organisation"), pk=assignment)
    return invited(request, actions.invite_again(request.actor, held, today()), held.organisation)


def invited(request: HttpRequest, made: Invitation, place: Organisation) -> HttpResponse:
    """The link is shown this once: only its sender sees it, nothing stores it."""
    link = request.build_absolute_uri(queries.path_of(made))
    context = {"invitation": made, "organisation": place, "link": link, "qr": qr_code(link)}
    return render(request, "accounts/invited.html", context)


@login_not_required
@never_cache
@sensitive_post_parameters()
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Where an invitation leads: choose a name and a password, and be signed in."""
    invitation = queries.invitation_of(token, now())
    if invitation is None:
        return render(request, "accounts/invitation_over.html", status=410)
    given = {"username": invitation.person.username or ""}
    form = AcceptForm(request.POST) if request.method == "POST" else AcceptForm(initial=given)
    if request.method == "POST" and form.is_valid():
        try:
            person = actions.accept_invitation(
                invitation, form.cleaned_data["username"], form.cleaned_data["password"]
            )
        except JianfuError as error:
            form.add_error("username", error.text(lang()))
        else:
            answer: HttpResponse = perform_login(request, person, email_verification="none")
            return answer
    status = 422 if form.is_bound else 200
    return render(request, "accounts/accept.html", {"form": form, "person": invitation.person}, status=status)


@require_POST
def go_home(request: ActorRequest, organisation: int) -> HttpResponse:
    """Which organisation's pages are shown, for those who hold roles at several."""
    perms.require(any(a.organisation_id == organisation for a in request.actor.held))
    request.session[HOME] = organisation
    return redirect("desk:home")
