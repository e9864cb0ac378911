"""What a reduced check found as rows of tables: which mark binds, how it came out, who the group is, which records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from jianfu.engine.check import Part, Result
from jianfu.engine.records import is_personal, plain
from jianfu.engine.reduced import Reduction
from jianfu.engine.report import binding, broken, mark_facts, measured
from jianfu.ledgers.reading.masks import Masks
from jianfu.ledgers.registry import ledger as ledger_named
from jianfu.norms.model import Norm
from jianfu.norms.precedence import Bound, Stack
from jianfu.reports import wording
from jianfu.terms.cells.model import OPEN
from jianfu.web.policies.standings.marks import plain as plain_id
from jianfu.web.policies.standings.models import ClassDay, Standing
from jianfu.web.records.models import MODELS
from jianfu.web.records.perms import VAULT, codes_keeping_pupils, holds_pupils

ROWS = 20
# Who handles complaints: see records.perms.may_see_vault.
HANDLERS = frozenset({"bureau", "office", "government"})
_STATES = {"short": "short", "early": "early", "late": "late", "near": "near"}
_Span = tuple[float | None, float | None]


class Reader:
    """The rows of one check; ``numbers`` gives organisations by their codes."""

    def __init__(self, result: Result, reduction: Reduction, numbers: Mapping[str, int]) -> None:
        self.result, self.reduction, self.numbers = result, reduction, numbers
        self.places = result.world.places
        self.keep_pupils = codes_keeping_pupils()
        self.masks = Masks()

    def standings(self, part: Part, position: int) -> Iterator[Standing]:
        """The standing of every organisation that a norm says something of."""
        norm, owner = part.norm, part.plan.owner
        if part.findings.num_rows == 0 or owner is None:
            return
        counts, since = self._counts(norm.id)
        for row in sorted(part.findings.to_pylist(), key=lambda r: str(r[owner])):
            code = row[owner]
            if code not in self.numbers or not self._may_stand(norm, code):
                continue
            yield self._standing(part, row, code, counts[code], since[code], position)

    def _may_stand(self, norm: Norm, code: str) -> bool:
        """What was complained of stands only for those who handle it, what was recorded of single pupils only for those
        who may keep it: rows that were kept under rules that ran out are there and say nothing."""
        if any(holds_pupils(ledger_named(name)) for name in norm.ledgers) and code not in self.keep_pupils:
            return False
        if VAULT.isdisjoint(norm.ledgers):
            return True
        place = self.places.get(code)
        return norm.owner == "organisation" and place is not None and place.kind in HANDLERS

    def _counts(self, norm: str) -> tuple[dict[str, dict[str, int]], dict[str, dt.date | None]]:
        """Groups of the current period by outcome, near ones also among the kept; the first day counted."""
        counts: dict[str, dict[str, int]] = {}
        since: dict[str, dt.date | None] = {}
        for row in self.reduction.found[norm].counts.to_pylist():
            own, day = counts.setdefault(row["owner"], {}), row["since"]
            own[row["outcome"]] = own.get(row["outcome"], 0) + row["n"]
            if row["outcome"] == "near":
                own["kept"] = own.get("kept", 0) + row["n"]
            known = since.get(row["owner"])
            since[row["owner"]] = min(day, known) if day and known else day or known
        return counts, since

    def _standing(
        self, part: Part, row: Mapping[str, Any], code: str, counts: dict[str, int], since: dt.date | None, position: int
    ) -> Standing:  # fmt: skip
        norm = part.norm
        stack = part.stacks[row["stack"]] if row["stack"] is not None else None
        verdict, _, detail = row["verdict"].partition(":")
        span = _span(row)
        bound, own = self._bound(stack, span, verdict, detail, code)
        lo, hi = _sides(norm, bound)
        facts = mark_facts(bound, norm, self.result.catalogue, "zh")
        outcome = _outcome(norm, verdict, span, facts)
        mark, vault = bound.mark if bound else None, not VAULT.isdisjoint(norm.ledgers)
        cited = [] if vault else self._rows(norm, row)
        return Standing(
            organisation_id=self.numbers[code], norm=norm.id, field=norm.field, ledger=norm.watches,
            period="" if row["_period"] is None else str(row["_period"]), first=row["first"], last=row["last"],
            group={} if vault else self._group(part, row), value=_value(span, lo, outcome),
            least=_known(span[0]), most=_known(span[1]), lo=lo, hi=hi,
            strength=mark.strength if mark else "", level=mark.level if mark else "",
            place=self._code(mark.place) if mark else "", policy=plain_id(mark.source.policy) if mark else "",
            clause=(mark.source.clause or "")[:240] if mark else "",
            source=wording.short_policy(facts, "zh")[:400] if mark else "",
            restated={"zh": mark.restated.zh, "en": mark.restated.en} if mark and mark.restated else None,
            outcome=outcome, reason=detail if verdict == "not_evaluable" else "", groups=counts,
            record_count=len(row["records"]) + len(row.get("others") or ()), since=since,
            public=not own, rows=cited, position=position,
        )  # fmt: skip

    def _bound(
        self, stack: Stack | None, span: _Span, verdict: str, strength: str, code: str
    ) -> tuple[Bound | None, bool]:
        """The mark to be shown, and whether it is the organisation's own. Where that is broken and a higher one too, it
        is the higher one: nobody hides a breach behind a mark of their own."""
        bound = binding(stack, span, strength if verdict == "breached" else None)
        own = bound is not None and self._code(bound.mark.place) == code
        if own and stack is not None and verdict == "breached":
            lo, hi = span
            assert lo is not None and hi is not None
            others = [b for b in broken(stack, (lo, hi)) if self._code(b.mark.place) != code]
            if others:
                return others[-1], False
        return bound, own

    def _code(self, place: str | None) -> str:
        """The code of the place whose mark it is; a pack may name it as people do."""
        if place is None:
            return ""
        known = self.places.find(place)
        return known.code if known else place

    def _group(self, part: Part, row: Mapping[str, Any]) -> dict[str, Any]:
        """Who the group is, without the organisation whose standing it is; names of people masked, codes as names."""
        found = {}
        for name in part.plan.keys:
            value = plain(row[name])
            if name == part.plan.owner or value is None:
                continue
            if is_personal(part.plan.ledger, name):
                value = self.masks.mask(part.plan.ledger.name, row.get("organisation"), str(value))
            elif isinstance(value, str) and (place := self.places.get(value)) is not None:
                value = place.name
            found[name] = value
        return found

    def _rows(self, norm: Norm, row: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Some of the records, the latest written first."""
        found = []
        against = norm.against.ledger if norm.against else ""
        for ledger, column in ((norm.watches, "records"), (against, "others")):
            if ledger in MODELS:
                numbers = sorted({int(i) for i in row.get(column) or ()}, reverse=True)
                found += [{"ledger": ledger, "id": number} for number in numbers]
        return found[:ROWS]

    def class_days(self, part: Part) -> Iterator[ClassDay]:
        """The last days of every class under a norm that has a figure for each."""
        days, norm = self.reduction.found.get(part.norm.id), part.norm
        if days is None or days.days is None:
            return
        for row in days.days.to_pylist():
            code = row["owner"]
            verdict, _, detail = row["verdict"].partition(":")
            if code not in self.numbers or verdict == "not_applicable" or detail == "no_local_mark":
                continue
            stack = part.stacks[row["stack"]] if row["stack"] is not None else None
            span = _span(row)
            bound, own = self._bound(stack, span, verdict, detail, code)
            lo, hi = _sides(norm, bound)
            outcome = _outcome(norm, verdict, span, mark_facts(bound, norm, self.result.catalogue, "zh"))
            yield ClassDay(
                organisation_id=self.numbers[code], norm=norm.id, grade=row["grade"], class_no=row["class_no"],
                day=row["day"], value=_value(span, lo, outcome), hi=hi, outcome=outcome, public=not own,
            )  # fmt: skip


