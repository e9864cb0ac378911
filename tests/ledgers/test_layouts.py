"""Any table of valid values, written in whatever layout people use, reads back to the same records."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ledgers.books import book, records, taken

GRADES = "一二三四五六"
CLASSES = [
    lambda g, n: f"{GRADES[g - 1]}（{n}）班",
    lambda g, n: f"{GRADES[g - 1]}({n})班",
    lambda g, n: f"{GRADES[g - 1]}年级{n}班",
    lambda g, n: f"{g}.{n}班",
    lambda g, n: f"小{GRADES[g - 1]}{n}班",
    lambda g, n: f"{g}0{n}班",
]
DATES = [
    lambda d: d,
    lambda d: d.isoformat(),
    lambda d: f"{d.year}.{d.month}.{d.day}",
    lambda d: f"{d.year}年{d.month}月{d.day}日",
    lambda d: f"{d.month}月{d.day}日",
    lambda d: (d - dt.date(1899, 12, 30)).days,
]
MINUTES = [lambda m: m, lambda m: f"{m}分钟", lambda m: f"约{m}", lambda m: f" {m} ", lambda m: f"{m}min"]
HEADINGS = {
    "class": ["班级", "班 级", "班别", "班级*"],
    "done_on": ["日期", "完成日期", "作业日期"],
    "subject": ["学科", "科目", "课程"],
    "content": ["作业内容", "内容", "具体内容"],
    "minutes": ["预计时长（分钟）", "预计时长(分钟)", "时长", "预计用时", "所需时间（分钟）"],
}
SUBJECTS = {
    "语文": ["语文", "语文 "],
    "数学": ["数学"],
    "英语": ["英语"],
    "道德与法治": ["道法", "道德与法治"],
    "体育": ["体育", "体育与健康"],
}

records_strategy = st.lists(
    st.tuples(
        st.integers(1, 6),
        st.integers(1, 9),
        st.dates(dt.date(2026, 9, 1), dt.date(2027, 1, 20)),
        st.sampled_from(sorted(SUBJECTS)),
        st.text("抄写背诵口算练习册第页题", min_size=1, max_size=8),
        st.integers(0, 120),
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda r: r[:4],
)


@given(st.data(), records_strategy)
def test_list_in_any_layout(
    tmp_path_factory: pytest.TempPathFactory,
    data: st.DataObject,
    wanted: list[tuple[int, int, dt.date, str, str, int]],
) -> None:
    pick = lambda options: data.draw(st.sampled_from(options))  # noqa: E731
    order = data.draw(st.permutations(sorted(HEADINGS)))
    columns = [pick(HEADINGS[name]) for name in order]
    indent = data.draw(st.integers(0, 2))
    numbered = data.draw(st.booleans())
    title = [
        ["甲小学2026—2027学年第一学期作业登记表"],
        *pick([[], [["填表人：李某", "", "日期：2026年9月30日"]], [[]]]),
    ]
    write_class, write_date, write_minutes = pick(CLASSES), pick(DATES), pick(MINUTES)
    wanted = sorted(wanted) if (grouped := data.draw(st.booleans())) else wanted
    rows: list[list[object]] = []
    merges: list[str] = []
    first_row = len(title) + 2
    for grade, number, day, subject, content, minutes in wanted:
        cells = {
            "class": write_class(grade, number),
            "done_on": write_date(day),
            "subject": pick(SUBJECTS[subject]),
            "content": content,
            "minutes": write_minutes(minutes),
        }
        rows.append([cells[name] for name in order])
    if grouped:
        merges = _merge_equal(rows, order.index("class"), first_row, indent + numbered)
    pad: list[object] = [None] * indent
    body = [[*pad, *([n] if numbered else []), *row] for n, row in enumerate(rows, 1)]
    footer = pick([[], [["合计", None, None]], [[], ["备注：本表每周公示"], ["填表人：", None, "审核人："]]])
    sheet = [
        *([*pad, *t] for t in title),
        [*pad, *(["序号"] if numbered else []), *columns],
        *body,
        *([*pad, *f] for f in footer),
    ]
    reading = taken(book(tmp_path_factory.mktemp("any") / "x.xlsx", sheet, merges))
    assert not reading.errors
    assert not reading.faults, [f.message.text() for f in reading.faults]
    found = records(reading, "homework", "grade", "class_no", "done_on", "subject", "content", "minutes")
    assert found == wanted
    assert {r[0] for r in records(reading, "homework", "organisation")} == {"甲小学"}


def _merge_equal(rows: list[list[object]], column: int, first_row: int, offset: int) -> list[str]:
    """Merge runs of equal cells of a column, as people do; the cells below the first are emptied."""
    letter = "ABCDEFGHIJ"[column + offset]
    merges, start = [], 0
    values = [row[column] for row in rows]
    for n in range(1, len(rows) + 1):
        if n == len(rows) or values[n] != values[start]:
            if n - start > 1:
                merges.append(f"{letter}{first_row + start}:{letter}{first_row + n - 1}")
                for k in range(start + 1, n):
                    rows[k][column] = None
            start = n
    return merges


@given(st.data(), st.integers(1, 6), st.integers(1, 9))
def test_wide_sheet_in_any_layout(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, grade: int, number: int
) -> None:
    subjects = data.draw(
        st.lists(st.sampled_from(["语文", "数学", "英语", "科学"]), min_size=2, max_size=4, unique=True)
    )
    days = data.draw(
        st.lists(st.dates(dt.date(2026, 9, 1), dt.date(2027, 1, 20)), min_size=1, max_size=8, unique=True)
    )
    cells = [
        [data.draw(st.one_of(st.integers(0, 60), st.sampled_from(["", "—", "/", "无"]))) for _ in subjects]
        for _ in days
    ]
    name = f"{GRADES[grade - 1]}（{number}）班"
    total = data.draw(st.booleans())
    merged = data.draw(st.booleans())
    rows: list[list[object]] = [[f"甲小学{name}作业公示表（2026—2027学年第一学期）"]]
    merges = []
    if merged:
        rows += [
            ["日期", "书面作业", *[""] * (len(subjects) - 1), *(["合计"] if total else [])],
            ["", *subjects],
        ]
        merges = ["A2:A3", f"B2:{'ABCDE'[len(subjects)]}2"]
    else:
        rows += [["日期", *subjects, *(["合计（分钟）"] if total else [])]]
    for day, line in zip(days, cells, strict=True):
        rows.append(
            [day.isoformat(), *line, *([sum(c for c in line if isinstance(c, int))] if total else [])]
        )
    reading = taken(book(tmp_path_factory.mktemp("any") / "x.xlsx", rows, merges))
    assert not reading.errors and not reading.faults
    wanted = [
        (grade, number, day, subject, cell if isinstance(cell, int) else None)
        for day, line in zip(days, cells, strict=True)
        for subject, cell in zip(subjects, line, strict=True)
        if cell not in ("—", "/", "无")
    ]
    found = records(reading, "homework", "grade", "class_no", "done_on", "subject", "minutes")
    assert sorted(found, key=str) == sorted(wanted, key=str)


def test_same_rows_in_every_format_are_the_same_records(tmp_path: Path) -> None:
    head = ["学校", "班级", "日期", "学科", "作业内容", "预计时长（分钟）"]
    row = ["甲小学", "三（2）班", "2026-09-01", "语文", "x", 20]
    text = "\n".join(",".join(map(str, r)) for r in (head, row))
    book(tmp_path / "a.xlsx", [head, row])
    (tmp_path / "b.csv").write_text(text, encoding="utf-8")
    (tmp_path / "c.csv").write_text(text.replace(",", "\t"), encoding="gb18030")
    columns = ("organisation", "grade", "class_no", "done_on", "subject", "content", "minutes")
    found = {p.name: records(taken(p), "homework", *columns) for p in sorted(tmp_path.iterdir())}
    assert found["a.xlsx"] == found["b.csv"] == found["c.csv"]
