"""A workbook's zip, looked at before anything opens it: bombs, entities, and the cells that show errors."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from xml.etree import ElementTree

from jianfu.terms.errors import JianfuError

MOST_BYTES = 1 << 30
MOST_ENTRIES = 20_000
MOST_CELLS = 20_000_000
_RATIO = 500
_RATIO_FROM = 64 * 1024 * 1024
_CHUNK = 1 << 20

# Every run is possessive and stops at the next "<": each byte is looked at a bounded number of times, whatever the file.
_TAG = rb"<(?:\w++:)?+c"
_CELL = re.compile(
    _TAG + rb"""\s(?:[^<>r]++|r(?!\s*+=)|(?<!\s)r)*+r\s*+=\s*+["']([A-Z]{1,3})(\d{1,7})["'][^<>]*+(?<!/)>"""
)
_ODD = re.compile(
    _TAG + rb"\s(?P<attrs>[^<>]*+)(?<!/)>(?P<body>(?:[^<]++|<(?!/?+(?:\w++:)?+c[\s/>]))*+)</(?:\w++:)?+c\s*+>"
)
_REF = re.compile(rb'r="([A-Z]{1,3})(\d{1,7})"')
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]+)</")
_INLINE = re.compile(rb"<(?:\w+:)?t[ >]")
NOT_COMPUTED = "公式未计算"


@dataclass
class Part:
    """What a look at one sheet's XML tells: cells that show errors, and how far its values reach."""

    broken: dict[tuple[int, int], str] = field(default_factory=dict)
    rows: int = 0
    columns: int = 0
    far: str = ""


def inspect(path: Path) -> dict[str, Part]:
    """Every sheet of an .xlsx by name; JianfuError for anything that must not be opened.

    Sizes are counted by decompressing, never believed from the directory.
    """
    name = str(path)
    try:
        with zipfile.ZipFile(path) as archive, path.open("rb") as stream:
            infos = archive.infolist()
            names = {i.filename for i in infos}
            declared = sum(i.file_size for i in infos)
            if len(infos) > MOST_ENTRIES or declared > MOST_BYTES:
                raise JianfuError(
                    "read.bomb", file=name, size=_megabytes(declared), limit=_megabytes(MOST_BYTES)
                )
            if not any(n.startswith("xl/") for n in names):
                raise JianfuError("read.not_a_workbook", file=name, accepted=".xlsx、.xls、.csv、.parquet")
            if any(i.flag_bits & 1 for i in infos):
                raise JianfuError("read.password", file=name)
            parts: dict[str, Part] = {}
            total = 0
            packed = path.stat().st_size
            for info in infos:
                part = (
                    Part()
                    if info.filename.startswith("xl/worksheets/") and info.filename.endswith(".xml")
                    else None
                )
                declares = _Declarations()
                for fresh, text in _windows(_content(stream, info, name)):
                    total += fresh
                    if total > MOST_BYTES or (total > _RATIO_FROM and total > _RATIO * max(packed, 1)):
                        raise JianfuError(
                            "read.bomb", file=name, size=_megabytes(total), limit=_megabytes(MOST_BYTES)
                        )
                    if info.filename.endswith((".xml", ".rels")) and declares.in_next(text):
                        raise JianfuError("read.entities", file=name)
                    if part is not None:
                        _look(text, part)
                if part is not None:
                    parts[info.filename] = part
            targets = _sheet_parts(archive) if "xl/workbook.xml" in names else {}
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ElementTree.ParseError, UnicodeDecodeError,
            NotImplementedError, KeyError, ValueError) as error:  # fmt: skip
        raise JianfuError("read.broken_zip", file=name, reason=str(error)[:200]) from None
    found = {sheet: parts[target] for sheet, target in targets.items() if target in parts}
    for sheet, part in found.items():
        if part.rows * part.columns > MOST_CELLS:
            raise JianfuError("read.far_cell", file=name, sheet=sheet, cell=part.far)
    return found


def _megabytes(size: int) -> str:
    return f"{size / (1 << 20):,.0f} MB"


