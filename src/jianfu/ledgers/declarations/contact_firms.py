"""负担监测联系企业名单: firms that an office has undertaken to keep in touch with about their burden."""

from jianfu.ledgers.declare import Column, Ledger

LEDGER = Ledger(
    name="contact_firms",
    zh="负担监测联系企业名单",
    en="Contact firms",
    field="enterprise",
    key=("firm",),
    standing=True,
    organisation="office",
    also=("负担监测点企业名单", "监测点企业名单", "联系企业名单", "企业负担监测点", "监测企业名单", "减负联系点企业", "联系点企业名单"),
    columns=(
        Column("office", "org", "联系单位", "contact office", ("包联单位", "联系部门", "监测单位", "责任单位", "挂钩单位"),
               example="青禾县工业和信息化局"),
        Column("firm", "org", "联系企业", "firm", ("监测点企业", "监测企业", "企业名称", "联系点企业", "企业"), required=True,
               example="青禾县恒源机械有限公司"),
        Column("credit_code", "text", "统一社会信用代码", "credit code", ("信用代码", "社会信用代码"), example="91339900MA0QH0F01X"),
        Column("sector", "text", "所属行业", "sector", ("行业", "行业类别"), blank="none", example="机械制造"),
        Column("scale", "text", "企业规模", "size", ("规模", "企业类型"), blank="none", example="小型"),
        Column("agreed_on", "date", "列为联系企业日期", "since", ("设立日期", "列入时间", "列入日期", "联系起始日期"), blank="none",
               example="2025-01-10"),
        Column("person", "text", "联系人", "contact person", ("联络员", "企业联系人"), blank="none", personal=True, example="王*"),
        Column("remark", "text", "备注", "remark", ("说明",), blank="none"),
    ),
)  # fmt: skip
