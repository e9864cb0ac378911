"""Many rows at once, without what Django does for each: statements prepared once, PostgreSQL's COPY.

What Django promises of single rows holds here too: values are written by their fields, constraints are the database's.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any

from django.db import connection, models

Writer = Callable[[Any], Any]


def insert(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Adds rows of ``model``; those without a number are given one. IntegrityError as for single rows."""
    numbered = [row for row in rows if row.pk is not None]
    for batch, fields in (
        (numbered, _fields(model)),
        ([r for r in rows if r.pk is None], _fields(model)[1:]),
    ):
        if batch:
            _insert(model, batch, fields)


def _insert(model: type[models.Model], rows: Sequence[models.Model], fields: Sequence[Any]) -> None:
    table, columns = _quoted(model._meta.db_table), ", ".join(_quoted(f.column) for f in fields)
    values = _values(rows, fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in values:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", list(values))


def update(model: type[models.Model], rows: Sequence[models.Model], names: Collection[str]) -> None:
    """Writes the fields called ``names`` of rows that are there, known by their numbers."""
    key, *others = _fields(model)
    fields = [field for field in others if field.attname in names]
    if not fields:
        return
    settings = ", ".join(f"{_quoted(f.column)} = %s" for f in fields)
    statement = f"UPDATE {_quoted(model._meta.db_table)} SET {settings} WHERE {_quoted(key.column)} = %s"
    with connection.cursor() as cursor:
        cursor.executemany(statement, list(_values(rows, [*fields, key])))


def _values(rows: Iterable[models.Model], fields: Sequence[Any]) -> Iterator[list[Any]]:
    names = [f.attname for f in fields]
    writers = [_writer(f) for f in fields]
    for row in rows:
        held = row.__dict__
        yield [
            value if write is None or value is None else write(value)
            for value, write in zip((held[name] for name in names), writers, strict=True)
        ]


def _writer(field: Any) -> Writer | None:
    """How a value of the field is written; None where it is written as it is."""
    if isinstance(field, (models.TextField, models.CharField, models.IntegerField, models.BooleanField)):
        return None
    if isinstance(field, models.ForeignKey):
        return None
    return lambda value: field.get_db_prep_save(value, connection)


def _fields(model: type[models.Model]) -> list[Any]:
    """The fields of its table, the key first."""
    return sorted(model._meta.concrete_fields, key=lambda f: not f.primary_key)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
