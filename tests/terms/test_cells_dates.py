"""Dates as people write them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianfu.terms.cells import BadCell, DateParsed, parse_date

YEARS = (2026, 2027)
DAYS = st.dates(dt.date(1955, 1, 1), dt.date(2100, 12, 31))
CELLS = st.one_of(
    st.text(),
    st.text(alphabet="0123456789年月日号.-/至~—上中下旬(（周星期一三)T: 〇二六十"),
    st.floats(),
    st.integers(),
    st.none(),
    st.booleans(),
    st.times(),
    st.timedeltas(),
)


@pytest.mark.parametrize(
    "written",
    ["2026.10.14", "2026/10/14", "2026-10-14", "2026年10月14日", "2026 年 10 月 14 日", "20261014", 20261014,
     20261014.0, 46309, 46309.0, 46309.35, "46309", "2026-10-14 00:00:00", "2026-10-14T08:20:00", "2026/10/14 8:20",
     "2026年10月14日（周三）", "2026/10/14 周三", "2026年10月14号星期三", "２０２６．１０．１４", "二〇二六年十月十四日",
     dt.date(2026, 10, 14), dt.datetime(2026, 10, 14, 8, 20)],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(written: object) -> None:
    assert parse_date(written) == DateParsed(dt.date(2026, 10, 14))


@pytest.mark.parametrize(
    "written",
    ["", "长期", "每学期末", "立行立改", "2026年9月", "9月上旬", "9月1日", "2026-02-30", "2026.13.1", "25.9.1",
     "2026-10/14", "2026-10-14-", 9.1, 2026, 202609, True, None, float("nan"), float("inf"), -5, 10**9, dt.time(8),
     "2026/10/14 周四", "11月12-13日", "12 34", "1026-10-14"],
)  # fmt: skip
def test_what_is_no_day_is_not_read(written: object) -> None:
    with pytest.raises(BadCell) as bad:
        parse_date(written)
    parse_date(bad.value.example)


@pytest.mark.parametrize(
    ("written", "day"),
    [("9月1日", (2026, 9, 1)), ("12月31日", (2026, 12, 31)), ("1月5日", (2027, 1, 5)), ("8月31日", (2027, 8, 31)),
     ("9.1", (2026, 9, 1)), ("9/1", (2026, 9, 1)), ("10月14日（周三）", (2026, 10, 14))],
)  # fmt: skip
def test_a_day_without_a_year_takes_it_from_the_school_year(written: str, day: tuple[int, int, int]) -> None:
    assert parse_date(written, YEARS) == DateParsed(dt.date(*day), None, True)


@pytest.mark.parametrize(
    ("written", "first", "last", "approx"),
    [("2026年9月", "2026-09-01", "2026-09-30", False), ("2026.2", "2026-02-01", "2026-02-28", False),
     ("2028-02", "2028-02-01", "2028-02-29", False), ("2026年", "2026-01-01", "2026-12-31", False),
     ("9月上旬", "2026-09-01", "2026-09-10", True), ("2026年9月中旬", "2026-09-11", "2026-09-20", False),
     ("2月下旬", "2027-02-21", "2027-02-28", True), ("9月份", "2026-09-01", "2026-09-30", True),
     ("11月12-13日", "2026-11-12", "2026-11-13", True), ("2026.9.1—2026.9.5", "2026-09-01", "2026-09-05", False),
     ("2026-9-1-2026-9-3", "2026-09-01", "2026-09-03", False), ("12月30日至1月2日", "2026-12-30", "2027-01-02", True),
     ("2026年9月28日-10月3日", "2026-09-28", "2026-10-03", False)],
)  # fmt: skip
def test_part_of_a_date_is_an_interval_where_it_is_allowed(
    written: str, first: str, last: str, approx: bool
) -> None:
    expected = DateParsed(dt.date.fromisoformat(first), dt.date.fromisoformat(last), approx)
    assert parse_date(written, YEARS, allow_partial=True) == expected
    with pytest.raises(BadCell):
        parse_date(written, YEARS)


@pytest.mark.parametrize(
    "written", ["2026.9.5-2026.9.1", "13月", "9月底", "长期", "至2026.9.1", "2026年13月"]
)
def test_part_of_a_date_that_is_not_read(written: str) -> None:
    with pytest.raises(BadCell):
        parse_date(written, YEARS, allow_partial=True)


@given(DAYS)
def test_days_read_back_in_every_guise(day: dt.date) -> None:
    serial = (day - dt.date(1899, 12, 30)).days
    weekday = "一二三四五六日"[day.weekday()]
    y, m, d = day.year, day.month, day.day
    guises = (day, serial, float(serial), day.isoformat(), f"{y}.{m}.{d}", f"{y}/{m}/{d}", f"{y}年{m}月{d}日（周{weekday}）",
              f"{day:%Y%m%d}", f"{day.isoformat()} 00:00:00")  # fmt: skip
    assert {parse_date(g) for g in guises} == {DateParsed(day)}


@given(CELLS, st.sampled_from([None, YEARS]), st.booleans())
def test_any_cell_is_a_date_or_bad(value: object, hint: tuple[int, int] | None, partial: bool) -> None:
    try:
        found = parse_date(value, hint, partial)
    except BadCell:
        return
    assert found.last is None or (partial and found.first <= found.last)
