"""What stands in the head of a page: where one can go, and who one is here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from jianfu.web.accounts.actor import NOBODY, Actor
from jianfu.web.accounts.models import Organisation
from jianfu.web.accounts.perms import may_see_people
from jianfu.web.accounts.roles import OVERSEERS
from jianfu.web.board.perms import may_keep_links
from jianfu.web.project.wording import lang, say
from jianfu.web.records.perms import may_see_any


@dataclass(frozen=True)
class Place:
    """An entry: its label ``web.nav.<name>``, the name of its page, for whom it is shown.

    ``of_home`` pages take the number of the organisation whose pages are shown.
    """

    name: str
    page: str
    shown: Callable[[Actor, Organisation], bool] = lambda _actor, _home: True
    of_home: bool = False


# In the order of the head; an app adds its line here.
PLACES: Sequence[Place] = (
    Place("desk", "desk:home"),
    Place("records", "records:ledgers", may_see_any, of_home=True),
    Place("policies", "policies:norms"),
    Place("class_links", "board:class_links", may_keep_links, of_home=True),
    Place("organisations", "accounts:organisations", lambda actor, home: actor.holds(OVERSEERS, home)),
    Place("people", "accounts:people", may_see_people, of_home=True),
)


@dataclass(frozen=True)
class Entry:
    """A place as the page shows it."""

    label: str
    address: str
    here: bool = False


def entries(request: HttpRequest, actor: Actor) -> list[Entry]:
    """The places that ``actor`` may go to from the organisation at home."""
    home = actor.home
    if home is None:
        return []
    found = []
    for place in PLACES:
        if place.shown(actor, home):
            address = reverse(place.page, args=[home.pk] if place.of_home else [])
            found.append(Entry(say(f"nav.{place.name}"), address))
    return _marked(found, request.path)


def _marked(found: list[Entry], path: str) -> list[Entry]:
    """The entry that ``path`` lies under is where one is; the longest, where one address begins like another."""
    over = [
        e.address for e in found if path == e.address or (e.address != "/" and path.startswith(e.address))
    ]
    here = max(over, key=len, default=None)
    return [replace(entry, here=entry.address == here) for entry in found]


def providers() -> list[tuple[str, str]]:
    """Others by whom one may sign in, with the address where that begins; none unless the operator names one."""
    return [(name, reverse(f"{name}_login")) for name in sorted(settings.SOCIALACCOUNT_PROVIDERS)]


def page(request: HttpRequest) -> dict[str, Any]:
    """What every template may use; nothing is read until a template does."""
    actor: Actor = request.actor if hasattr(request, "actor") else NOBODY
    return {
        "actor": actor,
        "providers": providers(),
        "nav": SimpleLazyObject(lambda: entries(request, actor)),
        "lang": lang(),
        "page_path": request.get_full_path() if request.method == "GET" else "/",
    }
