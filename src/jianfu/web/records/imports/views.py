"""Pages of imports: hand in a file, see what was read of it, take it in, undo it."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jianfu.ledgers.registry import ledger as ledger_named
from jianfu.ledgers.registry import ledgers
from jianfu.terms.errors import JianfuError, Message
from jianfu.web.accounts.middleware import ActorRequest
from jianfu.web.accounts.models import Organisation
from jianfu.web.accounts.perms import require
from jianfu.web.project.wording import lang
from jianfu.web.records.imports import actions, perms, queries, wording
from jianfu.web.records.imports.comparing import VERDICTS
from jianfu.web.records.imports.forms import ConfirmForm, HandInForm
from jianfu.web.records.imports.models import Import
from jianfu.web.records.imports.process import staging_of, start
from jianfu.web.records.imports.staging import unpacked
from jianfu.web.records.imports.storing import set_task, store
from jianfu.web.records.imports.tidying import clear, tidy
from jianfu.web.records.shown import title_of

State = Import.State
FIRST_CELLS = 8


@require_safe
def imports(request: ActorRequest, organisation: int) -> HttpResponse:
    """What was handed in for an organisation, and the form to hand in more."""
    place = get_object_or_404(Organisation, pk=organisation)
    require(perms.may_hand_in(request.actor, place))
    return _imports(request, place, HandInForm())


def _imports(request: ActorRequest, place: Organisation, form: HandInForm, status: int = 200) -> HttpResponse:
    chosen = request.GET.get("ledger") or None
    if chosen is not None and chosen not in ledgers():
        raise Http404
    context = {
        "organisation": place, "form": form, "listed": queries.imports_of(request.actor, place, chosen),
        "chosen": chosen, "title": title_of(ledger_named(chosen), lang()) if chosen else "",
    }  # fmt: skip
    return render(request, "records/imports/imports.html", context, status=status)


@require_POST
def hand_in(request: ActorRequest, organisation: int) -> HttpResponse:
    """Lays a file down and begins to read it. A file that was handed in before leads to what came of it."""
    place = get_object_or_404(Organisation, pk=organisation)
    require(perms.may_hand_in(request.actor, place))
    form = HandInForm(request.POST, request.FILES)
    if not form.is_valid():
        return _imports(request, place, form, status=422)
    file: UploadedFile[Any] = form.cleaned_data["file"]
    try:
        stored = store(file.chunks())
    except JianfuError as error:
        form.add_error("file", error.text(lang()))
        return _imports(request, place, form, status=422)
    earlier = queries.earlier_of(place, stored.digest, request.actor)
    if earlier is not None and perms.may_see_import(request.actor, earlier):
        stored.staging.remove()
        return HttpResponseRedirect(f"{reverse('imports:imported', args=[earlier.pk])}?same=1")
    made = actions.hand_in(request.actor, place, str(file.name), stored)
    start(staging_of(made))
    tidy()
    return redirect("imports:imported", made.pk)


def _found(request: ActorRequest, number: int) -> Import:
    found = get_object_or_404(
        Import.objects.select_related("organisation", "made_by", "version__undone_by__made_by"), pk=number
    )
    require(perms.may_see_import(request.actor, found))
    return found


@require_safe
def imported(request: ActorRequest, number: int) -> HttpResponse:
    """One import: how far it was read, what it would do, or what came of it."""
    return _imported(request, _found(request, number))


def _imported(
    request: ActorRequest,
    found: Import,
    status: int = 200,
    problem: str = "",
    form: ConfirmForm | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "imported": found, "organisation": found.organisation, "problem": problem,
        "same": found if "same" in request.GET else next(iter(queries.others_like(found)), None),
    }  # fmt: skip
    if found.state == State.OPEN:
        context |= _preview(request, found, form)
    elif found.state == State.CONFIRMED:
        undoing = queries.undoing_of(found.version)
        context |= {
            "parts": queries.parts_of(request.actor, found), "undoing": undoing, "stage": "confirmed",
            "undone_by": undoing.made_by.name if undoing is not None and undoing.made_by is not None else "",
            "may_undo": undoing is None and perms.may_undo(request.actor, found),
            "may_take_away": staging_of(found).original.exists() and perms.may_take_away(request.actor, found),
        }  # fmt: skip
    else:
        context |= {"stage": "dropped"}
    return render(request, f"records/imports/{context['stage']}.html", context, status=status)


def _preview(request: ActorRequest, found: Import, form: ConfirmForm | None) -> dict[str, Any]:
    """What the page of an open import shows."""
    staging = staging_of(found)
    if not staging.is_read():
        stage = "reading" if staging.is_being_read() else "stopped"
        return {"stage": stage, "step": staging.step()}
    compared = queries.compared(request.actor, found)
    if compared is None:
        return {"stage": "reading", "step": {"name": "comparing", "done": 0, "of": 0}}
    told = staging.reading()
    supposed = [unpacked(m).text(lang()) for m in told["guesses"]]
    tallies = [
        {"name": name, "title": title_of(ledger_named(name), lang()), **tally}
        for name, tally in compared.ledgers.items()
    ]
    return {
        "stage": "preview", "compared": compared, "ledgers": tallies, "supposed": supposed,
        "verdicts": {name: compared.total(name) for name in VERDICTS},
        "notes": [unpacked(m).text(lang()) for m in told["notes"]],
        "errors": [unpacked(e["message"]).text(lang()) for e in told["errors"]],
        "faults": wording.faults_of(told, queries.cells_shown(staging, 1).items[:FIRST_CELLS]),
        "more_faults": told["faults"] > FIRST_CELLS, "fault_count": told["faults"],
        "form": form or ConfirmForm(initial={"seal": compared.seal}, supposed=len(supposed)),
    }  # fmt: skip


def _open(request: ActorRequest, number: int) -> Import:
    """An import of the reader's own that was read and waits; 404 when it does not wait any more."""
    found = _found(request, number)
    require(perms.may_decide(request.actor, found))
    if found.state != State.OPEN or not staging_of(found).is_read():
        raise Http404
    return found


