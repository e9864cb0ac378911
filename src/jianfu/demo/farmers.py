"""What villages keep about charges, publication, subsidies and newspapers."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from jianfu.demo.answers import AnswerKey
from jianfu.demo.burden_cards import PRICE, WATER, money, plant, water_price, write_cards
from jianfu.demo.county import COUNTY
from jianfu.demo.sheets import Sheet, typed_day, write_book
from jianfu.demo.villages import VILLAGES, Household, Village, households

NORMS = "farmer"

_FIGURES: tuple[tuple[str, dict[str, Any], str, str], ...] = (
    ("price-board/publication-lag", {"at_most": "7 days"}, "收费变动后7天内上栏公示。", "Changes are posted within 7 days."),
    ("price-board/nothing-published", {"at_least": "1 record", "for": "organisation_kind = 'village'"},
     "村里至少公示一项。", "A village posts at least one item."),
    ("price-board/charged-unlisted", {"at_most": "0 yuan"}, "未公示的不得收取。", "Nothing unposted is charged."),
    ("price-board/charged-above", {"at_most": "0 yuan"}, "不得高于公示标准。", "Never above the published price."),
    ("burden-card/line-adds-up", {"between": ["-1 yuan", "1 yuan"]}, "尾差不超过1元。", "Rounding of at most 1 yuan."),
    ("levy/per-head-cap", {"at_most": "20 yuan"}, "人均筹资每年不超过20元。", "At most 20 yuan a head and year."),
    ("levy/labour-cap", {"at_most": "10 workdays"}, "每个劳动力每年不超过10个工日。", "At most 10 workdays a labourer and year."),
    ("levy/total-adds-up", {"between": ["-1 yuan", "1 yuan"]}, "尾差不超过1元。", "Rounding of at most 1 yuan."),
    ("subscriptions/yearly-cap", {"at_most": "1000 yuan", "for": "organisation_kind = 'village'"},
     "村级报刊全年不超过1000元。", "A village spends at most 1,000 yuan a year."),
    ("subscriptions/yearly-cap", {"at_most": "3000 yuan", "for": "organisation_kind = 'school'"},
     "农村学校报刊全年不超过3000元。", "A rural school spends at most 3,000 yuan a year."),
    ("subscriptions/no-proxy-deduction", {"at_most": "0 records"}, "不得代扣报刊费。", "No deduction for newspapers."),
    ("subsidies/nothing-deducted", {"at_most": "0 yuan"}, "不得从补贴中抵扣。", "Nothing is set off against subsidies."),
    ("subsidies/paid-in-full", {"between": ["0 yuan", "0 yuan"]}, "应发与实发相符。", "Paid as due."),
    ("subsidies/signed-and-posted", {"at_most": "0 records"}, "笔笔签字、公示。", "Every payment is signed for and posted."),
    ("subsidies/posted-before-paid", {"at_least": "7 days"}, "发放前公示7天。", "Posted 7 days before payment."),
    ("subsidies/off-register", {"at_most": "0 records"}, "不在册的要核实。", "Who is not on the register is verified."),
    ("education/off-list", {"at_most": "0 yuan"}, "清单以外不得收取。", "Nothing off the list is charged."),
    ("education/above-list", {"at_most": "0 yuan"}, "不得高于公示标准。", "Never above the published price."),
    ("education/exempt-charged", {"at_most": "0 yuan"}, "减免的不得再收。", "What is exempt is not charged."),
    ("education/exemptions-checked", {"at_most": "0 records"}, "名单逐人核对、公示。", "Every exemption is checked and posted."),
)  # fmt: skip
COUNTY_MARKS: list[dict[str, Any]] = [
    {"norm": f"{NORMS}/{norm}", **figure, "restated": {"zh": zh, "en": en}}
    for norm, figure, zh, en in _FIGURES
]
"""The county's own figures; without them these norms say that no local mark is set."""


def write_farmers(folder: Path, key: AnswerKey, seed: int) -> None:
    """Two workbooks for every village."""
    for place in VILLAGES:
        people = households(place, seed)
        here = folder / place.folder
        write_cards(here, place, people, key)
        _write_charges(here, place, people, key)


def _write_charges(folder: Path, place: Village, people: tuple[Household, ...], key: AnswerKey) -> None:
    """公示栏, 收费台账, 补贴 and 报刊; the last village publishes nothing and charges nothing."""
    sheets = [_subsidies(place, people, key), _newspapers(place, key)]
    if place.number == 8:
        why = "没有公示过任何收费"
        plant(key, "price-board/nothing-published", place.code, why, 0, kind="suspected", pack=True)
    else:
        sheets = [_board(place, key), _charges(place, people, key), *sheets]
    write_book(folder / "收费补贴台账2026.xlsx", sheets)


