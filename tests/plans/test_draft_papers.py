"""Whose plan it is, and the days of its paper."""

from __future__ import annotations

from datetime import date

import pytest

from jianfu.norms.model import Level
from jianfu.plans.draft.papers import NOWHERE, SOMEWHERE, days_of, paper_of, place_of, stages_of
from jianfu.plans.model import Aside
from tests.plans.draft_sample import Said, plan_of

DAY = date(2026, 9, 1)


@pytest.mark.parametrize(
    ("title", "name", "level"),
    [
        ("青禾县石桥小学“双减”工作方案", "青禾县石桥小学", "unit"),
        ("青禾县关于减轻农民负担的意见", "青禾县", "county"),
        ("青禾县教育局关于规范作业的通知", "青禾县", "county"),
        ("中共临江市委办公室关于为基层减负的通知", "临江市", "city"),
        ("白石镇减轻农民负担工作实施意见", "白石镇", "township"),
        ("河口村一事一议筹资筹劳方案", "河口村", "village"),
        ("云岭省教育厅关于减轻学业负担的意见", "云岭省", "province"),
        ("××市减轻企业负担办法", SOMEWHERE, "city"),
        ("20xx年全县减负工作方案", SOMEWHERE, "county"),
        ("关于进一步减轻中小学生负担的通知", NOWHERE, "unit"),
        ("小学减负工作方案", NOWHERE, "unit"),
        ("xx镇中心小学减负方案", NOWHERE, "unit"),
        ("", NOWHERE, "unit"),
    ],
)
def test_a_title_says_whose_plan_it_is(title: str, name: str, level: str) -> None:
    place = place_of(plan_of(title=title), None, None)
    assert (place.name, place.level) == (name, level)
    assert set(place.assumed) == {"name", "level", "code"}


@pytest.mark.parametrize(
    ("given", "level", "code", "found", "assumed"),
    [
        ("330799", "county", "330799", "county", ()),
        ("青禾县", "county", "青禾县", "county", ("code",)),
        ("青禾县", None, "青禾县", "county", ("level", "code")),
        ("青禾县石桥小学", None, "青禾县石桥小学", "unit", ("level", "code")),
        ("白石镇人民政府", None, "白石镇人民政府", "township", ("level", "code")),
    ],
)
def test_what_is_given_comes_before_the_title(
    given: str, level: Level | None, code: str, found: Level, assumed: tuple[str, ...]
) -> None:
    place = place_of(plan_of(title="临江市减负方案"), level, given)
    assert (place.code, place.name, place.level, place.assumed) == (code, given, found, assumed)


@pytest.mark.parametrize(
    ("clauses", "asides", "issued", "first", "last"),
    [
        ([], [], DAY, DAY, None),
        (["本办法自2026年10月1日起施行。"], [], DAY, date(2026, 10, 1), None),
        (["本办法自2024年1月1日起施行。"], [], date(2024, 1, 1), date(2024, 1, 1), None),
        (["自印发之日起施行。"], ["2026年3月5日"], date(2026, 3, 5), date(2026, 3, 5), None),
        (
            ["自2026年1月1日起执行。"],
            ["青禾县教育局 2026年3月5日"],
            date(2026, 3, 5),
            date(2026, 3, 5),
            None,
        ),
        (
            ["有效期至2027年12月31日。"],
            ["2026年3月5日"],
            date(2026, 3, 5),
            date(2026, 3, 5),
            date(2027, 12, 31),
        ),
        (["有效期为五年。"], ["2024年2月29日"], date(2024, 2, 29), date(2024, 2, 29), date(2029, 2, 28)),
        ([], ["二〇二五年十二月二十一日"], date(2025, 12, 21), date(2025, 12, 21), None),
        ([], ["2025年13月40日"], DAY, DAY, None),
        (["有效期至2020年12月31日。"], ["2026年3月5日"], date(2026, 3, 5), date(2026, 3, 5), None),
    ],
)
def test_the_days_that_are_printed(
    clauses: list[str], asides: list[str], issued: date, first: date, last: date | None
) -> None:
    days = days_of(clauses, asides, DAY)
    assert (days.issued, days.first, days.last) == (issued, first, last)
    assert days.issued <= days.first


def test_the_number_is_that_of_the_paper_and_not_one_it_refers_to() -> None:
    plan = plan_of(Said("按照教基厅函〔2021〕13号执行"))
    place = place_of(plan, "county", "青禾县")
    assert paper_of(plan, place, DAY, [Aside("根据教基〔2018〕26号文件", "chrome", 1)])[0].number is None
    paper, _ = paper_of(plan, place, DAY, [Aside("青教通 〔2026〕 18 号", "number", 1)])
    assert paper.number == "青教通〔2026〕18号"


def test_two_plans_of_a_place_are_two_papers() -> None:
    plans = [plan_of(Said("公开收费"), title=title) for title in ("甲方案", "乙方案")]
    papers = [paper_of(p, place_of(p, "county", "330799"), DAY, [])[0] for p in plans]
    assert papers[0].id != papers[1].id
    assert all(p.id.startswith("330799/") for p in papers)


@pytest.mark.parametrize(
    ("title", "stages"),
    [
        ("石桥小学减负方案", {"primary"}),
        ("石桥初级中学减负方案", {"junior"}),
        ("石桥中学减负方案", {"junior", "senior"}),
        ("石桥九年一贯制学校减负方案", {"primary", "junior"}),
        ("青禾县中小学校减负方案", set()),
        ("青禾县减负方案", set()),
    ],
)
def test_a_school_is_of_the_stages_that_its_name_says(title: str, stages: set[str]) -> None:
    plan = plan_of(title=title)
    assert stages_of(plan, place_of(plan, None, None)) == stages
