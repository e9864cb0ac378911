"""What is charged to the county's firms: the list, what bodies booked, what firms hold receipts for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from random import Random

from jianfu.demo.county import COUNTY, office
from jianfu.demo.firms import FIRMS, firm
from jianfu.demo.sheets import Cell, Sheet, typed_day, write_book, write_csv

MARKET, ROADS, SAFETY, HEALTH, TOWN = (f"330799-{n}" for n in ("905", "909", "902", "908", "910"))
LIFTS, METERS, DIGGING, WASHING = "特种设备检验费", "计量检定费", "道路占用挖掘费", "路面清洗费"
SAMPLES, TRAINING, CREDIT, PRINTING = "卫生检测费", "安全培训考核费", "质量信用评估费", "打印费"
_TREASURY, _FISCAL, _CASH = "国库", "财政专户", "现金"


@dataclass(frozen=True)
class Charge:
    """One charge as the body books it; ``paid`` is what the firm's card says where it says otherwise."""

    body: str
    firm: int
    day: date
    item: str
    standard: str
    quantity: float | None
    amount: float
    account: str = _TREASURY
    card: str | None = None
    covers: str | None = None
    nature: str = "行政事业性收费"
    receipt: str = ""
    paid: float | None = None
    on_card: bool = True
    voluntary: str = "否"


@dataclass(frozen=True)
class Payment:
    """One line of a firm's card."""

    firm: int
    day: date
    body: str
    item: str
    amount: float
    receipt: str | None
    kind: str = "财政票据"
    voluntary: str | None = "否"
    basis: str | None = "目录清单"


def write_charges(folder: Path, seed: int) -> None:
    """涉企收费目录清单, 收费员证登记表, 收费台账 of each body, 企业交费登记卡 of the firms."""
    charges = _numbered(_ordinary(seed) + _planted())
    _write_list(folder)
    _write_licences(folder)
    _write_charges(folder, charges)
    _write_cards(folder, charges)


def card_of(body: str, number: int = 1) -> str:
    return f"QH-SF-{body[-2:]}0{number}"


def _ordinary(seed: int) -> list[Charge]:
    """Charges as they should be: on the list, at its standard, receipted and paid in."""
    random = Random(f"{seed}/firms/charges")
    found = []

    def put(
        body: str,
        number: int,
        day: date,
        item: str,
        price: int,
        count: int,
        unit: str,
        covers: str | None = None,
    ) -> None:
        paid_in = random.random() < 0.7
        found.append(
            Charge(
                body, number, day, item, f"每{unit}{price}元", count, price * count,
                _TREASURY if paid_in else _FISCAL, None if paid_in else card_of(body), covers,
            )
        )  # fmt: skip

    for n in range(1, 21):
        autumn = n % 3 == 0
        day = date(2026, 9 + n % 2 if autumn else 3 + n % 3, 3 + n)
        put(MARKET, n, day, LIFTS, 150 if autumn else 200, 1 + n % 3, "件", "2026年")
    for n in range(11, 35):
        put(
            MARKET,
            n,
            date(2026, 2 + n % 8, random.randint(2, 26)),
            METERS,
            80,
            random.randint(1, 4),
            "台",
            "2026年",
        )
    for n in range(30, 37):
        put(
            ROADS,
            n,
            date(2026, 3 + n % 7, random.randint(2, 26)),
            DIGGING,
            20,
            random.randint(10, 40),
            "平方米",
        )
    for n in range(21, 33):
        put(HEALTH, n, date(2026, 4 + n % 7, random.randint(2, 26)), SAMPLES, 35, random.randint(2, 8), "份")
    return found


