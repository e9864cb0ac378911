"""Values worked out from other columns of the same record: the kind of an examination from its name.

A derivation takes physical columns of the record and, with an ``@``, facts of its surroundings: ``@title``
(title, sheet and file name as one text), ``@stages`` (the organisation's stages, such as
``("primary",)``) and ``@system`` (``六三`` or ``五四``). It gives None when it cannot tell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from jianfu.ledgers import alike
from jianfu.ledgers.charges import CHARGES
from jianfu.ledgers.follow_up import (
    day_it_was_published,
    day_of_deadline,
    kind_of_deadline,
    kind_of_disclosure,
    kind_of_meeting,
    yes_when_dated,
)
from jianfu.ledgers.lessons import (
    form_of_result,
    kind_of_print,
    one_period,
    price_after_discount,
    pupil_by_number,
    sitting_of_print,
    weekday_of,
)
from jianfu.ledgers.school_life import (
    area_a_pupil,
    contact_of_title,
    grade_of_team,
    has_licence,
    hearing_of_title,
    kind_of_activity,
    kind_of_exercise,
    kind_of_session,
    kind_of_tenant,
    minutes_between,
    survey_of_title,
    when_held,
)
from jianfu.ledgers.spans import grades_in, plain
from jianfu.ledgers.village_life import VILLAGE_LIFE
from jianfu.terms.cells.words import SUBJECT_WORDS
from jianfu.terms.grades import Stage, grades_of, parse_class, parse_grade, stage_of


@dataclass(frozen=True)
class Derivation:
    """``function`` applied to the values of ``inputs``; ``guess`` says that its use is to be reported."""

    inputs: tuple[str, ...]
    function: Callable[..., object]
    guess: bool = False


_KINDS = (
    ("mock", r"模拟|模考|[一二三]模"),
    ("entrance", r"入学(考|测)|分班|摸底"),
    ("final", r"期末|学期末|学年末|终考"),
    ("midterm", r"期中|半期"),
    ("monthly", r"月考|月测|月检|第[一二三四五六七八九\d]+次月|阶段"),
    ("weekly", r"周考|周测|周周?练|周检"),
    ("unit", r"单元"),
    ("monitoring", r"质量监测|国测|省测"),
)


def kind_of_exam(name: str | None) -> str | None:
    """The kind that an examination's name tells; ``other`` for names like 学情调研, 限时练 that tell none."""
    if not name:
        return None
    return next((kind for kind, pattern in _KINDS if re.search(pattern, plain(name))), "other")


def sitting_of_name(name: str | None) -> str | None:
    """The name without the words for subjects: papers of one examination share a sitting."""
    if not name:
        return None
    left = plain(name)
    for word in SUBJECT_WORDS:
        left = left.replace(word, "")
    return re.sub(r"\(\)|学科|科目|[-_·、,]+$|^[-_·、,]+", "", left) or plain(name)


def exam_of_title(title: str) -> str | None:
    """期中考试 from `…期中考试安排表`."""
    m = re.search(
        r"(期[中末]|第[一二三四五六\d]+次月考|月考|单元|[一二三]模|模拟|质量监测|摸底)(?:质量)?(考试|检测|测试|监测|考核)?",
        title,
    )
    if m is None:
        return None
    return m.group(0) if m.group(2) or m.group(1).endswith(("考", "监测")) else m.group(1) + "考试"


def grade_of_class(class_name: str | None) -> int | None:
    """4 for 四（1）班; None for a cohort, which needs its school year."""
    name = parse_class(class_name) if class_name else None
    if name is None and class_name:
        return parse_grade(class_name)  # 四年级 below 班级: all its classes
    return name.grade if name is not None else None


def day_it_was_set(set_on: object) -> object:
    """Homework is counted on the day it was set when the day it is done is nowhere written."""
    return set_on


def form_of_title(title: str) -> str | None:
    """``written`` under a title that speaks of written homework alone."""
    found = [
        form
        for form, word in (("written", "书面"), ("oral", "口头"), ("practice", "实践性作业"))
        if word in title
    ]
    return found[0] if len(found) == 1 and "非书面" not in title else None


def size_of_halves(
    boys: int | None, boys_max: int | None, girls: int | None, girls_max: int | None
) -> int | None:
    """Boys and girls together, where both are exact."""
    if boys is None or girls is None or boys_max is not None or girls_max is not None:
        return None
    return boys + girls


def periods_of_parity(parity: str | None) -> int | None:
    """Hundredths of a weekly period: a lesson of alternate weeks counts half."""
    return {"all": 100, "odd": 50, "even": 50}.get(parity or "")


