"""各科作业统筹表: how many minutes each subject may set on each weekday, as agreed in a class."""

from jianfu.ledgers.declare import Column, Ledger

LEDGER = Ledger(
    name="allotment",
    zh="各科作业统筹表",
    en="Weekly allotment of homework to subjects",
    field="student",
    key=("class", "weekday", "subject"),
    standing=True,
    across=("weekday", "subject", "class"),
    cell="minutes",
    also=("各科统筹表", "作业统筹表", "作业时长分配", "作业统筹安排", "学科作业统筹"),
    columns=(
        Column("class", "class", "班级", "class", ("班别",), required=True, example="五（1）班"),
        Column("weekday", "weekday", "星期", "weekday", ("周次", "星期几"), required=True, example="星期一"),
        Column("subject", "subject", "学科", "subject", ("科目",), required=True, example="数学"),
        Column(
            "minutes",
            "minutes",
            "分钟",
            "minutes",
            ("时长", "时长（分钟）", "分配时长", "统筹时长", "分钟数", "上限"),
            unit="minute",
            example="20",
        ),
        Column("term", "term", "学年学期", "term", ("学期",), blank="none", example="2026-2027学年第一学期"),
    ),
)
