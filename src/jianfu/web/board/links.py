"""The address of a class's page: signed, so that no other can be made up, and never listed anywhere.

It names the class by the year in which it was in grade 1 and its number, so that it stays with the class as it grows.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core import signing

from jianfu.terms.grades import ALL_GRADES, school_year_of
from jianfu.web.accounts.models import Organisation
from jianfu.web.board.models import ClassLinks

_SALT = "board.class"


@dataclass(frozen=True)
class ClassOf:
    """A class of a school as it is on some day."""

    school: Organisation
    grade: int
    class_no: int


def token_of(links: ClassLinks, grade: int, class_no: int, day: dt.date) -> str:
    """What stands in the link of a class that is in ``grade`` on ``day``."""
    first_year = school_year_of(day) - grade + 1
    return signing.Signer(salt=_SALT).sign_object([links.organisation_id, links.number, first_year, class_no])


def class_of(token: str, day: dt.date) -> ClassOf | None:
    """The class that ``token`` leads to on ``day``; None when the school renewed its links, or none was given."""
    try:
        number, standing, first_year, class_no = signing.Signer(salt=_SALT).unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    links = (
        ClassLinks.objects.select_related("organisation").filter(organisation=number, number=standing).first()
    )
    grade = school_year_of(day) - first_year + 1
    if links is None or links.organisation.closed_on is not None or grade not in ALL_GRADES:
        return None
    return ClassOf(links.organisation, grade, class_no)
