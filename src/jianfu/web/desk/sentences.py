"""The sentence that a desk opens with: how today stands, right in number, and honest about what is not known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from jianfu.web.project.wording import say

# How an outcome counts in a sentence. What is near its ceiling is kept, and so is what an advisory figure asks.
PAST = frozenset({"breached", "short", "early", "late"})
KEPT = frozenset({"kept", "near", "advised"})


@dataclass(frozen=True)
class Tally:
    """Things counted by how they stand; ``near`` are among ``kept``, ``absent`` are those nobody recorded anything of."""

    kept: int = 0
    near: int = 0
    past: int = 0
    suspected: int = 0
    unknown: int = 0
    absent: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.kept + self.past + self.suspected + self.unknown + self.absent

    @property
    def known(self) -> int:
        """Those of which something was recorded."""
        return self.total - self.absent


def tally(outcomes: Iterable[str], absent: int = 0) -> Tally:
    """Outcomes counted; what does not apply is not among them."""
    n = Counter(outcomes)
    return Tally(
        kept=sum(n[o] for o in KEPT), near=n["near"], past=sum(n[o] for o in PAST), suspected=n["suspected"],
        unknown=n["not_evaluable"], absent=absent,
    )  # fmt: skip


def counted(name: str, n: int, **facts: object) -> str:
    """The label ``web.desk.count.<name>`` for one or for many: English counts in two numbers."""
    return say(f"desk.count.{name}.{'one' if n == 1 else 'many'}", n=f"{n:,}", **facts)


def part(kind: str, name: str, n: int) -> str:
    """A part of a sentence about ``kind`` (classes, norms, cells): 2 个接近上限."""
    return say(f"desk.part.{kind}.{name}", n=f"{n:,}")


def of_classes(found: Tally, when: str) -> str:
    """今天 24 个班，23 个符合规定，其中 2 个接近上限；1 个数据不全。 ``when`` is "今天" or a day."""
    if not found.known:
        return say("desk.lead.nothing-yet", when=when)
    return _sentence(counted("classes", found.total, when=when), found, "classes")


def of_norms(found: Tally) -> str:
    """What an organisation is held to: 核算了 31 项规定，30 项符合规定；1 项超出规定。"""
    if not found.known:
        return say("desk.lead.no-figures")
    return _sentence(counted("norms", found.total), found, "norms")


def of_matrix(organisations: str, found: Tally) -> str:
    """16 所学校，5 处超出规定，3 处数据不全，其余符合规定。 ``organisations`` is the count in words."""
    if not found.known:
        return say("desk.lead.none-checked", head=organisations)
    bad = [part("cells", name, n) for name in _BAD if (n := getattr(found, name))]
    if not bad:
        near = say("desk.lead.of-which", part=part("cells", "near", found.near)) if found.near else ""
        return say("desk.lead.all-kept", head=organisations, near=near)
    parts = say("desk.comma").join(bad)
    if found.kept:
        return say("desk.lead.rest", head=organisations, parts=parts)
    return say("desk.lead.some", head=organisations, parts=parts)


_BAD = ("past", "suspected", "unknown")


def _sentence(head: str, found: Tally, kind: str) -> str:
    """The counts that are not zero, what is kept first; a thing alone of its kind is not counted."""
    parts = []
    if found.total == 1:
        name = "near" if found.near else next(n for n in ("kept", *_BAD) if getattr(found, n))
        parts.append(say(f"desk.only.{_word(kind, name)}"))
    else:
        for name in ("kept", *_BAD, "absent"):
            n = getattr(found, name)
            if n:
                text = say(f"desk.all.{_word(kind, name)}") if n == found.total else part(kind, name, n)
                near = name == "kept" and found.near
                parts.append(
                    text + (say("desk.lead.of-which", part=part(kind, "near", found.near)) if near else "")
                )
    return say("desk.lead.some", head=head, parts=say("desk.semicolon").join(parts))


def _word(kind: str, name: str) -> str:
    """Rules have floors and hours too, of which 超出 would be the wrong word."""
    return "against" if name == "past" and kind == "norms" else name
