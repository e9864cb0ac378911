"""Where a plan contradicts itself or a higher rule: two bounds for one object, and only for one object."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeVar

from jianfu.norms.model import Catalogue, rank
from jianfu.plans.draft.comparing import compared, higher, met_by_both, where_told
from jianfu.plans.draft.drafting import statements
from jianfu.plans.draft.figures import Unfit, bounds_of, figure_text
from jianfu.plans.draft.model import Comparison, Conflict, Draft, DraftMark, Near, Side
from jianfu.plans.draft.packs import as_mark
from jianfu.plans.draft.papers import stages_of
from jianfu.plans.draft.scopes import Narrowed, grades_text, predicate
from jianfu.plans.draft.yardsticks import ASIDE, asked_of, grades_of, yardsticks
from jianfu.plans.model import Plan, Quantity, Statement
from jianfu.plans.word_lists import word_list
from jianfu.terms.errors import Message
from jianfu.terms.labels import label
from jianfu.terms.text import Text

T = TypeVar("T")
_NOBODY = Text("", "")
_MOST_KINDS, _MOST_ALIKE = 100, 20


@cache
def _data() -> Mapping[str, list[str]]:
    found: Mapping[str, list[str]] = word_list("jianfu.plans", "objects.yaml")
    return found


@cache
def _special() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _data()["special"])))


def conflicts(plan: Plan, draft: Draft, catalogue: Catalogue) -> tuple[Conflict, ...]:
    """Every contradiction of ``plan``, with higher rules first, then within the plan; notes after what is grave.

    ``draft`` must be that of the plan, drafted with the same catalogue.
    """
    said = {cited.number: statement for cited, statement in statements(plan)}
    found = [*_above(draft, catalogue), *_parts(plan, draft, catalogue, said)]
    found += [*_marks(draft, catalogue, said), *_figures(plan, draft, said)]
    return tuple(sorted(found, key=lambda c: not c.grave))


# With higher rules.


def _above(draft: Draft, catalogue: Catalogue) -> Iterator[Conflict]:
    for mark in draft.marks:
        grave = {c.side for c in mark.comparisons if c.verdict in {"looser", "contrary"}}
        for comparison in mark.comparisons:
            if comparison.verdict in {"looser", "contrary"}:
                yield _higher(mark, comparison, draft, catalogue)
            elif comparison.verdict == "looser_advice" and comparison.side not in grave:
                grave.add(comparison.side)
                yield _higher(mark, comparison, draft, catalogue)


def _higher(mark: DraftMark, met: Comparison, draft: Draft, catalogue: Catalogue) -> Conflict:
    """One draft mark and the higher mark that it does not go together with."""
    a = _ours(mark, draft)
    b = _theirs(mark, met, catalogue)
    facts = {"where": _colon(met.where), "a": _shown(a, mark, draft), "b": _bound(met, mark.unit)} | _level(
        met
    )
    wording = Message(f"plans.conflict-{met.verdict.replace('_', '-')}", facts)
    if mark.assumed:
        wording = Message("plans.conflict-assumed", {"wording": wording, "theirs": mark.title})
    grave = met.verdict != "looser_advice"
    metric = mark.quantity.metric if mark.quantity else ""
    return Conflict(
        "above", met.verdict, grave, mark.norm, metric, a, b, met.where, "b" if grave else "", wording
    )  # fmt: skip


def _level(met: Comparison) -> dict[str, object]:
    return {
        "level": Text(label(f"level.{met.level}"), label(f"level.{met.level}", "en")),
        "strength": Text(label(f"strength.{met.strength}"), label(f"strength.{met.strength}", "en")),
    }


def _bound(met: Comparison, unit: str) -> Text:
    """The higher figure with its side; 不得 where the norm takes none."""
    # What a contrary mark meets is the higher mark's other side.
    ceiling = (met.side == "ceiling") == (met.verdict != "contrary")
    lo, hi = (None, met.theirs) if ceiling else (met.theirs, None)
    return Text(figure_text(lo, hi, unit, "zh"), figure_text(lo, hi, unit, "en"))


def _ours(mark: DraftMark, draft: Draft) -> Side:
    value = mark.hi if mark.hi is not None else mark.lo
    return Side(
        draft.paper.title, draft.place.level, mark.cited.path, mark.cited.quote, verbatim=True,
        statement=mark.cited.number, mark=mark.id, value=value, shown=figure_text(mark.lo, mark.hi, mark.unit, "zh"),
    )  # fmt: skip


def _shown(_side: Side, mark: DraftMark, _draft: Draft) -> Text:
    return Text(*(figure_text(mark.lo, mark.hi, mark.unit, lang) for lang in ("zh", "en")))


def _theirs(mark: DraftMark, met: Comparison, catalogue: Catalogue) -> Side:
    restated = met.restated.zh if met.restated else catalogue.norms[mark.norm].title.zh
    return Side(
        met.policy, met.level, met.clause, restated, verbatim=False, mark=met.mark, value=met.theirs,
        shown=_bound(met, mark.unit).zh,
    )  # fmt: skip


def _colon(where: Text) -> Text:
    return Text(f"{where.zh}：" if where.zh else "", f"{where.en}: " if where.en else "")


def _parts(
    plan: Plan, draft: Draft, catalogue: Catalogue, said: Mapping[int, Statement]
) -> Iterator[Conflict]:
    """A ceiling on a part that already lies above the higher ceiling on the whole."""
    for near in draft.near:
        mark = _part(plan, near, draft, catalogue, said[near.cited.number]) if near.part else None
        if mark is None or mark.hi is None:
            continue
        norm = catalogue.norms[near.norm]
        above = higher(norm, rank(draft.place.level), draft.above, max(draft.paper.first, draft.day))
        own = stages_of(plan, draft.place)
        for met in compared(as_mark(mark, draft.paper, draft.place, norm), above, catalogue, own):
            if met.verdict != "looser" or met.side != "ceiling":
                continue
            facts = {
                "where": _colon(met.where), "a": _shown(_ours(mark, draft), mark, draft), "b": _bound(met, mark.unit),
                "ours": near.ours, "theirs": near.theirs,
            } | _level(met)  # fmt: skip
            yield Conflict(
                "above", "looser", True, near.norm, near.quantity.metric, _ours(mark, draft),
                _theirs(mark, met, catalogue), met.where, "b", Message("plans.conflict-part", facts),
            )  # fmt: skip


def _part(
    plan: Plan, near: Near, draft: Draft, catalogue: Catalogue, statement: Statement
) -> DraftMark | None:
    """The mark that a figure on a part would be, were it on the whole."""
    stick = yardsticks()[near.quantity.metric]
    clause = plan.clauses[near.cited.clause].clause
    asked, seen = asked_of(statement, near.quantity, clause, plan.about.stage), stick.seen(near.quantity)
    fit = stick.nearest(seen, asked)
    norm = catalogue.norms[near.norm]
    if fit is None or statement.described.modality in {"goal", "encourage", "fact"}:
        return None
    bounds, scope = bounds_of(norm, fit, seen), predicate(norm, fit, seen, asked.stage)
    if isinstance(bounds, Unfit) or isinstance(scope, Narrowed):
        return None
    return DraftMark(
        "", near.cited, norm.id, norm.title, near.quantity, bounds.lo, bounds.hi, norm.unit, bounds.written, scope,
        _NOBODY, "mandatory", draft.place.level, draft.paper.first,
    )  # fmt: skip


# Within the plan.


def _marks(draft: Draft, catalogue: Catalogue, said: Mapping[int, Statement]) -> Iterator[Conflict]:
    """Draft marks on one norm that cover the same groups and differ."""
    numbered = [m for m in draft.marks if m.quantity is not None and m.strength != "advisory"]
    by_norm = itertools.groupby(sorted(numbered, key=lambda m: m.norm), key=lambda m: m.norm)
    for name, group in by_norm:
        norm = catalogue.norms[name]
        alike = _alike(group, lambda m: (m.lo, m.hi, m.scope, m.strength))
        for one, other in _pairs(alike, lambda m: m.cited.number):
            clash = _clash(one.lo, one.hi, other.lo, other.hi)
            if clash is None or (clash[0] == "differ" and _goes_together(one, other, said)):
                continue
            marks = [as_mark(m, draft.paper, draft.place, norm) for m in (one, other)]
            both, nested = met_by_both(norm, *marks)
            if not both or (nested and one.cited.clause == other.cited.clause and clash[0] == "differ"):
                continue
            quantity = one.quantity
            assert quantity is not None
            sides = (_ours(one, draft), _ours(other, draft))
            texts = (_shown(sides[0], one, draft), _shown(sides[1], other, draft))
            yield _within(
                clash,
                norm.id,
                quantity.metric,
                sides,
                texts,
                where_told(both),
                (one.cited.number, other.cited.number),
                said,
            )


def _alike(items: Iterable[T], key: Callable[[T], object]) -> list[list[T]]:
    """Items that say the same, together; no more kinds than people would read of."""
    found: dict[object, list[T]] = {}
    for item in items:
        found.setdefault(key(item), []).append(item)
    return list(found.values())[:_MOST_KINDS]


def _pairs(alike: Sequence[Sequence[T]], number: Callable[[T], int]) -> Iterator[tuple[T, T]]:
    """Two statements for each two kinds: the first of either that is none of the other's."""
    for some, others in itertools.combinations(alike, 2):
        met = itertools.product(some[:_MOST_ALIKE], others[:_MOST_ALIKE])
        pair = next(((a, b) for a, b in met if number(a) != number(b)), None)
        if pair is not None:
            yield pair


