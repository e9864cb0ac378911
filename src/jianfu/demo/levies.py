"""Village levies as the townships list them: projects, votes, and who is exempt."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from jianfu.demo.answers import AnswerKey, Planted
from jianfu.demo.county import COUNTY, office
from jianfu.demo.sheets import Cell, Sheet, typed_day, write_book
from jianfu.demo.villages import HOUSEHOLDS, VILLAGES, households, township_name, village, villages_of

NORMS = "farmer/levy"
_PROJECT_HEADS = (
    "序号", "村", "项目名称", "预算总额（万元）", "村民筹资总额（元）", "筹资对象人数", "人均筹资（元）", "劳动力数", "劳均筹劳（工日）",
    "是否强行以资代劳", "乡镇初审日期", "乡镇是否初审", "报县日期", "县级复审日期", "批复文号", "审批结果", "开始收取日期",
)  # fmt: skip
_VOTE_HEADS = (
    "序号", "村", "项目名称", "会议日期", "会议类型", "应到", "实到", "应到户数", "实到户数", "赞成", "反对", "弃权", "是否通过",
    "提议方式", "联名人数", "联名基数",
)  # fmt: skip


def _on(month: int, day: int) -> date:
    return date(2026, month, day)


# village, project, budget, total, people, a head, labourers, days, forced, township, submitted, answered, number, decision, collected
_PROJECTS: tuple[tuple[Any, ...], ...] = (
    (1, "三组机耕路硬化", 18, 18000, 1200, 15, 600, 5, "否", _on(3, 2), _on(3, 4), _on(3, 13), 1, None, _on(4, 1)),
    (1, "村部屋面修缮", 6.5, 9600, 1200, 8, 600, 5, "否", _on(3, 16), _on(3, 18), _on(3, 25), 4, None, _on(4, 15)),
    (2, "灌溉渠清淤", 9, 10800, 900, 12, 430, 6, "否", _on(3, 3), _on(3, 5), _on(3, 11), 2, None, _on(4, 20)),
    (2, "文化广场照明", 5, 7200, 900, 8, 430, 5, "否", _on(3, 3), _on(3, 5), _on(3, 11), 3, None, _on(4, 20)),
    (3, "桥栏杆更新", 11, 12000, 1100, 12, 520, 3, "否", _on(3, 9), _on(3, 10), _on(3, 17), 5, None, _on(4, 8)),
    (3, "观景亭", 20, 11000, 1100, 10, 520, 0, "否", _on(3, 9), _on(3, 10), _on(3, 17), None, "不同意", None),
    (4, "村道路灯", 7, 10000, 1000, 10, 480, 2, "否", _on(2, 27), _on(3, 2), _on(3, 16), 6, None, _on(4, 7)),
    (5, "饮水管网维护", 12, 11200, 800, 14, 390, 4, "是", _on(3, 4), _on(3, 5), _on(3, 12), 7, None, _on(4, 2)),
    (5, "村巷铺设", 4, 4000, 800, 5, 390, 1, "否", _on(3, 4), _on(3, 5), _on(3, 12), 8, None, _on(4, 2)),
    (6, "晒场扩建", 8, 9500, 950, 10, 450, 3, "否", _on(3, 6), _on(3, 9), _on(3, 13), 9, None, _on(4, 3)),
    (6, "护坡加固", 5, 5700, 950, 6, 450, 2, "否", _on(3, 6), _on(3, 9), _on(3, 13), 10, None, _on(4, 3)),
    (7, "圩堤加高", 22, 18900, 1050, 18, 500, 8, "否", _on(2, 26), _on(3, 3), _on(3, 10), 11, None, _on(3, 1)),
    (8, "进村路拓宽", 15, 11200, 700, 16, 330, 6, "否", None, _on(3, 5), _on(3, 10), 12, None, _on(4, 1)),
    (8, "公厕改造", 6, 2800, 700, 4, 330, 0, "否", _on(11, 12), _on(11, 16), None, None, "待批", None),
)  # fmt: skip

# village, project, day, meeting, due, present, households due, households present, in favour, against, abstained, passed,
# proposed by, signatories, out of
_ASSEMBLY, _DELEGATES, _BOARD = "村民会议", "村民代表会议", "村委会"
_VOTES: tuple[tuple[Any, ...], ...] = (
    (1, "三组机耕路硬化", _on(2, 20), _ASSEMBLY, 820, 530, None, None, 410, 80, 40, "是", _BOARD, None, None),
    (1, "村部屋面修缮", _on(3, 6), _ASSEMBLY, 820, "500人", None, None, 300, 150, 50, "是", _BOARD, None, None),
    (2, "灌溉渠清淤", _on(2, 22), _ASSEMBLY, 630, 400, None, None, 330, 50, 20, "是", _BOARD, None, None),
    (2, "文化广场照明", _on(2, 22), _DELEGATES, 40, 36, 260, 240, 200, 30, 10, "是", "代表联名", 8, 40),
    (3, "桥栏杆更新", _on(2, 28), _ASSEMBLY, None, None, 280, 187, 150, 30, 7, "是", _BOARD, None, None),
    (3, "观景亭", _on(2, 28), _ASSEMBLY, 760, 420, None, None, 180, 200, 40, "否", _BOARD, None, None),
    (4, "村道路灯", _on(2, 15), _DELEGATES, 30, 28, 300, 190, 150, 30, 10, "通过", _BOARD, None, None),
    (5, "饮水管网维护", _on(2, 18), _ASSEMBLY, 800, 400, None, None, 300, 80, 20, "是", _BOARD, None, None),
    (5, "村巷铺设", _on(2, 18), _ASSEMBLY, 800, 380, 300, 210, 250, 100, 30, "是", _BOARD, None, None),
    (6, "晒场扩建", _on(2, 25), _DELEGATES, 35, 33, 270, 240, 120, 100, 20, "是", _BOARD, None, None),
    (6, "护坡加固", _on(2, 26), _ASSEMBLY, 800, 520, None, None, 400, 90, 30, "是", "村民联名", 79, 800),
    (7, "圩堤加高", _on(2, 12), _ASSEMBLY, 790, 450, None, None, 330, 90, 30, "是", "村民联名", 80, "800人"),
    (7, "电灌站维修", _on(9, 20), _ASSEMBLY, 790, 450, None, None, 330, 90, 30, None, _BOARD, None, None),
    (8, "公厕改造", _on(11, 5), _ASSEMBLY, 520, 330, None, None, 260, 50, 20, "是", _BOARD, None, None),
)  # fmt: skip


def write_levies(folder: Path, key: AnswerKey, seed: int) -> None:
    """一事一议台账 of each township: its villages' projects and votes, and the list of exemptions of one."""
    for code in dict.fromkeys(v.township for v in VILLAGES):
        sheets = [_projects(code), _votes(code)]
        if code == village(2).township:
            sheets.append(_exemptions(seed))
        write_book(folder / f"{code[-3:]} {office(code).short}" / "一事一议台账2026.xlsx", sheets)
    _note(key)


