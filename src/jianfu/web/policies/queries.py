"""What pages read of policies, norms and marks; and the catalogue as it stands for a place, for whoever judges."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from django.db.models import F, Max, QuerySet

from jianfu.norms.cases import read_cases
from jianfu.norms.load import load
from jianfu.norms.model import FIELDS, Catalogue, Mark, Norm, Policy, rank
from jianfu.plans.draft.model import Comparison
from jianfu.reports.outline import mechanism_of
from jianfu.terms.labels import label
from jianfu.web.accounts.models import Organisation
from jianfu.web.policies import packs, wording
from jianfu.web.policies.models import Draft, Pack, Plan, Question
from jianfu.web.project.wording import lang


@cache
def national() -> Catalogue:
    """The catalogue that comes with the program."""
    return load()


def latest(places: QuerySet[Organisation]) -> list[Pack]:
    """The version that holds of each of ``places`` that has set anything."""
    last = Pack.objects.filter(organisation__in=places).annotate(last=Max("organisation__packs__number"))
    return list(last.filter(number=F("last")).order_by("organisation__path").select_related("organisation"))


def packs_above(place: Organisation) -> list[Pack]:
    """The packs of everything that ``place`` stands under, the highest first."""
    return latest(Organisation.objects.above(place).exclude(pk=place.pk))


def codes_above(place: Organisation) -> list[str]:
    """The codes of everything that ``place`` stands under, the highest first."""
    over = Organisation.objects.above(place).exclude(pk=place.pk)
    return list(over.order_by("path").values_list("code", flat=True))


def catalogue_above(place: Organisation) -> Catalogue:
    """The catalogue with the marks of everything that ``place`` stands under."""
    return catalogue_of(packs_above(place))


def catalogue_for(place: Organisation) -> Catalogue:
    """The catalogue with the marks of ``place`` and of everything that it stands under."""
    return catalogue_of([*packs_above(place), *latest(Organisation.objects.filter(pk=place.pk))])


def catalogue_of(versions: Sequence[Pack]) -> Catalogue:
    """The catalogue with these packs; the same contents are laid over it once."""
    written = tuple(json.dumps(v.content, sort_keys=True) for v in versions if v.marks)
    return _laid(written) if written else national()


@lru_cache(maxsize=16)
def _laid(written: tuple[str, ...]) -> Catalogue:
    return packs.laid(national(), [json.loads(text) for text in written])


@dataclass(frozen=True)
class MarkShown:
    """A mark as pages show it; ``met`` is how it stands to higher ones, ``standing`` "now", "later" or "over"."""

    mark: Mark
    norm: Norm
    figure: str
    where: str
    standing: str
    place: str
    policy: Policy | None
    met: Comparison | None = None
    own: bool = False

    @property
    def conflict(self) -> bool:
        """Whether a mandatory higher mark sets it aside."""
        return self.met is not None and self.met.verdict in packs.REFUSED

    @property
    def value(self) -> float | None:
        """What is drawn: the ceiling, else the floor."""
        return self.mark.hi if self.mark.hi is not None else self.mark.lo

    @property
    def line(self) -> float | None:
        """The line that it is drawn under: that of the higher mark it meets, else its own."""
        met = self.met
        return met.theirs if met is not None and met.theirs is not None else self.value

    @property
    def floor(self) -> bool:
        """Whether it bounds from below alone."""
        return self.mark.hi is None

    @property
    def is_drawn(self) -> bool:
        """Whether a bar says anything: of a figure, not of a rule without one."""
        return self.norm.form == "measure" and self.value is not None and self.value >= 0

    @property
    def clock(self) -> bool:
        """Whether it is a time of day."""
        return self.norm.unit == "clock"

    @property
    def title(self) -> str:
        """The title of its norm."""
        return self.norm.title.in_(lang())

    @property
    def level_name(self) -> str:
        """Its level in words."""
        return label(f"level.{self.mark.level}", lang())

    @property
    def strength_name(self) -> str:
        """How strongly it binds, in words."""
        return label(f"strength.{self.mark.strength}", lang())

    @property
    def restated(self) -> str:
        """What the policy says, restated."""
        return self.mark.restated.in_(lang()) if self.mark.restated else ""

    @property
    def excepts(self) -> list[str]:
        """In which cases it does not bind."""
        return [e.name.in_(lang()) for e in self.mark.excepts]

    @property
    def met_text(self) -> str:
        """How it stands to the higher mark that it meets, in one sentence."""
        return self.met.wording.text(lang()) if self.met is not None else ""


def shown(norm: Norm, catalogue: Catalogue, day: dt.date, chain: Sequence[str]) -> list[MarkShown]:
    """The marks of a norm, highest level first; local ones held to those above."""
    names = dict(catalogue.places)
    found = []
    for mark in sorted(norm.marks, key=lambda m: (rank(m.level), m.first, m.id)):
        met = packs.standing(catalogue, mark, chain, day) if mark.place is not None else ()
        found.append(
            MarkShown(
                mark, norm, wording.figure(norm, mark), wording.scope(mark.scope), wording.in_force(mark, day),
                names.get(mark.place or "", ""), catalogue.policies.get(mark.source.policy), met[0] if met else None,
                own=bool(chain) and mark.place == chain[-1],
            )
        )  # fmt: skip
    return found


@dataclass(frozen=True)
class NormRow:
    """A norm as the list shows it."""

    norm: Norm
    marks: Sequence[MarkShown]

    @property
    def title(self) -> str:
        """Its title."""
        return self.norm.title.in_(lang())

    @property
    def ledger(self) -> str:
        """Its ledger in words."""
        return wording.ledger_name(self.norm.watches)


def chosen_norms(
    catalogue: Catalogue, *, field: str = "", mechanism: str = "", ledger: str = "", words: str = "", only: str = ""
) -> list[Norm]:  # fmt: skip
    """The norms of a field, a mechanism and a ledger whose title has ``words``; ``only`` "delegated" or "local"."""
    found = []
    for norm in catalogue.norms.values():
        kept = (not field or norm.field == field) and (not ledger or ledger in norm.ledgers)
        kept = kept and (not mechanism or mechanism_of(norm.id) == mechanism)
        kept = kept and (not words or words.lower() in f"{norm.title.zh} {norm.title.en} {norm.id}".lower())
        kept = kept and (only != "delegated" or any(m.delegated for m in norm.marks))
        if kept and (only != "local" or any(m.place is not None for m in norm.marks)):
            found.append(norm)
    return sorted(found, key=lambda n: (FIELDS.index(n.field), n.id))


def rows(norms: Iterable[Norm], catalogue: Catalogue, day: dt.date, chain: Sequence[str]) -> list[NormRow]:
    """Norms with the marks in force on ``day``."""
    return [
        NormRow(norm, [m for m in shown(norm, catalogue, day, chain) if m.standing == "now"])
        for norm in norms
    ]


def marks_of(place: Organisation, catalogue: Catalogue, day: dt.date) -> list[MarkShown]:
    """The marks that ``place`` has set, those in force first."""
    chain = [*codes_above(place), place.code]
    found = [
        m
        for norm in catalogue.norms.values()
        if any(mark.place == place.code for mark in norm.marks)
        for m in shown(norm, catalogue, day, chain)
        if m.mark.place == place.code
    ]
    order = ("now", "later", "over")
    return sorted(
        found, key=lambda m: (order.index(m.standing), FIELDS.index(m.norm.field), m.norm.id, m.mark.id)
    )


@dataclass(frozen=True)
class PolicyRow:
    """A policy with how many marks cite it."""

    policy: Policy
    marks: int


def policies(catalogue: Catalogue) -> list[PolicyRow]:
    """Every policy, the highest level and the newest first."""
    cited = Counter(m.source.policy for n in catalogue.norms.values() for m in n.marks)
    order = sorted(catalogue.policies.values(), key=lambda p: (rank(p.level), -p.issued.toordinal(), p.id))
    return [PolicyRow(policy, cited[policy.id]) for policy in order]


def cited_by(policy: Policy, catalogue: Catalogue, day: dt.date, chain: Sequence[str]) -> list[MarkShown]:
    """The marks that come from a policy, by norm."""
    return [
        m
        for norm in sorted(catalogue.norms.values(), key=lambda n: (FIELDS.index(n.field), n.id))
        if any(mark.source.policy == policy.id for mark in norm.marks)
        for m in shown(norm, catalogue, day, chain)
        if m.mark.source.policy == policy.id
    ]


@dataclass(frozen=True)
class CaseRow:
    """A case as people read it: what it is about and what comes of it."""

    name: str
    outcomes: tuple[str, ...]


def cases(norm: Norm) -> list[CaseRow]:
    """The cases that pin a norm."""
    return [CaseRow(c.name, tuple(dict.fromkeys(e.outcome for e in c.expected))) for c in read_cases(norm)[0]]


def plans_of(place: Organisation) -> list[tuple[Plan, int, int]]:
    """The plans of a place, each with how many drafts there are and how many are undecided."""
    found = []
    for plan in place.plans.defer("reading").prefetch_related("drafts"):
        states = [d.state for d in plan.drafts.all()]
        found.append((plan, len(states), states.count(Draft.State.OPEN)))
    return found


def questions_of(place: Organisation) -> list[Question]:
    """The questions that a place puts to itself now."""
    return list(place.questions.filter(ended_on=None))
