"""The worked examples of docs/where-to-add.md are run as they stand on the page."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from jianfu.engine.cases import run_cases
from jianfu.engine.world import connect
from jianfu.ledgers import declarations
from jianfu.ledgers.registry import ledger, ledgers
from jianfu.ledgers.template import template
from jianfu.norms.cases import read_cases
from jianfu.norms.load import load
from jianfu.reports.docs.ledger_pages import ledger_page
from tests.ledgers.books import book, records, taken

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "where-to-add.md").read_text("utf-8")
BLOCKS = dict(re.findall(r"```\w+ example=(\S+)\n(.*?)```", PAGE, re.DOTALL))


def _catalogue(root: Path, identity: str, norm: str, cases: str) -> Path:
    """A catalogue of one norm and its policy, as the page gives them."""
    folder = root / identity
    folder.mkdir(parents=True)
    (folder / "norm.yaml").write_text(BLOCKS[norm], "utf-8")
    (folder / "cases.yaml").write_text(BLOCKS[cases], "utf-8")
    (root / "policies").mkdir()
    (root / "policies" / "county.yaml").write_text(BLOCKS["policy"], "utf-8")
    return root


@pytest.fixture
def broadcasts(tmp_path: Path) -> Iterator[None]:
    """The declaration of the page as one more module of the package, until the test is over."""
    module = f"{declarations.__name__}.broadcasts"
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "broadcasts.py").write_text(BLOCKS["ledger"], "utf-8")
    declarations.__path__.append(str(tmp_path / "more"))
    ledgers.cache_clear()
    try:
        yield
    finally:
        declarations.__path__.remove(str(tmp_path / "more"))
        sys.modules.pop(module, None)
        if hasattr(declarations, "broadcasts"):
            delattr(declarations, "broadcasts")
        ledgers.cache_clear()


def test_every_example_is_used() -> None:
    assert set(BLOCKS) == {"norm", "cases", "policy", "ledger", "over-new-ledger", "over-new-ledger-cases"}


def test_a_norm_over_a_known_ledger_takes_yaml_only(tmp_path: Path) -> None:
    identity = "student/duty-visits/per-month"
    catalogue = load(_catalogue(tmp_path, identity, "norm", "cases"))
    run = run_cases(catalogue, catalogue.norm(identity), connect)
    assert run.cases == len(read_cases(catalogue.norm(identity))[0]) > 3
    assert [fault.text("en") for fault in run.faults] == []


@pytest.mark.usefixtures("broadcasts")
def test_a_ledger_takes_one_declaration(tmp_path: Path) -> None:
    declared = ledger("广播登记表")
    assert declared is ledgers()["broadcasts"]
    # The reader.
    reading = taken(
        book(
            tmp_path / "广播.xlsx",
            [
                ["甲小学广播台账"],
                ["广播日期", "广播内容", "广播时长", "要求播出单位"],
                ["2026.10.14", "防火提示", "约5分钟", "县消防救援大队"],
            ],
        )
    )
    assert (reading.errors, reading.faults) == ((), ())
    assert records(reading, "broadcasts", "organisation", "minutes") == [("甲小学", 5)]
    # The template.
    template(declared, tmp_path / "模板.xlsx")
    assert "播出时长（分钟）" in [c.value for c in load_workbook(tmp_path / "模板.xlsx").worksheets[0][2]]
    # The page and the schema.
    assert "## broadcasts" in ledger_page(ledgers())
    assert declared.physical["minutes_max"] == "BIGINT"
    # And a norm over it.
    identity = "student/broadcasts/minutes"
    root = _catalogue(tmp_path / "catalogue", identity, "over-new-ledger", "over-new-ledger-cases")
    catalogue = load(root)
    run = run_cases(catalogue, catalogue.norm(identity), connect)
    assert [fault.text("en") for fault in run.faults] == []


def test_nothing_of_an_example_stays_behind() -> None:
    assert "broadcasts" not in ledgers()
