"""``python -m benchmarks.web_import``: a workbook of homework taken in by a site, step by step; exit 1 when a bound is missed.

A site in a folder of its own (or the PostgreSQL database that DATABASE_URL names, which must be empty), one process as
a worker is, the reading in its own as it always is. The first file only adds; the second, of the same size, finds a
tenth of its rows changed and a tenth new.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import Workbook

MAX_PREVIEW_SECONDS = 30.0
MAX_PEAK_MB = 600.0
"""Of each process: the one that serves, the one that reads."""
HEAD = ("学校", "班级", "日期", "学科", "作业内容", "作业类型", "预计时长（分钟）", "完成地点", "布置教师")
SUBJECTS = ("语文", "数学", "英语", "科学")
SCHOOLS = 25
CLASSES = 24
FIRST = dt.date(2026, 9, 1)


def write(path: Path, rows: int, *, again: bool) -> None:
    """A workbook of ``rows`` pieces of homework in the order of days; ``again``: the second one."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("作业公示")
    sheet.append(HEAD)
    for k in range(rows):
        n = k + rows // 10 if again else k
        day, rest = divmod(n, SCHOOLS * CLASSES * len(SUBJECTS))
        school, rest = divmod(rest, CLASSES * len(SUBJECTS))
        number, subject = divmod(rest, len(SUBJECTS))
        minutes: object = (
            33 if again and n % 9 == 0 else f"约{n % 5 * 5 + 5}分钟" if n % 7 == 0 else n % 5 * 5 + 5
        )
        sheet.append(
            [
                f"第{school + 1}实验小学", f"{'一二三四五六'[number // 4]}（{number % 4 + 1}）班",
                (FIRST + dt.timedelta(days=day)).isoformat(), SUBJECTS[subject], f"练习第 {n} 题", "书面", minutes,
                "家庭", "李敏",
            ]
        )  # fmt: skip
    book.save(path)


def watch(what: str, step: Callable[[], Any]) -> tuple[Any, float]:
    """The result of a step and its seconds, which are printed."""
    began, spent = time.perf_counter(), time.process_time()
    result = step()
    seconds = time.perf_counter() - began
    print(f"{what:36}{seconds:8.1f} s{time.process_time() - spent:8.1f} s CPU here{peak():9.0f} MB")
    return result, seconds


def peak() -> float:
    """The most memory that this process held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    """Makes the site, takes in both files, undoes the second."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.web_import")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--write", nargs=2, metavar=("FILE", "again"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.write:
        write(Path(given.write[0]), given.rows, again=given.write[1] == "yes")
        return 0
    database = "PostgreSQL" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "SQLite"
    print(f"{platform.platform()}, {os.cpu_count()} CPUs, Python {platform.python_version()}, {database}")
    with tempfile.TemporaryDirectory() as folder:
        return run(Path(folder), given.rows)


def run(folder: Path, rows: int) -> int:
    """The whole of it; 1 when a bound is missed."""
    files = []
    for name, again in (("first", "no"), ("second", "yes")):
        files.append(folder / f"{name}.xlsx")
        # In a process of its own, whose memory is not the site's.
        command = [
            sys.executable,
            "-m",
            "benchmarks.web_import",
            "--rows",
            str(rows),
            "--write",
            str(files[-1]),
            again,
        ]
        subprocess.run(command, check=True)

    from jianfu.web.project.folder import DataFolder  # noqa: PLC0415  Django must be told its folder first
    from jianfu.web.project.run import make_tables, open_site  # noqa: PLC0415

    DataFolder(folder / "site").make()
    open_site(folder / "site", FIRST + dt.timedelta(days=60))
    make_tables()
    from benchmarks.web_import_steps import Office  # noqa: PLC0415  as above

    office = Office(SCHOOLS)
    held = [taken_in(office, file, rows) for file in files]
    watch("the second undone", office.undo_last)
    passed = all(held) and peak() <= MAX_PEAK_MB
    print("\nok" if passed else "\nMISSED")
    return 0 if passed else 1


def taken_in(office: Any, file: Path, rows: int) -> bool:
    """Takes in one file; whether the bounds were kept."""
    print(f"\n{file.name}: {rows:,} rows, {file.stat().st_size / 1e6:.1f} MB")
    imported, stored = watch("stored and made known", lambda: office.hand_in(file))
    _, read = watch("read, in a process of its own", lambda: office.read(imported))
    told, compared = watch("held against the records", lambda: office.compare(imported))
    preview = stored + read + compared
    reader = office.peak_of_reading(imported) / 2**20
    watch("taken in", lambda: office.confirm(imported, told))
    counts = ", ".join(f"{name} {told.total(name):,}" for name in ("new", "changed", "same", "refused"))
    print(f"{counts}; the process that read held {reader:.0f} MB at most")
    print(f"preview after {preview:.1f} s (at most {MAX_PREVIEW_SECONDS})")
    return preview <= MAX_PREVIEW_SECONDS and reader <= MAX_PEAK_MB


if __name__ == "__main__":
    sys.exit(main())
