"""Cases: a few rows in, the outcomes out, as an office clerk would write them. Read here, run by the engine."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jianfu.norms.faults import Fault
from jianfu.norms.source import Located, Unreadable, read_yaml
from jianfu.terms.errors import Message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jianfu.norms.model import Norm

OUTCOMES = ("kept", "advised", "breached", "suspected", "not_applicable", "not_evaluable")
_CASE_KEYS = ("name", "rows", "expect", "measured", "as_of", "given", "marks")


@dataclass(frozen=True)
class Expected:
    """An outcome expected of the groups that match ``group`` (and ``period``); an empty one matches any."""

    outcome: str
    group: Mapping[str, Any] = field(default_factory=dict)
    period: str | None = None


@dataclass(frozen=True)
class Case:
    """One case: rows by ledger with Chinese headings, the day of judgement, and what is expected."""

    name: str
    rows: Mapping[str, Sequence[Mapping[str, Any]]]
    as_of: date
    expected: tuple[Expected, ...]
    measured: Any = None
    file: str = ""
    line: int = 0


def read_cases(norm: Norm) -> tuple[list[Case], list[Fault]]:
    """The cases beside ``norm`` and every fault in their file."""
    path = Path(norm.file).with_name("cases.yaml")
    faults: list[Fault] = []
    try:
        content = read_yaml(path)
    except Unreadable as error:
        return [], [error.fault]
    if not isinstance(content, Located) or not isinstance(content.get("cases"), list):
        return [], [_fault(path, 1, "cases.yaml", "cases: …")]
    defaults = content.get("defaults") or {}
    day = content.get("as_of")
    cases = []
    for entry in content["cases"]:
        case = _case(entry, defaults, day, norm, path, faults)
        if case is not None:
            cases.append(case)
    return cases, faults


def _case(
    entry: Any, defaults: Mapping[str, Any], day: Any, norm: Norm, path: Path, faults: list[Fault]
) -> Case | None:
    if not isinstance(entry, Located):
        faults.append(_fault(path, 1, str(entry), "name, rows, expect"))
        return None
    name = str(entry.get("name", ""))
    day = entry.get("as_of", day)
    rows, expect = entry.get("rows"), entry.get("expect")
    unknown = [k for k in entry if k not in _CASE_KEYS]
    expected = _expected(expect)
    if unknown or not name or not isinstance(rows, list) or not isinstance(day, date) or expected is None:
        why = "、".join(unknown) or "name, rows, expect, as_of"
        faults.append(_fault(path, entry.line, name, why))
        return None
    given: dict[str, list[Mapping[str, Any]]] = {k: list(v) for k, v in (entry.get("given") or {}).items()}
    given[norm.watches] = [{**defaults, **row} for row in rows] + given.get(norm.watches, [])
    return Case(name, given, day, expected, entry.get("measured"), str(path), entry.line)


def _expected(value: Any) -> tuple[Expected, ...] | None:
    """One outcome for every group, or a list of {group, period, outcome}; None when it is neither."""
    if isinstance(value, str) and value in OUTCOMES:
        return (Expected(value),)
    if not isinstance(value, list) or not value:
        return None
    found = []
    for item in value:
        if not isinstance(item, Located) or item.get("outcome") not in OUTCOMES:
            return None
        period = item.get("period")
        found.append(
            Expected(item["outcome"], item.get("group") or {}, None if period is None else str(period))
        )
    return tuple(found)


def _fault(path: Path, line: int, name: str, why: str) -> Fault:
    return Fault("case-shape", str(path), line, Message("norms.case-shape", {"value": name, "why": why}))
