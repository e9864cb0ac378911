"""企业交费登记卡: what a firm says it paid, to whom and against which receipt."""

from jianfu.ledgers.declarations.fees_charged import RECEIPTS
from jianfu.ledgers.declare import Column, Ledger

LEDGER = Ledger(
    name="fees_paid",
    zh="企业交费登记卡",
    en="Payments of a firm",
    field="enterprise",
    key=("body", "item", "paid_on", "receipt"),
    date="paid_on",
    repeats=True,
    distinct="receipt",
    organisation="firm",
    also=("交费登记卡", "企业缴费登记卡", "企业缴费登记", "企业交费登记", "缴费登记卡", "缴费登记", "交费明细", "企业负担登记卡",
    "缴费卡", "交费卡",
          "企业交费明细", "企业缴费明细"),
    columns=(
        Column("firm", "org", "企业名称", "firm", ("交费企业", "缴费企业", "企业", "单位名称"), example="青禾县恒源机械有限公司"),
        Column("credit_code", "text", "统一社会信用代码", "credit code", ("信用代码", "社会信用代码"), example="91339900MA0QH0F01X"),
        Column("paid_on", "date", "交费日期", "paid on", ("缴费日期", "缴款日期", "交款日期", "交费时间", "缴费时间", "付款日期",
               "缴纳日期"),
               required=True, example="2026-09-10"),
        Column("body", "org", "收费单位", "paid to", ("执收单位", "收款单位", "收取单位", "收费部门", "收费主体"), required=True,
               example="青禾县市场监督管理局"),
        Column("item", "text", "交费项目", "item", ("项目", "收费项目", "缴费项目", "费用名称", "交费名称", "项目名称"), required=True,
               example="特种设备检验费"),
        Column("amount", "money", "交费金额", "amount", ("缴费金额", "金额", "缴款金额", "实交金额", "实缴金额", "交款金额"),
               unit="fen", required=True,
               example="600"),
        Column("receipt", "text", "票据号", "receipt", ("票据号码", "票号", "收据号", "发票号码", "票据编号"), example="No.0012345"),
        Column("receipt_kind", "choice", "票据类型", "kind of receipt", ("票据种类", "票据", "所给票据"), choices=RECEIPTS,
               example="财政票据"),
        Column("basis", "text", "收费依据", "basis shown", ("依据", "文件依据", "出示依据"), blank="none", example="青价〔2025〕4号"),
        Column("voluntary", "bool", "是否自愿", "voluntary", ("自愿", "是否自愿交纳", "是否自愿缴纳"), example="否"),
        Column("handler", "text", "经办人", "handled by", ("交费人", "缴费经办人", "企业经办人"), blank="none", personal=True,
               example="郑*"),
        Column("complaint", "text", "投诉", "complaint", ("投诉情况", "意见", "投诉意见", "有无投诉"), blank="none",
               example="标准未公示"),
        Column("remark", "text", "备注", "remark", ("说明",), blank="none"),
    ),
)  # fmt: skip
