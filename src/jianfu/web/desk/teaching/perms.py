"""Who registers homework of which class, and who settles a class's week. Each rule stands in its docstring."""

from __future__ import annotations

from jianfu.web.accounts.actor import Actor
from jianfu.web.accounts.models import Organisation
from jianfu.web.accounts.roles import TEACHING, Role
from jianfu.web.desk.teaching.queries import HOMEWORK, Taught, classes_of, taught
from jianfu.web.project.clock import today
from jianfu.web.records.perms import may_write


def may_open(actor: Actor, school: Organisation) -> bool:
    """A teacher's pages are for those who hold a teaching role at the school."""
    return not actor.operator and actor.holds(TEACHING, school) and may_write(actor, HOMEWORK.ledger, school)


def class_for(actor: Actor, school: Organisation, grade: int, number: int) -> Taught | None:
    """The class as ``actor`` may register for it: a class taught or led. Whoever has none on record may choose
    among the classes of the school; where the school has listed none, any."""
    if not may_open(actor, school):
        return None
    own = taught(actor, school, today())
    if own:
        return next((c for c in own if c.key == (grade, number)), None)
    known = classes_of(school, today())
    wanted = (grade, number)
    real = wanted in known if known else 1 <= grade <= 12 and 1 <= number <= 99
    return Taught(grade, number) if real else None


def may_register(actor: Actor, school: Organisation, grade: int, number: int) -> bool:
    """Teachers register homework for the classes they teach; see ``class_for``."""
    return class_for(actor, school, grade, number) is not None


def may_lead(actor: Actor, school: Organisation, grade: int, number: int) -> bool:
    """Homeroom teachers say for their own class that nothing was set, and settle its weekly allotment."""
    if not actor.holds([Role.HOMEROOM_TEACHER], school):
        return False
    found = class_for(actor, school, grade, number)
    return found is not None and found.leads
