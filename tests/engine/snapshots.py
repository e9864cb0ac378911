"""Writes the SQL that each norm compiles to beside the tests, one file a norm: ``python -m tests.engine.snapshots``."""

from __future__ import annotations

from pathlib import Path

from jianfu.engine.show_sql import norm_sql
from jianfu.norms.load import load
from jianfu.norms.model import Norm
from tests.engine.pools import AS_OF

FOLDER = Path(__file__).with_name("snapshots")


def path_of(norm: Norm) -> Path:
    """The snapshot of ``norm``."""
    return FOLDER / f"{norm.id.replace('/', '.')}.sql"


def text_of(norm: Norm) -> str:
    """What the snapshot of ``norm`` holds."""
    return norm_sql(norm, "duckdb", AS_OF) + "\n"


def main() -> None:
    """Writes every snapshot and removes those of norms that are gone."""
    FOLDER.mkdir(exist_ok=True)
    norms = list(load().norms.values())
    for stale in {*FOLDER.glob("*.sql")} - {path_of(n) for n in norms}:
        stale.unlink()
    for norm in norms:
        path_of(norm).write_text(text_of(norm), encoding="utf-8")


if __name__ == "__main__":
    main()
