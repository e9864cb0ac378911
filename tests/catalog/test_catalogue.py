"""The packaged catalogue: it lints clean, and every norm keeps its cases."""

from __future__ import annotations

import pytest

from jianfu.engine.cases import run_cases
from jianfu.norms.load import load, packaged, read_catalogue
from jianfu.reports.outline import mechanism_of, mechanism_text
from tests.engine.stores import Turns

CATALOGUE = load()


def test_no_fault_in_the_packaged_catalogue() -> None:
    _, faults = read_catalogue(packaged())
    assert [fault.text("en") for fault in faults] == []


@pytest.mark.parametrize("identity", CATALOGUE.norms)
def test_every_case_comes_out_as_written(identity: str) -> None:
    turns = Turns()
    run = run_cases(CATALOGUE, CATALOGUE.norms[identity], turns)
    turns.end()
    assert run.cases > 0
    assert [fault.text("en") for fault in run.faults] == []


def test_no_figure_binds_that_nobody_is_sure_of() -> None:
    marks = [mark for norm in CATALOGUE.norms.values() for mark in norm.marks]
    assert all(mark.binds for mark in marks if mark.figure_certainty in {"sure", "likely", "unconfirmed"})
    assert not any(mark.binds for mark in marks if mark.figure_certainty == "unsure")


def test_restatements_are_not_passed_off_as_quotations() -> None:
    for norm in CATALOGUE.norms.values():
        for mark in norm.marks:
            if mark.restated:
                assert not set(mark.restated.zh) & set("“”「」『』"), mark.id


def test_every_mechanism_has_a_word_of_its_own() -> None:
    for norm in load().norms.values():
        for lang in ("zh", "en"):
            assert mechanism_text(mechanism_of(norm.id), lang) != mechanism_of(norm.id), norm.id
