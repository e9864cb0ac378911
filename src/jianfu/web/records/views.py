"""Pages of ledgers: which there are, their rows, one row with its history, and how rows come, change and go."""

from __future__ import annotations

from typing import TypeVar
from urllib.parse import quote, urlencode

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jianfu.ledgers.declare import Ledger
from jianfu.terms.errors import JianfuError
from jianfu.web.accounts.middleware import ActorRequest
from jianfu.web.accounts.models import Organisation
from jianfu.web.accounts.perms import require
from jianfu.web.accounts.rules.perms import may_see_rules, may_set_rules
from jianfu.web.project.wording import lang, say
from jianfu.web.records import actions, exports, perms, queries
from jianfu.web.records.forms import EntryForm, FilterForm, ReasonForm
from jianfu.web.records.imports.perms import may_hand_in
from jianfu.web.records.models import MODELS, UNDATED, Row, Version
from jianfu.web.records.paging import (
    COUNTED,
    WINDOW,
    Order,
    Page,
    Scope,
    order_by,
    own_order,
    page_of,
)
from jianfu.web.records.rows import names_of
from jianfu.web.records.shown import title_of
from jianfu.web.records.withdrawn import withdrawn_of

Answer = TypeVar("Answer", bound=HttpResponseBase)
_PLACES = frozenset({"after", "before"})
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def _ledger(name: str) -> Ledger:
    if name not in MODELS:
        raise Http404
    return MODELS[name].ledger


def _closed(request: ActorRequest, ledger: Ledger, place: Organisation) -> HttpResponse:
    """Why a ledger is open to nobody, and where that can be changed."""
    context = {
        "title": title_of(ledger, lang()),
        "organisation": place,
        "may_see_rules": may_see_rules(request.actor, place),
        "may_set_rules": may_set_rules(request.actor, place),
    }
    return render(request, "records/closed.html", context, status=403)


# -- lists -----------------------------------------------------------------------------------------


@require_safe
def ledgers(request: ActorRequest, organisation: int) -> HttpResponse:
    """The ledgers of an organisation, those of its own fields first."""
    place = get_object_or_404(Organisation, pk=organisation)
    require(perms.may_see_any(request.actor, place))
    context = {
        "organisation": place,
        "fields": queries.fields_of(request.actor, place, lang()),
        "may_hand_in": may_hand_in(request.actor, place),
    }
    return render(request, "records/ledgers.html", context)


@require_safe
def rows(request: ActorRequest, organisation: int, ledger: str) -> HttpResponse:
    """The rows of a ledger: narrowed, sorted, a page at a time."""
    declared, place = _ledger(ledger), get_object_or_404(Organisation, pk=organisation)
    if perms.is_closed(declared, place):
        return _closed(request, declared, place)
    require(perms.may_see(request.actor, declared, place))
    form, scope, several = _narrowed(request, declared, place)
    after, before = _number(request, "after"), _number(request, "before")
    page = None
    if form.is_valid():
        condition = form.cleaned_data["condition"] & queries.unseen(request.actor, declared)
        page = page_of(scope, condition, _order(scope, form), after, before)
    asked = {name: str(text) for name, text in request.GET.items() if text and name not in _PLACES}
    context = {
        "organisation": place,
        "ledger": declared,
        "title": title_of(declared, lang()),
        "help": declared.help.in_(lang()) if declared.help else "",
        "form": form,
        "narrowed": form.narrowed(),
        "several": several,
        "page": page,
        "found": _found(page) if page else "",
        "lines": queries.lines_of(request.actor, declared, page, lang()) if page else [],
        "headings": queries.headings_of(declared, lang(), asked.get("sort", "")),
        "asked": asked,
        "onward": urlencode(asked),
        "unsorted": urlencode({name: text for name, text in asked.items() if name != "sort"}),
        "begun": after is not None or before is not None,
        "may_write": perms.may_write(request.actor, declared, place),
        "may_export": perms.may_export(request.actor, declared, place),
    }
    return render(request, "records/rows.html", context)


def _found(page: Page) -> str:
    """How many rows there are, and how far was looked when that was not to the end."""
    count = say("records.more", n=f"{COUNTED:,}") if page.more else say("records.count", n=f"{page.count:,}")
    if page.until is None:
        return count
    day = getattr(page.until, "sorted_on", None)
    if day is None or day == UNDATED:
        return say("records.looked", n=f"{WINDOW:,}", found=count)
    return say("records.looked-until", n=f"{WINDOW:,}", day=day.isoformat(), found=count)


