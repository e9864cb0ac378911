"""What pupils and parents were asked and told: surveys, hearings and contacts with parents, kept by the bureau."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from jianfu.demo.answers import AnswerKey, Planted
from jianfu.demo.county import TERM, class_name, grade_name, school
from jianfu.demo.sheets import Cell, typed_day
from jianfu.demo.tables import county_mark, write_table

_S, _H, _P = "student/surveys", "student/hearings", "student/parents"

COUNTY_MARKS = [
    county_mark(f"{_S}/per-term", "at_least 1 times", "每学期至少调查一次。", "One survey a term at least."),
    county_mark(f"{_S}/open-sample", "at_most 0 records", "抽样随机、匿名。", "Samples are random and nameless."),
    county_mark(f"{_S}/improvement-plan", "at_most 0 records", "每次调查都有改进措施。", "Each survey leads to a plan."),
    county_mark(f"{_S}/feedback-days", "at_most 30 days", "30天以内反馈。", "Fed back within 30 days."),
    county_mark(f"{_S}/two-skills", "at_least 80 %", "八成以上学生掌握两项运动技能。", "Four pupils in five have two sports."),
    county_mark(f"{_S}/one-art", "at_least 70 %", "七成以上学生掌握一项艺术特长。", "Seven pupils in ten have an art."),
    county_mark(f"{_H}/per-term", "at_least 1 times", "每学期至少听证座谈一次。", "One hearing a term at least."),
    county_mark(f"{_H}/answered", "at_most 0 items", "意见件件有答复。", "Every point is answered."),
    county_mark(f"{_H}/feedback-days", "at_most 15 days", "15天以内答复。", "Answered within 15 days."),
    county_mark(f"{_P}/meetings", "at_least 1 times", "每学期至少一次家长会。", "One parents' meeting a term at least."),
    county_mark(f"{_P}/open-days", "at_least 1 times", "每学年至少一次开放日。", "One open day a school year at least."),
    county_mark(f"{_P}/attendance", "at_least 80 %", "到会家长不少于八成。", "Four parents in five come."),
    county_mark(f"{_P}/home-visits", "at_least 20 %", "每学年家访不少于两成学生。", "A fifth of homes are visited a year."),
]  # fmt: skip

_LATER = "学期还没结束，不到判断的时候"


def write_heard(folder: Path, key: AnswerKey) -> None:
    """Surveys, hearings and contacts with parents of autumn 2026."""
    here = folder / "900 县教育局"
    _write_skills(here / "学生艺术体育技能调查2026年秋.xlsx", key)
    _write_surveys(here / "学生负担调查汇总2026年秋.xlsx", key)
    _write_hearings(here / "减负听证座谈台账.xlsx", key)
    _write_parents(here / "家校联系台账.xlsx", key)


def _write_skills(path: Path, key: AnswerKey) -> None:
    """Skills in sport and art of one class in each of four schools."""
    asked: list[tuple[str, int, Cell, Cell]] = [
        ("330799-003", 1, 31, 30),
        ("330799-005", 1, "32人", 31),
        ("330799-007", 3, 36, "26人"),
        ("330799-010", 7, 36, 28),
    ]
    rows: list[list[Cell]] = [
        [school(code).short, grade_name(grade), class_name(grade, 1), typed_day(date(2026, 11, 2 + n), n), "40人", 40,
         "是", "√", sport, art, typed_day(date(2026, 11, 16), n), "是"]
        for n, (code, grade, sport, art) in enumerate(asked)
    ]  # fmt: skip
    write_table(
        path,
        "青禾县2026年秋季学生艺术体育技能调查汇总表",
        "学校 年级 班级 调查日期 调查人数 有效问卷数 是否随机抽取 是否匿名 "
        "掌握两项运动技能人数 掌握一项艺术特长人数 反馈日期 是否制定改进措施",
        rows,
        "说明：每校抽一个班，只报合计。",
    )
    key.breached += [
        Planted(
            f"{_S}/two-skills", "330799-003", "40 人里 31 人", record="2026-11-02", measured=77.5, pack=True
        ),
        Planted(f"{_S}/one-art", "330799-007", "40 人里 26 人", record="2026-11-04", measured=65, pack=True),
    ]
    key.traps += [
        Planted(f"{_S}/two-skills", "330799-005", "正好八成", record="2026-11-03"),
        Planted(f"{_S}/one-art", "330799-010", "正好七成", record="2026-11-05"),
        Planted(f"{_S}/per-term", "330799-008", _LATER, TERM),
    ]


def _write_surveys(path: Path, key: AnswerKey) -> None:
    """Sleep, homework, exercise and schoolbags by class; a school whose sample was picked by hand."""
    heads = (
        "学校 年级 班级 调查名称 调查日期 有效问卷数 是否随机抽取 是否匿名 "
        "平均睡眠时间（小时） 平均书面作业时间（分钟） 平均每天运动时间（分钟） "
        "校内运动时间（分钟） 平均书包重量（kg） 平均体重（kg） 书包超重人数 反馈日期 是否制定改进措施"
    )
    bag: tuple[Cell, ...] = (None, None, None)
    classes: list[tuple[str, int, tuple[Cell, ...]]] = [
        ("330799-001", 4, (10, 60, 120, 60, *bag)),
        ("330799-002", 4, (10.2, 65, 125, 70, *bag)),
        ("330799-003", 5, ("10小时", 48, 110, 60, *bag)),
        ("330799-004", 3, (10.5, "40", 130, 55, *bag)),
        ("330799-009", 8, (9, "1.5小时", "2小时", 75, *bag)),
        ("330799-010", 8, (8.5, 85, 120, 65, *bag)),
        ("330799-011", 9, ("9-9.5", 80, 122, 62, *bag)),
        ("330799-005", 2, (None, None, None, None, 2.7, 27, 0)),
        ("330799-006", 2, (None, None, None, None, "3.1公斤", 26.5, "5人")),
    ]
    rows: list[list[Cell]] = []
    for n, (code, grade, figures) in enumerate(classes):
        place = school(code)
        weighed = figures[0] is None
        day, back = date(2026, 9, 14 + n), date(2026, 10, 12)
        if code == "330799-004":
            back = date(2026, 10, 30)
        if code == "330799-003":
            day, back = date(2026, 9, 16), date(2026, 10, 16)
        rows.append(
            [place.short, grade_name(grade), class_name(grade, 1), "书包重量抽测" if weighed else "睡眠作业运动调查",
             typed_day(day, n % 4), 40, "否" if code == "330799-010" else "是", "是", *figures, typed_day(back, n % 4),
             "否" if code == "330799-002" else "是"]
        )  # fmt: skip
    write_table(path, "青禾县2026年秋季学生睡眠作业运动书包调查汇总表", heads, rows, "填报人：教育股")

    def note(
        into: list[Planted], norm: str, n: int, why: str, measured: object = None, *, pack: bool = False
    ) -> None:
        code = classes[n][0]
        day = date(2026, 9, 16) if code == "330799-003" else date(2026, 9, 14 + n)
        into.append(Planted(f"{_S}/{norm}", code, why, record=day.isoformat(), measured=measured, pack=pack))

    note(key.breached, "sleep", 5, "初中平均 8.5 小时", 510)
    note(key.breached, "homework-minutes", 1, "四年级平均 65 分钟", 65)
    note(key.breached, "exercise", 2, "每天 110 分钟", 110)
    note(key.breached, "exercise-at-school", 3, "校内 55 分钟", 55)
    note(key.breached, "feedback-days", 3, "第 43 天才反馈", 43, pack=True)
    note(key.traps, "feedback-days", 2, "正好 30 天")
    note(key.traps, "sleep", 0, "小学正好 10 小时")
    note(key.traps, "sleep", 4, "初中正好 9 小时")
    note(key.traps, "homework-minutes", 4, "初中正好 90 分钟")
    note(key.traps, "exercise", 0, "正好 2 小时")
    note(key.traps, "exercise-at-school", 0, "正好 1 小时")
    note(key.traps, "schoolbag", 7, "正好一成")
    note(key.traps, "heavy-bags", 7, "没有人超重")
    for norm, code, why in (
        ("open-sample", "330799-010", "不是随机抽取"),
        ("improvement-plan", "330799-002", "没有改进措施"),
    ):
        key.breached.append(Planted(f"{_S}/{norm}", code, why, TERM, measured=1, pack=True))


def _write_hearings(path: Path, key: AnswerKey) -> None:
    """Hearings of the term: points left open, an answer still owed."""
    heard: list[tuple[str, str, date, int, int, date | None]] = [
        ("330799-001", "学生座谈会", date(2026, 10, 12), 7, 7, date(2026, 10, 27)),
        ("330799-005", "听证会", date(2026, 10, 14), 6, 4, date(2026, 10, 20)),
        ("330799-010", "家长座谈会", date(2026, 10, 8), 9, 9, None),
    ]
    rows: list[list[Cell]] = [
        [
            school(code).short,
            kind,
            typed_day(held, n),
            "作业和作息",
            12,
            "10人",
            "无",
            f"{raised}条",
            answered,
            back,
        ]
        for n, (code, kind, held, raised, answered, back) in enumerate(heard)
    ]
    write_table(
        path,
        "青禾县中小学减负听证座谈台账（2026年）",
        "学校 形式 日期 听证主题 学生代表 家长代表 教师代表 收集意见条数 答复条数 答复日期",
        rows,
    )
    key.breached += [
        Planted(f"{_H}/answered", "330799-005", "6 条只答复 4 条", TERM, measured=2, pack=True),
        Planted(
            f"{_H}/feedback-days",
            "330799-010",
            "到核算日还没答复",
            record="2026-10-08",
            measured=43,
            pack=True,
        ),
    ]
    key.traps.append(Planted(f"{_H}/feedback-days", "330799-001", "正好 15 天", record="2026-10-12"))
    key.traps.append(Planted(f"{_H}/per-term", "330799-002", _LATER, TERM))


def _write_parents(path: Path, key: AnswerKey) -> None:
    """Meetings, open days and homes visited in four schools."""
    met: list[tuple[str, str, Cell, int, int, Cell, Cell]] = [
        ("330799-001", "家长会", "2026.9.11", 1, 40, "37人", None),
        ("330799-003", "家长会", date(2026, 9, 14), 1, 40, 32, None),
        ("330799-009", "家长会", "2026年9月16日", 8, 40, 24, None),
        ("330799-001", "家长开放日", "2026/10/15", 3, 60, 20, None),
    ]
    rows: list[list[Cell]] = [
        [school(code).short, kind, day, class_name(grade, 1), "新学期安排", invited, came, visited]
        for code, kind, day, grade, invited, came, visited in met
    ]
    rows.append([school("330799-007").short, "大家访", "2026年10月", "/", "入户家访", None, None, "12户"])
    write_table(
        path, "青禾县中小学家校联系台账（2026年秋）", "学校 联系方式 联系日期 班级 主题 应到家长数 实到家长数 家访户数", rows, "合计"
    )  # fmt: skip
    norm = f"{_P}/attendance"
    key.breached.append(
        Planted(norm, "330799-009", "40 户到 24 户", record="2026-09-16", measured=60, pack=True)
    )
    key.traps += [
        Planted(norm, "330799-003", "正好八成", record="2026-09-14"),
        Planted(norm, "330799-001", "开放日不是家长会", record="2026-10-15"),
        Planted(f"{_P}/meetings", "330799-004", _LATER, TERM),
        Planted(f"{_P}/open-days", "330799-004", "学年还没结束，不到判断的时候", "2026-2027"),
        Planted(f"{_P}/home-visits", "330799-007", "学年还没结束，不到判断的时候", "2026-2027"),
    ]
