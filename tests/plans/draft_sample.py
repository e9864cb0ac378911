"""Plans built by hand: a statement for each line, its figures as given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from jianfu.plans.model import About, Clause, Described, Modality, Plan, Quantity, Read, Statement


@dataclass(frozen=True)
class Said:
    """One statement as a test writes it."""

    text: str
    quantities: tuple[Quantity, ...] = ()
    modality: Modality = "limit"
    executable: Any = "data"
    domain: str = "student"
    topic: str = "homework"
    addressee: str = "学校"
    body: str = ""
    deadline: str = ""
    path: tuple[str, ...] = ()


def figure(metric: str, op: Any, value: Any, unit: str, *, text: str = "", **scope: object) -> Quantity:
    """A quantity; keywords are its scope."""
    vague = scope.pop("vague", None)
    masked = bool(scope.pop("masked", False))
    return Quantity(metric, op, value, unit, scope, text, masked, vague if isinstance(vague, str) else None)


@dataclass
class Writing:
    """A plan being written."""

    title: str = "青禾县石桥小学减负工作方案"
    stage: str | None = None
    kind: Any = "plan"
    reads: list[Read] = field(default_factory=list)

    def plan(self, said: Sequence[Said]) -> Plan:
        """The plan of these statements, a clause each unless they name the same path one after another."""
        groups: list[tuple[tuple[str, ...], list[Said]]] = []
        for number, each in enumerate(said, 1):
            path = each.path or ("二", f"({number})")
            if groups and groups[-1][0] == path and each.path:
                groups[-1][1].append(each)
            else:
                groups.append((path, [each]))
        reads = tuple(_read(path, line, group) for line, (path, group) in enumerate(groups, 1))
        return Plan(About(self.title, "student", self.kind, self.stage), reads)


def _read(path: tuple[str, ...], line: int, group: Sequence[Said]) -> Read:
    text = ""
    statements: list[Statement] = []
    for each in group:
        start = len(text)
        text += f"{each.text}。"
        described = Described(
            each.modality, each.addressee, each.domain, each.topic, each.executable, each.body, each.deadline
        )
        statements.append(
            Statement(each.text, each.text, start, start + len(each.text), described, each.quantities)
        )
    return Read(Clause(path, text, 0, line), tuple(statements))


def plan_of(*said: Said, title: str = "青禾县石桥小学减负工作方案", stage: str | None = None) -> Plan:
    """A plan of these statements."""
    return Writing(title, stage).plan(said)
