"""Ledgers of surveys, classes, after-school service, premises, competitions and parents as schools keep them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from tests.ledgers.books import book, codes, records, taken


def test_survey_of_sleep_in_hours_by_class(tmp_path: Path) -> None:
    path = book(
        tmp_path / "学生睡眠调查汇总.xlsx",
        [
            ["青禾县甲小学2026—2027学年第一学期学生睡眠调查汇总表"],
            ["填报单位：甲小学", None, None, "填报人：王某"],
            ["序号", "年级", "班级", "调查日期", "应调查人数", "回收份数", "是否匿名", "平均睡眠时间（小时）", "睡眠不足人数", "备注"],
            [1, "三年级", "三（1）班", "2026.10.14", 42, "40份", "√", 9.8, 3, None],
            [2, None, "三（2）班", "2026.10.14", 41, 41, "√", "约9小时40分", "无", "有家长反映早起"],
            [3, "四年级", "四（1）班", dt.date(2026, 10, 15), "43人", 40, "×", "9.5-10", None, None],
            ["合计", None, None, None, 126, 121],
            ["说明：由学生和家长共同填写。"],
        ],
        ["A1:J1", "B4:B5"],
    )  # fmt: skip
    reading = taken(path)
    assert not reading.faults
    assert records(
        reading, "surveys", "organisation", "name", "grade", "class_name", "pupils", "returned", "anonymous",
        "sleep", "sleep_max", "short_sleepers", "surveyed_on",
    ) == [
        ("甲小学", "睡眠调查", 3, "三（1）班", 42, 40, True, 588, None, 3, dt.date(2026, 10, 14)),
        ("甲小学", "睡眠调查", 3, "三（2）班", 41, 41, True, 580, None, 0, dt.date(2026, 10, 14)),
        ("甲小学", "睡眠调查", 4, "四（1）班", 43, 40, False, 570, 600, None, dt.date(2026, 10, 15)),
    ]  # fmt: skip


def test_schoolbags_as_means_of_a_class(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["甲小学书包重量抽测统计表"],
        ["班级", "抽测日期", "抽测人数", "平均书包重量（kg）", "平均体重（kg）", "超过体重10%人数"],
        ["二（1）班", "2026-10-20", 20, "2.6公斤", 26.5, 4],
        ["二（2）班", "2026-10-20", 20, 2.4, "27", "无"],
    ]
    reading = taken(book(tmp_path / "书包.xlsx", rows, ["A1:F1"]))
    assert records(reading, "surveys", "name", "grade", "bag_weight", "body_weight", "heavy_bags") == [
        ("书包调查", 2, 260, 2650, 4),
        ("书包调查", 2, 240, 2700, 0),
    ]


def test_roster_of_classes_with_names_masked(tmp_path: Path) -> None:
    path = book(
        tmp_path / "七年级新生均衡编班.xlsx",
        [
            ["青禾县乙中学2026年秋季七年级新生均衡编班名册"],
            ["序号", "学籍号", "姓名", "性别", "入学方式", "分班方式",
             "随机序号", "编入班级", "班主任", "是否现场监督", "是否公示", "入学成绩"],
            [1, "G330799201401010011", "章小雨", "女", "学区", "电脑派位", "001", "七（1）班", "钱立", "是", "是", None],
            [2, "G330799201401010012", "章小雪", "女", "随迁子女", "电脑派位", "002", "七（1）班", "钱立", "是", "是", "无"],
            [3, "G330799201401010013", "顾大川", "男", "学区", "指定", "—", "七（2）班", "冯春", "否", "是", "187.5"],
            ["监督人签字：", None, None, None, None],
        ],
        ["A1:L1"],
    )  # fmt: skip
    reading = taken(path)
    assert records(
        reading,
        "class_assignment",
        "person",
        "sex",
        "entry",
        "method",
        "draw_no",
        "grade",
        "class_no",
        "test",
    ) == [
        ("章**", "girl", "catchment", "random", "001", 7, 1, None),
        ("章**②", "girl", "migrant", "random", "002", 7, 1, None),
        ("顾**", "boy", "catchment", "chosen", None, 7, 2, "1****"),
    ]
    assert "G33079920140101" not in str(records(reading, "class_assignment", "roll_no", "extra"))


def test_moves_and_late_joiners(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["乙中学2026-2027学年第一学期学籍异动登记表"],
        [
            "学生姓名",
            "异动类别",
            "原班级",
            "现班级",
            "异动日期",
            "原因",
            "是否审批",
            "转入前人数",
            "最小班额",
        ],
        ["周某", "校内调班", "七（1）班", "七（3）班", "9月18日", "家长要求", "×", None, None],
        ["孔某", "转学转入", "/", "七3", "2026/10/9", "随父母务工", "√", "46人", 43],
    ]
    reading = taken(book(tmp_path / "异动.xlsx", rows, ["A1:I1"]))
    assert not reading.faults
    assert records(
        reading, "class_changes", "kind", "from_class", "grade", "class_no", "changed_on", "approved", "class_size"
    ) == [
        ("move", "七（1）班", 7, 3, dt.date(2026, 9, 18), False, None),
        ("join", None, 7, 3, dt.date(2026, 10, 9), True, 46),
    ]  # fmt: skip


def test_service_by_class_with_charges(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["甲小学2026-2027学年第一学期课后服务情况统计表"],
        ["班级", "学生数", "参加人数", "家长申请书份数", "每周天数",
         "服务时间", "结束时间", "收费标准（元/生·学期）", "实收（元）", "收费是否公示"],
        ["三（1）班", 42, "38人", 38, "5天", "15:50", "17:50", "450元", "1.71万元", "是"],
        ["三（2）班", 41, 41, None, 5, "15：50", "17：30", 450, 18450, "已公示"],
        ["合计", 83, 79],
    ]  # fmt: skip
    reading = taken(book(tmp_path / "课后服务.xlsx", rows, ["A1:J1"]))
    assert records(
        reading, "after_school", "programme", "grade", "enrolled", "consents", "days", "minutes", "end", "fee", "collected"
    ) == [
        ("after", 3, 38, 38, 5, 120, 1070, 45000, 1_710_000),
        ("after", 3, 41, None, 5, 100, 1050, 45000, 1_845_000),
    ]  # fmt: skip
    assert "read.absent" in codes(reading.guesses) or reading.guesses


def test_log_of_sessions(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["甲小学课后服务日志（2026年10月）"],
        ["日期", "班级", "服务内容", "值班教师", "起止时间", "实到"],
        ["10月12日", "三（1）班", "作业辅导", "李某", "15:50—17:50", "36人"],
        ["10月13日", "合唱团", "合唱排练", "王某", "16:00-17:30", 28],
        ["10月14日", "三（1）班", "数学新授：两位数乘法", "李某", "15:50—17:50", 36],
    ]
    reading = taken(book(tmp_path / "课后服务日志.xlsx", rows, ["A1:F1"]))
    assert records(
        reading, "after_school_sessions", "held_on", "team", "grade", "kind", "start", "end", "present"
    ) == [
        (dt.date(2026, 10, 12), "三（1）班", 3, "homework", 950, 1070, 36),
        (dt.date(2026, 10, 13), "合唱团", None, "art", 960, 1050, 28),
        (dt.date(2026, 10, 14), "三（1）班", 3, "lesson", 950, 1070, 36),
    ]


def test_premises_let_and_lent(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["甲小学校舍场地出租出借台账"],
        ["序号", "场地名称", "面积（㎡）", "承租方", "用途", "出租/出借", "起止日期", "年租金", "是否审批", "是否占用教学时间"],
        [1, "东操场", "600㎡", "青禾健身有限公司", "健身", "出租", "2026.3.1—2027.2.28", "1.2万元", "是", "否"],
        [2, "报告厅", 240, "晨光艺术培训中心", "汇演", "出借", "2026.10.17", None, "未批", "是"],
    ]  # fmt: skip
    reading = taken(book(tmp_path / "校舍.xlsx", rows, ["A1:J1"]))
    assert records(reading, "leases", "tenant_kind", "area", "form", "start", "end", "rent", "approved") == [
        ("firm", 60000, "let", dt.date(2026, 3, 1), dt.date(2027, 2, 28), 1_200_000, True),
        ("training", 24000, "lent", dt.date(2026, 10, 17), None, None, False),
    ]


def test_competitions(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["乙中学学生参加竞赛情况登记表（2026年）"],
        ["竞赛名称", "主办单位", "级别", "比赛日期", "是否白名单赛事", "参赛人数", "家长同意书份数", "报名费", "是否与升学挂钩"],
        ["青少年科技创新大赛", "某协会", "省级", "10月24日", "是", "12人", 12, "无", "否"],
        ["希望之星英语大会", "某传媒公司", "全国", "2026.11.7", "否", 30, "—", "180元", "否"],
    ]  # fmt: skip
    reading = taken(book(tmp_path / "竞赛.xlsx", rows, ["A1:I1"]))
    assert records(
        reading, "competitions", "level", "held_on", "listed", "entrants", "consents", "fee", "used"
    ) == [
        ("province", dt.date(2026, 10, 24), True, 12, 12, None, False),
        ("national", dt.date(2026, 11, 7), False, 30, None, 18000, False),
    ]


def test_clubs_contacts_and_hearings(tmp_path: Path) -> None:
    clubs: list[list[object]] = [
        ["甲小学2026-2027学年第一学期社团一览表"],
        ["社团名称", "指导教师", "参加年级", "活动日", "每周次数", "活动时长", "社团人数", "是否自主选择"],
        ["篮球队", "赵某", "三至四年级", "周三", 2, "40分钟", 24, "是"],
        ["奥数提高班", "钱某", "五年级", "周五", 1, 60, 30, "否"],
    ]
    visits: list[list[object]] = [
        ["甲小学2026年秋季大家访统计表"],
        ["年级", "班级", "家访时间", "家访户数", "备注"],
        ["三年级", "三（1）班", "9月", "12户", None],
        ["三年级", "三（2）班", "2026年10月", 8, None],
    ]
    heard: list[list[object]] = [
        ["甲小学减负听证会记录表"],
        ["听证日期", "听证主题", "学生代表", "家长代表", "教师代表", "收集意见条数", "答复条数", "反馈日期"],
        ["2026.10.22", "作业与睡眠", 12, "10人", 6, "8条", 5, None],
    ]
    reading = taken(
        book(tmp_path / "社团.xlsx", clubs, ["A1:H1"]), book(tmp_path / "家访.xlsx", visits, ["A1:E1"]),
        book(tmp_path / "听证.xlsx", heard, ["A1:H1"]),
    )  # fmt: skip
    assert records(reading, "activities", "name", "kind", "grade", "weekday", "minutes", "members") == [
        ("篮球队", "sport", 3, 3, 40, 24),
        ("篮球队", "sport", 4, 3, 40, 24),
        ("奥数提高班", "subject", 5, 5, 60, 30),
    ]
    assert records(reading, "parent_contacts", "kind", "grade", "held_on", "households") == [
        ("home_visit", 3, dt.date(2026, 9, 1), 12),
        ("home_visit", 3, dt.date(2026, 10, 1), 8),
    ]
    assert records(reading, "hearings", "kind", "heard_on", "pupils", "parents", "raised", "answered") == [
        ("hearing", dt.date(2026, 10, 22), 12, 10, 8, 5)
    ]


def test_training_institutions_courses_and_inspections(tmp_path: Path) -> None:
    register: list[list[object]] = [
        ["青禾县校外培训机构一览表（2026年9月）"],
        ["机构名称", "统一社会信用代码", "办学许可证号", "登记类型", "法定代表人",
         "地址", "培训类别", "许可有效期", "面积（㎡）", "同一时段培训人数", "名单"],
        ["晨光艺术培训中心", "52330799MJ0000001X", "教民233079970000011号", "非营利性", "沈某",
         "城关镇一号", "艺术类", "2028.6.30", "320㎡", "80人", "白"],
        ["小荷补习班", "无", "无", "企业", "吕某", "城关镇二号", "学科类", "—", 90, 40, "黑名单"],
    ]  # fmt: skip
    courses: list[list[object]] = [
        ["培训课程收费公示表"],
        ["机构名称", "课程名称", "课程类别", "开班日期", "上课时间", "下课时间", "课时", "课时单价", "收费（元）", "收费跨度（月）"],
        ["晨光艺术培训中心", "周末美术班", "艺术", "2026.9.12", "18:00—20:00", None, "48课时", 50, "2400元", 3],
        ["小荷补习班", "暑假数学衔接", "学科", "2026-07-11", "19:00", "20:45", 70, "80元", "0.56万元", "4个月"],
    ]  # fmt: skip
    checks: list[list[object]] = [
        ["校外培训机构检查台账"],
        ["检查日期", "检查对象", "检查类型", "存在问题", "问题数", "处理结果", "整改时限", "整改完成时间"],
        ["2026年4月18日", "晨光艺术培训中心", "日常巡查", "未公示收费", "1个", "限期整改", "2026.5.8", "2026.5.6"],
        ["2026/9/3", "小荷补习班", "联合执法", "无证办学", 2, "责令停止招生", "2026/9/10", "/"],
    ]  # fmt: skip
    reading = taken(
        book(tmp_path / "机构.xlsx", register, ["A1:K1"]),
        book(tmp_path / "课程.xlsx", courses, ["A1:J1"]),
        book(tmp_path / "检查.xlsx", checks, ["A1:H1"]),
    )
    assert records(
        reading, "training_institutions", "organisation", "licensed", "category", "licence_until", "room", "listing"
    ) == [
        ("晨光艺术培训中心", True, "art", dt.date(2028, 6, 30), 400, "white"),
        ("小荷补习班", False, "subject", None, 225, "black"),
    ]  # fmt: skip
    assert records(
        reading, "training_courses", "organisation", "held", "start", "end", "periods", "price", "fee", "span"
    ) == [
        ("晨光艺术培训中心", "weekend", 1080, 1200, 4800, 5000, 240000, 93),
        ("小荷补习班", "vacation", 1140, 1245, 7000, 8000, 560000, 124),
    ]
    assert records(
        reading, "training_inspections", "organisation", "inspected_on", "problems", "outcome", "due_on", "righted_on"
    ) == [
        ("晨光艺术培训中心", dt.date(2026, 4, 18), 1, "order", dt.date(2026, 5, 8), dt.date(2026, 5, 6)),
        ("小荷补习班", dt.date(2026, 9, 3), 2, "suspended", dt.date(2026, 9, 10), None),
    ]  # fmt: skip


def test_week_of_exercise(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["甲小学2026-2027学年第一学期每天体育活动安排"],
        ["年级", "星期", "锻炼项目", "起止时间", "时长（分钟）"],
        ["三、四年级", "星期一", "阳光大课间", "9:55—10:25", None],
        [None, "星期一", "体育课", None, "40分钟"],
        ["五年级", "周二", "课后足球", "16：00—16：50", "约50"],
        ["五年级", "周二", "家庭锻炼", None, 60],
    ]
    reading = taken(book(tmp_path / "体育活动.xlsx", rows, ["A1:E1", "A3:A4"]))
    assert records(reading, "exercise_plan", "grade", "weekday", "kind", "minutes") == [
        (3, 1, "break", 30),
        (4, 1, "break", 30),
        (3, 1, "lesson", 40),
        (4, 1, "lesson", 40),
        (5, 2, "club", 50),
        (5, 2, "outside", 60),
    ]
