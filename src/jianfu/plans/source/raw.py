"""A line on its way from a file to a plan: what each step reads and hands on."""

from __future__ import annotations

from dataclasses import dataclass

from jianfu.plans.model import Aside, Line


@dataclass(frozen=True)
class Raw:
    """One line of a file. ``why`` is the reason it is set aside, "" while it counts as text.

    ``indent`` counts the blank columns in front, ``centred`` says that the file lays it out as a title,
    ``whole`` that it is never to be joined with its neighbours (a row of a table, a caption), ``after`` that a
    blank line stands before it, ``piece`` that it surely goes on from the line before. ``full`` says whether it
    reaches the edge of its page, where the file tells.
    """

    text: str
    number: int
    why: str = ""
    indent: int = 0
    cuts: tuple[int, ...] = ()
    centred: bool = False
    whole: bool = False
    after: bool = False
    piece: bool = False
    full: bool | None = None

    def line(self) -> Line:
        """The line as the later passes take it."""
        return Line(self.text, self.number, self.cuts)

    def aside(self) -> Aside:
        """The line as kept beside the plan."""
        return Aside(self.text, self.why, self.number)
