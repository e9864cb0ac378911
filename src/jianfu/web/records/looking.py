"""Letting the database look anew at tables that many rows came into or left, so that it finds its way in them.

PostgreSQL does so by itself after a while, SQLite never does; until then both choose their ways by what they last saw.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from django.db import connection, transaction
from django.db.models import Model

from jianfu.web.records.models import MODELS, Earlier

# Fewer rows change no choice.
MANY = 5_000
# How many rows of each index SQLite looks at: enough to tell, and done in milliseconds at a million.
_LOOKED_AT = 1_000


def look_anew_after(ledgers: Iterable[str], written: int) -> None:
    """Once the transaction is through, looks at the tables of ``ledgers`` when many rows were ``written``. Nothing
    depends on it: where it fails, the log says so."""
    if written >= MANY:
        transaction.on_commit(partial(look_anew, sorted(set(ledgers))), robust=True)


def look_anew(ledgers: Iterable[str]) -> None:
    """Looks at the tables of ``ledgers``, and at that of earlier states."""
    models: list[type[Model]] = [*(MODELS[name] for name in ledgers), Earlier]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA analysis_limit = {_LOOKED_AT}")
        for model in models:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
