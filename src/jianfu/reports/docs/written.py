"""The catalogue as its authors wrote it.

A page shows a norm in its author's spelling (``grade between 3 and 6``, ``60 minutes``), which the compiled
model no longer has. Whether a norm is valid is the business of ``jianfu.norms``; here it is only printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

FIELD_ORDER = ("student", "teacher", "grassroots", "enterprise", "farmer", "shared")


@dataclass(frozen=True)
class WrittenNorm:
    """A norm folder: its id, its ``norm.yaml`` and its ``cases.yaml`` as mappings."""

    id: str
    body: Mapping[str, Any]
    case_file: Mapping[str, Any]

    @property
    def field(self) -> str:
        """The field of burden, the first part of the id."""
        return self.id.split("/")[0]

    @property
    def marks(self) -> list[Mapping[str, Any]]:
        """The marks in the order of the file."""
        return list(self.body.get("marks") or [])

    @property
    def cases(self) -> list[Mapping[str, Any]]:
        """The cases in the order of the file."""
        return list(self.case_file.get("cases") or [])


@dataclass(frozen=True)
class Written:
    """All norms in the order of fields and ids, all policies by id, mechanisms and checks, questions of checklists."""

    norms: tuple[WrittenNorm, ...]
    policies: Mapping[str, Mapping[str, Any]]
    mechanisms: tuple[Mapping[str, Any], ...] = ()
    checks: tuple[Mapping[str, Any], ...] = ()
    questions: tuple[Mapping[str, Any], ...] = ()

    @cached_property
    def by_field(self) -> dict[str, list[WrittenNorm]]:
        """Norms by field of burden, in the order of fields."""
        found: dict[str, list[WrittenNorm]] = {}
        for norm in self.norms:
            found.setdefault(norm.field, []).append(norm)
        return found


def read_catalogue(catalogue: Path) -> Written:
    """Every ``norm.yaml`` under ``catalogue`` with its cases; policies, mechanisms and checklists beside them."""
    norms = [
        WrittenNorm(
            id=path.parent.relative_to(catalogue).as_posix(),
            body=_mapping(path),
            case_file=_mapping(path.with_name("cases.yaml")),
        )
        for path in catalogue.rglob("norm.yaml")
    ]
    norms.sort(key=lambda n: (FIELD_ORDER.index(n.field) if n.field in FIELD_ORDER else 99, n.id))
    policies = {
        policy["id"]: policy
        for path in sorted((catalogue / "policies").glob("*.yaml"))
        for policy in _policies(path)
    }
    coverage = _mapping(catalogue / "mechanisms.yaml")
    questions = [
        question
        for path in sorted((catalogue / "checklists").glob("*.yaml"))
        for question in _mapping(path).get("questions") or []
    ]
    return Written(
        tuple(norms),
        policies,
        tuple(coverage.get("mechanisms") or ()),
        tuple(coverage.get("checks") or ()),
        tuple(questions),
    )


def _mapping(path: Path) -> Mapping[str, Any]:
    if not path.is_file():
        return {}
    read: Mapping[str, Any] = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader) or {}
    return read


def _policies(path: Path) -> list[Mapping[str, Any]]:
    read = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader) or []
    return read if isinstance(read, list) else list(read.get("policies") or [])
