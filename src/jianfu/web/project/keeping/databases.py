"""Copying a database as it stands at one moment while others write to it, and laying such a copy back.

SQLite: its online backup, all pages in one step, which reads one state and keeps no writer waiting.
PostgreSQL: pg_dump over a snapshot that the facts of the manifest are read from too.
"""

from __future__ import annotations

import os
import shutil
import subprocess  # nosec B404: pg_dump and pg_restore, found by name, with a list of arguments and no shell
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import DatabaseError, OperationalError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from jianfu.terms.errors import JianfuError
from jianfu.web.audit.chain import START
from jianfu.web.project.keeping.archive import Stand


def dump(connection: BaseDatabaseWrapper, target: Path) -> Stand:
    """Copies the database to the new file ``target`` and says where it stood. JianfuError when it cannot be done."""
    if connection.vendor == "sqlite":
        return _dump_sqlite(connection, target)
    program = _program("pg_dump")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        [snapshot] = cursor.fetchone()
        stand = _stand(cursor, connection.vendor)
        options = ("--format=custom", "--no-owner", "--no-privileges", f"--file={target}")
        _run(connection, program, *options, f"--snapshot={snapshot}")
    return stand


def _dump_sqlite(connection: BaseDatabaseWrapper, target: Path) -> Stand:
    copy = connection.copy()
    copy.settings_dict = {**copy.settings_dict, "NAME": str(target), "OPTIONS": {}}
    try:
        with _told_when_damaged(connection):
            connection.ensure_connection()
            copy.ensure_connection()
            with connection.wrap_database_errors:
                connection.connection.backup(copy.connection)
        check(copy, "quick_check")
        with copy.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode=DELETE")  # one file, without others beside it
            return _stand(cursor, connection.vendor)
    finally:
        copy.close()


@contextmanager
def _told_when_damaged(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """SQLite's word for a damaged file becomes a message; a full disk or a locked file stays what it is."""
    try:
        yield
    except OperationalError:
        raise
    except DatabaseError as error:
        raise JianfuError("web.database-damaged", value=str(connection.settings_dict["NAME"])) from error


def load(connection: BaseDatabaseWrapper, dumped: Path) -> None:
    """Fills the empty PostgreSQL database with a dump, whole or not at all. (SQLite's file is there already.)"""
    if connection.vendor == "postgresql":
        options = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
        connection.close()
        _run(connection, _program("pg_restore"), *options, str(dumped))


def is_empty(connection: BaseDatabaseWrapper) -> bool:
    """Whether the database holds no table."""
    with connection.cursor() as cursor:
        return not connection.introspection.table_names(cursor)


def stand_of(connection: BaseDatabaseWrapper) -> Stand:
    """Where the database stands now."""
    with connection.cursor() as cursor:
        return _stand(cursor, connection.vendor)


def check(connection: BaseDatabaseWrapper, how: str = "integrity_check") -> None:
    """JianfuError when SQLite finds its file damaged, or rows that point nowhere; ``quick_check`` spares indexes."""
    if connection.vendor != "sqlite":
        return
    with _told_when_damaged(connection), connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {how}(1)")
        [[found]] = cursor.fetchall()
        if how == "integrity_check":
            cursor.execute("PRAGMA foreign_key_check")
        if found != "ok" or cursor.fetchone():
            raise DatabaseError


@contextmanager
def leaving_no_trace() -> Iterator[None]:
    """What is overwritten meanwhile is not left readable in SQLite's file. (PostgreSQL's vacuum does that in time.)"""
    connection = connections["default"]
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete=ON")
    yield
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _stand(cursor: Any, vendor: str) -> Stand:
    """Asked in SQL: the database may be older than the models of this program."""
    cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
    migrations = tuple(f"{app}.{name}" for app, name in cursor.fetchall())
    cursor.execute("SELECT number, digest FROM audit_head WHERE id = 1")
    number, digest = cursor.fetchone() or (0, START)
    return Stand(vendor, migrations, number, digest)


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise JianfuError("web.postgres-program", value=name)
    return found


def _address(connection: BaseDatabaseWrapper) -> str:
    """Where the database is, in libpq's words, without the password: other users may list a program's arguments."""
    given = connection.settings_dict
    named: Mapping[str, Any] = {
        "host": given["HOST"], "port": given["PORT"], "user": given["USER"], "dbname": given["NAME"], **given["OPTIONS"],
    }  # fmt: skip
    quoted = {
        k: str(v).replace("\\", r"\\").replace("'", r"\'") for k, v in named.items() if v and k != "password"
    }
    return " ".join(f"{name}='{value}'" for name, value in quoted.items())


def _run(connection: BaseDatabaseWrapper, program: str, *arguments: str) -> None:
    """Runs one of PostgreSQL's programs; JianfuError with what it says when it fails."""
    given = connection.settings_dict
    password = given["PASSWORD"] or given["OPTIONS"].get("password", "")
    surroundings = {**os.environ, "LC_MESSAGES": "C", **({"PGPASSWORD": str(password)} if password else {})}
    done = subprocess.run(  # nosec B603: see above
        [program, "--no-password", f"--dbname={_address(connection)}", *arguments],
        env=surroundings, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        said = " ".join(done.stderr.split())[:400]
        raise JianfuError("web.postgres-failed", value=Path(program).name, why=said)
