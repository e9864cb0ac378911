"""Checklists: the packaged ones are whole, and faults of others are told with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from jianfu.norms.checklists import checklist, load_checklists, read_checklists
from jianfu.norms.faults import InvalidNorms
from jianfu.norms.load import packaged, read_catalogue
from jianfu.terms.errors import JianfuError

CHECKLISTS = load_checklists()
POLICY = """
- {id: cn/x, title: 一项通知, issuer: 某部, level: national, issued: 2021-04-08}
"""
GOOD = """
title: {zh: 试问, en: Trial}
source: {policy: cn/x, clause: unknown}
aspects:
  one: {zh: 一, en: One}
questions:
  - number: 1
    aspect: one
    field: student
    for: [school]
    ask: {zh: 做到了吗？, en: Done?}
    evidence: {zh: 看什么, en: What shows it}
    mechanisms: [P2]
"""


def root(tmp_path: Path, text: str, name: str = "trial") -> Path:
    (tmp_path / "policies").mkdir(exist_ok=True)
    (tmp_path / "policies" / "x.yaml").write_text(POLICY, "utf-8")
    (tmp_path / "checklists").mkdir(exist_ok=True)
    (tmp_path / "checklists" / f"{name}.yaml").write_text(text, "utf-8")
    return tmp_path


def test_the_forty_three_stand_in_eight_aspects() -> None:
    review = CHECKLISTS["grassroots-43"]
    assert [q.number for q in review.questions] == list(range(1, 44))
    sizes = {aspect: sum(q.aspect == aspect for q in review.questions) for aspect in review.aspects}
    assert list(sizes.values()) == [5, 5, 4, 5, 5, 9, 5, 5]


def test_the_thirty_are_parted_by_actor_and_families_are_never_asked() -> None:
    thirty = CHECKLISTS["thirty-measures"]
    sizes = {aspect: sum(q.aspect == aspect for q in thirty.questions) for aspect in thirty.aspects}
    assert sizes == {"school": 12, "training": 5, "family": 4, "government": 9}
    assert {q.aspect for q in thirty.questions if q.advice} == {"family"}
    assert all(q.aspect != "family" for q in thirty.asked)
    assert [len(thirty.for_kind(k)) for k in ("school", "training", "bureau", "village")] == [12, 5, 9, 0]


@pytest.mark.parametrize("name", CHECKLISTS)
def test_every_question_has_a_source_of_the_catalogue_or_says_why_not(name: str) -> None:
    policies = read_catalogue(packaged())[0].policies
    for question in CHECKLISTS[name].questions:
        assert (question.source is None) == (question.unsourced is not None)
        assert question.source is None or question.source.policy in policies
        assert question.advice or question.evidence


def test_a_checklist_is_found_by_name_and_title_and_a_near_one_is_named() -> None:
    assert checklist("学校日常自查") is not None
    assert checklist("school-practice").title.zh == "学校日常自查"
    with pytest.raises(JianfuError) as error:
        checklist("学校自查")
    assert "学校日常自查" in error.value.text("zh")


def test_a_good_file_loads(tmp_path: Path) -> None:
    found, faults = read_checklists(root(tmp_path, GOOD))
    assert faults == []
    assert found["trial"].questions[0].addressees == ("school",)


@pytest.mark.parametrize(
    ("old", "new", "rule", "line"),
    [
        ("number: 1", "number: 2", "checklist-number", 7),
        ("aspect: one", "aspect: two", "unknown-word", 8),
        ("for: [school]", "for: [family]", "unknown-word", 10),
        ("for: [school]", "for: []", "missing-key", 10),
        ("field: student", "field: pupils", "unknown-word", 9),
        ("    evidence: {zh: 看什么, en: What shows it}\n", "", "missing-key", 7),
        ("mechanisms: [P2]", "mechanism: P2", "unknown-key", 13),
        ("policy: cn/x", "policy: cn/y", "unknown-policy", 3),
        ("  one: {zh: 一, en: One}", "  one: {zh: 一, en: One}\n  two: {zh: 二, en: Two}", "checklist-aspect-empty", 4),
        (
            "mechanisms: [P2]",
            "mechanisms: [P2]\n    source: {policy: cn/x}\n    without_source: {zh: 无, en: none}",
            "checklist-two-sources",
            15,
        ),
    ],
)  # fmt: skip
def test_each_fault_is_told_with_its_line(tmp_path: Path, old: str, new: str, rule: str, line: int) -> None:
    assert old in GOOD
    _, faults = read_checklists(root(tmp_path, GOOD.replace(old, new, 1)))
    assert (rule, line) in {(f.rule, f.line) for f in faults}
    for lang in ("zh", "en"):
        assert all(f.text(lang) for f in faults)


def test_two_of_one_title_and_a_file_that_is_no_mapping_are_refused(tmp_path: Path) -> None:
    root(tmp_path, GOOD)
    root(tmp_path, GOOD, "twin")
    root(tmp_path, "- a list", "list")
    root(tmp_path, "title: [", "broken")
    _, faults = read_checklists(tmp_path)
    assert {f.rule for f in faults} == {"checklist-twice", "shape", "yaml-syntax"}
    with pytest.raises(InvalidNorms):
        load_checklists(tmp_path)
