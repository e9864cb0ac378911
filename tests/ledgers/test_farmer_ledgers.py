"""Ledgers of villages and rural schools as their accountants keep them; every person is invented."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from jianfu.ledgers import village_life
from tests.ledgers.books import book, codes, records, taken

REGISTER = [
    ["单位代码", "单位名称", "单位类型", "上级单位", "简称"],
    ["330001", "青禾县柳溪镇人民政府", "党委政府", None, "柳溪镇政府"],
    ["330001-V1", "青禾县柳溪镇沙河村", "村", "330001", "沙河村"],
    ["330001-V2", "青禾县柳溪镇柳荫村", "村", "330001", "柳荫村"],
    ["330002", "青禾县柳溪镇中心小学", "学校", "330001", None],
]


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return book(tmp_path / "单位名册.xlsx", REGISTER)


def test_households_of_a_township_in_one_list(tmp_path: Path, register: Path) -> None:
    rows = [
        ["柳溪镇农户花名册"],
        ["填报人：镇经管站", None, None, "填报日期：2026年1月"],
        [
            "序号",
            "乡镇/村/组",
            "户编号",
            "户主姓名",
            "家庭人口",
            "劳力",
            "承包面积（亩）",
            "户别",
            "联系电话",
        ],
        [1, "柳溪镇/沙河村/三组", "SH-001", "赵立新", "4人", 2, "3.25亩", None, "00000000001"],
        [2, "柳溪镇/沙河村/三组", "SH-002", "赵立德", 3, "无", 0.5, "五保户", None],
        [3, "柳荫村一组", "LY-001", "钱春梅", "约5", None, "/", "低保", None],
        ["合计", "3户", None, None, 12],
        ["说明：户主以户口簿为准。"],
    ]
    reading = taken(register, book(tmp_path / "农户.xlsx", rows, ["A1:I1"]))
    assert not reading.faults
    assert records(reading, "households", "organisation", "household", "people", "labourers", "land", "kind") == [
        ("330001-V1", "SH-001", 4, 2, 325, "ordinary"),
        ("330001-V1", "SH-002", 3, 0, 50, "destitute"),
        ("330001-V2", "LY-001", 5, None, None, "low_income"),
    ]  # fmt: skip
    assert [r[0] for r in records(reading, "households", "head")] == ["赵**", "赵**②", "钱**"]
    assert "00000000001" not in str(records(reading, "households", "extra"))


def test_cards_and_their_lines_in_one_workbook(tmp_path: Path, register: Path) -> None:
    workbook = openpyxl.Workbook()
    cards, lines = workbook.active, workbook.create_sheet("项目")
    assert cards is not None
    for row in (
        ["青禾县柳溪镇沙河村2026年度农民负担监督卡发放登记表"],
        ["序号", "户编号", "户主", "卡号", "人口", "发卡日期", "是否签收"],
        [1, "SH-001", "赵立新", "JD2026-001", 4, "2026.1.15", "√"],
        [2, "SH-002", "赵立德", "JD2026-002", 3, None, "未签收"],
        [3, "SH-003", "孙丽华", "JD2026-003", 5, "1月16日", None],
        ["合计", "3张"],
    ):
        cards.append(row)
    for row in (
        ["青禾县柳溪镇沙河村监督卡项目明细（2026年）"],
        [
            "户编号",
            "户主",
            "项目",
            "标准",
            "数量",
            "应交金额",
            "应出工数",
            "实交",
            "日期",
            "收款人",
            "票据号",
        ],
        [
            "SH-001",
            "赵立新",
            "农业灌溉水费",
            "45元/亩",
            "3.25亩",
            "146.25元",
            None,
            146.25,
            "2026-06-10",
            "李某",
            "0012345",
        ],
        ["SH-001", None, "一事一议筹资", "每人15元", "4人", 60, "/", None, None, None, None],
        ["SH-001", None, "筹劳", "5工/劳力", 2, None, "10个工", None, None, None, None],
    ):
        lines.append(row)
    path = tmp_path / "监督卡.xlsx"
    workbook.save(path)
    reading = taken(register, path)
    assert not reading.faults
    assert records(reading, "burden_cards", "household", "card_no", "year_start", "issued_on", "issued") == [
        ("SH-001", "JD2026-001", dt.date(2026, 1, 1), dt.date(2026, 1, 15), True),
        ("SH-002", "JD2026-002", dt.date(2026, 1, 1), None, False),
        ("SH-003", "JD2026-003", dt.date(2026, 1, 1), dt.date(2026, 1, 16), True),
    ]
    assert records(reading, "burden_card_lines", "kind", "rate", "base", "due", "days_due", "year_start") == [
        ("water", 4500, 325, 14625, 0, dt.date(2026, 1, 1)),
        ("levy", 1500, 400, 6000, 0, dt.date(2026, 1, 1)),
        ("labour", None, 200, None, 1000, dt.date(2026, 1, 1)),
    ]


def test_charges_to_households(tmp_path: Path, register: Path) -> None:
    rows = [
        ["沙河村2026年向农户收费台账"],
        [
            "序号",
            "户编号",
            "户主",
            "收费单位",
            "收费项目",
            "收费标准",
            "数量",
            "金额（元）",
            "收费日期",
            "票据类型",
        ],
        [
            1,
            "SH-001",
            "赵立新",
            "柳溪镇政府",
            "灌溉水费",
            "45元/亩",
            3.25,
            "146元2角5分",
            "2026年6月10日",
            "白条",
        ],
        [2, "SH-002", "赵立德", "同上", "村庄亮化捐款", "/", None, "五十元", 46183, "未开票"],
        ["合计", None, None, None, None, None, None, 196.25],
    ]
    reading = taken(register, book(tmp_path / "台账.xlsx", rows, ["A1:J1"]))
    assert not reading.faults
    assert records(
        reading, "farm_charges", "organisation", "charger", "kind", "price", "amount", "charged_on", "receipt_kind"
    ) == [
        ("330001-V1", "330001", "water", 4500, 14625, dt.date(2026, 6, 10), "receipt"),
        ("330001-V1", "330001", "donation", None, 5000, dt.date(2026, 6, 10), "none"),
    ]  # fmt: skip


def test_board_of_a_village_and_of_a_school(tmp_path: Path, register: Path) -> None:
    village = book(
        tmp_path / "沙河村公示栏.xlsx",
        [
            ["沙河村涉农收费公示栏登记"],
            [
                "收费项目",
                "收费标准（元）",
                "计价单位",
                "收费单位",
                "执行日期",
                "公示日期",
                "是否公示",
                "监督电话",
            ],
            ["农业灌溉水费", 45, "亩", "水管站", "2025.3.1", "2025.3.3", None, "0000-12345"],
            ["垃圾清运费", "每户5元", "户", "村委会", "2026.10.15", "—", "未公示", None],
        ],
        ["A1:H1"],
    )
    school = book(
        tmp_path / "中心小学收费公示.xlsx",
        [
            ["青禾县柳溪镇中心小学教育收费公示"],
            ["序号", "收费项目", "收费标准", "收费依据", "执行日期", "公示日期"],
            [1, "住宿费", "200元/生·学期", "青价〔2026〕5号", "2026-08-25", "2026-08-28"],
        ],
    )
    reading = taken(register, village, school)
    assert not reading.faults
    assert sorted(
        records(reading, "price_board", "organisation", "item", "price", "published_on", "published")
    ) == [
        ("330001-V1", "农业灌溉水费", 4500, dt.date(2025, 3, 3), True),
        ("330001-V1", "垃圾清运费", 500, None, False),
        ("330002", "住宿费", 20000, dt.date(2026, 8, 28), True),
    ]
    assert "read.derived" in codes(reading.guesses)


def test_levy_plans_with_merged_villages(tmp_path: Path, register: Path) -> None:
    rows = [
        ["柳溪镇2026年度村民一事一议筹资筹劳方案汇总"],
        ["序号", "村名", "项目名称", "预算总额（万元）", "村民筹资总额", "筹资对象人数", "人均筹资", "劳动力数", "劳均筹劳",
         "是否强行以资代劳", "乡镇初审", "报县日期", "批复日期", "批文号", "开始收取日期"],
        [1, "沙河村", "三组机耕路硬化", 18, "1.8万元", "1200人", "15元/人", 600, "5个工", "否", "2026.3.2", "2026.3.4", "2026.3.13",
         "青农减[2026]4号", "2026年4月1日"],
        [2, None, "村部修缮", 6.5, 9600, 1200, 8, 600, "2.5工日", "×", None, "2026.3.18", "/", None, None],
        ["合计", None, None, 24.5],
    ]  # fmt: skip
    reading = taken(register, book(tmp_path / "一事一议.xlsx", rows, ["A1:O1", "B3:B4"]))
    assert not reading.faults
    found = records(
        reading, "levy_projects", "organisation", "budget", "total", "per_head", "days_each", "township_checked",
        "county_on", "approved", "year_start",
    )  # fmt: skip
    assert found == [
        (
            "330001-V1",
            18_000_000,
            1_800_000,
            1_500,
            500,
            True,
            dt.date(2026, 3, 13),
            "approved",
            dt.date(2026, 1, 1),
        ),
        ("330001-V1", 6_500_000, 960_000, 800, 250, None, None, None, dt.date(2026, 1, 1)),
    ]


def test_votes_on_the_right_base(tmp_path: Path, register: Path) -> None:
    rows = [
        ["沙河村一事一议表决记录"],
        ["项目名称", "会议日期", "会议类型", "应到", "实到", "应到户/代表户数", "实到户/代表户数", "赞成", "反对", "弃权", "表决结果",
         "提议方式", "联名人数", "联名基数"],
        ["修路", "2026.2.20", "村民大会", "820人", 530, None, None, "410票", 80, 40, "通过", "村委会", "/", "/"],
        ["修渠", "2026.2.21", "代表会", 45, 40, 300, 190, 150, 30, 10, "未通过", "村民代表联名", 9, "45人"],
        ["照明", "2026.2.22", "户代表会议", None, None, 300, 200, 180, None, None, None, "村民联名", 82, 820],
    ]  # fmt: skip
    reading = taken(register, book(tmp_path / "表决.xlsx", rows))
    assert not reading.faults
    assert records(
        reading, "levy_votes", "project", "meeting", "counted_by", "voters", "household_turnout", "result", "proposed_by"
    ) == [
        ("修路", "villagers", "person", 530, None, "passed", "committee"),
        ("修渠", "representatives", "household", 190, 6333, "failed", "representatives"),
        ("照明", "villagers", "household", 200, 6667, None, "villagers"),
    ]  # fmt: skip


def test_newspapers_of_a_village_and_a_school(tmp_path: Path, register: Path) -> None:
    rows = [
        ["2026年度报刊订阅明细"],
        ["订阅单位", "报刊名称", "份数", "年价（元）", "金额", "经费来源", "代扣代缴"],
        ["沙河村", "青禾日报", "2份", 360, "720元", "村级办公经费", "否"],
        ["柳溪镇中心小学", "教育周报", 10, 120, "0.12万元", "公用经费", "是"],
    ]
    reading = taken(register, book(tmp_path / "报刊征订台账.xlsx", rows))
    assert not reading.faults
    assert records(
        reading, "subscriptions", "organisation", "copies", "amount", "paid_from", "deducted", "year_start"
    ) == [
        ("330001-V1", 2, 72_000, "collective", False, dt.date(2026, 1, 1)),
        ("330002", 10, 120_000, "school", True, dt.date(2026, 1, 1)),
    ]  # fmt: skip


def test_subsidies_signed_for_by_name(tmp_path: Path, register: Path) -> None:
    """A signature is a name: it is masked, and says that somebody signed."""
    rows = [
        ["沙河村2026年惠农补贴发放花名册"],
        ["组别", "户编号", "户主", "补贴项目", "补贴标准", "补贴面积", "应发金额（元）", "实发金额（元）", "扣款金额", "扣款事由",
         "公示日期", "发放日期", "签字"],
        ["三组", "SH-001", "赵立新", "耕地地力保护补贴", "98元/亩", 3.25, 318.5, 318.5, None, None, "2026.6.15", "2026.6.30", "赵立新"],
        ["三组", "SH-002", "赵立德", "耕地地力保护补贴", 98, "0.5亩", 49, 9, 40, "抵水费", "2026.6.15", "2026.6.30", "未签"],
        ["三组", "SH-003", "孙丽华", "耕地地力保护补贴", 98, 1, 98, 98, "无", None, None, "2026.6.30", None],
        ["合计", None, None, None, None, 4.75, 465.5, 425.5],
    ]  # fmt: skip
    reading = taken(register, book(tmp_path / "补贴.xlsx", rows))
    assert not reading.faults
    assert records(
        reading, "subsidies", "price", "quantity", "due", "paid", "deducted", "signature", "signed", "posted"
    ) == [
        (9800, 325, 31850, 31850, 0, "赵**", True, True),
        (9800, 50, 4900, 900, 4000, "未*", False, True),
        (9800, 100, 9800, 9800, 0, None, None, None),
    ]  # fmt: skip


def test_charges_of_a_school_and_exemptions(tmp_path: Path, register: Path) -> None:
    charges = book(
        tmp_path / "收费.xlsx",
        [
            ["青禾县柳溪镇中心小学2026-2027学年第一学期教育收费台账"],
            ["班级", "学号", "姓名", "收费项目", "收费标准（元）", "收费金额（元）", "收费日期"],
            ["三（1）班", "S-001", "周敏", "作业本费", 15, "15元", "9月8日"],
            ["三（1）班", "S-002", "吴雪", "住宿费", "200元/学期", 200, dt.date(2026, 9, 8)],
        ],
    )
    exempt = book(
        tmp_path / "减免.xlsx",
        [
            ["青禾县柳溪镇中心小学2026-2027学年收费减免名单公示"],
            ["减免项目", "学号", "姓名", "减免收费项目", "减免原因", "学籍是否核实", "公示日期"],
            ["教育收费", "S-002", "吴雪", "住宿费", "低保户", "已核实", "2026.9.10"],
        ],
    )
    reading = taken(register, charges, exempt)
    assert not reading.faults
    assert records(
        reading, "education_charges", "organisation", "grade", "pupil_no", "pupil", "price", "amount", "charged_on"
    ) == [
        ("330002", 3, "S-001", "周*", 1500, 1500, dt.date(2026, 9, 8)),
        ("330002", 3, "S-002", "吴*", 20000, 20000, dt.date(2026, 9, 8)),
    ]  # fmt: skip
    assert records(reading, "exemptions", "kind", "item", "reason", "checked", "posted", "year_start") == [
        ("education", "住宿费", "low_income", True, True, dt.date(2026, 9, 1))
    ]


@pytest.mark.parametrize(
    ("standard", "fen"),
    [("45元/亩", 4500), ("每人15元", 1500), ("15", 1500), ("0.56元/度", 56), ("5工/劳力", None), ("按面积", None), ("40-50元", None),
     ("约20元", None)],
)  # fmt: skip
def test_rate_of_a_standard(standard: str, fen: int | None) -> None:
    assert village_life.rate_of_standard(standard) == fen


@pytest.mark.parametrize(
    ("item", "kind"),
    [("一事一议筹资", "levy"), ("一事一议筹劳", "labour"), ("以资代劳款", "labour"), ("灌溉水费", "water"), ("排灌电费", "electricity"),
     ("卫生费", "service"), ("修路捐款", "donation"), ("建房手续费", "document"), ("报刊费", "subscription"), ("其他", "other")],
)  # fmt: skip
def test_kind_of_a_charge(item: str, kind: str) -> None:
    assert village_life.kind_of_charge(item) == kind
