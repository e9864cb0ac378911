"""Every entry of the data: its norm is there, a figure of its kind becomes a mark on it, and the mark loads and binds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from jianfu.norms.load import load
from jianfu.norms.model import Catalogue
from jianfu.norms.precedence import Precedence
from jianfu.plans.draft.bans import Ban, bans
from jianfu.plans.draft.comparing import strata
from jianfu.plans.draft.drafting import draft
from jianfu.plans.draft.packs import pack
from jianfu.plans.draft.yardsticks import Fit, Yardstick, yardsticks
from jianfu.plans.model import Plan, Quantity
from tests.plans.draft_sample import Said, plan_of

DAY = date(2026, 9, 1)
UNITS: Mapping[str, tuple[Any, str]] = {
    "minute": (33, "minute"), "clock": ("08:40", "time"), "fen": (12, "yuan"), "day": (9, "day"), "month": (2, "month"),
    "percent": (0.25, "ratio"), "period": (4, "period"), "time": (3, "count"), "item": (3, "count"),
    "record": (1, "count"), "person": (2, "person"), "student": (41, "person"), "character": (1900, "count"),
    "square_metre": (4, "square_metre"), "workday": (4, "count"),
}  # fmt: skip


@cache
def catalogue() -> Catalogue:
    """The packaged catalogue, read once."""
    return load()


def _first(value: object) -> object:
    """The first value of a condition that a text can say; None where it must say nothing."""
    if not isinstance(value, list):
        return value
    said = [v for v in value if v is not None]
    return None if value[0] is None or not said else said[0]


def _quantity(stick: Yardstick, fit: Fit) -> Quantity:
    """A figure that fulfils the conditions of ``fit``."""
    norm = catalogue().norms[fit.norm]
    value, unit = UNITS[norm.unit]
    when = fit.when
    unit = str(_first(when.get("unit"))) if "unit" in when else unit
    value = _first(when["value"]) if "value" in when else value
    if norm.form != "measure":
        value = 0
    op = str(_first(when.get("op", "<=")))
    scope: dict[str, object] = {}
    for key in set(when) - {
        "op", "value", "unit", "domain", "modality", "within", "words", "here", "object", "without", "nowhere",
    }:  # fmt: skip
        said = _first(when[key])
        if said is not None:
            scope[key] = "白名单" if said == "*" else said
    if "within" in when:
        scope["grades"] = list(when["within"])
    if op == "between":
        value = (1, value)
    return Quantity(stick.metric, op, value, unit, scope)  # type: ignore[arg-type]


def _text(fit: Fit) -> str:
    words = [
        w for key in ("object", "words", "here") for w in ([_first(fit.when[key])] if key in fit.when else [])
    ]
    return "".join(map(str, words)) or "每天控制在一定时间以内"


def _plan(stick: Yardstick, fit: Fit) -> Plan:
    domain = str(_first(fit.when.get("domain", fit.norm.split("/")[0])))
    return plan_of(Said(_text(fit), (_quantity(stick, fit),), domain=domain))


ENTRIES = [
    pytest.param(stick, fit, id=f"{stick.metric}-{n}-{fit.norm.rsplit('/', 1)[-1]}")
    for stick in {s.metric: s for s in yardsticks().values()}.values()
    for n, fit in enumerate(stick.fits)
]


@pytest.mark.parametrize(("stick", "fit"), ENTRIES)
def test_a_figure_of_each_kind_becomes_a_mark_on_its_norm(stick: Yardstick, fit: Fit) -> None:
    made = draft(_plan(stick, fit), catalogue(), "county", "330799", DAY)
    assert fit.norm in {m.norm for m in made.marks}, made.unmarked


def _banning(ban: Ban) -> Plan:
    domain = ban.domain[0] if ban.domain else ban.norm.split("/")[0]
    text = "".join(words[0] for words in ban.all)
    return plan_of(Said(text, modality=ban.modality[0], domain=domain))  # type: ignore[arg-type]


@pytest.mark.parametrize("ban", [pytest.param(ban, id=ban.norm) for ban in bans()])
def test_each_rule_without_figure_becomes_a_mark_on_its_norm(ban: Ban) -> None:
    made = draft(_banning(ban), catalogue(), "county", "330799", DAY)
    assert ban.norm in {m.norm for m in made.marks}


@pytest.mark.parametrize("ban", [pytest.param(ban, id=ban.norm) for ban in bans()])
def test_what_only_tells_of_it_restates_nothing(ban: Ban) -> None:
    text = "".join(words[0] for words in ban.all)
    said = Said(text, modality="fact", domain=ban.domain[0] if ban.domain else ban.norm.split("/")[0])
    assert not draft(plan_of(said), catalogue(), "county", "330799", DAY).marks


def test_every_mark_loads_as_a_local_pack_and_counts_for_somebody(tmp_path: Path) -> None:
    plans = [_plan(*p.values) for p in ENTRIES] + [_banning(b) for b in bans()]  # type: ignore[arg-type]
    named = [replace(p, about=replace(p.about, title=f"方案{n}")) for n, p in enumerate(plans)]
    made = [draft(plan, catalogue(), "county", "330799", DAY) for plan in named]
    path = tmp_path / "pack.yaml"
    path.write_text(yaml.safe_dump(pack(made), allow_unicode=True, sort_keys=False), encoding="utf-8")
    assert "&id" not in path.read_text(encoding="utf-8")
    laid = load(packs=[path])
    for each in (m for d in made for m in d.marks):
        norm = laid.norm(each.norm)
        mark = next(m for m in norm.marks if m.id == each.id)
        assert (mark.lo, mark.hi, mark.level, mark.strength) == (each.lo, each.hi, each.level, each.strength)
        alone = replace(norm, marks=tuple(m for m in norm.marks if m.place is None or m.id == each.id))
        bound = Precedence(alone)
        assert any(_counts(bound, each.id, a) for a in strata(alone, alone.marks)), each.norm


def _counts(bound: Precedence, mark: str, attributes: Mapping[str, object]) -> bool:
    stack = bound.stack(attributes, ("330799",), DAY)
    return mark in {m.id for m in stack.marks} | {c.loser.id for c in stack.conflicts}


def test_near_entries_name_norms_of_the_catalogue_and_what_is_meant() -> None:
    for stick in yardsticks().values():
        assert stick.object.zh
        assert stick.object.en
        for fit in (*stick.fits, *stick.near):
            assert fit.norm in catalogue().norms, (stick.metric, fit.norm)


@pytest.mark.parametrize(
    ("metric", "scope", "text", "norm"),
    [
        ("homework_minutes_per_day", {"form": "written"}, "书面作业", "student/homework/written-minutes"),
        ("homework_minutes_per_day", {"place": "home"}, "家庭作业", "student/homework/home-minutes"),
        ("homework_minutes_per_day", {}, "作业", "student/homework/written-minutes"),
        ("homework_minutes_per_day", {"day": "rest_day"}, "周末作业", "student/homework/rest-day-minutes"),
    ],
)
def test_homework_at_home_written_and_in_all_are_told_apart(
    metric: str, scope: dict[str, object], text: str, norm: str
) -> None:
    quantity = Quantity(metric, "<=", 40, "minute", {"grades": [5], **scope})
    made = draft(plan_of(Said(f"五年级{text}每天不超过40分钟", (quantity,))), catalogue(), "unit", None, DAY)
    assert [m.norm for m in made.marks] == [norm]


@pytest.mark.parametrize(
    ("quantity", "text", "norm"),
    [
        (Quantity("lesson_minutes", "==", 40, "minute"), "每节课40分钟", "student/school-day/lesson-minutes"),
        (
            Quantity("school_hours_per_day", "<=", 6, "hour"),
            "在校集中教学活动时间不超过6小时",
            "student/school-day/hours-at-school",
        ),
        (
            Quantity("class_size", "<=", 30, "person"),
            "走班教学班班额不超过30人",
            "student/classes/class-size",
        ),
        (
            Quantity("documents_per_year", "<=", 20, "count"),
            "全年印发文件不超过20件",
            "grassroots/documents/yearly-count",
        ),
        (
            Quantity("homework_minutes_per_day", "<=", 40, "minute", {"form": "written", "place": "home"}),
            "书面家庭作业不超过40分钟",
            "student/homework/written-minutes",
        ),
    ],
)
def test_what_is_not_the_same_object_is_said_to_be_near_and_drafts_nothing(
    quantity: Quantity, text: str, norm: str
) -> None:
    made = draft(
        plan_of(Said(text, (quantity,), domain="grassroots" if "文件" in text else "student")),
        catalogue(), "unit", None, DAY,
    )  # fmt: skip
    assert not made.marks
    assert [(n.norm, n.quantity) for n in made.near] == [(norm, quantity)]
    assert made.near[0].ours.zh in made.near[0].wording.text("zh")
    assert made.near[0].theirs.zh in made.near[0].wording.text("zh")
    assert [u.why for u in made.unmarked] == ["near"]


def test_a_figure_for_several_levels_is_marked_for_the_one_that_it_names() -> None:
    text = "白名单事项市级不超过10项、县级不超过5项"
    quantities = tuple(
        Quantity("white_list_items", "<=", n, "count", {"target": target}, f"不超过{n}项")
        for target, n in (("白名单事项市级", 10), ("县级", 5))
    )
    made = draft(plan_of(Said(text, quantities, domain="teacher")), catalogue(), "city", None, DAY)
    assert [(m.hi, m.scope) for m in made.marks] == [(10, "level = 'city'"), (5, "level = 'county'")]
    unnamed = Quantity("white_list_items", "<=", 5, "count", text="不超过5项")
    assert not draft(plan_of(Said(text, (unnamed,))), catalogue(), "city", None, DAY).marks


def test_words_that_follow_a_figure_say_nothing_of_it() -> None:
    text = "主要领导讲话不超过60分钟,交流发言每人不超过8分钟"
    figures = (
        Quantity("speech_minutes", "<=", 60, "minute", text="不超过60分钟"),
        Quantity("speech_minutes", "<=", 8, "minute", text="不超过8分钟"),
    )
    made = draft(plan_of(Said(text, figures, domain="grassroots")), catalogue(), "county", None, DAY)
    assert [(m.norm, m.hi) for m in made.marks] == [("grassroots/meetings/main-speech", 60)]
    assert [n.quantity.value for n in made.near] == [8]