class _Declarations:
    """Looks for DOCTYPE and ENTITY through a whole part, piece by piece."""

    def __init__(self) -> None:
        self._tail, self._wide = b"", False

    def in_next(self, piece: bytes) -> bool:
        """Whether the next piece, joined to the end of the one before, holds a declaration."""
        if not self._tail:
            self._wide = piece[:2] in (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
        text = self._tail + (piece.replace(b"\x00", b"") if self._wide else piece)
        self._tail = text[-16:] or b" "
        return b"<!DOCTYPE" in text or b"<!ENTITY" in text


def _content(stream: BinaryIO, info: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    """The true content of an entry, whatever size the directory gives for it."""
    stream.seek(info.header_offset)
    header = stream.read(30)
    if len(header) < 30 or header[:4] != b"PK\x03\x04":
        raise JianfuError("read.broken_zip", file=name, reason=info.filename[:100])
    stream.seek(info.header_offset + 30 + sum(struct.unpack("<HH", header[26:30])))
    left = info.compress_size
    if info.compress_type == zipfile.ZIP_STORED:
        while left > 0 and (chunk := stream.read(min(_CHUNK, left))):
            left -= len(chunk)
            yield chunk
        return
    if info.compress_type != zipfile.ZIP_DEFLATED:
        raise JianfuError("read.broken_zip", file=name, reason=f"compression {info.compress_type}")
    inflate = zlib.decompressobj(-15)
    while left > 0 and not inflate.eof and (chunk := stream.read(min(1 << 16, left))):
        left -= len(chunk)
        pending = chunk
        while pending and not inflate.eof:
            out = inflate.decompress(pending, _CHUNK)
            pending = inflate.unconsumed_tail
            if out:
                yield out


def _windows(chunks: Iterator[bytes]) -> Iterator[tuple[int, bytes]]:
    """Chunks rejoined so that no cell is cut in two: each with the number of fresh bytes in it."""
    rest = b""
    for chunk in chunks:
        text = rest + chunk
        cut = text.rfind(b"</row>") + 6
        if cut < 6:
            cut = text.rfind(b"<")
        if cut <= 0 or len(text) - cut > 8 * _CHUNK:
            cut = len(text)
        rest = text[cut:]
        yield len(chunk), text[:cut]
    if rest:
        yield 0, rest


def _look(text: bytes, part: Part) -> None:
    """Take down the reach of the values and the cells with errors in a piece of a sheet's XML."""
    found = _CELL.findall(text)
    if found:
        letters = max({c for c, _ in found}, key=lambda c: (len(c), c))
        column = _column(letters)
        row = max(int(found[-1][1]), int(found[0][1]))
        if row > part.rows or column > part.columns:
            part.far = f"{letters.decode() if column > part.columns else found[-1][0].decode()}{row}"
        part.rows, part.columns = max(part.rows, row), max(part.columns, column)
    if b't="e"' not in text and b"<f" not in text and b":f" not in text:
        return
    for m in _ODD.finditer(text):
        attrs, body = m.group("attrs"), m.group("body")
        is_error = b't="e"' in attrs
        formula = b"<f" in body or b":f" in body
        if not is_error and not formula:
            continue
        value = _VALUE.search(body)
        ref = _REF.search(attrs)
        if ref is None or len(part.broken) > 100_000:
            continue
        place = (int(ref.group(2)) - 1, _column(ref.group(1)) - 1)
        if is_error:
            part.broken[place] = value.group(1).decode("ascii", "replace") if value else "#ERR"
        elif value is None and not _INLINE.search(body) and b't="str"' not in attrs:
            part.broken[place] = NOT_COMPUTED


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of the zip that holds each sheet, by the sheet's name."""
    relations: dict[str, str] = {}
    for relation in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels")):
        target = relation.get("Target", "")
        relations[relation.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    found = {}
    for element in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        if element.tag.rsplit("}", 1)[-1] == "sheet":
            key = next((v for k, v in element.attrib.items() if k.rsplit("}", 1)[-1] == "id"), "")
            found[element.get("name", "")] = relations.get(key, "")
    return found