def _span(row: Mapping[str, Any]) -> _Span:
    """What was measured, as plain figures."""
    lo, hi = (None if row[n] is None else row[n] for n in ("lo", "hi"))
    return (lo if isinstance(lo, int | None) else float(lo)), (
        hi if isinstance(hi, int | None) else float(hi)
    )


def _known(value: float | None) -> float | None:
    """An end of a span; None when it is open."""
    return None if value is None or abs(value) >= OPEN else float(value)


def _sides(norm: Norm, bound: Bound | None) -> tuple[float | None, float | None]:
    """The bound as floor and ceiling, of which one is None."""
    if bound is None:
        return None, None
    value = float(bound.value)
    ceiling = norm.form != "measure" or (bound.mark.hi is not None and bound.value == bound.mark.hi)
    return (None, value) if ceiling else (value, None)


def _value(span: _Span, floor: float | None, outcome: str) -> float | None:
    """The end of the span that meets the bound; nothing where nothing is known for certain."""
    value = _known(span[1] if floor is not None else span[0])
    return None if outcome == "not_evaluable" and not value else value


def _outcome(norm: Norm, verdict: str, span: _Span, facts: Mapping[str, Any]) -> str:
    """The outcome in the words of pages."""
    outcome = "suspected" if verdict == "breached" and norm.raises == "suspected" else verdict
    if outcome not in {"kept", "breached"}:
        return outcome
    finding = {**facts, "outcome": outcome, "measured": measured(span, norm.unit)}
    return _STATES.get(wording.state(finding), outcome)
