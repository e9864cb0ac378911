"""Laying down on the disk what is handed in, before anything is known of it in the database.

A folder without its row is what a crash left behind; ``tidying`` removes it.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from jianfu.terms.errors import JianfuError, reason_of
from jianfu.web.accounts.models import Organisation
from jianfu.web.project.clock import today
from jianfu.web.records.imports.comparing import CLOSED, REGISTER
from jianfu.web.records.imports.process import place
from jianfu.web.records.imports.staging import Staging, synced
from jianfu.web.records.models import MODELS
from jianfu.web.records.perms import is_closed


@dataclass(frozen=True)
class Stored:
    """A file that lies on the disk: its folder, its SHA-256, its size."""

    staging: Staging
    digest: str
    size: int


def store(chunks: Iterable[bytes]) -> Stored:
    """Writes a file into a folder of its own, and returns once it is there to stay. JianfuError when it does not fit."""
    staging = Staging(place() / secrets.token_hex(16))
    digest, size = hashlib.sha256(), 0
    try:
        staging.path.mkdir(mode=0o700, parents=True)
        with staging.original.open("xb") as sink:
            staging.original.chmod(0o600)
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                sink.write(chunk)
        for path in (staging.original, staging.path, staging.path.parent):
            synced(path)
    except OSError as error:
        staging.remove()
        raise JianfuError("web.import-not-stored", why=reason_of(error)) from error
    return Stored(staging, digest.hexdigest(), size)


def set_task(staging: Staging, name: str, organisation: Organisation) -> None:
    """Writes down what the reading must know. What is read before is let go of."""
    staging.drop_staged()
    columns = ("code", "name", "kind", "level", "parent", "stages", "system", "aliases")
    known = list(Organisation.objects.open().order_by("path").values(*columns))
    task = {
        "name": name, "owner": organisation.code, "day": today().isoformat(), "known": known,
        "refused": {name: CLOSED for name, model in MODELS.items() if is_closed(model.ledger, organisation)} | {"organisations": REGISTER},
    }  # fmt: skip
    staging.note("task.json", json.dumps(task, ensure_ascii=False))
