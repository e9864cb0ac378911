"""The homework ledgers as each school keeps them: lists and wide tables, a sheet a class or a month, CSV, Parquet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq

from jianfu.demo.answers import AnswerKey, Planted
from jianfu.demo.county import SCHOOLS, TERM_NAME, School, class_name, grade_name
from jianfu.demo.homework import WRITTEN, ClassDay, Homework, Task, of_school, teacher
from jianfu.demo.sheets import Cell, Sheet, full_width, typed_day, write_book, write_csv

Day = tuple[ClassDay, list[Task]]
WEEKDAYS = "一二三四五六日"
TYPED_TOTALS = {("330799-002", 5, 1, "2026-10-22"): 55, ("330799-002", 6, 2, "2026-11-10"): 75}
FORMS = {"书面": "written", "口头": "oral", "阅读": "reading", "实践": "practice"}


def write_homework(folder: Path, homework: Homework, key: AnswerKey, seed: int) -> None:
    """Write every school's homework below ``folder``, in the school's own folder and manner."""
    for place in SCHOOLS:
        days = of_school(homework, place.code)
        random = Random(f"{seed}/{place.code}/typing")
        _WRITERS[place.homework](folder / f"{place.code[-3:]} {place.short}", place, days, random, key)


def _minutes(task: Task, random: Random, style: int) -> Cell:
    """A length of time as that school types it; an empty cell when nobody wrote it down."""
    if task.typed is not None:
        return task.typed
    if task.minutes is None:
        return None
    if style == 1:  # words and units in cells
        return random.choice(
            (task.minutes, f"{task.minutes}分钟", f"约{task.minutes}", f"{task.minutes} 分钟")
        )
    if style == 2:  # as people speak
        spoken = {15: "一刻钟", 30: random.choice(("0.5小时", "半小时")), 60: "1小时"}
        return spoken.get(task.minutes, f"{task.minutes}分钟")
    if style == 3 and random.random() < 0.3:
        return full_width(str(task.minutes))
    return task.minutes


def _heading(place: School, what: str, width: int, sheet: Sheet) -> None:
    """Title, then the line with unit and who filled it in."""
    sheet.title(f"{place.name}{TERM_NAME}{what}", width)
    sheet.add(f"单位：{place.name}", *([None] * (width - 3)), "填报日期：2026年11月20日", None)


def _footer(sheet: Sheet) -> None:
    sheet.add()
    sheet.add("填表说明：时长由任课教师按中等学生预计，班主任统筹。")
    sheet.add("填表人：", None, None, "审核人：")


def _list_a_class(folder: Path, place: School, days: Sequence[Day], random: Random, key: AnswerKey) -> None:
    """A workbook a grade, a sheet a class; an old hidden sheet that must not be counted."""
    for grade, of_grade in groupby(days, key=lambda d: d[0].grade):
        sheets = []
        for number, of_class in groupby(of_grade, key=lambda d: d[0].number):
            sheet = Sheet(class_name(grade, number))
            _heading(place, f"作业公示表（{class_name(grade, number)}）", 9, sheet)
            sheet.add(
                "日期",
                "星期",
                "学科",
                "作业内容",
                "作业类型",
                "预计时长（分钟）",
                "完成地点",
                "布置教师",
                "备注",
            )
            old = Sheet(f"{class_name(grade, number)}旧", hidden=True)
            old.rows = [list(r) for r in sheet.rows]
            for at, tasks in of_class:
                for task in tasks:
                    who = teacher(at.code, grade, number, task.subject)
                    row: list[Cell] = [
                        at.day, f"星期{WEEKDAYS[at.day.weekday()]}", task.subject, task.content, task.form,
                        _minutes(task, random, 1), task.place, who, None,
                    ]  # fmt: skip
                    sheet.add(*row)
                    if grade == 3 and number == 1 and at.day.month == 9:
                        old.add(*row[:5], 90, *row[6:])
            _footer(sheet)
            sheets.append(sheet)
            if len(old.rows) > 3:
                sheets.append(old)
        write_book(folder / f"{grade_name(grade)}作业公示表.xlsx", sheets)


def _wide_heading(sheet: Sheet, first: Sequence[str], names: Sequence[str], aloud: Sequence[str]) -> None:
    """Two rows of headings, the upper one merged over the subjects."""
    start = len(first)
    blanks = [None] * (len(names) - 1)
    upper: list[Cell] = [*first, "书面作业（分钟）", *blanks]
    lower: list[Cell] = [*([None] * start), *names]
    if aloud:
        upper += ["口头作业（分钟）", *([None] * (len(aloud) - 1))]
        lower += aloud
    top = sheet.add(*upper, "合计（分钟）", "备注")
    sheet.add(*lower, None, None)
    width = start + len(names) + len(aloud)
    for column in (*range(1, start + 1), width + 1, width + 2):
        sheet.merges.append((top, column, top + 1, column))
    sheet.merges.append((top, start + 1, top, start + len(names)))
    if len(aloud) > 1:
        sheet.merges.append((top, start + len(names) + 1, top, width))


def _wide_cells(
    at: ClassDay, tasks: Sequence[Task], names: Sequence[str], aloud: Sequence[str]
) -> list[Cell]:
    """A cell a subject, 无 where nothing was set, then the total as somebody typed it."""
    cells: list[Cell] = []
    by_hand = {t.subject: t.minutes for t in tasks if t.form == "书面"}
    by_mouth = {t.subject: t.minutes for t in tasks if t.form != "书面"}
    for name in names:
        cells.append(by_hand.get(name, "无" if at.grade <= 2 else "—"))
    for name in aloud:
        cells.append(by_mouth.get(name, "—"))
    typed = TYPED_TOTALS.get((at.code, at.grade, at.number, at.day.isoformat()))
    return [*cells, sum(t.minutes or 0 for t in tasks) if typed is None else typed, None]


def _names(place: School) -> tuple[str, ...]:
    return ("语文", "数学", "英语", "物理", "化学") if max(place.grades) > 6 else ("语文", "数学", "英语")


def _wide_a_class(folder: Path, place: School, days: Sequence[Day], random: Random, key: AnswerKey) -> None:
    """A row a day, a column a subject, a sheet a class."""
    names = _names(place)
    aloud = ("语文", "数学") if min(place.grades) < 3 else ()
    sheets = []
    for (grade, number), of_class in groupby(days, key=lambda d: (d[0].grade, d[0].number)):
        sheet = Sheet(class_name(grade, number, 1))
        _heading(place, f"作业统计表  {class_name(grade, number, 1)}", 4 + len(names) + len(aloud), sheet)
        _wide_heading(sheet, ("日期", "星期"), names, aloud)
        for at, tasks in of_class:
            day: Cell = (
                f"{at.day.month}月{at.day.day}日" if place.code.endswith("002") else typed_day(at.day, 1)
            )
            sheet.add(day, f"周{WEEKDAYS[at.day.weekday()]}", *_wide_cells(at, tasks, names, aloud))
        _footer(sheet)
        sheets.append(sheet)
    write_book(folder / f"{place.short}作业统计表2026秋.xlsx", sheets)


def _wide_a_grade(folder: Path, place: School, days: Sequence[Day], random: Random, key: AnswerKey) -> None:
    """A row a class and day, the day merged over the classes; a sheet a grade."""
    names, sheets = _names(place), []
    for grade, of_grade in groupby(days, key=lambda d: d[0].grade):
        sheet = Sheet(grade_name(grade))
        aloud = ("语文", "数学") if grade <= 2 else ()
        _heading(place, f"{grade_name(grade)}作业登记表", 4 + len(names) + len(aloud), sheet)
        _wide_heading(sheet, ("日期", "班级"), names, aloud)
        ordered = sorted(of_grade, key=lambda d: (d[0].day, d[0].number))
        for day, of_day in groupby(ordered, key=lambda d: d[0].day):
            first = len(sheet.rows) + 1
            for at, tasks in of_day:
                cells = _wide_cells(at, tasks, names, aloud)
                sheet.add(
                    typed_day(day, 3) if len(sheet.rows) + 1 == first else None,
                    class_name(grade, at.number),
                    *cells,
                )
            sheet.merge_down(1, first, len(sheet.rows))
        sheets.append(sheet)
    write_book(folder / "作业登记表.xlsx", sheets)


def _csv_gb18030(folder: Path, place: School, days: Sequence[Day], random: Random, key: AnswerKey) -> None:
    """A CSV a month as Excel saves it on a Chinese system."""
    ordered = sorted(days, key=lambda d: (d[0].day, d[0].grade, d[0].number))
    for month, of_month in groupby(ordered, key=lambda d: d[0].day.month):
        rows: list[list[Cell]] = [[f"{place.name}{month}月作业登记表", *[None] * 7]]
        rows.append(["作业日期", "班别", "科目", "作业内容", "作业形式", "预计用时", "布置人", "备注"])
        for at, tasks in of_month:
            for task in tasks:
                rows.append([
                    at.day, class_name(at.grade, at.number, 1), task.subject, task.content, task.form,
                    _minutes(task, random, 1), teacher(at.code, at.grade, at.number, task.subject), None,
                ])  # fmt: skip
        write_csv(folder / f"作业登记{month}月.csv", rows, "gb18030")


def _list_a_month(folder: Path, place: School, days: Sequence[Day], random: Random, key: AnswerKey) -> None:
    """A sheet a month; and 终版2, which repeats two months and says otherwise once."""
    clash = ClassDay(place.code, 6, 2, days[-1][0].day.replace(month=11, day=11))

    def sheet_of(month: int, final: bool) -> Sheet:
        sheet = Sheet(f"{month}月")
        _heading(place, "作业公示", 9, sheet)
        sheet.add("日期", "班级", "学科", "作业内容", "类型", "时长（分钟）", "必做/选做", "布置教师", "备注")
        ordered = sorted(days, key=lambda d: (d[0].day, d[0].grade, d[0].number))
        for at, tasks in ordered:
            if at.day.month != month:
                continue
            for task in tasks:
                minutes: Cell = task.minutes
                if final and at == clash and task.subject == tasks[0].subject:
                    minutes = (task.minutes or 0) + 20
                sheet.add(
                    typed_day(at.day, {9: 4, 10: 2}.get(month, 0)), class_name(at.grade, at.number, 2),
                    task.subject, task.content, task.form, minutes, "选做" if task.optional else "必做",
                    teacher(at.code, at.grade, at.number, task.subject), None,
                )  # fmt: skip
        return sheet

    write_book(folder / "作业公示.xlsx", [sheet_of(m, False) for m in (9, 10, 11)])
    write_book(folder / "作业公示 终版2.xlsx", [sheet_of(m, True) for m in (10, 11)])
    group = {"grade": clash.grade, "class_no": clash.number}
    key.not_evaluable.append(
        Planted(WRITTEN, place.code, "终版2 与原表时长不一致", clash.day.isoformat(), group)
    )
    repeated = ClassDay(place.code, 5, 2, clash.day.replace(month=10, day=13))
    total = sum(t.minutes or 0 for at, ts in days if at == repeated for t in ts if t.form == "书面")
    group = {"grade": repeated.grade, "class_no": repeated.number}
    key.traps.append(
        Planted(
            WRITTEN, place.code, "终版2 里的同一行只算一次", repeated.day.isoformat(), group, measured=total
        )
    )


def _merged_list(folder: Path, place: School, days: Sequence[Day], random: Random, key: AnswerKey) -> None:
    """One list a grade, day and class merged down, lengths as people speak them."""
    sheets = []
    for grade, of_grade in groupby(days, key=lambda d: d[0].grade):
        sheet = Sheet(f"{grade_name(grade)}作业")
        _heading(place, f"{grade_name(grade)}作业布置登记表", 6, sheet)
        sheet.add("完成日期", "班级", "学科", "内容", "是否书面", "所需时间")
        ordered = sorted(of_grade, key=lambda d: (d[0].day, d[0].number))
        for day, of_day in groupby(ordered, key=lambda d: d[0].day):
            first = len(sheet.rows) + 1
            for at, tasks in of_day:
                top = len(sheet.rows) + 1
                for task in tasks:
                    row = len(sheet.rows) + 1
                    sheet.add(
                        typed_day(day, 1) if row == first else None,
                        class_name(grade, at.number) if row == top else None,
                        task.subject, task.content, "是" if task.form == "书面" else "否", _minutes(task, random, 2),
                    )  # fmt: skip
                sheet.merge_down(2, top, len(sheet.rows))
            sheet.merge_down(1, first, len(sheet.rows))
        _footer(sheet)
        sheets.append(sheet)
    write_book(folder / "作业布置登记.xlsx", sheets)


def _parquet(folder: Path, place: School, days: Sequence[Day], random: Random, key: AnswerKey) -> None:
    """An export of the school's own system, columns by their English names."""
    rows = [(at, task) for at, tasks in days for task in tasks]
    minutes = [t.minutes for _, t in rows]
    table = pa.table({
        "organisation": pa.array([at.code for at, _ in rows], pa.string()),
        "grade": pa.array([at.grade for at, _ in rows], pa.int64()),
        "class_no": pa.array([at.number for at, _ in rows], pa.int64()),
        "done_on": pa.array([at.day for at, _ in rows], pa.date32()),
        "subject": pa.array([t.subject for _, t in rows], pa.string()),
        "content": pa.array([t.content for _, t in rows], pa.string()),
        "form": pa.array([FORMS[t.form] for _, t in rows], pa.string()),
        "minutes": pa.array(minutes, pa.int64()),
        "minutes_max": pa.array([None] * len(rows), pa.int64()),
        "place": pa.array(["home"] * len(rows), pa.string()),
        "required": pa.array(["required"] * len(rows), pa.string()),
    })  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    pq.write_table(table, folder / "homework.parquet", compression="zstd")


