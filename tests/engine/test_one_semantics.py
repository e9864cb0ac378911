"""One semantics: what ``check`` finds in SQL and what ``decide`` says in Python are the same, over every norm."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianfu.engine.check import check
from jianfu.engine.decide import Change, Decider
from jianfu.engine.groups import Groups
from tests.engine import pools
from tests.engine.outcomes import by_check, by_groups, worse
from tests.engine.stores import columns_of, duck_world
from tests.engine.worlds import Draft, collected, drafts, laid, placed, places

WORLDS = 10  # of each ledger, with blanks and without, judged all at once


def numbered(rows: Any) -> list[dict[str, Any]]:
    """Rows with a number of their own, which is their identity in the table."""
    return [{**r, "_row": i, "_id": i} for i, r in enumerate(rows)]


@given(st.data())
@settings(max_examples=80)
def test_groups_and_check_agree_on_every_group(data: st.DataObject) -> None:
    norm = data.draw(st.sampled_from([n for n in pools.catalogue().norms.values() if n.against is None]))
    draft = data.draw(drafts(norm.watches, lost=True))
    several = data.draw(st.booleans())
    columns = sorted(set(columns_of(norm.watches)) - {"organisation", "grade", "class_no"})
    left_out = data.draw(st.lists(st.sampled_from(columns), max_size=3))
    rows = [{k: v for k, v in r.items() if k not in left_out} for r in numbered(draft.after)]
    world = duck_world({norm.watches: rows}, places(draft.organisations), left_out=left_out, several=several)
    full = laid(draft.marks, [norm])
    part = check(world, full, pools.AS_OF, planned=True, every=True).parts[0]
    groups = Groups(full.norms[norm.id], world, pools.AS_OF)
    assert by_check(part) == by_groups(groups, rows)


@pytest.mark.parametrize("ledger", pools.watched())
def test_decide_says_no_exactly_when_a_check_afterwards_would(ledger: str) -> None:
    found = [*collected(drafts(ledger), WORLDS), *collected(drafts(ledger, blanks=False), WORLDS)]
    worlds = [placed(d, f"w{i}.") for i, d in enumerate(found)]
    before: list[dict[str, Any]] = []
    after: list[dict[str, Any]] = []
    changes: list[Change] = []
    for draft in worlds:
        change = _change(draft, len(before))
        changes.append(change)
        own = _rows(draft, len(before))
        before += own
        after += [r for r in own if r["_id"] not in {g["_id"] for g in change.removed}]
        after += [{**r, "_row": 10**6 + len(after) + i} for i, r in enumerate(change.added)]
    known = places(*(d.organisations for d in worlds))
    full = laid([m for d in worlds for m in d.marks], pools.watching(ledger))
    world = duck_world({ledger: before}, known)
    then = check(world, full, pools.AS_OF, planned=True, every=True)
    now = check(duck_world({ledger: after}, known), full, pools.AS_OF, planned=True, every=True)
    for part in then.parts:
        groups = Groups(part.norm, world, pools.AS_OF)
        assert by_check(part) == by_groups(groups, before), part.norm.id
    decider = Decider(world, full, pools.AS_OF)
    expected = worse(then, now, "mandatory")
    excused = worse(then, now, "in_principle")
    for number, (draft, change) in enumerate(zip(worlds, changes, strict=True)):
        answer = decider.decide(change, alternatives=False)
        prefix = f"w{number}."
        no, reason = _of(expected, prefix), _of(excused, prefix)
        assert (answer.says == "no") == bool(no), (draft, answer, no)
        if not no:
            assert (answer.says == "reason") == bool(reason), (draft, answer, reason)


def _rows(draft: Draft, start: int) -> list[dict[str, Any]]:
    return [{**r, "_row": start + i, "_id": start + i} for i, r in enumerate(draft.rows)]


def _change(draft: Draft, start: int) -> Change:
    own = _rows(draft, start)
    return Change(draft.ledger, draft.added, [own[i] for i in draft.removed])


def _of(found: set[Any], prefix: str) -> list[Any]:
    return [k for k in found if any(isinstance(v, str) and v.startswith(prefix) for v in k[1])]
