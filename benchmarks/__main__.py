"""``make bench``: every figure in one run, contenders in turn, each in a process of its own; exit 1 when a
threshold is missed."""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.contenders import CONTENDERS
from benchmarks.data import files

MAX_RATIO_TO_SQL = 1.5
MAX_PEAK_MB = 1000
MAX_PEAK_MB_AT_SCALE = 3000
MAX_GROWTH = 14.0
"""Time of 100 M records over that of 10 M."""
MAX_BYTES_READ = 2.5
"""Bytes read over the size of the file, which two passes may read twice: time alone would not show more."""
MAX_HUNDRED = 12.0
"""Time of 100 norms over that of one."""
MAX_RULE_US = 50.0
MAX_DECIDE_US = 1000.0

MAX_BYTES_READ_AT_SCALE = 6.0
"""The same with what DuckDB spills past its memory limit and reads again; a file split by days is read twelve times."""

BASE_ROWS = 10_000_000
AT_SCALE = ("jianfu", "hand_sql", "hand_sql_lists", "polars")
"""Contenders past the base size; the others would not fit into memory."""
ANSWER = ("breaches", "total", "ids", "kept")


def main() -> int:
    """Runs everything and prints tables and verdicts."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--rows", type=int, default=BASE_ROWS)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=Path("bench-data"))
    given = parser.parse_args()
    shown = {name: version(name) for name in ("duckdb", "polars", "pandera", "openfisca-core", "zen-engine")}
    print(f"{platform.platform()}, {os.cpu_count()} CPUs, Python {platform.python_version()}")
    print(", ".join(f"{k} {v}" for k, v in shown.items()))
    rows = files(given.folder, given.rows).rows
    checks = Checks()
    if rows > BASE_ROWS:
        _scale(rows, given.folder, given.rounds, checks)
    else:
        _main_job(rows, given.folder, given.rounds, checks)
        _hundred(rows, given.folder, given.rounds, checks)
        _deciding(given.folder, given.rounds, checks)
    return checks.close()


class Checks:
    """Thresholds held and missed."""

    def __init__(self) -> None:
        self.lines: list[tuple[bool, str]] = []

    def at_most(self, what: str, value: float, most: float) -> None:
        """Notes whether ``value`` stays within ``most``."""
        self.lines.append((value <= most, f"{what}: {value:,.2f} (at most {most:,.2f})"))

    def equal(self, what: str, values: list[Any]) -> None:
        """Notes whether all ``values`` are the same."""
        same = all(v == values[0] for v in values)
        self.lines.append((same, f"{what}: {values[0] if same else values}"))

    def close(self) -> int:
        """Prints the verdicts; 1 when one is missed."""
        print()
        for held, line in self.lines:
            print(f"{'ok    ' if held else 'MISSED'} {line}")
        return 0 if all(held for held, _ in self.lines) else 1


def _run(module: str, *arguments: object) -> dict[str, Any]:
    command = [sys.executable, "-m", f"benchmarks.{module}", *map(str, arguments)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _rounds(names: tuple[str, ...], rounds: int, run: Any) -> dict[str, list[dict[str, Any]]]:
    """The results of each name; in every round each runs once, so that slow minutes are everyone's."""
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for _ in range(rounds):
        for name in names:
            found[name].append(run(name))
    return found


def _middle(runs: list[dict[str, Any]], key: str) -> float:
    return float(statistics.median(r[key] for r in runs))


def _ratio(runs: list[dict[str, Any]], others: list[dict[str, Any]], key: str = "seconds") -> float:
    """The median over the rounds of one's time over the other's in the same round."""
    return float(statistics.median(a[key] / b[key] for a, b in zip(runs, others, strict=True)))


