"""Kinds of files told by content; encodings; files that are empty, broken, locked, huge or made to hurt."""

from __future__ import annotations

import io
import socket
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianfu.plans.source import limits, read
from jianfu.plans.source.decoding import decoded
from jianfu.terms.errors import JianfuError
from tests.plans.papers import lines, paragraph, pdf, word, xml

TEXT = "一、规范检查\n检查每年不得超过两次。\n二、规范报表\n报表每学期不得超过三张。\n"
READ = ["一、规范检查", "检查每年不得超过两次。", "二、规范报表", "报表每学期不得超过三张。"]


def refused(path: Path) -> JianfuError:
    """The error that reading the file raises; both wordings name the file."""
    with pytest.raises(JianfuError) as error:
        read(path)
    for lang in ("zh", "en"):
        assert path.name in error.value.text(lang)
        assert "{" not in error.value.text(lang)
    return error.value


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_encodings(tmp_path: Path, encoding: str, newline: str) -> None:
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    path = tmp_path / "方案.txt"
    path.write_bytes(mark + TEXT.replace("\n", newline).encode(encoding))
    assert lines(read(path)) == READ


def test_a_few_broken_characters_are_noted(tmp_path: Path) -> None:
    path = tmp_path / "方案.txt"
    data = (TEXT * 3).encode()
    path.write_bytes(data[:40] + b"\xff" + data[41:])
    source = read(path)
    assert [n.code for n in source.notes] == ["plans.source.broken_characters"]
    assert "\ufffd" in "".join(lines(source))


@given(st.text(alphabet="一二三、。，学校不得加码减负检查每年abc123 \n", min_size=1, max_size=200))
@settings(max_examples=100, deadline=None)
def test_utf_8_and_gb18030_read_alike(text: str) -> None:
    one, two = (decoded(text.encode(e), "a")[0] for e in ("utf-8", "gb18030"))
    assert one == text
    # A few bytes of GB18030 may be UTF-8 as well; whole sentences are not.
    assert two == text or len(text.encode("gb18030")) < 12


@pytest.mark.parametrize("name", ["方案.docx", "方案.txt", "方案.pdf", "方案"])
def test_the_name_does_not_matter(tmp_path: Path, name: str) -> None:
    assert lines(read(word(tmp_path / name, paragraph("学校不得加码。")))) == ["学校不得加码。"]
    (tmp_path / name).write_text(f"<html><body><p>{READ[1]}</p></body></html>", encoding="utf-8")
    assert lines(read(tmp_path / name)) == [READ[1]]


def test_a_web_archive_named_doc(tmp_path: Path) -> None:
    page = "<html><body><p>学校不得加码。</p></body></html>".encode("gb18030")
    path = tmp_path / "方案.doc"
    path.write_bytes(
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        b"Content-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + page
        + b"\r\n--b--\r\n"
    )
    assert lines(read(path)) == ["学校不得加码。"]


