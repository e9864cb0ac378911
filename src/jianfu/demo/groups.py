"""Work groups and apps of a school and a township: how many, what they demand, which nobody uses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jianfu.demo.answers import AnswerKey, Planted
from jianfu.demo.county import office, school
from jianfu.demo.sheets import Cell, Sheet, write_book

_G, _A = "grassroots/groups", "grassroots/apps"


def _mark(name: str, figure: str | int, zh: str, en: str, scope: str | None = None) -> dict[str, Any]:
    mark: dict[str, Any] = {"norm": name, "at_most": figure, "restated": {"zh": zh, "en": en}}
    return mark if scope is None else {**mark, "for": scope}


COUNTY_MARKS: list[dict[str, Any]] = [
    _mark(f"{_G}/per-unit", 5, "一个单位的工作群不超过5个。", "A unit is in at most five groups."),
    _mark(f"{_G}/per-sponsor", 2, "一个部门建群不超过2个。", "A body sets up at most two groups."),
    _mark(f"{_G}/idle", "3 months", "3个月不用的群解散。", "A group unused for three months is dissolved."),
    _mark(f"{_A}/per-unit", 3, "一个单位使用的应用不超过3个。", "A unit is made to use at most three apps."),
    _mark(f"{_A}/per-sponsor", 1, "县级一个部门一个应用。", "A county office runs one app.", "level = 'county'"),
    _mark(f"{_A}/idle", "6 months", "6个月不用的应用关停。", "An app unused for six months is closed."),
]  # fmt: skip
"""The county's figures for groups and apps that the nation leaves to places."""

SCHOOL, TOWN, SAFETY = "330799-001", "330799-910", "330799-902"
_GROUP = ("群名称", "平台", "建群单位", "群主", "建群时间", "解散时间", "最近使用日期", "人数", "用途", "是否打卡接龙", "是否限时回复",
          "是否要求截图", "积分排名", "日均通知数")  # fmt: skip
_APP = ("应用名称", "类型", "主办单位", "主办层级", "备案编号", "上线日期", "最近使用日期", "用户数", "月活", "打卡功能", "积分排名",
        "在线时长统计", "强制安装", "是否考核使用率", "是否作为日常考核载体", "填报功能", "功能是否重复", "处置", "关停日期",
        "投诉建议入口")  # fmt: skip


def write_groups(folder: Path, key: AnswerKey) -> None:
    """工作群台账 and 政务APP台账 of a school and of a township."""
    for code, rows in _groups().items():
        _write(folder, code, "工作群台账", _GROUP, rows)
    for code, rows in _apps().items():
        _write(folder, code, "政务APP台账", _APP, rows)
    _note_groups(key)
    _note_apps(key)


def _write(folder: Path, code: str, what: str, heads: tuple[str, ...], rows: list[dict[str, Cell]]) -> None:
    body = school(code) if code == SCHOOL else office(code)
    sheet = Sheet(what[:3])
    sheet.title(f"{body.name}{what}", len(heads) + 1)
    sheet.add("序号", *heads)
    for n, row in enumerate(rows, 1):
        sheet.add(n, *[row[h] for h in heads])
    sheet.add("说明：已解散、已关停的也要登记。")
    write_book(folder / f"{code[-3:]} {body.short}" / f"{what}.xlsx", [sheet])


def _group(name: str, by: str, purpose: str, since: Cell = "2025.3.3", **other: Cell) -> dict[str, Cell]:
    usual: dict[str, Cell] = {
        "群名称": name, "平台": "微信群", "建群单位": by, "群主": "王*", "建群时间": since, "解散时间": "/", "最近使用日期": "2026.11.18",
        "人数": "45人", "用途": purpose, "是否打卡接龙": "否", "是否限时回复": "否", "是否要求截图": "×", "积分排名": "否", "日均通知数": 2,
    }  # fmt: skip
    return {**usual, **other}


def _groups() -> dict[str, list[dict[str, Cell]]]:
    flood = {"解散时间": "2026.8.20", "最近使用日期": "2026.8.19"}
    return {
        TOWN: [
            _group("柳溪防汛工作群", "县应急局", "防汛调度", "2024.5.6", **flood),
            _group("柳溪防汛交流群（新）", "县应急局", "防汛调度", "2026年9月1日"),
            _group("值班值守群", "县应急局", "值班值守", 是否打卡接龙="是"),
            _group(
                "农业生产群",
                "县农业农村局",
                "农业生产",
                "2024.5.6",
                解散时间="2026.7.1",
                最近使用日期="2026.6.30",
            ),
            _group("农业生产二群", "县农业农村局", "农业生产", "2026.8.1"),
            _group("改厕推进群", "县农业农村局", "改厕", 最近使用日期="2026.8.20"),
            _group("就业服务群", "县人社局", "就业", 最近使用日期="2026.5.11"),
            _group("文旅宣传群", "县文旅局", "文旅宣传", 平台="钉钉"),
        ],
        SCHOOL: [
            _group("校园安全群", "县应急局", "校园安全", 平台="钉钉群"),
            _group("班主任群", "青禾县实验小学", "班主任工作"),
            _group("教研群", "县教育局", "教研", 是否要求截图=None),
        ],
    }


