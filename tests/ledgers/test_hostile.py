"""Files that are broken, hostile or something else: each a clear error in both languages, the others still read."""

from __future__ import annotations

import os
import struct
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from tests.ledgers.books import HEAD, ROW, book, codes, records, taken

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _remade(path: Path, source: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """A copy of a workbook with the content of its parts changed."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return path


def _sheet(change: Callable[[bytes], bytes]) -> Callable[[str, bytes], bytes]:
    return lambda name, data: change(data) if name.endswith("sheet1.xml") else data


def _bomb(path: Path, *, lying: bool) -> Path:
    size = 100 << 20
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(size >> 20):
                part.write(b" " * (1 << 20))
    if lying:
        path.write_bytes(path.read_bytes().replace(struct.pack("<I", size), struct.pack("<I", 1000)))
    return path


def _old_book(path: Path) -> Path:
    workbook = xlwt.Workbook()
    page = workbook.add_sheet("作业")
    for r, row in enumerate([HEAD, ROW]):
        for c, value in enumerate(row):
            page.write(r, c, value)
    workbook.save(str(path))
    return path


def _protected_old(path: Path) -> Path:
    """An .xls whose first record after the opening one says that a password is set."""
    data = bytearray(_old_book(path).read_bytes())
    at = data.index(struct.pack("<HH", 0x0809, 16))
    following = at + 20
    data[following : following + 2] = struct.pack("<H", 0x002F)
    path.write_bytes(bytes(data))
    return path


def _made(tmp_path: Path, kind: str) -> Path:
    good = book(tmp_path / "source" / "good.xlsx", [HEAD, ROW])
    path = tmp_path / "bad" / f"{kind}.xlsx"
    path.parent.mkdir()
    match kind:
        case "empty":
            path.write_bytes(b"")
        case "empty_text":
            path = path.with_suffix(".csv")
            path.write_bytes(b"\xef\xbb\xbf\r\n")
        case "blank_sheet":
            book(path, [[None]])
        case "wrong_header":
            book(path, [["班级", "学科", "预计时长"], ["三（2）班", "语文", 20]])
        case "no_header":
            book(path, [["菜名", "价格"], ["白菜", 2]])
        case "cut_off":
            path.write_bytes(good.read_bytes()[:2000])
        case "rubbish":
            path.write_bytes(b"\x01\x00" + os.urandom(3000))
        case "rubbish_ole":
            path.write_bytes(OLE + b"\x01" * 3000)
        case "rubbish_parquet":
            path = path.with_suffix(".parquet")
            path.write_bytes(b"PAR1" + b"\x01" * 300)
        case "protected":
            path.write_bytes(OLE + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 1000)
        case "protected_old":
            path = _protected_old(path.with_suffix(".xls"))
        case "bomb":
            _bomb(path, lying=False)
        case "lying_bomb":
            _bomb(path, lying=True)
        case "entities":
            _remade(path, good, _sheet(lambda b: b'<!DOCTYPE x [<!ENTITY a "b">]>' + b))
        case "broken_xml":
            _remade(path, good, _sheet(lambda b: b[: len(b) // 2]))
        case "far_cell":
            far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
            _remade(path, good, _sheet(lambda b: b.replace(b"</sheetData>", far)))
        case "another_zip":
            path.write_bytes(good.read_bytes().replace(b"xl/", b"wd/"))
        case "xml_sheet":
            path.write_text(
                '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
            )
        case "long_line":
            path = path.with_suffix(".csv")
            path.write_bytes(b"a," * (5 << 20))
        case "missing":
            pass
    return path


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("empty", "read.empty"),
        ("empty_text", "read.empty"),
        ("blank_sheet", "read.empty"),
        ("wrong_header", "read.header"),
        ("no_header", "read.no_header"),
        ("cut_off", "read.broken_zip"),
        ("rubbish", "read.format"),
        ("rubbish_ole", "read.format"),
        ("rubbish_parquet", "read.broken_parquet"),
        ("protected", "read.password"),
        ("protected_old", "read.password"),
        ("bomb", "read.bomb"),
        ("lying_bomb", "read.bomb"),
        ("entities", "read.entities"),
        ("broken_xml", "read.broken_workbook"),
        ("far_cell", "read.far_cell"),
        ("another_zip", "read.not_a_workbook"),
        ("xml_sheet", "read.xml_sheet"),
        ("long_line", "read.long_line"),
        ("missing", "read.missing"),
    ],
)
def test_bad_file_is_an_error_and_stops_no_other(tmp_path: Path, kind: str, code: str) -> None:
    bad = _made(tmp_path, kind)
    good = tmp_path / "source" / "good.xlsx"
    reading = taken(bad, good)
    assert [e.message.code for e in reading.errors] == [code]
    assert records(reading, "homework", "minutes") == [(20,)]
    for lang in ("zh", "en"):
        text = reading.errors[0].message.text(lang)
        assert bad.name in text
        assert "{" not in text


def test_wrong_header_names_what_was_found_and_what_is_missing(tmp_path: Path) -> None:
    text = taken(_made(tmp_path, "wrong_header")).errors[0].message.text()
    assert "班级、学科、预计时长" in text and "作业公示表" in text and "日期" in text


def test_sheet_of_styled_blanks_is_small(tmp_path: Path) -> None:
    """Some 30 MB of cells with a style and no value are no rows."""
    good = book(tmp_path / "good.xlsx", [HEAD, ROW])
    row = "".join(f'<c r="{c}@" s="0"/>' for c in "ABCDEFGHIJKLMNOPQRST")
    blanks = "".join(f'<row r="{r}">{row.replace("@", str(r))}</row>' for r in range(3, 70_000)).encode()
    path = _remade(
        tmp_path / "blanks.xlsx", good, _sheet(lambda b: b.replace(b"</sheetData>", blanks + b"</sheetData>"))
    )
    reading = taken(path)
    assert not reading.errors
    assert records(reading, "homework", "minutes") == [(20,)]


def test_format_is_told_by_content(tmp_path: Path) -> None:
    line = (
        "学校{0}班级{0}日期{0}学科{0}作业内容{0}预计时长\n甲小学{0}三（2）班{0}2026-09-0{1}{0}语文{0}x{0}20\n"
    )
    (tmp_path / "1.xlsx").write_text(line.format(",", 1), encoding="utf-8-sig")
    (tmp_path / "2.csv").write_bytes(line.format(";", 2).encode("gb18030"))
    (tmp_path / "3.txt").write_bytes(line.format("\t", 3).encode("utf-16"))
    book(tmp_path / "4.xlsx", [HEAD, [*ROW[:2], "2026-09-04", *ROW[3:]]]).rename(tmp_path / "4.xls")
    _old_book(tmp_path / "5.xls")
    (tmp_path / "6.xls").write_text(
        "<html><body><table><tr><th>学校<th>班级<th>日期<th>学科<th>时长</tr>"
        "<tr><td rowspan=2>甲小学<td rowspan=2>三（2）班<td>2026-09-06<td>数学<td>20</tr><tr><td>2026-09-07<td>语文<td>30</tr></table>",
        encoding="utf-8",
    )
    reading = taken(tmp_path)
    assert not reading.errors and not reading.faults
    assert sorted(str(r[0]) for r in records(reading, "homework", "done_on")) == [
        "2026-09-01", "2026-09-01", "2026-09-02", "2026-09-03", "2026-09-04", "2026-09-06", "2026-09-07"]  # fmt: skip


def test_folders_are_searched_and_other_files_noted(tmp_path: Path) -> None:
    book(tmp_path / "深" / "处" / "a.xlsx", [HEAD, ROW])
    (tmp_path / "~$a.xlsx").write_bytes(b"lock")
    (tmp_path / ".hidden.xlsx").write_bytes(b"x")
    (tmp_path / "说明.docx").write_bytes(b"x")
    reading = taken(tmp_path)
    assert not reading.errors
    assert len(reading.sources) == 1
    assert codes(reading.notes) >= {"read.not_a_table"}


def test_nothing_of_a_file_that_breaks_half_way_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = [",".join(map(str, ROW))] * 30_000
    path.write_text(
        ",".join(HEAD) + "\n" + "\n".join(rows) + '\n"' + "x" * 2_000_000 + '"\n', encoding="utf-8"
    )
    reading = taken(path, book(tmp_path / "good.xlsx", [HEAD, ROW]))
    assert [e.message.code for e in reading.errors] == ["read.csv"]
    assert len(records(reading, "homework", "minutes")) == 1
    assert [Path(s.file).name for s in reading.sources] == ["good.xlsx"]


@given(
    st.binary(max_size=3000),
    st.sampled_from([b"", b"PK\x03\x04", OLE, b"PAR1", b"<table>", "日期,班级,学科\n".encode()]),
)
def test_any_bytes_at_all_give_a_listed_error_or_a_table(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, start: bytes
) -> None:
    path = tmp_path_factory.mktemp("any") / "x.xlsx"
    path.write_bytes(start + data)
    reading = taken(path)
    assert "read.unexpected" not in {e.message.code for e in reading.errors}


@given(st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=5))
def test_any_damage_to_a_workbook_gives_a_listed_error_or_a_table(
    tmp_path_factory: pytest.TempPathFactory, damage: list[tuple[float, int]]
) -> None:
    path = book(tmp_path_factory.mktemp("cut") / "x.xlsx", [HEAD, ROW])
    whole = bytearray(path.read_bytes())
    for place, value in damage:
        whole[int(place * len(whole))] = value
    path.write_bytes(bytes(whole))
    reading = taken(path)
    assert "read.unexpected" not in {e.message.code for e in reading.errors}


@pytest.mark.parametrize(
    "hostile",
    [
        b"<c " * 300_000,
        b'<c r="A9"><f>' * 80_000,
        b"<c " + b'r="A1" ' * 150_000 + b"/>",
        b"<c " + b"r  =" * 300_000,
        b"<" + b"a" * 1_000_000,
        b'<c r="A9" t="e">' + b"<" * 1_000_000 + b"</c>",
    ],
    ids=["cells", "formulas", "attributes", "equals", "name", "brackets"],
)
def test_hostile_tags_take_no_time(tmp_path: Path, hostile: bytes) -> None:
    """Time must grow with the size alone: the quadratic search took minutes for each of these."""
    good = book(tmp_path / "good.xlsx", [HEAD, ROW])
    path = _remade(
        tmp_path / "bad.xlsx",
        good,
        _sheet(lambda b: b.replace(b"</sheetData>", hostile + b"</sheetData>")),
    )
    begun = time.process_time()
    reading = taken(path)
    assert time.process_time() - begun < 20
    assert {e.message.code for e in reading.errors} <= {"read.broken_workbook"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_late_doctype_is_seen(tmp_path: Path, encoding: str) -> None:
    def late(data: bytes) -> bytes:
        head, text = f'<?xml version="1.0" encoding="{encoding}"?>', data.decode()
        return f"{head}<!--{'x' * 2_000_000}--><!DOCTYPE x>{text[text.index('<worksheet') :]}".encode(
            encoding
        )

    path = _remade(tmp_path / "a.xlsx", book(tmp_path / "good.xlsx", [HEAD, ROW]), _sheet(late))
    assert [e.message.code for e in taken(path).errors] == ["read.entities"]


@pytest.mark.parametrize("written", ['r="XFD1048576"', "r = 'XFD1048576'", 's="1" r="XFD1048576" t="n"'])
def test_a_far_cell_is_seen_however_written(tmp_path: Path, written: str) -> None:
    far = f'<row r="1048576"><c {written}><v>1</v></c></row></sheetData>'.encode()
    path = _remade(
        tmp_path / "a.xlsx",
        book(tmp_path / "good.xlsx", [HEAD, ROW]),
        _sheet(lambda b: b.replace(b"</sheetData>", far)),
    )
    assert [e.message.code for e in taken(path).errors] == ["read.far_cell"]


@pytest.mark.parametrize("after", [3, 2_000])
@pytest.mark.parametrize("closing", ["", '甲小学,三（2）班,2026-09-02,语文,"生字",20\n'])
def test_an_open_quotation_mark_is_told(tmp_path: Path, after: int, closing: str) -> None:
    good = ",".join(map(str, ROW)) + "\n"
    path = tmp_path / "a.csv"
    path.write_text(",".join(HEAD) + "\n" + good + '"' + good + good * after + closing, encoding="utf-8")
    other = book(tmp_path / "good.xlsx", [HEAD, ROW])
    reading = taken(path, other)
    (error,) = reading.errors
    assert error.message.code == "read.quote_open" and error.message.facts["line"] == 3
    assert [s.file for s in reading.sources] == [str(other)] and reading.tables["homework"].rows == 1


def test_lines_and_marks_within_a_cell_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    cell = '"' + "生字\n" * 20 + '""口算""，一页"'
    path.write_text(
        ",".join(HEAD)
        + f'\n甲小学,三（2）班,2026-09-01,语文,{cell},20\n甲小学,三（2）班,2026-09-01,数学,"口算"一页,10\n',
        encoding="utf-8",
    )
    reading = taken(path)
    assert not reading.errors
    assert [m for (m,) in records(reading, "homework", "minutes")] == [20, 10]