def wide(word_: str) -> bytes:
    return word_.encode("utf-16-le")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \r\n\t \n" * 100, "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\xff\xfe", "empty"),
        (b"\x00" * 1000, "empty"),
        (bytes(range(256)) * 100, "format"),
        (b"\x01\x02\x03\x04\x05" * 100, "encoding"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "format"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 100, "format"),
        (b"Rar!\x1a\x07\x00" + b"\x00" * 100, "format"),
        (b"PK\x03\x04" + b"\x00" * 100, "broken"),
        (b"PK\x05\x06" + b"\x00" * 18, "format"),
        (OLE + wide("EncryptedPackage") + b"\x00" * 100, "password"),
        (OLE + wide("Workbook") + b"\x00" * 100, "table"),
        (OLE + b"\x00" * 100, "format"),
        (b"<html><body></body></html>", "empty"),
        (b"<!DOCTYPE html><script>1</script>", "empty"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "方案.docx"
    path.write_bytes(data)
    assert refused(path).message.code == f"plans.source.{code}"


def test_no_file_a_folder_and_a_device(tmp_path: Path) -> None:
    assert refused(tmp_path / "没有.docx").message.code == "plans.source.unreadable"
    assert refused(tmp_path).message.code == "plans.source.folder"
    with pytest.raises(JianfuError) as error:
        read(Path("/dev/null"))
    assert error.value.message.code == "plans.source.folder"


def test_a_file_beyond_the_limit_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    with path.open("wb") as stream:
        stream.write("学校不得加码。".encode())
        stream.truncate(limits.MOST_BYTES + 1)
    error = refused(path)
    assert error.message.code == "plans.source.large"
    assert "50 MB" in error.text("zh")


def test_too_much_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "长.txt"
    path.write_text("学校不得加码。\n" * (limits.MOST_CHARACTERS // 8 + 1), encoding="utf-8")
    error = refused(path)
    assert error.message.code == "plans.source.long"
    assert "1,000,000" in error.text("en")
    page = tmp_path / "长.html"
    page.write_text("<p>" + "字" * (limits.MOST_CHARACTERS + 1), encoding="utf-8")
    assert refused(page).message.code == "plans.source.long"
    assert refused(word(tmp_path / "长.docx", paragraph("字" * 100_000) * 11)).message.code in (
        "plans.source.long",
        "plans.source.bomb",
    )


ENTITIES = '<!DOCTYPE w:document [<!ENTITY a "减负"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE w:document [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    "doctype", [ENTITIES, OUTSIDE, '<!DOCTYPE w:document SYSTEM "http://example.invalid/a.dtd">']
)
@pytest.mark.parametrize(
    "part",
    ["word/document.xml", "word/styles.xml", "word/numbering.xml", "word/footnotes.xml", "_rels/.rels"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_declarations_are_refused(tmp_path: Path, doctype: str, part: str, encoding: str) -> None:
    body = xml("document", "<w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body>")
    body = body.replace("<w:document", doctype + "<w:document", 1).replace("UTF-8", encoding)
    path = tmp_path / "实体.docx"
    parts = {"word/document.xml": xml("document", f"<w:body>{paragraph('学校不得加码。')}</w:body>").encode()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (parts | {part: body.encode(encoding)}).items():
            archive.writestr(name, data)
    assert refused(path).message.code == "plans.source.entities"


def bomb(path: Path, name: str, unpacked: int) -> Path:
    """A Word file one part of which unpacks to so many zeros."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open(name, "w", force_zip64=True) as stream:
            for _ in range(unpacked >> 20):
                stream.write(b" " * (1 << 20))
    return path


def claiming(path: Path, size: int) -> Path:
    """A Word file whose text part is larger than its directory says."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * size)
    data = bytearray(buffer.getvalue())
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.find(mark)
        data[at + offset : at + offset + 4] = (100).to_bytes(4, "little")
    path.write_bytes(data)
    return path


def crowded(path: Path) -> Path:
    """A Word file of very many parts."""
    with zipfile.ZipFile(path, "w") as archive:
        for n in range(limits.MOST_ENTRIES + 1):
            archive.writestr(f"word/{n}.xml", b"")
    return path


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda p: bomb(p, "word/document.xml", 100 << 20), "bomb"),
        (lambda p: bomb(p, "word/document.xml", 20 << 20), "ratio"),
        (lambda p: claiming(p, 30 << 20), "broken"),
        (crowded, "parts"),
        (lambda p: word(p, "<w:p>" * 2000), "deep"),
        (lambda p: word(p, "<w:tbl><w:tr><w:tc>" * 400), "deep"),
        (lambda p: word(p, "<w:p><w:r><w:t>没有结束"), "broken"),
        (lambda p: word(p, paragraph("内容。"), {"word/numbering.xml": b"<a"}), "broken"),
        (lambda p: word(p, paragraph("内容。"), {"word/styles.xml": b"\xff\xfe<"}), "broken"),
        (lambda p: word(p, paragraph("内容。"), {"xl/workbook.xml": b"<a/>"}), "table"),
        (lambda p: word(p, ""), "empty"),
    ],
)
def test_hostile_word_files(tmp_path: Path, make: Callable[[Path], Path], code: str) -> None:
    assert refused(make(tmp_path / "恶.docx")).message.code == f"plans.source.{code}"


def test_what_is_beyond_a_limit_looks_so(tmp_path: Path) -> None:
    facts = refused(bomb(tmp_path / "恶.docx", "word/document.xml", 1025 << 20)).message.facts
    assert facts["size"] == "1,026 MB"
    assert facts["limit"] == "1,024 MB"


def test_paths_in_a_zip_lead_nowhere(tmp_path: Path) -> None:
    path = word(
        tmp_path / "a.docx",
        paragraph("学校不得加码。"),
        {"../../outside.txt": "x", "/etc/x": "y", "..\\z": "z"},
    )
    before = sorted(p.name for p in tmp_path.parent.iterdir())
    assert lines(read(path)) == ["学校不得加码。"]
    assert sorted(p.name for p in tmp_path.parent.iterdir()) == before


def test_a_part_outside_the_file_is_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" TargetMode="External" '
        'Target="http://example.invalid/document.xml"/></Relationships>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("_rels/.rels", relations)
        archive.writestr(
            "word/document.xml", xml("document", f"<w:body>{paragraph('学校不得加码。')}</w:body>")
        )
    assert lines(read(path)) == ["学校不得加码。"]


def test_no_socket_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_more: object) -> None:
        raise AssertionError("a socket was opened")

    linked = (
        paragraph("学校不得加码。") + '<w:p><w:r><w:pict><v:imagedata r:link="rId5"/></w:pict></w:r></w:p>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId5" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
        'TargetMode="External" Target="http://example.invalid/a.png"/></Relationships>'
    )
    page = tmp_path / "a.html"
    page.write_text(
        "<html><link rel=stylesheet href=http://example.invalid/a.css><img src=http://example.invalid/a.png><p>学校不得加码。",
        encoding="utf-8",
    )
    papers = [
        word(tmp_path / "a.docx", linked, {"word/_rels/document.xml.rels": relations}),
        page,
        pdf(tmp_path / "a.pdf", [[(72, 700, "学校不得加码。")]]),
    ]
    monkeypatch.setattr(socket, "socket", fail)
    monkeypatch.setattr(socket, "create_connection", fail)
    monkeypatch.setattr(socket, "getaddrinfo", fail)
    for paper in papers:
        assert lines(read(paper)) == ["学校不得加码。"]


_BOUNDED = """
import resource, sys
from pathlib import Path
from jianfu.plans.source import read
from jianfu.terms.errors import JianfuError
resource.setrlimit(resource.RLIMIT_AS, (700 << 20, 700 << 20))
try:
    read(Path(sys.argv[1]))
except JianfuError as error:
    print(error.message.code)
"""


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("b.docx", lambda p: bomb(p, "word/document.xml", 900 << 20)),
        ("c.docx", lambda p: bomb(p, "word/media/image1.bmp", 900 << 20)),
        ("d.docx", lambda p: word(p, "<w:p/>" * 1_500_000)),
        ("e.html", lambda p: p.write_text("<div>" * 4_000_000) and p),
        ("f.txt", lambda p: p.write_text("\n" * 20_000_000) and p),
        ("g.docx", lambda p: word(p, "<w:tbl><w:tr>" + "<w:tc><w:p/></w:tc>" * 500_000 + "</w:tr></w:tbl>")),
    ],
)
def test_memory_is_bounded(tmp_path: Path, name: str, make: Callable[[Path], Path]) -> None:
    path = make(tmp_path / name)
    done = subprocess.run(
        [sys.executable, "-c", _BOUNDED, path], capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.startswith("plans.source.")
