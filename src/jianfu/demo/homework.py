"""The homework of the county: what each class was set on each school day, and what was planted there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from jianfu.demo.answers import AnswerKey, Planted
from jianfu.demo.county import GIVEN, SCHOOLS, SURNAMES, School, school, school_days

WRITTEN = "student/homework/written-minutes"
LOW_GRADES = "student/homework/no-written-low-grades"
FOR_PARENTS = "student/homework/not-for-parents"
BY_PHONE = "student/homework/not-by-phone"


@dataclass(frozen=True)
class Task:
    """One piece of homework. ``minutes`` is what is meant, ``typed`` what stands in the cell if different."""

    subject: str
    content: str
    minutes: int | None
    form: str = "书面"
    typed: str | None = None
    place: str = "家庭"
    layer: str | None = None
    optional: bool = False


@dataclass(frozen=True)
class ClassDay:
    """One class on one day."""

    code: str
    grade: int
    number: int
    day: date


Homework = dict[ClassDay, list[Task]]

CONTENT = {
    "语文": ("生字两行", "课后习题第 2 题", "小练笔一篇", "练习册第 {n} 页", "摘抄两段", "预写提纲"),
    "数学": ("练习册第 {n} 页", "口算 20 题", "应用题 3 道", "课本第 {n} 页第 1—4 题", "计算小练习"),
    "英语": ("第 3 单元单词两遍", "练习册第 {n} 页", "听写订正", "仿写五句"),
    "物理": ("练习册第 {n} 页", "实验报告"),
    "化学": ("练习册第 {n} 页",),
    "历史": ("材料题 1 道",),
}
ALOUD = {"语文": "朗读课文两遍", "英语": "跟读第 2 课", "数学": "说一说解题思路"}


def plan(seed: int) -> Homework:
    """What every class was set on every school day so far, within every ceiling."""
    homework: Homework = {}
    for place in SCHOOLS:
        random = Random(f"{seed}/{place.code}/homework")
        for grade, number in place.each_class():
            for day in school_days():
                homework[ClassDay(place.code, grade, number, day)] = _ordinary(grade, place, random)
    return homework


def _ordinary(grade: int, place: School, random: Random) -> list[Task]:
    """An ordinary day: nothing written in grades 1 and 2, well under the ceiling in the others."""
    if grade <= 2:
        tasks = [Task("语文", random.choice(("读绘本", "朗读课文两遍", "复述故事")), 10, form="阅读")]
        if random.random() < 0.4:
            tasks.append(Task("数学", "和家人玩数字游戏", 10, form="实践"))
        return tasks
    if grade <= 4:
        total = random.randrange(20, 45, 5)
    elif grade <= 6:
        total = random.randrange(25, 50, 5)
    else:
        total = random.randrange(45, 85, 5)
    tasks = written(total, subjects(grade), random)
    if random.random() < 0.25 and not place.homework.startswith("wide"):
        subject = random.choice(("语文", "英语"))
        tasks.append(Task(subject, ALOUD[subject], random.choice((5, 10)), form="口头"))
    return tasks


def subjects(grade: int) -> tuple[str, ...]:
    """Subjects that set written homework in a grade."""
    more = {8: ("物理",), 9: ("物理", "化学")}.get(grade, ())
    return ("语文", "数学", "英语", *more)


def written(total: int, names: tuple[str, ...], random: Random) -> list[Task]:
    """Written homework of ``total`` minutes shared among two or three subjects, in steps of five."""
    chosen = [n for n in names if n in random.sample(names, 2 if total < 30 else 3)]
    left, tasks = total, []
    for place, name in enumerate(chosen):
        rest = len(chosen) - place - 1
        share = left if not rest else max(5, round(left / (rest + 1) / 5 + random.choice((-1, 0, 0, 1))) * 5)
        share = min(share, left - 5 * rest)
        text = random.choice(CONTENT[name]).format(n=random.randrange(8, 70))
        tasks.append(Task(name, text, share))
        left -= share
    return tasks


def teacher(code: str, grade: int, number: int, subject: str) -> str:
    """The invented teacher of a subject in a class; the same person every day."""
    random = Random(f"{code}/{grade}/{number}/{subject}")
    return random.choice(SURNAMES) + random.choice(GIVEN)


def plant(homework: Homework, key: AnswerKey) -> None:
    """Put breaches, traps, gaps and signs into ``homework`` and note them in the key."""
    _breaches(homework, key)
    _traps(homework, key)
    _gaps(homework, key)
    _signs(homework, key)


def _set(homework: Homework, at: ClassDay, tasks: Iterable[Task]) -> None:
    if at not in homework:
        raise KeyError(f"{at} is no school day of a class")
    homework[at] = list(tasks)


def _tasks(*minutes: int | None, names: tuple[str, ...] = ("语文", "数学", "英语", "物理")) -> list[Task]:
    """One written task a subject with these minutes."""
    return [
        Task(name, CONTENT[name][0].format(n=36), given)
        for name, given in zip(names, minutes, strict=False)
        if given != 0
    ]


def _note(at: ClassDay, why: str, measured: object, norm: str = WRITTEN, pack: bool = False) -> Planted:
    return Planted(
        norm, at.code, why, at.day.isoformat(), {"grade": at.grade, "class_no": at.number},
        measured=measured, pack=pack,
    )  # fmt: skip


def _breaches(homework: Homework, key: AnswerKey) -> None:
    over = [
        (ClassDay("330799-001", 3, 2, date(2026, 11, 4)), (30, 28, 20), "三科都布置得多"),
        (ClassDay("330799-001", 3, 2, date(2026, 11, 5)), (32, 25, 15), "第二天仍超"),
        (ClassDay("330799-002", 5, 1, date(2026, 10, 22)), (25, 25, 15), "手填合计写成 55，实际 65"),
        (ClassDay("330799-004", 4, 1, date(2026, 10, 10)), (30, 25, 15), "调休上课日也是教学日"),
        (ClassDay("330799-005", 3, 1, date(2026, 9, 16)), (25, 23, 15), "宽表里超出 3 分钟"),
        (ClassDay("330799-008", 4, 1, date(2026, 10, 27)), (31, 30), "只超 1 分钟"),
        (ClassDay("330799-010", 8, 3, date(2026, 10, 29)), (30, 35, 30), "初中超过 90 分钟"),
        (ClassDay("330799-010", 7, 1, date(2026, 11, 11)), (40, 30, 30), "初中超过 90 分钟"),
        (ClassDay("330799-011", 9, 2, date(2026, 11, 12)), (30, 35, 20, 20), "寄宿学校，四科合计"),
        (ClassDay("330799-012", 6, 1, date(2026, 10, 20)), (25, 25, 20), "五四制六年级在初中，上限仍是 60"),
    ]
    for at, minutes, why in over:
        _set(homework, at, _tasks(*minutes))
        key.breached.append(_note(at, why, sum(minutes)))

    at = ClassDay("330799-003", 6, 2, date(2026, 10, 13))
    _set(homework, at, _tasks(35, 30, None))
    key.breached.append(_note(at, "英语没填，已知的两科就超过了", [65, None]))

    at = ClassDay("330799-009", 5, 1, date(2026, 11, 3))
    _set(homework, at, [Task("语文", "小练笔一篇", 25), *_layers(20, 40)])
    key.breached.append(_note(at, "按一个学生最长的一层：25 + 40", 65))

    for at, count, why in (
        (ClassDay("330799-001", 1, 3, date(2026, 9, 15)), 1, "一年级书面家庭作业"),
        (ClassDay("330799-004", 2, 1, date(2026, 10, 14)), 2, "二年级书面家庭作业，语文和数学"),
    ):
        _set(homework, at, _tasks(*(10,) * count))
        key.breached.append(_note(at, why, count, LOW_GRADES))

    for at, minutes, why in (
        (
            ClassDay("330799-006", 4, 2, date(2026, 10, 15)),
            (20, 20, 10),
            "国家规定之内，超过县里三四年级 45 分钟",
        ),
        (
            ClassDay("330799-001", 6, 3, date(2026, 10, 28)),
            (20, 20, 15),
            "国家规定之内，超过本校五六年级 50 分钟",
        ),
    ):
        _set(homework, at, _tasks(*minutes))
        key.breached.append(_note(at, why, sum(minutes), pack=True))


def _layers(low: int, high: int) -> list[Task]:
    """Mathematics in two layers; a pupil does one of them."""
    return [
        Task("数学", "练习册第 12 页 1—3 题", low, layer="基础"),
        Task("数学", "练习册第 12 页 4—6 题", high, layer="提高"),
    ]


def _traps(homework: Homework, key: AnswerKey) -> None:
    exact = [
        (ClassDay("330799-003", 5, 1, date(2026, 10, 12)), (20, 20, 20), "正好 60 分钟"),
        (ClassDay("330799-010", 9, 1, date(2026, 10, 16)), (30, 30, 30), "正好 90 分钟"),
        (ClassDay("330799-010", 7, 2, date(2026, 10, 10)), (30, 30, 25), "调休上课日，85 分钟"),
        (ClassDay("330799-002", 6, 2, date(2026, 11, 10)), (20, 20, 10), "手填合计写成 75，实际 50"),
    ]
    for at, minutes, why in exact:
        _set(homework, at, _tasks(*minutes))
        key.traps.append(_note(at, why, sum(minutes)))

    at = ClassDay("330799-009", 6, 1, date(2026, 10, 19))
    _set(homework, at, [Task("语文", "小练笔一篇", 30), *_layers(20, 30)])
    key.traps.append(_note(at, "两层不相加：30 + 30", 60))

    at = ClassDay("330799-004", 6, 1, date(2026, 10, 21))
    _set(homework, at, [*_tasks(25, 25), Task("英语", "选做：仿写五句", 20, optional=True)])
    key.traps.append(_note(at, "选做不计入", 50))

    at = ClassDay("330799-001", 4, 1, date(2026, 10, 23))
    _set(homework, at, [*_tasks(20, 20), Task("英语", "跟读第 2 课", 25, form="口头")])
    key.traps.append(_note(at, "口头作业不是书面作业", 40))

    at = ClassDay("330799-003", 6, 1, date(2026, 10, 26))
    tasks = _tasks(25, 30)
    _set(homework, at, [replace(tasks[0], typed="20-25"), tasks[1]])
    key.traps.append(_note(at, "写成 20-25，最多也只有 55", [50, 55]))

    at = ClassDay("330799-001", 2, 1, date(2026, 9, 23))
    _set(homework, at, [Task("语文", "课堂巩固练习", 10, place="校内")])
    key.traps.append(_note(at, "校内完成的不是家庭作业", 0, LOW_GRADES))


def _gaps(homework: Homework, key: AnswerKey) -> None:
    for day in (date(2026, 11, 17), date(2026, 11, 18), date(2026, 11, 19)):
        at = ClassDay("330799-001", 5, 2, day)
        _set(homework, at, _tasks(None, None))
        key.not_evaluable.append(_note(at, "三天没有填时长", [0, None]))

    at = ClassDay("330799-003", 4, 2, date(2026, 11, 6))
    _set(homework, at, _tasks(30, None))
    key.not_evaluable.append(_note(at, "数学没有填时长", [30, None]))

    at = ClassDay("330799-010", 8, 1, date(2026, 10, 30))
    tasks = _tasks(30, 40, 20)
    _set(homework, at, [*tasks[:2], replace(tasks[2], typed="15-25")])
    key.not_evaluable.append(_note(at, "英语写成 15-25，合计 85 到 95，跨过上限", [85, 95]))

    at = ClassDay("330799-012", 9, 1, date(2026, 9, 24))
    tasks = _tasks(40, 30, 30)
    _set(homework, at, [*tasks[:2], replace(tasks[2], minutes=None, typed="30分钟左右吧?")])
    key.not_evaluable.append(_note(at, "英语的时长读不懂", [70, None]))
    key.bad_cells.append({"ledger": "homework", "organisation": at.code, "value": "30分钟左右吧?"})


def _signs(homework: Homework, key: AnswerKey) -> None:
    at = ClassDay("330799-003", 3, 1, date(2026, 11, 2))
    _set(homework, at, [Task("语文", "听写一单元，请家长签字", 15), Task("数学", "口算 20 题", 10)])
    key.suspected.append(_note(at, "要求家长签字", 1, FOR_PARENTS))
    at = ClassDay("330799-007", 5, 1, date(2026, 10, 9))
    _set(homework, at, [Task("语文", "小练笔一篇", 20), Task("英语", "在APP打卡跟读", 10, form="口头")])
    key.suspected.append(_note(at, "要求在 APP 打卡", 1, BY_PHONE))


def of_school(homework: Homework, code: str) -> list[tuple[ClassDay, list[Task]]]:
    """The homework of one school in order of class and day."""
    place = school(code)
    return [
        (at, homework[at])
        for grade, number in place.each_class()
        for day in school_days()
        if (at := ClassDay(code, grade, number, day)) in homework
    ]
