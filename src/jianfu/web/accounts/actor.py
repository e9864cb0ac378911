"""Who acts: a person with the roles held today. Every permission and every action begins with an Actor."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jianfu.web.accounts.models import Assignment, Organisation, Person


@dataclass(frozen=True)
class Actor:
    """A person, or nobody, or the operator at the machine itself, who may do everything.

    ``home`` is the organisation whose pages are shown: the one chosen last, else the first.
    """

    person: Person | None = None
    held: tuple[Assignment, ...] = ()
    home: Organisation | None = None
    operator: bool = False

    def holds(self, roles: Iterable[str], organisation: Organisation) -> bool:
        """Whether one of ``roles`` is held at ``organisation`` itself."""
        return self.operator or any(
            a.role in roles and a.organisation_id == organisation.pk for a in self.held
        )

    def holds_over(self, roles: Iterable[str], organisation: Organisation) -> bool:
        """Whether one of ``roles`` is held at ``organisation`` or at anything it stands under."""
        return self.operator or any(
            a.role in roles and a.organisation.covers(organisation) for a in self.held
        )

    @property
    def here(self) -> tuple[Assignment, ...]:
        """The roles held at ``home``."""
        return tuple(a for a in self.held if self.home is not None and a.organisation_id == self.home.pk)


NOBODY = Actor()
OPERATOR = Actor(operator=True)
