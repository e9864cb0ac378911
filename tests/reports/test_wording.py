"""The words and figures of a finding."""

from __future__ import annotations

from string import Formatter

import pytest

from jianfu.reports import wording as words
from jianfu.reports.outline import by_unit
from jianfu.terms.labels import labels
from tests.reports.sample import EXAMS, HOMEWORK, finding, school


def made(outcome: str = "breached", **more: object) -> dict[str, object]:
    group = school(1, "青禾县实验小学", grade=3, class_no=2)
    return finding("student/homework/written-minutes", "书面作业总时长", outcome, **{"group": group, **more})


@pytest.mark.parametrize(
    ("more", "state"),
    [
        ({"measured": 78}, "over"),
        ({"measured": 2, "mark": 3, "op": "at_least", "unit": "period"}, "short"),
        ({"measured": 490, "mark": 500, "op": "at_least", "unit": "clock"}, "early"),
        ({"measured": 1330, "mark": 1320, "op": "at_most", "unit": "clock"}, "late"),
        ({"measured": 1, "mark": 0, "op": "never", "unit": "record"}, "over"),
    ],
)
def test_a_breach_is_named_by_the_side_it_breaks(more: dict[str, object], state: str) -> None:
    assert words.state(made(**more)) == state


def test_near_is_kept_at_nine_tenths_of_a_ceiling_of_five_or_more() -> None:
    assert words.state(made("kept", measured=54)) == "near"
    assert words.state(made("kept", measured=53)) == "kept"
    assert words.state(made("kept", measured=1, mark=1, unit="time")) == "kept"
    assert words.state(made("kept", measured=30, mark=30, op="at_least")) == "kept"


def test_incomplete_data_never_reads_as_a_figure() -> None:
    unknown = made("not_evaluable", measured=[35, None], reason="partial")
    assert words.word(unknown, "zh") == "数据不全"
    assert words.value_text(unknown, "zh") == "至少 35 分钟"
    assert words.gap_text(unknown, "zh") == ""
    assert words.value_text(made("not_evaluable", measured=None), "zh") == ""


@pytest.mark.parametrize(
    ("more", "zh", "en"),
    [
        ({"measured": 78}, "多 18 分钟", "18 minutes over"),
        ({"measured": [65, None]}, "至少多 5 分钟", "at least 5 minutes over"),
        ({"measured": 2, "mark": 3, "op": "at_least", "unit": "period"}, "少 1 节", "1 period short"),
        ({"measured": 490, "mark": 500, "op": "at_least", "unit": "clock"}, "早 10 分钟", "10 minutes early"),
    ],
)
def test_what_exceeds_is_said_with_its_unit(more: dict[str, object], zh: str, en: str) -> None:
    said = made(**more)
    assert words.gap_text(said, "zh") == zh
    assert words.gap_text(said, "en").split()[-1] == en.split()[-1]


def test_what_remains_is_said_of_a_kept_figure() -> None:
    assert words.gap_text(made("kept", measured=45), "zh") == "剩余 15 分钟"
    assert words.gap_text(made("kept", measured=60), "zh") == "刚好"


def test_marks_read_as_ceilings_floors_and_bans() -> None:
    assert words.mark_text(made(measured=78), "zh") == "上限 60 分钟"
    assert words.line_text(made(measured=78), "zh") == "上限 60"
    assert words.mark_text(made(measured=2, mark=3, op="at_least", unit="period"), "zh") == "不少于 3 节"
    assert words.mark_text(made(measured=490, mark=500, op="at_least", unit="clock"), "zh") == "不早于 8:20"
    assert words.mark_text(made(measured=1, mark=0, op="never", unit="record"), "zh") == "不得有"
    assert words.mark_text(made(measured=None, mark=None, op=None), "zh") == "没有限值"


def test_months_keep_their_days() -> None:
    long = made(measured=8.5806, mark=6, unit="month")
    assert words.value_parts(long, "zh")[1].startswith("8 个月零")
    assert words.value_parts(long, "zh")[2] == "/ 6 个月"


