"""People working elsewhere than the post they are paid for, as the bureau lists them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from jianfu.demo.answers import AnswerKey, Planted
from jianfu.demo.county import office, school
from jianfu.demo.sheets import Cell, Sheet, write_book

NORMS = "teacher/secondments"
_HEADS = (
    "序号", "姓名", "编制单位", "人员类别", "任教学科/职务", "借入单位", "借调事由", "批准文号/机关", "开始日期",
    "计划结束日期", "实际结束日期", "已借调月数", "是否续借", "学校是否同意续借", "本人是否同意续借", "单位层级",
)  # fmt: skip


def write_secondments(folder: Path, key: AnswerKey) -> None:
    """借调人员台账: out too long, exactly six months, back in time, twice with a short return, in disguise, a cadre."""
    sheet = Sheet("借调人员")
    sheet.title("青禾县借调人员台账（截至2026年11月20日）", len(_HEADS))
    sheet.add(*_HEADS)
    rows = _people()
    for n, row in enumerate(rows):
        sheet.add(n + 1, *row)
    sheet.add("合计", f"{len(rows)}人")
    write_book(folder / "900 县教育局" / "借调人员台账.xlsx", [sheet])
    _note(key)


def _people() -> list[tuple[Cell, ...]]:
    """The rows; months already out are typed and stale."""
    first, second, junior, east = (school(f"330799-{n}").name for n in ("002", "005", "010", "004"))
    culture, people, safety = (office(f"330799-{n}").name for n in (903, 904, 902))
    bureau, town = "县教育局", office("330799-910").name
    no: tuple[Cell, ...] = ("否", None, None)
    return [
        ("钱文博", first, "教师", "语文", culture, "图书馆评估", bureau,
         "2026.3.2", "2026.8.31", None, 3, "是", "是", "否", "县"),
        ("冯春梅", second, "教师", "英语", people, "职称材料", bureau,
         date(2026, 5, 20), date(2026, 11, 30), None, 6, *no, "县"),
        ("沈海涛", junior, "教师", "体育", culture, "运动会筹备", bureau,
         "2026年4月1日", "2026年9月30日", "2026年8月28日", 5, *no, "县"),
        ("蒋立新", junior, "教师", "数学", people, "跟班学习", bureau,
         date(2026, 9, 7), date(2026, 12, 31), None, 2, *no, "县"),
        ("卫佳宁", east, "教师", "美术", culture, "画展布置", bureau,
         date(2026, 1, 5), date(2026, 4, 10), date(2026, 4, 10), 3, *no, "县"),
        ("卫佳宁", east, "教师", "美术", people, "材料整理", "无",
         "2026.4.27", "2026.8.14", "2026.8.14", 3, *no, "县"),
        ("曹明远", town, "干部", "科员", safety, "防汛值守", "县委组织部",
         date(2026, 6, 15), date(2026, 10, 15), date(2026, 10, 15), 4, *no, "乡镇"),
    ]  # fmt: skip


def _note(key: AnswerKey) -> None:
    """What a check must say of each row, named by the unit that pays the person and the day it begins."""

    def note(into: list[Planted], norm: str, row: tuple[str, str], why: str, measured: object = None) -> None:
        into.append(Planted(norm, row[0], why, record=row[1], measured=measured))

    long, exact = ("330799-002", "2026-03-02"), ("330799-005", "2026-05-20")
    back, hidden = ("330799-010", "2026-04-01"), ("330799-010", "2026-09-07")
    note(key.breached, f"{NORMS}/six-months", long, "3 月 2 日起一直未返岗")
    note(key.traps, f"{NORMS}/six-months", exact, "到核算日正好六个月")
    note(key.traps, f"{NORMS}/six-months", back, "不到六个月就返岗")
    note(key.breached, f"{NORMS}/extension-consent", long, "续借没有本人同意", 1)
    twice, again = ("330799-004", "2026-01-05"), ("330799-004", "2026-04-27")
    key.breached.append(Planted(f"{NORMS}/rejoined", "330799-004", "返岗 17 天又借用，合计超过六个月"))
    key.traps.append(Planted(f"{NORMS}/rejoined", "330799-002", "只借用过一次，不合并"))
    note(key.traps, f"{NORMS}/six-months", twice, "单看这一段不到六个月")
    note(key.breached, f"{NORMS}/approval", again, "第二段没有批准", 1)
    note(key.traps, f"{NORMS}/approval", twice, "第一段有批准")
    for row in (long, exact, back, hidden, twice, again):
        note(key.breached, f"{NORMS}/none-in-principle", row, "原则上不借用教师，借用的要有理由", 1)
    note(key.suspected, f"{NORMS}/disguised", hidden, "以跟班学习为名", 1)
    cadre = ("330799-910", "2026-06-15")
    note(key.breached, "grassroots/secondments/none-from-below", cadre, "借调乡镇干部", 1)
