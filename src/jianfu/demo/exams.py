"""Examinations of the term in every school: what is allowed, and what was planted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jianfu.demo.answers import AnswerKey, Planted
from jianfu.demo.county import SCHOOLS, TERM, TERM_NAME, School, grade_name
from jianfu.demo.sheets import Cell, Sheet, typed_day, write_book, write_csv

_SIGNS = ("disguised-exams", "placement-exams")
FINAL, MIDTERM = date(2027, 1, 20), date(2026, 11, 5)


@dataclass(frozen=True)
class Exam:
    """One paper of one grade."""

    name: str
    grade: int
    subject: str
    day: date
    organiser: str = "学校"
    source: str = "自主命题"
    form: str = "纸笔"
    results: str = "等级"
    ranked: str = "否"
    published: str = "否"
    minutes: int | None = 60


def write_exams(folder: Path, key: AnswerKey) -> None:
    """考试安排 of every school, in three shapes."""
    for place in SCHOOLS:
        exams = [exam for grade in place.grades for exam in _ordinary(grade)]
        exams += _planted(place, key)
        _write(folder / f"{place.code[-3:]} {place.short}", place, exams)


def _ordinary(grade: int) -> list[Exam]:
    """A final examination; a mid-term beside it in junior grades; play instead of paper in grades 1 and 2."""
    if grade <= 2:
        return [Exam("期末乐考", grade, "全科", FINAL, form="游园", minutes=None)]
    names = ("语文", "数学", "英语")
    exams = [Exam("期末考试", grade, name, FINAL, minutes=60 if grade <= 6 else 100) for name in names]
    if grade >= 7:
        exams += [Exam("期中考试", grade, name, MIDTERM, minutes=100) for name in names]
    return exams


def _planted(place: School, key: AnswerKey) -> list[Exam]:
    """What this school should not have held, and what only looks like it."""

    def note(norm: str, grade: int, measured: int, why: str, period: str = TERM) -> None:
        planted = Planted(
            f"student/exams/{norm}", place.code, why, period, {"grade": grade}, measured=measured
        )
        (key.suspected if norm in _SIGNS else key.breached).append(planted)

    match place.code[-3:]:
        case "003":
            note("no-small-exams", 5, 1, "五年级数学单元检测")
            return [Exam("第二单元检测", 5, "数学", date(2026, 10, 20), minutes=40)]
        case "004":
            note("exams-per-term", 4, 2, "四年级已经组织两次期中")
            note("primary-midterm", 4, 2, "小学组织期中考试")
            return [Exam("期中检测", 4, "数学", MIDTERM), Exam("期中复测", 4, "数学", date(2026, 11, 12))]
        case "005":
            note("low-grade-paper-exams", 2, 2, "二年级语文、数学纸笔测试")
            note("disguised-exams", 2, 2, "以学情调研为名")
            return [Exam("学情调研", 2, name, date(2026, 11, 12), minutes=40) for name in ("语文", "数学")]
        case "006":
            note("no-bought-papers", 5, 1, "买来的试卷")
            return [
                Exam(
                    "英语听力展示", 5, "英语", date(2026, 10, 28), source="外购试卷", form="机考", minutes=20
                )
            ]
        case "007":
            note("no-regional-exams", 4, 1, "县教研室组织的抽测")
            return [Exam("四年级数学抽测", 4, "数学", date(2026, 11, 10), organiser="县教研室")]
        case "009":
            note("results-in-levels", 8, 1, "成绩以分数呈现")
            return [
                Exam(
                    "物理实验考查",
                    8,
                    "物理",
                    date(2026, 10, 30),
                    form="实验操作",
                    results="百分制",
                    minutes=30,
                )
            ]
        case "010":
            note("no-ranking", 9, 1, "成绩排名")
            note("results-not-published", 9, 1, "成绩公布")
            return [
                Exam(
                    "体育测试",
                    9,
                    "体育",
                    date(2026, 10, 22),
                    form="实践",
                    ranked="是",
                    published="是",
                    minutes=None,
                )
            ]
        case "011":
            note("placement-exams", 7, 1, "新生入学摸底")
            return [Exam("新生入学摸底", 7, "全科", date(2026, 9, 2), minutes=90)]
        case "012":
            note("mock-exams", 9, 3, "三次模拟考试", "2026-2027")
            days = (date(2026, 9, 29), date(2026, 10, 27), date(2026, 11, 17))
            return [
                Exam(f"中考{n}模", 9, "全科", day, minutes=120) for n, day in zip("一二三", days, strict=True)
            ]
        case "002":
            trap = Planted(
                "student/exams/low-grade-paper-exams", place.code, "口语游园不是纸笔考试", TERM, {"grade": 2}
            )
            key.traps.append(trap)
            return [Exam("期中游园", 2, "全科", MIDTERM, form="游园", minutes=None)]
        case _:
            return []


def _write(folder: Path, place: School, exams: list[Exam]) -> None:
    style = int(place.code[-2:]) % 3
    if style == 0:
        rows: list[list[Cell]] = [
            [
                "考试名称",
                "年级",
                "科目",
                "考试日期",
                "组织单位",
                "试卷来源",
                "形式",
                "成绩呈现",
                "是否排名",
                "是否公布成绩",
            ]
        ]
        rows += [
            [
                e.name,
                grade_name(e.grade),
                e.subject,
                e.day,
                e.organiser,
                e.source,
                e.form,
                e.results,
                e.ranked,
                e.published,
            ]
            for e in exams
        ]
        write_csv(folder / "考试安排.csv", rows, "gb18030" if place.code.endswith("003") else "utf-8-sig")
        return
    sheet = Sheet("考试安排")
    sheet.title(f"{place.name}{TERM_NAME}考试安排表", 11)
    sheet.add(
        "年级",
        "考试名称",
        "学科",
        "考试时间",
        "时长（分钟）",
        "组织者",
        "命题来源",
        "考试形式",
        "评价方式",
        "排名",
        "公布成绩",
    )
    for grade in place.grades:
        top = len(sheet.rows) + 1
        for e in (e for e in exams if e.grade == grade):
            first = len(sheet.rows) + 1 == top
            sheet.add(
                grade_name(grade) if first else None, e.name, e.subject, typed_day(e.day, 3 if style == 1 else 0),
                e.minutes, e.organiser, e.source, e.form, e.results, e.ranked, e.published,
            )  # fmt: skip
        sheet.merge_down(1, top, len(sheet.rows))
    sheet.add()
    sheet.add("备注：成绩只以等级呈现，不排名，不公布。")
    write_book(folder / "考试安排表.xlsx", [sheet])
