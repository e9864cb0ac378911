"""Holding the result of a check against the answer key: what is missing, what is there too much."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Difference:
    """One way in which a result departs from the key.

    ``kind``: missing (planted, not found), unexpected (found, not planted), measured (found with another
    figure), trap (something that obeys was held against somebody or could not be judged), conflict.
    """

    kind: str
    outcome: str
    norm: str
    about: str

    def __str__(self) -> str:
        return f"{self.kind} {self.outcome} {self.norm}: {self.about}"


def compare(result: Mapping[str, Any], key: Mapping[str, Any], *, packs: bool = True) -> list[Difference]:
    """Differences between a check's JSON and the key; none when they agree.

    Breaches and suspicions must be exactly those planted; what could not be evaluated must include what
    was planted. ``packs`` says whether the county's local packs were part of the check.
    """
    differences: list[Difference] = []
    for outcome in ("breached", "suspected", "not_evaluable"):
        found = [f for f in result["findings"] if f["outcome"] == outcome]
        planted = [p for p in key[outcome] if packs or not p.get("pack")]
        differences += _hold(found, planted, outcome)
    for trap in key["traps"]:
        for finding in result["findings"]:
            if matches(finding, trap):
                differences.append(Difference("trap", finding["outcome"], trap["norm"], f"{trap}"))
    if packs:
        differences += _conflicts(result.get("conflicts") or (), key["conflicts"])
    return differences


def _hold(found: list[Mapping[str, Any]], planted: list[Mapping[str, Any]], outcome: str) -> list[Difference]:
    """Each planted entry found once with its figure; nothing else found, gaps apart."""
    differences, used = [], set()
    for entry in planted:
        hits = [i for i, finding in enumerate(found) if i not in used and matches(finding, entry)]
        if not hits:
            differences.append(Difference("missing", outcome, entry["norm"], f"{dict(entry)}"))
            continue
        used.add(hits[0])
        measured = found[hits[0]].get("measured")
        if "measured" in entry and measured != entry["measured"]:
            about = f"{measured} instead of {dict(entry)}"
            differences.append(Difference("measured", outcome, entry["norm"], about))
    if outcome != "not_evaluable":
        for i, finding in enumerate(found):
            if i not in used:
                differences.append(Difference("unexpected", outcome, str(finding["norm"]), _brief(finding)))
    return differences


def matches(finding: Mapping[str, Any], entry: Mapping[str, Any]) -> bool:
    """Whether a finding is the planted one: norm, organisation, group, period and, if named, record."""
    group = finding.get("group") or {}
    if finding["norm"] != entry["norm"] or entry["organisation"] not in _owners(finding):
        return False
    if any(group.get(name) != value for name, value in (entry.get("group") or {}).items()):
        return False
    if "period" in entry and finding.get("period") != entry["period"]:
        return False
    return "record" not in entry or entry["record"] in _names(finding)


def _owners(finding: Mapping[str, Any]) -> set[Any]:
    """Organisations that a finding is about: of its group, or of its records when the group names none."""
    group = finding.get("group") or {}
    owners = {group.get("organisation"), group.get("host")} - {None}
    return owners or {r.get("organisation") for r in finding.get("records") or ()}


def _names(finding: Mapping[str, Any]) -> set[str]:
    """Everything that names the record of a finding: values of its group and of its records' keys."""
    names = {str(v) for v in (finding.get("group") or {}).values()}
    for record in finding.get("records") or ():
        key = record.get("key")
        names |= {str(v) for v in (key.values() if isinstance(key, Mapping) else key or ())}
    return names


def _brief(finding: Mapping[str, Any]) -> str:
    records = finding.get("records") or ()
    where = (
        f"{records[0].get('file')} {records[0].get('sheet')} row {records[0].get('row')}" if records else ""
    )
    return f"{finding.get('group')} {finding.get('period')} measured {finding.get('measured')} {where}"


def _conflicts(found: Iterable[Mapping[str, Any]], planted: Iterable[Mapping[str, Any]]) -> list[Difference]:
    """Each planted conflict listed with the place whose mark does not bind."""
    listed = [(c.get("norm"), (c.get("other") or {}).get("place")) for c in found]
    return [
        Difference("conflict", "conflict", str(entry["norm"]), f"{dict(entry)} not among {listed}")
        for entry in planted
        if (entry["norm"], entry["organisation"]) not in listed
    ]
