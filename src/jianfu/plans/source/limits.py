"""How much of a file is read: beyond these a file is refused, whatever it says of itself."""

from __future__ import annotations

import math

from jianfu.terms.errors import JianfuError

MOST_BYTES = 50 * 1024 * 1024
"""A file; plans with photographs reach a few megabytes."""
MOST_CHARACTERS = 1_000_000
"""The text of a file; the longest plans have some fifty thousand characters."""
MOST_ENTRIES = 10_000
MOST_UNPACKED = 1024 * 1024 * 1024
MOST_XML = 64 * 1024 * 1024
"""One XML part of a .docx, unpacked."""
MOST_RATIO = 200
RATIO_FROM = 8 * 1024 * 1024
"""An XML part smaller than this may be packed as well as it likes."""
MOST_PAGES = 2_000
PDF_MEMORY = 2 << 30
"""Address space of the process that opens a PDF."""
PDF_SECONDS = 60
OFFICE_SECONDS = 120
MOST_DEPTH = 1_000
"""Elements within one another."""


def megabytes(size: int) -> str:
    """A size as a message shows it: rounded up, so that what is beyond a limit looks so."""
    return f"{math.ceil(size / (1 << 20)):,} MB"


def checked(text: str, file: str) -> str:
    """The text, unless there is too much of it."""
    if len(text) > MOST_CHARACTERS:
        raise JianfuError("plans.source.long", file=file, size=f"{len(text):,}", limit=f"{MOST_CHARACTERS:,}")
    return text
