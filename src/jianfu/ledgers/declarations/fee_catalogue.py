"""涉企收费目录清单: what may be charged to firms, by whom, at what standard and from when to when."""

from jianfu.ledgers.declare import Choice, Column, Ledger
from jianfu.terms.text import Text

NATURES = {
    "administrative": Choice("行政事业性收费", "administrative charge", ("行政性收费", "事业性收费", "行政事业收费")),
    "fund": Choice("政府性基金", "government fund", ("基金",)),
    "deposit": Choice("涉企保证金", "deposit", ("保证金",)),
    "priced_service": Choice(
        "政府定价经营服务性收费", "service at a set price", ("政府定价", "政府定价经营服务收费", "政府指导价", "经营服务性收费")
    ),
    "market": Choice("市场调节", "at market price", ("市场调节价", "市场调节价收费", "自主定价", "会费", "捐赠")),
}  # fmt: skip

LEDGER = Ledger(
    name="fee_catalogue",
    zh="涉企收费目录清单",
    en="List of charges on firms",
    field="enterprise",
    key=("item", "standard", "since"),
    standing=True,
    organisation="body",
    also=("涉企收费清单", "收费目录清单", "涉企收费目录", "收费项目目录", "收费公示表", "收费一览表", "行政事业性收费目录清单",
          "政府性基金目录清单", "涉企保证金目录清单", "收费项目及标准"),
    columns=(
        Column("body", "org", "收费单位", "charged by", ("执收单位", "收费主体", "征收单位", "执收部门", "收费部门", "收取单位",
               "征收部门"),
               example="青禾县市场监督管理局"),
        Column("body_kind", "text", "单位性质", "kind of body", ("单位类别", "机构性质"), blank="none", example="行政机关"),
        Column("item", "text", "收费项目", "item", ("收费项目名称", "项目名称", "收费名称", "保证金名称", "基金名称"), required=True,
               example="特种设备检验费"),
        Column("item_key", "text", "项目简写", "item, short", (), derive="item_in_short"),
        Column("nature", "choice", "收费性质", "nature", ("收费类别", "项目性质", "收费类型", "管理方式"), choices=NATURES,
               example="行政事业性收费"),
        Column("service", "text", "服务内容", "what for", ("收费对象", "计费内容", "服务事项"), blank="none", example="电梯年检"),
        Column("standard", "text", "收费标准", "standard", ("标准", "计费标准", "征收标准", "收取标准", "现行标准"),
               example="每件200元"),
        Column("unit_price", "money", "标准金额", "standard in yuan", ("收费标准（元）", "标准（元）"), unit="fen", blank="none",
               derive="price_of_standard", example="200"),
        Column("rate", "text", "标准简写", "standard, short", (), derive="rate_of_price"),
        Column("basis", "text", "政策依据", "basis", ("收费依据", "文件依据", "依据", "依据文件", "政策文件", "依据文件及文号"),

               example="青价〔2025〕4号"),
        Column("level", "text", "征收层级", "level", ("收费层级", "执收层级", "层级", "管理层级"), blank="none", example="县级"),
        Column("reductions", "text", "减免政策", "reductions", ("减免规定", "优惠政策"), blank="none", example="小微企业减半"),
        Column("goes_to", "text", "资金去向", "where the money goes", ("资金管理方式", "缴入科目", "资金管理"), blank="none",
               example="缴入国库"),
        Column("officer", "text", "经办人", "officer", ("责任人", "联系人", "负责人"), blank="none", personal=True, example="周*"),
        Column("phone", "text", "举报电话", "telephone for complaints", ("监督电话", "投诉电话", "监督举报电话"),
               example="12345"),
        Column("since", "date", "执行日期", "in force from", ("执行时间", "起始执行日期", "开始执行日期", "生效日期", "起征日期",
               "执行起始日期"),
               blank="none", example="2025-06-01"),
        Column("until", "date", "停止执行日期", "in force until",
               ("停征日期", "取消日期", "废止日期", "停止日期", "执行截止日期", "失效日期", "停止执行时间", "停收日期"), blank="none",
               example="2026-06-30", help=Text("最后一天还可以收的日期；仍在执行的写“无”。",
               "The last day on which it may be charged.")),
        Column("change", "choice", "变动情况", "change", ("调整情况", "变动类型", "动态调整"), blank="none", example="标准调整",
               choices={"cancelled": Choice("取消", "cancelled", ("停征", "废止", "停止执行", "取消停征")),
                        "adjusted": Choice("标准调整", "standard changed", ("调整标准", "降低标准", "降标", "提高标准", "调整")),
                        "added": Choice("新增", "added", ("新设",))}),
        Column("published", "bool", "是否公示", "published", ("是否公开", "公示情况", "是否对外公示"), example="是"),
        Column("first_day", "integer", "起日序", "first day, numbered", (), unit="day", derive="first_day_of_item"),
        Column("last_day", "integer", "止日序", "last day, numbered", (), unit="day", derive="last_day_of_item"),
        Column("remark", "text", "备注", "remark", ("说明",), blank="none"),
    ),
)  # fmt: skip