def _narrowed(request: ActorRequest, ledger: Ledger, place: Organisation) -> tuple[FilterForm, Scope, bool]:
    """What a list is narrowed to, the rows among which that is looked for, and whether they are of several."""
    several = queries.keepers(request.actor, ledger, place).exclude(pk=place.pk).exists()
    given = request.POST if request.method == "POST" else request.GET
    personal = perms.may_see_personal(request.actor, ledger, place) and not several
    form = FilterForm(given, ledger=ledger, personal=personal, several=several)
    told = form.cleaned_data if form.is_valid() else {}
    scope = queries.scope_of(
        request.actor, ledger, place, named=told.get("named") or "",
        since=told.get("since"), until=told.get("until"),
    )  # fmt: skip
    return form, scope, several


def _order(scope: Scope, form: FilterForm) -> Order:
    chosen = form.cleaned_data.get("sort") if form.is_valid() else ""
    if not chosen:
        return own_order(scope.model)
    return order_by(scope.model, chosen.removeprefix("-"), descending=chosen.startswith("-"))


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 19 else None


# -- one row ---------------------------------------------------------------------------------------


def _standing(request: ActorRequest, ledger: str, number: int) -> Row:
    """A row that stands and that somebody may see; 404 when there is none."""
    found = queries.row_of(_ledger(ledger), number)
    if found is None:
        raise Http404
    require(perms.may_see_row(request.actor, found))
    return found


@require_safe
def row(request: ActorRequest, ledger: str, number: int) -> HttpResponse:
    """One row, or what stood in it when it was withdrawn, with its history."""
    declared = _ledger(ledger)
    found, ended_by = queries.row_of(declared, number), None
    if found is None:
        found, ended_by = queries.withdrawn_row(declared, number) or (None, None)
    if found is None:
        raise Http404
    if perms.is_closed(declared, found.kept_by):
        return _closed(request, declared, found.kept_by)
    require(perms.may_see_row(request.actor, found))
    seen = ended_by.pk if ended_by is not None else found.version_id
    return _row(request, found, ReasonForm(initial={"seen": seen}), ended_by)


