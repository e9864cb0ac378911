"""What the operator does to keep a site: back it up, lay a backup out again, bring it to a new version."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from jianfu import __version__
from jianfu.terms.errors import JianfuError
from jianfu.web.audit.verify import Fault, verify
from jianfu.web.project.clock import now
from jianfu.web.project.folder import DataFolder
from jianfu.web.project.keeping.archive import Manifest, digest_of, room_beside, write
from jianfu.web.project.keeping.databases import check, dump, is_empty, load, stand_of
from jianfu.web.project.run import is_behind, make_tables

# Where the copy of the database stands in the archive; SQLite's lies under the same name in the folder.
DUMPS = {"sqlite": "jianfu.sqlite3", "postgresql": "database.dump"}
# What was read of files that wait to be confirmed: it may be half there, and is read again from the originals.
_CAN_BE_MADE_AGAIN = re.compile(r"standings\.lock$|media/imports/(turn-|[^/]+/(?!original$|task\.json$))")
_OURS = re.compile(r"jianfu-\d{8}-\d{6}\.zip")


@dataclass(frozen=True)
class Backup:
    """An archive that was made: where it is, its own digest, what it says of itself."""

    path: Path
    digest: str
    manifest: Manifest


def backup(data: DataFolder, target: Path, keep: int | None = None) -> Backup:
    """Copies the site in ``data``, which this process opened, into one archive while it serves.

    ``target`` is the new archive (.zip), or a folder, made if need be, that gets one named after the moment; there
    ``keep`` says how many of these stay, the newest ones. JianfuError when the archive exists, or would lie in the
    folder that it copies.
    """
    if target.resolve().is_relative_to(data.path):
        raise JianfuError("web.backup-inside", value=str(target), folder=str(data.path))
    if target.is_dir() or (target.suffix.lower() != ".zip" and not target.exists()):
        target = target / f"jianfu-{timezone.localtime(now()):%Y%m%d-%H%M%S}.zip"
    elif keep is not None:
        raise JianfuError("web.backup-keep", value=str(target))
    if target.exists():
        raise JianfuError("web.backup-there", value=str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    with room_beside(target) as room:
        copied = room / "database"
        stand = dump(connection, copied)
        # The database first: whatever it names was handed in before, and lies in the folder still.
        files = {DUMPS[stand.database]: copied, **_files(data)}
        made_at = now().astimezone(dt.UTC).isoformat(timespec="seconds")
        manifest = write(room / "archive", files, made_at, __version__, stand)
        if target.exists():
            raise JianfuError("web.backup-there", value=str(target))
        (room / "archive").rename(target)
    for old in _older(target, keep) if keep is not None else ():
        old.unlink()
    return Backup(target, digest_of(target), manifest)


def _files(data: DataFolder) -> dict[str, Path]:
    """Everything of the folder but the database and the program's own files, by name, in order of names."""
    apart = {data.static.name, *(data.database.name + ending for ending in ("", "-wal", "-shm", "-journal"))}
    found = [path for top in data.path.iterdir() if top.name not in apart for path in [top, *top.rglob("*")]]
    named = {p.relative_to(data.path).as_posix(): p for p in sorted(found)}
    return {
        name: p
        for name, p in named.items()
        if p.is_file() and not p.is_symlink() and not _CAN_BE_MADE_AGAIN.match(name)
    }


def _older(target: Path, keep: int) -> list[Path]:
    """The archives beside ``target`` that are more than ``keep``, by the moment in their names."""
    ours = [path for path in target.parent.iterdir() if _OURS.fullmatch(path.name)]
    return sorted(ours, reverse=True)[keep:]


def accept(archive: Path, manifest: Manifest, made: Path, folder: Path) -> None:
    """Makes the unpacked site ``made``, opened by this process, the one in ``folder``.

    Its database is filled and held to the manifest first: the folder, and PostgreSQL's database, are there whole at
    the end or left as they were. JianfuError says what is wrong.
    """
    _must_fit(manifest, DataFolder(made))
    dumped = made / DUMPS[manifest.stand.database]
    load(connection, dumped)
    check(connection)
    if stand_of(connection) != manifest.stand or (not is_behind() and any(verify())):
        raise JianfuError("web.backup-damaged", value=str(archive), name=dumped.name)
    connection.close()
    if connection.vendor != "sqlite":
        dumped.unlink()
    DataFolder(made).media.mkdir(mode=0o700, exist_ok=True)  # an empty one is no file of the archive
    if folder.exists():
        folder.rmdir()
    made.rename(folder)


def _must_fit(manifest: Manifest, data: DataFolder) -> None:
    """The archive is of this kind of database, which is empty, and of no later program."""
    kind, name = manifest.stand.database, str(connection.settings_dict["NAME"])
    if connection.vendor != kind or (kind == "sqlite" and Path(name) != data.database):
        raise JianfuError("web.backup-kind", kind=kind)
    if kind != "sqlite" and not is_empty(connection):
        raise JianfuError("web.database-taken", value=name)
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if not known.issuperset(manifest.stand.migrations):
        raise JianfuError("web.backup-later", value=manifest.program, ours=__version__)


@dataclass(frozen=True)
class Upgrade:
    """What an upgrade did: the backup made before it, none where nothing had to change; what is wrong now."""

    backup: Backup | None
    faults: tuple[Fault, ...]
    entries: int


def upgrade(data: DataFolder, target: Path | None = None) -> Upgrade:
    """Brings the database of the site in ``data``, which this process opened, to this version of the program: backup,
    changes, and a check of everything.

    The backup goes to ``target`` (as for ``backup``); beside the folder when left out. JianfuError when a change
    fails, with the archive from which all is had back.
    """
    before, made = stand_of(connection), None
    if is_behind():
        made = backup(data, target or data.path.parent)
        try:
            make_tables()
        except Exception as error:  # whatever a change stumbles over, the way back is told
            why = (
                f"{type(error).__name__}: {error}"
                if isinstance(error, DatabaseError)
                else type(error).__name__
            )
            raise JianfuError("web.upgrade-failed", why=why, value=str(made.path)) from error
    call_command("check", stdout=StringIO())
    check(connection)
    after = stand_of(connection)
    if is_behind() or (after.entries, after.head) != (before.entries, before.head):
        raise JianfuError("web.upgrade-failed", why="", value=str(made.path if made else ""))
    return Upgrade(made, tuple(verify()), after.entries)
