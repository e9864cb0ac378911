"""Times of the school day (作息时间表) of every school, and what was planted there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import time
from pathlib import Path

from jianfu.demo.answers import AnswerKey, Planted
from jianfu.demo.county import SCHOOLS, TERM, TERM_NAME, School
from jianfu.demo.sheets import Cell, Sheet, write_book
from jianfu.demo.tables import county_mark


@dataclass(frozen=True)
class Item:
    """A part of the day: minutes since midnight."""

    name: str
    start: int
    end: int | None = None
    season: str = ""


_DAY = "student/school-day"
COUNTY_MARKS = [
    county_mark(f"{_DAY}/early-study", "at_least 08:00", "小学早读不早于8:00。", "Primary: from 8:00.", "stage = 'primary'"),
    county_mark(f"{_DAY}/early-study", "at_least 07:40", "初中早读不早于7:40。", "Junior: from 7:40.", "stage = 'junior'"),
    county_mark(f"{_DAY}/lesson-minutes", "at_most 250 minutes", "小学不超过250分钟。", "Primary: 250 min.", "stage = 'primary'"),
    county_mark(f"{_DAY}/lesson-minutes", "at_most 315 minutes", "初中不超过315分钟。", "Junior: 315 min.", "stage = 'junior'"),
    county_mark(f"{_DAY}/hours-at-school", "at_most 600 minutes", "小学至多10小时。", "Primary: 10 h.", "stage = 'primary'"),
    county_mark(f"{_DAY}/hours-at-school", "at_most 630 minutes", "初中至多10.5小时。", "Junior: 10.5 h.", "stage = 'junior'"),
    county_mark(f"{_DAY}/service-end", "at_least 17:50", "课后服务不早于17:50结束。", "Service until 17:50."),
    county_mark(f"{_DAY}/evening-study", "at_most 90 minutes", "晚自习不超过90分钟。", "Evening study: 90 min."),
    county_mark(f"{_DAY}/long-breaks", "at_least 2 times", "初中上下午各一次。", "Junior: two a day.", "stage = 'junior'"),
]  # fmt: skip


def _primary_day() -> list[Item]:
    return [
        Item("到校", 470), Item("早读", 480, 495), Item("第一节", 500, 540), Item("第二节", 555, 595),
        Item("阳光大课间", 595, 625), Item("第三节", 630, 670), Item("眼保健操", 670, 675), Item("第四节", 685, 725),
        Item("午餐", 725, 760), Item("午休", 760, 830), Item("第五节", 840, 880), Item("第六节", 895, 935),
        Item("课后服务", 950, 1070), Item("放学", 1070),
    ]  # fmt: skip


def _junior_day() -> list[Item]:
    return [
        Item("到校", 455), Item("早读", 460, 475), Item("第一节", 480, 525), Item("第二节", 540, 585),
        Item("大课间", 585, 615), Item("第三节", 620, 665), Item("眼保健操", 665, 670), Item("第四节", 680, 725),
        Item("午餐", 725, 770), Item("午休", 770, 830), Item("第五节", 840, 885), Item("第六节", 900, 945),
        Item("下午大课间", 945, 960), Item("第七节", 960, 1005), Item("课后服务", 1020, 1080), Item("放学", 1080),
    ]  # fmt: skip


def write_school_days(folder: Path, key: AnswerKey) -> None:
    """Every school's day; the nine-year school keeps one table for each of its two stages."""
    for place in SCHOOLS:
        here = folder / f"{place.code[-3:]} {place.short}"
        stages = [("primary", _primary_day())] if place.grades[0] == 1 else []
        if place.grades[-1] > 6:
            stages.append(("junior", _junior_day()))
        planted = [(stage, _plant(place, stage, items, key)) for stage, items in stages]
        _write(here, place, planted)


