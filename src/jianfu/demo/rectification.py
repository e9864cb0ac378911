"""问题整改台账 of the county: what was found at schools, and how it was put right and struck off."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from jianfu.demo.answers import AnswerKey, Planted
from jianfu.demo.county import school
from jianfu.demo.sheets import Cell, Sheet, typed_day, write_book

NORMS = "shared/rectification"
_HEADS: tuple[Cell, ...] = (
    "序号", "问题来源", "问题", "类别", "发现时间", "责任领导", "责任单位", "责任人", "整改措施", "整改方案日期", "整改时限", "进展",
    "完成日期", "佐证材料", "验收人", "销号日期", "是否销号",
)  # fmt: skip
COUNTY_MARKS: list[dict[str, Any]] = [
    {"norm": f"{NORMS}/plan-in-time", "at_most": "7 days",
     "restated": {"zh": "问题交办后7天内拿出整改方案。", "en": "A plan is made within 7 days."}},
    {"norm": f"{NORMS}/overdue", "at_most": "0 days",
     "restated": {"zh": "整改不得逾期。", "en": "Nothing is put right late."}},
    {"norm": f"{NORMS}/struck-off-without-proof", "at_most": 0,
     "restated": {"zh": "销号要有佐证材料和验收人。", "en": "Striking off takes evidence and somebody who accepted it."}},
    {"norm": f"{NORMS}/struck-off-too-early", "at_most": 0,
     "restated": {"zh": "先完成后销号。", "en": "It is struck off after it is done."}},
]  # fmt: skip
"""The county's figures for putting right what the nation leaves to places."""


def write_rectifications(folder: Path, key: AnswerKey) -> None:
    """The bureau's list of what supervision, letters and the schools themselves found."""
    sheet = Sheet("整改销号")
    sheet.title("青禾县教育局问题整改台账（截至2026年11月20日）", len(_HEADS))
    sheet.add(*_HEADS)
    for n, row in enumerate(_problems()):
        cells = [row.get(str(h)) for h in _HEADS[1:]]
        sheet.add(n + 1, *(typed_day(c, (n % 3) * 2 + 1) if isinstance(c, date) else c for c in cells))
    sheet.add("填表说明：每月5日前更新，销号须附佐证。")
    write_book(folder / "900 县教育局" / "问题整改台账.xlsx", [sheet])
    _note(key)


def _problems() -> list[dict[str, Cell]]:
    """One problem a row; dates run found, plan, due, done, struck off."""

    def row(
        code: str, kind: str, problem: str, found: date, plan: date | None, due: Cell, done: date | None,
        struck: date | None, **more: Cell,
    ) -> dict[str, Cell]:  # fmt: skip
        settled: dict[str, Cell] = {"佐证材料": "现场照片", "验收人": "郑立新", "是否销号": "是"}
        return {
            "问题来源": "督导", "问题": problem, "类别": kind, "发现时间": found, "责任领导": "周明远", "责任单位": school(code).name,
            "责任人": "吴佳宁", "整改措施": "由教导处统筹", "整改方案日期": plan, "整改时限": due, "进展": "已完成" if done else "整改中",
            "完成日期": done, "销号日期": struck, **(settled if struck else {"是否销号": "否"}), **more,
        }  # fmt: skip

    march = date(2026, 3, 10)
    return [
        row("330799-001", "作业", "三年级周五作业偏多", march, date(2026, 3, 17), "2026-04-10", date(2026, 4, 10), date(2026, 4, 15)),
        row("330799-002", "作业", "作业公示不全", march, date(2026, 3, 18), "2026年4月底前", date(2026, 4, 20), date(2026, 4, 28)),
        row("330799-004", "作息", "课间不足", date(2026, 5, 6), date(2026, 5, 11), "5月31日", date(2026, 6, 8), date(2026, 6, 12)),
        row("330799-005", "收费", "代收费未公示", date(2026, 4, 8), date(2026, 4, 13), "2026.4.30", date(2026, 4, 24), date(2026, 4, 29),
            佐证材料="无"),
        row("330799-006", "课程", "课表与日志不一", date(2026, 5, 7), date(2026, 5, 12), "2026-06-15", date(2026, 6, 5), date(2026, 6, 1)),
        row("330799-010", "考试", "月考排名上墙", date(2026, 3, 12), date(2026, 3, 16), "立行立改", date(2026, 3, 12), date(2026, 4, 20),
            问题来源="举报"),
        row("330799-010", "考试", "周测公布名次", date(2026, 10, 12), date(2026, 10, 16), "2026-12-31", None, None, 问题来源="群众反映"),
        row("330799-009", "读书", "阅读时间不够", date(2026, 9, 9), date(2026, 9, 14), "长期坚持", None, None, 进展="长期坚持",
            问题来源="自查"),
        row("330799-007", "作息", "早到校", date(2026, 9, 10), None, "立行立改", date(2026, 9, 10), date(2026, 9, 18), 验收人="吴佳宁"),
        row("330799-011", "作业", "假期作业超量", date(2025, 5, 12), date(2025, 5, 16), "2025-05-30", date(2025, 5, 29), date(2025, 6, 3)),
        row("330799-011", "作业", "周末作业超量", date(2026, 9, 10), date(2026, 9, 15), "2026-09-30", date(2026, 9, 28), date(2026, 10, 9)),
        row("330799-012", "教辅", "推荐目录外资料", date(2026, 9, 16), date(2026, 9, 21), None, None, None),
    ]  # fmt: skip


def _note(key: AnswerKey) -> None:
    """What a check must say of each row, named by its problem."""

    def note(
        into: list[Planted], norm: str, code: str, problem: str, why: str, measured: object = None
    ) -> None:
        into.append(
            Planted(f"{NORMS}/{norm}", f"330799-{code}", why, record=problem, measured=measured, pack=True)
        )

    note(key.traps, "plan-in-time", "001", "三年级周五作业偏多", "第 7 天拿出方案，正好")
    note(key.breached, "plan-in-time", "002", "作业公示不全", "第 8 天才拿出方案", 8)
    note(key.traps, "plan-in-time", "007", "早到校", "立行立改的不用方案")
    note(key.traps, "overdue", "001", "三年级周五作业偏多", "限期当天完成")
    note(key.breached, "overdue", "004", "课间不足", "逾期 8 天", 8)
    note(key.traps, "overdue", "009", "阅读时间不够", "长期坚持的没有期限")
    note(key.not_evaluable, "overdue", "012", "推荐目录外资料", "没写整改时限")
    note(key.breached, "struck-off-without-proof", "005", "代收费未公示", "没有佐证就销号", 1)
    note(key.breached, "struck-off-too-early", "006", "课表与日志不一", "6 月 5 日才完成，6 月 1 日已销号", 1)
    relapse = f"{NORMS}/relapse"
    key.suspected.append(
        Planted(relapse, "330799-010", "销号半年又发现同类问题", group={"category": "考试"}, measured=1)
    )
    alone = f"{NORMS}/accepted-by-self"
    key.suspected.append(Planted(alone, "330799-007", "责任人自己验收", record="早到校", measured=1))
    key.traps.append(Planted(alone, "330799-001", "别人验收", record="三年级周五作业偏多"))
    key.traps.append(
        Planted(relapse, "330799-011", "上一次销号已过一年", group={"category": "作业"}, measured=0)
    )
