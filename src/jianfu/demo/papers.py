"""What pupils are handed and told: spot checks of homework, weekend work, results, teaching aids, print jobs."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from jianfu.demo.answers import AnswerKey, Planted
from jianfu.demo.county import GIVEN, SURNAMES, TERM, TERM_NAME, School, class_name, grade_name, school
from jianfu.demo.homework import ClassDay, Homework, Task
from jianfu.demo.sheets import Cell, Sheet, typed_day, write_book, write_csv

_KEPT_SHARES, _CHECKED, _WEEKEND = "330799-002", "330799-001", "330799-005"

COUNTY_MARKS: list[dict[str, Any]] = [
    {
        "norm": "student/homework/against-allotment", "at_most": "0 minutes",
        "for": f"organisation = '{_KEPT_SHARES}'",
        "restated": {"zh": "试点学校各科作业不超过统筹表的份额。", "en": "Trial schools keep to their tables of shares."},
    },
    {
        "norm": "student/homework/weekend-and-weekdays", "at_most": "0 minutes", "for": "grade between 3 and 9",
        "restated": {"zh": "周末一天的作业不多于平日最多的一天。", "en": "No day off has more homework than the heaviest school day."},
    },
    {
        "norm": "student/homework/rest-day-minutes", "at_most": "50 minutes", "for": "grade between 3 and 6",
        "restated": {"zh": "三至六年级休息日每天作业不超过50分钟。", "en": "At most fifty minutes a day off in grades 3 to 6."},
    },
    {
        "norm": "student/homework/checked-marked", "at_least": "100 %",
        "restated": {"zh": "抽查的作业全部批改。", "en": "All homework looked at is marked."},
    },
    {
        "norm": "student/homework/monthly-check", "at_least": "1 time", "for": f"organisation = '{_CHECKED}'",
        "restated": {"zh": "试点学校每个年级每月抽查一次作业。", "en": "Trial schools look at every grade's homework once a month."},
    },
    {
        "norm": "student/exams/approved", "at_most": "0 times", "for": "grade = 9",
        "restated": {"zh": "毕业年级的考试报县教育局批准。", "en": "Exams of the graduating year are approved by the bureau."},
    },
    {
        "norm": "student/printing/approved-first", "at_most": "0 records",
        "restated": {"zh": "印发给学生的练习、试卷先批后印。", "en": "Sheets and papers for pupils are approved before printing."},
    },
]  # fmt: skip
"""The county's figures for what the nation leaves to places."""


def plant_homework(homework: Homework, key: AnswerKey) -> None:
    """A day beyond a subject's share and one exactly at it; copying out as a punishment."""
    for day, minutes, measured in ((date(2026, 10, 21), 30, 5), (date(2026, 10, 22), 25, 0)):
        at = ClassDay(_KEPT_SHARES, 4, 1, day)
        homework[at] = [Task("语文", "课后习题第 2 题", minutes), Task("数学", "口算 20 题", 15)]
        planted = Planted(
            "student/homework/against-allotment", at.code, f"语文 {minutes} 分钟，份额 25 分钟", day.isoformat(),
            {"grade": 4, "class_no": 1, "subject": "语文"}, measured=measured, pack=True,
        )  # fmt: skip
        (key.breached if measured else key.traps).append(planted)
    at = ClassDay("330799-003", 4, 1, date(2026, 11, 9))
    homework[at] = [Task("语文", "听写错的罚抄课文", 15), Task("数学", "口算 20 题", 10)]
    key.suspected.append(
        Planted(
            "student/homework/no-punishment", at.code, "罚抄", at.day.isoformat(), {"grade": 4, "class_no": 1},
            measured=1,
        )
    )  # fmt: skip


def write_papers(folder: Path, homework: Homework, key: AnswerKey) -> None:
    """Every table of this module."""
    _write_shares(folder)
    _write_weekend(folder, homework, key)
    _write_checks(folder, key)
    _write_exams(folder, key)
    _write_results(folder, key)
    _write_prints(folder, key)


def _here(folder: Path, code: str) -> Path:
    return folder / f"{code[-3:]} {school(code).short}"


def _write_shares(folder: Path) -> None:
    """各科作业统筹表 of one class: twenty-five minutes for two subjects on each day."""
    sheet = Sheet("四（1）班")
    sheet.title(f"{school(_KEPT_SHARES).name}四（1）班各科作业统筹表", 6)
    sheet.add("学科", "星期一", "星期二", "星期三", "星期四", "星期五")
    for subject in ("语文", "数学"):
        sheet.add(subject, *(25,) * 5)
    write_book(_here(folder, _KEPT_SHARES) / "四（1）班各科作业统筹表.xlsx", [sheet])


