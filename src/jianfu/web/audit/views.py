"""The page of what was done at an organisation."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from jianfu.web.accounts.middleware import ActorRequest
from jianfu.web.accounts.models import Organisation
from jianfu.web.accounts.perms import require
from jianfu.web.audit import queries
from jianfu.web.audit.acts import Acts, acts_of
from jianfu.web.audit.forms import ActsForm
from jianfu.web.audit.perms import may_see_acts

# How many days' ends stand beside the list; the board publishes all of them.
DAYS = 14


@require_safe
def acts(request: ActorRequest, organisation: int) -> HttpResponse:
    """Who did what, by day, with the ends of the last days and whether the chain is whole."""
    place = get_object_or_404(Organisation, pk=organisation)
    require(may_see_acts(request.actor, place))
    form = ActsForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    narrowed = {
        "kind": asked.get("kind") or "",
        "day": asked["day"].isoformat() if asked.get("day") else "",
    }
    found = acts_of(request.actor, place, **asked) if form.is_valid() else Acts([])
    context = {
        "organisation": place,
        "form": form,
        "found": found,
        "onward": urlencode({k: v for k, v in narrowed.items() if v}),
        "narrowed": any(narrowed.values()),
        "begun": bool(asked.get("before") or asked.get("after")),
        "heads": queries.heads(timezone.localdate() - dt.timedelta(days=60))[::-1][:DAYS],
        "verified": queries.last_verified(),
    }
    return render(request, "audit/acts.html", context, status=200 if form.is_valid() else 422)
