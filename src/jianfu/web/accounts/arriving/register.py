"""What a register of organisations would do to the tree: judged by the page and again by the action."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from jianfu.ledgers.registry import ledger
from jianfu.terms.errors import Message
from jianfu.terms.labels import label
from jianfu.terms.places import Organisation as Place
from jianfu.terms.places import Places
from jianfu.web.accounts.arriving.people import Fault
from jianfu.web.accounts.models import Organisation
from jianfu.web.records.imports.staging import unpacked

_LONGEST = {"code": 60, "name": 120, "stages": 60, "aliases": 240}
# What a row may change of an organisation that is there.
OWN = ("name", "stages", "system", "aliases")
# Cells that nobody wrote: what is missing is said once, below.
_BLANK = frozenset({"read.cell_blank", "read.row_blank"})
_LEVELS = {"school": "unit", "firm": "unit", "training": "unit", "village": "village"}


@dataclass(frozen=True)
class Coming:
    """An organisation to be added under the one with the code ``parent``."""

    parent: str
    fields: Mapping[str, str]


@dataclass(frozen=True)
class Change:
    """An organisation that is there and says something else of itself: fields with what they become."""

    organisation: Organisation
    fields: Mapping[str, str]


@dataclass
class Judged:
    """What a register would do, parents before what stands under them: nothing at all while there is a fault."""

    added: list[Coming] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    same: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def seal(self) -> str:
        """Tells whether the same register would still do the same."""
        told: list[Any] = [[c.parent, dict(c.fields)] for c in self.added]
        told += [[c.organisation.pk, dict(c.fields)] for c in self.changed]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def judge(place: Organisation, read: Mapping[str, Any]) -> Judged:
    """What ``read`` would do under ``place``."""
    judged = Judged()
    for told in read["faults"]:
        message = unpacked(told["message"])
        if message.code not in _BLANK:
            place_of = Fault(
                told["sheet"], told["cell"] or "", _title(told["column"]), told["value"], message
            )
            judged.faults.append(place_of)
    codes = {row["fields"]["code"] for row in read["rows"]}
    known = {o.code: o for o in Organisation.objects.filter(code__in=codes)}
    inside = {o.code: o for o in Organisation.objects.within(place)}
    parents = _parents(place, read, inside)
    waiting: dict[str, Coming] = {}
    for row in read["rows"]:
        fields = {name: str(value or "").strip() for name, value in row["fields"].items()}
        there = inside.get(fields["code"])
        above = parents.find(fields["parent"]) if fields["parent"] else None
        wrong = _why_not(row, fields, known, inside)
        if wrong is None and fields["parent"] and (there is None or there.pk != place.pk):
            wrong = _wrong_parent(place, fields["code"], there, above)
        if wrong is not None:
            column, message = wrong
            judged.faults.append(
                Fault(row["sheet"], str(row["row"]), _title(column), fields[column], message)
            )
        elif there is None:
            kept = {n: fields[n] for n in ("code", "name", "kind", "level", "stages", "system", "aliases")}
            kept["level"] = kept["level"] or _LEVELS.get(kept["kind"], place.level)
            if not place.takes(kept["level"]):
                facts = {"value": label(f"level.{kept['level']}"), "parent": place.name}
                fault = Fault(
                    row["sheet"],
                    str(row["row"]),
                    _title("level"),
                    fields["level"],
                    Message("web.level-above", facts),
                )
                judged.faults.append(fault)
                continue
            waiting[fields["code"]] = Coming(above.code if above else place.code, kept)
        elif new := {n: fields[n] for n in OWN if fields[n] and fields[n] != getattr(there, n)}:
            judged.changed.append(Change(there, new))
        else:
            judged.same += 1
    _put_in_order(judged, waiting, inside)
    return judged


def _title(column: str) -> str:
    declared = ledger("organisations").by_name
    return declared[column].zh if column in declared else column


def _wrong_parent(
    place: Organisation, code: str, there: Organisation | None, above: Place | None
) -> tuple[str, Message] | None:
    """What is wrong with the parent that a row names: it is nowhere, the row itself, or not where the organisation is."""
    if there is not None:
        moved = above is None or above.code != there.parent_id
        return ("parent", Message("web.register-moved", {"name": there.name})) if moved else None
    if above is None or above.code == code:
        return "parent", Message("web.register-parent", {"name": place.name})
    return None


def _parents(place: Organisation, read: Mapping[str, Any], inside: Mapping[str, Organisation]) -> Places:
    """What a row may name as its parent: the place, what stands under it, and the other rows."""
    found = {o.code: Place(o.code, o.name, aliases=tuple(o.aliases.split("、"))) for o in inside.values()}
    for row in read["rows"]:
        fields = row["fields"]
        if fields["code"] and fields["name"]:
            found.setdefault(fields["code"], Place(fields["code"], fields["name"]))
    found.setdefault(place.code, Place(place.code, place.name))
    return Places(found.values())


def _why_not(
    row: Mapping[str, Any],
    fields: Mapping[str, str],
    known: Mapping[str, Organisation],
    inside: Mapping[str, Organisation],
) -> tuple[str, Message] | None:
    """The column of a row that cannot be taken, and why."""
    for name, most in _LONGEST.items():
        if len(fields[name]) > most:
            return name, Message("web.register-long", {"limit": most})
    # A register without codes has names in their place; codes are what ledgers name organisations by.
    if not fields["code"] or (fields["code"] == fields["name"] and fields["code"] not in inside):
        return "code", Message("web.register-code", {})
    if row["conflict"]:
        return "code", Message("web.register-twice", {})
    if not fields["name"]:
        return "name", Message("web.register-name", {})
    if not fields["kind"]:
        return "kind", Message("web.register-kind", {"accepted": _kinds()})
    if fields["code"] in known and fields["code"] not in inside:
        return "code", Message("web.register-elsewhere", {})
    if fields["code"] in inside and inside[fields["code"]].closed_on:
        return "code", Message("web.register-closed", {})
    return None


def _kinds() -> str:
    return "、".join(choice.zh for choice in ledger("organisations").column("kind").choices.values())


def _put_in_order(judged: Judged, waiting: dict[str, Coming], inside: Mapping[str, Organisation]) -> None:
    """Puts parents before what stands under them; rows in a circle, or under a row that is refused, are faults."""
    placed = set(inside)
    while ready := [code for code, c in waiting.items() if c.parent in placed]:
        for code in ready:
            judged.added.append(waiting.pop(code))
            placed.add(code)
    for code, coming in waiting.items():
        message = Message("web.register-circle", {"name": coming.fields["name"]})
        judged.faults.append(Fault("", code, _title("parent"), coming.parent, message))