def _write_weekend(folder: Path, homework: Homework, key: AnswerKey) -> None:
    """One Saturday: too much in one class, exactly the heaviest weekday in another."""
    place, saturday = school(_WEEKEND), date(2026, 10, 24)
    week = [date(2026, 10, 19 + n) for n in range(5)]
    heaviest = max(
        sum(t.minutes or 0 for t in homework[ClassDay(place.code, 6, 1, day)] if not t.optional)
        for day in week
    )
    sheet = Sheet("周末")
    sheet.title(f"{place.name}周末作业登记表", 6)
    sheet.add("班级", "日期", "学科", "作业内容", "是否书面", "预计时长（分钟）")
    sheet.add(class_name(5, 1), typed_day(saturday, 3), "语文", "小练笔一篇", "是", 30)
    sheet.add(class_name(5, 1), typed_day(saturday, 3), "数学", "练习册第 30 页", "是", "30分钟")
    sheet.add(class_name(6, 1), typed_day(saturday, 3), "语文", "摘抄两段", "是", heaviest)
    write_book(_here(folder, place.code) / "周末作业登记表.xlsx", [sheet])
    group, exact = {"grade": 5, "class_no": 1}, {"grade": 6, "class_no": 1}
    weekend, per_day = "student/homework/weekend-and-weekdays", "student/homework/rest-day-minutes"
    key.breached += [
        Planted(weekend, place.code, "周六比平日最多的一天还多", f"{TERM}-w08", group, pack=True),
        Planted(per_day, place.code, "周六 60 分钟", saturday.isoformat(), group, measured=60, pack=True),
    ]
    key.traps += [
        Planted(weekend, place.code, "周六与平日最多的一天一样多", f"{TERM}-w08", exact, measured=0, pack=True),
        Planted(per_day, place.code, "平日的量，不超过 50 分钟", saturday.isoformat(), exact, pack=True),
    ]  # fmt: skip


def _write_checks(folder: Path, key: AnswerKey) -> None:
    """Monthly spot checks at one school: a grade missed, books left unmarked, marking left to parents."""
    sheet = Sheet("抽查")
    sheet.title(f"{school(_CHECKED).name}{TERM_NAME}作业抽查记录", 8)
    sheet.add(
        "检查时间", "班级", "学科", "抽查本数", "已批改本数", "有无家长批改", "有无重复惩罚性作业", "抽查人"
    )
    for day in (date(2026, 9, 23), date(2026, 10, 21), date(2026, 11, 18)):
        for grade in range(1, 6 if day.month == 10 else 7):
            unmarked = day.month == 10 and grade == 3
            by_parents = day.month == 10 and grade == 2
            sheet.add(
                typed_day(day, 2), class_name(grade, 1), "数学", "5本", 4 if unmarked else 5,
                "有" if by_parents else "无", "无" if (grade, day.month) != (4, 11) else None, "周某",
            )  # fmt: skip
    sheet.add("备注：当场看，不另交材料。")
    write_book(_here(folder, _CHECKED) / "作业抽查记录.xlsx", [sheet])
    marked, misused = "student/homework/checked-marked", "student/homework/checked-not-misused"
    key.breached += [
        Planted(
            "student/homework/monthly-check", _CHECKED, "十月六年级没有抽查", "2026-10", {"grade": 6}, measured=0,
            pack=True,
        ),
        Planted(
            marked, _CHECKED, "5 本只批了 4 本", "2026-10", {"grade": 3, "class_no": 1}, measured=80, pack=True
        ),
        Planted(misused, _CHECKED, "家长批改", record="2026-10-21", measured=1),
    ]  # fmt: skip
    key.not_evaluable.append(
        Planted(misused, _CHECKED, "没填有没有惩罚性作业", record="2026-11-18", measured=[0, 1])
    )
    key.traps.append(Planted(marked, _CHECKED, "都批了", "2026-10", {"grade": 5, "class_no": 1}))
    key.traps.append(Planted("student/homework/monthly-check", _CHECKED, "抽查过", "2026-10", {"grade": 5}))


