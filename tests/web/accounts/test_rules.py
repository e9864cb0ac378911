"""The rules under which a place keeps data of pupils: whose hold, from when, until when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from jianfu.web.accounts.actor import OPERATOR
from jianfu.web.accounts.models import Organisation, PupilRules
from jianfu.web.accounts.queries import pupil_rules_of
from jianfu.web.accounts.rules.actions import lay_down, withdraw
from tests.web.conftest import TODAY, County

pytestmark = pytest.mark.django_db


def _rules(place: Organisation, title: str, until: dt.date = TODAY, dated: dt.date = TODAY) -> PupilRules:
    return lay_down(
        OPERATOR, place, consent_title=title, consent_text="……", assessment_title="评估", assessment_file="a.pdf",
        dated=dated, approved_by="校务会议", reviewed_until=until,
    )  # fmt: skip


def test_the_nearest_rules_that_hold_today_are_the_places(county: County) -> None:
    assert pupil_rules_of(county.school) is None
    above = _rules(county.bureau, "局里的办法")
    assert pupil_rules_of(county.school) == above and pupil_rules_of(county.village) is None
    own = _rules(county.school, "学校的办法")
    assert pupil_rules_of(county.school) == own and pupil_rules_of(county.other_school) == above
    withdraw(OPERATOR, own)
    assert pupil_rules_of(county.school) == above


def test_rules_end_with_the_day_up_to_which_they_were_reviewed(county: County, settings: object) -> None:
    made = _rules(county.school, "办法")
    assert pupil_rules_of(county.school) == made
    settings.TODAY = TODAY + dt.timedelta(days=1)  # type: ignore[attr-defined]
    assert pupil_rules_of(county.school) is None
    _rules(county.school, "明天的", until=TODAY + dt.timedelta(days=9), dated=TODAY + dt.timedelta(days=2))
    assert pupil_rules_of(county.school) is None


def test_new_rules_take_the_place_of_the_earlier_ones(county: County, sign_in: Callable[..., Client]) -> None:
    client = sign_in("principal", county.school)
    path = f"/organisations/{county.school.pk}/pupil-rules/"
    assert "还没有未成年人信息规则" in client.get(path).content.decode()
    sent = {
        "consent_title": "监护人同意办法", "consent_text": "一、……", "assessment_title": "影响评估", "assessment_file": "2026-03.pdf",
        "dated": "2026-09-01", "approved_by": "校务会议", "reviewed_until": "2027-08-31",
    }  # fmt: skip
    assert client.post(path, {**sent, "consent_text": ""}).status_code == 422
    assert client.post(path, {**sent, "reviewed_until": "2026-08-31"}).status_code == 422
    assert client.post(path, {**sent, "dated": "2027-01-01"}).status_code == 422
    for _ in range(2):
        assert client.post(path, sent).status_code == 302
    assert PupilRules.objects.filter(withdrawn_at=None).count() == 1 and PupilRules.objects.count() == 2
    page = client.get(path).content.decode()
    assert "有效到2027年8月31日" in page and "以前的规则 1 份" in page
    teacher = sign_in("teacher", county.school)
    assert teacher.get(path).status_code == 200 and teacher.post(path, sent).status_code == 403
