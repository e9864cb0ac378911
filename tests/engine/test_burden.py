"""The burden ledger: products of what is written and what is supposed, and never a zero for what is missing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from jianfu.engine.burden import DIMENSIONS, Tables, burden, load_tables, read_tables
from jianfu.engine.world import world_of
from jianfu.ledgers.reading import from_rows, read
from jianfu.ledgers.registry import ledgers
from jianfu.norms.faults import InvalidNorms
from jianfu.norms.load import packaged
from jianfu.terms.errors import JianfuError
from tests.ledgers.books import book

AS_OF = date(2026, 11, 20)
MEETING = {
    "会议名称": "防火会", "日期": "2026-09-18", "召开单位": "县应急局", "开至层级": "乡镇", "时长（小时）": 2, "参会人数": 30,
}  # fmt: skip


def reckoned(
    rows: dict[str, list[dict[str, Any]]], tables: Tables | None = None, **more: Any
) -> dict[str, Any]:
    world = world_of(from_rows(rows, duckdb.connect()))
    return burden(world, tables or load_tables(), AS_OF, **more)


def meetings(*rows: dict[str, Any], **more: Any) -> dict[str, Any]:
    return reckoned({"meetings": [MEETING | row for row in rows]}, **more)


def overlay(tmp_path: Path, text: str) -> Tables:
    path = tmp_path / "own.yaml"
    path.write_text(text, "utf-8")
    return load_tables([path])


def test_a_meeting_costs_its_hours_times_those_who_sat_in_it() -> None:
    document = meetings({}, {"会议名称": "防汛会", "时长（小时）": 1.5, "参会人数": 10})
    assert document["lines"] == [
        {
            "unit": "hour",
            "imposer": {"id": "县应急局", "name": "县应急局"},
            "target": {"id": "township", "name": "乡镇"},
            "term": "2026-2027-1",
            "source": {"id": "meetings", "name": "开会"},
            "records": 2,
            "least": 75,
            "most": 75,
            "open": 0,
            "missing": {},
        }
    ]
    assert document["totals"]["hour"]["least"] == 75


def test_missing_is_not_zero_but_counted_apart_with_the_cell() -> None:
    document = meetings(
        {}, {"会议名称": "防汛会", "参会人数": ""}, {"会议名称": "防震会", "时长（小时）": ""}
    )
    [line] = document["lines"]
    assert (line["records"], line["least"], line["most"], line["open"]) == (3, 60, None, 2)
    assert line["missing"] == {"主报告时长（分钟）": 1} or line["missing"] == {
        "参会人数": 1,
        "时长（小时）": 1,
    }
    assert [entry["missing"] for entry in document["incomplete"]] == [["参会人数"], ["时长（小时）"]]
    assert document["incomplete_more"] == 0


def test_a_range_stays_a_range() -> None:
    [line] = meetings({"参会人数": "20-30", "时长（小时）": "1-2"})["lines"]
    assert (line["least"], line["most"]) == (20, 60)


def test_what_is_planned_is_left_out_and_said() -> None:
    document = meetings({}, {"会议名称": "年终会", "日期": "2026-12-30"})
    assert (document["lines"][0]["records"], document["planned"]) == (1, 1)


def test_two_files_that_disagree_leave_the_record_open(tmp_path: Path) -> None:
    for name, people in (("甲", 30), ("乙", 31)):
        head = list(MEETING)
        book(tmp_path / f"{name}.xlsx", [["会议台账"], head, [*list(MEETING.values())[:-1], people]])
    world = world_of(read([tmp_path], duckdb.connect(), as_of=AS_OF))
    document = burden(world, load_tables(), AS_OF)
    [line] = document["lines"]
    assert (line["records"], line["open"], line["least"], line["most"]) == (2, 2, 0, None)
    assert all(entry["conflict"] for entry in document["incomplete"])


def test_terms_part_burdens_and_a_year_is_no_term() -> None:
    document = meetings({}, {"会议名称": "春会", "日期": "2026-04-02"})
    assert {line["term"] for line in document["lines"]} == {"2026-2027-1", "2025-2026-2"}
    form = {
        "学校": "甲小学",
        "报表名称": "防溺水月报",
        "报送部门": "县教育局",
        "频次": "每月",
        "每年次数": 12,
        "每次耗时（小时）": 1.5,
    }
    [line] = reckoned({"forms": [form]})["lines"]
    assert (line["term"], line["least"], line["imposer"]["id"]) == ("2026", 18, "县教育局")


def test_by_chooses_what_is_told_apart() -> None:
    document = meetings({}, {"会议名称": "防汛会", "召开单位": "县水利局"}, by=("source",))
    assert [(line["source"]["id"], line["records"]) for line in document["lines"]] == [("meetings", 2)]
    assert "imposer" not in document["lines"][0]
    with pytest.raises(JianfuError) as error:
        meetings({}, by=("grade",))
    assert all(name in error.value.text("zh") for name in DIMENSIONS)


def test_lines_stand_by_id_and_never_by_size() -> None:
    rows = [
        {"会议名称": n, "召开单位": n, "参会人数": p} for n, p in (("丙局", 900), ("甲局", 5), ("乙局", 50))
    ]
    names = [line["imposer"]["name"] for line in meetings(*rows)["lines"]]
    assert names == sorted(names)


def test_an_assumption_is_shown_with_its_reason_and_how_often_it_was_used() -> None:
    paper = {
        "单位": "县应急局",
        "标题": "通知",
        "发文日期": "2026-09-10",
        "发至层级": "乡镇",
        "正文字数": 2000,
    }
    document = reckoned({"documents": [paper]})
    read = next(line for line in document["lines"] if line["source"]["id"] == "papers-read")
    assert (read["least"], read["most"]) == (0.1, 0.23)
    supposed = {a["id"]: a for a in document["assumptions"]}
    assert supposed["reading-minutes"]["figure"] == [3, 7]
    assert supposed["reading-minutes"]["used"] == 1
    assert all(a["reason"] for a in supposed.values())
    assert supposed["hour-tariff"]["figure"] is None
    assert "worth" not in read


def test_a_place_s_own_figures_replace_what_is_supposed(tmp_path: Path) -> None:
    own = overlay(
        tmp_path,
        """
