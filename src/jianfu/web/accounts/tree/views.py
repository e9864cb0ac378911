"""Pages of changes of an organisation."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from jianfu.terms.errors import JianfuError
from jianfu.web.accounts.middleware import ActorRequest
from jianfu.web.accounts.models import Organisation
from jianfu.web.accounts.perms import require
from jianfu.web.accounts.tree import actions, perms, queries
from jianfu.web.accounts.tree.forms import EditForm, MoveForm
from jianfu.web.project.clock import today
from jianfu.web.project.wording import lang


def _found(organisation: int) -> Organisation:
    return get_object_or_404(Organisation.objects.select_related("parent"), pk=organisation)


def _page(
    request: ActorRequest,
    place: Organisation,
    edit: EditForm,
    move: forms.Form | None = None,
    problem: str = "",
) -> HttpResponse:
    may_move = perms.may_move(request.actor, place)
    context = {
        "organisation": place,
        "edit": edit if perms.may_edit(request.actor, place) else None,
        "move": (move or MoveForm(parents=queries.new_parents(request.actor, place))) if may_move else None,
        "may_close": perms.may_close(request.actor, place),
        "problem": problem,
    }
    status = 422 if problem or edit.is_bound or move is not None else 200
    return render(request, "accounts/tree/edit.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_organisation(request: ActorRequest, organisation: int) -> HttpResponse:
    """Everything that may be changed of an organisation; a POST changes what it says of itself."""
    place = _found(organisation)
    require(perms.may_edit(request.actor, place) or perms.may_close(request.actor, place))
    form = EditForm(request.POST if request.method == "POST" else None, place=place)
    if form.is_bound and form.is_valid():
        actions.edit_organisation(request.actor, place, **form.given())
        return redirect("accounts:organisation", place.pk)
    return _page(request, place, form)


@require_POST
def move_organisation(request: ActorRequest, organisation: int) -> HttpResponse:
    """Puts an organisation under another."""
    place = _found(organisation)
    require(perms.may_move(request.actor, place))
    form = MoveForm(request.POST, parents=queries.new_parents(request.actor, place))
    if not form.is_valid():
        return _page(request, place, EditForm(place=place), form)
    return _done(request, place, lambda: actions.move_organisation(request.actor, place, form.parent()))


@require_POST
def close_organisation(request: ActorRequest, organisation: int) -> HttpResponse:
    """Closes an organisation from today on."""
    place = _found(organisation)
    require(perms.may_close(request.actor, place))
    return _done(request, place, lambda: actions.close_organisation(request.actor, place, today()))


@require_POST
def reopen_organisation(request: ActorRequest, organisation: int) -> HttpResponse:
    """Opens an organisation again."""
    place = _found(organisation)
    require(perms.may_close(request.actor, place))
    return _done(request, place, lambda: actions.reopen_organisation(request.actor, place))


def _done(request: ActorRequest, place: Organisation, act: Callable[[], None]) -> HttpResponse:
    """Does it, or shows on the page why it cannot be done."""
    try:
        act()
    except JianfuError as error:
        fresh = _found(place.pk)
        return _page(request, fresh, EditForm(place=fresh), problem=error.text(lang()))
    return redirect("accounts:organisation", place.pk)
