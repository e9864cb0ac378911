"""Timetables, plans of weekly periods and allotments of homework: what is taught when, and what was planted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

from jianfu.demo.answers import AnswerKey, Planted
from jianfu.demo.county import SCHOOLS, TERM, TERM_NAME, School, class_name, grade_name, school
from jianfu.demo.homework import teacher
from jianfu.demo.sheets import Cell, Sheet, write_book, write_csv
from jianfu.demo.tables import county_mark, write_table

COUNTY_MARKS = [
    county_mark("student/timetable/no-weekend-lessons", "at_most 0 periods", "周末不排课。", "None at weekends."),
    county_mark("student/timetable/rest-day-lessons", "at_most 0 records", "休息日不上课。", "None on rest days."),
]  # fmt: skip
WEEK = ("星期一", "星期二", "星期三", "星期四", "星期五")
PERIODS = ("第一节", "第二节", "第三节", "第四节", "第五节", "第六节", "第七节", "第八节")
_LOW = {
    "语文": 8,
    "数学": 4,
    "体育": 4,
    "道德与法治": 2,
    "音乐": 2,
    "美术": 2,
    "科学": 1,
    "劳动": 1,
    "综合实践": 1,
    "班队": 1,
}
_MIDDLE = {
    "语文": 7, "数学": 5, "英语": 3, "科学": 2, "道德与法治": 2, "体育": 3, "音乐": 2, "美术": 2, "信息科技": 1,
    "劳动": 1, "综合实践": 1, "班队": 1,
}  # fmt: skip
_JUNIOR = {
    7: {"语文": 6, "数学": 6, "英语": 5, "道德与法治": 2, "历史": 2, "地理": 2, "生物": 2, "体育": 3, "音乐": 1,
        "美术": 1, "信息科技": 1, "劳动": 1, "综合实践": 1, "班会": 1},
    8: {"语文": 5, "数学": 5, "英语": 5, "物理": 3, "道德与法治": 2, "历史": 2, "地理": 2, "生物": 2, "体育": 3,
        "音乐": 1, "美术": 1, "信息科技": 1, "劳动": 1, "班会": 1},
    9: {"语文": 6, "数学": 6, "英语": 6, "物理": 4, "化学": 3, "道德与法治": 2, "历史": 2, "体育": 3, "劳动": 1,
        "班会": 1},
}  # fmt: skip
# What a school writes for a subject when it does not write its full name.
_SHORT = {"道德与法治": "道法", "体育": "体育与健康", "信息科技": "信息"}

Lessons = dict[tuple[int, int], str]  # (weekday 1–5, period 1–8) → what stands in the cell


def subjects_of(grade: int) -> dict[str, int]:
    """Weekly periods of each subject in a grade: 26, 30 or 34 in all."""
    return _LOW if grade <= 2 else _MIDDLE if grade <= 6 else _JUNIOR[grade]


def lessons(grade: int, random: Random) -> Lessons:
    """A timetable with every weekly period of the grade, spread over the week."""
    pool = [s for s, n in subjects_of(grade).items() for _ in range(n)]
    random.shuffle(pool)
    per_day = 6 if grade <= 6 else 7
    places = [(day, period) for period in range(1, per_day + 1) for day in range(1, 6)]
    return dict(zip(places, pool, strict=False))


def write_timetables(folder: Path, key: AnswerKey, seed: int) -> None:
    """Every school's timetable, and the other two tables for those that keep them."""
    for place in SCHOOLS:
        here = folder / f"{place.code[-3:]} {place.short}"
        tables = {
            at: lessons(at[0], Random(f"{seed}/{place.code}/{at}/timetable")) for at in place.each_class()
        }
        service: dict[tuple[int, int], dict[int, str]] = {at: {} for at in tables}
        _plant(here, place, tables, service, key)
        if place.timetable == "grid":
            _write_grids(here, place, tables, service)
        else:
            _write_list(here, place, tables)
    _write_plans(folder, key)
    _write_allotments(folder, key)


