"""Organisations known beforehand, and the one whose records they are where the files name none."""

from __future__ import annotations

from pathlib import Path

import duckdb

from jianfu.ledgers.reading import Reading, read
from jianfu.terms.places import Organisation, Places
from tests.ledgers.books import HEAD, ROW, book, codes, records

KNOWN = Places(
    [
        Organisation("330799-001", "青禾县实验小学", "school", "unit", stages=("primary",)),
        Organisation("330799-002", "青禾县第二小学", "school", "unit", stages=("primary",)),
    ]
)


def taken(*paths: Path, owner: str | None = None) -> Reading:
    return read(paths, duckdb.connect(), known=KNOWN, owner=owner)


def test_a_name_in_the_file_is_the_organisation_known_by_it(tmp_path: Path) -> None:
    reading = taken(book(tmp_path / "a.xlsx", [HEAD, ["实验小学", *ROW[1:]], ["330799-002", *ROW[1:]]]))
    assert records(reading, "homework", "organisation") == [("330799-001",), ("330799-002",)]
    assert set(reading.tables) == {"homework"}
    assert reading.places.get("330799-001") is not None


def test_records_that_name_nobody_are_the_owners(tmp_path: Path) -> None:
    rows = [HEAD[1:], ROW[1:]]
    reading = taken(book(tmp_path / "书面作业终版.xlsx", rows), owner="330799-001")
    assert records(reading, "homework", "organisation") == [("330799-001",)]
    assert "read.organisation_from_name" not in codes(reading.guesses)


def test_what_the_file_says_goes_before_the_owner(tmp_path: Path) -> None:
    titled = book(tmp_path / "a.xlsx", [["青禾县第二小学作业公示表"], HEAD[1:], ROW[1:]])
    named = book(tmp_path / "青禾县第二小学.xlsx", [HEAD[1:], [*ROW[1:3], "数学", *ROW[4:]]])
    reading = taken(titled, named, owner="330799-001")
    assert records(reading, "homework", "organisation") == [("330799-002",)] * 2
    assert "read.organisation_from_name" in codes(reading.guesses)


def test_a_name_nobody_knows_stays_as_it_is_written(tmp_path: Path) -> None:
    reading = taken(book(tmp_path / "a.xlsx", [HEAD, ["乙小学", *ROW[1:]]]), owner="330799-001")
    assert records(reading, "homework", "organisation") == [("乙小学",)]
    assert "read.organisation_unknown" in codes(reading.guesses)


def test_a_register_among_the_files_adds_to_what_is_known(tmp_path: Path) -> None:
    register = book(
        tmp_path / "单位名册.xlsx",
        [["单位代码", "单位名称", "单位类型"], ["330799-003", "青禾县第三小学", "学校"]],
    )
    homework = book(tmp_path / "作业.xlsx", [HEAD, ["青禾县第三小学", *ROW[1:]], ["实验小学", *ROW[1:]]])
    reading = taken(register, homework)
    assert records(reading, "homework", "organisation") == [("330799-003",), ("330799-001",)]
    assert reading.tables["organisations"].rows == 1


def test_a_source_says_which_columns_it_has(tmp_path: Path) -> None:
    reading = taken(book(tmp_path / "a.xlsx", [["甲小学作业公示表"], HEAD[1:], ROW[1:]]))
    assert reading.sources[0].present == ("class", "done_on", "subject", "content", "minutes")
