"""What of an organisation needs somebody: leads, with who must act. No lead is a verdict, and none is counted up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jianfu.web.desk.sentences import PAST
from jianfu.web.policies.standings.models import ClassDay, Standing
from jianfu.web.policies.standings.queries import StandingShown, shown
from jianfu.web.project.wording import say

# What is done to these from outside is not theirs to answer for.
_IMPOSED_ON = {
    "school": frozenset({"teacher", "grassroots"}),
    "village": frozenset({"grassroots"}),
    "firm": frozenset({"enterprise"}),
    "training": frozenset({"enterprise"}),
}
_ORDER = ("breached", "short", "early", "late", "suspected", "not_evaluable")


@dataclass(frozen=True)
class Lead:
    """A standing that needs somebody, ready to be shown."""

    row: StandingShown
    how: str

    @property
    def anchor(self) -> str:
        """Where its row stands on the page of the organisation."""
        return f"s{self.row.standing.pk}"


def is_own(standing: Standing | ClassDay) -> bool:
    """Whether a mark that the organisation set for itself binds: how it came out by that is nobody else's matter.
    What is kept is one with what is past it, or that it is told apart would tell which of them is past."""
    return not standing.public and standing.outcome not in {"not_evaluable", "not_applicable"}


def needs_somebody(standing: Standing) -> bool:
    """Whether somebody can do something about it; where no place has set a figure, nobody who records can."""
    if standing.outcome == "not_evaluable":
        return standing.reason != "no_local_mark"
    return standing.outcome in {*PAST, "suspected"}


def leads(standings: Iterable[Standing], *, inside: bool) -> list[Lead]:
    """What needs somebody, what is past its mark first, else in the order given; own marks only for who is inside."""
    found = [s for s in standings if needs_somebody(s) and (inside or not is_own(s))]
    return [
        Lead(row := shown(s), how(row)) for s in sorted(found, key=lambda s: min(_ORDER.index(s.outcome), 4))
    ]


def how(row: StandingShown) -> str:
    """Who must do what about it."""
    standing = row.standing
    if standing.outcome == "not_evaluable":
        return say("desk.how.unknown", reason=row.remaining)
    if standing.outcome == "suspected":
        return say("desk.how.suspected")
    imposed = _IMPOSED_ON.get(standing.organisation.kind, frozenset())
    if row.norm.consequence == "refuse" and row.norm.field in imposed:
        return say("desk.how.imposed")
    return row.remedy
