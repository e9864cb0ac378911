"""What invented statements are about."""

from __future__ import annotations

import pytest

from jianfu.plans.describe.lexicon import vocabulary
from jianfu.plans.describe.topic import acts
from jianfu.plans.model import Statement
from tests.plans.describing import described, within

SAMPLES = {
    "homework": [
        "各班每晚作业由班主任汇总登记",
        "初中语文练笔每周一篇,教师须面批",
        "严禁布置罚抄类作业",
        "寒假作业以阅读为主,开学后展评",
        "不得让家长在群里批改作业",
        "作业时长在教室门口写明",
        "不得通过微信布置作业",
    ],
    "course_plan": [
        "劳动课每周安排一节",
        "各年级开齐国家课程",
        "不得增加考试科目的周课时",
        "地方课程和校本课程按省定课时开设",
        "一年级坚持零起点教学,不抢进度",
        "书法课不得改上语文",
        "严禁压缩综合实践课程",
    ],
    "timetable": [
        "班级课表张贴在教室门口",
        "临时换课须经教务处审批",
        "任何人不得占用音乐课讲试卷",
        "因公出差缺的课两周内补上",
        "主科教师不得挤占体育课",
        "每节课不超过四十分钟",
    ],
    "school_day": [
        "早晨到校时间不早于七点五十",
        "走读生一律不上晚自习",
        "寒假期间不得集体补课",
        "下午放学时间冬季提前二十分钟",
        "初三年级周末不得组织上课",
        "学校统一夏季作息时间",
        "课间十分钟留给学生自由活动",
    ],
    "sleep": [
        "寄宿生熄灯后保证九小时睡眠",
        "小学生就寝不晚于九点二十",
        "家校共同保障孩子睡眠充足",
        "开展睡眠状况监测",
    ],
    "exercise": [
        "每天上午安排大课间跑操",
        "保证学生每天锻炼一小时",
        "组织眼保健操两次",
        "冬季开展长跑运动",
        "体质健康测试数据如实上传",
    ],
    "exam": [
        "小学阶段取消期中考试",
        "不得组织跨校联考",
        "毕业班模拟考试每学期不超过两次",
        "试题由教研室统一命制",
        "禁止以单元练习名义组织月考",
        "低年级期末采用游园闯关形式",
    ],
    "grading": [
        "学业成绩以等级形式呈现",
        "评语应当写明学生的进步",
        "不把考试分数作为评价教师的唯一标准",
        "建立学生成长记录袋",
        "实行优良合格待合格四级评定",
    ],
    "ranking": [
        "不得张榜公布学生名次",
        "严禁炒作中考升学率",
        "任课教师不得按分数给学生排队",
        "不得宣传高考状元",
    ],
    "teaching_aids": [
        "每科只选用一种教辅",
        "不得统一征订练习册",
        "教师不得推荐课外辅导资料",
        "校内设立教辅选用委员会",
        "严禁向学生推销复习用书",
    ],
    "schoolbag": [
        "书包重量每月抽测一次",
        "教室设置储物柜存放学具",
        "课本可留校,减轻书包重量",
    ],
    "enrolment": [
        "实行免试就近入学",
        "不得举行入学考试选拔学生",
        "严禁跨区域掐尖招生",
        "随迁子女凭居住证报名",
    ],
    "class_assignment": [
        "新生通过电脑随机编班",
        "不得设置实验班和快慢班",
        "分班现场邀请家长代表监督",
        "均衡配备任课教师",
    ],
    "class_size": [
        "新建学校班额不超过45人",
        "三年内消除大班额",
        "起始年级每班不超过五十人",
    ],
    "after_school": [
        "课后服务每天不少于两小时",
        "开设书法、足球等兴趣小组",
        "放学后开放图书馆和操场",
        "社团活动每周两次",
        "组织学生参加社会实践",
        "课后托管坚持自愿参加",
    ],
    "competition": [
        "不得组织学生参加未列入名单的竞赛",
        "竞赛结果不与升学挂钩",
        "禁止举办奥数比赛",
    ],
    "off_campus_training": [
        "校外培训机构不得超纲教学",
        "学科类培训机构全部登记为非营利",
        "线下培训晚八点半前结束",
        "学科类机构周末不得开课,线上培训课间隔十分钟",
    ],
    "paid_tutoring": [
        "在职教师不得有偿补课",
        "全体教师签订不参与有偿家教承诺书",
        "严禁教师到培训机构兼职",
    ],
    "lesson_quality": [
        "推行启发式教学,少讲多练",
        "每周四下午集体备课",
        "打造高效课堂",
        "教师应当写教学反思",
        "开展同课异构研讨",
        "抓好课堂教学改革",
        "向四十分钟要质量",
        "注重培养学习习惯",
    ],
    "inspection": [
        "督导室每学期开展一次专项督查",
        "涉及学校的检查须纳入年度计划",
        "不得重复检查",
        "推行部门联合检查",
        "同一部门每年对同一企业检查不超过一次",
        "县教育局组织随机抽查",
        "减少评比达标活动",
        "责任督学每月到校督导",
    ],
    "social_affairs": [
        "社会事务进校园须经教育局审批",
        "不得安排教师上街执勤",
        "学校有权拒绝与教学无关的活动",
        "严禁向学校摊派招商任务",
        "禁毒宣传活动由教育局统筹进校",
        "不得要求学校停课参加庆典",
    ],
    "form": [
        "同一数据只填报一次",
        "各科室不得向学校重复索要报表",
        "推行村级一张表",
        "整合信息系统,实现数据共享",
        "统计报表须经统计部门批准",
    ],
    "survey": [
        "每学期开展一次学生问卷调查",
        "到村调研轻车简从",
        "不得扎堆调研",
        "面向教师的网络问卷须经教育局同意",
    ],
    "document": [
        "文件篇幅不超过四千字",
        "全年发文数量只减不增",
        "可发可不发的文件一律不发",
        "简报只保留一种",
        "不得层层转发文件",
    ],
    "meeting": [
        "全县性会议每月不超过两次",
        "会议时间控制在九十分钟以内",
        "能开视频会的不集中开会",
        "不得要求村干部陪会",
        "每月召开一次例会",
    ],
    "app_group": [
        "解散长期不用的微信工作群",
        "不得强制教师下载政务APP",
        "严禁以打卡截图评价工作",
        "一个单位原则上只保留一个公众号",
        "清理僵尸工作群",
    ],
    "secondment": [
        "借调教师期限不超过半年",
        "各部门不得抽调乡镇干部",
        "清退长期借用人员",
        "借用到期返回原单位",
    ],
    "teacher_training": [
        "整合教师培训项目",
        "新教师参加岗前培训",
        "不得安排教师参加无关培训",
        "实施师徒结对工程",
        "加强师德师风建设",
    ],
    "evidence": [
        "不得以台账资料评判工作",
        "检查结果存入学校档案",
        "职称评审不再要求提供佐证材料",
        "不要求教师手写学习笔记",
        "做好会议记录",
    ],
    "fee": [
        "清单之外不得收费",
        "行政事业性收费降低两成",
        "收费时出具财政票据",
        "不得拖欠中小企业账款",
        "停止收取的费用及时退回",
        "规范涉农收费项目",
        "水费电费按表计收",
    ],
    "levy": [
        "严禁向企业摊派赞助",
        "筹资筹劳须经村民会议表决",
        "每人每年筹资不超过十五元",
        "不得乱罚款",
        "不得要求农民出资出劳",
        "行政处罚按最低幅度执行",
    ],
    "subscription": [
        "村级订阅报刊费用不超过八百元",
        "不得强制企业订阅杂志",
        "党报党刊坚持自愿征订",
    ],
    "subsidy": [
        "粮食补贴通过一卡通发放",
        "不得截留惠农资金",
        "乡镇工作补贴按月兑现",
        "落实稳岗扶持政策",
        "贫困学生享受助学金",
    ],
    "card": [
        "农民负担监督卡发放到户",
        "企业缴费登记卡随缴随填",
        "农户凭卡认账,换卡不收工本",
    ],
    "complaint": [
        "设立减负举报电话",
        "投诉十五个工作日内办结",
        "畅通群众信访渠道",
        "对实名举报逐件答复",
        "听取教师意见和建议",
        "澄清对干部的诬告",
    ],
    "rectification": [
        "对查出的问题限期整改",
        "建立问题清单,逐项销号",
        "开展自查自纠",
        "摸清现有事项底数",
        "整改情况适时回头看",
        "全面清理不合理事项",
        "建立长效机制,防止反弹",
    ],
    "accountability": [
        "对弄虚作假的严肃问责",
        "违反规定的取消评优资格",
        "通报三起典型案例",
        "情节严重的移交纪委",
        "对工作不力的约谈主要负责人",
        "纳入年度绩效考核",
    ],
    "reward": [
        "评选减负先进学校",
        "对成绩突出的教师予以表彰",
        "完善容错纠错机制",
        "给担当作为的干部正向激励",
    ],
    "organisation": [
        "成立由局长任组长的领导小组",
        "领导小组办公室设在督查室",
        "各部门密切配合,形成合力",
        "明确专人负责联络",
        "建立部门协调机制",
    ],
    "responsibility": [
        "实行一把手负责制",
        "各级领导要高度重视",
        "逐级签订责任书",
        "校长是第一责任人",
        "压实属地管理责任",
        "切实提高思想认识",
    ],
    "disclosure": [
        "收费标准在醒目位置公示",
        "清单向社会公布",
        "实行村务公开",
        "结果在公示栏张贴七天",
    ],
    "publicity": [
        "利用广播宣传惠农政策",
        "印发致家长一封信",
        "推广基层好做法",
        "开展政策宣讲活动",
        "引导家长树立正确教育观",
        "营造良好舆论氛围",
    ],
    "report": [
        "各校每月25日前上报进展情况",
        "年底提交工作总结",
        "实行月报告制度",
        "向市局作书面报告",
        "汇总情况报领导小组办公室",
        "在三个镇设立负担监测点",
    ],
    "plan_phase": [
        "动员部署阶段(3月底前)",
        "第二阶段为集中整治",
        "各镇制定实施方案",
        "先行试点,分步实施",
    ],
    "secrecy": [
        "涉密文件专人保管",
        "不得泄露学生个人信息",
        "开展保密教育",
    ],
    "other": [
        "保护学生视力,减少屏幕时间",
        "个人手机不得带入课堂",
        "优化营商环境",
        "坚持以人民为中心",
        "建好班级图书角",
    ],
}


