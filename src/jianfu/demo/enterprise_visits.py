"""Inspections of the county's firms and fines on them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from jianfu.demo.answers import AnswerKey, Planted
from jianfu.demo.county import COUNTY, office
from jianfu.demo.firms import county_mark, firm
from jianfu.demo.sheets import Cell, Sheet, typed_day, write_book

NORMS = "enterprise"
MARKET, ROADS, SAFETY, HEALTH, TOWN = (f"330799-{n}" for n in ("905", "909", "902", "908", "910"))
CHEMICALS, FIRE, LIFTS, GOODS = "危险化学品安全检查", "消防安全检查", "特种设备安全检查", "产品质量监督抽查"
HYGIENE, ROAD = "公共场所卫生检查", "道路运输安全检查"


@dataclass(frozen=True)
class Visit:
    """One inspection at one firm."""

    body: str
    firm: int
    day: date
    item: str
    trigger: str = "计划"
    joint: str = "否"
    scanned: str = "是"
    certified: str = "是"
    called: str | None = None
    test: str | None = None
    result: str = "未发现问题"


@dataclass(frozen=True)
class Fine:
    """One fine: the day it was decided, its amount, the lower end of the range, the day of the act."""

    body: str
    firm: int
    day: date
    violation: str
    amount: int
    lower: int
    act: date
    signed: str = "否"
    number: str | None = None
    vehicle: str | None = None


def write_visits(folder: Path, key: AnswerKey, seed: int) -> None:
    """涉企行政检查事项清单, 入企检查记录 of each body, 涉企罚款台账 of the county."""
    _write_list(folder)
    _write_inspections(folder, _ordinary(seed) + _planted())
    _write_fines(folder)
    _note_visits(key)
    _note_fines(key)


def _write_list(folder: Path) -> None:
    heads = ["序号", "检查主体", "行政检查事项名称", "法定依据", "检查方式", "频次上限", "是否公布"]
    sheet = Sheet("检查事项")
    sheet.title(f"{COUNTY}涉企行政检查事项清单（2026年版）", len(heads))
    sheet.add(*heads)
    rows = (
        (SAFETY, CHEMICALS, "1次/年"),
        (SAFETY, FIRE, "每年不超过2次"),
        (MARKET, LIFTS, "1次/年"),
        (MARKET, GOODS, "每半年1次"),
        (HEALTH, HYGIENE, "1次/年"),
        (HEALTH, "放射卫生检查", "不限"),
        (ROADS, ROAD, "1次／年"),
        (TOWN, FIRE, "一年1次"),
    )
    for n, (body, item, cap) in enumerate(rows, 1):
        sheet.add(n, office(body).name, item, "有关法律法规", "现场检查", cap, "是")
    write_book(folder / "涉企行政检查事项清单.xlsx", [sheet])


def _ordinary(seed: int) -> list[Visit]:
    """One visit a firm and body, each body on its own days of the month."""
    random = Random(f"{seed}/firms/visits")
    plan = (
        (SAFETY, CHEMICALS, range(1, 9), 2),
        (MARKET, LIFTS, range(5, 13), 8),
        (HEALTH, HYGIENE, range(11, 17), 15),
        (ROADS, ROAD, range(15, 21), 22),
    )
    found = []
    for body, item, firms, first in plan:
        for n in firms:
            day = date(2026, random.randint(2, 10), first + random.randrange(5))
            found.append(Visit(body, n, day, item, random.choice(("计划", "双随机", "日常检查"))))
    return found


def _planted() -> list[Visit]:
    culture = Visit(SAFETY, 23, date(2026, 5, 12), "安全文化评估")
    lifts = Visit(MARKET, 25, date(2026, 3, 11), LIFTS)
    goods = Visit(MARKET, 26, date(2026, 4, 9), GOODS)
    many = Visit(SAFETY, 29, date(2026, 3, 3), CHEMICALS)
    team = Visit(SAFETY, 30, date(2026, 9, 16), CHEMICALS, joint="是")
    return [
        culture, replace(culture, firm=24, day=date(2026, 5, 13)),
        # Twice where once a year was published; twice where twice was; complaints and re-checks apart.
        lifts, replace(lifts, day=date(2026, 9, 10)),
        goods, replace(goods, day=date(2026, 10, 9)),
        replace(lifts, firm=27), replace(lifts, firm=27, day=date(2026, 4, 13), trigger="整改复查"),
        replace(lifts, firm=27, day=date(2026, 8, 13), trigger="举报核查"),
        # Three times by one body, each item within its cap.
        replace(lifts, firm=28, day=date(2026, 2, 10)), replace(goods, firm=28, day=date(2026, 5, 8)),
        replace(goods, firm=28, day=date(2026, 9, 8)),
        # Five visits by four bodies; four where three bodies came together once.
        many, replace(many, day=date(2026, 6, 4), item=FIRE), replace(lifts, firm=29, day=date(2026, 7, 9)),
        replace(many, body=HEALTH, day=date(2026, 8, 18), item=HYGIENE),
        replace(many, body=ROADS, day=date(2026, 10, 23), item=ROAD),
        team, replace(team, body=MARKET, item=LIFTS), replace(team, body=HEALTH, item=HYGIENE),
        replace(team, day=date(2026, 3, 4), item=FIRE, joint="否"), replace(goods, firm=30, day=date(2026, 5, 8)),
        replace(team, body=ROADS, day=date(2026, 6, 24), item=ROAD, joint="否"),
        # Two bodies apart on one day; one matter by two bodies; one product tested by two.
        Visit(SAFETY, 31, date(2026, 6, 18), CHEMICALS), replace(lifts, firm=31, day=date(2026, 6, 18)),
        Visit(SAFETY, 22, date(2026, 4, 7), FIRE), Visit(TOWN, 22, date(2026, 6, 25), FIRE),
        replace(goods, firm=32, day=date(2026, 4, 14), test="成品抽检"),
        Visit(HEALTH, 32, date(2026, 7, 20), HYGIENE, test="成品抽检"),
        Visit(ROADS, 33, date(2026, 7, 22), ROAD, scanned="否"),
        Visit(HEALTH, 34, date(2026, 5, 19), HYGIENE, certified="否"),
        Visit(SAFETY, 35, date(2026, 8, 5), CHEMICALS, called="走访企业", result="责令整改"),
        Visit(SAFETY, 36, date(2026, 8, 6), CHEMICALS, called="安全生产调研"),
        Visit(HEALTH, 37, date(2026, 10, 27), HYGIENE, scanned=""),
    ]  # fmt: skip


def _write_inspections(folder: Path, visits: list[Visit]) -> None:
    heads: list[Cell] = [
        "序号", "检查单位", "企业名称", "统一社会信用代码", "检查时间", "扫码时间", "是否扫码", "检查人员", "是否出示执法证",
        "检查事项",
        "检查名义", "触发", "是否联合检查", "检验检测项目", "检查时长", "检查结果",
    ]  # fmt: skip
    for style, body in enumerate(sorted({v.body for v in visits})):
        sheet = Sheet("2026年")
        sheet.title(f"{office(body).name}2026年入企检查记录", len(heads))
        sheet.add(*heads)
        own = sorted((v for v in visits if v.body == body), key=lambda v: (v.day, v.firm))
        for n, v in enumerate(own, 1):
            at = f"{v.day.isoformat()} 09:{10 + n}" if v.scanned == "是" else None
            sheet.add(
                n, office(body).name if style % 2 else office(body).short, firm(v.firm).name, firm(v.firm).credit_code,
                typed_day(v.day, style), at, v.scanned or None, "何伟、许敏", v.certified, v.item, v.called or "日常检查",
                v.trigger, v.joint, v.test, "约60分钟" if n % 3 else "1小时", v.result,
            )  # fmt: skip
        sheet.add("说明：触发栏填计划、投诉、复查或者企业申请。")
        write_book(folder / f"{body[-3:]} {office(body).short}" / "入企检查记录2026.xlsx", [sheet])


_FINES = (
    Fine(SAFETY, 3, date(2026, 3, 20), "消防通道堵塞", 5000, 5000, date(2026, 3, 12)),
    Fine(SAFETY, 4, date(2026, 5, 20), "未按规定培训", 8000, 5000, date(2026, 5, 8)),
    Fine(SAFETY, 6, date(2026, 6, 18), "违规储存", 9000, 5000, date(2026, 6, 3), signed="是"),
    Fine(MARKET, 9, date(2026, 4, 16), "标签不合格", 1000, 1000, date(2026, 4, 2), number="无"),
    Fine(ROADS, 10, date(2026, 9, 3), "未密闭运输", 500, 500, date(2026, 9, 3), vehicle="青Q61208"),
    Fine(ROADS, 10, date(2026, 9, 3), "超限运输", 500, 500, date(2026, 9, 3), vehicle="青Q61208"),
    Fine(ROADS, 31, date(2026, 9, 4), "超限运输", 500, 500, date(2026, 9, 4), vehicle="青Q60377"),
    Fine(SAFETY, 11, date(2026, 3, 30), "占道堆放", 2000, 2000, date(2026, 3, 12)),
    Fine(MARKET, 11, date(2026, 4, 9), "占道堆放", 2000, 2000, date(2026, 3, 12)),
    Fine(MARKET, 11, date(2026, 7, 9), "占道堆放", 2000, 2000, date(2026, 7, 1)),
)


def _write_fines(folder: Path) -> None:
    heads: list[Cell] = [
        "序号", "处罚单位", "被处罚企业", "处罚决定书文号", "处罚日期", "违法行为", "违法行为发生日期", "处罚依据", "罚款金额（万元）",
        "裁量下限（元）", "高于下限是否审签", "车牌号", "处罚地点",
    ]  # fmt: skip
    sheet = Sheet("罚款")
    sheet.title(f"{COUNTY}2026年涉企罚款台账", len(heads))
    sheet.add(*heads)
    for n, fine in enumerate(_FINES, 1):
        number = fine.number or f"{office(fine.body).mark}罚〔2026〕{n}号"
        sheet.add(
            n, office(fine.body).name, firm(fine.firm).called, number, typed_day(fine.day, n % 4), fine.violation,
            typed_day(fine.act, 1), "有关条例", fine.amount / 10_000, fine.lower, fine.signed, fine.vehicle,
            "省道三公里处" if fine.vehicle else None,
        )  # fmt: skip
    sheet.add("合计", None, None, None, None, None, None, None, sum(f.amount for f in _FINES) / 10_000)
    write_book(folder / "901 县政府办" / "涉企罚款台账2026.xlsx", [sheet])


def _note_visits(key: AnswerKey) -> None:
    bad, trap = key.breached, key.traps

    def note(into: list[Planted], norm: str, who: str, why: str, measured: object, period: str | None = None, *, pack: bool = False,
             record: str | None = None, **group: object) -> None:  # fmt: skip
        into.append(Planted(f"{NORMS}/inspections/{norm}", who, why, period, group, record, measured, pack))

    def code(number: int) -> dict[str, Any]:
        return {"firm": firm(number).code}

    note(bad, "off-list", SAFETY, "安全文化评估不在清单上", 2, "2026-05", item_key="安全文化评估")
    note(bad, "over-published-cap", MARKET, "公布一年一次，查了两次", 1, "2026", item_key=LIFTS, **code(25))
    note(trap, "over-published-cap", MARKET, "每半年一次，查了两次", None, "2026", item_key=GOODS, **code(26))
    note(trap, "over-published-cap", MARKET, "复查和举报不计入", None, "2026", item_key=LIFTS, **code(27))
    note(bad, "cap-published", HEALTH, "频次不限", 1, record="放射卫生检查")
    note(bad, "per-body", MARKET, "一年三次", 3, "2026", pack=True, **code(28))
    note(trap, "per-body", MARKET, "复查和举报不计入", None, "2026", **code(27))
    note(bad, "all-bodies", ROADS, "四个部门一年五次", 5, "2026", pack=True, **code(29))
    note(trap, "all-bodies", ROADS, "联合检查算一次，正好四次", None, "2026", **code(30))
    note(bad, "same-day", SAFETY, "两个部门同一天分头去", 2, "2026-06-18", pack=True, **code(31))
    note(trap, "same-day", SAFETY, "联合检查", None, "2026-09-16", **code(30))
    note(
        bad, "duplicate-items", SAFETY, "县、镇各查一次消防", 2, "2026", pack=True, item_key=FIRE, **code(22)
    )
    note(
        bad,
        "repeated-tests",
        MARKET,
        "两个部门抽检同一项目",
        2,
        "2026",
        pack=True,
        test="成品抽检",
        **code(32),
    )
    note(bad, "scan-code", ROADS, "没有扫码", 1, record="2026-07-22")
    note(bad, "certificate", HEALTH, "没有出示执法证", 1, "2026-05", pack=True)
    note(key.suspected, "disguised", SAFETY, "走访后责令整改", 1, record="2026-08-05")
    note(trap, "disguised", SAFETY, "调研没有责令什么", None, record="2026-08-06")
    note(key.not_evaluable, "scan-code", HEALTH, "没写扫码没有", None, record="2026-10-27")


def _note_fines(key: AnswerKey) -> None:
    def note(
        into: list[Planted],
        norm: str,
        who: str,
        why: str,
        measured: object,
        period: str | None = None,
        **group: object,
    ) -> None:
        pack = into is key.breached
        into.append(Planted(f"{NORMS}/fines/{norm}", who, why, period, group, measured=measured, pack=pack))

    note(key.breached, "above-lower-bound", SAFETY, "高出下限 3000 元没有审签", 3000, "2026-05")
    note(key.traps, "above-lower-bound", SAFETY, "高出下限，已审签", None, "2026-06")
    note(key.breached, "without-decision", MARKET, "没有决定书", 1, "2026-04")
    act = {"firm": firm(11).code, "occurred_on": "2026-03-12"}
    note(key.breached, "same-act", SAFETY, "同一件事两个部门各罚一次", 2, None, **act)
    truck = {"firm": firm(10).code, "vehicle": "青Q61208"}
    note(key.breached, "vehicle-once", ROADS, "一辆车一天罚了两次", 2, "2026-09-03", **truck)
    other = {"firm": firm(31).code, "vehicle": "青Q60377"}
    note(key.traps, "vehicle-once", ROADS, "一天一次", None, "2026-09-04", **other)


COUNTY_MARKS: list[dict[str, Any]] = [
    county_mark("inspections/per-body", "一个部门一年对一家企业不超过两次。", "One body, one firm: twice a year at most.",
    at_most="2 times"),
    county_mark("inspections/all-bodies", "一家企业一年受检不超过四次。", "A firm is inspected four times a year at most.",
    at_most="4 times"),
    county_mark("inspections/same-day", "同一天分头进企的部门不超过一个。", "One body a day unless they come together.",
    at_most="1 item"),
    county_mark("inspections/duplicate-items", "一个事项一年由一个部门查。", "One matter, one body a year.", at_most="1 item"),
    county_mark("inspections/repeated-tests", "一个项目一年抽检一次。", "One test a year.", at_most="1 time"),
    county_mark("inspections/certificate", "入企检查一律亮证。", "Certificates are always shown.", at_most="0 times"),
    county_mark("fines/above-lower-bound", "高于下限的罚款一律审签。", "Whatever lies above the lower bound is signed off.",
    at_most="0 yuan"),
    county_mark("fines/without-decision", "罚款都有决定书和依据。", "Every fine has its decision and basis.", at_most="0 records"),
    county_mark("fines/same-act", "一件事只罚一次。", "One act, one fine.", at_most="1 record"),
    county_mark("fines/vehicle-once", "一车一日只罚一次。", "One vehicle, one fine a day.", at_most="1 record"),
]  # fmt: skip
