"""Comparing a result with the key: what counts as a difference."""

from __future__ import annotations

from typing import Any

from jianfu.demo import compare

NORM = "student/homework/written-minutes"


def found(measured: Any = 78, outcome: str = "breached", **group: Any) -> dict[str, Any]:
    group = {"organisation": "330799-001", "grade": 3, "class_no": 2, **group}
    return {
        "norm": NORM, "outcome": outcome, "group": group, "period": "2026-11-04", "measured": measured, "records": [],
    }  # fmt: skip


def planted(measured: Any = 78, **more: Any) -> dict[str, Any]:
    return {
        "norm": NORM, "organisation": "330799-001", "group": {"grade": 3, "class_no": 2}, "period": "2026-11-04",
        "measured": measured, "why": "", **more,
    }  # fmt: skip


def key(**parts: list[Any]) -> dict[str, Any]:
    return {"breached": [], "suspected": [], "not_evaluable": [], "traps": [], "conflicts": [], **parts}


def kinds(findings: list[dict[str, Any]], answers: dict[str, Any], **more: Any) -> list[str]:
    return [d.kind for d in compare({"findings": findings, **more}, answers)]


def test_what_was_planted_and_found_is_no_difference() -> None:
    assert kinds([found()], key(breached=[planted()])) == []


def test_what_was_not_found_is_missing_and_what_was_not_planted_unexpected() -> None:
    assert kinds([], key(breached=[planted()])) == ["missing"]
    assert kinds([found()], key()) == ["unexpected"]
    assert kinds([found(class_no=3)], key(breached=[planted()])) == ["missing", "unexpected"]


def test_another_figure_is_a_difference() -> None:
    assert kinds([found(72)], key(breached=[planted()])) == ["measured"]


def test_one_finding_answers_one_planted_breach_only() -> None:
    assert kinds([found()], key(breached=[planted(), planted()])) == ["missing"]


def test_a_trap_must_not_be_found_at_all() -> None:
    assert kinds([found([0, None], "not_evaluable")], key(traps=[planted()])) == ["trap"]


def test_gaps_beyond_the_planted_ones_are_allowed() -> None:
    assert kinds([found([0, None], "not_evaluable")], key()) == []


def test_a_planted_breach_of_a_local_mark_needs_the_packs() -> None:
    answers = key(breached=[planted(pack=True)])
    assert compare({"findings": []}, answers, packs=False) == []
    assert [d.kind for d in compare({"findings": []}, answers)] == ["missing"]


def test_a_record_is_known_by_any_of_its_names() -> None:
    paper = {
        "norm": "grassroots/documents/length", "outcome": "breached", "measured": 5600, "period": None,
        "group": {"organisation": "330799-901", "title": "关于推进基层治理的若干意见"}, "records": [],
    }  # fmt: skip
    answer = {
        "norm": "grassroots/documents/length", "organisation": "330799-901", "record": "关于推进基层治理的若干意见",
        "measured": 5600, "why": "",
    }  # fmt: skip
    assert kinds([paper], key(breached=[answer])) == []


def test_a_loose_mark_must_be_listed_as_a_conflict() -> None:
    answers = key(conflicts=[{"norm": NORM, "organisation": "330799-009", "why": ""}])
    assert kinds([], answers) == ["conflict"]
    listed = [{"norm": NORM, "other": {"place": "330799-009"}}]
    assert kinds([], answers, conflicts=listed) == []
