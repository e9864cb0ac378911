"""The workbook of a plan: filled in, its questions read back as answers; the other sheets are for reading only."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from jianfu.reports.plan_book import _asked, write_plan_book
from tests.ledgers.books import codes, records, taken
from tests.reports.plan_sample import NORM, TITLE, reading

SCHOOL = "柳溪镇中心小学"


def written(tmp_path: Path, copies: int = 1, unit: str | None = SCHOOL) -> Path:
    path = tmp_path / "自查.xlsx"
    write_plan_book(reading(copies), path, unit)
    return path


def fill(path: Path, rows: dict[int, dict[str, object]]) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book["自查答复表"]
    headings = {str(c.value).rstrip("*"): c.column for c in sheet[2]}
    for row, values in rows.items():
        for heading, value in values.items():
            sheet.cell(row, headings[heading]).value = value  # type: ignore[arg-type]
    book.save(path)


def test_answers_are_read_back_under_the_title_of_the_plan(tmp_path: Path) -> None:
    path = written(tmp_path)
    fill(
        path,
        {
            3: {"回答": "是", "依据": "抽看三个班"},
            4: {"回答": "否", "整改责任人": "周某", "整改时限": "2026年12月10日"},
            5: {"回答": "不适用"},
        },
    )
    got = taken(path)
    assert (got.errors, got.faults) == ((), ())
    rows = records(
        got, "checklist_answers", "organisation", "checklist", "number", "addressee", "answer", "evidence",
        "deadline",
    )  # fmt: skip
    assert rows == [
        (SCHOOL, TITLE, 1, "school", "yes", "抽看三个班", None),
        (SCHOOL, TITLE, 2, "school", "no", None, "2026年12月10日"),
        (SCHOOL, TITLE, 3, "school", "na", None, None),
    ]
    assert records(got, "checklist_answers", "clause", "duty_of", "due", "responsible")[2] == (
        "三", "教导处", "每学期开学两周内", None,
    )  # fmt: skip


def test_the_other_sheets_are_passed_over_without_a_word(tmp_path: Path) -> None:
    got = taken(written(tmp_path))
    assert len(openpyxl.load_workbook(written(tmp_path)).sheetnames) == 5
    assert not {"read.sheet_skipped", "read.sheet_aside"} & codes((*got.guesses, *got.notes))


def test_untouched_it_answers_nothing(tmp_path: Path) -> None:
    got = taken(written(tmp_path))
    assert records(got, "checklist_answers", "answer") == [(None,)] * 3


def test_several_plans_keep_their_answers_apart(tmp_path: Path) -> None:
    got = taken(written(tmp_path, 2))
    assert [(c, n) for c, n in records(got, "checklist_answers", "checklist", "number")] == [
        *((TITLE, n) for n in (1, 2, 3)),
        *((f"{TITLE}（2）", n) for n in (1, 2, 3)),
    ]


def test_without_a_unit_the_words_say_whom_a_question_asks(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(tmp_path, unit=None))
    sheet = book["自查答复表"]
    heads = [str(c.value) for c in sheet[2]]
    assert {sheet.cell(row, heads.index("答题对象") + 1).value for row in (3, 4, 5)} == {"学校"}
    assert {sheet.cell(row, heads.index("单位") + 1).value for row in (3, 4, 5)} == {None}


def test_every_question_asks_somebody() -> None:
    assert _asked("农民", "farmer") == "村（社区）"
    assert _asked("大家", "student") == "学校"
    assert _asked("大家", "enterprise") == "机关单位"


def _rows(sheet: Worksheet) -> list[dict[str, object]]:
    heads, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, heads), row, strict=True)) for row in rows]


def test_marks_and_contradictions_have_sheets_of_their_own(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(tmp_path))
    marks = _rows(book["限值草案说明"])
    assert [(r["句"], r["数值"], r["单位"], r["适用范围"], r["口径编号"]) for r in marks][:3] == [
        (1, "≤0", "分钟", "一、二年级", NORM),
        (2, "≤40", "分钟", "三、四年级", NORM),
        (3, "≤75", "分钟", "五、六年级", NORM),
    ]
    assert {r["条款"] for r in marks} == {"二/(一)/1", "二/(三)"}
    above = _rows(book["冲突说明"])[:2]
    assert [(r["限值"], r["条款"]) for r in above] == [("≤75 分钟", "二/(一)/1"), ("≤60 分钟", "第二条")]
    assert str(above[1]["原文"]).startswith("（转述）")
    left = _rows(book["其余说明"])
    assert [r["句"] for r in left] == [5, 8, 8, 11]
    assert len({(r["句"], r["原因"]) for r in left}) == len(left)


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(tmp_path, unit='=HYPERLINK("x")小学'))
    assert not [c for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"]
