"""Starting the process that reads, and where the folders of imports lie."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from threading import Thread

from django.conf import settings

from jianfu.web.records.imports.models import Import
from jianfu.web.records.imports.staging import Staging

_MODULE = "jianfu.web.records.imports.reading"


def place() -> Path:
    """The folder of all imports, outside the web root."""
    return Path(settings.MEDIA_ROOT) / "imports"


def staging_of(imported: Import) -> Staging:
    """The folder of one import."""
    return Staging(place() / imported.folder)


def start(staging: Staging) -> None:
    """Begins to read, unless that is done or somebody is at it; returns at once.

    The process inherits the lock and holds it as long as it lives, so that it is known to the whole machine and to
    whoever comes after a crash. It outlives this one: what it finishes counts.
    """
    with staging.locked() as lock:
        if lock is None or staging.is_read():
            return
        process = subprocess.Popen(
            [sys.executable, "-P", "-s", "-m", _MODULE, str(staging.path.resolve())],
            env={
                "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
                "LANG": "C.UTF-8",
                "MALLOC_ARENA_MAX": "2",
                "TMPDIR": str(staging.path.resolve()),
            },
            cwd=staging.path,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(lock,),
            start_new_session=True,
        )
    # Somebody has to take note of its end, or it would stay as a name in the list of processes.
    Thread(target=process.wait, daemon=True).start()
