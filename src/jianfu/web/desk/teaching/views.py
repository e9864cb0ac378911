"""A teacher's pages: today's classes, homework in four taps, the class's weekly allotment, the week's lessons.

A piece of homework is told step by step in the address; only its registration is a POST. So every step works without
script, the back button goes back one step, and whoever has to sign in again finds everything as it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jianfu.terms.errors import JianfuError
from jianfu.terms.grades import class_label
from jianfu.web.accounts.middleware import ActorRequest
from jianfu.web.accounts.models import Assignment, Organisation
from jianfu.web.accounts.perms import require
from jianfu.web.desk.teaching import actions, perms, queries
from jianfu.web.desk.teaching.answers import Asked, Line, Option, Verdict
from jianfu.web.desk.teaching.forms import FORMS, AllotmentForm, PieceForm, WhyForm
from jianfu.web.desk.teaching.queries import HOMEWORK, Taught
from jianfu.web.project.clock import today
from jianfu.web.project.wording import lang, say
from jianfu.web.records.perms import may_change
from jianfu.web.records.queries import row_of

CHIPS = (10, 15, 20, 25, 30)


@dataclass(frozen=True)
class Shown:
    """A piece that stands in the ledger; ``own`` may be corrected and withdrawn here."""

    row: Any
    own: bool
    later: bool
    told: str = ""


@dataclass(frozen=True)
class Card:
    """A class with how its day stands and what was set."""

    taught: Taught
    line: Line | None
    pieces: Sequence[Shown]
    none: bool
    shares: Sequence[tuple[str, int]]


@dataclass(frozen=True)
class Way:
    """Something possible instead, with the address where it is chosen."""

    option: Option
    told: str


@dataclass(frozen=True)
class Composer:
    """The open steps of one class."""

    form: PieceForm
    why: WhyForm
    verdict: Verdict | None = None
    ways: Sequence[Way] = ()
    recent: Sequence[str] = ()
    subjects: Sequence[str] = ()
    row: Any | None = None
    error: str = ""

    @property
    def chips(self) -> list[tuple[int, str, bool]]:
        """The usual minutes, each with its address and whether it is chosen."""
        now = self.form.cleaned_data.get("minutes") if self.form.is_valid() else None
        return [(n, self.form.told(minutes=n), n == now) for n in CHIPS]

    @property
    def kinds(self) -> list[tuple[str, str, bool]]:
        """The forms of homework, each with its address and whether it is chosen."""
        now = (self.form.cleaned_data.get("form") if self.form.is_valid() else "") or FORMS[0]
        return [(kind, self.form.told(form=kind), kind == now) for kind in FORMS]

    @property
    def other(self) -> str:
        """The minutes as they were written, where they are none of the usual."""
        written = str(self.form["minutes"].value() or "")
        return "" if written in map(str, CHIPS) else written


# -- today ---------------------------------------------------------------------------------------


def desk(request: ActorRequest, held: Assignment) -> HttpResponse:
    """The desk of whoever teaches."""
    return _day(request, held.organisation)


@require_safe
def day(request: ActorRequest, organisation: int) -> HttpResponse:
    """Today's classes."""
    school = get_object_or_404(Organisation, pk=organisation)
    require(perms.may_open(request.actor, school))
    return _day(request, school)


def _day(
    request: ActorRequest, school: Organisation, composer: Composer | None = None, *, error: str = "", status: int = 200
) -> HttpResponse:  # fmt: skip
    """The page of today, with the steps of one class open where ``composer`` says so."""
    own = queries.taught(request.actor, school, today())
    opened = composer.form.taught if composer is not None else None
    if opened is not None and opened.key not in {c.key for c in own}:
        own = [*own, opened]
    asked = Asked(school) if own else None
    context = {
        "school": school,
        "cards": [_card(request, school, c, asked) for c in own] if asked is not None else [],
        "choices": [] if own else _choices(school),
        "composer": composer,
        "opened": opened.key if opened is not None else None,
        "error": error,
        "today": today(),
        "week": queries.week_of(today()),
        "leads": next((c for c in own if c.leads), None),
    }
    return render(request, "desk/teaching.html", context, status=status)


