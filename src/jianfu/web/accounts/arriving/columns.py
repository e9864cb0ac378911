"""The columns of a list of people, declared as those of a ledger are; it is none, and no norm reads it."""

from __future__ import annotations

from jianfu.ledgers.declare import Choice, Column, Ledger
from jianfu.terms.text import Text

# The words of a role and what else people write for it; each may follow what the role is for (三（2）班班主任).
ROLES = {
    "teacher": Choice("任课教师", "teacher", ("教师", "老师", "任课老师", "科任教师", "科任老师", "专任教师")),
    "homeroom_teacher": Choice("班主任", "homeroom teacher", ("正班主任",)),
    "grade_head": Choice("年级组长", "grade head", ("年级主任", "级长", "年级长", "年段长")),
    "group_head": Choice("备课组长", "preparation-group head", ("教研组长", "学科组长", "学科带头人")),
    "academic_office": Choice("教导处", "academic office", ("教导主任", "教务处", "教务主任", "教务员", "教学副校长")),
    "principal": Choice("校长", "principal", ("负责人", "学校负责人")),
    "parent": Choice("家长", "parent", ("家长代表", "家委会")),
    "bureau_officer": Choice("教育局工作人员", "bureau officer", ("教育局", "局机关")),
    "inspector": Choice("督学", "inspector", ("责任督学", "挂牌督学")),
    "department": Choice("部门工作人员", "other department", ("部门", "科员")),
    "clerk": Choice("办公室工作人员", "office clerk", ("办公室", "文书", "办公室主任")),
    "firm": Choice("企业", "firm", ("企业负责人", "企业联系人")),
    "villager": Choice("村民", "villager", ("村民代表",)),
    "administrator": Choice("管理员", "administrator", ("系统管理员", "信息员")),
}  # fmt: skip

PEOPLE = Ledger(
    name="people",
    zh="人员名单",
    en="People",
    field="shared",
    key=("name",),
    standing=True,
    also=("教师名单", "教职工名册", "教师花名册", "人员花名册", "任课安排表", "岗位安排表"),
    columns=(
        Column(
            "name", "text", "姓名", "name", ("教师姓名", "人员姓名", "教师", "老师", "名字"), required=True,
            personal=True, example="李敏",
        ),
        Column(
            "role", "text", "岗位", "role",
            ("职务", "角色", "身份", "任职", "工作岗位", "职责", "担任职务", "所任职务", "现任职务"), required=True,
            example="班主任", choices=ROLES,
            help=Text("一人多岗写在一格，用顿号隔开，或分几行写。", "Several roles go in one cell, parted by commas, or on several rows."),
        ),
        Column(
            "led_class", "text", "班级", "class", ("所带班级", "班主任班级", "任教班级", "带班", "管理班级"), blank="none",
            example="三（2）班", help=Text("班主任必填。", "A homeroom teacher must have one."),
        ),
        Column(
            "grade", "text", "年级", "grade", ("所在年级", "任教年级", "分管年级", "年级组"), blank="none",
            example="三年级", help=Text("年级组长必填。", "A grade head must have one."),
        ),
        Column(
            "subject", "text", "学科", "subject", ("任教学科", "科目", "任教科目", "课程", "所教学科"), blank="none",
            example="数学", help=Text("任课教师、备课组长必填。", "A teacher or the head of a preparation group must have one."),
        ),
    ),
)  # fmt: skip
