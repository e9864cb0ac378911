"""The sentence of a desk: right in number, honest about what is not known, in both languages."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product

import pytest
from django.utils.translation import override

from jianfu.web.desk.sentences import Tally, counted, of_classes, of_matrix, of_norms, tally

TODAY = {"zh-hans": "今天", "en": "Today"}


def test_the_sentence_of_an_ordinary_day() -> None:
    found = Tally(kept=23, near=2, unknown=1)
    assert of_classes(found, "今天") == "今天 24 个班，23 个符合规定，其中 2 个接近上限；1 个数据不全。"
    with override("en"):
        text = of_classes(found, "Today")
    assert (
        text == "Today, 24 classes: 23 within the rules, of which 2 near the ceiling; 1 with incomplete data."
    )


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (Tally(), "今天各班还没有登记作业。"),
        (Tally(absent=24), "今天各班还没有登记作业。"),
        (Tally(kept=24), "今天 24 个班，全部符合规定。"),
        (Tally(kept=24, near=24), "今天 24 个班，全部符合规定，其中 24 个接近上限。"),
        (Tally(past=3), "今天 3 个班，都超出规定。"),
        (Tally(kept=1), "今天 1 个班，符合规定。"),
        (Tally(kept=1, near=1), "今天 1 个班，符合规定，接近上限。"),
        (Tally(past=1), "今天 1 个班，超出规定。"),
        (Tally(unknown=1), "今天 1 个班，数据不全。"),
        (Tally(kept=20, past=1, absent=3), "今天 24 个班，20 个符合规定；1 个超出规定；3 个还没有登记。"),
    ],
)  # fmt: skip
def test_singular_cases_and_days_without_entries(found: Tally, expected: str) -> None:
    assert of_classes(found, "今天") == expected


def test_outcomes_are_counted_once_and_what_does_not_apply_not_at_all() -> None:
    found = tally(
        ["kept", "near", "advised", "short", "late", "suspected", "not_evaluable", "not_applicable"], 2
    )
    assert found == Tally(kept=3, near=1, past=2, suspected=1, unknown=1, absent=2)
    assert (found.total, found.known) == (9, 7)


COUNTS = [
    Tally(kept, min(kept, near), past, suspected, unknown, absent)
    for kept, near, past, suspected, unknown, absent in product((0, 1, 7), (0, 1), (0, 1, 2), (0, 1), (0, 3), (0, 1))
]  # fmt: skip


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_sentence_adds_up_and_reads_as_one(language: str) -> None:
    with override(language):
        for found in COUNTS:
            for text in (
                of_classes(found, TODAY[language]), of_norms(replace(found, absent=0)),
                of_matrix(counted("schools", 3), replace(found, absent=0)),
            ):  # fmt: skip
                assert text[0] != " " and text[-1] in "。." and "{" not in text
                assert not re.search(r"[，；。,;][，；。,;]|  | [,;.]", text), text
                assert not re.search(r"(?<!\d)0 ", text), text
                assert not re.search(
                    r"(?<!\d)1 (classes|rules|schools)\b|\b[2-9] (class|rule|school)\b", text
                ), text
            if found.known and found.total > 1:
                numbers = [int(n) for n in re.findall(r"\d+", of_classes(found, TODAY[language]))]
                whole, parts = numbers[0], numbers[1:]
                near = [found.near] if found.near else []
                alone = found.total in (found.kept, found.past, found.suspected, found.unknown)
                assert whole == found.total
                assert sum(parts) == (sum(near) if alone else found.total + sum(near))


def test_of_rules_it_is_not_said_that_they_are_exceeded_since_some_are_floors() -> None:
    assert of_norms(Tally(past=1)) == "核算了 1 项规定，不符合规定。"
    assert (
        of_norms(Tally(kept=30, near=1, past=2))
        == "核算了 32 项规定，30 项符合规定，其中 1 项接近上限；2 项不符合规定。"
    )
    assert of_norms(Tally(past=2)) == "核算了 2 项规定，都不符合规定。"


def test_the_sentence_of_a_matrix() -> None:
    assert (
        of_matrix("16 所学校", Tally(kept=100, past=5, unknown=3))
        == "16 所学校，5 处不符合规定，3 处数据不全，其余有记录的符合规定。"
    )
    assert (
        of_matrix("16 所学校", Tally(kept=100, near=2))
        == "16 所学校，有记录的全部符合规定，其中 2 处接近上限。"
    )
    assert of_matrix("1 所学校", Tally(past=1)) == "1 所学校，1 处不符合规定。"
    assert of_matrix("16 所学校", Tally()) == "16 所学校，还没有可以核算的记录。"
