"""Where results are written: never over a ledger or a paper, never half, and known to be possible before the work starts."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jianfu.ledgers.reading.files import EXTENSIONS
from jianfu.reports.html import GENERATOR
from jianfu.terms.errors import JianfuError, reason_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_PAGES = frozenset({".html", ".htm"})
_PAPERS = frozenset({".docx", ".doc", ".wps", ".pdf"})


def reserve(outputs: Iterable[Path | None], inputs: Iterable[Path]) -> None:
    """Makes sure that each of ``outputs`` can be written and is no ledger; makes the folders they stand in.

    JianfuError for one that is named twice, is among ``inputs``, is named like a table or a paper, is a folder, or may not be written.
    """
    given = list(inputs)
    wanted = [path for path in outputs if path is not None]
    for path in wanted:
        if sum(path.resolve() == other.resolve() for other in wanted) > 1:
            raise JianfuError("cli.write-twice", value=str(path))
        if _is_ledger(path, given):
            raise JianfuError("cli.write-ledger", value=str(path))
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.is_dir():
                raise IsADirectoryError(21, "")
            if not os.access(path if path.exists() else path.parent, os.W_OK):
                raise PermissionError(13, "")
        except OSError as error:
            raise JianfuError("cli.write", value=str(path), why=reason_of(error)) from error


def write(path: Path, text: str) -> None:
    """Writes ``text`` to ``path`` whole or not at all: what stood there before stays until all is written."""
    name = ""
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, prefix=".jianfu-", delete=False
        ) as half:
            name = half.name
            half.write(text)
        if path.exists() and not path.is_file():  # a pipe or a device is written into, not replaced
            path.write_text(text, encoding="utf-8")
            Path(name).unlink()
            return
        Path(name).chmod(path.stat().st_mode if path.exists() else 0o666 & ~_umask())
        Path(name).replace(path)
    except OSError as error:
        if name:
            Path(name).unlink(missing_ok=True)
        raise JianfuError("cli.write", value=str(path), why=reason_of(error)) from error


def write_json(document: dict[str, Any], path: Path) -> None:
    """Writes ``document`` as UTF-8 JSON."""
    write(path, json.dumps(document, ensure_ascii=False, indent=1, default=str))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _is_ledger(path: Path, inputs: list[Path]) -> bool:
    if path.suffix.lower() in (EXTENSIONS | _PAPERS) - _PAGES:
        return True
    if not path.is_file():
        return False
    if any(given.is_file() and path.samefile(given) for given in inputs):
        return True
    inside = any(given.is_dir() and path.resolve().is_relative_to(given.resolve()) for given in inputs)
    return inside and path.suffix.lower() in _PAGES and not _is_report(path)


def _is_report(path: Path) -> bool:
    """Whether the page is a report of ours, which may be written anew."""
    with path.open("rb") as stream:
        return GENERATOR.encode() in stream.read(4096)
