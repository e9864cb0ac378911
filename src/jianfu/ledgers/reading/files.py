"""Which files a heap of paths holds, and what each of them really is."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from jianfu.ledgers.reading.notices import Notices
from jianfu.terms.errors import JianfuError

Kind = Literal["xlsx", "xls", "text", "html", "parquet"]

EXTENSIONS = frozenset({".xlsx", ".xlsm", ".xls", ".et", ".csv", ".tsv", ".txt", ".parquet", ".htm", ".html"})
ACCEPTED = ".xlsx、.xls、.csv、.tsv、.parquet"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 65_536
_LONGEST_LINE = 8 * 1024 * 1024


@dataclass(frozen=True)
class Opened:
    """A file and what its content shows it to be; ``encoding`` for text."""

    path: Path
    kind: Kind
    encoding: str = ""


def walk(paths: Iterable[Path], notices: Notices) -> tuple[list[Path], list[tuple[Path, JianfuError]]]:
    """The files to read, in a fixed order, each once; and the paths that are not there.

    Folders are searched to the bottom. Lock files (``~$…``) and hidden ones are passed over, other kinds of
    file in a folder are noted; a file that is named itself is always tried.
    """
    found: dict[Path, None] = {}
    failed: list[tuple[Path, JianfuError]] = []
    for path in paths:
        if path.is_dir():
            for inner in _inside(path, failed):
                if inner.suffix.lower() in EXTENSIONS:
                    found.setdefault(inner)
                else:
                    notices.note("read.not_a_table", file=str(inner), accepted=ACCEPTED)
        elif path.exists():
            if path.name.startswith("~$"):
                notices.note("read.lock_file", file=str(path))
            else:
                found.setdefault(path)
        else:
            failed.append((path, JianfuError("read.missing", file=str(path))))
    return list(found), failed


def _inside(folder: Path, failed: list[tuple[Path, JianfuError]], depth: int = 0) -> Iterable[Path]:
    try:
        entries = sorted(folder.iterdir(), key=lambda p: p.name)
    except OSError as error:
        failed.append(
            (folder, JianfuError("read.unreadable", file=str(folder), reason=error.strerror or str(error)))
        )
        return
    for entry in entries:
        if entry.name.startswith((".", "~$", "__MACOSX")) or entry.name.lower() in (
            "thumbs.db",
            "desktop.ini",
        ):
            continue
        if entry.is_dir():
            # A link to a folder above would never end.
            if not entry.is_symlink() and depth < 32:
                yield from _inside(entry, failed, depth + 1)
        elif entry.is_file():
            yield entry


def identify(path: Path) -> Opened:
    """What a file is by its content; JianfuError when it is none of the accepted kinds."""
    name = str(path)
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise JianfuError("read.unreadable", file=name, reason="不是普通文件 / not a regular file")
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError as error:
        raise JianfuError("read.unreadable", file=name, reason=error.strerror or str(error)) from None
    if size == 0 or not head.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise JianfuError("read.empty", file=name)
    if head.startswith(b"PK"):
        return Opened(path, "xlsx")
    if head.startswith(_OLE):
        return _ole(path)
    if head.startswith(b"PAR1"):
        return Opened(path, "parquet")
    if head.startswith(
        (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"{\\rtf")
    ):
        raise JianfuError("read.format", file=name, accepted=ACCEPTED)
    return _text(path, head)


def _ole(path: Path) -> Opened:
    """An old Office file: a workbook, or the wrapping of one that has a password."""

    def wide(word: str) -> bytes:
        return word.encode("utf-16-le")

    seen = b""
    with path.open("rb") as stream:
        marks = dict.fromkeys(("EncryptedPackage", "Workbook", "Book", "WordDocument"), False)
        while chunk := stream.read(1 << 20):
            window = seen[-64:] + chunk
            for word in marks:
                marks[word] = marks[word] or wide(word) in window
            seen = chunk
    if marks["EncryptedPackage"]:
        raise JianfuError("read.password", file=str(path))
    if not (marks["Workbook"] or marks["Book"]):
        raise JianfuError("read.format", file=str(path), accepted=ACCEPTED)
    return Opened(path, "xls")


def _text(path: Path, head: bytes) -> Opened:
    encoding = encoding_of(path, head)
    start = head.decode(encoding, errors="ignore").lstrip("\ufeff \t\r\n")[:4096].lower()
    if "urn:schemas-microsoft-com:office:spreadsheet" in start and "<html" not in start:
        raise JianfuError("read.xml_sheet", file=str(path), accepted=ACCEPTED)
    if start.startswith(("<html", "<!doctype html", "<table", "<meta", "<head", "<style", "<div")) or (
        start.startswith("<") and "<table" in start
    ):
        return Opened(path, "html", encoding)
    if start.startswith("<"):
        raise JianfuError("read.format", file=str(path), accepted=ACCEPTED)
    return Opened(path, "text", encoding)


def encoding_of(path: Path, head: bytes) -> str:
    """utf-8-sig, utf-16 or gb18030, whichever the whole file is; JianfuError when it is none, or no text at all."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        candidates = ["utf-16"]
    else:
        if b"\x00" in head:
            raise JianfuError("read.format", file=str(path), accepted=ACCEPTED)
        candidates = ["utf-8-sig", "gb18030"]
    for encoding in candidates:
        if _decodes(path, encoding):
            text = codecs.getincrementaldecoder(encoding)("ignore").decode(head)
            strange = len(re.findall(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ue000-\uf8ff\ufffd]", text))
            if strange > 0.02 * len(text):
                break
            return encoding
    raise JianfuError("read.encoding", file=str(path), accepted="UTF-8、GB18030")


def _decodes(path: Path, encoding: str) -> bool:
    """Whether the whole file is text in this encoding, with lines of a bearable length."""
    decoder = codecs.getincrementaldecoder(encoding)()
    run = 0
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(1 << 20):
                decoder.decode(chunk)
                last = chunk.rfind(b"\n")
                run = run + len(chunk) if last < 0 else len(chunk) - last
                if run > _LONGEST_LINE:
                    raise JianfuError("read.long_line", file=str(path))
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
