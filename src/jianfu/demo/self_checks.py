"""自查答复表: offices and a school answer checklists; most well, one leaves a question out, one leaves cells blank."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from jianfu.demo.answers import AnswerKey, Planted
from jianfu.demo.county import office, school
from jianfu.demo.sheets import Cell, Sheet, write_book
from jianfu.norms.checklists import Checklist, Question, load_checklists

NORMS = "shared/checklists"
_REVIEW, _THIRTY, _DAILY = "基层减负自查四十三问", "学生减负三十条自查", "机关日常自查"
COUNTY_MARKS: list[dict[str, Any]] = [
    {"norm": f"{NORMS}/answered", "at_least": 43, "for": f"checklist = '{_REVIEW}'",
     "restated": {"zh": "基层减负自查四十三问逐题作答。", "en": "Each of the forty-three questions is answered."}},
    {"norm": f"{NORMS}/answered", "at_least": 12, "for": f"checklist = '{_THIRTY}' and addressee = 'school'",
     "restated": {"zh": "学校十二条逐题作答。", "en": "A school answers each of its twelve questions."}},
    {"norm": f"{NORMS}/no-with-owner", "at_most": 0,
     "restated": {"zh": "答否的都写明责任人和时限。", "en": "Every no names who mends it and by when."}},
    {"norm": f"{NORMS}/yes-with-evidence", "at_most": 0, "for": "addressee in ('office', 'village')",
     "restated": {"zh": "机关答是的写明依据。", "en": "An office's yes names what shows it."}},
]  # fmt: skip
"""The county's own demands on self-checks, which the nation leaves to places."""
_TERM = "2026-2027-1"
_SHOWN = ("会议纪要", "台账可查", "已停发的通知", "信访件办结单", "公示照片")

Answer = tuple[Cell, Cell, Cell, Cell]
"""Answer, what shows it, who mends it, by when."""


def write_self_checks(folder: Path, key: AnswerKey) -> None:
    """The forty-three questions in three offices, the office's daily ones in a fourth, the twelve in a school."""
    lists = load_checklists()
    review, thirty, daily = (lists[n] for n in ("grassroots-43", "thirty-measures", "office-practice"))
    # Everything answered, two of them no with a person and a day.
    whole: dict[int, Answer] = {
        9: ("否", "", "何玉兰", date(2026, 12, 10)),
        31: ("×", None, "何玉兰", "2026年12月底"),
    }
    _write(folder / "907 县信访局", "907", review, review.for_kind("office"), whole)
    # One question is not in the sheet at all, one no has nobody to mend it.
    short: dict[int, Answer] = {16: ("否", "", "", "12月15日")}
    asked = tuple(q for q in review.for_kind("office") if q.number != 28)
    _write(folder / "902 县应急局", "902", review, asked, short)
    # Two cells left blank: nobody knows the answers.
    blank: dict[int, Answer] = {22: ("", "", "", ""), 23: (None, None, None, None)}
    _write(folder / "905 县市监局", "905", review, review.for_kind("office"), blank)
    # A yes that nothing shows, and one that says there is nothing.
    bare: dict[int, Answer] = {2: ("√", "", "", ""), 10: ("是", "无", "", ""), 11: ("不涉及", "", "", "")}
    _write(folder / "904 县人社局", "904", daily, daily.for_kind("office"), bare)
    place = school("330799-001")
    path = folder / f"{place.code[-3:]} {place.short}"
    _sheet(
        path,
        place.name,
        place.code,
        thirty,
        thirty.for_kind("school"),
        {6: ("有", "考试安排表", "", "")},
        "学校",
    )
    _note(key)


def _write(
    path: Path, code: str, checklist: Checklist, asked: tuple[Question, ...], special: Mapping[int, Answer]
) -> None:
    place = office(f"330799-{code}")
    _sheet(path, place.name, place.code, checklist, asked, special, "机关单位")


def _sheet(
    path: Path, name: str, code: str, checklist: Checklist, asked: tuple[Question, ...],
    special: Mapping[int, Answer], addressee: str,
) -> None:  # fmt: skip
    """One sheet as an office fills it in: a title, who filled it in, merged names, a remark below."""
    sheet = Sheet("自查")
    sheet.title(f"{name}{checklist.title.zh}", 9)
    sheet.add("填报人：", "韦敏", None, None, None, None, "填报日期：2026年10月30日")
    sheet.add(
        "清单名称", "题号", "自查问题", "答题对象", "自查结果", "佐证材料", "责任人", "整改时限", "备注"
    )
    first = len(sheet.rows) + 1
    for question in asked:
        usual: Answer = ("是", _SHOWN[question.number % len(_SHOWN)], None, None)
        answer = special.get(question.number, usual)
        sheet.add(checklist.title.zh, question.number, question.ask.zh, addressee, *answer)
    sheet.merge_down(1, first, len(sheet.rows))
    sheet.add("说明：逐题对照，一句话写明依据即可，不另附材料。")
    write_book(path / f"{checklist.title.zh}.xlsx", [sheet])


def _note(key: AnswerKey) -> None:
    def planted(
        norm: str, code: str, checklist: str, measured: Any, why: str, who: str = "office"
    ) -> Planted:
        group = {"checklist": checklist, "addressee": who}
        return Planted(f"{NORMS}/{norm}", f"330799-{code}", why, _TERM, group, measured=measured, pack=True)

    key.breached += [
        planted("answered", "902", _REVIEW, 42, "四十三题里第28题没有列入，只答了42题"),
        planted("no-with-owner", "902", _REVIEW, 1, "第16题答否，没有责任人"),
        planted("yes-with-evidence", "904", _DAILY, 2, "一题没写依据，一题依据写无"),
    ]
    key.not_evaluable.append(planted("answered", "905", _REVIEW, [41, 43], "两题空着，不知道答没答"))
    key.traps += [
        planted("answered", "907", _REVIEW, None, "四十三题都答了，两个否也是答了"),
        planted("no-with-owner", "907", _REVIEW, None, "两个否都有责任人和时限，一个时限写成年底"),
        planted("yes-with-evidence", "907", _REVIEW, None, "答否的不要依据"),
        planted("answered", "001", _THIRTY, None, "学校的十二题正好答完", "school"),
    ]
