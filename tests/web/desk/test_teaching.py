"""A teacher's day: what is offered, what the rules say before, what is written, and what two taps or two people do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from threading import Barrier, Thread
from typing import Any
from urllib.parse import quote, unquote

import pytest
from django.db import connection
from django.test import Client

from jianfu.ledgers.reading.masks import Unmasked
from jianfu.ledgers.reading.memory import parse_cells
from jianfu.web.accounts.models import Assignment, Person, SchoolClass
from jianfu.web.accounts.queries import actor_of
from jianfu.web.audit.models import Entry
from jianfu.web.desk.teaching import queries
from jianfu.web.policies.standings import asking
from jianfu.web.records.models import MODELS
from jianfu.web.records.queries import places
from tests.web.conftest import TODAY, County
from tests.web.records.made import a_row, homework

pytestmark = pytest.mark.django_db(transaction=True)
WHOLE = {"place": "home", "required": "required"}
HOMEWORK, ALLOTMENT = MODELS["homework"]._default_manager, MODELS["allotment"]._default_manager


@dataclass
class School:
    """A school with a teacher of mathematics and the homeroom teacher of 三（2）班."""

    county: County
    teacher: Person
    homeroom: Person

    @property
    def page(self) -> str:
        return f"/teaching/{self.county.school.pk}/"

    def of(self, grade: int, number: int, query: str = "") -> str:
        return f"{self.page}{grade}/{number}/{quote(query, safe='?=&/')}"


def _client(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def school(county: County, make_person: Callable[..., Person]) -> School:
    """Two classes of grade 3, 三（2）班 with 45 minutes today."""
    teacher = make_person("teacher", county.school, name="李敏")
    homeroom = make_person("homeroom_teacher", county.school, name="周宁")
    for number in (1, 2):
        made = SchoolClass.objects.create(
            organisation=county.school, stage="primary", entered=2024, number=number
        )
    Assignment.objects.filter(person=teacher).update(school_class=made, subject="数学")
    Assignment.objects.filter(person=homeroom).update(school_class=made, subject="语文")
    homework(
        county.school, done_on=TODAY, weekday=4, subject="语文", minutes=25, content="小练笔一篇", **WHOLE
    )
    homework(
        county.school, done_on=TODAY, weekday=4, subject="英语", minutes=20, content="练习册第 7 页", **WHOLE
    )
    return School(county, teacher, homeroom)


def test_a_class_is_shown_under_its_line_with_what_was_set(school: School) -> None:
    a_row(
        "timetable", school.county.school, grade=3, class_no=2, weekday=4, slot="lesson", period_no=3, parity="all",
        subject="数学", term="2026-2027-1",
    )  # fmt: skip
    text = _client(school.teacher).get(school.page).content.decode()
    assert "三（2）班" in text and "三（1）班" not in text and "第 3 节" in text
    assert "<b>45</b> / 60 分钟" in text and "剩余 15 分钟" in text and "符合规定" in text
    assert "教基厅函〔2021〕13号" in text and "/policies/norms/student/homework/written-minutes/" in text
    assert "今天无书面作业" not in text
    assert "李敏" not in text.split("<main")[1]  # whose day it is stands in the head


def test_the_rules_answer_before_anything_is_registered(school: School) -> None:
    client = _client(school.teacher)
    fits = client.get(school.of(3, 2, "?content=口算 20 题&minutes=15")).content.decode()
    assert "可以登记" in fits and "45 + 15 = 60 / 60" in fits and "接近上限" in fits
    assert "三至六年级每天书面作业的平均完成时间不超过60分钟。" in fits and 'name="reason"' not in fits
    over = client.get(school.of(3, 2, "?content=口算 20 题&minutes=25")).content.decode()
    assert "超出 10 分钟" in over and "45 + 25 = 70 / 60" in over and "语文 25，英语 20" in over
    assert "改为 15 分钟" in over and "正好 60 / 60" in over
    assert "挪到明天" in over and "当天已有 0，还可 60 分钟" in over
    assert "改成口头作业" in over and "不计入书面时长" in over
    assert HOMEWORK.count() == 2


def test_registering_writes_what_the_form_of_the_ledger_would(school: School) -> None:
    where = school.of(3, 2, "?content=口算 20 题&minutes=15")
    answer = _client(school.teacher).post(where)
    assert answer.status_code == 302 and answer.headers["Location"] == f"{school.page}#class-3-2"
    row: Any = HOMEWORK.get(subject="数学")
    cells = {
        "class": "三（2）班", "done_on": TODAY.isoformat(), "set_on": TODAY.isoformat(), "subject": "数学",
        "content": "口算 20 题", "form": "书面", "minutes": "15", "place": "家庭", "required": "必做", "teacher": "李敏",
        "minutes_source": "教师预计",
    }  # fmt: skip
    by_form, faults = parse_cells(row.ledger, cells, places(), Unmasked())
    assert faults.keys() <= {"organisation"}
    del by_form["organisation"]
    assert {name: getattr(row, name) for name in by_form} == by_form
    assert row.kept_by == school.county.school and row.version.made_by == school.teacher
    assert Entry.objects.filter(action="desk.register-homework").count() == 1
    assert "<b>60</b> / 60 分钟" in _client(school.teacher).get(school.page).content.decode()


def test_beyond_the_ceiling_a_reason_is_asked_and_kept_with_the_version(school: School) -> None:
    client, where = _client(school.teacher), school.of(3, 2, "?content=应用题&minutes=25")
    refused = client.post(where, {"reason": "  "})
    assert refused.status_code == 422 and "没有登记：超出规定的要写理由" in refused.content.decode()
    assert HOMEWORK.count() == 2
    assert client.post(where, {"reason": "明天停课，两天一起布置"}).status_code == 302
    row: Any = HOMEWORK.get(subject="数学")
    assert row.version.reason == "明天停课，两天一起布置"
    assert "超出规定" in client.get(school.page).content.decode()


def test_two_taps_register_once_and_other_minutes_lead_to_the_correction(school: School) -> None:
    client = _client(school.teacher)
    for _ in range(2):
        assert client.post(school.of(3, 2, "?content=应用题&minutes=10")).status_code == 302
    again = client.post(school.of(3, 2, "?content= 应用题 &minutes=15"))
    assert again.status_code == 422 and "已经登记过这项作业" in again.content.decode()
    assert HOMEWORK.filter(subject="数学").count() == 1


@pytest.mark.parametrize("same", [True, False], ids=["the same teacher twice", "two teachers"])
def test_at_the_same_moment_nothing_is_doubled_and_everything_counted(
    school: School, make_person: Callable[..., Person], same: bool
) -> None:
    other = make_person("teacher", school.county.school, name="王一")
    led = SchoolClass.objects.get(number=2)
    Assignment.objects.filter(person=other).update(school_class=led, subject="数学")
    gate, answers = Barrier(2), []

    def tap(person: Person) -> None:
        client = _client(person)
        gate.wait()
        answers.append(client.post(school.of(3, 2, "?content=口算&minutes=10")).status_code)
        asking.forget()
        connection.close()

    threads = [Thread(target=tap, args=(p,)) for p in (school.teacher, school.teacher if same else other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # 45 and 10 fit; of two teachers the second is told of the first and asked why.
    assert sorted(answers) == ([302, 302] if same else [302, 422])
    assert HOMEWORK.filter(subject="数学").count() == 1
    if not same:
        late = next(p for p in (school.teacher, other) if not HOMEWORK.filter(version__made_by=p).exists())
        assert _client(late).post(school.of(3, 2, "?content=口算&minutes=5")).status_code == 302
        assert "<b>60</b>" in _client(late).get(school.page).content.decode()


def test_one_s_own_piece_is_corrected_and_withdrawn_and_nobody_else_s(school: School) -> None:
    client = _client(school.teacher)
    client.post(school.of(3, 2, "?content=应用题&minutes=10"))
    row: Any = HOMEWORK.get(subject="数学")
    told = f"&row={row.pk}&seen={row.version_id}"
    page = client.get(school.of(3, 2, f"?content=应用题&minutes=15{told}")).content.decode()
    assert "45 + 15 = 60 / 60" in page and "保存更正" in page
    assert client.post(school.of(3, 2, f"?content=应用题&minutes=15{told}")).status_code == 302
    row.refresh_from_db()
    assert row.minutes == 15 and row.version.kind == "correction" and row.teacher == "李敏"
    stale = client.post(school.of(3, 2, f"?content=应用题&minutes=5{told}"))
    assert stale.status_code == 422 and "刚被别人改过" in stale.content.decode()
    others = HOMEWORK.get(subject="语文")
    assert (
        client.post(f"/teaching/rows/{others.pk}/withdraw/", {"seen": others.version_id}).status_code == 403
    )
    assert client.get(school.of(3, 2, f"?content=x&minutes=5&row={others.pk}&seen=1")).status_code == 403
    assert client.post(f"/teaching/rows/{row.pk}/withdraw/", {"seen": row.version_id}).status_code == 302
    assert not HOMEWORK.filter(subject="数学").exists()


def test_homework_put_off_stays_in_sight(school: School) -> None:
    client = _client(school.teacher)
    client.post(school.of(3, 2, "?content=应用题&minutes=25&day=2026-11-20"))
    row: Any = HOMEWORK.get(subject="数学")
    assert (row.done_on, row.set_on, row.weekday) == (dt.date(2026, 11, 20), TODAY, 5)
    text = client.get(school.page).content.decode()
    assert "11月20日 星期五" in text and "<b>45</b>" in text
    assert client.post(school.of(3, 2, "?content=应用题&minutes=25&day=2026-12-20")).status_code == 200
    assert HOMEWORK.filter(subject="数学").count() == 1


def test_classes_of_others_are_refused(school: School, sign_in: Callable[..., Client]) -> None:
    client = _client(school.teacher)
    assert client.get(school.of(3, 1)).status_code == 403
    assert client.post(school.of(3, 1, "?content=口算&minutes=10")).status_code == 403
    foreign = f"/teaching/{school.county.other_school.pk}/3/2/?content=x&minutes=10"
    assert client.post(foreign).status_code == 403
    # Whoever has no class on record chooses among those of the school.
    stray = sign_in("teacher", school.county.school)
    assert "三（1）班" in stray.get(school.page).content.decode()
    assert stray.get(school.of(3, 1)).status_code == 200
    assert stray.get(school.of(4, 1)).status_code == 403
    assert HOMEWORK.count() == 2


def test_a_subject_of_others_is_not_registered(school: School) -> None:
    answer = _client(school.teacher).post(school.of(3, 2, "?content=口算&minutes=5&subject=语文"))
    assert answer.status_code == 200 and "您在这个班不教这一科" in answer.content.decode()
    assert HOMEWORK.count() == 2


def test_what_was_written_waits_behind_the_sign_in(school: School) -> None:
    where = school.of(3, 2, "?content=应用题&minutes=25")
    answer = Client().post(where, {"reason": "两天一起"})
    assert answer.status_code == 302
    address = answer.headers["Location"]
    assert address.startswith("/sign-in/?next=")
    after = _client(school.teacher).get(unquote(address.removeprefix("/sign-in/?next="))).content.decode()
    assert "两天一起</textarea>" in after and "45 + 25" in after


def test_grades_without_written_homework_are_told_so(school: School) -> None:
    low = SchoolClass.objects.create(
        organisation=school.county.school, stage="primary", entered=2025, number=1
    )
    Assignment.objects.create(
        person=school.teacher, organisation=school.county.school, role="teacher", school_class=low, subject="数学",
        starts=dt.date(2026, 9, 1),
    )  # fmt: skip
    client = _client(school.teacher)
    text = client.get(school.of(2, 1, "?content=口算&minutes=10")).content.decode()
    assert "不符合规定" in text and "一、二年级书面家庭作业为零。" in text and "改成口头作业" in text
    assert client.post(school.of(2, 1, "?content=口算&minutes=10&form=oral")).status_code == 302


def test_reading_and_oral_work_is_registered_as_what_it_is(school: School) -> None:
    client, where = _client(school.teacher), school.of(3, 2, "?content=读绘本&minutes=30&form=reading")
    page = client.get(where).content.decode()
    assert "45 + 0 = 45 / 60" in page and "可以登记" in page and "form=oral" in page
    assert client.post(where).status_code == 302
    assert HOMEWORK.get(subject="数学").form == "reading"


def test_what_hints_at_a_phone_is_said_beforehand(school: School) -> None:
    text = _client(school.teacher).get(school.of(3, 2, "?content=小程序打卡&minutes=5")).content.decode()
    assert "疑似" in text and "不用手机布置作业" in text and "可以登记" in text


def test_the_homeroom_teacher_says_in_one_tap_that_nothing_was_set(school: School) -> None:
    client = _client(school.homeroom)
    where = school.of(3, 2, "none/")
    refused = client.post(where)
    assert refused.status_code == 422 and "今天已经登记了书面作业" in refused.content.decode()
    HOMEWORK.all().delete()
    assert "今天无书面作业" in client.get(school.page).content.decode()
    for _ in range(2):
        assert client.post(where).status_code == 302
    row: Any = HOMEWORK.get()
    assert row.none_today is True and row.minutes == 0
    text = client.get(school.page).content.decode()
    assert "班主任已登记" in text and "<b>0</b> / 60 分钟" in text
    assert _client(school.teacher).post(where).status_code == 403


def test_the_homeroom_teacher_settles_the_week(school: School) -> None:
    client, where = _client(school.homeroom), school.of(3, 2, "allotment/")
    assert _client(school.teacher).get(where).status_code == 403
    sent = {"seen": 0, "m0-1": 30, "m1-1": 20, "m2-1": 15, "m0-2": 20}
    assert client.post(where, sent).status_code == 302
    assert {(r.weekday, r.subject, r.minutes) for r in ALLOTMENT.all()} == {  # type: ignore[attr-defined]
        (1, "语文", 30), (1, "数学", 20), (1, "英语", 15), (2, "语文", 20),
    }  # fmt: skip
    text = client.get(where).content.decode()
    assert "<b>65</b> / 60 分钟" in text and "疑似" in text
    stale = client.post(where, {"seen": 0, "m0-1": 10})
    assert stale.status_code == 422 and "刚被别人改过" in stale.content.decode()
    seen = max(r.version_id for r in ALLOTMENT.all())
    assert client.post(where, {"seen": seen, "m0-1": 30, "m1-1": 15, "m2-1": 15}).status_code == 302
    assert {(r.weekday, r.subject, r.minutes) for r in ALLOTMENT.all()} == {  # type: ignore[attr-defined]
        (1, "语文", 30), (1, "数学", 15), (1, "英语", 15),
    }  # fmt: skip


def test_the_timetable_tells_the_classes_by_name_and_by_surname_beside_the_subject(
    school: School, make_person: Callable[..., Person]
) -> None:
    def lesson(class_no: int, teacher: str, subject: str, grade: int = 4) -> None:
        a_row(
            "timetable", school.county.school, grade=grade, class_no=class_no, weekday=1, slot="lesson", period_no=2,
            parity="all", subject=subject, teacher=teacher,
        )  # fmt: skip

    lesson(1, "李敏", "科学")
    lesson(2, "李", "数学")
    lesson(3, "李", "音乐")
    lesson(2, "周", "英语", grade=3)
    lesson(1, "周", "英语", grade=3)
    actor = actor_of(school.teacher, TODAY)
    found = [(c.key, c.subjects) for c in queries.taught(actor, school.county.school, TODAY)]
    assert found == [((3, 2), ("数学",)), ((4, 1), ("科学",)), ((4, 2), ("数学",))]
    led = queries.taught(actor_of(school.homeroom, TODAY), school.county.school, TODAY)
    assert [(c.key, c.subjects, c.leads) for c in led] == [((3, 2), ("语文", "英语"), True)]
    # No lesson of the class led names its homeroom teacher: another role tells the subject.
    lone = make_person("homeroom_teacher", school.county.school, name="吴双")
    lone.assignments.update(
        school_class=school.homeroom.assignments.get(school_class__isnull=False).school_class
    )
    Assignment.objects.create(
        person=lone,
        role="teacher",
        organisation=school.county.school,
        subject="数学",
        starts=dt.date(2026, 9, 1),
    )
    [alone] = queries.taught(actor_of(lone, TODAY), school.county.school, TODAY)
    assert (alone.key, alone.subjects) == ((3, 2), ("数学",))
    text = _client(school.teacher).get(f"{school.page}lessons/").content.decode()
    assert "四（1）班" in text and "四（2）班" in text and "四（3）班" not in text


def test_what_was_set_lately_is_offered_own_first(school: School) -> None:
    actor = actor_of(school.teacher, TODAY)
    homework(school.county.school, school.teacher, done_on=TODAY, subject="数学", content="口算 20 题")
    homework(
        school.county.school,
        done_on=TODAY,
        subject="数学",
        class_no=1,
        teacher="王一",
        content="练习册第 9 页",
    )
    homework(school.county.school, done_on=TODAY, subject="语文", content="摘抄两段", ordinal=2)
    assert queries.recent(actor, school.county.school, 3, ("数学",)) == ["口算 20 题", "练习册第 9 页"]
