"""Forms that schools and townships fill in, training of teachers, and the inventories of what burdens them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from jianfu.demo.answers import AnswerKey, Planted
from jianfu.demo.county import BUREAU, office, school
from jianfu.demo.sheets import Cell, Sheet, write_book

_F, _B = "teacher/forms", "teacher/burden"
_SCHOOL, _OFFICE = "organisation_kind = 'school'", "organisation_kind in ('office', 'government', 'village')"


def _mark(name: str, side: str, figure: str | int, scope: str | None, zh: str, en: str) -> dict[str, Any]:
    mark: dict[str, Any] = {"norm": name, side: figure, "restated": {"zh": zh, "en": en}}
    return mark if scope is None else {**mark, "for": scope}


COUNTY_MARKS: list[dict[str, Any]] = [
    _mark(f"{_F}/hours-a-year", "at_most", "60 hours", _SCHOOL, "一所学校全年填报不超过60小时。", "Sixty hours a year at most."),
    _mark(f"{_F}/hours-a-year", "at_most", "200 hours", _OFFICE, "一个单位全年填报不超过200小时。", "200 hours a year at most."),
    _mark(f"{_F}/no-basis", "at_most", 0, None, "没有依据的报表不填。", "Forms without a basis are not filled in."),
    _mark(f"{_F}/lead-time", "at_least", "3 days", None, "布置填报至少给3个工作日。", "At least three working days are given."),
    _mark("teacher/surveys/unapproved", "at_most", 0, None, "调查统计先备案。", "Surveys are filed first."),
    _mark(f"{_B}/cancelled-forms", "at_most", 0, None, "已取消的报表不得再要求。", "Cancelled forms are not asked for."),
    _mark("teacher/training/off-plan", "at_most", 1, None, "计划外培训一年不超过1次。", "One training outside the plan a year at most."),
    _mark("teacher/training/assigned-seats", "at_most", 0, None, "不摊派培训名额。", "No seats are assigned."),
]  # fmt: skip
"""The county's figures for forms and training that the nation leaves to places."""

_HEADS = ("序号", "报表名称", "报送部门", "填报类别", "依据", "审批备案情况", "频次", "布置日期", "截止日期", "报送方式",
          "是否可从已有系统获取", "每次耗时（小时）", "处理意见")  # fmt: skip
Row = tuple[Cell, ...]
_DANGERS = "学校安全隐患排查统计表"


def write_forms(folder: Path, key: AnswerKey) -> None:
    """Lists of forms of two schools and a township, the fields of some, training of one school, two inventories."""
    _write_lists(folder)
    _write_fields(folder)
    _write_training(folder)
    _write_inventories(folder)
    _note(key)


def _form(name: str, by: str, often: str, hours: Cell, basis: Cell = "有关通知", **other: Cell) -> Row:
    """A row of a list of forms, regular and known nowhere else unless ``other`` says so."""
    usual: dict[str, Cell] = {
        "报表名称": name, "报送部门": by, "填报类别": "报表", "依据": basis, "审批备案情况": "青统备〔2026〕1号", "频次": often,
        "布置日期": None, "截止日期": None, "报送方式": "邮箱", "是否可从已有系统获取": "否", "每次耗时（小时）": hours, "处理意见": "保留",
    }  # fmt: skip
    row = {**usual, **other}
    return tuple(row[h] for h in _HEADS[1:])


