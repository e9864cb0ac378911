"""Off-campus training in the county: institutions, their courses, and how often they were inspected."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from jianfu.demo.answers import AnswerKey, Planted
from jianfu.demo.sheets import Cell, Sheet, typed_day, write_book
from jianfu.demo.tables import county_mark, write_table

_N = "student/training"
INSTITUTIONS = (
    ("330799-T01", "青禾县晨光艺术培训中心", "培训机构"),
    ("330799-T02", "青禾县小荷书法培训学校", "培训机构"),
    ("330799-T03", "青禾县启航文化培训学校", "培训机构"),
    ("330799-T04", "青禾县乐动体育培训中心", "培训机构"),
    ("330799-T05", "青禾县云帆线上培训中心", "培训机构"),
    ("330799-T06", "青禾县天天培训班", "培训机构"),
    ("330799-T07", "青禾县新苗文化有限公司", "企业"),
)
"""Code, name and kind; the last one trains without being on the bureau's register."""
ART, BRUSH, SUBJECT, SPORT, ONLINE, BLACK, UNLISTED = (code for code, _, _ in INSTITUTIONS)
_NAMES = {code: name for code, name, _ in INSTITUTIONS}

COUNTY_MARKS = [
    county_mark(f"{_N}/licensed", "at_most 0 records", "持证且在有效期内。", "Licensed, and the licence in force."),
    county_mark(f"{_N}/black-list", "at_most 0 students", "黑名单机构不得再有学员。", "No pupils at black-listed institutions."),
    county_mark(f"{_N}/prepaid-supervised", "at_most 0 records", "预收费全部监管。", "All prepaid fees are supervised."),
    county_mark(f"{_N}/inspections-a-year", "at_least 2 times", "每年至少检查两次。", "Two inspections a year at least."),
    county_mark(f"{_N}/overdue-corrections", "at_most 0 records", "限期以内整改。", "Put right within the time set."),
    county_mark(f"{_N}/registered", "at_most 0 records", "名册以外的机构不得开课。", "No courses off the register."),
]  # fmt: skip


def write_training(folder: Path, key: AnswerKey) -> None:
    """培训机构名册, 培训课程台账 and 检查记录, kept by the bureau."""
    here = folder / "900 县教育局" / "校外培训"
    _write_register(here, key)
    _write_courses(here, key)
    _write_inspections(here, key)


def _note(
    into: list[Planted], norm: str, code: str, why: str, *, period: str | None = None, record: str | None = None,
    measured: object = None, pack: bool = False,
) -> None:  # fmt: skip
    into.append(Planted(f"{_N}/{norm}", code, why, period, record=record, measured=measured, pack=pack))


def _write_register(folder: Path, key: AnswerKey) -> None:
    """Six institutions: one crowded, one exactly roomy enough, one with its licence run out, one black-listed."""
    rows: list[list[Cell]] = [
        [ART, "01X", "教民233079970000011号", "非营利性", "沈某", "艺术类", "2028.6.30", "240㎡", "80人", 210, "是", "白名单"],
        [BRUSH, "02X", "教民233079970000012号", "非营利性", "韩某", "艺术", date(2027, 12, 31), 150, "60人", 130, "是", "白名单"],
        [SUBJECT, "03X", "教民233079970000013号", "营利性", "杨某", "学科类", "2026年6月30日", "360平方米", 90, 160, "否", "灰名单"],
        [SPORT, "04X", "体民233079970000014号", "营利性", "朱某", "体育", "2027/8/31", 900, 120, 240, "是", "白"],
        [ONLINE, "05X", "教民233079970000015号", "营利性", "秦某", "科技", "2028/12/31", 300, None, 500, "是", "白"],
        [BLACK, None, "无", "企业", "许某", "学科类", "2026-12-31", 120, 30, "18人", "是", "黑名单"],
    ]  # fmt: skip
    for row in rows:
        row[1] = f"52330799MJ00000{row[1]}" if row[1] else "暂无"
        row[0] = _NAMES[str(row[0])]
    heads = "机构名称 统一社会信用代码 办学许可证号 登记类型 法定代表人 培训类别 许可有效期 面积 同一时段培训人数 在训人数 资金监管 名单"
    write_table(
        folder / "校外培训机构名册.xlsx", "青禾县校外培训机构名册（2026年11月）", heads, rows, "制表：教育股"
    )
    _note(key.breached, "area", BRUSH, "150 平方米同时 60 人", measured=2.5)
    _note(key.traps, "area", ART, "正好 3 平方米")
    _note(key.not_evaluable, "area", ONLINE, "没写同一时段人数")
    _note(key.breached, "licensed", SUBJECT, "许可证 6 月底到期", measured=1, pack=True)
    _note(key.breached, "licensed", BLACK, "没有办学许可证", measured=1, pack=True)
    _note(key.traps, "licensed", ART, "持证，在有效期内")
    _note(key.breached, "prepaid-supervised", SUBJECT, "预收费没有监管", measured=1, pack=True)
    _note(key.breached, "black-list", BLACK, "黑名单机构还有 18 名学员", measured=18, pack=True)


