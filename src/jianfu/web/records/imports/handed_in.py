"""What somebody hands in: names are cleaned before they touch the disk, archives unpacked without trusting them."""

from __future__ import annotations

import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from jianfu.terms.errors import JianfuError, Message
from jianfu.web.records.imports.limits import MOST_FILES, MOST_UNPACKED

# What is read, by ending; what a file really is, its content tells the reader.
TABLES = (".xlsx", ".xlsm", ".xls", ".et", ".csv", ".tsv")
ACCEPTED = (*TABLES, ".zip")
_SHOWN = "、".join(TABLES)
_LONGEST_NAME = 80
_DEEPEST = 4
_CHUNK = 2**20
_STRANGE = re.compile(r"[^\w\- .()（）【】《》、，·+~—–&]")
_UTF8_NAME = 0x800
_SECRET = 0x1


def clean_name(name: str) -> str:
    """``name`` as it may stand in a folder and on a page: its last part, printable, short, with its ending."""
    last = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    cleaned = _STRANGE.sub("_", last).strip(". ")
    stem, dot, ending = cleaned.rpartition(".")
    if not dot or len(ending) > 5:
        return cleaned[:_LONGEST_NAME] or "_"
    return f"{stem[:_LONGEST_NAME].rstrip() or '_'}.{ending.lower()}"


def lay_out(original: Path, name: str, into: Path) -> list[Message]:
    """Puts the files of what was handed in under ``into``, named as people know them; says what was left out.

    JianfuError when it is an archive that cannot or must not be opened.
    """
    into.mkdir(mode=0o700)
    shown = clean_name(name)
    if _is_archive_of_files(original):
        return _unpack(original, shown, into)
    (into / shown).hardlink_to(original)
    return []


def _is_archive_of_files(path: Path) -> bool:
    """A workbook is a zip too, but one with a workbook's parts."""
    with path.open("rb") as stream:
        if stream.read(2) != b"PK":
            return False
    try:
        with zipfile.ZipFile(path) as archive:
            return not any(n.startswith("xl/") or n == "[Content_Types].xml" for n in archive.namelist())
    except (zipfile.BadZipFile, UnicodeDecodeError, ValueError):
        return False


def _unpack(path: Path, shown: str, into: Path) -> list[Message]:
    left_out: list[Message] = []
    taken, unpacked = 0, 0
    try:
        with zipfile.ZipFile(path) as archive:
            for info in archive.infolist():
                named = PurePosixPath(_name_of(info)).parts
                if info.is_dir() or not named or named[-1].startswith(("~$", ".")) or "__MACOSX" in named:
                    continue
                parts = [clean_name(part) for part in named if part.strip("./")]
                if not parts[-1].endswith(TABLES):
                    left_out.append(Message("read.not_a_table", {"file": parts[-1], "accepted": _SHOWN}))
                    continue
                if info.flag_bits & _SECRET:
                    raise JianfuError("web.import-zip-password", file=shown)
                taken += 1
                if taken > MOST_FILES:
                    raise JianfuError("web.import-many-files", file=shown, limit=MOST_FILES)
                target = _free(into.joinpath(*parts[-_DEEPEST:]))
                unpacked += _extract(archive, info, target, MOST_UNPACKED - unpacked, shown)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError,
            FileExistsError, NotADirectoryError) as error:  # fmt: skip
        raise JianfuError("web.import-zip-broken", file=shown) from error
    if not taken:
        raise JianfuError("web.import-zip-empty", file=shown, accepted=_SHOWN)
    return left_out


def _name_of(info: zipfile.ZipInfo) -> str:
    """The name as it was written: Windows packs Chinese names as GBK without saying so."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding).replace("\\", "/")
        except UnicodeDecodeError:
            continue
    return info.filename


def _free(path: Path) -> Path:
    """``path``, or beside it one that is not taken."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    number, found = 1, path
    while found.exists():
        number += 1
        found = path.with_stem(f"{path.stem}({number})")
    return found


def _extract(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, most: int, shown: str) -> int:
    """Writes one entry, its bytes counted as they come: what the directory says of sizes is not believed."""
    written = 0
    with archive.open(info) as source, target.open("xb") as sink:
        for chunk in _chunks(source):
            written += len(chunk)
            if written > most:
                limit = f"{MOST_UNPACKED // 2**20} MB"
                raise JianfuError("read.bomb", file=shown, size=f"> {limit}", limit=limit)
            sink.write(chunk)
    return written


def _chunks(source: IO[bytes]) -> Iterator[bytes]:
    while chunk := source.read(_CHUNK):
        yield chunk
