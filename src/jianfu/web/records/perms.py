"""Who may see and write which ledger of which organisation. Each rule stands in the docstring of its function."""

from __future__ import annotations

from jianfu.ledgers.declare import Ledger
from jianfu.web.accounts.actor import Actor
from jianfu.web.accounts.models import Organisation
from jianfu.web.accounts.queries import pupil_rules_of
from jianfu.web.accounts.roles import OVERSEERS, SCHOOL_OFFICE, TEACHING, Role
from jianfu.web.records.models import MODELS, Row, Version

# Who keeps the ledgers of the organisation where the role is held.
KEEPERS = (*SCHOOL_OFFICE, Role.BUREAU_OFFICER, Role.DEPARTMENT, Role.CLERK, Role.FIRM)
# Who works there and reads along.
STAFF = (*KEEPERS, *TEACHING, Role.INSPECTOR, Role.ADMINISTRATOR)
# Who keeps a township's ledgers, and those of its villages.
TOWN = (Role.DEPARTMENT, Role.CLERK)

# What happens in a lesson or between teacher and parents is written down by whoever was there.
TEACHERS_WRITE = frozenset(
    {
        "homework",
        "lesson_log",
        "after_school_sessions",
        "parent_contacts",
        "print_requests",
        "swaps",
        "leaves",
    }
)
# What the homeroom teacher settles with the other teachers of the class.
HOMEROOM_WRITES = frozenset({"allotment"})
# What somebody who visits schools writes down of the visit.
INSPECTORS_WRITE = frozenset({"duty_checks", "homework_checks", "training_inspections"})
# What was complained of never reaches those complained of, nor anybody beside those who handle it.
VAULT = frozenset({"complaints"})
# A column of one of these names says that a ledger holds pupils one by one.
PUPILS = frozenset({"pupil", "pupil_no", "roll_no"})
_ASKED = "_may_keep_pupils"


def may_keep_pupils(place: Organisation) -> bool:
    """Ledgers that name pupils or hold their scores are open where rules for the consent of guardians and an
    assessment of what the data can do to them are recorded, for the place itself or for one above it, and hold today.
    When such rules run out or are withdrawn, what was kept under them stays where it is and nobody sees it.

    The database is asked once for each object ``place``, which lives no longer than a request: an import asks this of
    every row."""
    if _ASKED not in place.__dict__:
        place.__dict__[_ASKED] = pupil_rules_of(place) is not None
    return bool(place.__dict__[_ASKED])


def codes_keeping_pupils() -> set[str]:
    """The codes of all organisations for which ``may_keep_pupils`` says yes: whoever judges rows asks this once."""
    found: set[str] = set()
    for top in Organisation.objects.filter(pupil_rules__isnull=False).distinct():
        if may_keep_pupils(top):
            found.update(Organisation.objects.within(top).values_list("code", flat=True))
    return found


def holds_pupils(ledger: Ledger) -> bool:
    """Whether a ledger records pupils one by one."""
    return bool(PUPILS & ledger.by_name.keys())


def is_closed(ledger: Ledger, place: Organisation) -> bool:
    """Closed to everybody as long as ``may_keep_pupils`` says no: ledgers with a column for a pupil or a number
    that stands for one. The page says why; see the label ``web.records.closed``."""
    return holds_pupils(ledger) and not may_keep_pupils(place)


def may_see(actor: Actor, ledger: Ledger, organisation: Organisation) -> bool:
    """Everybody who works at an organisation sees its ledgers; bureau officers, inspectors and administrators also
    those of what stands under theirs, and a township's government those of its villages. Villagers and parents
    have the public board. Complaints are seen by those who handle them: see ``may_see_vault``. What is closed is
    seen by nobody."""
    if ledger.name in VAULT:
        allowed = may_see_vault(actor, organisation)
    else:
        allowed = actor.holds(STAFF, organisation) or _oversees(actor, ledger, organisation)
    # Asked last, since it asks the database.
    return allowed and not is_closed(ledger, organisation)


def may_see_any(actor: Actor, organisation: Organisation) -> bool:
    """The list of ledgers is for whoever sees one of them."""
    return any(may_see(actor, model.ledger, organisation) for model in MODELS.values())


def may_fill_in(actor: Actor) -> bool:
    """A blank form holds nothing of anybody: it is for everybody who works anywhere."""
    return actor.operator or any(a.role in STAFF for a in actor.held)


