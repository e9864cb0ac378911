"""公示台账, 宣传告知台账 and the visits of duty inspectors, as the bureau gathers them from its schools."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from jianfu.demo.answers import AnswerKey, Planted
from jianfu.demo.county import BUREAU, SCHOOLS, TERM, TERM_NAME
from jianfu.demo.sheets import Cell, Sheet, typed_day, write_book

SPRING = "2025-2026-2"
_ITEMS = (
    "课程计划表",
    "任课教师一览表",
    "各班课程表",
    "作息时间表",
    "作业管理办法",
    "社团活动安排",
    "监督举报电话",
)
COUNTY_MARKS: list[dict[str, Any]] = [
    {"norm": "shared/disclosure/term-start-pack", "at_least": 7,
     "restated": {"zh": "开学一周内公示七项内容。", "en": "Seven things are made public within a week of term."}},
    {"norm": "shared/disclosure/on-time", "at_most": "0 days",
     "restated": {"zh": "应公示的按期公示。", "en": "What is to be made public is so in time."}},
    {"norm": "shared/disclosure/filed", "at_most": 0,
     "restated": {"zh": "公示内容报教育局备案。", "en": "What is published is filed with the bureau."}},
    {"norm": "shared/supervision/visits-per-term", "at_least": 1,
     "restated": {"zh": "责任督学每学期到每所学校至少一次。", "en": "A duty inspector visits each school at least once a term."}},
    {"norm": "shared/supervision/recorded", "at_most": 0,
     "restated": {"zh": "督导一次记录一次。", "en": "Each visit is recorded."}},
    {"norm": "shared/supervision/published", "at_least": 1,
     "restated": {"zh": "督导结果每学期至少公开一次。", "en": "Results are published at least once a term."}},
    {"norm": "shared/supervision/unannounced", "at_least": "50 percent",
     "restated": {"zh": "一半以上的督导不提前通知。", "en": "At least half of the visits are unannounced."}},
    {"norm": "shared/publicity/parents-told", "at_least": 1,
     "restated": {"zh": "每学期至少告知家长一次。", "en": "Parents are told at least once a term."}},
    {"norm": "shared/publicity/told-after", "at_most": "0 days",
     "restated": {"zh": "先告知后执行。", "en": "People are told before it begins."}},
]  # fmt: skip
"""The county's figures for disclosure, supervision and publicity that the nation leaves to places."""


def write_disclosures(folder: Path, key: AnswerKey) -> None:
    """What schools and the bureau published, whom they told, and who came to look."""
    here = folder / "900 县教育局"
    _write_published(here)
    _write_told(here)
    _write_visits(here)
    _note(key)


def _write_published(here: Path) -> None:
    """Seven items a school; one school left one out, one was late, one has one still to do, one did not file."""
    sheet = Sheet("开学公示")
    sheet.title(f"青禾县{TERM_NAME}开学公示情况登记表", 6)
    sheet.add("单位", "公示事项", "应公示日期", "公示日期", "公示地点", "是否报备")
    for n, place in enumerate(SCHOOLS):
        first = 0
        for item in _ITEMS:
            if (place.code, item) == ("330799-003", "监督举报电话"):
                continue
            day: date | None = date(2026, 9, 7) if place.code == "330799-011" else date(2026, 9, 2 + n % 3)
            day = {
                ("330799-004", "各班课程表"): date(2026, 9, 10),
                ("330799-008", "社团活动安排"): None,
            }.get((place.code, item), day)
            filed = "否" if (place.code, item) == ("330799-009", "作业管理办法") else "是"
            row = sheet.add(
                place.name if not first else None, item, "2026-09-07", typed_day(day, n % 4) if day else None, "公示栏",
                filed if day else None,
            )  # fmt: skip
            first = first or row
        sheet.merge_down(1, first, len(sheet.rows))
    bureau = Sheet("机关公示")
    bureau.title("青禾县教育局公示台账", 5)
    bureau.add("公示事项", "应公示日期", "公示日期", "公示地点", "备注")
    bureau.add("年度督查检查考核计划清单", "2026.8.25", "2026.8.20", "局网站", None)
    bureau.add("社会事务进校园白名单", "2026.8.31", "/", "局网站", "待审定")
    write_book(here / "公示台账.xlsx", [sheet, bureau])


