"""Everything about the county's firms: what is charged to them, and what a check must say of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jianfu.demo import enterprise_debts, enterprise_visits
from jianfu.demo.answers import AnswerKey, Planted
from jianfu.demo.enterprise_charges import (
    CREDIT,
    DIGGING,
    HEALTH,
    LIFTS,
    MARKET,
    METERS,
    PRINTING,
    ROADS,
    SAFETY,
    SAMPLES,
    TOWN,
    TRAINING,
    WASHING,
    card_of,
    write_charges,
)
from jianfu.demo.enterprise_debts import write_debts
from jianfu.demo.enterprise_visits import write_visits
from jianfu.demo.firms import county_mark, firm

NORMS = "enterprise"


def write_enterprise(folder: Path, key: AnswerKey, seed: int) -> None:
    """Every ledger about firms: charges, licences, fines, inspections, payments, deposits, contact firms."""
    write_charges(folder, seed)
    _note(key)
    write_visits(folder, key, seed)
    write_debts(folder, key)


def _note(key: AnswerKey) -> None:
    """What a check must say of the charges; ``pack`` marks what only breaks the county's own figures."""

    def note(
        into: list[Planted], norm: str, who: str, why: str, measured: object, period: str | None = None, *,
        pack: bool = False, **group: object,
    ) -> None:  # fmt: skip
        into.append(Planted(f"{NORMS}/{norm}", who, why, period, group, measured=measured, pack=pack))

    bad, odd, trap = key.breached, key.suspected, key.traps
    credit: dict[str, Any] = {"item_key": CREDIT}
    market = {**credit, "body": MARKET}
    note(bad, "fees/on-list", MARKET, "两家企业各收一笔清单外的评估费", 2, "2026-10", **credit)
    note(odd, "fees/paid-off-list", firm(26).code, "两家企业登记了清单外的评估费", 2, "2026-10", **market)
    note(trap, "fees/on-list", MARKET, "打印费是市场调节价", None, "2026-10", item_key=PRINTING)
    note(bad, "fees/after-cancelled", ROADS, "停征后第 41 天还在收", 41, "2026-02", item_key=WASHING)
    note(trap, "fees/after-cancelled", ROADS, "停征前最后一天收的", None, "2025-12", item_key=WASHING)
    note(bad, "fees/before-effective", HEALTH, "早收了三天", 3, "2026-02", item_key=SAMPLES)
    note(trap, "fees/before-effective", HEALTH, "执行当天收的", None, "2026-03", item_key=SAMPLES)
    note(
        bad,
        "fees/old-standard",
        MARKET,
        "新标准执行后第九天还按旧标准",
        9,
        "2026-07",
        item_key=LIFTS,
        rate="200元",
    )
    note(trap, "fees/old-standard", MARKET, "旧标准的最后一天", None, "2026-06", item_key=LIFTS, rate="200元")
    note(bad, "fees/unpublished", SAFETY, "没有公示就收了两笔", 2, "2026-10", item_key=TRAINING)
    lone = Planted(
        f"{NORMS}/fees/wrong-level", HEALTH, "省级才能收的检测费", record="饮用水全项检测费", measured=1
    )
    bad.append(lone)
    note(bad, "fees/list-complete", "330799-906", "动物检疫费没有依据", 1, pack=True)
    note(
        bad,
        "fees/above-assessed",
        ROADS,
        "30 平方米应收 600 元，收了 680 元",
        80,
        "2026-08",
        pack=True,
        item_key=DIGGING,
    )
    key.not_evaluable.append(
        Planted(
            f"{NORMS}/fees/above-assessed",
            ROADS,
            "分段计费，没写应收多少",
            "2026-10",
            {"item_key": DIGGING},
            pack=True,
        )
    )
    note(
        bad,
        "fees/above-list",
        MARKET,
        "清单每台 80 元，按 100 元收",
        20,
        "2026-08",
        pack=True,
        item_key=METERS,
    )
    note(
        bad,
        "fees/charged-twice",
        MARKET,
        "同一年收了两次",
        2,
        pack=True,
        firm=firm(5).code,
        item_key=LIFTS,
        covers="2026年",
    )
    note(
        odd, "fees/split", ROADS, "六天内连收三笔", 2, "2026", pack=True, firm=firm(12).code, item_key=DIGGING
    )
    note(
        trap, "fees/split", ROADS, "三天内两笔，正好一次", None, "2026", firm=firm(13).code, item_key=DIGGING
    )
    note(
        bad,
        "receipts/reused",
        MARKET,
        "一个票号开给两家企业",
        2,
        pack=True,
        receipt=f"QF26-{MARKET[-3:]}-777",
    )
    note(bad, "receipts/treasury", HEALTH, "现金 350 元没有当即缴库", 350, "2026-06", pack=True)
    note(trap, "receipts/treasury", ROADS, "现金正好 300 元", None, "2026-06")
    note(odd, "receipts/amounts-differ", MARKET, "企业交 460 元，台账记 160 元", -300, pack=True)
    note(
        odd,
        "audit/charged-and-paid",
        MARKET,
        "同一张票，少记 300 元",
        -300,
        "2026-05",
        pack=True,
        firm=firm(15).code,
    )
    note(
        odd,
        "audit/charged-and-paid",
        ROADS,
        "企业登记卡里没有",
        200,
        "2026-10",
        pack=True,
        firm=firm(16).code,
    )
    note(
        odd, "audit/charged-and-paid", SAFETY, "收了没有入账", -300, "2026-09", pack=True, firm=firm(17).code
    )
    note(
        odd, "audit/charged-and-paid", TOWN, "赞助款没有入账", -2000, "2026-07", pack=True, firm=firm(20).code
    )
    late: dict[str, Any] = {"collector_card": card_of(MARKET, 2)}
    note(bad, "licences/expired", MARKET, "证件过期 15 天还在收", 15, "2026-09", pack=True, **late)
    note(trap, "licences/expired", MARKET, "有效期最后一天", None, "2026-08", **late)
    note(
        bad,
        "licences/collector-unlicensed",
        ROADS,
        "证号不在册",
        1,
        "2026-10",
        pack=True,
        collector_card="QH-SF-0999",
    )
    note(bad, "receipts/missing", firm(17).code, "交了 300 元没有票据", 1, "2026-09", pack=True, body=SAFETY)
    service: dict[str, Any] = {"body": SAFETY, "item_key": "安全服务费"}
    note(odd, "fees/paid-off-list", firm(17).code, "清单上没有安全服务费", 1, "2026-09", **service)
    feast: dict[str, Any] = {"body": TOWN, "item_key": "文化节赞助"}
    note(odd, "fees/disguised-levies", firm(20).code, "镇里办节要企业赞助", 1, "2026-07", **feast)
    listed: dict[str, Any] = {"item_key": TRAINING}
    note(trap, "fees/disguised-levies", firm(15).code, "清单上有的培训考核费", None, "2026-10", **listed)
    guild: dict[str, Any] = {"item_key": "会费"}
    note(trap, "fees/disguised-levies", firm(21).code, "自愿入会的会费", None, "2026-03", **guild)


