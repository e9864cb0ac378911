"""Days as people write them, in China's time."""

from __future__ import annotations

import datetime as dt

import pytest

from jianfu.web.project.dates import day, moment, whole_day


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_days_are_written_as_people_write_them(lang: str) -> None:
    thursday = dt.date(2026, 11, 19)
    assert day(thursday, lang) == {"zh": "11月19日 星期四", "en": "Thu 19 Nov"}[lang]
    assert whole_day(thursday, lang) == {"zh": "2026年11月19日", "en": "19 Nov 2026"}[lang]
    at = dt.datetime(2026, 11, 19, 9, 10, tzinfo=dt.UTC)
    assert moment(at, lang) == {"zh": "2026年11月19日 17:10", "en": "19 Nov 2026 17:10"}[lang]
