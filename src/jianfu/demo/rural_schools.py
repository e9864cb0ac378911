"""What rural schools charge, publish, exempt and subscribe to."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

from jianfu.demo.answers import AnswerKey
from jianfu.demo.burden_cards import plant
from jianfu.demo.county import GIVEN, SURNAMES, School, school
from jianfu.demo.sheets import Cell, Sheet, write_book, write_csv


def write_rural_schools(folder: Path, key: AnswerKey, seed: int) -> None:
    """One workbook for each of three schools, newspapers of two as CSV."""
    for code in ("330799-005", "330799-006", "330799-007"):
        _write_school(folder / f"{code[-3:]} {school(code).short}", school(code), key, seed)


def _write_school(folder: Path, place: School, key: AnswerKey, seed: int) -> None:
    """教育收费公示, 收费台账, 减免名单; newspapers of two schools as CSV."""
    random = Random(f"{seed}/{place.code}/charges")
    listed = {"330799-005": {"作业本费": 15, "住宿费": 200}, "330799-006": {"作业本费": 15}}.get(
        place.code, {"作业本费": 12}
    )
    board = Sheet("收费公示")
    board.title(f"{place.name}教育收费公示", 5)
    board.add("收费项目", "收费标准（元）", "执行日期", "公示日期", "是否公示")
    for item, price in listed.items():
        board.add(item, price, "2026.8.25", "2026.8.28", "是")
    charges = Sheet("收费台账")
    heads = ("班级", "学号", "姓名", "收费项目", "收费标准", "收费金额（元）", "收费日期")
    charges.title(f"{place.name}2026-2027学年第一学期教育收费台账", len(heads))
    charges.add(*heads)
    day = date(2026, 9, 8)
    for n in range(1, 7):
        name = random.choice(SURNAMES) + random.choice(GIVEN)
        pupil: tuple[Cell, ...] = ("三（1）班", f"S-{n:03d}", name)
        books = 18 if place.code == "330799-006" else listed["作业本费"]
        charges.add(*pupil, "作业本费", books, books, day)
        if place.code == "330799-005" and n in (4, 5):
            charges.add(*pupil, "住宿费", 200, "200元", day)
        if place.code == "330799-005" and n < 4:
            charges.add(*pupil, "资料费", 35, 35, "2026年9月15日")
    exempt = Sheet("减免名单")
    exempt.title(f"{place.name}2026-2027学年教育收费减免名单公示", 7)
    exempt.add("减免项目", "学号", "姓名", "减免收费项目", "减免原因", "是否核对在册", "公示日期")
    item = "住宿费" if place.code == "330799-005" else "校服费"
    exempt.add("教育收费", "S-004", "家庭困难学生", item, "低保", "是", "2026.9.10")
    if place.code == "330799-007":
        exempt.add("教育收费", "S-009", "困难学生", item, "残疾", "否", "2026.9.10")
    write_book(folder / "教育收费.xlsx", [board, charges, exempt])
    _note_school(place, key)
    if place.code != "330799-007":
        amount = 3480 if place.code == "330799-005" else 1200
        rows: list[list[Cell]] = [
            ["订阅单位", "报刊名称", "年度", "份数", "单价", "金额", "是否代扣"],
            [place.name, "教育周报", "2026", amount // 120, 120, f"{amount}元", "否"],
        ]
        write_csv(folder / "报刊订阅台账2026.csv", rows)


def _note_school(place: School, key: AnswerKey) -> None:
    term = "2026-2027-1"
    if place.code == "330799-005":
        off, exempt = {"item": "资料费"}, {"pupil_no": "S-004", "item": "住宿费"}
        plant(key, "education/off-list", place.code, "三人资料费", 105, group=off, period=term, pack=True)
        plant(key, "education/exempt-charged", place.code, "减免了还收住宿费", 200, group=exempt, pack=True)
        also = {"pupil_no": "S-005", "item": "住宿费"}
        plant(key, "education/exempt-charged", place.code, "不在减免名单上", group=also, kind="traps")
        plant(key, "subscriptions/yearly-cap", place.code, "全年 3480 元", 3480, period="2026", pack=True)
    if place.code == "330799-006":
        above = {"item": "作业本费"}
        plant(
            key, "education/above-list", place.code, "每人多收 3 元", 3, group=above, period=term, pack=True
        )
        plant(key, "subscriptions/yearly-cap", place.code, "没有超过 3000 元", period="2026", kind="traps")
    if place.code == "330799-007":
        plant(key, "education/exemptions-checked", place.code, "一人没有核对学籍", 1, pack=True)
