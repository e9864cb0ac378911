"""Old office files through LibreOffice: real ones, and ones that would like to reach the network."""

from __future__ import annotations

import os
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from jianfu.plans.source import limits, office, read
from jianfu.plans.source.office import find_office
from jianfu.terms.errors import JianfuError
from tests.plans.papers import lines

needs_office = pytest.mark.skipif(
    find_office() is None,
    reason="LibreOffice is not installed: scripts/office.sh --install, as root on Debian or Ubuntu",
)
SHOWN = [
    "一、规范检查",
    "1.检查每年不得超过两次。",
    "2.不得要求停课迎检。",
    "二、规范报表",
    "事项 期限",
    "学校不得加码。",
]


def paper(path: Path) -> Path:
    """A plan with automatic numbers and a table, in a file with all its parts."""
    document = docx.Document()
    numbers = document.part.numbering_part.element
    listed = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="nothing"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate([("chineseCounting", "%1、"), ("decimal", "%2.")])
    )
    numbers.insert(
        0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{listed}</w:abstractNum>')
    )
    numbers.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for text, level in [
        ("规范检查", 0),
        ("检查每年不得超过两次。", 1),
        ("不得要求停课迎检。", 1),
        ("规范报表", 0),
    ]:
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>')
        )
    row = document.add_table(1, 2).rows[0]
    row.cells[0].text, row.cells[1].text = "事项", "期限"
    document.add_paragraph("学校不得加码。")
    document.save(str(path))
    return path


def made(path: Path, suffix: str, folder: Path) -> Path:
    """The file in another format, as LibreOffice saves it."""
    program = find_office()
    assert program is not None
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [
            program,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            suffix,
            "--outdir",
            folder,
            path,
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return folder / f"{path.stem}.{suffix}"


@needs_office
@pytest.mark.parametrize("suffix", ["doc", "odt"])
def test_old_files_read_like_new_ones(tmp_path: Path, suffix: str) -> None:
    source = paper(tmp_path / "plan.docx")
    assert lines(read(source)) == SHOWN
    assert lines(read(made(source, suffix, tmp_path))) == SHOWN


@needs_office
def test_a_wps_file_is_known_by_its_content(tmp_path: Path) -> None:
    old = made(paper(tmp_path / "plan.docx"), "doc", tmp_path)
    assert lines(read(old.rename(tmp_path / "方案.wps"))) == SHOWN
    assert lines(read((tmp_path / "方案.wps").rename(tmp_path / "方案.txt"))) == SHOWN


@needs_office
def test_rich_text(tmp_path: Path) -> None:
    said = "".join(f"\\u{ord(c)}?" for c in "学校不得加码。")
    path = tmp_path / "方案.rtf"
    path.write_text(f"{{\\rtf1\\ansi {said}\\par {said}\\par}}", encoding="ascii")
    assert lines(read(path)) == ["学校不得加码。", "学校不得加码。"]


@pytest.fixture
def asked() -> Iterator[tuple[int, list[str]]]:
    """A server on this machine, its port and what was asked of it."""
    heard: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, format: str, *args: object) -> None:
            """Nothing to say."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port, heard
    server.shutdown()
    server.server_close()
    thread.join()


@needs_office
def test_nothing_is_fetched(tmp_path: Path, asked: tuple[int, list[str]]) -> None:
    port, heard = asked
    address = f"http://127.0.0.1:{port}"
    rich = tmp_path / "链接.rtf"
    rich.write_text(
        f'{{\\rtf1\\ansi {{\\*\\template {address}/a.dot}} text {{\\field{{\\*\\fldinst INCLUDEPICTURE "{address}/b.png" \\\\d}}'
        f'{{\\fldrslt x}}}}{{\\field{{\\*\\fldinst INCLUDETEXT "{address}/c.doc"}}{{\\fldrslt y}}}}\\par}}',
        encoding="ascii",
    )
    assert lines(read(rich))
    odt = tmp_path / "链接.odt"
    spaces = " ".join(
        f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{u}:1.0"'
        for n, u in [("office", "office"), ("text", "text"), ("draw", "drawing"), ("svg", "svg-compatible")]
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2">'
        '<office:body><office:text><text:p>text<draw:frame text:anchor-type="as-char" svg:width="2cm" svg:height="2cm">'
        f'<draw:image xlink:href="{address}/d.png" xlink:type="simple"/></draw:frame></text:p>'
        f'<text:section text:name="s"><text:section-source xlink:href="{address}/e.odt"/><text:p>z</text:p></text:section>'
        "</office:text></office:body></office:document-content>"
    )
    with zipfile.ZipFile(odt, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
        )
    assert "text" in "".join(lines(read(odt)))
    assert heard == []


def test_without_libreoffice_the_message_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "find_office", lambda: None)
    path = tmp_path / "方案.rtf"
    path.write_bytes(b"{\\rtf1 text}")
    with pytest.raises(JianfuError) as error:
        read(path)
    assert error.value.message.code == "plans.source.no_office"
    assert ".rtf" in error.value.text("zh")
    assert "libreoffice-writer-nogui" in error.value.text("en")


def program(path: Path, body: str) -> Path:
    """A program that stands for LibreOffice."""
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_what_libreoffice_cannot_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "方案.rtf"
    path.write_bytes(b"{\\rtf1 text}")
    with pytest.raises(JianfuError) as error:
        read(path, program(tmp_path / "nothing", "exit 1"))
    assert error.value.message.code == "plans.source.office_failed"


def test_a_program_that_hangs_is_ended_with_all_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "OFFICE_SECONDS", 1)
    path = tmp_path / "方案.rtf"
    path.write_bytes(b"{\\rtf1 text}")
    with pytest.raises(JianfuError) as error:
        read(path, program(tmp_path / "sleeper", f"sleep 300 & echo $! > {tmp_path}/pid; wait"))
    assert error.value.message.code == "plans.source.slow"
    pid = int((tmp_path / "pid").read_text())
    status = Path(f"/proc/{pid}/stat")
    # Ended, or waiting for its parent to notice.
    assert not status.exists() or status.read_text().rpartition(")")[2].split()[0] == "Z"


def test_the_program_gets_nothing_of_the_surroundings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_OF_THE_USER", "1")
    path = tmp_path / "方案.rtf"
    path.write_bytes(b"{\\rtf1 text}")
    with pytest.raises(JianfuError):
        read(path, program(tmp_path / "teller", f"env > {tmp_path}/env; pwd > {tmp_path}/cwd"))
    told = (tmp_path / "env").read_text()
    assert "SECRET_OF_THE_USER" not in told
    assert "127.0.0.1:9" in told
    # What was made for it is gone.
    assert not Path((tmp_path / "cwd").read_text().strip()).exists()
    assert os.environ["SECRET_OF_THE_USER"] == "1"
    assert limits.OFFICE_SECONDS > 10