def _planted() -> list[Charge]:
    """Charges that are not as they should be, or just are."""
    lifts = Charge(MARKET, 21, date(2026, 7, 9), LIFTS, "每件200元", 1, 200, covers="2026年")
    meters = Charge(MARKET, 15, date(2026, 5, 21), METERS, "80元/台", 2, 160)
    digging = Charge(ROADS, 12, date(2026, 5, 6), DIGGING, "20元/平方米", 20, 400, covers="一期")
    washing = Charge(ROADS, 31, date(2026, 2, 10), WASHING, "每车次30元", 2, 60)
    samples = Charge(HEALTH, 29, date(2026, 2, 26), SAMPLES, "35元/份", 4, 140)
    training = Charge(SAFETY, 15, date(2026, 10, 20), TRAINING, "60元/人", 3, 180)
    credit = Charge(MARKET, 26, date(2026, 10, 13), CREDIT, "每户500元", 1, 500)
    twice = f"QF26-{MARKET[-3:]}-777"
    return [
        lifts,
        replace(lifts, firm=22, day=date(2026, 6, 30)),
        replace(lifts, firm=5, day=date(2026, 11, 3), standard="每件150元", amount=150),
        replace(meters, paid=460),
        replace(meters, firm=35, day=date(2026, 8, 12), standard="100元/台", quantity=1, amount=100),
        replace(meters, firm=36, day=date(2026, 9, 8), quantity=1, amount=80, receipt=twice),
        replace(meters, firm=37, day=date(2026, 9, 8), quantity=1, amount=80, receipt=twice),
        replace(meters, firm=38, day=date(2026, 9, 15), quantity=1, amount=80, account=_FISCAL, card=card_of(MARKET, 2)),
        replace(meters, firm=39, day=date(2026, 8, 31), quantity=1, amount=80, account=_FISCAL, card=card_of(MARKET, 2)),
        credit,
        replace(credit, firm=27, day=date(2026, 10, 14)),
        Charge(
            MARKET, 1, date(2026, 10, 15), PRINTING, "每次20元", 1, 20, "单位账户", card_of(MARKET), None, "市场调节价",
            voluntary="是",
        ),
        digging,
        replace(digging, day=date(2026, 5, 9), covers="二期"),
        replace(digging, day=date(2026, 5, 12), covers="三期"),
        replace(digging, firm=13, day=date(2026, 6, 2), covers="一期"),
        replace(digging, firm=13, day=date(2026, 6, 5), covers="二期"),
        replace(digging, firm=39, day=date(2026, 8, 20), quantity=30, amount=680, covers=None),
        replace(digging, firm=14, day=date(2026, 6, 9), quantity=15, amount=300, account=_CASH, card=card_of(ROADS), covers=None),
        replace(digging, firm=16, day=date(2026, 10, 12), quantity=10, amount=200, covers=None, on_card=False),
        replace(digging, firm=37, day=date(2026, 10, 9), quantity=10, amount=200, covers=None, account=_FISCAL, card="QH-SF-0999"),
        replace(digging, firm=38, day=date(2026, 10, 22), standard="按面积分段", quantity=None, amount=900, covers=None),
        washing,
        replace(washing, firm=32, day=date(2025, 12, 31)),
        samples,
        replace(samples, firm=30, day=date(2026, 3, 1)),
        replace(samples, firm=38, day=date(2026, 6, 16), quantity=10, amount=350, account=_CASH, card=card_of(HEALTH)),
        training,
        replace(training, firm=16, day=date(2026, 10, 21), quantity=2, amount=120),
    ]  # fmt: skip


def _numbered(charges: list[Charge]) -> list[Charge]:
    """Charges in order of days, each with the number of its receipt."""
    given: dict[str, int] = {}
    found = []
    for charge in sorted(charges, key=lambda c: (c.body, c.day, c.firm)):
        if not charge.receipt:
            given[charge.body] = given.get(charge.body, 0) + 1
            charge = replace(charge, receipt=f"QF26-{charge.body[-3:]}-{given[charge.body]:03d}")
        found.append(charge)
    return found


