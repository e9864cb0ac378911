"""From lines to the tree of clauses: every clause with the path by which it is cited.

Real texts number badly. Labels are taken by their sequence: one at the head of a line nearly always counts, one
inside a line only as the next of its kind. What is out of order is kept as printed and reported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from jianfu.plans.headings import heading_end, own_sentence
from jianfu.plans.labels import Label, labels_in
from jianfu.plans.model import Clause, Line, Part
from jianfu.terms.errors import Message

_STOPS = "。;:!?"
_CLOSING = "”’\"')」》"
_NEAR = 20
_ONCE = ("firstly",)
"""Styles that never stand without a second of their kind."""


@dataclass
class _Node:
    """A clause in the making: its label (None before the first) and the text gathered so far."""

    label: Label | None
    path: tuple[Label, ...]
    line: int
    lines: list[str] = field(default_factory=list)
    cuts: list[int] = field(default_factory=list)
    length: int = 0
    children: bool = False

    def add(self, text: str, cuts: Sequence[int]) -> None:
        if not text:
            return
        if self.lines:
            self.length += 1
        self.cuts += [self.length + cut for cut in cuts]
        self.lines.append(text)
        self.length += len(text)

    @cached_property
    def text(self) -> str:
        """All of it, once nothing more is added."""
        return "\n".join(self.lines)


def clauses(part: Part) -> tuple[tuple[Clause, ...], tuple[Message, ...]]:
    """The clauses of ``part`` in order, and what is odd about their numbers.

    The text of all of them together is the text of all lines.
    """
    nodes, faults = _nodes(part.lines)
    found: list[Clause] = []
    headings: dict[tuple[str, ...], str] = {}
    styled = _heading_styles(nodes)
    for node in nodes:
        path = tuple(label.printed for label in node.path)
        item = node.label.printed if node.label and node.label.style in _ONCE else ""
        after = node.label.end - node.label.start if node.label else 0
        body = after
        if node.label is not None:
            body = heading_end(node.text, after, children=node.children, styled=_family(node) in styled)
        own = re.sub(r"\s+", "", node.text[after:body]).rstrip("。:;!")
        if path and own:
            headings[path] = own
        chain = tuple(headings[path[:n]] for n in range(1, len(path) + 1) if path[:n] in headings)
        found.append(Clause(_cited(node.path), node.text, body, node.line, chain, tuple(node.cuts), item))
    return tuple(found), tuple(faults)


def _cited(path: Sequence[Label]) -> tuple[str, ...]:
    """The labels that a clause is cited by: 一是 and 二是 order sentences and number no clause."""
    return tuple(label.printed for label in path if label.style not in _ONCE)


def _nodes(lines: Sequence[Line]) -> tuple[list[_Node], list[Message]]:
    nodes: list[_Node] = [_Node(None, (), lines[0].number if lines else 1)]
    by_path: dict[tuple[Label, ...], _Node] = {}
    faults: list[Message] = []
    stack: list[Label] = []
    for line in lines:
        taken = _taken(line.text, stack, faults, line.number)
        edges = [label.start for label, _ in taken] + [len(line.text)]
        if edges[0]:
            nodes[-1].add(line.text[: edges[0]].rstrip(), [c for c in line.cuts if c < edges[0]])
        for (label, path), end in zip(taken, edges[1:], strict=True):
            if path[:-1] in by_path:
                by_path[path[:-1]].children = True
            node = by_path[path] = _Node(label, path, line.number)
            node.add(
                line.text[label.start : end].rstrip(),
                [c - label.start for c in line.cuts if label.start < c < end],
            )
            nodes.append(node)
    return [n for n in nodes if n.lines], faults


def _taken(
    text: str, stack: list[Label], faults: list[Message], number: int
) -> list[tuple[Label, tuple[Label, ...]]]:
    """The labels of a line that are numbers of clauses, each with the path down to it; moves ``stack`` on."""
    taken: list[tuple[Label, tuple[Label, ...]]] = []
    candidates = labels_in(text)
    last_second = max((o.start for o in candidates if o.style in _ONCE and o.number == 2), default=-1)
    since = 0
    for label in candidates:
        if label.start < since or not _counts(label, text, since, stack, last_second):
            continue
        _step(label, stack, faults, number)
        taken.append((label, tuple(stack)))
        since = label.end
    return taken


def _counts(label: Label, text: str, since: int, stack: Sequence[Label], last_second: int) -> bool:
    """Whether ``label`` numbers a clause: by where it stands and whether it is the next of its kind.

    ``last_second`` is where the last 二是 of the line stands: a 一是 without one orders nothing.
    """
    last = next((known.number for known in reversed(stack) if known.style == label.style), None)
    following = last is not None and label.number in (last + 1, last + 2)
    first = label.number == 1
    before = text[max(0, label.start - _NEAR) : label.start].rstrip()
    if label.style in _ONCE:
        second = last_second > label.start
        placed = not before or before[-1] in _STOPS + _CLOSING + ",、"
        return placed and (following or (first and (second or not before)))
    if not before:
        return label.style != "chinese" or following or last is None or label.number <= last + 6
    if label.style in ("part", "section") or not (following or first):
        return False
    if before[-1] in _STOPS or (before[-1] in _CLOSING and len(before) > 1 and before[-2] in _STOPS):
        return True
    if label.style == "circled":
        return before[-1] in ",、" or first
    # A heading without a stop: 三、主要任务(一)统筹规范. A list goes on: 三、四年级.
    if before[-1] in ",、":
        return False
    return own_sentence(text, since, label.start) and (since > 0 or following) and label.style != "article"


def _step(label: Label, stack: list[Label], faults: list[Message], number: int) -> None:
    """Puts ``label`` where it belongs in ``stack`` and says when it is not the next of its kind."""
    styles = [known.style for known in stack]
    if label.style in styles:
        at = styles.index(label.style)
        last = stack[at]
        del stack[at:]
        runs_on = label.number == last.number + 1
        expected = last.number + 1
    else:
        if label.style == "part":
            stack.clear()
        runs_on, expected = True, 1
    if not runs_on:
        where = "/".join([*(known.printed for known in stack), label.printed])
        faults.append(Message("plans.numbering", {"path": where, "line": number, "expected": expected}))
    stack.append(label)


def _family(node: _Node) -> tuple[str, ...]:
    return tuple(label.printed for label in node.path[:-1]) + ((node.label.style,) if node.label else ())


def _heading_styles(nodes: Sequence[_Node]) -> set[tuple[str, ...]]:
    """Families of siblings that all begin with a short sentence of their own before the text proper."""
    counts: dict[tuple[str, ...], list[bool]] = {}
    for node in nodes:
        if node.label is None or node.children:
            continue
        after = node.label.end - node.label.start
        first, _, rest = node.text[after:].partition("。")
        counts.setdefault(_family(node), []).append(len(first.strip()) <= 30 and bool(rest.strip()))
    return {family for family, is_so in counts.items() if len(is_so) > 1 and sum(is_so) >= 0.7 * len(is_so)}