def _app(name: str, by: str, level: str = "县", **other: Cell) -> dict[str, Cell]:
    usual: dict[str, Cell] = {
        "应用名称": name, "类型": "APP", "主办单位": by, "主办层级": level, "备案编号": "青网备〔2025〕3号", "上线日期": "2025-03-01",
        "最近使用日期": "2026-11-10", "用户数": 120, "月活": "80人", "打卡功能": "无", "积分排名": "无", "在线时长统计": "无",
        "强制安装": "否", "是否考核使用率": "否", "是否作为日常考核载体": "否", "填报功能": "无", "功能是否重复": "否", "处置": "保留",
        "关停日期": "/",
        "投诉建议入口": "有",
    }  # fmt: skip
    return {**usual, **other}


def _apps() -> dict[str, list[dict[str, Cell]]]:
    return {
        SCHOOL: [
            _app("青禾安全通", "县应急局", 强制安装="是", 打卡功能="有"),
            _app("智慧教育平台", "国家教育部门", "国家"),
            _app("青禾教育云", "县教育局", 投诉建议入口="无"),
            _app("青禾消防", "县应急局", 备案编号="无", 处置="关停", 关停日期="2026.6.30"),
        ],
        TOWN: [
            _app("青禾防汛", "县应急局", 在线时长统计="√", 备案编号="无", 上线日期="2026年5月"),
            _app("青禾安全通", "县应急局", 强制安装="否"),
            _app("柳溪随手拍", "柳溪镇政府", "乡镇", 上线日期="2026年3月", 类型="微信小程序", 备案编号="/"),
            _app("青禾农服", "县农业农村局", 填报功能="有", 最近使用日期="2026-05-20"),
            _app("青禾文旅", "县文旅局", 最近使用日期="2026.4.2", 类型="公众号"),
        ],
    }  # fmt: skip


def _note_groups(key: AnswerKey) -> None:
    key.breached += [
        Planted(f"{_G}/per-unit", TOWN, "在用的群 6 个", measured=6, pack=True),
        Planted(
            f"{_G}/per-sponsor", TOWN, "应急局在用的群 3 个", None, {"sponsor": SAFETY}, measured=3, pack=True
        ),
        Planted(f"{_G}/forced", TOWN, "值班群要接龙", record="值班值守群", measured=1),
        Planted(f"{_G}/idle", TOWN, "五月以后没有人用", record="就业服务群", pack=True),
    ]
    why = "解散 12 天后换名重建"
    group = {"sponsor": SAFETY, "theme": "防汛调度"}
    key.suspected.append(Planted(f"{_G}/recreated", TOWN, why, None, group, measured=1))
    key.not_evaluable.append(Planted(f"{_G}/forced", SCHOOL, "没写要不要截图", record="教研群"))
    key.traps += [
        Planted(f"{_G}/per-sponsor", TOWN, "农业农村局在用的正好 2 个", None, {"sponsor": "330799-906"}),
        Planted(f"{_G}/recreated", TOWN, "解散 31 天后重建", None, {"theme": "农业生产"}),
        Planted(f"{_G}/idle", TOWN, "正好 3 个月", record="改厕推进群"),
        Planted(f"{_G}/per-unit", SCHOOL, "3 个群"),
    ]


def _note_apps(key: AnswerKey) -> None:
    key.breached += [
        Planted(f"{_A}/forced-use", SCHOOL, "强制安装、打卡", record="青禾安全通", measured=1),
        Planted(f"{_A}/complaint-entry", SCHOOL, "没有投诉建议入口", record="青禾教育云", measured=1),
        Planted(f"{_A}/usage-counted", TOWN, "统计在线时长", record="青禾防汛", measured=1),
        Planted(f"{_A}/no-filing", TOWN, "没有备案", record="青禾防汛", measured=1),
        Planted(f"{_A}/none-below-county", TOWN, "乡镇 2026 年 3 月新建", record="柳溪随手拍", measured=1),
        Planted(
            f"{_A}/per-sponsor", TOWN, "应急局在用的 2 个", None, {"sponsor": SAFETY}, measured=2, pack=True
        ),
        Planted(f"{_A}/per-unit", TOWN, "使用 5 个", measured=5, pack=True),
        Planted(f"{_A}/idle", TOWN, "四月以后没有人用", record="青禾文旅", pack=True),
        Planted(f"{_A}/no-reports-below-county", TOWN, "要乡镇填报", record="青禾农服", measured=1),
    ]
    key.traps += [
        Planted(f"{_A}/per-unit", SCHOOL, "在用的正好 3 个，关停的不算"),
        Planted(f"{_A}/per-sponsor", SCHOOL, "国家一个部门一个", None, {"level": "national"}),
        Planted(f"{_A}/no-filing", SCHOOL, "已经关停", record="青禾消防"),
        Planted(f"{_A}/idle", TOWN, "正好 6 个月", record="青禾农服"),
    ]
