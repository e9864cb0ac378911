"""Pages of the board: public ones, a class's page, and the page on which a school's office gets its links."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from jianfu.terms.grades import class_label
from jianfu.web.accounts.middleware import ActorRequest
from jianfu.web.accounts.models import Organisation
from jianfu.web.accounts.perms import require
from jianfu.web.accounts.queries import above
from jianfu.web.audit import queries as audit
from jianfu.web.board import actions, classes, links, opendata, tables, units
from jianfu.web.board import charges as catalogue
from jianfu.web.board.models import ClassLinks
from jianfu.web.board.perms import may_keep_links
from jianfu.web.policies.standings.queries import last_check
from jianfu.web.project.clock import today
from jianfu.web.project.middleware.public import CACHE_CONTROL
from jianfu.web.project.wording import lang, say

View = Callable[..., HttpResponse]
_LONGEST_NAME = 60


def public(view: View) -> View:
    """Marks a page that everybody may read and any cache may keep."""

    @login_not_required
    @require_safe
    @wraps(view)
    def shown(request: HttpRequest, *args: object, **given: object) -> HttpResponse:
        response = view(request, *args, **given)
        if response.status_code == 200:
            response.headers["Cache-Control"] = CACHE_CONTROL
        return response

    return shown


def _page(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    """A public page, which knows its own address in both languages."""
    here, other = lang(), "zh" if lang() == "en" else "en"
    context |= {
        "other_address": request.path.replace(f"/public/{here}/", f"/public/{other}/", 1),
        "here_address": request.build_absolute_uri(request.path),
    }
    return render(request, template, context)


def _named(request: HttpRequest) -> str:
    return request.GET.get("q", "").strip()[:_LONGEST_NAME]


@login_not_required
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The address that is passed on by word of mouth leads to the start page."""
    del request
    return HttpResponseRedirect(reverse("board:start", args=("zh",)))


@public
def start(request: HttpRequest, language: str) -> HttpResponse:
    """Which units have a page; ``?q=`` finds some by name, short name or code."""
    del language
    named = _named(request)
    return _page(request, "board/start.html", {"named": named, "groups": units.groups(named)})


@public
def unit(request: HttpRequest, language: str, number: int) -> HttpResponse:
    """What a unit must publish, since when, by whom; how it stands to the rules."""
    found = units.unit_of(number)
    if found is None:
        raise Http404
    entries = units.entries_of(found, today(), language)
    standings = units.standings_of(found)
    first = units.first_ones(found, standings)
    states = [entry.state for entry in entries]
    context: dict[str, object] = {
        "unit": found,
        "above": [o for o in above(found) if o.kind != "place"],
        "entries": entries,
        "published": states.count("published"),
        "missing": states.count("missing"),
        "undated": states.count("undated"),
        "drawn": first,
        "others": [m for m in standings if m.with_figure and m not in first],
        "kept": [m for m in standings if m.state in {"kept", "near"} and not m.with_figure],
        "open": [m for m in standings if m.state in {"verifying", "not_evaluable"}],
        "kept_count": sum(m.state in {"kept", "near"} for m in standings),
        "near_count": sum(m.state == "near" for m in standings),
        "checked": last_check() if standings else None,
        "most_rows": tables.MOST_ROWS,
    }
    return _page(request, "board/unit.html", context)


@public
def charges(request: HttpRequest, language: str) -> HttpResponse:
    """What may be charged to a firm; ``?q=`` asks of one item or one body."""
    named = _named(request)
    found = catalogue.charges(named, today(), language)
    context: dict[str, object] = {
        "named": named, "charges": found, "may": sum(c.answer == "may" for c in found),
        "nowhere": catalogue.nowhere(language), "most": catalogue.MOST, "whole": len(found) == catalogue.MOST,
    }  # fmt: skip
    return _page(request, "board/charges.html", context)


