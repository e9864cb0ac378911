"""Has a list read in a process of its own."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any, Literal

from jianfu.terms.errors import JianfuError
from jianfu.web.accounts.arriving import limits
from jianfu.web.project import apart
from jianfu.web.records.imports.handed_in import clean_name
from jianfu.web.records.imports.staging import unpacked

_MODULE = "jianfu.web.accounts.arriving.child"


def read_apart(file: bytes, name: str, what: Literal["people", "organisations"]) -> dict[str, Any]:
    """What is read of ``file``. JianfuError says why it cannot be read, or that reading it took too much."""
    shown = clean_name(name)
    try:
        with (
            apart.turn("list", limits.AT_ONCE, limits.SECONDS),
            tempfile.TemporaryDirectory(prefix="jianfu-list-") as given,
        ):
            folder = Path(given)
            (folder / "file").mkdir()
            (folder / "file" / shown).write_bytes(file)
            (folder / "task.json").write_text(
                json.dumps({"what": what, "name": shown}, ensure_ascii=False), "utf-8"
            )
            apart.run(_MODULE, folder, limits.SECONDS + 5)
            result = folder / "read.json"
            if not result.is_file() or result.stat().st_size > limits.MOST_READ:
                raise JianfuError("web.list-too-much", file=shown)
            found: dict[str, Any] = json.loads(result.read_text("utf-8"))
    except TimeoutError:
        raise JianfuError("web.list-too-much", file=shown) from None
    if "error" in found:
        message = unpacked(found["error"])
        raise JianfuError(message.code, **message.facts)
    return found