_ITEMS = (
    ("big_break", r"大课间|课间操|阳光体育"),
    ("eyes", r"眼保健操|眼操"),
    ("service", r"课后服务|延时服务|课后延时|托管|社团"),
    ("evening", r"晚自习|晚自修|晚修|晚读|晚课"),
    ("early", r"早读|晨读|早自[习修]|晨诵|早课|晨练"),
    ("bedtime", r"熄灯|就寝|睡觉|上床"),
    ("wash", r"洗漱"),
    ("rise", r"起床"),
    ("noon", r"午休|午睡|午间"),
    ("lunch", r"午[餐饭]|中[餐饭]"),
    ("supper", r"晚[餐饭]"),
    ("assembly", r"升旗|晨会|班会|集会|朝会"),
    ("leave", r"放学|离校|静校"),
    ("arrival", r"[到入进]校"),
    ("lesson", r"^(?:上午|下午)?第?(?:[一二三四五六七八九十]+|\d+)(?:节|课时?|$)|^正课|^上课"),
    ("break", r"课间|休息"),
)


def kind_of_item(item: str | None) -> str | None:
    """The kind of an item of the school day, from its name; ``other`` when the name tells none."""
    if not item:
        return None
    text = plain(item)
    if re.search(r"预备|铃", text) and "节" not in text:
        return "other"
    if text.startswith("起床"):
        return "rise"
    if re.match(r"^(?:上午|下午)?第?[一二三四五六七八九十\d]+节?(?:课)?(?:后|间)", text):
        return "break"
    return next((kind for kind, pattern in _ITEMS if re.search(pattern, text)), "other")


def _grades_of(grades: str | None, stages: tuple[Stage, ...], system: str) -> tuple[int, ...]:
    if not grades:
        return ()
    whole = tuple(g for s in stages for g in grades_of(s, system))
    return grades_in(grades, whole, system) or ()


def first_grade(grades: str | None, stages: tuple[Stage, ...], system: str) -> int | None:
    """The lowest grade named in the text."""
    return min(_grades_of(grades, stages, system), default=None)


def last_grade(grades: str | None, stages: tuple[Stage, ...], system: str) -> int | None:
    """The highest grade named in the text."""
    return max(_grades_of(grades, stages, system), default=None)


def stage_of_grades(
    grades: str | None, low: int | None, high: int | None, title: str, stages: tuple[Stage, ...], system: str
) -> str | None:
    """The one stage that grades, title or the organisation leave possible."""
    span = _grades_of(grades, stages, system) or tuple(g for g in (low, high) if g is not None)
    found = {stage_of(g, system) for g in span}
    if found:
        return found.pop() if len(found) == 1 else None
    named = [s for s, word in (("primary", "小学"), ("junior", "初中"), ("senior", "高中")) if word in title]
    if len(named) == 1 and (not stages or named[0] in stages):
        return named[0]
    return stages[0] if len(stages) == 1 else None


def code_of_name(name: str | None) -> str | None:
    """An organisation without a code is known by its name."""
    return plain(name) if name else None


_NAMES = (
    ("training", r"培训"),
    ("school", r"(小学|中学|学校|高中|初中|幼儿园|教学点|完小|一中|二中|三中|四中|五中)(\(.*\))?$"),
    ("bureau", r"教育局|教体局|教育(和)?体育局"),
    ("government", r"(人民政府|办事处|街道办|党委|县委|镇|乡|街道)$"),
    ("village", r"(村|社区|村委会|居委会)$"),
    ("firm", r"公司$|厂$|店$"),
    ("place", r"(省|市|县|区)$"),
    ("office", r"(局|办|办公室|委|部|院|中心|站|所|馆|会)$"),
)


def kind_of_name(name: str | None) -> str | None:
    """What kind of organisation a name ends like."""
    return next((kind for kind, pattern in _NAMES if re.search(pattern, plain(name))), None) if name else None


def level_of_kind(kind: str | None, name: str | None) -> str | None:
    """A school is a unit, a village a village, a township government a township; else the first word of the name tells."""
    if kind in ("school", "training", "firm"):
        return "unit"
    if kind == "village":
        return "village"
    text = plain(name) if name else ""
    if re.search(r"(镇|乡|街道)(人民政府|办事处|党委)?$", text):
        return "township"
    if kind in ("place", "government", "bureau", "office"):
        for level, words in (("county", "县区"), ("city", "市州"), ("province", "省")):
            if re.search(rf"[{words}]", text):
                return level
    return "unit" if kind == "office" else None


