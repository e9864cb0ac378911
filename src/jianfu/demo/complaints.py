"""信访举报台账 of the county: when letters were told, accepted, closed and answered, and who handled them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from jianfu.demo.answers import AnswerKey, Planted
from jianfu.demo.county import BUREAU, office, school
from jianfu.demo.sheets import Cell, Sheet, typed_day, write_book

NORMS = "shared/complaints"
_HEADS: tuple[Cell, ...] = (
    "编号", "来件日期", "来源", "信访人", "联系方式", "匿名", "反映对象", "类别", "信访事项", "主要内容", "承办单位", "是否受理",
    "受理日期", "告知日期", "应办结日期", "是否延期", "延期天数", "办结日期", "处理结果", "答复日期", "满意度", "申请复查日期",
    "复查答复日期",
)  # fmt: skip
_SETTLED: dict[str, Cell] = {
    "来源": "网上", "匿名": "否", "是否受理": "是", "是否延期": "否", "处理结果": "属实，已整改", "满意度": "满意",
}  # fmt: skip


def write_complaints(folder: Path, key: AnswerKey) -> None:
    """One ledger of the bureau and one of the office for complaints; every person in them is invented."""
    bureau = [_row(n, row) for n, row in enumerate(_of_the_bureau())]
    _write(folder / "900 县教育局" / "信访举报台账.xlsx", "青禾县教育局2026年信访举报台账", bureau)
    office_rows = [_row(n, row) for n, row in enumerate(_of_the_office())]
    _write(folder / "907 县信访局" / "12345工单台账.xlsx", "青禾县信访局12345工单台账（2026年）", office_rows)
    _note(key)


def _write(path: Path, title: str, rows: list[list[Cell]]) -> None:
    sheet = Sheet("2026年")
    sheet.title(title, len(_HEADS))
    sheet.add(*_HEADS)
    sheet.rows += rows
    sheet.add("合计", f"{len(rows)}件")
    write_book(path, [sheet])


def _row(number: int, row: dict[str, Cell]) -> list[Cell]:
    """The cells of a row, its days typed in one way or another."""
    cells = [{**_SETTLED, **row}.get(str(h)) for h in _HEADS]
    return [typed_day(c, number % 4) if isinstance(c, date) else c for c in cells]


def _days(received: date, told: date | None, closed: date | None, **more: Cell) -> dict[str, Cell]:
    """Days of an ordinary letter: accepted two days after it came, answered on the day it was closed."""
    accepted = received.replace(day=received.day + 2)
    return {
        "来件日期": received, "受理日期": accepted, "告知日期": told, "办结日期": closed, "答复日期": closed, **more,
    }  # fmt: skip


def _of_the_bureau() -> list[dict[str, Cell]]:
    """About schools, handled by the bureau and, wrongly once, by the school itself."""
    first, second, junior = (school(c).name for c in ("330799-001", "330799-003", "330799-010"))
    bureau = office(BUREAU).name

    def row(
        number: int, target: str, kind: str, matter: str, days: dict[str, Cell], **more: Cell
    ) -> dict[str, Cell]:
        return {
            "编号": f"QJX2026-{number:03d}", "信访人": "钱多多", "联系方式": "13900000000", "反映对象": target, "类别": kind,
            "信访事项": matter, "主要内容": f"反映{matter}", "承办单位": bureau, **days, **more,
        }  # fmt: skip

    march, may = date(2026, 3, 2), date(2026, 5, 6)
    return [
        row(1, first, "作业", "周末作业多", _days(march, date(2026, 3, 17), date(2026, 4, 10))),
        row(2, second, "补课", "假期补课", _days(march, date(2026, 3, 18), date(2026, 4, 12)), 信访人="孙小满"),
        row(3, junior, "收费", "资料收费", _days(may, date(2026, 5, 12), date(2026, 7, 7))),
        row(4, junior, "考试", "月考排名", _days(may, date(2026, 5, 12), date(2026, 7, 8)), 信访人=None, 匿名="是",
            联系方式="/", 答复日期=None),
        row(5, junior, "作息", "到校过早", _days(may, date(2026, 5, 13), date(2026, 8, 6)), 是否延期="是", 延期天数="30天"),
        row(6, first, "收费", "校服收费", _days(date(2026, 4, 7), date(2026, 4, 13), date(2026, 7, 8)), 是否延期="是",
            延期天数=45),
        row(7, second, "作业", "打卡作业", _days(date(2026, 6, 3), date(2026, 6, 9), date(2026, 7, 1)), 处理结果=None),
        row(8, first, "作业", "四年级作业多", _days(date(2026, 9, 7), date(2026, 9, 14), date(2026, 10, 9))),
        row(9, first, "作业", "四年级作业多", _days(date(2026, 10, 19), date(2026, 10, 26), None), 处理结果=None, 满意度=None),
        row(10, second, "师德", "教师推荐资料", _days(date(2026, 9, 14), date(2026, 9, 21), date(2026, 10, 20)), 承办单位=second),
        row(11, junior, "考试", "周末测验", _days(date(2026, 9, 21), None, None), 处理结果=None, 满意度=None,
            受理日期=None, 是否受理=None),
        row(12, first, "课程", "占用体育课", _days(date(2026, 11, 16), None, None), 处理结果=None, 满意度=None,
            受理日期=None, 是否受理="否"),
        row(13, first, "招生", "转学手续", _days(date(2026, 6, 8), date(2026, 6, 15), date(2026, 7, 6)),
            申请复查日期=date(2026, 7, 20), 复查答复日期=date(2026, 8, 20), 满意度="不满意"),
        row(14, junior, "招生", "分班结果", _days(date(2026, 6, 9), date(2026, 6, 16), date(2026, 7, 7)),
            申请复查日期=date(2026, 7, 20), 复查答复日期=date(2026, 8, 19), 满意度="基本满意"),
    ]  # fmt: skip


def _of_the_office() -> list[dict[str, Cell]]:
    """About firms and farmers, from the hotline: all in time."""
    market, farm = (office(f"330799-{n}").name for n in (905, 906))
    return [
        {"编号": "GD2026-0107", "来源": "12345", "信访人": "王小禾", "联系方式": "13700000000", "反映对象": "青禾县公用服务站",
         "类别": "涉企收费", "信访事项": "电梯检验重复收费", "主要内容": "同一台电梯收了两次", "承办单位": market,
         **_days(date(2026, 8, 3), date(2026, 8, 10), date(2026, 9, 2))},
        {"编号": "GD2026-0112", "来源": "12345热线", "信访人": "张大田", "联系方式": "13600000000", "反映对象": "柳溪镇河湾村",
         "类别": "涉农收费", "信访事项": "灌溉水费未公示", "主要内容": "水费没有上墙", "承办单位": farm,
         **_days(date(2026, 10, 12), date(2026, 10, 19), None), "处理结果": None, "满意度": None},
    ]  # fmt: skip


def _note(key: AnswerKey) -> None:
    """What a check must say, by the number of the letter; who wrote it stands nowhere."""

    def note(
        into: list[Planted], norm: str, number: int, why: str, measured: object = None, owner: str = BUREAU
    ) -> None:
        record = f"QJX2026-{number:03d}"
        into.append(Planted(f"{NORMS}/{norm}", owner, why, record=record, measured=measured))

    note(key.traps, "told-in-time", 1, "第 15 天告知，正好")
    note(key.breached, "told-in-time", 2, "第 16 天告知", 16)
    note(key.breached, "told-in-time", 11, "至今没有告知", 60)
    note(key.traps, "told-in-time", 12, "收到才几天")
    note(key.traps, "closed-in-time", 3, "第 60 天办结，正好")
    note(key.breached, "closed-in-time", 4, "第 61 天办结", 61)
    note(key.traps, "closed-in-time", 5, "办了延期，第 90 天办结")
    note(key.not_evaluable, "closed-in-time", 11, "是否受理没有填")
    note(key.traps, "result-recorded", 4, "匿名的没法答复")
    note(key.breached, "extension", 6, "延期 45 天", 45)
    note(key.breached, "result-recorded", 7, "办结了没写结果", 1)
    note(key.suspected, "not-handled-by-target", 10, "交被反映的学校自己办", 1, owner="330799-003")
    note(key.breached, "review-answered", 13, "第 31 天才答复复查", 31)
    note(key.traps, "review-answered", 14, "第 30 天答复复查，正好")
    key.suspected.append(
        Planted(f"{NORMS}/repeat-letters", BUREAU, "同一事项两次来件", "2026-2027", measured=2)
    )
