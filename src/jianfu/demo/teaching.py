"""Lessons as they were given: logs, swaps, leave and the plan behind the timetable, with what was planted there."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from jianfu.demo.answers import AnswerKey, Planted
from jianfu.demo.county import TERM, TERM_NAME, School, class_name, grade_name, school, school_days
from jianfu.demo.homework import teacher
from jianfu.demo.sheets import Cell, Sheet, typed_day, write_book, write_csv
from jianfu.demo.timetables import PERIODS, lessons, subjects_of

COUNTY_MARKS: list[dict[str, Any]] = [
    {
        "norm": "student/timetable/swap-approved", "at_most": "0 records",
        "restated": {"zh": "调课先批后上。", "en": "Swaps are approved before the lesson."},
    },
    {
        "norm": "student/timetable/swap-made-up", "at_most": "10 days",
        "restated": {"zh": "调出的课10个工作日内补上。", "en": "Lessons moved are made up within ten working days."},
    },
    {
        "norm": "student/timetable/swap-on-file", "at_most": "0 records",
        "restated": {"zh": "日志里的调课都要有调课登记。", "en": "Every swap in a log stands in the register."},
    },
    {
        "norm": "student/timetable/no-overrun", "at_most": "0 minutes",
        "restated": {"zh": "不拖堂。", "en": "Lessons end on time."},
    },
    {
        "norm": "student/timetable/leave-covered", "at_most": "0 periods",
        "restated": {"zh": "教师请假的课都有人上。", "en": "Lessons of absent teachers are all taken."},
    },
    {
        "norm": "student/course-plan/planned-and-prescribed", "between": ["0 periods", "0 periods"],
        "restated": {"zh": "计划课时就是规定课时。", "en": "Planned periods are the prescribed ones."},
    },
]  # fmt: skip
"""The county's figures for what the nation leaves to places."""

_TIMETABLE, _PLAN = "student/timetable", "student/course-plan"
LOGGED, POINT = "330799-002", "330799-008"
# Days on which a lesson of 四（1）班 at LOGGED was swapped, in the order of the register.
_SWAPPED = (
    date(2026, 10, 14),
    date(2026, 10, 20),
    date(2026, 10, 22),
    date(2026, 10, 26),
    date(2026, 10, 27),
)
_UNFILED, _TAKEN = date(2026, 10, 28), date(2026, 10, 15)
_OVERRUN: dict[date, Cell] = {date(2026, 10, 20): 3, date(2026, 10, 23): "约5分钟"}


def write_teaching(folder: Path, key: AnswerKey, seed: int) -> None:
    """Logs of two classes, the swaps of one of them, leave at one school, and a plan that departs from its model."""
    _write_log(folder, key, seed)
    _write_log_of_the_point(folder, key, seed)
    _write_leaves(folder, key)
    _write_plan(folder, key)
    for code, grade, number, subject, measured, why in (
        ("330799-001", 6, 1, "数学", 1, "课程表上数学 6 节，计划 5 节"),
        ("330799-009", 9, 1, "数学", 1, "课程表上数学 7 节，计划 6 节"),
        ("330799-006", 3, 1, "数学", -1, "计划数学 6 节，课程表上 5 节"),
        ("330799-006", 3, 2, "数学", -1, "计划数学 6 节，课程表上 5 节"),
    ):
        key.breached.append(_timetable_and_plan(code, grade, number, subject, measured, why))


def _here(folder: Path, place: School) -> Path:
    return folder / f"{place.code[-3:]} {place.short}"


def _table(place: School, grade: int, number: int, seed: int) -> dict[int, dict[int, str]]:
    """The published timetable of a class: subject by weekday and period."""
    drawn = lessons(grade, Random(f"{seed}/{place.code}/{(grade, number)}/timetable"))
    return {day: {p: s for (d, p), s in sorted(drawn.items()) if d == day} for day in range(1, 6)}


def _weekday(day: date) -> int:
    """The weekday whose timetable holds: on the make-up day that of a Wednesday lost to the holiday."""
    return day.isoweekday() if day.isoweekday() <= 5 else 3