DERIVATIONS: Mapping[str, Derivation] = MappingProxyType(
    {
        "kind_of_exam": Derivation(("name",), kind_of_exam),
        "sitting_of_name": Derivation(("name",), sitting_of_name),
        "exam_of_title": Derivation(("@title",), exam_of_title, guess=True),
        "grade_of_class": Derivation(("class_name",), grade_of_class),
        "day_it_was_set": Derivation(("set_on",), day_it_was_set, guess=True),
        "form_of_title": Derivation(("@title",), form_of_title, guess=True),
        "size_of_halves": Derivation(("boys", "boys_max", "girls", "girls_max"), size_of_halves, guess=True),
        "periods_of_parity": Derivation(("parity",), periods_of_parity),
        "kind_of_item": Derivation(("item",), kind_of_item),
        "first_grade": Derivation(("grades", "@stages", "@system"), first_grade),
        "last_grade": Derivation(("grades", "@stages", "@system"), last_grade),
        "stage_of_grades": Derivation(
            ("grades", "grade_from", "grade_to", "@title", "@stages", "@system"), stage_of_grades
        ),
        "code_of_name": Derivation(("name",), code_of_name, guess=True),
        "kind_of_name": Derivation(("name",), kind_of_name, guess=True),
        "level_of_kind": Derivation(("kind", "name"), level_of_kind),
        **{name: Derivation(*parts) for name, parts in VILLAGE_LIFE.items()},
        "matter_of_item": Derivation(("item",), alike.matter),
        "matter_of_name": Derivation(("name",), alike.matter),
        "matter_of_field": Derivation(("field",), alike.matter),
        "matter_of_activity": Derivation(("activity",), alike.activity),
        "theme_of_group": Derivation(("purpose", "name"), alike.theme_of_group),
        "times_of_frequency": Derivation(("frequency", "@stages"), alike.times_of_frequency, guess=True),
        "day_of_year": Derivation(("for_year", "@title"), alike.day_of_year, guess=True),
        "day_announced": Derivation(("held_on", "notified"), alike.day_announced),
        "on_list_by_number": Derivation(("list_no",), alike.on_list_by_number),
        "called_of_item": Derivation(("item",), alike.called_of_item),
        "level_of_title": Derivation(("@title",), alike.level_of_title, guess=True),
        "weekday_taught": Derivation(("taught_on",), weekday_of),
        "weekday_done": Derivation(("done_on",), weekday_of),
        "one_period": Derivation(("change",), one_period),
        "pupil_by_number": Derivation(("pupil_no",), pupil_by_number),
        "form_of_result": Derivation(("result",), form_of_result),
        "price_after_discount": Derivation(("price", "price_max", "discount"), price_after_discount),
        "kind_of_print": Derivation(("title",), kind_of_print),
        "sitting_of_print": Derivation(("title",), sitting_of_print),
        "yes_when_accepted": Derivation(("accepted_on",), yes_when_dated),
        "yes_when_struck_off": Derivation(("struck_off_on",), yes_when_dated),
        "kind_of_deadline": Derivation(("deadline",), kind_of_deadline),
        "day_of_deadline": Derivation(("deadline", "found_on"), day_of_deadline),
        "kind_of_disclosure": Derivation(("item",), kind_of_disclosure),
        "day_it_was_published": Derivation(("published_on",), day_it_was_published),
        "kind_of_meeting": Derivation(("name",), kind_of_meeting),
        "survey_of_title": Derivation(("@title",), survey_of_title, guess=True),
        "grade_of_team": Derivation(("team",), grade_of_team),
        "kind_of_session": Derivation(("content",), kind_of_session),
        "kind_of_activity": Derivation(("name",), kind_of_activity),
        "kind_of_exercise": Derivation(("item",), kind_of_exercise),
        "kind_of_tenant": Derivation(("tenant",), kind_of_tenant),
        "has_licence": Derivation(("licence",), has_licence),
        "area_a_pupil": Derivation(("area", "area_max", "at_once", "at_once_max"), area_a_pupil),
        "minutes_between": Derivation(("start", "end"), minutes_between),
        "when_held": Derivation(("course", "batch"), when_held),
        "contact_of_title": Derivation(("@title",), contact_of_title, guess=True),
        "hearing_of_title": Derivation(("@title",), hearing_of_title, guess=True),
        **{name: Derivation(*parts) for name, parts in CHARGES.items()},
    }
)
"""Every function that a declaration may name."""
