"""Who reaches the pages of policies, of the marks of places and of plans."""

from __future__ import annotations

from django.core.files.base import ContentFile

from jianfu.web.policies.models import Draft, Plan, Question
from jianfu.web.project.clock import now
from tests.web.conftest import TODAY, County
from tests.web.matrix import EVERY_ROLE, Page
from tests.web.policies.readings import ENTRY, POLICY, QUESTION, reading

OVERSEERS = ("bureau_officer", "inspector", "administrator")
# The officers of a school; its administrator oversees and sets nothing.
OFFICE = ("academic_office", "principal")
NORM = "student/homework/written-minutes"


def _school(county: County) -> dict[str, object]:
    return {"organisation": county.school.pk}


def _bureau(county: County) -> dict[str, object]:
    return {"organisation": county.bureau.pk}


def _plan(county: County) -> Plan:
    found = county.school.plans.first()
    if found is None:
        found = Plan(
            organisation=county.school, name="方案.docx", made_at=now(), as_of=TODAY, reading=reading()
        )
        found.file.save("p.plan", ContentFile(b"x"), save=False)
        found.save()
        Draft.objects.create(
            plan=found, kind="mark", part=0, place=0, statement=1,
            proposed={"entry": ENTRY, "policy": POLICY, "verdict": "stricter"},
        )  # fmt: skip
    return found


def _draft(county: County) -> dict[str, object]:
    return {"draft": _plan(county).drafts.get().pk}


def _question(county: County) -> dict[str, object]:
    draft = _plan(county).drafts.get()
    made, _ = Question.objects.get_or_create(
        draft=draft, defaults={"organisation": county.school, "source": "方案", "since": TODAY, **QUESTION}
    )
    return {"question": made.pk}


def _checklist(county: County) -> dict[str, object]:
    _question(county)
    return {**_school(county), "name": "own"}


PAGES = [
    Page("policies:norms", everyone=True),
    Page("policies:norm", arguments=lambda _: {"norm": NORM}, everyone=True),
    Page("policies:papers", everyone=True),
    Page("policies:paper", arguments=lambda _: {"paper": "cn/jiaoji-han-2021-13"}, everyone=True),
    # Whoever is bound sees the marks: of a bureau also everybody at its schools.
    Page("policies:place", at="bureau", arguments=_bureau, own=EVERY_ROLE, above=OVERSEERS, below=EVERY_ROLE),
    Page(
        "policies:set_mark",
        arguments=lambda c: {**_school(c), "norm": NORM},
        methods=("get", "post"),
        own=OFFICE,
    ),
    Page("policies:end_mark", arguments=_school, methods=("post",), own=OFFICE),
    Page(
        "policies:pack",
        arguments=lambda c: {**_school(c), "number": _version(c)},
        own=EVERY_ROLE,
        above=OVERSEERS,
    ),
    Page(
        "policies:checklist",
        arguments=_checklist,
        own=EVERY_ROLE,
        above=OVERSEERS,
    ),
    Page("policies:import_pack", arguments=_school, methods=("post",), own=OFFICE),
    Page("policies:hand_in", arguments=_school, methods=("post",), own=OFFICE),
    Page(
        "policies:plan",
        arguments=lambda c: {"plan": _plan(c).pk},
        own=(*OFFICE, *OVERSEERS),
        above=OVERSEERS,
    ),
    Page(
        "policies:original",
        arguments=lambda c: {"plan": _plan(c).pk},
        own=(*OFFICE, *OVERSEERS),
        above=OVERSEERS,
    ),
    Page("policies:draft", arguments=_draft, own=OFFICE),
    Page("policies:adopt", arguments=_draft, methods=("post",), own=OFFICE),
    Page("policies:change", arguments=_draft, methods=("post",), own=OFFICE),
    Page("policies:reject", arguments=_draft, methods=("post",), own=OFFICE),
    Page("policies:end_question", arguments=_question, methods=("post",), own=OFFICE),
]


def _version(county: County) -> int:
    county.school.packs.get_or_create(
        number=1,
        defaults={
            "act": "set",
            "mark": ENTRY["id"],
            "made_at": now(),
            "content": {
                "place": {"code": county.school.code, "name": county.school.name, "level": "unit"},
                "policies": [POLICY],
                "marks": [ENTRY],
            },
        },
    )
    return 1
