"""减负事项清单: what burdens a unit, counted, and what was decided of each: keep, merge or cancel."""

from jianfu.ledgers.declare import Choice, Column, Ledger
from jianfu.terms.text import Text

LEDGER = Ledger(
    name="burden_items",
    zh="减负事项清单",
    en="Inventory of burdens",
    field="teacher",
    key=("item", "imposed_by"),
    standing=True,
    also=(
        "负担清单", "负担事项清单", "负担事项台账", "减负清单", "减负事项台账", "清理负担事项清单", "负担事项摸底表",
        "教师负担清单", "基层负担清单", "负担底数清单", "保留事项清单", "减负保留清单", "减负清理清单",
    ),
    columns=(
        Column("item", "text", "负担事项", "item", ("负担事项名称", "减负事项", "清理事项", "事项内容", "事项名称", "负担名称"),
               required=True, example="学校安全隐患排查统计表"),
        Column("matter", "text", "事项归并", "matter", (), derive="matter_of_item",
               example="学校安全隐患排查统计表",
               help=Text("去掉年份、季度和括号后的名称，用来同登记核对。",
                         "The item without year, quarter and brackets, to be held against the logs.")),
        Column("kind", "choice", "事项类别", "kind", ("类别", "负担类别", "负担类型", "类型", "事项类型"), example="报表",
               choices={
                   "inspection": Choice("督查检查", "inspection", ("督查检查考核", "检查考核", "检查评比考核", "检查", "考核", "评比")),
                   "visit": Choice("进校园活动", "entering schools", ("社会事务", "社会事务进校园", "进校园", "活动")),
                   "form": Choice("报表", "form", ("报表填写", "填表报数", "表格", "调查统计", "数据填报", "材料报送")),
                   "group": Choice("工作群和应用", "groups and apps", ("工作群", "APP", "工作群APP", "政务APP", "公众号")),
                   "paper": Choice("文件会议", "papers and meetings", ("文件", "会议", "发文", "文山会海")),
                   "secondment": Choice("抽调借用", "secondment", ("借调", "抽调", "借用")),
                   "training": Choice("培训", "training", ("教师培训",)),
                   "other": Choice("其他", "other", ("其它",)),
               }),
        Column("imposed_by", "org", "来源部门", "imposed by",
               ("实施部门", "布置部门", "责任部门", "牵头部门", "来源单位", "要求部门", "实施单位", "负担来源"), example="县应急局"),
        Column("times", "integer", "每年次数", "times a year", ("年次数", "全年次数", "年均次数"), unit="time",
               derive="times_of_frequency", example="12"),
        Column("frequency", "text", "频次", "how often", ("开展频次", "频率"), blank="none", example="每月1次"),
        Column("minutes", "minutes", "每次耗时（小时）", "hours each time", ("每次耗时", "单次耗时", "每次用时"), unit="hour",
               example="2"),
        Column("people", "integer", "涉及人数", "people", ("参与人数", "涉及教师数"), unit="person", example="3"),
        Column("decision", "choice", "处理意见", "decision",
               ("处置意见", "清理意见", "清理结果", "处理结果", "清理处置意见", "处置结果"), example="保留",
               choices={
                   "keep": Choice("保留", "keep", ("继续", "予以保留", "规范保留")),
                   "merge": Choice("合并", "merge", ("整合", "归并", "合并开展", "并入")),
                   "cancel": Choice("取消", "cancel", ("清理", "停止", "废止", "予以取消")),
                   "open": Choice("待定", "undecided", ("未定", "待研究", "研究中")),
               }),
        Column("merged_into", "text", "合并到", "merged into", ("并入事项", "合并后事项", "归并到"), blank="none",
               example="学校安全综合检查"),
        Column("decided_on", "date", "清理日期", "decided on", ("处置日期", "处理日期", "确定日期", "清理时间"), partial=True,
               example="2026-03-31"),
        Column("filed", "text", "保留备案文号", "filed", ("备案文号", "保留清单文号", "备案号"), example="青减负〔2026〕2号"),
        Column("remark", "text", "备注", "remark", ("说明",), blank="none"),
    ),
)  # fmt: skip
