"""What was done, what was withdrawn, what is closed, marks from a file: as a principal meets them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from jianfu.web.accounts.models import Person
from jianfu.web.accounts.queries import actor_of
from jianfu.web.audit.checking import check
from jianfu.web.policies import packs
from jianfu.web.records import actions
from tests.web.browser import Visitor
from tests.web.conftest import PASSWORD, TODAY, County
from tests.web.policies.permissions import _question
from tests.web.policies.readings import ENTRY, POLICY
from tests.web.records.made import homework

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_principal_looks_at_what_was_done_and_takes_marks_in(
    visitor: Visitor, county: County, make_person: Callable[..., Person], tmp_path: Path
) -> None:
    page = visitor.page
    principal = make_person("principal", county.school, name="陈静")
    actor = actor_of(principal, TODAY)
    for number, subject in enumerate(("语文", "数学", "英语"), 1):
        row = homework(county.school, principal, ordinal=number, subject=subject)
        actions.withdraw(actor, row, seen=row.version_id, reason="与作业公示表重复" if number == 1 else "")
    _question(county)
    check()
    visitor.sign_in("person1", PASSWORD)
    page.click("nav >> text=人员")
    page.click("main >> text=操作记录")
    visitor.look("acts")
    page.select_option("[name=kind]", "records.withdraw")
    page.click("main button")
    assert page.locator(".day li").count() == 3
    page.click(".day li >> nth=0 >> a")
    visitor.look("row-withdrawn")
    visitor.go(f"/records/{county.school.pk}/homework/withdrawn/")
    visitor.look("withdrawn")
    page.click(".gone a >> nth=2")
    page.fill("[name=reason]", "不是重复")
    page.click("main button >> text=恢复")
    assert "网页恢复" in page.inner_text("main")
    visitor.go(f"/records/{county.school.pk}/results/")
    visitor.said.clear()  # the browser notes the refusal
    visitor.look("closed")

    loose = tmp_path / "限值.yaml"
    place = {"code": county.school.code, "name": county.school.name, "level": "unit"}
    entry = {**ENTRY, "at_most": "80 minutes", "for": "grade = 5"}
    loose.write_text(packs.yaml_text({"place": place, "policies": [POLICY], "marks": [entry]}), "utf-8")
    visitor.go(f"/policies/places/{county.school.pk}/")
    visitor.look("place-checklists")
    page.click("summary >> text=导入限值文件")
    page.set_input_files("[name=pack-file]", loose)
    page.click("button >> text=导入限值文件")
    assert "宽于上级" in page.inner_text("main")
    visitor.said.clear()
    visitor.look("pack-refused")
