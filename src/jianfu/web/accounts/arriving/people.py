"""What a list of people would do: judged by the page that shows it and again by the action that does it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jianfu.terms.cells.model import BadCell, is_blank
from jianfu.terms.cells.words import SUBJECTS, parse_lesson
from jianfu.terms.errors import Message
from jianfu.terms.grades import ClassName, parse_class, parse_grade, school_year_of
from jianfu.terms.places import Organisation as Place
from jianfu.terms.places import Places
from jianfu.web.accounts.actor import Actor
from jianfu.web.accounts.arriving.columns import PEOPLE, ROLES
from jianfu.web.accounts.classes.queries import open_classes
from jianfu.web.accounts.models import Assignment, Organisation, Person, SchoolClass
from jianfu.web.accounts.perms import may_appoint
from jianfu.web.accounts.roles import NEEDS, ROLES_OF_KIND, TAKES


def _plain(text: str) -> str:
    """A word of a role without what varies: width of characters, blanks, case."""
    return "".join(unicodedata.normalize("NFKC", text).split()).lower()


_WORDS = {
    _plain(w): role for role, choice in ROLES.items() for w in (choice.zh, choice.en, role, *choice.also)
}
# The longest first: 任课教师 before 教师.
_ENDINGS = sorted(_WORDS, key=len, reverse=True)
_LONGEST_NAME = 60
_LONGEST_SUBJECT = 20


@dataclass(frozen=True)
class Fault:
    """A cell that cannot be taken: where it is, its column, what it holds, and why."""

    sheet: str
    cell: str
    column: str
    value: str
    why: Message


@dataclass(frozen=True)
class Given:
    """A role that somebody is to hold: what ``actions.appoint`` takes."""

    role: str
    school_class: SchoolClass | None = None
    grade: int | None = None
    subject: str = ""

    @property
    def key(self) -> tuple[str, int | None, int | None, str]:
        """What tells one role from another."""
        return self.role, self.school_class.pk if self.school_class else None, self.grade, self.subject


@dataclass
class Arrival:
    """One person of a list: who it is at the organisation already, the roles to be given, and those held already.

    A link is made for somebody new, and for somebody who never used the last one.
    """

    name: str
    place: Organisation
    there: Person | None
    to_invite: bool
    fresh: list[Given] = field(default_factory=list)
    held: list[Given] = field(default_factory=list)


@dataclass
class Judged:
    """What a list would do: nothing at all while there is a fault."""

    arrivals: list[Arrival]
    faults: list[Fault]

    @property
    def seal(self) -> str:
        """Tells whether the same list would still do the same."""
        told = [
            [a.name, a.place.pk, a.there.pk if a.there else None, a.to_invite, [g.key for g in a.fresh]]
            for a in self.arrivals
        ]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


class _School:
    """What rows of one organisation are held against, read once."""

    def __init__(self, place: Organisation, day: dt.date) -> None:
        self.place, self.day = place, day
        self.classes = open_classes(place, day) if place.kind == "school" else []
        self.names: dict[str, dict[int, Person]] = {}
        self.held: dict[int, set[tuple[str, int | None, int | None, str]]] = {}
        for a in Assignment.objects.filter(organisation=place).on(day).select_related("person"):
            self.names.setdefault(_name(a.person.name), {})[a.person_id] = a.person
            self.held.setdefault(a.person_id, set()).add((a.role, a.school_class_id, a.grade, a.subject))

    def find(self, named: ClassName) -> SchoolClass | None:
        """The class that is named by today's grade or by its year of entry; None when there is none or several."""
        found = [
            c
            for c in self.classes
            if c.number == named.number
            and (
                c.grade_on(self.day) == named.grade if named.grade is not None else c.entered == named.cohort
            )
            and (named.stage is None or c.stage == named.stage)
        ]
        return found[0] if len(found) == 1 else None


def _name(text: str) -> str:
    """A name as it is compared and kept: one width, no blanks inside a Chinese one."""
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    return plain if re.search(r"[A-Za-z]", plain) else plain.replace(" ", "")


class _Row:
    """One row while it is judged."""

    def __init__(self, row: Mapping[str, Any], faults: list[Fault]) -> None:
        self.sheet: str = row["sheet"]
        self.number: int = row["row"]
        self._cells, self._at, self._faults = row["cells"], row["at"], faults
        self.bad = False

    def text(self, column: str) -> str:
        """What is written; nothing for 无, a dash and the like."""
        text: str = self._cells.get(column, ("", ""))[0]
        return "" if is_blank(text) is not None else text.strip()

    def refuse(self, column: str, code: str, **facts: object) -> None:
        """Notes a fault of the cell of ``column``, written or not."""
        self.bad = True
        text, cell = self._cells.get(column, ("", self._at.get(column, str(self.number))))
        title = PEOPLE.by_name[column].zh if column in PEOPLE.by_name else "单位"
        self._faults.append(Fault(self.sheet, cell, title, text, Message(code, facts)))


