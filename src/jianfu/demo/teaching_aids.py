"""Orders of teaching aids at four schools, and what was planted there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jianfu.demo.answers import AnswerKey, Planted
from jianfu.demo.county import TERM, TERM_NAME, grade_name, school
from jianfu.demo.sheets import Cell, Sheet, write_book

_AIDS = "student/teaching-aids"

COUNTY_MARKS: list[dict[str, Any]] = [
    {
        "norm": f"{_AIDS}/amounts", "between": ["0 yuan", "0 yuan"],
        "restated": {"zh": "金额就是单价乘数量。", "en": "The amount is price times copies."},
    },
]  # fmt: skip
"""The county's figure for what the nation leaves to places."""


@dataclass(frozen=True)
class Order:
    """One row of the form; money in yuan as typed."""

    grade: int
    subject: str
    title: str
    copies: Cell
    pupils: Cell
    consents: Cell
    price: Cell = 16
    amount: Cell = None
    class_name: str | None = None
    kind: str = "教辅"
    listed: str = "是"
    told: str = "是"
    discount: str | None = None


def write_teaching_aids(folder: Path, key: AnswerKey) -> None:
    """教辅征订表 of four schools."""
    for code, orders in _ORDERS.items():
        place = school(code)
        sheet = Sheet("征订")
        sheet.title(f"{place.name}{TERM_NAME}教辅材料征订表", 14)
        sheet.add("单位：元", None, None, "填报人：教导处")
        sheet.add(
            "序号", "年级", "班级", "学科", "教辅名称", "图书类别", "定价", "折扣", "征订数量", "学生人数", "自愿征订回执",
            "目录内", "是否发告知书", "金额（元）",
        )  # fmt: skip
        for n, o in enumerate(orders):
            amount = o.amount
            if amount is None and isinstance(o.copies, int) and isinstance(o.price, (int, float)):
                amount = round(o.price * o.copies, 2)
            sheet.add(
                n + 1, grade_name(o.grade), o.class_name, o.subject, o.title, o.kind, o.price, o.discount, o.copies,
                o.pupils, o.consents, o.listed, o.told, amount,
            )  # fmt: skip
        sheet.add("合计")
        sheet.add("注：自愿征订，不订不影响上课。")
        write_book(folder / f"{code[-3:]} {place.short}" / "教辅征订表.xlsx", [sheet])
    _note(key)


_ORDERS: dict[str, list[Order]] = {
    "330799-003": [
        Order(5, "数学", "数学同步练习（五上）", 36, 36, 36, class_name="五（1）班"),
        Order(5, "数学", "数学同步练习（五上）", "36本", 36, 36, class_name="五（2）班", amount=576),
        Order(5, "语文", "语文同步练习（五上）", 36, 36, 36, class_name="五（1）班"),
        Order(5, "语文", "语文同步练习（五上）", 31, 36, 31, class_name="五（2）班"),
        Order(5, "数学", "数学五年级上册", 72, 72, 72, kind="教科书", listed="否", told="否"),
    ],
    "330799-010": [
        Order(7, "英语", "英语同步练习（七上）", 120, 180, 120),
        Order(7, "英语", "英语阅读冲刺卷", 100, 180, 100, price="22.8元", amount=2280, listed="否"),
        Order(8, "物理", "物理同步练习（八上）", 110, 180, 110, told="无"),
        Order(9, "化学", "化学同步练习（九上）", None, 180, 120, amount=1920),
    ],
    "330799-005": [
        Order(6, "语文", "语文同步练习（六上）", 70, 76, 66),
        Order(6, "数学", "数学同步练习（六上）", 60, 76, 60, price=18.5, amount=1054.8, discount="9.5折"),
        Order(6, "英语", "英语同步练习（六上）", 50, 76, 50, price=15, amount=770),
    ],
    "330799-008": [Order(4, "数学", "数学同步练习（四上）", 20, 22, 20)],
}


def _note(key: AnswerKey) -> None:
    """What the rows above must give."""

    def planted(
        norm: str, code: str, why: str, grade: int, subject: str | None = None, measured: object = None
    ) -> Planted:
        group: dict[str, object] = {"grade": grade}
        if subject:
            group["subject"] = subject
        return Planted(f"{_AIDS}/{norm}", f"330799-{code}", why, TERM, group, measured=measured)

    key.breached += [
        planted("one-a-subject", "010", "英语订了两种", 7, "英语", 2),
        planted("on-the-list", "010", "目录外", 7, "英语", 1),
    ]
    key.suspected += [
        planted("told-voluntary", "010", "没发告知书", 8, None, 1),
        planted("ordered-and-consented", "005", "多订 4 册", 6, "语文", 4),
        planted("not-everybody", "003", "两个班人人都订", 5, "数学", 0),
        planted("ordered-and-roll", "008", "教学点没有这么多学生", 4, "数学"),
        Planted(
            f"{_AIDS}/amounts", "330799-005", "15 元 50 册写成 770 元", record="英语同步练习（六上）",
            measured=-20, pack=True,
        ),
    ]  # fmt: skip
    key.not_evaluable.append(planted("ordered-and-consented", "010", "没写订了多少", 9, "化学"))
    key.traps += [
        planted("not-everybody", "003", "一个班有人没订", 5, "语文"),
        planted("one-a-subject", "003", "教科书不算，两个班是一种", 5, "数学"),
        planted("on-the-list", "003", "教科书不在教辅目录", 5, "数学"),
        planted("told-voluntary", "003", "教科书不用告知", 5),
        planted("ordered-and-consented", "005", "正好", 6, "数学"),
        planted("ordered-and-roll", "003", "不比学生多", 5, "语文"),
        Planted(f"{_AIDS}/amounts", "330799-005", "九五折，每册 17.58 元", record="数学同步练习（六上）"),
    ]
