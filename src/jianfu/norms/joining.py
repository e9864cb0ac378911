"""What a norm says besides its yardstick: the second ledger it is held against, when its floors fall due, and
whose its groups are."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from jianfu.ledgers.registry import ledgers
from jianfu.norms.model import PERIODS, WHOLE, Against, Due, keys_of
from jianfu.norms.predicates import fields_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jianfu.ledgers.declare import Ledger
    from jianfu.norms.mapping import MappingReader


def owner_of(per: Sequence[str], ledger: Ledger) -> str | None:
    """The key whose place the group stands in: its organisation, else the first column of organisations."""
    keys = keys_of(per)
    if "organisation" in keys or "record" in per:
        return "organisation"
    return next((k for k in keys if k in ledger.by_name and ledger.column(k).type == "org"), None)


def read_against(reader: MappingReader, per: Sequence[str], ledger: Ledger) -> Against | None:
    """The second ledger that ``reader`` names; None when there is none or a fault keeps it from being one."""
    if "against" not in reader.content:
        return None
    inner = reader.mapping("against")
    if inner is None:
        return None
    inner.only("ledger", "on", "where", "period", "either", "known")
    name = inner.text("ledger")
    period = inner.one_of("period", ("same", "any"), "same")
    either = inner.content.get("either", False)
    if not isinstance(either, bool):
        inner.fault("unknown-word", "either", value=either, accepted="true、false")
    if name is None or period is None:
        return None
    if name not in ledgers():
        inner.fault("unknown-ledger", "ledger", value=name, accepted="、".join(ledgers()))
        return None
    second = ledgers()[name]
    on = _pairs(inner, per, ledger, second)
    where = inner.predicate("where", fields_of(second))
    if on is None or ("where" in inner.content and where is None):
        return None
    unmet = [k for k in keys_of(per) if k not in dict(on)]
    if either and ("record" in per or unmet):
        inner.fault("against-either", "either", missing="、".join(unmet or ["record"]))
        return None
    known = _known(inner, dict(on), ledger)
    return None if known is None else Against(name, on, where, period == "same", bool(either), known)


def _known(inner: MappingReader, on: dict[str, str], ledger: Ledger) -> tuple[str, ...] | None:
    """The columns under ``known``, which must be among ``on``; None with a fault when they are not."""
    given = inner.content.get("known", [])
    names = [given] if isinstance(given, str) else given
    fields = fields_of(ledger)
    found: list[str] = []
    for name in names if isinstance(names, list) else [names]:
        for part in WHOLE.get(str(name), (str(name),)):
            column = fields[part].name if part in fields else part
            if column not in on:
                inner.fault("against-known", "known", value=name, accepted="、".join(on))
                return None
            found.append(column)
    return tuple(dict.fromkeys(found))


def _pairs(
    inner: MappingReader, per: Sequence[str], ledger: Ledger, second: Ledger
) -> tuple[tuple[str, str], ...] | None:
    """The pairs of physical columns under ``on``: a mapping ours → theirs, or a list where names agree."""
    given = inner.content.get("on")
    if isinstance(given, list):
        given = {str(name): str(name) for name in given}
    if not isinstance(given, dict) or not given:
        inner.fault(
            "missing-key" if given is None else "shape", "on", value=given, accepted="on: [organisation]"
        )
        return None
    ours, theirs = fields_of(ledger), fields_of(second)
    pairs: dict[str, str] = {}
    for left, right in cast("dict[str, str]", given).items():
        lefts, rights = WHOLE.get(left, (left,)), WHOLE.get(right, (right,))
        for name, fields in ((left, ours), (right, theirs)):
            if any(n not in fields for n in WHOLE.get(name, (name,))):
                inner.fault("unknown-column", "on", value=name, near="、".join(sorted(fields)))
                return None
        if len(lefts) != len(rights):
            inner.fault("shape", "on", value=f"{left}: {right}", accepted="on: {class: class}")
            return None
        pairs |= {ours[a].name: theirs[b].name for a, b in zip(lefts, rights, strict=True)}
    if "record" not in per and (loose := [k for k in pairs if k not in keys_of(per)]):
        inner.fault("against-keys", "on", missing="、".join(loose))
        return None
    return tuple(pairs.items())


def read_due(reader: MappingReader, per: Sequence[str]) -> Due | None:
    """``due: {days: 7}`` or ``{working_days: 5}``: how long after a period began its floors are judged."""
    inner = reader.mapping("due", required=False)
    if inner is None:
        return None
    inner.only("days", "working_days")
    given = [key for key in ("days", "working_days") if key in inner.content]
    days = inner.content[given[0]] if len(given) == 1 else None
    if (
        not isinstance(days, int)
        or isinstance(days, bool)
        or days < 1
        or not any(p in PERIODS[1:] for p in per)
    ):
        inner.fault("due", None)
        return None
    return Due(days, given[0] == "working_days")
