"""What lessons, results, orders and print jobs tell of themselves."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from jianfu.ledgers.lessons import (
    form_of_result,
    kind_of_print,
    one_period,
    price_after_discount,
    share_paid,
    sitting_of_print,
    weekday_of,
)


@pytest.mark.parametrize(
    ("result", "form"),
    [
        ("92", "marks"), ("88.5分", "marks"), ("１００", "marks"), ("A", "levels"), ("B+", "levels"), ("优", "levels"),
        ("良好", "levels"), ("待合格", "levels"), ("★★★", "levels"), ("甲等", "levels"), ("缺考", "absent"),
        ("病假", "absent"), ("还可以", None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_form_of_result(result: str | None, form: str | None) -> None:
    assert form_of_result(result) == form


@pytest.mark.parametrize(
    ("written", "share"),
    [
        ("0.95", Fraction(95, 100)), ("9.5折", Fraction(95, 100)), ("95折", Fraction(95, 100)), ("95%", Fraction(95, 100)),
        ("8折", Fraction(8, 10)), ("1", Fraction(1)), ("0", None), ("120%", None), ("面议", None),
    ],
)  # fmt: skip
def test_share_paid(written: str, share: Fraction | None) -> None:
    assert share_paid(written) == share


def test_price_after_discount_is_rounded_to_the_fen() -> None:
    assert price_after_discount(1850, None, "9.5折") == 1758
    assert price_after_discount(1850, None, None) == 1850
    assert price_after_discount(1850, None, "面议") is None
    assert price_after_discount(1850, 2000, None) is None
    assert price_after_discount(None, None, None) is None


@pytest.mark.parametrize(
    ("title", "kind", "sitting"),
    [
        ("七年级语文期中考试试卷", "exam", "期中考试"), ("第三单元测试卷（五年级）", "exam", "第三单元测试"),
        ("复印同步练习册第8页", "copied_aid", "复印同步练习册第8页"), ("课文学习单", "handout", "课文学习单"),
        ("致家长一封信", "notice", "致家长一封信"), ("口算练习", "homework", "口算练习"), ("资料一", None, "资料一"),
        (None, None, None),
    ],
)  # fmt: skip
def test_prints(title: str | None, kind: str | None, sitting: str | None) -> None:
    assert kind_of_print(title) == kind
    assert sitting_of_print(title) == sitting


def test_a_cancelled_lesson_is_none_and_days_have_weekdays() -> None:
    assert (one_period("cancelled"), one_period(None), one_period("swap")) == (0, 100, 100)
    assert weekday_of(date(2026, 10, 17)) == 6
    assert weekday_of(None) is None