def _csv_utf8(folder: Path, place: School, days: Sequence[Day], random: Random, key: AnswerKey) -> None:
    """One plain CSV of the village school."""
    rows: list[list[Cell]] = [["日期", "班级", "学科", "作业", "作业类型", "时长（分钟）", "教师"]]
    for at, tasks in days:
        for task in tasks:
            rows.append([
                at.day, class_name(at.grade, at.number), task.subject, task.content, task.form,
                _minutes(task, random, 0), teacher(at.code, at.grade, at.number, task.subject),
            ])  # fmt: skip
    write_csv(folder / "作业登记表.csv", rows)


def _list_one(folder: Path, place: School, days: Sequence[Day], random: Random, key: AnswerKey) -> None:
    """One long list with layers; somewhere a day that does not exist."""
    sheet = Sheet("作业台账")
    _heading(place, "作业管理台账", 10, sheet)
    sheet.add(
        "序号", "作业日期", "行政班", "学科", "具体内容", "作业类型", "分层", "预计完成时间", "教师", "备注"
    )
    for at, tasks in days:
        for task in tasks:
            sheet.add(
                len(sheet.rows) - 2, typed_day(at.day, 2), class_name(at.grade, at.number), task.subject,
                task.content, task.form, task.layer, _minutes(task, random, 3),
                teacher(at.code, at.grade, at.number, task.subject), None,
            )  # fmt: skip
    if place.code == "330799-009":
        sheet.add(
            len(sheet.rows) - 2, "2月30日", "三（1）班", "语文", "生字两行", "书面", None, 10, "方静", None
        )
        key.bad_cells.append({"ledger": "homework", "organisation": place.code, "value": "2月30日"})
    _footer(sheet)
    write_book(folder / f"{place.short}作业管理台账（终版）.xlsx", [sheet])


