"""教师培训台账: training that teachers are called to, planned or held."""

from jianfu.ledgers.declarations.organisations import LEVELS
from jianfu.ledgers.declare import Column, Ledger

LEDGER = Ledger(
    name="training_plan",
    zh="教师培训台账",
    en="Training of teachers",
    field="teacher",
    key=("name", "organiser", "held_on"),
    date="held_on",
    also=(
        "教师培训计划", "教师培训登记", "培训计划表", "培训计划", "年度培训计划", "教师培训安排", "教师培训统计", "培训台账",
        "教师参训登记", "外出培训登记",
    ),
    columns=(
        Column("name", "text", "培训名称", "training",
               ("培训项目", "项目名称", "培训主题", "培训内容", "培训班名称", "培训项目名称"), required=True,
               example="信息技术应用能力提升培训"),
        Column("organiser", "org", "组织单位", "called by",
               ("主办单位", "培训单位", "举办单位", "承办单位", "组织部门", "下达单位"), example="县教育局"),
        Column("level", "choice", "级别", "level", ("培训级别", "层级", "培训层级"), choices=LEVELS, example="县"),
        Column("held_on", "date", "培训日期", "held on",
               ("培训时间", "开班时间", "开始日期", "开始时间", "起止时间", "举办时间", "日期"), required=True, partial=True,
               example="2026-07-13"),
        Column("minutes", "minutes", "培训时长（小时）", "length", ("时长", "培训时长", "人均时长", "总时长（小时）"), unit="hour",
               example="16"),
        Column("places", "integer", "名额", "places", ("培训名额", "分配名额", "计划人数", "下达名额"), unit="person",
               example="20"),
        Column("attendees", "integer", "参训人数", "attendees", ("参加人数", "实际参训人数", "参训教师数", "参加教师数"),
               unit="person", example="18"),
        Column("in_plan", "bool", "是否列入年度计划", "in the year's plan",
               ("列入计划", "是否计划内", "是否列入计划", "是否年度计划内"), example="是"),
        Column("assigned", "bool", "是否摊派名额", "seats assigned", ("摊派名额", "是否凑人数", "是否分配硬性名额", "是否硬性摊派"),
               example="否"),
        Column("merged", "bool", "是否整合", "merged", ("是否合并举办", "合并举办"), blank="unknown", example="否"),
        Column("related", "bool", "是否与教育教学相关", "about teaching", ("与教学相关", "是否业务培训", "与教育教学相关"),
               example="是"),
        Column("off_hours", "bool", "是否占用休息日", "on rest days", ("占用休息日", "是否占用双休日", "是否占用节假日", "占用节假日"),
               example="否"),
        Column("remark", "text", "备注", "remark", ("说明",), blank="none"),
    ),
)  # fmt: skip
