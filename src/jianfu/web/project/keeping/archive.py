"""The archive itself: a ZIP with a manifest that names every file in it with size and digest.

It holds the site's key and the people's data: readable by its owner alone, like the folder. Nothing in it is
believed before all of it was read: a file missing, added, cut short or changed in one byte ends the reading.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from jianfu.terms.errors import JianfuError

MANIFEST = "manifest.json"
FORMAT = 1
CHUNK = 1 << 20
# What reading a damaged ZIP ends in, besides its own error.
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, KeyError, TypeError,
    NotImplementedError, RuntimeError, OverflowError, MemoryError,
)  # fmt: skip


@dataclass(frozen=True)
class Stand:
    """Where the database stood when it was copied: its kind, the changes applied to it, the end of the chain."""

    database: str
    migrations: tuple[str, ...]
    entries: int
    head: str


@dataclass(frozen=True)
class Manifest:
    """What an archive says of itself. ``files`` maps each name to its size and SHA-256."""

    made_at: str
    program: str
    stand: Stand
    files: Mapping[str, tuple[int, str]]


@contextmanager
def _new_file(path: Path) -> Iterator[IO[bytes]]:
    """A file that only its owner reads, on the disk when this ends; OSError when it is there already."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def write(path: Path, files: Mapping[str, Path], made_at: str, program: str, stand: Stand) -> Manifest:
    """Writes ``files`` (name in the archive → where it lies) to the new archive ``path``.

    A file that vanished meanwhile is left out: the copy of the database is older and says what was there.
    """
    found: dict[str, tuple[int, str]] = {}
    with _new_file(path) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as zipped:
        for name, source in files.items():
            try:
                reading = source.open("rb")
            except FileNotFoundError:
                continue
            with reading, zipped.open(_entry(name), "w", force_zip64=True) as writing:
                found[name] = _copy(reading, writing)
        made = Manifest(made_at, program, stand, found)
        zipped.writestr(_entry(MANIFEST), json.dumps({"format": FORMAT, **asdict(made)}, indent=1))
    return made


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = (stat.S_IFREG | 0o600) << 16
    return entry


def _copy(reading: IO[bytes], writing: IO[bytes] | None, most: int | None = None) -> tuple[int, str]:
    """Size and digest of what was read, no more than one piece past ``most``."""
    digest, size = hashlib.sha256(), 0
    while piece := reading.read(CHUNK):
        digest.update(piece)
        size += len(piece)
        if writing is not None:
            writing.write(piece)
        if most is not None and size > most:
            break
    return size, digest.hexdigest()


def digest_of(path: Path) -> str:
    """SHA-256 of a whole file."""
    with path.open("rb") as file:
        return _copy(file, None)[1]


def verified(path: Path) -> Manifest:
    """Reads the whole archive; JianfuError names the first thing that is not as the manifest says."""
    with _opened(path) as zipped:
        manifest = _manifest(zipped)
        names = [entry.filename for entry in zipped.infolist()]
        for name in sorted({*names, *manifest.files, MANIFEST}):
            wanted = 1 if name == MANIFEST or name in manifest.files else 0
            if names.count(name) != wanted or not _inside(name):
                raise _Wrong(name)
        for name, (size, digest) in manifest.files.items():
            with zipped.open(name) as reading:
                if _copy(reading, None, size) != (size, digest):
                    raise _Wrong(name)
        return manifest


def unpack(path: Path, manifest: Manifest, folder: Path) -> None:
    """Lays the files of a verified archive below the new ``folder``, closed to others, and checks them once more."""
    folder.mkdir(mode=0o700)
    with _opened(path) as zipped:
        for name, (size, digest) in manifest.files.items():
            target = folder / name
            for parent in reversed(target.relative_to(folder).parents[:-1]):
                (folder / parent).mkdir(mode=0o700, exist_ok=True)
            with zipped.open(name) as reading, _new_file(target) as writing:
                if _copy(reading, writing, size) != (size, digest):
                    raise _Wrong(name)


@contextmanager
def room_beside(target: Path) -> Iterator[Path]:
    """A folder on the same disk as ``target``, closed to others, that is gone at the end."""
    room = Path(tempfile.mkdtemp(prefix=".jianfu-", dir=target.parent))
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)


@contextmanager
def unpacked(path: Path, folder: Path) -> Iterator[tuple[Manifest, Path]]:
    """The archive, wholly verified, and the data folder that it holds laid out beside ``folder``, gone at the end
    unless it was moved away. JianfuError when ``folder`` holds something, or the archive is damaged."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise JianfuError("web.folder-taken", value=str(folder))
    manifest = verified(path)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with room_beside(folder) as room:
        unpack(path, manifest, room / "site")
        yield manifest, room / "site"


class _Wrong(Exception):
    """The file of this name is not what the manifest says."""


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """The ZIP at ``path``; whatever its damage makes the library say becomes one message."""
    if not path.is_file():
        raise JianfuError("web.backup-missing", value=str(path))
    try:
        with zipfile.ZipFile(path) as zipped:
            yield zipped
    except _Wrong as error:
        raise JianfuError("web.backup-damaged", value=str(path), name=str(error)) from error
    except _DAMAGE as error:
        if isinstance(error, OSError) and error.errno:
            raise  # the disk's own trouble, such as no room to unpack
        raise JianfuError("web.backup-unreadable", value=str(path)) from error


def _manifest(zipped: zipfile.ZipFile) -> Manifest:
    """What the archive says of itself; JianfuError when a later program wrote it in another form."""
    given: dict[str, Any] = json.loads(zipped.read(MANIFEST))
    if given["format"] != FORMAT:
        raise JianfuError("web.backup-format", value=given["format"], known=FORMAT)
    stand = given["stand"]
    return Manifest(
        str(given["made_at"]),
        str(given["program"]),
        Stand(str(stand["database"]), tuple(stand["migrations"]), int(stand["entries"]), str(stand["head"])),
        {str(name): (int(size), str(digest)) for name, (size, digest) in given["files"].items()},
    )


def _inside(name: str) -> bool:
    """Whether ``name`` stays below the folder it is unpacked to, on every system."""
    parts = PurePosixPath(name).parts
    return bool(parts) and not ({"..", "/", "\\"} & {*parts, name[0]}) and not {":", "\\", "\0"} & {*name}