def _write_lists(folder: Path) -> None:
    lists: dict[str, list[Row]] = {
        "330799-001": [
            _form(f"2026年{_DANGERS}（9月）", "县应急局", "每月1次", 1.5, "青安委〔2026〕2号"),
            _form(_DANGERS, "县教育局", "周", "30分钟", "无", 报送方式="微信群"),
            _form("学校基本情况统计表", "县教育局", "年", "10小时", 填报类别="统计报表", 是否可从已有系统获取="是"),
            _form("教师满意度问卷", "县统计局", "一次性", 2, 填报类别="问卷", 审批备案情况="无"),
            _form("控辍保学情况表", "县教育局", "学期", 5),
            _form("校园消防器材统计表", "县应急局", "一次性", 1, 布置日期=date(2026, 10, 12), 截止日期=date(2026, 10, 13)),
            _form("学生体质健康汇总表", "县卫健局", "一次性", "约2", 布置日期="2026.11.2", 截止日期="2026.11.5"),
        ],
        "330799-004": [
            _form("学校基本情况统计表", "县教育局", "年", "12小时"),
            _form("校车情况统计表（2026年）", "县交通局", "每月1次", 4),
        ],
        "330799-910": [
            _form("村情况统计表", "县农业农村局", "季度", "3小时"),
            _form("2026年村情况统计表", "县人社局", "季度", "3小时"),
            _form("防汛物资统计表", "县应急局", "每周1次", 3, 报送方式="系统填报"),
        ],
    }  # fmt: skip
    for code, rows in lists.items():
        body = school(code) if code < BUREAU else office(code)
        sheet = Sheet("报表清单")
        sheet.title(f"{body.name}报表清单", len(_HEADS))
        sheet.add(f"填报单位：{body.name}", None, None, "填报日期：", "2026年11月10日")
        sheet.add(*_HEADS)
        for n, row in enumerate(rows, 1):
            sheet.add(n, *row)
        sheet.add("合计", f"{len(rows)}张")
        write_book(folder / f"{code[-3:]} {body.short}" / "报表清单.xlsx", [sheet])


def _write_fields(folder: Path) -> None:
    """Two forms of one school; the number of pupils stands in both, as does who fills them in."""
    place = school("330799-001")
    heads = ("所属报表", "报送部门", "指标名称", "计量单位", "是否已有数据", "来源系统")
    sheet = Sheet("指标")
    sheet.title(f"{place.name}报表指标清单", len(heads))
    sheet.add(*heads)
    for form, by, fields in (
        ("学校基本情况统计表", "县教育局", ("1.在校学生数（人）", "2.专任教师数", "填报人")),
        (_DANGERS, "县应急局", ("在校学生数", "隐患数", "填报人")),
    ):
        first = len(sheet.rows) + 1
        for n, field in enumerate(fields):
            name, whose = (form, by) if n == 0 else (None, None)
            sheet.add(name, whose, field, "人", "有" if "数" in field else "无", "/")
        for column in (1, 2):
            sheet.merge_down(column, first, len(sheet.rows))
    write_book(folder / f"001 {place.short}" / "报表指标清单.xlsx", [sheet])


def _write_training(folder: Path) -> None:
    place = school("330799-010")
    heads = (
        "培训名称",
        "主办单位",
        "级别",
        "起止时间",
        "培训时长（小时）",
        "名额",
        "参训人数",
        "是否列入年度计划",
        "是否摊派名额",
    )
    sheet = Sheet("2026")
    sheet.title(f"{place.name}2026年教师培训登记表", len(heads))
    sheet.add(*heads)
    sheet.add("信息技术应用能力提升", "县教育局", "县级", "2026.7.13—7.15", "3天", 20, "18人", "是", "否")
    sheet.add("课后服务辅导员培训", "县教育局", "县级", date(2026, 9, 12), 4, 6, 6, "否", "否")
    sheet.add("普惠金融知识培训", "县农商行", "县", "2026年10月24日", "半天", 10, "10人", "否", "是")
    write_book(folder / f"010 {place.short}" / "教师培训登记表2026.xlsx", [sheet])


