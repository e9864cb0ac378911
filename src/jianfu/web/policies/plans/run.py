"""Starts the process that reads a plan, waits for it, and ends it when it takes too long."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess  # nosec B404: our own interpreter and module, a list of arguments and no shell
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from jianfu.terms.errors import JianfuError
from jianfu.terms.text import Text
from jianfu.web.policies.plans import limits

_PASSED_ON = ("PATH", "LANG", "LC_ALL", "TMPDIR", "PYTHONPATH", "VIRTUAL_ENV", "SYSTEMROOT")


def read_apart(file: bytes, name: str, task: Mapping[str, Any]) -> dict[str, Any]:
    """What is read of ``file``. JianfuError says why it cannot be read, or that reading it took too much."""
    with _turn(), tempfile.TemporaryDirectory(prefix="jianfu-plan-") as given:
        folder = Path(given)
        (folder / "file").mkdir()
        (folder / "file" / name).write_bytes(file)
        (folder / "task.json").write_text(json.dumps({**task, "name": name}, ensure_ascii=False), "utf-8")
        _run(folder, name)
        result = folder / "read.json"
        if not result.is_file() or result.stat().st_size > limits.MOST_READ:
            raise JianfuError("web.plan-too-much", file=name)
        found: dict[str, Any] = json.loads(result.read_text("utf-8"))
    if "fault" in found:
        raise JianfuError("web.plan-unreadable", why=Text(**found["fault"]))
    return found


def _run(folder: Path, name: str) -> None:
    # Neither the key nor the database's address is in the surroundings of what opens a stranger's file.
    surroundings = {k: v for k, v in os.environ.items() if k in _PASSED_ON}
    command = [sys.executable, "-P", "-m", "jianfu.web.policies.plans.child", str(folder)]
    with subprocess.Popen(  # nosec B603: see above
        command, env=surroundings, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, start_new_session=True,
    ) as process:  # fmt: skip
        try:
            process.wait(timeout=limits.SECONDS + 5)
        except subprocess.TimeoutExpired:
            raise JianfuError("web.plan-too-much", file=name) from None
        finally:
            # What it started ends with it, whatever stopped the wait.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


@contextmanager
def _turn() -> Iterator[None]:
    """Waits until fewer than ``limits.AT_ONCE`` others read on this machine; JianfuError when that takes too long."""
    end = time.monotonic() + limits.SECONDS
    while (handle := _free_slot()) is None:
        if time.monotonic() > end:
            raise JianfuError("web.plan-busy")
        time.sleep(0.1)
    try:
        yield
    finally:
        os.close(handle)


def _free_slot() -> int | None:
    """A lock that nobody holds; the system lets go of it when its holder ends, however it ends."""
    for slot in range(limits.AT_ONCE):
        path = Path(tempfile.gettempdir()) / f"jianfu-plan-turn-{os.getuid()}-{slot}"
        handle = os.open(path, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
        else:
            return handle
    return None
