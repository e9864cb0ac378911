"""The printed lines of a PDF, each with its place on the page. Run by itself in a process of its own.

``python -m jianfu.plans.source.pdf_text FILE`` writes JSON: either the pages or what hinders. The process is
held to a share of memory and time, so that a hostile file harms nothing but itself.
"""

from __future__ import annotations

import ctypes
import json
import resource
import sys
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from jianfu.plans.source.limits import MOST_CHARACTERS, MOST_PAGES, PDF_MEMORY, PDF_SECONDS

_SAME_LINE = 0.4
_BLANKS = frozenset({0x20, 0xA0, 0x3000, 0x09})


def pages(path: Path) -> dict[str, Any]:
    """``{"pages": [{"width", "height", "images", "lines": [[text, left, right, bottom, height], …]}, …]}``.

    Otherwise ``{"error": code, …}`` with the facts of the message.
    """
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        code = pdfium.FPDF_GetLastError()
        if code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            return {"error": "plans.source.password"}
        return {"error": "plans.source.broken", "reason": str(error)[:200]}
    count = len(document)
    if count > MOST_PAGES:
        return {"error": "plans.source.pages", "count": count, "limit": MOST_PAGES}
    found: list[dict[str, Any]] = []
    length = 0
    for number in range(count):
        try:
            page = document[number]
            lines, images = _lines(page), _images(page)
            width, height = page.get_size()
            page.close()
        except pypdfium2.PdfiumError:
            found.append({"width": 0, "height": 0, "images": 0, "lines": [], "broken": True})
            continue
        length += sum(len(line[0]) for line in lines)
        if length > MOST_CHARACTERS:
            return {"error": "plans.source.long", "size": f"{length:,}", "limit": f"{MOST_CHARACTERS:,}"}
        found.append({"width": width, "height": height, "images": images, "lines": lines})
    return {"pages": found}


def _images(page: Any) -> int:
    handle = page.raw
    total = min(pdfium.FPDFPage_CountObjects(handle), 10_000)
    kinds = (pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(handle, i)) for i in range(total))
    return sum(kind == pdfium.FPDF_PAGEOBJ_IMAGE for kind in kinds)


def _lines(page: Any) -> list[list[Any]]:
    """The lines of a page in the order in which the file writes them, each from left to right.

    A file may write the quotation marks of a line after its words: only places tell where they belong.
    """
    text = page.get_textpage()
    handle = text.raw
    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    found: list[list[Any]] = []
    line: list[tuple[float, float, float, str]] = []
    base = 0.0
    for i in range(min(pdfium.FPDFText_CountChars(handle), MOST_CHARACTERS)):
        code = pdfium.FPDFText_GetUnicode(handle, i)
        if code in (10, 13):
            continue
        pdfium.FPDFText_GetCharOrigin(handle, i, ctypes.byref(x), ctypes.byref(y))
        pdfium.FPDFText_GetLooseCharBox(handle, i, ctypes.byref(box))
        height = max(box.top - box.bottom, 0.0)
        if code in _BLANKS:
            # Blanks that the library adds have no place of their own.
            if line:
                line.append((line[-1][1], line[-1][1], line[-1][2], " "))
            continue
        if line and abs(y.value - base) > _SAME_LINE * max(height, line[-1][2], 1.0):
            _put(found, line, base)
        if not line:
            base = y.value
        letter = chr(code) if code and not 0xD800 <= code < 0xE000 else "\ufffd"
        line.append((x.value, max(box.right, x.value), height, letter))
    _put(found, line, base)
    text.close()
    return found


def _put(found: list[list[Any]], line: list[tuple[float, float, float, str]], base: float) -> None:
    line.sort(key=lambda c: c[0])
    text = "".join(c[3] for c in line)
    if text.strip():
        left, right = min(c[0] for c in line), max(c[1] for c in line)
        height = max(c[2] for c in line)
        found.append([text.strip(), round(left, 1), round(right, 1), round(base, 1), round(height, 1)])
    line.clear()


def main(file: str) -> None:
    """Read the file and write what was found."""
    resource.setrlimit(resource.RLIMIT_AS, (PDF_MEMORY, PDF_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PDF_SECONDS, PDF_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.write(json.dumps(pages(Path(file))))


if __name__ == "__main__":
    main(sys.argv[1])
