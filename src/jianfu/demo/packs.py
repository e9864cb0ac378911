"""Sample local packs: the county's and one school's stricter ceilings, and one school's unlawfully loose one."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from jianfu.demo import (
    after_lessons,
    class_draws,
    disclosure,
    enterprise,
    farmers,
    forms,
    groups,
    inspections,
    letters,
    offices,
    papers,
    pupils_heard,
    rectification,
    school_days,
    self_checks,
    teaching,
    teaching_aids,
    timetables,
    training,
    visits,
)
from jianfu.demo.answers import AnswerKey
from jianfu.demo.county import COUNTY, COUNTY_CODE, FIRST_DAY, school

NORM = "student/homework/written-minutes"

COUNTY_MARKS: tuple[list[dict[str, Any]], ...] = (
    offices.COUNTY_MARKS,
    rectification.COUNTY_MARKS,
    letters.COUNTY_MARKS,
    disclosure.COUNTY_MARKS,
    teaching.COUNTY_MARKS,
    teaching_aids.COUNTY_MARKS,
    papers.COUNTY_MARKS,
    inspections.COUNTY_MARKS,
    visits.COUNTY_MARKS,
    forms.COUNTY_MARKS,
    groups.COUNTY_MARKS,
    farmers.COUNTY_MARKS,
    enterprise.COUNTY_MARKS,
    self_checks.COUNTY_MARKS,
    pupils_heard.COUNTY_MARKS,
    after_lessons.COUNTY_MARKS,
    class_draws.COUNTY_MARKS,
    training.COUNTY_MARKS,
    school_days.COUNTY_MARKS,
    timetables.COUNTY_MARKS,
)
"""The county's own figures, a list for each area that needs some; each mark names its norm, figure and wording."""
COUNTY_PLAN: dict[str, Any] = {
    "id": "qinghe/jianfu-2024", "title": "青禾县减负工作实施细则", "issuer": COUNTY, "level": "county",
    "issued": date(2024, 12, 20), "number": "青办〔2024〕61号", "number_certainty": "sure",
}  # fmt: skip
_FROM_PLAN: dict[str, Any] = {
    "level": "county", "from": date(2025, 1, 1), "strength": "mandatory",
    "source": {"policy": "qinghe/jianfu-2024", "clause": "unknown"},
    "certainty": {"figure": "sure", "clause": "unknown"},
}  # fmt: skip


def write_packs(folder: Path, key: AnswerKey) -> tuple[Path, ...]:
    """Write the packs as YAML; what each should do is noted in the key."""
    folder.mkdir(parents=True, exist_ok=True)
    strict, loose = school("330799-001"), school("330799-009")
    packs = {
        "青禾县.yaml": _pack(
            COUNTY_CODE, COUNTY, "county", "qinghe/zuoye-2026", "青禾县作业管理细则", "青教通〔2026〕18号",
            "2026-08-20", "第三条", 45, "grade in (3, 4)", "三、四年级每天书面作业合计不超过45分钟。",
        ),
        f"{strict.short}.yaml": _pack(
            strict.code, strict.name, "unit", "qinghe/shiyan-zuoye-2026", "实验小学作业管理办法", None,
            "2026-08-25", "第二条", 50, "grade in (5, 6)", "五、六年级每天书面作业合计不超过50分钟。",
        ),
        f"{loose.short}.yaml": _pack(
            loose.code, loose.name, "unit", "qinghe/nanping-zuoye-2026", "南坪学校作业安排", None,
            "2026-08-25", "第五条", 80, "grade between 3 and 6", "三至六年级每天书面作业合计不超过80分钟。",
        ),
    }  # fmt: skip
    county = packs["青禾县.yaml"]
    county["policies"].append(COUNTY_PLAN)
    county["marks"] += [deepcopy({**_FROM_PLAN, **mark}) for marks in COUNTY_MARKS for mark in marks]
    paths = []
    for name, pack in packs.items():
        path = folder / name
        path.write_text(
            yaml.safe_dump(pack, allow_unicode=True, sort_keys=False, width=110), encoding="utf-8"
        )
        paths.append(path)
    why = "学校的上限 80 分钟比国家的 60 分钟宽，不生效"
    key.conflicts.append({"norm": NORM, "organisation": loose.code, "why": why})
    return tuple(paths)


def _pack(
    code: str, name: str, level: str, policy: str, title: str, number: str | None, issued: str, clause: str,
    minutes: int, scope: str, restated: str,
) -> dict[str, Any]:  # fmt: skip
    """One pack with one mark on written homework."""
    paper = {
        "id": policy,
        "title": title,
        "issuer": name,
        "level": level,
        "issued": date.fromisoformat(issued),
    }
    if number:
        paper |= {"number": number, "number_certainty": "sure"}
    return {
        "place": {"code": code, "name": name, "level": level},
        "policies": [paper],
        "marks": [
            {
                "norm": NORM,
                "at_most": f"{minutes} minutes",
                "for": scope,
                "level": level,
                "from": FIRST_DAY,
                "source": {"policy": policy, "clause": clause},
                "strength": "mandatory",
                "certainty": {"figure": "sure", "clause": "sure"},
                "restated": {"zh": restated, "en": f"Written homework, at most {minutes} minutes a day."},
            }
        ],
    }
