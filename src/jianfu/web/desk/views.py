"""Pages of the desk: whoever signs in lands at the desk of the role held at the organisation at home."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from jianfu.web.accounts.middleware import ActorRequest
from jianfu.web.accounts.models import Assignment, Organisation
from jianfu.web.accounts.perms import require
from jianfu.web.accounts.roles import SCHOOL_OFFICE, Role
from jianfu.web.desk import matrix, pages, perms
from jianfu.web.desk.teaching import views as teaching
from jianfu.web.project.clock import today
from jianfu.web.project.wording import say
from jianfu.web.records.exports import csv_of, workbook_of

Desk = Callable[[ActorRequest, Assignment], HttpResponse]
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def unit_desk(request: ActorRequest, held: Assignment) -> HttpResponse:
    """A school's, an office's, a village's own: how it stands to every norm, and what needs somebody."""
    return render(request, "desk/organisation.html", pages.organisation_page(request.actor, held.organisation, today()))  # fmt: skip


def overseer_desk(request: ActorRequest, held: Assignment) -> HttpResponse:
    """Of whoever oversees others: the matrix of what stands under it; its own where nothing does."""
    choices = matrix.of(held.organisation)
    if not choices or not perms.may_see_below(request.actor, held.organisation):
        return unit_desk(request, held)
    return _below(request, held.organisation, choices[0])


def head_desk(request: ActorRequest, held: Assignment) -> HttpResponse:
    """Of the head of a grade or a preparation group: their classes today."""
    return render(request, "desk/head.html", pages.head_page(held, today()))


def plain(request: ActorRequest, held: Assignment | None) -> HttpResponse:
    """Of whoever looks after no records of others: one sentence, and what may be done."""
    return render(request, "desk/home.html", pages.plain_page(held, today()))


# Which desk a role has, the first held at home in this order; a role that is not listed has the plain one.
# A desk takes the request and the assignment it is for; a module of its own adds its line here.
DESKS: Sequence[tuple[tuple[str, ...], Desk]] = (
    (SCHOOL_OFFICE, unit_desk),
    ((Role.BUREAU_OFFICER, Role.INSPECTOR), overseer_desk),
    ((Role.DEPARTMENT, Role.CLERK), unit_desk),
    ((Role.GRADE_HEAD, Role.GROUP_HEAD), head_desk),
    ((Role.TEACHER, Role.HOMEROOM_TEACHER), teaching.desk),
    ((Role.ADMINISTRATOR,), overseer_desk),
    (tuple(Role.values), plain),
)


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


@require_safe
def organisation(request: ActorRequest, organisation: int) -> HttpResponse:
    """How one organisation stands, for whoever works there or oversees it."""
    place = get_object_or_404(Organisation, pk=organisation)
    require(perms.may_see_standings(request.actor, place))
    context = pages.organisation_page(request.actor, place, today())
    return render(request, "desk/organisation.html", context)


@require_safe
def below(request: ActorRequest, organisation: int) -> HttpResponse:
    """How everything under a place, a bureau or a government stands."""
    place = get_object_or_404(Organisation, pk=organisation)
    require(perms.may_see_below(request.actor, place))
    return _below(request, place, _chosen(request, place))


@require_safe
def take_away(request: ActorRequest, organisation: int) -> HttpResponseBase:
    """The matrix as a file, all of it: ``?as=csv`` or a workbook."""
    place = get_object_or_404(Organisation, pk=organisation)
    require(perms.may_see_below(request.actor, place))
    chosen = _chosen(request, place)
    first, rows = matrix.headings(chosen), matrix.rows(place, chosen)
    name = f"{place.name} {chosen.title} {today().isoformat()}"
    answer: HttpResponseBase
    if request.GET.get("as") == "csv":
        name = f"{name}.csv"
        answer = StreamingHttpResponse(csv_of(first, rows), content_type="text/csv; charset=utf-8")
    else:
        name = f"{name}.xlsx"
        answer = HttpResponse(workbook_of(say("desk.file.title"), first, rows), content_type=_WORKBOOK)
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer


def _chosen(request: ActorRequest, place: Organisation) -> matrix.Declared:
    """The matrix that the address names, else the first."""
    choices = matrix.of(place)
    if not choices:
        raise Http404
    return next((c for c in choices if c.name == request.GET.get("of")), choices[0])


def _below(request: ActorRequest, place: Organisation, chosen: matrix.Declared) -> HttpResponse:
    context = pages.below_page(place, chosen, request.GET.get("page"), today())
    return render(request, "desk/below.html", context)
