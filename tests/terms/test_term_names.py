"""Names of terms and school years as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianfu.terms.calendar import Calendar, parse_school_year, parse_term


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("2025-2026学年第一学期", "2025-2026-1"),
        ("2025—2026学年度第二学期", "2025-2026-2"),
        ("2026年秋季学期", "2026-2027-1"),
        ("2026秋", "2026-2027-1"),
        ("2026年秋", "2026-2027-1"),
        ("2026年春季学期", "2025-2026-2"),
        ("2026春季", "2025-2026-2"),
        ("2025学年第一学期", "2025-2026-1"),
        ("2025学年度第2学期", "2025-2026-2"),
        ("2025学年下学期", "2025-2026-2"),
        ("2025-2026-1", "2025-2026-1"),
        ("2025-2026(2)", "2025-2026-2"),
        (" ２０２５－２０２６ 学年 （第一学期） ", "2025-2026-1"),
        ("2025～2026学年上学期", "2025-2026-1"),
        ("2025——2026学年第二学期", "2025-2026-2"),
        ("2025−2026学年第1学期", "2025-2026-1"),
        ("2025至2026学年第一学期", "2025-2026-1"),
        ("2025/2026学年第一学期", "2025-2026-1"),
        ("2025一2026学年第一学期", "2025-2026-1"),
        ("2025年—2026年第一学期", "2025-2026-1"),
        ("二〇二五—二〇二六学年度第一学期", "2025-2026-1"),
        ("二○二五至二○二六第二学期", "2025-2026-2"),
        ("25-26学年第一学期", "2025-2026-1"),
        ("2025-26学年下学期", "2025-2026-2"),
        ("1999-00学年第二学期", "1999-2000-2"),
        ("2025-2026学年春季学期", "2025-2026-2"),
        ("2025-2026学年第一学期（秋季）", "2025-2026-1"),
        ("2026-2027学年(第一学期", "2026-2027-1"),
    ],
)
def test_a_term_is_read(text: str, term: str) -> None:
    assert parse_term(text) == term
    assert parse_school_year(text) == int(term[:4])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "上学期",
        "下学期",
        "第一学期",
        "秋季学期",
        "2026年上学期",
        "2026年第一学期",
        "2026学年春季学期",
        "2025-2027学年第一学期",
        "2026-2025学年第一学期",
        "2025-2026学年第三学期",
        "2025-2026学年第一学期（春季）",
        "2025-2026学年",
        "2025-2026学年上半学期",
        "2011-12-1",
        "11-12-1",
        "2025-09-01",
        "2026年",
    ],
)
def test_what_names_no_term_or_several_is_not_guessed(text: str) -> None:
    assert parse_term(text) is None


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2026—2027学年", 2026),
        ("2026-2027", 2026),
        ("2026-2027学年度", 2026),
        ("26-27学年", 2026),
        ("2026学年", 2026),
        ("二〇二六学年度", 2026),
        ("2026", None),
        ("2026年", None),
        ("2011-12", None),
        ("2026-2028学年", None),
        ("学年", None),
    ],
)
def test_a_school_year_is_read(text: str, year: int | None) -> None:
    assert parse_school_year(text) == year


@given(st.text())
def test_any_text_is_read_or_left(text: str) -> None:
    assert (parse_term(text) is None) or parse_school_year(text) is not None


@given(
    st.integers(1990, 2098),
    st.sampled_from(["-", "—", "——", "–", "~", "～", "－", " - "]),
    st.sampled_from(["学年", "学年度", ""]),
    st.sampled_from([("第一学期", 1), ("第二学期", 2), ("上学期", 1), ("下学期", 2), ("（第 1 学期）", 1)]),
)
def test_a_term_read_is_a_term_of_the_calendar(
    year: int, dash: str, word: str, half: tuple[str, int]
) -> None:
    name, number = half
    term = parse_term(f"{year}{dash}{year + 1}{word}{name}")
    assert term == f"{year}-{year + 1}-{number}"
    assert Calendar([]).term_period(term).id == term
