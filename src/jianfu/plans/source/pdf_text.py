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

_SAME_LINE = 0.5


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
    """The lines of a page in the order in which the file writes them."""
    text = page.get_textpage()
    handle = text.raw
    box = [ctypes.c_double() for _ in range(4)]
    found: list[list[Any]] = []
    letters: list[str] = []
    left = right = bottom = top = 0.0
    for i in range(min(pdfium.FPDFText_CountChars(handle), MOST_CHARACTERS)):
        code = pdfium.FPDFText_GetUnicode(handle, i)
        if code in (10, 13):
            _put(found, letters, left, right, bottom, top)
            continue
        pdfium.FPDFText_GetCharBox(handle, i, *(ctypes.byref(b) for b in box))
        x0, x1, y0, y1 = (b.value for b in box)
        if code == 32 or code == 0x3000 or x1 <= x0:
            if letters:
                letters.append(chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "")
            continue
        if letters and min(y1, top) - max(y0, bottom) < -_SAME_LINE * (top - bottom):
            _put(found, letters, left, right, bottom, top)
        if not letters:
            left, bottom, top = x0, y0, y1
        right, bottom, top = x1, min(bottom, y0), max(top, y1)
        letters.append("\ufffd" if not code or 0xD800 <= code < 0xE000 else chr(code))
    _put(found, letters, left, right, bottom, top)
    text.close()
    return found


def _put(
    found: list[list[Any]], letters: list[str], left: float, right: float, bottom: float, top: float
) -> None:
    text = "".join(letters).rstrip()
    letters.clear()
    if text:
        found.append([text, round(left, 1), round(right, 1), round(bottom, 1), round(top - bottom, 1)])


def main(file: str) -> None:
    """Read the file and write what was found."""
    resource.setrlimit(resource.RLIMIT_AS, (PDF_MEMORY, PDF_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PDF_SECONDS, PDF_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.write(json.dumps(pages(Path(file))))


if __name__ == "__main__":
    main(sys.argv[1])
