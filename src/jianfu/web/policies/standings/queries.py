"""What pages read of standings: those of one organisation, of all below one, of a school's classes by day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from jianfu.web.accounts.models import Organisation, subtree
from jianfu.web.policies.standings.models import Checked, ClassDay, Standing
from jianfu.web.policies.standings.shown import StandingShown as StandingShown
from jianfu.web.policies.standings.shown import shown as shown

HOMEWORK = "student/homework/written-minutes"


def of(organisation: Organisation) -> list[Standing]:
    """How an organisation stands to every norm, by field and in the order of the catalogue."""
    return list(organisation.standings.select_related("organisation"))


def under(top: Organisation, norms: Sequence[str]) -> list[Standing]:
    """How everything under ``top``, and ``top`` itself, stands to some norms; organisations in the order of codes."""
    found = Standing.objects.filter(subtree(top, "organisation"), norm__in=norms)
    return list(found.select_related("organisation").order_by("organisation__code", "position"))


def class_days(organisation: Organisation, day: dt.date, norm: str = HOMEWORK) -> list[ClassDay]:
    """A day of every class of a school under one norm; classes by grade and number."""
    return list(organisation.class_days.filter(norm=norm, day=day).order_by("grade", "class_no"))


def class_days_of(
    organisation: Organisation, grade: int, class_no: int, first: dt.date, last: dt.date, norm: str = HOMEWORK
) -> list[ClassDay]:
    """The days of one class under one norm."""
    days = organisation.class_days.filter(norm=norm, grade=grade, class_no=class_no)
    return list(days.filter(day__gte=first, day__lte=last).order_by("day"))


def last_check() -> Checked | None:
    """The last check that ended."""
    return Checked.objects.order_by("-at").first()