def _board(place: Village, key: AnswerKey) -> Sheet:
    sheet = Sheet("公示栏")
    sheet.title(f"{place.name}涉农收费公示栏登记", 8)
    sheet.add(
        "收费项目", "收费标准（元）", "计价单位", "收费单位", "执行日期", "公示日期", "是否公示", "监督电话"
    )
    town = place.name.removeprefix(COUNTY)[:3]
    sheet.add(WATER, PRICE, "亩", f"{town}水管站", "2025.3.1", "2025.3.3", "是", "0000-12345")
    item = "农机作业费"
    changed, shown = date(2026, 5, 6), date(2026, 5, 8)
    if place.number == 1:
        changed, shown = date(2026, 8, 1), date(2026, 8, 20)
        _late(key, place, item, "19 天后才公示", 19)
    if place.number == 2:
        shown = date(2026, 5, 13)
        _late(key, place, item, "正好第七天公示", kind="traps")
    style = place.number % 4
    sheet.add(
        item, "60元", "亩", "农机合作社", typed_day(changed, style), typed_day(shown, style), "是", None
    )
    if place.number == 3:
        sheet.add("垃圾清运费", 5, "户", "村委会", date(2026, 10, 15), None, "否", None)
        _late(key, place, "垃圾清运费", "调价后至今没有公示", 36)
    return sheet


def _late(
    key: AnswerKey, place: Village, item: str, why: str, days: int | None = None, kind: str = "breached"
) -> None:
    norm = "price-board/publication-lag"
    plant(key, norm, place.code, why, days, record=item, kind=kind, pack=kind == "breached")