def _write_exams(folder: Path, key: AnswerKey) -> None:
    """Exams registered beside the yearly table: approval, days off, what results are for; a senior school's."""
    heads: list[Cell] = ["考试名称", "年级", "科目", "考试日期", "形式"]
    midterm = date(2026, 11, 5)
    subjects = ("语文", "数学", "英语")
    passed: list[list[Cell]] = [["期中考试", "九年级", s, midterm, "纸笔", "是"] for s in subjects]
    approval: dict[str, list[list[Cell]]] = {
        "330799-010": [["期中考试", "九年级", s, midterm, "纸笔", "未报批"] for s in subjects],
        "330799-012": [
            *passed,
            ["中考一模", "九年级", "全科", date(2026, 9, 29), "纸笔", "是"],
            ["中考二模", "九年级", "全科", date(2026, 10, 27), "纸笔", "是"],
            ["中考三模", "九年级", "全科", date(2026, 11, 17), "纸笔", "是"],
        ],
    }  # fmt: skip
    for code, rows in approval.items():
        sheet = Sheet("报批")
        sheet.title(f"{school(code).name}{TERM_NAME}九年级考试安排（报批）", 6)
        sheet.add(*heads, "是否报批")
        sheet.rows += rows
        write_book(_here(folder, code) / "九年级考试安排报批.xlsx", [sheet])
    norm, grade9 = "student/exams/approved", {"grade": 9}
    key.breached.append(Planted(norm, "330799-010", "期中考试没有报批", TERM, grade9, measured=1, pack=True))
    key.traps.append(Planted(norm, "330799-012", "都批过", TERM, grade9, pack=True))
    for code, day in (("330799-008", date(2026, 11, 15)), ("330799-009", date(2026, 10, 10))):
        rows = [heads, ["数学口算测试", "三年级", "数学", day, "纸笔"]]
        write_csv(_here(folder, code) / "考试安排补充.csv", rows)
    on_days = "student/exams/on-school-days"
    key.suspected.append(Planted(on_days, "330799-008", "星期天考试", TERM, {"grade": 3}, measured=1))
    key.traps.append(Planted(on_days, "330799-009", "调休上课的星期六", TERM, {"grade": 3}))
    rows = [[*heads, "用途"], ["期中考试", "八年级", "语文", midterm, "纸笔", "学情分析、计入教师绩效"]]
    write_csv(_here(folder, "330799-011") / "八年级考试安排.csv", rows)
    key.suspected.append(
        Planted(
            "student/exams/teachers-by-results", "330799-011", "用来考核教师", TERM, {"grade": 8}, measured=1
        )
    )
    senior = "青禾县高级中学"
    monthly: list[list[Cell]] = [["第一次月考", "高一", s, date(2026, 10, 13), "笔试"] for s in subjects]
    rows = [
        [f"{senior}{TERM_NAME}高一考试安排表", None, None, None, None],
        heads,
        *monthly,
        ["第二单元检测", "高一", "数学", date(2026, 10, 27), "笔试"],
    ]
    write_csv(folder / senior / "高一考试安排表.csv", rows)
    # A rule without a figure gives one finding for the whole county and holds nothing against the school.
    key.traps.append(Planted("student/exams/senior-small-exams", senior, "没有定次数，不判"))


def _pupils(count: int, shift: int) -> list[str]:
    return [SURNAMES[(n * 3 + shift) % len(SURNAMES)] + GIVEN[(n + shift) % len(GIVEN)] for n in range(count)]


def _write_results(folder: Path, key: AnswerKey) -> None:
    """Three classes: marks with totals and ranks; five levels; levels with plus and minus."""
    names = ("语文", "数学", "英语")
    ranked, levels, fine = school("330799-010"), school("330799-009"), school("330799-012")
    sheet = Sheet("八（2）班")
    sheet.title(f"{ranked.name}{TERM_NAME}八（2）班期中考试成绩册", 9)
    sheet.add("序号", "考号", "姓名", *names, "总分", "班级名次", "年级名次")
    for n, pupil in enumerate(_pupils(8, 2)):
        marks: list[Cell] = [96 - 3 * n, 98 - 4 * n, "缺考" if n == 7 else 95 - 2 * n]
        total = sum(m for m in marks if isinstance(m, int))
        sheet.add(n + 1, f"0802{n + 1:02d}", pupil, *marks, total, n + 1, 4 * n + 2)
    sheet.add("平均分", None, None, 85.5, 84, 88.9, None, None, None)
    write_book(_here(folder, ranked.code) / "八（2）班期中成绩.xlsx", [sheet])
    for place, grade, given in (
        (levels, 7, ("A", "B", "C", "D", "E", "A", "B", "B")),
        (fine, 7, ("A+", "A", "A-", "B+", "B", "B-", "C", "D")),
    ):
        sheet = Sheet(class_name(grade, 1))
        sheet.title(f"{place.name}{TERM_NAME}{class_name(grade, 1)}期中考试等级评定表", 5)
        sheet.add("学号", "姓名", *names)
        for n, pupil in enumerate(_pupils(8, grade + len(place.name))):
            sheet.add(f"{n + 1:02d}", pupil, given[n], given[(n + 1) % 8], given[(n + 2) % 8])
        sheet.add("说明：等级由各科教师评定，只告诉本人。")
        write_book(_here(folder, place.code) / f"{class_name(grade, 1)}期中等级.xlsx", [sheet])
    group = {"grade": 8, "class_no": 2, "exam": "期中考试"}
    key.breached += [
        Planted("student/results/no-ranks", ranked.code, "班级和年级名次", TERM, group, measured=24),
        Planted("student/results/in-levels", ranked.code, "百分制，有总分", TERM, group, measured=24),
    ]
    for name in names:
        cut = {"grade": 7, "class_no": 1, "subject": name}
        norm = "student/results/level-count"
        key.suspected.append(Planted(norm, fine.code, "加了正负号，共 8 个等级", TERM, cut, measured=8))
        key.traps.append(Planted(norm, levels.code, "正好五个等级", TERM, cut))
    for norm in ("no-ranks", "in-levels"):
        key.traps.append(
            Planted(f"student/results/{norm}", levels.code, "只有等级", TERM, {"grade": 7, "class_no": 1})
        )