def test_an_unsure_number_says_so_and_is_not_shown_alone() -> None:
    assert "文号未确认" in words.source_text(EXAMS, "zh")
    assert "34号" not in words.short_policy(EXAMS, "zh")
    assert words.short_policy(HOMEWORK, "zh") == "教基厅函〔2021〕13号"


def test_an_unknown_clause_is_never_invented() -> None:
    assert words.clause_text(HOMEWORK, "zh") == "条款号待核"
    assert words.clause_text({"clause": "第三条"}, "zh") == "第三条"


@pytest.mark.parametrize(
    ("period", "zh"),
    [
        ("2026-10-14", "10月14日 周三"),
        ("2026-2027-1-w07", "第 7 周"),
        ("2026-W06", "第 6 周"),
        ("2026-2027-1", "2026—2027 学年第一学期"),
        ("2026-2027-1v", "2026—2027 学年寒假"),
        ("2026-2027", "2026—2027 学年"),
        ("2026-10", "2026 年 10 月"),
        ("2026", "2026 年"),
        ("some other span", "some other span"),
        (None, ""),
    ],
)
def test_periods_read_as_people_say_them(period: str | None, zh: str) -> None:
    assert words.period_text({"period": period}, "zh") == zh


def test_a_day_of_another_year_says_its_year() -> None:
    found = {"period": "2025-03-04", "as_of": "2026-11-20"}
    assert words.period_text(found, "zh") == "2025年3月4日 周二"
    assert words.period_text({**found, "period": "2026-03-04"}, "zh") == "3月4日 周三"


def test_the_subject_names_class_weekday_and_season() -> None:
    group = school(1, "青禾县实验小学", grade=7, class_no=4, weekday=3)
    assert words.subject_of({"group": group}, "zh") == "七（4）班，周三"
    assert words.subject_of({"group": school(1, "", stage="junior", season="winter")}, "zh") == "初中，冬季"
    assert words.subject_of({"group": school(1, "")}, "zh") == "全单位"
    record = school(1, "", person="钱**", start="2026-03-02")
    assert words.subject_of({"group": record, "period": "2026-03-02"}, "zh") == "钱**"


def test_every_label_has_both_languages_and_english_leaves_no_fact_out() -> None:
    fields = Formatter().parse
    own = {k: v for k, v in labels().items() if k.startswith("report.")}
    assert own
    for key, label in own.items():
        assert set(label) == {"zh", "en"}, key
        facts = [{name for _, name, _, _ in fields(label[lang]) if name} for lang in ("zh", "en")]
        assert facts[0] <= facts[1], key  # English always says the year, Chinese where it is not plain


def test_the_number_of_a_case_is_no_day() -> None:
    case = made(group={**school(1, "青禾县实验小学"), "case_no": "20260902"})
    assert words.subject_of(case, "zh") == "20260902"


def test_a_day_in_a_group_says_another_year() -> None:
    group = {**school(1, "青禾县实验小学"), "created_on": "2021-02-01"}
    assert words.subject_of(made(group=group, as_of="2026-11-30"), "zh").startswith("2021年2月1日")
    assert words.subject_of(made(group=group, as_of="2021-11-30"), "zh").startswith("2月1日")


def test_bodies_that_no_register_knows_are_told_apart() -> None:
    bodies = [
        {**made(), "group": {"body": name, "item_key": "会费"}, "organisation_name": name}
        for name in ("县工商联", "某协会")
    ]
    assert [(u.name, u.total) for u in by_unit(bodies, "zh")] == [("县工商联", 1), ("某协会", 1)]


def test_what_lies_below_nothing_leaves_no_room() -> None:
    assert words.gap_text(made("suspected", measured=-60, mark=0, unit="yuan"), "zh") == ""
    assert words.value_text(made("kept", measured=-2_912_138, mark=0, unit="day"), "zh") == ""
