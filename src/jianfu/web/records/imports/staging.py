"""The folder of one import: what was handed in, what is to be read, what was read.

``original`` stays as long as the import is kept. ``staged`` appears whole, by one renaming, when the reading has ended,
and goes when the import is confirmed or dropped. Nothing here knows the site: the process that reads imports it too.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from jianfu.terms.errors import Message
from jianfu.terms.text import Text


@dataclass(frozen=True)
class Staging:
    """The folder of one import and the names of what lies in it."""

    path: Path

    @property
    def original(self) -> Path:
        """The file exactly as it was handed in."""
        return self.path / "original"

    @property
    def task(self) -> Path:
        """What the reading must know: name of the file, whose records they are, which day it is, who is who."""
        return self.path / "task.json"

    @property
    def staged(self) -> Path:
        """What was read: ``reading.json``, ``faults.parquet``, and ``rows-<ledger>.parquet``."""
        return self.path / "staged"

    @property
    def attempts(self) -> int:
        """How often a reading was begun."""
        try:
            return int((self.path / "attempts").read_text("ascii"))
        except (FileNotFoundError, ValueError):
            return 0

    def is_read(self) -> bool:
        """Whether the reading has ended."""
        return (self.staged / "reading.json").is_file()

    def is_being_read(self) -> bool:
        """Whether a process is at it, or waits for its turn: such a process holds the lock as long as it lives."""
        try:
            with (self.path / "lock").open("rb") as held:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except FileNotFoundError:
            return False
        except BlockingIOError:
            return True
        return False

    @contextmanager
    def locked(self, seconds: float = 0.2) -> Iterator[int | None]:
        """Holds the lock and gives its handle, which a process may inherit; None when another keeps it all the time.

        Looking whether it is held holds it for a moment, so this is tried for a while.
        """
        with (self.path / "lock").open("ab") as held:
            end = time.monotonic() + seconds
            while True:
                try:
                    fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    if time.monotonic() > end:
                        yield None
                        return
                    time.sleep(0.02)
                else:
                    yield held.fileno()
                    return

    def note(self, name: str, text: str) -> None:
        """Writes a small file whole or not at all."""
        fresh = self.path / f".{name}.new"
        fresh.write_text(text, "utf-8")
        fresh.replace(self.path / name)

    def drop_staged(self) -> None:
        """Removes what was read; the original stays."""
        for name in ("staged", "staged.new", "files"):
            shutil.rmtree(self.path / name, ignore_errors=True)
        for name in ("lock", "step", "attempts", "task.json"):
            (self.path / name).unlink(missing_ok=True)

    def remove(self) -> None:
        """Removes everything, the original too."""
        shutil.rmtree(self.path, ignore_errors=True)

    def step(self) -> Mapping[str, Any]:
        """How far the reading is: the ``name`` of its step, and how many files are done ``of`` how many."""
        try:
            told: dict[str, Any] = json.loads((self.path / "step").read_text("utf-8"))
        except (FileNotFoundError, ValueError):
            return {"name": "waiting"}
        return told

    def reading(self) -> dict[str, Any]:
        """What ``reading.json`` says of the whole."""
        told: dict[str, Any] = json.loads((self.staged / "reading.json").read_text("utf-8"))
        return told

    def rows(self, ledger: str) -> Path:
        """The rows read for ``ledger``."""
        return self.staged / f"rows-{ledger}.parquet"

    def batches(
        self, ledger: str, columns: Sequence[str] | None = None, size: int = 5_000
    ) -> Iterator[list[dict[str, Any]]]:
        """The rows of ``ledger`` in the order of the files, as many at a time as memory is spent on."""
        with pq.ParquetFile(self.rows(ledger)) as file:
            for batch in file.iter_batches(size, columns=list(columns) if columns is not None else None):
                yield batch.to_pylist()


def synced(path: Path) -> None:
    """Returns once the file or folder is on the disk and not only on its way there."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def packed(message: Message) -> dict[str, Any]:
    """A message as JSON."""
    return {"code": message.code, "facts": {name: _pack(value) for name, value in message.facts.items()}}


def unpacked(told: Mapping[str, Any]) -> Message:
    """The message that ``packed`` made into JSON."""
    return Message(told["code"], {name: _unpack(value) for name, value in told["facts"].items()})


def _pack(value: object) -> object:
    if isinstance(value, Message):
        return {"message": packed(value)}
    if isinstance(value, Text):
        return {"zh": value.zh, "en": value.en}
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)


def _unpack(value: object) -> object:
    if isinstance(value, dict):
        return unpacked(value["message"]) if "message" in value else Text(value["zh"], value["en"])
    return value