def _charges(place: Village, people: tuple[Household, ...], key: AnswerKey) -> Sheet:
    """What was really taken: by the card, but for a donation, an excess, and a household exempt whole."""
    sheet = Sheet("收费台账")
    heads = (
        "序号",
        "户编号",
        "户主",
        "收费单位",
        "收费项目",
        "收费标准（元）",
        "数量",
        "金额（元）",
        "收费日期",
        "票据类型",
    )
    sheet.title(f"{place.name}2026年向农户收费台账", len(heads))
    sheet.add(*heads)

    def add(h: Household, item: str, price: int, quantity: float, fen: int, day: date) -> None:
        number = len(sheet.rows) - 1
        typed = typed_day(day, number % 4)
        sheet.add(number, h.number, h.head, place.name, item, price, quantity, money(fen), typed, "财政票据")

    here, price = place.number, water_price(place)
    for n, h in enumerate(people):
        due = price * h.land
        if here == 1 and n == 0:
            add(h, WATER, price, h.land / 200, due // 2, date(2026, 6, 10))
            add(h, WATER, price, h.land / 200, due - due // 2, date(2026, 9, 10))
            _beyond(key, place, h, "water", "分两次收，合计等于卡上金额", kind="traps")
            continue
        if (here, n) in {(1, 3), (1, 5)}:
            due += 1000 if n == 3 else -50
        if (here, n) == (4, 6):
            due += 1500
            _beyond(key, place, h, "water", "比卡上多收 15 元", 15)
        if (here, n) == (7, 2):
            _beyond(key, place, h, "water", "卡上没写应交金额", kind="not_evaluable")
        add(h, WATER, price, h.land / 100, due, date(2026, 6, 10))
        if here == 2:
            add(h, "一事一议筹资", 20, h.people, 2000 * h.people, date(2026, 4, 20))
        if here == 4 and n < 3:
            add(h, "卫生费", 20, 1, 2000, date(2026, 7, 1))
    _note_charges(place, people, key)
    if here == 3:
        add(people[4], "村庄亮化捐款", 50, 1, 5000, date(2026, 7, 6))
    sheet.add("合计", f"{len(sheet.rows) - 2}笔")
    return sheet


def _beyond(
    key: AnswerKey, place: Village, h: Household, kind_: str, why: str, measured: object = None, **more: Any
) -> None:
    group = {"household": h.number, "kind": kind_}
    plant(key, "burden-card/beyond-card", place.code, why, measured, group=group, period="2026", **more)


def _note_charges(place: Village, people: tuple[Household, ...], key: AnswerKey) -> None:
    """What is planted in the charges as a whole."""
    here, year = place.number, "2026"
    if here == 2:
        exempt, part = {"household": people[8].number}, {"household": people[9].number}
        paid = 20 * people[8].people
        plant(key, "levy/exempt-charged", place.code, "全户减免仍收筹资", paid, group=exempt, period=year)
        plant(key, "levy/exempt-charged", place.code, "只减免一人", group=part, kind="traps")
    if here == 3:
        why, item = "卡上没有的捐款", {"item": "村庄亮化捐款"}
        _beyond(key, place, people[4], "donation", why, 50)
        why = "名为捐款"
        plant(key, "levy/disguised", place.code, why, 1, record=people[4].number, kind="suspected")
        plant(
            key,
            "price-board/charged-unlisted",
            place.code,
            "没有公示",
            50,
            group=item,
            period=year,
            pack=True,
        )
    if here == 4:
        item = {"item": "卫生费"}
        plant(
            key,
            "price-board/charged-unlisted",
            place.code,
            "三户，没有公示",
            60,
            group=item,
            period=year,
            pack=True,
        )
        _beyond(key, place, people[0], "service", "卡上有卫生费", kind="traps")
    if here == 5:
        item = {"item": WATER}
        plant(
            key,
            "price-board/charged-above",
            place.code,
            "每亩多收 3 元",
            3,
            group=item,
            period=year,
            pack=True,
        )


def _subsidies(place: Village, people: tuple[Household, ...], key: AnswerKey) -> Sheet:
    sheet = Sheet("补贴发放")
    heads = (
        "组别", "户编号", "户主", "补贴项目", "补贴标准", "补贴面积", "应发金额（元）", "实发金额（元）", "扣款金额（元）", "扣款事由",
        "公示日期", "发放日期", "是否签字",
    )  # fmt: skip
    sheet.title(f"{place.name}2026年惠农补贴发放花名册", len(heads))
    sheet.add(*heads)
    here, soil, grain = place.number, "耕地地力保护补贴", "稻谷补贴"
    posted, paid_on = date(2026, 6, 15), date(2026, 6, 30)
    for n, h in enumerate(people):
        due = 98 * h.land
        paid, cut, reason, signed = due, 0, None, "√"
        group = {"household": h.number}
        if (here, n) == (5, 1):
            cut, paid, reason = 10000, due - 10000, "抵水费"
            plant(
                key, "subsidies/nothing-deducted", place.code, "从补贴里抵水费", 100, group=group, pack=True
            )
            plant(
                key, "subsidies/paid-in-full", place.code, "扣款写明了，由另一条管", group=group, kind="traps"
            )
        if (here, n) == (6, 3):
            paid = due - 3000
            plant(key, "subsidies/paid-in-full", place.code, "少发 30 元", 30, group=group, pack=True)
        if here == 7 and n in (4, 5):
            signed = "未签"
        sheet.add(
            h.team, h.number, h.head, soil, "98元/亩" if n == 0 else 98, h.land / 100, money(due), money(paid),
            money(cut) if cut else None, reason, posted, paid_on, signed,
        )  # fmt: skip
    if here == 7:
        why, group = "两户没有签字", {"item": soil}
        plant(key, "subsidies/signed-and-posted", place.code, why, 2, group=group, pack=True)
    extra = {1: (1, date(2026, 9, 3)), 8: (2, date(2026, 9, 7))}.get(here)
    if extra is not None:
        h = people[extra[0]]
        sheet.add(
            h.team, h.number, h.head, grain, 30, 2, 60, 60, None, None, extra[1], date(2026, 9, 10), "√"
        )
        kind = "traps" if here == 1 else "breached"
        why = "正好公示七天" if here == 1 else "只公示三天"
        plant(
            key, "subsidies/posted-before-paid", place.code, why, None if here == 1 else 3, record=grain, kind=kind,
            pack=here == 8,
        )  # fmt: skip
    if here == 1:
        number = f"{place.mark}-099"
        sheet.add("一组", number, "崔有田", soil, 98, 2, 196, 196, None, None, posted, paid_on, "√")
        why, group = "不在农户花名册上", {"household": number}
        plant(key, "subsidies/off-register", place.code, why, 1, group=group, kind="suspected", pack=True)
    return sheet


def _newspapers(place: Village, key: AnswerKey) -> Sheet:
    sheet = Sheet("报刊订阅")
    sheet.title(f"{place.name}2026年度报刊订阅台账", 6)
    sheet.add("报刊名称", "份数", "年价（元）", "订阅金额（元）", "经费来源", "是否代扣")
    rows: dict[int, list[tuple[str, int, int, str]]] = {
        3: [("青禾日报", 2, 360, "否"), ("农村科技报", 3, 180, "否")],
        4: [("青禾日报", 2, 360, "否"), ("乡村画报", 1, 280, "否")],
        6: [("青禾日报", 2, 360, "是")],
    }
    for title, copies, price, deducted in rows.get(place.number, [("青禾日报", 1, 360, "否")]):
        sheet.add(title, f"{copies}份", price, copies * price, "村集体", deducted)
    cap, proxy = "subscriptions/yearly-cap", "subscriptions/no-proxy-deduction"
    if place.number == 3:
        plant(key, cap, place.code, "全年 1260 元", 1260, period="2026", pack=True)
    if place.number == 4:
        plant(key, cap, place.code, "正好 1000 元", period="2026", kind="traps")
    if place.number == 6:
        plant(key, proxy, place.code, "一笔代扣", 1, period="2026", pack=True)
    return sheet