assumptions:
  - {id: hour-tariff, figure: 40 yuan, reason: {zh: 县平均工资, en: mean wage}}
  - {id: meeting-attendees, between: [10 person, 20 person], reason: {zh: 小会, en: small meetings}}
""",
    )
    document = meetings({}, {"会议名称": "防汛会", "参会人数": ""}, tables=own)
    [line] = document["lines"]
    assert (line["least"], line["most"], line["open"]) == (80, 100, 0)
    assert line["worth"] == [3200, 4000]
    supposed = {a["id"]: a for a in document["assumptions"]}
    assert supposed["meeting-attendees"]["own"] and supposed["meeting-attendees"]["used"] == 1


def test_a_condition_that_cannot_be_told_leaves_the_record_open() -> None:
    paper = {"单位": "县应急局", "标题": "通知", "发文日期": "2026-09-10", "发至层级": "乡镇"}
    document = reckoned({"documents": [paper, paper | {"标题": "函", "是否要求报送": "否"}]})
    [line] = [li for li in document["lines"] if li["source"]["id"] == "papers-reports"]
    assert (line["records"], line["open"], line["missing"]) == (1, 1, {"condition": 1})


def test_a_secondment_lasts_until_today_when_no_end_is_written() -> None:
    row = {"姓名": "张*", "编制单位": "甲小学", "借入单位": "县文旅局", "开始日期": "2026-11-11"}
    [line] = reckoned({"secondments": [row]})["lines"]
    assert (line["least"], line["imposer"]["id"], line["target"]["id"]) == (
        57,
        "县文旅局",
        "甲小学",
    )  # 10 days


def test_decimals_and_money_come_out_whole() -> None:
    visit = {
        "学校": "甲小学",
        "进校日期": "2026-10-13",
        "进校单位": "县消防队",
        "活动": "消防课",
        "占用课时": 0.5,
        "参加人数": 40,
        "外派教师人数": 0,
    }
    document = reckoned({"school_visits": [visit]})
    by_source = {line["source"]["id"]: line for line in document["lines"]}
    assert (by_source["school-visits-lessons"]["least"], by_source["school-visits-lessons"]["most"]) == (
        13.33,
        15,
    )
    assert by_source["school-visits-teachers"]["least"] == 0
    fee = {
        "企业名称": "甲公司",
        "交费日期": "2026-09-01",
        "收费单位": "某所",
        "项目": "检测费",
        "金额（元）": "0.35万元",
    }
    [line] = reckoned({"fees_paid": [fee]})["lines"]
    assert (line["unit"], line["least"]) == ("yuan", 3500)


def test_a_million_records_are_reckoned_in_the_database() -> None:
    con = duckdb.connect()
    reading = from_rows({"meetings": [MEETING]}, con)
    con.execute(
        "INSERT INTO meetings BY NAME SELECT m.* REPLACE (m.name || r.i AS name) FROM meetings m, range(1, 1000000) r(i)"
    )
    [line] = burden(world_of(reading), load_tables(), AS_OF)["lines"]
    assert (line["records"], line["least"], line["most"]) == (1_000_000, 60_000_000, 60_000_000)


def test_the_packaged_tables_are_sound() -> None:
    tables, faults = read_tables(packaged())
    assert [f.text("en") for f in faults] == []
    assert {b.ledger for b in tables.burdens} <= set(ledgers())
    used = {f.assume for b in tables.burdens for f in b.factors if f.assume} | {"hour-tariff"}
    assert set(tables.assumptions) == used
    assert len({b.title.zh for b in tables.burdens}) == len(tables.burdens)


BAD = """
assumptions:
  - {id: a, unit: minute, figure: 3 minutes, title: {zh: 甲, en: A}, reason: {zh: 因, en: R}}