def _table(found: dict[str, list[dict[str, Any]]], rows: int, against: str) -> None:
    print(
        f"\n{'':16}{'s':>8}{'M rows/s':>10}{'CPU s':>8}{'peak MB':>9}{'read MB':>9}   {against} = 1 (time, CPU)"
    )
    for name, runs in found.items():
        seconds = _middle(runs, "seconds")
        ratio, cpu = _ratio(runs, found[against]), _ratio(runs, found[against], "cpu")
        print(
            f"{name:16}{seconds:8.2f}{rows / seconds / 1e6:10.1f}{_middle(runs, 'cpu'):8.2f}"
            f"{max(r['peak_mb'] for r in runs):9,}{_middle(runs, 'read_mb'):9,.0f}   {ratio:.2f}, {cpu:.2f}"
        )


def _against_sql(found: dict[str, list[dict[str, Any]]], checks: Checks) -> None:
    for key in ANSWER:
        checks.equal(key, [r[key] for runs in found.values() for r in runs])
    best = min(("hand_sql", "hand_sql_lists"), key=lambda name: _middle(found[name], "seconds"))
    what = f"jianfu over SQL by hand ({best}, the faster form)"
    checks.at_most(what, _ratio(found["jianfu"], found[best]), MAX_RATIO_TO_SQL)


def _main_job(rows: int, folder: Path, rounds: int, checks: Checks) -> None:
    print(f"\nOne norm with two local packs over {rows:,} records, from open file to cited findings")
    found = _rounds(tuple(CONTENDERS), rounds, lambda name: _run("contenders", name, rows, folder))
    _table(found, rows, "jianfu")
    _against_sql(found, checks)
    checks.at_most("peak MB of jianfu", max(r["peak_mb"] for r in found["jianfu"]), MAX_PEAK_MB)
    size = files(folder, rows).homework.stat().st_size / 1e6
    checks.at_most(
        "bytes read over the size of the file", _middle(found["jianfu"], "read_mb") / size, MAX_BYTES_READ
    )


def _scale(rows: int, folder: Path, rounds: int, checks: Checks) -> None:
    print(f"\nThe same over {rows:,} records, with runs over {BASE_ROWS:,} between")
    files(folder, BASE_ROWS)
    jobs = {name: (name, rows) for name in AT_SCALE} | {"jianfu (base)": ("jianfu", BASE_ROWS)}
    found = _rounds(tuple(jobs), rounds, lambda name: _run("contenders", *jobs[name], folder))
    base = found.pop("jianfu (base)")
    _table(found, rows, "jianfu")
    _table({"jianfu (base)": base}, BASE_ROWS, "jianfu (base)")
    _against_sql(found, checks)
    times = rows / BASE_ROWS / 10
    checks.at_most("time over that of the base size", _ratio(found["jianfu"], base), MAX_GROWTH * times)
    size = files(folder, rows).homework.stat().st_size / 1e6
    checks.at_most(
        "bytes read over the size of the file",
        _middle(found["jianfu"], "read_mb") / size,
        MAX_BYTES_READ_AT_SCALE,
    )
    checks.at_most("peak MB of jianfu", max(r["peak_mb"] for r in found["jianfu"]), MAX_PEAK_MB_AT_SCALE)


def _hundred(rows: int, folder: Path, rounds: int, checks: Checks) -> None:
    print(f"\nOne norm and a hundred over {rows:,} records")
    found = _rounds(("1", "100"), rounds, lambda name: _run("yardsticks", name, rows, folder))
    _table(found, rows, "1")
    checks.equal("breaches of the hundred", [r["breaches"] for r in found["100"]])
    checks.at_most("100 norms over one", _ratio(found["100"], found["1"]), MAX_HUNDRED)


def _deciding(folder: Path, rounds: int, checks: Checks) -> None:
    runs = [_run("deciding", folder) for _ in range(rounds)]
    middle = {key: _middle(runs, key) for key in runs[0]}
    print("\nOne decision, median µs (zen-engine gets the sum handed in)")
    for key, value in middle.items():
        print(
            f"{key:26}{value:9.1f}   over rule {value / middle['rule']:6.2f}, over decide {value / middle['decide']:6.2f}"
        )
    checks.at_most("rule with trace, µs", middle["rule"], MAX_RULE_US)
    checks.at_most("decide with SQLite, µs", middle["decide"], MAX_DECIDE_US)


if __name__ == "__main__":
    sys.exit(main())
