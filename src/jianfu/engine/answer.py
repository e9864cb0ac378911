"""An Answer as JSON: what is said, why, by which clause, how much is left, and what is possible instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jianfu.engine.records import is_personal
from jianfu.engine.report import mark_facts, measured
from jianfu.ledgers.reading.masks import Masks
from jianfu.ledgers.registry import ledgers
from jianfu.terms.units import figure, unit_shown

if TYPE_CHECKING:
    from jianfu.engine.decide import Answer, Judgement
    from jianfu.norms.model import Catalogue
    from jianfu.terms.places import Places

SCHEMA = "jianfu/answer/1"


def answer_json(answer: Answer, catalogue: Catalogue, places: Places, lang: str = "zh") -> dict[str, Any]:
    """{"schema", "answer" (yes | no | reason | unknown), "allowed", "consequence", "judgements", "alternatives"}."""
    masks = Masks()
    deciding = {id(j) for j in answer.deciding}
    return {
        "schema": SCHEMA,
        "answer": answer.says,
        "allowed": answer.allowed,
        "consequence": answer.consequence,
        "judgements": [
            _judgement(j, catalogue, places, masks, lang, decides=id(j) in deciding)
            for j in answer.judgements
        ],
        "alternatives": list(answer.alternatives),
    }


def _judgement(
    judgement: Judgement, catalogue: Catalogue, places: Places, masks: Masks, lang: str, *, decides: bool
) -> dict[str, Any]:
    norm, plan_keys = judgement.norm, judgement.keys
    ledger = ledgers()[norm.watches]
    for name in (k for k, v in plan_keys.items() if v is not None and is_personal(ledger, k)):
        plan_keys[name] = masks.mask(ledger.name, plan_keys.get("organisation"), str(plan_keys[name]))
    owner = plan_keys.get(norm.owner or "organisation")
    organisation = places.get(owner)
    return {
        "norm": norm.id,
        "title": norm.title.in_(lang),
        "decides": decides,
        "group": plan_keys,
        "organisation_name": organisation.name if organisation else owner,
        "period": judgement.group.period,
        "before": measured(judgement.before, norm.unit) if judgement.before else None,
        "after": measured(judgement.after, norm.unit) if judgement.after else None,
        "outcome": judgement.verdict.outcome,
        "reason": judgement.verdict.reason,
        "headroom": None if judgement.headroom is None else figure(judgement.headroom, norm.unit),
        **mark_facts(judgement.bound, norm, catalogue, lang),
        "unit": unit_shown(norm.unit),
        "remedy": norm.remedy.in_(lang) if norm.remedy else None,
    }
