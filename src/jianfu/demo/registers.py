"""The county's registers: organisations, the school calendar, and the classes of every school."""

from __future__ import annotations

from pathlib import Path
from random import Random

from jianfu.demo.answers import AnswerKey, Planted
from jianfu.demo.county import (
    BUREAU,
    COUNTY,
    COUNTY_CODE,
    DAYS_OFF,
    FIRST_DAY,
    LAST_DAY,
    MAKE_UP_DAYS,
    OFFICES,
    SCHOOLS,
    TERM_NAME,
    School,
    class_name,
)
from jianfu.demo.firms import FIRMS
from jianfu.demo.homework import teacher
from jianfu.demo.sheets import Sheet, write_book
from jianfu.demo.training import INSTITUTIONS
from jianfu.demo.villages import VILLAGES

# Class sizes and labels that are not as they should be, or just are: (school, grade, number) → size, label.
_LARGE = {("330799-010", 7, 2): 58}
_FULL = {("330799-010", 8, 2): 55}
_EVEN = {("330799-010", 8, n): 47 for n in (1, 3, 4)}
_LABELLED = {("330799-012", 9, 2): "实验班"}
# A class with far more boys than the other, and the teachers of senior rank at the school that counts them.
_BOYS = {("330799-002", 5, 1): 33}
_SENIORS = {("330799-010", 7): (4, 2, 3, 4), ("330799-010", 8): (5, 2, 3, 3), ("330799-010", 9): (3, 3, 2, 3)}


def write_registers(folder: Path, key: AnswerKey, seed: int) -> None:
    """单位名册.xlsx and 校历.xlsx for the county, 班级名册.xlsx for every school."""
    _organisations(folder)
    _calendar(folder)
    for place in SCHOOLS:
        _classes(folder / f"{place.code[-3:]} {place.short}", place, key, seed)


def _organisations(folder: Path) -> None:
    sheet = Sheet("单位名册")
    sheet.title(f"{COUNTY}单位名册（2026年9月）", 8)
    sheet.add("单位代码", "单位名称", "单位类型", "上级单位", "层级", "学段", "学制", "简称")
    sheet.add(COUNTY_CODE, COUNTY, "行政区", None, "县", None, None, None)
    for office in OFFICES:
        sheet.add(office.code, office.name, office.kind, COUNTY_CODE, office.level, None, None, office.short)
    for place in SCHOOLS:
        sheet.add(place.code, place.name, place.kind, BUREAU, "单位", place.stages, place.system, place.short)
    for village in VILLAGES:
        sheet.add(village.code, village.name, "村", village.township, "村", None, None, village.short)
    for firm in FIRMS:
        sheet.add(firm.code, firm.name, "企业", COUNTY_CODE, "单位", None, None, None)
    for code, name, kind in INSTITUTIONS:
        sheet.add(code, name, kind, BUREAU if kind == "培训机构" else COUNTY_CODE, "单位", None, None, None)
    write_book(folder / "单位名册.xlsx", [sheet])


def _calendar(folder: Path) -> None:
    sheet = Sheet("校历")
    sheet.title(f"{COUNTY}{TERM_NAME}校历", 4)
    sheet.add("事项", "开始日期", "结束日期", "备注")
    sheet.add("学期", FIRST_DAY, LAST_DAY, "共二十一周")
    for name, first, last in DAYS_OFF:
        sheet.add("放假", first, last, name)
    for day in MAKE_UP_DAYS:
        sheet.add("调休上课", day, day, None)
    write_book(folder / "校历.xlsx", [sheet])


def class_sizes(place: School, seed: int) -> dict[tuple[int, int], tuple[int, int]]:
    """Pupils and boys of each class, always the same for one seed."""
    random = Random(f"{seed}/{place.code}/classes")
    found = {}
    for grade, number in place.each_class():
        at = (place.code, grade, number)
        drawn = random.randint(*place.pupils)
        size = {**_LARGE, **_FULL, **_EVEN}.get(at, drawn)
        found[grade, number] = (size, _BOYS.get(at, size // 2 + random.randint(0, 1)))
    return found


def _classes(folder: Path, place: School, key: AnswerKey, seed: int) -> None:
    counted = any(code == place.code for code, _ in _SENIORS)
    sheet = Sheet("班级名册")
    sheet.title(f"{place.name}2026-2027学年班级情况统计表", 6 + counted)
    sheet.add("班级", "班额", "男生", "女生", "班级类别", "班主任", *(["高级职称数"] if counted else []))
    total = 0
    for (grade, number), (size, boys) in class_sizes(place, seed).items():
        at = (place.code, grade, number)
        group = {"grade": grade, "class_no": number}
        label = _LABELLED.get(at, "复式班" if place.code.endswith("008") and grade > 2 else "普通班")
        if at in _LARGE or at in _FULL:
            planted = Planted(
                "student/classes/class-size", place.code, f"班额 {size} 人", "2026-2027", group, measured=size
            )
            (key.breached if at in _LARGE else key.traps).append(planted)
        if at in _LABELLED:
            key.breached.append(
                Planted(
                    "student/classes/no-key-classes", place.code, "设了实验班", "2026-2027", group, measured=1
                )
            )
        total += size
        seniors = _SENIORS[place.code, grade][number - 1 : number] if counted else ()
        sheet.add(class_name(grade, number), size, boys, size - boys, label, teacher(*at, "语文"), *seniors)
    sheet.add("合计", total, None, None, None, None)
    write_book(folder / "班级名册.xlsx", [sheet])
