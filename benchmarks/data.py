"""Invented homework of many schools, as canonical Parquet: the same file for every contender.

A row is one piece of homework. Rows stand in date order; within a day they are scattered over schools and
classes, as teachers enter them, so that nobody is helped by the rows of a class standing together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import yaml

DAYS = 200
SUBJECTS = ("语文", "数学", "英语", "科学", "道德与法治")
CLASSES_PER_SCHOOL = 25
FIRST_DAY = date(2025, 9, 1)
AS_OF = date(2026, 7, 1)
NORM = "student/homework/written-minutes"
COUNTY = "330799"
COUNTY_SCHOOLS = 40
"""Schools of the county with ceilings of its own; the others stand under another county."""

# Marks of two local packs: place, level, grades from, to, minutes, first day, last day or None.
LOCAL_MARKS = (
    (COUNTY, "county", 3, 4, 45, date(2025, 11, 1), None),
    (COUNTY, "county", 7, 8, 80, date(2025, 9, 1), date(2026, 1, 31)),
    ("S00003", "unit", 5, 6, 50, date(2025, 10, 13), None),
)
NATIONAL_MARKS = ((3, 6, 60), (7, 9, 90))


@dataclass(frozen=True)
class Files:
    """Where the input lies: the ledger, the register of organisations, and the local packs."""

    rows: int
    homework: Path
    organisations: Path
    packs: tuple[Path, ...]


def files(folder: Path, rows: int) -> Files:
    """The input of ``rows`` records under ``folder``, made when it is not there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    per_class = DAYS * len(SUBJECTS)
    classes = max(rows // per_class, CLASSES_PER_SCHOOL)
    homework = folder / f"homework-{classes * per_class}.parquet"
    organisations = folder / f"organisations-{classes * per_class}.parquet"
    if not homework.exists():
        _write_homework(homework, classes)
    if not organisations.exists():
        _write_organisations(organisations, -(-classes // CLASSES_PER_SCHOOL))
    return Files(classes * per_class, homework, organisations, _write_packs(folder))


def _write_homework(path: Path, classes: int) -> None:
    per_day = classes * len(SUBJECTS)
    step = next(
        p for p in (7_368_787, 7_368_791, 15_485_863) if per_day % p
    )  # a prime: every row of a day once
    subjects = ", ".join(f"'{s}'" for s in SUBJECTS)
    unfinished = path.with_suffix(".tmp")
    con = duckdb.connect(config={"memory_limit": "4GB"})
    con.execute(
        f"""COPY (
          WITH r AS (SELECT i // {per_day} AS d, ((i % {per_day}) * {step}) % {per_day} AS k FROM range({DAYS * per_day}) t(i)),
          c AS (SELECT d, k // {len(SUBJECTS)} AS c, k % {len(SUBJECTS)} AS s FROM r)
          SELECT 'S' || LPAD((c // {CLASSES_PER_SCHOOL})::VARCHAR, 5, '0') AS organisation,
            1 + (c % {CLASSES_PER_SCHOOL}) % 9 AS grade,
            1 + (c % {CLASSES_PER_SCHOOL}) // 9 AS class_no,
            DATE '{FIRST_DAY.isoformat()}' + d::INTEGER AS done_on,
            ([{subjects}])[s + 1] AS subject,
            CASE WHEN hash(c, d, s) % 10 < 8 THEN 'written' WHEN hash(c, d, s) % 10 = 8 THEN 'oral' ELSE 'reading' END AS form,
            (hash(d, c, s) % 26)::BIGINT AS minutes,
            CASE WHEN hash(s, c, d) % 20 = 0 THEN 'school' ELSE 'home' END AS place,
            CASE WHEN hash(s, d, c) % 20 = 0 THEN 'optional' ELSE 'required' END AS required,
            'estimate' AS minutes_source
          FROM c) TO '{unfinished}' (FORMAT parquet, COMPRESSION zstd)"""
    )
    con.close()
    unfinished.rename(path)


def _write_organisations(path: Path, schools: int) -> None:
    con = duckdb.connect()
    con.execute(
        f"""COPY (
          SELECT '{COUNTY}' AS code, '青禾县' AS name, 'county' AS level, NULL AS parent
          UNION ALL SELECT '330798', '白溪县', 'county', NULL
          UNION ALL SELECT 'S' || LPAD(s::VARCHAR, 5, '0'), '第' || s || '学校', 'unit',
            CASE WHEN s < {COUNTY_SCHOOLS} THEN '{COUNTY}' ELSE '330798' END FROM range({schools}) t(s)
        ) TO '{path}' (FORMAT parquet)"""
    )
    con.close()


def _write_packs(folder: Path) -> tuple[Path, ...]:
    paths = []
    for place in dict.fromkeys(m[0] for m in LOCAL_MARKS):
        marks = [m for m in LOCAL_MARKS if m[0] == place]
        level = marks[0][1]
        policy = f"bench/{place}"
        pack = {
            "place": {"code": place, "level": level},
            "policies": [
                {
                    "id": policy,
                    "title": "作业管理细则",
                    "issuer": place,
                    "level": level,
                    "issued": date(2025, 8, 20),
                }
            ],
            "marks": [
                {
                    "norm": NORM,
                    "at_most": f"{minutes} minutes",
                    "for": f"grade between {low} and {high}",
                    "level": level,
                    "from": first,
                    **({"to": last} if last else {}),
                    "source": {"policy": policy, "clause": "第二条"},
                    "strength": "mandatory",
                    "certainty": {"figure": "sure", "clause": "sure"},
                    "restated": {
                        "zh": f"每天书面作业不超过{minutes}分钟。",
                        "en": f"At most {minutes} minutes a day.",
                    },
                }
                for _, _, low, high, minutes, first, last in marks
            ],
        }
        path = folder / f"pack-{place}.yaml"
        path.write_text(yaml.safe_dump(pack, allow_unicode=True, sort_keys=False), encoding="utf-8")
        paths.append(path)
    return tuple(paths)