burdens:
  - id: x
    title: {zh: 会, en: M}
    ledger: meetings
    unit: hour
    imposed_by: host
    on: reaches
    each: {column: minutes}
"""


@pytest.mark.parametrize(
    ("old", "new", "rule", "line"),
    [
        ("ledger: meetings", "ledger: gatherings", "unknown-ledger", 7),
        ("imposed_by: host", "imposed_by: speaker", "unknown-column", 9),
        ("on: reaches", "on: nobody", "unknown-column", 10),
        ("{column: minutes}", "{column: form}", "unknown-column", 11),
        ("{column: minutes}", "{assume: b}", "burden-assumption", 11),
        ("{column: minutes}", "{column: minutes, days: [held_on, held_on]}", "burden-factor", 11),
        ("{column: minutes}", "{column: attendees}", "burden-unit", 8),
        ("unit: hour", "unit: day", "unknown-word", 8),
        ("figure: 3 minutes", "figure: 3 yuan", "bad-figure", 3),
        ("figure: 3 minutes", "between: [3 minutes, 2 minutes]", "burden-interval", 3),
        ("figure: 3 minutes", "between: 3 minutes", "shape", 3),
        ("figure: 3 minutes", "figure: 3 minutes, per: none", "unknown-word", 3),
        ("on: reaches", "on: reaches\n    where: nothing = 1", "unknown-column", 11),
        ("burdens:", "burden:", "unknown-key", 4),
    ],
)  # fmt: skip
def test_each_fault_is_told_with_its_line(tmp_path: Path, old: str, new: str, rule: str, line: int) -> None:
    (tmp_path / "burden").mkdir()
    assert old in BAD
    (tmp_path / "burden" / "x.yaml").write_text(BAD.replace(old, new, 1), "utf-8")
    _, faults = read_tables(tmp_path)
    assert (rule, line) in {(f.rule, f.line) for f in faults}
    assert all(f.text(lang) for f in faults for lang in ("zh", "en"))


def test_an_overlay_may_neither_invent_nor_leave_out_the_reason(tmp_path: Path) -> None:
    with pytest.raises(InvalidNorms) as error:
        overlay(tmp_path, "assumptions:\n  - {id: nothing, figure: 3}\n  - {id: escorts, figure: 2 person}\n")
    assert [(f.rule, f.line) for f in error.value.faults] == [("burden-assumption", 2), ("missing-key", 3)]