def _page(request: ActorRequest) -> int:
    number = request.GET.get("page", "1")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 1


@require_safe
def rows(request: ActorRequest, number: int, ledger: str, verdict: str) -> HttpResponse:
    """The rows of a ledger that would be added, changed, left, or refused."""
    found = _open(request, number)
    compared = queries.compared(request.actor, found)
    if compared is None or ledger not in compared.ledgers or verdict not in VERDICTS:
        raise Http404
    leaf = queries.rows_shown(staging_of(found), ledger, verdict, _page(request))
    declared = ledger_named(ledger)
    context = {
        "imported": found, "organisation": found.organisation, "verdict": verdict, "leaf": leaf,
        "title": title_of(declared, lang()), "headings": wording.headings_of(declared),
        "lines": wording.lines_of(request.actor, declared, staging_of(found).reading(), leaf.items),
    }  # fmt: skip
    return render(request, "records/imports/rows.html", context)


@require_safe
def cells(request: ActorRequest, number: int) -> HttpResponse:
    """The cells that could not be read."""
    found = _open(request, number)
    staging = staging_of(found)
    leaf = queries.cells_shown(staging, _page(request))
    context = {
        "imported": found, "organisation": found.organisation, "leaf": leaf,
        "faults": wording.faults_of(staging.reading(), leaf.items),
    }  # fmt: skip
    return render(request, "records/imports/cells.html", context)


@require_POST
def confirm(request: ActorRequest, number: int) -> HttpResponse:
    """Takes in what was shown."""
    found = _found(request, number)
    require(perms.may_decide(request.actor, found))
    staging = staging_of(found)
    supposed = len(staging.reading()["guesses"]) if staging.is_read() else 0
    form = ConfirmForm(request.POST, supposed=supposed)
    if not form.is_valid():
        return _imported(request, found, status=422, form=form)
    try:
        clear(actions.confirm(request.actor, found, form.cleaned_data["seal"]))
    except JianfuError as error:
        if found.state == State.OPEN:
            queries.compare_anew(found)
        found.refresh_from_db()
        return _imported(request, found, status=409, problem=error.text(lang()))
    return redirect("imports:imported", found.pk)


@require_POST
def drop(request: ActorRequest, number: int) -> HttpResponse:
    """Nothing of it is taken in."""
    found = _found(request, number)
    try:
        clear(actions.drop(request.actor, found))
    except JianfuError as error:
        return _imported(request, found, status=409, problem=error.text(lang()))
    return redirect("imports:imports", found.organisation_id)


@require_POST
def again(request: ActorRequest, number: int) -> HttpResponse:
    """Reads the same file once more: what was cut off, or what was taken in and may be needed once more."""
    found = _found(request, number)
    require(perms.may_hand_in(request.actor, found.organisation))
    staging = staging_of(found)
    if found.state == State.OPEN:
        require(perms.may_decide(request.actor, found))
        if not staging.is_being_read():
            set_task(staging, found.name, found.organisation)
            start(staging)
        return redirect("imports:imported", found.pk)
    require(perms.may_take_away(request.actor, found))
    if not staging.original.exists():
        return _gone(request, found)
    with staging.original.open("rb") as source:
        stored = store(iter(lambda: source.read(2**20), b""))
    made = actions.hand_in(request.actor, found.organisation, found.name, stored)
    start(staging_of(made))
    return redirect("imports:imported", made.pk)


def _gone(request: ActorRequest, found: Import) -> HttpResponse:
    """The file itself is no more there."""
    return _imported(request, found, status=410, problem=Message("web.import-gone").text(lang()))


@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: ActorRequest, number: int) -> HttpResponse:
    """What undoing an import would do, and undoing it."""
    found = _found(request, number)
    require(perms.may_undo(request.actor, found))
    status, problem = 200, ""
    if request.method == "POST":
        try:
            actions.undo_import(request.actor, found)
        except JianfuError as error:
            status, problem = 409, error.text(lang())
        else:
            return redirect("imports:imported", found.pk)
    if found.version is None or queries.undoing_of(found.version) is not None:
        return redirect("imports:imported", found.pk)
    context = {
        "imported": found, "organisation": found.organisation, "problem": problem,
        "later": wording.later_of(request.actor, queries.changed_later(found.version)),
        "parts": queries.parts_of(request.actor, found),
    }  # fmt: skip
    return render(request, "records/imports/undo.html", context, status=status)


@require_POST
def original(request: ActorRequest, number: int) -> HttpResponse | FileResponse:
    """The file as it was handed in."""
    found = _found(request, number)
    require(perms.may_take_away(request.actor, found))
    path = staging_of(found).original
    if not path.exists():
        return _gone(request, found)
    actions.take_away(request.actor, found)
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=found.name, content_type="application/octet-stream"
    )