def _row(
    request: ActorRequest, found: Row, form: ReasonForm, ended_by: Version | None = None, status: int = 200
) -> HttpResponse:
    told = queries.tell(request.actor, found, lang())
    key = [c.text for c in told.cells if c.column in found.ledger.key and c.text]
    context = {
        "told": told,
        "title": title_of(found.ledger, lang()),
        "named": " ".join(key) or f"{found.pk}",
        "may_change": told.row is not None and perms.may_change(request.actor, found),
        "may_restore": ended_by is not None and perms.may_restore(request.actor, found, ended_by),
        "form": form,
    }
    return render(request, "records/row.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def enter(request: ActorRequest, organisation: int, ledger: str) -> HttpResponse:
    """A new row."""
    declared, place = _ledger(ledger), get_object_or_404(Organisation, pk=organisation)
    require(perms.may_write(request.actor, declared, place))
    # Who stands over others is seldom the one that a record is about.
    owner = "" if place.kind in {"bureau", "government", "place"} else place.name
    form = EntryForm(
        request.POST if request.method == "POST" else None,
        ledger=declared, places=queries.places(), owner=owner,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.enter(request.actor, declared, place, form.record)
        except JianfuError as error:
            form.add_error(None, error.text(lang()))
        else:
            if "again" in request.POST:
                return redirect("records:enter", place.pk, ledger)
            return redirect("records:row", ledger, made.pk)
    context = {
        "organisation": place,
        "ledger": declared,
        "title": title_of(declared, lang()),
        "help": declared.help.in_(lang()) if declared.help else "",
        "form": form,
    }
    return render(request, "records/enter.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def correct(request: ActorRequest, ledger: str, number: int) -> HttpResponse:
    """A row as it should have been."""
    found = _standing(request, ledger, number)
    require(perms.may_change(request.actor, found))
    values = {name: getattr(found, name) for name in names_of(type(found))}
    given = request.POST if request.method == "POST" else None
    form = EntryForm(
        given, ledger=found.ledger, places=queries.places(), values=values,
        names=queries.names_of(found.ledger.columns, [values]),
        personal=perms.may_see_personal(request.actor, found.ledger, found.kept_by),
    )  # fmt: skip
    reason = ReasonForm(given, initial={"seen": found.version_id})
    if given is not None and reason.is_valid() and form.is_valid():
        told = reason.cleaned_data
        try:
            actions.correct(request.actor, found, form.record, seen=told["seen"], reason=told["reason"])
        except JianfuError as error:
            form.add_error(None, error.text(lang()))
        else:
            return redirect("records:row", ledger, number)
    context = {
        "organisation": found.kept_by,
        "title": title_of(found.ledger, lang()),
        "row": found,
        "form": form,
        "reason": reason,
    }
    return render(request, "records/correct.html", context, status=422 if form.is_bound else 200)


@require_POST
def withdraw(request: ActorRequest, ledger: str, number: int) -> HttpResponse:
    """Takes a row out of its ledger."""
    found = _standing(request, ledger, number)
    require(perms.may_change(request.actor, found))
    form = ReasonForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        try:
            actions.withdraw(request.actor, found, seen=told["seen"], reason=told["reason"])
        except JianfuError as error:
            form.add_error(None, error.text(lang()))
        else:
            return redirect("records:row", ledger, number)
    return _row(request, found, form, status=422)


@require_safe
def withdrawn(request: ActorRequest, organisation: int, ledger: str) -> HttpResponse:
    """What was withdrawn from a ledger: when, by whom, why."""
    declared, place = _ledger(ledger), get_object_or_404(Organisation, pk=organisation)
    if perms.is_closed(declared, place):
        return _closed(request, declared, place)
    require(perms.may_see(request.actor, declared, place))
    before = _number(request, "before")
    context = {
        "organisation": place,
        "ledger": declared,
        "title": title_of(declared, lang()),
        "several": queries.keepers(request.actor, declared, place).exclude(pk=place.pk).exists(),
        "found": withdrawn_of(request.actor, declared, place, lang(), before),
        "begun": before is not None,
    }
    return render(request, "records/withdrawn.html", context)


@require_POST
def restore(request: ActorRequest, ledger: str, number: int) -> HttpResponse:
    """Brings back a row that was withdrawn."""
    found, ended_by = queries.withdrawn_row(_ledger(ledger), number) or (None, None)
    if found is None or ended_by is None:
        raise Http404
    require(perms.may_restore(request.actor, found, ended_by))
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            if form.cleaned_data["seen"] != ended_by.pk:
                raise JianfuError("web.record-changed")
            actions.restore(request.actor, found, ended_by, reason=form.cleaned_data["reason"])
        except JianfuError as error:
            form.add_error(None, error.text(lang()))
        else:
            return redirect("records:row", ledger, number)
    return _row(request, found, form, ended_by, status=422)


# -- files -----------------------------------------------------------------------------------------


@require_POST
def take_away(request: ActorRequest, organisation: int, ledger: str) -> StreamingHttpResponse | HttpResponse:
    """The rows of a list as a file: what it is narrowed to, in its order, all pages of it."""
    declared, place = _ledger(ledger), get_object_or_404(Organisation, pk=organisation)
    require(perms.may_export(request.actor, declared, place))
    form, scope, _ = _narrowed(request, declared, place)
    kind = request.POST.get("as", "")
    if kind not in _TYPES or not form.is_valid():
        raise BadRequest
    condition = form.cleaned_data["condition"] & queries.unseen(request.actor, declared)
    found = exports.ordered(scope, condition, _order(scope, form))
    if kind == "xlsx" and scope.rows.filter(condition)[: exports.MOST_ROWS + 1].count() > exports.MOST_ROWS:
        context = {"title": title_of(declared, lang()), "most": exports.MOST_ROWS, "organisation": place}
        return render(request, "records/too_long.html", {**context, "ledger": declared}, status=422)
    named = perms.may_see_personal(request.actor, declared, place)
    actions.take_away(request.actor, declared, place, form=kind, named=named)
    values = exports.lines(request.actor, declared, found)
    name = f"{place.name}{declared.zh}.{kind}"
    if kind == "csv":
        pieces = exports.as_csv(declared, values)
        return _called(StreamingHttpResponse(pieces, content_type=_TYPES[kind]), name)
    return _called(HttpResponse(exports.as_workbook(declared, values), content_type=_TYPES[kind]), name)


@require_safe
def blank_form(request: ActorRequest, ledger: str) -> HttpResponse:
    """The workbook to fill in by hand."""
    declared = _ledger(ledger)
    require(perms.may_fill_in(request.actor))
    answer = HttpResponse(exports.blank_form(declared), content_type=_TYPES["xlsx"])
    return _called(answer, f"{declared.zh}.xlsx")


def _called(answer: Answer, name: str) -> Answer:
    """The answer as a file of that name."""
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer
