"""Running the cases of a norm, and telling which required ones are missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jianfu.engine.check import check
from jianfu.engine.report import measured
from jianfu.engine.world import world_of
from jianfu.ledgers.reading import from_rows
from jianfu.norms.cases import read_cases
from jianfu.norms.faults import Fault
from jianfu.terms.errors import Message
from jianfu.terms.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import duckdb

    from jianfu.norms.cases import Case, Expected
    from jianfu.norms.model import Catalogue, Mark, Norm


@dataclass(frozen=True)
class Judged:
    """One group that a case gave rise to."""

    group: Mapping[str, Any]
    period: str | None
    outcome: str
    reason: str | None
    measured: Any
    span: tuple[float | None, float | None]
    day: Any
    marks: frozenset[str]


@dataclass(frozen=True)
class CaseRun:
    """How many cases of a norm ran, and every fault: a case that failed, one that is required and missing."""

    cases: int
    faults: tuple[Fault, ...]


def run_cases(catalogue: Catalogue, norm: Norm, connect: Callable[[], duckdb.DuckDBPyConnection]) -> CaseRun:
    """Runs every case beside ``norm``; ``connect`` gives an empty connection for each."""
    cases, faults = read_cases(norm)
    only = catalogue.only([norm.id])
    seen: list[Judged] = []
    for case in cases:
        judged = judge_case(case, only, norm, connect())
        seen += judged
        problem = _compare(case, judged)
        if problem is not None:
            expected, found = problem
            facts = {"value": case.name, "expected": expected, "found": found}
            faults.append(Fault("case-failed", case.file, case.line, Message("norms.case-failed", facts)))
    for what in _missing(norm, seen):
        faults.append(Fault("case-missing", norm.file.replace("norm.yaml", "cases.yaml"), 1,
                            Message("norms.case-missing", {"what": what})))  # fmt: skip
    return CaseRun(len(cases), tuple(faults))


def judge_case(case: Case, only: Catalogue, norm: Norm, con: duckdb.DuckDBPyConnection) -> list[Judged]:
    """Every group of the rows of ``case`` with its outcome."""
    reading = from_rows(case.rows, con)
    result = check(world_of(reading), only, case.as_of, every=True)
    found = []
    for part in result.parts:
        for row in part.findings.to_pylist():
            outcome, _, reason = row["verdict"].partition(":")
            if outcome == "breached" and norm.raises == "suspected":
                outcome = "suspected"
            stack = part.stacks[row["stack"]] if row["stack"] is not None else None
            span = (row["lo"], row["hi"])
            group = {k: row[k] for k in (*part.plan.keys, *part.plan.extras)}
            found.append(
                Judged(
                    group, None if row["_period"] is None else str(row["_period"]),
                    outcome, reason or None, measured(span, norm.unit), span,
                    row["first"] or case.as_of, frozenset(m.id for m in stack.marks) if stack else frozenset(),
                )
            )  # fmt: skip
    return found


def _compare(case: Case, judged: list[Judged]) -> tuple[str, str] | None:
    """What was expected and found where they differ."""
    for expected in case.expected:
        matching = [j for j in judged if _matches(expected, j)]
        if not matching:
            return _shown(expected), "∅ " + _described(judged)
        wrong = [j for j in matching if j.outcome != expected.outcome]
        if wrong:
            return _shown(expected), _described(wrong)
    if case.measured is not None and not any(_same(j.measured, case.measured) for j in judged):
        return f"measured {case.measured}", _described(judged)
    return None


def _matches(expected: Expected, judged: Judged) -> bool:
    if expected.period is not None and judged.period != expected.period:
        return False
    return all(str(judged.group.get(k)) == str(v) for k, v in expected.group.items())


def _same(found: Any, wanted: Any) -> bool:
    return bool(found == wanted) or (
        isinstance(wanted, (int, float)) and isinstance(found, (int, float)) and abs(found - wanted) < 0.01
    )


def _shown(expected: Expected) -> str:
    about = " ".join(f"{k}={v}" for k, v in expected.group.items())
    return " ".join(p for p in (about, expected.period, expected.outcome) if p)


def _described(judged: list[Judged]) -> str:
    return "; ".join(
        f"{' '.join(f'{k}={v}' for k, v in j.group.items())} {j.period} {j.outcome}"
        f"{'(' + j.reason + ')' if j.reason else ''} {j.measured}"
        for j in judged[:5]
    )


def _missing(norm: Norm, seen: list[Judged]) -> list[Text]:
    """Cases that every norm must have and this one lacks: at each mark, beyond it, and with data missing."""
    found = []
    for mark in norm.marks:
        if mark.delegated or not mark.binds:
            continue
        for name, test in _required(mark):
            if not any(mark.id in j.marks and test(j) for j in seen):
                found.append(
                    Text(f"限值 {mark.id} 缺少样例：{name.zh}", f"mark {mark.id} lacks a case: {name.en}")
                )
        if not any(j.day is not None and j.day < mark.first for j in seen):
            name = Text("生效前一天", "a day before it is in force")
            found.append(
                Text(f"限值 {mark.id} 缺少样例：{name.zh}", f"mark {mark.id} lacks a case: {name.en}")
            )
    if not any(j.outcome == "not_evaluable" for j in seen):
        found.append(Text("缺少数据不全的样例", "no case with missing data"))
    return found


def _required(mark: Mark) -> list[tuple[Text, Callable[[Judged], bool]]]:
    """For each side of a mark: a measurement exactly at it, and one beyond it."""
    tests: list[tuple[Text, Callable[[Judged], bool]]] = []
    hi, lo = mark.hi, mark.lo
    if hi is not None:
        tests.append((Text(f"正好 {hi}", f"exactly {hi}"), lambda j: j.span == (hi, hi)))
        tests.append((Text(f"超过 {hi}", f"above {hi}"), lambda j: j.span[0] is not None and j.span[0] > hi))
    if lo is not None:
        tests.append((Text(f"正好 {lo}", f"exactly {lo}"), lambda j: j.span == (lo, lo)))
        tests.append((Text(f"不到 {lo}", f"below {lo}"), lambda j: j.span[1] is not None and j.span[1] < lo))
    return tests