def _write_told(here: Path) -> None:
    """Schools tell parents each term; one told its teachers alone, one told after it had begun."""
    sheet = Sheet("宣传告知")
    sheet.title("全县中小学宣传告知台账（2026年）", 6)
    sheet.add("学校", "宣传内容", "宣传日期", "宣传对象", "宣传方式", "实施日期")
    for n, place in enumerate(SCHOOLS):
        audience = "全体教师" if place.code == "330799-002" else "学生家长"
        sheet.add(
            place.name,
            "减负政策和监督电话",
            typed_day(date(2026, 3, 3 + n % 3), n % 4),
            audience,
            "家长会",
            None,
        )
        told = date(2026, 9, 12) if place.code == "330799-010" else date(2026, 9, 7 if n == 0 else 4)
        sheet.add(place.name, "作业管理办法", typed_day(told, n % 3), "家长", "告家长书", "2026-09-07")
    write_book(here / "宣传告知台账.xlsx", [sheet])


def _write_visits(here: Path) -> None:
    """Visits of two terms; one small school was never visited in spring, one visit left no record."""
    rows: list[list[Cell]] = []

    def visit(
        name: str, day: date, topic: str, announced: str, recorded: str = "是", published: str = "是"
    ) -> None:
        rows.append(
            [typed_day(day, len(rows) % 4), name, "何春梅", "第一责任区", topic, "经常性督导", announced, "90分钟", len(rows) % 3,
             recorded, published]
        )  # fmt: skip

    for n, place in enumerate(SCHOOLS):
        number = place.code[-3:]
        if number != "008":
            announced, shown = "是" if number == "002" else "否", "否" if number == "012" else "是"
            visit(place.name, date(2026, 4, 8 + n), "作业与睡眠", announced, published=shown)
        if number == "001":
            visit(place.name, date(2026, 5, 20), "课程开设", "是")
        visit(
            place.name, date(2026, 10, 12 + n), "课表与作息", "否", recorded="否" if number == "011" else "是"
        )
    sheet = Sheet("督导记录")
    sheet.title("青禾县责任督学督导记录汇总（2026年）", 11)
    sheet.add(
        "督导日期", "被督导学校", "责任督学", "督导责任区", "督导内容", "督导方式", "是否提前通知", "督导时长", "发现问题数",
        "是否形成记录", "结果是否公开",
    )  # fmt: skip
    sheet.rows += rows
    write_book(here / "责任督学督导记录.xlsx", [sheet])


def _note(key: AnswerKey) -> None:
    """What a check must say of schools and of the bureau."""

    def note(
        into: list[Planted], norm: str, code: str, why: str, measured: object, period: str | None = None, **more: Any
    ) -> None:  # fmt: skip
        into.append(
            Planted(f"shared/{norm}", f"330799-{code}", why, period, measured=measured, pack=True, **more)
        )

    pack, late = "disclosure/term-start-pack", "disclosure/on-time"
    note(key.breached, pack, "003", "缺监督举报电话", 6, TERM)
    note(key.breached, pack, "008", "活动安排还没有公示", 6, TERM)
    note(key.traps, pack, "011", "第七天公示完", 7, TERM)
    note(key.breached, late, "004", "课程表晚了 3 天", 3, record="各班课程表")
    note(key.breached, late, "008", "至今没有公示", 74, record="社团活动安排")
    note(key.traps, late, "011", "期限当天公示", 0)
    note(key.breached, late, "900", "白名单至今没有公示", 81, record="社会事务进校园白名单")
    note(key.breached, "disclosure/filed", "009", "一项没有报备", 1, TERM)
    white = "shared/disclosure/white-list-published"
    key.breached.append(Planted(white, BUREAU, "公示台账上有白名单，一直没有公布", measured=0))
    note(key.breached, "supervision/visits-per-term", "008", "春季学期没有去过", 0, SPRING)
    note(key.breached, "supervision/published", "012", "春季学期没有公开结果", 0, SPRING)
    note(key.breached, "supervision/recorded", "011", "督导没有记录", 1, record="课表与作息")
    note(key.breached, "supervision/unannounced", "002", "只去一次，还提前通知", 0, "2025-2026")
    note(key.traps, "supervision/unannounced", "001", "两次中一次没有打招呼", 50, "2025-2026")
    note(key.breached, "publicity/parents-told", "002", "只告知了教师", 0, SPRING)
    note(key.breached, "publicity/told-after", "010", "执行五天后才告知", 5, record="作业管理办法")
    note(key.traps, "publicity/told-after", "001", "执行当天告知", 0)