def _write_log(folder: Path, key: AnswerKey, seed: int) -> None:
    """October of one class: a lesson taken over, minutes overrun, swaps on file and one that is not."""
    place, grade, number = school(LOGGED), 4, 1
    table = _table(place, grade, number, seed)
    sheet = Sheet("10月")
    sheet.title(f"{place.name}四（1）班2026年10月授课日志", 9)
    sheet.add("填报人：班主任", None, None, None, "学年学期：" + TERM_NAME)
    sheet.add(
        "班级", "上课日期", "节次", "课表学科", "实上学科", "授课教师", "变动情况", "拖堂（分钟）", "备注"
    )
    swaps: list[tuple[date, int, str, str]] = []
    taken = False
    for day in school_days(date(2026, 10, 8), date(2026, 10, 31)):
        first = len(sheet.rows) + 1
        changed = False
        for period, subject in table[_weekday(day)].items():
            taught, change = subject, None
            loose = subject not in ("语文", "数学", "英语") and not changed
            if loose and (day in _SWAPPED or day == _UNFILED):
                taught, change, changed = "数学", "调课", True
                if day != _UNFILED:
                    swaps.append((day, period, subject, taught))
            elif loose and day == _TAKEN:
                taught, change, changed, taken = "数学", "占课", True, True
            overrun = _OVERRUN.get(day) if period == 3 else None
            sheet.add(
                "四（1）班" if period == 1 else None, typed_day(day, 1) if period == 1 else None, PERIODS[period - 1],
                subject, taught, teacher(place.code, grade, number, taught), change, overrun, None,
            )  # fmt: skip
        sheet.merge_down(1, first, len(sheet.rows))
        sheet.merge_down(2, first, len(sheet.rows))
    sheet.add("注：拖堂一栏空着，表示按时下课。")
    write_book(_here(folder, place) / "四（1）班授课日志.xlsx", [sheet])
    assert taken and len(swaps) == len(_SWAPPED), "a day of the plan has no lesson to swap"
    group = {"grade": grade, "class_no": number}
    week = f"{TERM}-w07"
    key.breached += [
        Planted(f"{_TIMETABLE}/not-taken-over", place.code, "数学占了一节课", TERM, group, measured=1),
        Planted(
            f"{_TIMETABLE}/taught-and-published", place.code, "这一周数学多上一节", week,
            {**group, "subject": "数学"}, measured=1,
        ),
        Planted(
            f"{_TIMETABLE}/no-overrun", place.code, "一周拖堂 3 + 5 分钟", f"{TERM}-w08", group, measured=8, pack=True
        ),
    ]  # fmt: skip
    key.suspected.append(
        Planted(
            f"{_TIMETABLE}/swap-on-file", place.code, "日志写了调课，没有登记", None,
            {**group, "taught_on": _UNFILED.isoformat()}, measured=1, pack=True,
        )
    )  # fmt: skip
    key.traps += [
        Planted(f"{_TIMETABLE}/no-overrun", place.code, "空着就是按时下课", week, group),
        Planted(f"{_TIMETABLE}/subjects-dropped", place.code, "各科都上过", TERM, group),
        Planted(
            f"{_TIMETABLE}/swap-on-file", place.code, "登记了", None, {**group, "taught_on": "2026-10-14"}
        ),
    ]
    _write_swaps(folder, place, swaps, key)


def _write_swaps(
    folder: Path, place: School, swaps: list[tuple[date, int, str, str]], key: AnswerKey
) -> None:
    """The register: one in order, one approved afterwards, one never made up, one made up on the last day, one bare."""
    sheet = Sheet("调课登记")
    sheet.title(f"{place.name}{TERM_NAME}调课登记表", 10)
    sheet.add(
        "序号", "申请日期", "班级", "原上课日期", "原节次", "原课程", "调换课程", "调课原因", "教导处意见", "审批日期",
        "补课时日期",
    )  # fmt: skip
    what: list[tuple[str, Cell, Cell, Cell]] = [
        ("外出教研", "同意", date(2026, 10, 13), date(2026, 10, 16)),
        ("临时会议", "同意", date(2026, 10, 21), date(2026, 10, 23)),
        ("看病", "同意", date(2026, 10, 21), None),
        ("参加培训", "同意", date(2026, 10, 23), date(2026, 11, 9)),
        ("家中有事", None, None, date(2026, 10, 29)),
    ]
    for n, ((day, period, subject, taught), (reason, said, approved, back)) in enumerate(
        zip(swaps, what, strict=True)
    ):
        asked = approved if isinstance(approved, date) and approved < day else day
        sheet.add(
            n + 1, asked, class_name(4, 1), typed_day(day, n % 4), PERIODS[period - 1], subject, taught, reason,
            said, approved, back,
        )  # fmt: skip
    sheet.add("说明：调出的课一般两周内补上。")
    write_book(_here(folder, place) / "调课登记表.xlsx", [sheet])

    def note(norm: str, row: int, why: str, measured: object = None) -> Planted:
        return Planted(
            f"{_TIMETABLE}/{norm}", place.code, why, record=swaps[row][0].isoformat(), measured=measured, pack=True
        )  # fmt: skip

    key.breached.append(note("swap-approved", 1, "第二天才批", 1))
    key.breached.append(note("swap-made-up", 2, "到今天 21 个工作日还没有补", 21))
    key.not_evaluable.append(note("swap-approved", 4, "没写批没批", [0, 1]))
    key.traps.append(note("swap-approved", 0, "前一天批的"))
    key.traps.append(note("swap-made-up", 3, "正好 10 个工作日"))


