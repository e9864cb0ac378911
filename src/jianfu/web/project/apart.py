"""Reading a stranger's file in a process of its own, which gets neither the key nor the database."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess  # nosec B404: our own interpreter and module, a list of arguments and no shell
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PASSED_ON = ("PATH", "LANG", "LC_ALL", "TMPDIR", "PYTHONPATH", "VIRTUAL_ENV", "SYSTEMROOT")


def run(module: str, folder: Path, seconds: float) -> None:
    """Runs ``python -m module folder`` to its end; TimeoutError when that takes longer than ``seconds``.

    The module bounds its own memory, processor time and disk.
    """
    surroundings = {k: v for k, v in os.environ.items() if k in _PASSED_ON}
    with subprocess.Popen(  # nosec B603: see above
        [sys.executable, "-P", "-m", module, str(folder)], env=surroundings, cwd=folder,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    ) as process:  # fmt: skip
        try:
            process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            raise TimeoutError(module) from None
        finally:
            # What it started ends with it, whatever stopped the wait.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


@contextmanager
def turn(name: str, at_once: int, seconds: float) -> Iterator[None]:
    """Waits until fewer than ``at_once`` others of this ``name`` run on this machine; TimeoutError after ``seconds``."""
    end = time.monotonic() + seconds
    while (handle := _free_slot(name, at_once)) is None:
        if time.monotonic() > end:
            raise TimeoutError(name)
        time.sleep(0.1)
    try:
        yield
    finally:
        os.close(handle)


def _free_slot(name: str, at_once: int) -> int | None:
    """A lock that nobody holds; the system lets go of it when its holder ends, however it ends."""
    for slot in range(at_once):
        path = Path(tempfile.gettempdir()) / f"jianfu-{name}-turn-{os.getuid()}-{slot}"
        handle = os.open(path, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
        else:
            return handle
    return None
