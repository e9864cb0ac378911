"""Pages of ledgers through a client: found, entered, corrected, withdrawn, taken away, and told of afterwards."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from typing import Any

import duckdb
import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from jianfu.ledgers.reading import read
from jianfu.web.accounts.models import Person
from jianfu.web.audit.models import Detail, Entry
from jianfu.web.audit.verify import verify
from jianfu.web.records import exports
from jianfu.web.records.models import MODELS, Earlier, Row, Version
from tests.web.conftest import County
from tests.web.records.made import a_row, homework

SignIn = Callable[..., Client]
HOMEWORK = MODELS["homework"]
WRITTEN = {
    "class": "三（2）班", "done_on": "2026-11-18", "subject": "语文", "minutes": "约20分钟", "form": "written",
    "teacher": "李敏", "place": "home", "required": "required", "minutes_source": "estimate",
}  # fmt: skip


def _rows(county: County, ledger: str = "homework", at: str = "school") -> str:
    return reverse("records:rows", args=[getattr(county, at).pk, ledger])


def _row(row: Row, page: str = "row") -> str:
    return reverse(f"records:{page}", args=[row.ledger.name, row.pk])


def _text(client: Client, address: str, **asked: str) -> str:
    answer = client.get(address, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def _shown(client: Client, address: str, **asked: str) -> list[int]:
    """The numbers of the rows that a list shows, in order."""
    return [int(n) for n in re.findall(r'href="/records/row/\w+/(\d+)/"', _text(client, address, **asked))]


# -- lists -----------------------------------------------------------------------------------------


def test_the_ledgers_of_a_school_begin_with_its_own_and_say_what_is_closed(
    county: County, sign_in: SignIn
) -> None:
    homework(county.school)
    page = _text(sign_in("principal", county.school), reverse("records:ledgers", args=[county.school.pk]))
    assert page.index("作业公示表") < page.index('<details class="block') < page.index("农民负担监督卡")
    assert re.search(r"作业公示表</a><small>1 条", page)
    assert re.search(r"成绩表</span><small>未开放", page)
    assert "信访举报台账" not in page


def test_a_list_is_narrowed_by_words_days_and_columns(county: County, sign_in: SignIn) -> None:
    first = homework(county.school, content="生字两行")
    second = homework(county.school, subject="数学", minutes=40, minutes_max=50, done_on="2026-11-17")
    third = homework(county.school, grade=5, class_no=1, form=None, minutes=None, content="读书_三页")
    client, address = sign_in("principal", county.school), _rows(county)
    for asked, found in [
        ({}, [third, first, second]),
        ({"q": "两行"}, [first, second]),
        ({"q": "书_三"}, [third]),
        ({"q": "书三"}, []),
        ({"q": "李敏"}, [third, first, second]),
        ({"since": "2026-11-18"}, [third, first]),
        ({"until": "2026-11-17"}, [second]),
        ({"c.class": "五（1）班"}, [third]),
        ({"c.class": "三年级"}, [first, second]),
        ({"c.form": "written"}, [first, second]),
        ({"c.minutes": "45-60"}, [second]),
        ({"c.minutes": "20"}, [first]),
        ({"c.subject": "数"}, [second]),
        ({"sort": "minutes"}, [first, second, third]),
        ({"sort": "-minutes"}, [second, first, third]),
        ({"sort": "class", "c.form": "written"}, [first, second]),
    ]:
        assert _shown(client, address, **asked) == [row.pk for row in found], asked


def test_what_cannot_be_looked_for_is_worded_like_everywhere(county: County, sign_in: SignIn) -> None:
    client = sign_in("principal", county.school)
    page = _text(client, _rows(county), **{"c.minutes": "很久"})
    assert "“预计时长（分钟）”的值“很久”读不懂。应填时长，数字加单位，例如 40分钟。" in page
    assert 'class="errorlist"' in _text(client, _rows(county), since="soon")


def test_an_officer_sees_all_schools_and_finds_one(county: County, sign_in: SignIn) -> None:
    here, there = homework(county.school), homework(county.other_school)
    client, address = sign_in("bureau_officer", county.bureau), _rows(county, at="bureau")
    assert _shown(client, address) == [there.pk, here.pk]
    assert _shown(client, address, named="实验") == [here.pk]
    assert "青禾县实验小学" in _text(client, address)
    # Looking for a name would tell what the mask hides.
    assert _shown(client, address, q="李敏") == []


def test_names_are_masked_for_those_who_do_not_keep_the_ledger(county: County, sign_in: SignIn) -> None:
    row = homework(county.school)
    assert "李敏" in _text(sign_in("principal", county.school), _row(row))
    for role, place in (("bureau_officer", county.bureau), ("teacher", county.school)):
        page = _text(sign_in(role, place), _row(row))
        assert "李敏" not in page and "李*" in page


def test_a_closed_ledger_says_why(county: County, sign_in: SignIn) -> None:
    answer = sign_in("principal", county.school).get(_rows(county, "results"))
    assert answer.status_code == 403
    assert "个人信息保护影响评估" in answer.content.decode()


def test_headings_speak_the_language_of_the_page(county: County, sign_in: SignIn) -> None:
    homework(county.school)
    client = sign_in("principal", county.school)
    client.cookies["jianfu_lang"] = "en"
    page = _text(client, _rows(county))
    assert "Grade 3 Class 2" in page and "Estimated minutes" in page and "1 rows" in page


def test_a_list_asks_as_much_for_fifty_rows_as_for_one(
    county: County, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    officer = sign_in("bureau_officer", county.bureau)
    for n in range(25):
        homework(county.school, ordinal=n + 1)
        homework(county.other_school, ordinal=n + 1)
    with django_assert_max_num_queries(20):
        assert len(_shown(officer, _rows(county, at="bureau"))) == 50


def test_the_page_of_an_organisation_leads_to_its_ledgers(county: County, sign_in: SignIn) -> None:
    address = reverse("records:ledgers", args=[county.school.pk])
    place = reverse("accounts:organisation", args=[county.school.pk])
    assert address in _text(sign_in("inspector", county.bureau), place)
    assert address not in _text(sign_in("parent", county.school), place)


# -- entering --------------------------------------------------------------------------------------


def _enter(client: Client, county: County, ledger: str = "homework", at: str = "school", **cells: str) -> Any:
    return client.post(reverse("records:enter", args=[getattr(county, at).pk, ledger]), cells)


def test_a_row_is_entered_as_people_write_it(county: County, sign_in: SignIn) -> None:
    client = sign_in("academic_office", county.school)
    answer = _enter(client, county, **WRITTEN)
    row = HOMEWORK._default_manager.get()
    assert answer.url == _row(row)
    held = {n: getattr(row, n) for n in ("organisation", "grade", "class_no", "minutes", "teacher", "place")}
    assert held == {
        "organisation": county.school.code, "grade": 3, "class_no": 2, "minutes": 20, "teacher": "李敏",
        "place": "home",
    }  # fmt: skip
    assert (row.kept_by, row.version.kind, row.version.made_by.username) == (
        county.school,
        "entry",
        "person1",
    )
    again = _enter(client, county, **WRITTEN, again="")
    assert again.url == reverse("records:enter", args=[county.school.pk, "homework"])
    assert HOMEWORK._default_manager.count() == 2  # another piece in the same subject


def test_a_new_row_begins_with_what_is_usually_so(county: County, sign_in: SignIn) -> None:
    page = _text(
        sign_in("teacher", county.school), reverse("records:enter", args=[county.school.pk, "homework"])
    )
    assert '<option value="home" selected>' in page and '<option value="" selected>未填' in page


def test_a_complete_plan_is_of_the_present_term_unless_said_otherwise(
    county: County, sign_in: SignIn
) -> None:
    address = reverse("records:enter", args=[county.school.pk, "timetable"])
    assert 'value="2026-2027学年第一学期"' in _text(sign_in("academic_office", county.school), address)


def test_every_bad_value_is_told_of_where_it_stands(county: County, sign_in: SignIn) -> None:
    answer = _enter(
        sign_in("academic_office", county.school),
        county,
        **{**WRITTEN, "class": "甲班", "minutes": "很久", "subject": ""},
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    for told in (
        "“班级”的值“甲班”读不懂。应填班级名称，例如 三（2）班。",
        "“预计时长（分钟）”的值“很久”读不懂。应填时长，数字加单位，例如 40分钟。",
        "缺少“学科”，这一项必填。例如 学科=语文。",
    ):
        assert told in page
    assert 'value="甲班"' in page and not HOMEWORK._default_manager.exists()


def test_a_record_that_is_there_is_not_entered_twice(county: County, sign_in: SignIn) -> None:
    client = sign_in("academic_office", county.school)
    week = {"grade": "3", "subject": "体育", "periods": "4"}
    assert _enter(client, county, "course_plan", **week).status_code == 302
    answer = _enter(client, county, "course_plan", **week)
    assert answer.status_code == 422 and "已经有这条记录" in answer.content.decode()
    assert MODELS["course_plan"]._default_manager.count() == 1


def test_a_record_is_of_the_organisation_that_it_names(county: County, sign_in: SignIn) -> None:
    visit = {"item": "校园安全检查", "held_on": "2026-11-10", "inspector": "青禾县公安局"}
    officer = sign_in("bureau_officer", county.bureau)
    assert _enter(officer, county, "inspections", "bureau", inspected="实验小学", **visit).status_code == 302
    row = MODELS["inspections"]._default_manager.get()
    assert (row.kept_by, row.organisation) == (county.school, county.school.code)
    assert row.inspector == county.office.code  # type: ignore[attr-defined]
    # What nobody has in the tree stays as it is written, kept by the page's organisation.
    assert _enter(officer, county, "inspections", "bureau", inspected="某民办园", **visit).status_code == 302
    assert MODELS["inspections"]._default_manager.get(organisation="某民办园").kept_by == county.bureau
    principal = sign_in("principal", county.school)
    answer = _enter(principal, county, "inspections", inspected="青禾县第二小学", **visit)
    assert answer.status_code == 422 and "您不能替它登记" in answer.content.decode()


# -- correcting and withdrawing --------------------------------------------------------------------


def _form(client: Client, row: Row, **changed: str) -> dict[str, str]:
    """What the form to correct a row holds, with some of it changed."""
    form = client.get(_row(row, "correct")).context["form"]
    held = {name: str(form.initial.get(name) or "") for name in form.fields}
    return {**held, "seen": str(row.version_id), "reason": "", **changed}


def test_a_correction_changes_what_was_touched_and_keeps_the_rest(county: County, sign_in: SignIn) -> None:
    row = homework(county.school, minutes=40, minutes_max=50, extra={"页码": "3"}, place=None)
    client = sign_in("academic_office", county.school)
    answer = client.post(_row(row, "correct"), _form(client, row, content="生字三行", reason="抄错了"))
    assert answer.url == _row(row)
    now = HOMEWORK._default_manager.get()
    before = {n: getattr(row, n) for n in ("minutes", "minutes_max", "extra", "place", "teacher", "identity")}
    assert {n: getattr(now, n) for n in before} == before
    assert now.content == "生字三行"  # type: ignore[attr-defined]
    page = _text(client, _row(row))
    for told in ("更正", "抄错了", "<del>生字两行", "<ins>生字三行", "原表的列", "40–50"):
        assert told in page


def test_saving_without_a_change_writes_nothing(county: County, sign_in: SignIn) -> None:
    row, client = homework(county.school), sign_in("academic_office", county.school)
    assert client.post(_row(row, "correct"), _form(client, row)).status_code == 302
    assert not Earlier.objects.exists() and Version.objects.count() == 1


def test_what_is_masked_stays_when_a_row_is_corrected_from_above(county: County, sign_in: SignIn) -> None:
    row, officer = homework(county.school), sign_in("bureau_officer", county.bureau)
    form = _form(officer, row, minutes="30")
    assert "teacher" not in form
    assert officer.post(_row(row, "correct"), form).status_code == 302
    now = HOMEWORK._default_manager.get()
    assert (now.minutes, now.teacher) == (30, "李敏")  # type: ignore[attr-defined]
    officer.post(
        _row(row, "correct"), {**form, "seen": str(now.version_id), "teacher": "王五", "minutes": "31"}
    )
    assert HOMEWORK._default_manager.get().teacher == "李敏"  # type: ignore[attr-defined]


def test_a_row_that_changed_meanwhile_is_not_overwritten(county: County, sign_in: SignIn) -> None:
    row, client = homework(county.school), sign_in("academic_office", county.school)
    mine = _form(client, row, minutes="25")
    theirs = _form(client, row, minutes="35")
    assert client.post(_row(row, "correct"), theirs).status_code == 302
    answer = client.post(_row(row, "correct"), mine)
    assert answer.status_code == 422 and "刚被别人改过" in answer.content.decode()
    assert HOMEWORK._default_manager.get().minutes == 35  # type: ignore[attr-defined]
    late = client.post(_row(row, "withdraw"), {"seen": str(row.version_id)})
    assert late.status_code == 422 and HOMEWORK._default_manager.exists()


def test_a_withdrawn_row_is_gone_from_its_list_and_still_tells(county: County, sign_in: SignIn) -> None:
    row, client = homework(county.school), sign_in("academic_office", county.school)
    sent = {"seen": str(row.version_id), "reason": "重复"}
    assert client.post(_row(row, "withdraw"), sent).url == _row(row)
    assert _shown(client, _rows(county)) == []
    page = _text(client, _row(row))
    assert "已作废" in page and "生字两行" in page and "重复" in page
    assert client.get(_row(row, "correct")).status_code == 404
    assert sign_in("principal", county.other_school).get(_row(row)).status_code == 403


def test_the_log_tells_what_was_done_and_nothing_of_what_stood_there(county: County, sign_in: SignIn) -> None:
    client = sign_in("academic_office", county.school)
    _enter(client, county, **WRITTEN)
    row = HOMEWORK._default_manager.get()
    client.post(_row(row, "correct"), _form(client, row, teacher="王五", minutes="30", reason="换了李敏"))
    now = HOMEWORK._default_manager.get()
    client.post(_row(row, "withdraw"), {"seen": str(now.version_id), "reason": "李敏"})
    told = list(Entry.objects.filter(action__startswith="records.").values_list("action", flat=True))
    assert told == ["records.enter", "records.correct", "records.withdraw"]
    facts = Detail.objects.get(entry__action="records.correct").facts
    assert facts["columns"] == ["minutes", "teacher"]
    everything = str(list(Detail.objects.values_list("facts", flat=True)))
    assert not any(word in everything for word in ("李敏", "王五", "语文"))
    assert list(verify()) == []


def test_a_change_of_a_name_is_told_without_it_to_those_who_may_not_know(
    county: County, sign_in: SignIn
) -> None:
    row, client = homework(county.school), sign_in("academic_office", county.school)
    client.post(_row(row, "correct"), _form(client, row, teacher="王五"))
    assert "<ins>王五" in _text(client, _row(row))
    page = _text(sign_in("bureau_officer", county.bureau), _row(row))
    assert "布置教师" in page and "王五" not in page and "<ins>" not in page


# -- files -----------------------------------------------------------------------------------------


def _taken(client: Client, county: County, kind: str, at: str = "school", **asked: str) -> bytes:
    address = reverse("records:take_away", args=[getattr(county, at).pk, "homework"])
    answer = client.post(address, {"as": kind, **asked})
    assert answer.status_code == 200 and "attachment" in answer.headers["Content-Disposition"]
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


FORMULAS = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "＝1+1"]


def test_what_looks_like_a_formula_is_none_in_a_file(county: County, sign_in: SignIn) -> None:
    for n, text in enumerate(FORMULAS):
        homework(county.school, content=text, ordinal=n + 1)
    client = sign_in("principal", county.school)
    sheet = load_workbook(io.BytesIO(_taken(client, county, "xlsx"))).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s", "n"}
    shown = {str(cell.value) for cell in cells}
    assert {f"'{text}" for text in FORMULAS} <= shown
    text = _taken(client, county, "csv").decode("utf-8-sig")
    assert not [
        cell
        for line in csv.reader(io.StringIO(text))
        for cell in line
        if cell.startswith(("=", "+", "-", "@"))
    ]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_reads_back_as_what_stands_in_the_ledger(
    kind: str, county: County, sign_in: SignIn, tmp_path: Any
) -> None:
    homework(county.school, minutes=40, minutes_max=50)
    homework(county.school, subject="数学", content="=1+1", minutes=None, grade=10, class_no=3)
    path = tmp_path / f"作业公示表.{kind}"
    path.write_bytes(_taken(sign_in("principal", county.school), county, kind))
    con = duckdb.connect()
    reading = read([path], con)
    assert (reading.errors, reading.faults) == ((), ())
    found = con.execute(
        "SELECT organisation, grade, class_no, subject, minutes, minutes_max, content FROM homework ORDER BY 2"
    ).fetchall()
    assert found == [
        (county.school.code, 3, 2, "语文", 40, 50, "生字两行"),
        (county.school.code, 10, 3, "数学", None, None, "=1+1"),
    ]


def test_a_file_holds_what_the_list_is_narrowed_to_and_masks_names(county: County, sign_in: SignIn) -> None:
    homework(county.school)
    homework(county.other_school, subject="数学")
    officer = sign_in("bureau_officer", county.bureau)
    text = _taken(officer, county, "csv", "bureau", **{"c.subject": "数学"}).decode()
    assert "数学" in text and "语文" not in text and "李*" in text and "李敏" not in text
    entry = Detail.objects.get(entry__action="records.take-away")
    assert entry.facts == {"ledger": "homework", "form": "csv", "named": True}


def test_a_list_too_long_for_a_workbook_says_what_to_do(
    county: County, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "MOST_ROWS", 1)
    homework(county.school)
    homework(county.school, subject="数学")
    client = sign_in("principal", county.school)
    address = reverse("records:take_away", args=[county.school.pk, "homework"])
    answer = client.post(address, {"as": "xlsx"})
    assert answer.status_code == 422 and "CSV" in answer.content.decode()
    assert len(_taken(client, county, "csv").splitlines()) == 3


def test_the_blank_form_is_that_of_the_command_line(county: County, sign_in: SignIn) -> None:
    answer = sign_in("teacher", county.school).get(reverse("records:blank_form", args=["homework"]))
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert sheet["A1"].value == "作业公示表" and sheet["A2"].value == "单位"


def test_what_is_no_ledger_is_not_found(county: County, make_person: Callable[..., Person]) -> None:
    client = Client()
    client.force_login(make_person("principal", county.school))
    for ledger in ("organisations", "nothing"):
        assert client.get(_rows(county, ledger)).status_code == 404
    assert client.get(reverse("records:row", args=["homework", 10**12])).status_code == 404
    assert client.get(_rows(county), {"after": "9" * 30, "before": "x"}).status_code == 200
    # A row of another ledger with the same number is another row.
    row = a_row("meetings", county.office, name="例会")
    assert client.get(_row(row)).status_code == 403