def _choices(school: Organisation) -> list[tuple[int, int, str]]:
    """The classes of the school, for whoever has none on record."""
    return [(g, n, class_label(g, n, lang())) for g, n in queries.classes_of(school, today())]


def _card(request: ActorRequest, school: Organisation, taught: Taught, asked: Asked) -> Card:
    rows = queries.pieces_of(school, taught.key, today())
    later = [
        r for r in queries.put_off(request.actor, school, taught.key, today()) if may_change(request.actor, r)
    ]
    shown = [Shown(r, _own(request, r), later=False, told=_told(r)) for r in rows if not r.none_today]
    shown += [Shown(r, own=True, later=True, told=_told(r)) for r in later]
    none = any(r.none_today and r.subject == queries.ALL_SUBJECTS for r in rows)
    return Card(taught, asked.day(taught.key, today()), shown, none, queries.shares(rows))


def _own(request: ActorRequest, row: Any) -> bool:
    """Whether the row is the actor's own entry, and still the actor's to change."""
    person = request.actor.person
    return person is not None and row.version.made_by_id == person.pk and may_change(request.actor, row)


def _told(row: Any) -> str:
    """The address of a row's correction: what it says, and which state of it was seen."""
    told = {
        "content": row.content or "", "subject": row.subject, "minutes": row.minutes or "", "form": row.form or "",
        "day": row.done_on.isoformat(), "row": row.pk, "seen": row.version_id,
    }  # fmt: skip
    return urlencode({name: value for name, value in told.items() if value != ""})


def _to_day(school: Organisation, key: tuple[int, int]) -> HttpResponse:
    return redirect(f"{reverse('teaching:day', args=[school.pk])}#class-{key[0]}-{key[1]}")


# -- homework ------------------------------------------------------------------------------------


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: ActorRequest, organisation: int, grade: int, number: int) -> HttpResponse:
    """The steps of one class: content, minutes, what the rules say, registration."""
    if request.actor.person is None:
        # The session ended meanwhile: what was written waits in the address behind the sign-in.
        given = {
            **request.GET.dict(),
            **({"reason": given_reason} if (given_reason := request.POST.get("reason")) else {}),
        }
        return redirect_to_login(f"{request.path}?{urlencode(given)}")
    school = get_object_or_404(Organisation, pk=organisation)
    taught = perms.class_for(request.actor, school, grade, number)
    require(taught is not None)
    assert taught is not None
    form = PieceForm(request.GET, taught=taught)
    row = _row_in(request, school, form)
    why = WhyForm(
        request.POST if request.method == "POST" else None, initial={"reason": request.GET.get("reason")}
    )
    if request.method != "POST" or form.step != "register":
        return _day(request, school, _composer(request, school, form, why, row))
    try:
        reason = str(why.cleaned_data["reason"]) if why.is_valid() else ""
        if row is not None:
            seen = form.cleaned_data["seen"] or 0
            done = actions.amend(request.actor, school, row, form.piece, seen=seen, reason=reason)
        else:
            done = actions.register(request.actor, school, form.piece, reason=reason)
    except JianfuError as error:
        composer = _composer(request, school, form, why, row, error=error.text(lang()))
        return _day(request, school, composer, status=422)
    if done.row is not None:
        return _to_day(school, taught.key)
    error_text = say("teaching.stands-already") if done.differs else say("teaching.reason-needed")
    composer = _composer(request, school, form, why, row, verdict=done.verdict, error=error_text)
    return _day(request, school, composer, status=422)


def _row_in(request: ActorRequest, school: Organisation, form: PieceForm) -> Any | None:
    """The row that is corrected, where the address names one: one's own, of this class, of today or later."""
    number = form.cleaned_data.get("row") if form.is_valid() else None
    if number is None:
        return None
    found: Any = row_of(HOMEWORK.ledger, number)
    if found is None or found.kept_by_id != school.pk or (found.grade, found.class_no) != form.taught.key:
        raise Http404
    require(_own(request, found) and found.done_on >= today())
    return found


