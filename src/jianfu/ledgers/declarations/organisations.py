"""单位名册: who is who, and who stands above whom."""

from jianfu.ledgers.declare import Choice, Column, Ledger

LEVELS = {
    "national": Choice("国家", "national", ("中央",)),
    "province": Choice("省", "province", ("省级", "自治区", "直辖市")),
    "city": Choice("市", "city", ("市级", "地市", "地级市", "州")),
    "county": Choice("县", "county", ("县级", "区", "区县", "区级", "县区", "县(市、区)")),
    "township": Choice("乡镇", "township", ("镇", "乡", "街道", "乡镇级", "镇级")),
    "village": Choice("村", "village", ("村级", "社区", "村(社区)")),
    "unit": Choice("单位", "unit", ("学校", "本单位", "校级")),
}

LEDGER = Ledger(
    name="organisations",
    zh="单位名册",
    en="Organisations",
    field="shared",
    key=("code",),
    standing=True,
    also=("机构名册", "学校名册", "单位一览表", "学校一览表", "学校基本情况", "单位基本信息", "组织机构"),
    columns=(
        Column(
            "code",
            "text",
            "单位代码",
            "code",
            ("代码", "学校代码", "机构代码", "学校标识码", "单位编码", "统一社会信用代码"),
            required=True,
            derive="code_of_name",
            example="330799-001",
        ),
        Column(
            "name",
            "text",
            "单位名称",
            "name",
            ("名称", "学校名称", "机构名称", "学校", "单位"),
            required=True,
            example="青禾县实验小学",
        ),
        Column(
            "kind",
            "choice",
            "单位类型",
            "kind",
            ("类型", "单位性质", "办学类型", "类别"),
            required=True,
            derive="kind_of_name",
            example="学校",
            choices={
                "school": Choice(
                    "学校",
                    "school",
                    (
                        "小学",
                        "初中",
                        "中学",
                        "高中",
                        "九年一贯制",
                        "九年一贯制学校",
                        "完全中学",
                        "教学点",
                        "中心小学",
                        "完小",
                        "普通高中",
                        "一贯制学校",
                    ),
                ),
                "bureau": Choice(
                    "教育局", "education bureau", ("教育行政部门", "教体局", "教育和体育局", "教育体育局")
                ),
                "office": Choice(
                    "部门", "office", ("机关", "局", "委办局", "党政机关", "县直部门", "政府部门", "单位")
                ),
                "government": Choice(
                    "党委政府",
                    "government",
                    ("政府", "县政府", "乡镇政府", "街道办", "乡镇", "镇", "乡", "街道"),
                ),
                "village": Choice("村", "village", ("村委会", "社区", "居委会", "行政村")),
                "firm": Choice("企业", "firm", ("公司", "个体工商户")),
                "training": Choice("培训机构", "training institution", ("校外培训机构",)),
                "place": Choice("行政区", "place", ("行政区划", "县", "市", "省")),
            },
        ),
        Column(
            "parent",
            "text",
            "上级单位",
            "parent",
            ("主管单位", "主管部门", "上级代码", "上级单位代码", "所属单位"),
            blank="none",
            example="330799-000",
        ),
        Column(
            "level",
            "choice",
            "层级",
            "level",
            ("级别", "行政层级", "单位层级"),
            choices=LEVELS,
            derive="level_of_kind",
            example="单位",
        ),
        Column("stages", "text", "学段", "stages", ("办学学段", "学段设置"), blank="none", example="小学"),
        Column(
            "system",
            "choice",
            "学制",
            "school system",
            ("学制类型",),
            absent="六三",
            blank="六三",
            example="六三",
            choices={
                "六三": Choice("六三", "6-3", ("六三制", "六三学制")),
                "五四": Choice("五四", "5-4", ("五四制", "五四学制")),
            },
        ),
        Column(
            "aliases",
            "text",
            "简称",
            "aliases",
            ("曾用名", "别名", "单位简称", "学校简称"),
            blank="none",
            example="实验小学",
        ),
    ),
)
