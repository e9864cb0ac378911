"""What the command line does with a site: make one, serve it, look into it. Nothing here is reached by a page."""

from __future__ import annotations

import datetime as dt
import os
import socket
from collections.abc import Callable
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from jianfu.terms.errors import JianfuError
from jianfu.web.project.beside import standings_kept_up
from jianfu.web.project.folder import DataFolder

# A school's pages are short; a request that waits for the database keeps a thread, not a process.
THREADS = 4


def open_site(folder: Path, today: dt.date | None = None) -> DataFolder:
    """Makes this process one of the site in ``folder``, on the day ``today`` if that is not to be the real one.
    JianfuError when no site was made there."""
    data = DataFolder(folder.resolve())
    if not data.exists():
        raise JianfuError("web.folder-missing", value=str(folder))
    data.site()
    os.environ["JIANFU_DATA"] = str(data.path)
    if today is not None:
        os.environ["JIANFU_TODAY"] = today.isoformat()
    os.environ["DJANGO_SETTINGS_MODULE"] = "jianfu.web.project.settings"
    django.setup()
    return data


def make_tables() -> None:
    """Brings the database to the program's version, and makes the table that processes count wrong passwords in."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def is_behind() -> bool:
    """Whether the database lacks changes that the program makes."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def serve(folder: Path, host: str, port: int, workers: int, ready: Callable[[], None]) -> None:
    """Serves the site until the process is told to end; ``ready`` is called when nothing is in the way.
    JianfuError when the database is older than the program, or something listens at that port already."""
    open_site(folder)
    if not is_free(host, port):
        raise JianfuError("web.port-taken", value=f"{host}:{port}")
    if is_behind():
        raise JianfuError("web.behind", value=str(folder))
    # Files of an earlier version stay beside the new ones, for pages that are open.
    call_command("collectstatic", interactive=False, verbosity=0)
    _take_up_what_was_cut_off()
    connection.close()
    site = Granian(
        "jianfu.web.project.worker:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        # A worker that died is replaced; one that hangs does not keep the machine from going down.
        respawn_failed_workers=True,
        workers_kill_timeout=30,
        # Requests are logged by the site itself, without addresses and names.
        log_access=False,
        log_level=LogLevels.error,
    )
    ready()
    with standings_kept_up(folder.resolve()):
        site.serve()


def keep_up(folder: Path) -> None:
    """Keeps standings up until the process is told to end. JianfuError as for ``serve``."""
    _up_to_date(folder)
    from jianfu.web.policies.standings.working import work  # noqa: PLC0415  models want Django set up first

    work(folder.resolve())


def check_once(folder: Path) -> tuple[int, float] | None:
    """Checks everything if anything changed: how many norms, in how many seconds; None where nothing did."""
    _up_to_date(folder)
    from jianfu.web.policies.standings.working import work_once  # noqa: PLC0415  models want Django set up first

    checked = work_once(folder.resolve())
    return (checked.norms, checked.seconds) if checked else None


def _up_to_date(folder: Path) -> None:
    open_site(folder)
    if is_behind():
        raise JianfuError("web.behind", value=str(folder))


def _take_up_what_was_cut_off() -> None:
    """A crash leaves files that were handed in and not read to the end, and things that nobody needs."""
    from jianfu.web.records.imports.tidying import tidy  # noqa: PLC0415  models want Django set up first

    tidy()


def is_free(host: str, port: int) -> bool:
    """Whether a site could listen there. Several processes may share a port, so that nothing else would notice."""
    try:
        [(family, kind, protocol, _, address), *_] = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError:
        return False
    return True


def site_address(path: str, host: str = "127.0.0.1", port: int = 8000) -> str:
    """Where ``path`` will be found once the site is served on this machine."""
    named = [name for name in settings.ALLOWED_HOSTS if name not in {"127.0.0.1", "localhost", "*"}]
    if settings.SESSION_COOKIE_SECURE and named:
        return f"https://{named[0]}{path}"
    return f"http://{host}:{port}{path}"
