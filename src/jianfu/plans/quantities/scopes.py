"""For whom a figure holds: grades and stages with where they stand, and what else narrows it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from jianfu.plans.word_lists import word_list
from jianfu.terms.cells.words import SUBJECT_WORDS
from jianfu.terms.grades import Stage, grades_of, parse_grade
from jianfu.terms.numerals import chinese_number

_ONE = r"(?:(?<!\d)(?:1[0-2]|[1-9])(?!\d)|十[一二]?|[一二三四五六七八九])"
_SEP = r"[、,,和及与/]"
_TO = r"[至到\-—–~―]{1,2}"
_LIST = rf"{_ONE}(?:\s?(?:{_SEP}|{_TO})?\s?{_ONE}){{0,8}}"
_STAGE = "小学(?:阶段|学段|部)?|初中(?:阶段|学段|部)?|高中(?:阶段|学段|部)?"
_MENTION = re.compile(
    # Several stages in one word are none by themselves.
    r"(?P<all>义务教育(?:阶段|学校)?其[他它余]年级|中小学[校生]?|义务教育(?:阶段|学校)?|九年一贯制?|小升初|初升高|各学段|各年级|全校各班|小学教师|小学校长|中学(?=[生、和教高阶]?)|幼小|普通高中招生|高中阶段学校招生|中小幼|幼儿园|学前教育)"
    rf"|(?P<first>{_STAGE})?(?:学生)?\s?(?P<list>{_LIST})[、,]?\s?年级(?P<above>及?以上|起|以上各?年级)?(?P<below>及?以下)?"
    r"|(?P<band>低中|中低|中高|低|中|高)(?:年级|段(?=[不每学作,、年]))"
    rf"|(?P<rest>{_STAGE})?(?P<other>其他|其它|其余|以外的)(?:各)?年级"
    r"|(?P<short>[小初高])(?P<years>[一二三四五六](?:(?:[、,,和至到\-—]|、?[初高小])*[一二三四五六])*)(?!等|级|步|期|次|审|中|小)"
    r"|(?P<leaving>非?毕业(?:班|年级)|起始年级)"
    rf"|(?P<stage>小学(?:阶段|学段|部|生|各年级)?|初中(?:阶段|学段|部|生|各年级)?|(?:普通)?高中(?:阶段|学段|部|生|各年级)?|中高考)"
)
_STAGES: Mapping[str, Stage] = {"小": "primary", "初": "junior", "高": "senior"}
_BANDS = {
    "低": (1, 2),
    "中": (3, 4),
    "高": (5, 6),
    "低中": (1, 2, 3, 4),
    "中低": (1, 2, 3, 4),
    "中高": (3, 4, 5, 6),
}
_JOINT = re.compile(r"^(?:学生|学校|各年级|年级|生|部|阶段)?(?:、|,|和|及|与|或|以及|,?\s)?$")


@dataclass(frozen=True)
class Mention:
    """A grade, grades or a stage named in a text; neither where several stages are one word (中小学).

    ``within`` is the stage printed with grades (小学三年级): the grades say it already.
    """

    start: int
    end: int
    grades: tuple[int, ...] = ()
    stage: str | None = None
    within: str | None = None

    def scope(self) -> dict[str, object]:
        """As the scope of a quantity has it."""
        found: dict[str, object] = {}
        if self.grades:
            found["grades"] = list(self.grades)
        if self.stage:
            found["stage"] = self.stage
        return found


def mentions(text: str, stage: str | None = None, before: str = "") -> list[Mention]:
    """Every grade and stage named in ``text``, in order. ``stage`` is that of the plan: its 三年级以上 ends with it.

    其他年级 leaves out those named so far, in ``before`` too.
    """
    found: list[Mention] = []
    earlier = mentions(before, stage) if before else []
    for m in _MENTION.finditer(text):
        made = _mention(m, stage, [*earlier, *found])
        if made is not None:
            found.append(made)
    return found


def _mention(m: re.Match[str], plan: str | None, so_far: list[Mention]) -> Mention | None:
    start, end = m.span()
    if m["all"]:
        return Mention(start, end)
    if m["list"]:
        stage = _stage_of(m["first"])
        grades = _listed(m["list"])
        if not grades:
            return None
        if stage == "junior" and max(grades) <= 3:
            grades = tuple(g + 6 for g in grades)
        elif stage == "senior" and max(grades) <= 3:
            grades = tuple(g + 9 for g in grades)
        if m["above"]:
            last = {"primary": 6, "junior": 9, "senior": 12}.get(
                stage or plan or "", 6 if grades[0] <= 6 else 9
            )
            grades = tuple(range(grades[0], max(last, grades[-1]) + 1))
        elif m["below"]:
            grades = tuple(range(1, grades[-1] + 1))
        return Mention(start, end, grades, None, stage)
    if m["band"]:
        return Mention(start, end, _BANDS[m["band"]])
    if m["other"]:
        return _others(m, plan, so_far)
    if m["short"]:
        stage = _STAGES[m["short"]]
        text = re.sub("[初高小]", "", m["years"])
        within = _listed(text)
        grades = tuple(
            g for n in within if (g := parse_grade(f"{m['short']}{'一二三四五六'[n - 1]}")) is not None
        )
        return Mention(start, end, grades) if grades else None
    if m["leaving"]:
        return Mention(start, end, stage=plan if plan else None) if plan else Mention(start, end)
    word = m["stage"].removeprefix("普通")
    if word == "中高考":
        return None
    return Mention(start, end, stage=_STAGES[word[0]])


def _others(m: re.Match[str], plan: str | None, so_far: list[Mention]) -> Mention:
    """其他年级: those of the stage that were not named before."""
    named = {g for s in so_far for g in s.grades}
    printed = next((s.within for s in reversed(so_far) if s.within), None)
    stage = _stage_of(m["rest"]) or _stage_named(plan) or _stage_named(printed)
    if stage is None or not named:
        return Mention(m.start(), m.end(), stage=_stage_of(m["rest"]))
    left = tuple(g for g in grades_of(stage) if g not in named)
    return Mention(m.start(), m.end(), left)


def _stage_named(name: str | None) -> Stage | None:
    return next((s for s in _STAGES.values() if s == name), None)


def _stage_of(word: str | None) -> Stage | None:
    return _STAGES[word[0]] if word else None


def _listed(text: str) -> tuple[int, ...]:
    """一、二 and 3-6 and 三四 as grades; () for what is no rising list."""
    found: list[int] = []
    pieces = re.findall(rf"{_ONE}|{_TO}", text)
    span = False
    for piece in pieces:
        if re.fullmatch(_TO, piece):
            span = True
            continue
        value = int(piece) if piece.isdecimal() else chinese_number(piece)
        if value is None or not 1 <= value <= 12:
            return ()
        if span and found:
            found += range(found[-1] + 1, value + 1)
        else:
            found.append(value)
        span = False
    return tuple(sorted(set(found)))


def joined(between: str) -> bool:
    """Whether what stands between two mentions only joins them (小学、初中)."""
    return _JOINT.match(between) is not None


def last_run(text: str, named: list[Mention]) -> list[Mention]:
    """The last mentions that only joining words part."""
    run = [named[-1]]
    for m in reversed(named[:-1]):
        if not joined(text[m.end : run[0].start]):
            break
        run.insert(0, m)
    return run


def union(group: list[Mention]) -> Mention:
    """Several mentions that share a figure: all their grades, the stage only where it is one."""
    if len(group) == 1:
        return group[0]
    grades = tuple(sorted({g for m in group for g in m.grades}))
    stages = [m.stage for m in group if m.stage]
    named = [m for m in group if m.grades or m.stage]
    one = stages[0] if stages and len(set(stages)) == 1 and (len(stages) == len(named) or grades) else None
    if not grades and len(set(stages)) > 1:
        one = None
    return Mention(group[0].start, group[-1].end, grades, one)


@cache
def _narrowing() -> Mapping[str, tuple[tuple[object, re.Pattern[str]], ...]]:
    literal = {"true": True, "false": False}
    return {
        key: tuple((literal.get(value, value), re.compile(pattern)) for value, pattern in values.items())
        for key, values in word_list("jianfu.plans.quantities", "scopes.yaml").items()
    }


_SUBJECTS = re.compile("|".join((*SUBJECT_WORDS, "阅读课", "艺术")))


def subjects(text: str) -> list[tuple[int, int, str]]:
    """Subjects named in ``text`` with where they stand, as printed."""
    return [(m.start(), m.end(), m[0]) for m in _SUBJECTS.finditer(text)]


def last_subjects(text: str) -> list[str]:
    """The subjects named last: several where only 、 or 和 parts them (音乐、美术)."""
    found = subjects(text)
    if not found:
        return []
    run = [found[-1]]
    for one in reversed(found[:-1]):
        if not re.fullmatch(r"课?程?[、和与及]", text[one[1] : run[0][0]]):
            break
        run.insert(0, one)
    return [word for _, _, word in run]


_OF_SUBJECT = re.compile(
    rf"(?P<each>每(?:一?门|一?个)?(?:学科|科目?)|单科)(?!目?总)"
    rf"|(?P<one>{_SUBJECTS.pattern})(?:学科|课程?)?(?:的)?(?:(?:每[天日次]|书面|家庭|回家|课外|课后)*作业|[^、和与及,]{{0,4}}$)"
)


def subjects_of_homework(text: str) -> list[str]:
    """The subjects whose homework alone a figure right behind ``text`` bounds; 每科 for each by itself."""
    found = list(_OF_SUBJECT.finditer(text))
    if not found:
        return []
    if found[-1]["each"]:
        return ["每科"]
    return last_subjects(text[: found[-1].end("one")])


def next_subject(text: str) -> list[str]:
    """The subject that ``text`` begins with: 三节体育课."""
    m = re.match(rf"的?({_SUBJECTS.pattern})", text)
    return [m[1]] if m is not None else []


def narrowing(key: str, text: str) -> object | None:
    """What ``text`` says last of ``key`` (form, place, per …); None where it says nothing."""
    best: tuple[int, object] | None = None
    for value, pattern in _narrowing()[key]:
        for m in pattern.finditer(text):
            if best is None or m.end() > best[0]:
                best = (m.end(), value)
    return None if best is None else best[1]
