"""A standing in words and figures, as desks and the board draw it: a row that opens to its clause and its records.

The words are those of a finding in a report: a standing is turned into one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from markupsafe import Markup

from jianfu.ledgers.registry import ledgers
from jianfu.norms.model import Norm
from jianfu.reports import wording
from jianfu.reports.waterline import waterline
from jianfu.terms.grades import class_label
from jianfu.terms.labels import label
from jianfu.terms.units import figure, unit_shown
from jianfu.web.policies.queries import national
from jianfu.web.policies.standings.models import Standing
from jianfu.web.project.clock import today
from jianfu.web.project.wording import lang

# Types of columns that lists of a ledger are narrowed to, where a group has them.
_NARROWED = frozenset({"grade", "subject"})
_BREACHES = frozenset({"short", "early", "late"})
_LOOKS = {
    "near": "near", "advised": "near", "breached": "over", "short": "over", "early": "over", "late": "over",
    "suspected": "unk", "not_evaluable": "unk", "not_applicable": "na",
}  # fmt: skip


@dataclass(frozen=True)
class StandingShown:
    """A standing in the reader's language. ``links`` says whether it leads to pages behind the sign-in."""

    standing: Standing
    norm: Norm
    links: bool = True

    @cached_property
    def finding(self) -> Mapping[str, Any]:
        """It as a finding of a report."""
        s, unit = self.standing, self.norm.unit
        bound = s.hi if s.hi is not None else s.lo
        side = "at_most" if s.hi is not None else "at_least" if s.lo is not None else None
        outcome = "breached" if s.outcome in _BREACHES else "kept" if s.outcome == "near" else s.outcome
        return {
            "outcome": outcome, "measured": _measured(s, unit), "unit": unit_shown(unit),
            "op": side if self.norm.form == "measure" else self.norm.form,
            "mark": None if bound is None or self.norm.form != "measure" else figure(bound, unit),
            "group": s.group, "period": s.period or None, "as_of": today().isoformat(), "reason": s.reason or None,
        }  # fmt: skip

    @property
    def title(self) -> str:
        """The title of its norm."""
        return self.norm.title.in_(lang())

    @property
    def about(self) -> str:
        """Which group and period the figure is of."""
        period, who = wording.period_text(self.finding, lang()), wording.subject_of(self.finding, lang())
        return ("，" if lang() == "zh" else ", ").join(part for part in (period, who) if part)

    @property
    def state(self) -> str:
        """The outcome, as ``{% state %}`` takes it."""
        return self.standing.outcome

    @property
    def look(self) -> str:
        """The class that colours what stands beside the word."""
        return _LOOKS.get(self.standing.outcome, "")

    @property
    def figure(self) -> str:
        """The value alone: 60, 8:20, 40—60; "" where nothing is known for certain."""
        if self.standing.value is None:
            return ""
        before, value, _ = wording.value_parts(self.finding, lang())
        return f"{before}{value}"

    @property
    def unit(self) -> str:
        """What stands after the figure: "/ 60 分钟", or its unit."""
        if self.standing.value is None:
            return ""
        return wording.value_parts(self.finding, lang())[2]

    @property
    def bound_text(self) -> str:
        """The mark as it stands beside its line: "上限 60"."""
        return wording.line_text(self.finding, lang())

    @property
    def mark_text(self) -> str:
        """The mark with its unit: "上限 60 分钟"."""
        return wording.mark_text(self.finding, lang())

    @property
    def remaining(self) -> str:
        """What remains, exceeds or lacks; of missing data why they are."""
        if self.standing.outcome == "not_evaluable":
            return wording.reason_text(self.finding, lang())
        return wording.gap_text(self.finding, lang())

    @property
    def bar(self) -> Markup:
        """The waterline; the page holds ``{% water_patterns %}`` once."""
        return waterline(self.finding, lang())

    @property
    def is_drawn(self) -> bool:
        """Whether a bar says anything."""
        s = self.standing
        return self.norm.form == "measure" and (s.hi is not None or s.lo is not None)

    @property
    def source(self) -> str:
        """The policy as it is cited beside a bar."""
        return self.standing.source

    @property
    def clause(self) -> str:
        """Clause, level and strength."""
        s = self.standing
        parts = [
            s.source,
            wording.clause_text({"clause": s.clause}, lang()) if s.source else "",
            label(f"level.{s.level}", lang()) if s.level else "",
            label(f"strength.{s.strength}", lang()) if s.strength else "",
        ]
        return ("，" if lang() == "zh" else ", ").join(part for part in parts if part)

    @property
    def restated(self) -> str:
        """What the mark says, restated."""
        return str((self.standing.restated or {}).get(lang()) or "")

    @property
    def remedy(self) -> str:
        """What to do about it; only where something is wrong."""
        wrong = self.look in {"over", "unk"}
        return self.norm.remedy.in_(lang()) if self.norm.remedy and wrong else ""

    @property
    def norm_address(self) -> str:
        """The page of the norm; "" for whoever is not signed in."""
        return reverse("policies:norm", args=(self.norm.id,)) if self.links else ""

    @property
    def rows_address(self) -> str:
        """The list of the records behind the figure; "" where there is none to lead to."""
        s = self.standing
        if not self.links or not s.record_count or not s.rows or self.norm.owner != "organisation":
            return ""
        declared = ledgers()[s.ledger]
        asked: dict[str, Any] = {}
        if declared.date is not None and s.first is not None and s.last is not None:
            asked |= {"since": s.first.isoformat(), "until": min(s.last, today()).isoformat()}
        for column in declared.columns:
            known = [s.group.get(name) for name in column.physical]
            if column.type == "class" and len(known) > 1 and None not in known[:2]:
                asked[f"c.{column.name}"] = class_label(int(str(known[0])), int(str(known[1])), "zh")
            elif column.type in _NARROWED and not column.personal and known[0] is not None:
                asked[f"c.{column.name}"] = known[0]
        address = reverse("records:rows", args=(s.organisation_id, s.ledger))
        return f"{address}?{urlencode(asked)}" if asked else address

    @property
    def ledger(self) -> str:
        """The ledger in words."""
        declared = ledgers()[self.standing.ledger]
        return declared.en if lang() == "en" else declared.zh


def shown(standing: Standing, *, links: bool = True) -> StandingShown:
    """``standing`` ready to be drawn; without ``links`` it leads nowhere but is complete in itself."""
    return StandingShown(standing, national().norms[standing.norm], links)


def _measured(standing: Standing, unit: str) -> Any:
    """What was measured as a finding gives it: one figure, [least, most], or nothing."""
    if standing.least is None:
        return None
    if standing.most is None:
        return [figure(standing.least, unit), None]
    if standing.least == standing.most:
        return figure(standing.least, unit)
    return [figure(standing.least, unit), figure(standing.most, unit)]
