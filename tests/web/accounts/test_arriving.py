"""Lists of people and registers of organisations: read as people write them, shown, taken in whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from jianfu.web.accounts.actions import invite
from jianfu.web.accounts.actor import OPERATOR
from jianfu.web.accounts.classes.actions import add_classes
from jianfu.web.accounts.models import Assignment, Invitation, Organisation, Person
from jianfu.web.audit.models import Entry
from tests.web.accounts.tables import HEAD, REGISTER, ROWS, book
from tests.web.conftest import TODAY, County

pytestmark = pytest.mark.django_db


def _hand_in(client: Client, path: str, rows: Sequence[Sequence[object]]) -> tuple[int, str]:
    file = SimpleUploadedFile("名单.xlsx", book(rows))
    answer = client.post(path, {"file": file})
    return answer.status_code, answer.content.decode()


def _confirm(client: Client, path: str, page: str, **changed: str) -> tuple[int, str]:
    sent = {name: re.search(rf'name="{name}" value="([^"]+)"', page)[1] for name in ("read", "seal")}  # type: ignore[index]
    answer = client.post(path, {**sent, **changed})
    return answer.status_code, answer.content.decode()


@pytest.fixture
def school(county: County) -> Organisation:
    """The school with two classes of grade three."""
    add_classes(OPERATOR, county.school, "primary", 2024, (1, 2))
    return county.school


def test_a_list_as_schools_keep_it_becomes_people_with_roles_and_links(
    school: Organisation, sign_in: Callable[..., Client]
) -> None:
    client = sign_in("principal", school)
    path = f"/organisations/{school.pk}/people/import/"
    there = invite(OPERATOR, "李敏", "teacher", school, TODAY, subject="语文").person
    before = Person.objects.count()
    status, page = _hand_in(client, path, ROWS)
    assert status == 200 and Person.objects.count() == before, page
    assert "将新增 4 人，认出已有 1 人，共安排 5 个岗位" in page
    status, sheet = _confirm(client, f"{path}confirm/", page)
    assert status == 200 and sheet.count('class="qr"') == 5 and sheet.count("/invitation/") == 5
    held = {
        (a.person.name, a.role, str(a.school_class or ""), a.grade, a.subject)
        for a in Assignment.objects.filter(organisation=school).select_related("person", "school_class")
    }
    assert held >= {
        ("李敏", "homeroom_teacher", "2024级2班", None, ""),
        ("李敏", "teacher", "", None, "语文"),
        ("王建国", "grade_head", "", 3, ""),
        ("陈静", "group_head", "", None, "数学"),
        ("赵伟", "academic_office", "", None, ""),
        ("孙丽", "homeroom_teacher", "2024级2班", None, ""),
    }
    assert Person.objects.filter(name="李敏").get() == there
    assert Person.objects.filter(password="").count() == 0
    assert Entry.objects.filter(action="accounts.import-people").count() == 1
    # Confirmed again from the same page: nobody is doubled, and nothing is done that was not shown.
    status, again = _confirm(client, f"{path}confirm/", page)
    assert status == 422 and "有变动" in again
    assert Person.objects.count() == before + 4 and Invitation.objects.count() == 6


def test_every_cell_that_is_wrong_is_named_and_nothing_is_taken_in(
    school: Organisation, sign_in: Callable[..., Client]
) -> None:
    client = sign_in("academic_office", school)
    before = Person.objects.count()
    status, page = _hand_in(
        client,
        f"/organisations/{school.pk}/people/import/",
        (
            HEAD,
            (1, "好人", "任课教师", None, None, "数学"),
            (2, None, "任课教师", None, None, "数学"),
            (3, "甲", "班主任", "五（9）班", None, None),
            (4, "乙", "班主任", None, None, None),
            (5, "丙", "会计", None, None, None),
            (6, "丁", "校长", None, None, None),
            (7, "戊", "任课教师", None, None, None),
            (8, "己", "年级组长", None, "九年级", None),
            (9, "好人", "任课教师", None, None, "数学"),
        ),
    )
    assert status == 200 and "还没有导入" in page and Person.objects.count() == before
    rows = re.findall(r"<tr><td>(.*?)</td><td>(.*?)</td>.*?<td>(.*?)</td></tr>", page)
    assert [(place.split()[-1], column) for place, column, _ in rows] == [
        ("B3", "姓名"),
        ("D4", "班级"),
        ("D5", "班级"),
        ("C6", "岗位"),
        ("C7", "岗位"),
        ("F8", "学科"),
        ("E9", "年级"),
        ("C10", "岗位"),
    ]
    assert "没有登记“五（9）班”" in rows[1][2] and "您不能任命校长" in rows[4][2] and "第 2 行" in rows[7][2]
    assert 'name="read"' not in page


def test_a_list_of_the_bureau_names_schools(county: County, sign_in: Callable[..., Client]) -> None:
    client = sign_in("administrator", county.bureau)
    path = f"/organisations/{county.bureau.pk}/people/import/"
    rows = (
        ("学校", "姓名", "岗位"),
        ("青禾县实验小学", "郑校长", "校长"),
        ("330799-002", "钱校长", "校长"),
        ("青禾县公安局", "外人", "部门工作人员"),
    )
    status, page = _hand_in(client, path, rows)
    assert "还没有导入" in page and page.count('class="cin"') == 1
    status, page = _hand_in(client, path, rows[:3])
    assert status == 200
    _confirm(client, f"{path}confirm/", page)
    assert set(Assignment.objects.filter(role="principal").values_list("organisation__code", flat=True)) == {
        "330799-001",
        "330799-002",
    }


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (book([("菜名", "价格"), ("白菜", 2)]), "没有找到表头"),
        (b"PK\x03\x04 broken", "名单.xlsx"),
        (b"\x00\x01\x02", "名单.xlsx"),
    ],
)
def test_what_is_no_list_is_refused_with_words(
    county: County, sign_in: Callable[..., Client], content: bytes, said: str
) -> None:
    client = sign_in("principal", county.school)
    file = SimpleUploadedFile("名单.xlsx", content)
    answer = client.post(f"/organisations/{county.school.pk}/people/import/", {"file": file})
    page = answer.content.decode()
    assert answer.status_code == 422 and said in page and "/tmp/" not in page


def test_what_was_read_cannot_be_changed_or_carried_elsewhere(
    county: County, sign_in: Callable[..., Client]
) -> None:
    client = sign_in("administrator", county.bureau)
    rows = (("姓名", "岗位"), ("张三", "校长"))
    _, page = _hand_in(client, f"/organisations/{county.school.pk}/people/import/", rows)
    other = f"/organisations/{county.other_school.pk}/people/import/confirm/"
    assert _confirm(client, other, page)[0] == 422
    own = f"/organisations/{county.school.pk}/people/import/confirm/"
    assert _confirm(client, own, page, read="x" * 50)[0] == 422
    assert not Person.objects.filter(name="张三").exists()


def test_the_blank_table_reads_back(school: Organisation, sign_in: Callable[..., Client]) -> None:
    client = sign_in("principal", school)
    path = f"/organisations/{school.pk}/people/import/"
    book = load_workbook(BytesIO(client.get(f"{path}form/").content))
    sheet = book.worksheets[0]
    assert [c.value for c in sheet[2]][:3] == ["单位", "姓名*", "岗位*"]
    sheet["B4"], sheet["C4"], sheet["F4"] = "周明", "任课教师", "科学"
    kept = BytesIO()
    book.save(kept)
    answer = client.post(path, {"file": SimpleUploadedFile("填好.xlsx", kept.getvalue())})
    assert answer.status_code == 200 and "将新增 1 人" in answer.content.decode()


def test_a_register_becomes_part_of_the_tree(county: County, sign_in: Callable[..., Client]) -> None:
    client = sign_in("administrator", county.bureau)
    path = f"/organisations/{county.bureau.pk}/import/"
    status, page = _hand_in(client, path, REGISTER)
    assert status == 200 and "将新增 2 个单位，修改 1 个，0 个不变" in page
    assert _confirm(client, f"{path}confirm/", page)[0] == 200
    made = Organisation.objects.get(code="330799-021")
    assert made.parent_id == "330799-020" and made.kind == "school" and county.bureau.covers(made)
    status, page = _hand_in(client, path, REGISTER)
    assert "将新增 0 个单位，修改 0 个，3 个不变" in page


def test_rows_of_a_register_that_cannot_stand_are_named(
    county: County, sign_in: Callable[..., Client]
) -> None:
    client = sign_in("administrator", county.bureau)
    before = Organisation.objects.count()
    _, page = _hand_in(
        client,
        f"/organisations/{county.bureau.pk}/import/",
        (
            *REGISTER,
            ("330799-030", "甲校", "学校", "330799-031", None),
            ("330799-031", "乙校", "学校", "330799-030", None),
            ("330799-100", "青禾县公安局", "部门", None, None),
            ("330799-002", "青禾县第二小学", "学校", "330799-020", None),
            ("330799-033", "丙校", "学校", "某某局", None),
        ),
    )
    assert "还没有导入" in page and Organisation.objects.count() == before
    for said in (
        "甲校的上级绕成了圈",
        "乙校的上级绕成了圈",
        "别处单位",
        "现在的上级不是它",
        "没有这个上级单位",
    ):
        assert said in page
