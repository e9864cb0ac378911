"""The page of the rules for data of pupils."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from jianfu.web.accounts.middleware import ActorRequest
from jianfu.web.accounts.models import Organisation, PupilRules
from jianfu.web.accounts.perms import require
from jianfu.web.accounts.queries import pupil_rules_of
from jianfu.web.accounts.rules import actions, perms
from jianfu.web.accounts.rules.forms import RulesForm
from jianfu.web.project.clock import today


@require_http_methods(["GET", "HEAD", "POST"])
def pupil_rules(request: ActorRequest, organisation: int) -> HttpResponse:
    """The rules that hold for a place, those it had before, and a form for new ones; a POST lays them down."""
    place = get_object_or_404(Organisation, pk=organisation)
    may_set = perms.may_set_rules(request.actor, place)
    require(may_set if request.method == "POST" else perms.may_see_rules(request.actor, place))
    form = RulesForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        actions.lay_down(request.actor, place, **form.cleaned_data)
        return redirect("accounts:pupil_rules", place.pk)
    holds = pupil_rules_of(place)
    context = {
        "organisation": place,
        "holds": holds,
        "documents": _documents(holds) if holds else [],
        "own": holds is not None and holds.organisation_id == place.pk and may_set,
        "before": [
            r for r in PupilRules.objects.filter(organisation=place) if holds is None or r.pk != holds.pk
        ],
        "today": today(),
        "form": form if may_set else None,
    }
    return render(request, "accounts/rules/rules.html", context, status=422 if form.is_bound else 200)


def _documents(rules: PupilRules) -> list[tuple[str, str, str]]:
    """Title, text and file of both documents."""
    return [
        (rules.consent_title, rules.consent_text, rules.consent_file),
        (rules.assessment_title, rules.assessment_text, rules.assessment_file),
    ]


@require_POST
def withdraw_pupil_rules(request: ActorRequest, rules: int) -> HttpResponse:
    """Ends the rules of a place at once."""
    found = get_object_or_404(PupilRules.objects.select_related("organisation"), pk=rules)
    actions.withdraw(request.actor, found)
    return redirect("accounts:pupil_rules", found.organisation_id)
