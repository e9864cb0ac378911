"""农户花名册: the households of a village, against which cards, levies and subsidies are held."""

from jianfu.ledgers.declare import Choice, Column, Ledger

VILLAGE = Column(
    "village",
    "org",
    "村",
    "village",
    (
        "村名",
        "行政村",
        "所在村",
        "村委会",
        "村(社区)",
        "所属村",
        "村民委员会",
        "村级组织",
        "乡镇/村/组",
        "村/组",
        "村组",
        "乡镇村组",
    ),
    blank="unknown",
    example="青禾县柳溪镇沙河村",
)
"""Whose household it is; in every ledger about households."""

HOUSEHOLD = Column(
    "household",
    "text",
    "户编号",
    "household number",
    ("户号", "农户编号", "农户编码", "户编码", "家庭编号", "农户代码", "户序号", "户代码"),
    required=True,
    example="SH-012",
)
"""The number of a household, by which ledgers meet: names are masked and differ from file to file."""

HEAD = Column(
    "head",
    "text",
    "户主",
    "head of household",
    ("户主姓名", "农户姓名", "农户", "农户户主", "户主名"),
    blank="none",
    personal=True,
    example="赵*",
)

TEAM = Column(
    "team",
    "text",
    "村民小组",
    "villagers' group",
    ("组别", "小组", "组", "所在组", "村小组"),
    blank="none",
    example="三组",
)

LEDGER = Ledger(
    name="households",
    zh="农户花名册",
    en="Households",
    field="farmer",
    key=("household",),
    standing=True,
    organisation="village",
    also=(
        "农户基本情况",
        "农户名册",
        "村民花名册",
        "农户登记册",
        "户籍花名册",
        "农户信息表",
        "农户台账",
        "户主花名册",
    ),
    columns=(
        VILLAGE,
        TEAM,
        HOUSEHOLD,
        HEAD,
        Column(
            "people",
            "integer",
            "人口",
            "people",
            ("家庭人口", "人口数", "家庭人口数", "户籍人口", "在册人口"),
            unit="person",
            example="4",
        ),
        Column(
            "labourers",
            "integer",
            "劳动力",
            "labourers",
            ("劳力", "劳动力数", "劳力数", "劳动力人数"),
            unit="person",
            example="2",
        ),
        Column(
            "land",
            "decimal",
            "承包面积（亩）",
            "contracted land in mu",
            ("承包面积", "承包地面积", "耕地面积", "承包耕地", "承包地", "确权面积"),
            blank="unknown",
            example="3.25",
        ),
        Column(
            "kind",
            "choice",
            "户别",
            "kind of household",
            ("农户类别", "户类型", "农户类型", "家庭类别", "户属性"),
            absent="ordinary",
            blank="ordinary",
            example="一般户",
            choices={
                "ordinary": Choice("一般户", "ordinary", ("一般农户", "普通户", "普通农户")),
                "low_income": Choice("低保户", "on low-income aid", ("低保", "低收入户")),
                "destitute": Choice("特困户", "destitute", ("五保户", "五保", "特困供养", "特困人员")),
                "monitored": Choice(
                    "监测户", "monitored", ("防返贫监测户", "脱贫不稳定户", "脱贫户", "边缘户")
                ),
                "army": Choice(
                    "军属户", "family of a serving soldier", ("军属", "军烈属", "烈属", "义务兵家庭")
                ),
            },
        ),
        Column("remark", "text", "备注", "remark", ("说明",), blank="none"),
    ),
)
