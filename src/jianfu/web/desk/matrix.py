"""Organisations in the order of their codes by some norms: plain where all is well, worded where it is not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby

import yaml
from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.urls import reverse

from jianfu.norms.model import Norm
from jianfu.plans.draft.figures import figure_text
from jianfu.reports.wording import split
from jianfu.terms.labels import label
from jianfu.terms.units import UNITS, show
from jianfu.web.accounts.models import Organisation, OrganisationQuerySet, subtree
from jianfu.web.desk.attention import is_own
from jianfu.web.desk.sentences import PAST, Tally, tally
from jianfu.web.policies.queries import national
from jianfu.web.policies.standings.models import Standing
from jianfu.web.project.wording import lang, say

LINES = 60
"""Organisations on a page."""

_LOOK = {"near": "n", "suspected": "u", "not_evaluable": "u", "not_applicable": "x", "unset": "x", "": "x"}


@dataclass(frozen=True)
class Declared:
    """A matrix as its file declares it: the kinds of organisations in its lines, whose desk it is, its columns."""

    name: str
    kinds: tuple[str, ...]
    of: tuple[str, ...]
    columns: tuple[Mapping[str, str], ...]

    @property
    def norms(self) -> list[str]:
        """The ids of its norms."""
        return [column["norm"] for column in self.columns]

    @property
    def title(self) -> str:
        """What stands in its lines, in words."""
        return say(f"desk.matrix.{self.name}")


@cache
def declared() -> Mapping[str, Declared]:
    """Every matrix by name."""
    text = files("jianfu.web.desk").joinpath("matrices.yaml").read_text(encoding="utf-8")
    return {
        name: Declared(name, tuple(given["kinds"]), tuple(given["of"]), tuple(given["columns"]))
        for name, given in yaml.load(text, Loader=yaml.CSafeLoader).items()
    }


def of(top: Organisation) -> list[Declared]:
    """The matrices of a place, a bureau or a government."""
    return [matrix for matrix in declared().values() if top.kind in matrix.of]


@dataclass(frozen=True)
class Cell:
    """How an organisation stands to a norm. ``figure`` may be empty, and so may ``word``; ``level`` is in percent of
    the ceiling. ``outcome`` is "own" where only its own mark is broken, "unset" where no place set one, else "" where
    nothing is known."""

    outcome: str
    figure: str = ""
    word: str = ""
    level: int | None = None
    address: str = ""

    @property
    def look(self) -> str:
        """The class it is drawn by."""
        return "o" if self.outcome in PAST else _LOOK.get(self.outcome, "k")


@dataclass(frozen=True)
class Column:
    """A norm at the head; ``bound`` is its mark in words, where its organisations have at most two."""

    norm: Norm
    heading: str
    bound: Sequence[str]

    @property
    def title(self) -> str:
        """The norm's own title."""
        return self.norm.title.in_(lang())

    @property
    def address(self) -> str:
        """The page of the norm."""
        return reverse("policies:norm", args=(self.norm.id,))


@dataclass(frozen=True)
class Line:
    """An organisation with its cells."""

    organisation: Organisation
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Matrix:
    """A page of the matrix, and the tally of all its pages. ``wrong`` are the standings that need a word."""

    declared: Declared
    page: Page[Organisation]
    fields: Sequence[tuple[str, int]]
    columns: Sequence[Column]
    lines: Sequence[Line]
    tally: Tally
    wrong: Sequence[Standing]


def lines_of(top: Organisation, matrix: Declared) -> OrganisationQuerySet:
    """The organisations in the lines, in the order of codes."""
    below = Organisation.objects.within(top).open().filter(kind__in=matrix.kinds)
    return below.exclude(pk=top.pk).order_by("code")


def build(top: Organisation, matrix: Declared, number: str | None) -> Matrix:
    """A page of a matrix: a handful of queries, however many organisations there are."""
    page = Paginator(lines_of(top, matrix), LINES).get_page(number)
    shown = list(page.object_list)
    standings = _standings(shown, matrix)
    by_place = {(s.organisation_id, s.norm): s for s in standings}
    norms = [national().norms[norm] for norm in matrix.norms]
    return Matrix(
        matrix, page,
        [(label(f"field.{field}", lang()), len(list(group))) for field, group in groupby(norms, lambda n: n.field)],
        [
            Column(norm, given["en" if lang() == "en" else "zh"], _bounds(norm, standings))
            for norm, given in zip(norms, matrix.columns, strict=True)
        ],
        [Line(o, [cell(norm, by_place.get((o.pk, norm.id))) for norm in norms]) for o in shown],
        _tally(top, matrix),
        [s for s in standings if s.outcome not in {"kept", "near", "advised", "not_applicable"} and not is_own(s)],
    )  # fmt: skip


