"""Pages of long lists: every row once and in order, whatever is looked for, and no more looked at than is promised."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from django.db.models import Q
from pytest_django import DjangoAssertNumQueries

from jianfu.web.accounts.models import Organisation
from jianfu.web.records import paging
from jianfu.web.records.models import MODELS
from jianfu.web.records.paging import Order, Page, Scope, order_by, own_order, page_of
from jianfu.web.records.rows import add, row_of
from tests.web.conftest import County
from tests.web.records.made import PIECE, a_version

HOMEWORK = MODELS["homework"]
SUBJECTS = ("语文", "数学", "英语")


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "PAGE", 4)
    monkeypatch.setattr(paging, "WINDOW", 9)
    monkeypatch.setattr(paging, "COUNTED", 20)


@pytest.fixture
def rows(county: County) -> None:
    """Forty pieces of homework of two schools, several a day, some of a day or a length that nobody knows."""
    versions = {school: a_version(school) for school in (county.school, county.other_school)}
    pieces = []
    for n in range(40):
        school = county.school if n % 4 else county.other_school
        more = {
            "done_on": None if n == 17 else dt.date(2026, 9, 1) + dt.timedelta(days=n // 3),
            "subject": SUBJECTS[n % 3],
            "minutes": None if n % 7 == 0 else n % 5,
        }
        values = {**PIECE, **more, "organisation": school.code}
        pieces.append(row_of(HOMEWORK, versions[school], school.pk, values, ordinal=n + 1))
    add(pieces)


def _forward(ask: Callable[..., Page]) -> Iterator[Page]:
    page = ask()
    yield page
    while page.older is not None:
        page = ask(after=page.older)
        yield page


def _expected(scope: Scope, condition: Q, order: Order) -> list[int]:
    found = scope.everybodys.filter(condition)
    if isinstance(scope.kept_by, Organisation):
        found = found.filter(kept_by=scope.kept_by)
    elif scope.kept_by is not None:
        found = found.filter(kept_by__in=scope.kept_by)
    return list(found.order_by(*(key.expression() for key in order)).values_list("pk", flat=True))


def _scopes(county: County) -> dict[str, Scope]:
    both = Organisation.objects.within(county.bureau)
    return {
        "one": Scope(HOMEWORK, county.school),
        "several": Scope(HOMEWORK, both),
        "few": Scope(HOMEWORK, both, since=dt.date(2026, 9, 10), until=dt.date(2026, 9, 11)),
        "all": Scope(HOMEWORK),
        "days": Scope(HOMEWORK, None, dt.date(2026, 9, 3), dt.date(2026, 9, 9)),
    }


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("name", ["one", "several", "few", "all", "days"])
@pytest.mark.parametrize("condition", [Q(), Q(subject="语文"), Q(subject="体育")], ids=["-", "many", "none"])
def test_pages_give_every_row_once_and_in_order(name: str, condition: Q, county: County) -> None:
    scope = _scopes(county)[name]

    def ask(**where: int) -> Page:
        return page_of(_scopes(county)[name], condition, **where)

    pages = list(_forward(ask))
    seen = [row.pk for page in pages for row in page.rows]
    assert seen == _expected(scope, condition, own_order(HOMEWORK))
    assert all(len(page.rows) <= 4 for page in pages)
    # And back again from the last page that shows anything.
    shown = [page for page in pages if page.rows]
    if len(shown) > 1:
        back, last = [], shown[-1].rows[0].pk
        while last is not None:
            page = ask(before=last)
            back = [row.pk for row in page.rows] + back
            last = page.newer
        assert back == [row.pk for page in shown[:-1] for row in page.rows]


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("column", ["minutes", "subject"])
def test_a_sorted_list_is_sorted_through_all_its_pages(
    column: str, descending: bool, county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "WINDOW", 1000)
    order = order_by(HOMEWORK, column, descending=descending)

    def ask(**where: int) -> Page:
        return page_of(Scope(HOMEWORK, county.school), Q(), order, **where)

    pages = list(_forward(ask))
    seen = [row.pk for page in pages for row in page.rows]
    assert seen == _expected(Scope(HOMEWORK, county.school), Q(), order)
    values = [getattr(row, column) for page in pages for row in page.rows]
    known = [v for v in values if v is not None]
    assert known == sorted(known, reverse=descending) and values[len(known) :] == [None] * (30 - len(known))
    second = ask(before=pages[2].rows[0].pk)
    assert [r.pk for r in second.rows] == [r.pk for r in pages[1].rows]


@pytest.mark.usefixtures("rows")
def test_a_list_sorted_otherwise_is_that_of_its_newest_rows(county: County) -> None:
    page = page_of(Scope(HOMEWORK, county.school), Q(), order_by(HOMEWORK, "minutes", descending=True))
    newest = _expected(Scope(HOMEWORK, county.school), Q(), own_order(HOMEWORK))[:9]
    assert {row.pk for row in page.rows} <= set(newest)
    assert page.count == 9 and page.until is not None and page.until.pk == newest[-1]


@pytest.mark.usefixtures("rows")
def test_a_search_says_how_far_it_looked_and_leads_on(county: County) -> None:
    page = page_of(Scope(HOMEWORK, county.school), Q(minutes=99))
    assert (page.rows, page.count) == ([], 0)
    assert page.until is not None and page.older == page.until.pk
    pages = list(_forward(lambda **where: page_of(Scope(HOMEWORK, county.school), Q(minutes=99), **where)))
    assert len(pages) == 4 and pages[-1].older is None and pages[-1].until is None


@pytest.mark.usefixtures("rows")
def test_counts_stop(county: County) -> None:
    assert (page_of(Scope(HOMEWORK), Q()).count, page_of(Scope(HOMEWORK), Q()).more) == (20, True)
    few = page_of(Scope(HOMEWORK, county.other_school), Q())
    assert (few.count, few.more) == (10, False)


@pytest.mark.usefixtures("rows")
def test_a_page_after_a_row_that_is_gone_is_the_first(county: County) -> None:
    first = page_of(Scope(HOMEWORK, county.school), Q())
    gone = page_of(Scope(HOMEWORK, county.school), Q(), after=10**9)
    assert [r.pk for r in gone.rows] == [r.pk for r in first.rows]


@pytest.mark.usefixtures("rows")
def test_a_page_asks_the_same_few_questions_however_deep(
    county: County, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    scope = Scope(HOMEWORK, Organisation.objects.within(county.bureau))
    with django_assert_max_num_queries(9):
        page_of(scope, Q(subject="语文"), after=HOMEWORK._default_manager.order_by("pk")[20].pk)


@pytest.mark.usefixtures("county")
def test_a_ledger_without_days_is_listed_as_it_was_entered(county: County) -> None:
    timetable, version = MODELS["timetable"], a_version(county.school)
    add(
        row_of(timetable, version, county.school.pk, {"organisation": county.school.code, "weekday": n})
        for n in range(1, 12)
    )
    pages = list(_forward(lambda **where: page_of(Scope(timetable, county.school), Q(), **where)))
    assert [row.weekday for page in pages for row in page.rows] == list(range(1, 12))  # type: ignore[attr-defined]
