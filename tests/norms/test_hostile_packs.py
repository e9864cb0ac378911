"""Packs that are wrong on purpose: a fault with file, line, value and example in both languages, never a traceback."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from jianfu.norms.load import load, packaged, read_catalogue

HEAD = """place: {code: X, name: 甲小学, level: %s}
policies:
  - {id: my/plan, title: 方案, issuer: 甲小学, level: %s, issued: 2026-09-01}
marks:
"""
MARK = (
    "  - {norm: student/homework/written-minutes, at_most: %s, for: %s, from: %s,"
    " source: {policy: my/plan, clause: unknown}%s}\n"
)


def pack(
    at_most: str = "40",
    scope: str = "grade = 3",
    first: str = "2026-09-01",
    more: str = "",
    level: str = "unit",
) -> str:
    return HEAD % (level, level) + MARK % (at_most, json.dumps(scope, ensure_ascii=False), first, more)


def faults(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "pack.yaml"
    path.write_text(text, encoding="utf-8")
    found = read_catalogue(packaged(), [path])[1]
    for fault in found:
        for lang in ("zh", "en"):
            assert fault.text(lang).startswith(f"{path}:{fault.line} [{fault.rule}]")
    return [f.rule for f in found]


def test_the_pack_itself_is_right(tmp_path: Path) -> None:
    assert faults(tmp_path, pack()) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (pack(first="2026-09-01 08:00:00"), "bad-date"),
        (pack(first="0001-01-01"), "date-range"),
        (pack(more=", to: 9999-12-31"), "date-range"),
        (pack(at_most="-5"), "negative"),
        (pack(scope="grade"), "condition"),
        (pack(scope="1"), "condition"),
        (pack(scope="'abc'"), "condition"),
        (pack(scope="grade = 3 or 1"), "condition"),
        (pack(scope="(" * 500 + "grade = 3" + ")" * 500), "deep"),
        (pack(scope="not " * 500 + "grade = 3"), "deep"),
        (pack(scope=" or ".join(["grade = 3"] * 200)), "deep"),
        (pack(scope=" or ".join(["grade = 3"] * 5000)), "long"),
        (pack(at_most='!!python/object/apply:os.system ["false"]'), "yaml-tag"),
        ("!!python/object/apply:os.system [false]\n", "yaml-tag"),
        (pack(at_most="900", more=", replaces: 'student/homework/written-minutes#1'", level="national"), "pack-replaces"),
    ],
)  # fmt: skip
def test_each_is_one_fault(tmp_path: Path, text: str, rule: str) -> None:
    assert rule in faults(tmp_path, text)


def test_deep_yaml_costs_nothing(tmp_path: Path) -> None:
    start = time.perf_counter()
    assert faults(tmp_path, "[" * 200_000) == ["yaml-depth"]
    assert time.perf_counter() - start < 20  # it took over a minute


@pytest.mark.parametrize("path", [Path("/dev/zero"), Path("/"), Path("/no/such/pack.yaml")], ids=str)
def test_what_is_no_file_ends_at_once(path: Path) -> None:
    assert next(f.rule for f in read_catalogue(packaged(), [path])[1]) in {"yaml-size", "yaml-file"}


def test_a_mark_on_what_may_fall_below_zero_may_be_negative() -> None:
    norms = load().norms.values()
    assert any(n.measured.signed for n in norms) and any(not n.measured.signed for n in norms)