Stricter = Literal["a", "b", ""]
Clash = tuple[Literal["differ", "impossible"], Stricter, Literal["ceiling", "floor", ""]]
_OTHER_SIDE: Mapping[Stricter, Stricter] = {"a": "b", "b": "a", "": ""}


def _clash(
    lo: float | None, hi: float | None, other_lo: float | None, other_hi: float | None
) -> Clash | None:
    """How two intervals contradict each other, which of them is stricter, and on which side; None if they do not."""
    if lo is not None and other_hi is not None and lo > other_hi:
        return ("impossible", "", "") if not _points(lo, hi, other_lo, other_hi) else ("differ", "", "")
    if other_lo is not None and hi is not None and other_lo > hi:
        return ("impossible", "", "") if not _points(lo, hi, other_lo, other_hi) else ("differ", "", "")
    if hi is not None and other_hi is not None and hi != other_hi:
        return "differ", "a" if hi < other_hi else "b", "ceiling"
    if lo is not None and other_lo is not None and lo != other_lo:
        return "differ", "a" if lo > other_lo else "b", "floor"
    return None


def _points(*ends: float | None) -> bool:
    """Whether both intervals are single figures: then two figures differ, rather than a floor and a ceiling."""
    lo, hi, other_lo, other_hi = ends
    return lo == hi and other_lo == other_hi


