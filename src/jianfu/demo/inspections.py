"""What inspected schools and townships this year: the lists, the logs of those visited and of those who visited."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from jianfu.demo.answers import AnswerKey, Planted
from jianfu.demo.county import BUREAU, COUNTY, office, school
from jianfu.demo.sheets import Cell, Sheet, typed_day, write_book

_T, _G = "teacher/inspections", "grassroots/inspections"
_SCHOOL, _TOWN = "organisation_kind = 'school'", "organisation_kind = 'government'"

COUNTY_MARKS: list[dict[str, Any]] = [
    {"norm": f"{_T}/halved", "at_most": "100 percent", "for": "aims = 'school'",
     "restated": {"zh": "督查检查考核事项不超过上年。", "en": "No more inspections are listed than last year."}},
    {"norm": f"{_T}/beyond-list", "at_most": 0, "for": _TOWN,
     "restated": {"zh": "到乡镇的检查不超出清单。", "en": "Inspections of townships keep to the list."}},
    {"norm": f"{_T}/times-a-year", "at_most": 4, "for": _SCHOOL,
     "restated": {"zh": "一所学校全年接受检查不超过4次。", "en": "A school is inspected at most four times a year."}},
    {"norm": f"{_T}/times-a-year", "at_most": 12, "for": _TOWN,
     "restated": {"zh": "一个乡镇全年接受检查不超过12次。", "en": "A township is inspected at most twelve times a year."}},
    {"norm": f"{_G}/teams-at-once", "at_most": 1,
     "restated": {"zh": "同一天只去一个检查组。", "en": "Only one team comes on one day."}},
    {"norm": f"{_G}/monthly-visits", "at_most": 2, "for": _TOWN,
     "restated": {"zh": "每月到一个乡镇实地检查不超过2次。", "en": "A township is inspected on site at most twice a month."}},
]  # fmt: skip
"""The county's figures for inspections that the nation leaves to places."""

SAFETY, MARKET, FARMING, CULTURE = (f"330799-{n}" for n in (902, 905, 906, 903))
_PLAN = (
    "序号",
    "事项名称",
    "类型",
    "牵头单位",
    "参加单位",
    "依据文件及文号",
    "检查对象",
    "检查方式",
    "计划时间",
    "频次",
    "备案文号",
)
_LOG = ("日期", "来检单位", "层级", "检查内容", "检查性质", "检查方式", "触发", "是否提前通知", "通知日期", "人数",
        "要求提供材料份数", "是否查看留痕材料", "是否打分排名", "问题数", "陪同人数", "对应清单序号")  # fmt: skip
_FOOD, _ALL_ROUND, _QUALITY = "学校食品安全专项检查", "校园安全综合督查", "义务教育质量督导评估"
_FLOOD, _TOILETS, _LIVING = "防汛检查", "农村改厕检查", "人居环境综合考核"


def write_inspections(folder: Path, key: AnswerKey) -> None:
    """The county's lists of two years, the bureau's own, three schools' logs and those of two offices."""
    for year in (2025, 2026):
        _write_list(folder, year, key)
    _write_own_list(folder, key)
    _write_school_logs(folder, key)
    _write_office_logs(folder, key)


