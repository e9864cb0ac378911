"""Names of people are masked as they are read, unless the caller keeps them: nothing later ever sees them."""

from __future__ import annotations

import re

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_PERSONAL = re.compile(r"姓名|电话|手机|身份证|证件|签字|签名|联系|家长|监护|住址|学生名|微信|账号")


class Masks:
    """Masks names so that two people of one ledger and organisation stay two.

    张三 becomes 张*; a second person who would be 张* in the same organisation becomes 张*②. The number
    goes by first appearance, so the same files in the same order give the same masks.
    """

    def __init__(self) -> None:
        self._given: dict[tuple[str, str | None, str], str] = {}
        self._taken: dict[tuple[str, str | None, str], int] = {}

    def mask(self, ledger: str, organisation: str | None, name: str) -> str:
        """The masked form of a name; a value that is masked already, or no longer than a letter, stays as it is."""
        name = name.strip()
        if len(name) < 2 or "*" in name or "×" in name or name.endswith("某"):
            return name
        key = (ledger, organisation, name)
        if key not in self._given:
            masked = veil(name)
            slot = (ledger, organisation, masked)
            self._taken[slot] = count = self._taken.get(slot, 0) + 1
            ordinal = _CIRCLED[count - 1] if 1 < count <= len(_CIRCLED) else f"({count})" if count > 1 else ""
            self._given[key] = masked + ordinal
        return self._given[key]


class Unmasked(Masks):
    """Leaves names as they are written: for whoever keeps records lastingly and masks them where they are shown.

    A mask tells people apart within one reading only; two readings would take 张三 and 张四 for one 张*.
    """

    def mask(self, ledger: str, organisation: str | None, name: str) -> str:
        """The name."""
        del ledger, organisation
        return name.strip()


def veil(name: str) -> str:
    """First character kept, one star for each further one: 欧阳小明 → 欧***."""
    name = name.strip()
    return name[:1] + "*" * (len(name) - 1)


def is_personal(heading: str) -> bool:
    """Whether a heading that no ledger declares holds facts of a person."""
    return _PERSONAL.search(heading) is not None