def _standings(organisations: Sequence[Organisation], matrix: Declared) -> list[Standing]:
    found = Standing.objects.filter(organisation__in=organisations, norm__in=matrix.norms)
    return list(found.select_related("organisation").order_by("organisation__code", "position"))


def _tally(top: Organisation, matrix: Declared) -> Tally:
    """All cells by outcome; what an own mark binds and what no place has set a mark for are in none."""
    found = Standing.objects.filter(
        subtree(top, "organisation"), norm__in=matrix.norms,
        organisation__kind__in=matrix.kinds, organisation__closed_on=None,
    ).exclude(organisation=top)  # fmt: skip
    outcomes: list[str] = []
    for outcome, reason, public, n in found.values_list("outcome", "reason", "public").annotate(
        n=Count("pk")
    ):
        own = not public and outcome not in {"not_evaluable", "not_applicable"}
        if not own and reason != "no_local_mark":
            outcomes += [outcome] * n
    return tally(outcomes)


def cell(norm: Norm, standing: Standing | None) -> Cell:
    """How one organisation stands to one norm."""
    if standing is None:
        return Cell("", word=say("desk.no-figure"))
    outcome = "own" if is_own(standing) else standing.outcome
    if outcome == "not_evaluable" and standing.reason == "no_local_mark":
        return Cell("unset", word=_word("unset"))
    if outcome == "not_applicable":
        return Cell(outcome, word=_word(outcome))
    address = reverse("desk:organisation", args=(standing.organisation_id,)) + f"#s{standing.pk}"
    if outcome == "not_evaluable":
        return Cell(outcome, word=_word(outcome), address=address)
    word = "" if outcome in {"kept", "advised"} else _word(outcome)
    return Cell(outcome, figure_of(norm, standing), word, _level(norm, standing), address)


def _word(outcome: str) -> str:
    """As short as a cell is wide."""
    return say(f"desk.word.{outcome}")


def figure_of(norm: Norm, standing: Standing) -> str:
    """The figure without its unit, which stands at the head: "60", "8:20"; of a rule without figures how often."""
    if standing.value is None:
        return ""
    if norm.form != "measure":
        return f"{standing.value:,.0f}"
    if norm.unit == "month":
        return f"{standing.value / UNITS['month'].factor:.1f}".removesuffix(".0")
    return split(show(standing.value, norm.unit, lang()))[0]


def _level(norm: Norm, standing: Standing) -> int | None:
    """How full the vessel is, of what has a ceiling and stays below it."""
    if (
        standing.outcome not in {"kept", "advised"}
        or not standing.hi
        or standing.value is None
        or is_own(standing)
    ):
        return None
    return max(0, min(100, round(100 * standing.value / standing.hi))) if norm.unit != "clock" else None


def _bounds(norm: Norm, standings: Sequence[Standing]) -> list[str]:
    """The marks that the shown organisations are held to, where they are few; else nothing."""
    if norm.form != "measure":
        return [say("desk.none-allowed")]
    marks = {(s.lo, s.hi) for s in standings if s.norm == norm.id and (s.lo is not None or s.hi is not None)}
    if not 1 <= len(marks) <= 2:
        return []
    return [
        figure_text(lo, hi, norm.unit, lang())
        for lo, hi in sorted(marks, key=lambda m: (m[0] or 0, m[1] or 0))
    ]


# -- to take away ----------------------------------------------------------------------------------


def headings(matrix: Declared) -> list[str]:
    """The headings of the file."""
    found = [say("desk.file.code"), say("desk.file.name")]
    for column in matrix.columns:
        heading = column["en" if lang() == "en" else "zh"]
        found += [heading, say("desk.file.state", name=heading)]
    return found


def rows(top: Organisation, matrix: Declared) -> list[list[str | int | float]]:
    """Every organisation with the figure and the word of every norm; what is not known stays empty."""
    organisations = list(lines_of(top, matrix))
    below = Standing.objects.filter(subtree(top, "organisation"), norm__in=matrix.norms)
    by_place = {(s.organisation_id, s.norm): s for s in below.select_related("organisation")}
    norms = [national().norms[norm] for norm in matrix.norms]
    found = []
    for organisation in organisations:
        line: list[str | int | float] = [organisation.code, organisation.name]
        for norm in norms:
            standing = by_place.get((organisation.pk, norm.id))
            made = cell(norm, standing)
            line += [
                _number(made.figure),
                "" if standing is None else made.word or label("outcome.kept", lang()),
            ]
        found.append(line)
    return found


def _number(text: str) -> str | int | float:
    """A figure as a number, where it is one."""
    try:
        value = float(text.replace(",", ""))
    except ValueError:
        return text
    return int(value) if value.is_integer() else value
