"""责任书台账, 评比表彰创建台账 and the list of what is kept, as the county's general office has them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from jianfu.demo.answers import AnswerKey, Planted
from jianfu.demo.county import office
from jianfu.demo.sheets import Cell, Sheet, write_book

NORMS = "grassroots/closed-lists"
COUNTY_MARKS: list[dict[str, Any]] = [
    {"norm": f"{NORMS}/letters", "at_most": 0,
     "restated": {"zh": "保留清单以外的责任书一律不签。", "en": "No letter of responsibility off the list is signed."}},
    {"norm": f"{NORMS}/vetoes", "at_most": 0,
     "restated": {"zh": "保留清单以外不设一票否决。", "en": "There is no veto off the list."}},
    {"norm": f"{NORMS}/letters-per-unit", "at_most": 3,
     "restated": {"zh": "一个单位一年签订的责任书不超过3份。", "en": "One unit signs at most three letters a year."}},
    {"norm": f"{NORMS}/drives", "at_most": 0, "for": "kind = 'commendation'",
     "restated": {"zh": "目录以外不开展评比表彰。", "en": "There are no commendations off the list."}},
]  # fmt: skip
"""The county's figures for letters and commendations that the nation leaves to places."""
_SAFETY, _STRAW, _CULTURE = "安全生产目标管理责任书", "秸秆禁烧责任书", "文化惠民工程责任书"
_HEALTH, _ROADS = "爱国卫生责任书", "道路养护责任书"
_TOWNS = ("330799-910", "330799-911", "330799-912")


def write_letters(folder: Path, key: AnswerKey) -> None:
    """Three workbooks beside each other: what is kept, what was signed, what was held."""
    here = folder / "901 县政府办"
    kept = Sheet("目录")
    kept.title("青禾县清单管理事项目录（2026年版）", 5)
    kept.add("事项类别", "保留事项", "实施单位", "设立依据", "处理意见")
    first = kept.add("责任书", _SAFETY, "县应急局", "青办〔2024〕61号", "保留")
    kept.add("一票否决", _SAFETY, "县应急局", "青办〔2024〕61号", "保留")
    kept.add("创建示范", "文明校园创建", "县教育局", "青办〔2024〕61号", "保留")
    kept.add("创建示范", "卫生村创建", "县卫健局", None, "取消")
    kept.add("评比表彰", "优秀教师表彰", "县教育局", "青办〔2024〕61号", "保留")
    kept.merge_down(4, first, first + 2)
    write_book(here / "清单管理事项目录.xlsx", [kept])
    _write_signed(here)
    _write_drives(here)
    _note(key)


def _write_signed(here: Path) -> None:
    """Letters by issuer; three towns sign the one kept, some of them others besides."""
    issued = (
        (_SAFETY, "330799-902", _TOWNS, date(2026, 2, 12), "是"),
        (_STRAW, "330799-906", _TOWNS[:2], "2026年9月", "否"),
        (_CULTURE, "330799-903", _TOWNS[:1], "2026.3.18", "是"),
        (_HEALTH, "330799-908", _TOWNS[:1], date(2026, 4, 9), "否"),
        (_ROADS, "330799-909", _TOWNS[1:2], "2026/4/22", "否"),
    )
    sheet = Sheet("2026年")
    sheet.title("青禾县2026年责任书签订情况登记", 7)
    sheet.add("序号", "责任书名称", "发起单位", "签订单位", "签订人", "签订日期", "是否一票否决")
    rows: list[list[Cell]] = [
        [name, office(issuer).name, office(town).name, "孙文博", day, veto]
        for name, issuer, towns, day, veto in issued
        for town in towns
    ]
    for n, row in enumerate(rows):
        sheet.add(n + 1, *row)
    sheet.add("合计", f"{len(rows)}份")
    write_book(here / "责任书签订台账.xlsx", [sheet])


def _write_drives(here: Path) -> None:
    """Model drives and commendations of the year."""
    sheet = Sheet("2026年")
    sheet.title("青禾县2026年评比表彰创建台账", 7)
    sheet.add("活动名称", "活动类别", "主办单位", "启动日期", "参评对象", "参评单位数", "申报材料页数")
    sheet.add("文明校园创建", "创建示范", "青禾县教育局", date(2026, 3, 16), "全县中小学", 12, "10页")
    sheet.add("卫生村创建", "创建达标", "青禾县卫生健康局", "2026年4月", "各村", "8个", "约40页")
    sheet.add("优秀教师表彰", "表彰", "青禾县教育局", "2026.9.1", "全县教师", 12, 2)
    sheet.add("书香机关评选", "评选", "青禾县文化和旅游局", "2026/5/20", "县直各单位", 14, "25页")
    write_book(here / "评比表彰创建台账.xlsx", [sheet])


def _note(key: AnswerKey) -> None:
    """What a check must say, by who imposed it and, for letters in all, by who signed."""

    def note(into: list[Planted], norm: str, code: str, why: str, measured: int, **group: str) -> None:
        local = group.get("kind") != "model"
        into.append(
            Planted(f"{NORMS}/{norm}", f"330799-{code}", why, "2026", group, measured=measured, pack=local)
        )

    note(key.traps, "letters", "902", "在保留清单上", 0, subject=_SAFETY)
    for code, name, count in (
        ("906", _STRAW, 2),
        ("903", _CULTURE, 1),
        ("908", _HEALTH, 1),
        ("909", _ROADS, 1),
    ):
        note(key.breached, "letters", code, "不在保留清单上", count, subject=name)
    note(key.breached, "vetoes", "903", "清单上没有这项一票否决", 1, subject=_CULTURE)
    note(key.traps, "vetoes", "902", "一票否决在清单上", 0, subject=_SAFETY)
    note(key.breached, "letters-per-unit", "902", "柳溪镇一年签了 4 份", 4, signed_by=_TOWNS[0])
    note(key.traps, "letters-per-unit", "902", "石桥镇一年签了 3 份，正好", 3, signed_by=_TOWNS[1])
    note(key.breached, "drives", "908", "目录上已经取消", 1, name="卫生村创建", kind="model")
    note(key.traps, "drives", "900", "在目录上", 0, name="文明校园创建", kind="model")
    note(key.breached, "drives", "903", "目录上没有的评选", 1, name="书香机关评选", kind="commendation")
