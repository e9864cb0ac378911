"""PDF files: lines, page numbers and headers; scans, locks, broken and hostile files."""

from __future__ import annotations

from pathlib import Path

import pytest

from jianfu.plans.source import pdf as pdf_module
from jianfu.plans.source import read
from jianfu.terms.errors import JianfuError
from tests.plans.papers import beside, lines, pdf, written

Piece = tuple[float, float, str]


def page(number: int, *texts: str) -> list[Piece]:
    """A page with a header, lines from the top on, and its number."""
    body = [(72.0, 700.0 - 28 * n, text) for n, text in enumerate(texts)]
    return [(72.0, 800.0, "青禾县教育局文件汇编"), *body, (280.0, 40.0, f"- {number} -")]


def test_lines_headers_and_page_numbers(tmp_path: Path) -> None:
    path = pdf(
        tmp_path / "方案.pdf",
        [
            page(1, "一、规范检查", "各部门对学校的检查每年不得超过两次，检查前须报", "县教育局备案。"),
            page(2, "二、规范报表", "报表每学期不得超过三张，没有编号的报表学校可以拒"),
            page(3, "填，并向县教育局反映。", "三、组织领导"),
        ],
    )
    source = read(path)
    assert lines(source) == [
        "一、规范检查", "各部门对学校的检查每年不得超过两次,检查前须报县教育局备案。", "二、规范报表",
        "报表每学期不得超过三张,没有编号的报表学校可以拒填,并向县教育局反映。", "三、组织领导",
    ]  # fmt: skip
    assert beside(source, "page") == ["- 1 -", "- 2 -", "- 3 -"]
    assert beside(source, "header") == ["青禾县教育局文件汇编"] * 3
    assert source.parts[0].lines[3].cuts == (24,)


def test_a_title_in_the_middle(tmp_path: Path) -> None:
    first = [(160.0, 760.0, "关于进一步减轻中小学"), (176.0, 730.0, "教师负担的若干措施")]
    wide = "各学校要严格落实减负清单，不得以任何名义加码。"
    path = pdf(
        tmp_path / "方案.pdf", [[*first, (104.0, 690.0, wide), (72.0, 660.0, wide), (72.0, 630.0, wide)]]
    )
    source = read(path)
    assert [p.title for p in source.parts] == ["关于进一步减轻中小学教师负担的若干措施"]


def scan(path: Path, pages: int) -> Path:
    """Pages that are pictures."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(pages))
    picture = "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {pages} /Kids [{kids}] >>",
        f"{picture}\nstream\n0\nendstream",
    ]
    for n in range(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * n} 0 R "
            "/Resources << /XObject << /I 3 0 R >> >> >>"
        )
        objects.append("<< /Length 30 >>\nstream\nq 595 0 0 842 0 0 cm /I Do Q \nendstream")
    return written(path, objects)


def test_a_scan_is_told_from_a_text(tmp_path: Path) -> None:
    with pytest.raises(JianfuError) as error:
        read(scan(tmp_path / "扫描.pdf", 3))
    assert error.value.message.code == "plans.source.scanned"
    assert "3" in error.value.text("zh")
    assert "OCR" in error.value.text("en")


def test_fonts_that_hide_their_characters_are_told_of(tmp_path: Path) -> None:
    path = pdf(tmp_path / "乱码.pdf", [page(1, "一、规范检查", "检查每年不得超过两次。")], font=False)
    with pytest.raises(JianfuError) as error:
        read(path)
    assert error.value.message.code in ("plans.source.garbled", "plans.source.empty")


def test_a_locked_file(tmp_path: Path) -> None:
    lock = (
        f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >> /ID [<00> <00>]"
    )
    with pytest.raises(JianfuError) as error:
        read(pdf(tmp_path / "锁.pdf", [page(1, "一、任务")], extra=lock))
    assert error.value.message.code == "plans.source.password"


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n",
        b"%PDF-1.7\n" + b"\x00\xff" * 5000,
        b"%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 1 0 R >> endobj trailer << /Root 1 0 R >>",
        b"%PDF-1.7\n" + b"[" * 100_000,
    ],
)
def test_broken_files(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "坏.pdf"
    path.write_bytes(data)
    with pytest.raises(JianfuError) as error:
        read(path)
    assert error.value.message.code in ("plans.source.broken", "plans.source.empty")


def test_a_file_cut_short_is_read_as_far_as_it_goes_or_refused(tmp_path: Path) -> None:
    path = pdf(tmp_path / "断.pdf", [page(n, "一、任务", "学校不得加码。") for n in range(1, 6)])
    path.write_bytes(path.read_bytes()[:-900])
    try:
        assert "学校不得加码。" in lines(read(path))
    except JianfuError as error:
        assert error.message.code in ("plans.source.broken", "plans.source.empty")


def test_too_many_pages_and_pages_that_contain_themselves(tmp_path: Path) -> None:
    many = " ".join(["3 0 R"] * 2_001)
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count 2001 /Kids [{many}] >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    ]
    with pytest.raises(JianfuError) as error:
        read(written(tmp_path / "多.pdf", objects))
    assert error.value.message.code == "plans.source.pages"
    ring = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [2 0 R] >>"]
    with pytest.raises(JianfuError):
        read(written(tmp_path / "环.pdf", ring))


def test_a_process_that_does_not_end_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = pdf(tmp_path / "慢.pdf", [page(1, "一、任务")])
    monkeypatch.setattr(pdf_module, "_WAIT", 0.001)
    with pytest.raises(JianfuError) as error:
        read(path)
    assert error.value.message.code == "plans.source.slow"
