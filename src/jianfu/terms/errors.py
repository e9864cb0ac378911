"""The error root and its messages: part of the public interface, in both languages.

A message says what is wrong, where, what is accepted, and gives an example. Templates stand in
``messages/*.yaml`` (one file a room) as ``code: {zh: …, en: …}`` with ``{name}`` for each fact.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

import yaml


@cache
def templates() -> Mapping[str, Mapping[str, str]]:
    """Every message template by code: {"zh": …, "en": …}."""
    found: dict[str, Mapping[str, str]] = {}
    for entry in sorted(files("jianfu.terms").joinpath("messages").iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".yaml"):
            found.update(yaml.load(entry.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) or {})
    return found


@dataclass(frozen=True)
class Message:
    """A message code with its facts; the wording is found when the language is known."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    def text(self, lang: str = "zh") -> str:
        """The message in ``lang``. A fact that is itself a Message or a Text is shown in the same language."""
        template = templates()[self.code]["en" if lang == "en" else "zh"]
        return Formatter().vformat(template, (), _Facts(self.facts, lang))


class _Facts(dict[str, Any]):
    """Facts for a template: nested messages take the language; a fact not given is an empty string."""

    def __init__(self, facts: Mapping[str, Any], lang: str) -> None:
        super().__init__({k: _shown(v, lang) for k, v in facts.items()})

    def __missing__(self, _key: str) -> str:
        return ""


def _shown(value: Any, lang: str) -> Any:
    if isinstance(value, Message):
        return value.text(lang)
    if hasattr(value, "in_"):
        return value.in_(lang)
    return "" if value is None else value


class JianfuError(Exception):
    """Root of every error that jianfu raises on purpose; ``text(lang)`` is meant for the user."""

    def __init__(self, code: str, /, **facts: Any) -> None:
        self.message = Message(code, facts)
        super().__init__(code)

    def text(self, lang: str = "zh") -> str:
        """The message in ``lang``."""
        return self.message.text(lang)

    def __str__(self) -> str:
        return self.text()


_REASONS: Mapping[int, str] = {
    errno.ENOENT: "os.missing",
    errno.EACCES: "os.forbidden",
    errno.EPERM: "os.forbidden",
    errno.EROFS: "os.forbidden",
    errno.EISDIR: "os.folder",
    errno.ENOTDIR: "os.no-folder",
    errno.EEXIST: "os.no-folder",
    errno.ENOSPC: "os.full",
    errno.ENAMETOOLONG: "os.long",
}


def reason_of(error: OSError) -> Message:
    """Why the system refused a file, in words of ours: its own come in one language only."""
    code = _REASONS.get(error.errno or 0, "os.other")
    return Message(code, {"why": error.strerror or type(error).__name__})
