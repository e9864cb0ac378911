"""Pages of the desk."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jianfu.web.accounts.middleware import ActorRequest
from jianfu.web.project.clock import today


@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """Where somebody lands after signing in."""
    return render(request, "desk/home.html", {"today": today()})
