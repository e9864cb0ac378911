"""Lists as schools and bureaus keep them."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook

HEAD = ("序号", "教师姓名", "职务", "所带班级", "年级", "任教学科")
ROWS = (
    ("青禾县实验小学2026年秋季教师岗位一览表",),
    HEAD,
    (1, "李 敏", "班主任、任课教师", "三（2）班", None, "语文"),
    (2, "王建国", "年级组长", None, "三年级", None),
    (3, "陈静", "数学备课组长", None, None, None),
    (4, "赵伟", "教务主任", None, None, None),
    (5, "孙丽", "302班班主任", None, None, None),
    (None, "合计", 5, None, None, None),
)


REGISTER = (
    ("单位代码", "单位名称", "单位类型", "上级单位", "学段"),
    ("330799-021", "青禾县白鹭中学", "初中", "330799-020", "初中"),
    ("330799-020", "青禾县第三小学", "学校", None, "小学"),
    ("330799-001", "青禾县实验小学", "学校", None, "小学"),
)


def book(rows: Sequence[Sequence[object]]) -> bytes:
    """A workbook of one sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()
