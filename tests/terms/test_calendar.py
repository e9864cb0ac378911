"""The school calendar: every date has one place in time, and provisional days say so."""

from __future__ import annotations

from datetime import date, timedelta
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianfu.terms.calendar import KINDS, Calendar, Period, Term
from jianfu.terms.errors import JianfuError, templates

D = date
DAY = timedelta(days=1)
AUTUMN = Term("2026-2027-1", D(2026, 8, 31), D(2027, 1, 29))
SPRING = Term("2026-2027-2", D(2027, 2, 24), D(2027, 7, 2))
PLACE = Calendar([SPRING, AUTUMN], days_off={D(2026, 11, 5)}, make_up_days={D(2026, 11, 7)})

dates = st.dates(D(1990, 1, 1), D(2100, 12, 31))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """A calendar with some terms of some school years given, anywhere such terms may lie."""
    terms: list[Term] = []
    for year in range(2023, 2028):
        for number, earliest, latest in (
            (1, D(year, 7, 1), D(year + 1, 3, 14)),
            (2, D(year + 1, 1, 15), D(year + 1, 8, 31)),
        ):
            if draw(st.booleans()):
                if terms:
                    earliest = max(earliest, terms[-1].last + DAY)
                if earliest + 6 * DAY > latest:
                    continue
                first = draw(st.dates(earliest, latest - 6 * DAY))
                last = draw(st.dates(first + 6 * DAY, latest))
                terms.append(Term(f"{year}-{year + 1}-{number}", first, last))
    near = st.dates(D(2023, 7, 1), D(2028, 8, 31))
    return Calendar(terms, draw(st.sets(near, max_size=5)), draw(st.sets(near, max_size=5)))


def code(caught: pytest.ExceptionInfo[JianfuError]) -> str:
    return caught.value.message.code


# Periods


@pytest.mark.parametrize(
    ("kind", "day", "period"),
    [
        ("day", D(2026, 10, 14), Period("2026-10-14", D(2026, 10, 14), D(2026, 10, 14))),
        ("week", D(2026, 8, 31), Period("2026-2027-1-w01", D(2026, 8, 31), D(2026, 9, 6))),
        ("week", D(2026, 10, 14), Period("2026-2027-1-w07", D(2026, 10, 12), D(2026, 10, 18))),
        ("week", D(2027, 1, 29), Period("2026-2027-1-w22", D(2027, 1, 25), D(2027, 1, 29))),
        ("week", D(2027, 1, 30), Period("2027-W04", D(2027, 1, 30), D(2027, 1, 31))),
        ("week", D(2027, 2, 22), Period("2027-W08", D(2027, 2, 22), D(2027, 2, 23))),
        ("week", D(2027, 2, 24), Period("2026-2027-2-w01", D(2027, 2, 24), D(2027, 2, 28))),
        ("week", D(2027, 3, 1), Period("2026-2027-2-w02", D(2027, 3, 1), D(2027, 3, 7))),
        ("month", D(2028, 2, 5), Period("2028-02", D(2028, 2, 1), D(2028, 2, 29))),
        ("term", D(2026, 8, 31), Period("2026-2027-1", AUTUMN.first, AUTUMN.last)),
        ("term", D(2027, 1, 30), Period("2026-2027-1v", D(2027, 1, 30), D(2027, 2, 23))),
        ("term", D(2027, 7, 2), Period("2026-2027-2", SPRING.first, SPRING.last)),
        # The next term is not given: the summer ends where the assumed one begins.
        ("term", D(2027, 7, 3), Period("2026-2027-2v", D(2027, 7, 3), D(2027, 8, 31))),
        # The school year turns on 1 September, whatever the terms.
        ("school_year", D(2026, 8, 31), Period("2025-2026", D(2025, 9, 1), D(2026, 8, 31))),
        ("school_year", D(2026, 9, 1), Period("2026-2027", D(2026, 9, 1), D(2027, 8, 31))),
        ("year", D(2026, 12, 31), Period("2026", D(2026, 1, 1), D(2026, 12, 31))),
    ],
)
def test_a_date_lies_in_its_period(kind: str, day: date, period: Period) -> None:
    assert PLACE.period(kind, day) == period