def _write_list(folder: Path) -> None:
    """涉企收费目录清单.xlsx, with what ended and what was changed; bodies merged down."""
    rows: list[tuple[str, list[Cell]]] = [
        (MARKET, [LIFTS, "行政事业性收费", "每件200元", "青价〔2019〕12号", "县级", None, "2026-06-30", "标准调整", "是"]),
        (MARKET, [LIFTS, "行政事业性收费", "每件150元", "青价〔2026〕5号", "县级", "2026-07-01", None, None, "是"]),
        (MARKET, [METERS, "行政事业性收费", "80元/台", "青价〔2019〕12号", "市、县", None, None, None, "是"]),
        (ROADS, [DIGGING, "行政事业性收费", "20元/平方米", "青价〔2018〕3号", "县级", "2018年5月1日", None, None, "是"]),
        (ROADS, [WASHING, "行政事业性收费", "每车次30元", "青价〔2018〕3号", "县级", "2018.5.1", "2025.12.31", "停征", "是"]),
        (ROADS, ["道路恢复保证金", "涉企保证金", "合同价的3%", "青价〔2018〕3号", "县级", None, None, None, "是"]),
        (HEALTH, [SAMPLES, "政府定价经营服务性收费", "每份35元", "青价〔2026〕2号", "县级", date(2026, 3, 1), None, "新增", "是"]),
        (HEALTH, ["饮用水全项检测费", "行政事业性收费", "每样800元", "青价〔2017〕9号", "省级", None, None, None, "是"]),
        (SAFETY, [TRAINING, "行政事业性收费", "60元/人", "青价〔2020〕1号", "县级", None, None, None, "否"]),
        ("330799-906", ["动物检疫费", "行政事业性收费", "每头2元", "无", "县级", None, None, None, "是"]),
        ("330799-904", ["农民工工资保证金", "涉企保证金", "合同价的2%", "青人社〔2021〕7号", "县级", None, None, None, "是"]),
    ]  # fmt: skip
    heads = [
        "序号",
        "收费单位",
        "收费项目",
        "收费性质",
        "收费标准",
        "政策依据",
        "征收层级",
        "执行日期",
        "停止执行日期",
        "变动情况",
        "是否公示",
        "举报电话",
    ]
    sheet = Sheet("目录清单")
    sheet.title(f"{COUNTY}涉企收费目录清单（2026年9月更新）", len(heads))
    sheet.add(*heads)
    rows.sort(key=lambda r: r[0])
    starts: dict[str, int] = {}
    for n, (body, cells) in enumerate(rows, 1):
        at = sheet.add(n, office(body).name if body not in starts else None, *cells, "12345")
        starts.setdefault(body, at)
    for body, first in starts.items():
        sheet.merge_down(2, first, first + sum(r[0] == body for r in rows) - 1)
    sheet.add("说明：清单之外的收费，企业可以拒绝。")
    write_book(folder / "涉企收费目录清单.xlsx", [sheet])


def _write_licences(folder: Path) -> None:
    """收费员证登记表: one card ran out in August."""
    sheet = Sheet("收费员证")
    heads = ["序号", "持证单位", "证件种类", "证件编号", "持证人", "核准收费项目", "有效期", "证件状态"]
    sheet.title(f"{COUNTY}收费许可证和收费员证登记表", len(heads))
    sheet.add(*heads)
    people = (
        (MARKET, card_of(MARKET), "吕佳宁", LIFTS, "2025.1.1-2027.12.31"),
        (MARKET, card_of(MARKET, 2), "施建国", METERS, "2023.9.1-2026.8.31"),
        (ROADS, card_of(ROADS), "孔志强", DIGGING, "2025.1.1-2027.12.31"),
        (HEALTH, card_of(HEALTH), "曹丽华", SAMPLES, "2025年1月1日至2027年12月31日"),
    )
    for n, (body, card, who, item, span) in enumerate(people, 1):
        sheet.add(n, office(body).name, "收费员证", card, who, item, span, "有效")
    sheet.add(5, office(MARKET).name, "收费许可证", "QH-XK-0501", None, LIFTS, "2025.1.1-2027.12.31", "有效")
    write_book(folder / "收费员证登记表.xlsx", [sheet])


