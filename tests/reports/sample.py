"""A result of a check made by hand: every kind of finding, mark and note that a report must show."""

from __future__ import annotations

from typing import Any

HOMEWORK = {
    "policy": {
        "id": "cn/jiaoji-han-2021-13",
        "title": "关于加强义务教育学校作业管理的通知",
        "number": "教基厅函〔2021〕13号",
        "number_certainty": "sure",
    },
    "clause": "unknown",
    "level": "national",
    "strength": "mandatory",
    "restated": {
        "zh": "三至六年级书面作业平均完成时间不超过60分钟，各科合在一起算。",
        "en": "In grades 3–6 written homework of all subjects together takes 60 minutes a day at most.",
    },
}
COUNTY = {
    "policy": {"title": "青禾县作业管理细则", "number": "青教通〔2026〕18号", "number_certainty": "sure"},
    "clause": "第三条",
    "level": "county",
    "strength": "mandatory",
    "restated": {"zh": "三、四年级书面作业每天不超过45分钟。", "en": "45 minutes in grades 3 and 4."},
}
EXAMS = {
    "policy": {
        "title": "关于加强义务教育学校考试管理的通知",
        "number": "教基厅函〔2021〕34号",
        "number_certainty": "unconfirmed",
    },
    "clause": "unknown",
    "level": "national",
    "strength": "mandatory",
    "restated": {"zh": "一、二年级不进行纸笔考试。", "en": "No paper examinations in grades 1 and 2."},
}


def finding(norm: str, title: str, outcome: str, **more: Any) -> dict[str, Any]:
    """A finding with the usual keys filled in; ``more`` overrides them."""
    found: dict[str, Any] = {
        "fingerprint": f"{abs(hash_of(norm + str(more.get('group')) + str(more.get('period')))):012x}",
        "norm": norm,
        "title": {"zh": title, "en": title},
        "outcome": outcome,
        "reason": None,
        "basis": "estimate",
        "period": "2026-10-14",
        "op": "at_most",
        "mark": 60,
        "unit": "minute",
        "record_count": 0,
        "records": [],
        **HOMEWORK,
        **more,
    }
    found["organisation_name"] = found["group"].get("organisation_name")
    return found


def hash_of(text: str) -> int:
    """A number that depends on the text alone."""
    value = 7
    for char in text:
        value = (value * 31 + ord(char)) % (1 << 44)
    return value


def school(number: int, name: str, **more: Any) -> dict[str, Any]:
    """A group in one school of the county."""
    return {"organisation": f"330799-{number:03d}", "organisation_name": name, **more}


def rows(file: str, sheet: str, *numbers: int) -> dict[str, Any]:
    """Records on these rows of one sheet, and their count."""
    found = [
        {"organisation": "330799-001", "key": ["四（1）班", "语文"], "file": file, "sheet": sheet, "row": n}
        for n in numbers
    ]
    return {"records": found, "record_count": len(found)}


