"""报表指标: the fields that each form asks for, by which the same figure asked twice is found."""

from jianfu.ledgers.declare import Column, Ledger
from jianfu.terms.text import Text

LEDGER = Ledger(
    name="form_fields",
    zh="报表指标清单",
    en="Fields of forms",
    field="teacher",
    key=("form", "asked_by", "field"),
    standing=True,
    also=("报表指标", "指标清单", "报表字段清单", "填报指标清单", "指标目录", "数据项清单", "报表数据项", "填报字段清单"),
    columns=(
        Column("form", "text", "所属报表", "form",
               ("报表名称", "表名", "表格名称", "所在报表", "报表", "来源报表"), required=True, example="学校基本情况统计表"),
        Column("asked_by", "org", "报送部门", "asked by",
               ("要求部门", "报送对象", "布置部门", "来源部门", "收表单位", "数据需求部门", "主管部门", "部门", "要求单位"),
               example="县教育局"),
        Column("field", "text", "指标名称", "field",
               ("指标", "字段名称", "字段", "数据项", "填报指标", "数据项名称", "填报字段", "指标项"),
               required=True, example="在校学生数"),
        Column("same_field", "text", "指标归并", "same field", (), derive="matter_of_field", example="在校学生数",
               help=Text("去掉年份、括号和标点后的指标名称，用来认出同一指标。",
                         "The name without year, brackets and punctuation, by which the same field is known.")),
        Column("unit", "text", "计量单位", "unit", ("指标单位", "单位名"), blank="none", example="人"),
        Column("available", "bool", "是否可从已有系统获取", "already known",
               ("可从已有系统获取", "已有系统可获取", "是否已有数据", "是否可共享获取", "是否可共享"), example="是"),
        Column("held_in", "text", "数据来源系统", "held in", ("已有系统", "来源系统", "系统名称", "系统", "所在系统"),
               blank="none",
               example="学籍系统"),
        Column("remark", "text", "备注", "remark", ("说明",), blank="none"),
    ),
)  # fmt: skip
