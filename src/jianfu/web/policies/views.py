"""Pages of policies, norms and the marks of a place."""

from __future__ import annotations

import hashlib
from typing import Any
from urllib.parse import quote, urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from jianfu.norms.model import Catalogue, Norm
from jianfu.plans.draft.model import Comparison
from jianfu.reports.outline import mechanism_of, mechanism_text
from jianfu.terms.errors import JianfuError
from jianfu.terms.labels import label
from jianfu.terms.units import show
from jianfu.web.accounts.middleware import ActorRequest
from jianfu.web.accounts.models import Organisation
from jianfu.web.accounts.perms import require
from jianfu.web.policies import actions, checklists, packs, perms, queries, wording
from jianfu.web.policies.forms import EndForm, FilterForm, OwnMarkForm, PackForm, PlanForm
from jianfu.web.policies.models import Pack
from jianfu.web.project.clock import today
from jianfu.web.project.wording import lang, say
from jianfu.web.records.models import MODELS
from jianfu.web.records.perms import may_write

ROWS = 40
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _here(request: ActorRequest) -> tuple[Catalogue, list[str]]:
    """The catalogue as it stands for the organisation at home, and the codes of what it stands under and its own."""
    home = request.actor.home
    if home is None:
        return queries.national(), []
    return queries.catalogue_for(home), [*queries.codes_above(home), home.code]


@require_safe
def norms(request: ActorRequest) -> HttpResponse:
    """All norms, by field, mechanism and ledger, with the marks that are in force here."""
    catalogue, chain = _here(request)
    form = FilterForm(request.GET)
    chosen = {k: v for k, v in form.cleaned_data.items() if v} if form.is_valid() else {}
    words = {k: v for k, v in chosen.items() if k != "q"}
    found = queries.chosen_norms(catalogue, words=chosen.get("q", ""), **words)
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    context = {
        "form": form, "page": page, "rows": queries.rows(page.object_list, catalogue, today(), chain),
        "query": urlencode(chosen), "norms": len(catalogue.norms), "policies": len(catalogue.policies),
        "delegated": sum(any(m.delegated for m in n.marks) for n in catalogue.norms.values()), **_tabs(request),
    }  # fmt: skip
    return render(request, "policies/norms.html", context)


def _tabs(request: ActorRequest) -> dict[str, Any]:
    """Whether the pages of the place at home stand beside those of the catalogue."""
    home = request.actor.home
    return {"own": home if home is not None and home.kind in perms.KEEPERS else None}


def _norm(catalogue: Catalogue, identity: str) -> Norm:
    if identity not in catalogue.norms:
        raise Http404
    return catalogue.norms[identity]


@require_safe
def norm(request: ActorRequest, norm: str) -> HttpResponse:
    """One norm: what it measures, its marks under their lines, its cases, the remedy, the ledger."""
    catalogue, chain = _here(request)
    asked = _norm(catalogue, norm)
    home, marks = request.actor.home, queries.shown(asked, catalogue, today(), chain)
    context = {
        "norm": asked, "title": asked.title.in_(lang()), "sentence": wording.measured(asked),
        "marks": [m for m in marks if m.standing != "over"], "over": [m for m in marks if m.standing == "over"],
        "cases": queries.cases(asked), "ledgers": [wording.ledger_name(name) for name in asked.ledgers],
        "remedy": asked.remedy.in_(lang()) if asked.remedy else "",
        "mechanism": mechanism_of(asked.id), "mechanism_name": mechanism_text(mechanism_of(asked.id), lang()),
        "may_set": home is not None and perms.may_set_marks(request.actor, home), **_tabs(request),
    }  # fmt: skip
    return render(request, "policies/norm.html", context)


@require_safe
def papers(request: ActorRequest) -> HttpResponse:
    """All policies that marks come from."""
    catalogue, _ = _here(request)
    return render(request, "policies/papers.html", {"rows": queries.policies(catalogue), **_tabs(request)})


