"""A wording in the two languages that everything shown to a person has."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """The same sentence in Chinese and in English."""

    zh: str
    en: str

    def in_(self, lang: str) -> str:
        """The wording in ``lang`` ("zh" or "en")."""
        return self.en if lang == "en" else self.zh
