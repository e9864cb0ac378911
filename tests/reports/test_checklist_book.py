"""A checklist as a workbook: what is filled in reads back as answers, what is left blank stays unknown."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from jianfu.norms.checklists import load_checklists
from jianfu.norms.load import packaged, read_catalogue
from jianfu.reports.checklist_book import cited, write_checklist
from tests.ledgers.books import records, taken

CHECKLISTS = load_checklists()
POLICIES = read_catalogue(packaged())[0].policies
UNIT = "青禾县实验小学"


def _written(tmp_path: Path, name: str, unit: str | None = UNIT, kind: str | None = "school") -> Path:
    path = tmp_path / "自查.xlsx"
    write_checklist(CHECKLISTS[name], CHECKLISTS[name].for_kind(kind), POLICIES, path, unit, kind)
    return path


def _fill(path: Path, rows: dict[int, dict[str, object]]) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book["自查答复表"]
    headings = {str(c.value).rstrip("*"): c.column for c in sheet[2]}
    for row, values in rows.items():
        for heading, value in values.items():
            sheet.cell(row, headings[heading]).value = value
    book.save(path)


def test_what_is_filled_in_reads_back_without_a_word(tmp_path: Path) -> None:
    path = _written(tmp_path, "thirty-measures")
    _fill(
        path,
        {
            3: {"回答": "是", "依据": "章程"},
            4: {"回答": "否", "整改责任人": "周某", "整改时限": "2026.12.10", "答复日期": "2026年11月2日"},
            5: {"回答": "不涉及"},
        },
    )
    reading = taken(path)
    assert (reading.errors, reading.faults) == ((), ())
    assert not [m.code for m in reading.notes if m.code == "read.column_unknown"]
    rows = records(reading, "checklist_answers", "organisation", "number", "addressee", "answer", "evidence")
    assert len(rows) == 12
    assert rows[:4] == [
        (UNIT, 1, "school", "yes", "章程"),
        (UNIT, 2, "school", "no", None),
        (UNIT, 3, "school", "na", None),
        (UNIT, 4, "school", None, None),
    ]
    days = records(reading, "checklist_answers", "deadline", "answered_on")
    assert days[1] == ("2026.12.10", dt.date(2026, 11, 2))


@pytest.mark.parametrize("name", CHECKLISTS)
def test_every_checklist_untouched_is_all_unanswered(tmp_path: Path, name: str) -> None:
    reading = taken(_written(tmp_path, name, None, None))
    assert (reading.errors, reading.faults) == ((), ())
    answers = records(reading, "checklist_answers", "checklist", "number", "answer")
    asked = CHECKLISTS[name].asked
    assert answers == [(CHECKLISTS[name].title.zh, q.number, None) for q in asked]


def test_advice_to_families_is_printed_and_not_asked(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(_written(tmp_path, "thirty-measures", None, None))
    asked = {str(c.value) for row in book["自查答复表"].iter_rows() for c in row}
    printed = {str(c.value) for row in book["填表说明"].iter_rows() for c in row}
    for question in CHECKLISTS["thirty-measures"].questions:
        assert (question.ask.zh in asked) != question.advice
        assert (question.ask.zh in printed) == question.advice


def test_a_unit_whose_name_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(_written(tmp_path, "school-practice", '=HYPERLINK("x")小学'))
    cells = [c for row in book["自查答复表"].iter_rows() for c in row]
    assert not any(c.data_type == "f" for c in cells)


def test_a_source_is_cited_with_what_is_not_confirmed() -> None:
    secrecy = next(q for q in CHECKLISTS["office-practice"].questions if "G8" in q.mechanisms)
    assert secrecy.unsourced is not None
    assert cited(secrecy, POLICIES, "zh") == secrecy.unsourced.zh
    first = CHECKLISTS["thirty-measures"].questions[0]
    assert cited(first, POLICIES, "zh") == "《中小学生减负措施》教基〔2018〕26号，条款号待核"
    assert "to be confirmed" in cited(first, POLICIES, "en")
