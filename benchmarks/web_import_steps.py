"""What ``web_import`` measures, done as the pages do it. Imported once Django knows its folder."""

from __future__ import annotations

import time
from pathlib import Path

from jianfu.web.accounts.actions import add_organisation
from jianfu.web.accounts.actor import OPERATOR
from jianfu.web.records.imports import actions
from jianfu.web.records.imports.models import Import
from jianfu.web.records.imports.process import staging_of, start
from jianfu.web.records.imports.queries import Compared, compared
from jianfu.web.records.imports.storing import store
from jianfu.web.records.imports.tidying import clear

CHUNK = 64 * 1024


class Office:
    """A bureau over some schools, and the steps of taking in a file."""

    def __init__(self, schools: int) -> None:
        self.bureau = add_organisation(
            OPERATOR, None, code="330799-000", name="青禾县教育局", kind="bureau", level="county"
        )
        for n in range(1, schools + 1):
            code, name = f"330799-{n:03}", f"第{n}实验小学"
            add_organisation(OPERATOR, self.bureau, code=code, name=name, kind="school", level="unit")

    def hand_in(self, file: Path) -> Import:
        """Lays the file down and makes it known."""
        with file.open("rb") as source:
            stored = store(iter(lambda: source.read(CHUNK), b""))
        return actions.hand_in(OPERATOR, self.bureau, file.name, stored)

    def read(self, imported: Import) -> None:
        """Reads it."""
        staging = staging_of(imported)
        start(staging)
        while staging.is_being_read():
            time.sleep(0.02)

    def peak_of_reading(self, imported: Import) -> int:
        """The bytes that the process which read held at most."""
        return int(staging_of(imported).reading()["peak"])

    def compare(self, imported: Import) -> Compared:
        """What it would do."""
        found = compared(OPERATOR, imported)
        assert found is not None
        return found

    def confirm(self, imported: Import, told: Compared) -> None:
        """Takes it in."""
        self.last = actions.confirm(OPERATOR, imported, told.seal)
        clear(self.last)

    def undo_last(self) -> None:
        """Makes all rows what they were before the last file."""
        actions.undo_import(OPERATOR, self.last)