def _write_list(folder: Path, year: int, key: AnswerKey) -> None:
    """The county's list: one more item for schools than last year, one of them filed nowhere."""
    keeper = office("330799-901")
    items: list[tuple[Cell, ...]] = [
        (f"{year}年{_FOOD}", "专项", "县市监局", "县教育局", "国办函〔2024〕1号", "中小学", "实地", "9月", "1次/年"),
        (_ALL_ROUND, "综合", "县应急局", "县教育局、县交通局", "青安委〔2025〕4号", "学校", "实地", "10月", "每年1次"),
        (_QUALITY, "等级评估", "县教育局", "/", "国教督〔2021〕1号", "各学校", "听汇报", "5月", "1次/年"),
        (_FLOOD, "专项", "县应急局", None, "青防指〔2025〕1号", "乡镇", "实地", "6月至9月", "2次/年"),
        (_TOILETS, "专项检查", "县农业农村局", None, "青农〔2025〕9号", "各乡镇", "现场", "下半年", "1次/年"),
        (f"{_LIVING}（{year}年）", "综合考核", "县农业农村局", "县卫健局", "青办〔2025〕11号", "乡镇街道", "实地", "全年",
         "每半年1次" if year == 2026 else "1次/年"),
    ]  # fmt: skip
    if year == 2026:
        items.append(
            ("校园消防检查", "业务检查", "县应急局", None, "消防法", "学校", "暗访", "11月", "1次/年")
        )
    sheet = Sheet(f"{year}年")
    sheet.title(f"{COUNTY}{year}年度督查检查考核计划", len(_PLAN))
    sheet.add(f"填报单位：{keeper.name}", None, None, "填报日期：", f"{year}.1.6")
    sheet.add(*_PLAN)
    for n, item in enumerate(items, 1):
        sheet.add(n, *item, "无" if item[0] == "校园消防检查" else f"青督备〔{year}〕{n}号")
    sheet.add("合计", f"{len(items)}项")
    sheet.add("备注：未列入计划的一律不得开展。")
    write_book(folder / f"901 {keeper.short}" / f"督查检查考核计划{year}.xlsx", [sheet])
    if year == 2025:
        return
    here = keeper.code
    key.breached += [
        Planted(f"{_T}/halved", here, "面向学校的事项去年 3 项，今年 4 项", "2026", {"aims": "school"},
                measured=133.3333, pack=True),
        Planted(f"{_T}/unapproved", here, "校园消防检查没有备案", record="校园消防检查", measured=1),
        Planted(f"{_G}/comprehensive-items", here, "人居环境综合考核一年两次", "2026", {"lead": FARMING}, measured=2),
    ]  # fmt: skip
    key.traps.append(
        Planted(f"{_G}/comprehensive-items", here, "应急局一年一次综合督查", "2026", {"lead": SAFETY})
    )


def _write_own_list(folder: Path, key: AnswerKey) -> None:
    """The bureau lists once more what the market office holds already."""
    bureau = office(BUREAU)
    sheet = Sheet("清单")
    sheet.title(f"{bureau.name}2026年督查检查考核事项清单", len(_PLAN))
    sheet.add(*_PLAN)
    sheet.add(
        1,
        f"{_FOOD}（春季）",
        "专项",
        "县教育局",
        "县卫健局",
        "青教〔2026〕2号",
        "学校",
        "实地",
        "4月",
        "1次",
        "青教备〔2026〕1号",
    )
    write_book(folder / f"900 {bureau.short}" / "督查检查考核事项清单2026.xlsx", [sheet])
    group = {"matter": _FOOD, "aims": "school"}
    key.suspected.append(
        Planted(f"{_T}/alike-items", BUREAU, "市监局、教育局各列一项食品安全检查", "2026", group, measured=2)
    )


def _visit(day: date, by: str, item: str, kind: str, told: Cell, **other: Cell) -> dict[str, Cell]:
    """One row of a school's log, as it should be unless ``other`` says otherwise."""
    usual: dict[str, Cell] = {
        "日期": day, "来检单位": by, "层级": "县", "检查内容": item, "检查性质": kind, "检查方式": "实地查看", "触发": "计划",
        "是否提前通知": "是", "通知日期": told, "人数": 4, "要求提供材料份数": 1, "是否查看留痕材料": "否", "是否打分排名": "否",
        "问题数": 1, "陪同人数": 2, "对应清单序号": None,
    }  # fmt: skip
    return {**usual, **other}