def _write_courses(folder: Path, key: AnswerKey) -> None:
    """Courses of the year, a sheet for those on the spot and one for those online."""
    heads = (
        *("机构名称", "课程名称", "课程类别", "开班日期", "上课时段", "上课时间", "下课时间"),
        *("课时", "收费（元）", "收费跨度（月）"),
    )
    spot: list[list[Cell]] = [
        [ART, "少儿美术基础班", "艺术", "2026.9.12", "周末", "18:00", "20:30", 60, 5000, 3],
        [ART, "舞蹈提高班", "艺术", "2026年9月13日", "周末", "14:00", "16:00", "61课时", "0.48万元", "3个月"],
        [BRUSH, "硬笔书法班", "艺术", date(2026, 9, 19), "周末", "9:00—11:00", None, 40, "5200元", 3],
        [BRUSH, "软笔书法班", "艺术", "2026/3/7", "周末", "15:00", "17:00", 48, 2880, "4个月"],
        [SUBJECT, "七年级数学班", "学科", "2026-09-07", "平日", "18:30", "20:00", 40, 2400, 3],
        [SUBJECT, "暑假英语衔接班", "学科", "2026-07-13", None, "9:00", "11:00", 30, 1800, 1],
        [SPORT, "篮球训练营", "体育", "2026.9.5", "周六", "19:00", "20:45", 36, 3600, 3],
        [UNLISTED, "阅读写作班", "其他", "2026.10.11", "周末", "10:00", "11:30", 20, 1200, 2],
    ]
    online: list[list[Cell]] = [
        [
            ONLINE,
            "编程入门直播课",
            "科技",
            "2026.9.18",
            "平日",
            "20:20",
            "21:00",
            24,
            1980,
            3,
            "是",
            "30分钟",
            10,
        ],
        [
            ONLINE,
            "编程提高直播课",
            "科技",
            "2026.9.19",
            "周末",
            "20:00",
            "21:15",
            24,
            2280,
            3,
            "是",
            40,
            "5分钟",
        ],
    ]
    sheets = []
    for name, rows, more in (("线下", spot, []), ("线上", online, ["是否线上", "每节时长", "课间间隔"])):
        sheet = Sheet(name)
        sheet.title(f"青禾县校外培训课程收费公示表（{name}）", len(heads) + len(more))
        sheet.add(*heads, *more)
        for code, *cells in rows:
            sheet.add(_NAMES[str(code)], *cells)
        sheets.append(sheet)
    write_book(folder / "培训课程台账.xlsx", sheets)

    def note(
        into: list[Planted], norm: str, code: str, course: str, why: str, measured: object = None
    ) -> None:
        _note(into, norm, code, why, record=course, measured=measured)

    note(key.breached, "fee", BRUSH, "硬笔书法班", "一次收 5200 元", 5200)
    note(key.breached, "periods", ART, "舞蹈提高班", "一次收 61 课时", 61)
    note(key.breached, "span", BRUSH, "软笔书法班", "一次收四个月", 4)
    note(key.breached, "closing-time", SPORT, "篮球训练营", "20:45 才结束", 1245)
    note(key.breached, "closing-time", ONLINE, "编程提高直播课", "线上 21:15 才结束", 1275)
    note(key.breached, "rest-days", SUBJECT, "暑假英语衔接班", "暑假里的学科培训", 1)
    note(key.breached, "online-lesson", ONLINE, "编程提高直播课", "一节 40 分钟", 40)
    note(key.breached, "online-pause", ONLINE, "编程提高直播课", "只隔 5 分钟", 5)
    for norm, why in (
        ("fee", "正好 5000 元"),
        ("periods", "正好 60 课时"),
        ("span", "正好三个月"),
        ("closing-time", "正好 20:30"),
    ):
        note(key.traps, norm, ART, "少儿美术基础班", why)
    note(key.traps, "rest-days", SUBJECT, "七年级数学班", "平日的学科培训不归这一条")
    note(key.traps, "closing-time", ONLINE, "编程入门直播课", "线上正好 21:00")
    note(key.traps, "online-lesson", ONLINE, "编程入门直播课", "正好 30 分钟")
    _note(key.breached, "registered", UNLISTED, "名册以外的机构开课", period="2026", measured=1, pack=True)


def _write_inspections(folder: Path, key: AnswerKey) -> None:
    """Two inspections of every institution last year but for one; this year's, with corrections."""
    rows: list[list[Cell]] = []
    for n, code in enumerate((ART, BRUSH, SUBJECT, SPORT, ONLINE, BLACK)):
        for month in (4, 10) if code != SPORT else (10,):
            day = typed_day(date(2025, month, 11 + n), n % 4)
            rows.append([day, _NAMES[code], "县教育局", "日常巡查", None, 0, "无问题", None, None])
    rows += [
        ["2026.4.18", _NAMES[ART], "县教育局", "日常巡查", "收费未公示", "1个", "限期整改", "2026.5.8", "2026.5.8"],
        ["2026.4.19", _NAMES[SUBJECT], "县教育局、市场监管局", "联合执法", "超范围办学", 2, "责令整改", "2026.5.10", "2026.6.2"],
        [date(2026, 9, 3), _NAMES[BLACK], "县教育局", "投诉核查", "无证办学", 3, "责令停止招生", date(2026, 9, 20), None],
    ]  # fmt: skip
    write_table(
        folder / "培训机构检查台账.xlsx",
        "青禾县校外培训机构检查台账（2025—2026年）",
        "检查日期 检查对象 检查单位 检查类型 存在问题 问题数 处理结果 整改时限 整改完成时间",
        rows,
    )
    _note(
        key.breached, "inspections-a-year", SPORT, "2025 年只检查一次", period="2025", measured=1, pack=True
    )
    _note(key.traps, "inspections-a-year", ART, "正好两次", period="2025")
    late = ((SUBJECT, "2026-04-19", "晚了 23 天才整改"), (BLACK, "2026-09-03", "过了期限还没整改"))
    for code, day, why in late:
        _note(key.breached, "overdue-corrections", code, why, record=day, measured=1, pack=True)
    _note(key.traps, "overdue-corrections", ART, "期限当天整改", record="2026-04-18")
