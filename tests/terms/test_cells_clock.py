"""Clock times as people write them."""

import contextlib
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianfu.terms.cells import BadCell, parse_clock, parse_clock_range

CELLS = st.one_of(
    st.text(),
    st.text(alphabet="0123456789:：.点时分半上下午晚中早-~—至八二十零apm "),
    st.floats(),
    st.integers(),
    st.none(),
    st.booleans(),
    st.timedeltas(),
    st.dates(),
)


@pytest.mark.parametrize(
    "written",
    ["8:20", "08：20", "8.20", "上午8点20", "8时20分", "8点20分", "八点二十", "早上8:20", "8:20 AM", "8:20:00", 0.3472,
     "0.3472", 500 / 1440, 8.2, dt.time(8, 20), dt.datetime(1899, 12, 31, 8, 20), dt.timedelta(hours=8, minutes=20)],
)  # fmt: skip
def test_twenty_past_eight(written: object) -> None:
    assert parse_clock(written) == 500


@pytest.mark.parametrize(
    ("written", "hour", "minute"),
    [("下午2:30", 14, 30), ("2:30 PM", 14, 30), ("下午14:30", 14, 30), ("晚上9点", 21, 0), ("中午12:10", 12, 10),
     ("中午1点", 13, 0), ("8点半", 8, 30), ("8点一刻", 8, 15), ("八点零五分", 8, 5), ("8点整", 8, 0), (8.25, 8, 25),
     (8.0, 8, 0), ("24:00", 24, 0), ("0:00", 0, 0), (0, 0, 0), ("晚9:30", 21, 30)],
)  # fmt: skip
def test_other_times(written: object, hour: int, minute: int) -> None:
    assert parse_clock(written) == hour * 60 + minute


@pytest.mark.parametrize(
    "written",
    ["", "8", "8.5", 8.5, 3, 1, "25:00", "8:60", "8:2", "0820", "24:01", "上午12点", "上午13:00", "晚上12点", "见附件",
     "8 20", "8:20①", True, None, float("nan"), float("inf"), -0.5, 8.123, dt.date(2026, 1, 1), dt.timedelta(days=1)],
)  # fmt: skip
def test_what_is_no_clock_time_is_not_read(written: object) -> None:
    with pytest.raises(BadCell) as bad:
        parse_clock(written)
    parse_clock(bad.value.example)


@pytest.mark.parametrize(
    "written",
    ["8:20—9:00", "8:20-9:00", "8：20－9：00", "8:20 ~ 9:00", "8:20至9:00", "8.20-9.00", "8点20到9点", "上午8:20-9:00",
     "8:20--9:00", "08:20:00-09:00:00"],
)  # fmt: skip
def test_a_start_and_an_end(written: str) -> None:
    assert parse_clock_range(written) == (500, 540)


def test_the_part_of_the_day_holds_for_both_ends() -> None:
    assert parse_clock_range("下午2:00-2:40") == (840, 880)
    assert parse_clock_range("晚上7:00-8:30") == (1140, 1230)
    assert parse_clock_range("上午8:00-下午2:30") == (480, 870)
    assert parse_clock_range("上午11:20-12:00") == (680, 720)


@pytest.mark.parametrize(
    "written", ["", "8:20", "9:00-8:20", "8:20-8:20", "8:20-", "22:00-6:00", None, 0.5, True]
)
def test_what_is_no_start_and_end_is_not_read(written: object) -> None:
    with pytest.raises(BadCell) as bad:
        parse_clock_range(written)
    parse_clock_range(bad.value.example)


@given(st.times())
def test_times_read_back_in_every_guise(time: dt.time) -> None:
    h, m = time.hour, time.minute
    guises = (
        time,
        f"{h}:{m:02}",
        f"{h:02}：{m:02}",
        f"{h}.{m:02}",
        f"{h}时{m}分",
        round((h * 60 + m) / 1440, 4),
        (h * 60 + m) / 1440,
    )
    assert {parse_clock(g) for g in guises} == {h * 60 + m}


@given(st.integers(0, 1439), st.integers(1, 1439))
def test_ranges_read_back(start: int, length: int) -> None:
    end = min(start + length, 1440)
    assert parse_clock_range(f"{start // 60}:{start % 60:02}-{end // 60}:{end % 60:02}") == (start, end)


@given(CELLS)
def test_any_cell_is_a_clock_time_or_bad(value: object) -> None:
    with contextlib.suppress(BadCell):
        assert 0 <= parse_clock(value) <= 1440
    with contextlib.suppress(BadCell):
        start, end = parse_clock_range(value)
        assert 0 <= start < end <= 1440