def _projects(township: str) -> Sheet:
    here = {v.number for v in villages_of(township)}
    sheet = Sheet("筹资筹劳方案")
    town = f"{COUNTY}{township_name(township)}"
    sheet.title(f"{town}2026年度村民一事一议筹资筹劳方案汇总", len(_PROJECT_HEADS))
    sheet.add(*_PROJECT_HEADS)
    first: dict[int, int] = {}
    for number, name, budget, total, people, head, labour, days, forced, *rest in _PROJECTS:
        if number not in here:
            continue
        town_on, sent, answered, paper, decision, collected = rest
        short = village(number).short if number not in first else None
        approval = f"青农减〔2026〕{paper}号" if paper else None
        row = sheet.add(
            len(sheet.rows) - 1, short, name, budget, total, people, f"{head}元", labour, days, forced,
            town_on, "是" if town_on else "否", typed_day(sent, number % 4), answered, approval, decision, collected,
        )  # fmt: skip
        first.setdefault(number, row)
        sheet.merge_down(2, first[number], row)
    sheet.add("合计", None, f"{len(sheet.rows) - 2}个项目")
    return _without_nested(sheet)


def _without_nested(sheet: Sheet) -> Sheet:
    """Only the longest merge that starts at a cell is kept."""
    longest: dict[tuple[int, int], tuple[int, int, int, int]] = {}
    for merge in sheet.merges:
        longest[merge[:2]] = max(merge, longest.get(merge[:2], merge))
    sheet.merges = list(longest.values())
    return sheet