def may_see_vault(actor: Actor, organisation: Organisation) -> bool:
    """Complaints are open to the officers of the bureau or office that handles them, and to bureau officers above;
    never to a school, a firm or a village, which may be what the complaint is about."""
    return actor.holds((Role.BUREAU_OFFICER, *TOWN), organisation) or actor.holds_over(
        [Role.BUREAU_OFFICER], organisation
    )


def may_see_below(actor: Actor, ledger: Ledger, organisation: Organisation) -> bool:
    """Those who see ledgers from above: bureau officers, inspectors and administrators all of them, the people of
    a township's government those of its villages."""
    return _oversees(actor, ledger, organisation) and not is_closed(ledger, organisation)


def may_see_row(actor: Actor, row: Row) -> bool:
    """A row is seen by whoever sees the ledger; a complaint by nobody who holds a role where it is about."""
    if not may_see(actor, row.ledger, row.kept_by):
        return False
    return row.ledger.name not in VAULT or getattr(row, "target", None) not in codes_held(actor)


def codes_held(actor: Actor) -> set[str]:
    """The codes of the organisations where ``actor`` holds a role."""
    return {a.organisation.code for a in actor.held}


def may_write(actor: Actor, ledger: Ledger, organisation: Organisation) -> bool:
    """The ledgers of an organisation are written by those who keep them: a school's academic office and principal,
    the officers of a bureau, office, government or village, a firm. Teachers write what they do themselves,
    homeroom teachers what they settle for a class, inspectors what they find below; bureau officers write for what
    stands under the bureau (a village school without a computer), a township for its villages. Nothing is written for
    an organisation that is closed."""
    if organisation.closed_on or not may_see(actor, ledger, organisation):
        return False
    if actor.holds(KEEPERS, organisation) or actor.holds_over([Role.BUREAU_OFFICER], organisation):
        return True
    if ledger.name in TEACHERS_WRITE and actor.holds(TEACHING, organisation):
        return True
    if ledger.name in HOMEROOM_WRITES and actor.holds([Role.HOMEROOM_TEACHER], organisation):
        return True
    if ledger.name in INSPECTORS_WRITE and actor.holds_over([Role.INSPECTOR], organisation):
        return True
    return _is_town_over(actor, organisation)


def may_change(actor: Actor, row: Row) -> bool:
    """A row is corrected and withdrawn by whoever may write the ledger; teachers and inspectors change only what
    they entered themselves; what homeroom teachers settle, they change whoever entered it."""
    if not may_see_row(actor, row) or not may_write(actor, row.ledger, row.kept_by):
        return False
    own = actor.person is not None and row.version.made_by_id == actor.person.pk
    own = own or (row.ledger.name in HOMEROOM_WRITES and actor.holds([Role.HOMEROOM_TEACHER], row.kept_by))
    return own or _keeps(actor, row.kept_by)


def may_restore(actor: Actor, row: Row, ended_by: Version) -> bool:
    """A row that was withdrawn is restored by whoever may change it; teachers and inspectors restore only what they
    withdrew themselves: what others struck out is not theirs to bring back."""
    own = actor.person is not None and ended_by.made_by_id == actor.person.pk
    return may_change(actor, row) and (own or _keeps(actor, row.kept_by))


def may_see_personal(actor: Actor, ledger: Ledger, organisation: Organisation) -> bool:
    """Names of people are shown to those who keep the ledger at the organisation itself; to everybody else, those
    above included, they are masked."""
    return may_see(actor, ledger, organisation) and (actor.operator or actor.holds(KEEPERS, organisation))


def may_export(actor: Actor, ledger: Ledger, organisation: Organisation) -> bool:
    """Whoever may write a ledger may take it away as a file; readers have the page."""
    return may_write(actor, ledger, organisation)


def _oversees(actor: Actor, ledger: Ledger, organisation: Organisation) -> bool:
    if ledger.name in VAULT:
        return actor.holds_over([Role.BUREAU_OFFICER], organisation)
    return actor.holds_over(OVERSEERS, organisation) or _is_town_over(actor, organisation)


def _keeps(actor: Actor, organisation: Organisation) -> bool:
    """Those who answer for the ledgers of the organisation: its keepers, and who writes for it from above."""
    return (
        actor.holds(KEEPERS, organisation)
        or actor.holds_over([Role.BUREAU_OFFICER], organisation)
        or _is_town_over(actor, organisation)
    )


def _is_town_over(actor: Actor, organisation: Organisation) -> bool:
    """Whether the organisation is a village under a township at whose government a role is held."""
    if organisation.kind != "village":
        return False
    return any(
        a.role in TOWN and a.organisation.kind == "government" and a.organisation.covers(organisation)
        for a in actor.held
    )
