"""From a file to records and back: shown first, taken in whole, undone whole."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from jianfu.web.audit.models import Entry
from jianfu.web.audit.verify import verify
from jianfu.web.records.imports.models import Import
from jianfu.web.records.models import MODELS, Earlier, Version
from tests.web.conftest import County
from tests.web.records.imports.conftest import HEAD, ROW, HandIn, confirm

pytestmark = pytest.mark.django_db
HOMEWORK = MODELS["homework"]._default_manager


@pytest.fixture
def office(county: County, sign_in: Callable[..., Client]) -> Client:
    """The academic office of the school."""
    return sign_in("academic_office", county.school)


def _shown(client: Client, imported: Import) -> dict[str, int]:
    found: dict[str, int] = client.get(f"/records/imports/{imported.pk}/").context["verdicts"]
    return found


def _words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_file_is_shown_before_anything_is_written(county: County, office: Client, hand_in: HandIn) -> None:
    made = hand_in(office, county.school, [ROW, [*ROW[:2], "数学", *ROW[3:]]])
    page = _words(office, f"/records/imports/{made.pk}/")
    assert "将新增 2 条，更改 0 条。" in page and "作业公示表" in page
    assert "请核对" in page
    assert not HOMEWORK.exists() and not Version.objects.exists()
    rows = _words(office, f"/records/imports/{made.pk}/rows/homework/new/")
    assert "三（2）班" in rows and "青禾县实验小学" in rows and "第 2 行" in rows


def test_what_is_confirmed_comes_in_by_one_version(county: County, office: Client, hand_in: HandIn) -> None:
    made = hand_in(office, county.school, [ROW, [*ROW[:2], "数学", *ROW[3:]]])
    assert confirm(office, made) == 302
    made.refresh_from_db()
    rows = HOMEWORK.order_by("subject").values_list(
        "kept_by", "organisation", "subject", "minutes", "teacher", "version"
    )
    school = (county.school.pk, county.school.code)
    assert list(rows) == [
        (*school, "数学", 20, "李敏", made.version_id),
        (*school, "语文", 20, "李敏", made.version_id),
    ]
    assert (made.state, made.version.kind) == ("confirmed", "import")
    assert [(p.ledger, p.kept_by, p.added, p.changed, p.same) for p in made.parts.all()] == [
        ("homework", county.school, 2, 0, 0)
    ]
    assert [e.action for e in Entry.objects.order_by("number")][-2:] == [
        "records.hand-in",
        "records.confirm-import",
    ]
    assert list(verify()) == []
    assert "已入库" in _words(office, f"/records/imports/{made.pk}/")


def test_rows_that_stand_are_changed_left_or_joined(county: County, office: Client, hand_in: HandIn) -> None:
    confirm(office, hand_in(office, county.school, [ROW, [*ROW[:2], "数学", *ROW[3:]]]))
    second = [ROW, [*ROW[:2], "数学", *ROW[3:5], 35, ROW[6]], [*ROW[:2], "英语", *ROW[3:]]]
    made = hand_in(office, county.school, second)
    assert _shown(office, made) == {"new": 1, "changed": 1, "same": 1, "refused": 0}
    changed = _words(office, f"/records/imports/{made.pk}/rows/homework/changed/")
    assert "<del>20</del> → <ins>35</ins>" in changed
    assert confirm(office, made) == 302
    assert list(HOMEWORK.order_by("subject").values_list("subject", "minutes")) == [
        ("数学", 35), ("英语", 20), ("语文", 20),
    ]  # fmt: skip
    assert Earlier.objects.get().values["minutes"] == 20


def test_what_a_file_does_not_speak_of_stays(county: County, office: Client, hand_in: HandIn) -> None:
    head, row = [*HEAD, "完成地点", "页码"], [*ROW, "校内", "12"]
    confirm(office, hand_in(office, county.school, [row], head=head))
    made = hand_in(office, county.school, [[*ROW[:5], 25]], head=HEAD[:6])
    assert confirm(office, made) == 302
    kept = HOMEWORK.get()
    assert (kept.minutes, kept.place, kept.teacher, kept.extra) == (25, "school", "李敏", {"页码": "12"})
    emptied = hand_in(office, county.school, [[*ROW[:5], None, ""]])
    confirm(office, emptied)
    kept.refresh_from_db()
    assert (kept.minutes, kept.teacher, kept.place) == (None, None, "school")


def test_two_pieces_of_one_subject_are_two_records_each_time(
    county: County, office: Client, hand_in: HandIn
) -> None:
    rows = [ROW, [*ROW[:3], "阅读", "阅读", 15, ROW[6]]]
    confirm(office, hand_in(office, county.school, rows))
    again = hand_in(office, county.school, [*rows, [*ROW[:3], "口算", "口头", 5, ROW[6]]])
    assert _shown(office, again) == {"new": 1, "changed": 0, "same": 2, "refused": 0}


def test_a_cell_that_cannot_be_read_refuses_its_row_and_says_what_would_do(
    county: County, office: Client, hand_in: HandIn
) -> None:
    bad = [[*ROW[:2], None, *ROW[3:]], ROW, [*ROW[:2], "数学", *ROW[3:5], "很久", ROW[6]]]
    made = hand_in(office, county.school, bad)
    assert _shown(office, made) == {"new": 1, "changed": 0, "same": 0, "refused": 2}
    page = _words(office, f"/records/imports/{made.pk}/")
    assert "F4" in page and "很久" in page and "预计时长（分钟）" in page
    assert "有单元格读不懂" in page and "必填的栏目空着" in page
    refused = _words(office, f"/records/imports/{made.pk}/rows/homework/refused/")
    assert "第 4 行" in refused and "有单元格读不懂" in refused
    assert "F4" in _words(office, f"/records/imports/{made.pk}/cells/")
    assert confirm(office, made) == 302
    made.refresh_from_db()
    assert (HOMEWORK.count(), made.refused) == (1, 2)


def test_what_other_cells_tell_does_not_stand_for_a_cell_that_cannot_be_read(
    county: County, office: Client, hand_in: HandIn
) -> None:
    """A day of homework may be worked out from the day it was set, a term from the title: not where one is written."""
    head = ["班级", "日期", "布置日", "学科", "预计时长（分钟）"]
    rows = [
        ["三（2）班", "2026-11-18", "2026-11-17", "语文", 20],
        ["三（2）班", "某天", "2026-11-17", "数学", 20],
    ]
    made = hand_in(office, county.school, rows, head=head)
    assert _shown(office, made) == {"new": 1, "changed": 0, "same": 0, "refused": 1}
    head = ["班级", "人数", "学年学期"]
    made = hand_in(
        office,
        county.school,
        [["三（2）班", 42, "老样子"], ["三（1）班", 41, "2026-2027学年第一学期"]],
        head=head,
        name="班级名册.xlsx",
    )
    assert _shown(office, made) == {"new": 1, "changed": 0, "same": 0, "refused": 1}


def test_one_cell_of_a_wide_table_refuses_its_own_record_alone(
    county: County, office: Client, hand_in: HandIn
) -> None:
    rows = [["三（2）班", "2026-11-18", 20, "#REF!", 10], ["三（1）班", "2026-11-18", 20, 15, 10]]
    made = hand_in(
        office, county.school, rows, head=["班级", "日期", "语文", "数学", "英语"], name="作业登记表.xlsx"
    )
    assert _shown(office, made) == {"new": 5, "changed": 0, "same": 0, "refused": 1}


def test_one_record_written_twice_with_different_values_is_refused(
    county: County, office: Client, hand_in: HandIn
) -> None:
    head, row = ["班级", "人数", "班主任"], ["三（2）班", 42, "李敏"]
    made = hand_in(
        office, county.school, [row, ["三（2）班", 43, "李敏"], ["三（1）班", 40, "王芳"]], head=head
    )
    assert _shown(office, made) == {"new": 1, "changed": 0, "same": 0, "refused": 2}
    assert "写了两次" in _words(office, f"/records/imports/{made.pk}/")


def test_rows_of_organisations_that_are_not_ones_own_are_refused(
    county: County, office: Client, sign_in: Callable[..., Client], hand_in: HandIn
) -> None:
    head = ["学校", *HEAD]
    rows = [["青禾县第二小学", *ROW], ["实验小学", *ROW], ["330799-002", *ROW[:2], "数学", *ROW[3:]]]
    made = hand_in(office, county.school, rows, head=head)
    assert _shown(office, made) == {"new": 1, "changed": 0, "same": 0, "refused": 2}
    assert "您不能填这个单位" in _words(office, f"/records/imports/{made.pk}/rows/homework/refused/")
    confirm(office, made)
    assert set(HOMEWORK.values_list("kept_by", flat=True)) == {county.school.pk}
    bureau = sign_in("bureau_officer", county.bureau)
    wide = hand_in(bureau, county.bureau, rows, head=head)
    assert _shown(bureau, wide) == {"new": 2, "changed": 0, "same": 1, "refused": 0}
    confirm(bureau, wide)
    assert {(p.kept_by, p.added) for p in wide.parts.all()} == {(county.school, 0), (county.other_school, 2)}


def test_a_teacher_changes_no_row_of_anybody_else(
    county: County, office: Client, sign_in: Callable[..., Client], hand_in: HandIn
) -> None:
    confirm(office, hand_in(office, county.school, [ROW]))
    teacher = sign_in("teacher", county.school)
    made = hand_in(teacher, county.school, [[*ROW[:5], 45, ROW[6]], [*ROW[:2], "数学", *ROW[3:]]])
    assert _shown(teacher, made) == {"new": 1, "changed": 0, "same": 0, "refused": 1}
    assert "别人填的" in _words(teacher, f"/records/imports/{made.pk}/rows/homework/refused/")
    confirm(teacher, made)
    own = hand_in(teacher, county.school, [[*ROW[:2], "数学", *ROW[3:5], 30, ROW[6]]])
    assert _shown(teacher, own)["changed"] == 1


def test_ledgers_about_single_pupils_are_not_even_read_in(
    county: County, office: Client, hand_in: HandIn
) -> None:
    head = ["班级", "姓名", "考试名称", "学科", "成绩"]
    made = hand_in(
        office,
        county.school,
        [["三（2）班", "张小明", "期中考试", "数学", "96"]],
        head=head,
        name="成绩表.xlsx",
    )
    page = _words(office, f"/records/imports/{made.pk}/")
    assert "涉及学生个人" in page and "张小明" not in page
    assert office.get(f"/records/imports/{made.pk}/rows/results/refused/").context["lines"] == []


def test_undoing_leaves_everything_as_it_was(county: County, office: Client, hand_in: HandIn) -> None:
    confirm(office, hand_in(office, county.school, [ROW]))
    made = hand_in(office, county.school, [[*ROW[:5], 45, ROW[6]], [*ROW[:2], "数学", *ROW[3:]]])
    confirm(office, made)
    assert "撤销 作业公示表.xlsx 的入库" in _words(office, f"/records/imports/{made.pk}/undo/")
    assert office.post(f"/records/imports/{made.pk}/undo/").status_code == 302
    assert list(HOMEWORK.values_list("subject", "minutes")) == [("语文", 20)]
    assert "已撤销" in _words(office, f"/records/imports/{made.pk}/")
    assert Entry.objects.last().action == "records.undo-import"
    assert office.post(f"/records/imports/{made.pk}/undo/").status_code == 302 or Version.objects.count() == 3


def test_what_was_changed_later_stands_in_the_way_of_undoing_and_is_named(
    county: County, office: Client, hand_in: HandIn
) -> None:
    first = hand_in(office, county.school, [ROW, [*ROW[:2], "数学", *ROW[3:]]])
    confirm(office, first)
    second = hand_in(office, county.school, [[*ROW[:5], 45, ROW[6]]])
    confirm(office, second)
    page = _words(office, f"/records/imports/{first.pk}/undo/")
    assert "后来又改过" in page and "三（2）班 2026-11-18 语文" in page
    answer = office.post(f"/records/imports/{first.pk}/undo/")
    assert answer.status_code == 409 and "没有撤销" in answer.content.decode()
    assert HOMEWORK.count() == 2
    office.post(f"/records/imports/{second.pk}/undo/")
    assert office.post(f"/records/imports/{first.pk}/undo/").status_code == 302
    assert not HOMEWORK.exists()


def test_the_same_file_is_known_again(county: County, office: Client, hand_in: HandIn, media: object) -> None:
    first = hand_in(office, county.school, [ROW])
    content = (media / first.folder / "original").read_bytes()  # type: ignore[operator]
    same = hand_in(office, county.school, content=content, name="另一个名字.xlsx")
    assert same == first and Import.objects.count() == 1
    confirm(office, first)
    again = office.post(
        f"/records/{county.school.pk}/imports/hand-in/",
        {"file": __import__("io").BytesIO(content)},
    )
    assert again.status_code == 422  # a file without a name has no ending that tells what it is
    assert hand_in(office, county.school, content=content) == first
    assert "同一个文件" in _words(office, f"/records/imports/{first.pk}/?same=1")
    office.post(f"/records/imports/{first.pk}/undo/")
    assert hand_in(office, county.school, content=content) != first


def test_records_that_changed_between_look_and_confirmation_are_looked_at_again(
    county: County, office: Client, hand_in: HandIn
) -> None:
    made = hand_in(office, county.school, [ROW])
    seal = office.get(f"/records/imports/{made.pk}/").context["compared"].seal
    confirm(office, hand_in(office, county.school, [[*ROW[:5], 45, ROW[6]]]))
    answer = office.post(f"/records/imports/{made.pk}/confirm/", {"seal": seal, "looked": "on"})
    assert answer.status_code == 409 and "有人改了" in answer.content.decode()
    assert answer.context["verdicts"]["changed"] == 1
    assert HOMEWORK.get().minutes == 45
    assert confirm(office, made) == 302
    assert HOMEWORK.get().minutes == 20


def test_what_was_supposed_must_be_looked_at(county: County, office: Client, hand_in: HandIn) -> None:
    made = hand_in(office, county.school, [ROW])
    page = office.get(f"/records/imports/{made.pk}/").context
    answer = office.post(f"/records/imports/{made.pk}/confirm/", {"seal": page["compared"].seal})
    assert answer.status_code == 422 and "请先核对" in answer.content.decode()
    assert not HOMEWORK.exists()


def test_what_is_dropped_is_gone(county: County, office: Client, hand_in: HandIn, media: object) -> None:
    made = hand_in(office, county.school, [ROW])
    assert office.post(f"/records/imports/{made.pk}/drop/").status_code == 302
    assert not (media / made.folder).exists()  # type: ignore[operator]
    assert "没有采用" in _words(office, f"/records/imports/{made.pk}/")
    assert (
        office.post(f"/records/imports/{made.pk}/confirm/", {"seal": "x", "looked": "on"}).status_code == 409
    )
    assert Entry.objects.last().action == "records.drop-import"


def test_the_original_is_given_to_those_who_may_have_it_and_that_is_logged(
    county: County, office: Client, sign_in: Callable[..., Client], hand_in: HandIn
) -> None:
    made = hand_in(office, county.school, [ROW])
    confirm(office, made)
    answer = sign_in("principal", county.school).post(f"/records/imports/{made.pk}/original/")
    assert b"".join(answer).startswith(b"PK")  # type: ignore[arg-type]
    assert "attachment" in answer.headers["Content-Disposition"]
    assert Entry.objects.last().action == "records.take-away-original"
    for role, place in (("teacher", county.school), ("bureau_officer", county.bureau)):
        assert sign_in(role, place).post(f"/records/imports/{made.pk}/original/").status_code == 403


def test_an_open_import_is_nobody_elses(
    county: County, office: Client, sign_in: Callable[..., Client], hand_in: HandIn
) -> None:
    made = hand_in(office, county.school, [ROW])
    principal = sign_in("principal", county.school)
    for page in ("", "cells/", "rows/homework/new/"):
        assert principal.get(f"/records/imports/{made.pk}/{page}").status_code == 403
    for act in ("confirm", "drop", "again"):
        assert principal.post(f"/records/imports/{made.pk}/{act}/").status_code == 403
    assert made.name not in _words(principal, f"/records/{county.school.pk}/imports/")
    confirm(office, made)
    assert made.name in _words(principal, f"/records/{county.school.pk}/imports/?ledger=homework")
    assert made.name not in _words(principal, f"/records/{county.school.pk}/imports/?ledger=exams")
