"""The engine checks the site's tables as they stand: no view, no export, nothing translated."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from dataclasses import replace

import duckdb
import pytest
from django.db import connection

from jianfu.engine.check import check
from jianfu.engine.databases import world_of_database
from jianfu.engine.report import as_json
from jianfu.engine.world import World
from jianfu.ledgers.registry import ledgers
from jianfu.norms.load import load
from jianfu.web.records.models import MODELS, Version
from jianfu.web.records.rows import add, row_of
from tests.web.conftest import TODAY, County

NORM = "student/homework/written-minutes"


def _address() -> str:
    """Where the tests' own database is found."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{given['NAME']}"
    return f"postgresql://{given['USER']}@/{given['NAME']}?host={given['HOST']}&port={given['PORT']}"


@pytest.mark.django_db(transaction=True)
def test_a_breach_is_found_in_the_tables_of_the_site(county: County) -> None:
    school = county.school
    version = Version.objects.create(
        kind="entry", organisation=school, made_at=dt.datetime(2026, 11, 19, tzinfo=dt.UTC)
    )
    piece = {
        "organisation": school.code, "grade": 3, "class_no": 2, "done_on": dt.date(2026, 11, 17),
        "subject": "语文", "form": "written", "minutes": 90, "place": "home", "required": "required",
        "minutes_source": "estimate", "teacher": "李敏", "extra": {"页码": "3"},
    }  # fmt: skip
    add([row_of(MODELS["homework"], version, school.pk, piece)])

    world = world_of_database(_address(), duckdb.connect())
    with closing(world.backend.database):  # type: ignore[attr-defined]  # of databases
        _look(world, school.code, county.bureau.code)


def _look(world: World, school: str, bureau: str) -> None:
    assert set(world.backend.relations()) == set(ledgers())
    assert (world.errors, world.faults, world.notes) == ((), (), ())
    assert {place.code: place.parent for place in world.places}[school] == bureau

    catalogue = load()
    result = check(world, replace(catalogue, norms={NORM: catalogue.norms[NORM]}), TODAY)
    findings = as_json(result)["findings"]
    assert [(f["norm"], f["outcome"]) for f in findings] == [(NORM, "breached")]
    assert "李敏" not in str(findings)
