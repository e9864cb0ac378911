"""The page of what was done: words for every act, days, kinds, pages, names only for those who keep them."""

from __future__ import annotations

import ast
import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jianfu.web.accounts.actor import OPERATOR, Actor
from jianfu.web.accounts.models import Organisation, Person
from jianfu.web.accounts.queries import actor_of
from jianfu.web.audit import actions, acts
from jianfu.web.audit.acts import acts_of, kinds
from jianfu.web.audit.checking import check, keep_checked
from jianfu.web.audit.queries import last_verified
from jianfu.web.records.models import MODELS
from tests.web.conftest import TODAY, County
from tests.web.records.permissions import made
from tests.web.test_site import WEB

# Written so that a value of the code follows: what may follow.
FOLLOWING = {"accounts.": {"sign-in", "fail-to-sign-in", "change-password", "add-code", "remove-code",
                           "make-recovery-codes", "change-account"}}  # fmt: skip


def _logged() -> set[str]:
    """The act of every call of ``log`` in the code of the web."""
    found: set[str] = set()
    for path in WEB.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "log"):
                continue
            what = node.args[1]
            if isinstance(what, ast.JoinedStr):
                begun = str(ast.literal_eval(what.values[0]))
                found |= {f"{begun}{end}" for end in FOLLOWING[begun]}
            elif isinstance(what, ast.Name):
                found.add(str(getattr(actions, what.id)))
            else:
                found.add(str(ast.literal_eval(what)))
    return found


def test_every_act_that_is_logged_has_a_word_and_no_word_is_left_over() -> None:
    assert _logged() == {action for some in kinds().values() for action in some}


@pytest.fixture
def do(county: County, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """``do(act, day, by=…, at=…)``: the number of the entry of an act, done so many days ahead."""

    def done(
        act: str, ahead: int, by: Person | None = None, at: Organisation | None = None, **facts: object
    ) -> int:
        moment = timezone.make_aware(
            dt.datetime.combine(timezone.localdate() + dt.timedelta(days=ahead), dt.time(9))
        )
        monkeypatch.setattr(actions, "now", lambda: moment)
        place = at or county.school
        with transaction.atomic():
            actor = Actor(by) if by else OPERATOR
            return actions.log(actor, act, place, organisation=place, facts=facts).number

    return done


def _numbers(found: acts.Acts) -> list[list[int]]:
    return [[act.number for act in some] for _, some in found.days]


def test_acts_of_one_organisation_by_day_by_kind_and_by_page(
    county: County, do: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(acts, "PAGE", 2)
    first = [do("records.enter", 1), do("records.withdraw", 1), do("records.enter", 1)]
    do("records.enter", 1, at=county.other_school)
    later = [do("records.enter", 3), do("policies.set-mark", 3)]
    day = timezone.localdate() + dt.timedelta(days=1)
    page = acts_of(OPERATOR, county.school)
    assert _numbers(page) == [later[::-1]]
    page = acts_of(OPERATOR, county.school, before=page.older)
    assert _numbers(page) == [[first[2], first[1]]]
    assert _numbers(acts_of(OPERATOR, county.school, after=page.newer)) == [later[::-1]]
    assert _numbers(acts_of(OPERATOR, county.school, day=day)) == [[first[2], first[1]]]
    assert _numbers(acts_of(OPERATOR, county.school, day=day, kind="records.withdraw")) == [[first[1]]]
    assert _numbers(acts_of(OPERATOR, county.school, day=day + dt.timedelta(days=1))) == []
    assert _numbers(acts_of(OPERATOR, county.school, kind="policies.set-mark")) == [[later[1]]]


def test_one_request_looks_through_a_bounded_number_of_acts(
    county: County, do: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(acts, "WINDOW", 3)
    rare = do("records.withdraw", 1)
    for _ in range(5):
        do("records.enter", 1)
    page = acts_of(OPERATOR, county.school, kind="records.withdraw")
    assert page.window and _numbers(page) == []
    assert _numbers(acts_of(OPERATOR, county.school, kind="records.withdraw", before=page.older)) == [[rare]]


def test_names_are_joined_and_masked_for_those_who_do_not_keep_them(
    county: County, do: Callable[..., int], make_person: Callable[..., Person]
) -> None:
    own = make_person("teacher", county.school, name="李敏敏")
    officer = make_person("bureau_officer", county.bureau, name="施国强")
    do("records.enter", 1, by=own)
    do("records.enter", 1, by=officer)
    do("records.enter", 1)

    def seen_by(role: str, organisation: Organisation) -> list[str]:
        viewer = actor_of(make_person(role, organisation), TODAY)
        return [act.who for _, some in acts_of(viewer, county.school).days for act in some][:3]

    assert seen_by("principal", county.school) == ["系统", "施** 青禾县教育局", "李敏敏"]
    assert seen_by("administrator", county.bureau) == ["系统", "施国强 青禾县教育局", "李敏敏"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM audit_detail")
        assert not any("李敏敏" in str(row) for row in cursor.fetchall())


def test_the_page_says_what_it_was_about_and_whether_the_chain_is_whole(
    county: County, sign_in: Callable[..., Client]
) -> None:
    row = made(county)
    with transaction.atomic():
        facts = {"version": row.version_id, "columns": ["minutes"]}
        actions.log(OPERATOR, "records.correct", row, organisation=county.school, facts=facts)
    address = reverse("audit:acts", args=[county.school.pk])
    client = sign_in("principal", county.school)
    page = client.get(address).content.decode()
    assert "更正" in page and MODELS["homework"].ledger.zh in page
    assert reverse("records:row", args=["homework", row.pk]) in page
    assert "还没有核对" in page
    assert keep_checked() and not keep_checked()
    assert "核对一致" in client.get(address).content.decode()
    assert "没有符合条件" in client.get(address, {"kind": "records.withdraw"}).content.decode()
    assert client.get(address, {"kind": "no-such"}).status_code == 422
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_entry SET action = 'records.enter' WHERE number = 2")
    assert [f.number for f in check()] == [2]
    verified = last_verified()
    assert verified is not None and (verified.count, verified.faults) == (1, [["changed", 2]])
    assert "第一处在第 2 条" in client.get(address).content.decode()
