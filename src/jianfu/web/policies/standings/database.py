"""The site's own database as the engine opens it: at its own address, read-only, apart from Django's connection."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode

from django.db import connection

from jianfu.engine.databases import SqlBackend, world_of_database
from jianfu.engine.world import World, connect


def address() -> str:
    """Where the engine finds the tables of the site."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{quote(str(given['NAME']))}"
    asked = {name: str(value) for name, value in given["OPTIONS"].items()}
    host, port = str(given["HOST"]), str(given["PORT"])
    if host.startswith("/"):  # the folder of a socket is no name of a machine
        asked |= {"host": host} | ({"port": port} if port else {})
        host = port = ""
    user = quote(str(given["USER"]), safe="")
    secret = f":{quote(str(given['PASSWORD']), safe='')}" if given["PASSWORD"] else ""
    at = f"{user}{secret}@" if user else ""
    where = f"{host}:{port}" if port else host
    query = f"?{urlencode(asked)}" if asked else ""
    return f"postgresql://{at}{where}/{quote(str(given['NAME']))}{query}"


@contextmanager
def opened() -> Iterator[World]:
    """The world of the site's tables, for one check; closed at the end. What the check holds spills to a folder of
    this process. One thread judges: the other cores are for pages."""
    scratch = Path(tempfile.gettempdir()) / f"jianfu-standings-{os.getpid()}"
    with closing(connect(scratch)) as con:
        con.execute("SET threads = 1")
        world = world_of_database(address(), con)
        assert isinstance(world.backend, SqlBackend)
        with closing(world.backend):
            yield world
