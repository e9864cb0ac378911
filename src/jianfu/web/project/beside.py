"""The process beside the site that keeps standings up: started with it, started again when it dies, ended with it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

AGAIN = 60
"""Seconds before it is started again."""
_CODE = (
    "import sys; from pathlib import Path; from jianfu.web.project.run import open_site; "
    "open_site(Path(sys.argv[1])); from jianfu.web.policies.standings.working import main; main(*sys.argv[1:])"
)


class Beside:
    """Keeps one such process alive as long as this one serves."""

    def __init__(self, folder: Path) -> None:
        self._command = [sys.executable, "-c", _CODE, str(folder), str(os.getpid())]
        self._ending = Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = Thread(target=self._keep, daemon=True)

    def _keep(self) -> None:
        while not self._ending.is_set():
            # In a session of its own, so that Ctrl+C reaches it through this process alone.
            self._process = subprocess.Popen(self._command, stdin=subprocess.DEVNULL, start_new_session=True)
            self._process.wait()
            self._ending.wait(AGAIN)

    def start(self) -> None:
        """Starts it; returns at once."""
        self._thread.start()

    def end(self) -> None:
        """Ends it; what it had not finished is left out whole."""
        self._ending.set()
        if self._process is not None:
            self._process.terminate()
        self._thread.join(timeout=10)


@contextmanager
def standings_kept_up(folder: Path) -> Iterator[None]:
    """While this lasts, the standings of the site in ``folder`` follow its records."""
    beside = Beside(folder)
    beside.start()
    try:
        yield
    finally:
        beside.end()