def _composer(
    request: ActorRequest, school: Organisation, form: PieceForm, why: WhyForm, row: Any | None, *,
    verdict: Verdict | None = None, error: str = "",
) -> Composer:  # fmt: skip
    """What the open class shows at its step."""
    subjects = form.taught.subjects
    if form.step == "content":
        recent = queries.recent(request.actor, school, form.taught.grade, subjects)
        offered = subjects or queries.subjects_of(school, form.taught.key, today())
        return Composer(form, why, recent=recent, subjects=offered, row=row, error=error)
    if form.step == "minutes":
        return Composer(form, why, row=row, error=error)
    verdict = verdict or Asked(school).verdict(form.piece, row)
    ways = [Way(o, _chosen(form, o)) for o in verdict.options]
    return Composer(form, why, verdict, ways, row=row, error=error)


def _chosen(form: PieceForm, option: Option) -> str:
    piece = option.piece
    day = piece.day.isoformat() if piece.day != today() else None
    return form.told(minutes=piece.minutes, form=piece.form, day=day)


@require_POST
def withdraw(request: ActorRequest, number: int) -> HttpResponse:
    """Takes back one's own piece of today or later."""
    found: Any = row_of(HOMEWORK.ledger, number)
    if found is None:
        raise Http404
    school, key = found.kept_by, (found.grade, found.class_no)
    require(
        perms.may_register(request.actor, school, *key) and _own(request, found) and found.done_on >= today()
    )
    try:
        actions.take_back(request.actor, found, seen=int(request.POST.get("seen", "") or 0))
    except (JianfuError, ValueError) as error:
        told = error.text(lang()) if isinstance(error, JianfuError) else ""
        return _day(request, school, error=told, status=422)
    return _to_day(school, key)


@require_POST
def no_homework(request: ActorRequest, organisation: int, grade: int, number: int) -> HttpResponse:
    """Nothing written today, in one tap."""
    school = get_object_or_404(Organisation, pk=organisation)
    require(perms.may_lead(request.actor, school, grade, number))
    try:
        actions.declare_none(request.actor, school, grade, number)
    except JianfuError as error:
        return _day(request, school, error=error.text(lang()), status=422)
    return _to_day(school, (grade, number))


# -- the week ------------------------------------------------------------------------------------


@require_safe
def lessons(request: ActorRequest, organisation: int) -> HttpResponse:
    """The lessons of the week, to read."""
    school = get_object_or_404(Organisation, pk=organisation)
    require(perms.may_open(request.actor, school))
    periods = queries.week(request.actor, school, today())
    context = {
        "school": school,
        "periods": periods,
        "days": range(1, len(periods[0].days) + 1) if periods else (),
        "weekday": today().isoweekday(),
        "leads": next((c for c in queries.taught(request.actor, school, today()) if c.leads), None),
    }
    return render(request, "desk/teaching_week.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def allotment(request: ActorRequest, organisation: int, grade: int, number: int) -> HttpResponse:
    """How the homeroom teacher shares a week's homework among the subjects."""
    school, key = get_object_or_404(Organisation, pk=organisation), (grade, number)
    require(perms.may_lead(request.actor, school, grade, number))
    standing = queries.allotted(school, key, today())
    subjects = list(
        dict.fromkeys([*queries.subjects_of(school, key, today()), *(r.subject for r in standing)])
    )
    form = AllotmentForm(
        request.POST if request.method == "POST" else None,
        subjects=subjects,
        initial=_initial(subjects, standing),
    )
    if form.is_bound and form.is_valid():
        try:
            actions.settle(request.actor, school, key, form.shares, seen=form.cleaned_data["seen"])
        except JianfuError as error:
            form.add_error(None, error.text(lang()))
        else:
            return redirect("teaching:allotment", school.pk, grade, number)
    asked, term = Asked(school), queries.term_of(today())
    context = {
        "school": school,
        "name": class_label(grade, number, lang()),
        "form": form,
        "days": [(w, asked.weekday(key, w, term)) for w in range(1, 6)] if standing else [],
        "leads": Taught(grade, number, leads=True),
    }
    return render(request, "desk/teaching_allotment.html", context, status=422 if form.errors else 200)


def _initial(subjects: Sequence[str], standing: Sequence[Any]) -> Mapping[str, Any]:
    """The shares that stand, by field, and the newest version among them."""
    at = {subject: n for n, subject in enumerate(subjects)}
    found = {f"m{at[r.subject]}-{r.weekday}": r.minutes for r in standing}
    return {**found, "seen": max((r.version_id for r in standing), default=0)}
