"""Rules that a catalogue keeps beyond loading; each has an id and is listed in ``RULES``."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from jianfu.norms.faults import Fault
from jianfu.norms.model import rank
from jianfu.terms.errors import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jianfu.norms.model import Mark, Norm, Policy

RULES = (
    "no-marks",
    "unknown-policy",
    "policy-level",
    "duplicate-mark",
    "empty-mark",
    "dates-reversed",
    "before-issue",
    "weak-exception",
    "unknown-replaced",
    "same-yardstick",
    "no-cases",
    "no-remedy",
)


def lint(norms: Mapping[str, Norm], policies: Mapping[str, Policy]) -> list[Fault]:
    """Every offence against ``RULES``, in the order of norms."""
    found: list[Fault] = []
    counted = Counter(mark.id for norm in norms.values() for mark in norm.marks)
    yardsticks: dict[tuple[str, ...], str] = {}
    for norm in norms.values():
        found += _norm(norm)
        shape = (
            norm.watches, str(norm.among), ",".join(norm.per), str(norm.measured), norm.form, str(norm.against),
        )  # fmt: skip
        twin = yardsticks.setdefault(shape, norm.id)
        if twin != norm.id:
            found.append(_fault("same-yardstick", norm.file, 1, value=norm.id, twin=twin))
        for mark in norm.marks:
            found += _mark(mark, norm, policies)
            if counted[mark.id] > 1:
                found.append(_fault("duplicate-mark", mark.file, mark.line, value=mark.id))
    return found


def _norm(norm: Norm) -> Iterator[Fault]:
    if not norm.marks:
        yield _fault("no-marks", norm.file, 1, value=norm.id)
    if norm.remedy is None:
        yield _fault("no-remedy", norm.file, 1, value=norm.id)
    if not Path(norm.file).with_name("cases.yaml").is_file():
        yield _fault("no-cases", norm.file, 1, value=norm.id)


def _mark(mark: Mark, norm: Norm, policies: Mapping[str, Policy]) -> Iterator[Fault]:
    policy = policies.get(mark.source.policy)
    sources = [mark.source, *(e.source for e in mark.excepts)]
    for source in sources:
        if source.policy not in policies:
            yield _fault("unknown-policy", mark.file, mark.line, value=source.policy)
    if policy is not None and rank(policy.level) > rank(mark.level):
        yield _fault(
            "policy-level", mark.file, mark.line, value=mark.level, policy=policy.id, level=policy.level
        )
    if policy is not None and mark.first < policy.issued:
        yield _fault("before-issue", mark.file, mark.line, value=mark.first, issued=policy.issued)
    if mark.lo is not None and mark.hi is not None and mark.lo > mark.hi:
        yield _fault("empty-mark", mark.file, mark.line, lo=mark.lo, hi=mark.hi)
    if mark.last is not None and mark.last < mark.first:
        yield _fault("dates-reversed", mark.file, mark.line, value=mark.last, first=mark.first)
    for exception in mark.excepts:
        if rank(exception.level) > rank(mark.level):
            yield _fault("weak-exception", mark.file, mark.line, value=exception.level, level=mark.level)
    if mark.replaces and mark.replaces not in {m.id for m in norm.marks}:
        yield _fault("unknown-replaced", mark.file, mark.line, value=mark.replaces)


def _fault(rule: str, file: str, line: int, **facts: object) -> Fault:
    return Fault(rule, file, line, Message(f"norms.{rule}", facts))
