"""校历: terms, days off and make-up days of a place."""

from jianfu.ledgers.declare import Choice, Column, Ledger

LEDGER = Ledger(
    name="school_calendar",
    zh="校历",
    en="School calendar",
    field="shared",
    key=("kind", "first_day"),
    standing=True,
    also=("学年校历", "教学日历", "校历安排", "行事历", "放假安排"),
    columns=(
        Column(
            "kind",
            "choice",
            "事项",
            "kind",
            ("类别", "类型", "项目", "内容", "安排"),
            required=True,
            example="开学",
            choices={
                "term": Choice("学期", "term", ("学期起止", "上课", "第一学期", "第二学期", "学期时间")),
                "term_start": Choice(
                    "开学", "term starts", ("开学日", "正式上课", "学期开始", "开学上课", "正式开学")
                ),
                "term_end": Choice(
                    "学期结束", "term ends", ("放寒假", "放暑假", "寒假开始", "暑假开始", "休业式", "散学")
                ),
                "day_off": Choice(
                    "放假",
                    "day off",
                    (
                        "假期",
                        "节假日",
                        "法定节假日",
                        "停课",
                        "休息",
                        "中秋节",
                        "国庆节",
                        "元旦",
                        "清明节",
                        "劳动节",
                        "端午节",
                        "秋假",
                        "寒假",
                        "暑假",
                        "春假",
                    ),
                ),
                "make_up": Choice(
                    "调休上课", "make-up day", ("调休", "补课", "上班", "补班", "调休上班", "补上课")
                ),
            },
        ),
        Column(
            "first_day",
            "date",
            "开始日期",
            "first day",
            (
                "日期",
                "起始日期",
                "开始时间",
                "起",
                "自",
                "时间",
                "起止日期",
                "起止时间",
                "日期安排",
                "时间安排",
            ),
            required=True,
            example="2026-09-01",
        ),
        Column(
            "last_day",
            "date",
            "结束日期",
            "last day",
            ("截止日期", "终止日期", "结束时间", "止", "至"),
            blank="none",
            example="2027-01-29",
        ),
        Column("term", "term", "学年学期", "term", ("学期",), blank="none", example="2026-2027学年第一学期"),
        Column("remark", "text", "备注", "remark", ("说明",), blank="none"),
    ),
)
