"""The process that keeps standings up: it looks every few seconds whether anything changed, and checks when it did.

It runs beside the site and apart from it: when it ends the site goes on serving what the last check found, and when
whoever started it is gone it ends as well. A lock lets only one check at a time.
"""

from __future__ import annotations

import fcntl
import logging
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import close_old_connections, connection

from jianfu.web.audit.checking import keep_checked
from jianfu.web.policies.standings.models import Checked
from jianfu.web.policies.standings.run import is_due, refresh
from jianfu.web.project.clock import today

LOOK = 5
"""Seconds between two looks."""
PAUSE = 60
"""Seconds at least from the start of a check to the start of the next."""
SHARE = 5
"""A check takes at most one of so many parts of the time."""
logger = logging.getLogger("jianfu.standings")


@contextmanager
def locked(folder: Path) -> Iterator[bool]:
    """Holds the lock of a site's folder; False where another process has it."""
    with (folder / "standings.lock").open("ab") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def work_once(folder: Path) -> Checked | None:
    """Checks if anything changed; None where nothing did, or somebody else is at it."""
    with locked(folder) as alone:
        if not alone or not is_due(today()):
            return None
        checked = refresh(today())
        logger.info("checked %d norms in %.1f s", checked.norms, checked.seconds)
        return checked


def verify_once(folder: Path) -> bool:
    """Verifies the chain of what was done unless that was done today; whether it had to be."""
    with locked(folder) as alone:
        return alone and keep_checked()


def work(folder: Path, parent: int | None = None) -> None:
    """Keeps standings up until the process is told to end, or ``parent`` is no longer what started it."""
    while parent is None or os.getppid() == parent:
        begun = time.monotonic()
        close_old_connections()
        worked = tried(folder)
        connection.close()
        taken = time.monotonic() - begun
        rest = max(PAUSE - taken, (SHARE - 1) * taken) if worked else LOOK
        _wait(rest, parent)


def tried(folder: Path) -> bool:
    """Whether a check was made or failed; a failure is logged without what it says, which may quote a row."""
    try:
        checked = work_once(folder) is not None
        return verify_once(folder) or checked
    except Exception:
        logger.exception("the check failed")
        return True


def _wait(seconds: float, parent: int | None) -> None:
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0 and (parent is None or os.getppid() == parent):
        time.sleep(min(left, LOOK))


def main(folder: str, parent: str) -> None:
    """The process that ``jianfu serve`` starts."""
    os.nice(10)  # pages go first
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    work(Path(folder), int(parent))
