"""What must hold for every text: numerals read back, printed pieces stand in the text, nothing runs away."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianfu.plans.model import About, Context
from jianfu.plans.quantities import bounds, quantities
from jianfu.plans.quantities.figures import figures
from jianfu.plans.quantities.printed import number

PLAN = Context(About("青禾县方案", "student", "plan", "primary"))
DIGITS = "零一二三四五六七八九"


def chinese(n: int) -> str:
    """``n`` (1 to 9999) in characters, as it is written in full."""
    written, gap = "", False
    for place, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = n // place % 10
        if digit:
            written += ("零" if gap and written else "") + DIGITS[digit] + word
        gap = digit == 0
    return written.removeprefix("一") if 10 <= n < 20 else written


def test_every_number_reads_back() -> None:
    for n in range(1, 10_000):
        for printed in (chinese(n), str(n)):
            assert number(printed) == n, printed


@given(st.integers(1, 9_999), st.booleans(), st.sampled_from(["分钟", "元", "次", "页", "人", "节", "项"]))
@settings(max_examples=300, deadline=None)
def test_every_number_is_found_under_its_bound(n: int, han: bool, unit: str) -> None:
    text = f"总量不得超过{chinese(n) if han else n}{unit}。"
    (q,) = quantities(text, PLAN)
    assert (q.op, q.value) == ("<=", n)
    assert q.text in text


@given(
    st.integers(1, 500),
    st.integers(1, 500),
    st.sampled_from(["至", "到", "-", "—", "~", "——"]),
    st.booleans(),
)
@settings(max_examples=200, deadline=None)
def test_every_rising_range_is_one_quantity(low: int, more: int, to: str, han: bool) -> None:
    high = low + more
    first, last = (chinese(low), chinese(high)) if han else (str(low), str(high))
    (q,) = quantities(f"阅读时间控制在{first}{to}{last}分钟", PLAN)
    assert (q.op, q.value, q.unit) == ("between", (low, high), "minute")


@given(st.integers(0, 23), st.integers(0, 59))
@settings(max_examples=200, deadline=None)
def test_every_time_of_day_keeps_its_minute(hour: int, minute: int) -> None:
    (q,) = quantities(f"不得晚于{hour:02d}:{minute:02d}结束", PLAN)
    assert q.value == f"{hour:02d}:{minute:02d}"
    assert q.unit == "time"


# Mostly scraps of bounds, so that they meet in every order.
SCRAPS = [
    *(
        "不得超过",
        "不少于",
        "以上",
        "以内",
        "减少",
        "不留",
        "分别",
        "各",
        "每",
        "前",
        "至",
        "—",
        "、",
        ",",
        "。",
        ";",
        "“",
        "”",
        "(",
        ")",
    ),
    *(
        "一",
        "三",
        "十",
        "百",
        "万",
        "20",
        "1.5",
        "xx",
        "×",
        "半",
        "个",
        "分之",
        "x月",
        "x日",
        "8:20",
        "晚",
        "点",
        "〔",
        "〕",
    ),
    *(
        "小时",
        "分钟",
        "%",
        "天",
        "周",
        "学期",
        "元",
        "次",
        "节",
        "人",
        "年级",
        "小学",
        "初中",
        "作业",
        "考试",
        "书面",
        "优秀",
        "良好",
    ),
]
PIECES = st.lists(
    st.one_of(
        st.text(max_size=3),
        st.sampled_from(SCRAPS),
    ),
    max_size=24,
).map("".join)


@given(PIECES, PIECES)
@settings(max_examples=600, deadline=None)
def test_no_text_breaks_it_and_what_is_printed_stands_there(text: str, before: str) -> None:
    context = Context(PLAN.about, ("一、作业",), text, before)
    first = quantities(text, context)
    assert first == quantities(text, context)
    for q in first:
        assert q.text and q.text in text
        assert q.metric and q.unit
        assert q.value is not None
        assert q.op != "between" or (isinstance(q.value, tuple) and len(q.value) == 2) or q.masked
    bounds(text)
    for figure in figures(text):
        assert 0 <= figure.start < figure.end <= len(text)


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "一",
        "x",
        "不",
        "年级一",
        "1次",
        "1至",
        "一、",
        "不留书面",
        "三分之",
        "8:2",
        "1月",
        "“1次",
        "小学、",
        "1,000,",
    ],
)
def test_hostile_text_takes_time_in_step_with_its_length(unit: str) -> None:
    text = (unit * 40_000)[:40_000]
    quantities(unit, PLAN)
    started = time.perf_counter()
    quantities(text, PLAN)
    assert time.perf_counter() - started < 4
