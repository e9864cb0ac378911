"""PDF files with a text layer: printed lines, with page numbers and what every page repeats set aside."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jianfu.plans.source.characters import bare, plain
from jianfu.plans.source.furniture import why_aside
from jianfu.plans.source.limits import PDF_SECONDS
from jianfu.plans.source.raw import Raw
from jianfu.terms.errors import JianfuError, Message

_WAIT = PDF_SECONDS + 30
_GARBLED = 0.3
_FEWEST = 20
_EDGE = 0.12
_OFTEN = 0.5
_SHORT = 10
_SIDES = 3.5
# Characters by which a full line may fall short: what may not begin a line takes others with it.
_RAGGED = 3.2


def read_pdf(path: Path) -> tuple[list[Raw], list[Message]]:
    """The lines of a PDF; JianfuError when it has no text that can be read."""
    file = str(path)
    found = _extracted(path)
    if "error" in found:
        facts = {k: v for k, v in found.items() if k != "error"}
        raise JianfuError(found["error"], file=file, **facts)
    pages: list[dict[str, Any]] = found["pages"]
    text = "".join(line[0] for page in pages for line in page["lines"])
    empty = [n for n, page in enumerate(pages, 1) if not page["lines"] and page["images"]]
    if len(bare(text)) < _FEWEST and empty:
        raise JianfuError("plans.source.scanned", file=file, pages=len(pages))
    strange = len(re.findall("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]", text))
    if text and strange > _GARBLED * len(text):
        raise JianfuError("plans.source.garbled", file=file)
    notes = []
    if empty:
        listed = "、".join(str(n) for n in empty[:10]) + ("…" if len(empty) > 10 else "")
        notes.append(Message("plans.source.picture_pages", {"file": file, "pages": listed}))
    if broken := [n for n, page in enumerate(pages, 1) if page.get("broken")]:
        listed = "、".join(str(n) for n in broken[:10]) + ("…" if len(broken) > 10 else "")
        notes.append(Message("plans.source.broken_pages", {"file": file, "pages": listed}))
    return _raws(pages), notes


def _extracted(path: Path) -> dict[str, Any]:
    """What the process that opens the file says of it."""
    file = str(path)
    command = [sys.executable, "-P", "-s", "-m", "jianfu.plans.source.pdf_text", str(path.resolve())]
    environment = {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    try:
        done = subprocess.run(
            command,
            env=environment,
            capture_output=True,
            timeout=_WAIT,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired:
        raise JianfuError("plans.source.slow", file=file, seconds=_WAIT) from None
    if done.returncode:
        raise JianfuError("plans.source.broken", file=file, reason=f"PDF ({done.returncode})")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _raws(pages: Sequence[Mapping[str, Any]]) -> list[Raw]:
    repeated = _repeated(pages)
    edges = _edges(pages)
    found: list[Raw] = []
    for page in pages:
        lines = page["lines"]
        lefts = Counter(round(line[1]) for line in lines if len(line[0]) >= 10)
        margin = min(
            (x for x, n in lefts.items() if n >= 2), default=min((line[1] for line in lines), default=0.0)
        )
        right = edges.get(round(page["width"]), 0.0)
        previous = None
        for text, left, end, bottom, height in lines:
            # A character is as wide as the line has room for each: boxes of characters may be of any height.
            width = max((end - left) / max(len(text), 1), height / 2, 1.0)
            indent = max(0, round((left - margin) / width * 2))
            gap = previous is not None and previous - bottom > 2.6 * width
            middle = (left + end) / 2
            sides = min(left - margin, right - end)
            centred = sides > _SIDES * width and abs(middle - (margin + right) / 2) < 1.5 * width
            full = len(text) >= _SHORT and right - end < _RAGGED * width
            why = ""
            if (_shape(text), _zone(page, bottom)) in repeated:
                why = "page" if why_aside(plain(text)) == "page" else "header"
            if gap:
                found.append(Raw("", len(found) + 1))
            found.append(Raw(text, len(found) + 1, why=why, indent=indent, centred=centred, full=full))
            previous = bottom
    return found


def _edges(pages: Sequence[Mapping[str, Any]]) -> Mapping[int, float]:
    """How far to the right text runs, for each width of page."""
    found: dict[int, float] = {}
    for page in pages:
        key = round(page["width"])
        found[key] = max([found.get(key, 0.0), *(line[2] for line in page["lines"])])
    return found


def _shape(text: str) -> str:
    """The text with its figures masked, as headers that count are alike."""
    return re.sub(r"\d+", "#", bare(plain(text)))


def _zone(page: Mapping[str, Any], bottom: float) -> str:
    height = page["height"] or 1.0
    if bottom > (1 - _EDGE) * height:
        return "top"
    return "foot" if bottom < _EDGE * height else ""


def _repeated(pages: Sequence[Mapping[str, Any]]) -> frozenset[tuple[str, str]]:
    """What stands at the edge of most pages, with the edge."""
    if len(pages) < 2:
        return frozenset()
    seen: Counter[tuple[str, str]] = Counter()
    for page in pages:
        seen.update({(_shape(line[0]), _zone(page, line[3])) for line in page["lines"]})
    return frozenset(key for key, n in seen.items() if key[1] and n >= max(2, _OFTEN * len(pages)))