def _write_charges(folder: Path, charges: list[Charge]) -> None:
    """收费台账 of each body: two as workbooks, one in 万元, one as CSV of another office system."""
    heads: list[Cell] = [
        "序号", "交费企业", "收费日期", "收费项目", "收费性质", "执行标准", "数量", "收费金额", "费款所属期", "票据号", "票据类型",
        "缴入账户", "收费员证号",
    ]  # fmt: skip
    for style, body in enumerate(sorted({c.body for c in charges})):
        own = [c for c in charges if c.body == body]
        rows: list[list[Cell]] = [
            [
                n, firm(c.firm).name if n % 2 else firm(c.firm).called, typed_day(c.day, style), c.item, c.nature, c.standard,
                c.quantity, f"{c.amount:g}元" if n % 5 == 0 else c.amount, c.covers, c.receipt, "财政票据", c.account, c.card,
            ]
            for n, c in enumerate(own, 1)
        ]  # fmt: skip
        here = folder / f"{body[-3:]} {office(body).short}"
        if body == HEALTH:
            write_csv(here / "收费明细2026.csv", [heads, *rows], "gb18030")
            continue
        sheet = Sheet("2026年")
        sheet.title(f"{office(body).name}2026年收费台账", len(heads))
        sheet.add("填报人：谢晓燕", None, None, "填报日期：2026年11月20日")
        sheet.add(*heads)
        sheet.rows += rows
        sheet.add("合计", None, None, None, None, None, None, sum(c.amount for c in own))
        write_book(here / "收费台账2026.xlsx", [sheet])


def _payments(charges: list[Charge]) -> list[Payment]:
    found = [
        Payment(c.firm, c.day, c.body, c.item, c.paid or c.amount, c.receipt, voluntary=c.voluntary)
        for c in charges
        if c.on_card
    ]  # fmt: skip
    guild = "青禾县企业家协会"
    return [
        *found,
        Payment(17, date(2026, 9, 17), SAFETY, "安全服务费", 300, None, "无", basis=None),
        Payment(20, date(2026, 7, 8), TOWN, "文化节赞助", 2000, "GP-20260708", "发票", None, None),
        Payment(21, date(2026, 3, 5), guild, "会费", 1000, "GP-20260305", "发票", "是", "章程"),
    ]


def _write_cards(folder: Path, charges: list[Charge]) -> None:
    """企业交费登记卡: ten firms a workbook, a sheet each; a firm that paid nothing has none."""
    payments = _payments(charges)
    for first in range(1, len(FIRMS), 10):
        sheets = []
        for number in range(first, first + 10):
            own = sorted((p for p in payments if p.firm == number), key=lambda p: p.day)
            if own:
                sheets.append(_sheet_of(number, own))
        write_book(folder / "企业交费登记卡" / f"第{first // 10 + 1}册.xlsx", sheets)


def _sheet_of(number: int, payments: list[Payment]) -> Sheet:
    sheet = Sheet(firm(number).called.removesuffix("有限公司"))
    heads = [
        "序号",
        "交费日期",
        "收费单位",
        "交费项目",
        "交费金额（元）",
        "票据号",
        "票据类型",
        "收费依据",
        "是否自愿",
        "经办人",
    ]
    sheet.title(f"{firm(number).name}交费登记卡", len(heads))
    sheet.add(f"统一社会信用代码：{firm(number).credit_code}")
    sheet.add(*heads)
    for n, p in enumerate(payments, 1):
        body = office(p.body).name if p.body.startswith("330799") else p.body
        day = typed_day(p.day, number % 4)
        sheet.add(n, day, body, p.item, p.amount, p.receipt, p.kind, p.basis, p.voluntary, "郑敏")
    sheet.add("合计", None, None, None, sum(p.amount for p in payments))
    return sheet
