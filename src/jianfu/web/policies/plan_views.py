"""Pages of plans that were read: both sides of screen F, and what is decided row by row.

Every row is a form of its own. With htmx the answer is the row alone, without it the whole page again.
"""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from jianfu.plans.draft.model import Comparison
from jianfu.terms.errors import JianfuError
from jianfu.web.accounts.middleware import ActorRequest
from jianfu.web.accounts.models import Organisation
from jianfu.web.accounts.perms import require
from jianfu.web.policies import actions, packs, perms, queries, wording
from jianfu.web.policies.forms import MarkForm, PlanForm, QuestionForm, ReasonForm
from jianfu.web.policies.models import Draft, Plan, Question
from jianfu.web.policies.views import refusals, shown_place
from jianfu.web.project.wording import lang
from jianfu.web.records.imports.handed_in import clean_name


@require_POST
def hand_in(request: ActorRequest, organisation: int) -> HttpResponse:
    """Takes a plan and reads it."""
    place = get_object_or_404(Organisation, pk=organisation)
    require(perms.may_set_marks(request.actor, place))
    form = PlanForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = actions.hand_in_plan(request.actor, place, clean_name(file.name), file.read())
        except JianfuError as error:
            form.add_error("file", error.text(lang()))
        else:
            return redirect("policies:plan", made.pk)
    return shown_place(request, place, form, status=422)


@require_safe
def plan(request: ActorRequest, plan: int) -> HttpResponse:
    """A plan: its text with what was read marked, contradictions, drafts with what was decided."""
    asked = get_object_or_404(Plan.objects.select_related("organisation"), pk=plan)
    require(perms.may_see_plans(request.actor, asked.organisation))
    texts = asked.reading[lang()]
    try:
        part = int(request.GET.get("part", 1)) - 1
    except ValueError:
        raise Http404 from None
    if not 0 <= part < len(texts["plans"]):
        raise Http404
    view = texts["plans"][part]
    rows = [
        row_of(request, draft, view) for draft in asked.drafts.filter(part=part).select_related("decided_by")
    ]
    marks = [row for row in rows if row["draft"].kind == Draft.Kind.MARK]
    context = {
        "plan": asked, "place": asked.organisation, "view": view, "texts": texts, "part": part + 1,
        "marks": marks, "questions": [row for row in rows if row["draft"].kind == Draft.Kind.QUESTION],
        "conflicts": [
            {**c, "row": marks[c["mark"]] if c["mark"] is not None else None} for c in view["conflicts"]
        ],
        "adopted": sum(row["draft"].state == Draft.State.ADOPTED for row in rows), "drafts": len(rows),
        "parts": [(n, title) for n, title in enumerate(texts["titles"], 1)] if len(texts["plans"]) > 1 else [],
    }  # fmt: skip
    return render(request, "policies/plan.html", context)


def row_of(request: ActorRequest, draft: Draft, view: Any = None) -> dict[str, Any]:
    """A draft as its row shows it: what was read, what was decided, what may be done."""
    part = view if view is not None else draft.plan.reading[lang()]["plans"][draft.part]
    told = part["marks" if draft.kind == Draft.Kind.MARK else "questions"][draft.place]
    changed = ""
    if draft.is_changed:
        changed = _told(draft)
    place = draft.plan.organisation
    return {
        "draft": draft, "told": told, "changed": changed, "may_set": perms.may_set_marks(request.actor, place),
        "refused": draft.proposed.get("verdict") in packs.REFUSED,
    }  # fmt: skip


def _told(draft: Draft) -> str:
    """What was adopted in the place of what was read, in short."""
    entry = draft.entry
    if draft.kind == Draft.Kind.QUESTION:
        return str(entry["ask"])
    norm = queries.national().norms.get(entry["norm"])
    if norm is None:
        return str(entry["norm"])
    whole = packs.laid(queries.national(), [_alone(draft)])
    mark = next(m for m in whole.norms[norm.id].marks if m.id == entry["id"])
    parts = [
        f"{norm.title.in_(lang())} {wording.entry_figure(norm, entry)}".strip(),
        wording.scope(mark.scope),
    ]
    return ("，" if lang() == "zh" else ", ").join(part for part in parts if part)


def _alone(draft: Draft) -> dict[str, Any]:
    """A pack of one mark alone."""
    place = draft.plan.organisation
    return packs.with_mark(
        packs.empty(place.code, place.name, place.level), draft.entry, draft.proposed["policy"]
    )


@require_safe
def original(request: ActorRequest, plan: int) -> FileResponse:
    """The file as it was handed in, to be kept and not to be opened in the page."""
    asked = get_object_or_404(Plan, pk=plan)
    require(perms.may_see_plans(request.actor, asked.organisation))
    return FileResponse(
        asked.file.open("rb"),
        as_attachment=True,
        filename=asked.name,
        content_type="application/octet-stream",
    )


