"""Whose record it is, in which term, and which grade a class of that entry year is in."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from jianfu.ledgers.declare import Ledger
from jianfu.ledgers.reading.context import Context, name_left, organisation_in, plain
from jianfu.ledgers.reading.notices import Notices
from jianfu.ledgers.reading.values import Cohort
from jianfu.terms.grades import Stage, grade_of_cohort, school_year_of
from jianfu.terms.places import Organisation, Places

_WITHIN_VILLAGE = re.compile(r"村.*(?:组|队|社)$|/.*村")
"""柳溪镇/沙河村/三组, 沙河村三组: the village is named, and more."""


@dataclass
class Owners:
    """Finds organisations by what is written; remembers every text it has seen.

    ``default`` is the code of the organisation that it is where nothing names one.
    """

    places: Places
    notices: Notices
    file: str
    sheet: str | None = None
    default: str | None = None

    def __post_init__(self) -> None:
        self._seen: dict[str, str] = {}

    def code(self, text: str) -> str:
        """The code of the organisation that ``text`` names, else the text itself (reported once)."""
        found = self._seen.get(text)
        if found is None:
            known = self.places.find(text)
            if known is None and _WITHIN_VILLAGE.search(text.strip()):
                known = self._within(plain(text))
            if known is not None:
                found = known.code
            else:
                found = "".join(plain(text).split())
                if len(self.places):
                    self.notices.guess(
                        "read.organisation_unknown", value=text, file=self.file, sheet=self.sheet or ""
                    )
            self._seen[text] = found
        return found

    def organisation(self, code: str) -> Organisation | None:
        """The organisation with this code, if a register told of it."""
        return self.places.get(code)

    def of_context(self, ledger: Ledger, context: Context) -> str | None:
        """The organisation that label, title, sheet name, file or folder names; the default when nothing does.

        Words inside the table are taken as they are; file and folder names are a guess and reported. Where there is
        a default, they are taken for known organisations alone.
        """
        written = context.names_written()
        for text, inside in written:
            known = self._within(text)
            if known is None and (name := organisation_in(text)) is not None:
                known = self.places.find(name)
            if known is not None:
                if not inside:
                    self._guess(text, known.name)
                return known.code
        for text, inside in written:
            name = organisation_in(text) if inside or self.default is None else None
            if name is not None:
                if not inside:
                    self._guess(text, name)
                return self.code(name)
        for text, inside in written if self.default is None else ():
            if not inside and (name := name_left(text, ledger)) is not None:
                self._guess(text, name)
                return self.code(name)
        return self.default

    def _within(self, text: str) -> Organisation | None:
        """The known organisation whose name (or alias, or name without the place before it) stands in the text."""
        whole = self.places.find(text)
        if whole is not None:
            return whole
        packed = "".join(text.split())
        best: tuple[int, Organisation] | None = None
        tied = False
        for organisation in self.places:
            for name in (organisation.name, *organisation.aliases):
                if len(name) >= 3 and "".join(plain(name).split()) in packed:
                    if best is None or len(name) > best[0]:
                        best, tied = (len(name), organisation), False
                    elif len(name) == best[0] and organisation.code != best[1].code:
                        tied = True
        if best is None or tied:
            return None
        longer = organisation_in(text)
        # 青禾县 stands at the front of 青禾县第二小学 without being it.
        return (
            None
            if longer is not None and longer.startswith(best[1].name) and longer != best[1].name
            else best[1]
        )

    def _guess(self, text: str, name: str) -> None:
        self.notices.guess(
            "read.organisation_from_name", value=name, text=text, file=self.file, sheet=self.sheet or ""
        )


def cohort_grade(
    cohort: Cohort,
    day: dt.date | None,
    school_year: int | None,
    organisation: Organisation | None,
    name: str = "",
) -> int | None:
    """The grade in which a class of this entry year is at that day (or in that school year).

    The stage comes from the organisation, else from its ``name``; the only stage that gives a grade within it is
    taken when there is one stage alone. None when it cannot be told.
    """
    year = school_year_of(day) if day is not None else school_year
    if year is None:
        return None
    stages = (organisation.stages if organisation else ()) or stages_of(name)
    if cohort.stage:
        stages = (cohort.stage,)
    system = organisation.system if organisation else "六三"
    grades = [grade_of_cohort(cohort.year, year, cast(Stage, stage), system) for stage in stages]
    found = [g for g in grades if g is not None]
    return found[0] if len(found) == 1 else None


def relative(path: Path, roots: list[Path]) -> tuple[str, ...]:
    """Names of the folders between the path given by the caller and the file, that folder's own name included."""
    for root in roots:
        try:
            inner = path.relative_to(root)
        except ValueError:
            continue
        return (root.name, *inner.parts[:-1]) if root != path else (path.parent.name,)
    return (path.parent.name,)


def stages_of(name: str) -> tuple[Stage, ...]:
    """The stages that a school's name tells (小学, 初中, 高中, 九年一贯制); empty when it tells none."""
    if "九年" in name or "一贯" in name:
        return ("primary", "junior")
    found: list[Stage] = []
    if "小学" in name or name.endswith(("完小", "教学点")):
        found.append("primary")
    if "初中" in name or "初级中学" in name:
        found.append("junior")
    if "高中" in name or "高级中学" in name:
        found.append("senior")
    if "完全中学" in name:
        found.extend(("junior", "senior"))
    return tuple(found)