def _write_inventories(folder: Path) -> None:
    heads = (
        "序号",
        "负担事项",
        "事项类别",
        "来源部门",
        "频次",
        "每次耗时（小时）",
        "处理意见",
        "合并到",
        "清理时间",
        "保留备案文号",
    )
    town = office("330799-910")
    filed = "青减负〔2026〕2号"
    inventories: dict[str, list[Row]] = {
        BUREAU: [
            ("学校食品安全专项检查", "督查检查", "县市监局", "1次/年", "半天", "保留", None, "2026.3.31", filed),
            ("校园安全综合督查", "检查考核", "县应急局", "1次/年", "1天", "保留", None, "2026.3.31", filed),
            ("校园消防检查", "检查", "县应急局", "1次/年", "半天", "保留", None, "2026.3.31", "无"),
            ("校园档案检查", "检查", "县档案馆", "1次/年", "半天", "取消", None, "2026.3.31", "/"),
            ("控辍保学检查", "检查", "县教育局", "2次/年", "半天", "合并", "义务教育质量督导评估", "2026.3.31", "/"),
            ("校车情况统计表", "报表", "县交通局", "每月1次", 4, "取消", None, "2026.3.31", "/"),
            (_DANGERS, "报表", "县应急局", "每月1次", 1.5, "保留", None, "2026.3.31", filed),
        ],
        town.code: [
            ("防汛检查", "督查检查", "县应急局", "2次/年", "半天", "保留", None, "2026.4.10", filed),
            ("禁烧检查", "督查检查", "县应急局", "每月1次", 2, "取消", None, "2026.4.10", "/"),
        ],
    }  # fmt: skip
    for code, rows in inventories.items():
        body = office(code)
        sheet = Sheet("清单")
        sheet.title(f"{body.name}减负事项清单", len(heads))
        sheet.add(*heads)
        for n, row in enumerate(rows, 1):
            sheet.add(n, *row)
        write_book(folder / f"{code[-3:]} {body.short}" / "减负事项清单.xlsx", [sheet])


def _note(key: AnswerKey) -> None:
    first, east, junior, west = "330799-001", "330799-004", "330799-010", "330799-910"
    year = "2026-2027"
    key.breached += [
        Planted(f"{_F}/hours-a-year", first, "全年 62.5 小时", year, measured=3750, pack=True),
        Planted(f"{_F}/asked-once", first, "应急局、教育局要同一张表", year, {"same_form": _DANGERS}, measured=2),
        Planted(f"{_F}/asked-once", west, "两个部门要同一张表", year, {"same_form": "村情况统计表"}, measured=2),
        Planted(f"{_F}/fields-asked-once", first, "两张表都要学生数", year, {"same_field": "在校学生数"}, measured=2),
        Planted(f"{_F}/no-basis", first, "一张没有依据", year, measured=1, pack=True),
        Planted(f"{_F}/already-known", first, "系统里已有", record="学校基本情况统计表", measured=1),
        Planted("teacher/surveys/unapproved", first, "问卷没有备案", year, measured=1, pack=True),
        Planted(f"{_F}/lead-time", first, "只给 1 个工作日", record="校园消防器材统计表", measured=1, pack=True),
        Planted(f"{_B}/cancelled-forms", east, "已取消的校车表还在填", None, {"same_form": "校车情况统计表"}, measured=1, pack=True),
        Planted("teacher/training/off-plan", junior, "计划外 2 次", "2026", measured=2, pack=True),
        Planted("teacher/training/assigned-seats", junior, "摊派名额 1 次", "2026", measured=1, pack=True),
        Planted(f"{_B}/kept-unfiled", BUREAU, "保留的消防检查没有备案", record="校园消防检查", measured=1),
    ]  # fmt: skip
    key.suspected += [
        Planted(f"{_B}/retained-share", BUREAU, "五项检查留了三项", None, {"kind": "inspection"}, measured=60),
        Planted(
            f"{_B}/cancelled-inspections", "330799-002", "已取消的档案检查又来了", "2026", {"matter": "校园档案检查"},
            measured=1,
        ),
    ]  # fmt: skip
    key.traps += [
        Planted(f"{_F}/hours-a-year", east, "正好 60 小时", year),
        Planted(f"{_F}/hours-a-year", west, "不到 200 小时", year),
        Planted(f"{_F}/lead-time", first, "正好 3 个工作日", record="学生体质健康汇总表"),
        Planted(f"{_F}/fields-asked-once", first, "填报人每张表都有", year, {"same_field": "填报人"}),
        Planted(f"{_B}/retained-share", west, "两项留一项，正好一半", None, {"kind": "inspection"}),
        Planted(f"{_B}/cancelled-forms", first, "清单上保留的表", None, {"same_form": _DANGERS}),
    ]