@public
def data(request: HttpRequest, language: str) -> HttpResponse:
    """The public tables as files, with their checksums."""
    listed = list(opendata.files(today(), language))
    by_table: dict[str, list[opendata.File]] = {}
    for file in listed:
        by_table.setdefault(file.name.rpartition(".")[0], []).append(file)
    kinds = {name: name.partition("-")[0] for name in by_table}
    shown = [(kinds[name], made) for name, made in by_table.items()]
    return _page(request, "board/data.html", {"tables": shown, "day": today()})


@public
def manifest(request: HttpRequest, language: str) -> HttpResponse:
    """The list of files for programs."""
    del request
    return HttpResponse(opendata.manifest(today(), language), content_type="application/json; charset=utf-8")


@public
def file(request: HttpRequest, language: str, name: str, form: str) -> HttpResponse:
    """One table as a file."""
    del request
    made = opendata.file_of(name, form, today(), language)
    if made is None:
        raise Http404
    kind = {"csv": "text/csv", "json": "application/json"}[form]
    response = HttpResponse(made.content, content_type=f"{kind}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{made.name}"'
    response.headers["X-Checksum-Sha256"] = made.sha256
    return response


@public
def heads(request: HttpRequest, language: str) -> HttpResponse:
    """Where the chain of what was done stood at the end of each day, and how that is verified."""
    del language
    found = audit.heads()[::-1]
    return _page(request, "board/heads.html", {"heads": found[:62], "count": len(found)})


@public
def heads_file(request: HttpRequest, language: str) -> HttpResponse:
    """The same as the file that ``jianfu audit verify --published`` reads."""
    del request, language
    content = opendata.dumped(audit.heads_json(audit.heads()))
    return HttpResponse(content, content_type="application/json; charset=utf-8")


@public
def suggestions(request: HttpRequest, language: str) -> HttpResponse:
    """Where complaints and suggestions go."""
    del language
    bureaus = Organisation.objects.open().filter(kind="bureau").exclude(phone="")
    return _page(request, "board/suggestions.html", {"bureaus": bureaus[:50]})


@login_not_required
@require_safe
def class_page(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """A class's day, by the link that its school gave; kept by no cache and found by no search."""
    of, day = links.class_of(token, today()), today()
    if of is None:
        response = render(request, "board/class_over.html", {}, status=410)
    else:
        slots = classes.timetable_of(of, day)
        lessons = [lesson for slot in slots for lesson in slot.lessons if lesson[0]]
        context: dict[str, object] = {
            "of": of,
            "label": classes.label_of(of, language),
            "day": day,
            "total": classes.today_of(of, day),
            "subjects": classes.subjects_on(of, day, language),
            "strip": classes.strip_of(of, day),
            "slots": slots,
            "periods": len(lessons),
            "sport": sum(is_sport for _, is_sport in lessons),
            "weekdays": say("board.weekdays").split(),
            "exams": classes.exams_of(of, day, language),
            "weekday": day.isoweekday(),
        }
        response = _page(request, "board/class.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _school(request: ActorRequest, organisation: int) -> Organisation:
    found = get_object_or_404(Organisation, pk=organisation)
    require(may_keep_links(request.actor, found))
    return found


@require_safe
def class_links(request: ActorRequest, organisation: int) -> HttpResponse:
    """The links of a school's classes with their codes, to be printed and handed out."""
    school = _school(request, organisation)
    given = ClassLinks.objects.filter(organisation=school).first()
    listed = []
    for grade, class_no in classes.classes_of(school, today()) if given is not None else ():
        assert given is not None
        token = links.token_of(given, grade, class_no, today())
        address = request.build_absolute_uri(reverse("board:class_page", args=("zh", token)))
        listed.append((class_label(grade, class_no, lang()), address))
    return render(request, "board/class_links.html", {"school": school, "given": given, "listed": listed})


@require_POST
def renew(request: ActorRequest, organisation: int) -> HttpResponse:
    """Makes the links anew."""
    school = _school(request, organisation)
    actions.renew_links(request.actor, school)
    return redirect("board:class_links", school.pk)
