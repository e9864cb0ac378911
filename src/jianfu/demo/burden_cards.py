"""Households of the villages and their burden cards."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from jianfu.demo.answers import AnswerKey, Planted
from jianfu.demo.sheets import Cell, Sheet, typed_day, write_book
from jianfu.demo.villages import Household, Village

WATER, PRICE = "农业灌溉水费", 45
_CARDS_ISSUED = {2025: date(2025, 1, 12), 2026: date(2026, 1, 14)}


def plant(
    key: AnswerKey, norm: str, place: str, why: str, measured: object = None, *, kind: str = "breached", **more: Any
) -> None:  # fmt: skip
    """Note one thing planted; ``pack`` and what else a Planted says go in ``more``."""
    getattr(key, kind).append(Planted(f"farmer/{norm}", place, why, measured=measured, **more))


def money(fen: int) -> Cell:
    return fen // 100 if fen % 100 == 0 else fen / 100


def write_cards(folder: Path, place: Village, people: tuple[Household, ...], key: AnswerKey) -> None:
    """农户花名册, 监督卡发放登记 of two years, and the lines of this year's cards."""
    register = Sheet("农户花名册")
    register.title(f"{place.name}农户花名册", 8)
    register.add("序号", "组别", "户编号", "户主姓名", "家庭人口", "劳力", "承包面积（亩）", "户别")
    for n, h in enumerate(people):
        register.add(
            n + 1, h.team, h.number, h.head, f"{h.people}人" if n % 5 == 1 else h.people, h.labourers,
            h.land / 100, h.kind,
        )  # fmt: skip
    register.add("合计", None, None, None, sum(h.people for h in people))
    sheets = [register, *(_cards(place, people, year, key) for year in _CARDS_ISSUED)]
    sheets.append(_lines(place, people, key))
    write_book(folder / "农户和监督卡.xlsx", sheets)


def _cards(place: Village, people: tuple[Household, ...], year: int, key: AnswerKey) -> Sheet:
    """One card a household, but for what is planted: one missing, one twice, one nobody said was handed out."""
    sheet = Sheet(f"监督卡{year}")
    sheet.title(f"{place.name}{year}年度农民负担监督卡发放登记表", 7)
    sheet.add("填报人：村会计", None, None, f"填报日期：{year}年2月1日")
    sheet.add("序号", "户编号", "户主", "卡号", "人口", "发卡日期", "是否签收")
    missing, twice, unsaid = 6, 2, 7
    for n, h in enumerate(people):
        day = typed_day(_CARDS_ISSUED[year], place.number % 4)
        received = "√"
        if year == 2025 and place.number == missing and n == 4:
            day, received = None, "否"
            why = "2025 年十二户只发到十一户"
            plant(key, "burden-card/coverage", place.code, why, 91.6667, period="2025")
        if year == 2025 and place.number == unsaid and n == 7:
            day, received = None, ""
            why = "有一户没写是否发到"
            plant(key, "burden-card/coverage", place.code, why, period="2025", kind="not_evaluable")
        if year == 2026 and place.number == missing and n == 6:
            day, received = None, "否"
            group, paid = {"household": h.number}, PRICE * h.land / 100
            why = "卡没有发到户就收水费"
            plant(key, "burden-card/charged-without-card", place.code, why, paid, group=group, period="2026")
        sheet.add(n + 1, h.number, h.head, f"JD{year}-{n + 1:03d}", h.people, day, received)
        if year == 2026 and place.number == twice and n == 2:
            sheet.add(n + 1, h.number, h.head, f"JD{year}-{n + 101:03d}", h.people, day, received)
            why, group = "同一年发了两张卡", {"household": h.number}
            plant(key, "burden-card/one-card", place.code, why, 2, group=group, period="2026")
    sheet.add("说明：一户一卡，发放到户。")
    if year == 2025 and place.number == 1:
        plant(key, "burden-card/coverage", place.code, "每户一张", period="2025", kind="traps")
        group = {"household": people[0].number}
        plant(key, "burden-card/one-card", place.code, "两年各一张", group=group, kind="traps")
    return sheet


def water_price(place: Village) -> int:
    """Yuan a mu that a village's cards and charges say; one takes more than its board does."""
    return 48 if place.number == 5 else PRICE


def _lines(place: Village, people: tuple[Household, ...], key: AnswerKey) -> Sheet:
    sheet = Sheet("监督卡项目2026")
    heads = (
        "户编号",
        "户主",
        "项目",
        "标准",
        "数量",
        "应交金额",
        "应出工数",
        "实交",
        "日期",
        "收款人",
        "票据号",
    )
    sheet.title(f"{place.name}2026年度监督卡项目明细", len(heads))
    sheet.add(*heads)
    for n, h in enumerate(people):
        due = water_price(place) * h.land
        written: Cell = f"{due // 100}元" if n % 4 == 2 and due % 100 == 0 else money(due)
        paid: Cell = money(due)
        at = (place.number, n)
        if at == (1, 3):
            written = paid = money(due + 1000)
            _line(key, place, h, "line-adds-up", "应交多写了 10 元", -10, pack=True)
        if at == (1, 5):
            written = paid = money(due - 50)
            _line(key, place, h, "line-adds-up", "尾差五角，在允许范围内", kind="traps")
        if at == (4, 6):
            paid = money(due + 1500)
            _line(key, place, h, "paid-beyond-line", "卡上应交以外多交 15 元", 15)
        if at == (7, 2):
            written = None
            _line(key, place, h, "line-adds-up", "没写应交金额", kind="not_evaluable", pack=True)
        day = typed_day(date(2026, 6, 10), n % 4)
        sheet.add(
            h.number, h.head, WATER, f"{water_price(place)}元/亩", h.land / 100, written, None,
            None if place.number == 8 else paid, None if place.number == 8 else day, "村会计", f"{n + 1:07d}",
        )  # fmt: skip
        if place.number == 2:
            sheet.add(
                h.number,
                h.head,
                "一事一议筹资",
                "20元/人",
                h.people,
                20 * h.people,
                None,
                None,
                None,
                None,
                None,
            )
            sheet.add(
                h.number,
                h.head,
                "一事一议筹劳",
                "11工/劳力",
                h.labourers,
                None,
                11 * h.labourers,
                None,
                None,
                None,
                None,
            )
        if place.number == 4 and n < 3:
            sheet.add(h.number, h.head, "卫生费", "20元/户", 1, 20, None, 20, day, "村会计", None)
    return sheet


def _line(
    key: AnswerKey, place: Village, h: Household, norm: str, why: str, measured: object = None, **more: Any
) -> None:
    plant(key, f"burden-card/{norm}", place.code, why, measured, record=h.number, **more)