def _write_school_logs(folder: Path, key: AnswerKey) -> None:
    logs: dict[str, list[dict[str, Cell]]] = {
        "330799-001": [
            _visit(date(2026, 9, 15), "县市监局", f"2026年{_FOOD}", "专项", date(2026, 8, 10), 是否查看留痕材料="是"),
            _visit(date(2026, 10, 20), "县应急局", _ALL_ROUND, "综合", date(2026, 9, 20)),
            _visit(date(2026, 10, 27), "市教育局", "学校综合督导", "综合性", date(2026, 10, 20), 层级="市"),
            _visit(date(2026, 11, 4), "县应急局", "校园安全工作调研", "业务", date(2026, 9, 28), 要求提供材料份数="3份"),
        ],
        "330799-002": [
            _visit(date(2026, 5, 12), "县教育局", _QUALITY, "评估认定", date(2026, 4, 2)),
            _visit(date(2026, 9, 16), "县市监局", _FOOD, "专项", date(2026, 8, 12)),
            _visit(date(2026, 10, 21), "县应急局", _ALL_ROUND, "综合", None),
            _visit(date(2026, 10, 28), "县档案馆", "校园档案检查", "业务", date(2026, 9, 21)),
            _visit(date(2026, 11, 10), "县市监局", "食堂投诉检查", "专项", None, 触发="投诉", 是否提前通知="否"),
        ],
        "330799-010": [
            _visit(date(2026, 5, 14), "县教育局", _QUALITY, "评估认定", date(2026, 4, 2)),
            _visit(date(2026, 9, 17), "县市监局", _FOOD, "专项", date(2026, 8, 12)),
            _visit(date(2026, 10, 22), "县应急局", _ALL_ROUND, "综合", date(2026, 9, 15)),
            _visit(date(2026, 11, 3), "县文旅局", "书香校园达标验收", "达标", date(2026, 9, 28), 对应清单序号="无"),
            _visit(date(2026, 11, 12), "县应急局", "校园消防检查", "业务检查", None, 检查方式="四不两直", 是否提前通知="否"),
        ],
    }  # fmt: skip
    for code, visits in logs.items():
        place = school(code)
        sheet = Sheet("迎检登记")
        sheet.title(f"{place.name}2026年迎检登记", len(_LOG))
        sheet.add(*_LOG)
        for n, visit in enumerate(visits):
            cells = [visit[name] for name in _LOG]
            day = visit["日期"]
            assert isinstance(day, date)
            sheet.add(typed_day(day, (n + int(code[-1])) % 4), *cells[1:])
        sheet.add("填表人：", "办公室")
        write_book(folder / f"{code[-3:]} {place.short}" / "迎检登记2026.xlsx", [sheet])
    _note_schools(key)


def _note_schools(key: AnswerKey) -> None:
    one, two, junior = "330799-001", "330799-002", "330799-010"

    def beyond(code: str, matter: str, why: str) -> Planted:
        return Planted(f"{_T}/beyond-list", code, why, "2026", {"matter": matter}, measured=1)

    key.breached += [
        Planted(f"{_T}/traces", one, "食品安全检查以留痕材料为依据", record="2026-09-15", measured=1),
        beyond(one, "学校综合督导", "清单上没有学校综合督导"),
        beyond(one, "校园安全工作调研", "清单上没有，以调研名义来"),
        beyond(two, "校园档案检查", "清单上没有校园档案检查"),
        Planted(f"{_T}/not-on-list", junior, "登记写明清单上没有", record="2026-11-03", measured=1),
        Planted(f"{_T}/comprehensive-once", one, "县、市各来一次综合检查", "2026", measured=2),
        Planted(f"{_T}/notice", one, "提前 7 天通知", record="2026-10-27"),
        Planted(f"{_T}/no-drives", junior, "达标验收", record="2026-11-03", measured=1),
        Planted(f"{_T}/times-a-year", junior, "全年 5 次", "2026", measured=5, pack=True),
    ]  # fmt: skip
    key.suspected.append(
        Planted(f"{_G}/disguised", one, "调研要了 3 份材料", record="2026-11-04", measured=1)
    )
    key.not_evaluable.append(Planted(f"{_T}/notice", two, "没写通知日期", record="2026-10-21"))
    key.traps += [
        Planted(f"{_T}/notice", one, "正好提前一个月", record="2026-10-20"),
        Planted(f"{_T}/notice", junior, "暗访不用提前通知", record="2026-11-12"),
        Planted(f"{_T}/comprehensive-once", two, "评估定级另计，综合检查一次", "2026"),
        Planted(f"{_T}/beyond-list", two, "投诉引发的不占清单", "2026", {"matter": "食堂投诉检查"}),
        Planted(f"{_T}/times-a-year", one, "正好 4 次", "2026"),
    ]


