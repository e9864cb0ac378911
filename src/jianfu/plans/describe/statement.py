"""One statement described: each reading with the words that it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from jianfu.plans.describe.about import field
from jianfu.plans.describe.executable import executable
from jianfu.plans.describe.modality import modality
from jianfu.plans.describe.topic import topic
from jianfu.plans.describe.who import addressee, body, deadline
from jianfu.plans.model import Context, Described, Quantity


def describe(text: str, context: Context, quantities: Sequence[Quantity]) -> Described:
    """What a statement's words say of how it binds, whom, about what, and how it could be checked."""
    force, marker = modality(text, context, quantities)
    matter, word = topic(text, context, force)
    check, because = executable(text, context, force, matter, quantities)
    bound, named = addressee(text, context, matter)
    reasons = {"modality": marker, "topic": word, "executable": because, "addressee": named}
    return Described(
        modality=force,
        addressee=bound,
        domain=field(context, matter),
        topic=matter,
        executable=check,
        body=body(text, context.sentence),
        deadline=deadline(text),
        reasons={reading: said for reading, said in reasons.items() if said},
    )