def _plant(
    folder: Path,
    place: School,
    tables: dict[tuple[int, int], Lessons],
    service: dict[tuple[int, int], dict[int, str]],
    key: AnswerKey,
) -> None:
    """Change a lesson here and there, and say so in the key."""
    instead = {
        ("330799-003", 4, 2, "体育"): ("数学", "pe-periods", 2, "体育只有 2 节，被数学占了 1 节"),
        ("330799-005", 1, 2, "体育"): ("语文", "pe-periods", 3, "一年级体育应有 4 节，只有 3 节"),
        ("330799-009", 9, 1, "劳动"): ("数学", "labour-periods", 0, "没有劳动课"),
    }
    for (code, grade, number, subject), (other, norm, measured, why) in instead.items():
        if code == place.code:
            table = tables[grade, number]
            table[next(at for at, name in table.items() if name == subject)] = other
            key.breached.append(_note(place, norm, grade, number, measured, why))
    more = {
        ("330799-001", 6, 1, (1, 7)): (31, "星期一多排第七节数学，共 31 节"),
        ("330799-012", 8, 1, (5, 7)): (35, "星期五多排第七节，共 35 节"),
    }
    for (code, grade, number, at), (measured, why) in more.items():
        if code == place.code:
            tables[grade, number][at] = "数学"
            key.breached.append(_note(place, "weekly-periods", grade, number, measured, why))
    if place.code == "330799-002":
        table = tables[3, 1]
        for name in ("劳动", "信息科技"):
            table[next(at for at, subject in table.items() if subject == name)] = "劳动/信息科技(单双周)"
        key.traps.append(_note(place, "labour-periods", 3, 1, 1, "单双周各半节，两处合起来正好 1 节"))
    if place.code == "330799-012":
        table = tables[9, 2]
        for period in (1, 2):
            table[6, period] = table.pop((period + 2, 7))
        moved = _note(place, "no-weekend-lessons", 9, 2, 2, "星期六排了两节课")
        key.breached.append(replace(moved, pack=True))
        _write_week(folder, place, table, key)
    if place.code == "330799-010":
        service[7, 3][3] = "数学"
        key.suspected.append(_note(place, "no-new-lessons-in-service", 7, 3, 1, "课后服务排了数学"))


def _note(place: School, norm: str, grade: int, number: int, measured: int, why: str) -> Planted:
    group = {"grade": grade, "class_no": number}
    return Planted(f"student/timetable/{norm}", place.code, why, TERM, group, measured=measured)


def _write_grids(
    folder: Path,
    place: School,
    tables: dict[tuple[int, int], Lessons],
    service: dict[tuple[int, int], dict[int, str]],
) -> None:
    """A grid a class, a sheet each: early reading, lessons with a merged noon, after-school service."""
    sheets = []
    for (grade, number), table in tables.items():
        name = class_name(grade, number, int(place.code[-1]) % 2)
        sheet = Sheet(name)
        sheet.title(f"{place.name}{TERM_NAME}课程表", 7)
        head = teacher(place.code, grade, number, "语文")
        sheet.add(f"班级：{name}", None, f"班主任：{head}", None, None, None, None)
        sheet.add("节次", "时间", *WEEK)
        sheet.add("早读", None, *(["语文", "英语" if grade > 2 else "语文"] * 3)[:5])
        last = max(period for _, period in table)
        for period in range(1, last + 1):
            cells = [_cell(place, grade, number, table.get((day, period))) for day in range(1, 6)]
            sheet.add(PERIODS[period - 1], None, *cells)
            if period == 4:
                row = sheet.add("午休", None, "午 休", None, None, None, None)
                sheet.merges.append((row, 3, row, 7))
        extra = service[grade, number]
        usual = ("作业辅导", "社团活动", "作业辅导", "阅读", "社团活动")
        sheet.add("课后服务", None, *(extra.get(day, usual[day - 1]) for day in range(1, 6)))
        sheet.add("备注：早读、课后服务不计入课时。")
        sheets.append(sheet)
    write_book(folder / f"{place.short}课程表.xlsx", sheets)


def _write_week(folder: Path, place: School, table: Lessons, key: AnswerKey) -> None:
    """A week in November of the class that is taught on Saturdays."""
    rows: list[list[Cell]] = [
        ["九（2）班", date(2026, 11, 8 + day), PERIODS[period - 1], subject, 0]
        for (day, period), subject in sorted(table.items())
    ]
    write_table(
        folder / "九（2）班授课日志.xlsx", f"{place.name}九（2）班授课日志（2026年11月）",
        "班级 上课日期 节次 实上学科 拖堂（分钟）", rows,
    )  # fmt: skip
    norm, group = "student/timetable/rest-day-lessons", {"grade": 9, "class_no": 2}
    key.breached.append(
        Planted(norm, place.code, "星期六上了两节课", "2026-11-14", group, measured=2, pack=True)
    )
    make_up = {"grade": 4, "class_no": 1}
    key.traps.append(Planted(norm, "330799-002", "调休上课的星期六", "2026-10-10", make_up))


