"""Affairs that entered schools this term, and the white lists of province and county."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from jianfu.demo.answers import AnswerKey, Planted
from jianfu.demo.county import BUREAU, COUNTY, TERM, office, school
from jianfu.demo.sheets import Cell, Sheet, typed_day, write_book

_V = "teacher/visits"
_SCHOOL = "organisation_kind = 'school'"


def _mark(name: str, figure: str | int, zh: str, en: str, scope: str = _SCHOOL) -> dict[str, Any]:
    return {"norm": name, "at_most": figure, "for": scope, "restated": {"zh": zh, "en": en}}


COUNTY_MARKS: list[dict[str, Any]] = [
    _mark(f"{_V}/lessons-taken", "6 periods", "一学期占用课时不超过6节。", "At most six lessons are taken in a term."),
    _mark(f"{_V}/lessons-stopped", 0, "不停课参加活动。", "No lessons are stopped."),
    _mark(f"{_V}/premises-lent", 0, "不借用学校场地。", "No premises are lent."),
    _mark(f"{_V}/teachers-sent", 0, "不派教师参加校外事务。", "No teachers are sent to outside affairs."),
    _mark("teacher/white-list/items", 4, "县级名单不超过4项。", "The county lists at most four items.", "level = 'county'"),
]  # fmt: skip
"""The county's figures for affairs in schools that the nation leaves to places."""

_PROVINCE = ("国家安全", "消防安全", "禁毒", "法治", "急救", "防溺水", "交通安全", "反诈", "国防", "科普")
_COUNTY = ("垃圾分类", "非遗文化", "节约用水", "气象科普", "地方戏曲")
_LOG = (
    "日期",
    "进校单位",
    "活动",
    "占用课时",
    "参加班级",
    "是否在白名单",
    "是否停课",
    "是否借用场地",
    "外派教师人数",
    "备注",
)


def write_visits(folder: Path, key: AnswerKey) -> None:
    """Two white lists and the logs of three schools."""
    _write_lists(folder, key)
    _write_logs(folder)
    _note(key)


def _write_lists(folder: Path, key: AnswerKey) -> None:
    heads = ("序号", "活动名称", "开展时间", "开展地点", "实施范围", "活动主要内容", "开展依据", "实施单位")
    for name, publisher, items in (
        ("浙禾省2026年社会事务进校园白名单", "浙禾省教育厅", _PROVINCE),
        (f"{COUNTY}2026年社会事务进校园白名单", office(BUREAU).name, _COUNTY),
    ):
        sheet = Sheet("白名单")
        sheet.title(name, len(heads))
        sheet.add(f"单位：{publisher}", None, None, None)
        sheet.add(*heads)
        for n, item in enumerate(items, 1):
            sheet.add(n, f"{item}进校园", "9月—12月", "学校", "中小学", "主题班会", "有关规定", "有关部门")
        sheet.add("注：名单以外的不得进校园。")
        write_book(folder / f"900 {office(BUREAU).short}" / f"{name}.xlsx", [sheet])
    key.breached.append(
        Planted(
            "teacher/white-list/items",
            BUREAU,
            "县级名单 5 项",
            "2026",
            {"level": "county"},
            measured=5,
            pack=True,
        )
    )
    key.traps.append(Planted("teacher/white-list/items", "浙禾省教育厅", "省级名单正好 10 项", "2026"))


def _visit(day: date, by: str, what: str, lessons: Cell = 1, **other: Cell) -> dict[str, Cell]:
    usual: dict[str, Cell] = {
        "日期": day, "进校单位": by, "活动": what, "占用课时": lessons, "参加班级": "四年级", "是否在白名单": "是", "是否停课": "否",
        "是否借用场地": "否", "外派教师人数": 0, "备注": None,
    }  # fmt: skip
    return {**usual, **other}


