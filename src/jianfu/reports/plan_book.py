"""Plans read, as a workbook: questions to fill in, which read back as answers; draft marks, contradictions, the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

from jianfu.ledgers.derive import kind_of_name
from jianfu.ledgers.registry import ledger
from jianfu.plans.draft.model import DraftMark, Side
from jianfu.reports.answer_sheet import LEDGER, answer_book, asked_word, headed, notes_sheet, put, ruled
from jianfu.reports.plan_reading import PlanReading, Reading, heading, topic_text, typeset, why_text
from jianfu.reports.wording import say
from jianfu.terms.units import clock_text, figure, unit_shown

Row = Sequence[object]
_WIDTHS = {
    "number": 6, "clause": 14, "title": 26, "norm": 34, "scope": 24, "figure": 14, "unit": 10, "quote": 48, "verdict": 36,
    "strength": 14, "mark": 30, "why": 40, "modality": 10, "plan": 28, "source": 40, "conclusion": 40,
}  # fmt: skip
_BOUND: Mapping[str, tuple[str, ...]] = {
    "training": ("培训机构",),
    "school": ("学校", "教师", "校长", "班主任", "学生", "幼儿园"),
    "village": ("村", "社区"),
    "firm": ("企业", "公司"),
    "office": ("政府", "党委", "党组", "部门", "机关", "单位", "局", "委", "办", "干部"),
}
_OF_FIELD: Mapping[str, str] = {"student": "school", "teacher": "school", "farmer": "village"}
_MARKS = (
    "plan",
    "number",
    "title",
    "scope",
    "figure",
    "unit",
    "clause",
    "quote",
    "verdict",
    "strength",
    "norm",
)
_CONFLICTS = ("plan", "conclusion", "source", "clause", "quote", "mark")
_LEFT = ("plan", "number", "clause", "modality", "quote", "why")


def write_plan_book(reading: Reading, path: Path, unit: str | None = None) -> None:
    """Writes the workbook of ``reading`` to ``path`` (.xlsx), for ``unit`` to answer where it is known.

    Answers are filed under the title of their plan. Only the first sheet is read back; sheets without rows are left out.
    """
    titles = reading.titles("zh")
    rows = [
        row for each, title in zip(reading.plans, titles, strict=True) for row in _answers(each, title, unit)
    ]
    answers = ledger(LEDGER).zh
    book = answer_book(f"{titles[0]}{answers}" if len(titles) == 1 else answers, rows)
    every = list(zip(reading.plans, titles, strict=True))
    _sheet(book, "marks", _MARKS, [r for each, title in every for r in _marks(each, title)])
    _sheet(book, "conflicts", _CONFLICTS, [r for each, title in every for r in _conflicts(each, title)])
    _sheet(book, "left", _LEFT, [r for each, title in every for r in _left(each, title)])
    notes_sheet(book, _notes(reading, titles))
    book.save(path)


def _answers(each: PlanReading, title: str, unit: str | None) -> Iterator[dict[str, object]]:
    """A row for each question; what the plan says of it is filled in, the answer is left open."""
    of = {s.number: s.statement.described.addressee for s in each.statements}
    kind = kind_of_name(unit)
    for question in each.draft.questions:
        asked = asked_word(kind) if kind else _asked(of[question.cited.number], each.plan.about.domain)
        yield {
            "organisation": unit or "", "checklist": title, "number": question.number, "clause": question.cited.path,
            "aspect": topic_text(question.topic, "zh"), "question": typeset(question.ask), "shown_by": question.evidence,
            "addressee": asked, "duty_of": question.responsible, "due": question.deadline,
        }  # fmt: skip


def _asked(addressee: str, domain: str) -> str:
    """Whom a question asks where the unit is not known: by the words for who is bound, else by the field.

    Without a word here an answer belongs to nobody's questions.
    """
    told = (kind for kind, words in _BOUND.items() if any(w in addressee for w in words))
    return asked_word(next(told, _OF_FIELD.get(domain, "office")))


def _marks(each: PlanReading, title: str) -> Iterator[Row]:
    for mark in each.draft.marks:
        low, high = (_figure(value, mark.unit) for value in (mark.lo, mark.hi))
        yield (
            title, mark.cited.number, mark.title.zh, mark.where.zh, _bounds(mark, low, high),
            say(f"unit.{unit_shown(mark.unit)}", "zh"), mark.cited.path, typeset(mark.cited.quote), mark.wording.text("zh"),
            say(f"strength.{mark.strength}", "zh"), mark.norm,
        )  # fmt: skip


def _figure(value: float | None, unit: str) -> str:
    """A figure of a norm as people write it; "" where there is none."""
    if value is None:
        return ""
    return clock_text(value) if unit == "clock" else f"{figure(value, unit)}"


def _bounds(mark: DraftMark, low: str, high: str) -> str:
    """What a mark allows, without its unit; its wording where it has no figure."""
    if not low and not high:
        return mark.shown.zh
    if low == high:
        return low
    return f"≥{low}" if not high else f"≤{high}" if not low else f"{low}—{high}"


def _conflicts(each: PlanReading, title: str) -> Iterator[Row]:
    """Two rows for each contradiction, a side a row."""
    for conflict in sorted(each.conflicts, key=lambda c: not c.grave):
        colon = say("report.plan.colon", "zh")
        conclusion = f"{heading(conflict, 'zh')}{colon}{conflict.wording.text('zh')}"
        for side in (conflict.a, conflict.b):
            yield title, conclusion, side.source, side.path, _said(side), side.shown


def _said(side: Side) -> str:
    return typeset(side.text) if side.verbatim else f"（{say('report.restated', 'zh')}）{side.text}"


def _left(each: PlanReading, title: str) -> Iterator[Row]:
    """What became neither mark nor question, figures that became no mark, figures of another measure."""
    of = {s.number: s.statement.described.modality for s in each.statements}
    draft = each.draft
    listed = [(x.cited, why_text("left", x.why, "zh")) for x in draft.leftovers]
    listed += [
        (
            u.cited,
            f"{u.quantity.text} {u.wording.text('zh') if u.wording else why_text('unmarked', u.why, 'zh')}",
        )
        for u in draft.unmarked
        if u.why != "near"  # told among those of another measure
    ]
    listed += [(n.cited, n.wording.text("zh")) for n in draft.near]
    for cited, why in sorted(listed, key=lambda pair: pair[0].number):
        modality = say(f"report.plan.modality.{of[cited.number]}", "zh")
        yield title, cited.number, cited.path, modality, typeset(cited.quote), why.strip()


def _sheet(book: Workbook, name: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """A sheet to look at; none when it would hold no rows."""
    if not rows:
        return
    sheet = book.create_sheet(say(f"report.plan.sheet.{name}", "zh"))
    for n, column in enumerate(columns, 1):
        headed(sheet, 1, n, say(f"report.plan.col.{column}", "zh"), _WIDTHS[column])
    for number, row in enumerate(rows, 2):
        for n, value in enumerate(row, 1):
            put(sheet.cell(number, n), value)
            ruled(sheet.cell(number, n))
    sheet.freeze_panes = "A2"


def _notes(reading: Reading, titles: Sequence[str]) -> Iterator[str]:
    yield from titles
    yield say("report.checklist.how", "zh")
    yield say("report.plan.book.prefilled", "zh")
    yield say("report.plan.draft_not_verdict", "zh")
    yield from (each.draft.coverage.wording.text("zh") for each in reading.plans)
    yield from (note.text("zh") for note in reading.notes)