def _goes_together(one: DraftMark, other: DraftMark, said: Mapping[int, Statement]) -> bool:
    """Whether two figures are a rule and its special case, or a rule and what is aimed at in principle."""
    if one.strength != other.strength:
        return True
    return any(_special().search(said[m.cited.number].text) for m in (one, other))


def _within(
    clash: Clash,
    norm: str,
    metric: str,
    sides: tuple[Side, Side],
    texts: tuple[Text, Text],
    where: Text,
    numbers: tuple[int, int],
    said: Mapping[int, Statement],
) -> Conflict:
    """A contradiction of two statements of the plan, the one that stands first being ``a``."""
    why, binds, side = clash
    if numbers[0] > numbers[1]:
        sides, texts = (sides[1], sides[0]), (texts[1], texts[0])
        binds = _OTHER_SIDE[binds]
        numbers = (numbers[1], numbers[0])
    facts: dict[str, object] = {"where": _colon(where), "a": texts[0], "b": texts[1]}
    permits = [n for n in numbers if said[n].described.modality == "permit"]
    zero = next((i for i, s in enumerate(sides) if s.value == 0), None)
    if (
        why == "differ"
        and side == "ceiling"
        and permits
        and zero is not None
        and numbers[zero] not in permits
    ):
        facts |= {"a": texts[1 - zero], "b": texts[zero]}
        return Conflict(
            "inside", "permitted", True, norm, metric, *sides, where, "a" if zero == 0 else "b",
            Message("plans.conflict-permitted", facts),
        )  # fmt: skip
    if why == "impossible":
        floors = [i for i, t in enumerate(texts) if t.zh.startswith("≥")]
        if floors == [1]:
            facts |= {"a": texts[1], "b": texts[0]}
        return Conflict(
            "inside", why, True, norm, metric, *sides, where, "", Message("plans.conflict-impossible", facts)
        )
    if not binds:
        message = Message("plans.conflict-two", facts)
    else:
        message = Message("plans.conflict-inside", facts | {"strict": texts[0 if binds == "a" else 1]})
    return Conflict("inside", why, True, norm, metric, *sides, where, binds, message)