@given(calendars(), st.dates(D(2022, 1, 1), D(2029, 12, 31)), st.sampled_from(KINDS))
def test_periods_of_one_kind_partition_time(calendar: Calendar, day: date, kind: str) -> None:
    period = calendar.period(kind, day)
    assert period.first <= day <= period.last
    assert calendar.period(kind, period.first) == period == calendar.period(kind, period.last)
    before, after = calendar.period(kind, period.first - DAY), calendar.period(kind, period.last + DAY)
    assert before.last == period.first - DAY
    assert after.first == period.last + DAY
    assert len({before.id, period.id, after.id}) == 3


@given(calendars(), st.dates(D(2022, 1, 1), D(2029, 12, 31)))
def test_an_id_names_one_period(calendar: Calendar, first: date) -> None:
    days = [first + n * DAY for n in range(500)]
    for kind in KINDS:
        periods = {calendar.period(kind, day) for day in days}
        assert len({p.id for p in periods}) == len(periods)


@given(calendars(), dates)
def test_a_week_is_cut_at_term_ends(calendar: Calendar, day: date) -> None:
    week, term = calendar.period("week", day), calendar.period("term", day)
    assert term.first <= week.first <= week.last <= term.last
    assert week.first.weekday() == 0 or week.first == term.first
    assert week.last.weekday() == 6 or week.last == term.last
    assert week.id.startswith(f"{term.id}-w") != term.id.endswith("v")


@given(calendars(), dates)
def test_a_term_is_found_by_its_id(calendar: Calendar, day: date) -> None:
    term = calendar.period("term", day)
    assert calendar.term_period(term.id) == term


@given(dates, st.sampled_from(KINDS))
def test_any_date_has_a_place_without_any_term_given(day: date, kind: str) -> None:
    bare = Calendar([])
    assert bare.period(kind, day) == Calendar.default(1990, 2100).period(kind, day)
    assert len(bare.table(day, day)) == 1


def test_no_date_is_before_1900_or_after_2199() -> None:
    for day in (D(1899, 12, 31), D(2200, 1, 1), date.min, date.max):
        with pytest.raises(JianfuError) as caught:
            PLACE.period("week", day)
        assert code(caught) == "calendar.range"
    for day in (D(1900, 1, 1), D(2199, 12, 31)):
        for kind in KINDS:
            assert PLACE.period(kind, day).first <= day <= PLACE.period(kind, day).last


def test_an_unknown_kind_of_period_is_named() -> None:
    with pytest.raises(JianfuError, match="fortnight"):
        PLACE.period("fortnight", D(2026, 10, 14))


# Terms given and assumed


def test_terms_not_given_are_assumed() -> None:
    assert PLACE.term_period("2020-2021-1") == Period("2020-2021-1", D(2020, 9, 1), D(2021, 1, 31))
    assert PLACE.term_period("2020-2021-1v") == Period("2020-2021-1v", D(2021, 2, 1), D(2021, 2, 28))
    assert PLACE.term_period("2020-2021-2") == Period("2020-2021-2", D(2021, 3, 1), D(2021, 7, 15))
    assert PLACE.term_period("2020-2021-2v") == Period("2020-2021-2v", D(2021, 7, 16), D(2021, 8, 31))
    assert not PLACE.assumed
    assert not PLACE.assumes("2026-2027-1")
    assert not PLACE.assumes("2026-2027-1v")
    assert PLACE.assumes("2026-2027-2v")
    assert PLACE.assumes("2020-2021-1")


def test_default_terms_are_assumed() -> None:
    default = Calendar.default(2025, 2026)
    assert default.assumed
    assert [t.id for t in default.terms] == ["2025-2026-1", "2025-2026-2", "2026-2027-1", "2026-2027-2"]
    assert default.assumes("2025-2026-2")


def test_an_assumed_term_gives_way_to_given_neighbours() -> None:
    long = Calendar([Term("2026-2027-1", D(2026, 8, 10), D(2027, 3, 7))])
    assert long.term_period("2025-2026-2").last == D(2026, 7, 15)
    assert long.term_period("2026-2027-2").first == D(2027, 3, 8)
    early = Calendar([Term("2026-2027-2", D(2027, 1, 20), D(2027, 7, 2))])
    assert early.term_period("2026-2027-1").last == D(2027, 1, 19)


