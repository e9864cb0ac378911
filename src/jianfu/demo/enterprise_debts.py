"""What is owed to the county's firms, the deposits held of them, and what contact firms tell of their burden."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from jianfu.demo.answers import AnswerKey, Planted
from jianfu.demo.county import COUNTY, office, school
from jianfu.demo.firms import county_mark, firm
from jianfu.demo.sheets import Cell, Sheet, typed_day, write_book

NORMS = "enterprise"
INDUSTRY, ROADS, LABOUR = "330799-913", "330799-909", "330799-904"
CULTURE, HEALTH, JUNIOR = "330799-903", "330799-908", "330799-010"


def write_debts(folder: Path, key: AnswerKey) -> None:
    """账款支付台账, 保证金台账 of two bodies, 联系企业名单 and 负担监测表."""
    _write_payables(folder, key)
    _write_deposits(folder, key)
    _write_contacts(folder, key)


def _write_payables(folder: Path, key: AnswerKey) -> None:
    heads = [
        "序号", "付款单位", "付款单位性质", "收款企业", "合同号", "款项类别", "交付日期", "合同是否约定付款期限", "约定付款日",
        "付款日期",
        "应付金额", "是否约定逾期利率", "已付逾期利息", "是否强制接受票据", "是否以审计结果为付款条件", "逾期天数",
    ]  # fmt: skip
    culture, roads, health = office(CULTURE).name, office(ROADS).name, office(HEALTH).name
    labour, junior, builder = office(LABOUR).name, school(JUNIOR).name, firm(40).name
    no, yes = "否", "是"
    rows: list[tuple[Cell, ...]] = [
        (culture, "机关", 1, "图书", "2026-03-10", no, None, "2026-04-09", "8.6万元", no, None, no, no),
        (culture, "机关", 2, "服装", date(2026, 5, 6), no, None, date(2026, 6, 20), 32000, no, None, no, no),
        (roads, "机关", 3, "护栏", "2026.4.1", yes, "2026.5.31", "2026.5.31", 150000, no, None, no, no),
        (roads, "机关", 4, "标线", "2026年8月1日", yes, "2026年9月30日", None, 98000, no, None, no, no),
        (builder, "大型企业", 5, "包装", "2026-06-01", no, None, "2026-08-10", 45000, yes, None, no, no),
        (junior, "事业单位", 6, "食材", "2026-09-01", no, None, "2026-09-25", 26000, no, None, no, yes),
        (health, "机关", 7, "印刷", "2026-03-11", no, "2026-04-10", "2026-05-20", 20000, no, 100, no, no),
        (labour, "机关", 8, "物流", "2026-04-10", yes, "2026-05-10", "2026-05-20", 10000, no, 50, no, no),
        (labour, "机关", 9, "电缆", "2026-07-01", None, None, "2026-08-10", 18000, no, None, no, no),
    ]
    sheet = Sheet("账款")
    sheet.title(f"{COUNTY}中小企业账款支付台账（截至2026年11月20日）", len(heads))
    sheet.add(*heads)
    for n, (payer, kind, creditor, *rest) in enumerate(rows, 1):
        sheet.add(n, payer, kind, firm(int(str(creditor))).called, f"QHHT-{n:03d}", *rest, 0)
    write_book(folder / "913 县工信局" / "账款支付台账.xlsx", [sheet])

    def note(
        into: list[Planted], norm: str, who: str, contract: int, why: str, measured: object = None
    ) -> None:
        into.append(
            Planted(f"{NORMS}/payments/{norm}", who, why, record=f"QHHT-{contract:03d}", measured=measured)
        )

    note(key.traps, "days-to-pay", CULTURE, 1, "正好三十天")
    note(key.breached, "days-to-pay", CULTURE, 2, "四十五天才付", 45)
    note(key.traps, "days-to-pay", ROADS, 3, "约定了期限，正好六十天")
    note(key.breached, "days-to-pay", ROADS, 4, "到核算日还没付", 111)
    note(key.breached, "days-to-pay", firm(40).code, 5, "大型企业七十天才付", 70)
    note(key.breached, "barred-terms", JUNIOR, 6, "要等审计才付款", 1)
    note(key.breached, "days-to-pay", HEALTH, 7, "七十天才付", 70)
    note(key.breached, "late-interest", HEALTH, 7, "逾期四十天应付利息 400 元，只付 100 元", -300)
    note(key.traps, "late-interest", LABOUR, 8, "逾期十天，利息付足")
    note(key.not_evaluable, "days-to-pay", LABOUR, 9, "没写合同有没有约定期限")


def _write_deposits(folder: Path, key: AnswerKey) -> None:
    wages, repair, order = "农民工工资保证金", "道路恢复保证金", "文明施工押金"
    rows: dict[str, list[tuple[int, str, object, date, date | None, date | None, object, str | None]]] = {
        LABOUR: [
            (10, wages, 50000, date(2026, 2, 3), date(2026, 8, 31), date(2026, 9, 2), 50000, None),
            (14, wages, "5万元", date(2026, 3, 5), date(2026, 9, 30), date(2026, 9, 30), 46000, None),
            (40, wages, 80000, date(2026, 4, 8), date(2027, 4, 8), None, None, None),
        ],
        ROADS: [
            (11, order, 10000, date(2026, 5, 18), date(2026, 12, 31), None, None, None),
            (12, repair, 20000, date(2026, 1, 12), date(2026, 9, 1), date(2026, 9, 11), 20000, None),
            (13, repair, 30000, date(2026, 1, 20), date(2026, 8, 1), None, None, None),
            (
                15,
                repair,
                30000,
                date(2026, 2, 20),
                date(2026, 8, 20),
                date(2026, 8, 25),
                26000,
                "路面修复费用",
            ),
        ],
    }
    heads = [
        "序号",
        "缴纳企业",
        "保证金名称",
        "缴纳形式",
        "缴纳金额",
        "缴纳日期",
        "应退日期",
        "退还日期",
        "退还金额",
        "扣留原因",
    ]
    for style, (body, lines) in enumerate(rows.items()):
        sheet = Sheet("保证金")
        sheet.title(f"{office(body).name}涉企保证金台账", len(heads))
        sheet.add(*heads)
        for n, (who, item, amount, paid, due, back, returned, why) in enumerate(lines, 1):
            days = [typed_day(d, style) if d else None for d in (paid, due, back)]
            sheet.add(n, firm(who).name, item, "现金", amount, *days, returned, why)  # type: ignore[arg-type] # cells
        write_book(folder / f"{body[-3:]} {office(body).short}" / "保证金台账.xlsx", [sheet])

    def note(into: list[Planted], norm: str, who: str, why: str, measured: object, period: str | None = None,
             record: str | None = None, *, pack: bool = True, **group: object) -> None:  # fmt: skip
        into.append(Planted(f"{NORMS}/deposits/{norm}", who, why, period, group, record, measured, pack))

    note(key.breached, "off-list", ROADS, "文明施工押金不在清单上", 1, "2026-05", pack=False, item_key=order)
    note(key.breached, "return-lag", ROADS, "到期一百一十一天还没退", 111, record="2026-01-20")
    note(key.traps, "return-lag", ROADS, "正好第十天退还", None, record="2026-01-12", pack=False)
    note(key.breached, "returned-short", LABOUR, "少退四千元，没写原因", 4000, "2026-03")
    note(key.traps, "returned-short", ROADS, "写了扣留原因", None, "2026-02", pack=False)


def _write_contacts(folder: Path, key: AnswerKey) -> None:
    """Ten contact firms, told of twice last year and twice this year."""
    here = folder / "913 县工信局"
    heads = ["序号", "联系单位", "联系企业", "统一社会信用代码", "企业规模", "列为联系企业日期"]
    sheet = Sheet("名单")
    sheet.title(f"{COUNTY}负担监测联系企业名单", len(heads))
    sheet.add(*heads)
    for n in range(1, 11):
        sheet.add(n, office(INDUSTRY).name, firm(n).name, firm(n).credit_code, "小型", "2025-01-10")
    write_book(here / "负担监测联系企业名单.xlsx", [sheet])
    heads = [
        "序号", "企业名称", "监测期", "了解日期", "行政性收费", "经营服务性收费", "罚款支出", "摊派赞助支出", "订阅报刊支出",
        "负担合计",
        "接受检查次数",
    ]  # fmt: skip
    sheets = []
    for year in (2025, 2026):
        sheet = Sheet(f"{year}年")
        sheet.title(f"{COUNTY}联系企业负担监测表（{year}年）", len(heads))
        sheet.add(*heads)
        for period, day in (("上半年", date(year, 6, 24)), ("下半年", date(year, 9, 28))):
            for n in range(1, 11):
                if (year, period, n) != (2026, "下半年", 6):
                    sheet.add(
                        len(sheet.rows) - 1, firm(n).called, f"{year}年{period}", day, *_told(year, period, n)
                    )
        sheets.append(sheet)
    write_book(here / "联系企业负担监测表.xlsx", sheets)

    def note(into: list[Planted], norm: str, who: str, why: str, measured: object, *, period: str | None = "2026",
             record: str | None = None, **group: object) -> None:  # fmt: skip
        pack = into is not key.traps and norm != "levies-told"
        into.append(Planted(f"{NORMS}/contacts/{norm}", who, why, period, group, record, measured, pack))

    note(key.breached, "burden-change", firm(2).code, "负担比上年同期多一半", 150)
    note(key.traps, "burden-change", firm(3).code, "正好多一成", None)
    note(key.suspected, "inspections-told", firm(4).code, "说受检四次，只登记一次", 3)
    note(key.traps, "inspections-told", firm(5).code, "说的和登记的一样", None)
    note(key.breached, "kept-in-touch", INDUSTRY, "今年只了解过一次", 1, firm=firm(6).code)
    note(key.suspected, "levies-told", firm(7).code, "赞助 800 元", 1, period=None, record="2026-09-28")


def _told(year: int, period: str, number: int) -> list[Cell]:
    """What one firm told: charges, services, fines, levies, subscriptions, the total as typed, inspections."""
    now = year == 2026
    charges = {2: 2600 if now else 1600, 3: 1800 if now else 1600}.get(number, 1600 - 100 * now)
    levies = 800 if (now, period, number) == (True, "下半年", 7) else 0
    visits = {4: 2, 5: 1}.get(number, 0) if now else 0
    parts = [charges - levies, 400, 0, levies, 0]
    return [*parts, sum(parts), visits]


COUNTY_MARKS: list[dict[str, Any]] = [
    county_mark("deposits/return-lag", "保证金到期十天内退还。", "A deposit is returned within ten days of falling due.",
    at_most="10 days"),
    county_mark("deposits/returned-short", "保证金足额退还。", "Deposits are returned in full.", at_most="0 yuan"),
    county_mark("contacts/burden-change", "联系企业负担比上年同期最多增加一成。",
    "At most a tenth more than the same span last year.", at_most="110 percent"),
    county_mark("contacts/inspections-told", "企业说的检查不多于登记的。", "No more inspections told than entered.", at_most="0 times"),
    county_mark("contacts/kept-in-touch", "每家联系企业一年至少了解两次。", "Every contact firm is asked twice a year at least.",
    at_least="2 times"),
]  # fmt: skip