def _write_office_logs(folder: Path, key: AnswerKey) -> None:
    """What two offices inspected in townships: one oftener than listed, two on one day, three in one month."""
    heads = ("序号", "受检单位", "检查事项", "来检单位", "检查时间", "检查类型", "检查方式", "触发", "发现问题数", "是否打分",
             "要求材料份数", "是否查看留痕材料")  # fmt: skip
    willow, bridge, egret = (office(f"330799-{n}").short for n in (910, 911, 912))
    logs: dict[str, list[tuple[Cell, ...]]] = {
        SAFETY: [
            (willow, _FLOOD, "县应急局", "2026.6.16", "专项", "实地", "计划", "2个", "否", 0, "否"),
            (willow, _FLOOD, "县应急局", "2026.7.20", "专项", "实地", "计划", "无", "否", 0, "否"),
            (willow, _FLOOD, "县应急局", "2026.8.12", "专项", "实地", "计划", 1, "否", 0, "否"),
            (bridge, _FLOOD, "县应急局", "2026年9月8日", "专项", "实地", "计划", 1, "否", 0, "否"),
            (bridge, "山洪险情检查", "县应急局", "2026年9月25日", "专项", "实地", "突发事件", 3, "否", 0, "否"),
            (egret, "秸秆禁烧工作调研", "县应急局", "2026.10.13", "业务", "实地", "计划", 0, "是", 0, "否"),
        ],
        FARMING: [
            (willow, _LIVING, "县农业农村局", date(2026, 6, 16), "综合", "现场", "计划", 4, "否", 1, "否"),
            (bridge, _TOILETS, "县农业农村局", date(2026, 9, 15), "专项", "现场", "计划", 2, "否", 0, "否"),
            (bridge, _LIVING, "县农业农村局", date(2026, 9, 22), "综合", "现场", "计划", 2, "否", 1, "否"),
        ],
    }  # fmt: skip
    for code, rows in logs.items():
        body = office(code)
        sheet = Sheet("2026")
        sheet.title(f"{body.name}督查检查考核执行台账", len(heads))
        sheet.add(*heads)
        for n, row in enumerate(rows, 1):
            sheet.add(n, *row)
        write_book(folder / f"{code[-3:]} {body.short}" / "督查检查执行台账2026.xlsx", [sheet])
    west, south, north = "330799-910", "330799-911", "330799-912"
    key.breached += [
        Planted(f"{_T}/beyond-list", west, "清单 2 次，查了 3 次", "2026", {"matter": _FLOOD}, measured=1, pack=True),
        Planted(f"{_T}/beyond-list", north, "清单上没有", "2026", {"matter": "秸秆禁烧工作调研"}, measured=1, pack=True),
        Planted(f"{_G}/teams-at-once", west, "同一天来了两个组", "2026-06-16", measured=2, pack=True),
        Planted(f"{_G}/monthly-visits", south, "九月 3 次，突发的另计", "2026-09", measured=3, pack=True),
    ]  # fmt: skip
    key.suspected.append(Planted(f"{_G}/disguised", north, "调研打分排名", record="2026-10-13", measured=1))
    key.traps += [
        Planted(f"{_G}/monthly-visits", west, "六月正好 2 次", "2026-06"),
        Planted(f"{_T}/beyond-list", south, "突发险情不占清单", "2026", {"matter": "山洪险情检查"}),
    ]