def test_a_vacation_without_a_day_has_no_period() -> None:
    touching = Calendar([Term("2026-2027-2", D(2027, 1, 20), D(2027, 7, 2))])
    assert touching.period("term", D(2027, 1, 19)).id == "2026-2027-1"
    with pytest.raises(JianfuError) as caught:
        touching.term_period("2026-2027-1v")
    assert code(caught) == "calendar.no_vacation"


@pytest.mark.parametrize("value", ["", "2026-1", "2026-2028-1", "2026-2027-3", "2026-2027-1w", "2026-2027"])
def test_a_malformed_term_id_is_named(value: str) -> None:
    with pytest.raises(JianfuError) as caught:
        PLACE.term_period(value)
    assert code(caught) == "calendar.term_id"
    assert value in str(caught.value)


@pytest.mark.parametrize(
    ("term_id", "first", "last", "expected"),
    [
        ("2026-2027-1v", D(2027, 2, 1), D(2027, 2, 20), "calendar.term_id"),
        ("2026-2027-1", D(2027, 1, 29), D(2026, 9, 1), "calendar.term_length"),
        ("2026-2027-1", D(2026, 9, 1), D(2026, 9, 6), "calendar.term_length"),
        ("2026-2027-1", D(2025, 9, 1), D(2026, 1, 29), "calendar.term_place"),
        ("2026-2027-1", D(2026, 9, 1), D(2027, 7, 2), "calendar.term_place"),
        ("2026-2027-2", D(2026, 2, 24), D(2026, 7, 2), "calendar.term_place"),
    ],
)
def test_a_term_that_cannot_be_is_refused(term_id: str, first: date, last: date, expected: str) -> None:
    with pytest.raises(JianfuError) as caught:
        Term(term_id, first, last)
    assert code(caught) == expected


def test_terms_that_overlap_are_refused() -> None:
    with pytest.raises(JianfuError) as caught:
        Calendar([AUTUMN, Term("2026-2027-2", AUTUMN.last, D(2027, 7, 2))])
    assert code(caught) == "calendar.overlap"


def test_a_term_given_twice_must_agree() -> None:
    assert Calendar([AUTUMN, AUTUMN]).terms == (AUTUMN,)
    with pytest.raises(JianfuError) as caught:
        Calendar([AUTUMN, Term("2026-2027-1", D(2026, 9, 1), D(2027, 1, 29))])
    assert code(caught) == "calendar.term_twice"


# School days and working days


@pytest.mark.parametrize(
    ("day", "school_day"),
    [
        (D(2026, 10, 14), True),
        (D(2026, 10, 17), False),  # a Saturday
        (D(2026, 10, 1), False),  # National Day
        (D(2026, 10, 10), True),  # a Saturday worked in exchange
        (D(2026, 11, 5), False),  # the place's own day off
        (D(2026, 11, 7), True),  # and the Saturday that makes up for it
        (D(2026, 8, 28), False),  # a Friday before term
        (D(2026, 8, 31), True),
        (D(2027, 1, 29), True),
        (D(2027, 2, 1), False),
    ],
)
def test_school_days(day: date, school_day: bool) -> None:
    assert PLACE.is_school_day(day) is school_day


def test_a_make_up_day_in_a_range_of_days_off_counts() -> None:
    week = {D(2026, 11, 2) + n * DAY for n in range(7)}
    calendar = Calendar([AUTUMN], days_off=week, make_up_days={D(2026, 11, 7)})
    assert calendar.school_days(D(2026, 10, 30), D(2026, 11, 9)) == [
        D(2026, 10, 30),
        D(2026, 11, 7),
        D(2026, 11, 9),
    ]


def test_a_working_saturday_in_a_vacation_is_no_school_day() -> None:
    calendar = Calendar([AUTUMN, SPRING], make_up_days={D(2027, 2, 20)})
    assert not calendar.is_school_day(D(2027, 2, 20))


def test_semantics_9_days_past_the_published_holidays_are_provisional_weekdays() -> None:
    labour_day = D(2099, 5, 1)  # a Friday
    assert PLACE.is_school_day(labour_day)
    assert PLACE.provisional(labour_day)
    assert not PLACE.is_school_day(D(2099, 5, 2))
    known = Calendar([], days_off={labour_day})
    assert not known.is_school_day(labour_day)
    assert not known.provisional(labour_day)
    assert not PLACE.provisional(D(2026, 10, 14))
    assert PLACE.provisional(D(1999, 10, 14))


