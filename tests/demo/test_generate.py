"""The invented county: the same for a seed, messy as real ledgers, and invented throughout."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import yaml
from docx import Document
from openpyxl import load_workbook

from jianfu.demo import Demo, generate
from jianfu.demo.answers import read_key
from jianfu.demo.county import AS_OF, MAKE_UP_DAYS, SCHOOLS, school_days


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_one_seed_gives_one_county_to_the_byte(demo: Demo, tmp_path: Path) -> None:
    again = generate(tmp_path / "again")
    assert files(again.ledgers.parent) == files(demo.ledgers.parent)


def test_another_seed_gives_another_county_with_the_same_breaches(demo: Demo, tmp_path: Path) -> None:
    other = generate(tmp_path / "other", seed=7)
    assert files(other.ledgers) != files(demo.ledgers)
    same = read_key(demo.key)["breached"]
    assert [(p["norm"], p["organisation"]) for p in read_key(other.key)["breached"]] == [
        (p["norm"], p["organisation"]) for p in same
    ]


def test_there_are_twelve_schools_of_every_kind() -> None:
    assert len(SCHOOLS) == 12
    assert {s.system for s in SCHOOLS} == {"六三", "五四"}
    assert any(s.boarding for s in SCHOOLS)
    assert any(s.grades == tuple(range(1, 10)) for s in SCHOOLS)
    assert any(max(s.pupils) < 10 for s in SCHOOLS)


def test_school_days_leave_holidays_out_and_make_up_days_in() -> None:
    days = school_days()
    assert date(2026, 10, 1) not in days
    assert date(2026, 9, 25) not in days
    assert all(d in days for d in MAKE_UP_DAYS)
    assert max(days) <= AS_OF


def test_the_key_plants_at_least_twenty_breaches_over_most_norms(demo: Demo) -> None:
    key = read_key(demo.key)
    assert key["as_of"] == "2026-11-20"
    assert len(key["breached"]) >= 20
    assert len({p["norm"] for p in key["breached"]}) >= 20
    assert len(key["traps"]) >= 15
    assert len(key["not_evaluable"]) >= 6
    assert len(key["suspected"]) >= 5


def test_no_breach_is_planted_twice_and_no_trap_is_a_breach(demo: Demo) -> None:
    key = read_key(demo.key)

    def identity(entry: dict[str, object]) -> tuple[object, ...]:
        names = ("norm", "organisation", "group", "period", "record")
        return tuple(str(entry.get(n)) for n in names)

    planted = [identity(p) for part in ("breached", "suspected", "not_evaluable", "traps") for p in key[part]]
    assert len(planted) == len(set(planted))


def test_the_ledgers_are_as_messy_as_real_ones(demo: Demo) -> None:
    kinds = {p.suffix for p in demo.ledgers.rglob("*") if p.is_file()}
    assert kinds == {".xlsx", ".csv", ".parquet"}
    book = load_workbook(next(demo.ledgers.rglob("三年级作业公示表.xlsx")))
    assert any(page.sheet_state == "hidden" for page in book)
    assert book["三（1）班"].merged_cells.ranges
    encodings = set()
    for path in demo.ledgers.rglob("*.csv"):
        try:
            path.read_text(encoding="utf-8")
            encodings.add("utf-8")
        except UnicodeDecodeError:
            path.read_text(encoding="gb18030")
            encodings.add("gb18030")
    assert encodings == {"utf-8", "gb18030"}


def test_workbooks_carry_no_trace_of_when_they_were_made(demo: Demo) -> None:
    for path in list(demo.ledgers.rglob("*.xlsx"))[:5]:
        with zipfile.ZipFile(path) as archive:
            assert {i.date_time[:3] for i in archive.infolist()} == {(2026, 11, 20)}


def test_the_packs_hold_a_stricter_county_a_stricter_school_and_a_looser_one(demo: Demo) -> None:
    packs = [yaml.safe_load(p.read_text(encoding="utf-8")) for p in demo.packs]
    assert {(p["place"]["level"], p["marks"][0]["at_most"]) for p in packs} == {
        ("county", "45 minutes"),
        ("unit", "50 minutes"),
        ("unit", "80 minutes"),
    }


def test_a_plan_to_read_stands_beside_the_ledgers_and_not_among_them(demo: Demo) -> None:
    assert demo.plan.parent == demo.ledgers.parent / "plans"
    paragraphs = [p.text for p in Document(str(demo.plan)).paragraphs]
    assert paragraphs[0] == demo.plan.stem
    assert any("不超过75分钟" in text for text in paragraphs)
    with zipfile.ZipFile(demo.plan) as archive:
        assert {i.date_time[:3] for i in archive.infolist()} == {(2026, 9, 1)}