def _write_prints(folder: Path, key: AnswerKey) -> None:
    """文印审批单 of one school."""
    place: School = school("330799-009")
    sheet = Sheet("文印")
    sheet.title(f"{place.name}{TERM_NAME}文印审批登记", 11)
    sheet.add(
        "序号", "日期", "年级", "学科", "印制内容", "用途", "页数", "份数", "资料来源", "审批意见", "审批日期", "印刷日期"
    )  # fmt: skip
    rows: list[tuple[date, int, str, str, str, int, Cell, str, Cell, Cell, date]] = [
        (date(2026, 9, 10), 5, "数学", "第一单元练习", "作业", 2, 40, "自编", "同意", date(2026, 9, 10), date(2026, 9, 10)),
        (date(2026, 9, 21), 4, "语文", "课文学习单", "学案", 1, "41份", "备课组", "同意", date(2026, 9, 25), date(2026, 9, 22)),
        (date(2026, 10, 12), 8, "英语", "周末练习", "作业", 2, 46, "自编", "未批准", None, date(2026, 10, 12)),
        (date(2026, 10, 14), 6, "数学", "第三单元测试卷", "试卷", 4, 39, "自主命题", "同意", date(2026, 10, 14),
         date(2026, 10, 15)),
        (date(2026, 10, 19), 3, "英语", "同步练习册第8—15页", "复印教辅", 8, 40, "教辅", "同意", date(2026, 10, 19),
         date(2026, 10, 20)),
        (date(2026, 10, 30), 7, "语文", "七年级语文期中考试试卷", "试卷", 6, 44, "自主命题", "同意", date(2026, 10, 30),
         date(2026, 11, 2)),
        (date(2026, 10, 30), 7, "数学", "七年级数学期中考试试卷", "试卷", 4, 44, "自主命题", "同意", date(2026, 10, 30),
         date(2026, 11, 2)),
        (date(2026, 11, 11), 9, "物理", "实验学习单", "学案", 1, 42, "自编", None, None, date(2026, 11, 11)),
    ]  # fmt: skip
    for n, row in enumerate(rows):
        sheet.add(n + 1, typed_day(row[0], n % 3), grade_name(row[1]), *row[2:])
    write_book(_here(folder, place.code) / "文印审批登记.xlsx", [sheet])
    approved = "student/printing/approved-first"
    papers = "student/printing/papers-and-exams"
    key.breached += [
        Planted(approved, place.code, "印完才批", record="课文学习单", measured=1, pack=True),
        Planted(approved, place.code, "没有批", record="周末练习", measured=1, pack=True),
    ]
    key.not_evaluable.append(
        Planted(approved, place.code, "没写批没批", record="实验学习单", measured=[0, 1], pack=True)
    )
    key.suspected += [
        Planted("student/printing/copied-aids", place.code, "复印练习册", TERM, {"grade": 3}, measured=1),
        Planted(papers, place.code, "印了测试卷，没有登记考试", TERM, {"grade": 6}, measured=1),
    ]
    key.traps += [
        Planted(approved, place.code, "当天批当天印", record="第一单元练习", pack=True),
        Planted(papers, place.code, "期中考试登记了，两科是一次", TERM, {"grade": 7}),
        Planted("student/printing/copied-aids", place.code, "自编", TERM, {"grade": 5}),
    ]
