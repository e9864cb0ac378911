"""Coverage: every mechanism that records can show has a norm or a reason, and so has every check of a ledger."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from jianfu.ledgers.registry import ledgers
from jianfu.reports.docs.mechanism_page import gaps, mechanism_page
from jianfu.reports.docs.written import Written, WrittenNorm, read_catalogue

CATALOGUE = Path(str(files("jianfu"))) / "catalog"
TEXT = {"zh": "作业", "en": "Homework"}


def written(**more: Any) -> Written:
    body = {"title": TEXT, "watches": "homework", "mechanisms": ["P1"], "against": {"ledger": "classes"}}
    norm = WrittenNorm("student/homework/minutes", body, {"cases": [{}, {}]})
    given: dict[str, Any] = {
        "mechanisms": ({"id": "P1", "field": "student", "kinds": ["data"], "title": TEXT},),
        "checks": (
            {"id": "L1", "ledgers": ["homework"], "what": TEXT, "norms": ["student/homework/minutes"]},
        ),
        "questions": (),
    }
    return Written((norm,), {}, **(given | more))


@pytest.fixture(scope="module")
def packaged() -> Written:
    """The packaged catalogue as it is written."""
    return read_catalogue(CATALOGUE)


def test_every_mechanism_and_every_check_is_held_or_put_off_with_a_reason(packaged: Written) -> None:
    assert gaps(packaged, set(ledgers())) == []


def test_every_deferral_gives_its_reason_in_both_languages(packaged: Written) -> None:
    for entry in (*packaged.mechanisms, *packaged.checks):
        if "defer" in entry:
            assert entry["defer"]["zh"] and entry["defer"]["en"], entry["id"]
            assert not entry.get("norms"), entry["id"]


def test_every_row_has_the_shape_that_the_page_shows(packaged: Written) -> None:
    for row in packaged.mechanisms:
        assert set(row) - {"defer"} == {"id", "field", "kinds", "title"}, row["id"]
        assert set(row["kinds"]) <= {"data", "workflow", "checklist"}
        assert set(row["title"]) == {"zh", "en"}
    for row in packaged.checks:
        assert set(row) <= {"id", "ledgers", "what", "norms", "defer"}, row["id"]
        assert set(row["what"]) == {"zh", "en"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, ()),
        ({"mechanisms": ()}, ("student/homework/minutes: unknown mechanism P1",)),
        (
            {"mechanisms": (*written().mechanisms, {"id": "P9", "field": "student", "kinds": ["data"], "title": {}})},
            ("P9: kind data, but no norm and no reason",),
        ),
        (
            {"mechanisms": (*written().mechanisms, {"id": "P9", "field": "x", "kinds": ["checklist"], "title": {}})},
            ("P9: kind checklist, but no question and no reason",),
        ),
        (
            {"checks": ({"id": "L1", "ledgers": ["homwork"], "what": {}, "norms": ["student/homework/gone"]},)},
            ("L1: unknown norm student/homework/gone", "L1: unknown ledger homwork"),
        ),
        ({"checks": ({"id": "L1", "ledgers": [], "what": {}, "norms": []},)}, ("L1: no norm and no reason",)),
        ({"checks": ({"id": "L1", "ledgers": [], "what": {}, "defer": TEXT},)}, ()),
        ({"questions": ({"mechanisms": ["P7"]},)}, ("checklists: unknown mechanism P7",)),
    ],
)  # fmt: skip
def test_what_is_left_open_is_told(change: dict[str, Any], said: tuple[str, ...]) -> None:
    assert tuple(gaps(replace(written(), **change), {"homework"})) == said


def test_the_page_leads_from_mechanism_to_ledgers_norms_and_cases() -> None:
    deferred = {
        "id": "L2",
        "ledgers": ["classes"],
        "what": {"zh": "笔迹", "en": "Hand"},
        "defer": {"zh": "看不出", "en": "Unseen"},
    }
    page = mechanism_page(written(checks=(*written().checks, deferred)))
    for line in (
        "| P1 作业 Homework | 数据 · data | [homework](ledgers.md#homework), [classes](ledgers.md#classes) | "
        "[作业](norms/student/homework/minutes.md) | 2 | – |",
        "| [homework](ledgers.md#homework) | 作业 Homework | [作业](norms/student/homework/minutes.md) | 2 |",
        "| [classes](ledgers.md#classes) | 笔迹 Hand | 暂缓，见下表 · put off; see below | 0 |",
        "| L2 笔迹 Hand | 看不出 Unseen |",
    ):
        assert line in page.splitlines()
