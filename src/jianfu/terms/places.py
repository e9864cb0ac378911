"""Organisations as a tree, and finding one by what people write."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MIN_SUFFIX = 3


@dataclass(frozen=True)
class Organisation:
    """An organisation: code, name, kind (school, bureau, …), level of government, and what it stands under."""

    code: str
    name: str
    kind: str | None = None
    level: str | None = None
    parent: str | None = None
    stages: tuple[str, ...] = ()
    system: str = "六三"
    aliases: tuple[str, ...] = ()


class Places:
    """The organisations that are known; lookups never guess between two."""

    def __init__(self, organisations: Iterable[Organisation] = ()) -> None:
        self._by_code = {o.code: o for o in organisations}
        self._by_name: dict[str, set[str]] = {}
        for organisation in self._by_code.values():
            for name in (organisation.name, *organisation.aliases):
                self._by_name.setdefault(_normal(name), set()).add(organisation.code)

    def __iter__(self) -> Iterator[Organisation]:
        return iter(self._by_code.values())

    def __len__(self) -> int:
        return len(self._by_code)

    def get(self, code: str | None) -> Organisation | None:
        """The organisation with ``code``."""
        return self._by_code.get(code) if code is not None else None

    def find(self, text: str) -> Organisation | None:
        """The one organisation that ``text`` names: by code, name or alias; else the only one whose name ends
        in it or that it ends in (a place name put before or left out); None when there is none or several."""
        if text.strip() in self._by_code:
            return self._by_code[text.strip()]
        name = _normal(text)
        codes = self._by_name.get(name, set())
        if not codes and len(name) >= _MIN_SUFFIX:
            codes = {
                code
                for known, owners in self._by_name.items()
                if len(known) >= _MIN_SUFFIX and (known.endswith(name) or name.endswith(known))
                for code in owners
            }
        return self._by_code[next(iter(codes))] if len(codes) == 1 else None

    def ancestors(self, code: str) -> list[str]:
        """``code`` and the codes of everything it stands under, nearest first; a circle is cut."""
        chain = [code]
        current = self.get(code)
        while current is not None and current.parent:
            above = self.find(current.parent)
            parent = above.code if above else current.parent
            if parent in chain:
                break
            chain.append(parent)
            current = self.get(parent)
        return chain


def _normal(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split()).strip("()[]《》“”\"'")