def sample() -> dict[str, Any]:
    """The whole result."""
    first, second, third = "青禾县实验小学", "城关第二小学", "柳溪镇九年一贯制学校"
    written = "student/homework/written-minutes"
    findings = [
        finding(
            written, "书面作业总时长", "breached", measured=78,
            group=school(1, first, grade=3, class_no=2, stage="primary", organisation_kind="school"),
            remedy={"zh": "各科时长由班主任在放学前统筹，超出部分改为选做或次日。", "en": "Balance the subjects."},
            breaks=[
                {"mark": 60, "op": "at_most", **HOMEWORK},
                {"mark": 45, "op": "at_most", **COUNTY},
            ],
            **rows("实验小学/作业公示表 三年级.xlsx", "三（2）班", 41, 42, 43),
        ),
        finding(
            written, "书面作业总时长", "breached", measured=[65, None], period="2026-10-15",
            group=school(1, first, grade=5, class_no=1), **rows("实验小学/作业公示表 五年级.xlsx", "10月", 7, 9),
        ),
        finding(
            "student/homework/written-grade-1-2", "一二年级书面家庭作业", "breached", measured=15, mark=0,
            group=school(1, first, grade=1, class_no=3), **rows("实验小学/作业公示表.csv", "", 12),
        ),
        finding(
            "student/timetable/pe-periods", "体育与健康课时", "breached", op="at_least", mark=3, measured=2,
            unit="period", period="2026-2027-1", basis="record",
            group=school(2, second, grade=4, class_no=2), **rows("城关二小/课程表.xlsx", "四（2）班", 4, 6),
        ),
        finding(
            "student/school-day/first-lesson", "第一节课开始时间", "breached", op="at_least", mark=500,
            measured=480, unit="clock", period="2026-2027-1", basis="record",
            group=school(2, second, stage="primary"), **rows("城关二小/作息时间表.xlsx", "Sheet1", 5),
        ),
        finding(
            "student/exams/paper-exams-g12", "一二年级纸笔考试", "breached", measured=2, mark=0, unit="time",
            period="2026-2027-1", basis="record", group=school(3, third, grade=2),
            **{**EXAMS, **rows("九年一贯制/考试安排.xlsx", "考试安排", 4, 5)},
        ),
        finding(
            "student/exams/results-as-levels", "成绩以等级呈现", "breached", op="each", mark=None, measured=1,
            unit="record", period="2026-2027-1", basis="record", group=school(3, third, grade=8),
            **{**EXAMS, **rows("九年一贯制/考试安排.xlsx", "考试安排", 11)},
        ),
        finding(
            written, "书面作业总时长", "not_evaluable", measured=[35, None], period="2026-09-22",
            reason="partial", group=school(3, third, grade=6, class_no=1),
            **rows("九年一贯制/作业.xlsx", "六（1）", 12, 13),
        ),
        finding(
            written, "书面作业总时长", "not_evaluable", measured=None, reason="conflict",
            group=school(2, second, grade=6, class_no=1), **rows("城关二小/作业终版2.xlsx", "六（1）", 8),
        ),
        finding(
            "student/homework/asks-parents", "要求家长批改或打卡", "suspected", op="never", mark=0, measured=1,
            unit="record", period="2026-11-02", group=school(2, second, grade=3, class_no=1),
            **rows("城关二小/作业.xlsx", "三（1）", 31),
        ),
    ]  # fmt: skip
    findings.append({**findings[-1], "norm": "student/homework/home-minutes", "title": "全部家庭作业时长",
                     "outcome": "not_evaluable", "reason": "no_local_mark", "group": {}, "groups": 4210,
                     "organisation_name": None, "period": None, "measured": None, "mark": None, "op": None,
                     "policy": None, "clause": None, "record_count": 0, "records": []})  # fmt: skip
    return {
        "schema": "jianfu/check/1",
        "as_of": "2026-11-20",
        "norm_set": "jianfu 0.1.0, 28",
        "sources": [
            {"file": "实验小学/作业公示表 三年级.xlsx", "sheet": "三（2）班", "ledger": "homework", "rows": 240},
            {"file": "实验小学/作业公示表 三年级.xlsx", "sheet": "旧", "ledger": "homework", "rows": 0, "hidden": True},
            {"file": "城关二小/课程表.xlsx", "sheet": "四（2）班", "ledger": "timetable", "rows": 30},
        ],
        "findings": findings,
        "summary": {
            "norms": {
                written: {
                    "title": {"zh": "书面作业总时长", "en": "Written homework per day"}, "field": "student",
                    "kept": 4210, "near": 120, "breached": 2, "suspected": 0, "not_evaluable": 2,
                    "not_applicable": 300,
                },
                "student/exams/paper-exams-g12": {
                    "title": {"zh": "一二年级纸笔考试", "en": "Paper exams in grades 1 and 2"},
                    "field": "student", "kept": 22, "near": 0, "breached": 1, "suspected": 0,
                    "not_evaluable": 0, "not_applicable": 0,
                },
            },
            "totals": {
                "kept": 4232, "near": 120, "breached": 7, "suspected": 1, "not_evaluable": 4212,
                "not_applicable": 300, "advised": 12,
            },
        },
        "errors": [{"file": "城关二小/加密.xlsx", "message": {"zh": "文件有密码，打不开。", "en": "Password-protected."}}],
        "cells": [
            {
                "file": "城关二小/作业.xlsx", "sheet": "三（1）", "cell": "F12", "column": "预计时长",
                "value": "30分钟左右吧?", "message": {"zh": "请写成分钟数，例如 30。", "en": "Write minutes: 30."},
            }
        ],
        "guesses": [{"zh": "城关二小/作业.xlsx：没有单位列，按文件夹名认作城关第二小学。", "en": "Unit from folder."}],
        "notes": ["有 3 条记录的日期在核算日之后，按计划处理，本次不计。"],
        "conflicts": [
            {
                "norm": written, "title": "书面作业总时长", "why": "looser", "exceptions": [],
                "binding": {"op": "at_most", "mark": 60, "unit": "minute", "place": None, **HOMEWORK},
                "other": {
                    "op": "at_most", "mark": 80, "unit": "minute", "place": "330799-003",
                    **COUNTY, "level": "unit",
                },
            }
        ],
    }  # fmt: skip
