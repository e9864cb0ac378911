"""The self-checks of a place as workbooks: filled in anywhere, and handed in as the ledger of answers.

Which there are: the checklists of the catalogue that ask a place of its kind, and the questions that it puts to itself.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jianfu.norms.checklists import Checklist, load_checklists
from jianfu.reports.answer_sheet import answer_book, asked_word, notes_sheet
from jianfu.reports.checklist_book import write_checklist
from jianfu.terms.labels import label
from jianfu.web.accounts.models import Organisation
from jianfu.web.policies.models import Question
from jianfu.web.policies.queries import national
from jianfu.web.project.wording import lang, say

LEDGER = "checklist_answers"
OWN = "own"
# Columns of answers to the catalogue's questions that say nothing of a place's own.
_NOT_OWN = ("clause", "aspect", "shown_by")


@dataclass(frozen=True)
class Offered:
    """A checklist that a place can answer: its name in addresses, its title, how many questions it has."""

    name: str
    title: str
    count: int


@cache
def _catalogue() -> dict[str, Checklist]:
    return dict(load_checklists())


def offered(place: Organisation) -> list[Offered]:
    """The checklists of a place, its own first where it puts questions to itself."""
    own = len(_numbered(place))
    found = [Offered(OWN, say("checklists.own"), own)] if own else []
    for name, known in _catalogue().items():
        questions = known.for_kind(place.kind)
        if questions:
            found.append(Offered(name, known.title.in_(lang()), len(questions)))
    return found


def title_of(place: Organisation, name: str) -> str | None:
    """What the answers are filed under; None when the place has no such checklist."""
    if name == OWN:
        return f"{place.name}{label('web.checklists.own', 'zh')}" if _numbered(place) else None
    known = _catalogue().get(name)
    return known.title.zh if known is not None and known.for_kind(place.kind) else None


def workbook(place: Organisation, name: str) -> bytes:
    """The checklist as a workbook in Chinese, with what is known filled in. The place must have it: see ``title_of``."""
    with tempfile.TemporaryDirectory(prefix="jianfu-checklist-") as folder:
        path = Path(folder) / "checklist.xlsx"
        if name == OWN:
            _write_own(place, path)
        else:
            known = _catalogue()[name]
            questions = known.for_kind(place.kind)
            write_checklist(known, questions, national().policies, path, place.name, place.kind)
        return path.read_bytes()


def _numbered(place: Organisation) -> list[tuple[int, Question]]:
    """The questions that the place asks now. A number stays the question's own when others are ended."""
    every = enumerate(place.questions.order_by("pk"), 1)
    return [(number, question) for number, question in every if question.ended_on is None]


def _write_own(place: Organisation, path: Path) -> None:
    title = title_of(place, OWN) or ""
    questions = _numbered(place)
    rows = [
        {
            "organisation": place.name, "checklist": title, "number": number, "question": question.ask,
            "addressee": asked_word(place.kind), "duty_of": question.responsible, "due": question.deadline,
        }
        for number, question in questions
    ]  # fmt: skip
    book = answer_book(title, rows, without=_NOT_OWN)
    notes_sheet(book, _notes(title, questions))
    book.save(path)


def _notes(title: str, questions: list[tuple[int, Question]]) -> Iterator[str]:
    yield title
    yield label("report.checklist.how", "zh")
    yield label("report.checklist.sources", "zh")
    yield from (f"第{number}题：{question.source}" for number, question in questions)
