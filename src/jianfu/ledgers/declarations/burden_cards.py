"""农民负担监督卡: one card a household and year, and the lines that stand on it."""

from jianfu.ledgers.declarations.households import HEAD, HOUSEHOLD, TEAM, VILLAGE
from jianfu.ledgers.declare import Column, Ledger
from jianfu.terms.text import Text

YEAR = Column(
    "for_year",
    "text",
    "年度",
    "year",
    ("所属年度", "卡年度", "年份", "负担年度", "实施年度", "计划年度"),
    blank="unknown",
    example="2026",
)
YEAR_START = Column(
    "year_start",
    "date",
    "年度首日",
    "first day of the year",
    (),
    blank="unknown",
    derive="first_of_year",
    example="2026-01-01",
    help=Text(
        "由年度或标题推出，不必填写。", "Worked out from the year or the title; need not be filled in."
    ),
)
"""The day by which what is known by its year alone falls into that year."""

LEDGER = Ledger(
    name="burden_cards",
    zh="农民负担监督卡",
    en="Burden cards",
    field="farmer",
    key=("household", "year_start", "card_no"),
    date="year_start",
    organisation="village",
    also=(
        "监督卡发放登记",
        "监督卡发放台账",
        "负担监督卡发放",
        "监督卡登记",
        "农民负担监督卡发放登记表",
        "负担卡发放",
        "监督卡",
    ),
    columns=(
        VILLAGE,
        TEAM,
        HOUSEHOLD,
        HEAD,
        Column(
            "card_no",
            "text",
            "卡号",
            "card number",
            ("监督卡号", "监督卡编号", "负担卡号", "卡编号"),
            required=True,
            example="JD2026-012",
        ),
        YEAR,
        YEAR_START,
        Column(
            "people",
            "integer",
            "人口",
            "people",
            ("家庭人口", "人口数", "家庭人口数"),
            unit="person",
            example="4",
        ),
        Column(
            "labourers",
            "integer",
            "劳动力",
            "labourers",
            ("劳力", "劳动力数", "劳力数"),
            unit="person",
            example="2",
        ),
        Column(
            "land",
            "decimal",
            "承包面积（亩）",
            "contracted land in mu",
            ("承包面积", "承包地面积", "耕地面积"),
            blank="unknown",
            example="3.25",
        ),
        Column(
            "issued_on",
            "date",
            "发卡日期",
            "issued on",
            ("发放日期", "发放时间", "领卡日期", "领取日期", "签收日期", "发卡时间"),
            blank="unknown",
            example="2026-01-15",
        ),
        Column(
            "issued",
            "bool",
            "是否发放到户",
            "handed to the household",
            ("是否发放", "是否领取", "是否签收", "已发放", "发放到户", "是否发卡"),
            blank="unknown",
            derive="happened_when_issued",
            example="是",
        ),
        Column("remark", "text", "备注", "remark", ("说明",), blank="none"),
    ),
)
