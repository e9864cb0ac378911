"""Pages of classes and of what becomes of them each September."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from jianfu.terms.errors import JianfuError
from jianfu.terms.grades import school_year_of
from jianfu.web.accounts.classes import actions, perms, queries
from jianfu.web.accounts.classes.forms import AddClassesForm, PromoteForm
from jianfu.web.accounts.middleware import ActorRequest
from jianfu.web.accounts.models import Organisation, Promotion, SchoolClass
from jianfu.web.accounts.perms import require
from jianfu.web.project.clock import today
from jianfu.web.project.wording import lang


def _school(request: ActorRequest, organisation: int) -> Organisation:
    """The school of that number, whose classes the actor may keep."""
    place = get_object_or_404(Organisation, pk=organisation)
    require(perms.may_keep_classes(request.actor, place))
    return place


@require_http_methods(["GET", "HEAD", "POST"])
def classes(request: ActorRequest, organisation: int) -> HttpResponse:
    """The classes of a school by today's names; a POST adds some."""
    place = _school(request, organisation)
    form = AddClassesForm(
        request.POST if request.method == "POST" else None,
        school=place,
        initial={"entered": school_year_of(today())},
    )
    if form.is_bound and form.is_valid():
        actions.add_classes(request.actor, place, **form.cleaned_data)
        return redirect("accounts:classes", place.pk)
    return _classes(request, place, form)


def _classes(
    request: ActorRequest, place: Organisation, form: AddClassesForm, problem: str = ""
) -> HttpResponse:
    context = {
        "organisation": place,
        "rows": queries.rows(place, today(), lang()),
        "closed": queries.closed_rows(place, today()),
        "year": queries.promotion_year(today()),
        "form": form,
        "problem": problem,
    }
    status = 422 if form.is_bound or problem else 200
    return render(request, "accounts/classes/classes.html", context, status=status)


@require_POST
def close_class(request: ActorRequest, school_class: int) -> HttpResponse:
    """Closes a class from today on."""
    found = get_object_or_404(SchoolClass.objects.select_related("organisation"), pk=school_class)
    place = _school(request, found.organisation_id)
    try:
        actions.close_class(request.actor, found, today())
    except JianfuError as error:
        return _classes(request, place, AddClassesForm(school=place), error.text(lang()))
    return redirect("accounts:classes", place.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def promotion(request: ActorRequest, organisation: int) -> HttpResponse:
    """What becomes of the classes on 1 September; a POST confirms it."""
    place = _school(request, organisation)
    year = queries.promotion_year(today())
    made = queries.promotion_of(place, year)
    if made is not None:
        return (
            _promoted(request, made) if request.method != "POST" else redirect("accounts:promotion", place.pk)
        )
    coming = queries.plan(place, year, lang())
    form = PromoteForm(request.POST if request.method == "POST" else None, plan=coming)
    if form.is_bound and form.is_valid():
        actions.promote(request.actor, place, year, form.entering(), form.ending())
        return redirect("accounts:promotion", place.pk)
    context = {"organisation": place, "plan": coming, "form": form}
    return render(request, "accounts/classes/promotion.html", context, status=422 if form.is_bound else 200)


def _promoted(request: ActorRequest, made: Promotion, problem: str = "") -> HttpResponse:
    closed, added, ended = queries.done_by(made, lang())
    context = {
        "organisation": made.organisation,
        "promotion": made,
        "closed": closed,
        "added": added,
        "ended": ended,
        "kept_by": queries.in_the_way(made),
        "problem": problem,
    }
    return render(request, "accounts/classes/promoted.html", context, status=422 if problem else 200)


@require_POST
def undo_promotion(request: ActorRequest, organisation: int, year: int) -> HttpResponse:
    """Takes a promotion back."""
    place = _school(request, organisation)
    made = queries.promotion_of(place, year)
    if made is not None:
        try:
            actions.undo_promotion(request.actor, made)
        except JianfuError as error:
            return _promoted(request, made, error.text(lang()))
    return redirect("accounts:promotion", place.pk)
