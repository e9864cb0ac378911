"""What the permission matrix is made of: pages, the places people stand at, and what counts as let through.

Each app lists its pages in a ``permissions.py`` of its tests as ``PAGES``. A page that is not listed fails.
"""

from __future__ import annotations

import datetime as dt
import importlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

from jianfu.web.accounts.models import Assignment, Organisation, Person
from jianfu.web.accounts.roles import Role
from tests.web.conftest import County

EVERY_ROLE = tuple(role.value for role in Role)
# Where somebody stands, seen from the organisation that a page is about.
PLACES = ("own", "above", "beside", "below")
# Another of the same kind, and one that stands under it; everything here has the bureau or the county above it.
BESIDE = {
    "school": "other_school",
    "bureau": "office",
    "village": "firm",
    "office": "firm",
    "township": "office",
}
BELOW = {"top": "bureau", "bureau": "school", "township": "village"}


@dataclass(frozen=True)
class Page:
    """A page by its name, what it is asked with, and who is let through; everybody else is refused.

    ``at`` is the organisation of the county it is about. ``arguments`` and ``sent`` are made from the county:
    what stands in the address, and what a POST sends (nothing, mostly: a form that is refused as incomplete was
    let through). ``own``, ``above``, ``beside`` and ``below`` are roles held at that organisation, at the one above
    it, at one beside it, at one under it. ``everyone`` lets all who are signed in through, ``public`` also those
    who are not.
    """

    name: str
    at: str = "school"
    arguments: Callable[[County], Mapping[str, object]] = lambda _county: {}
    sent: Callable[[County], Mapping[str, object]] = lambda _county: {}
    methods: tuple[str, ...] = ("get",)
    own: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    everyone: bool = False
    public: bool = False

    def allows(self, place: str, role: str) -> bool:
        """Whether somebody with ``role`` at ``place`` is let through."""
        return self.everyone or self.public or role in getattr(self, place)


@dataclass
class Crowd:
    """People made once for a test and asked again: one for each role at each place."""

    county: County
    made: dict[tuple[str, int], Person] = field(default_factory=dict)

    def place(self, page: Page, where: str) -> Organisation | None:
        """The organisation at ``where``, seen from the one that ``page`` is about."""
        own: Organisation = getattr(self.county, page.at)
        if where == "own":
            return own
        if where == "above":
            return own.parent
        named = (BESIDE if where == "beside" else BELOW).get(page.at)
        return getattr(self.county, named) if named else None

    def person(self, role: str, organisation: Organisation) -> Person:
        """Somebody with ``role`` at ``organisation``."""
        key = (role, organisation.pk)
        if key not in self.made:
            person = Person.objects.create(name="某", username=f"{role}-{organisation.pk}")
            Assignment.objects.create(
                person=person, role=role, organisation=organisation, starts=dt.date(2026, 9, 1)
            )
            self.made[key] = person
        return self.made[key]


def listed() -> dict[str, Page]:
    """Every page that an app's tests list, by name."""
    found: dict[str, Page] = {}
    here = Path(__file__).parent
    for path in sorted(here.rglob("permissions.py")):
        module = importlib.import_module(
            ".".join(("tests.web", *path.relative_to(here).with_suffix("").parts))
        )
        for page in module.PAGES:
            assert page.name not in found, f"{page.name} is listed twice"
            found[page.name] = page
    return found


def addresses() -> Iterator[str]:
    """The name of every address of the site; one without a name is an error, since nobody could list it."""

    def walk(patterns: list[URLPattern | URLResolver], space: str) -> Iterator[str]:
        for entry in patterns:
            if isinstance(entry, URLResolver):
                inner = f"{space}{entry.namespace}:" if entry.namespace else space
                yield from walk(entry.url_patterns, inner)
            else:
                assert entry.name, f"the address {entry.pattern} has no name"
                yield f"{space}{entry.name}"

    return walk(get_resolver().url_patterns, "")
