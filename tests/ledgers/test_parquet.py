"""Canonical Parquet is used where it stands; other Parquet is read like a sheet."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tests.ledgers.books import HEAD, ROW, book, codes, records, taken


def _canonical(path: Path, rows: int = 3) -> Path:
    table = pa.table(
        {
            "organisation": ["S1"] * rows,
            "grade": pa.array([3] * rows, pa.int8()),
            "class_no": pa.array(range(rows), pa.int16()),
            "done_on": pa.array([dt.date(2026, 9, 1)] * rows, pa.date32()),
            "subject": pa.array(["语文"] * rows).dictionary_encode(),
            "form": ["written"] * rows,
            "minutes": pa.array([20] * rows, pa.int32()),
            "something_else": ["x"] * rows,
        }
    )
    pq.write_table(table, path)
    return path


def test_canonical_file_becomes_a_view(tmp_path: Path) -> None:
    reading = taken(_canonical(tmp_path / "homework.parquet"))
    table = reading.tables["homework"]
    assert table.in_place and table.rows == 3 and reading.sources[0].in_place
    assert reading.con.execute(
        "SELECT table_type FROM information_schema.tables WHERE table_name = 'homework'"
    ).fetchall() == [("VIEW",)]
    assert records(reading, "homework", "_source", "_row", "minutes", "minutes_max", "place", "_conflict")[
        2
    ] == (0, 3, 20, None, None, False)
    assert [c[0] for c in reading.con.execute("DESCRIBE homework").fetchall()] == list(table.physical)


def test_a_second_source_merges_it(tmp_path: Path) -> None:
    extra = book(tmp_path / "a.xlsx", [HEAD, ["S1", "三（1）班", "2026-09-01", "语文", "生字", 20]])
    reading = taken(_canonical(tmp_path / "homework.parquet"), extra)
    assert not reading.tables["homework"].in_place
    assert reading.tables["homework"].rows == 3
    assert "read.counted_once" in codes(reading.notes)
    assert ("生字",) in records(reading, "homework", "content")


def test_chinese_headings_take_the_ordinary_way(tmp_path: Path) -> None:
    pq.write_table(pa.table({h: [str(v)] for h, v in zip(HEAD, ROW, strict=True)}), tmp_path / "a.parquet")
    assert records(taken(tmp_path / "a.parquet"), "homework", "class_no", "minutes") == [(2, 20)]


def test_dates_written_as_text_are_cast(tmp_path: Path) -> None:
    names = ["organisation", "grade", "class_no", "done_on", "subject", "minutes"]
    values: list[object] = ["S1", 3, 1, "2026-09-01", "语文", 20]
    pq.write_table(pa.table({n: [v] for n, v in zip(names, values, strict=True)}), tmp_path / "a.parquet")
    assert records(taken(tmp_path / "a.parquet"), "homework", "done_on") == [(dt.date(2026, 9, 1),)]
