"""联系企业负担监测表: what a contact firm told of its burden for a period: charges, visits, levies asked of it."""

from jianfu.ledgers.declare import Column, Ledger
from jianfu.terms.text import Text

LEDGER = Ledger(
    name="contact_reports",
    zh="联系企业负担监测表",
    en="Burden told by contact firms",
    field="enterprise",
    key=("period", "told_on"),
    date="told_on",
    organisation="firm",
    also=("企业负担监测表", "企业负担情况监测表", "监测点企业负担情况", "企业负担监测", "企业负担情况表", "企业负担季报",
    "联系企业走访记录"),
    columns=(
        Column("firm", "org", "企业名称", "firm", ("联系企业", "监测企业", "监测点企业", "企业"), example="青禾县恒源机械有限公司"),
        Column("credit_code", "text", "统一社会信用代码", "credit code", ("信用代码", "社会信用代码"), example="91339900MA0QH0F01X"),
        Column("office", "org", "联系单位", "contact office", ("包联单位", "监测单位", "联系部门", "了解单位"),
               example="青禾县工业和信息化局"),
        Column("period", "text", "监测期", "period", ("报告期", "监测季度", "所属季度", "监测时段", "季度"), required=True,
               example="2026年第三季度"),
        Column("told_on", "date", "了解日期", "told on", ("监测日期", "走访日期", "报送日期", "填报日期", "联系日期", "反馈日期"),
               required=True,
               example="2026-09-28"),
        Column("fees", "money", "行政性收费", "charges", ("涉企收费", "行政事业性收费", "收费支出", "缴纳收费金额"), unit="fen",
               example="3200"),
        Column("services", "money", "经营服务性收费", "services", ("中介服务收费", "服务性收费", "中介费用"), unit="fen",
               example="1800"),
        Column("fines", "money", "罚款支出", "fines", ("罚款", "罚款金额"), unit="fen", example="0"),
        Column("levies", "money", "摊派赞助支出", "levies",
               ("摊派", "赞助捐赠支出", "摊派金额", "各类摊派", "赞助捐赠", "会费及赞助"), unit="fen", example="0"),
        Column("subscriptions", "money", "订阅报刊支出", "subscriptions", ("报刊订阅", "订刊支出", "报刊费"), unit="fen",
               example="360"),
        Column("total", "money", "负担合计", "burden in all", ("负担总额", "合计金额", "总负担", "各项负担合计"), unit="fen",
               example="5360",
               derive="burden_in_all", help=Text("不填的，按各项相加。", "Worked out from the parts when left blank.")),
        Column("inspections", "integer", "接受检查次数", "inspections", ("受检次数", "迎检次数", "入企检查次数", "检查次数"),
               unit="time", example="1"),
        Column("forms", "integer", "填报报表份数", "forms filled in", ("报表份数", "填表份数", "报送报表数"), unit="item", example="4"),
        Column("remark", "text", "意见建议", "remark", ("备注", "企业诉求", "诉求", "说明"), blank="none"),
    ),
)  # fmt: skip
