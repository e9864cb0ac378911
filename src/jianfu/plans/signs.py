"""The signs by which a sentence is cut: what a member of it begins with, carries, and stands next to.

Each sign is a name. ``weights.yaml`` says how much each speaks for a cut or for a statement; the names present
are the reason of every decision.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from jianfu.plans.describe.lexicon import lexicon
from jianfu.plans.model import Clause
from jianfu.plans.word_lists import word_list

_JOINS = re.compile(
    r"(?:并且|而且|以及|另外|此外|其中|特别是|尤其是|同时|或者|并|且|还|也|又|再|和|及|与|或)?(?:,|\s)*"
)

_BREATH = 24
_BECOMES = frozenset({"all", "forbid", "must", "agent"})
_SEEN = 300
"""Characters of a member that are looked at."""
_IS = re.compile(r"(?<![就但正凡于])是(?!否)")
_DONE = re.compile(r"了|已|共|均|完成|达到")
_SPIRIT = re.compile(r"精神|思想|意义|方针|理论|理念|目标|宗旨|战略")


@dataclass(frozen=True)
class _Words:
    begins: re.Pattern[str]
    marks: re.Pattern[str]
    figure: re.Pattern[str]
    opens: re.Pattern[str]
    acts: re.Pattern[str]
    tells: re.Pattern[str]
    prelude: re.Pattern[str]
    whole_plan: re.Pattern[str]
    faults: re.Pattern[str]
    tail: re.Pattern[str]
    manner: re.Pattern[str]
    principle: re.Pattern[str]
    guided: re.Pattern[str]
    reflects: re.Pattern[str]
    anew: re.Pattern[str]
    is_a: re.Pattern[str]
    some_do: re.Pattern[str]
    recent: re.Pattern[str]
    bound: re.Pattern[str]
    unit: re.Pattern[str]
    somebody_else: re.Pattern[str]
    things: re.Pattern[str]
    number: re.Pattern[str]


def _data(name: str) -> Mapping[str, object]:
    found: Mapping[str, object] = word_list("jianfu.plans", name)
    return found


@cache
def _words() -> _Words:
    data = dict(_data("cutting.yaml"))
    begins = data.pop("begins")
    assert isinstance(begins, Mapping)
    classes = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in begins.items()))
    return _Words(begins=classes, **{n: re.compile(str(p)) for n, p in data.items()})


@dataclass(frozen=True)
class Member:
    """A member of a sentence and what can be seen of it; ``bare`` is where it begins behind a joining word."""

    start: int
    end: int
    bare: int
    text: str
    begins: str
    marked: bool
    figure: bool
    opens: bool
    acts: bool
    topic: str


def member(text: str, start: int, end: int) -> Member:
    """Looks at ``text[start:end]``."""
    words = _words()
    joined = _JOINS.match(text, start, end)
    bare = joined.end() if joined and end - joined.end() > 1 else start
    said = text[bare : min(end, bare + _SEEN)]
    found = words.begins.match(said)
    marked = words.marks.search(said)
    return Member(
        start, end, bare, said,
        begins=(found.lastgroup or "other") if found else "other",
        marked=marked is not None,
        figure=words.figure.search(said) is not None,
        opens=words.opens.fullmatch(said) is not None and not (marked and marked.end() < len(said) - 1),
        acts=words.acts.search(said) is not None,
        topic=_topic(said),
    )  # fmt: skip


def _topic(said: str) -> str:
    """What the words of a member speak of most, "" when of nothing in particular."""
    weights: dict[str, float] = {}
    for hit in lexicon("topics", "words").scan(said):
        weights[hit.label] = weights.get(hit.label, 0.0) + hit.weight
    weights.pop("other", None)
    best = max(weights, key=lambda label: (weights[label], label), default="")
    return best if best and weights[best] >= 1 else ""


def _relation(before: str, new: str) -> str:
    return "none" if not new else "first" if not before else "same" if before == new else "other"


def between(group: Sequence[Member], new: Member, last: bool) -> list[str]:
    """The signs at the boundary of what has been gathered so far and ``new``; ``last`` closes the sentence."""
    before = group[-1]
    topics = [m.topic for m in group if m.topic]
    waiting = "open" if before.opens else "whole" if any(m.marked or m.acts for m in group) else "plain"
    signs = [
        "always",
        f"begins:{new.begins}",
        f"begins:{new.begins}/{waiting}",
        f"after:{waiting}",
        f"after-begins:{before.begins}",
        f"pair:{'same' if new.begins == before.begins else 'other'}",
        f"length:{_bin(len(new.text))}",
        f"group-length:{_bin(sum(len(m.text) for m in group))}",
        f"members:{min(len(group), 3)}",
        f"topic:{_relation(topics[0] if topics else '', new.topic)}",
        f"topic-last:{_relation(before.topic, new.topic)}",
        f"figures:{_figures(group, new)}",
        f"figures:{_figures(group, new)}/{waiting}",
        f"bound-before:{_bounds(before)}/{_bounds(new)}",
        f"ends:{new.text[-1]}",
        f"ends-before:{before.text[-1]}",
        f"group-begins:{group[0].begins}",
    ]
    flags = {
        "same-words-bound": new.text[:2] == before.text[:2] and new.marked,
        "same-words": new.text[:2] == before.text[:2] and not new.marked,
        "joined": new.bare > new.start,
        "marked": new.marked,
        "marked-unlike-before": new.marked and not any(m.marked for m in group),
        "both-marked": new.marked and any(m.marked for m in group),
        "figure": new.figure,
        "both-figures": new.figure and any(m.figure for m in group),
        "acts": new.acts,
        "new-opens": new.opens,
        "new-opens-last": new.opens and last,
        "parallel": abs(len(new.text) - len(before.text)) <= 1 and len(new.text) <= 9,
        "echo": len(new.text) > 1 and new.text[0] == before.text[0],
        "last": last,
        "all-open": all(m.opens for m in group),
    }
    return signs + [name for name, is_so in flags.items() if is_so]


def _bounds(one: Member) -> str:
    return "bound" if one.figure and _words().bound.search(one.text) else "acts" if one.acts else "plain"


def _figures(group: Sequence[Member], new: Member) -> str:
    """How the bound of ``new`` stands to those before it: of the same unit, of another, the first, or none."""
    words = _words()
    if not (new.figure and words.bound.search(new.text)):
        return "none"
    before = [m for m in group if m.figure and words.bound.search(m.text)]
    if not before:
        return "first-marked" if any(m.marked for m in group) else "first"
    units = {found for m in before for found in words.unit.findall(m.text)}
    return "same" if units & set(words.unit.findall(new.text)) else "other"


def binds_anew(group: Sequence[Member], new: Member) -> bool:
    """Whether ``new`` is a ban or an order of its own after one that is complete.

    What only names things is not: 未列入清单的检查事项,一律不得开展.
    """
    words = _words()
    marked = any(m.marked for m in group)
    complete = marked or (any(m.acts for m in group) and not words.things.search(group[-1].text))
    if group[-1].opens:
        return False
    return complete and words.anew.match(new.text) is not None and not new.opens


def same_breath(group: Sequence[Member], new: Member) -> bool:
    """Whether ``new`` says for other grades, stages or places what the member before said for the first."""
    said = _figures([group[-1]], new) == "same"
    return said and _words().somebody_else.match(new.text) is not None and len(new.text) <= _BREATH


def waits(group: Sequence[Member], new: Member) -> bool:
    """Whether what was gathered only names things, and ``new`` says what becomes of them."""
    named = len(group) == 1 and not group[0].marked and _words().things.search(group[0].text) is not None
    return named and new.begins in _BECOMES and new.start == new.bare


def tells_only(group: Sequence[Member]) -> bool:
    """Whether a group only says that there now is a plan (特制定本方案), or gives a telephone number."""
    if len(group) < 3 and _words().number.fullmatch(":".join(m.text for m in group)):
        return True
    return _words().tells.search(group[-1].text) is not None and not any(m.marked for m in group)


def about_piece(
    group: Sequence[Member], sentence: Sequence[Member], clause: Clause, report: bool, preamble: bool
) -> list[str]:
    """The signs that a group of members of ``sentence`` says a duty or a fact, or merely tells.

    ``preamble`` says that the clause stands before the first number of a plan that has numbers.
    """
    words = _words()
    said = ",".join(m.text for m in group)
    first = group[0]
    headings = clause.headings
    marked = any(m.marked for m in group)
    whole_plan = any(words.whole_plan.search(h) for h in headings[-2:])
    signs = [
        "always",
        f"begins:{first.begins}",
        f"length:{_bin(len(said))}",
        f"members:{min(len(group), 3)}",
        f"topic:{'some' if any(m.topic for m in group) else 'none'}",
        f"heading-topic:{_topic(headings[-1]) if headings else 'none'}",
    ]
    flags = {
        "marked": marked,
        "figure": any(m.figure for m in group),
        "acts": any(m.acts for m in group),
        "all-open": all(m.opens for m in group),
        "tells": words.tells.search(said) is not None,
        "prelude": words.prelude.match(said) is not None,
        "whole-plan": whole_plan,
        "whole-plan-marked": whole_plan and marked,
        "no-path": preamble,
        "no-path-marked": preamble and marked,
        "no-path-report": preamble and report,
        "alone": len(group) == len(sentence),
        "first": first is sentence[0],
        "is": _IS.search(said) is not None and not marked,
        "is-a": words.is_a.match(said) is not None,
        "some-do": words.some_do.match(said) is not None,
        "sentence-some-do": words.some_do.match(sentence[0].text) is not None,
        "recent": words.recent.match(sentence[0].text) is not None,
        "recent-marked": words.recent.match(sentence[0].text) is not None and marked,
        "tail": words.tail.match(said) is not None,
        "manner": words.manner.match(said) is not None,
        "principle": words.principle.search(said) is not None,
        "guided": words.guided.search(said) is not None,
        "reflects": any(words.reflects.search(h) for h in headings[-2:]),
        "we": "我们" in said,
        "report": report,
        "done": _DONE.search(said) is not None,
        "done-report": report and _DONE.search(said) is not None,
        "spirit": _SPIRIT.search(said) is not None,
        "spirit-marked": _SPIRIT.search(said) is not None and marked,
    }
    return signs + [name for name, is_so in flags.items() if is_so]


def faults_listed(headings: Sequence[str]) -> bool:
    """Whether the headings announce a list of faults, each of them one statement."""
    return any(_words().faults.search(heading) for heading in headings)


def _bin(length: int) -> str:
    for bound in (4, 6, 8, 11, 15, 20, 28, 40, 60):
        if length <= bound:
            return f"<={bound}"
    return ">60"


@cache
def _weights() -> Mapping[str, Mapping[str, float]]:
    found: Mapping[str, Mapping[str, float]] = word_list("jianfu.plans", "weights.yaml")
    return found


def speaks_for(question: str, signs: Sequence[str]) -> float:
    """The sum of what ``signs`` weigh for ``question`` ("cut" or "keep"); above zero is yes."""
    weights = _weights()[question]
    return sum(weights.get(sign, 0.0) for sign in signs)