@require_safe
def paper(request: ActorRequest, paper: str) -> HttpResponse:
    """One policy and the marks that cite it."""
    catalogue, chain = _here(request)
    if paper not in catalogue.policies:
        raise Http404
    policy = catalogue.policies[paper]
    marks = queries.cited_by(policy, catalogue, today(), chain)
    return render(request, "policies/paper.html", {"policy": policy, "marks": marks, **_tabs(request)})


@require_safe
def place(request: ActorRequest, organisation: int) -> HttpResponse:
    """The marks that a place has set, its questions, its plans, the versions of its pack."""
    asked = get_object_or_404(Organisation, pk=organisation)
    require(perms.may_see_marks(request.actor, asked))
    return shown_place(request, asked, PlanForm())


def shown_place(
    request: ActorRequest,
    asked: Organisation,
    form: PlanForm,
    status: int = 200,
    problem: str = "",
    **more: Any,
) -> HttpResponse:
    """The page of a place; ``problem`` is why a plan or pack was not taken or a mark not ended. ``more`` may be the
    ``pack_form`` that was sent, and ``met``, what its marks met."""
    catalogue = queries.catalogue_for(asked)
    own = asked.packs.first()
    may_see_plans = perms.may_see_plans(request.actor, asked)
    context = {
        "place": asked, "marks": queries.marks_of(asked, catalogue, today()), "form": form, "problem": problem,
        "questions": queries.questions_of(asked), "versions": asked.packs.select_related("made_by")[:20],
        "may_set": perms.may_set_marks(request.actor, asked), "may_see_plans": may_see_plans,
        "plans": queries.plans_of(asked) if may_see_plans else [], "today": today(), "met": [],
        "checklists": checklists.offered(asked), "answers": checklists.LEDGER,
        "may_answer": may_write(request.actor, MODELS[checklists.LEDGER].ledger, asked),
        "pack_form": PackForm(marks=len(own.marks) if own else 0), **_tabs(request), **more,
    }  # fmt: skip
    return render(request, "policies/place.html", context, status=status)


