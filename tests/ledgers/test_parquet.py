"""Canonical Parquet is used where it stands; other Parquet is read like a sheet."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

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


def _with(path: Path, group: int = 1_000_000, statistics: bool = True, **columns: list[object]) -> Path:
    given: dict[str, list[object]] = {
        "organisation": ["S1", "S1"],
        "grade": [3, 3],
        "class_no": [2, 2],
        "done_on": [dt.date(2026, 10, 14)] * 2,
        "subject": ["语文", "数学"],
        "form": ["written", "written"],
        "minutes": [40, 30],
    }
    pq.write_table(pa.table(given | columns), path, row_group_size=group, write_statistics=statistics)
    return path


@pytest.mark.parametrize("statistics", [True, False])
def test_choices_in_chinese_are_read_as_written(tmp_path: Path, statistics: bool) -> None:
    reading = taken(
        _with(tmp_path / "a.parquet", 1, statistics, form=["written", "书面"], minutes_max=[None, 50])
    )
    assert not reading.tables["homework"].in_place
    assert records(reading, "homework", "_row", "form", "minutes", "minutes_max") == [
        (1, "written", 40, None),
        (2, "written", 30, 50),
    ]
    assert not reading.faults


@pytest.mark.parametrize("statistics", [True, False])
@pytest.mark.parametrize(
    "minutes", [[-500, 90], [2**62, 90], [float("nan"), 90.0], ["很多", "90"], [[1], [2]]]
)
def test_bad_minutes_are_listed_and_unknown(tmp_path: Path, minutes: list[object], statistics: bool) -> None:
    reading = taken(_with(tmp_path / "a.parquet", 1, statistics, minutes=minutes))
    rows = records(reading, "homework", "minutes")
    assert rows == ([(None,), (None,)] if isinstance(minutes[0], list) else [(None,), (90,)])
    assert {f.column for f in reading.faults} == {"minutes"} and not reading.errors


def test_a_choice_between_the_ids_is_found_in_the_sample(tmp_path: Path) -> None:
    path = _with(tmp_path / "a.parquet", form=["written", "wool"], minutes=[1, 2])
    reading = taken(path)
    assert not reading.tables["homework"].in_place
    assert [f.column for f in reading.faults] == ["form"]


def test_clock_times_and_hundredths_keep_their_meaning(tmp_path: Path) -> None:
    columns = {
        "organisation": ["S1"], "grade": [3], "class_no": [2], "weekday": [1], "period_no": [1],
        "subject": ["语文"], "periods": [50], "term": ["2026-2027-1"], "minutes": [-1],
    }  # fmt: skip
    pq.write_table(pa.table(columns), tmp_path / "timetable.parquet")
    reading = taken(tmp_path / "timetable.parquet")
    assert records(reading, "timetable", "periods", "weekday", "period_no", "term", "minutes") == [
        (50, 1, 1, "2026-2027-1", None)
    ]


def test_a_damaged_page_fails_its_file_alone(tmp_path: Path) -> None:
    good = book(tmp_path / "good.xlsx", [HEAD, ROW])
    path = _with(tmp_path / "a.parquet")
    data = bytearray(path.read_bytes())
    data[60:120] = b"\xff" * 60
    path.write_bytes(data)
    reading = taken(path, good)
    assert [e.message.code for e in reading.errors] == ["read.broken_parquet"]
    assert [s.file for s in reading.sources] == [str(good)] and reading.tables["homework"].rows == 1


def test_a_page_damaged_further_on_is_not_copied(tmp_path: Path) -> None:
    path, count = tmp_path / "a.parquet", 300_000
    columns = {
        "organisation": ["S1"] * count,
        "grade": [3] * count,
        "class_no": [2] * count,
        "done_on": [dt.date(2026, 10, 14)] * count,
        "subject": ["语文"] * count,
        "minutes": list(range(count)),
    }
    pq.write_table(pa.table(columns), path, row_group_size=100_000, use_dictionary=False)
    chunk = pq.read_metadata(path).row_group(1).column(5)
    data = bytearray(path.read_bytes())
    data[chunk.data_page_offset : chunk.data_page_offset + 400] = b"\xff" * 400
    path.write_bytes(data)
    reading = taken(path, _with(tmp_path / "b.parquet"))
    assert [e.message.code for e in reading.errors] == ["read.broken_parquet"]
    assert reading.tables["homework"].rows == 2


def test_what_is_null_stays_unknown(tmp_path: Path) -> None:
    path = _with(tmp_path / "a.parquet", form=["书面", "书面"], done_on=[dt.date(2026, 10, 14), None])
    reading = taken(path)
    assert records(reading, "homework", "done_on") == [(dt.date(2026, 10, 14),), (None,)]
    assert "read.filled_down" not in codes(reading.guesses)
