"""Word files (.docx): paragraphs and tables in their order, numbered as Word shows them.

Inserted text is kept and deleted text dropped, as if all changes were accepted; hidden text, headers, footers
and notes are set aside. Nothing that a file links to is fetched: linked templates and pictures are never opened.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from xml.etree import ElementTree

from jianfu.plans.source.limits import MOST_CHARACTERS, MOST_DEPTH
from jianfu.plans.source.numbering import Numbering, value, whole
from jianfu.plans.source.raw import Raw
from jianfu.plans.source.tables import row
from jianfu.plans.source.zips import Package, opened
from jianfu.terms.errors import JianfuError, Message

_SKIPPED = frozenset({"Fallback", "del", "moveFrom", "rt", "instrText", "delText", "delInstrText", "pPrChange",
                      "rPrChange", "sectPr", "binData"})  # fmt: skip
_BREAKS = frozenset({"br", "cr"})
_SMALL = 8 * 1024 * 1024
_BESIDE = re.compile(r"word/(header|footer|footnotes|endnotes|comments)\d*\.xml")
_WHY = {
    "header": "header",
    "footer": "header",
    "footnotes": "footnote",
    "endnotes": "footnote",
    "comments": "comment",
}


@dataclass(frozen=True)
class _Style:
    number: str = ""
    level: int | None = None
    centred: bool | None = None
    based: str = ""
    name: str = ""


@dataclass
class _Paragraph:
    """A paragraph while it is open."""

    texts: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    style: str = ""
    number: str | None = None
    level: int | None = None
    centred: bool | None = None
    runs_on: bool = False


def read_word(path: Path) -> tuple[list[Raw], list[Message]]:
    """The lines of a .docx with what stands beside them set aside, and what the reader should know."""
    file = str(path)
    with opened(path) as package:
        main = _main(package, file)
        beside = _beside(package, main, file)
        styles = _styles(package.read(beside["styles"], _SMALL), file)
        body = _Document(styles, _numbering(package.read(beside["numbering"], _SMALL), file), file)
        _parse(package.read(main), body, file)
        raws = list(body.raws)
        for name in sorted(package.names):
            if kind := _BESIDE.fullmatch(name):
                part = _Document(styles, Numbering(b""), file)
                _parse(package.read(name, _SMALL), part, file)
                raws += [replace(r, why=_WHY[kind[1]], number=0) for r in part.raws]
    notes = []
    if body.changes:
        notes.append(Message("plans.source.changes", {"file": file, "count": body.changes}))
    if body.embedded:
        notes.append(Message("plans.source.embedded", {"file": file, "count": body.embedded}))
    return raws, notes


def _main(package: Package, file: str) -> str:
    """The name of the part that holds the text."""
    names = package.names
    if any(n.startswith("xl/") for n in names):
        raise JianfuError("plans.source.table", file=file)
    for relation in _relations(package, "_rels/.rels", file):
        if relation.get("Type", "").endswith("/officeDocument") and relation.get("TargetMode") != "External":
            target = relation.get("Target", "").lstrip("/")
            if target in names and target.startswith("word/"):
                return target
    if "word/document.xml" in names:
        return "word/document.xml"
    raise JianfuError("plans.source.format", file=file)


def _beside(package: Package, main: str, file: str) -> dict[str, str]:
    """The names of the parts with the styles and the numbers of the text."""
    folder, _, name = main.rpartition("/")
    found = {kind: f"{folder}/{kind}.xml" for kind in ("styles", "numbering")}
    for relation in _relations(package, f"{folder}/_rels/{name}.rels", file):
        kind = relation.get("Type", "").rpartition("/")[2]
        target = relation.get("Target", "")
        if kind in found and relation.get("TargetMode") != "External":
            found[kind] = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
    return found


def _relations(package: Package, name: str, file: str) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(package.read(name, _SMALL) or b"<none/>")
    except ElementTree.ParseError as error:
        raise JianfuError("plans.source.broken", file=file, reason=str(error)) from None


def _numbering(part: bytes, file: str) -> Numbering:
    try:
        return Numbering(part)
    except ElementTree.ParseError as error:
        raise JianfuError("plans.source.broken", file=file, reason=str(error)) from None


def _styles(part: bytes, file: str) -> Mapping[str, _Style]:
    if not part:
        return {}
    try:
        root = ElementTree.fromstring(part)
    except ElementTree.ParseError as error:
        raise JianfuError("plans.source.broken", file=file, reason=str(error)) from None
    found = {}
    for element in root:
        if _local(element.tag) != "style":
            continue
        parts = {_local(e.tag): e for e in element.iter()}
        properties = next((e for e in element if _local(e.tag) == "pPr"), None)
        inner = {_local(e.tag): value(e) for e in properties.iter()} if properties is not None else {}
        found[_given(element.attrib, "styleId")] = _Style(
            number=inner.get("numId", ""),
            level=whole(inner["ilvl"], 0) if "ilvl" in inner else None,
            centred=inner["jc"] == "center" if "jc" in inner else None,
            based=value(parts.get("basedOn")),
            name=value(parts.get("name")).lower(),
        )
    return found


def _local(tag: str) -> str:
    return tag.rsplit("}", 1)[-1]


def _given(attributes: Mapping[str, str], name: str) -> str:
    return next((v for k, v in attributes.items() if k.rsplit("}", 1)[-1] == name), "")


def _parse(part: bytes, target: _Document, file: str) -> None:
    parser = ElementTree.XMLParser(target=target)
    try:
        parser.feed(part)
        parser.close()
    except ElementTree.ParseError as error:
        raise JianfuError("plans.source.broken", file=file, reason=str(error)) from None


class _Document:
    """Takes a part's elements as they come and keeps its lines; no tree is built."""

    def __init__(self, styles: Mapping[str, _Style], numbering: Numbering, file: str) -> None:
        self.raws: list[Raw] = []
        self.changes = self.embedded = 0
        self._styles, self._numbering, self._file = styles, numbering, file
        self._depth = self._skipped = self._properties = self._count = self._length = 0
        self._open: list[_Paragraph] = []
        # For each open table the cells of its open row, for each cell its lines.
        self._tables: list[list[list[Raw]]] = []
        self._carried: list[str] = []
        self._taking = self._hidden = False
        self._contents = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise JianfuError("plans.source.deep", file=self._file, limit=MOST_DEPTH)
        if self._skipped:
            return
        name = _local(tag)
        if self._properties:
            self._property(name, attributes)
        elif name in _SKIPPED:
            self._skipped = self._depth
            self.changes += name in ("del", "moveFrom")
        elif name == "p" and not tag.startswith("{http://schemas.openxmlformats.org/drawingml"):
            self._open.append(_Paragraph())
        elif name == "pPr":
            self._properties = self._depth
        elif name in ("t", "delText"):
            self._taking = bool(self._open)
        elif name == "r":
            self._hidden = False
        elif name == "vanish":
            self._hidden = _given(attributes, "val") not in ("0", "false")
        elif name in _BREAKS and _given(attributes, "type") in ("", "textWrapping"):
            self._put("\n")
        elif name in ("tab", "ptab"):
            self._put(" ")
        elif name == "noBreakHyphen":
            self._put("-")
        elif name == "ins":
            self.changes += 1
        elif name == "altChunk":
            self.embedded += 1
        elif name == "tbl":
            self._tables.append([])
        elif name == "tc" and self._tables:
            self._tables[-1].append([])
        elif name == "docPartGallery" and _given(attributes, "val") == "Table of Contents":
            self._contents = self._depth

    def data(self, text: str) -> None:
        """Characters of the element that is open."""
        if self._taking and not self._skipped:
            self._put(text)

    def end(self, tag: str) -> None:
        """An element ends."""
        self._depth -= 1
        if self._skipped:
            self._skipped = 0 if self._depth < self._skipped else self._skipped
            return
        if self._properties:
            self._properties = 0 if self._depth < self._properties else self._properties
            return
        name = _local(tag)
        if name == "t":
            self._taking = False
        elif (
            name == "p" and self._open and not tag.startswith("{http://schemas.openxmlformats.org/drawingml")
        ):
            self._close(self._open.pop())
        elif name == "tr" and self._tables:
            cells, self._tables[-1] = self._tables[-1], []
            for raw in row(cells):
                self._emit(raw, inner=True)
        elif name == "tbl" and self._tables:
            for raw in row(self._tables.pop()):
                self._emit(raw)
        elif name == "sdt" and self._contents:
            self._contents = 0

    def close(self) -> None:
        """The part is over; what was still open is kept."""
        while self._open:
            self._close(self._open.pop())

    def _property(self, name: str, attributes: Mapping[str, str]) -> None:
        if not self._open:
            return
        paragraph, given = self._open[-1], _given(attributes, "val")
        if name == "pStyle":
            paragraph.style = given
        elif name == "numId":
            paragraph.number = given
        elif name == "ilvl":
            paragraph.level = whole(given, 0)
        elif name == "jc":
            paragraph.centred = given == "center"
        elif name == "del":
            paragraph.runs_on = True
        elif name == "pPrChange":
            self._skipped = self._depth

    def _put(self, text: str) -> None:
        if not self._open:
            return
        self._length += len(text)
        if self._length > MOST_CHARACTERS:
            raise JianfuError(
                "plans.source.long", file=self._file, size=f"{self._length:,}", limit=f"{MOST_CHARACTERS:,}"
            )
        (self._open[-1].hidden if self._hidden else self._open[-1].texts).append(text)

    def _emit(self, raw: Raw, inner: bool = False) -> None:
        """Put a line where it belongs: into the cell that is open or among the lines of the text."""
        tables = self._tables[:-1] if inner else self._tables
        if tables and tables[-1]:
            tables[-1][-1].append(raw)
        else:
            self.raws.append(raw)

    def _close(self, paragraph: _Paragraph) -> None:
        self._count += 1
        number = self._count
        text = "".join(paragraph.texts)
        if hidden := "".join(paragraph.hidden).strip():
            self._emit(Raw(hidden, number, why="hidden"))
        if paragraph.runs_on:
            self._carried.append(text)
            return
        if self._carried:
            text = "".join(self._carried) + text
            self._carried.clear()
        style = self._style(paragraph.style)
        label = self._label(paragraph, style)
        centred = (
            paragraph.centred
            if paragraph.centred is not None
            else bool(style.centred) or style.name == "title"
        )
        why = "contents" if self._contents or re.match(r"toc \d", style.name) else ""
        if not text.strip():
            self._emit(Raw("", number))
            return
        for n, line in enumerate(text.split("\n")):
            shown = label + line if n == 0 else line
            self._emit(Raw(shown, number, why=why if line.strip() else "", centred=centred and not label))

    def _label(self, paragraph: _Paragraph, style: _Style) -> str:
        number = paragraph.number if paragraph.number is not None else style.number
        if not number or number == "0":
            return ""
        level = paragraph.level if paragraph.level is not None else style.level
        if level is None:
            level = self._numbering.level_of(number, paragraph.style)
        return self._numbering.label(number, level)

    def _style(self, key: str) -> _Style:
        """A style with what it takes over from those it is based on."""
        found = self._styles.get(key, _Style())
        seen = {key}
        whole_style, based = found, found.based
        while based and based not in seen and len(seen) < 32:
            seen.add(based)
            under = self._styles.get(based, _Style())
            whole_style = replace(
                whole_style,
                number=whole_style.number or under.number,
                level=whole_style.level if whole_style.level is not None else under.level,
                centred=whole_style.centred if whole_style.centred is not None else under.centred,
            )
            based = under.based
        return whole_style
