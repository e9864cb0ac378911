"""Addresses of databases: what of them may be shown, and which are written wrongly."""

from __future__ import annotations

import re
from urllib.parse import unquote

from jianfu.terms.errors import JianfuError


def without_password(url: str) -> str:
    """``url`` as it may be shown: scheme, host and path, whatever else stands in it."""
    scheme, separator, rest = url.partition("://")
    if not separator:
        return "…"
    return f"{scheme}://{rest.rpartition('@')[2].split('?')[0].split('#')[0]}"


def secrets_of(url: str) -> list[str]:
    """What of ``url`` must not show in a message of the driver: the password in any of its spellings."""
    rest = url.partition("://")[2]
    raw = rest.rpartition("@")[0].partition(":")[2]
    given = [raw, *(p.partition("=")[2] for p in rest.partition("?")[2].split("&") if "pass" in p.lower())]
    return sorted({s for g in given for s in (g, unquote(g)) if s}, key=len, reverse=True)


def refuse_malformed(url: str) -> None:
    """JianfuError for an address whose password needs escaping: the driver would show pieces of it as host or port."""
    parts = url.partition("://")[2]
    user, _, host = parts.partition("?")[0].rpartition("@")
    odd = any(c in user for c in "@/#[]?") or not _escaped(user)
    if (
        odd
        or "@" in parts.partition("?")[2]
        or not re.fullmatch(r"[^:]*(:\d*)?(,[^:]*(:\d*)?)*(/.*)?|\[.*", host)
    ):
        raise JianfuError("engine.database-escape", value=without_password(url))


def _escaped(text: str) -> bool:
    return re.search(r"%(?![0-9A-Fa-f]{2})", text) is None
