"""清单管理事项目录: the few letters, vetoes, commendations and model drives that are kept; the rest is barred."""

from jianfu.ledgers.declare import Choice, Column, Ledger

KINDS = {
    "letter": Choice(
        "责任书", "letter of responsibility", ("责任状", "签订责任状", "责任书（状）", "责任状签订")
    ),
    "veto": Choice("一票否决", "veto", ("“一票否决”", "一票否决事项")),
    "commendation": Choice("评比表彰", "commendation", ("表彰", "评比", "评比达标表彰", "评选", "表彰奖励")),
    "model": Choice(
        "创建示范", "model drive", ("创建", "示范创建", "创建示范活动", "创建达标", "达标", "试点示范")
    ),
}

LEDGER = Ledger(
    name="closed_lists",
    zh="清单管理事项目录",
    en="Items kept on closed lists",
    field="shared",
    key=("kind", "name"),
    standing=True,
    also=(
        "保留事项清单",
        "保留清单",
        "一票否决和责任状清单",
        "责任状保留清单",
        "创建示范活动目录",
        "评比表彰保留项目",
        "清单管理事项",
    ),
    columns=(
        Column(
            "name",
            "text",
            "保留事项",
            "item",
            ("保留事项名称", "清单事项", "清单事项名称", "保留项目", "保留项目名称"),
            required=True,
            example="安全生产目标管理责任书",
        ),
        Column(
            "kind",
            "choice",
            "事项类别",
            "kind",
            ("事项类型", "清单类别", "清单类型"),
            required=True,
            example="责任书",
            choices=KINDS,
        ),
        Column(
            "keeper",
            "org",
            "实施单位",
            "carried out by",
            ("牵头单位", "主管部门", "责任部门", "实施主体"),
            blank="unknown",
            example="县应急局",
        ),
        Column(
            "basis",
            "text",
            "设立依据",
            "basis",
            ("依据", "保留依据", "政策依据"),
            blank="none",
            example="青办〔2026〕6号",
        ),
        Column(
            "approved_by",
            "text",
            "批准机关",
            "approved by",
            ("审批机关", "批准单位", "审批单位"),
            blank="none",
            example="县委、县政府",
        ),
        Column("cycle", "text", "周期", "cycle", ("开展周期", "频次"), blank="none", example="1年"),
        Column(
            "status",
            "choice",
            "清单状态",
            "status",
            ("处理意见", "状态"),
            absent="kept",
            blank="kept",
            example="保留",
            choices={
                "kept": Choice("保留", "kept", ("继续保留", "有效")),
                "dropped": Choice("取消", "dropped", ("撤销", "清理", "停止", "不再保留", "失效")),
            },
        ),
        Column("remark", "text", "备注", "remark", ("说明",), blank="none"),
    ),
)
