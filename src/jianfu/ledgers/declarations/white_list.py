"""社会事务进校园白名单: the affairs that may enter schools this year, as each level publishes them."""

from jianfu.ledgers.declarations.organisations import LEVELS
from jianfu.ledgers.declare import Column, Ledger
from jianfu.terms.text import Text

LEDGER = Ledger(
    name="white_list",
    zh="社会事务进校园白名单",
    en="White list of affairs entering schools",
    field="teacher",
    key=("activity", "level", "listed_on"),
    date="listed_on",
    also=(
        "进校园白名单", "社会事务白名单", "社会事务进校园清单", "社会事务进校园事项清单", "进校园活动白名单", "进校园事项清单",
        "白名单",
    ),
    columns=(
        Column("activity", "text", "活动名称", "activity",
               ("事项名称", "社会事务名称", "进校园事项", "进校园活动", "社会事务事项", "白名单事项"),
               required=True, example="国家安全教育进校园"),
        Column("matter", "text", "活动归并", "matter", (), derive="matter_of_activity",
               example="国家安全",
               help=Text("去掉年份、季度、括号和“进校园”字样后的名称，用来认出同一活动。",
                         "The name without year, quarter, brackets and the words for entering schools.")),
        Column("held", "text", "开展时间", "when", ("活动时间", "实施时间", "开展时段", "时间"), blank="none",
               example="4月"),
        Column("place", "text", "开展地点", "where", ("活动地点", "地点"), blank="none", example="学校"),
        Column("extent", "text", "实施范围", "for whom", ("范围", "参与范围", "覆盖范围", "实施对象"), blank="none",
               example="全县中小学"),
        Column("content", "text", "活动主要内容", "content", ("主要内容", "活动内容", "内容"), blank="none",
               example="主题班会"),
        Column("basis", "text", "开展依据", "basis", ("依据", "政策依据", "文件依据", "活动依据"), example="国家安全法"),
        Column("runner", "org", "实施单位", "run by",
               ("牵头单位", "主办单位", "实施部门", "责任单位", "组织单位", "牵头部门"), example="县教育局"),
        Column("stages", "text", "学段", "stages", ("适用学段", "实施学段"), blank="none", example="小学、初中"),
        Column("frequency", "text", "频次", "how often", ("活动频次", "频率"), blank="none", example="1次/年"),
        Column("times", "integer", "每年次数", "times a year", ("年度次数",), unit="time", derive="times_of_frequency",
               example="1"),
        Column("minutes", "minutes", "时长", "length", ("活动时长", "每次时长"), unit="minute", example="40分钟"),
        Column("form", "text", "形式", "form", ("活动形式", "开展形式", "开展方式"), blank="none", example="主题班会"),
        Column("level", "choice", "级别", "level", ("层级", "名单级别", "发布层级", "清单级别"), choices=LEVELS,
               derive="level_of_title", example="县"),
        Column("for_year", "text", "年度", "year", ("年份", "所属年度"), blank="none", example="2026年"),
        Column("listed_on", "date", "名单日期", "listed on", ("公布日期", "发布日期", "印发日期", "公布时间"),
               derive="day_of_year", example="2026-01-01",
               help=Text("没有写日期的，按年度的第一天记。",
                         "Where no date is written, the first day of the year.")),
        Column("remark", "text", "备注", "remark", ("说明",), blank="none"),
    ),
)  # fmt: skip
