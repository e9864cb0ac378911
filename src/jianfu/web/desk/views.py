"""Pages of the desk: whoever signs in lands at the desk of the role held at the organisation at home."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jianfu.web.accounts.middleware import ActorRequest
from jianfu.web.accounts.models import Assignment
from jianfu.web.accounts.roles import Role
from jianfu.web.project.clock import today

Desk = Callable[[ActorRequest, Assignment], HttpResponse]


def plain(request: ActorRequest, held: Assignment | None) -> HttpResponse:
    """The desk of whoever has nothing to do here."""
    return render(request, "desk/home.html", {"today": today(), "held": held})


# Which desk a role has, the first held at home in this order; a role that is not listed has the plain one.
# A desk takes the request and the assignment it is for; a module of its own adds its line here.
DESKS: Sequence[tuple[tuple[str, ...], Desk]] = ((tuple(Role.values), plain),)


@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """Where somebody lands after signing in; ``?role=`` chooses another of the roles held here."""
    here = request.actor.here
    chosen = request.GET.get("role", "")
    for roles, desk in DESKS:
        for held in here:
            if held.role in roles and (chosen == held.role or chosen not in {a.role for a in here}):
                return desk(request, held)
    return plain(request, None)
