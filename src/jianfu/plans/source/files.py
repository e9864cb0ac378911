"""Which kind of file a plan comes in, told by its content, and its lines by the reader of that kind."""

from __future__ import annotations

import email
import email.policy
from pathlib import Path

from jianfu.plans.model import Source
from jianfu.plans.source.assemble import assemble
from jianfu.plans.source.decoding import declared, decoded
from jianfu.plans.source.limits import MOST_BYTES, checked, megabytes
from jianfu.plans.source.office import converted
from jianfu.plans.source.pdf import read_pdf
from jianfu.plans.source.raw import Raw
from jianfu.plans.source.web import read_page
from jianfu.plans.source.word import read_word
from jianfu.plans.source.zips import opened
from jianfu.terms.errors import JianfuError, Message, reason_of

_HEAD = 65_536
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODT = b"application/vnd.oasis.opendocument.text"
# Pictures, archives, sound: told to the user as what they are not.
_FOREIGN = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b",
            b"\x7fELF", b"MZ", b"SQLite format 3", b"PAR1", b"OggS", b"ID3", b"\x00\x00\x00")  # fmt: skip


def read(path: Path, office: Path | None = None) -> Source:
    """The plans of a file; ``office`` is LibreOffice's program, looked for when none is given.

    JianfuError for whatever cannot be read, with what would be.
    """
    file = str(path)
    size, head = _beginning(path)
    if size > MOST_BYTES:
        raise JianfuError("plans.source.large", file=file, size=megabytes(size), limit=megabytes(MOST_BYTES))
    if not head.strip(b" \t\r\n\x00\xef\xbb\xbf\xfe\xff"):
        raise JianfuError("plans.source.empty", file=file)
    raws, notes = _lines(path, head, office)
    if not any(raw.text.strip() for raw in raws):
        raise JianfuError("plans.source.empty", file=file)
    return assemble(raws, path.name, notes)


def _beginning(path: Path) -> tuple[int, bytes]:
    try:
        if path.exists() and not path.is_file():
            raise JianfuError("plans.source.folder", file=str(path))
        with path.open("rb") as stream:
            return path.stat().st_size, stream.read(_HEAD)
    except OSError as error:
        raise JianfuError("plans.source.unreadable", file=str(path), reason=reason_of(error)) from None


def _lines(path: Path, head: bytes, office: Path | None) -> tuple[list[Raw], list[Message]]:
    file = str(path)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in head[:1024]:
        return read_pdf(path)
    if head.startswith(b"PK"):
        return _zipped(path, office)
    if head.startswith(_OLE):
        return _through(path, _old(path), office)
    if start.startswith(b"{\\rtf"):
        return _through(path, ".rtf", office)
    if head.startswith(_FOREIGN):
        raise JianfuError("plans.source.format", file=file)
    data = path.read_bytes()
    lowered = start[:4096].lower()
    if lowered.startswith((b"mime-version:", b"from:")) and b"multipart/" in lowered:
        return read_page(_archived(data, file), file), []
    text, notes = decoded(data, file, declared(head))
    checked(text, file)
    begins = text.lstrip("\ufeff \t\r\n")[:4096].lower()
    if begins.startswith("<?xml") and (
        "worddocument" in begins or "schemas.microsoft.com/office/2006/xmlpackage" in begins
    ):
        return _through(path, ".xml", office)
    if begins.startswith("<") and any(
        mark in begins
        for mark in (
            "<html",
            "<!doctype html",
            "<head",
            "<body",
            "<meta",
            "<div",
            "<p",
            "<table",
            "<h1",
            "<span",
            "<title",
        )
    ):
        return read_page(text, file), notes
    return [Raw(line, n) for n, line in enumerate(text.splitlines(), 1)], notes


def _zipped(path: Path, office: Path | None) -> tuple[list[Raw], list[Message]]:
    with opened(path) as package:
        names = package.names
        if "mimetype" in names and package.read("mimetype", 1024).strip().startswith(_ODT):
            # LibreOffice unpacks it by itself: its XML is looked at first.
            for name in ("content.xml", "styles.xml", "settings.xml", "meta.xml"):
                package.read(name)
            kind = ".odt"
        elif any(n.startswith("xl/") for n in names):
            raise JianfuError("plans.source.table", file=str(path))
        else:
            kind = ".docx"
    return read_word(path) if kind == ".docx" else _through(path, kind, office)


def _old(path: Path) -> str:
    """The kind of an OLE2 file; JianfuError when it is locked or no text."""
    data = path.read_bytes()

    def holds(word: str) -> bool:
        return word.encode("utf-16-le") in data

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        raise JianfuError("plans.source.password", file=str(path))
    if holds("WordDocument"):
        return ".doc"
    if holds("Workbook") or holds("Book"):
        raise JianfuError("plans.source.table", file=str(path))
    if holds("MatOST") or holds("CONTENTS"):
        return ".wps"
    raise JianfuError("plans.source.format", file=str(path))


def _through(path: Path, suffix: str, office: Path | None) -> tuple[list[Raw], list[Message]]:
    with converted(path, suffix, office) as made:
        try:
            return read_word(made)
        except JianfuError as error:
            raise JianfuError(error.message.code, **{**error.message.facts, "file": str(path)}) from None


def _archived(data: bytes, file: str) -> str:
    """The page in a web archive (.mht), as Word saves it too."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        for part in message.walk():
            if part.get_content_type() == "text/html":
                payload = part.get_payload(decode=True)
                if isinstance(payload, bytes):
                    return checked(
                        decoded(payload, file, str(part.get_content_charset() or declared(payload[:_HEAD])))[
                            0
                        ],
                        file,
                    )
    except (RecursionError, ValueError, LookupError) as error:
        raise JianfuError("plans.source.broken", file=file, reason=str(error)[:200]) from None
    raise JianfuError("plans.source.format", file=file)
