"""Values as people read them, and as a form holds them: what it shows is read back as it was."""

from __future__ import annotations

from typing import Any

import pytest

from jianfu.ledgers.declare import Ledger
from jianfu.ledgers.reading import parse_cells
from jianfu.ledgers.reading.masks import Unmasked
from jianfu.ledgers.registry import ledgers
from jianfu.terms.cells.model import OPEN
from jianfu.web.records.shown import entry_of, figure_of, heading_of, listed_columns, masked, text_of

HOMEWORK = ledgers()["homework"]


def _read(ledger: Ledger, cells: dict[str, Any]) -> dict[str, Any]:
    record, faults = parse_cells(ledger, cells, None, Unmasked())
    assert faults == {}
    return record


@pytest.mark.parametrize("ledger", ledgers().values(), ids=lambda ledger: ledger.name)
def test_what_a_form_holds_is_read_back_as_it_was(ledger: Ledger) -> None:
    record = _read(ledger, {c.name: c.example for c in ledger.columns if c.example})
    assert _read(ledger, {c.name: entry_of(c, record) for c in ledger.columns}) == record


@pytest.mark.parametrize(
    ("ledger", "column", "values", "zh", "en"),
    [
        ("homework", "class", {"grade": 3, "class_no": 2}, "三（2）班", "Grade 3 Class 2"),
        ("homework", "class", {"grade": 3, "class_no": None}, "三年级", "Grade 3"),
        ("homework", "class", {"grade": None, "class_no": 2}, "2班", "Class 2"),
        ("homework", "minutes", {"minutes": 40, "minutes_max": 50}, "40–50", "40–50"),
        ("homework", "minutes", {"minutes": 40, "minutes_max": OPEN}, "≥40", "≥40"),
        ("homework", "minutes", {"minutes": None, "minutes_max": None}, "", ""),
        ("homework", "form", {"form": "written"}, "书面", "written"),
        ("homework", "weekday", {"weekday": 3}, "星期三", "Wednesday"),
        ("homework", "none_today", {"none_today": False}, "否", "no"),
        ("fees_paid", "amount", {"amount": 123450, "amount_max": None}, "1234.5", "1234.5"),
        ("secondments", "lender", {"lender": "330799-001"}, "实验小学", "实验小学"),
        ("results", "term", {"term": "2026-2027-1"}, "2026-2027学年第一学期", "2026-2027, term 1"),
        ("school_day", "start", {"start": 500}, "8:20", "8:20"),
    ],
)
def test_values_are_shown_as_people_write_them(
    ledger: str, column: str, values: dict[str, Any], zh: str, en: str
) -> None:
    declared, names = ledgers()[ledger].column(column), {"330799-001": "实验小学"}
    assert text_of(declared, values, "zh", names) == zh
    assert text_of(declared, values, "en", names) == en


@pytest.mark.parametrize("written", ["40-50", "≥40", "不少于40", "0.5小时", "约20"])
def test_intervals_pass_through_a_form_unharmed(written: str) -> None:
    piece = {"class": "三（2）班", "done_on": "2026-11-18", "subject": "语文", "minutes": written}
    record = _read(HOMEWORK, piece)
    column = HOMEWORK.column("minutes")
    assert _read(HOMEWORK, {**piece, "minutes": entry_of(column, record)}) == record


def test_headings_name_the_unit_once() -> None:
    assert heading_of(HOMEWORK.column("minutes"), "zh") == "预计时长（分钟）"
    assert heading_of(HOMEWORK.column("minutes"), "en") == "Estimated minutes"
    assert heading_of(ledgers()["fees_paid"].column("amount"), "zh").count("元") == 1


def test_names_are_masked_and_figures_are_figures() -> None:
    assert masked(HOMEWORK.column("teacher"), "欧阳小明") == "欧***"
    assert masked(HOMEWORK.column("subject"), "语文") == "语文"
    assert figure_of(ledgers()["fees_paid"].column("amount"), {"amount": 1250, "amount_max": None}) == 12.5
    assert figure_of(HOMEWORK.column("minutes"), {"minutes": 40, "minutes_max": 50}) is None


def test_a_list_shows_the_day_and_the_key_first() -> None:
    names = [c.name for c in listed_columns(HOMEWORK)]
    assert names[:5] == ["done_on", "class", "subject", "form", "minutes"] and len(names) == 8
