"""Standings: what the check of the site's own tables leaves for desks and the board, and answers for one record."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.template import engines
from django.test import Client
from django.utils.translation import override

from jianfu.engine.decide import Change
from jianfu.web.accounts.actor import OPERATOR
from jianfu.web.accounts.models import Organisation
from jianfu.web.policies import actions
from jianfu.web.policies.standings import asking, queries, run, working
from jianfu.web.policies.standings.models import Checked, ClassDay, Standing
from jianfu.web.records.models import MODELS, Version
from jianfu.web.records.rows import add, row_of
from tests.web.conftest import TODAY, County
from tests.web.policies.readings import ENTRY, POLICY

pytestmark = pytest.mark.django_db(transaction=True)
NORM = "student/homework/written-minutes"
COMPLAINT = "shared/complaints/closed-in-time"
# Judged from the register of organisations, which has no column that says whose a row is.
WHITE_LIST = "shared/disclosure/white-list-published"
NORMS = (
    NORM,
    "student/timetable/pe-periods",
    "teacher/visits/per-term",
    COMPLAINT,
    WHITE_LIST,
    "student/homework/not-by-phone",
)


@pytest.fixture(autouse=True)
def _few_norms(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """All norms take a quarter of a minute; these stand for them."""
    whole = run.catalogue_of_all
    monkeypatch.setattr(run, "catalogue_of_all", lambda: whole().only(NORMS))
    yield
    asking.forget()


def keep(ledger: str, place: Organisation, *rows: dict[str, object]) -> Version:
    """Writes rows of a place as somebody's entry would."""
    made_at = dt.datetime(2026, 11, 19, tzinfo=dt.UTC)
    version = Version.objects.create(kind="entry", organisation=place, made_at=made_at)
    given = ({"organisation": place.code, **row} for row in rows)
    add(row_of(MODELS[ledger], version, place.pk, row, ordinal=n) for n, row in enumerate(given, 1))
    return version


def piece(class_no: int, minutes: int | None, day: dt.date = TODAY, grade: int = 3) -> dict[str, object]:
    """A piece of written homework for a class."""
    return {
        "grade": grade, "class_no": class_no, "done_on": day, "subject": "语文", "form": "written", "minutes": minutes,
        "place": "home", "required": "required", "minutes_source": "estimate", "teacher": "李敏", "by_phone": False,
    }  # fmt: skip


def standing(place: Organisation, norm: str = NORM) -> Standing:
    return Standing.objects.get(organisation=place, norm=norm)


def test_the_worst_group_of_the_current_period_stands_for_a_school(county: County) -> None:
    yesterday = TODAY - dt.timedelta(days=1)
    keep(
        "homework",
        county.school,
        piece(1, 40),
        piece(2, 55),
        piece(3, 78),
        piece(4, None),
        piece(1, 200, yesterday),
    )
    keep("homework", county.other_school, piece(1, 30), piece(2, 58), piece(1, 90, yesterday))
    checked = run.refresh(TODAY)
    assert (checked.as_of, checked.norms) == (TODAY, len(NORMS))

    worst = standing(county.school)
    assert (worst.outcome, worst.value, worst.hi, worst.lo) == ("breached", 78, 60, None)
    assert worst.group == {"grade": 3, "class_no": 3}
    assert worst.groups == {"kept": 2, "near": 1, "breached": 1, "not_evaluable": 1}
    assert (worst.first, worst.last, worst.since, worst.period) == (TODAY, TODAY, TODAY, TODAY.isoformat())
    assert (worst.strength, worst.place, worst.level, worst.public) == ("mandatory", "", "national", True)
    assert worst.policy and worst.source and worst.restated
    minutes = MODELS["homework"]._default_manager.get(minutes=78)
    assert (worst.record_count, worst.rows) == (1, [{"ledger": "homework", "id": minutes.pk}])
    # What is near stands for those that are kept.
    assert (standing(county.other_school).outcome, standing(county.other_school).value) == ("near", 58)
    assert not Standing.objects.filter(organisation=county.village).exists()

    days = queries.class_days(county.school, TODAY)
    assert [(d.class_no, d.value, d.hi, d.outcome) for d in days] == [
        (1, 40, 60, "kept"), (2, 55, 60, "near"), (3, 78, 60, "breached"), (4, None, 60, "not_evaluable"),
    ]  # fmt: skip
    own = queries.class_days_of(county.school, 3, 1, yesterday, TODAY)
    assert [(d.day, d.outcome) for d in own] == [(yesterday, "breached"), (TODAY, "kept")]
    assert [s.organisation for s in queries.under(county.bureau, [NORM])] == [
        county.school,
        county.other_school,
    ]
    assert "李敏" not in str(list(Standing.objects.values()))


def test_without_data_of_today_the_latest_day_stands(county: County) -> None:
    friday = dt.date(2026, 11, 13)
    keep("homework", county.school, piece(1, 70, dt.date(2026, 10, 9)), piece(1, 50, friday))
    run.refresh(TODAY)
    found = standing(county.school)
    assert (found.outcome, found.value, found.first, found.groups) == ("kept", 50, friday, {"kept": 1})


