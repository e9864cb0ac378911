"""Pages of lists that come in: hand in, look, confirm; the links of people are shown once, ready to print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, Literal

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jianfu.ledgers.declare import Choice, Column
from jianfu.ledgers.registry import ledger
from jianfu.terms.errors import JianfuError
from jianfu.web.accounts.arriving import actions, people, register
from jianfu.web.accounts.arriving.columns import PEOPLE
from jianfu.web.accounts.arriving.forms import ConfirmForm, ListForm, carried
from jianfu.web.accounts.arriving.reading import read_apart
from jianfu.web.accounts.middleware import ActorRequest
from jianfu.web.accounts.models import Assignment, Organisation
from jianfu.web.accounts.perms import may_add_organisation, may_import_people, require
from jianfu.web.accounts.qr import qr_code
from jianfu.web.accounts.queries import path_of, role_shown
from jianfu.web.project.clock import today
from jianfu.web.project.wording import lang
from jianfu.web.records.exports import blank_form

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHOWN = 200


@require_http_methods(["GET", "HEAD", "POST"])
def import_people(request: ActorRequest, organisation: int) -> HttpResponse:
    """Hands in a list of people; the answer shows what it would do."""
    place = get_object_or_404(Organisation, pk=organisation)
    require(may_import_people(request.actor, place))
    return _hand_in(request, place, "people", _show_people)


def _show_people(
    request: ActorRequest, place: Organisation, read: dict[str, Any], problem: str = ""
) -> HttpResponse:
    judged = people.judge(request.actor, place, read, today())
    day = today()
    rows = [
        (each, [_shown(g, each, day) for g in each.fresh], [_shown(g, each, day) for g in each.held])
        for each in judged.arrivals
    ]
    context = {
        "organisation": place,
        "rows": rows,
        "new": sum(1 for a in judged.arrivals if a.there is None),
        "known": sum(1 for a in judged.arrivals if a.there is not None),
        "links": sum(1 for a in judged.arrivals if a.to_invite),
        "roles": sum(len(a.fresh) for a in judged.arrivals),
        "faults": _faults(judged.faults),
        "fault_count": len(judged.faults),
        "form": None if judged.faults else carried(place.pk, read, judged.seal),
        "problem": problem,
    }
    status = 422 if problem else 200
    return render(request, "accounts/arriving/people_preview.html", context, status=status)


def _shown(given: people.Given, each: people.Arrival, day: dt.date) -> tuple[str, str]:
    held = Assignment(
        organisation=each.place, role=given.role, school_class=given.school_class, grade=given.grade, subject=given.subject
    )  # fmt: skip
    return given.role, role_shown(held, day, lang()).of


def _faults(faults: list[people.Fault]) -> list[dict[str, str]]:
    """The first cells that cannot be taken, as the page shows them."""
    return [
        {
            "place": " ".join(part for part in (f.sheet, f.cell) if part),
            "column": f.column,
            "value": f.value,
            "why": f.why.text(lang()),
        }
        for f in faults[:_SHOWN]
    ]


@require_POST
def confirm_people(request: ActorRequest, organisation: int) -> HttpResponse:
    """Takes a list of people in, and shows every link once, ready to print."""
    place = get_object_or_404(Organisation, pk=organisation)
    require(may_import_people(request.actor, place))
    form = ConfirmForm(request.POST)
    if not form.is_valid() or form.cleaned_data["read"].get("place") != place.pk:
        return _start(request, place, "people", ListForm(), status=422)
    read = form.cleaned_data["read"]
    try:
        made = actions.take_in_people(request.actor, place, read, form.cleaned_data["seal"], today())
    except JianfuError as error:
        return _show_people(request, place, read, error.text(lang()))
    cards = [
        _card(link.person.name, home.name, request.build_absolute_uri(path_of(link))) for link, home in made
    ]
    until = made[0][0].expires_at if made else None
    context = {"organisation": place, "cards": cards, "until": until}
    return render(request, "accounts/arriving/links.html", context)


def _card(name: str, place: str, link: str) -> dict[str, Any]:
    return {"name": name, "place": place, "link": link, "qr": qr_code(link)}


@require_http_methods(["GET", "HEAD", "POST"])
def import_organisations(request: ActorRequest, organisation: int) -> HttpResponse:
    """Hands in a register of organisations; the answer shows what it would do."""
    place = get_object_or_404(Organisation, pk=organisation)
    require(may_add_organisation(request.actor, place))
    return _hand_in(request, place, "organisations", _show_organisations)


def _show_organisations(
    request: ActorRequest, place: Organisation, read: dict[str, Any], problem: str = ""
) -> HttpResponse:
    judged = register.judge(place, read)
    kinds = ledger("organisations").column("kind").choices
    names = dict(Organisation.objects.within(place).values_list("code", "name"))
    names |= {c.fields["code"]: c.fields["name"] for c in judged.added}
    context = {
        "organisation": place,
        "added": [(c.fields, _word(kinds[c.fields["kind"]]), names[c.parent]) for c in judged.added],
        "changed": [(c.organisation, _changes(c)) for c in judged.changed],
        "same": judged.same,
        "count": len(judged.added) + len(judged.changed),
        "faults": _faults(judged.faults),
        "fault_count": len(judged.faults),
        "form": None if judged.faults else carried(place.pk, read, judged.seal),
        "problem": problem,
    }
    status = 422 if problem else 200
    return render(request, "accounts/arriving/organisations_preview.html", context, status=status)


def _word(named: Choice | Column) -> str:
    return named.en if lang() == "en" else named.zh


def _changes(change: register.Change) -> list[tuple[str, str, str]]:
    """What changes: the heading, what stands there, what will."""
    declared = ledger("organisations")
    return [
        (_word(declared.column(name)), getattr(change.organisation, name), value)
        for name, value in change.fields.items()
    ]


@require_POST
def confirm_organisations(request: ActorRequest, organisation: int) -> HttpResponse:
    """Takes a register of organisations in."""
    place = get_object_or_404(Organisation, pk=organisation)
    require(may_add_organisation(request.actor, place))
    form = ConfirmForm(request.POST)
    if not form.is_valid() or form.cleaned_data["read"].get("place") != place.pk:
        return _start(request, place, "organisations", ListForm(), status=422)
    read = form.cleaned_data["read"]
    try:
        count = actions.take_in_organisations(request.actor, place, read, form.cleaned_data["seal"])
    except JianfuError as error:
        return _show_organisations(request, place, read, error.text(lang()))
    return render(
        request, "accounts/arriving/organisations_done.html", {"organisation": place, "count": count}
    )


_What = Literal["people", "organisations"]


def _hand_in(
    request: ActorRequest,
    place: Organisation,
    what: _What,
    show: Callable[[ActorRequest, Organisation, dict[str, Any]], HttpResponse],
) -> HttpResponse:
    """The page with the form; what was handed in is read and shown, or why it cannot be read."""
    if request.method != "POST":
        return _start(request, place, what, ListForm())
    form = ListForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            read = read_apart(file.read(), file.name, what)
        except JianfuError as error:
            form.add_error("file", error.text(lang()))
        else:
            return show(request, place, read)
    return _start(request, place, what, form, status=422)


def _start(
    request: ActorRequest, place: Organisation, what: _What, form: ListForm, status: int = 200
) -> HttpResponse:
    context = {"organisation": place, "form": form, "what": what}
    return render(request, f"accounts/arriving/{what}.html", context, status=status)


@require_safe
def people_form(request: ActorRequest, organisation: int) -> HttpResponse:
    """The workbook of people to fill in."""
    place = get_object_or_404(Organisation, pk=organisation)
    require(may_import_people(request.actor, place))
    return _workbook(blank_form(PEOPLE), PEOPLE.zh)


@require_safe
def organisations_form(request: ActorRequest, organisation: int) -> HttpResponse:
    """The workbook of organisations to fill in."""
    place = get_object_or_404(Organisation, pk=organisation)
    require(may_add_organisation(request.actor, place))
    register_of = ledger("organisations")
    return _workbook(blank_form(register_of), register_of.zh)


def _workbook(content: bytes, name: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=f"{name}.xlsx") or ""
    return HttpResponse(content, content_type=_XLSX, headers={"Content-Disposition": disposition})
