"""Amounts as people write them."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianfu.terms.cells import OPEN, BadCell, Parsed, parse_amount

UNITS = st.sampled_from(["minute", "fen", "hundredth", "person", "hour", "period"])
HEADINGS = st.sampled_from([None, "小时", "分钟", "万元", "元", "h", "节", "课时", "%"])
CELLS = st.one_of(
    st.text(),
    st.text(
        alphabet="0123456789０５.,-~—至到约≤≥不超过以内上下左右小时分钟半刻一二三十百千万零两元角节个次 ①²¥"
    ),
    st.floats(),
    st.integers(),
    st.none(),
    st.booleans(),
    st.decimals(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)


@pytest.mark.parametrize(
    ("written", "minutes"),
    [("60分钟", 60), ("60", 60), (60, 60), (60.0, 60), ("６０", 60), ("1.5小时", 90), ("1.5h", 90), ("90min", 90),
     ("四十分钟", 40), ("一百二十", 120), ("半小时", 30), ("半个小时", 30), ("一刻钟", 15), ("三刻钟", 45),
     ("1小时20分", 80), ("1小时 20分钟", 80), ("一小时二十分", 80), ("一个半小时", 90), ("两小时半", 150),
     ("1个小时", 60), ("1,200", 1200), ("1，200", 1200), (0, 0), (dt.timedelta(minutes=40), 40)],
)  # fmt: skip
def test_lengths_of_time(written: object, minutes: int) -> None:
    assert parse_amount(written, "minute") == Parsed(minutes)


@pytest.mark.parametrize("sign", ["-", "~", "～", "—", "——", "–", "至", "到", "－", " - "])
def test_two_ends_are_an_interval(sign: str) -> None:
    assert parse_amount(f"40{sign}50", "minute") == Parsed(40, 50)
    assert parse_amount(f"40{sign}50分钟", "minute") == Parsed(40, 50)


@pytest.mark.parametrize(
    ("written", "parsed"),
    [
        *(
            (w, Parsed(0, 60))
            for w in ("≤60", "<=60", "不超过60", "60以内", "60分钟以下", "60分钟及以下", "至多60")
        ),
        *((w, Parsed(60, OPEN)) for w in ("≥60", ">=60", "60以上", "不少于60", "60分钟以上", "至少1小时")),
        *((w, Parsed(40, None, True)) for w in ("约40", "40左右", "40上下", "大约40分钟", "约 40 分钟")),
        ("约40-50分钟", Parsed(40, 50, True)),
        ("1-2小时", Parsed(60, 120)),
        ("40分钟-1小时", Parsed(40, 60)),
        ("三十至四十分钟", Parsed(30, 40)),
        ("40-40", Parsed(40)),
    ],
)
def test_bounds_and_estimates(written: str, parsed: Parsed) -> None:
    assert parse_amount(written, "minute") == parsed


@pytest.mark.parametrize(
    "written",
    ["", " ", "30分钟左右吧?", "见附件", "-5", -5, "40.5", 40.5, "2课时", "1节", "1小时30", "1小时70分", "20分1小时",
     "二三十分钟", "一百二", "4O", "40-50-60", "50-40", "40 50", "60①", "60²", "½小时", "约", "≤", "40分钟/天", "40元",
     "少于60", "<60", "20多分钟", "小时", True, None, float("nan"), float("inf"), 1e20, dt.time(0, 40),
     dt.datetime(2026, 3, 4), 0.0278, Decimal("1e99999"), Decimal("sNaN"),
     dt.timedelta(seconds=90), dt.timedelta(minutes=-5)],
)  # fmt: skip
def test_what_is_not_wholly_understood_is_not_read(written: object) -> None:
    with pytest.raises(BadCell) as bad:
        parse_amount(written, "minute")
    assert bad.value.expected.zh
    assert bad.value.expected.en
    parse_amount(bad.value.example, "minute")


def test_a_number_of_thousands_of_digits_is_not_read() -> None:
    for unit in ("minute", "fen", "person"):
        with pytest.raises(BadCell):
            parse_amount(10**5000, unit)


def test_the_unit_of_the_heading_holds_for_plain_figures_only() -> None:
    assert parse_amount("1.5", "minute", "小时") == Parsed(90)
    assert parse_amount(1.5, "minute", "h") == Parsed(90)
    assert parse_amount(2, "hour") == Parsed(120)
    assert parse_amount(2, "hour", "分钟") == Parsed(2)
    assert parse_amount("40分钟", "minute", "小时") == Parsed(40)
    assert parse_amount("1-2", "minute", "小时") == Parsed(60, 120)
    assert parse_amount(0.35, "fen", "万元") == Parsed(350_000)
    assert parse_amount("3500元", "fen", "万元") == Parsed(350_000)


def test_lessons_are_no_length_of_time() -> None:
    for value, heading in (("2课时", None), (2, "课时"), ("2", "节")):
        with pytest.raises(BadCell) as bad:
            parse_amount(value, "minute", heading)
        assert "课时" in bad.value.expected.zh


@pytest.mark.parametrize(
    ("written", "fen"),
    [("100", 10_000), (100, 10_000), ("0.35万元", 350_000), ("1,200", 120_000), ("¥5", 500), ("￥5.50", 550),
     ("3元5角", 350), ("三万元", 3_000_000), ("三万五千元", 3_500_000), ("10元整", 1_000), ("1,200.50元", 120_050),
     ("12万", 12_000_000), ("5分", 5), (0.1 + 0.2, 30), ("两百元", 20_000), (19.99, 1_999),
     (9169292.03, 916_929_203)],
)  # fmt: skip
def test_money(written: object, fen: int) -> None:
    assert parse_amount(written, "fen") == Parsed(fen)


@pytest.mark.parametrize("written", ["0.001", "100元/人", "1万2千元", "1,20", "5%", "5美元"])
def test_money_that_is_not_read(written: str) -> None:
    with pytest.raises(BadCell):
        parse_amount(written, "fen")


@pytest.mark.parametrize(
    ("written", "hundredths"),
    [
        ("0.5", 50),
        (0.5, 50),
        (2, 200),
        ("2节", 200),
        ("1.25", 125),
        ("半节", 50),
        ("一节半", 150),
        ("2课时", 200),
    ],
)
def test_hundredths(written: object, hundredths: int) -> None:
    assert parse_amount(written, "hundredth") == Parsed(hundredths)
    assert parse_amount(written, "period") == Parsed(hundredths)


@pytest.mark.parametrize(
    ("written", "count"),
    [("三次", 3), ("3次", 3), ("40人", 40), ("2节", 2), ("1,200字", 1200), ("12.0", 12), (12.0, 12), ("3人次", 3),
     ("十二", 12), ("3个班", 3), ("一百二十人", 120), ("1.2万字", 12_000), ("5", 5)],
)  # fmt: skip
def test_counts(written: object, count: int) -> None:
    assert parse_amount(written, "person") == Parsed(count)


@pytest.mark.parametrize("written", ["12.5", 12.5, "30分钟", "200元", "9月", "3%", "第3次", "三、四次", "半"])
def test_counts_that_are_not_read(written: object) -> None:
    with pytest.raises(BadCell):
        parse_amount(written, "person")


@pytest.mark.parametrize("unit", ["clock", "percent", "month", "working_day"])
def test_units_that_are_no_amounts(unit: str) -> None:
    with pytest.raises(ValueError, match=unit):
        parse_amount("3", unit)


@given(CELLS, UNITS, HEADINGS)
def test_any_cell_is_an_amount_or_bad(value: object, unit: str, heading: str | None) -> None:
    try:
        found = parse_amount(value, unit, heading)
    except BadCell:
        return
    assert type(found.value) is int
    assert found.value >= 0
    assert found.max is None or (type(found.max) is int and found.value < found.max <= OPEN)


@given(st.integers(0, 10**9))
def test_whole_numbers_read_back_in_every_guise(number: int) -> None:
    for guise in (number, float(number), str(number), f"{number:,}", f"{number}分钟", f" {number} 分钟 "):
        assert parse_amount(guise, "minute") == Parsed(number)
    wide = str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert parse_amount(wide, "person") == Parsed(number)


@given(st.integers(0, 10**9), st.integers(1, 10**6))
def test_intervals_read_back(low: int, width: int) -> None:
    assert parse_amount(f"{low}-{low + width}", "person") == Parsed(low, low + width)


@given(st.integers(0, 10**9))
def test_money_reads_back(fen: int) -> None:
    assert parse_amount(fen / 100, "fen") == Parsed(fen)
    assert parse_amount(f"{fen / 100:,.2f}元", "fen") == Parsed(fen)
