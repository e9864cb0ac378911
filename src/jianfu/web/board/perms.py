"""Who may give out the links of a school's class pages. What is public needs no rule."""

from __future__ import annotations

from jianfu.web.accounts.actor import Actor
from jianfu.web.accounts.models import Organisation
from jianfu.web.accounts.roles import SCHOOL_OFFICE


def may_keep_links(actor: Actor, school: Organisation) -> bool:
    """The school's academic office and its principal get the links of its classes and renew them; nobody above or
    beside does, so that a class page is reached by whom the school gave the link alone."""
    return school.kind == "school" and school.closed_on is None and actor.holds(SCHOOL_OFFICE, school)