# Figures that no norm measures and that name one object by themselves.


@dataclass(frozen=True)
class _Figure:
    """A figure of the plan as an interval."""

    quantity: Quantity
    number: int
    path: str
    quote: str
    clause: int
    lo: float | None
    hi: float | None
    grades: frozenset[int]
    about: tuple[object, ...]


def _figures(plan: Plan, draft: Draft, said: Mapping[int, Statement]) -> Iterator[Conflict]:
    found: dict[tuple[object, ...], list[_Figure]] = {}
    for cited, statement in statements(plan):
        if statement.described.modality not in {"must", "limit", "forbid", "permit"}:
            continue
        for quantity in statement.quantities:
            ends = _ends(quantity) if quantity.metric in _data()["comparable"] else None
            if ends is None or quantity.vague:
                continue
            about = (quantity.metric, quantity.unit, *_about(quantity))
            grades = frozenset(grades_of(quantity.scope, plan.about.stage)) or frozenset(range(1, 13))
            figure = _Figure(
                quantity, cited.number, cited.path, cited.quote, cited.clause, *ends, grades, about
            )
            found.setdefault(about, []).append(figure)
    for same in found.values():
        alike = _alike(same, lambda f: (f.lo, f.hi, f.grades))
        for one, other in _pairs(alike, lambda f: f.number):
            clash = _clash(one.lo, one.hi, other.lo, other.hi)
            common = one.grades & other.grades
            if clash is None or not common:
                continue
            if clash[0] == "differ" and any(_special().search(said[f.number].text) for f in (one, other)):
                continue
            if one.grades != other.grades and one.clause == other.clause:
                continue
            where = grades_text(sorted(common)) if len(common) < 12 else _NOBODY
            sides = (_side(one, draft), _side(other, draft))
            texts = (Text(sides[0].shown, sides[0].shown), Text(sides[1].shown, sides[1].shown))
            yield _within(
                clash, "", one.quantity.metric, sides, texts, where, (one.number, other.number), said
            )


def _about(quantity: Quantity) -> Iterator[object]:
    for key, value in sorted(quantity.scope.items()):
        if key not in {"grades", "stage"} and key not in ASIDE:
            yield key, str(value)


def _ends(quantity: Quantity) -> tuple[float | None, float | None] | None:
    """A quantity as an interval of numbers; None for what is none."""
    value = quantity.value
    parts = [_number(p) for p in (value if isinstance(value, tuple | list) else (value,))]
    numbers = [p for p in parts if p is not None]
    if quantity.masked or len(numbers) != len(parts):
        return None
    if quantity.op == "between":
        return (min(numbers), max(numbers)) if len(numbers) == 2 else None
    if quantity.op == "==":
        return numbers[0], numbers[0]
    return (None, numbers[0]) if quantity.op in {"<=", "<"} else (numbers[0], None)


def _number(value: object) -> float | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    m = re.fullmatch(r"(\d{1,2}):(\d{2})", value) if isinstance(value, str) else None
    return float(int(m[1]) * 60 + int(m[2])) if m else None


def _side(figure: _Figure, draft: Draft) -> Side:
    value = figure.quantity.value
    return Side(
        draft.paper.title, draft.place.level, figure.path, figure.quote, verbatim=True, statement=figure.number,
        value=value if isinstance(value, int | float | str) else None, shown=figure.quantity.text or str(value),
    )  # fmt: skip
