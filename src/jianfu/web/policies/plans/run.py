"""Starts the process that reads a plan, waits for it, and ends it when it takes too long."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from jianfu.terms.errors import JianfuError
from jianfu.terms.text import Text
from jianfu.web.policies.plans import limits
from jianfu.web.project import apart


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
    try:
        apart.run("jianfu.web.policies.plans.child", folder, limits.SECONDS + 5)
    except TimeoutError:
        raise JianfuError("web.plan-too-much", file=name) from None


@contextmanager
def _turn() -> Iterator[None]:
    """Waits until fewer than ``limits.AT_ONCE`` others read on this machine; JianfuError when that takes too long."""
    with ExitStack() as held:
        try:
            held.enter_context(apart.turn("plan", limits.AT_ONCE, limits.SECONDS))
        except TimeoutError:
            raise JianfuError("web.plan-busy") from None
        yield
