"""Each role's home: what it says, for whom, and how many questions it asks the database."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from jianfu.web.accounts.actions import add_organisation
from jianfu.web.accounts.actor import OPERATOR
from jianfu.web.accounts.models import Assignment
from jianfu.web.desk import matrix
from jianfu.web.policies.queries import national
from jianfu.web.policies.standings.models import ClassDay, Standing
from tests.web.conftest import TODAY, County
from tests.web.desk.made import FIRST_LESSON, VISITS, WRITTEN, checked, class_day, school_of_24, standing
from tests.web.records.made import a_row, homework

SignIn = Callable[..., Client]


def _page(client: Client, address: str = "/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_norm_of_a_matrix_is_in_the_catalogue_once() -> None:
    for declared in matrix.declared().values():
        assert set(declared.norms) <= set(national().norms)
        assert len(declared.norms) == len(set(declared.norms)) >= 10
        assert all(set(column) == {"norm", "zh", "en"} for column in declared.columns)


def test_a_school_reads_how_today_stands(county: County, sign_in: SignIn) -> None:
    checked()
    school_of_24(county.school)
    standing(county.school, VISITS, "breached", 7)
    page = _page(sign_in("principal", county.school))
    assert "今天 24 个班，23 个符合规定，其中 2 个接近上限；1 个数据不全。" in page
    assert "核算了 1 项规定，不符合规定。" in page and "11月19日 星期四，第 12 周，17:10 核算。" in page
    assert "五（1）班、六（1）班" in page and "四（3）班" in page
    assert "责任在提出要求的部门" in page and "一般不超过6次" in page
    assert "不布置" in page and "上限 60" in page


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [("kept", "今天 2 个班，全部符合规定。"), ("breached", "今天 2 个班，1 个符合规定；1 个超出规定。")],
)
def test_grades_without_written_homework_count_once_they_registered(
    outcome: str, expected: str, county: County, sign_in: SignIn
) -> None:
    checked()
    for number in (1, 2):
        homework(county.school, grade=1, class_no=number, subject="语文", form="reading", done_on=TODAY)
    standing(
        county.school, "student/homework/no-written-low-grades", outcome, 0, first=TODAY, last=TODAY,
        group={"grade": 1, "class_no": 2}, groups={"kept": 2} if outcome == "kept" else {"kept": 1, "breached": 1},
    )  # fmt: skip
    assert expected in _page(sign_in("principal", county.school))


def test_before_the_first_check_and_before_the_first_entry(county: County, sign_in: SignIn) -> None:
    client = sign_in("academic_office", county.school)
    page = _page(client)
    assert "还没有核算过。" in page and "一分钟左右自动核算" in page
    checked()
    assert "今天各班还没有登记作业。" in _page(client)
    class_day(county.school, 3, 1, "breached", 72)
    assert "今天 1 个班，超出规定。" in _page(client)


def test_on_a_day_without_lessons_the_last_day_with_homework_is_shown(
    county: County, sign_in: SignIn, settings: object
) -> None:
    settings.TODAY = TODAY.replace(day=21)  # type: ignore[attr-defined]
    checked()
    client = sign_in("principal", county.school)
    assert "今天不是教学日。" in _page(client)
    class_day(county.school, 3, 1, "near", 55)
    page = _page(client)
    assert "今天不是教学日。11月19日 星期四 1 个班，符合规定，接近上限。" in page
    assert "11月19日各班书面作业" in page
    # A county whose calendar makes the Saturday up has lessons.
    a_row("school_calendar", county.top, kind="make_up", first_day=TODAY.replace(day=21))
    assert "今天各班还没有登记作业。" in _page(client)


def test_a_stricter_own_mark_is_nobody_elses_matter(county: County, sign_in: SignIn) -> None:
    checked()
    own = standing(county.school, VISITS, "breached", 5, hi=4, public=False)
    inside = _page(sign_in("teacher", county.school), f"/desk/{county.school.pk}/")
    assert f'id="s{own.pk}"' in inside and "超出规定" in inside
    client = sign_in("bureau_officer", county.bureau)
    outside = _page(client, f"/desk/{county.school.pk}/")
    assert f'id="s{own.pk}"' not in outside and "超出规定" not in outside and "只在本单位内部显示" in outside
    page = _page(client)
    assert "自定标准" in page and "超出规定" not in page
    assert (
        "超出规定" not in b"".join(client.get(f"/desk/{county.bureau.pk}/below/take-away/?as=csv")).decode()
    )


def test_whether_an_own_mark_is_kept_or_not_looks_the_same_from_outside(
    county: County, sign_in: SignIn
) -> None:
    checked()
    client, pages = sign_in("bureau_officer", county.bureau), []
    teacher = sign_in("teacher", county.school)
    for outcome in ("kept", "near", "breached"):
        Standing.objects.all().delete()
        ClassDay.objects.all().delete()
        standing(county.school, VISITS, outcome, 5, hi=4, public=False)
        class_day(county.school, 5, 1, outcome, 55, hi=50, public=False)
        assert "五（1）班" in _page(teacher, f"/desk/{county.school.pk}/") or outcome == "kept"
        outside = _page(client, f"/desk/{county.school.pk}/")
        assert "五（1）班" not in outside and "只在本单位内部显示" in outside
        matrix = _page(client)
        assert "自定标准" in matrix
        file = b"".join(client.get(f"/desk/{county.bureau.pk}/below/take-away/?as=csv")).decode()
        token = re.compile(r'value="[^"]{64}"|#s\d+')
        pages.append([token.sub("", text) for text in (outside, matrix, file)])
    assert pages[0] == pages[1] == pages[2]


def test_a_bureau_sees_its_schools_in_the_order_of_codes_and_words_only_for_exceptions(
    county: County, sign_in: SignIn
) -> None:
    checked()
    standing(county.other_school, VISITS, "breached", 7)
    standing(county.school, WRITTEN, "kept", 45, hi=60, ledger="homework")
    standing(county.school, FIRST_LESSON, "early", 490, lo=500, hi=None)
    standing(county.school, "student/exams/exams-per-term", "not_evaluable", None, reason="no_local_mark")
    page = _page(sign_in("inspector", county.bureau))
    assert "2 所学校，2 处不符合规定，其余有记录的符合规定。" in page
    table = page[page.index("<table") : page.index("</table>")]
    assert table.index(county.school.name) < table.index(county.other_school.name)
    assert "8:10" in table and "过早" in table and "未定标准" in table and "符合规定" not in table
    assert table.count('class="o"') == 2


def test_a_matrix_asks_as_much_of_the_database_for_three_schools_as_for_thirty(
    county: County, sign_in: SignIn
) -> None:
    checked()
    client = sign_in("bureau_officer", county.bureau)
    asked = []
    for last in (13, 40):
        for number in range(last - 3, last):
            school = add_organisation(
                OPERATOR, county.bureau, code=f"330799-0{number:02}", name=f"第{number}小学", kind="school", level="unit"
            )  # fmt: skip
            standing(school, VISITS, "breached", 7)
            class_day(school, 3, 1)
        with CaptureQueriesContext(
            connection,
        ) as found:
            _page(client)
        asked.append(len(found))
    assert asked[0] == asked[1] <= 20


def test_the_matrix_is_taken_away_whole_and_no_cell_is_a_formula(county: County, sign_in: SignIn) -> None:
    school = county.school
    school.name = "=cmd|' /C calc'!A0"
    school.save(update_fields=("name",))
    standing(school, VISITS, "breached", 7)
    client = sign_in("bureau_officer", county.bureau)
    address = f"/desk/{county.bureau.pk}/below/take-away/"
    text = b"".join(client.get(f"{address}?as=csv")).decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    assert [line[0] for line in lines] == ["单位代码", "330799-001", "330799-002"]
    at = lines[0].index("进校事项")
    assert lines[1][1].startswith("'=") and lines[1][at : at + 2] == ["7", "超出规定"]
    assert lines[2][at : at + 2] == ["—", ""] or lines[2][at : at + 2] == ["", ""]
    sheet = load_workbook(io.BytesIO(client.get(address).content)).active
    assert sheet.cell(2, 2).data_type == "s" and sheet.cell(2, at + 1).value == 7


def test_a_township_sees_its_villages_and_a_county_its_offices(county: County, sign_in: SignIn) -> None:
    checked()
    standing(county.village, "farmer/burden-card/coverage", "short", 96, lo=100, hi=None)
    clerk = sign_in("clerk", county.township)
    assert f"/desk/{county.township.pk}/below/" in _page(clerk)
    page = _page(clerk, f"/desk/{county.township.pk}/below/")
    assert "1 个村，1 处不符合规定。" in page and "96%" in page and "不足" in page
    admin = sign_in("administrator", county.top)
    page = _page(admin)
    assert county.office.name in page and county.village.name not in page
    assert county.village.name in _page(admin, f"/desk/{county.top.pk}/below/?of=villages")
    assert clerk.get(f"/desk/{county.bureau.pk}/below/").status_code == 403


@pytest.mark.parametrize("role", ["grade_head", "group_head"])
def test_heads_see_their_classes(role: str, county: County, sign_in: SignIn) -> None:
    checked()
    school_of_24(county.school)
    class_day(county.school, 3, 2, "breached", 78, TODAY.replace(day=4))
    homework(
        county.school, grade=5, class_no=1, subject="数学", minutes=15, done_on=TODAY, required="required"
    )
    client = sign_in(role, county.school)
    assert "还没有注明年级或学科" in _page(client)
    more = {"grade": 3} if role == "grade_head" else {"subject": "数学"}
    Assignment.objects.filter(role=role).update(**more)
    page = _page(client)
    if role == "grade_head":
        assert "今天 4 个班，全部符合规定。" in page and "三（2）班 78 分钟" in page
    else:
        assert "今天 24 个班" in page and "数学 15" in page


def test_a_row_opens_to_its_latest_records_with_names_masked_for_those_above(
    county: County, sign_in: SignIn
) -> None:
    checked()
    out = a_row(
        "secondments", county.school, person="王小强", category="teacher", start=TODAY.replace(month=2)
    )
    norm = "teacher/secondments/six-months"
    rows = [
        {"ledger": "secondments", "id": out.pk},
        {"ledger": "secondments", "id": 999},
        {"ledger": "gone", "id": 1},
    ]
    standing(county.school, norm, "breached", 280, hi=186, rows=rows)
    address = f"/records/row/secondments/{out.pk}/"
    page = _page(sign_in("principal", county.school))
    assert address in page and "王小强" in page
    page = _page(sign_in("bureau_officer", county.bureau), f"/desk/{county.school.pk}/")
    assert address in page and "王小强" not in page and "王*" in page


def test_what_comes_next_is_read_from_the_ledgers(county: County, sign_in: SignIn) -> None:
    checked()
    a_row(
        "secondments",
        county.school,
        person="王强",
        start=TODAY.replace(month=6),
        planned_end=TODAY.replace(month=12, day=3),
    )
    a_row("exams", county.school, name="期末考试", held_on=TODAY.replace(month=12, day=28))
    a_row(
        "school_calendar",
        county.top,
        kind="day_off",
        first_day=TODAY.replace(month=12, day=31),
        last_day=TODAY.replace(month=12, day=31),
    )
    page = _page(sign_in("principal", county.school))
    assert page.index("1 名借出人员到期返回") < page.index("期末考试") < page.index("放假")
    assert "王强" not in page


def test_every_role_has_a_home_in_both_languages(county: County, sign_in: SignIn) -> None:
    checked()
    homes = {
        "firm": county.firm, "villager": county.village, "parent": county.school, "department": county.office,
        "clerk": county.village, "administrator": county.school,
    }  # fmt: skip
    for role, organisation in homes.items():
        client = sign_in(role, organisation)
        assert "<h1" in _page(client)
        client.get("/language/en/?next=/")
        text = _page(client)
        assert 'lang="en"' in text and "<h1" in text


def test_of_several_roles_one_is_chosen(county: County, sign_in: SignIn) -> None:
    client = sign_in("principal", county.school)
    person = Assignment.objects.get().person
    Assignment.objects.create(
        person=person, role="grade_head", organisation=county.school, grade=3, starts=TODAY
    )
    assert "?role=grade_head" in _page(client)
    assert "近四周" in _page(client, "/?role=grade_head") or "还没有核算过" in _page(
        client, "/?role=grade_head"
    )
    assert "全部台账" in _page(client, "/?role=principal") and "全部台账" in _page(client, "/?role=firm")