def _plant(place: School, stage: str, items: list[Item], key: AnswerKey) -> list[Item]:
    """The day with this school's faults and traps."""
    if place.code == "330799-002":
        key.breached.append(_note(place, "service-end", stage, 1060, "课后服务 17:40 结束", pack=True))
        return [
            replace(i, start=1060)
            if i.name == "放学"
            else replace(i, end=1060)
            if i.name == "课后服务"
            else i
            for i in items
        ]
    if place.code == "330799-003":
        key.breached.append(_note(place, "hours-at-school", stage, 610, "7:40 到校，17:50 放学", pack=True))
        key.breached.append(_note(place, "early-study", stage, 465, "早读 7:45 开始", pack=True))
        early = {"到校": 460, "早读": 465}
        return [replace(i, start=early.get(i.name, i.start)) for i in items]
    if place.code == "330799-010":
        key.breached.append(_note(place, "lesson-minutes", stage, 325, "第七节上 55 分钟", pack=True))
        return [replace(i, end=1015) if i.name == "第七节" else i for i in items]
    if place.code == "330799-012":
        key.breached.append(_note(place, "evening-study", stage, 120, "走读生晚自习 2 小时", pack=True))
        key.breached.append(_note(place, "long-breaks", stage, 1, "下午没有大课间", pack=True))
        return [*(i for i in items if i.name != "下午大课间"), Item("晚自习", 1110, 1230)]
    if place.code == "330799-004":
        key.breached.append(_note(place, "first-lesson", stage, 490, "第一节 8:10 开始"))
        key.traps.append(_note(place, "lesson-minutes", stage, 250, "正好 250 分钟"))
        return [replace(i, start=490) if i.name == "第一节" else i for i in items]
    if place.code == "330799-005":
        key.breached.append(_note(place, "break", stage, 10, "第五、六节之间只休息 10 分钟"))
        return [replace(i, start=890) if i.name == "第六节" else i for i in items]
    if place.code == "330799-007":
        key.breached.append(_note(place, "big-break", stage, 25, "大课间只有 25 分钟"))
        return [replace(i, start=600) if i.name == "阳光大课间" else i for i in items]
    if place.code == "330799-001":
        key.traps.append(_note(place, "first-lesson", stage, 500, "正好 8:20；8:00 的早读不是第一节课"))
        key.traps.append(_note(place, "break", stage, 15, "课间正好 15 分钟"))
        key.traps.append(_note(place, "early-study", stage, 480, "早读正好 8:00"))
        key.traps.append(_note(place, "hours-at-school", stage, 600, "正好 10 小时"))
        key.traps.append(_note(place, "service-end", stage, 1070, "正好 17:50"))
    if place.code == "330799-009" and stage == "junior":
        key.traps.append(_note(place, "first-lesson", stage, 480, "初中正好 8:00"))
        key.traps.append(_note(place, "long-breaks", stage, 2, "正好两次"))
    if place.boarding:
        key.traps.append(_note(place, "evening-study", stage, 90, "正好 90 分钟"))
        key.breached.append(_note(place, "bedtime", stage, 1330, "冬季熄灯 22:10"))
        key.breached.append(
            _note(place, "sleep-hours", stage, 510, "冬季从熄灯到起床 8 小时 30 分", "winter")
        )
        key.traps.append(_note(place, "sleep-hours", stage, 540, "夏季正好 9 小时", "summer"))
        return [
            Item("起床", 390, season="夏季"), Item("起床", 400, season="冬季"), *items, Item("晚餐", 1085, 1115),
            Item("晚自习", 1140, 1230), Item("熄灯就寝", 1290, season="夏季"), Item("熄灯就寝", 1330, season="冬季"),
        ]  # fmt: skip
    return items


def _note(
    place: School, norm: str, stage: str, measured: int, why: str, season: str = "", *, pack: bool = False
) -> Planted:
    group = {"stage": stage, **({"season": season} if season else {})}
    return Planted(f"{_DAY}/{norm}", place.code, why, TERM, group, measured=measured, pack=pack)


def _write(folder: Path, place: School, stages: list[tuple[str, list[Item]]]) -> None:
    """The table as that school types it: two columns of times, one range, or times of day as Excel holds them."""
    style = int(place.code[-2:]) % 4
    sheets = []
    for stage, items in stages:
        both = len(stages) > 1
        named = {"primary": "小学部", "junior": "初中部"}[stage] if both else ""
        sheet = Sheet(named or "作息时间")
        seasons = any(i.season for i in items)
        heads = ["项目", "起止时间"] if style in (1, 3) else ["项目", "开始时间", "结束时间"]
        extra = (["适用年级"] if both else []) + (["夏季/冬季"] if seasons else []) + ["备注"]
        sheet.title(f"{place.name}{TERM_NAME}{named}作息时间表", len(heads) + len(extra))
        sheet.add(*heads, *extra)
        for item in items:
            cells: list[Cell] = [item.name, *_times(item, style)]
            if both:
                cells.append({"primary": "一至六年级", "junior": "七至九年级"}[stage])
            if seasons:
                cells.append(item.season or "全年")
            sheet.add(*cells, "不要求提前到校" if item.name == "到校" else None)
        sheets.append(sheet)
    write_book(folder / "作息时间表.xlsx", sheets)


def _times(item: Item, style: int) -> list[Cell]:
    """Start and end as cells."""
    if style == 0:
        return [_clock(item.start), _clock(item.end) if item.end else None]
    if style == 2:
        return [_of_day(item.start), _of_day(item.end) if item.end else None]
    colon, dash = ("：", "—") if style == 1 else (":", "-")
    span = _clock(item.start) + (f"{dash}{_clock(item.end)}" if item.end else "")
    return [span.replace(":", colon)]


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"


def _of_day(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)