def _cell(place: School, grade: int, number: int, subject: str | None) -> Cell:
    """A cell of a grid: the subject, at some schools with the teacher's surname, at others shortened."""
    if subject is None or "/" in subject:
        return subject
    if place.code.endswith(("1", "9")):
        return f"{subject} {teacher(place.code, grade, number, subject)[0]}"
    return _SHORT.get(subject, subject) if place.code.endswith("4") else subject


def _write_list(folder: Path, place: School, tables: dict[tuple[int, int], Lessons]) -> None:
    """One row a lesson."""
    heads: list[Cell] = ["班级", "星期", "节次", "学科", "任课教师", "单双周"]
    rows: list[list[Cell]] = []
    for (grade, number), table in tables.items():
        for (day, period), subject in sorted(table.items()):
            who = teacher(place.code, grade, number, subject)
            number_of = period if place.code.endswith("3") else PERIODS[period - 1]
            rows.append([class_name(grade, number), "一二三四五六"[day - 1], number_of, subject, who, "全"])
    if place.code.endswith("8"):
        write_csv(folder / "课程安排表.csv", [heads, *rows])
        return
    sheet = Sheet("总课程表")
    sheet.title(f"{place.name}{TERM_NAME}总课程表", len(heads))
    sheet.add(*heads)
    sheet.rows += rows
    write_book(folder / "总课程表.xlsx", [sheet])


def _write_plans(folder: Path, key: AnswerKey) -> None:
    """课时统计表 of three schools; one plans a period too many."""
    for code in ("330799-001", "330799-006", "330799-009"):
        place = school(code)
        sheet = Sheet("课时统计")
        sheet.title(f"{place.name}{TERM_NAME}课时统计表", 5)
        sheet.add("年级", "学科", "周课时", "国家规定", "备注")
        for grade in place.grades:
            top = len(sheet.rows) + 1
            for subject, periods in subjects_of(grade).items():
                extra = code == "330799-006" and grade == 3 and subject == "数学"
                first = len(sheet.rows) + 1 == top
                sheet.add(grade_name(grade) if first else None, subject, periods + extra, None, None)
            sheet.merge_down(1, top, len(sheet.rows))
        write_book(folder / f"{code[-3:]} {place.short}" / "课时统计表.xlsx", [sheet])
    key.breached.append(
        Planted(
            "student/course-plan/planned-periods", "330799-006", "三年级计划里多排 1 节数学", TERM, {"grade": 3},
            measured=31,
        )
    )  # fmt: skip


def _write_allotments(folder: Path, key: AnswerKey) -> None:
    """各科作业统筹表 of one junior school; one day of one class is allotted more than the ceiling."""
    place = school("330799-010")
    sheet = Sheet("统筹表")
    sheet.title(f"{place.name}七年级各科作业统筹表（{TERM_NAME}）", 4)
    sheet.add("班级", "星期", "学科", "分配时长（分钟）")
    for number in range(1, place.classes[7] + 1):
        for day in range(5):
            shares = {"语文": 30, "数学": 30, "英语": 20}
            if (number, day) == (4, 2):
                shares["英语"] = 35
            if (number, day) == (2, 1):
                shares["英语"] = 30
            for subject, minutes in shares.items():
                sheet.add(class_name(7, number), WEEK[day], subject, minutes)
    write_book(folder / f"010 {place.short}" / "七年级各科作业统筹表.xlsx", [sheet])
    norm = "student/homework/allotment-total"
    over = {"grade": 7, "class_no": 4, "weekday": 3}
    exact = {"grade": 7, "class_no": 2, "weekday": 2}
    key.suspected.append(Planted(norm, place.code, "星期三分了 95 分钟", TERM, over, measured=95))
    key.traps.append(Planted(norm, place.code, "星期二正好 90 分钟", TERM, exact, measured=90))