def _write_log_of_the_point(folder: Path, key: AnswerKey, seed: int) -> None:
    """October of a small class as a plain file: one subject never given, no column for overrun."""
    place = school(POINT)
    rows: list[list[Cell]] = [["班级", "日期", "节次", "学科", "上课情况"]]
    table = _table(place, 1, 1, seed)
    for day in school_days(date(2026, 10, 8), date(2026, 10, 30)):
        for period, subject in table[_weekday(day)].items():
            rows.append(["一（1）班", day, period, subject, "停课" if subject == "综合实践" else "正常"])
    write_csv(_here(folder, place) / "授课日志10月.csv", rows)
    group = {"grade": 1, "class_no": 1}
    key.suspected.append(
        Planted(f"{_TIMETABLE}/subjects-dropped", place.code, "综合实践一直没有上", TERM, group, measured=1)
    )
    key.not_evaluable.append(
        Planted(f"{_TIMETABLE}/no-overrun", place.code, "日志没有拖堂一栏", f"{TERM}-w07", group, pack=True)
    )


def _write_leaves(folder: Path, key: AnswerKey) -> None:
    """Leave at one school: two lessons left empty, one not written down, the others taken."""
    place = school("330799-004")
    sheet = Sheet("请假代课")
    sheet.title(f"{place.name}{TERM_NAME}教师请假代课登记表", 9)
    sheet.add(
        "序号", "教师姓名", "请假类别", "请假时间", "结束日期", "任教学科", "涉及节数", "代课节数", "代课教师"
    )
    rows: list[tuple[str, str, date, date, str, Cell, Cell, str | None]] = [
        ("冯春梅", "病假", date(2026, 9, 14), date(2026, 9, 15), "语文", 6, 6, "蒋立新"),
        ("沈海涛", "公差", date(2026, 10, 13), date(2026, 10, 14), "科学", "5节", "3节", "曹明远"),
        ("钱文博", "培训", date(2026, 10, 21), date(2026, 10, 21), "美术", 3, 3, "冯春梅"),
        ("曹明远", "事假", date(2026, 11, 4), date(2026, 11, 4), "数学", 2, None, None),
    ]
    for n, row in enumerate(rows):
        sheet.add(n + 1, *row)
    sheet.add("合计", None, None, None, None, None, 16, None, None)
    write_book(_here(folder, place) / "教师请假代课登记表.xlsx", [sheet])
    norm = f"{_TIMETABLE}/leave-covered"
    key.breached.append(
        Planted(
            norm, place.code, "公差两天，5 节课只有 3 节有人上", record="2026-10-13", measured=2, pack=True
        )
    )
    key.not_evaluable.append(Planted(norm, place.code, "没写代了几节", record="2026-11-04", pack=True))
    key.traps.append(Planted(norm, place.code, "都有人代", record="2026-09-14"))


def _write_plan(folder: Path, key: AnswerKey) -> None:
    """课时统计表 of one grade with the prescribed periods beside it: art gives one to mathematics."""
    place, grade = school("330799-004"), 4
    sheet = Sheet("课时统计")
    sheet.title(f"{place.name}{TERM_NAME}{grade_name(grade)}课时统计表", 5)
    sheet.add("年级", "学科", "周课时", "规定课时", "差额")
    changed = {"美术": -1, "数学": 1}
    for subject, periods in subjects_of(grade).items():
        planned = periods + changed.get(subject, 0)
        sheet.add(grade_name(grade), subject, f"{planned}节", periods, planned - periods)
    write_book(_here(folder, place) / "课时统计表.xlsx", [sheet])
    for subject, difference in changed.items():
        group = {"grade": grade, "subject": subject}
        why = f"{subject}比规定{'多' if difference > 0 else '少'}一节"
        key.breached.append(
            Planted(
                f"{_PLAN}/planned-and-prescribed", place.code, why, TERM, group, measured=difference, pack=True
            )
        )  # fmt: skip
        for number in (1, 2):
            why = f"课程表按规定排，与计划差 {-difference} 节"
            key.breached.append(
                _timetable_and_plan(place.code, grade, number, subject, -difference, why)
            )  # fmt: skip
    key.traps.append(
        Planted(f"{_PLAN}/planned-and-prescribed", place.code, "正好", TERM, {"grade": grade, "subject": "语文"})
    )  # fmt: skip


def _timetable_and_plan(code: str, grade: int, number: int, subject: str, measured: int, why: str) -> Planted:
    group = {"grade": grade, "class_no": number, "subject": subject}
    return Planted(f"{_PLAN}/timetable-and-plan", code, why, TERM, group, measured=measured)