def _draft(request: ActorRequest, number: int) -> Draft:
    found = get_object_or_404(Draft.objects.select_related("plan__organisation", "decided_by"), pk=number)
    require(perms.may_set_marks(request.actor, found.plan.organisation))
    return found


def _is_part(request: ActorRequest) -> bool:
    """Whether htmx asks, which takes the row alone."""
    return request.headers.get("HX-Request") == "true"


def _answer(request: ActorRequest, draft: Draft) -> HttpResponse:
    """The row, or the page with the row in sight."""
    if _is_part(request):
        states = list(draft.plan.drafts.filter(part=draft.part).values_list("state", flat=True))
        context = {
            "row": row_of(request, draft), "adopted": states.count(Draft.State.ADOPTED), "drafts": len(states),
        }  # fmt: skip
        return render(request, "policies/draft_answer.html", context)
    page = reverse("policies:plan", args=[draft.plan_id])
    return redirect(f"{page}?part={draft.part + 1}#r{draft.pk}")


@require_safe
def draft(request: ActorRequest, draft: int) -> HttpResponse:
    """One draft to be changed or rejected; ``?figure=`` is what it is to be changed to."""
    found = _draft(request, draft)
    if _is_part(request) and "close" in request.GET:
        return _answer(request, found)
    return _edited(request, found, _form(request, found), ReasonForm(), status=200)


def _form(request: ActorRequest, found: Draft, *, bound: bool = False) -> MarkForm | QuestionForm:
    data = request.POST if bound else None
    if found.kind == Draft.Kind.QUESTION:
        return QuestionForm(data, initial=found.entry)
    given = MarkForm.given_of(found.entry)
    figure = request.GET.get("figure", "")[:20]
    if figure:
        given["at_most" if given["at_most"] else "at_least"] = figure
    norm = queries.national().norms[found.entry["norm"]]
    return MarkForm(data, initial=given, norm=norm)


def _edited(
    request: ActorRequest,
    found: Draft,
    form: MarkForm | QuestionForm,
    reason: ReasonForm,
    met: tuple[Comparison, ...] = (),
    status: int = 422,
) -> HttpResponse:
    """The forms of one draft. A row that htmx asks for is shown whatever its status."""
    norm = queries.national().norms.get(found.entry.get("norm", ""))
    context = {
        "row": row_of(request, found), "form": form, "reason": reason, "place": found.plan.organisation,
        "met": refusals(met, norm) if norm is not None else [], "bare": _is_part(request),
    }  # fmt: skip
    if _is_part(request):
        return render(request, "policies/draft_forms.html", context)
    return render(request, "policies/draft.html", context, status=status)


@require_POST
def adopt(request: ActorRequest, draft: int) -> HttpResponse:
    """Adopts what was read as it stands."""
    found = _draft(request, draft)
    try:
        if found.kind == Draft.Kind.MARK:
            done = actions.adopt_mark(request.actor, found)
        else:
            done = actions.adopt_question(request.actor, found)
    except packs.Looser as error:
        return _edited(request, found, _form(request, found), ReasonForm(), error.met)
    except JianfuError as error:
        form = _form(request, found, bound=True)
        form.is_valid()
        form.add_error(None, error.text(lang()))
        return _edited(request, found, form, ReasonForm())
    return _answer(request, done)


@require_POST
def change(request: ActorRequest, draft: int) -> HttpResponse:
    """Adopts something else than was read."""
    found = _draft(request, draft)
    form = _form(request, found, bound=True)
    if not form.is_valid():
        return _edited(request, found, form, ReasonForm())
    try:
        if isinstance(form, MarkForm):
            done = actions.adopt_mark(request.actor, found, form.entry(found.proposed["entry"]))
        else:
            done = actions.adopt_question(request.actor, found, form.cleaned_data)
    except packs.Looser as error:
        return _edited(request, found, form, ReasonForm(), error.met)
    except JianfuError as error:
        form.add_error(None, error.text(lang()))
        return _edited(request, found, form, ReasonForm())
    return _answer(request, done)


@require_POST
def reject(request: ActorRequest, draft: int) -> HttpResponse:
    """It was read wrongly."""
    found = _draft(request, draft)
    reason = ReasonForm(request.POST)
    if not reason.is_valid():
        return _edited(request, found, _form(request, found), reason)
    return _answer(request, actions.reject_draft(request.actor, found, reason.cleaned_data["reason"]))


@require_POST
def end_question(request: ActorRequest, question: int) -> HttpResponse:
    """The place stops asking itself."""
    found = get_object_or_404(Question.objects.select_related("organisation"), pk=question)
    actions.end_question(request.actor, found)
    return redirect("policies:place", found.organisation_id)
