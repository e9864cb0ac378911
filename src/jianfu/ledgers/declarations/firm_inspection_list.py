"""涉企行政检查事项清单: what may be inspected at firms, by whom and how often."""

from jianfu.ledgers.declare import Choice, Column, Ledger

LEDGER = Ledger(
    name="firm_inspection_list",
    zh="涉企行政检查事项清单",
    en="List of inspections at firms",
    field="enterprise",
    key=("item",),
    standing=True,
    organisation="body",
    also=("行政检查事项清单", "涉企检查事项清单", "行政检查事项目录", "行政检查频次", "涉企行政检查频次上限", "年度检查频次上限",
    "涉企检查清单"),
    columns=(
        Column("body", "org", "检查主体", "inspected by", ("检查单位", "实施主体", "检查机关", "实施单位", "检查部门", "实施机关"),
               example="青禾县应急管理局"),
        Column("item", "text", "行政检查事项名称", "item", ("检查事项", "行政检查事项", "检查事项名称", "事项名称", "检查项目"),
               required=True,
               example="危险化学品生产检查"),
        Column("item_key", "text", "项目简写", "item, short", (), derive="item_in_short"),
        Column("basis", "text", "法定依据", "basis", ("检查依据", "依据", "设定依据", "法律依据"), example="有关条例"),
        Column("standard", "text", "检查标准", "what is looked at", ("检查内容", "检查要点"), blank="none", example="检查要点十二条"),
        Column("method", "choice", "检查方式", "how", ("方式",), example="现场检查",
               choices={"on_site": Choice("现场检查", "on site", ("现场", "实地检查", "入企检查")),
                        "off_site": Choice("非现场检查", "off site", ("非现场", "书面检查", "线上检查", "远程检查")),
                        "both": Choice("现场与非现场结合", "both", ("现场或非现场", "两者结合"))}),
        Column("frequency", "text", "频次上限", "at most how often", ("年度频次上限", "检查频次", "频次", "年检查频次上限",
               "检查频次上限", "年度检查频次"),
               example="1次/年"),
        Column("cap", "integer", "每年最多次数", "times a year at most", (), unit="time", derive="times_a_year"),
        Column("level", "text", "检查层级", "level", ("实施层级", "层级"), blank="none", example="县级"),
        Column("published", "bool", "是否公布", "published", ("是否公示", "是否公开"), example="是"),
        Column("remark", "text", "备注", "remark", ("说明",), blank="none"),
    ),
)  # fmt: skip
