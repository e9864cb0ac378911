"""The JSON of a plan read: its shape, and nothing of the text lost."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from jianfu.reports.plan_document import SCHEMA, plan_document
from tests.reports.plan_sample import FIGURES, NORM, TEXT, TITLE, reading


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_is_plain_json(lang: str) -> None:
    document = plan_document(reading(), lang)
    assert json.loads(json.dumps(document, ensure_ascii=False)) == document
    assert document["schema"] == SCHEMA


def test_it_has_the_promised_shape() -> None:
    document = plan_document(reading())
    assert {"plans", "aside", "conflicts", "notes"} <= document.keys()
    [plan] = document["plans"]
    assert plan["title"] == TITLE
    for clause in plan["clauses"]:
        assert {"path", "text", "statements"} == clause.keys()
        for statement in clause["statements"]:
            assert {
                "quote", "modality", "addressee", "domain", "topic", "quantity", "executable", "norm",
            } <= statement.keys()  # fmt: skip
            for quantity in statement["quantity"]:
                assert {"metric", "op", "value", "unit", "scope"} <= quantity.keys()
    assert all({"text", "why"} <= aside.keys() for aside in document["aside"])


def test_clauses_are_whole_and_cited_as_printed() -> None:
    [plan] = plan_document(reading())["plans"]
    assert [(c["path"], c["text"]) for c in plan["clauses"]] == [(path, text) for path, text, _ in TEXT]


def test_statements_are_numbered_through_and_name_their_norm() -> None:
    [plan] = plan_document(reading())["plans"]
    statements = [s for c in plan["clauses"] for s in c["statements"]]
    assert [s["number"] for s in statements] == list(range(1, 12))
    assert [s["number"] for s in statements if s["norm"] == NORM] == [1, 2, 3]
    assert statements[3]["norm"] is None


def test_figures_are_lists_and_say_what_is_masked_or_vague() -> None:
    [plan] = plan_document(reading())["plans"]
    found = {s["number"]: s["quantity"] for c in plan["clauses"] for s in c["statements"] if s["quantity"]}
    assert found.keys() == FIGURES.keys()
    assert found[2] == [
        {
            "metric": "homework_minutes_per_day", "op": "<=", "value": 40, "unit": "minute",
            "scope": {"grades": [3, 4]}, "text": "不超过40分钟",
        }
    ]  # fmt: skip
    assert found[11][0]["value"] == [3, 3]
    assert (found[8][0]["value"], found[8][0]["masked"]) == (None, True)
    assert found[9][0]["vague"] == "原则上"


def test_a_reading_longer_than_its_quote_is_given_too() -> None:
    whole = reading()
    clause = whole.plans[0].plan.clauses[4]
    cut = replace(
        clause.statements[0], text="一、二年级不留书面家庭作业, 第3页", quote="一、二年级不留书面家庭作业"
    )
    clauses = list(whole.plans[0].plan.clauses)
    clauses[4] = replace(clause, statements=(cut, *clause.statements[1:]))
    plan = replace(whole.plans[0], plan=replace(whole.plans[0].plan, clauses=tuple(clauses)))
    [document] = plan_document(replace(whole, plans=(plan,)))["plans"]
    first, second = document["clauses"][4]["statements"][:2]
    assert (first["quote"], first["text"]) == (cut.quote, cut.text)
    assert "text" not in second


def test_marks_give_figures_in_the_units_people_use_and_their_verdict() -> None:
    [plan] = plan_document(reading())["plans"]
    looser = next(m for m in plan["marks"] if m["verdict"] == "looser")
    assert (looser["lo"], looser["hi"], looser["unit"], looser["statement"]) == (None, 75, "minute", 3)
    assert looser["comparisons"][0]["policy"].endswith("13号")


def test_contradictions_name_their_plan_and_give_both_clauses() -> None:
    conflicts = plan_document(reading(2))["conflicts"]
    assert [(c["plan"], c["kind"], c["grave"]) for c in conflicts] == [
        (n, kind, grave)
        for n in (0, 1)
        for kind, grave in (("above", True), ("inside", True), ("above", False))
    ]
    above = conflicts[0]
    assert (above["a"]["value"], above["a"]["verbatim"], above["a"]["statement"]) == (75, True, 3)
    assert (above["b"]["value"], above["b"]["verbatim"], above["b"]["statement"]) == (60, False, None)
    assert above["binds"] == "b"


def test_what_was_set_aside_keeps_its_text_reason_and_line() -> None:
    assert plan_document(reading())["aside"][0] == {"text": TITLE, "why": "title", "line": 1}