def judge(actor: Actor, place: Organisation, read: Mapping[str, Any], day: dt.date) -> Judged:
    """What ``read`` would do for ``actor`` at ``place`` and at what stands under it."""
    faults: list[Fault] = []
    schools: dict[int, _School] = {}
    found: dict[tuple[int, str], Arrival] = {}
    seen: dict[tuple[object, ...], int] = {}
    inside = _Inside(place)
    for told in read["rows"]:
        row = _Row(told, faults)
        here = inside.find(row)
        name = _name(row.text("name"))
        if not name or len(name) > _LONGEST_NAME:
            row.refuse("name", "web.list-name")
        if here is None or row.bad:
            continue
        if here.pk not in schools:
            schools[here.pk] = _School(here, day)
        school = schools[here.pk]
        same = school.names.get(name, {})
        if len(same) > 1:
            row.refuse("name", "web.list-namesakes", n=len(same))
            continue
        there = next(iter(same.values()), None)
        for given in _roles(actor, school, row):
            key = (here.pk, name, *given.key)
            if key in seen:
                row.refuse("role", "web.list-twice", row=seen[key])
                break
            seen[key] = row.number
            if (here.pk, name) not in found:
                invited = there is None or _may_be_sent_again(actor, there, day)
                found[here.pk, name] = Arrival(name, here, there, invited)
            arrival = found[here.pk, name]
            known = there is not None and given.key in school.held[there.pk]
            (arrival.held if known else arrival.fresh).append(given)
    return Judged(list(found.values()), faults)


def _may_be_sent_again(actor: Actor, person: Person, day: dt.date) -> bool:
    """Whether ``person`` never signed up, and every role that the link would open is the actor's to give."""
    if person.username is not None:
        return False
    held = Assignment.objects.filter(person=person).since(day).select_related("organisation")
    return all(may_appoint(actor, a.role, a.organisation) for a in held)


class _Inside:
    """Which organisation a row is about: the one at hand, or one under it that the row names."""

    def __init__(self, place: Organisation) -> None:
        self._place = place
        self._all: dict[str, Organisation] = {}
        self._places: Places | None = None

    def find(self, row: _Row) -> Organisation | None:
        """The organisation; None, with a fault, when the row names none that is open and stands here."""
        text = row.text("organisation")
        if not text:
            return self._place
        if self._places is None:
            self._all = {o.code: o for o in Organisation.objects.within(self._place).open()}
            self._places = Places(
                Place(
                    o.code, o.name, aliases=tuple(re.split(r"[、,，;；\s]+", o.aliases) if o.aliases else ())
                )
                for o in self._all.values()
            )
        found = self._places.find(text)
        if found is None:
            row.refuse("organisation", "web.list-organisation", name=self._place.name)
            return None
        return self._all[found.code]


def _roles(actor: Actor, school: _School, row: _Row) -> list[Given]:
    """The roles that a row gives; none, with a fault, when one of them cannot be given."""
    given: list[Given] = []
    written = row.text("role")
    if not written:
        row.refuse("role", "web.list-role", accepted=_accepted(school.place))
    for word in filter(None, re.split(r"[、,，;；/／+＋&\n]|兼任?", written)):
        hit = _role_in(word)
        if hit is None or hit[0] not in ROLES_OF_KIND[school.place.kind]:
            row.refuse("role", "web.list-role", accepted=_accepted(school.place))
            return []
        role, rest = hit
        if not may_appoint(actor, role, school.place):
            row.refuse("role", "web.list-not-yours", role=ROLES[role].zh)
            return []
        given += _what_for(school, row, role, rest)
    return [] if row.bad else given


def _accepted(place: Organisation) -> str:
    return "、".join(ROLES[role].zh for role in ROLES_OF_KIND[place.kind])


def _role_in(word: str) -> tuple[str, str] | None:
    """The role that a word ends in and what stands before it: 班主任 and 三(2)班 for 三(2)班班主任."""
    text = _plain(word)
    if text in _WORDS:
        return _WORDS[text], ""
    ending = next((e for e in _ENDINGS if text.endswith(e)), None)
    return (_WORDS[ending], text.removesuffix(ending)) if ending else None


def _what_for(school: _School, row: _Row, role: str, rest: str) -> Sequence[Given]:
    """The role with its class, grade or subject, from its own words or from the columns; one for each subject."""
    takes, needed = TAKES.get(role, ()), NEEDS.get(role)
    if rest and not takes:
        row.refuse("role", "web.list-role", accepted=_accepted(school.place))
        return ()
    led = grade = None
    subjects: Sequence[str] = ("",)
    if needed == "school_class":
        text = rest or row.text("led_class")
        named = parse_class(text, school.place.system) if text else None
        if named is not None and named.grade is None and named.cohort is None:
            within = _grade(school, row.text("grade"))
            named = ClassName(within, None, named.number) if within is not None else None
        led = school.find(named) if named is not None else None
        if led is None:
            code = "web.list-class" if named is None else "web.list-class-unknown"
            row.refuse("role" if rest else "led_class", code, class_name=text)
            return ()
    if "grade" in takes:
        text = row.text("grade") or (rest if needed == "grade" else "")
        grade = _grade(school, text)
        if grade is None and (text or needed == "grade"):
            row.refuse("grade", "web.list-grade")
            return ()
    if "subject" in takes:
        found = _subjects(rest or row.text("subject"))
        if not found:
            row.refuse("role" if rest else "subject", "web.list-subject")
            return ()
        subjects = found
    return [Given(role, led, grade, subject) for subject in subjects]


def _grade(school: _School, text: str) -> int | None:
    """The grade that is written, of those that the school teaches."""
    place = school.place
    stage = place.taught_stages[0] if len(place.taught_stages) == 1 else None
    grade = parse_grade(text, school_year_of(school.day), stage, place.system) if text else None
    return grade if grade is not None and (not place.taught_grades or grade in place.taught_grades) else None


def _subjects(text: str) -> list[str]:
    """The subjects that are written, by their usual names; none where a long text is no subject at all."""
    try:
        found = list(dict.fromkeys(lesson.subject for lesson in parse_lesson(text)))
    except BadCell:
        return []
    return found if all(s in SUBJECTS or len(s) <= _LONGEST_SUBJECT for s in found) else []
