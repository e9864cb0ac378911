"""The zip of a Word file, opened with care: sizes and ratios bounded, nothing unpacked to disk, no declarations."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jianfu.plans.source.limits import (
    MOST_ENTRIES,
    MOST_RATIO,
    MOST_UNPACKED,
    MOST_XML,
    RATIO_FROM,
    megabytes,
)
from jianfu.terms.errors import JianfuError

_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, KeyError, ValueError)
_CHUNK = 1 << 20


class Package:
    """The parts of a zip by name. A part is read up to what the directory gives for it, never further."""

    def __init__(self, archive: zipfile.ZipFile, file: str) -> None:
        self._archive, self._file = archive, file
        infos = archive.infolist()
        unpacked = sum(i.file_size for i in infos)
        if len(infos) > MOST_ENTRIES:
            raise JianfuError(
                "plans.source.parts", file=file, count=f"{len(infos):,}", limit=f"{MOST_ENTRIES:,}"
            )
        if unpacked > MOST_UNPACKED:
            raise JianfuError(
                "plans.source.bomb", file=file, size=megabytes(unpacked), limit=megabytes(MOST_UNPACKED)
            )
        if any(i.flag_bits & 1 for i in infos):
            raise JianfuError("plans.source.password", file=file)
        self._infos = {i.filename.replace("\\", "/").lstrip("/"): i for i in infos}

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts."""
        return frozenset(self._infos)

    def read(self, name: str, most: int = MOST_XML) -> bytes:
        """A part whole; b"" when there is none. XML that declares entities is refused."""
        info = self._infos.get(name)
        if info is None:
            return b""
        size = info.file_size
        if size > most:
            raise JianfuError(
                "plans.source.bomb", file=self._file, size=megabytes(size), limit=megabytes(most)
            )
        if size > RATIO_FROM and size > MOST_RATIO * max(info.compress_size, 1):
            times = size // max(info.compress_size, 1)
            raise JianfuError("plans.source.ratio", file=self._file, size=megabytes(size), times=f"{times:,}")
        chunks = []
        with self._archive.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                chunks.append(chunk)
        data = b"".join(chunks)
        # A declaration may be written in UTF-16; none of its characters then has a byte beyond the first plane.
        if b"<!DOCTYPE" in (plain := data.replace(b"\x00", b"")) or b"<!ENTITY" in plain:
            raise JianfuError("plans.source.entities", file=self._file)
        return data


@contextmanager
def opened(path: Path) -> Iterator[Package]:
    """The package at ``path``; JianfuError when it is broken, encrypted or a bomb."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield Package(archive, str(path))
    except _BROKEN as error:
        raise JianfuError("plans.source.broken", file=str(path), reason=str(error)[:200]) from None
    except RuntimeError as error:  # zipfile's answer to a part that needs a password
        raise JianfuError("plans.source.broken", file=str(path), reason=str(error)[:200]) from None
