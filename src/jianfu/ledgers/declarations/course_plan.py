"""课时统计表: weekly periods of each subject in a grade."""

from jianfu.ledgers.declare import Column, Ledger

LEDGER = Ledger(
    name="course_plan",
    zh="课时统计表",
    en="Weekly periods by grade and subject",
    field="student",
    key=("grade", "subject"),
    standing=True,
    across=("grade", "subject"),
    cell="periods",
    also=("课程计划", "课程计划表", "课程设置表", "课时安排表", "周课时统计"),
    columns=(
        Column("grade", "grade", "年级", "grade", (), required=True, several=True, example="三年级"),
        Column(
            "subject", "subject", "学科", "subject", ("科目", "课程"), required=True, example="体育与健康"
        ),
        Column(
            "periods",
            "decimal",
            "周课时",
            "weekly periods",
            ("课时", "周课时数", "每周课时", "节数", "周节数"),
            unit="period",
            example="3",
        ),
        Column(
            "prescribed",
            "decimal",
            "国家规定",
            "prescribed",
            ("规定课时", "国家课时", "标准课时"),
            unit="period",
            blank="none",
            example="3",
        ),
        Column("term", "term", "学年学期", "term", ("学期",), blank="none", example="2026-2027学年第一学期"),
    ),
)