@pytest.mark.parametrize(
    ("topic", "text"), [(topic, text) for topic, texts in SAMPLES.items() for text in texts]
)
def test_a_statement_is_about_what_its_words_name(topic: str, text: str) -> None:
    assert described(text).topic == topic


def test_every_topic_is_exercised() -> None:
    heard = {topic for topic in vocabulary("topics")["words"] if topic != "-"}
    assert heard == set(SAMPLES)
    assert all(len(texts) >= 3 for texts in SAMPLES.values())
    assert acts() < heard


def test_the_heading_speaks_where_the_words_are_silent() -> None:
    assert described("每晚由专人核对一遍").topic == "other"
    assert described("每晚由专人核对一遍", within("作业管理")).topic == "homework"
    assert described("每晚由专人核对一遍", within("收费公示")).topic != "homework"


def test_own_words_are_louder_than_the_heading() -> None:
    assert described("不得组织学生参加竞赛", within("作业管理")).topic == "competition"


def test_the_nearest_heading_is_louder_than_the_one_above() -> None:
    assert described("每晚由专人核对一遍", within("作业管理", "睡眠管理")).topic == "sleep"


def test_what_went_before_speaks_where_nothing_else_does() -> None:
    first = "低年级不留书面作业"
    before = described(first)
    context = within(sentence=f"{first},中年级半小时以内")
    running = Statement(first, first, 0, len(first), before)
    follows = type(context)(context.about, sentence=context.sentence, previous=running)
    assert described("中年级半小时以内", follows).topic == "homework"


def test_an_act_outweighs_the_thing_it_is_done_to() -> None:
    assert described("把收费标准张贴在公示栏,向社会公布").topic == "disclosure"
    assert described("发现多收费用的,严肃追究经办人责任").topic == "accountability"


def test_a_condition_is_not_the_matter() -> None:
    assert described("未经公示的,一律不得收费").topic == "fee"


def test_an_aim_without_a_thing_is_other() -> None:
    assert described("让孩子真正轻松起来", within("工作目标", "作业管理")).topic == "other"


def test_the_reason_is_the_word() -> None:
    assert described("严禁炒作中考升学率").reasons["topic"] in {"升学率", "炒作…升学率", "中考升学率"}