def _list_a_grade(folder: Path, place: School, days: Sequence[Day], random: Random, key: AnswerKey) -> None:
    """A workbook a grade, days typed as eight digits, some figures in full width."""
    for grade, of_grade in groupby(days, key=lambda d: d[0].grade):
        sheet = Sheet("Sheet1")
        _heading(place, f"{grade_name(grade)}作业公示表", 8, sheet)
        sheet.add("日期", "班级", "科目", "作业内容", "作业类型", "预计时长", "任课教师", "备注")
        for at, tasks in of_grade:
            for task in tasks:
                sheet.add(
                    typed_day(at.day, 5), class_name(grade, at.number, 4), task.subject, task.content, task.form,
                    _minutes(task, random, 3), teacher(at.code, grade, at.number, task.subject), None,
                )  # fmt: skip
        _footer(sheet)
        write_book(folder / f"作业公示表 {grade_name(grade)}.xlsx", [sheet])


Writer = Callable[[Path, School, Sequence[Day], Random, AnswerKey], None]
_WRITERS: dict[str, Writer] = {
    "list_a_class": _list_a_class,
    "wide_a_class": _wide_a_class,
    "wide_a_grade": _wide_a_grade,
    "csv_gb18030": _csv_gb18030,
    "list_a_month": _list_a_month,
    "merged_list": _merged_list,
    "parquet": _parquet,
    "csv_utf8": _csv_utf8,
    "list_one": _list_one,
    "list_a_grade": _list_a_grade,
}
