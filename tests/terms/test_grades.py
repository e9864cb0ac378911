"""Grades and classes as people write them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianfu.terms.grades import (
    ClassName,
    class_label,
    entry_year,
    grade_label,
    grade_of_cohort,
    parse_class,
    parse_grade,
    parse_grades,
    school_year_of,
    stage_of,
)

GRADES = st.integers(1, 12)
CELLS = st.one_of(
    st.text(),
    st.text(alphabet="一二三十百小初高中学年级班（）()〔〕0123456789.至-~、第２３ 校"),
    st.floats(),
    st.integers(),
    st.none(),
    st.booleans(),
    st.dates(),
)


@pytest.mark.parametrize(
    ("written", "grade", "number"),
    [
        *((w, 3, 2) for w in ("三（2）班", "三(2)班", "三〔2〕班", "三[2]班", "三【2】班", "三 （ 2 ） 班")),
        *((w, 3, 2) for w in ("3.2班", "3.2", 3.2, "302班", 302, 302.0, "0302班", "３０２班", "3(2)班")),
        *(
            (w, 3, 2)
            for w in ("三年级2班", "三年级二班", "三年级（二）班", "三2班", "三二班", "三年2班", "3年级2班")
        ),
        *((w, 3, 2) for w in ("小三2班", "三年级第2班", "三(2)", "Grade 3 Class 2", "小学三年级2班")),
        ("0301班", 3, 1),
        ("七(1)班", 7, 1),
        ("初一1班", 7, 1),
        ("初一（1）班", 7, 1),
        ("初二二班", 8, 2),
        ("高一（3）班", 10, 3),
        ("高一3班", 10, 3),
        ("九年级十二班", 9, 12),
        ("1.10", 1, 10),
        (1203, 12, 3),
    ],
)
def test_a_class_is_read_however_it_is_written(written: object, grade: int, number: int) -> None:
    assert parse_class(written) == ClassName(grade, None, number)


def test_a_class_of_a_year_of_entry_has_no_grade_yet() -> None:
    assert parse_class("2023级2班") == ClassName(None, 2023, 2)
    assert parse_class("23级（2）班") == ClassName(None, 2023, 2)
    assert parse_class("高2023级3班") == ClassName(None, 2023, 3, "senior")


@pytest.mark.parametrize(("written", "number"), [("3班", 3), ("二班", 2), ("(12)班", 12), ("十一班", 11)])
def test_a_class_number_alone_leaves_the_grade_open(written: str, number: int) -> None:
    assert parse_class(written) == ClassName(None, None, number)


@pytest.mark.parametrize(
    "written",
    [3, 3.0, "3", "三", "三年级", "G1", "32班", "12班", "三十班", "三十二班", "全体", "三（2班", "300班", "1301班",
     2023, True, None, "三（2）班、三（3）班", "3-2", float("nan"), float("inf"), dt.date(2026, 3, 2), ""],
)  # fmt: skip
def test_what_is_no_class_or_may_be_two_is_none(written: object) -> None:
    assert parse_class(written) is None


@given(GRADES, st.integers(1, 99), st.sampled_from(["zh", "en"]))
def test_every_class_label_reads_back(grade: int, number: int, lang: str) -> None:
    assert parse_class(class_label(grade, number, lang)) == ClassName(grade, None, number)


@given(GRADES, st.sampled_from(["zh", "en"]))
def test_every_grade_label_reads_back(grade: int, lang: str) -> None:
    assert parse_grade(grade_label(grade, lang)) == grade
    assert parse_grades(grade_label(grade)) == (grade,)


def test_labels() -> None:
    assert class_label(3, 2) == "三（2）班"
    assert class_label(7, 1) == "七（1）班"
    assert class_label(10, 3) == "高一（3）班"
    assert grade_label(3) == "三年级"


@pytest.mark.parametrize(
    ("written", "grade"),
    [("三年级", 3), ("小三", 3), (3, 3), (3.0, 3), ("3", 3), ("３年级", 3), ("七年级", 7), ("初一", 7), ("高一", 10),
     ("初中一年级", 7), ("初中七年级", 7), ("小学三年级", 3), ("高中二年级", 11), ("十二年级", 12), ("初四", 9),
     ("初三年级", 9), ("预初", 6)],
)  # fmt: skip
def test_a_grade_is_read(written: object, grade: int) -> None:
    assert parse_grade(written) == grade


@pytest.mark.parametrize(
    "written", ["", "0", 0, 13, "十三", "小七", "高四", 3.5, True, None, "三（2）班", "全校"]
)
def test_what_is_no_grade_is_none(written: object) -> None:
    assert parse_grade(written) is None


def test_a_year_of_entry_needs_the_school_year_and_the_stage() -> None:
    assert parse_grade("2023级") is None
    assert parse_grade("2023级", 2025) is None
    assert parse_grade("2023级", 2025, "primary") == 3
    assert parse_grade("2023级", 2025, "junior") == 9
    assert parse_grade("2023级", 2025, "junior", "五四") == 8
    assert parse_grade("高2023级", 2025) == 12
    assert parse_grade("2015级", 2025, "primary") is None


def test_where_grade_six_is_junior_the_junior_years_are_not_guessed() -> None:
    assert parse_grade("初二", system="五四") is None
    assert parse_grade("八年级", system="五四") == 8


def test_stages_of_both_systems() -> None:
    assert [stage_of(g) for g in (1, 6, 7, 9, 10, 12)] == ["primary"] * 2 + ["junior"] * 2 + ["senior"] * 2
    assert [stage_of(g, "五四") for g in (5, 6, 9, 10)] == ["primary", "junior", "junior", "senior"]
    for grade in (0, 13):
        with pytest.raises(ValueError, match=str(grade)):
            stage_of(grade)


@pytest.mark.parametrize(
    ("written", "grades"),
    [
        *((w, (3, 4, 5, 6)) for w in ("三至六年级", "3-6年级", "三到六年级", "三年级~六年级", "3—6", "小学三至六年级")),
        ("一、二年级", (1, 2)),
        ("一至三、五年级", (1, 2, 3, 5)),
        ("初一至初三", (7, 8, 9)),
        ("初一、二", (7, 8)),
        ("初一至三", (7, 8, 9)),
        ("小学", (1, 2, 3, 4, 5, 6)),
        ("中学", (7, 8, 9, 10, 11, 12)),
        ("小学、高一", (1, 2, 3, 4, 5, 6, 10)),
        ("三年级", (3,)),
    ],
)  # fmt: skip
def test_several_grades_in_one_cell(written: str, grades: tuple[int, ...]) -> None:
    assert parse_grades(written) == grades


def test_grades_that_depend_on_the_school() -> None:
    assert parse_grades("小学", "五四") == (1, 2, 3, 4, 5)
    assert parse_grades("初中", "五四") == (6, 7, 8, 9)
    assert parse_grades("全校", whole=(7, 8, 9)) == (7, 8, 9)
    assert parse_grades("全校") == tuple(range(1, 13))


@pytest.mark.parametrize(
    "written", ["", "乱写", "六至三年级", "一二年级", "三年级、某年级", None, float("nan")]
)
def test_grades_that_cannot_be_told_are_none(written: object) -> None:
    assert parse_grades(written) is None


def test_the_school_year_starts_on_the_first_of_september() -> None:
    assert school_year_of(dt.date(2026, 8, 31)) == 2025
    assert school_year_of(dt.date(2026, 9, 1)) == 2026
    assert entry_year(3, 2025) == 2023
    assert entry_year(7, 2025) == 2019


@given(GRADES, st.integers(2000, 2060), st.sampled_from(["六三", "五四"]))
def test_a_cohort_is_found_again_in_its_grade(grade: int, school_year: int, system: str) -> None:
    stage = stage_of(grade, system)
    cohorts = [c for c in range(1980, 2061) if grade_of_cohort(c, school_year, stage, system) == grade]
    assert len(cohorts) == 1
    if stage == "primary":
        assert cohorts == [entry_year(grade, school_year)]


@given(CELLS, st.sampled_from(["六三", "五四"]))
def test_no_cell_whatever_stops_the_reading(value: object, system: str) -> None:
    found = parse_class(value, system)
    assert found is None or (found.number is not None and 1 <= found.number <= 99)
    assert parse_grade(value, 2025, "primary", system) in {None, *range(1, 13)}
    grades = parse_grades(value, system)
    assert grades is None or grades == tuple(sorted(set(grades)))
