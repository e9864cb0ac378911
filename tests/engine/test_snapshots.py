"""The SQL of every norm is what the snapshot says: a change of the compiler is read in review."""

from __future__ import annotations

import pytest

from jianfu.norms.model import Norm
from tests.engine.pools import catalogue
from tests.engine.snapshots import FOLDER, path_of, text_of

ANEW = "run `python -m tests.engine.snapshots` and read what changed"


@pytest.mark.parametrize("norm", catalogue().norms.values(), ids=lambda n: n.id)
def test_a_norm_compiles_to_its_snapshot(norm: Norm) -> None:
    assert path_of(norm).is_file(), ANEW
    assert text_of(norm) == path_of(norm).read_text("utf-8"), ANEW


def test_every_snapshot_has_its_norm() -> None:
    assert {*FOLDER.glob("*.sql")} == {path_of(n) for n in catalogue().norms.values()}, ANEW


def test_no_mark_enters_the_statement_that_measures() -> None:
    for norm in catalogue().norms.values():
        measuring = text_of(norm).split("judged (duckdb)")[0]
        assert not any(mark.level in measuring and "jf_strata" in measuring for mark in norm.marks)
        assert "strata" not in measuring