def test_only_what_changed_is_checked_and_written_anew(county: County) -> None:
    assert run.is_due(TODAY)
    keep("homework", county.school, piece(1, 40), piece(2, 50))
    keep("homework", county.other_school, piece(1, 40))
    run.refresh(TODAY)
    assert not run.is_due(TODAY) and run.is_due(TODAY + dt.timedelta(days=1))
    before = {s.organisation_id: s.pk for s in Standing.objects.filter(norm=NORM)}
    version = keep("homework", county.school, {**piece(2, 30), "subject": "数学"})
    assert run.is_due(TODAY)
    checked = run.refresh(TODAY)
    assert checked.through == version.pk and Checked.objects.get() == queries.last_check()
    assert {s.organisation_id: s.pk for s in Standing.objects.filter(norm=NORM)} == before
    assert (standing(county.school).outcome, standing(county.school).value) == ("breached", 80)
    MODELS["homework"]._default_manager.all().delete()
    run.refresh(TODAY)
    assert not Standing.objects.filter(norm=NORM).exists() and not ClassDay.objects.exists()


def test_marks_bind_below_the_place_that_set_them_and_own_breaches_stay_at_home(county: County) -> None:
    keep("homework", county.school, piece(1, 50))
    keep("homework", county.other_school, piece(1, 70))
    for place in (county.school, county.other_school):
        actions.set_mark(OPERATOR, place, {**ENTRY, "id": f"{place.code}#1"}, POLICY)
    run.refresh(TODAY)
    own = standing(county.school)
    assert (own.outcome, own.hi, own.place, own.level, own.public) == (
        "breached",
        40,
        county.school.code,
        "unit",
        False,
    )
    assert not queries.class_days(county.school, TODAY)[0].public
    # A breach of the national mark is not hidden behind a stricter one of one's own.
    other = standing(county.other_school)
    assert (other.outcome, other.hi, other.place, other.public) == ("breached", 60, "", True)


def test_what_was_complained_of_stands_for_those_alone_who_handle_it(county: County) -> None:
    late = {
        "case_no": "2026-7", "received_on": dt.date(2026, 5, 1), "complainant": "何春梅", "target": county.school.code,
        "content": "作业太多", "accepted": True, "accepted_on": dt.date(2026, 5, 2), "extended": False,
    }  # fmt: skip
    keep("complaints", county.bureau, late)
    keep("complaints", county.school, {**late, "case_no": "2026-8"})
    run.refresh(TODAY)
    found = Standing.objects.get(norm=COMPLAINT)
    assert (found.organisation, found.outcome, found.record_count) == (county.bureau, "breached", 1)
    assert (found.group, found.rows) == ({}, [])
    assert "何春梅" not in str(list(Standing.objects.values()))


def test_a_row_says_it_in_both_languages_and_leads_to_clause_and_records(
    county: County, sign_in: Callable[..., Client]
) -> None:
    keep("homework", county.school, piece(1, 72, TODAY - dt.timedelta(days=1)), piece(1, 30), piece(2, 72))
    run.refresh(TODAY)
    row = queries.shown(standing(county.school))
    assert (row.title, row.about, row.figure, row.unit) == (
        "每天书面作业时长",
        "11月19日 周四，三（2）班",
        "72",
        "/ 60 分钟",
    )
    assert (row.bound_text, row.remaining, row.state, row.look) == (
        "上限 60",
        "多 12 分钟",
        "breached",
        "over",
    )
    page = engines["django"].from_string('{% include "policies/standing_row.html" with row=row only %}')
    drawn = page.render({"row": row})
    assert "超出规定" in drawn and "<svg" in drawn and "三至六年级" in drawn
    with override("en"):
        assert "breached" in page.render({"row": row}) and "12 min over" in row.remaining
    client = sign_in("academic_office", county.school)
    assert row.norm_address in drawn and client.get(row.norm_address).status_code == 200
    listed = client.get(row.rows_address).content.decode()
    assert listed.count("/records/row/homework/") == 1
    quiet = queries.shown(standing(county.school), links=False)
    assert "href" not in page.render({"row": quiet})


def test_an_answer_counts_what_stands_at_this_moment_and_the_marks_of_the_place(county: County) -> None:
    def says(place: Organisation, minutes: int) -> str:
        record = {"organisation": place.code, **piece(1, minutes), "subject": "数学"}
        return asking.decider(place).decide(Change("homework", [record])).says

    assert says(county.school, 55) == "yes"
    keep("homework", county.school, piece(1, 20))
    assert says(county.school, 40) == "yes"
    assert says(county.school, 55) == "no"
    actions.set_mark(OPERATOR, county.school, {**ENTRY, "id": f"{county.school.code}#1"}, POLICY)
    assert says(county.school, 40) == "no"
    assert says(county.other_school, 55) == "yes"


def test_one_process_works_at_a_time_and_a_failure_says_nothing_of_the_rows(
    county: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    keep("homework", county.school, piece(1, 20))
    with working.locked(tmp_path) as alone:
        assert alone and working.work_once(tmp_path) is None
    with caplog.at_level(logging.INFO, "jianfu"):
        monkeypatch.setattr(logging.getLogger("jianfu"), "propagate", True)
        assert working.work_once(tmp_path) is not None
        assert working.work_once(tmp_path) is None
        monkeypatch.setattr(working, "is_due", lambda day: 1 / 0)
        assert working.tried(tmp_path)
    assert "checked 6 norms" in caplog.text
