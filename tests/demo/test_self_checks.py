"""The county's demands on self-checks are as long as the checklists are."""

from __future__ import annotations

import re

from jianfu.demo.self_checks import COUNTY_MARKS
from jianfu.norms.checklists import load_checklists


def test_the_county_asks_for_as_many_answers_as_there_are_questions() -> None:
    by_title = {c.title.zh: c for c in load_checklists().values()}
    asked = [m for m in COUNTY_MARKS if m["norm"].endswith("/answered")]
    assert len(asked) == 2
    for mark in asked:
        checklist = by_title[re.findall("'(.*?)'", mark["for"])[0]]
        kind = "school" if "school" in mark["for"] else None
        assert mark["at_least"] == len(checklist.for_kind(kind))
