"""Which marks bind (semantics, point 4), held against a naive reading over sets of figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianfu.engine.strata import Strata
from jianfu.norms.load import load
from jianfu.norms.model import Except, Mark, Source, rank
from jianfu.norms.precedence import Precedence, Stack
from jianfu.norms.predicates import GROUP_FIELDS, parse
from jianfu.terms.places import Organisation, Places
from jianfu.terms.text import Text

NORM = replace(load().norms["student/homework/written-minutes"], marks=())
DAY = date(2026, 10, 20)
SOURCE = Source("cn/x", None)
FIGURES = range(-1, 14)


def mark(name: str, hi: float | None = None, **more: Any) -> Mark:
    given: dict[str, Any] = {"lo": None, "level": "national", "first": date(2020, 1, 1)} | more
    return Mark(id=name, norm=NORM.id, hi=hi, source=SOURCE, **given)


def scope(text: str) -> Any:
    return parse(text, GROUP_FIELDS)


def exception(text: str, level: str = "national", hi: float | None = None) -> Except:
    return Except(Text(text, text), scope(text), level, SOURCE, None, hi)  # type: ignore[arg-type]


def stack_of(
    *marks: Mark, day: date = DAY, chain: tuple[str, ...] = ("S", "T", "C"), **attributes: Any
) -> Stack:
    return Precedence(replace(NORM, marks=marks)).stack(attributes, chain, day)


def hi(stack: Stack, strength: str = "mandatory") -> tuple[float, str] | None:
    bound = stack.of(strength).hi
    return (bound.value, bound.mark.id) if bound else None


def conflicts(stack: Stack) -> list[tuple[str, str, str]]:
    return [(c.why, c.winner.id, c.loser.id) for c in stack.conflicts]


def test_marks_in_force_are_intersected_and_each_side_cites_its_tightest() -> None:
    stack = stack_of(
        mark("a", 60),
        mark("b", 50, lo=5, level="county", place="C"),
        mark("c", 55, lo=10, level="unit", place="S"),
    )
    assert hi(stack) == (50, "b")
    # c as a whole is looser above than b: it does not bind below either, and is listed.
    assert stack.mandatory.lo is not None and stack.mandatory.lo.mark.id == "b"
    assert conflicts(stack) == [("looser", "b", "c")]


def test_a_looser_lower_mark_never_binds_and_is_listed() -> None:
    stack = stack_of(mark("a", 60), mark("b", 70, level="county", place="C"))
    assert hi(stack) == (60, "a")
    assert conflicts(stack) == [("looser", "a", "b")]


def test_a_stricter_lower_mark_binds() -> None:
    assert hi(stack_of(mark("a", 60), mark("b", 40, level="unit", place="S"))) == (40, "b")


def test_when_nothing_can_satisfy_both_the_higher_level_decides_and_both_are_shown() -> None:
    stack = stack_of(mark("a", 60), mark("b", None, lo=70, level="county", place="C"))
    assert hi(stack) == (60, "a")
    assert stack.mandatory.lo is None
    assert conflicts(stack) == [("empty", "a", "b")]


def test_in_principle_marks_bind_apart_and_may_be_tighter() -> None:
    stack = stack_of(
        mark("a", 60), mark("b", 40, strength="in_principle"), mark("c", 30, strength="advisory")
    )
    assert (hi(stack), hi(stack, "in_principle"), hi(stack, "advisory")) == ((60, "a"), (40, "b"), (30, "c"))
    assert conflicts(stack) == []


def test_a_lower_mark_may_be_looser_than_one_that_only_holds_in_principle() -> None:
    stack = stack_of(mark("a", 40, strength="in_principle"), mark("b", 60, level="county", place="C"))
    assert (hi(stack), hi(stack, "in_principle")) == ((60, "b"), (40, "a"))


def test_a_delegated_norm_without_a_local_mark_is_not_evaluable() -> None:
    delegated = mark("a", delegated=True)
    assert stack_of(delegated).status == "no_local_mark"
    assert stack_of(delegated, mark("b", 40, level="county", place="elsewhere")).status == "no_local_mark"
    assert hi(stack_of(delegated, mark("b", 40, level="county", place="C"))) == (40, "b")


@pytest.mark.parametrize(("day", "expected"), [(date(2020, 12, 31), "a"), (date(2021, 1, 1), "b")])
def test_a_mark_ends_by_date(day: date, expected: str) -> None:
    stack = stack_of(mark("a", 60, last=date(2020, 12, 31)), mark("b", 90, first=date(2021, 1, 1)), day=day)
    assert stack.mandatory.hi is not None and stack.mandatory.hi.mark.id == expected


def test_a_mark_ends_when_another_replaces_it_and_does_not_come_back() -> None:
    marks = (mark("a", 60), mark("b", 90, first=date(2021, 1, 1), last=date(2021, 12, 31), replaces="a"))
    assert hi(stack_of(*marks, day=date(2020, 12, 31))) == (60, "a")
    assert hi(stack_of(*marks, day=date(2021, 1, 1))) == (90, "b")
    assert stack_of(*marks, day=date(2022, 1, 1)).status == "none"


def test_an_unsure_figure_binds_nothing_and_ends_nothing() -> None:
    unsure = mark("b", 10, figure_certainty="unsure", replaces="a")
    assert stack_of(unsure).status == "none"
    assert hi(stack_of(mark("a", 60), unsure)) == (60, "a")


def test_an_exception_of_the_marks_own_level_or_above_exempts_or_gives_another_figure() -> None:
    exempt = mark("a", 60, level="county", excepts=(exception("grade = 3"),))
    assert stack_of(exempt, grade=3).status == "none"
    assert hi(stack_of(exempt, grade=4)) == (60, "a")
    eased = mark("a", 60, excepts=(exception("grade = 3", hi=80),))
    assert hi(stack_of(eased, grade=3)) == (80, "a")


def test_an_exception_from_below_is_ignored_and_listed() -> None:
    stack = stack_of(mark("a", 60, excepts=(exception("grade = 3", "county"),)), grade=3)
    assert hi(stack) == (60, "a")
    assert [(c.why, c.exceptions[0].name.zh) for c in stack.conflicts] == [("weak-exception", "grade = 3")]


def test_two_exceptions_that_disagree_stop_evaluation_and_are_both_named() -> None:
    both = (exception("grade = 3"), exception("stage = 'primary'", hi=80))
    stack = stack_of(mark("a", 60, excepts=both), grade=3, stage="primary")
    assert stack.status == "exceptions_disagree"
    assert [e.name.zh for e in stack.conflicts[0].exceptions] == ["grade = 3", "stage = 'primary'"]
    assert hi(stack_of(mark("a", 60, excepts=both), grade=4, stage="primary")) == (80, "a")


def test_an_attribute_that_a_scope_asks_for_and_nobody_knows_stops_evaluation() -> None:
    scoped = mark("a", 60, scope=scope("stage = 'primary'"))
    assert stack_of(scoped, stage=None) == Stack("unknown_scope", missing=("stage",))
    excepted = mark("a", 60, excepts=(exception("grade = 3"),))
    assert stack_of(excepted, grade=None) == Stack("unknown_scope", missing=("grade",))
    weak = mark("a", 60, excepts=(exception("grade = 3", "unit"),))
    assert hi(stack_of(weak, grade=None)) == (60, "a")


def test_marks_reach_down_the_tree_of_organisations() -> None:
    tree = Places(
        [
            Organisation("P", "青省", "place", "province"),
            Organisation("C", "禾县", "place", "county", "P"),
            Organisation("S", "甲小学", "school", "unit", "禾县"),  # a parent may be named as well as coded
            Organisation("X", "乙小学", "school", "unit", "P"),
        ]
    )
    norm = replace(
        NORM, marks=(mark("c", 40, level="county", place="C"), mark("p", 50, level="province", place="P"))
    )
    strata = Strata(Precedence(norm), tree, ())
    found = {
        code: strata.precedence.stack({}, strata.chain(code), DAY) for code in ("S", "X", "C", "nowhere")
    }
    assert {code: hi(stack) for code, stack in found.items()} == {
        "S": (40, "c"), "X": (50, "p"), "C": (40, "c"), "nowhere": None,
    }  # fmt: skip


# -- against sets of figures --------------------------------------------------------------------------


@st.composite
def any_mark(draw: st.DrawFn, number: int) -> Mark:
    ends = draw(st.sampled_from(((None, 8), (None, 5), (3, None), (6, None), (4, 9), (5, 5))))
    return mark(
        f"m{number}", ends[1], lo=ends[0],
        level=draw(st.sampled_from(("national", "county", "unit"))),
        strength=draw(st.sampled_from(("mandatory", "mandatory", "in_principle", "advisory"))),
        place=draw(st.sampled_from((None, "C", "elsewhere"))),
        first=draw(st.sampled_from((date(2020, 1, 1), DAY, date(2027, 1, 1)))),
        last=draw(st.sampled_from((None, None, DAY, date(2026, 10, 19)))),
        figure_certainty=draw(st.sampled_from(("sure", "sure", "unsure"))),
        scope=draw(st.sampled_from((None, scope("grade = 3"), scope("grade = 4")))),
        delegated=False,
    )  # fmt: skip


def allowed(given: Mark) -> set[int]:
    return {x for x in FIGURES if (given.lo is None or x >= given.lo) and (given.hi is None or x <= given.hi)}


def naive(marks: list[Mark]) -> dict[str, set[int]]:
    """The figures that the marks of each strength leave, in words: the highest first, what is looser than a
    higher mandatory mark apart, what leaves nothing apart."""
    covering = [
        m for m in marks
        if m.figure_certainty == "sure" and m.place in {None, "C"} and m.first <= DAY and (m.last is None or m.last >= DAY)
        and (m.scope is None or "3" in str(m.scope))
    ]  # fmt: skip
    covering.sort(key=lambda m: (rank(m.level), m.first, m.id))
    lawful: list[Mark] = []
    for m in covering:
        above = [h for h in lawful if rank(h.level) < rank(m.level) and h.strength == "mandatory"]
        over = any(h.hi is not None and m.hi is not None and m.hi > h.hi for h in above)
        under = any(h.lo is not None and m.lo is not None and m.lo < h.lo for h in above)
        if not over and not under:
            lawful.append(m)
    left: dict[str, set[int]] = {}
    for m in lawful:
        rest = left.get(m.strength, set(FIGURES)) & allowed(m)
        if rest:
            left[m.strength] = rest
    return left


@given(st.integers(1, 5).flatmap(lambda n: st.tuples(*(any_mark(i) for i in range(n)))))
@settings(max_examples=300)
def test_a_stack_leaves_what_the_naive_reading_leaves(marks: tuple[Mark, ...]) -> None:
    stack = stack_of(*marks, grade=3)
    expected = naive(list(marks))
    assert (stack.status == "none") == (not expected)
    for strength in ("mandatory", "in_principle", "advisory"):
        interval = stack.of(strength)
        left = {
            x for x in FIGURES
            if (interval.lo is None or x >= interval.lo.value) and (interval.hi is None or x <= interval.hi.value)
        }  # fmt: skip
        assert left == expected.get(strength, set(FIGURES))
        for bound, side in ((interval.lo, "lo"), (interval.hi, "hi")):
            assert bound is None or getattr(bound.mark, side) == bound.value


@given(
    st.permutations(
        [mark("a", 60), mark("b", 50, level="county"), mark("c", 70, level="unit"), mark("d", None, lo=55)]
    )
)
def test_the_order_of_writing_does_not_matter(marks: list[Mark]) -> None:
    stack = stack_of(*marks)
    assert (hi(stack), sorted(conflicts(stack))) == ((60, "a"), [("empty", "d", "b"), ("looser", "a", "c")])
