"""Numbers in characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianfu.terms.numerals import chinese, chinese_number, normal


@pytest.mark.parametrize(
    ("written", "number"),
    [("零", 0), ("三", 3), ("两", 2), ("十", 10), ("十二", 12), ("四十", 40), ("一百二十", 120), ("一百零五", 105),
     ("一百一十五", 115), ("两千零三十", 2030), ("三千二百一十六", 3216), ("三万五千", 35_000), ("一千零五", 1005),
     ("十二万零三百", 120_300)],
)  # fmt: skip
def test_numerals(written: str, number: int) -> None:
    assert chinese_number(written) == number


@pytest.mark.parametrize(
    "written", ["", "一百二", "三万五", "一二", "百", "十十", "一百五", "零零", "三个", "一千二十"]
)
def test_shortened_or_broken_numerals_are_not_read(written: str) -> None:
    assert chinese_number(written) is None


@given(st.integers(0, 99))
def test_numbers_read_back(number: int) -> None:
    assert chinese_number(chinese(number)) == number


@given(st.text())
def test_the_normal_form_is_stable(text: str) -> None:
    assert normal(normal(text)) == normal(text)


@given(st.text(alphabet="零一二两三九十百千万"))
def test_no_text_stops_the_reading(text: str) -> None:
    found = chinese_number(text)
    assert found is None or 0 <= found < 10**8


def test_the_normal_form_joins_no_figures() -> None:
    assert normal(" 三 （ 2 ） 班 ") == "三(2)班"
    assert normal("40 50") == "40 50"
    assert normal("60①") == "60①"
    assert normal("６０\u200b分") == "60分"
