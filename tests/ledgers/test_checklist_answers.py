"""A self-review as an office keeps it by itself, without the workbook."""

from __future__ import annotations

from pathlib import Path

from tests.ledgers.books import book, records, taken


def test_an_office_s_own_sheet_of_answers(tmp_path: Path) -> None:
    path = book(
        tmp_path / "自查表.xlsx",
        [
            ["青禾县信访局对照检查表"],
            ["填报人：沈某", "", "", "填报日期：2026年11月3日"],
            ["序号", "清单名称", "题号", "对照问题", "自查结果", "证明材料", "责任人", "完成时限"],
            [1, "基层减负自查四十三问", "１", "有没有据此改过工作", "√", "会议纪要", "", ""],
            [2, None, 2, "是否落到分管的事上", "未做到", "/", "马有才", "2026.12.31"],
            [3, None, 3, "是否写进制度", "不涉及", "", None, None],
            [4, None, 4, "是否总结", "", "", "", ""],
            [5, None, 5.0, "能否说出在做什么", "有时做到", "", "", "12月底"],
            ["备注：逐条对照，不另附材料"],
        ],
        ["A1:H1", "B4:B8"],
    )
    reading = taken(path)
    assert records(
        reading, "checklist_answers", "organisation", "checklist", "number", "answer", "evidence", "deadline"
    ) == [
        ("青禾县信访局", "基层减负自查四十三问", 1, "yes", "会议纪要", None),
        ("青禾县信访局", "基层减负自查四十三问", 2, "no", None, "2026.12.31"),
        ("青禾县信访局", "基层减负自查四十三问", 3, "na", None, None),
        ("青禾县信访局", "基层减负自查四十三问", 4, None, None, None),
        ("青禾县信访局", "基层减负自查四十三问", 5, None, None, "12月底"),
    ]
    assert [f.value for f in reading.faults] == ["有时做到"]
    masked = records(reading, "checklist_answers", "responsible")[1][0]
    assert "马有才" not in str(masked)


def test_who_is_to_do_it_is_not_who_mends_it(tmp_path: Path) -> None:
    path = book(
        tmp_path / "对照检查表.xlsx",
        [
            ["青禾县城关第一小学对照检查表"],
            [
                "清单名称",
                "题号",
                "对应条款",
                "对照问题",
                "责任部门",
                "规定时限",
                "自查结果",
                "责任人",
                "整改期限",
            ],
            ["城关一小减负方案", 1, "二/(一)/2", "课表有没有公示", "教导处", "开学一周内", "否", "", "9月底"],
        ],
    )
    reading = taken(path)
    assert [m.code for m in reading.notes if m.code == "read.column_unknown"] == []
    assert records(
        reading, "checklist_answers", "clause", "duty_of", "due", "answer", "responsible", "deadline"
    ) == [("二/(一)/2", "教导处", "开学一周内", "no", None, "9月底")]