COUNTY_MARKS: list[dict[str, Any]] = [
    county_mark("fees/above-assessed", "收费一分也不能高于标准乘数量。", "Not a fen above the standard times the quantity.",
    at_most="0 yuan"),
    county_mark("fees/above-list", "执行标准不高于清单标准。", "No standard above the listed one.", at_most="0 yuan"),
    county_mark("fees/list-complete", "清单每一项都写明依据和监督电话。", "Every item names its basis and telephone.",
    at_most="0 items"),
    county_mark("fees/charged-twice", "同一所属期只收一次。", "One charge for one period.", at_most="1 record"),
    county_mark("fees/split", "七天内接着再收的，一年不超过一次。", "At most once a year does a charge follow within seven days.",
    at_most="1 record"),
    county_mark("receipts/missing", "每笔交费都有正式票据。", "Every payment has a proper receipt.", at_most="0 records"),
    county_mark("receipts/reused", "一个票号只开给一家企业。", "One number, one firm.", at_most="1 item"),
    county_mark("receipts/treasury", "窗口现金每月不超过300元。", "At most 300 yuan a month in cash at the counter.",
    at_most="300 yuan"),
    county_mark("receipts/amounts-differ", "票据两边金额一致。", "Both sides of a receipt agree.", between=["0 yuan", "0 yuan"]),
    county_mark("audit/charged-and-paid", "单位收的与企业交的按月对平。", "Charged and paid agree month by month.", between=["0 yuan",
    "0 yuan"]),
    county_mark("licences/collector-unlicensed", "收费员一律持证。", "Every collector carries a card.", at_most="0 records"),
    county_mark("licences/expired", "证件过期当天停止收费。", "A collector stops on the day the card runs out.", at_most="0 days"),
    *enterprise_visits.COUNTY_MARKS,
    *enterprise_debts.COUNTY_MARKS,
]  # fmt: skip
