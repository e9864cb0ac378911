"""What a reading looks like, small: one plan with one mark, read without starting a process."""

from __future__ import annotations

from functools import cache
from typing import Any

from jianfu.demo.plans import TITLE

ENTRY: dict[str, Any] = {
    "id": "own/1#1", "norm": "student/homework/written-minutes", "at_most": "40 minutes", "for": "grade between 3 and 4",
    "level": "unit", "from": "2026-09-01", "source": {"policy": "own/1", "clause": "二/(一)/1"}, "strength": "mandatory",
    "certainty": {"figure": "sure", "clause": "sure"},
    "restated": {"zh": "三、四年级每天书面作业总量不超过40分钟", "en": "Written homework per day ≤40 min"},
}  # fmt: skip
POLICY: dict[str, Any] = {
    "id": "own/1", "title": TITLE, "issuer": "青禾县实验小学", "level": "unit", "issued": "2026-09-01",
}  # fmt: skip
QUESTION = {"ask": "教导处是否每周核对一次课表执行情况？", "responsible": "教导处", "deadline": "每周"}


@cache
def _reading() -> dict[str, Any]:
    """A row of a mark, and nothing else."""
    told = {
        "id": "p1-d1", "href": "p1-s1", "number": 1, "modality": "limit", "bad": False, "quote": "", "cite": "二/(一)/1",
        "head": "每天书面作业时长 ≤40 分钟，三、四年级", "reasons": [["语气", "限额"]],
        "lines": [{"text": "严于国家规定的 60 分钟", "cls": "stricter"}],
    }  # fmt: skip
    view = {
        "id": "p1", "title": TITLE, "lead": "读出 1 句", "legend": [{"modality": "limit", "n": 1}], "conflicts": [],
        "marks": [told], "questions": [], "near": [], "unmarked": [], "left": [],
        "paragraphs": [{"cls": "", "runs": [{"text": "三、四年级不超过40分钟。", "bold": False, "number": 0}]}],
    }  # fmt: skip
    texts = {"lead": "读出 1 句", "titles": [TITLE], "plans": [view], "notes": [], "asides": []}
    return {"zh": texts, "en": texts}


def reading() -> dict[str, Any]:
    """What is kept of a plan with one mark, in both languages."""
    return _reading()
