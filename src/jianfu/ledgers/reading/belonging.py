"""Whose record it is, of which term and of which class: from its own columns, else from what surrounds the table."""

from __future__ import annotations

import datetime as dt
import re

from jianfu.ledgers.reading.headings import CLASS_NO, GRADE, WEEKDAY
from jianfu.ledgers.reading.job import Job
from jianfu.ledgers.reading.notices import Notices
from jianfu.ledgers.reading.resolve import Owners, cohort_grade
from jianfu.ledgers.reading.values import Cohort, Physical, reader
from jianfu.terms.cells.model import BadCell


class Belonging:
    """Fills in organisation, term and class of batches of records of one table."""

    def __init__(self, job: Job, notices: Notices, owners: Owners) -> None:
        self.job, self.notices, self.owners = job, notices, owners
        self.ownerless = False
        term = job.context.term()
        self.term = term[0] if term else None
        self.class_found = job.context.class_name()
        self._owner: str | None = None
        self._owner_sought = False

    @property
    def owner(self) -> str | None:
        """The organisation that the table's surroundings name; sought only when a record needs it."""
        if not self._owner_sought and not self.job.quiet:
            self._owner = self.owners.of_context(self.job.ledger, self.job.context)
            self._owner_sought = True
        return self._owner

    def organisations(self, out: dict[str, list[object]], parsed: dict[str, list[Physical]], n: int) -> None:
        """The organisation of each record, and codes for the other columns that name organisations."""
        ledger = self.job.ledger
        if ledger.name == "organisations":
            out["organisation"] = [None] * n
            return
        for name in [c.name for c in ledger.columns if c.type == "org"]:
            out[name] = [self.owners.code(str(v)) if v is not None else None for v in out[name]]
        if "organisation" in parsed:
            own: list[object] = [
                self.owners.code(str(p[0]))
                if p[0] is not None and not _UNIT.match(str(p[0]).strip())
                else None
                for p in parsed["organisation"]
            ]
        elif ledger.organisation is not None and ledger.organisation in self.job.index:
            own = list(out[ledger.organisation])
        else:
            own = [None] * n
        if any(o is None for o in own):
            fallback = self.owner
            own = [o if o is not None else fallback for o in own]
        self.ownerless = self.ownerless or any(o is None for o in own)
        out["organisation"] = own

    def terms(self, out: dict[str, list[object]], parsed: dict[str, list[Physical]], n: int) -> None:
        """The term of each record: its own, else the title's where the record's date can be of it."""
        written = [p[0] for p in parsed["term"]] if "term" in parsed else [None] * n
        if "term" in self.job.index or self.term is None:
            out["term"] = list(written)
            return
        days = out.get(self.job.ledger.date or "", [None] * n)
        fits = {day: not isinstance(day, dt.date) or _may_be_in(day, self.term) for day in set(days)}
        out["term"] = [self.term if fits[day] else None for day in days]

    def days(self, out: dict[str, list[object]], parsed: dict[str, list[Physical]]) -> None:
        """The day of each record that gives a weekday alone, within the week of the title."""
        if (
            self.job.ledger.name == "homework"
            and not {"done_on", "set_on", WEEKDAY.name} & set(self.job.index)
            and not self.job.quiet
        ):
            self._same_day(out["done_on"])
        week = self.job.context.week()
        if WEEKDAY.name not in parsed or "done_on" in self.job.index or week is None:
            return
        days = out["done_on"]
        for k, (weekday,) in enumerate(parsed[WEEKDAY.name]):
            if days[k] is None and isinstance(weekday, int):
                day = week[0] + dt.timedelta(days=(weekday - 1 - week[0].weekday()) % 7)
                days[k] = day if day <= week[1] else None
        self.notices.guess("read.day_of_week", value=f"{week[0]}—{week[1]}", **self.job.where)

    def _same_day(self, days: list[object]) -> None:
        """Every record is of the day that the title, the sheet or the file names."""
        written = self.job.context.day()
        if written is None:
            return
        try:
            (day,) = reader(self.job.ledger.column("done_on"), None, self.job.years)(written)
        except BadCell:
            return
        days[:] = [day] * len(days)
        self.notices.guess("read.day_of_title", value=str(day), **self.job.where)

    def classes(self, out: dict[str, list[object]], parsed: dict[str, list[Physical]], n: int) -> None:
        """Grade and number of each record's class, from its columns, else from the surroundings."""
        grades, numbers = out["grade"], out["class_no"]
        if CLASS_NO.name in parsed:
            numbers[:] = [
                p[0] if c is None else c for p, c in zip(parsed[CLASS_NO.name], numbers, strict=True)
            ]
        if GRADE.name in parsed:
            grades[:] = [p[0] if g is None else g for p, g in zip(parsed[GRADE.name], grades, strict=True)]
        if "class" not in self.job.index and self.class_found is not None and CLASS_NO.name not in parsed:
            name, words = self.class_found
            if name.grade is None and name.cohort is not None:
                grades[:] = [Cohort(name.cohort, name.number, name.stage)] * n
            else:
                grades[:] = [name.grade if g is None else g for g in grades]
            numbers[:] = [name.number] * n
            if words in self.job.file:
                self.notices.guess("read.class_from_name", value=words, **self.job.where)
        if any(g is None for g in grades) and (text := self.job.context.grade_text()) is not None:
            found = reader(GRADE, None, self.job.years)(text)[0]
            grades[:] = [
                found if g is None and c is not None else g for g, c in zip(grades, numbers, strict=True)
            ]
        if any(isinstance(g, Cohort) for g in grades):
            days = out.get(self.job.ledger.date or "", [None] * n)
            for k, grade in enumerate(grades):
                if isinstance(grade, Cohort):
                    grades[k] = self._cohort(grade, days[k], out["term"][k], out["organisation"][k])

    def _cohort(self, cohort: Cohort, day: object, term: object, owner: object) -> int | None:
        organisation = self.owners.organisation(str(owner)) if owner is not None else None
        school_year = int(str(term)[:4]) if term is not None else self.job.years.school_year
        found = cohort_grade(
            cohort, day if isinstance(day, dt.date) else None, school_year, organisation, str(owner or "")
        )
        if found is None:
            self.notices.guess("read.cohort_unknown", value=f"{cohort.year}级", **self.job.where)
        else:
            self.notices.guess("read.cohort", value=f"{cohort.year}级", grade=found, **self.job.where)
        return found


_UNIT = re.compile(
    r"^(?:(?:万?元|工日?)(?:[/每].+)?|%|[个人户亩吨度次件台份本册套张页天节]|公斤|千克|平方米|立方米|㎡|公里|小时|分钟|课时|学时|斤)$"
)
"""What stands below 单位 where that means the unit of measure: no organisation is called so."""


def _may_be_in(day: dt.date, term: str) -> bool:
    """Whether a day can belong to a term: autumn from July to mid-March, spring from mid-January to August."""
    year = int(term[:4])
    if term.endswith("1"):
        return dt.date(year, 7, 1) <= day <= dt.date(year + 1, 3, 14)
    return dt.date(year + 1, 1, 15) <= day <= dt.date(year + 1, 8, 31)