def _votes(township: str) -> Sheet:
    here = {v.number for v in villages_of(township)}
    sheet = Sheet("表决记录")
    sheet.title(f"{township_name(township)}一事一议表决记录", len(_VOTE_HEADS))
    sheet.add(*_VOTE_HEADS)
    for number, name, day, *rest in _VOTES:
        if number in here:
            sheet.add(len(sheet.rows) - 1, village(number).short, name, typed_day(day, number % 4), *rest)
    sheet.add("说明：代表会议按到会代表所代表的户数计票。")
    return sheet


def _exemptions(seed: int) -> Sheet:
    """One household exempt whole, one with one member who is."""
    place = village(2)
    people = households(place, seed)
    sheet = Sheet("减免名单")
    sheet.title("2026年度一事一议筹资筹劳减免名单", 8)
    sheet.add("村", "减免类别", "户编号", "户主", "减免原因", "减免范围", "是否核实", "公示日期")
    rows: tuple[tuple[int, str, str], ...] = ((8, "特困", "全户"), (9, "现役军人", "个人"))
    for n, reason, covers in rows:
        cells: tuple[Cell, ...] = (place.short, "筹资筹劳", people[n].number, people[n].head)
        sheet.add(*cells, reason, covers, "是", "2026.2.10")
    assert len(people) == HOUSEHOLDS
    return sheet


def _note(key: AnswerKey) -> None:
    """What a check must say of each project and vote."""

    def note(
        norm: str, number: int, why: str, name: str | None, measured: object = None, **more: Any
    ) -> None:
        kind = more.pop("kind", "breached")
        planted = Planted(
            f"{NORMS}/{norm}", village(number).code, why, record=name, measured=measured, **more
        )
        getattr(key, kind).append(planted)

    year = {"period": "2026"}
    note("per-head-cap", 1, "两个项目合计每人 23 元", None, 23, pack=True, **year)
    note("per-head-cap", 2, "两个项目合计正好 20 元", None, kind="traps", **year)
    note("per-head-cap", 3, "不同意的项目不算", None, kind="traps", **year)
    note("labour-cap", 1, "合计正好 10 个工", None, kind="traps", **year)
    note("labour-cap", 2, "合计 11 个工", None, 11, pack=True, **year)
    note("total-adds-up", 3, "12 元乘 1100 人不等于 12000 元", "桥栏杆更新", 1200, pack=True)
    note("total-adds-up", 1, "相符", "三组机耕路硬化", kind="traps")
    note("county-reply", 1, "第七个工作日答复", "三组机耕路硬化", kind="traps")
    note("county-reply", 4, "第十个工作日才答复", "村道路灯", 10)
    note("county-reply", 8, "刚报到县里四个工作日", "公厕改造", kind="traps")
    note("quorum-of-households", 4, "代表到了 28 人，只代表 190 户", "村道路灯", 63.3333)
    note("quorum-of-households", 3, "280 户到了 187 户", "桥栏杆更新", kind="traps")
    note("quorum-of-people", 5, "正好一半，没有过半", "饮水管网维护", 0)
    note("quorum-of-people", 5, "人数不够，户数够三分之二", "村巷铺设", kind="traps")
    note("majority", 6, "按户算正好一半", "晒场扩建", 0)
    note("majority", 3, "没有通过，不算决定", "观景亭", kind="traps")
    note("majority", 7, "没写是否通过", "电灌站维修", kind="not_evaluable")
    note("proposal", 6, "八百人里 79 人联名", "护坡加固", 9.875)
    note("proposal", 7, "正好十分之一", "圩堤加高", kind="traps")
    note("proposal", 2, "正好五分之一的代表", "文化广场照明", kind="traps")
    note("no-forced-cash", 5, "强行以资代劳", "饮水管网维护", 1)
    note("collected-unapproved", 7, "批复前九天就收", "圩堤加高", 1)
    note("collected-unvoted", 8, "没有表决就收", "进村路拓宽", 1)
    note("township-check", 8, "没有初审就收", "进村路拓宽", 1)
