"""Charges, receipts, licences, fines, inspections, payments and deposits of firms as offices and firms keep them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from jianfu.ledgers.charges import (
    OPEN_END,
    item_in_short,
    late_interest,
    price_of_standard,
    scanned_of_time,
    times_a_year,
)
from tests.ledgers.books import book, codes, records, taken

D = dt.date
Rows = list[list[object]]


@pytest.mark.parametrize(
    ("written", "fen"),
    [("每件200元", 20000), ("50元/户", 5000), ("1.5元/平方米·月", 150), ("200", 20000), ("3万元", 3_000_000),
     ("0.5%", None), ("按面积", None), ("5-10元/户", None), ("合同价的3%", None), (None, None)],
)  # fmt: skip
def test_a_plain_price_is_read_out_of_a_standard(written: str | None, fen: int | None) -> None:
    assert price_of_standard(written) == fen


@pytest.mark.parametrize(
    ("written", "times"),
    [("1次/年", 1), ("1次／年", 1), ("每年不超过2次", 2), ("每半年1次", 2), ("每季度1次", 4), ("一年两次", 2),
     ("1次/2年", None), ("不限", None), ("按需", None), ("无", None)],
)  # fmt: skip
def test_a_cap_is_read_in_times_a_year(written: str, times: int | None) -> None:
    assert times_a_year(written) == times


def test_items_meet_whatever_the_width_of_their_brackets() -> None:
    assert item_in_short("1、《检验费》（电梯）") == item_in_short("检验费(电梯)。") == "检验费(电梯)"


def test_interest_runs_from_the_day_due_to_the_day_paid() -> None:
    assert late_interest(1_000_000, None, D(2026, 3, 31), D(2026, 4, 20)) == 10_000
    assert late_interest(1_000_000, None, D(2026, 3, 31), D(2026, 3, 20)) == 0
    assert late_interest(None, None, D(2026, 3, 31), D(2026, 4, 20)) is None


def test_a_scan_is_told_by_its_time() -> None:
    told = [scanned_of_time(t) for t in ("2026-09-10 09:12", "未扫码", "无", None)]
    assert told == [True, False, False, None]


def test_the_list_of_charges_with_bodies_merged_down(tmp_path: Path) -> None:
    rows: Rows = [
        ["青禾县涉企收费目录清单（2026年版）"],
        ["填报人：王小明", "", "", "填报日期：2026年9月30日"],
        ["序号", "收费单位", "收费项目", "收费性质", "收费标准", "政策依据", "征收层级", "执行日期", "停征日期", "变动情况",
        "是否公示", "监督电话"],
        [1, "县市场监督管理局", "特种设备检验费", "行政事业性收费", "每件200元", "青价〔2019〕12号", "县级", "", "2026.6.30",
        "降低标准", "√", "12345"],
        [2, None, "特种设备检验费", "行政事业性收费", "150元/件", "青价〔2026〕5号", "县级", "2026年7月1日", "", "", "√", "12345"],
        [3, "县住建局", "工程质量保证金", "保证金", "结算额的3%", "无", "省、市、县", "长期", "", "", "否", ""],
        ["合计", "3项"],
        ["说明：清单之外的收费可以拒绝。"],
    ]  # fmt: skip
    reading = taken(book(tmp_path / "清单.xlsx", rows, ["A1:L1", "B4:B5"]))
    assert not reading.faults
    columns = ("organisation", "item_key", "nature", "unit_price", "rate", "until", "change", "published")
    assert records(reading, "fee_catalogue", *columns) == [
        ("县市场监督管理局", "特种设备检验费", "administrative", 20000, "200元", D(2026, 6, 30), "adjusted", True),
        ("县市场监督管理局", "特种设备检验费", "administrative", 15000, "150元", None, None, True),
        ("县住建局", "工程质量保证金", "deposit", None, "结算额的3%", None, None, False),
    ]  # fmt: skip
    assert records(reading, "fee_catalogue", "basis", "phone", "last_day") == [
        ("青价〔2019〕12号", "12345", D(2026, 6, 30).toordinal()),
        ("青价〔2026〕5号", "12345", OPEN_END),
        ("无", None, OPEN_END),
    ]


def test_charges_of_a_body_in_ten_thousand_yuan(tmp_path: Path) -> None:
    rows: Rows = [
        ["青禾县交通运输局2026年收费台账"],
        ["序号", "缴费单位", "收费日期", "收费项目", "收费标准", "数量", "收费金额（万元）", "票据号码", "票据种类", "收款方式",
        "收费员", "收费员证号"],
        [1, "甲公司", "2026/9/3", "道路占用挖掘费", "20元/平方米", "30平方米", 0.06, "A001", "非税票据", "直缴国库", "", ""],
        [2, "乙公司", 46270, "道路占用挖掘费", "按面积分段", "/", "350元", "A002", "收据", "微信收款", "孔志强", "SF-01"],
        ["合计", None, None, None, None, None, 0.095],
    ]  # fmt: skip
    reading = taken(book(tmp_path / "收费.xlsx", rows, ["A1:L1"]))
    assert not reading.faults
    columns = ("organisation", "firm", "charged_on", "unit_price", "amount", "receipt_kind", "account")
    assert records(reading, "fees_charged", *columns) == [
        ("青禾县交通运输局", "甲公司", D(2026, 9, 3), 2000, 60000, "fiscal", "treasury"),
        ("青禾县交通运输局", "乙公司", D(2026, 9, 5), None, 35000, "note", "person"),
    ]
    assert "孔志强" not in str(records(reading, "fees_charged", "collector"))


def test_what_is_due_follows_from_standard_and_quantity(tmp_path: Path) -> None:
    rows: Rows = [["收费单位", "企业名称", "收费日期", "收费项目", "执行标准", "数量", "收费金额"],
            ["县市监局", "甲公司", "2026-9-3", "检验费", "每件200元", 3, 650]]  # fmt: skip
    reading = taken(book(tmp_path / "收费台账.xlsx", rows))
    assert records(reading, "fees_charged", "assessed", "amount") == [(60000, 65000)]
    assert "read.derived" in codes(reading.guesses)


def test_the_card_of_a_firm_named_in_its_title(tmp_path: Path) -> None:
    rows: Rows = [
        ["青禾县恒源机械有限公司交费登记卡"],
        ["统一社会信用代码：91330799MAQH00011D"],
        ["序号", "缴费日期", "收费单位", "项目", "金额（元）", "票据号", "票据", "是否自愿", "经办人"],
        [1, "2026年9月3日", "县市监局", "检验费", "约600", "A001", "财政票据", "否", "郑小敏"],
        [2, "2026.9.5", "县工商联", "会费", "0.2万元", "无", "没给票", "自愿", "郑小敏"],
        ["小计", None, None, None, 2600],
    ]
    reading = taken(book(tmp_path / "卡.xlsx", rows, ["A1:I1"]))
    assert [(f.cell, f.value) for f in reading.faults] == [("G5", "没给票")]
    assert records(reading, "fees_paid", "organisation", "body", "amount", "receipt", "receipt_kind") == [
        ("青禾县恒源机械有限公司", "县市监局", 60000, "A001", "fiscal"),
        ("青禾县恒源机械有限公司", "县工商联", 200000, None, None),
    ]
    assert "郑小敏" not in str(records(reading, "fees_paid", "handler"))


def test_licences_with_a_span_in_one_cell(tmp_path: Path) -> None:
    rows: Rows = [
        ["收费员证登记表"],
        ["持证单位", "持证人", "证件编号", "有效期", "状态"],
        ["县市监局", "吕佳宁", "SF-01", "2025.1.1-2027.12.31", "年审合格"],
        ["县市监局", "施建国", "SF-02", "2023年9月1日至2026年8月31日", "注销"],
    ]
    reading = taken(book(tmp_path / "x.xlsx", rows))
    assert not reading.faults
    assert records(reading, "licences", "kind", "card", "valid_from", "valid_until", "status") == [
        ("collector", "SF-01", D(2025, 1, 1), D(2027, 12, 31), "valid"),
        ("collector", "SF-02", D(2023, 9, 1), D(2026, 8, 31), "cancelled"),
    ]


def test_fines_with_their_range(tmp_path: Path) -> None:
    rows: Rows = [
        ["青禾县应急管理局行政处罚台账"],
        ["填表人：", "孙某"],
        ["序号", "当事人", "决定书文号", "处罚日期", "案由", "违法日期", "罚款金额", "法定下限", "法定上限", "负责人是否审签",
        "车牌号"],
        [1, "甲公司", "青应急罚[2026]3号", "2026.9.10", "消防通道堵塞", "2026.9.2", "0.8万元", 5000, "5万元", "否", "/"],
        [2, "乙公司", "无", "2026.9.12", "超限运输", "", 500, "—", "", "", "青Q12345"],
        ["合计", None, None, None, None, None, 8500],
    ]  # fmt: skip
    reading = taken(book(tmp_path / "x.xlsx", rows, ["A1:K1"]))
    assert not reading.faults
    assert records(reading, "fines", "organisation", "amount", "lower_bound", "signed_off", "vehicle") == [
        ("青禾县应急管理局", 800_000, 500_000, False, None),
        ("青禾县应急管理局", 50_000, None, None, "青Q12345"),
    ]
    assert records(reading, "fines", "number")[1] == ("无",)


def test_inspections_and_their_list_are_told_apart(tmp_path: Path) -> None:
    listed: Rows = [
        ["青禾县涉企行政检查事项清单"],
        ["序号", "行政检查事项名称", "频次上限", "检查主体", "法定依据", "检查标准"],
        [1, "消防安全检查", "每半年1次", "县应急局", "有关条例", "十二条"],
        [2, "放射卫生检查", "不限", "县卫健局", "有关条例", ""],
        ["说明：频次按年度计。"],
    ]
    made: Rows = [
        ["青禾县应急管理局2026年入企检查记录"],
        ["企业名称", "统一社会信用代码", "检查时间", "扫码时间", "检查人员", "执法证号", "检查事项", "触发", "检查结果", "检查时长"],
        ["甲公司", "91330799MAQH00011D", "2026-09-10 09:30", "2026-09-10 09:12", "何伟、许敏", "33990100001", "消防安全检查",
        "双随机", "合格", "1.5小时"],
        ["乙公司", "91330799MAQH00022X", "2026年9月11日", "未扫码", "何伟", "未出示", "消防安全检查", "投诉举报", "限期整改",
        "约40分钟"],
    ]  # fmt: skip
    one, two = book(tmp_path / "a.xlsx", listed, ["A1:F1"]), book(tmp_path / "b.xlsx", made, ["A1:J1"])
    reading = taken(one, two)
    assert not reading.faults
    assert records(reading, "firm_inspection_list", "organisation", "frequency", "cap") == [
        ("县应急局", "每半年1次", 2),
        ("县卫健局", "不限", None),
    ]
    columns = ("organisation", "firm", "inspected_on", "scanned", "certified", "trigger", "result", "minutes")
    assert records(reading, "firm_inspections", *columns) == [
        ("青禾县应急管理局", "甲公司", D(2026, 9, 10), True, True, "plan", "clear", 90),
        ("青禾县应急管理局", "乙公司", D(2026, 9, 11), False, False, "complaint", "rectify", 40),
    ]
    assert "许敏" not in str(records(reading, "firm_inspections", "inspectors"))


def test_payments_and_deposits(tmp_path: Path) -> None:
    owed: Rows = [
        ["青禾县拖欠中小企业账款台账"],
        ["序号", "欠款单位", "单位性质", "供应商", "合同编号", "验收日期", "是否约定付款期限", "约定付款日", "付款日期", "应付",
        "逾期天数"],
        [1, "县文旅局", "政府机关", "甲公司", "HT-1", "2026.3.1", "否", "2026.3.31", "2026.4.20", "1万元", 15],
        [2, "县文旅局", "政府机关", "乙公司", "HT-2", "2026.3.1", "是", "/", "未付", "8600元", ""],
    ]  # fmt: skip
    held: Rows = [
        ["青禾县住建局保证金收退台账"],
        [
            "序号",
            "缴存企业",
            "保证金种类",
            "形式",
            "金额（万元）",
            "缴存日期",
            "应退时间",
            "实际退还日期",
            "已退金额（万元）",
        ],
        [1, "甲公司", "工程质量保证金", "银行保函", 5, "2026-3-1", "2026-9-1", "待定", ""],
        [2, "乙公司", "工程质量保证金", "转账", 3.5, "2026-3-2", "2026-9-2", "2026-9-5", 3.5],
    ]
    reading = taken(book(tmp_path / "a.xlsx", owed), book(tmp_path / "b.xlsx", held))
    assert [(f.cell, f.value) for f in reading.faults] == [("I4", "未付")]
    columns = ("organisation", "payer_kind", "creditor", "paid_on", "payable", "interest_due")
    assert records(reading, "payables", *columns) == [
        ("县文旅局", "office", "甲公司", D(2026, 4, 20), 1_000_000, 10_000),
        ("县文旅局", "office", "乙公司", None, 860_000, None),
    ]
    assert records(reading, "deposits", "form", "amount", "due_on", "returned_on", "returned") == [
        ("guarantee", 5_000_000, D(2026, 9, 1), None, None),
        ("cash", 3_500_000, D(2026, 9, 2), D(2026, 9, 5), 3_500_000),
    ]


def test_contact_firms_and_what_they_tell(tmp_path: Path) -> None:
    firms: Rows = [
        ["监测点企业名单"],
        ["联系单位", "监测点企业", "所属行业", "联系人"],
        ["县工信局", "甲公司", "机械", "王大明"],
    ]
    told: Rows = [
        ["企业负担监测表"],
        [
            "企业名称",
            "监测季度",
            "走访日期",
            "行政事业性收费",
            "中介费用",
            "罚款",
            "摊派",
            "报刊订阅",
            "受检次数",
        ],
        ["甲公司", "2026年第三季度", "2026.9.28", "0.3万元", 1800, 0, 0, "360元", "2次"],
        ["乙公司", "2026年第三季度", "2026.9.28", 3000, "", 0, 0, 0, ""],
    ]
    reading = taken(book(tmp_path / "a.xlsx", firms), book(tmp_path / "b.xlsx", told))
    assert not reading.faults
    assert records(reading, "contact_firms", "organisation", "firm") == [("县工信局", "甲公司")]
    assert records(reading, "contact_reports", "organisation", "told_on", "total", "inspections") == [
        ("甲公司", D(2026, 9, 28), 516_000, 2),
        ("乙公司", D(2026, 9, 28), None, None),
    ]
