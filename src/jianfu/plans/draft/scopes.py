"""The scope of a figure as the condition of a mark, and in words: only what the groups of a norm can be told by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from jianfu.ledgers.registry import ledgers
from jianfu.norms.model import Norm
from jianfu.norms.predicates import fields_of
from jianfu.plans.draft.yardsticks import ASIDE, STAGES, Fit, grades_of, words_of
from jianfu.plans.model import Quantity
from jianfu.terms.grades import grade_label
from jianfu.terms.labels import label
from jianfu.terms.text import Text

_DIGITS = "一二三四五六七八九"
_SEASONS = ("summer", "winter")


@dataclass(frozen=True)
class Narrowed:
    """What a norm cannot tell apart: the scope key that stood in the way."""

    key: str


def predicate(norm: Norm, fit: Fit, quantity: Quantity, stage: str | None) -> str | Narrowed:
    """The condition of a mark on ``norm``: "" for everybody. ``stage`` is the plan's own: it need not be said again."""
    names = told_apart(norm)
    parts: list[str] = [fit.only] if fit.only else []
    scope = {k: v for k, v in quantity.scope.items() if v is not None and words_of(v)}
    asked = set(fit.when) - set(fit.tell)
    grades = grades_of(scope, None) if "grades" in scope else ()
    if grades:
        told = _grades(grades, names)
        if told is None:
            return Narrowed("grades")
        parts.append(told)
    elif "stage" in scope:
        told = _stage(words_of(scope["stage"]), names, stage)
        if told is None:
            return Narrowed("stage")
        parts.append(told)
    for key, value in scope.items():
        if key in {"grades", "stage"} or key in asked:
            continue
        if key in fit.columns:
            told = _column(fit.columns[key], words_of(value))
        elif key == "subject" and "subject" in names:
            told = _one_of("subject", [_subject(v) for v in words_of(value)])
        elif key == "boarding" and "boarding" in names:
            told = "boarding = 'boarder'" if words_of(value) == ("true",) else "boarding = 'day'"
        elif key == "season" and "season" in names and set(words_of(value)) <= set(_SEASONS):
            told = _one_of("season", words_of(value))
        elif key in ASIDE:
            continue
        else:
            return Narrowed(key)
        if told is None:
            return Narrowed(key)
        parts.append(told)
    given = [p for p in parts if p]
    return " and ".join(f"({p})" if " or " in p else p for p in given)


def told_apart(norm: Norm) -> frozenset[str]:
    """What a mark on ``norm`` may ask of a group, as far as its groups are sure to know it."""
    known = set(norm.keys)
    if norm.by_record:
        known |= {f.name for f in fields_of(ledgers()[norm.watches]).values()}
    return frozenset(known)


def _grades(grades: Sequence[int], names: frozenset[str]) -> str | None:
    if "grade" in names:
        first, last = grades[0], grades[-1]
        if len(grades) == 1:
            return f"grade = {first}"
        if tuple(grades) == tuple(range(first, last + 1)):
            return f"grade between {first} and {last}"
        return f"grade in ({', '.join(map(str, grades))})"
    stages = [s for s, whole in STAGES.items() if set(whole) <= set(grades)]
    if "stage" in names and {g for s in stages for g in STAGES[s]} == set(grades):
        return _one_of("stage", stages)
    return None


def _stage(stages: Sequence[str], names: frozenset[str], own: str | None) -> str | None:
    if not set(stages) <= set(STAGES):
        return None
    if "grade" in names or "stage" in names:
        return _one_of("stage", stages)
    # Of an organisation nobody is sure to know the stage; the plan of a primary school is about nothing else.
    return "" if list(stages) == [own] else None


def _column(told: Mapping[str, object], values: Sequence[str]) -> str | None:
    stored = told["values"]
    assert isinstance(stored, Mapping)
    if not set(values) <= set(stored):
        return None
    found = [stored[v] for v in values]
    if all(isinstance(v, bool) for v in found):
        return f"{told['column']} = {str(found[0]).lower()}" if len(set(found)) == 1 else ""
    flat = [w for v in found for w in (v if isinstance(v, list) else [v])]
    return _one_of(str(told["column"]), flat)


def _one_of(column: str, values: Iterable[str]) -> str:
    listed = [v.replace("'", "''") for v in dict.fromkeys(values)]
    if len(listed) == 1:
        return f"{column} = '{listed[0]}'"
    quoted = ", ".join(f"'{v}'" for v in listed)
    return f"{column} in ({quoted})"


_SUBJECTS: Mapping[str, str] = {
    "体育与健康": "体育", "体育课": "体育", "劳动教育": "劳动", "劳动课": "劳动", "音乐课": "音乐", "美术课": "美术",
    "政治": "道德与法治", "品德": "道德与法治", "思想品德": "道德与法治", "外语": "英语", "心理健康教育": "心理健康",
}  # fmt: skip


def _subject(word: str) -> str:
    return _SUBJECTS.get(word, word)


def grades_text(grades: Sequence[int]) -> Text:
    """Grades as people say them: 三、四年级, 三至六年级, 小学, 七至九年级."""
    whole = [s for s in STAGES if set(STAGES[s]) <= set(grades)]
    if whole and {g for s in whole for g in STAGES[s]} == set(grades):
        return Text(
            "、".join(label(f"stage.{s}") for s in whole),
            " and ".join(label(f"stage.{s}", "en") for s in whole),
        )
    runs: list[list[int]] = []
    for grade in sorted(grades):
        if runs and runs[-1][-1] == grade - 1:
            runs[-1].append(grade)
        else:
            runs.append([grade])
    zh = "、".join(_run(run) for run in runs)
    en = ", ".join(str(r[0]) if len(r) == 1 else f"{r[0]}–{r[-1]}" for r in runs)
    plural = "grades" if len(grades) > 1 else "grade"
    return Text(zh, f"{plural} {en}")


def _run(run: Sequence[int]) -> str:
    if run[-1] > 9:
        names = [grade_label(g) for g in (run[0], run[-1])]
        return names[0] if len(run) == 1 else f"{names[0]}至{names[1]}"
    if len(run) == 1:
        return f"{_DIGITS[run[0] - 1]}年级"
    joined = "、" if len(run) == 2 else "至"
    return f"{_DIGITS[run[0] - 1]}{joined}{_DIGITS[run[-1] - 1]}年级"


def where_text(scope: Mapping[str, object]) -> Text:
    """For whom a figure is meant, in words; "" for everybody."""
    zh: list[str] = []
    en: list[str] = []
    if "grades" in scope:
        grades = grades_of(scope, None)
        if grades:
            told = grades_text(grades)
            zh.append(told.zh)
            en.append(told.en)
    elif "stage" in scope:
        stages = [s for s in words_of(scope["stage"]) if s in STAGES]
        zh.append("、".join(label(f"stage.{s}") for s in stages))
        en.append(", ".join(label(f"stage.{s}", "en") for s in stages))
    for key, value in scope.items():
        if key in {"grades", "stage"} or key in ASIDE:
            continue
        words = words_of(value)
        zh.append("、".join(_said(key, w, "zh") for w in words))
        en.append(", ".join(_said(key, w, "en") for w in words))
    return Text("，".join(p for p in zh if p), ", ".join(p for p in en if p))


def _said(key: str, word: str, lang: str) -> str:
    """A scope word as people read it; as it stands where it is none of ours."""
    try:
        return label(f"plans.scope.{key}.{word}", lang)
    except KeyError:
        return word
