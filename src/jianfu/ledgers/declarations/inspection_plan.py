"""督查检查考核事项清单: the year's list of inspections and assessments that may be held."""

from jianfu.ledgers.declarations.organisations import LEVELS
from jianfu.ledgers.declare import Choice, Column, Ledger
from jianfu.terms.text import Text

KINDS = {
    "comprehensive": Choice(
        "综合", "comprehensive", ("综合性", "综合督查", "综合考核", "综合检查", "综合督导")
    ),
    "business": Choice("业务", "line of business", ("业务性", "业务检查", "日常工作", "常规")),
    "special": Choice("专项", "special", ("专项督查", "专项检查", "专项督导")),
    "grading": Choice(
        "评估定级", "technical grading", ("等级评估", "专业评估", "技术评估", "评估认定", "等级评定")
    ),
    "drive": Choice(
        "达标创建", "drive for a standard", ("达标", "创建", "评比", "达标评比", "创建达标", "示范创建")
    ),
}
FORMS = {
    "on_site": Choice(
        "实地", "on site", ("现场", "实地检查", "入校", "进校", "现场检查", "实地查看", "听汇报")
    ),
    "written": Choice("书面", "in writing", ("书面检查", "材料审核", "查阅资料", "自查", "书面自查")),
    "online": Choice("线上", "online", ("网上", "网络", "线上检查", "系统填报")),
    "unannounced": Choice(
        "暗访", "unannounced", ("明察暗访", "四不两直", "突击检查", "不打招呼", "随机抽查", "飞行检查")
    ),
}
AIMS = {
    "school": Choice("学校", "schools", ("中小学", "中小学校", "各学校", "各校", "中小学幼儿园", "教师")),
    "township": Choice("乡镇", "townships", ("乡镇街道", "乡镇(街道)", "各乡镇", "镇街", "镇", "乡")),
    "village": Choice("村", "villages", ("村社区", "村(社区)", "各村", "社区")),
    "firm": Choice("企业", "firms", ("涉企", "市场主体")),
    "office": Choice("部门", "offices", ("县直部门", "各部门", "县直单位", "机关")),
    "several": Choice(
        "多类对象", "several", ("乡镇和学校", "乡镇、学校", "乡镇、部门", "乡镇和部门", "各有关单位")
    ),
}

LEDGER = Ledger(
    name="inspection_plan",
    zh="督查检查考核事项清单",
    en="Yearly list of inspections",
    field="teacher",
    key=("item", "lead", "listed_on"),
    date="listed_on",
    also=(
        "督查检查考核计划", "督查检查考核年度计划", "督查检查考核清单", "督查检查考核事项", "督查检查考核事项计划",
        "督查检查事项清单", "督导检查事项清单", "检查考核事项清单", "检查评比考核事项清单", "年度督查检查考核计划",
    ),
    columns=(
        Column("item", "text", "事项名称", "item",
               ("督查检查考核事项", "检查事项名称", "督查检查考核名称", "督查事项", "考核事项", "事项", "项目名称",
                "督查检查事项", "计划事项"),
               required=True, example="学校食品安全专项检查"),
        Column("matter", "text", "事项归并", "matter", (), derive="matter_of_item",
               example="学校食品安全专项检查",
               help=Text("去掉年份、季度和括号后的事项名称，用来认出同一事项。",
                         "The item without year, quarter and brackets, by which the same matter is known.")),
        Column("kind", "choice", "类型", "kind",
               ("事项类型", "督查类型", "检查类型", "类别", "事项类别", "性质"), choices=KINDS, example="专项"),
        Column("lead", "org", "牵头单位", "led by",
               ("牵头部门", "责任单位", "组织单位", "主办单位", "实施部门", "实施单位", "提报单位", "检查主体"),
               example="县应急局"),
        Column("others", "text", "参加单位", "with", ("配合单位", "参与单位", "联合单位", "参加部门", "协同单位"),
               blank="none", example="县教育局"),
        Column("basis", "text", "依据文件及文号", "basis",
               ("依据", "政策依据", "文件依据", "设立依据", "检查依据", "依据文件"), example="青政办发〔2026〕3号"),
        Column("aims", "choice", "检查对象", "aimed at",
               ("督查对象", "督查检查对象", "考核对象", "受检对象", "检查考核对象", "对象"), choices=AIMS, example="学校"),
        Column("extent", "text", "范围/数量", "extent", ("范围", "检查范围", "检查比例", "抽查比例"), blank="none",
               example="全县中小学"),
        Column("form", "choice", "检查方式", "form", ("方式", "督查方式", "开展方式", "考核方式"), choices=FORMS,
               example="实地"),
        Column("planned", "text", "计划时间", "planned for",
               ("拟开展时间", "计划开展时间", "时间安排", "拟定时间", "实施时间", "开展时间"), blank="none", example="9月"),
        Column("frequency", "text", "频次", "how often", ("检查频次", "频率", "开展频次", "年度频次"), blank="none",
               example="1次/年"),
        Column("times", "integer", "每年次数", "times a year", ("年度次数", "计划次数", "次数"), unit="time",
               derive="times_of_frequency", example="1"),
        Column("approval", "text", "审批/备案文号", "approval",
               ("审批文号", "备案文号", "备案号", "批准文号", "审批备案情况", "是否备案", "审批情况", "备案情况"),
               example="青督备〔2026〕5号"),
        Column("listed", "bool", "是否列入年度计划", "on the year's plan",
               ("列入年度计划", "是否列入计划", "是否年度计划内"), absent=True, example="是"),
        Column("merged", "bool", "是否合并开展", "held together", ("合并开展", "是否联合开展", "是否整合"), blank="unknown",
               example="否"),
        Column("level", "choice", "层级", "level", ("级别", "检查层级", "督查层级"), choices=LEVELS, example="县"),
        Column("for_year", "text", "年度", "year", ("计划年度", "年份", "所属年度"), blank="none", example="2026年"),
        Column("listed_on", "date", "清单日期", "listed on",
               ("公布日期", "印发日期", "发布日期", "列入日期", "下达日期"), derive="day_of_year", example="2026-01-01",
               help=Text("没有写日期的，按年度的第一天记。",
                         "Where no date is written, the first day of the year.")),
        Column("remark", "text", "备注", "remark", ("说明",), blank="none"),
    ),
)  # fmt: skip
