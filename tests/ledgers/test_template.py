"""A template reads back without fault; its example row does not count."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from jianfu.ledgers.declare import Ledger
from jianfu.ledgers.derive import DERIVATIONS
from jianfu.ledgers.registry import ledger, ledgers
from jianfu.ledgers.template import template
from jianfu.terms.errors import JianfuError
from tests.ledgers.books import codes, taken


@pytest.mark.parametrize("declared", ledgers().values(), ids=lambda k: k.name)
def test_filled_in_template_reads_back(tmp_path: Path, declared: Ledger) -> None:
    path = tmp_path / "t.xlsx"
    template(declared, path)
    assert taken(path).sources[0].rows == 0
    workbook = openpyxl.load_workbook(path)
    page = workbook.worksheets[0]
    for column in range(1, page.max_column):
        page.cell(4, column).value = page.cell(3, column).value
    workbook.save(path)
    reading = taken(path)
    assert not reading.errors and not reading.faults
    assert {t.name: t.rows for t in reading.tables.values()} == {declared.name: 1}
    assert codes(reading.guesses) <= {"read.calendar_assumed"}
    assert "read.example_row" in codes(reading.notes)


def test_template_offers_the_choices(tmp_path: Path) -> None:
    template(ledger("homework"), tmp_path / "t.xlsx")
    page = openpyxl.load_workbook(tmp_path / "t.xlsx").worksheets[0]
    listed = [str(rule.formula1) for rule in page.data_validations.dataValidation]
    assert '"书面,口头,实践,阅读,预习"' in listed


@pytest.mark.parametrize("declared", ledgers().values(), ids=lambda k: k.name)
def test_declaration_is_whole(declared: Ledger) -> None:
    names = {c.name for c in declared.columns}
    assert set(declared.key) <= names
    assert {
        *declared.across,
        *filter(None, (declared.cell, declared.distinct, declared.organisation, declared.date)),
    } <= names
    for column in declared.columns:
        assert column.derive is None or column.derive in DERIVATIONS
        assert not column.choices or column.absent is None or column.absent in column.choices


def test_unknown_ledger_names_its_neighbours() -> None:
    with pytest.raises(JianfuError, match="homework"):
        ledger("homwork")
