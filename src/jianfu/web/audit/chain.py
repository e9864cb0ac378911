"""The arithmetic of the chain: what is digested, and how. Anybody can redo it from the database alone."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

# What the first entry follows.
START = "0" * 64


def seal(salt: str, about: Mapping[str, Any]) -> str:
    """The digest of what an entry was about; the salt keeps it from being guessed once the detail is gone."""
    text = json.dumps(about, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def link(number: int, at: dt.datetime, action: str, sealed: str, before: str) -> str:
    """The digest of an entry that follows the digest ``before``."""
    moment = at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(f"{number}\n{moment}\n{action}\n{sealed}\n{before}".encode()).hexdigest()
