"""SEMANTICS 2: one record in several files counts once; where they differ both are kept and marked."""

from __future__ import annotations

from pathlib import Path

import duckdb

from jianfu.ledgers.reading import from_rows
from tests.ledgers.books import HEAD, ROW, book, codes, records, taken


def test_two_list_and_wide_form_complete_each_other(tmp_path: Path) -> None:
    plain = book(tmp_path / "a.xlsx", [HEAD, ROW])
    wide = book(tmp_path / "b.xlsx", [["甲小学三（2）班作业公示表"], ["日期", "书面作业", ""], ["", "语文", "数学"],
                                      ["2026-09-01", 20, 15]], ["B2:C2", "A2:A3"])  # fmt: skip
    reading = taken(plain, wide)
    assert records(reading, "homework", "subject", "content", "form", "minutes", "_conflict") == [
        ("语文", "生字两行", "written", 20, False),
        ("数学", None, "written", 15, False),
    ]
    assert "read.counted_once" in codes(reading.notes)


def test_two_versions_that_differ_are_both_kept_and_marked(tmp_path: Path) -> None:
    first = book(tmp_path / "a.xlsx", [HEAD, ROW, [*ROW[:3], "数学", "口算", 10]])
    final = book(tmp_path / "a终版2.xlsx", [HEAD, [*ROW[:5], 35], [*ROW[:3], "数学", "口算", 10]])
    reading = taken(first, final)
    assert sorted(records(reading, "homework", "subject", "minutes", "_conflict"), key=str) == [
        ("数学", 10, False),
        ("语文", 20, True),
        ("语文", 35, True),
    ]
    assert reading.tables["homework"].conflicts == 2
    assert "read.conflicts" in codes(reading.notes)


def test_two_a_supposed_value_contradicts_nothing(tmp_path: Path) -> None:
    """A file without 完成地点 is taken as homework at home; one that says 校内 knows better."""
    plain = book(tmp_path / "a.xlsx", [HEAD, ROW])
    exact = book(tmp_path / "b.xlsx", [[*HEAD, "完成地点"], [*ROW, "校内"]])
    reading = taken(plain, exact)
    assert records(reading, "homework", "place", "_conflict") == [("school", False)]


def test_two_pieces_of_one_subject_are_two_records(tmp_path: Path) -> None:
    rows = [
        HEAD,
        ROW,
        [*ROW[:4], "阅读", 15],
        [*ROW[:4], "阅读", 15],
        [*ROW[:4], None, 5],
        [*ROW[:4], None, 5],
    ]
    reading = taken(book(tmp_path / "a.xlsx", rows))
    assert sorted(str(r[0]) for r in records(reading, "homework", "minutes")) == ["15", "20", "5", "5"]


def test_equal_interval_in_two_files_is_no_conflict(tmp_path: Path) -> None:
    paths = [book(tmp_path / f"{n}.xlsx", [HEAD, [*ROW[:5], "40-50"]]) for n in "ab"]
    assert records(taken(*paths), "homework", "minutes", "minutes_max", "_conflict") == [(40, 50, False)]


def test_records_without_their_key_are_never_merged(tmp_path: Path) -> None:
    paths = [book(tmp_path / f"{n}.xlsx", [HEAD, [*ROW[:2], "某天", *ROW[3:]]]) for n in "ab"]
    assert len(records(taken(*paths), "homework", "minutes")) == 2


def test_class_registered_twice_names_both_places(tmp_path: Path) -> None:
    rows = [
        ["学校", "班级", "人数"],
        ["甲小学", "三（2）班", 45],
        ["甲小学", "三(2)班", 44],
        ["甲小学", "三（3）班", 44],
    ]
    reading = taken(book(tmp_path / "班级名册.xlsx", rows))
    fault = next(f for f in reading.faults if f.message.code == "read.class_twice")
    assert (
        "2" in fault.message.text("en")
        and "3" in fault.message.text("zh")
        and "三（2）班" in fault.message.text()
    )
    assert records(reading, "classes", "_conflict") == [(True,), (True,), (False,)]


def test_identity_of_a_standing_plan_holds_its_term() -> None:
    con = duckdb.connect()
    row = {"学校": "甲小学", "班级": "三（1）班", "星期": "一", "节次": 1, "学科": "语文"}
    rows = [row | {"学年学期": "2025-2026-2"}, row | {"学年学期": "2026-2027-1", "学科": "数学"}]
    reading = from_rows({"timetable": rows}, con)
    assert reading.tables["timetable"].conflicts == 0
    assert reading.tables["timetable"].rows == 2
