"""What pupils do beside lessons: exercise, clubs, after-school service, competitions, and premises let to others."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from jianfu.demo.answers import AnswerKey, Planted
from jianfu.demo.county import TERM, TERM_NAME, class_name, grade_name, school
from jianfu.demo.sheets import Cell, write_csv
from jianfu.demo.tables import county_mark, write_table

_A, _L, _C = "student/after-school", "student/premises", "student/competitions"

COUNTY_MARKS = [
    county_mark(f"{_A}/charge-ceiling", "at_most 600 yuan", "每生每学期不超过600元。", "600 yuan a pupil and term at most."),
    county_mark(f"{_A}/collected", "at_most 0 yuan", "实收不超过标准乘人数。", "No more is collected than charge times pupils."),
    county_mark(f"{_A}/session-end", "at_least 17:30", "不早于17:30结束。", "It ends at 17:30 at the earliest."),
    county_mark(f"{_L}/approved", "at_most 0 records", "出租出借须经审批。", "Premises are let with approval only."),
    county_mark(f"{_L}/to-training", "at_most 0 records", "不租借给培训机构。", "Nothing is let to training institutions."),
    county_mark(f"{_L}/teaching-time", "at_most 0 records", "不占用教学时间。", "Nothing is let in teaching hours."),
    county_mark(f"{_L}/length", "at_most 12 months", "一次不超过一年。", "A year at a time at most."),
    county_mark(f"{_C}/consent", "at_most 0 students", "人人有家长同意书。", "Every entrant has a parent's consent."),
    county_mark("student/activities/coverage", "at_least 80 %", "社团人次不少于学生数的八成。", "Places for four pupils in five."),
    county_mark("student/activities/freely-chosen", "at_most 0 records", "社团由学生自选。", "Pupils choose their clubs."),
]  # fmt: skip


def write_after_lessons(folder: Path, key: AnswerKey) -> None:
    """The ledgers of the schools that keep them."""
    _write_exercise(_of(folder, "330799-001"), key)
    _write_clubs(folder, key)
    _write_service(folder, key)
    _write_sessions(_of(folder, "330799-002"), key)
    _write_competitions(_of(folder, "330799-010"), key)
    _write_leases(_of(folder, "330799-005"), key)


def _of(folder: Path, code: str) -> Path:
    return folder / f"{code[-3:]} {school(code).short}"


def _write_exercise(folder: Path, key: AnswerKey) -> None:
    """A week of exercise of one grade: a day just enough, a day too little at school and in all."""
    plan = {
        "星期一": (("体育课", 40), ("大课间", 30), ("课后体育活动", "50分钟")),
        "星期二": (("体育课", 40), ("大课间", 30), ("课后足球", 55), ("家庭锻炼", 30)),
        "星期三": (("体育课", "40分钟"), ("大课间", "30分钟"), ("课后体育活动", 60)),
        "星期四": (("大课间", 30), ("课间操", "约10分钟"), ("课后跳绳", 15), ("家庭锻炼", 60)),
        "星期五": (("体育课", 40), ("大课间", 30), ("课后体育活动", 50)),
    }
    rows = [("三年级", day, item, minutes) for day, items in plan.items() for item, minutes in items]
    write_table(
        folder / "每天体育活动安排表.xlsx",
        f"青禾县实验小学{TERM_NAME}每天体育活动安排表",
        "年级 星期 体育活动 时长（分钟）",
        rows,
    )
    norm, thursday = "student/exercise", {"grade": 3, "weekday": 4}
    key.breached.append(
        Planted(
            f"{norm}/daily-minutes",
            "330799-001",
            "星期四没有体育课，校内只有 55 分钟",
            TERM,
            thursday,
            measured=55,
        )
    )
    key.suspected.append(
        Planted(
            f"{norm}/two-hours", "330799-001", "星期四连家庭锻炼只有 115 分钟", TERM, thursday, measured=115
        )
    )
    key.traps.append(
        Planted(f"{norm}/two-hours", "330799-001", "正好 2 小时", TERM, {"grade": 3, "weekday": 1})
    )


def _write_clubs(folder: Path, key: AnswerKey) -> None:
    """Clubs of two schools: one reaches few pupils and names a club for marks, the other takes every pupil."""
    few: list[tuple[Cell, ...]] = [
        ("篮球队", "体育", "周三", 2, "60分钟", 24, "是"),
        ("合唱团", None, "周五", 1, 60, "36人", "是"),
        ("奥数提高班", None, "周四", 1, "1小时", 30, "是"),
        ("鼓号队", "艺术", "周一", 1, 40, 28, "否"),
    ]
    many: list[tuple[Cell, ...]] = [
        (name, kind, "星期三", 1, 60, 60, "是")
        for name, kind in (
            ("田径", "体育"),
            ("剪纸", "艺术"),
            ("种植", "劳动"),
            ("文学社", None),
            ("合唱", None),
        )
    ]
    for code, rows in (("330799-004", few), ("330799-007", many)):
        place = school(code)
        write_table(
            _of(folder, code) / "社团一览表.xlsx",
            f"{place.name}{TERM_NAME}社团一览表",
            "社团名称 社团类别 活动日 每周次数 活动时长 社团人数 是否自主选择",
            rows,
            "合计",
        )
    norm = "student/activities"
    key.breached += [
        Planted(f"{norm}/freely-chosen", "330799-004", "鼓号队由教师指定", TERM, measured=1, pack=True),
        Planted(f"{norm}/coverage", "330799-004", "全校只有 118 人次", TERM, measured=25.0531, pack=True),
    ]
    key.suspected.append(
        Planted(f"{norm}/no-subject-clubs", "330799-004", "奥数班", record="奥数提高班", measured=1)
    )
    key.traps.append(Planted(f"{norm}/coverage", "330799-007", "人次超过学生数的八成", TERM))
    key.traps.append(Planted(f"{norm}/no-subject-clubs", "330799-007", "文学社不是学科", record="文学社"))


def _write_service(folder: Path, key: AnswerKey) -> None:
    """课后服务情况 of four schools, a row a grade."""
    heads = (
        "服务时段 年级 班级 学生数 参加人数 家长申请书份数 每周天数 开始时间 结束时间 "
        "收费标准（元/生·学期） 实收金额（元） 收费是否公示"
    )

    def row(grade: int, size: int, taking: int, **other: Cell) -> list[Cell]:
        cells: dict[str, Cell] = {
            "when": "放学后", "consents": taking, "days": 5, "start": "15:50", "end": "17:50", "fee": 450,
            "collected": taking * 450, "public": "是", **other,
        }  # fmt: skip
        rest = ("consents", "days", "start", "end", "fee", "collected", "public")
        return [
            cells["when"],
            grade_name(grade),
            class_name(grade, 1),
            size,
            taking,
            *(cells[c] for c in rest),
        ]

    tables = {
        "330799-001": [
            row(1, 42, 40, fee="600元", collected=24000),
            row(2, 43, 36, end="17：50"),
            row(1, 42, 10, when="早到校", consents=10, days=5, start="7:30", end="7:50", fee=0, collected=0),
        ],
        "330799-002": [
            row(3, 41, 36, consents="33份"),
            row(4, 40, 35, collected="1.62万元"),
            row(4, 40, 30, when="午托", start="12:10", end="13:30", fee=120, collected=3600),
        ],
        "330799-005": [row(4, 40, 30, days="4天"), row(5, 39, 31, end="17:30")],
        "330799-007": [row(grade, 38, 38) for grade in (1, 2, 3)],
        "330799-009": [row(3, 41, 35, fee="680元", collected=35 * 680, public="否"), row(8, 40, 38)],
    }
    for code, rows in tables.items():
        name = school(code).name
        write_table(
            _of(folder, code) / "课后服务情况统计表.xlsx",
            f"{name}{TERM_NAME}课后服务情况统计表",
            heads,
            rows,
            "合计",
        )

    def note(
        into: list[Planted],
        norm: str,
        code: str,
        grade: int,
        why: str,
        measured: object = None,
        *,
        pack: bool = False,
    ) -> None:
        group = {"grade": grade, "programme": "after"}
        if norm in ("no-charge-outside", "days-a-week", "hours-a-day"):
            group = {"grade": grade}
        into.append(Planted(f"{_A}/{norm}", code, why, TERM, group, measured=measured, pack=pack))

    note(key.suspected, "voluntary", "330799-002", 3, "36 人参加，33 份申请", 3)
    note(key.breached, "collected", "330799-002", 4, "应收 15750 元，实收 16200 元", 450, pack=True)
    note(key.breached, "no-charge-outside", "330799-002", 4, "午托收费", 120)
    note(key.breached, "days-a-week", "330799-005", 4, "每周 4 天", 4)
    note(key.breached, "hours-a-day", "330799-005", 5, "15:50—17:30", 100)
    note(key.breached, "charge-published", "330799-009", 3, "收费没有公示", 1)
    note(key.breached, "charge-ceiling", "330799-009", 3, "每学期 680 元", 680, pack=True)
    note(key.traps, "charge-ceiling", "330799-001", 1, "正好 600 元")
    note(key.traps, "voluntary", "330799-001", 1, "人人有申请")
    note(key.traps, "hours-a-day", "330799-001", 2, "正好 2 小时")
    note(key.traps, "days-a-week", "330799-001", 2, "正好 5 天")
    note(key.traps, "no-charge-outside", "330799-001", 1, "早到校不收费")
    key.suspected.append(Planted(f"{_A}/everyone-enrolled", "330799-007", "全校都参加", TERM, measured=0))


def _write_sessions(folder: Path, key: AnswerKey) -> None:
    """The log of one class: a Saturday, a make-up day, a new lesson, an early end."""
    sessions: list[tuple[date, str, str]] = [
        (date(2026, 10, 9), "作业辅导", "15:50—17:50"),
        (date(2026, 10, 10), "合唱社团", "15:50—17:50"),
        (date(2026, 10, 12), "作业辅导", "15:50-17:30"),
        (date(2026, 10, 13), "数学新授：小数", "15:50—17:50"),
        (date(2026, 10, 14), "自主阅读", "15:50—17:10"),
        (date(2026, 10, 17), "作业辅导", "9:00—17:40"),
        (date(2026, 10, 19), "篮球", "15：50—17：50"),
    ]
    write_table(
        folder / "课后服务日志.xlsx",
        "青禾县城关第一小学四（1）班课后服务日志（2026年10月）",
        "日期 班级 服务内容 值班教师 起止时间 应到 实到",
        [
            (f"{d.month}月{d.day}日", "四（1）班", content, "李某", span, 35, f"{34 - n % 3}人")
            for n, (d, content, span) in enumerate(sessions)
        ],
        "班主任签字：",
    )
    code = "330799-002"
    key.breached += [
        Planted(f"{_A}/on-school-days", code, "星期六开展", "2026-10-17", measured=1),
        Planted(f"{_A}/no-lessons-taught", code, "讲授新课", record="2026-10-13", measured=1),
        Planted(f"{_A}/session-end", code, "17:10 就结束", "2026-10-14", measured=1030, pack=True),
    ]
    key.traps += [
        Planted(f"{_A}/on-school-days", code, "调休上课的星期六", "2026-10-10"),
        Planted(f"{_A}/no-lessons-taught", code, "作业辅导", record="2026-10-12"),
        Planted(f"{_A}/session-end", code, "正好 17:30", "2026-10-12"),
    ]


def _write_competitions(folder: Path, key: AnswerKey) -> None:
    """What pupils of one school entered this year."""
    rows: list[list[Cell]] = [
        ["青少年科技创新大赛", "省科协", "省级", "2026.5.16", "是", "2025-09-01", 12, "12份", "无", "否"],
        ["希望之星英语大会", "某传媒公司", "全国", "2026年6月6日", "否", None, 30, 30, 0, "否"],
        ["全国中学生作文大赛", "某杂志社", "国家级", date(2026, 9, 26), "是", "2022-09-01", 8, 8, 0, "否"],
        ["机器人竞赛", "某科技协会", "全国", date(2026, 10, 17), "是", "2025-09-01", 10, 10, "80元", "否"],
        ["古诗文大会", "市教育局", "市级", "2026/10/24", "√", "2025-09-01", 26, "22份", 0, "否"],
        ["数学素养展示", "某协会", "全国", "2026/11/7", "是", "2025/9/1", 15, 15, 0, "是"],
        ["校园读书知识赛", "本校", "校级", "2026.11.12", "否", None, 120, 120, 0, "否"],
    ]
    rows[0][8] = 0
    write_csv(
        folder / "学生竞赛台账.csv",
        [
            [
                "竞赛名称",
                "主办单位",
                "级别",
                "竞赛日期",
                "是否在白名单",
                "名单起始日期",
                "参赛人数",
                "家长同意书份数",
                "参赛费用",
                "是否用于招生",
            ],
            *rows,
        ],
        "gb18030",
    )

    def note(
        into: list[Planted], norm: str, row: int, why: str, measured: object, *, pack: bool = False
    ) -> None:
        planted = Planted(
            f"{_C}/{norm}", "330799-010", why, record=str(rows[row][0]), measured=measured, pack=pack
        )
        into.append(planted)

    note(key.breached, "on-list", 1, "不在白名单", 1)
    note(key.breached, "list-in-force", 2, "名单已过四年", None)
    note(key.breached, "free", 3, "每人收 80 元", 80)
    note(key.breached, "consent", 4, "26 人参赛，22 份同意书", 4, pack=True)
    note(key.breached, "not-for-enrolment", 5, "结果用于招生", 1)
    note(key.traps, "on-list", 0, "在名单之内", None)
    note(key.traps, "on-list", 6, "学校自己的比赛不用上名单", None)
    note(key.traps, "free", 0, "不收费", None)
    note(key.traps, "list-in-force", 0, "名单还在有效期内", None)


def _write_leases(folder: Path, key: AnswerKey) -> None:
    """What one school lets and lends this autumn."""
    rows: list[list[Cell]] = [
        [
            "东操场",
            "600㎡",
            "青禾健身有限公司",
            "健身",
            "出租",
            date(2026, 9, 1),
            date(2027, 9, 1),
            "1.2万元",
            "是",
            "否",
        ],
        ["旧礼堂", 320, "晨光艺术培训中心", "舞蹈培训", "出租", "2026.9.15", "2027.3.15", 18000, "是", "否"],
        [
            "食堂",
            200,
            "青禾餐饮公司",
            "周末经营",
            "出租",
            "2026年9月1日",
            "2028年9月2日",
            "3万元",
            "否",
            "否",
        ],
        ["报告厅", 240, "柳溪镇政府", "会议", "出借", "2026-10-12", "2026-10-12", "无", "是", "是"],
    ]
    write_table(
        folder / "校舍场地出租出借台账.xlsx",
        "青禾县柳溪镇中心小学校舍场地出租出借台账",
        "场地名称 面积（㎡） 承租方 用途 出租/出借 起始日期 终止日期 年租金 是否审批 是否占用教学时间",
        rows,
    )
    code = "330799-005"
    for norm, why in (
        ("approved", "食堂出租没有审批"),
        ("to-training", "礼堂租给培训机构"),
        ("teaching-time", "会议占用教学时间"),
    ):
        key.breached.append(Planted(f"{_L}/{norm}", code, why, TERM, measured=1, pack=True))
    key.breached.append(Planted(f"{_L}/length", code, "租期两年零一天", record="食堂", pack=True))
    key.traps.append(Planted(f"{_L}/length", code, "正好一年", record="东操场"))
