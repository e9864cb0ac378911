"""班级名册: the classes of a school, their size and kind."""

from jianfu.ledgers.declare import Column, Ledger

LEDGER = Ledger(
    name="classes",
    zh="班级名册",
    en="Class register",
    field="student",
    key=("class", "school_year"),
    standing=True,
    also=("班级一览表", "班级情况统计表", "班额统计表", "分班情况", "班级基本情况", "班级汇总", "班额情况"),
    columns=(
        Column(
            "class",
            "class",
            "班级",
            "class",
            ("班级名称", "班别", "行政班"),
            required=True,
            example="三（2）班",
        ),
        Column("school_year", "text", "学年", "school year", (), blank="none", example="2026-2027"),
        Column(
            "size",
            "integer",
            "人数",
            "pupils",
            (
                "班额",
                "学生数",
                "学生人数",
                "班级人数",
                "总人数",
                "在籍人数",
                "合计",
                "小计",
                "总计",
                "现有人数",
                "实有人数",
                "在校生数",
            ),
            unit="student",
            derive="size_of_halves",
            example="42",
        ),
        Column("boys", "integer", "男", "boys", ("男生", "男生数", "男生人数"), unit="student", example="22"),
        Column(
            "girls", "integer", "女", "girls", ("女生", "女生数", "女生人数"), unit="student", example="20"
        ),
        Column(
            "label",
            "text",
            "班级类别",
            "kind of class",
            ("班级类型", "班级性质", "班型"),
            blank="none",
            example="普通班",
        ),
        Column(
            "teacher",
            "text",
            "班主任",
            "homeroom teacher",
            ("班主任姓名",),
            blank="none",
            personal=True,
            example="张某",
        ),
        Column("boarding", "bool", "寄宿", "boarding", ("是否寄宿", "寄宿班"), blank="unknown", example="否"),
    ),
)
