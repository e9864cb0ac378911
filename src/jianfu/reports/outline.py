"""How a result is laid out for reading: by organisation in code order, then by norm.

Shared by the HTML page and the table of the terminal, so that both list the same things in the same order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from jianfu.reports.wording import Finding, known, organisation_of, say, wording

OUTCOMES = ("kept", "breached", "suspected", "not_evaluable", "not_applicable")


@dataclass(frozen=True)
class NormGroup:
    """The findings of one norm in one organisation; ``more`` says how many are not in ``findings``."""

    norm: str
    title: str
    findings: tuple[Finding, ...]
    more: int


@dataclass(frozen=True)
class UnitGroup:
    """One organisation with its findings, norm by norm."""

    code: str
    name: str
    norms: tuple[NormGroup, ...]
    total: int


def by_unit(findings: Iterable[Finding], lang: str, limit: int | None = None) -> list[UnitGroup]:
    """Findings in code order of organisations, then by norm id, then by group and period.

    ``limit`` is the most findings of one norm that are laid out over all organisations; the others are
    only counted in ``more``.
    """
    sorted_findings = sorted(findings, key=_order)
    units: dict[str, dict[str, list[Finding]]] = {}
    names: dict[str, str] = {}
    for finding in sorted_findings:
        code, name = organisation_of(finding)
        code = code or name  # a body that no register knows is known by its name
        if names.get(code, code) == code:
            names[code] = name
        units.setdefault(code, {}).setdefault(str(finding.get("norm")), []).append(finding)
    left: dict[str, int] = {}
    outline = []
    for code, norms in units.items():
        groups = []
        for norm, found in norms.items():
            room = len(found) if limit is None else left.get(norm, limit)
            shown = found[: max(room, 0)]
            left[norm] = room - len(shown)
            groups.append(NormGroup(norm, title_of(found[0], lang), tuple(shown), len(found) - len(shown)))
        total = sum(len(found) for found in norms.values())
        outline.append(UnitGroup(code, names[code], tuple(groups), total))
    return outline


def of_outcome(result: Mapping[str, Any], outcome: str) -> list[Finding]:
    """The findings of a result with this outcome."""
    return [f for f in result.get("findings", ()) if f.get("outcome") == outcome]


def is_unset(finding: Finding) -> bool:
    """Whether it stands for all groups of a norm whose figure a place must set and has not set."""
    return finding.get("reason") == "no_local_mark"


def title_of(finding: Finding, lang: str) -> str:
    """The title of the finding's norm."""
    return wording(finding.get("title"), lang) or str(finding.get("norm") or "")


def mechanism_of(norm: str) -> str:
    """The middle of a norm id: "homework" of "student/homework/written-minutes"."""
    parts = norm.split("/")
    return parts[1] if len(parts) > 2 else "other"


def mechanism_text(mechanism: str, lang: str) -> str:
    """A mechanism in words; one that has no word is shown by its id."""
    return known(f"report.mechanism.{mechanism}", lang, known(f"mechanism.{mechanism}", lang, mechanism))


def totals(result: Mapping[str, Any]) -> dict[str, int]:
    """Counts of a result by outcome over all norms.

    What no place has set a mark for is not among the incomplete data; "advised" (past an advisory mark,
    kept otherwise) and "near" are there when they were counted.
    """
    summary: Mapping[str, Any] = result.get("summary") or {}
    norms: Mapping[str, Mapping[str, Any]] = summary.get("norms") or {}
    given: Mapping[str, Any] = summary.get("totals") or {}
    counts = {o: int(given.get(o, sum(int(n.get(o) or 0) for n in norms.values()))) for o in OUTCOMES}
    unset = sum(int(f.get("groups") or 0) for f in of_outcome(result, "not_evaluable") if is_unset(f))
    counts["not_evaluable"] = max(counts["not_evaluable"] - unset, 0)
    for more in ("near", "advised"):
        number = given.get(more, sum(int(n.get(more) or 0) for n in norms.values()))
        if number:
            counts[more] = int(number)
    return counts


def lead(result: Mapping[str, Any], lang: str) -> str:
    """The one sentence that says how things stand."""
    counts = totals(result)
    norms: Mapping[str, Mapping[str, Any]] = (result.get("summary") or {}).get("norms") or {}
    judged = sum(counts[o] for o in OUTCOMES if o != "not_applicable") + counts.get("advised", 0)
    used = sum(1 for n in norms.values() if any(n.get(o) for o in OUTCOMES if o != "not_applicable"))
    parts = [
        say(f"report.part.{o}", lang, n=f"{counts[o]:,}")
        for o in ("breached", "suspected", "not_evaluable")
        if counts[o]
    ]
    if not judged:
        text = say("report.lead.empty", lang)
    elif parts:
        joined = say("report.join", lang).join(parts)
        text = say("report.lead.some", lang, norms=used, total=f"{judged:,}", parts=joined)
    else:
        text = say("report.lead.clean", lang, norms=used, total=f"{judged:,}")
    errors = result.get("errors") or ()
    if errors:
        text += (" " if lang == "en" else "") + say("report.lead.unread", lang, n=len(errors))
    return text


def _order(finding: Finding) -> tuple[Any, ...]:
    group: Mapping[str, Any] = finding.get("group") or {}
    grade, number = group.get("grade"), group.get("class_no")
    code, name = organisation_of(finding)
    return (
        code or name,
        str(finding.get("norm")),
        grade if isinstance(grade, int) else 99,
        number if isinstance(number, int) else 999,
        str(finding.get("period") or ""),
        str(finding.get("fingerprint") or ""),
    )