def set_mark(request: ActorRequest, organisation: int, norm: str) -> HttpResponse:
    """A mark of the place's own on a norm; what a higher one forbids is refused with its clause."""
    asked = get_object_or_404(Organisation, pk=organisation)
    require(perms.may_set_marks(request.actor, asked))
    catalogue = queries.catalogue_for(asked)
    of = _norm(catalogue, norm)
    chain = [*queries.codes_above(asked), asked.code]
    form = OwnMarkForm(request.POST or None, norm=of, initial={"strength": "mandatory", "first": today()})
    met: tuple[Comparison, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_mark(request.actor, asked, *_own_mark(form, asked, of))
        except packs.Looser as error:
            met = error.met
        except JianfuError as error:
            form.add_error(None, error.text(lang()))
        else:
            return redirect("policies:place", asked.pk)
    marks = [m for m in queries.shown(of, catalogue, today(), chain) if m.standing != "over"]
    context = {
        "place": asked, "norm": of, "title": of.title.in_(lang()), "form": form, "marks": marks,
        "met": refusals(met, of), **_tabs(request),
    }  # fmt: skip
    return render(request, "policies/mark_form.html", context, status=422 if form.is_bound else 200)


def _own_mark(form: OwnMarkForm, place: Organisation, of: Norm) -> tuple[dict[str, Any], dict[str, Any]]:
    """The mark and its paper, as a pack writes them."""
    given = form.cleaned_data
    paper = f"{given['title']}|{given['number']}|{given['issued']}"
    policy: dict[str, Any] = {
        "id": f"{place.code}/{hashlib.sha256(paper.encode()).hexdigest()[:8]}", "title": given["title"],
        "issuer": place.name, "level": place.level, "issued": given["issued"].isoformat(),
    }  # fmt: skip
    if given["number"]:
        policy |= {"number": given["number"], "number_certainty": "sure"}
    entry = form.entry({"norm": of.id, "level": place.level})
    words = f"{entry.get('for', '')}|{entry['from']}|{form.figures()}"
    entry["id"] = f"{of.id}@{place.code}#{hashlib.sha256(words.encode()).hexdigest()[:8]}"
    entry["source"] = {"policy": policy["id"], "clause": given["clause"] or "unknown"}
    entry["certainty"] = {"figure": "sure", "clause": "sure" if given["clause"] else "unknown"}
    entry["restated"] = {"zh": given["restated"], "en": given["restated"]}
    return entry, policy


def refusals(met: tuple[Comparison, ...], of: Norm) -> list[dict[str, Any]]:
    """What a refused mark met: both figures on one scale, and the clause that forbids it."""
    return [
        {
            "wording": c.wording.text(lang()),
            "mine": "" if c.ours is None else show(c.ours, of.unit, lang()),
            "higher": "" if c.theirs is None else show(c.theirs, of.unit, lang()),
            "ours": c.ours, "theirs": c.theirs, "floor": c.side == "floor",
            "clock": of.unit == "clock", "policy": c.policy, "clause": c.clause, "level": label(f"level.{c.level}", lang()),
            "restated": c.restated.in_(lang()) if c.restated else "",
        }
        for c in met
    ]  # fmt: skip


@require_POST
def end_mark(request: ActorRequest, organisation: int) -> HttpResponse:
    """The last day of a mark of the place's own."""
    asked = get_object_or_404(Organisation, pk=organisation)
    require(perms.may_set_marks(request.actor, asked))
    form = EndForm(request.POST)
    if not form.is_valid():
        return shown_place(
            request, asked, PlanForm(), 422, " ".join(str(e) for e in form.errors.get("last", []))
        )
    try:
        actions.end_mark(request.actor, asked, form.cleaned_data["mark"], form.cleaned_data["last"])
    except JianfuError as error:
        return shown_place(request, asked, PlanForm(), 422, error.text(lang()))
    return redirect("policies:place", asked.pk)


@require_POST
def import_pack(request: ActorRequest, organisation: int) -> HttpResponse:
    """Takes a local pack: all its marks, or none with why."""
    asked = get_object_or_404(Organisation, pk=organisation)
    require(perms.may_set_marks(request.actor, asked))
    own = asked.packs.first()
    form = PackForm(request.POST, request.FILES, marks=len(own.marks) if own else 0)
    met: list[dict[str, Any]] = []
    if form.is_valid():
        try:
            actions.import_pack(request.actor, asked, form.cleaned_data["file"].read())
        except packs.LooserPack as error:
            norms = queries.national().norms
            for norm, comparison in error.met:
                [told] = refusals((comparison,), norms[norm])
                title = norms[norm].title.in_(lang())
                met.append({**told, "wording": say("mark.set-on", name=title, title=told["wording"])})
            form.add_error("file", error.text(lang()))
        except JianfuError as error:
            form.add_error("file", error.text(lang()))
        else:
            return redirect("policies:place", asked.pk)
    return shown_place(request, asked, PlanForm(), 422, pack_form=form, met=met)


@require_safe
def pack(request: ActorRequest, organisation: int, number: int) -> HttpResponse:
    """A version of a place's marks as the YAML that ``jianfu check --marks`` takes."""
    asked = get_object_or_404(Organisation, pk=organisation)
    require(perms.may_see_marks(request.actor, asked))
    version = get_object_or_404(Pack, organisation=asked, number=number)
    name = f"marks-{asked.code}-{version.number}.yaml"
    answer = HttpResponse(packs.yaml_text(version.content), content_type="application/yaml; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_safe
def checklist(request: ActorRequest, organisation: int, name: str) -> HttpResponse:
    """A self-check of a place as the workbook to fill in; filled in, it is handed in like any file of a ledger."""
    asked = get_object_or_404(Organisation, pk=organisation)
    require(perms.may_see_marks(request.actor, asked))
    title = checklists.title_of(asked, name)
    if title is None:
        raise Http404
    answer = HttpResponse(checklists.workbook(asked, name), content_type=_WORKBOOK)
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(title)}.xlsx"
    return answer
