"""The tables of ledgers: one for each, with the columns that its declaration and the engine know."""

from __future__ import annotations

import pytest
from django.db import connection

from jianfu.ledgers.declare import Column, Ledger
from jianfu.ledgers.registry import ledgers
from jianfu.web.accounts.models import Organisation
from jianfu.web.records.models import MODELS, identity_of, model_of


def test_every_ledger_is_a_table_of_its_name_and_columns() -> None:
    tables = {model._meta.db_table for model in MODELS.values()} | {Organisation._meta.db_table}
    assert tables == set(ledgers())
    for name, model in MODELS.items():
        columns = {f.column for f in model._meta.concrete_fields if not f.column.startswith("_")}
        wanted = {n for n in ledgers()[name].physical if not n.startswith("_")}
        assert columns == {"id", *wanted}, name


@pytest.mark.django_db
def test_lists_are_read_along_an_index(county: object) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL reads a table as small as this from end to end")
    rows = MODELS["homework"]._default_manager.all()
    for asked in (rows, rows.filter(kept_by=1)):
        plan = asked.order_by("-sorted_on", "-pk").explain()
        assert "USING" in plan and "INDEX" in plan and "TEMP B-TREE" not in plan, plan


@pytest.mark.parametrize("name", ["version", "identity", "id", "delete"])
def test_a_column_that_a_model_needs_for_itself_is_refused(name: str) -> None:
    broken = Ledger("x", "某台账", "X", "shared", (Column(name, "text", "列", "column"),), ())
    with pytest.raises(ValueError, match=f"x cannot have a column called {name}"):
        model_of(broken)


def test_a_record_is_the_same_wherever_it_comes_from() -> None:
    homework, timetable = ledgers()["homework"], ledgers()["timetable"]
    piece = {"organisation": "1", "grade": 3, "class_no": 2, "done_on": "2026-11-18", "subject": "语文"}
    assert identity_of(homework, piece) == identity_of(homework, {**piece, "minutes": 20, "extra": {}})
    for name in piece:
        assert identity_of(homework, piece) != identity_of(homework, {**piece, name: None})
    assert identity_of(homework, piece) != identity_of(homework, piece, 2)
    # A complete plan is another one in another term.
    assert identity_of(timetable, {"term": "2026-2027-1"}) != identity_of(timetable, {"term": "2026-2027-2"})
