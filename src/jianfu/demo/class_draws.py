"""How one junior school drew its classes, and who was moved afterwards."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

from jianfu.demo.answers import AnswerKey, Planted
from jianfu.demo.county import GIVEN, SURNAMES, TERM, class_name, school
from jianfu.demo.registers import class_sizes
from jianfu.demo.sheets import Cell
from jianfu.demo.tables import county_mark, write_table

_N, YEAR = "student/classes", "2026-2027"
DRAWN, SMALL = "330799-011", "330799-008"

COUNTY_MARKS = [
    county_mark(f"{_N}/size-spread", "at_most 8 students", "各班人数相差不超过8人。", "Classes differ by 8 at most."),
    county_mark(f"{_N}/sex-spread", "at_most 8 students", "各班男生数相差不超过8人。", "Boys differ by 8 at most."),
    county_mark(f"{_N}/teacher-spread", "at_most 2 persons", "各班高级职称教师相差不超过2人。", "Senior teachers differ by 2 at most."),
    {
        "norm": f"{_N}/roll-integrity", "between": ["0 students", "0 students"],
        "restated": {"zh": "班额与分班名册一致。", "en": "Register and roster agree."},
    },
    county_mark(f"{_N}/late-moves", "at_most 2 students", "每年级每学期调班不超过2人。", "Two moves a grade and term at most."),
    county_mark(f"{_N}/moves-approved", "at_most 0 students", "调班须经批准。", "Moves are approved."),
    county_mark(f"{_N}/joiners-to-smaller", "at_most 1 students", "插班进的班至多比最小班多1人。", "One above the smallest at most."),
]  # fmt: skip


def write_class_draws(folder: Path, key: AnswerKey, seed: int) -> None:
    """分班名册 of a junior school and of a teaching point, and 调班记录."""
    _write_roster(folder, key, seed)
    _write_point(folder, key, seed)
    _write_changes(folder, key)
    for norm, code, group, measured, why in (
        ("size-spread", "330799-010", {"grade": 7}, None, "七年级有一个班58人"),
        ("sex-spread", "330799-002", {"grade": 5}, None, "五年级两个班男生数相差太大"),
        ("teacher-spread", "330799-010", {"grade": 8}, 3, "八年级各班高级职称教师相差 3 人"),
    ):
        key.breached.append(Planted(f"{_N}/{norm}", code, why, YEAR, group, measured=measured, pack=True))
    key.traps.append(Planted(f"{_N}/size-spread", "330799-010", "正好相差 8 人", YEAR, {"grade": 8}))
    key.traps.append(Planted(f"{_N}/teacher-spread", "330799-010", "正好相差 2 人", YEAR, {"grade": 7}))


def _name(random: Random) -> str:
    return random.choice(SURNAMES) + random.choice(GIVEN)


def _write_roster(folder: Path, key: AnswerKey, seed: int) -> None:
    """Grade 7: pupils put into class 2 by hand and with marks, a number drawn twice in class 1."""
    place, random = school(DRAWN), Random(f"{seed}/{DRAWN}/roster")
    sizes = class_sizes(place, seed)
    rows: list[list[Cell]] = []
    for number in (1, 2):
        size, boys = sizes[7, number]
        for n in range(size if number == 1 else size - 1):
            boy = n < boys
            drawn = f"{'男' if boy else '女'}{n + 1:03d}"
            method, mark, seen = "电脑随机", None, "是"
            if number == 1 and n == size - 1:
                drawn = f"女{size - 1:03d}"
            if number == 2 and n in (3, 4):
                method = "学校指定"
            if number == 2 and n in (5, 6, 7):
                mark = 180 + n / 2
            rows.append(
                [len(rows) + 1, f"G330799{2014}0{n % 9 + 1}01{len(rows):04d}", _name(random), "男" if boy else "女",
                 "随迁子女" if n % 11 == 0 else "学区", method, drawn, class_name(7, number), seen, "是", mark or "无"]
            )  # fmt: skip
    write_table(
        folder / f"011 {place.short}" / "七年级均衡编班名册.xlsx",
        f"{place.name}2026-2027学年第一学期七年级均衡编班名册",
        "序号 学籍号 姓名 性别 入学方式 分班方式 随机序号 编入班级 是否现场监督 是否公示 入学成绩",
        rows,
        "监督人签字：",
        "七年级",
    )
    first, second = {"grade": 7, "class_no": 1}, {"grade": 7, "class_no": 2}
    key.breached += [
        Planted(f"{_N}/open-draw", DRAWN, "两名学生由学校指定", YEAR, second, measured=2),
        Planted(f"{_N}/roll-integrity", DRAWN, "名册比班额少一人", YEAR, second, measured=1, pack=True),
    ]
    key.suspected += [
        Planted(f"{_N}/draw-numbers", DRAWN, "两名女生同一个号", YEAR, {**first, "sex": "girl"}, measured=1),
        Planted(f"{_N}/no-placement-marks", DRAWN, "名册里有三名学生的成绩", YEAR, second, measured=3),
    ]
    key.traps += [
        Planted(f"{_N}/open-draw", DRAWN, "随机、有监督、已公示", YEAR, first),
        Planted(f"{_N}/roll-integrity", DRAWN, "名册与班额一致", YEAR, first),
        Planted(f"{_N}/no-placement-marks", DRAWN, "成绩一栏写无", YEAR, first),
    ]


def _write_point(folder: Path, key: AnswerKey, seed: int) -> None:
    """One small class: nothing to draw, and nobody wrote down whether anybody watched."""
    place, random = school(SMALL), Random(f"{seed}/{SMALL}/roster")
    size, boys = class_sizes(place, seed)[1, 1]
    write_table(
        folder / f"008 {place.short}" / "一年级分班名册.xlsx",
        f"{place.name}2026-2027学年第一学期一年级新生分班名单",
        "序号 姓名 性别 分班方式 随机序号 班级 是否现场监督 是否公示",
        [
            [
                n + 1,
                _name(random),
                "男" if n < boys else "女",
                "随机",
                f"{n + 1:02d}",
                "一（1）班",
                None,
                "是",
            ]
            for n in range(size)
        ],
    )
    group = {"grade": 1, "class_no": 1}
    key.not_evaluable.append(Planted(f"{_N}/open-draw", SMALL, "没写有没有监督", YEAR, group))
    key.traps.append(Planted(f"{_N}/roll-integrity", SMALL, "名册与班额一致", YEAR, group))


def _write_changes(folder: Path, key: AnswerKey) -> None:
    """Three moves in grade 7 of which nobody approved one, two in grade 8; two late joiners."""
    rows: list[list[Cell]] = [
        ["周某", "校内调班", "七（1）班", "七（2）班", "2026.9.10", "家长要求", "是", None, None],
        ["吴某", "校内调班", "七（2）班", "七（1）班", "2026.9.11", "双胞胎同班", "√", None, None],
        ["郑某", "校内调班", "七（1）班", "七（2）班", "2026年9月18日", None, "否", None, None],
        ["孔某", "校内调班", "八（1）班", "八（2）班", "2026/9/14", "身体原因", "是", None, None],
        ["魏某", "校内调班", "八（2）班", "八（1）班", "2026/9/14", "身体原因", "是", None, None],
        ["陶某", "转学转入", "/", "九（1）班", date(2026, 9, 21), "随父母务工", "是", "46人", 43],
        ["姜某", "转学转入", "/", "九（2）班", date(2026, 10, 9), "随父母务工", "是", 44, 43],
    ]
    write_table(
        folder / f"011 {school(DRAWN).short}" / "学籍异动登记表.xlsx",
        f"{school(DRAWN).name}2026-2027学年第一学期学籍异动登记表",
        "学生姓名 异动类别 原班级 现班级 异动日期 原因 是否审批 转入前人数 最小班额",
        rows,
    )
    key.breached += [
        Planted(f"{_N}/late-moves", DRAWN, "七年级调了三人", TERM, {"grade": 7}, measured=3, pack=True),
        Planted(f"{_N}/moves-approved", DRAWN, "一人未经批准", TERM, measured=1, pack=True),
        Planted(
            f"{_N}/joiners-to-smaller",
            DRAWN,
            "进的班比最小班多 3 人",
            record="2026-09-21",
            measured=3,
            pack=True,
        ),
    ]
    key.traps += [
        Planted(f"{_N}/late-moves", DRAWN, "正好两人", TERM, {"grade": 8}),
        Planted(f"{_N}/joiners-to-smaller", DRAWN, "正好多 1 人", record="2026-10-09"),
    ]