def _write_logs(folder: Path) -> None:
    months = [
        date(2026, 9, 10),
        date(2026, 9, 22),
        date(2026, 10, 13),
        date(2026, 10, 22),
        date(2026, 11, 3),
        date(2026, 11, 9),
    ]
    logs = {
        "330799-001": [
            _visit(months[0], "县消防大队", "“消防安全”进校园活动", "1节"),
            _visit(months[1], "县禁毒办", "禁毒宣传教育活动"),
            _visit(months[2], "县城管局", "垃圾分类宣传周", 2, 是否在白名单="否", 是否停课="是"),
            _visit(months[3], "县城管局", "小手拉大手绿色家园", "半节", 是否在白名单="否"),
            _visit(months[4], "县农商行", "普惠金融知识进校园"),
            _visit(months[5], "县法院", "法治进校园", "1节"),
            _visit(date(2026, 11, 17), "县人社局", "地方戏曲进校园", 1, 是否借用场地="是", 外派教师人数="3人"),
        ],
        "330799-004": [
            _visit(months[0], "县消防大队", "消防安全进校园"),
            _visit(months[1], "县禁毒办", "禁毒进校园"),
            _visit(months[2], "县法院", "法治进校园"),
            _visit(months[3], "县红十字会", "急救进校园"),
            _visit(months[4], "县交警大队", "交通安全进校园"),
            _visit(months[5], "县公安局", "反诈进校园"),
        ],
        "330799-005": [
            _visit(months[0], "县消防大队", "消防安全教育"),
            _visit(months[2], "县气象局", "气象科普进校园（秋季）", None),
        ],
    }  # fmt: skip
    for code, visits in logs.items():
        place = school(code)
        sheet = Sheet("登记")
        sheet.title(f"{place.name}进校园活动登记表", len(_LOG))
        sheet.add(*_LOG)
        for n, visit in enumerate(visits):
            day = visit["日期"]
            assert isinstance(day, date)
            sheet.add(typed_day(day, (n + int(code[-1])) % 4), *[visit[h] for h in _LOG[1:]])
        write_book(folder / f"{code[-3:]} {place.short}" / "进校园活动登记.xlsx", [sheet])


def _note(key: AnswerKey) -> None:
    first, east, willow = "330799-001", "330799-004", "330799-005"
    key.breached += [
        Planted(f"{_V}/per-term", first, "一学期 7 次", TERM, measured=7),
        Planted(
            f"{_V}/not-on-list", first, "垃圾分类宣传周自己写明不在名单", record="垃圾分类宣传周", measured=1
        ),
        Planted(f"{_V}/not-on-list", first, "小手拉大手不在名单", record="小手拉大手绿色家园", measured=1),
        Planted(
            f"{_V}/off-list", first, "写在名单内，名单上没有", "2026", {"matter": "普惠金融知识"}, measured=1
        ),
        Planted(f"{_V}/lessons-taken", first, "占用 7.5 节", TERM, measured=7.5, pack=True),
        Planted(f"{_V}/lessons-stopped", first, "停课一次", TERM, measured=1, pack=True),
        Planted(f"{_V}/premises-lent", first, "借用场地一次", TERM, measured=1, pack=True),
        Planted(f"{_V}/teachers-sent", first, "派出 3 名教师", TERM, measured=3, pack=True),
    ]
    why = "城管局一学年两个名目"
    group = {"visitor": "县城管局"}
    key.suspected.append(Planted(f"{_V}/theme-weeks", first, why, "2026-2027", group, measured=2))
    key.not_evaluable.append(Planted(f"{_V}/lessons-taken", willow, "没写占用几节", TERM, pack=True))
    key.traps += [
        Planted(f"{_V}/per-term", east, "正好 6 次", TERM),
        Planted(f"{_V}/lessons-taken", east, "正好 6 节", TERM),
        *(
            Planted(f"{_V}/{n}", east, "一次也没有", TERM)
            for n in ("lessons-stopped", "premises-lent", "teachers-sent")
        ),
        Planted(f"{_V}/off-list", willow, "名称带季节，县级名单上有", "2026", {"matter": "气象科普"}),
    ]