@pytest.mark.parametrize(
    ("day", "n", "kind", "expected"),
    [
        (D(2026, 9, 29), 1, "working", D(2026, 9, 30)),
        (D(2026, 9, 30), 1, "working", D(2026, 10, 8)),  # over the National Day week
        (D(2026, 10, 9), 1, "working", D(2026, 10, 10)),  # the Saturday worked in exchange
        (D(2026, 10, 10), 1, "working", D(2026, 10, 12)),
        (D(2026, 10, 12), -1, "working", D(2026, 10, 10)),
        (D(2026, 7, 31), 10, "working", D(2026, 8, 14)),  # vacations do not stop offices
        (D(2026, 11, 4), 1, "working", D(2026, 11, 5)),  # nor does a school's day off
        (D(2026, 10, 3), 0, "working", D(2026, 10, 3)),
        (D(2026, 1, 31), 30, "calendar", D(2026, 3, 2)),
        (D(2026, 3, 2), -30, "calendar", D(2026, 1, 31)),
    ],
)
def test_deadlines_run_in_their_own_unit(day: date, n: int, kind: str, expected: date) -> None:
    assert PLACE.add(day, n, "working" if kind == "working" else "calendar") == expected


@given(st.dates(D(2020, 1, 1), D(2030, 1, 1)), st.integers(1, 60), st.integers(1, 60))
def test_working_days_add_up(day: date, m: int, n: int) -> None:
    assert PLACE.add(PLACE.add(day, m, "working"), n, "working") == PLACE.add(day, m + n, "working")
    end = PLACE.add(day, n, "working")
    between = [day + k * DAY for k in range(1, (end - day).days + 1)]
    assert sum(map(PLACE.is_working_day, between)) == n


def test_a_deadline_beyond_the_years_in_use_is_an_error() -> None:
    for n in (10**6, 10**12):
        with pytest.raises(JianfuError) as caught:
            PLACE.add(D(2026, 1, 1), n, "calendar")
        assert code(caught) == "calendar.range"


# The table


@given(calendars(), st.dates(D(2022, 1, 1), D(2029, 1, 1)), st.integers(0, 900))
def test_the_table_agrees_with_the_periods(calendar: Calendar, first: date, n: int) -> None:
    last = first + n * DAY
    rows = calendar.table(first, last)
    assert [row[0] for row in rows] == [first + k * DAY for k in range(n + 1)]
    for day, school_day, provisional, *ids in rows:
        assert school_day == calendar.is_school_day(day)
        assert provisional == calendar.provisional(day)
        kinds = ("week", "term", "month", "school_year", "year")
        assert ids == [calendar.period(kind, day).id for kind in kinds]
    assert [row[0] for row in rows if row[1]] == calendar.school_days(first, last)


def test_the_table_of_no_days_is_empty() -> None:
    assert PLACE.table(D(2026, 10, 2), D(2026, 10, 1)) == []


# Messages


@pytest.mark.parametrize("message", sorted(c for c in templates() if c.startswith("calendar.")))
def test_messages_name_the_same_facts_in_both_languages(message: str) -> None:
    zh, en = (
        {name for _, name, _, _ in Formatter().parse(templates()[message][lang]) if name}
        for lang in ("zh", "en")
    )
    assert zh == en
    assert zh


def test_a_weekday_that_may_lie_in_a_term_nobody_gave_is_no_sure_rest_day() -> None:
    given = Calendar([Term("2026-2027-1", date(2026, 9, 1), date(2027, 1, 29))])
    assert given.is_rest_day(date(2026, 10, 14)) is False
    assert given.is_rest_day(date(2026, 10, 17)) is True  # a Saturday
    assert given.is_rest_day(date(2027, 2, 3)) is True  # just after the term
    assert given.is_rest_day(date(2027, 2, 24)) is None  # the next one may have begun
    assert given.is_rest_day(date(2027, 2, 27)) is True  # a Saturday in any case
    assert Calendar.default(2025, 2027).is_rest_day(date(2026, 7, 20)) is None
